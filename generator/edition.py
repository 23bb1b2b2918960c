"""Everything that pages are made from, put together once: facts, ties, addresses, links, see-also."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.addresses import Addresses, assign_addresses
from generator.diagnostics import Diagnostic
from generator.facts import Fact, by_node, facts_of
from generator.graph import Graph, build_graph
from generator.library import Library
from generator.links import (
    BlockLink,
    LinkedText,
    StoryNames,
    TextLink,
    article_text_links,
    backlinks,
    fact_text_links,
    link_blocks,
    link_text,
    story_names,
)
from generator.related import Suggestion, suggestions


@dataclass(frozen=True)
class Edition:
    """A library with all that follows from it."""

    library: Library
    facts: Mapping[str, tuple[Fact, ...]]
    about: Mapping[str, list[Fact]]
    graph: Graph
    addresses: Addresses
    names: Mapping[str, StoryNames]
    statements: Mapping[tuple[str, str], LinkedText]
    article_links: Mapping[str, tuple[tuple[BlockLink, ...], ...]]
    links: Mapping[str, tuple[TextLink, ...]]
    backlinks: Mapping[str, list[TextLink]]
    related: Mapping[str, tuple[Suggestion, ...]]

    @property
    def fact_count(self) -> int:
        """How many facts there are."""
        return sum(len(facts) for facts in self.facts.values())

    @property
    def verified_count(self) -> int:
        """How many of them were verified in a local text."""
        return sum(fact.status == "verified" for facts in self.facts.values() for fact in facts)


def make_edition(library: Library) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """The edition of a library, and what is wrong with evidence and names."""
    problems: list[Diagnostic] = []
    facts: dict[str, tuple[Fact, ...]] = {}
    names: dict[str, StoryNames] = {}
    for story in library.stories:
        facts[story.slug], found = facts_of(story, library)
        problems += found
        names[story.slug], found = story_names(story, library)
        problems += found
    graph = build_graph(library)
    statements: dict[tuple[str, str], LinkedText] = {}
    article_links: dict[str, tuple[tuple[BlockLink, ...], ...]] = {}
    links: dict[str, list[TextLink]] = {}
    for story in library.stories:
        article_links[story.slug] = link_blocks(story, library, names[story.slug])
        for link in article_text_links(story, article_links[story.slug]):
            links.setdefault(link.origin, []).append(link)
        for fact in facts[story.slug]:
            linked = link_text(fact.statement, story, library, names[story.slug])
            statements[story.slug, fact.anchor] = linked
            for link in fact_text_links(fact, linked):
                links.setdefault(link.origin, []).append(link)
    frozen = {origin: tuple(found) for origin, found in links.items()}
    edition = Edition(
        library, facts, by_node(facts), graph, assign_addresses(library, facts, graph), names, statements,
        article_links, frozen, backlinks(frozen), suggestions(library, graph),
    )  # fmt: skip
    return edition, tuple(problems)
