"""Files as they were read, and places in them."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from generator.frozen import Frozen


class SourceFile(Frozen, dict=True):
    """A text file that content came from.

    `path` is what people are shown: relative to the folder they work in, with forward slashes.
    `text` has line feeds only and no byte-order mark; offsets everywhere count its characters.
    """

    path: str
    text: str

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset of the first character of each line."""
        starts = [0]
        position = self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return tuple(starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its line feed."""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]

    def span(self, start: int, end: int) -> Span:
        """The place between two offsets of this file."""
        return Span(self, start, end)


class Span(Frozen):
    """A place in a file: from `start` up to, and without, `end`."""

    source: SourceFile
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words that stand there."""
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The first line, counted from 1."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """The first column, counted from 1."""
        return self.source.position(self.start)[1]

    def __str__(self) -> str:
        return f"{self.source.path}:{self.line}:{self.column}"
