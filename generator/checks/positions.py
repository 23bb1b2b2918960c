"""Positions that nothing puts in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.dates import PartialDate
from generator.diagnostics import Diagnostic
from generator.edition import Edition
from generator.mending import added, sentence
from generator.model import Demand
from generator.source import Span
from generator.validation import Placed


def undated_positions(edition: Edition) -> Iterator[Diagnostic]:
    """A party has several positions on one demand, and one of them has no day of its own.

    The latest is shown and the others are its history: `as_of: 2025-03-11` says when each of them held.
    """
    for story in edition.library.stories:
        for demand in story.sheet.demands:
            yield from undated(demand)


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
    day = "Write another day in “as_of”" if held else sentence(added(place, "as_of: 2025-03-18"))
    return f"{day}: the day from which it held. The latest position is shown, the others are its history."
