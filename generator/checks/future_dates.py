"""Things that are said to have happened after the sheet was written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.checks.orders import precedes
from generator.dates import PartialDate
from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.mending import added, sentence
from generator.model.choices import EventStatus
from generator.model.entries import Demand
from generator.story import Story
from generator.validation import Placed

DATED = {
    "demands": ("date",),
    "dates": ("date",),
    "reactions": ("date",),
    "accounts": ("date",),
    "claims": ("first_seen", "last_checked"),
    "sources": ("published", "retrieved"),
}
"""The dates of each section that must have been when the sheet was written."""


def future_dates(edition: Edition) -> Iterator[Diagnostic]:
    """Something is said to have happened after the day on which the sheet was last brought up to date.

    Either the date is mistyped, or `updated` under `story` was not moved on, or an event is still to come:
    then it needs `status: planned`, for an event without a status counts as one that happened.
    """
    for story in edition.library.stories:
        for section, keys in DATED.items():
            for placed in getattr(story.sheet, section):
                yield from too_late(story, placed, keys)
        for demand in story.sheet.demands:
            yield from late_positions(story, demand)


def late_positions(story: Story, demand: Placed[Demand]) -> Iterator[Diagnostic]:
    """Positions that are held after the sheet's day."""
    for index, position in enumerate(demand.value.positions):
        if precedes(story.head.updated, position.as_of):
            yield late(story, demand, position.as_of, "positions", index, "as_of")


def too_late(story: Story, placed: Placed[Any], keys: tuple[str, ...]) -> Iterator[Diagnostic]:
    """The dates of one entry that lie after its sheet's."""
    if getattr(placed.value, "status", None) in set(EventStatus) - {EventStatus.HAPPENED}:
        return
    for key in keys:
        when = getattr(placed.value, key)
        if precedes(story.head.updated, when):
            yield late(story, placed, when, key)


def late(story: Story, placed: Placed[Any], when: PartialDate | None, *path: str | int) -> Diagnostic:
    """A date after the sheet's own."""
    if path == ("date",) and hasattr(placed.value, "status"):
        write = sentence(added(placed.span(), "status: planned", placed.value.id))
        planned = f"{write}, if it is still to come. Else mend"
    else:
        planned = "Mend"
    return Diagnostic(
        "future-date",
        f"“{placed.value.id}” is dated {when}, later than the sheet: “updated” is {story.head.updated}",
        placed.span(*path),
        f"{planned} this date, or “updated” under “story”.",
        Severity.WARNING,
    )
