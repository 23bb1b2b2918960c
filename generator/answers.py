"""What somebody means by an answer: which id, value or words of a source; or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date

from msgspec.structs import replace

from generator.adding import Value, block
from generator.date_parsing import nearest_to, only_reading
from generator.diagnostics import did_you_mean, listed
from generator.editor_schema import choices, kinds_by_model
from generator.evidence import Near, Passage
from generator.frozen import Frozen
from generator.kinds import Choice, Field, Many, Model, fields_of
from generator.library import Library, shortened
from generator.slugs import suggest_id
from generator.source import SourceFile
from generator.story import ARTICLE_ID, Story
from generator.validation import is_lacking, validate, value_at
from generator.yaml_document import read_yaml

MOST_OFFERED = 12
WORDS_OF_AN_ID = 5
LITTLE = frozenset(
    ["a", "an", "and", "are", "as", "at", "by", "for", "from", "has", "have", "in", "is", "its", "of", "on",
     "or", "that", "the", "to", "was", "will", "with"]
)  # fmt: skip
"""Words that an id neither begins nor ends with."""
Places = Sequence[tuple[str, tuple[Passage, ...]]]
"""Where words stand: the ids of sources, with the passages in each."""
OPENING, CLOSING = "“„«‹", "”»›"
MARKS = re.compile(f'["{OPENING}{CLOSING}]')
AROUND = f"\"'‘’ ,;{OPENING}{CLOSING}"
"""What may stand around words that are taken from a text, and need not."""


class Answer(Frozen):
    """What was understood of what somebody typed: a value, or what is wrong with it and what it may mean."""

    value: Value = ""
    problem: str = ""
    instead: str = ""


def free_id(words: str, taken: Iterable[str]) -> str:
    """An id from the first words of a text, with a number where it is taken."""
    name = "-".join(telling(suggest_id(words).split("-"))) or suggest_id(words)
    known, number, free = set(taken), 2, name
    while free and free in known:
        free, number = f"{name}-{number}", number + 1
    return free


def telling(words: Sequence[str]) -> Sequence[str]:
    """The first words that say something, up to the last of them."""
    start = next((place for place, word in enumerate(words) if word not in LITTLE), 0)
    kept = words[start : start + WORDS_OF_AN_ID]
    end = next((place for place in range(len(kept), 0, -1) if kept[place - 1] not in LITTLE), len(kept))
    return kept[:end]


def some_of(offered: Mapping[str, str], near: Set[str] = frozenset()) -> list[str]:
    """What there is to choose from, as a line, those that are near alone if there are any; else no line."""
    # Choices that the schema names are all near: their titles are what they are.
    names = (
        list(offered) if is_fixed(offered) else [name for name in offered if name in near] or list(offered)
    )
    shown = names[:MOST_OFFERED]
    more = f", and {len(offered) - len(shown)} more (? shows all)" if len(offered) > len(shown) else ""
    return [f"  {', '.join(shown)}{more}"] if names else []


def is_fixed(offered: Mapping[str, str]) -> bool:
    """Whether the schema itself names what there is to choose from."""
    return bool(offered) and all(name == title for name, title in offered.items())


def all_of(offered: Mapping[str, str]) -> Iterator[str]:
    """All there is to choose from, a line each, with what it is called."""
    for name, title in offered.items():
        yield f"  {name}" if title == name else f"  {name}: {shortened(title, 80)}"


def offers(
    model: type[Model], name: str, field: Field, library: Library, story: str
) -> Iterator[tuple[str, str]]:
    """What can stand at a key, where that is a choice, and what it is called."""
    if kinds := kinds_by_model().get(model.__name__, {}).get(name):
        known = choices(kinds, library, story)
        names = known["anyOf"][0]["enum"] if known else ()
        for one in names:
            node = library.resolve(story, one)
            yield one, node.title if node else one
    if isinstance(field.kind, Choice):
        yield from ((str(word), str(word)) for word in field.kind.words)


def chosen(text: str, offered: Mapping[str, str], near: Set[str] = frozenset()) -> Answer:
    """The id that somebody means by it, by its beginning, or by a part of what it is called.

    What is `near` is meant before anything else.
    """
    if text in offered:
        return Answer(text)
    found = fitting(text, {one: title for one, title in offered.items() if one in near})
    found = found or fitting(text, offered)
    if len(found) == 1:
        return Answer(found[0])
    if found:
        return Answer(problem=f"“{text}” may be {listed(found[:MOST_OFFERED])}.")
    like = did_you_mean(text, [*offered, *offered.values()])
    if is_fixed(offered) and len(offered) <= MOST_OFFERED:
        return Answer(problem=f"“{text}” is none of these. {like or f'Write {listed([*offered])}.'}")
    return Answer(problem=f"Nothing here is called “{text}”. {like or '“?” shows what there is.'}")


def fitting(text: str, offered: Mapping[str, str]) -> list[str]:
    """The ids that are called so; else those that begin so; else those of which a word does."""
    wanted = text.casefold()
    calls = {one: (one, title.casefold()) for one, title in offered.items() if wanted}
    called = [one for one, names in calls.items() if wanted in names]
    begins = [one for one, names in calls.items() if any(name.startswith(wanted) for name in names)]
    word = re.compile(rf"\b{re.escape(wanted)}")
    return called or begins or [one for one, names in calls.items() if any(map(word.search, names))]


def understood(
    model: type[Model],
    name: str,
    text: str,
    offered: Mapping[str, str],
    near: Set[str] = frozenset(),
    day: date | None = None,
) -> Answer:
    """A key's value from what was typed: several ids or names are parted by commas.

    A date without a year is offered in that which brings it nearest to a `day`.
    """
    if not text:
        return Answer(problem="This is needed.")
    value: Value = value_of(fields_of(model)[name], text)
    if offered and not text.startswith(("http://", "https://", "www.")) and "/" not in text:
        answers = [chosen(one, offered, near) for one in ([value] if isinstance(value, str) else value)]
        if wrong := next((one for one in answers if one.problem), None):
            return wrong
        found = [str(one.value) for one in answers]
        value = found[0] if isinstance(value, str) else found
    problem = problem_with(model, name, value)
    if problem and (meant := only_reading(text)) and not problem_with(model, name, meant):
        return Answer(meant)
    if problem and day and (meant := nearest_to(text, day)) and not problem_with(model, name, meant):
        return Answer(problem=f"“{text}” does not say the year. Enter takes {meant}.", instead=meant)
    return Answer(problem=problem) if problem else Answer(value)


def value_of(field: Field, text: str) -> Value:
    """A key's value: a list where it takes one and several are given."""
    kind = field.kind
    parts = [part.strip() for part in text.split(",") if part.strip()]
    several = isinstance(kind, Many) and kind.alone and not kind.short
    return parts if several and len(parts) > 1 else text


def problem_with(model: type[Model], name: str, value: Value) -> str:
    """Why a value cannot stand at a key, in a sentence or two; empty where it can."""
    document, found = read_yaml(SourceFile("", f"entry:\n{block({name: value}, '  ')}"))
    assert document is not None
    problems = found or validate(model, document, ("entry", 0), value_at(document.value, ("entry", 0)))[1]
    wrong = next((one for one in problems if not is_lacking(one)), None)
    return f"{wrong.message.removeprefix(f'{name}: ')}. {wrong.hint}".strip() if wrong else ""


def standing(words: str, story: Story) -> Places:
    """The sources of a story in which words stand, the article first, and where."""
    texts = sorted(story.texts, key=lambda name: name != ARTICLE_ID)
    found = ((name, story.texts[name].searchable.find(words)) for name in texts)
    return [(name, passages) for name, passages in found if passages]


def nearest(words: str, story: Story) -> Near | None:
    """The passage of any source of a story that is most like words that stand in none."""
    found = [near for text in story.texts.values() if (near := text.searchable.nearest(words))]
    best = max(found, key=lambda near: near.likeness, default=None)
    return replace(best, text=best.text.strip(AROUND)) if best else None


def far_from(near: Near | None) -> str:
    """What to say of words that were not found."""
    if near is None:
        return "They do not stand there, and nothing comes near."
    return f"They do not stand there word for word. The nearest: “{shortened(near.text, 300)}”"


def stripped(words: str) -> str:
    """Words that somebody said, without the marks around them and the comma before who said it."""
    return words.strip(AROUND) or words


def is_spoken(text: str, passage: Passage) -> bool:
    """Whether all of a passage stands inside quotation marks, as far as a paragraph shows."""
    before, words = text[: passage.start], text[passage.start : passage.end]
    if MARKS.search(stripped(words)):
        return False
    opened = max(before.rfind(mark) for mark in OPENING)
    closed = max(before.rfind(mark) for mark in CLOSING)
    return opened > closed or before.count('"') % 2 == 1 or words.startswith(('"', *OPENING))
