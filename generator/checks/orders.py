"""Dates that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.dates import PartialDate
from generator.diagnostics import Diagnostic
from generator.edition import Edition
from generator.library import Library
from generator.model.choices import EventStatus
from generator.story import Story
from generator.validation import Placed

TOOK_PLACE = frozenset({EventStatus.HAPPENED, EventStatus.ONGOING})


def impossible_orders(edition: Edition) -> Iterator[Diagnostic]:
    """Two dates contradict each other: an answer comes before its question, or an end before its beginning.

    A reaction of `date: 2025-03-17` cannot respond to a call of `date: 2025-03-18`, nor an account
    tell of it; a role does not end before it begins, a claim is not checked before it was seen, nor a
    document read before it was published.
    Only what is certain is told: `2025-03` may be before or after. Mend one of the two dates.
    """
    for story in edition.library.stories:
        yield from early(story.sheet.reactions, "to", "reaction", "responds to", story, edition.library)
        yield from early(story.sheet.accounts, "of", "account", "tells of", story, edition.library)
        yield from backward_roles(story)
        yield from backward_entries(story.sheet.claims, "claim", "last_checked", "first_seen")
        yield from backward_entries(story.sheet.sources, "source", "retrieved", "published")


def early(
    entries: Iterable[Placed[Any]], key: str, kind: str, does: str, story: Story, library: Library
) -> Iterator[Diagnostic]:
    """Answers that come before their question, and what is told of an event before it happened."""
    for placed in entries:
        named = getattr(placed.value, key)
        for reference in (named,) if isinstance(named, str) else named:
            node = library.resolve(story.slug, reference)
            target = node.placed.value if node and node.placed else None
            # What is planned can be answered before it comes.
            was = getattr(target, "status", None) not in set(EventStatus) - TOOK_PLACE
            asked = getattr(target, "date", None) if was else None
            if precedes(placed.value.date, asked):
                yield Diagnostic(
                    "impossible-order",
                    f"This {kind} comes before what it {does}: “{reference}” is dated {asked}",
                    placed.span("date"),
                    f"Mend one of the two dates, or name another thing in “{key}”.",
                )


def backward_roles(story: Story) -> Iterator[Diagnostic]:
    """Roles that end before they begin."""
    for party in story.sheet.parties:
        for index, role in enumerate(party.value.roles):
            if precedes(role.until, role.since):
                span = party.span("roles", index, "until")
                hint = "Mend one of the two dates, “since” or “until”."
                yield Diagnostic("impossible-order", "This role ends before it begins", span, hint)


def backward_entries(
    entries: Iterable[Placed[Any]], kind: str, later: str, earlier: str
) -> Iterator[Diagnostic]:
    """Entries of which one date must not come before another."""
    for placed in entries:
        second, first = getattr(placed.value, later), getattr(placed.value, earlier)
        if precedes(second, first):
            yield Diagnostic(
                "impossible-order",
                f"“{later}” of this {kind} is {second}, but “{earlier}” is {first}",
                placed.span(later),
                f"Mend one of the two dates, “{earlier}” or “{later}”.",
            )


def precedes(date: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether both are known and the first is certainly before the second."""
    return date is not None and other is not None and date.certainly_before(other)
