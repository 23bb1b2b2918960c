"""Where everything stands on the site.

An entry has a page of its own when at least two sourced facts stand there, a party also when two
stories share it; otherwise it is a place on its kind's overview. There every entry has its anchor anyway.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Mapping
from functools import cached_property, lru_cache
from urllib.parse import quote

from generator.facts import Fact
from generator.folders import PARTIES
from generator.frozen import Frozen
from generator.graph import Graph
from generator.library import Library, Node

OVERVIEWS: Mapping[str, str] = {
    "demand": "demands",
    "event": "timeline",
    "reaction": "reactions",
    "claim": "claims",
    "account": "accounts",
    "source": "sources",
}
"""The overview of each kind of entry."""

PAGED = frozenset({"demand", "event", "reaction", "claim", "party"})
"""The kinds that can have a page of their own."""

ENOUGH = 2
"""How many sourced facts make a page."""

GATHERS: Mapping[str, tuple[str, ...]] = {
    "demand": ("answers", "about"),
    "event": ("answers", "about", "account_of", "part_of"),
    "reaction": ("answers", "about"),
    "claim": ("answers", "about"),
    "party": ("made_by", "made_to", "position_of", "took_part", "said_by", "claimed_by", "account_by"),
}
"""Through which edges a page gathers facts that are about something else."""


class Addresses(Frozen, dict=True):
    """The address of each thing by its key."""

    by_key: Mapping[str, str]

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """What each page is about, by its address."""
        return {address: key for key, address in self.by_key.items() if "#" not in address}

    def of(self, key: str) -> str:
        """Where a thing stands: its page, or its place on an overview."""
        return self.by_key[key]

    def has_page(self, key: str) -> bool:
        """Whether a thing has a page of its own."""
        return "#" not in self.by_key[key]

    def of_fact(self, fact: Fact) -> str:
        """Where a fact stands."""
        return f"{self.by_key[fact.node].partition('#')[0]}#{fact.anchor}"


def overview_address(story: str, kind: str) -> str:
    """The overview of a kind of entry in a story."""
    return f"{story}/{OVERVIEWS[kind]}/"


def article_address(story: str) -> str:
    """The annotated article of a story."""
    return f"{story}/article/"


def assign_addresses(library: Library, facts: Mapping[str, tuple[Fact, ...]], graph: Graph) -> Addresses:
    """An address for everything."""
    sourced = Counter(fact.node for story in facts.values() for fact in story if fact.status != "unsourced")
    gathered: Counter[str] = Counter()
    for edge in graph.edges:
        node = library.nodes[edge.target]
        if edge.relation in GATHERS.get(node.kind, ()):
            gathered[edge.target] += sourced[edge.origin] > 0
    shared = Counter(f"{PARTIES}/{party}" for parties in library.story_parties.values() for party in parties)
    enough = {key for key in library.nodes if sourced[key] + gathered[key] >= ENOUGH or shared[key] > 1}
    return Addresses({key: node_address(node, key in enough) for key, node in library.nodes.items()})


def node_address(node: Node, enough: bool) -> str:
    """The address of one thing."""
    if node.kind == "story":
        return f"{node.key}/"
    if node.kind == "article":
        return article_address(node.story)
    overview = f"{PARTIES}/" if node.kind == "party" else overview_address(node.story, node.kind)
    return f"{overview}{node.id}/" if enough and node.kind in PAGED else f"{overview}#{node.id}"


@lru_cache(maxsize=10_000)
def relative(origin: str, target: str) -> str:
    """The way from one page's address to another address, as it stands in an href.

    Both are relative to the root of the site; a web address, a mail address and an address that
    is all fragment stay as they are. The result never begins with a slash.
    """
    if "://" in target or target.startswith(("mailto:", "#")):
        return target
    path, mark, fragment = target.partition("#")
    fragment = mark + quote(fragment, safe="!$&'()*+,;=:@/?-._~") if mark else ""
    here = origin.partition("#")[0]
    if path == here:
        return fragment or "./"
    way = posixpath.relpath(path or ".", posixpath.dirname(here) or ".")
    if path == "" or path.endswith("/"):
        way += "/"
    return quote(way, safe="!$&'()*+,;=:@/-._~") + fragment
