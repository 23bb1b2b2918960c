"""Everything that pages are made from, put together once: facts, ties, addresses, links, see-also."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from generator.addresses import Addresses, assign_addresses
from generator.archive import Archive
from generator.chapters import chapters_of
from generator.diagnostics import Diagnostic
from generator.facts import Fact, by_node
from generator.frozen import Frozen
from generator.graph import Graph, build_graph
from generator.library import Library
from generator.links import LinkedText, LinkSpan, StoryNames, TextLink, backlinks
from generator.memory import Memory
from generator.related import Suggestion, Suggestions


class Edition(Frozen, dict=True):
    """A library with all that follows from it.

    `texts` holds every running text of the sheets with its links, by story and words; `links` every
    link of a text or an article by the key it comes from, and `backlinks` the same by where it leads.
    """

    library: Library
    facts: Mapping[str, tuple[Fact, ...]]
    about: Mapping[str, list[Fact]]
    graph: Graph
    addresses: Addresses
    names: Mapping[str, StoryNames]
    texts: Mapping[tuple[str, str], LinkedText]
    article_links: Mapping[str, tuple[tuple[LinkSpan, ...], ...]]
    links: Mapping[str, tuple[TextLink, ...]]
    related: Mapping[str, tuple[Suggestion, ...]]

    @cached_property
    def backlinks(self) -> Mapping[str, list[TextLink]]:
        """The links that lead to each thing."""
        return backlinks(self.links)

    @cached_property
    def about_here(self) -> Mapping[tuple[str, str], list[Fact]]:
        """The facts about each thing that one story states, by the story's name and the thing's key."""
        index: dict[tuple[str, str], list[Fact]] = {}
        for slug, facts in self.facts.items():
            for fact in facts:
                index.setdefault((slug, fact.node), []).append(fact)
        return index

    @cached_property
    def resting_on(self) -> Mapping[str, list[Fact]]:
        """The facts of all stories whose words were looked up in a source, by its key."""
        index: dict[str, list[Fact]] = {}
        for facts in self.facts.values():
            for fact in facts:
                for key in dict.fromkeys(f"{one.story}/{one.source}" for one in fact.located):
                    index.setdefault(key, []).append(fact)
        return index

    @cached_property
    def told_in(self) -> Mapping[str, list[Fact]]:
        """The facts that were first said in a source, by its key: the words may be known from another one."""
        index: dict[str, list[Fact]] = {}
        for facts in self.facts.values():
            for fact in facts:
                said_in = getattr(self.teller(fact), "said_in", None)
                node = self.library.resolve(fact.story, said_in) if said_in else None
                if node:
                    index.setdefault(node.key, []).append(fact)
        return index

    def teller(self, fact: Fact) -> object:
        """What says where a fact was first said: for a topic that is its account."""
        placed = self.library.nodes[fact.node].placed
        return placed.value if fact.kind == "account" and placed else fact.value

    @property
    def fact_count(self) -> int:
        """How many facts there are."""
        return sum(len(facts) for facts in self.facts.values())

    @property
    def verified_count(self) -> int:
        """How many of them were verified in a local text."""
        return sum(fact.status == "verified" for facts in self.facts.values() for fact in facts)


def make_edition(library: Library, memory: Memory | None = None) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """The edition of a library, and what is wrong with evidence and names."""
    memory = memory or Memory(Archive(None))
    chapters = dict(chapters_of(library, memory))
    facts = {slug: chapter.facts for slug, chapter in chapters.items()}
    texts: dict[tuple[str, str], LinkedText] = {}
    links: dict[str, tuple[TextLink, ...]] = {}
    for chapter in chapters.values():
        texts.update(chapter.texts)
        for origin, some in chapter.links.items():
            links[origin] = (*links.get(origin, ()), *some)
    graph = build_graph(library)
    edition = Edition(
        library=library,
        facts=facts,
        about=by_node(facts),
        graph=graph,
        addresses=assign_addresses(library, facts, graph),
        names={slug: chapter.names for slug, chapter in chapters.items()},
        texts=texts,
        article_links={slug: chapter.article_links for slug, chapter in chapters.items()},
        links=links,
        related=Suggestions(library, graph),
    )
    return edition, tuple(problem for chapter in chapters.values() for problem in chapter.problems)
