"""An edition that remembers what was looked up in it, and by whom it need not be looked up again.

A story's pages are made from the story and from what all others say of it: who links to it, what answers it,
which name and address a thing has. All of that stands in mappings, so it can be remembered (`tracing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from generator.edition import Edition
from generator.facts import Fact
from generator.frozen import Frozen
from generator.library import asking, told_of_node, told_of_profile
from generator.story import Story
from generator.tracing import Lookups, Plain, Shelf, Trace, holds, traced


class OutOfSight(tuple[Any, ...]):
    """Things that nobody goes through while what is looked up is remembered."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        raise AssertionError("a story's pages are made from keyed look-ups alone: see `watching`")


class Watched(Frozen):
    """An edition and its lines about changes, with what was looked up in them."""

    edition: Edition
    notes: Mapping[str, Any]
    lookups: Mapping[str, Lookups[Any, Any]]


class Watch:
    """Everything that rules look at, each under a name; with `notes`, what pages are made with.

    Rules look at content that no page could be made of. What they found out of answers holds for pages.
    """

    def __init__(
        self, edition: Edition, notes: Mapping[str, Any] | None = None, known: Watch | None = None
    ) -> None:
        graph = replace(edition.graph, edges=OutOfSight(edition.graph.edges))
        self._edition, self._notes = replace(edition, graph=graph), notes
        self._keys = {slug: record.key for slug, record in edition.library.records.items()}
        facts, links = self._told_of_facts, told_of_links
        self._shelves: tuple[Shelf, ...] = known._shelves if known else self._of_rules(edition)
        if notes is not None:
            self._shelves += (
                Shelf("about_here", edition.about_here, facts),
                Shelf("backlinks", edition.backlinks, links),
                Shelf("notes", notes, repr),
                Shelf("resting_on", edition.resting_on, facts),
                Shelf("told_in", edition.told_in, facts),
            )

    def _of_rules(self, edition: Edition) -> tuple[Shelf, ...]:
        """What rules look at, and pages are made with, too."""
        library, facts, edges, plain = edition.library, self._told_of_facts, told_of_edges, as_it_is
        return (
            Shelf("about", edition.about, facts),
            Shelf("article_links", edition.article_links, told_of_article),
            Shelf("by_key", edition.addresses.by_key, plain),
            Shelf("by_slug", library.by_slug, lambda story: self._keys[story.slug]),
            Shelf("facts", edition.facts, facts),
            Shelf("incoming", edition.graph.incoming, edges),
            Shelf("links", edition.links, told_of_links),
            Shelf("nodes", library.nodes, told_of_node),
            Shelf("outgoing", edition.graph.outgoing, edges),
            Shelf("pages", edition.addresses.pages, plain),
            Shelf("profiles", library.profiles, told_of_profile),
            Shelf("related", edition.related, told_of_suggestions),
            Shelf("stated", edition.graph.stated, edges),
            Shelf("stories_with", library.stories_with, plain),
            Shelf("story_parties", library.story_parties, plain),
            Shelf("texts", edition.texts, lambda text: tuple(text.stretches())),
        )

    def begin(self, story: Story | None = None) -> Watched:
        """The edition for one who is to be watched; with a `story`, there seems to be no other one."""
        lookups = {shelf.name: Lookups(shelf.mapping) for shelf in self._shelves}
        library = asking(self._edition.library, lookups)
        library = replace(library, stories=(story,) if story else OutOfSight(library.stories))
        graph = replace(self._edition.graph)
        addresses = replace(self._edition.addresses, by_key=lookups["by_key"])
        edition = replace(
            self._edition,
            library=library,
            graph=graph,
            addresses=addresses,
            names={story.slug: self._edition.names[story.slug]} if story else {},
            facts=lookups["facts"],
            about=lookups["about"],
            texts=lookups["texts"],
            article_links=lookups["article_links"],
            links=lookups["links"],
            related=lookups["related"],
        )
        derived(library, lookups, "by_slug", "stories_with")
        derived(graph, lookups, "incoming", "outgoing", "stated")
        derived(addresses, lookups, "pages")
        if self._notes is not None:
            derived(edition, lookups, "about_here", "backlinks", "resting_on", "told_in")
        return Watched(edition, lookups.get("notes", {}), lookups)

    def end(self, watched: Watched) -> Trace | None:
        """What was looked up; None where that cannot be told."""
        return traced(self._shelves, watched.lookups)

    def holds(self, trace: Trace) -> bool:
        """Whether all of it still has the same answers."""
        return holds(trace, self._shelves)

    def forget(self) -> None:
        """Let go of what was found out of answers: where it is asked for again, it is found out again."""
        for shelf in self._shelves:
            shelf.clear()

    def _told_of_facts(self, facts: Iterable[Fact]) -> Plain:
        """Facts by their places: what they say is in the key of their story's files."""
        return tuple((fact.story, fact.anchor, self._keys[fact.story]) for fact in facts)


def derived(owner: object, lookups: Mapping[str, Lookups[Any, Any]], *names: str) -> None:
    """Put look-ups in the place of what an object would find out itself."""
    vars(owner).update({name: lookups[name] for name in names})


def as_it_is(value: Plain) -> Plain:
    """A value that says itself."""
    return value


def told_of_links(links: Sequence[Any]) -> Plain:
    """Links in their texts."""
    return tuple((one.origin, one.target, one.text, one.start, one.end) for one in links)


def told_of_edges(edges: Sequence[Any]) -> Plain:
    """Ties."""
    return tuple((one.origin, one.target, one.relation, one.story) for one in edges)


def told_of_article(blocks: Sequence[Sequence[Any]]) -> Plain:
    """The links of an article, block by block."""
    return tuple(tuple((one.start, one.end, one.key) for one in block) for block in blocks)


def told_of_suggestions(suggestions: Sequence[Any]) -> Plain:
    """What a page suggests to read as well, and why."""
    return tuple((s.target, s.reason.names, s.reason.tie, s.sort, s.worth, s.title) for s in suggestions)
