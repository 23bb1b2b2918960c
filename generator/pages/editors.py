"""The page for editors: what a fact sheet can hold, made from the schema itself."""

from __future__ import annotations

from enum import EnumType
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from generator.fields import Date, Day, Flag, Id, Language, Line, Lines, Prose, Ref, Refs, Target, Url, Wikidata
from generator.model import EvidenceList, FactSheet, FrontMatter, Model, StoryHead
from generator.views import FieldRow, Head, PageView, Piece, SchemaView, Section

FORMS: tuple[tuple[Any, str], ...] = (
    (Line, "one line of text"), (Prose, "text"), (Id, "id"), (Ref, "id of an entry or party"), (Refs, "id, or a list of ids"),
    (Lines, "text, or a list of texts"), (Date, "date"), (Day, "day, YYYY-MM-DD"), (Url, "web address"), (Flag, "true or false"),
    (Target, "id or web address"), (Wikidata, "Wikidata id"), (Language, "language code"), (EvidenceList, "words, or a list of words"),
)  # fmt: skip

EXAMPLES = {
    "story": (
        "story:\n  headline: The harbour strike, explained\n"
        "  standfirst: Crane drivers stopped work on Monday. Talks begin on Friday.\n  updated: 2031-02-12"
    ),
    "parties": "parties:\n  - id: dock-union\n    name: Dock Union\n    kind: organisation\n    part: Called the strike.\n    evidence: The Dock Union called its members out",
    "demands": (
        "demands:\n  - id: higher-pay\n    by: dock-union\n    of: harbour-board\n    text: The union wants seven percent more pay.\n"
        "    quote: Seven percent, and not a crumb less\n    positions:\n      - party: harbour-board\n        stance: rejects\n"
        "        evidence: the board turned the demand down on Tuesday"
    ),
    "dates": "dates:\n  - id: talks\n    date: 2031-02-14\n    status: planned\n    title: First round of talks\n    evidence: will meet on Friday",
    "reactions": (
        "reactions:\n  - id: mayor-calls-for-calm\n    by: mayor\n    to: strike-begins\n    stance: neutral\n    where: on the radio\n"
        "    quote: Let us all keep our heads"
    ),
    "accounts": (
        "accounts:\n  - id: union-account\n    by: dock-union\n    of: strike-begins\n    title: The union's account\n    topics:\n"
        "      - topic: How many took part\n        says: Nine hundred members took part.\n        evidence: nine hundred members\n"
        "        contradicts: board-account"
    ),
    "claims": "claims:\n  - id: crane-damage\n    by: harbour-board\n    text: The board says that a crane was damaged.\n    status: unconfirmed\n    evidence: said a crane had been damaged",
    "sources": "sources:\n  - id: board-letter\n    kind: statement\n    title: Letter of the Harbour Board\n    url: https://example.org/letter\n    text: board-letter.txt",
    "updates": "updates:\n  - date: 2031-02-12\n    kind: correction\n    text: The number of strikers was wrong.\n    was: nine hundred\n    now: nine hundred and forty\n    about: union-account",
    "see_also": "see_also:\n  - on: higher-pay\n    to: talks\n    reason: Where this demand will be dealt with",
}  # fmt: skip


def editors_page() -> PageView:
    """What an editor can write, section by section."""
    sections = [Section("front-matter", "article.md: the head of an article", "schema", schema_view(FrontMatter))]
    sections.append(Section("story", "story: the head of a fact sheet", "schema", schema_view(StoryHead, EXAMPLES["story"])))
    for name, field in FactSheet.model_fields.items():
        if name != "story":
            model = model_of(field)
            sections.append(Section(name.replace("_", "-"), f"{name}: {summary(field)}", "schema", schema_view(model, EXAMPLES[name])))
            sections += [
                Section(f"{name}-{inner}".replace("_", "-"), f"{name} › {inner}", "schema", schema_view(nested))
                for inner, nested in nested_models(model)
            ]
    return PageView(
        address="editors/",
        kind="editors",
        title="For editors",
        description="What a fact sheet and an article can hold, key by key",
        head=Head(kicker=None, label="Help", title="For editors", standfirst=intro()),
        sections=tuple(sections),
        in_nav=True,
    )


def intro() -> tuple[Piece, ...]:
    """How to begin."""
    return (
        Piece(
            "A story is a folder with an article and a fact sheet. Only an id, the text and its evidence are asked for; "
            "the rest helps. Names of parties become links by themselves; [[id]] or [[id|words]] links to anything."
        ),
    )


def summary(field: FieldInfo) -> str:
    """What a section is for, as the end of a heading."""
    text = (field.description or "").rstrip(".")
    return text[:1].lower() + text[1:]


def model_of(field: FieldInfo) -> type[Model]:
    """The model of a section's entries."""
    return next(argument for argument in get_args(field.annotation) if isinstance(argument, type) and issubclass(argument, Model))


def nested_models(model: type[Model]) -> list[tuple[str, type[Model]]]:
    """The fields of an entry that are lists of entries themselves."""
    found = []
    for name, field in model.model_fields.items():
        inner = get_args(field.annotation)
        if inner and isinstance(inner[0], type) and issubclass(inner[0], Model) and name != "evidence":
            found.append((name, inner[0]))
    return found


def schema_view(model: type[Model], example: str = "") -> SchemaView:
    """A model's fields in their order, those asked for first."""
    rows = [FieldRow(name, form_of(name, field), field.is_required(), field.description or "") for name, field in model.model_fields.items()]
    return SchemaView(model.__doc__ or "", tuple(sorted(rows, key=lambda row: not row.required)), example)


def form_of(name: str, field: FieldInfo) -> str:
    """What form a field's value has, in words."""
    if name == "evidence":
        return "words, or a list of words"
    return form_of_type(field.rebuild_annotation())


def form_of_type(annotation: Any) -> str:
    """What form a type's values have, in words."""
    for known, words in FORMS:
        if annotation == known:
            return words
    if isinstance(annotation, EnumType):
        return " | ".join(str(member.value) for member in annotation)
    inner = [argument for argument in get_args(annotation) if argument not in (type(None), Ellipsis)]
    if get_origin(annotation) in (Union, UnionType):
        return form_of_type(inner[0])
    if get_origin(annotation) is dict:
        return "names and ids"
    if get_origin(annotation) is tuple:
        return "list of entries"
    return form_of_type(inner[0]) if inner else "text"
