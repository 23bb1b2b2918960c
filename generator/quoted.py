"""What stands between quotation marks in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.frozen import Frozen

CLOSED_BY = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"'}
_OPENING = re.compile('[“„«»"]|(?:(?<=[\\s(\\[—–-])|^)‘')
_SINGLE_END = re.compile("(?<=[,.?!…])’(?!\\w)|(?<![s\\s])’(?!\\w)")


class Quoted(Frozen):
    """Words between quotation marks: the offsets of the words, and of the words with their marks.

    `is_open` where the mark that closes them is not in the same paragraph.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    is_open: bool


def quotations(text: str) -> Iterator[Quoted]:
    """What stands between quotation marks, in order; marks inside of others are part of the words."""
    position, never_closed = 0, set[str]()
    while mark := _OPENING.search(text, position):
        if mark[0] == '"' and not opens(text, mark.start()):
            position = mark.end()
            continue
        end = -1 if mark[0] in never_closed else closing(text, mark[0], mark.end())
        if end < 0 and mark[0] in "‘»":  # More likely an apostrophe, or the end of another quotation.
            never_closed.add(mark[0])
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
