"""One page, parsed once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from generator.site_check.elements import Document, read
from generator.site_check.findings import Fault, Link, PageLinks
from generator.site_check.places import decoded, shown
from generator.site_check.tangles import tangle

END = "_end"
"""The id of the mark behind what is read alone."""
BEFORE = b"<!doctype html><title>-</title><body><article>"
AFTER = f'</article><i id="{END}"></i>'.encode()


def page_facts(html: bytes) -> PageLinks:
    """Read one page: its anchors, its distinct links into the site, and its own faults."""
    sound = decoded(html).encode()
    if fault := tangle(sound):
        return PageLinks(faults=(fault,))
    return _facts(sound, LexborHTMLParser(sound, scripting=True))


def content_facts(html: bytes) -> PageLinks | None:
    """What stands in a frame that many pages share, read alone; None where it does not keep to its place.

    Between a beginning and an end of which the parser is sure, it must close all that it opens. It is UTF-8.
    """
    if tangle(html):
        return None
    whole = b"".join((BEFORE, html, AFTER))
    tree = LexborHTMLParser(whole, scripting=True)
    end = tree.body.last_child if tree.body else None
    before = end.prev if end is not None and end.id == END else None
    if before is None or before.tag != "article":
        return None
    facts = _facts(whole, tree)
    if any(fault.value == END for fault in facts.faults):
        return None
    return replace(facts, anchors=facts.anchors - {END})


def _facts(html: bytes, tree: LexborHTMLParser) -> PageLinks:
    """What stands on a page that was parsed."""
    shown, *hidden = _documents(html, tree)
    found = dict.fromkeys(chain(shown.found, *(one.found for one in hidden)))
    faults = [one for one in found if isinstance(one, Fault)]
    return PageLinks(
        frozenset(shown.ids + shown.names),
        tuple(one for one in found if isinstance(one, Link)),
        tuple(chain(faults, _repeated(shown.ids))),
    )


def _documents(html: bytes, tree: LexborHTMLParser) -> Iterator[Document]:
    """The page as browsers with scripts read it, and as those without do where that could differ.

    A frameset takes away what stood before it, which may have been a `<noscript>`.
    """
    with_scripts = list(_within(tree))
    yield from with_scripts
    if any("noscript" in one.tags or "frameset" in one.tags for one in with_scripts):
        yield from _within(LexborHTMLParser(html))


def _within(tree: LexborHTMLParser) -> Iterator[Document]:
    """A document, and the insides of its `<template>`, which no walk through it enters."""
    assert tree.root is not None
    waiting = [tree.root]
    while waiting:
        root = waiting.pop()
        document = read(root)
        yield document
        if "template" in document.tags:
            waiting += root.template_fragments()


def _repeated(ids: Sequence[str]) -> Iterator[Fault]:
    if len(set(ids)) == len(ids):
        return
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
