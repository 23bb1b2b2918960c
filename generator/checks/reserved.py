"""Ids that the site keeps for itself."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.edition import Edition
from generator.views import SECTION_ANCHORS


def reserved_ids(edition: Edition) -> Iterator[Diagnostic]:
    """An entry has an id that is already the address of a heading: `timeline`, `sources`, `see-also`.

    Choose an id that says what the entry is about, like `timeline-of-talks`.
    """
    for node in edition.library.nodes.values():
        if node.id in SECTION_ANCHORS and node.kind != "article":
            yield Diagnostic(
                "reserved-id",
                f"The id “{node.id}” is taken: a heading of the site has this address",
                node.span,
                f"Choose another one, like “{node.id}-{node.kind}”.",
            )
