"""Who stands in whose box on a map of parties, and in which order the boxes stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.frozen import Frozen

RANKS = {"leads": 0, "member_of": 1, "works_for": 2, "speaks_for": 3}
"""Which tie says best where somebody belongs."""
OWN_BODIES = frozenset({"state", "alliance"})
"""Kinds that stand in nobody's box: an alliance's members are its equals."""

Pulls = Mapping[tuple[str, str], int]
"""How many ties lead from one party to another."""


class Belonging(Frozen):
    """A tie that may put a party into the box of another one."""

    relation: str
    other: str
    ended: bool = False


class Box(Frozen):
    """A body, and the parties in its box with how deep each stands, in reading order."""

    key: str
    members: tuple[tuple[str, int], ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The body and all in its box."""
        return (self.key, *(key for key, _ in self.members))


def holders(kinds: Mapping[str, str], belongings: Mapping[str, Iterable[Belonging]]) -> dict[str, str]:
    """In whom each party stands that stands in another one; never in a circle."""
    held: dict[str, str] = {}
    for key in sorted(kinds):
        ways = (one for one in belongings.get(key, ()) if one.other in kinds and holds(one, key, kinds))
        for way in sorted(ways, key=lambda one: (one.ended, RANKS[one.relation])):
            if key not in chain(way.other, held):
                held[key] = way.other
                break
    return held


def holds(way: Belonging, key: str, kinds: Mapping[str, str]) -> bool:
    """Whether a tie means standing in the other's box. A union is not inside the league that it joined."""
    if kinds[key] in OWN_BODIES:
        return False
    return way.relation != "member_of" or kinds[key] == "person" or kinds[way.other] == "state"


def chain(key: str, held: Mapping[str, str]) -> Iterator[str]:
    """A party, the one it stands in, and so on."""
    yield key
    while key in held:
        key = held[key]
        yield key


def body_of(key: str, held: Mapping[str, str]) -> str:
    """The body in whose box a party stands: the party itself, where it stands alone."""
    *_, body = chain(key, held)
    return body


def boxes(
    kinds: Mapping[str, str], belongings: Mapping[str, Iterable[Belonging]], weight: Mapping[str, int]
) -> dict[str, Box]:
    """Every body with those in its box: leaders first, then whoever has most ties."""
    held = holders(kinds, belongings)
    leads = {(key, one.other) for key, ways in belongings.items() for one in ways if one.relation == "leads"}
    inside: dict[str, list[str]] = {}
    for key in sorted(held, key=lambda key: ((key, held[key]) not in leads, -weight.get(key, 0), key)):
        inside.setdefault(held[key], []).append(key)
    return {key: Box(key, tuple(unfolded(key, inside))) for key in sorted(kinds.keys() - held.keys())}


def unfolded(body: str, inside: Mapping[str, list[str]]) -> Iterator[tuple[str, int]]:
    """Everybody in a box, each right after the one that they stand in."""
    waiting = [(key, 0) for key in reversed(inside.get(body, ()))]
    while waiting:
        key, depth = waiting.pop()
        yield key, depth
        waiting += ((other, depth + 1) for other in reversed(inside.get(key, ())))


def in_order(keys: Iterable[str], pulls: Pulls, most: int) -> list[str]:
    """The bodies that have most ties, each next to those that it has ties with.

    The first is the one with most ties; then always the one most tied to those already placed.
    """
    total: dict[str, int] = dict.fromkeys(sorted(keys), 0)
    near: dict[str, dict[str, int]] = {key: {} for key in total}
    for (origin, target), count in pulls.items():
        for key, other in ((origin, target), (target, origin)):
            total[key] += count
            near[key][other] = near[key].get(other, 0) + count
    left = sorted(total, key=lambda key: (-total[key], key))[:most]
    pull = dict.fromkeys(left, 0)
    placed: list[str] = []
    while pull:
        best = min(pull, key=lambda key: (-pull[key], -total[key], key))
        del pull[best]
        placed.append(best)
        for other in near[best].keys() & pull.keys():
            pull[other] += near[best][other]
    return placed
