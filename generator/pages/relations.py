"""Who the parties of a story are, what ties them, what they ask of each other and answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.facts import Fact
from generator.folders import PARTIES
from generator.frozen import Frozen
from generator.library import tied_to
from generator.model.choices import DemandKind, PartyKind
from generator.model.entries import DemandPosition, Party
from generator.pages.desk import Desk
from generator.pages.head import linked
from generator.pages.words import PARTY_KINDS
from generator.story import Story
from generator.validation import Placed
from generator.views import Link, Parties, PartyGroup, PartyView, Piece, RelationView, RoleView, Tag

OTHER = "other"
"""Parties whose kind nobody stated."""
ANSWER = "answer"
TAKEN = frozenset({"accepts", "rejects", "conditional"})
"""The positions that answer a demand; silence does not."""
AUTHORS = ("made_by", "said_by", "account_by")
"""Whose a thing is that is answered. Who speaks of what somebody claims to have happened answers nobody."""


class Relation(Frozen):
    """One party asks something of another, agrees on it with them, or answers them; all by their keys.

    `kind` is the kind of a demand, or `answer`; `stated` is the entry that says so, `fact` its words.
    """

    origin: str
    target: str
    kind: str
    stated: str
    fact: Fact
    stance: str = ""


def relations(desk: Desk, story: Story) -> tuple[Relation, ...]:
    """What the parties of a story ask of each other and answer, each once, in the order of the sheet."""
    here = {f"{PARTIES}/{name}" for name in desk.edition.library.story_parties[story.slug]}
    found: dict[tuple[str, ...], Relation] = {}
    for one in (*asked(desk, story), *reacted(desk, story), *positions(desk, story)):
        if {one.origin, one.target} <= here and one.origin != one.target:
            found.setdefault((one.origin, one.target, one.kind, one.stated), one)
    return tuple(found.values())


def asked(desk: Desk, story: Story) -> Iterator[Relation]:
    """Demands and offers from those who make them to those they concern; agreements both ways."""
    graph = desk.edition.graph
    for placed in story.sheet.demands:
        key, kind = f"{story.slug}/{placed.value.id}", placed.value.kind
        makers = graph.targets(key, "made_by")
        fellows = makers if kind is DemandKind.AGREEMENT else ()
        fact = own_fact(desk, key, "demand")
        for maker in makers:
            for other in (*fellows, *graph.targets(key, "made_to")):
                yield Relation(maker, other, str(kind), key, fact)


def reacted(desk: Desk, story: Story) -> Iterator[Relation]:
    """Reactions to what another party asked or said. A reaction to an event answers nobody."""
    graph = desk.edition.graph
    for placed in story.sheet.reactions:
        key = f"{story.slug}/{placed.value.id}"
        fact = own_fact(desk, key, "reaction")
        others = [other for to in graph.targets(key, "answers") for other in authors(desk, to)]
        for speaker in graph.targets(key, "said_by"):
            for other in others:
                yield Relation(speaker, other, ANSWER, key, fact, str(placed.value.stance))


def positions(desk: Desk, story: Story) -> Iterator[Relation]:
    """Positions on what another party asks, where no reaction of the same party says so already."""
    graph = desk.edition.graph
    for placed in story.sheet.demands:
        key = f"{story.slug}/{placed.value.id}"
        spoken = {who for said in graph.origins(key, "answers") for who in graph.targets(said, "said_by")}
        for holder, (fact, stance) in held(desk, story, key).items():
            if holder not in spoken and stance in TAKEN:
                for maker in graph.targets(key, "made_by"):
                    yield Relation(holder, maker, ANSWER, key, fact, stance)


def held(desk: Desk, story: Story, demand: str) -> dict[str, tuple[Fact, str]]:
    """Who stands where on a demand: the last word of each."""
    last: dict[str, tuple[Fact, str]] = {}
    for fact in desk.edition.about.get(demand, ()):
        if isinstance(fact.value, DemandPosition):
            party = desk.edition.library.resolve(story.slug, fact.value.party)
            if party is not None:
                last[party.key] = fact, str(fact.value.stance)
    return last


def own_fact(desk: Desk, key: str, kind: str) -> Fact:
    """The fact that an entry itself states."""
    return next(fact for fact in desk.edition.about[key] if fact.kind == kind)


def authors(desk: Desk, key: str) -> tuple[str, ...]:
    """Whose a thing is: a party's own, or those who asked, said or told it."""
    if desk.node(key).kind == "party":
        return (key,)
    return tuple(party for relation in AUTHORS for party in desk.edition.graph.targets(key, relation))


def place_of(desk: Desk, relation: Relation) -> str:
    """Where a relation is stated on the site."""
    if relation.fact.kind == "position":
        return desk.edition.addresses.of_fact(relation.fact)
    return desk.address(relation.stated)


def relation_views(desk: Desk, found: Iterable[Relation]) -> tuple[RelationView, ...]:
    """The relations of one party: those of one entry together."""
    together: dict[tuple[str, str, str], list[Relation]] = {}
    for one in found:
        together.setdefault((one.kind, one.stated, one.fact.anchor), []).append(one)
    return tuple(relation_view(desk, group) for group in together.values())


def relation_view(desk: Desk, group: list[Relation]) -> RelationView:
    """One entry's relation to one party or more."""
    first = group[0]
    before, _, after = desk.say(f"who.{first.kind}_of", parties="\n").partition("\n")
    others = linked(tuple(desk.link(one.target) for one in group), desk.say)
    return RelationView(
        words=(Piece(before), *others, Piece(after)),
        stated=Link(desk.node(first.stated).title, place_of(desk, first)),
        stance=desk.tag("stances", first.stance) if first.stance else None,
        status=Tag(first.fact.status, desk.say(f"who.{first.fact.status}")),
    )


def by_origin(found: Iterable[Relation]) -> dict[str, list[Relation]]:
    """Relations by the party that they begin with."""
    index: dict[str, list[Relation]] = {}
    for one in found:
        index.setdefault(one.origin, []).append(one)
    return index


def who_is_who(desk: Desk, story: Story, main: bool = False, tied: bool = True) -> Parties:
    """The parties of a story by what they are, and what they say to each other where that is to be `tied`.

    `main` keeps those with a page, where their facts are.
    """
    placed = {one.value.id: one for one in story.sheet.parties}
    groups: dict[str, list[PartyView]] = {kind: [] for kind in PARTY_KINDS}
    said = by_origin(desk.once(relations, story) if tied else ())
    for name in desk.edition.library.story_parties[story.slug]:
        key = f"{PARTIES}/{name}"
        if main and not desk.edition.addresses.has_page(key):
            continue
        kind = desk.edition.library.profiles[name].kind
        ties = relation_views(desk, said.get(key, ()))
        groups[kind or OTHER].append(party_view(desk, story, placed.get(name), name, ties, anchored=not main))
    return Parties(party_groups(desk, groups))


def party_groups(desk: Desk, groups: Mapping[str, Iterable[PartyView]]) -> tuple[PartyGroup, ...]:
    """Parties by kind, under the name of the kind."""
    found = ((kind, tuple(views)) for kind, views in groups.items())
    return tuple(PartyGroup(desk.say(f"party_kinds.{kind}"), views) for kind, views in found if views)


def party_view(
    desk: Desk,
    story: Story,
    entry: Placed[Party] | None,
    name: str,
    ties: tuple[RelationView, ...] = (),
    anchored: bool = True,
    home: bool = False,
) -> PartyView:
    """A party with its part in one story."""
    profile = desk.edition.library.profiles[name]
    facts = desk.edition.about_here.get((story.slug, profile.key), ())
    part = next((desk.fact(fact, home) for fact in facts if fact.kind == "part"), None)
    roles = role_views(desk, story, entry, home) if entry else ()
    return PartyView(
        name if anchored else "",
        desk.link(profile.key),
        party_kind(desk, profile.kind),
        profile.aliases,
        part,
        roles,
        ties,
    )


def party_kind(desk: Desk, kind: PartyKind | None) -> str:
    """What a party is, in a word."""
    return desk.say(f"kinds.{kind}") if kind else ""


def role_views(desk: Desk, story: Story, entry: Placed[Party], home: bool) -> tuple[RoleView, ...]:
    """A party's ties to others as one story states them."""
    node = f"{PARTIES}/{entry.value.id}"
    facts = [fact for fact in desk.edition.about_here.get((story.slug, node), ()) if fact.kind == "role"]
    views = []
    for role, fact in zip(entry.value.roles, facts, strict=True):
        relation, other = tied_to(role)
        dates = (("since", desk.when(role.since)), ("until", desk.when(role.until)))
        when = " ".join(desk.say(f"parties.{end}", date=date.words) for end, date in dates if date)
        words = desk.say(f"roles.{relation}") if relation else ""
        party = desk.party(other, story.slug)
        views.append(RoleView(role.title or "", words, party, when, desk.fact(fact, home)))
    return tuple(views)
