"""Updates that the sheet's own date does not know of."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition


def late_updates(edition: Edition) -> Iterator[Diagnostic]:
    """An update is dated after the day on which the sheet was last brought up to date.

    With every entry under `updates`, the date in `updated` under `story` moves on:
    readers and feeds see from it that something is new.
    """
    for story in edition.library.stories:
        for placed in story.sheet.updates:
            if story.head.updated.certainly_before(placed.value.date):
                yield Diagnostic(
                    "late-update",
                    f"This update is dated {placed.value.date}, later than the sheet: "
                    f"“updated” is {story.head.updated}",
                    placed.span("date"),
                    f"Under “story”, write “updated: {placed.value.date}”, or mend the date here.",
                    Severity.WARNING,
                )
