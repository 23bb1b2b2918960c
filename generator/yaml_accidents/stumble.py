"""Where the parser gave up: what an explanation is given, and what stands around that place."""

from __future__ import annotations

import re

from generator.frozen import Frozen
from generator.source import SourceFile

# One line of a sheet: dashes, a key, and the value after it.
ENTRY = re.compile(r" *(?:- +)*(?:([\w-]+) *:(?: +|$))?(\S.*|)")


class Words(Frozen):
    """Where the last text stands that was read before the parser gave up."""

    start: int
    end: int


class Stumble(Frozen):
    """Where the parser gave up, and what it was doing."""

    source: SourceFile
    at: int
    opened: int
    """Where the thing begins that it was reading."""
    reading: str
    problem: str
    last: Words | None

    @property
    def in_brackets(self) -> bool:
        """Whether it was inside brackets or braces."""
        return "flow" in self.reading

    def line(self, offset: int) -> tuple[int, int]:
        """The offsets between which the line of an offset stands."""
        text = self.source.text
        end = text.find("\n", offset)
        return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end

    def match(self, pattern: re.Pattern[str], offset: int) -> re.Match[str] | None:
        """The line of an offset, if it has this form."""
        return pattern.match(self.source.text, *self.line(offset))

    def above(self, offset: int) -> int:
        """Where the line ends that stands above the line of an offset, no remark; 0 where none does."""
        text = self.source.text
        end = len(text[: self.line(offset)[0]].rstrip())
        while end and text[self.line(end - 1)[0] : end].lstrip().startswith("#"):
            end = len(text[: self.line(end - 1)[0]].rstrip())
        return end

    def key_before(self, offset: int) -> str:
        """The key and the colon before a value that begins at an offset."""
        entry = self.match(ENTRY, offset)
        return f"{entry[1]}: " if entry and entry[1] and entry.start(2) == offset else ""
