"""Stories that somebody was to look at again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.mending import taken_out
from generator.story import STAND_IN_HEAD


def due_reviews(edition: Edition, today: date | None = None) -> Iterator[Diagnostic]:
    """The day has come on which somebody was to look at the story again: `review` under `story`.

    A build never asks the clock: `explainers check --today` does. Read the story again, mend what time has
    overtaken, move `updated` on if anything changed, and write the next day into `review`, or delete the
    line.
    """
    for story in edition.library.stories:
        if story.head.updated == STAND_IN_HEAD.updated:
            continue  # The day of a sheet that cannot be read is not known.
        review, head = story.head.review, story.sheet.head
        known = max(filter(None, (today, story.head.updated.earliest)))
        if review is not None and head is not None and review.earliest <= known:
            yield Diagnostic(
                "review-due",
                f"This story was to be looked at again on {review}, and {said_of(known, today)}",
                head.span("review"),
                f"Read the story again, and write here the day on which you will do so next, after {known}; "
                f"or delete {taken_out(head.key('review'), head.span('review'))}.",
                Severity.WARNING,
            )


def said_of(known: date, today: date | None) -> str:
    """What makes a review due."""
    return f"it is {known} now" if known == today else f"the sheet was brought up to date on {known}"
