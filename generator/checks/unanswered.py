"""Parties that ask and are never answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.library import Node
from generator.mending import added, sentence
from generator.model.choices import DemandKind
from generator.model.entries import Demand
from generator.validation import Placed

ASKING = frozenset({DemandKind.DEMAND, DemandKind.OFFER, DemandKind.PRECONDITION})
"""What waits for an answer; a refusal and an agreement are answers themselves."""


def unanswered_parties(edition: Edition) -> Iterator[Diagnostic]:
    """A party asks something `of` others, and nothing in the story says what anybody answers to any of it.

    A story with one side only misleads. Say under `positions` where the others stand; where the sources do
    not tell, that is worth saying, too: `stance: unknown`, or `silent` for somebody who was asked.
    """
    answers: dict[str, set[str]] = {}
    for edge in edition.graph.edges:
        if edge.relation == "answers":
            answers.setdefault(edge.target, set()).update(speakers(edition.library.nodes[edge.origin]))
    for story in edition.library.stories:
        asked: dict[str, list[Placed[Demand]]] = {}
        heard: set[str] = set()
        for demand in story.sheet.demands:
            for party in demand.value.by:
                if has_answer(demand, answers.get(f"{story.slug}/{demand.value.id}", set())):
                    heard.add(party)
                elif demand.value.of and demand.value.kind in ASKING:
                    asked.setdefault(party, []).append(demand)
        for party, demands in asked.items():
            if party not in heard:
                what = "what it asks" if len(demands) == 1 else f"any of the {len(demands)} things it asks"
                yield Diagnostic(
                    "unanswered-party",
                    f"Nobody in this story answers “{party}”: no position or reaction responds to {what}",
                    demands[0].span("id"),
                    how_to_answer(demands[0]),
                    Severity.HINT,
                )


def how_to_answer(demand: Placed[Demand]) -> str:
    """The line that says what somebody who is asked says to a demand."""
    line = f"positions: [{{party: {demand.value.of[0]}, stance: unknown}}]"
    return (
        f"{sentence(added(demand.span(), line, demand.value.id))}. "
        "“unknown” is for what your sources do not tell; where they do, write another word in "
        "its place, like “rejects”, and “, quote: …” behind it."
    )


def speakers(reaction: Node) -> Iterable[str]:
    """The parties that react."""
    return getattr(reaction.placed.value, "by", ()) if reaction.placed else ()


def has_answer(demand: Placed[Demand], reacting: set[str]) -> bool:
    """Whether somebody else takes a position on a demand, or reacts to it."""
    others = {position.party for position in demand.value.positions} | reacting
    return not others <= set(demand.value.by)
