"""Parties that nothing mentions."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.names import other_name
from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.folders import PARTIES
from generator.story import ARTICLE_ID, Story


def unmentioned_parties(edition: Edition) -> Iterator[Diagnostic]:
    """A party of a story is named neither in its article nor anywhere else in its sheet.

    Often a spelling is missing among its `aliases`: an article that says “Zelenskiy” does not mention a
    party called “Zelenskyy”. Add the spelling, or delete the entry.
    """
    for story in edition.library.stories:
        named = {link.target for link in edition.links.get(f"{story.slug}/{ARTICLE_ID}", ())}
        tied = {edge.target for edge in edition.graph.stated.get(story.slug, ())}
        if not story.article.blocks:
            continue  # An article that is empty or cannot be read is told once.
        for placed in story.sheet.parties:
            key = f"{PARTIES}/{placed.value.id}"
            if (
                key in edition.library.nodes
                and key not in named | tied
                and not stands_in(edition, story, key)
            ):
                yield Diagnostic(
                    "unmentioned-party",
                    f"Nothing mentions “{placed.value.id}”: neither the article nor another entry",
                    placed.span("id"),
                    "If the article calls it otherwise: "
                    f"{other_name(placed, 'its name there')} If it "
                    "has no part in the story, delete the entry.",
                    Severity.WARNING,
                )


def stands_in(edition: Edition, story: Story, key: str) -> bool:
    """Whether the article names a party where no link can stand, as where a name is broken over two lines."""
    index = edition.names[story.slug].index
    return any(mention.key == key for block in story.article.blocks for mention in index.find(block.text))
