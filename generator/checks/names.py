"""Choices of whose name a name is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity, listed
from generator.edition import Edition
from generator.links import name_owners
from generator.mending import added, written
from generator.model.entries import Party
from generator.validation import Placed


def wrong_choices(edition: Edition) -> Iterator[Diagnostic]:
    """Under `names`, a name is said to mean a party that does not have it.

    `names: {Brandt: greta-brandt}` chooses among the parties of the story that are called “Brandt”, by
    `name` or by one of their `aliases`. It is an error where others have the name, and a warning where
    nobody has. Add the spelling to the aliases of the party that is meant.
    """
    library = edition.library
    for story in library.stories:
        owners = name_owners(story, library)
        own = {placed.value.id: placed for placed in story.sheet.parties} if story.head.names else {}
        for spelling, reference in story.head.names.items():
            sharers = owners.of(spelling)
            if story.sheet.head and reference in library.profiles and reference not in sharers:
                entry = own.get(reference, library.profiles[reference].definition)
                yield Diagnostic(
                    "wrong-choice",
                    f"“{reference}” is not called “{spelling}” in this story",
                    story.sheet.head.span("names", spelling),
                    f"{called(list(sharers))}If “{reference}” is meant: {other_name(entry, spelling)}",
                    Severity.ERROR if sharers else Severity.WARNING,
                    ((f"The entry of “{reference}” stands here", entry.span("id")),),
                )


def called(parties: list[str]) -> str:
    """Who has the name."""
    return f"The name belongs to {listed([f'“{party}”' for party in parties])}. " if parties else ""


def other_name(entry: Placed[Party], spelling: str) -> str:
    """How a party is given a further name: in the list that its entry has, or in a new one."""
    party = entry.value.id
    if entry.value.aliases:
        return f"add “{spelling}” to the aliases of “{party}”, with a comma before it."
    return f"{added(entry.span(), f'aliases: [{written(spelling)}]', party)}."
