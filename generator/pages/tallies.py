"""How many of each kind there are, as a row of shapes or a bar."""

from __future__ import annotations

from collections.abc import Sequence

from generator.views import Count, Tag, Tally

MARK = 14
"""The width of a shape with the gap behind it."""
MOST_MARKS = 10
"""Where a kind has more, the rows are bars, the longest of this many marks."""


def tally(words: str, counted: Sequence[tuple[Tag, int, str]]) -> Tally | None:
    """A summary of kinds, each with its number and the anchor of its place; one kind alone needs none."""
    if len(counted) < 2:
        return None
    most = max(number for _, number, _ in counted)
    exact = most <= MOST_MARKS
    counts = (
        Count(kind, str(number), anchor, MARK * (number if exact else -(-number * MOST_MARKS // most)), exact)
        for kind, number, anchor in counted
    )
    return Tally(words, tuple(counts))
