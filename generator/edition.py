"""Everything that pages are made from, put together once: facts, ties, addresses, links, see-also."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from generator.addresses import Addresses, assign_addresses
from generator.archive import Archive
from generator.diagnostics import Diagnostic
from generator.facts import Fact, by_node, facts_of
from generator.graph import Graph, build_graph
from generator.library import Library, asking, shelves
from generator.links import (
    LinkedText,
    LinkSpan,
    StoryNames,
    TextLink,
    article_text_links,
    backlinks,
    link_blocks,
    link_text,
    story_names,
    text_links,
)
from generator.memory import Kept, Memory
from generator.related import Suggestion, suggestions
from generator.story import ARTICLE_ID, Story
from generator.tracing import traced


@dataclass(frozen=True)
class Edition:
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


@dataclass(frozen=True)
class Chapter:
    """What one story adds to an edition. `links` are by the key they come from, in the order of the texts."""

    facts: tuple[Fact, ...]
    names: StoryNames
    texts: Mapping[tuple[str, str], LinkedText]
    article_links: tuple[tuple[LinkSpan, ...], ...]
    links: Mapping[str, tuple[TextLink, ...]]
    problems: tuple[Diagnostic, ...]


def make_chapter(story: Story, library: Library) -> Chapter:
    """A story's facts and links, and what is wrong with its evidence and names."""
    facts, problems = facts_of(story, library)
    names, found = story_names(story, library)
    article_links = link_blocks(story, library, names)
    texts: dict[tuple[str, str], LinkedText] = {}
    links: dict[str, list[TextLink]] = {}
    for link in article_text_links(story, article_links):
        links.setdefault(link.origin, []).append(link)
    for origin, text in running_texts(story, facts):
        linked = texts.setdefault((story.slug, text), link_text(text, story, library, names))
        links.setdefault(origin, []).extend(text_links(origin, linked))
    by_origin = {origin: tuple(some) for origin, some in links.items()}
    return Chapter(facts, names, texts, article_links, by_origin, (*problems, *found))


def chapter_of(story: Story, library: Library, memory: Memory) -> Chapter:
    """A story's chapter as it was kept, or made now and kept where nothing is wrong with it."""
    record = library.records.get(story.slug)
    if record is None:
        return make_chapter(story, library)
    if record.kept:
        return cast(Chapter, record.kept.chapter)
    chapter = make_chapter(story, asking(library, record.lookups))
    trace = traced(shelves(library.nodes, library.profiles, library.story_parties), record.lookups)
    alone = all(one.story == story.slug for fact in chapter.facts for one in fact.located)
    if trace and alone and record.is_clean and not chapter.problems:
        memory.keep(story.slug, record.key, Kept(story.sheet, story, chapter, trace))
    return chapter


def make_edition(library: Library, memory: Memory | None = None) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """The edition of a library, and what is wrong with evidence and names."""
    memory = memory or Memory(Archive(None))
    chapters = {story.slug: chapter_of(story, library, memory) for story in library.stories}
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
        related=suggestions(library, graph),
    )
    return edition, tuple(problem for chapter in chapters.values() for problem in chapter.problems)


def running_texts(story: Story, facts: tuple[Fact, ...]) -> Iterator[tuple[str, str]]:
    """Every text of a story that is printed with links, and the key of what it belongs to."""
    yield story.slug, story.head.standfirst
    if story.front.standfirst:
        yield f"{story.slug}/{ARTICLE_ID}", story.front.standfirst
    for fact in facts:
        yield fact.node, fact.statement
    for event in story.sheet.dates:
        if event.value.text:
            yield f"{story.slug}/{event.value.id}", event.value.text
    for claim in story.sheet.claims:
        for text in (claim.value.note, claim.value.would_settle, claim.value.resolved_by):
            if text:
                yield f"{story.slug}/{claim.value.id}", text
    for update in story.sheet.updates:
        yield story.slug, update.value.text
