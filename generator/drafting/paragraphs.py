"""Paragraphs as the rules read them: cut into sentences, with the quotations set aside."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.drafting.vocabulary import SAYING, either
from generator.sentences import sentences

CLOSED_BY = {"“": "”", "„": "“”", "«": "»", '"': '"'}
_OPENING = re.compile('[“„«"]|(?:(?<=[\\s(\\[—–-])|^)‘')
_SINGLE_END = re.compile("(?<=[,.?!…])’(?!\\w)|(?<![s\\s])’(?!\\w)")
_ASKED = re.compile(
    rf"\s+(?:(?:the|its|their|a|an)\s)?(?:[\w'’.-]{{1,40}}\s){{0,4}}(?:{either(sorted(SAYING))})\b"
)


@dataclass(frozen=True)
class Quoted:
    """Words between quotation marks: the offsets of the words, and of the words with their marks.

    `is_open` where the mark that closes them is not in the same paragraph.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    is_open: bool


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: `plain` is as long as `text`, but has letters of no meaning where words are quoted.

    `sentences` are pairs of offsets, and `line` is where it begins in its file.
    """

    number: int
    line: int
    text: str
    plain: str
    quoted: tuple[Quoted, ...]
    sentences: tuple[tuple[int, int], ...]

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence in which an offset stands, or the one before it."""
        return self.sentences[max(0, bisect_right(self.sentences, offset, key=lambda one: one[0]) - 1)]

    def is_quoted(self, offset: int) -> bool:
        """Whether a character stands inside of quotation marks."""
        before = bisect_right(self.quoted, offset, key=lambda one: one.outer_start) - 1
        return before >= 0 and offset < self.quoted[before].outer_end


def read_paragraph(number: int, line: int, text: str) -> Paragraph:
    """A paragraph, not empty, with what is quoted in it."""
    quoted = tuple(quotations(text))
    plain = set_aside(text, quoted)
    return Paragraph(number, line, text, plain, quoted, sentences(plain) or ((0, len(text)),))


def quotations(text: str) -> Iterator[Quoted]:
    """What stands between quotation marks, in order; marks inside of others are part of the words."""
    position = 0
    while mark := _OPENING.search(text, position):
        if mark[0] == '"' and not opens(text, mark.start()):
            position = mark.end()
            continue
        end = closing(text, mark[0], mark.end())
        if end < 0 and mark[0] == "‘":  # More likely an apostrophe.
            position = mark.end()
            continue
        close = len(text) if end < 0 else end
        if text[mark.end() : close].strip():
            yield Quoted(mark.end(), close, mark.start(), min(close + 1, len(text)), end < 0)
        position = close + 1


def opens(text: str, offset: int) -> bool:
    """Whether a straight mark opens a quotation: a word begins behind it, and none ends before it."""
    before, after = text[offset - 1 : offset] if offset else "", text[offset + 1 : offset + 2]
    return bool(after.strip()) and not before.isalnum()


def closing(text: str, mark: str, position: int) -> int:
    """The offset of the mark that closes a quotation; -1 where there is none."""
    if mark == "‘":
        found = _SINGLE_END.search(text, position)
        return found.start() if found else -1
    ends = [at for close in CLOSED_BY[mark] if (at := text.find(close, position)) >= 0]
    return min(ends, default=-1)


def set_aside(text: str, quoted: Sequence[Quoted]) -> str:
    """The text with letters instead of the words that are quoted, so that its sentences can be told apart."""
    parts, position = [], 0
    for one in quoted:
        words = text[one.start : one.end]
        first, last = words[0], words[-1]
        if last in "?!" and _ASKED.match(text, one.outer_end):
            last = ","
        if not first.isalpha():
            first = "X"
        stop = last if last in ".,?!" else "x"
        parts += [text[position : one.start], (first + "x" * (len(words) - 2) + stop)[-len(words) :]]
        position = one.end
    return "".join([*parts, text[position:]])


@dataclass(frozen=True)
class Token:
    """A word of a paragraph: `name` is without a possessive ending."""

    start: int
    end: int
    text: str
    name: str
    possessive: bool

    @property
    def is_capital(self) -> bool:
        """Whether it is written like a name."""
        return self.text[0].isupper() or bool(_SMALL_PREFIX.match(self.text))


_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_][\w\u0300-\u036f]*(?:['’ʼ‑-][^\W_][\w\u0300-\u036f]*)*")
_SMALL_PREFIX = re.compile(r"(?:al|el|d|l|bin)[-'’][^\W\d_a-z]")
_POSSESSIVE = re.compile(r"['’](?:s|S)$")


def tokens(text: str) -> list[Token]:
    """The words of a text."""
    found = []
    for match in _WORD.finditer(text):
        name = _POSSESSIVE.sub("", match[0])
        owns = name != match[0] or (
            match[0].endswith("s") and text[match.end() : match.end() + 2] in ("' ", "’ ")
        )
        found.append(Token(match.start(), match.start() + len(name), match[0], name, owns))
    return found
