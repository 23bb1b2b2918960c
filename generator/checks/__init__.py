"""The rules, one a file. Each takes an edition and yields what it finds; each is named for the fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from generator.checks.circles import circles
from generator.checks.double_source import double_sources
from generator.checks.evidence import missing_evidence
from generator.checks.images import missing_images
from generator.checks.lead import unsourced_leads
from generator.checks.links import broken_links
from generator.checks.names import wrong_choices
from generator.checks.orders import impossible_orders
from generator.checks.parties import unmentioned_parties
from generator.checks.plans import overdue_plans
from generator.checks.positions import undated_positions
from generator.checks.references import unknown_references
from generator.checks.reserved import reserved_ids
from generator.checks.roles import unclear_roles
from generator.checks.see_also import homeless_links
from generator.checks.silence import contradictory_silence
from generator.checks.topics import double_topics
from generator.checks.updates import late_updates
from generator.diagnostics import Diagnostic
from generator.edition import Edition
from generator.source import SourceFile, Span

Rule = Callable[[Edition], Iterator[Diagnostic]]

RULES: tuple[Rule, ...] = (
    unknown_references,
    broken_links,
    missing_images,
    reserved_ids,
    unclear_roles,
    circles,
    homeless_links,
    wrong_choices,
    impossible_orders,
    undated_positions,
    late_updates,
    contradictory_silence,
    double_topics,
    double_sources,
    missing_evidence,
    unsourced_leads,
    unmentioned_parties,
)


def check(edition: Edition, shown: str, today: date | None = None) -> Iterator[Diagnostic]:
    """Everything that the rules find. With `today`, plans are compared with that day, too."""
    if not edition.library.stories and not edition.library.unread:
        yield from no_stories(edition, shown)
    for rule in RULES:
        yield from rule(edition)
    yield from overdue_plans(edition, today)


def no_stories(edition: Edition, shown: str) -> Iterator[Diagnostic]:
    """A content folder without a story, or with drafts only."""
    heads = [draft.span for draft in edition.library.drafts if "/" not in draft.key]
    for span in heads[:1]:
        yield Diagnostic(
            "only-drafts",
            "Every story here is a draft, so there is nothing to publish",
            span,
            "When you have checked the head of one, take its line “draft: true” away.",
        )
    if heads:
        return
    yield Diagnostic(
        "no-stories",
        f"There is no story in “{shown}”",
        Span(SourceFile(shown, ""), 0, 0),
        "A story is a folder with an article.md and a facts.yaml.",
    )
