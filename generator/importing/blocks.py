"""A copied text cut into blocks: paragraphs are what stands between empty lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.frozen import Frozen
from generator.importing.leftovers import BYLINE, ENDS_A_SENTENCE, day_in, is_furniture

LONGEST_LINE_OF_A_HEAD = 120
BULLET = re.compile(r"([•‣◦▪●])\s*(?=\S)|([-*–])\s+(?=\S)")
NUMBER = re.compile(r"\d{1,2}[.)]\s+(?=\S)")


class Block(Frozen):
    """Words that stand by themselves; `line` is the first of a text, counted from 1, and 0 in a page.

    `markdown` says them with their links, where they have any; `shape` is what they are beside a paragraph.
    """

    line: int
    text: str
    markdown: str = ""
    shape: str = ""


def split(text: str) -> Iterator[Block]:
    """The blocks of a text. Where no line is empty, every line is a block."""
    lines = [" ".join(line.split()) for line in text.lstrip("\ufeff").splitlines()]
    spaced = any(not line for line in lines[1:-1])
    start, parts = 1, list[str]()
    for number, line in enumerate([*lines, ""], start=1):
        if line:
            start = start if parts else number
            parts.append(line)
        if parts and (not line or not spaced):
            yield from apart(start, parts)
            parts = []


def apart(start: int, lines: Sequence[str]) -> Iterator[Block]:
    """Lines that stand together as one block, or each as its own where they are a list or parts of a page."""
    marks = [mark_of(line) for line in lines]
    if marks[0] and (len(lines) == 1 or marks.count(marks[0]) > 1 or marks[0] == "•"):
        yield from listed(start, lines, marks)
    elif any(is_furniture(line) for line in lines) or is_head(lines):
        for number, line in enumerate(lines, start):
            yield Block(number, line)
    else:
        yield Block(start, " ".join(lines))


def is_head(lines: Sequence[str]) -> bool:
    """Whether lines are a title with a name or a day below it, and not one paragraph."""
    short = all(len(line) <= LONGEST_LINE_OF_A_HEAD for line in lines)
    named = any(BYLINE.match(line) or day_in(line) for line in lines)
    return short and named and not any(ENDS_A_SENTENCE.search(line) for line in lines[:-1])


def mark_of(line: str) -> str:
    """What makes a line look like one of a list: its sign, or a figure."""
    if bullet := BULLET.match(line):
        return "•" if bullet[1] else bullet[2]
    return "1" if NUMBER.match(line) else ""


def listed(start: int, lines: Sequence[str], marks: Sequence[str]) -> Iterator[Block]:
    """The lines of a list as its items; a line without a mark goes on with the one before."""
    if len(lines) == 1 and marks[0] != "•":
        yield Block(start, lines[0])
        return
    items: list[tuple[int, str]] = []
    for number, (line, mark) in enumerate(zip(lines, marks, strict=True), start):
        if mark == marks[0]:
            items.append((number, (NUMBER if mark == "1" else BULLET).sub("", line, count=1)))
        else:
            items[-1] = (items[-1][0], f"{items[-1][1]} {line}")
    shape = "number" if marks[0] == "1" else "item"
    yield from (Block(number, text, shape=shape) for number, text in items)
