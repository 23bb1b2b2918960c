"""Parties, events, demands, reactions, accounts, claims, sources and corrections in schema.org's terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from generator.facts import Fact
from generator.library import Node, tied_to
from generator.model.choices import EventStatus, PartyKind, UpdateKind
from generator.model.entries import Account, Claim, Demand, Event, Reaction, Role, Source
from generator.outputs.linked_data.terms import CONTEXT, Place, Thing, certain, span, thing, type_of
from generator.story import Story

WIKIDATA = "https://www.wikidata.org/entity/"

# Whose own date is the new one is rescheduled: `event_status`.
STATES: Mapping[EventStatus, str] = {
    EventStatus.HAPPENED: "EventScheduled",
    EventStatus.ONGOING: "EventScheduled",
    EventStatus.PLANNED: "EventScheduled",
    EventStatus.POSTPONED: "EventPostponed",
    EventStatus.CANCELLED: "EventCancelled",
}
TIES: Mapping[str, str] = {
    "works_for": "worksFor",
    "member_of": "memberOf",
    "leads": "affiliation",
    "speaks_for": "affiliation",
}


def described_thing(place: Place, node: Node) -> Thing:
    """An entry or a party in full, with its lasting name and its page."""
    start = {
        "@id": place.name_of(node.key),
        "name": node.title,
        "url": place.at(place.site.desk.address(node.key)),
    }
    if node.kind == "party":
        return thing(type_of(place.site, node), start | party(place, node))
    assert node.placed is not None
    story = place.site.desk.edition.library.story(node.story)
    return thing(type_of(place.site, node), start | ENTRIES[node.kind](place, story, node.placed.value))


def party(place: Place, node: Node) -> Thing:
    """A person, state, organisation or alliance."""
    edition = place.site.desk.edition
    profile = edition.library.profiles[node.id]
    terms: Thing = {
        "alternateName": [alias for alias in profile.aliases if alias != profile.name],
        "sameAs": profile.wikidata and f"{WIKIDATA}{profile.wikidata}",
    }
    for fact in edition.about.get(node.key, ()):
        if isinstance(fact.value, Role):
            for name, value in tie(place, fact.story, fact.value, profile.kind).items():
                terms.setdefault(name, []).append(value)
    return terms


def tie(place: Place, story: str, role: Role, kind: PartyKind | None) -> Thing:
    """One office or tie of a party; nothing where these terms have no word for it."""
    relation, reference = tied_to(role)
    term, person = TIES.get(relation, ""), kind is PartyKind.PERSON
    others = [other for other in place.named(story, [reference]) if "Organization" in other["@type"]]
    if others and (person or (term == "memberOf" and kind)):
        since, until = certain(role.since), certain(role.until)
        if not (role.title or since or until):
            return {term: others[0]}
        dated = {term: others[0], "roleName": role.title, "startDate": since, "endDate": until}
        return {term: thing("OrganizationRole", dated)}
    return {"jobTitle": role.title} if person and role.title and not role.until else {}


def event(place: Place, story: Story, event: Event) -> Thing:
    """Something that happened or is planned."""
    start, end = span(event.date)
    larger = place.named(story.slug, [event.part_of]) if event.part_of else []
    return {
        "description": event.text and place.site.desk.plain(event.text, story),
        "startDate": start,
        "endDate": end,
        "eventStatus": event_status(event),
        "previousStartDate": certain(event.previously),
        "location": event.place and thing("Place", {"name": event.place}),
        "attendee": place.named(story.slug, event.who),
        "superEvent": next((one for one in larger if one["@type"] == "Event"), None),
        "subjectOf": sources_of(place, f"{story.slug}/{event.id}"),
    }


def event_status(event: Event) -> str:
    """Whether it takes place as planned; empty where nobody knows."""
    state = (
        "EventRescheduled" if event.status == "postponed" and event.previously else STATES.get(event.status)
    )
    return f"{CONTEXT}/{state}" if state else ""


def demand(place: Place, story: Story, demand: Demand) -> Thing:
    """What a party wants, as a statement about it and those it is made to, with what was said on it."""
    return {
        "text": place.site.desk.plain(demand.text, story),
        "about": place.named(story.slug, (*demand.by, *demand.of)),
        "dateCreated": certain(demand.date),
        "inLanguage": story.front.language,
        "citation": sources_of(place, f"{story.slug}/{demand.id}"),
        "hasPart": quotations(place, story, f"{story.slug}/{demand.id}"),
    }


def reaction(place: Place, story: Story, reaction: Reaction) -> Thing:
    """What somebody said, word for word, or a statement of what they did."""
    words = reaction.text and place.site.desk.plain(reaction.text, story)
    terms = {
        "about": place.named(story.slug, reaction.to),
        "dateCreated": certain(reaction.date),
        "inLanguage": story.front.language,
    }
    sources = sources_of(place, f"{story.slug}/{reaction.id}")
    people = place.named(story.slug, reaction.by)
    if not reaction.quote:
        return {"text": words, **terms, "mentions": people, "citation": sources}
    first = {"inLanguage": reaction.language, "creator": people}
    return {
        "text": reaction.quote,
        "description": words,
        **terms,
        "creator": people,
        "isBasedOn": sources,
        "creditText": reaction.translator,
        "translationOfWork": thing("Quotation", first) if reaction.language else None,
    }


def account(place: Place, story: Story, account: Account) -> Thing:
    """One party's version of an event."""
    return {
        "author": place.named(story.slug, account.by),
        "about": place.named(story.slug, [account.of]),
        "dateCreated": certain(account.date),
        "citation": sources_of(place, f"{story.slug}/{account.id}"),
        "hasPart": quotations(place, story, f"{story.slug}/{account.id}"),
    }


def claim(place: Place, story: Story, claim: Claim) -> Thing:
    """What is claimed, by whom and where it appeared; its state is what the sheet says of it."""
    first = certain(claim.first_seen)
    return {
        "text": place.site.desk.plain(claim.text, story),
        "author": place.named(story.slug, claim.by),
        "about": place.named(story.slug, claim.about),
        "creativeWorkStatus": str(claim.status),
        "inLanguage": story.front.language,
        "appearance": sources_of(place, f"{story.slug}/{claim.id}"),
        "firstAppearance": thing("CreativeWork", {"datePublished": first}) if first else None,
    }


def source(place: Place, story: Story, source: Source) -> Thing:
    """A document. Its own address comes before its place here."""
    return {
        "url": source.url or place.at(place.site.desk.address(f"{story.slug}/{source.id}")),
        "archivedAt": source.archived,
        "author": place.named(story.slug, source.by),
        "publisher": source.publisher and thing("Organization", {"name": source.publisher}),
        "datePublished": certain(source.published),
    }


ENTRIES: Mapping[str, Callable[[Place, Story, Any], Thing]] = {
    "demand": demand,
    "event": event,
    "reaction": reaction,
    "account": account,
    "claim": claim,
    "source": source,
}


def sources_of(place: Place, key: str) -> list[Thing]:
    """The documents that a thing's facts rest on."""
    desk = place.site.desk
    found = dict.fromkeys(
        f"{one.story}/{one.source}" for fact in desk.edition.about.get(key, ()) for one in fact.located
    )
    return [place.brief(desk.node(source)) for source in found]


def quotations(place: Place, story: Story, key: str) -> list[Thing]:
    """What people are quoted with in the facts about a thing."""
    facts: Sequence[Fact] = place.site.desk.edition.about.get(key, ())
    return [
        thing(
            "Quotation",
            {
                "@id": place.at(place.site.desk.edition.addresses.of_fact(fact)),
                "text": fact.quote,
                "creator": place.named(fact.story, fact.by),
                "inLanguage": story.front.language,
            },
        )
        for fact in facts
        if fact.quote
    ]


def corrections(place: Place, story: Story, about: str = "") -> list[Thing]:
    """The corrections of a story, or of one thing in it, latest first."""
    desk, found = place.site.desk, []
    for index, update in enumerate((placed.value for placed in story.sheet.updates), start=1):
        if update.kind is not UpdateKind.CORRECTION:
            continue
        touched = [desk.edition.library.resolve(story.slug, reference) for reference in update.about]
        keys = [node.key for node in touched if node]
        if not about or about in keys:
            said = [desk.plain(update.text, story)]
            said += [desk.say("machines.was", words=update.was)] if update.was else []
            said += [desk.say("machines.now", words=update.now)] if update.now else []
            terms = {
                "text": "\n".join(said),
                "datePublished": certain(update.date),
                "about": [place.brief(node) for node in touched if node],
                "url": place.at(f"{story.slug}/updates/#update.{index}"),
            }
            found.append((update.date.sort_key, index, thing("CorrectionComment", terms)))
    return [one for _, _, one in sorted(found, key=lambda entry: entry[:2], reverse=True)]
