"""Facts about a party where no story can show them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.folders import SHARED_FILE
from generator.model.entries import Party
from generator.validation import Placed

OF_A_STORY = ("part", "roles", "quote", "evidence", "source")
"""What a party's entry says of its part in a story."""


def shared_facts(edition: Edition) -> Iterator[Diagnostic]:
    """A party of `parties.yaml` has a `part`, `roles` or words to rest on, which no page shows.

    Facts stand beside the words that show them: these are looked up in a story's article or sources, and
    `parties.yaml` has none. Move the lines to the party's entry under `parties` in the story's `facts.yaml`.
    """
    entries: dict[str, Placed[Party]] = {}
    for story in edition.library.stories:
        for party in story.sheet.parties:
            entries.setdefault(party.value.id, party)
    for profile in edition.library.profiles.values():
        placed = profile.definition
        if placed.document.source.path.rpartition("/")[2] == SHARED_FILE:
            for name in OF_A_STORY:
                if getattr(placed.value, name):
                    yield Diagnostic(
                        "shared-fact",
                        f"No page shows this “{name}”: facts about “{profile.id}” belong to a story",
                        placed.key(name),
                        where_to(entries.get(profile.id), profile.id, name),
                        Severity.WARNING,
                    )


def where_to(entry: Placed[Party] | None, party: str, name: str) -> str:
    """The entry of a story that takes such a line, and how it is written there."""
    if entry is None:
        return (
            f"In the facts.yaml of the story that it belongs to, write “  - id: {party}” under “parties:”, "
            f"and move this “{name}:” and what stands in it below that line, with 4 spaces before it."
        )
    where, sheet = entry.span(), entry.document.source.path
    if where.text.startswith("{"):
        return (
            f"Move it, with what stands in it, to {sheet}, line {where.line}: take “{{”, “}}” and the "
            f"commas away there, so that “- id: {party}” stands alone, and put this below it, with the same "
            "spaces as here."
        )
    return (
        f"Move it, with what stands in it, to {sheet}, below “id: {party}” in line {where.line}, with the "
        "same spaces before it."
    )
