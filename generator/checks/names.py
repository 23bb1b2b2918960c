"""Choices of whose name a name is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity, listed
from generator.edition import Edition
from generator.links import name_owners


def wrong_choices(edition: Edition) -> Iterator[Diagnostic]:
    """Under `names`, a name is said to mean a party that does not have it.

    `names: {Brandt: greta-brandt}` chooses among the parties of the story that are called “Brandt”, by
    `name` or by one of their `aliases`. It is an error where others have the name, and a warning where
    nobody has. Add the spelling to the aliases of the party that is meant.
    """
    library = edition.library
    for story in library.stories:
        owners = name_owners(story, library)
        for spelling, reference in story.head.names.items():
            sharers = owners.of(spelling)
            if story.sheet.head and reference in library.profiles and reference not in sharers:
                yield Diagnostic(
                    "wrong-choice",
                    f"“{reference}” is not called “{spelling}” in this story",
                    story.sheet.head.span("names", spelling),
                    f"{called(list(sharers))}Add “{spelling}” to the aliases of the party that is meant.",
                    Severity.ERROR if sharers else Severity.WARNING,
                )


def called(parties: list[str]) -> str:
    """Who has the name."""
    return f"The name belongs to {listed([f'“{party}”' for party in parties])}. " if parties else ""
