"""Lists with next to nothing on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition

GROWN = 20
"""A story of fewer facts is still at its beginning: nobody expects much of it."""
SECTIONS = {"demands": "demand", "dates": "event", "reactions": "reaction", "claims": "claim"}
"""The sections of a sheet with an overview of their own, and what stands there."""


def thin_pages(edition: Edition) -> Iterator[Diagnostic]:
    """A story has grown, and one of its lists still holds a single entry with a single fact.

    A link to “All reactions” that leads to one line disappoints. Add what else is known under `reactions`, or
    tell the one thing elsewhere: a reaction can be an entry under `dates`, a demand a position on another
    one.
    """
    for story in edition.library.stories:
        facts = edition.facts[story.slug]
        if len(facts) < GROWN:
            continue
        count = Counter(fact.node for fact in facts)
        for section, kind in SECTIONS.items():
            entries = getattr(story.sheet, section)
            if len(entries) == 1 and count[f"{story.slug}/{entries[0].value.id}"] < 2:
                yield Diagnostic(
                    "thin-page",
                    f"Readers who ask for all {kind}s of this story find one line, “{entries[0].value.id}”",
                    entries[0].span("id"),
                    f"If more is known, write more entries under “{section}:”, like this one. "
                    "If not, leave it as it is.",
                    Severity.HINT,
                )
