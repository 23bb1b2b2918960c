"""Events outside the larger one that they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.orders import precedes
from generator.dates import PartialDate
from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition


def events_outside(edition: Edition) -> Iterator[Diagnostic]:
    """An event is `part_of` a larger one, and is dated before that begins or after it ends.

    Only what is certain is told: a larger event of `2025-03` holds every day of March, and one whose end is
    open, like `2025-03-01/..`, all that follow. Mend one of the two dates, or name another event.
    """
    for story in edition.library.stories:
        for placed in story.sheet.dates:
            node = edition.library.resolve(story.slug, placed.value.part_of) if placed.value.part_of else None
            whole = getattr(node.placed.value, "date", None) if node and node.placed else None
            if node is not None and whole is not None and outside(placed.value.date, whole):
                yield Diagnostic(
                    "outside-whole",
                    f"“{placed.value.id}” is dated {placed.value.date}, but “{node.id}”, which it is a part "
                    f"of, is dated {whole}",
                    placed.span("date"),
                    "Mend one of the two dates, or name another event in “part_of”.",
                    Severity.WARNING,
                )


def outside(part: PartialDate, whole: PartialDate) -> bool:
    """Whether no day of a part lies within the whole."""
    return precedes(part, whole) or precedes(whole, part)
