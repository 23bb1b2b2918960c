"""Views of reactions and claims."""

from __future__ import annotations

from dataclasses import replace

from generator.model import Claim, Reaction, Stance
from generator.pages.desk import Desk
from generator.pages.words import tag
from generator.story import Story
from generator.views import (
    Claims,
    ClaimView,
    FactView,
    Reactions,
    ReactionView,
    StanceGroup,
)


def reactions(desk: Desk, story: Story, home: bool = False, only: frozenset[str] | None = None) -> Reactions:
    """Reactions by stance; `only` keeps some ids."""
    groups: dict[Stance, list[ReactionView]] = {stance: [] for stance in Stance}
    for placed in story.sheet.reactions:
        if only is None or placed.value.id in only:
            groups[placed.value.stance].append(reaction_view(desk, story, placed.value, home))
    return Reactions(
        tuple(StanceGroup(tag(stance), tuple(views)) for stance, views in groups.items() if views)
    )


def reaction_view(desk: Desk, story: Story, reaction: Reaction, home: bool) -> ReactionView:
    """One reaction; its speakers are named even where it is told in other words."""
    key = f"{story.slug}/{reaction.id}"
    fact = entry_fact(desk, key, "reaction", home)
    fact = replace(fact, speakers=desk.parties(reaction.by, story.slug))
    to = tuple(desk.party(reference, story.slug) for reference in reaction.to)
    return ReactionView(fact, desk.link(key), to)


def entry_fact(desk: Desk, key: str, kind: str, home: bool) -> FactView:
    """The fact that an entry itself states."""
    return desk.fact(next(fact for fact in desk.edition.about[key] if fact.kind == kind), home)


def claims(desk: Desk, story: Story, home: bool = False, only: frozenset[str] | None = None) -> Claims:
    """What is reported but not established; `only` keeps some ids."""
    wanted = [placed.value for placed in story.sheet.claims if only is None or placed.value.id in only]
    return Claims(tuple(claim_view(desk, story, claim, home) for claim in wanted))


def claim_view(desk: Desk, story: Story, claim: Claim, home: bool) -> ClaimView:
    """One claim and how far it is established."""
    key = f"{story.slug}/{claim.id}"
    fact = replace(entry_fact(desk, key, "claim", home), speakers=desk.parties(claim.by, story.slug))
    return ClaimView(
        title=desk.link(key),
        fact=fact,
        status=tag(claim.status),
        about=tuple(desk.party(reference, story.slug) for reference in claim.about),
        first_seen=desk.when(claim.first_seen),
        last_checked=desk.when(claim.last_checked),
        resolved_by=desk.prose(claim.resolved_by, story),
        note=desk.prose(claim.note, story),
    )
