"""One page, parsed once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.site_check.elements import CODE, in_tree
from generator.site_check.findings import Fault, Link, PageLinks
from generator.site_check.places import decoded, shown
from generator.site_check.tangles import tangle

END = "_end"
"""The id of the mark behind what is read alone."""
BEFORE = "<!doctype html><title>-</title><body><article>"
AFTER = f'</article><i id="{END}"></i>'


def page_facts(html: bytes) -> PageLinks:
    """Read one page: its anchors, its distinct links into the site, and its own faults."""
    text = decoded(html)
    if fault := tangle(text):
        return PageLinks(faults=(fault,))
    return _facts(text, LexborHTMLParser(text, scripting=True))


def content_facts(html: str) -> PageLinks | None:
    """What stands in a frame that many pages share, read alone; None where it does not keep to its place.

    Between a beginning and an end of which the parser is sure, it must close all that it opens.
    """
    if tangle(html):
        return None
    text = f"{BEFORE}{html}{AFTER}"
    tree = LexborHTMLParser(text, scripting=True)
    ends = tree.css(f"#{END}")
    before = ends[0].prev if len(ends) == 1 else None
    if before is None or before.tag != "article" or before.parent != tree.body:
        return None
    facts = _facts(text, tree)
    return replace(facts, anchors=facts.anchors - {END})


def _facts(text: str, tree: LexborHTMLParser) -> PageLinks:
    """What stands on a page that was parsed."""
    lower = text.encode("utf-8", "replace").lower()
    trees = _trees(text, tree, b"<noscript" in lower)
    everything = CODE.search(lower) is not None
    found = dict.fromkeys(chain.from_iterable(in_tree(root, everything) for root in _roots(trees)))
    ids = [node.attributes["id"] or "" for node in tree.css("[id]")]
    names = [node.attributes["name"] or "" for node in tree.css("a[name]")]
    faults = [one for one in found if isinstance(one, Fault)]
    return PageLinks(
        frozenset(ids + names),
        tuple(one for one in found if isinstance(one, Link)),
        tuple(chain(faults, _repeated(ids))),
    )


def _trees(text: str, tree: LexborHTMLParser, both: bool) -> list[LexborHTMLParser]:
    """The page as browsers with scripts read it, and as those without do where that differs."""
    return [tree, LexborHTMLParser(text)] if both else [tree]


def _roots(trees: Iterable[LexborHTMLParser]) -> Iterator[LexborNode]:
    """The documents, and the insides of `<template>`, which no walk through a document enters."""
    for tree in trees:
        if tree.root is not None:
            yield tree.root
        waiting = tree.template_fragments()
        while waiting:
            fragment = waiting.pop()
            yield fragment
            waiting += fragment.template_fragments()


def _repeated(ids: Iterable[str]) -> Iterator[Fault]:
    for name, times in Counter(ids).items():
        if times > 1 and name:
            yield Fault(
                "duplicate-id",
                f"The id “{shown(name)}” stands {times} times on this page",
                "Links reach the first one only: give the others ids of their own.",
                "id",
                name,
                1,
            )
