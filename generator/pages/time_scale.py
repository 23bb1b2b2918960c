"""A time scale from 0 to 100 whose gaps are honest: days to places, and a break where nothing lies for long.

A day is an ordinal (`date.toordinal`) and reaches from its number to the next. Within a stretch the scale
is true; between two stretches the axis is broken, and the scale may be another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from generator.dates import Moment, PartialDate, Precision
from generator.frozen import Frozen

Span = tuple[int, int]
"""The first day and the day after the last."""

LEAST_GAP = 60
"""Gaps of fewer days are never broken."""
MOST_BREAKS = 3
BREAK = 4.0
"""How wide a break is drawn."""
LEAST_SHARE = 0.14
"""The part of the line that the smallest stretch gets."""
INSET = 1.8
"""How far the first and the last place of a stretch stand from its ends, so that no mark touches a break."""


class Stretch(Frozen):
    """Days from `first` up to `last`, drawn from `left` to `right`."""

    first: int
    last: int
    left: float
    right: float

    def place(self, day: float) -> float:
        """Where a day stands; a day outside the stretch stands at its nearer end."""
        part = (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)
        return self.left + INSET + (self.right - self.left - 2 * INSET) * part


class Scale(Frozen):
    """Stretches from left to right, with a break between each two."""

    stretches: tuple[Stretch, ...]

    def stretch(self, day: float) -> Stretch:
        """The stretch that a day belongs to: the last that begins before it."""
        index = bisect_right(self.stretches, day, key=lambda one: one.first)
        return self.stretches[max(0, index - 1)]

    def place(self, day: float) -> float:
        """Where a day stands."""
        return self.stretch(day).place(day)

    @property
    def first(self) -> int:
        """The first day."""
        return self.stretches[0].first

    @property
    def last(self) -> int:
        """The day after the last."""
        return self.stretches[-1].last

    @property
    def breaks(self) -> tuple[float, ...]:
        """The middle of each break."""
        return tuple(one.right + BREAK / 2 for one in self.stretches[:-1])


def make_scale(spans: Sequence[Span]) -> Scale:
    """The scale on which these spans stand. Where most lies gets most room."""
    covered = merged(spans)
    gaps = broken_gaps(covered)
    firsts = [covered[0][0], *(end for _, end in gaps)]
    lasts = [*(begin for begin, _ in gaps), covered[-1][1]]
    counts = [0] * len(firsts)
    for first, _ in spans:
        counts[bisect_right(firsts, first) - 1] += 1
    room = 100 - BREAK * len(gaps)
    left, stretches = 0.0, []
    for first, last, count in zip(firsts, lasts, counts, strict=True):
        share = LEAST_SHARE + (1 - LEAST_SHARE * len(firsts)) * count / len(spans)
        stretches.append(Stretch(first, last, left, left + room * share))
        left += room * share + BREAK
    return Scale(tuple(stretches))


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans put together where they touch, in order."""
    covered: list[Span] = []
    for first, last in sorted(spans):
        if covered and first <= covered[-1][1]:
            covered[-1] = (covered[-1][0], max(covered[-1][1], last))
        else:
            covered.append((first, last))
    return covered


def broken_gaps(covered: Sequence[Span]) -> list[Span]:
    """The gaps to leave out: each longer than all that is left without it."""
    between = [(one[1], other[0]) for one, other in pairwise(covered)]
    rest, broken = covered[-1][1] - covered[0][0], []
    for first, last in sorted(between, key=lambda gap: (gap[0] - gap[1], gap[0]))[:MOST_BREAKS]:
        rest -= last - first
        if last - first <= max(rest, LEAST_GAP):
            break
        broken.append((first, last))
    return sorted(broken)


STEPS = (
    (Precision.DAY, 1), (Precision.DAY, 5), (Precision.DAY, 10),
    (Precision.MONTH, 1), (Precision.MONTH, 3), (Precision.MONTH, 6),
    *((Precision.YEAR, years) for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)),
)  # fmt: skip
"""What the marks of an axis may count; the finer first."""
DAYS: Mapping[Precision, int] = {Precision.DAY: 1, Precision.MONTH: 30, Precision.YEAR: 365}


def ticks(
    stretch: Stretch, most: Mapping[Precision, int], finest: Precision
) -> tuple[tuple[int, Moment], ...]:
    """Round dates in a stretch with their first days: as fine as is known and has room, maybe none."""
    length = stretch.last - stretch.first
    for precision, step in STEPS:
        if precision >= finest and length / (step * DAYS[precision]) <= most[precision] + 2:
            dates = round_dates(stretch, precision, step)
            found = tuple(one for one in dates if one[0] >= stretch.first)
            if len(found) <= most[precision]:
                return found
    return ()


def round_dates(stretch: Stretch, precision: Precision, step: int) -> Iterator[tuple[int, Moment]]:
    """The days, months or years that a step counts in the years of a stretch."""
    first, last = date.fromordinal(stretch.first), date.fromordinal(stretch.last - 1)
    if precision is Precision.DAY:
        for ordinal in range(stretch.first, stretch.last):
            day = date.fromordinal(ordinal)
            if (day.day - 1) % step == 0 and (step == 1 or day.day <= 30 - step // 2):
                yield ordinal, Moment(day.year, day.month, day.day)
    elif precision is Precision.MONTH:
        for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            if month % step == 0:
                moment = Moment(month // 12, month % 12 + 1)
                yield moment.first.toordinal(), moment
    else:
        for year in range(-(-first.year // step) * step, last.year + 1, step):
            yield date(year, 1, 1).toordinal(), Moment(year)


def names_of(stretch: Stretch, finest: Precision) -> tuple[PartialDate, PartialDate]:
    """A stretch in one date, no finer than is known, where it has one; else its years. And its first year."""
    first, last = date.fromordinal(stretch.first), date.fromordinal(stretch.last - 1)
    year = Moment(first.year)
    if first == last and finest is Precision.DAY:
        return dated(Moment(first.year, first.month, first.day)), dated(year)
    if (first.year, first.month) == (last.year, last.month) and finest <= Precision.MONTH:
        return dated(Moment(first.year, first.month)), dated(year)
    return dated(year, Moment(last.year)), dated(year)


def dated(start: Moment, end: Moment | None = None) -> PartialDate:
    """A date that nobody typed."""
    return PartialDate(f"{start}/{end}" if end else str(start), start, end or start)
