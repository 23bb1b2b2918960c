"""Views of reactions, claims and parties."""

from __future__ import annotations

from dataclasses import replace

from generator.folders import PARTIES
from generator.library import tied_to
from generator.model import Claim, Party, PartyKind, Reaction, Stance
from generator.pages.desk import Desk
from generator.pages.words import PARTY_KINDS
from generator.story import Story
from generator.validation import Placed
from generator.views import (
    Claims,
    ClaimView,
    FactView,
    Parties,
    PartyGroup,
    PartyView,
    Reactions,
    ReactionView,
    RoleView,
    StanceGroup,
)


def reactions(desk: Desk, story: Story, home: bool = False, only: frozenset[str] | None = None) -> Reactions:
    """Reactions by stance; `only` keeps some ids."""
    groups: dict[Stance, list[ReactionView]] = {stance: [] for stance in Stance}
    for placed in story.sheet.reactions:
        if only is None or placed.value.id in only:
            groups[placed.value.stance].append(reaction_view(desk, story, placed.value, home))
    return Reactions(
        tuple(
            StanceGroup(desk.tag("stances", stance), tuple(views))
            for stance, views in groups.items()
            if views
        )
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
        status=desk.tag("statuses", claim.status),
        about=tuple(desk.party(reference, story.slug) for reference in claim.about),
        first_seen=desk.when(claim.first_seen),
        last_checked=desk.when(claim.last_checked),
        resolved_by=desk.prose(claim.resolved_by, story),
        note=desk.prose(claim.note, story),
    )


def who_is_who(desk: Desk, story: Story, main: bool = False) -> Parties:
    """The parties of a story by what they are; `main` keeps those with a page, where their facts are."""
    entries = {placed.value.id: placed for placed in story.sheet.parties}
    groups: dict[str, list[PartyView]] = {kind: [] for kind in PARTY_KINDS}
    for name in desk.edition.library.story_parties[story.slug]:
        if main and not desk.edition.addresses.has_page(f"{PARTIES}/{name}"):
            continue
        kind = desk.edition.library.profiles[name].kind
        groups[kind or "other"].append(party_view(desk, story, name, entries.get(name), home=False))
    return Parties(
        tuple(
            PartyGroup(desk.say(f"party_kinds.{kind}"), tuple(views))
            for kind, views in groups.items()
            if views
        )
    )


def party_view(desk: Desk, story: Story, name: str, entry: Placed[Party] | None, home: bool) -> PartyView:
    """A party with its part in one story."""
    profile = desk.edition.library.profiles[name]
    facts = {f.anchor: f for f in desk.edition.facts[story.slug] if f.node == f"{PARTIES}/{name}"}
    part = next((desk.fact(fact, home) for fact in facts.values() if fact.kind == "part"), None)
    roles = role_views(desk, story, entry, home) if entry else ()
    return PartyView(
        name if home else "",
        desk.link(profile.key),
        party_kind(desk, profile.kind),
        profile.aliases,
        part,
        roles,
    )


def party_kind(desk: Desk, kind: PartyKind | None) -> str:
    """What a party is, in a word."""
    return desk.say(f"kinds.{kind}") if kind else ""


def role_views(desk: Desk, story: Story, entry: Placed[Party], home: bool) -> tuple[RoleView, ...]:
    """A party's ties to others as one story states them."""
    node = f"{PARTIES}/{entry.value.id}"
    facts = [f for f in desk.edition.about.get(node, ()) if f.kind == "role" and f.story == story.slug]
    views = []
    for role, fact in zip(entry.value.roles, facts, strict=True):
        relation, other = tied_to(role)
        since, until = desk.when(role.since), desk.when(role.until)
        when = " ".join(
            part
            for part in (f"since {since.words}" if since else "", f"until {until.words}" if until else "")
            if part
        )
        party = desk.party(other, story.slug)
        does = desk.say(f"roles.{relation}") if relation else ""
        views.append(RoleView(role.title or "", does, party, when, desk.fact(fact, home)))
    return tuple(views)
