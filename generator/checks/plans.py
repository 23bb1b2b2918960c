"""Plans that time has overtaken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.model.choices import EventStatus
from generator.story import STAND_IN_HEAD, Story


def overdue_plans(edition: Edition, today: date | None = None) -> Iterator[Diagnostic]:
    """An event is still `status: planned` although the sheet was brought up to date after its date.

    A build never asks the clock: `updated` under `story` says what day the sheet knows. `explainers check
    --today` asks it, and so finds the plans that a sheet has not been brought up to date with. Say what
    became of the plan: `happened`, `ongoing`, `cancelled`, `postponed` or `unknown`.
    """
    for story in edition.library.stories:
        if story.head.updated == STAND_IN_HEAD.updated:
            continue  # The day of a sheet that cannot be read is not known.
        for placed in story.sheet.dates:
            event = placed.value
            known = max(filter(None, (today, story.head.updated.latest)))
            if event.status is EventStatus.PLANNED and event.date.is_past(known):
                yield Diagnostic(
                    "overdue-plan",
                    f"“{event.title}” is planned for {event.date}, but {said_of(story, known)}",
                    placed.span("date"),
                    "Write what became of it in place of “planned”: happened, cancelled, postponed or "
                    "unknown.",
                    Severity.WARNING,
                )


def said_of(story: Story, known: date) -> str:
    """What makes a plan overdue: the day of the sheet, or the day it is."""
    if known == story.head.updated.latest:
        return f"the sheet was brought up to date on {known}"
    return f"it is {known} now, and the sheet was brought up to date on {story.head.updated}"
