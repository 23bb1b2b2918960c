"""Views of reactions and claims."""

from __future__ import annotations

from msgspec.structs import replace

from generator.model.choices import ClaimStatus, Stance
from generator.model.entries import Claim, Reaction
from generator.pages.desk import Desk
from generator.pages.folding import FEWEST_ALIKE, bundles, shown_of, words_of
from generator.pages.tallies import tally
from generator.story import Story
from generator.views import (
    ClaimGroup,
    Claims,
    ClaimView,
    FactView,
    ReactionFold,
    Reactions,
    ReactionView,
    StanceGroup,
    Tag,
)

ENOUGH = 3
"""So many reactions or claims have a summary; fewer are seen at a glance."""
MOST_NAMED = 4
"""How many people a fold names; of more, the others are counted."""


def reactions(
    desk: Desk, story: Story, home: bool = False, only: frozenset[str] | None = None, place: str = ""
) -> Reactions:
    """Reactions by stance; `only` keeps some ids, `place` is the anchor of the section where it is told."""
    if only is not None and not only:
        return Reactions(())
    by_stance: dict[Stance, list[Reaction]] = {stance: [] for stance in Stance}
    for placed in story.sheet.reactions:
        if only is None or placed.value.id in only:
            by_stance[placed.value.stance].append(placed.value)
    groups = [
        (desk.tag("stances", stance), f"{place}.{stance}" if place else "", said)
        for stance, said in by_stance.items()
        if said
    ]
    count = sum(len(said) for _, _, said in groups)
    summary = desk.say("reactions.count", n=count)
    return Reactions(
        groups=tuple(stance_group(desk, story, *group, home) for group in groups),
        tally=tally(summary, [(stance, len(said), anchor) for stance, anchor, said in groups])
        if place and count >= ENOUGH
        else None,
    )


def stance_group(
    desk: Desk, story: Story, stance: Tag, anchor: str, said: list[Reaction], home: bool
) -> StanceGroup:
    """The reactions of one stance: what repeats others is folded, and the rest of many."""
    if len(said) < FEWEST_ALIKE:
        bundled = [[index] for index in range(len(said))]
    else:
        bundled = bundles([spoken_words(desk, story, one) for one in said])
    views = [bundle_view(desk, story, [said[index] for index in bundle], home) for bundle in bundled]
    shown = shown_of(len(views))
    folded = [said[index] for bundle in bundled[shown:] for index in bundle]
    rest = fold(desk, story, "reactions.rest", folded, views[shown:]) if folded else None
    return StanceGroup(stance, tuple(views[:shown]), anchor, desk.say("reactions.number", n=len(said)), rest)


def bundle_view(desk: Desk, story: Story, said: list[Reaction], home: bool) -> ReactionView:
    """The first of some reactions in nearly the same words, the others folded below it."""
    first, *others = (reaction_view(desk, story, one, home) for one in said)
    if not others:
        return first
    return replace(first, alike=fold(desk, story, "reactions.alike", said[1:], others))


def fold(desk: Desk, story: Story, key: str, said: list[Reaction], views: list[ReactionView]) -> ReactionFold:
    """Reactions behind words that say how many there are, and whose."""
    people = dict.fromkeys(link.label for one in said for link in desk.parties(one.by, story.slug))
    return ReactionFold(desk.say(key, n=len(said), people=named(desk, list(people))), tuple(views))


def named(desk: Desk, people: list[str]) -> str:
    """The first of some people by name, and how many others."""
    if len(people) <= MOST_NAMED:
        return desk.say.listed(people)
    others = desk.say("reactions.others", n=len(people) - MOST_NAMED + 1)
    return desk.say.listed([*people[: MOST_NAMED - 1], others])


def spoken_words(desk: Desk, story: Story, reaction: Reaction) -> frozenset[str]:
    """The words of a reaction; the names of those who speak are no words of theirs."""
    nodes = [desk.edition.library.resolve(story.slug, reference) for reference in reaction.by]
    profiles = [desk.edition.library.profiles[node.id] for node in nodes if node and node.kind == "party"]
    names = [name for profile in profiles for name in (profile.name, *profile.aliases)]
    text = desk.plain(reaction.text or "", story)
    return words_of(f"{text} {reaction.quote or ''}", " ".join(names))


def reaction_view(desk: Desk, story: Story, reaction: Reaction, home: bool) -> ReactionView:
    """One reaction: its speakers and its place are told once, not again with its quotation."""
    key = f"{story.slug}/{reaction.id}"
    return ReactionView(
        fact=replace(entry_fact(desk, key, "reaction", home), speakers=(), where=""),
        title=desk.link(key),
        to=desk.parties(reaction.to, story.slug),
        who=desk.parties(reaction.by, story.slug),
        where=reaction.where or "",
    )


def entry_fact(desk: Desk, key: str, kind: str, home: bool) -> FactView:
    """The fact that an entry itself states."""
    return desk.fact(next(fact for fact in desk.edition.about[key] if fact.kind == kind), home)


def claims(
    desk: Desk, story: Story, home: bool = False, only: frozenset[str] | None = None, place: str = ""
) -> Claims:
    """What is said but not established, by status; `only` keeps some ids, `place` is its section's anchor."""
    if only is not None and not only:
        return Claims(())
    by_status: dict[ClaimStatus, list[Claim]] = {status: [] for status in ClaimStatus}
    for placed in story.sheet.claims:
        if only is None or placed.value.id in only:
            by_status[placed.value.status].append(placed.value)
    groups = tuple(
        claim_group(desk, story, status, made, home, f"{place}.{status}" if place else "")
        for status, made in by_status.items()
        if made
    )
    count = sum(len(group.claims) for group in groups)
    counted = [(group.status, len(group.claims), group.anchor) for group in groups]
    checked = any(claim.fact.status == "verified" for group in groups for claim in group.claims)
    return Claims(
        groups=groups,
        note=desk.say("claims.note") if checked else "",
        tally=tally(desk.say("claims.count", n=count), counted) if place and count >= ENOUGH else None,
    )


def claim_group(
    desk: Desk, story: Story, status: ClaimStatus, made: list[Claim], home: bool, anchor: str
) -> ClaimGroup:
    """Claims of one status, under what that means."""
    return ClaimGroup(
        status=desk.tag("statuses", status),
        text=desk.say(f"claims.{status}", n=len(made)),
        claims=tuple(claim_view(desk, story, claim, home) for claim in made),
        anchor=anchor,
        number=desk.say("claims.number", n=len(made)),
    )


def claim_view(desk: Desk, story: Story, claim: Claim, home: bool) -> ClaimView:
    """One claim: who makes it, how far it is established, what would settle it or did."""
    key = f"{story.slug}/{claim.id}"
    open_still = unsettled(claim)
    settled = desk.prose(claim.would_settle if open_still else claim.resolved_by, story)
    return ClaimView(
        title=desk.link(key),
        fact=replace(entry_fact(desk, key, "claim", home), speakers=()),
        status=desk.tag("statuses", claim.status),
        who=desk.parties(claim.by, story.slug),
        about=desk.parties(claim.about, story.slug),
        first_seen=desk.when(claim.first_seen),
        last_checked=desk.when(claim.last_checked),
        settling=desk.say("claims.would_settle" if open_still else "claims.settled_by"),
        settled=settled,
        note=desk.prose(claim.note, story),
    )


def unsettled(claim: Claim) -> bool:
    """Whether nothing is said to have settled a claim."""
    return claim.status is ClaimStatus.UNCONFIRMED and not claim.resolved_by
