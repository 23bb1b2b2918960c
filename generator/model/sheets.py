"""What a whole file holds: a fact sheet, the shared parties, the head of an article."""

from __future__ import annotations

from msgspec import field

from generator.fields import Day, Language, Line, Prose, Ref, Refs
from generator.kinds import Model
from generator.model.base import Entry
from generator.model.entries import Account, Claim, Demand, Event, Party, Reaction, SeeAlso, Source, Update


class StoryHead(Entry, kw_only=True):
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
    names: dict[str, Ref] = field(default_factory=dict)
    """For a name that two parties share: which one it means in this story."""


class FactSheet(Model, kw_only=True):
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


class SharedParties(Model, kw_only=True):
    """The parties that stories share: `parties.yaml`."""

    parties: tuple[Party, ...] = ()
    """People, states, organisations and alliances."""


class FrontMatter(Model, kw_only=True):
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
