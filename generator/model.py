"""The fact sheet, the shared parties and an article's front matter, as types.

The schema is the documentation: the page for editors is made from these descriptions. Only an
id, the text and its evidence are asked for; everything else is optional or inferred.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

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
    Target,
    Url,
    Wikidata,
    as_list,
)

RUNNING_TEXT = ("text", "part", "says", "standfirst", "note", "would_settle", "resolved_by")
"""The fields in which `[[id]]` is a link."""


UNTOLD: set[str] = set()
"""The fields that were given, of all models alike."""


class Model(BaseModel):
    """Frozen; a key that no field carries is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def model_post_init(self, _context: object, /) -> None:
        """Forget which fields were given: nobody asks, and a large site has a set of them for each entry."""
        object.__setattr__(self, "__pydantic_fields_set__", UNTOLD)


class Entry(Model):
    """What stands in a sheet on its own, and may be a draft."""

    draft: Flag = Field(default=False, exclude=True)
    """True while nobody has checked it: it is left out of all that is published."""


class PartyKind(StrEnum):
    """What a party is."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    ALLIANCE = "alliance"


class DemandKind(StrEnum):
    """What a party does with what it wants."""

    DEMAND = "demand"
    OFFER = "offer"
    PRECONDITION = "precondition"
    REFUSAL = "refusal"
    AGREEMENT = "agreement"


class Position(StrEnum):
    """Where a party stands on a demand."""

    ACCEPTS = "accepts"
    REJECTS = "rejects"
    CONDITIONAL = "conditional"
    SILENT = "silent"
    UNKNOWN = "unknown"


class EventStatus(StrEnum):
    """Whether an event took place."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """How a reaction takes what it responds to."""

    WELCOMES = "welcomes"
    CONDITIONAL = "conditional"
    NEUTRAL = "neutral"
    CRITICISES = "criticises"
    REJECTS = "rejects"


class ClaimStatus(StrEnum):
    """How far a claim is established."""

    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"


class SourceKind(StrEnum):
    """What a source is."""

    REPORT = "report"
    STATEMENT = "statement"
    INTERVIEW = "interview"
    POST = "post"
    SPEECH = "speech"
    PRESS_CONFERENCE = "press-conference"
    DOCUMENT = "document"
    ARTICLE = "article"


class UpdateKind(StrEnum):
    """What an update did."""

    NEW = "new"
    CORRECTION = "correction"
    SUPERSEDED = "superseded"


class Evidence(Model):
    """Words that stand in a source. A text alone is short for `words:`."""

    words: Prose
    """The words, as the source has them. `…` leaves something out, `[brackets]` add a word of yours."""
    source: Ref | None = None
    """The source they stand in, where it is not the entry's."""


def as_evidence(value: object) -> object:
    """A list of evidence; a text stands for evidence with these words."""
    items = as_list(value)
    assert isinstance(items, tuple)
    return tuple({"words": item} if isinstance(item, str) else item for item in items)


EvidenceList = Annotated[tuple[Evidence, ...], BeforeValidator(as_evidence)]


class Sourced(Model):
    """Something that rests on words."""

    quote: Prose | None = None
    """What a person said, word for word. The build finds it in the source or stops."""
    evidence: EvidenceList = ()
    """A passage of the source that shows the fact, word for word; a list where it takes several."""
    source: Ref | None = None
    """Where the words stand. Left out: the story's source, else its article. Checked if its text is kept."""


def written_order(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys of an entry as sheets have them: what it says, its words, and what stands inside it."""
    fields = model.model_fields
    late = ["draft"]
    if is_sourced(model):
        late += Sourced.model_fields
        late += [name for name, one in fields.items() if any(map(is_sourced, get_args(one.annotation)))]
    return tuple(sorted(fields, key=lambda name: late.index(name) + 1 if name in late else 0))


def is_sourced(annotation: object) -> bool:
    """Whether a type is one of things that rest on words."""
    return isinstance(annotation, type) and issubclass(annotation, Sourced)


class Role(Sourced):
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


class Party(Sourced, Entry):
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


class DemandPosition(Sourced):
    """Where one party stands on a demand. A later entry of the same party supersedes an earlier one."""

    party: Ref
    """Whose position it is."""
    stance: Position
    """Where it stands."""
    text: Prose | None = None
    """The position in words."""
    as_of: Date | None = None
    """When it stood so. Needed where a party has more than one."""


class Demand(Sourced, Entry):
    """Something a party asks, offers, sets as a precondition, refuses or agrees to."""

    id: Id
    """Short and lasting, for it stands in addresses: `harbour-talks`."""
    by: Refs = Field(min_length=1)
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


class Event(Sourced, Entry):
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


class Reaction(Sourced, Entry):
    """What somebody said or did about something."""

    id: Id
    """Short and lasting, for it stands in addresses: `harbour-talks`."""
    by: Refs = Field(min_length=1)
    """Who."""
    to: Refs = Field(min_length=1)
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


class AccountTopic(Sourced):
    """What an account says on one topic, or that it is silent."""

    topic: Line
    """The topic, in the same words in each account of the event."""
    says: Prose | None = None
    """What the account says on it."""
    silent: Flag = False
    """True where the account leaves the topic out."""
    contradicts: Refs = ()
    """The accounts that it contradicts on this topic."""


class Account(Entry):
    """One party's version of one event."""

    id: Id
    """Short and lasting, for it stands in addresses: `harbour-talks`."""
    by: Refs = Field(min_length=1)
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
    topics: tuple[AccountTopic, ...] = Field(min_length=1)
    """What it says, topic by topic."""


class Claim(Sourced, Entry):
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


class Source(Entry):
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


class Update(Entry):
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


class SeeAlso(Entry):
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


class StoryHead(Entry):
    """The head of a fact sheet. While it is a draft, the whole story is."""

    headline: Line
    """The story's name, as a headline."""
    question: Line | None = None
    """The question that the story answers."""
    standfirst: Prose
    """The story in two sentences."""
    updated: Day
    """The day the sheet was last brought up to date."""
    review: Day | None = None
    """The day on which somebody looks at it again; `explainers check --today` says when it has come."""
    source: Ref | None = None
    """The source that entries rest on where they name none. Left out: the article."""
    lead: Refs = ()
    """The key facts, in order."""
    names: dict[str, Ref] = Field(default_factory=dict)
    """For a name that two parties share: which one it means in this story."""


class FactSheet(Model):
    """A story's facts: `facts.yaml`."""

    story: StoryHead
    """The head."""
    parties: tuple[Party, ...] = ()
    """Who takes part, and what their part is."""
    demands: tuple[Demand, ...] = ()
    """What is asked, offered, set as a precondition, refused and agreed."""
    dates: tuple[Event, ...] = ()
    """What happened and what is planned."""
    reactions: tuple[Reaction, ...] = ()
    """What was said and done about it."""
    accounts: tuple[Account, ...] = ()
    """Each side's version of an event."""
    claims: tuple[Claim, ...] = ()
    """What is reported but not established."""
    sources: tuple[Source, ...] = ()
    """The documents that it rests on."""
    updates: tuple[Update, ...] = ()
    """The public log of changes."""
    see_also: tuple[SeeAlso, ...] = ()
    """Links that the editor adds or forbids."""


class SharedParties(Model):
    """The parties that stories share: `parties.yaml`."""

    parties: tuple[Party, ...] = ()
    """People, states, organisations and alliances."""


class FrontMatter(Model):
    """The head of an article, between two lines of `---`."""

    title: Line
    """The article's headline."""
    standfirst: Prose | None = None
    """The article in a sentence or two."""
    byline: Line | None = None
    """Who wrote it."""
    published: Day
    """The day it was published."""
    based_on: Ref | None = None
    """The source that it retells."""
    language: Language = "en"
    """The language it is written in."""
