"""Things that are tied to themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.library import Library
from generator.mending import taken_out
from generator.story import Story
from generator.validation import Placed

ITSELF = (
    ("reactions", "to", "reaction responds to itself", "what it responds to"),
    ("claims", "about", "claim is about itself", "what it is about, a party or another entry"),
    ("sources", "reported_in", "source is reported in itself", "the one that tells of it"),
)
"""Fields that must not name their own entry, and what they should name."""


def circles(edition: Edition) -> Iterator[Diagnostic]:
    """A thing is tied to itself.

    A reaction responds to itself, a claim is about itself, an account contradicts itself, a source is
    reported in itself, a party demands something of itself: pages leave such a tie out, so this is a
    warning. An error are events that are part of each other in a circle, like a week that is
    `part_of: month` and a month that is `part_of: week`: which is the larger? Name the one that is meant.
    """
    for story in edition.library.stories:
        yield from own_entries(story, edition.library)
        yield from own_accounts(story, edition.library)
        yield from own_demands(story)
    yield from own_parts(edition.library)


def is_itself(library: Library, story: Story, placed: Placed[Any], reference: str) -> bool:
    """Whether a reference leads back to the entry it stands in."""
    node = library.resolve(story.slug, reference)
    return node is not None and node.key == f"{story.slug}/{placed.value.id}"


def own_entries(story: Story, library: Library) -> Iterator[Diagnostic]:
    """Entries that name themselves."""
    for section, name, words, meant in ITSELF:
        for placed in getattr(story.sheet, section):
            named = getattr(placed.value, name) or ()
            references = (named,) if isinstance(named, str) else named
            if any(is_itself(library, story, placed, reference) for reference in references):
                yield circle(words, meant, placed, name)


def own_accounts(story: Story, library: Library) -> Iterator[Diagnostic]:
    """Accounts that contradict themselves."""
    for account in story.sheet.accounts:
        for index, topic in enumerate(account.value.topics):
            if any(is_itself(library, story, account, reference) for reference in topic.contradicts):
                words, meant = "account contradicts itself", "the other account"
                yield circle(words, meant, account, "topics", index, "contradicts")


def own_demands(story: Story) -> Iterator[Diagnostic]:
    """Demands of a party to itself: odd, and rarely meant."""
    for demand in story.sheet.demands:
        if own := sorted(set(demand.value.by) & set(demand.value.of)):
            words = f"demand is made to its own maker, “{own[0]}”"
            yield circle(words, "whom it is made to", demand, "of")


def own_parts(library: Library) -> Iterator[Diagnostic]:
    """Events that are part of themselves, at once or by way of others."""
    larger: dict[str, str] = {}
    entries: dict[str, Placed[Any]] = {}
    for story in library.stories:
        for event in story.sheet.dates:
            node = library.resolve(story.slug, event.value.part_of) if event.value.part_of else None
            if node is not None:
                key = f"{story.slug}/{event.value.id}"
                larger[key], entries[key] = node.key, event
    for found in rings(larger):
        others = " and ".join(f"“{entries[key].value.id}”" for key in found[1:])
        by_way = f", by way of {others}" if others else ""
        words = f"event is part of itself{by_way}"
        yield circle(words, "the larger event", entries[found[0]], "part_of", severity=Severity.ERROR)


def rings(steps: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Each ring of steps that leads back to its beginning, once, from the first of its keys on."""
    done: set[str] = set()
    for key in steps:
        way: dict[str, None] = {}
        while key in steps and key not in done and key not in way:
            way[key] = None
            key = steps[key]
        if key in way:
            walked = tuple(way)
            yield walked[walked.index(key) :]
        done.update(way)


def circle(
    what: str, meant: str, placed: Placed[Any], *path: str | int, severity: Severity = Severity.WARNING
) -> Diagnostic:
    """A tie that leads back to where it began, and what it was meant to lead to."""
    message = f"This {what}: “{path[-1]}” in “{placed.value.id}” leads back to where it began"
    hint = f"Write here the id of {meant}"
    if path[-1] != "to":
        hint += f", or delete {taken_out(placed.key(*path), placed.span(*path))}"
    return Diagnostic("circle", message, placed.span(*path), f"{hint}.", severity)
