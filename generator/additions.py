"""What can be added to a sheet, and an entry made of what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from enum import StrEnum
from functools import cached_property

from generator.adding import Value
from generator.answers import Places, far_from, free_id, is_spoken, nearest, standing, stripped
from generator.date_parsing import DateError, parse_date
from generator.frozen import Frozen
from generator.kinds import Model, fields_of
from generator.library import Library, Node
from generator.model.base import written_order
from generator.model.choices import EventStatus, PartyKind
from generator.model.sheets import FactSheet
from generator.story import ARTICLE_ID, Story

TIES = ("leads", "member_of", "speaks_for", "works_for")
WORDS = ("quote", "evidence")


class Kind(Frozen, dict=True):
    """What can be added: to which section, or to which list of one of its entries.

    `also` are the keys that are asked for although they may be left out. `first` is a list inside the entry
    that cannot be empty: its first entry is asked for with it, as if its keys were the entry's own.
    """

    section: str
    says: str
    also: tuple[str, ...] = ()
    parent: str = ""
    within: str = ""
    first: str = ""

    @cached_property
    def model(self) -> type[Model]:
        """The model of the entry."""
        model = inner_model(FactSheet, self.section)
        return inner_model(model, self.within) if self.within else model

    @cached_property
    def models(self) -> tuple[type[Model], ...]:
        """The model of the entry's first inner entry, if it has one, and its own."""
        return (*([inner_model(self.model, self.first)] if self.first else []), self.model)

    def model_of(self, name: str) -> type[Model]:
        """The model that a key belongs to."""
        return next((one for one in self.models if name in fields_of(one)), self.model)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys in the order of sheets, the parent's before them."""
        inner = written_order(self.models[0]) if self.first else ()
        own = (name for name in written_order(self.model) if name != self.first and name not in inner)
        return (*([self.parent] if self.parent else []), *own, *inner)


def inner_model(model: type[Model], name: str) -> type[Model]:
    """The model of the entries in a list."""
    found = fields_of(model)[name].model
    assert found is not None
    return found


KINDS = {
    "party": Kind("parties", "who takes part", ("name", "kind", "aliases", "part")),
    "role": Kind(
        "parties", "an office of a party, or its tie to another", ("title", *TIES), "party", "roles"
    ),
    "demand": Kind("demands", "what is asked, offered, refused or agreed", ("kind", "of")),
    "position": Kind("demands", "where a party stands on a demand", (), "demand", "positions"),
    "event": Kind("dates", "what happened or is planned", ("status", "who")),
    "reaction": Kind("reactions", "what somebody said or did about something", ("text", "date")),
    "account": Kind("accounts", "one side's version of an event", ("says",), first="topics"),
    "topic": Kind("accounts", "one more topic of an account", ("says",), "account", "topics"),
    "claim": Kind("claims", "what is reported but not established", ("by", "status")),
    "source": Kind("sources", "a document that facts rest on", ("publisher", "url", "text")),
    "update": Kind("updates", "a line of the public log of changes", ("about",)),
    "see-also": Kind("see_also", "a link of your own, with its reason", ("on", "title")),
}


def filled(kind: Kind, given: Mapping[str, Value], story: Story, library: Library) -> dict[str, Value]:
    """An entry of what is given alone: its words looked up, and an id made where it has none."""
    found = looked_up(kind, given, story)
    if "id" in kind.keys and "id" not in found:
        found["id"] = proposed(kind, "id", found, story, library)
    return ordered(kind, {name: value for name, value in found.items() if value})


def looked_up(kind: Kind, given: Mapping[str, Value], story: Story) -> dict[str, Value]:
    """What is given, with `words` as what they are: a quotation or evidence, and where it stands."""
    found = dict(given)
    words = found.pop("words", "")
    if not words:
        return found
    text = words if isinstance(words, str) else ", ".join(words)
    places = standing(text, story)
    if not places:
        raise ValueError(f"“{text}”: {far_from(nearest(text, story)).strip()}")
    return {**found, **resting(text, places, kind, found, story)}


def resting(
    text: str, places: Places, kind: Kind, found: Mapping[str, Value], story: Story
) -> dict[str, Value]:
    """Words as an entry has them, with their source where that is not the one that is meant anyway."""
    source, passages = places[0]
    spoken = is_spoken(story.texts[source].searchable.blocks[passages[0].block], passages[0])
    own = {} if source == usual_source(kind, found, story) else {"source": source}
    return {**({"quote": stripped(text)} if spoken else {"evidence": text}), **own}


def usual_source(kind: Kind, found: Mapping[str, Value], story: Story) -> str:
    """The source that is meant where an entry names none: its parent's, the story's, the article."""
    entries = getattr(story.sheet, kind.section) if kind.parent else ()
    parent = next((one.value for one in entries if one.value.id == found.get(kind.parent)), None)
    return getattr(parent, "source", None) or story.head.source or ARTICLE_ID


def proposed(
    kind: Kind,
    name: str,
    found: Mapping[str, Value],
    story: Story,
    library: Library,
    today: date | None = None,
) -> str:
    """What a key is when nobody says otherwise."""
    match name:
        case "id":
            words = next((str(found[key]) for key in ("title", "name", "text", *WORDS) if found.get(key)), "")
            return free_id(
                words, {node.id for node in library.nodes.values() if node.story in (story.slug, "")}
            )
        case "aliases":
            return surname(str(found.get("name")), found.get("kind"), story)
        case "status" if "date" in found:
            return planned(str(found["date"]), story) or default_of(kind, name)
        case "date" if today and kind.section == "updates":
            return today.isoformat()
    return default_of(kind, name)


def default_of(kind: Kind, name: str) -> str:
    """What a key means where it is left out, if that is one of its choices."""
    default = fields_of(kind.model_of(name))[name].default
    return str(default) if isinstance(default, StrEnum) else ""


def planned(when: str, story: Story) -> str:
    """“planned” for a day after the sheet's own."""
    with suppress(DateError):
        return EventStatus.PLANNED if parse_date(when).earliest > story.head.updated.latest else ""
    return ""


def surname(name: str, kind: object, story: Story) -> str:
    """The last word of a person's name, where the article calls them so."""
    first, _, last = name.rpartition(" ")
    if kind != PartyKind.PERSON or not first:
        return ""
    text = "\n".join(story.texts[ARTICLE_ID].paragraphs) if ARTICLE_ID in story.texts else ""
    return last if text.count(last) > text.count(name) else ""


def shared_party(name: str, library: Library) -> Node | None:
    """The party of `parties.yaml` that has this name or id."""
    wanted = name.casefold()
    known = (node for node in library.nodes.values() if node.kind == "party" and not node.story)
    return next((node for node in known if wanted in (node.id, node.title.casefold())), None)


def ordered(kind: Kind, found: Mapping[str, Value]) -> dict[str, Value]:
    """An entry's keys in the order of sheets, its parent's before them."""
    return {name: found[name] for name in kind.keys if name in found}
