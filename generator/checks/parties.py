"""Parties that nothing mentions."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.folders import PARTIES
from generator.story import ARTICLE_ID


def unmentioned_parties(edition: Edition) -> Iterator[Diagnostic]:
    """A party of a story is named neither in its article nor anywhere else in its sheet.

    Often a spelling is missing among its `aliases`: an article that says “Zelenskiy” does not mention a
    party called “Zelenskyy”. Add the spelling, or delete the entry.
    """
    for story in edition.library.stories:
        named = {link.target for link in edition.links.get(f"{story.slug}/{ARTICLE_ID}", ())}
        tied = {edge.target for edge in edition.graph.edges if edge.story == story.slug}
        for placed in story.sheet.parties:
            key = f"{PARTIES}/{placed.value.id}"
            if key in edition.library.nodes and key not in named and key not in tied:
                yield Diagnostic(
                    "unmentioned-party",
                    f"Nothing mentions “{placed.value.id}”: neither the article nor another entry",
                    placed.span("id"),
                    "Add the spelling of the article to its aliases, or delete the entry.",
                    Severity.WARNING,
                )
