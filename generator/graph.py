"""How things are tied to each other: typed edges, each with a name in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.folders import PARTIES
from generator.library import Library, tied_to
from generator.story import Story

NAMES: Mapping[str, tuple[str, str]] = {
    "made_by": ("Made by", "Demands and offers"),
    "made_to": ("Made to", "Asked of it"),
    "position_of": ("Positions of", "Positions on"),
    "took_part": ("Who took part", "Took part in"),
    "part_of": ("Part of", "Includes"),
    "said_by": ("Said by", "Reactions"),
    "answers": ("Responds to", "Answered by"),
    "account_by": ("Given by", "Accounts"),
    "account_of": ("Account of", "Accounts of this"),
    "contradicts": ("Contradicts", "Contradicted by"),
    "claimed_by": ("Claimed by", "Claims"),
    "about": ("About", "Claims about this"),
    "leads": ("Leads", "Led by"),
    "member_of": ("Part of", "Includes"),
    "speaks_for": ("Speaks for", "Spoken for by"),
    "works_for": ("Works for", "Works with"),
    "said_in": ("Said in", "Holds"),
}
"""What a relation is called from its origin, and from its target."""


@dataclass(frozen=True)
class Edge:
    """A tie between two things, by their keys. `story` is where it is stated."""

    origin: str
    target: str
    relation: str
    story: str


@dataclass(frozen=True)
class Graph:
    """All edges, and both ends' view of them."""

    edges: tuple[Edge, ...]

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Edge, ...]]:
        """The edges that begin at each key."""
        return grouped((edge.origin, edge) for edge in self.edges)

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Edge, ...]]:
        """The edges that end at each key."""
        return grouped((edge.target, edge) for edge in self.edges)

    def targets(self, key: str, relation: str) -> tuple[str, ...]:
        """Where edges of one relation lead from here."""
        return tuple(edge.target for edge in self.outgoing.get(key, ()) if edge.relation == relation)

    def origins(self, key: str, relation: str) -> tuple[str, ...]:
        """Where edges of one relation come from."""
        return tuple(edge.origin for edge in self.incoming.get(key, ()) if edge.relation == relation)


def grouped(pairs: Iterable[tuple[str, Edge]]) -> dict[str, tuple[Edge, ...]]:
    """Edges by a key, in order."""
    index: dict[str, list[Edge]] = {}
    for key, edge in pairs:
        index.setdefault(key, []).append(edge)
    return {key: tuple(edges) for key, edges in index.items()}


def build_graph(library: Library) -> Graph:
    """Every tie that the sheets state between things that exist, each once."""
    edges = dict.fromkeys(edge for story in library.stories for edge in story_edges(story, library))
    return Graph(tuple(edges))


def story_edges(story: Story, library: Library) -> Iterator[Edge]:
    """The ties that one sheet states."""
    for origin, relation, reference in stated(story):
        target = library.resolve(story.slug, reference)
        if target is not None and origin in library.nodes and target.key != origin:
            yield Edge(origin, target.key, relation, story.slug)


def stated(story: Story) -> Iterator[tuple[str, str, str]]:
    """Origin, relation and reference of each tie, as written."""
    slug, sheet = story.slug, story.sheet
    for definition in sheet.parties:
        for role in definition.value.roles:
            relation, reference = tied_to(role)
            if relation:
                yield f"{PARTIES}/{definition.value.id}", relation, reference
    for entry in sheet.demands:
        demand, key = entry.value, f"{slug}/{entry.value.id}"
        yield from ((key, "made_by", ref) for ref in demand.by)
        yield from ((key, "made_to", ref) for ref in demand.of)
        yield from ((key, "position_of", position.party) for position in demand.positions)
        if demand.said_in:
            yield key, "said_in", demand.said_in
    for happening in sheet.dates:
        event, key = happening.value, f"{slug}/{happening.value.id}"
        yield from ((key, "took_part", ref) for ref in event.who)
        if event.part_of:
            yield key, "part_of", event.part_of
    for response in sheet.reactions:
        reaction, key = response.value, f"{slug}/{response.value.id}"
        yield from ((key, "said_by", ref) for ref in reaction.by)
        yield from ((key, "answers", ref) for ref in reaction.to)
        if reaction.said_in:
            yield key, "said_in", reaction.said_in
    for version in sheet.accounts:
        account, key = version.value, f"{slug}/{version.value.id}"
        yield from ((key, "account_by", ref) for ref in account.by)
        yield key, "account_of", account.of
        yield from ((key, "contradicts", ref) for topic in account.topics for ref in topic.contradicts)
        if account.said_in:
            yield key, "said_in", account.said_in
    for report in sheet.claims:
        claim, key = report.value, f"{slug}/{report.value.id}"
        yield from ((key, "claimed_by", ref) for ref in claim.by)
        yield from ((key, "about", ref) for ref in claim.about)
