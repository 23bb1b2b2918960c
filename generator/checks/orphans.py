"""Sources and parties that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

from generator.article import REFERENCE
from generator.checks.references import SOURCE, prose_entries, references, texts
from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.library import Library
from generator.story import Story


def orphans(edition: Edition) -> Iterator[Diagnostic]:
    """No fact rests on a source and no entry names it, or a party of `parties.yaml` is in no story.

    Readers find a source in the list and nothing that it says. Name it where it is used, with `source`,
    `said_in` or `reported_in`, or delete the entry. What is itself `reported_in` another one is left alone.
    """
    library = edition.library
    used = {key for story in library.stories for key in used_sources(edition, story)}
    for story in library.stories:
        last = "; “sources:” goes too, if nothing else stands there" if len(story.sheet.sources) == 1 else ""
        for placed in story.sheet.sources:
            if placed.value.reported_in is None and f"{story.slug}/{placed.value.id}" not in used:
                yield Diagnostic(
                    "unused-source",
                    f"Nothing in this story rests on the source “{placed.value.id}” or names it",
                    placed.span("id"),
                    f"If an entry takes its words from it, add “source: {placed.value.id}” to that entry "
                    f"(between {{ and }}, with a comma before it). If none does, delete this one{last}.",
                    Severity.HINT,
                )
    yield from unused_parties(library)


def unused_parties(library: Library) -> Iterator[Diagnostic]:
    """Parties that are defined for all stories, and that no story names."""
    taking_part = {party for parties in library.story_parties.values() for party in parties}
    for profile in library.profiles.values():
        if library.stories and not library.unread and profile.id not in taking_part:
            yield Diagnostic(
                "unused-party",
                f"No story names “{profile.id}”",
                profile.definition.span("id"),
                "If it takes part in a story, add to that story's facts.yaml, under “parties:”, the line “ "
                f" - {{id: {profile.id}}}”, without a name. If in none, delete the entry here.",
                Severity.HINT,
            )


def used_sources(edition: Edition, story: Story) -> Iterator[str]:
    """The keys of the sources that a story's facts rest on, and of those that its entries name."""
    named = [reference for _, _, reference, kinds in references(story) if kinds == SOURCE]
    named += [account.value.source for account in story.sheet.accounts if account.value.source]
    for fact in edition.facts[story.slug]:
        yield from (f"{one.story}/{one.source}" for one in fact.located)
    named += [ref for update in story.sheet.updates for ref in update.value.about]
    named += [ref for link in story.sheet.see_also for ref in (link.value.to, link.value.on) if ref]
    named += [ref for claim in story.sheet.claims for ref in claim.value.about]
    entries = (text for placed in prose_entries(story) for _, text in texts(placed.value) if "[[" in text)
    named += [match[1].strip() for text in entries for match in REFERENCE.finditer(text)]
    for reference in named:
        node = edition.library.resolve(story.slug, reference)
        if node is not None:
            yield node.key
    yield from (link.target for link in edition.links.get(f"{story.slug}/article", ()))
