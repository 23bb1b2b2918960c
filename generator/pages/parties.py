"""The pages of parties, which gather all stories they are in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from generator.facts import Fact
from generator.folders import PARTIES
from generator.graph import seen_from
from generator.library import Profile, shortened
from generator.pages.cards import story_card
from generator.pages.desk import Desk, plain
from generator.pages.entries import connections
from generator.pages.head import filled, rows
from generator.pages.relations import party_groups, party_kind, party_view
from generator.pages.timeline import timeline
from generator.pages.voices import claims, reactions
from generator.pages.words import PARTY_KINDS
from generator.story import Story
from generator.views import (
    Connections,
    FactList,
    FactView,
    Head,
    PageView,
    Parties,
    PartyView,
    Piece,
    Section,
    Stories,
)


def stories_of(desk: Desk, name: str) -> tuple[Story, ...]:
    """The stories a party takes part in, latest first."""
    library = desk.edition.library
    found = [library.story(slug) for slug in library.stories_with.get(name, ())]
    return tuple(sorted(found, key=lambda story: (story.head.updated.sort_key, story.slug), reverse=True))


def party_page(desk: Desk, profile: Profile) -> PageView:
    """One party across its stories."""
    stories = stories_of(desk, profile.id)
    facts = desk.edition.about.get(profile.key, [])
    entries = entries_of(desk, profile)
    parts = tuple(desk.fact(fact, home=True) for fact in facts)
    sections: list[Section] = [Section("facts", desk.say("entries.part_and_roles"), "facts", FactList(parts))]
    for story in stories:
        suffix = f"-{story.slug}" if len(stories) > 1 else ""
        sections += story_sections(desk, story, profile, entries.get(story.slug, {}), suffix)
    sections += [
        Section("ties", desk.say("entries.ties"), "connections", ties(desk, profile)),
        Section(
            "stories",
            desk.say("entries.stories"),
            "stories",
            Stories(tuple(story_card(desk, story) for story in stories)),
        ),
        Section("see-also", desk.say("page.see_also"), "see-also", desk.see_also(profile.key)),
        Section("linked-from", desk.say("page.linked_from"), "backlinks", desk.backlinks(profile.key)),
    ]
    kind = desk.say(f"kinds.{profile.kind or 'party'}")
    known = tuple(alias for alias in profile.aliases if alias != profile.name)
    summary = (
        plain(parts[0].statement) if parts else desk.say("entries.party_about", party=profile.name, kind=kind)
    )
    return PageView(
        address=desk.address(profile.key),
        kind="party",
        title=profile.name,
        description=shortened(summary, 160),
        head=Head(
            kicker=desk.link(stories[0].slug) if len(stories) == 1 else None,
            label=kind,
            title=profile.name,
            meta=rows(desk.say, also_known_as=(Piece(", ".join(known)),) if known else ()),
        ),
        sections=filled(*sections),
        bar=desk.bar(stories[0]) if len(stories) == 1 else None,
        edit=desk.edit(profile.definition.span("id")),
    )


def entries_of(desk: Desk, profile: Profile) -> dict[str, dict[str, set[str]]]:
    """The ids of the entries that are tied to a party, by their story and by what ties them."""
    found: dict[str, dict[str, set[str]]] = {}
    for edge in desk.edition.graph.incoming.get(profile.key, ()):
        story, _, name = edge.origin.partition("/")
        found.setdefault(story, {}).setdefault(edge.relation, set()).add(name)
    return found


def story_sections(
    desk: Desk, story: Story, profile: Profile, entries: Mapping[str, set[str]], suffix: str
) -> Iterator[Section]:
    """What a party wants, holds, says and does in one story, whose `entries` are tied to it."""

    def title(key: str) -> str:
        words = desk.say(f"entries.party_{key}")
        return desk.say("entries.in_story", title=words, story=story.head.headline) if suffix else words

    def stated(kind: str, tie: str) -> Iterator[Fact]:
        """The facts of a kind about entries that are tied to the party."""
        keys = {f"{story.slug}/{name}" for name in entries.get(tie, ())}
        return (fact for fact in facts if fact.kind == kind and fact.node in keys)

    facts = desk.edition.facts[story.slug]
    said, claimed, took_part = (
        frozenset(entries.get(tie, ())) for tie in ("said_by", "claimed_by", "took_part")
    )
    demands = [desk.fact(fact) for fact in stated("demand", "made_by")]
    held = [
        held_view(desk, fact)
        for fact in stated("position", "position_of")
        if profile.key in speakers(desk, fact)
    ]
    accounts = [desk.fact(fact) for fact in stated("account", "account_by")]
    yield Section(f"demands{suffix}", title("demands"), "facts", FactList(tuple(demands)))
    yield Section(f"positions{suffix}", title("positions"), "facts", FactList(tuple(held)))
    yield Section(f"accounts{suffix}", title("accounts"), "facts", FactList(tuple(accounts)))
    yield Section(f"reactions{suffix}", title("reactions"), "reactions", reactions(desk, story, only=said))
    yield Section(f"claims{suffix}", title("claims"), "claims", claims(desk, story, only=claimed))
    yield Section(f"timeline{suffix}", title("timeline"), "timeline", timeline(desk, story, only=took_part))


def speakers(desk: Desk, fact: Fact) -> tuple[str, ...]:
    """The keys of the parties a fact is ascribed to."""
    nodes = [desk.edition.library.resolve(fact.story, reference) for reference in fact.by]
    return tuple(node.key for node in nodes if node)


def held_view(desk: Desk, fact: Fact) -> FactView:
    """A position with its stance, and the demand it is on as its label."""
    stance = getattr(fact.value, "stance", None)
    view = desk.fact(fact)
    return replace(
        view,
        label=desk.say("entries.position_on", title=desk.node(fact.node).title),
        tags=(desk.tag("stances", str(stance)),) if stance else (),
    )


TIES = ("leads", "member_of", "speaks_for", "works_for")


def ties(desk: Desk, profile: Profile) -> Connections:
    """The other parties that a party is tied to, in both directions."""
    labels = {desk.say(f"relations.{seen_from(relation, end)}") for relation in TIES for end in (0, 1)}
    party = desk.say("nouns.party")
    found = connections(desk, desk.node(profile.key))
    return Connections(
        tuple(
            group
            for group in found.groups
            if group.label in labels and all(link.kind == party for link in group.links)
        )
    )


def parties_overview(desk: Desk) -> PageView:
    """Every party of the site, by kind; those without a page are at home here."""
    groups: dict[str, list[PartyView]] = {kind: [] for kind in PARTY_KINDS}
    profiles = desk.edition.library.profiles
    for name in sorted(profiles, key=lambda key: (profiles[key].name.casefold(), key)):
        groups[profiles[name].kind or "other"].append(listed_party(desk, profiles[name]))
    who = Parties(party_groups(desk, groups))
    return PageView(
        address=f"{PARTIES}/",
        kind="overview",
        title=desk.say("overviews.parties"),
        description=desk.say("overviews.all_parties_about"),
        head=Head(
            kicker=None,
            label=desk.say("overviews.label"),
            title=desk.say("overviews.parties"),
            standfirst=(Piece(desk.say("overviews.all_parties_about")),),
        ),
        sections=filled(Section("parties", desk.say("overviews.parties_section"), "parties", who)),
        in_nav=True,
    )


def listed_party(desk: Desk, profile: Profile) -> PartyView:
    """A party in the overview: in full where this is its only place."""
    paged = desk.edition.addresses.has_page(profile.key)
    stories = stories_of(desk, profile.id)
    if paged or not stories:
        return PartyView(
            profile.id, desk.link(profile.key), party_kind(desk, profile.kind), profile.aliases, None, ()
        )
    entry = next((p for p in stories[0].sheet.parties if p.value.id == profile.id), None)
    return party_view(desk, stories[0], entry, profile.id, home=True)
