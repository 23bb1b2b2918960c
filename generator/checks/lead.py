"""Key facts that rest on nothing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.references import ENTRY, PARTY
from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.facts import Fact
from generator.library import Node
from generator.mending import added, sentence


def unsourced_leads(edition: Edition) -> Iterator[Diagnostic]:
    """A key fact, named under `lead`, has no words to rest on, or nothing at all to say.

    What stands first on the page is what readers take away: give the entry a `quote` or `evidence`, or lead
    with another one. Of a party, its `part` or the first of its `roles` is shown.
    """
    for story in edition.library.stories:
        if story.sheet.head is None:
            continue
        for index, reference in enumerate(story.head.lead):
            node = edition.library.resolve(story.slug, reference)
            if node is None or node.kind not in ENTRY | PARTY:
                continue  # `references` says what is wrong with it.
            fact = first_fact(edition, story.slug, node.key)
            if fact is None or fact.status == "unsourced":
                what = "rests on no words of a source" if fact else "says nothing yet"
                yield Diagnostic(
                    "unsourced-lead",
                    f"The key fact “{reference}” stands first on the page, but its entry {what}",
                    story.sheet.head.span("lead", index),
                    how_to_fill(node, fact),
                    Severity.WARNING,
                    (("Its entry stands here", node.span),),
                )


def how_to_fill(node: Node, fact: Fact | None) -> str:
    """What the entry of a key fact lacks, and how that is written."""
    entry = node.placed.span() if node.placed else node.span
    silent = fact is None and node.kind == "party"
    write = sentence(added(entry, "evidence: …", node.id))
    if silent and entry.text.startswith("{"):
        write = sentence(added(entry, "part: …, evidence: …", node.id))
    elif silent:
        write = sentence(f"{added(entry, 'part: …', node.id)}, and one with “evidence: …”")
    what = "what it does in this story, and words" if silent else "words"
    return f"{write}: {what} of the article that show it. Or name another entry under “lead”."


def first_fact(edition: Edition, story: str, key: str) -> Fact | None:
    """What the story says first about a thing, else what any story says."""
    about = edition.about.get(key, ())
    own = (fact for fact in about if fact.story == story)
    return next(own, about[0] if about else None)
