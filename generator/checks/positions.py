"""Positions that nothing puts in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from generator.dates import Bound, PartialDate
from generator.diagnostics import Diagnostic
from generator.edition import Edition
from generator.mending import added, sentence
from generator.model.entries import Demand
from generator.sheet_words import SAMPLE_DAY
from generator.source import Span
from generator.validation import Placed


def undated_positions(edition: Edition) -> Iterator[Diagnostic]:
    """A party has several positions on one demand, and one of them has no day of its own.

    The latest is shown and the others are its history: `as_of: 2025-03-11` says when each of them held. A
    month or a year will do where no other position of the party falls into it: `2025-03` may be before
    `2025-03-11` or after it.
    """
    for story in edition.library.stories:
        for demand in story.sheet.demands:
            yield from undated(demand)
            yield from wide(demand)


def undated(demand: Placed[Demand]) -> Iterator[Diagnostic]:
    """The positions on one demand that cannot be put in order."""
    positions = demand.value.positions
    count = Counter(position.party for position in positions)
    dates: set[tuple[str, str]] = set()
    for index, position in enumerate(positions):
        key = (position.party, str(position.as_of or ""))
        if count[position.party] > 1 and (position.as_of is None or key in dates):
            yield Diagnostic(
                "undated-position",
                f"“{position.party}” has several positions here, and this one has no day of its own",
                demand.span("positions", index),
                how_to_date(demand.span("positions", index), position.as_of),
            )
        dates.add(key)


def how_to_date(place: Span, held: PartialDate | None) -> str:
    """How the day is written on which a position was held, or that it must be another one."""
    sample = f"{sentence(added(place, f'as_of: {SAMPLE_DAY}'))}, but with the day"
    day = "Write another day in “as_of”: the day" if held else sample
    return f"{day} from which it held. The latest position is shown, the others are its history."


def wide(demand: Placed[Demand]) -> Iterator[Diagnostic]:
    """The positions of which the date leaves open whether they come before another of the same party."""
    by_party: dict[str, list[Dated]] = {}
    for index, position in enumerate(demand.value.positions):
        if position.as_of:
            dated = Dated(*begins(position.as_of), index, position.as_of)
            by_party.setdefault(position.party, []).append(dated)
    found = {
        one.place: other
        for held in by_party.values()
        for one, other in in_doubt(sorted(held, key=lambda one: one[:3]))
    }
    for index, other in sorted(found.items()):
        party = demand.value.positions[index].party
        yield Diagnostic(
            "undated-position",
            f"“{party}” has a position of {other.when} here, and this one may be before or after it",
            demand.span("positions", index, "as_of"),
            "Write the day from which it held, or a month without another position: the latest is shown.",
        )


class Dated(NamedTuple):
    """A position, with the first and last day on which it can have begun."""

    first: date
    last: date
    place: int
    when: PartialDate


def in_doubt(held: Sequence[Dated]) -> Iterator[tuple[Dated, Dated]]:
    """Of positions in order, the less exact one of two that may have begun in either order, and the other.

    Years hold months and these hold days, so that neighbours are enough.
    """
    for one, other in pairwise(held):
        if other.first <= one.last and one.when != other.when:
            is_wider = one.last - one.first > other.last - other.first
            yield (one, other) if is_wider else (other, one)


def begins(when: PartialDate) -> tuple[date, date]:
    """The first and last day on which it can have begun; of what has no beginning, ended."""
    side = when.end if isinstance(when.start, Bound) else when.start
    return (when.earliest, when.latest) if isinstance(side, Bound) else (side.first, side.last)
