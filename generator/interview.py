"""A new entry in questions and answers: each answer is checked as it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from generator.adding import Value
from generator.additions import (
    KINDS,
    TIES,
    WORDS,
    Kind,
    default_of,
    looked_up,
    ordered,
    proposed,
    resting,
    shared_party,
)
from generator.answers import (
    Answer,
    all_of,
    chosen,
    far_from,
    nearest,
    offers,
    some_of,
    standing,
    understood,
)
from generator.docstrings import description
from generator.editor_schema import kinds_by_model
from generator.kinds import fields_of
from generator.library import Library, shortened
from generator.story import Story

Ask = Callable[[str], str]
"""Shows a prompt and gives back a line that somebody typed."""
Tell = Callable[[str], None]
"""Shows a line."""

MORE, NONE, NEW = "?", "-", "new"
"""What is typed to see all there is to choose, to leave out what is proposed, and to add a party first."""
YES = ("y", "yes")
"""What many people type where Enter alone would do."""
FREE = ("  Any words will do.",)


class Interview(Struct):
    """Asks for an entry of a story, key by key.

    `given` are the keys that need no question, `paste` asks where several lines may come at once. `found` is
    what is known so far, and `before` the parties that have to be added first.
    """

    kind: Kind
    story: Story
    library: Library
    ask: Ask
    tell: Tell
    given: Mapping[str, Value] = field(default_factory=dict)
    paste: Ask | None = None
    today: date | None = None
    found: dict[str, Value] = field(default_factory=dict)
    before: list[dict[str, Value]] = field(default_factory=list)

    def entry(self) -> dict[str, Value]:
        """The entry in the order of the schema, with its parent's id under the parent's name."""
        found = self.found
        found.update(looked_up(self.kind, self.given, self.story))
        if self.kind.parent and self.kind.parent not in found:
            found[self.kind.parent] = self._parent()
        if "quote" in self.kind.keys and not set(WORDS) & set(found):
            found.update(self._words())
        for name in self._asked():
            if name in found or (name in TIES and set(TIES) & set(found)):
                continue
            if (value := self._value(name)) and value != default_of(self.kind, name):
                found[name] = value
            if name == "name" and self.kind is KINDS["party"]:
                self._known_party(str(value))
        return ordered(self.kind, found)

    def _asked(self) -> Iterator[str]:
        """The keys to ask for: what is needed, what is worth a question, and the id last."""
        fields = {name: one for model in self.kind.models for name, one in fields_of(model).items()}
        needed = [name for name in self.kind.keys if name in fields and fields[name].is_required]
        yield from (name for name in needed if name != "id")
        if not self.given:
            yield from (name for name in self.kind.also if not self._is_known_party(name))
        if "id" in fields:
            yield "id"

    def _value(self, name: str) -> Value:
        """What somebody says for a key; nothing where it may be left out and is."""
        model = self.kind.model_of(name)
        needed = fields_of(model)[name].is_required
        new = self._may_be_new(name)
        offered = dict(offers(model, name, fields_of(model)[name], self.library, self.story.slug))
        offered |= {str(one["id"]): str(one.get("name", one["id"])) for one in self.before if new}
        near = self._near()
        proposal = proposed(self.kind, name, self.found, self.story, self.library, self.today)
        self.tell("\n".join(["", self._question(name, proposal), *some_of(offered, near)]))

        def meant(text: str) -> Answer:
            if not needed and text in ("", NONE):
                return Answer()
            answer = understood(model, name, text, offered, near, self._day())
            lost = text == NEW or answer.problem.startswith("Nothing here")
            return self._or_new(answer, text) if new and lost else answer

        return self._until(name, meant, proposal, list(all_of(offered)))

    def _question(self, name: str, proposal: str) -> str:
        """What the schema says of a key, and whether it may be left out."""
        model = self.kind.model_of(name)
        says = description(model, name).replace("`", "")
        if fields_of(model)[name].is_required or name == "id":
            return says
        if not proposal:
            return f"{says} Enter alone: left out."
        return says if proposal == default_of(self.kind, name) else f"{says} {NONE} leaves it out."

    def _may_be_new(self, name: str) -> bool:
        """Whether a key names parties, of which one may have to be added first."""
        return "party" in kinds_by_model().get(self.kind.model_of(name).__name__, {}).get(name, ())

    def _new_party(self) -> Value:
        """The id of a party that is asked for in between."""
        self.tell("\nFirst the party.")
        inner = Interview(KINDS["party"], self.story, self.library, self.ask, self.tell, paste=self.paste)
        self.before.append(inner.entry())
        self.tell("\nThen on with the entry.")
        return self.before[-1]["id"]

    def _known_party(self, name: str) -> None:
        """A party of several stories is named by its id alone."""
        if shared := shared_party(name, self.library):
            del self.found["name"]
            self.found["id"] = shared.id
            self.tell(
                f"  It stands in parties.yaml, as “{shared.id}”: only its part in this story is asked for."
            )

    def _is_known_party(self, name: str) -> bool:
        """Whether a key of a party stands with the party of several stories that it is."""
        return self.kind is KINDS["party"] and "id" in self.found and name in ("kind", "aliases")

    def _near(self) -> set[str]:
        """The ids that are this story's own, or of parties that take part in it."""
        own = {node.id for node in self.library.nodes.values() if node.story == self.story.slug}
        shared = self.library.story_parties.get(self.story.slug, ())
        added = {str(one["id"]) for one in self.before}
        return own | added | {key.rpartition("/")[2] for key in shared}

    def _day(self) -> date | None:
        """The day from which dates without a year are meant: the article's, else the sheet's."""
        if self.story.front_placed:
            return self.story.front.published.earliest
        return self.story.head.updated.earliest if self.story.sheet.head else None

    def _parent(self) -> Value:
        """The entry that it belongs to. A story without such entries is a ValueError."""
        name = self.kind.parent
        placed = getattr(self.story.sheet, self.kind.section)
        offered = {one.value.id: title_of(one.value.id, self.story, self.library) for one in placed}
        if not offered and name != "party":
            raise ValueError(f"There is no {name} in this story yet: add one first.")
        self.tell("\n".join(["", f"The {name} it belongs to.", *some_of(offered)]))
        only = next(iter(offered)) if len(offered) == 1 else ""

        def meant(text: str) -> Answer:
            return self._or_new(chosen(text, offered), text) if name == "party" else chosen(text, offered)

        return self._until(name, meant, only, list(all_of(offered)))

    def _or_new(self, answer: Answer, text: str) -> Answer:
        """The party that somebody means, or the one that is asked for in between."""
        if not answer.problem:
            return answer
        if text == NEW:
            return Answer(self._new_party())
        return Answer(problem=f"{answer.problem} “{NEW}” adds a party first.")

    def _until(
        self, name: str, meant: Callable[[str], Answer], proposal: str = "", more: Sequence[str] = ()
    ) -> Value:
        """The first answer that can stand; what one that cannot may mean is proposed."""
        while (answer := meant(self._line(self.ask, name, proposal, more))).problem:
            self.tell(f"  {answer.problem}")
            proposal = answer.instead or proposal
        return answer.value

    def _line(self, ask: Ask, name: str, proposal: str, more: Sequence[str] = ()) -> str:
        """A line that somebody types, its spaces closed up; what is proposed where it is empty."""
        shown = f" [{shortened(proposal, 40)}]" if proposal else ""
        while (typed := " ".join(ask(f"{name}{shown}: ").split())) == MORE:
            self.tell("\n".join(more or FREE))
        return typed or proposal

    def _words(self) -> dict[str, Value]:
        """The words it rests on, with their source where that is not the one that is meant anyway."""
        self.tell("\nThe words it rests on, pasted from the article. Enter alone: none.")
        instead = ""
        while not (places := standing(text := self._pasted(instead), self.story)):
            if text in ("", NONE):
                return {}
            near = nearest(text, self.story)
            instead = near.text if near else ""
            self.tell(f"  {far_from(near)} {'Enter takes these.' if near else 'Enter alone: none.'}")
        rests = resting(text, places, self.kind, self.found, self.story)
        where = title_of(places[0][0], self.story, self.library)
        self.tell(f"  Found in “{where}”{', as something said' if 'quote' in rests else ''}.")
        return rests

    def _pasted(self, instead: str) -> str:
        """Words of a source, or those that were offered instead."""
        typed = self._line(self.paste or self.ask, "words", instead)
        return instead if instead and typed.lower() in YES else typed


def title_of(reference: str, story: Story, library: Library) -> str:
    """What an id of a story is called."""
    node = library.resolve(story.slug, reference)
    return node.title if node else reference
