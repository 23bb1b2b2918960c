"""How things are tied to each other: typed edges, each with a name in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from generator.folders import PARTIES
from generator.frozen import Frozen
from generator.library import Library, tied_to
from generator.model.entries import Account, Claim, Demand, Event, Reaction
from generator.story import Story

RELATIONS = (
    "made_by", "made_to", "position_of", "took_part", "part_of", "said_by", "answers", "account_by",
    "account_of", "contradicts", "claimed_by", "about", "leads", "member_of", "speaks_for", "works_for",
    "said_in",
)  # fmt: skip
"""Each has words for both its ends in the catalogue: `relations.answers`, `relations.answers_inverse`."""


def seen_from(relation: str, end: int) -> str:
    """A relation as its origin sees it (0), or its target (1)."""
    return f"{relation}_inverse" if end else relation


class Edge(Frozen):
    """A tie between two things, by their keys. `story` is where it is stated."""

    origin: str
    target: str
    relation: str
    story: str


class Graph(Frozen, dict=True):
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

    @cached_property
    def stated(self) -> Mapping[str, tuple[Edge, ...]]:
        """The edges that each story states."""
        return grouped((edge.story, edge) for edge in self.edges)

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


Tie = tuple[str, str, str]
"""The key of an origin, a relation, and the reference to the target as it is written."""


def stated(story: Story) -> Iterator[Tie]:
    """Each tie that a sheet states."""
    slug, sheet = story.slug, story.sheet
    for party in sheet.parties:
        for relation, reference in map(tied_to, party.value.roles):
            yield from ties(f"{PARTIES}/{party.value.id}", relation, [reference] if relation else [])
    for demand in sheet.demands:
        yield from demand_ties(f"{slug}/{demand.value.id}", demand.value)
    for event in sheet.dates:
        yield from event_ties(f"{slug}/{event.value.id}", event.value)
    for reaction in sheet.reactions:
        yield from reaction_ties(f"{slug}/{reaction.value.id}", reaction.value)
    for account in sheet.accounts:
        yield from account_ties(f"{slug}/{account.value.id}", account.value)
    for claim in sheet.claims:
        yield from claim_ties(f"{slug}/{claim.value.id}", claim.value)


def ties(key: str, relation: str, references: Iterable[str | None]) -> Iterator[Tie]:
    """One tie for each reference that is given."""
    return ((key, relation, reference) for reference in references if reference)


def demand_ties(key: str, demand: Demand) -> Iterator[Tie]:
    """Who makes a demand, to whom, who takes a position on it."""
    yield from ties(key, "made_by", demand.by)
    yield from ties(key, "made_to", demand.of)
    yield from ties(key, "position_of", (position.party for position in demand.positions))
    yield from ties(key, "said_in", [demand.said_in])


def event_ties(key: str, event: Event) -> Iterator[Tie]:
    """Who took part in an event, and what it belongs to."""
    yield from ties(key, "took_part", event.who)
    yield from ties(key, "part_of", [event.part_of])


def reaction_ties(key: str, reaction: Reaction) -> Iterator[Tie]:
    """Who reacts, and to what."""
    yield from ties(key, "said_by", reaction.by)
    yield from ties(key, "answers", reaction.to)
    yield from ties(key, "said_in", [reaction.said_in])


def account_ties(key: str, account: Account) -> Iterator[Tie]:
    """Whose account of what it is, and what it contradicts."""
    yield from ties(key, "account_by", account.by)
    yield from ties(key, "account_of", [account.of])
    yield from ties(key, "contradicts", (ref for topic in account.topics for ref in topic.contradicts))
    yield from ties(key, "said_in", [account.said_in])


def claim_ties(key: str, claim: Claim) -> Iterator[Tie]:
    """Who claims something, and about what."""
    yield from ties(key, "claimed_by", claim.by)
    yield from ties(key, "about", claim.about)
