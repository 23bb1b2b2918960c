"""A text as it is compared: forgiving of typography, with the way back to its own characters.

Compatibility forms of letters are decomposed (Unicode Standard Annex 15), quotation marks and apostrophes of
every kind are one sign, so are all dashes with the space around them, so is any white space; soft hyphens and
zero-width signs are dropped. Case counts.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from generator.frozen import Frozen

_QUOTES = "'\"`´‘’‚‛“”„‟′″‵‶ʼ«»‹›「」『』＂＇"
_DASHES = (
    "-\u058a\u05be\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe31\ufe32\ufe58\ufe63\uff0d"
)
_DROPPED = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_PARTING = rf"\s\{_DASHES}"
_BETWEEN = f"{_PARTING}{_DROPPED}"

_STRETCH = re.compile(
    rf"(?P<between>[{_BETWEEN}]{{2,}}|[{_DROPPED}])|(?:[^{_BETWEEN}]++|[{_PARTING}](?![{_BETWEEN}]))+"
)
_TOKEN = re.compile(rf"(?P<between>[{_BETWEEN}])|[^{_BETWEEN}]+")
_DASH = re.compile(rf"[\{_DASHES}]")
_SPACE = re.compile(r"\s")
_SAME = str.maketrans(dict.fromkeys(_QUOTES, "'") | {" ": None})
_ALIKE = str.maketrans(
    dict.fromkeys(_QUOTES, "'")
    | dict.fromkeys(_DASHES, "-")
    | {space: " " for space in map(chr, range(0x3001)) if space.isspace()}
)
_MARKS = re.compile(r"[^\w\s\x00-\x7f]{2,}")


class Folded(Frozen):
    """A text as it is compared. Run `i` begins at `edges[i]` and stands for `starts[i]` to `ends[i]`."""

    text: str
    edges: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text, not empty, stood in the text it was made from."""
        first, last = bisect_right(self.edges, start) - 1, bisect_right(self.edges, end - 1) - 1
        begin = self.starts[first] + (start - self.edges[first] if self._is_plain(first) else 0)
        return begin, self.starts[last] + end - self.edges[last] if self._is_plain(last) else self.ends[last]

    def _is_plain(self, run: int) -> bool:
        """Whether the run has as many characters as the stretch it stands for."""
        edge = self.edges[run + 1] if run + 1 < len(self.edges) else len(self.text)
        return edge - self.edges[run] == self.ends[run] - self.starts[run]


def fold(text: str) -> Folded:
    """A text as it is compared, with the way back."""
    folded: list[str] = []
    edges, starts, ends = [0], [0], [0]
    length = 0
    for part, start, end in _folded_parts(text):
        plain = len(part) == end - start
        if not (plain and start == ends[-1] and length - edges[-1] == ends[-1] - starts[-1]):
            edges.append(length)
            starts.append(start)
            ends.append(end)
        ends[-1] = end
        folded.append(part)
        length += len(part)
    return Folded(_MARKS.sub(_in_order, "".join(folded)), edges, starts, ends)


def _folded_parts(text: str) -> Iterator[tuple[str, int, int]]:
    """The parts of a text as they are compared, none of them empty, and where each stands."""
    for match in _STRETCH.finditer(text):
        start, end = match.span()
        if match["between"]:
            if _DASH.search(match[0]):
                yield "-", start, end
            elif _SPACE.search(match[0]):
                yield " ", start, end
        elif unicodedata.is_normalized("NFKD", same := match[0].translate(_ALIKE)):
            yield same, start, end
        else:
            yield from _folded_words(text, start, end)


def _folded_words(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The parts of a stretch in which some words have to be spelt out; no two spaces or dashes meet."""
    for match in _TOKEN.finditer(text, start, end):
        same = match[0].translate(_ALIKE)
        if match["between"] or unicodedata.is_normalized("NFKD", same):
            yield same, *match.span()
        else:
            for offset, character in enumerate(same, match.start()):
                if part := unicodedata.normalize("NFKD", character).translate(_SAME):
                    yield part, offset, offset + 1


def _in_order(marks: re.Match[str]) -> str:
    """Combining marks in canonical order. `normalize` takes quadratic time on endless runs of them."""
    bases = accumulate(not unicodedata.combining(mark) for mark in marks[0])
    ordered = sorted(
        zip(bases, map(unicodedata.combining, marks[0]), marks[0], strict=True), key=lambda m: m[:2]
    )
    return "".join(mark for _, _, mark in ordered)
