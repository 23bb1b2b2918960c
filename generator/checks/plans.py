"""Plans that time has overtaken."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.model import EventStatus


def overdue_plans(edition: Edition) -> Iterator[Diagnostic]:
    """An event is still `status: planned` although the sheet was brought up to date after its date.

    The clock is not asked: `updated` under `story` says what day the sheet knows. Say what became of the
    plan: `happened`, `ongoing`, `cancelled`, `postponed` or `unknown`.
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
