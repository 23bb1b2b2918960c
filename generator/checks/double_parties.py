"""One party under two ids."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.confusable_names import composed
from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.library import Profile


def double_parties(edition: Edition) -> Iterator[Diagnostic]:
    """Two parties of different stories have the same name, or the same `wikidata` identifier.

    Then one person has two pages, each with half of what is known. Keep one entry, best in `parties.yaml`,
    and let both stories name its id. If they are two people of one name, say so: each has its own `wikidata`.
    """
    told_in: dict[str, set[str]] = {}
    for story, parties in edition.library.story_parties.items():
        for party in parties:
            told_in.setdefault(party, set()).add(story)
    names: dict[str, Profile] = {}
    numbers: dict[str, Profile] = {}
    for profile in edition.library.profiles.values():
        same = numbers.setdefault(profile.wikidata, profile) if profile.wikidata else profile
        if same is not profile:
            words = f"“{same.id}” and “{profile.id}” have the same number in Wikidata, {profile.wikidata}"
            yield double(words, profile, same, "wikidata", Severity.WARNING)
            continue
        other = names.setdefault(composed(profile.name), profile)
        # In one story, links already ask which is meant.
        apart = other.wikidata and profile.wikidata
        meet = told_in.get(other.id, set()) & told_in.get(profile.id, set())
        if other is not profile and not apart and not meet:
            words = f"“{other.id}” and “{profile.id}” are both called “{profile.name}”"
            yield double(words, profile, other, "name", Severity.HINT)


def double(words: str, profile: Profile, other: Profile, key: str, severity: Severity) -> Diagnostic:
    """Two entries that look like one party."""
    return Diagnostic(
        "double-party",
        words,
        profile.definition.span(key),
        f"If they are one, write “{other.id}” for “{profile.id}” everywhere in this file, and leave its "
        f"name out here: - {{id: {other.id}}}",
        severity,
        (("The other one stands here", other.definition.span(key)),),
    )
