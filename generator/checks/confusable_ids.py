"""Ids that a reader takes for each other."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.source import Span

_LIKE = str.maketrans({"0": "o", "1": "l", "-": None})


def confusable_ids(edition: Edition) -> Iterator[Diagnostic]:
    """Two ids look almost the same, like `talks-1` and `talks-l`, or `ceasefire` and `cease-fire`.

    Ids stand in addresses and are typed by hand: sooner or later somebody names the wrong one, and no
    check can tell. Rename one of them so that the difference can be seen and said aloud.
    """
    seen: dict[tuple[str, str], tuple[str, Span]] = {}
    for node in edition.library.nodes.values():
        first, span = seen.setdefault((node.story, shape(node.id)), (node.id, node.span))
        if first != node.id:
            yield Diagnostic(
                "confusable-id",
                f"The ids “{first}” and “{node.id}” are easily taken for each other",
                node.span,
                "Rename one of them, so that its difference can be said aloud.",
                Severity.WARNING,
                (("The other one stands here", span),),
            )


def shape(name: str) -> str:
    """What a hurried eye keeps of an id."""
    return name.translate(_LIKE).replace("rn", "m").replace("vv", "w")
