"""Dates that contradict each other, and plans that time has overtaken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from generator.dates import PartialDate
from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.model import EventStatus
from generator.validation import Placed


def impossible_orders(edition: Edition) -> Iterator[Diagnostic]:
    """A reaction comes before what it responds to, or a role ends before it begins.

    Also: two positions of one party on one demand that have no dates to put them in order.
    """
    library = edition.library
    for story in library.stories:
        for placed in story.sheet.reactions:
            for reference in placed.value.to:
                node = library.resolve(story.slug, reference)
                asked = getattr(node.placed.value, "date", None) if node and node.placed else None
                if precedes(placed.value.date, asked):
                    yield too_early(placed, reference, asked)
        for party in story.sheet.parties:
            for index, role in enumerate(party.value.roles):
                if precedes(role.until, role.since):
                    span = party.span("roles", index, "until")
                    yield Diagnostic(
                        "impossible-order",
                        "This role ends before it begins",
                        span,
                        "Mend one of the two dates.",
                    )
        for demand in story.sheet.demands:
            yield from undated_positions(demand)


def precedes(date: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether both are known and the first is certainly before the second."""
    return date is not None and other is not None and date.certainly_before(other)


def too_early(placed: Placed[Any], reference: str, asked: Any) -> Diagnostic:
    """An answer that comes before its question."""
    return Diagnostic(
        "impossible-order",
        f"This reaction comes before what it responds to: “{reference}” is of {asked}",
        placed.span("date"),
        "Mend one of the two dates, or name another thing in “to”.",
    )


def undated_positions(demand: Placed[Any]) -> Iterator[Diagnostic]:
    """Positions of one party that nothing puts in order."""
    dates: set[tuple[str, str]] = set()
    count = Counter(position.party for position in demand.value.positions)
    for index, position in enumerate(demand.value.positions):
        key = (position.party, str(position.as_of or ""))
        if count[position.party] > 1 and (position.as_of is None or key in dates):
            yield Diagnostic(
                "undated-position",
                f"“{position.party}” has several positions here, and this one has no day of its own",
                demand.span("positions", index),
                "Add “as_of: YYYY-MM-DD” to each; the latest is shown, the others are its history.",
            )
        dates.add(key)


def overdue_plans(edition: Edition) -> Iterator[Diagnostic]:
    """An event is still planned although the sheet was brought up to date after its date.

    The clock is not asked: the sheet's own `updated` says what day it knows.
    """
    for story in edition.library.stories:
        for placed in story.sheet.dates:
            event = placed.value
            if event.status is EventStatus.PLANNED and event.date.is_past(story.head.updated.latest):
                yield Diagnostic(
                    "overdue-plan",
                    f"“{event.title}” is planned for {event.date}, but the sheet is of {story.head.updated}",
                    placed.span("date"),
                    "Say what became of it: status happened, cancelled, postponed or unknown.",
                    Severity.WARNING,
                )
