"""Names of two parties that look the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.library import Profile
from generator.links import name_span
from generator.lookalikes import plain_shape
from generator.mending import taken_out


def confusable_names(edition: Edition) -> Iterator[Diagnostic]:
    """Two parties have names that look the same and are not: in capitals, or in letters of another alphabet.

    “Сity Council” with a Cyrillic С and “City Council” are two names to a computer and one to a reader: links
    lead to one party or the other by chance. If both are the same party, keep one entry, and list the
    spelling in its `aliases`; if not, give one of them a name that can be told apart.
    """
    seen: dict[str, tuple[str, Profile]] = {}
    for profile in edition.library.profiles.values():
        for spelling in dict.fromkeys((profile.name, *profile.aliases)):
            # Letters may look alike as capitals only, as the Cyrillic В does, or be others in small ones.
            shapes = {plain_shape(spelling), plain_shape(spelling.casefold())}
            alike = [seen.setdefault(shape, (spelling, profile)) for shape in sorted(shapes)]
            for before, other in dict.fromkeys(alike):
                if other.id != profile.id and composed(before) != composed(spelling):
                    yield confusable(spelling, profile, before, other)


def confusable(spelling: str, profile: Profile, before: str, other: Profile) -> Diagnostic:
    """A name that looks like one of another party."""
    return Diagnostic(
        "confusable-name",
        f"“{spelling}” looks like the name of “{other.id}”, but is written differently",
        name_span(profile, spelling),
        what_to_do(spelling, profile),
        Severity.WARNING,
        (("The other name stands here", name_span(other, before)),),
    )


def what_to_do(spelling: str, profile: Profile) -> str:
    """How two names are told apart: a further name of a party can go."""
    one = "If both are one party, keep one of the two entries"
    if spelling == profile.name:
        return f"{one}; if not, give one a name that can be told apart."
    placed = profile.definition
    alone = placed.value.aliases == (spelling,)
    out = taken_out(placed.key("aliases"), placed.span("aliases")) if alone else f"“{spelling}” here"
    return f"If “{profile.id}” is not called that, delete {out}. {one}."


def composed(name: str) -> str:
    """A name with its accents in one form: those that differ in nothing else are the same name."""
    return unicodedata.normalize("NFC", name)
