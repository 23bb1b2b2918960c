"""A new entry in questions and answers: each answer is checked as it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.adding import Value
from generator.answers import (
    Answer,
    Places,
    chosen,
    far_from,
    free_id,
    is_spoken,
    nearest,
    offers,
    some_of,
    standing,
    understood,
)
from generator.docstrings import description
from generator.library import Library, shortened
from generator.model import FactSheet, Model, written_order
from generator.story import ARTICLE_ID, Story
from generator.validation import model_in

Ask = Callable[[str], str]
"""Shows a prompt and gives back a line that somebody typed."""
Tell = Callable[[str], None]
"""Shows a line."""

TIES = ("leads", "member_of", "speaks_for", "works_for")
WORDS = ("quote", "evidence")


@dataclass(frozen=True)
class Kind:
    """What can be added: to which section, or to which list of one of its entries.

    `also` are the keys that are asked for although they may be left out.
    """

    section: str
    also: tuple[str, ...] = ()
    parent: str = ""
    within: str = ""

    @cached_property
    def model(self) -> type[Model]:
        """The model of the entry."""
        model = model_in(FactSheet.model_fields[self.section])
        if self.within and model:
            model = model_in(model.model_fields[self.within])
        assert model is not None
        assert issubclass(model, Model)
        return model


KINDS = {
    "party": Kind("parties", ("name", "kind", "part")),
    "role": Kind("parties", ("title", *TIES), "party", "roles"),
    "demand": Kind("demands", ("of",)),
    "position": Kind("demands", (), "demand", "positions"),
    "event": Kind("dates", ("status", "who")),
    "reaction": Kind("reactions", ("text", "date")),
    "topic": Kind("accounts", ("says",), "account", "topics"),
    "claim": Kind("claims", ("by",)),
    "source": Kind("sources", ("publisher", "url")),
    "update": Kind("updates", ("about",)),
}


@dataclass
class Interview:
    """Asks for an entry of a story, key by key. `given` are the keys that need no question."""

    kind: Kind
    story: Story
    library: Library
    ask: Ask
    tell: Tell
    given: Mapping[str, Value] = field(default_factory=dict)

    def entry(self) -> dict[str, Value]:
        """The entry in the order of the schema, with its parent's id under the parent's name."""
        found = looked_up(self.kind, self.given, self.story)
        if self.kind.parent and self.kind.parent not in found:
            found[self.kind.parent] = self._parent()
        if "quote" in self.kind.model.model_fields and not set(WORDS) & set(found):
            found.update(self._words(found))
        for name in self._asked():
            if name in found or (name in TIES and set(TIES) & set(found)):
                continue
            if value := self._value(name, found):
                found[name] = value
        return ordered(self.kind, found)

    def _asked(self) -> Iterator[str]:
        """The keys to ask for: what is needed, what is worth a question, and the id last."""
        fields = self.kind.model.model_fields
        needed = [name for name, one in fields.items() if one.is_required() and name != "id"]
        yield from needed
        if not self.given:
            yield from self.kind.also
        if "id" in fields:
            yield "id"

    def _value(self, name: str, found: Mapping[str, Value]) -> Value:
        """What somebody says for a key; nothing where it may be left out and is."""
        model = self.kind.model
        needed = model.model_fields[name].is_required()
        offered = dict(offers(model, name, model.model_fields[name], self.library, self.story.slug))
        near = self._near()
        self.tell("\n".join(["", question(model, name), *some_of(offered, near)]))

        def meant(text: str) -> Answer:
            return understood(model, name, text, offered, near) if text or needed else Answer()

        return self._until(name, meant, proposed(name, found, self.story, self.library))

    def _near(self) -> set[str]:
        """The ids that are this story's own, or of parties that take part in it."""
        own = {node.id for node in self.library.nodes.values() if node.story == self.story.slug}
        return own | {key.rpartition("/")[2] for key in self.library.story_parties.get(self.story.slug, ())}

    def _parent(self) -> Value:
        """The entry that it belongs to. A story without such entries is a ValueError."""
        name = self.kind.parent
        placed = getattr(self.story.sheet, self.kind.section)
        offered = {one.value.id: title_of(one.value.id, self.story, self.library) for one in placed}
        if not offered:
            raise ValueError(f"There is no {name} in this story yet: add one first.")
        self.tell("\n".join(["", f"The {name} it belongs to.", *some_of(offered)]))
        only = next(iter(offered)) if len(offered) == 1 else ""
        return self._until(name, lambda text: chosen(text, offered), only)

    def _until(self, name: str, meant: Callable[[str], Answer], proposal: str = "") -> Value:
        """The first answer that can stand."""
        while (answer := meant(self._line(name, proposal))).problem:
            self.tell(f"  {answer.problem}")
        return answer.value

    def _line(self, name: str, proposal: str) -> str:
        """A line that somebody types, its spaces closed up; what is proposed where it is empty."""
        shown = f" [{shortened(proposal, 40)}]" if proposal else ""
        return " ".join(self.ask(f"{name}{shown}: ").split()) or proposal

    def _words(self, found: Mapping[str, Value]) -> dict[str, Value]:
        """The words it rests on, with their source where that is not the one that is meant anyway."""
        self.tell("\nThe words it rests on, pasted from the article. Enter alone: none.")
        instead = ""
        while not (places := standing(text := self._line("words", instead), self.story)):
            if not text:
                return {}
            near = nearest(text, self.story)
            instead = near.text if near else ""
            self.tell(f"  {far_from(near)} {'Enter takes these.' if near else 'Enter alone: none.'}")
        rests = resting(text, places, self.kind, found, self.story)
        where = title_of(places[0][0], self.story, self.library)
        self.tell(f"  Found in “{where}”{', as something said' if 'quote' in rests else ''}.")
        return rests


def filled(kind: Kind, given: Mapping[str, Value], story: Story, library: Library) -> dict[str, Value]:
    """An entry of what is given alone: its words looked up, and an id made where it has none."""
    found = looked_up(kind, given, story)
    if "id" in kind.model.model_fields and "id" not in found:
        found["id"] = proposed("id", found, story, library)
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
    return {"quote" if spoken else "evidence": text, **own}


def usual_source(kind: Kind, found: Mapping[str, Value], story: Story) -> str:
    """The source that is meant where an entry names none: its parent's, the story's, the article."""
    entries = getattr(story.sheet, kind.section) if kind.parent else ()
    parent = next((one.value for one in entries if one.value.id == found.get(kind.parent)), None)
    return getattr(parent, "source", None) or story.head.source or ARTICLE_ID


def title_of(reference: str, story: Story, library: Library) -> str:
    """What an id of a story is called."""
    node = library.resolve(story.slug, reference)
    return node.title if node else reference


def proposed(name: str, found: Mapping[str, Value], story: Story, library: Library) -> str:
    """What a key is when nobody says otherwise."""
    if name == "id":
        words = next((str(found[key]) for key in ("title", "name", "text", *WORDS) if found.get(key)), "")
        taken = {node.id for node in library.nodes.values() if node.story in (story.slug, "")}
        return free_id(words, taken)
    return ""


def ordered(kind: Kind, found: Mapping[str, Value]) -> dict[str, Value]:
    """An entry's keys in the order of sheets, its parent's before them."""
    names = [*([kind.parent] if kind.parent else []), *written_order(kind.model)]
    return {name: found[name] for name in names if name in found}


def question(model: type[Model], name: str) -> str:
    """What the schema says of a key, and whether it may be left out."""
    optional = "" if model.model_fields[name].is_required() or name == "id" else " Enter alone: left out."
    return description(model, name).replace("`", "") + optional
