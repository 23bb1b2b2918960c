"""The page for editors: what an article and a fact sheet can hold, made from the schema itself."""

from __future__ import annotations

import re
from enum import EnumType
from importlib.resources import files
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from generator import fields
from generator.docstrings import description
from generator.model import FactSheet, FrontMatter, Model, StoryHead
from generator.validation import find_model
from generator.views import FieldRow, Head, PageView, Piece, SchemaView, Section, Steps

FORMS: tuple[tuple[Any, str], ...] = (
    (fields.Line, "one line of text"),
    (fields.Prose, "text"),
    (fields.Id, "id"),
    (fields.Ref, "id of an entry or party"),
    (fields.Refs, "id, or a list of ids"),
    (fields.Lines, "text, or a list of texts"),
    (fields.Date, "date"),
    (fields.Day, "day, YYYY-MM-DD"),
    (fields.Url, "web address"),
    (fields.Flag, "true or false"),
    (fields.Target, "id or web address"),
    (fields.Wikidata, "Wikidata id"),
    (fields.Language, "language code"),
)
"""What the fields' types are called on the page."""

INTRO = (
    "A story is a folder in content/ with two files: the article, article.md, and the fact sheet, facts.yaml."
)

STEPS = (
    "Open the story's facts.yaml beside its page: make serve shows what you save at once.",
    (
        "Copy one of the examples below into its section, and give the entry an id of its own: lower-"
        "case words with hyphens."
    ),
    (
        "Say it in one sentence, and paste the words that show it from the article into “evidence”, "
        "or what somebody said into “quote”. The build finds them, or says what stands nearest."
    ),
    (
        "Write a date as exactly as it is known: 2025-03-18, 2025-03 or 2025; 2025-03-23~ is about "
        "that day, 2025-03-23? possibly that day, 2025-03-18/2025-04-17 from the one to the other."
    ),
    ("Names and aliases of parties become links by themselves; [[id]] or [[id|words]] links to anything."),
    "Save. A mistake is shown on the page and in the terminal, with its line and how to mend it.",
)


def editors_page() -> PageView:
    """What an editor can write, section by section, with an example of each."""
    article, sheet = (
        files("generator").joinpath("example", name).read_text("utf-8") for name in EXAMPLE_FILES
    )
    sections = [
        Section("entries", "A fact in six steps", "steps", Steps(STEPS)),
        Section(
            "front-matter", "The head of an article", "schema", schema_view(FrontMatter, head_of(article))
        ),
        Section(
            "story",
            "story: the head of a fact sheet",
            "schema",
            schema_view(StoryHead, part_of(sheet, "story")),
        ),
    ]
    for name, field in FactSheet.model_fields.items():
        if name != "story":
            sections += section_group(name, field, part_of(sheet, name))
    return PageView(
        address="editors/",
        kind="editors",
        title="For editors",
        description="What an article and a fact sheet can hold, key by key, with examples",
        head=Head(kicker=None, label="Help", title="For editors", standfirst=(Piece(INTRO),)),
        sections=tuple(sections),
        in_nav=True,
    )


EXAMPLE_FILES = ("article.md", "facts.yaml")


def head_of(article: str) -> str:
    """An article's front matter, with the lines around it."""
    return article[: article.index("\n---\n") + 4]


def part_of(sheet: str, key: str) -> str:
    """A top-level key of the example sheet with all that stands below it."""
    match = re.search(rf"^{key}:\n(?:(?: .*)?\n)*", sheet, re.MULTILINE)
    return match[0].rstrip() if match else ""


def section_group(name: str, field: FieldInfo, example: str) -> list[Section]:
    """A section of the sheet, and below it the entries that stand inside its entries."""
    model = model_of(field)
    text = description(FactSheet, name).rstrip(".")
    title = f"{name}: {text[:1].lower()}{text[1:]}"
    inner = [
        (f"{name}-{key}".replace("_", "-"), f"{name} › {key}", nested) for key, nested in nested_models(model)
    ]
    return [
        Section(name.replace("_", "-"), title, "schema", schema_view(model, example)),
        *(Section(anchor, heading, "schema", schema_view(nested)) for anchor, heading, nested in inner),
    ]


def model_of(field: FieldInfo) -> type[Model]:
    """The model of a section's entries."""
    found = (
        kind for kind in get_args(field.annotation) if isinstance(kind, type) and issubclass(kind, Model)
    )
    return next(found)


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
    rows = [
        FieldRow(name, form_of(name, field), field.is_required(), plain(description(model, name)))
        for name, field in model.model_fields.items()
    ]
    return SchemaView(
        plain(model.__doc__ or ""), tuple(sorted(rows, key=lambda row: not row.required)), example
    )


def plain(text: str) -> str:
    """A description as people read it: without the marks that code has in docstrings."""
    return " ".join(text.replace("`", "").split())


def form_of(name: str, field: FieldInfo) -> str:
    """What form a field's value has, in words."""
    if name == "evidence":
        return "words of the source, or a list of them"
    return form_of_type(field.rebuild_annotation())


def form_of_type(annotation: Any) -> str:
    """What form a type's values have, in words."""
    for known, words in FORMS:
        if annotation == known:
            return words
    if isinstance(annotation, EnumType):
        members: dict[str, Any] = dict(annotation.__members__)
        return " | ".join(str(member) for member in members.values())
    inner = [argument for argument in get_args(annotation) if argument not in (type(None), Ellipsis)]
    if get_origin(annotation) in (Union, UnionType):
        return form_of_type(inner[0])
    if get_origin(annotation) is dict:
        return "names, each with an id"
    if get_origin(annotation) is tuple:
        return "list of entries" if find_model(annotation) else "id, or a list of ids"
    return form_of_type(inner[0]) if inner else "text"
