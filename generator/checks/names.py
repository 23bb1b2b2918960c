"""Choices of whose name a name is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity, listed
from generator.edition import Edition
from generator.library import Library
from generator.links import name_owners
from generator.mending import added, written


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
                    f"{called(list(sharers))}If “{reference}” is meant: "
                    f"{other_name(library, reference, spelling)}",
                    Severity.ERROR if sharers else Severity.WARNING,
                )


def called(parties: list[str]) -> str:
    """Who has the name."""
    return f"The name belongs to {listed([f'“{party}”' for party in parties])}. " if parties else ""


def other_name(library: Library, party: str, spelling: str) -> str:
    """How a party is given a further name: in the list that its entry has, or in a new one."""
    entries = [
        placed for story in library.stories for placed in story.sheet.parties if placed.value.id == party
    ]
    entry = next(iter(entries), library.profiles[party].definition)
    if entry.value.aliases:
        return f"add “{spelling}” to the aliases of “{party}”, with a comma before it."
    line = added(entry.span(), f"aliases: [{written(spelling)}]", party)
    return f"{line}."
