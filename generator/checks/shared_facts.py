"""Facts about a party where no story can show them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.folders import SHARED_FILE

OF_A_STORY = ("part", "roles", "quote", "evidence", "source")
"""What a party's entry says of its part in a story."""


def shared_facts(edition: Edition) -> Iterator[Diagnostic]:
    """A party of `parties.yaml` has a `part`, `roles` or words to rest on, which no page shows.

    Facts stand beside the words that show them: these are looked up in a story's article or sources, and
    `parties.yaml` has none. Move the lines to the party's entry under `parties` in the story's `facts.yaml`.
    """
    for profile in edition.library.profiles.values():
        placed = profile.definition
        if placed.document.source.path.rpartition("/")[2] == SHARED_FILE:
            for name in OF_A_STORY:
                if getattr(placed.value, name):
                    yield Diagnostic(
                        "shared-fact",
                        f"No page shows this “{name}”: facts about “{profile.id}” belong to a story",
                        placed.key(name),
                        f"Move it to the entry of “{profile.id}” under “parties” in a story's facts.yaml.",
                        Severity.WARNING,
                    )
