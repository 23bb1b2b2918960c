"""Choices of whose name a name is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, did_you_mean
from generator.edition import Edition
from generator.library import Profile
from generator.links import name_owners


def wrong_choices(edition: Edition) -> Iterator[Diagnostic]:
    """Under `names`, a name is said to mean a party that does not have it.

    `names: {Brandt: greta-brandt}` chooses among the parties of the story that are called “Brandt”, by their
    `name` or one of their `aliases`. Add the spelling to the aliases of the party that is meant, or name
    another one.
    """
    library = edition.library
    for story in library.stories:
        owners = name_owners(story, library)
        for spelling, reference in story.head.names.items():
            sharers = owners.of(spelling)
            if story.sheet.head and reference in library.profiles and reference not in sharers:
                span = story.sheet.head.span("names", spelling)
                yield Diagnostic("wrong-choice", message(spelling, reference), span, hint(spelling, reference, sharers))


def message(spelling: str, reference: str) -> str:
    """What is wrong with a choice."""
    return f"“{reference}” is not called “{spelling}” in this story"
