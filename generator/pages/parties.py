"""The pages of parties, which gather all stories they are in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.facts import Fact
from generator.folders import PARTIES
from generator.graph import NAMES
from generator.library import Profile, shortened
from generator.pages.desk import Desk, plain
from generator.pages.entries import connections
from generator.pages.head import filled, rows
from generator.pages.relations import OTHER, PARTY_KINDS, party_groups, party_kind, party_view
from generator.pages.timeline import timeline
from generator.pages.voices import claims, reactions
from generator.pages.words import tag
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
    StoryCard,
    When,
)


def party_pages(desk: Desk) -> Iterator[PageView]:
    """The overview of all parties, and a page for each that has enough to say."""
    yield parties_overview(desk)
    for name in sorted(desk.edition.library.profiles):
        profile = desk.edition.library.profiles[name]
        if desk.edition.addresses.has_page(profile.key):
            yield party_page(desk, profile)


def stories_of(desk: Desk, name: str) -> tuple[Story, ...]:
    """The stories a party takes part in, latest first."""
    library = desk.edition.library
    found = [story for story in library.stories if name in library.story_parties[story.slug]]
    return tuple(sorted(found, key=lambda story: (story.head.updated.sort_key, story.slug), reverse=True))


def party_page(desk: Desk, profile: Profile) -> PageView:
    """One party across its stories."""
    stories = stories_of(desk, profile.id)
    facts = desk.edition.about.get(profile.key, [])
    parts = tuple(desk.fact(fact, home=True) for fact in facts)
    say = desk.say
    sections: list[Section] = [Section("facts", say("parties.facts"), "facts", FactList(parts))]
    for story in stories:
        sections += story_sections(desk, story, profile, suffix=f"-{story.slug}" if len(stories) > 1 else "")
    sections += [
        Section("ties", say("parties.ties"), "connections", ties(desk, profile)),
        Section(
            "stories",
            say("parties.stories"),
            "stories",
            Stories(tuple(story_card(desk, story) for story in stories)),
        ),
        Section("see-also", say("parties.see_also"), "see-also", desk.see_also(profile.key)),
        Section("linked-from", say("parties.linked_from"), "backlinks", desk.backlinks(profile.key)),
    ]
    kind = say(f"parties.{profile.kind or 'party'}")
    known = tuple(alias for alias in profile.aliases if alias != profile.name)
    summary = plain(parts[0].statement) if parts else say("parties.summary", name=profile.name, kind=kind)
    return PageView(
        address=desk.address(profile.key),
        kind="party",
        title=profile.name,
        description=shortened(summary, 160),
        head=Head(
            kicker=desk.link(stories[0].slug) if len(stories) == 1 else None,
            label=kind,
            title=profile.name,
            meta=rows((say("parties.aliases"), (Piece(", ".join(known)),) if known else ())),
        ),
        sections=filled(*sections),
        bar=desk.bar(stories[0]) if len(stories) == 1 else None,
        edit=desk.edit(profile.definition.span("id")),
    )


def story_sections(desk: Desk, story: Story, profile: Profile, suffix: str) -> Iterator[Section]:
    """What a party wants, holds, says and does in one story."""
    graph = desk.edition.graph

    def ids(relation: str) -> frozenset[str]:
        prefix = f"{story.slug}/"
        return frozenset(
            key[len(prefix) :] for key in graph.origins(profile.key, relation) if key.startswith(prefix)
        )

    def title(section: str) -> str:
        words = desk.say(f"parties.{section}")
        return desk.say("parties.in_story", section=words, story=story.head.headline) if suffix else words

    wants, said, claimed, took_part = ids("made_by"), ids("said_by"), ids("claimed_by"), ids("took_part")
    facts = desk.edition.facts[story.slug]
    demands = [desk.fact(fact) for fact in facts if fact.kind == "demand" and fact.anchor in wants]
    held = [
        held_view(desk, fact)
        for fact in facts
        if fact.kind == "position" and profile.key in speakers(desk, fact)
    ]
    accounts = [
        desk.fact(fact) for fact in facts if fact.kind == "account" and profile.key in speakers(desk, fact)
    ]
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
        label=desk.say("parties.position_on", demand=desk.node(fact.node).title),
        tags=(tag(str(stance)),) if stance else (),
    )


TIES = ("leads", "member_of", "speaks_for", "works_for")


def ties(desk: Desk, profile: Profile) -> Connections:
    """The other parties that a party is tied to, in both directions."""
    labels = {NAMES[relation][end] for relation in TIES for end in (0, 1)}
    found = connections(desk, desk.node(profile.key))
    return Connections(
        tuple(
            group
            for group in found.groups
            if group.label in labels and all(link.kind == "party" for link in group.links)
        )
    )


def story_card(desk: Desk, story: Story) -> StoryCard:
    """A story in a list."""
    updated = desk.when(story.head.updated)
    return StoryCard(
        link=desk.link(story.slug),
        question=story.head.question or "",
        standfirst=desk.prose(story.head.standfirst, story),
        updated=updated or When(""),
        count=desk.count(desk.edition.facts[story.slug]),
    )


def parties_overview(desk: Desk) -> PageView:
    """Every party of the site, by kind; those without a page are at home here."""
    groups: dict[str, list[PartyView]] = {kind: [] for kind in PARTY_KINDS}
    profiles = desk.edition.library.profiles
    for name in sorted(profiles, key=lambda key: (profiles[key].name.casefold(), key)):
        groups[profiles[name].kind or OTHER].append(listed_party(desk, profiles[name]))
    who, say = Parties(party_groups(desk, groups)), desk.say
    return PageView(
        address=f"{PARTIES}/",
        kind="overview",
        title=say("parties.who_is_who"),
        description=say("parties.of_all"),
        head=Head(
            kicker=None,
            label=say("parties.overview"),
            title=say("parties.who_is_who"),
            standfirst=(Piece(say("parties.of_all") + "."),),
        ),
        sections=filled(Section("parties", say("parties.by_kind"), "parties", who)),
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
