"""Key facts that rest on nothing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.references import ENTRY, PARTY
from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.facts import Fact


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
                what = "rests on no words of a source" if fact else "has nothing to say"
                yield Diagnostic(
                    "unsourced-lead",
                    f"The key fact “{reference}” {what}",
                    story.sheet.head.span("lead", index),
                    "Add evidence to its entry, or name another fact under “lead”.",
                    Severity.WARNING,
                    (("Its entry stands here", node.span),),
                )


def first_fact(edition: Edition, story: str, key: str) -> Fact | None:
    """What the story says first about a thing, else what any story says."""
    about = edition.about.get(key, ())
    own = (fact for fact in about if fact.story == story)
    return next(own, about[0] if about else None)
