"""See also: few good links, ranked by how two things are tied, each with its reason.

An editor's pin comes first; then things that answer, contradict or belong to each other; then
things that share a demand, an event or an issue; then a shared party, the more telling the
rarer it is. A hub that ties everything to everything counts for nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from math import log2

from generator.fields import as_url
from generator.folders import PARTIES
from generator.frozen import Frozen
from generator.graph import Edge, Graph, seen_from
from generator.library import Library, Node
from generator.model.entries import SeeAlso

MOST = 5
"""The most links of one page."""
MOST_PER_REASON = 2
"""The most links of one page for the same sort of reason."""
FLOOR = 1.0
"""What is worth less is left out: nothing is filled up."""
HUB = 60
"""A thing tied to more than this many others says nothing about any two of them."""

DIRECT: Mapping[str, float] = {
    "answers": 90,
    "contradicts": 95,
    "part_of": 70,
    "account_of": 80,
    "about": 75,
    "leads": 40,
    "member_of": 30,
    "speaks_for": 40,
    "works_for": 40,
}
"""Worth of a direct tie. Its reason is told from either end."""

SHARED: Mapping[str, float] = {
    "answers": 50,
    "account_of": 48,
    "about": 36,
    "part_of": 34,
    "issue": 45,
    "made_by": 9,
    "said_by": 9,
    "took_part": 9,
    "claimed_by": 9,
    "made_to": 7,
    "in_story": 12,
}
"""Worth of sharing the target of a tie."""

PARTY_TIES = frozenset({"made_by", "said_by", "took_part", "claimed_by", "made_to", "in_story"})
SUGGESTED = frozenset({"demand", "event", "reaction", "claim", "party", "account", "story"})


class Reason(Frozen, order=True):
    """Why two things belong together: what ties them, by its key in the group `reasons`, and names."""

    names: tuple[tuple[str, str], ...]
    tie: str


class Suggestion(Frozen):
    """A see-also link: to a thing by its key, or to a web address; why; and how much it is worth."""

    target: str
    reason: Reason
    sort: str
    worth: float
    title: str = ""


class Suggestions(Mapping[str, tuple[Suggestion, ...]]):
    """The see-also links of everything by its key, best first: each is found when it is asked for."""

    def __init__(self, library: Library, graph: Graph) -> None:
        self._library, self._graph = library, graph
        self._pins, self._bans = editors_choice(library)
        self._shared = share_index(library, graph)
        self._found: dict[str, tuple[Suggestion, ...]] = {}

    def __getitem__(self, key: str) -> tuple[Suggestion, ...]:
        if key not in self._found:
            if key not in self:
                raise KeyError(key)
            pins, bans = self._pins.get(key, []), self._bans.get(key, set())
            self._found[key] = chosen(key, pins, bans, self._library, self._graph, self._shared)
        return self._found[key]

    def __contains__(self, key: object) -> bool:
        node = self._library.nodes.get(key) if isinstance(key, str) else None
        return node is not None and (node.kind in SUGGESTED or key in self._pins)

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._library.nodes if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def editors_choice(library: Library) -> tuple[dict[str, list[Suggestion]], dict[str, set[str]]]:
    """What editors pinned and what they banned, by page."""
    pins: dict[str, list[Suggestion]] = {}
    bans: dict[str, set[str]] = {}
    for story in library.stories:
        for placed in story.sheet.see_also:
            wish = placed.value
            page = library.resolve(story.slug, wish.on) if wish.on else library.nodes[story.slug]
            target = target_key(wish, story.slug, library)
            if page is None or not target:
                continue
            if wish.never:
                bans.setdefault(page.key, set()).add(target)
            else:
                pins.setdefault(page.key, []).append(
                    Suggestion(
                        target, Reason((("words", wish.reason),), "own"), "pin", 1000, wish.title or ""
                    )
                )
    return pins, bans


def target_key(wish: SeeAlso, story: str, library: Library) -> str:
    """The key or the web address that an editor's link leads to; empty where there is none."""
    if ":" in wish.to:
        return as_url(wish.to)
    node = library.resolve(story, wish.to)
    return node.key if node else ""


def share_index(library: Library, graph: Graph) -> dict[tuple[str, str], list[str]]:
    """Which things share a target of the same relation, or an issue."""
    index: dict[tuple[str, str], list[str]] = defaultdict(list)
    for edge in graph.edges:
        if edge.relation in SHARED:
            index[edge.relation, edge.target].append(edge.origin)
    for story in library.stories:
        for party in library.story_parties[story.slug]:
            index["in_story", f"{PARTIES}/{party}"].append(story.slug)
        for demand in story.sheet.demands:
            if demand.value.issue:
                index["issue", f"{story.slug}|{demand.value.issue}"].append(f"{story.slug}/{demand.value.id}")
    return index


def chosen(
    key: str,
    pins: list[Suggestion],
    bans: set[str],
    library: Library,
    graph: Graph,
    shared: Mapping[tuple[str, str], list[str]],
) -> tuple[Suggestion, ...]:
    """The links of one page: the best for each target, capped, those banned left out."""
    best: dict[str, Suggestion] = {}
    for one in (*pins, *direct(key, library, graph), *by_sharing(key, library, graph, shared)):
        if one.target in bans or one.target == key or (one.sort != "pin" and one.worth < FLOOR):
            continue
        # Of equal reasons the one whose names come first counts, in any language and order of the sheet.
        if one.target not in best or (-one.worth, one.reason) < (
            -best[one.target].worth,
            best[one.target].reason,
        ):
            best[one.target] = one
    count: Counter[str] = Counter()
    result: list[Suggestion] = []
    for one in sorted(best.values(), key=lambda s: (-s.worth, s.target)):
        count[one.sort] += 1
        if one.sort == "pin" or (count[one.sort] <= MOST_PER_REASON and len(result) < MOST):
            result.append(one)
    return tuple(result)


def direct(key: str, library: Library, graph: Graph) -> Iterator[Suggestion]:
    """Things tied to this one."""
    for edge in graph.outgoing.get(key, ()):
        yield from tie(edge, edge.target, 0, library)
    for edge in graph.incoming.get(key, ()):
        yield from tie(edge, edge.origin, 1, library)


def tie(edge: Edge, other: str, end: int, library: Library) -> Iterator[Suggestion]:
    """A direct tie as a suggestion."""
    if edge.relation in DIRECT and library.nodes[other].kind in SUGGESTED:
        names = (("origin", library.nodes[edge.origin].title), ("target", library.nodes[edge.target].title))
        relation = seen_from(edge.relation, end)
        yield Suggestion(other, Reason(names, relation), relation, DIRECT[edge.relation])


def by_sharing(
    key: str, library: Library, graph: Graph, shared: Mapping[tuple[str, str], list[str]]
) -> Iterator[Suggestion]:
    """Things that share something with this one, the more telling the fewer share it."""
    hubs = [(edge.relation, edge.target) for edge in graph.outgoing.get(key, ()) if edge.relation in SHARED]
    node = library.nodes[key]
    if node.kind == "demand" and node.placed is not None and node.placed.value.issue:
        hubs.append(("issue", f"{node.story}|{node.placed.value.issue}"))
    if node.kind == "story":
        hubs += [("in_story", f"{PARTIES}/{party}") for party in library.story_parties.get(key, ())]
    for relation, hub in hubs:
        others = shared.get((relation, hub), [])
        if not 1 < len(others) <= HUB:
            continue
        base = SHARED[relation]
        worth = base / len(others) if relation in PARTY_TIES else base / (1 + log2(len(others)))
        reason = Reason((("hub", hub_title(hub, library)),), f"same_{relation}")
        sort = "party" if relation in PARTY_TIES else reason.tie
        for other in others:
            if other != key:
                yield Suggestion(other, reason, sort, worth)


def hub_title(hub: str, library: Library) -> str:
    """What is shared, in words."""
    node: Node | None = library.nodes.get(hub)
    return node.title if node else hub.partition("|")[2]
