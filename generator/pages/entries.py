"""The pages of demands, events, reactions and claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from generator.facts import Fact
from generator.graph import seen_from
from generator.library import Node, shortened
from generator.model.entries import Claim, Demand, DemandPosition, Event, Reaction
from generator.pages.accounts import comparisons
from generator.pages.changes import updates
from generator.pages.desk import Desk, plain
from generator.pages.head import Meta, filled, linked, rows
from generator.pages.timeline import timeline
from generator.pages.voices import claims, reactions, unsettled
from generator.story import Story
from generator.validation import Placed
from generator.views import (
    Connection,
    Connections,
    FactList,
    FactView,
    Head,
    Link,
    PageView,
    Piece,
    Rich,
    Section,
    Tag,
    Timeline,
)


def entry_pages(desk: Desk, story: Story) -> Iterator[PageView]:
    """A page for each entry that has enough to say."""
    sheet = story.sheet
    entries: tuple[Placed[Any], ...] = (*sheet.demands, *sheet.dates, *sheet.reactions, *sheet.claims)
    for placed in entries:
        node = desk.node(f"{story.slug}/{placed.value.id}")
        if desk.edition.addresses.has_page(node.key):
            yield entry_page(desk, story, node)


def entry_page(desk: Desk, story: Story, node: Node) -> PageView:
    """One entry: what it is, its facts, what it is tied to in both directions."""
    assert node.placed is not None
    entry = node.placed.value
    tags, meta = HEADS[node.kind](desk, story, entry)
    own = [fact for fact in desk.edition.about.get(node.key, ()) if fact.kind != "position"]
    return PageView(
        address=desk.address(node.key),
        kind=node.kind,
        title=node.title,
        description=shortened(plain(desk.fact(own[0]).statement) or node.title, 160),
        head=Head(
            kicker=desk.link(story.slug),
            label=desk.say(f"kinds.{entry.kind if node.kind == 'demand' else node.kind}"),
            title=node.title,
            tags=tags,
            meta=meta,
            updated=desk.when(story.head.updated),
        ),
        sections=entry_sections(desk, story, node, own),
        bar=desk.bar(story),
        edit=desk.edit(node.span),
    )


def entry_sections(desk: Desk, story: Story, node: Node, own: Sequence[Fact]) -> tuple[Section, ...]:
    """The sections of an entry's page, those that say something: first its `own` facts."""
    held = [fact for fact in desk.edition.about.get(node.key, ()) if fact.kind == "position"]
    answers = frozenset(desk.node(key).id for key in desk.edition.graph.origins(node.key, "answers"))
    about = frozenset(desk.node(key).id for key in desk.edition.graph.origins(node.key, "about"))
    say = desk.say
    return filled(
        Section(
            "facts", say("entries.facts"), "facts", FactList(tuple(desk.fact(f, home=True) for f in own))
        ),
        Section(
            "positions", say("entries.positions"), "facts", FactList(tuple(position(desk, f) for f in held))
        ),
        Section("accounts", say("entries.accounts"), "accounts", comparisons(desk, story, event=node.id)),
        Section(
            "responses",
            say("entries.responses"),
            "reactions",
            reactions(desk, story, only=answers, place="responses"),
        ),
        Section("claims", say("entries.claims"), "claims", claims(desk, story, only=about, place="claims")),
        Section("timeline", say("entries.timeline"), "timeline", around(desk, story, node)),
        Section("connections", say("entries.connections"), "connections", connections(desk, node)),
        Section("what-changed", say("entries.changed"), "updates", updates(desk, story, about=node.key)),
        Section("see-also", say("page.see_also"), "see-also", desk.see_also(node.key)),
        Section("linked-from", say("page.linked_from"), "backlinks", desk.backlinks(node.key)),
    )


def position(desk: Desk, fact: Fact) -> FactView:
    """A position with its stance as a tag."""
    assert isinstance(fact.value, DemandPosition)
    return replace(
        desk.fact(fact, home=True),
        tags=(desk.tag("stances", fact.value.stance),),
        speakers=desk.parties(fact.by, fact.story),
    )


def around(desk: Desk, story: Story, node: Node) -> Timeline:
    """The events next to this one, or those that it is tied to."""
    if node.kind == "event":
        events = sorted((p.value for p in story.sheet.dates), key=lambda event: event.date.sort_key)
        index = next(i for i, event in enumerate(events) if event.id == node.id)
        near = [event.id for event in events[max(0, index - 2) : index + 3]]
        return timeline(desk, story, only=near, current=node.id)
    tied = {edge.target for edge in desk.edition.graph.outgoing.get(node.key, ())}
    return timeline(desk, story, only=[desk.node(key).id for key in tied if desk.node(key).kind == "event"])


SHOWN_ELSEWHERE = frozenset({("answers", 1), ("about", 1), ("account_of", 1), ("position_of", 0)})
"""Ties that have a section of their own, by the end they are seen from."""


def connections(desk: Desk, node: Node) -> Connections:
    """What a thing is tied to, in both directions."""
    groups: dict[str, dict[str, Link]] = {}
    ties = [(edge.relation, 0, edge.target) for edge in desk.edition.graph.outgoing.get(node.key, ())]
    ties += [(edge.relation, 1, edge.origin) for edge in desk.edition.graph.incoming.get(node.key, ())]
    for relation, end, other in ties:
        if (relation, end) not in SHOWN_ELSEWHERE:
            label = desk.say(f"relations.{seen_from(relation, end)}")
            groups.setdefault(label, {}).setdefault(other, noted(desk, other))
    return Connections(tuple(Connection(label, tuple(links.values())) for label, links in groups.items()))


def noted(desk: Desk, key: str) -> Link:
    """A link that says in words what kind of thing it leads to."""
    link = desk.link(key)
    return Link(link.label, link.address, desk.say(f"nouns.{link.kind}"))


def dated(desk: Desk, date: Any) -> Rich:
    """A date as running text."""
    when = desk.when(date)
    return (Piece(when.words),) if when else ()


def demand_head(desk: Desk, story: Story, entry: Demand) -> tuple[tuple[Tag, ...], Meta]:
    """Who wants it, of whom, about what."""
    return (), rows(
        desk.say,
        by=linked(desk.parties(entry.by, story.slug), desk.say),
        of=linked(desk.parties(entry.of, story.slug), desk.say),
        issue=(Piece(entry.issue),) if entry.issue else (),
        when=dated(desk, entry.date),
    )


def event_head(desk: Desk, story: Story, entry: Event) -> tuple[tuple[Tag, ...], Meta]:
    """When, where, who, whether it took place."""
    return (desk.tag("statuses", entry.status),), rows(
        desk.say,
        when=dated(desk, entry.date),
        before=dated(desk, entry.previously),
        where=(Piece(entry.place),) if entry.place else (),
        who=linked(desk.parties(entry.who, story.slug), desk.say),
    )


def reaction_head(desk: Desk, story: Story, entry: Reaction) -> tuple[tuple[Tag, ...], Meta]:
    """Who, to what, how, where."""
    return (desk.tag("stances", entry.stance),), rows(
        desk.say,
        by=linked(desk.parties(entry.by, story.slug), desk.say),
        responds_to=linked(desk.parties(entry.to, story.slug), desk.say),
        when=dated(desk, entry.date),
        where=(Piece(entry.where),) if entry.where else (),
    )


def claim_head(desk: Desk, story: Story, entry: Claim) -> tuple[tuple[Tag, ...], Meta]:
    """Who says so, about what, how far it is established."""
    return (desk.tag("statuses", entry.status),), rows(
        desk.say,
        by=linked(desk.parties(entry.by, story.slug), desk.say),
        about=linked(desk.parties(entry.about, story.slug), desk.say),
        first_seen=dated(desk, entry.first_seen),
        last_checked=dated(desk, entry.last_checked),
        would_settle=desk.prose(entry.would_settle, story) if unsettled(entry) else (),
        settled_by=desk.prose(entry.resolved_by, story),
        note=desk.prose(entry.note, story),
    )


HEADS: Mapping[str, Callable[[Desk, Story, Any], tuple[tuple[Tag, ...], Meta]]] = {
    "demand": demand_head,
    "event": event_head,
    "reaction": reaction_head,
    "claim": claim_head,
}
