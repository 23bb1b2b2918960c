"""What stands in the lists of a sheet: parties and their roles, demands, events and all other entries."""

from __future__ import annotations

from typing import Annotated

from generator.fields import (
    Date,
    Day,
    Flag,
    Id,
    Language,
    Line,
    Lines,
    Prose,
    Ref,
    Refs,
    SomeRefs,
    Target,
    Url,
    Wikidata,
)
from generator.kinds import Group, Many
from generator.model.base import Entry, Sourced, SourcedEntry
from generator.model.choices import (
    ClaimStatus,
    DemandKind,
    EventStatus,
    PartyKind,
    Position,
    SourceKind,
    Stance,
    UpdateKind,
)


class Role(Sourced, kw_only=True):
    """What ties a party to another one. Name one of the four ties."""

    title: Line | None = None
    """The office, in words: `president`."""
    leads: Ref | None = None
    """The party that this one leads."""
    member_of: Ref | None = None
    """The party that this one is a part or a member of."""
    speaks_for: Ref | None = None
    """The party that this one speaks or negotiates for."""
    works_for: Ref | None = None
    """The party that this one works for."""
    since: Date | None = None
    """When it began."""
    until: Date | None = None
    """When it ended or ends."""


class Party(SourcedEntry, kw_only=True):
    """A person, state, organisation or alliance, or its part in a story."""

    id: Id
    """Short and lasting, for it stands in addresses: `harbour-talks`."""
    name: Line | None = None
    """The name as readers know it. Needed once: in `parties.yaml`, or here for a party of one story."""
    aliases: Lines = ()
    """Other names and spellings in the article; each becomes a link."""
    kind: PartyKind | None = None
    """What it is."""
    part: Prose | None = None
    """Its part in this story, in a line."""
    roles: tuple[Role, ...] = ()
    """Its offices and ties to other parties."""
    wikidata: Wikidata | None = None
    """Its identifier in Wikidata, like Q212."""


class DemandPosition(Sourced, kw_only=True):
    """Where one party stands on a demand. A later entry of the same party supersedes an earlier one."""

    party: Ref
    """Whose position it is."""
    stance: Position
    """Where it stands."""
    text: Prose | None = None
    """The position in words."""
    as_of: Date | None = None
    """When it stood so. Needed where a party has more than one."""


class Demand(SourcedEntry, kw_only=True):
    """Something a party asks, offers, sets as a precondition, refuses or agrees to."""

    id: Id
    """Short and lasting, for it stands in addresses: `harbour-talks`."""
    by: SomeRefs
    """The party, or parties, that make it."""
    of: Refs = ()
    """The parties it is made to."""
    kind: DemandKind = DemandKind.DEMAND
    """What is done: asked, offered, set as a precondition, refused or agreed."""
    title: Line | None = None
    """A few words for headings and tables. Left out: the beginning of the text."""
    text: Prose
    """What is wanted, in a sentence."""
    issue: Line | None = None
    """The issue it is about; demands with the same issue stand together."""
    date: Date | None = None
    """When it was made."""
    said_in: Ref | None = None
    """The document it was made in, where that is not the one that was read."""
    positions: tuple[DemandPosition, ...] = ()
    """Where the other parties stand."""


class Event(SourcedEntry, kw_only=True):
    """Something that happened or is planned."""

    id: Id
    """Short and lasting, for it stands in addresses: `harbour-talks`."""
    date: Date
    """When, as far as is known: 2025-03-18, 2025-03, 2025-03-23~ (about), 2025-03-18/2025-04-17 (from/to)."""
    title: Line
    """What happened, in a few words."""
    text: Prose | None = None
    """More, in a sentence or two."""
    status: EventStatus = EventStatus.HAPPENED
    """Whether it took place."""
    previously: Date | None = None
    """For what was postponed: the date before."""
    place: Line | None = None
    """Where."""
    who: Refs = ()
    """The parties that took part."""
    part_of: Ref | None = None
    """The larger event it belongs to."""


class Reaction(SourcedEntry, kw_only=True):
    """What somebody said or did about something."""

    id: Id
    """Short and lasting, for it stands in addresses: `harbour-talks`."""
    by: SomeRefs
    """Who."""
    to: SomeRefs
    """What it responds to: ids of demands, events, claims, accounts or other reactions."""
    stance: Stance
    """How it takes it."""
    text: Prose | None = None
    """The reaction in other words, or what was done."""
    date: Date | None = None
    """When."""
    where: Line | None = None
    """Where it was said: `on Telegram`, `in Berlin`."""
    said_in: Ref | None = None
    """The document it was said in, where that is not the one that was read."""
    language: Language | None = None
    """The language it was said in, where the quotation is a translation: `uk`."""
    translator: Line | None = None
    """Who translated it."""


class AccountTopic(Sourced, kw_only=True):
    """What an account says on one topic, or that it is silent."""

    topic: Line
    """The topic, in the same words in each account of the event."""
    says: Prose | None = None
    """What the account says on it."""
    silent: Flag = False
    """True where the account leaves the topic out."""
    contradicts: Refs = ()
    """The accounts that it contradicts on this topic."""


class Account(Entry, kw_only=True):
    """One party's version of one event."""

    id: Id
    """Short and lasting, for it stands in addresses: `harbour-talks`."""
    by: SomeRefs
    """Whose version it is."""
    of: Ref
    """The event."""
    title: Line
    """What the account is: `The Kremlin's read-out`."""
    date: Date | None = None
    """When it was given."""
    said_in: Ref | None = None
    """The document it was given in, where that is not the one that was read."""
    source: Ref | None = None
    """The source that its topics' words stand in, where they name none."""
    topics: Annotated[tuple[AccountTopic, ...], Many(Group(AccountTopic), least=1)]
    """What it says, topic by topic."""


class Claim(SourcedEntry, kw_only=True):
    """Something reported but not established."""

    id: Id
    """Short and lasting, for it stands in addresses: `harbour-talks`."""
    by: Refs = ()
    """Who says so."""
    title: Line | None = None
    """A few words for headings. Left out: the beginning of the text."""
    text: Prose
    """What is claimed, in a sentence that says who claims it."""
    status: ClaimStatus = ClaimStatus.UNCONFIRMED
    """How far it is established."""
    about: Refs = ()
    """The entries and parties it is about."""
    first_seen: Date | None = None
    """When it was first reported."""
    last_checked: Date | None = None
    """When somebody last looked whether it has been established."""
    would_settle: Prose | None = None
    """What would confirm or deny an unconfirmed claim: a document, a count, a witness."""
    resolved_by: Prose | None = None
    """What confirmed, denied or withdrew it."""
    note: Prose | None = None
    """What is known about how far it can be trusted."""


class Source(Entry, kw_only=True):
    """A document that facts rest on."""

    id: Id
    """Short and lasting, for it stands in addresses: `harbour-talks`."""
    kind: SourceKind
    """What it is."""
    title: Line
    """Its title, or what it is in a few words."""
    publisher: Line | None = None
    """Who published it."""
    by: Refs = ()
    """The parties that speak in it."""
    url: Url | None = None
    """Where it stands."""
    archived: Url | None = None
    """Where a copy stands."""
    published: Date | None = None
    """When it was published."""
    retrieved: Date | None = None
    """When it was read."""
    reported_in: Ref | None = None
    """The source that it is known from, where nobody here has read the document itself."""
    text: Line | None = None
    """A file in the story's folder with its words: `read-out.txt`. Without it, no words can be checked."""


class Update(Entry, kw_only=True):
    """One line of the public log of changes."""

    date: Day
    """The day of the change."""
    kind: UpdateKind
    """A new fact, a correction of a mistake, or a fact that time has superseded."""
    text: Prose
    """What changed, in a sentence."""
    was: Prose | None = None
    """What it said before."""
    now: Prose | None = None
    """What it says now."""
    about: Refs = ()
    """The entries that changed."""


class SeeAlso(Entry, kw_only=True):
    """A link that an editor adds or forbids. It says why."""

    on: Ref | None = None
    """The page it stands on. Left out: the story's."""
    to: Target
    """Where it leads: an id, `story/id` or a web address."""
    title: Line | None = None
    """Words for a web address."""
    reason: Line
    """Why a reader would follow it; or why it shall not be shown."""
    never: Flag = False
    """True forbids the link."""
