"""Quotations that the article gives to somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from generator.attribution import speaker
from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.facts import Fact, Located
from generator.folders import PARTIES
from generator.graph import Graph
from generator.library import RELATIONS, Node
from generator.links import StoryNames
from generator.mending import added


def other_speakers(edition: Edition) -> Iterator[Diagnostic]:
    """The article says in plain words that somebody else said this quotation.

    Looked at is only what can hardly be misread: `“…”, said the chair, Edda Brandt`, `Edda Brandt of the Dock
    Union told reporters: “…”`, or `According to Edda Brandt, “…”`, where the name belongs to a party of the
    story. Whoever speaks for a party, leads it or works for it may speak for both. Mend `by`, or give the
    quotation to the entry of the one who said it.
    """
    for story in edition.library.stories:
        names = edition.names[story.slug]
        for fact in edition.facts[story.slug]:
            for one in fact.located:
                if one.is_quote:
                    yield from mismatch(edition, names, fact, one)


def are_tied(graph: Graph, one: str, other: str) -> bool:
    """Whether one party speaks for another, leads it or the like, either way round."""
    return any(
        edge.target == end and edge.relation in RELATIONS
        for begin, end in ((one, other), (other, one))
        for edge in graph.outgoing.get(begin, ())
    )


def mismatch(edition: Edition, names: StoryNames, fact: Fact, one: Located) -> Iterator[Diagnostic]:
    """What is wrong with the speaker of a quotation that stands in one place only."""
    if len(one.passages) != 1:
        return
    text = edition.library.story(one.story).texts[one.source]
    told_by = speaker(text.paragraphs[one.passages[0].block], one.passages[0].start, names.index)
    ours = {f"{PARTIES}/{party}" for party in fact.by}
    if not told_by or told_by in ours or any(are_tied(edition.graph, told_by, own) for own in ours):
        return
    if text.searchable.occurrences(one.words) > 1:
        return
    node = edition.library.nodes[told_by]
    told = " and ".join(
        edition.library.nodes[own].title for own in sorted(ours) if own in edition.library.nodes
    )
    if told:
        yield Diagnostic(
            "other-speaker",
            f"The source gives these words to {node.title}, and this entry gives them to {told}",
            fact.span,
            how_to_mend(node, sorted(fact.by)[0]),
            Severity.WARNING,
        )


def how_to_mend(node: Node, other: str) -> str:
    """Whom to name instead, or how to say that somebody speaks for somebody."""
    line = f"roles: [{{speaks_for: {other}, evidence: …}}]"
    role = added(node.placed.span(), line, node.id) if node.placed else line
    return f"Write “by: {node.id}” in place of “by: {other}”. If {node.title} speaks for “{other}”: {role}."
