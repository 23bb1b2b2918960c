"""The page for editors: what an article and a fact sheet can hold, made from the schema itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from importlib.resources import files

from generator import fields
from generator.catalogue import Catalogue
from generator.docstrings import description
from generator.json_schema import plain
from generator.kinds import Choice, Field, Kind, Many, Model, Names, fields_of
from generator.mistakes import ADDRESS
from generator.model.base import written_order
from generator.model.sheets import FactSheet, FrontMatter, StoryHead
from generator.pages.mistakes import typed
from generator.views import FieldRow, Head, Link, PageView, Piece, SchemaView, Section, Steps

FORMS: Mapping[Kind, str] = {
    fields.LINE: "line",
    fields.PROSE: "text",
    fields.ID: "id",
    fields.REF: "ref",
    fields.DATE: "date",
    fields.DAY: "day",
    fields.URL: "url",
    fields.FLAG: "flag",
    fields.TARGET: "target",
    fields.WIKIDATA: "wikidata",
    fields.LANGUAGE: "language",
}
"""What kinds of value are called on the page: the catalogue has `editors.form_line` and so on."""
SEVERAL: Mapping[Kind, str] = {fields.LINE: "lines", fields.REF: "refs"}
"""What several of a kind are called."""

EDITORS = "editors/"
"""The address of the page."""
STEPS = 6
BEGIN = ("new", "import", "draft")
WAYS = ("form", "terminal", "hand")
PUBLISH = ("check", "impact", "push")
SCHEMA_LANGUAGE = "en"
"""What fields are for is said by the schema itself, as mistakes are: in English."""


def editors_page(say: Catalogue) -> PageView:
    """What an editor can write, section by section, with an example of each."""
    article, sheet = (
        files("generator").joinpath("example", name).read_text("utf-8") for name in EXAMPLE_FILES
    )
    begin, ways = unordered(say, "begin", BEGIN), unordered(say, "way", WAYS)
    steps = Steps(tuple(typed(say(f"editors.step_{number}")) for number in range(1, STEPS + 1)))
    publish = Steps(tuple(typed(say(f"editors.publish_{step}")) for step in PUBLISH))
    head, story = (
        schema_view(say, FrontMatter, head_of(article)),
        schema_view(say, StoryHead, part_of(sheet, "story")),
    )
    sections = [
        Section("begin", say("editors.begin"), "steps", begin),
        Section("ways", say("editors.ways"), "steps", ways),
        Section("entries", say("editors.steps"), "steps", steps, Link(say("mistakes.title"), ADDRESS)),
        Section("publish", say("editors.publish"), "steps", publish),
        Section("front-matter", say("editors.front_matter"), "schema", head),
        Section("story", say("editors.story"), "schema", story),
    ]
    for name, field in fields_of(FactSheet).items():
        if name != "story":
            sections += section_group(say, name, field, part_of(sheet, name))
    title = say("editors.title")
    return PageView(
        address=EDITORS,
        kind="editors",
        title=title,
        description=say("editors.description"),
        head=Head(
            kicker=None, label=say("editors.label"), title=title, standfirst=(Piece(say("editors.intro")),)
        ),
        sections=tuple(sections),
        in_nav=True,
    )


def unordered(say: Catalogue, name: str, keys: Sequence[str]) -> Steps:
    """Ways of which one is enough."""
    return Steps(tuple(typed(say(f"editors.{name}_{key}")) for key in keys), in_order=False)


EXAMPLE_FILES = ("article.md", "facts.yaml")


def head_of(article: str) -> str:
    """An article's front matter, with the lines around it."""
    return article[: article.index("\n---\n") + 4]


def part_of(sheet: str, key: str) -> str:
    """A top-level key of the example sheet with all that stands below it."""
    match = re.search(rf"^{key}:\n(?:(?: .*)?\n)*", sheet, re.MULTILINE)
    return match[0].rstrip() if match else ""


def section_group(say: Catalogue, name: str, field: Field, example: str) -> list[Section]:
    """A section of the sheet, and below it the entries that stand inside its entries."""
    model = field.model
    assert model is not None
    text = description(FactSheet, name).rstrip(".")
    title = say("editors.section", name=name, text=f"{text[:1].lower()}{text[1:]}")
    inner = [
        (f"{name}-{key}".replace("_", "-"), f"{name} › {key}", nested) for key, nested in nested_models(model)
    ]
    return [
        Section(name.replace("_", "-"), title, "schema", schema_view(say, model, example)),
        *(Section(anchor, heading, "schema", schema_view(say, nested)) for anchor, heading, nested in inner),
    ]


def nested_models(model: type[Model]) -> list[tuple[str, type[Model]]]:
    """The fields of an entry that are lists of entries themselves."""
    fields = fields_of(model).items()
    return [(name, one.model) for name, one in fields if one.model and name != "evidence"]


def schema_view(say: Catalogue, model: type[Model], example: str = "") -> SchemaView:
    """A model's fields in the order in which they are written, those asked for first."""
    fields = fields_of(model)
    rows = [
        FieldRow(
            name,
            with_default(say, form_of(say, name, fields[name]), fields[name]),
            fields[name].is_required,
            plain(description(model, name)),
        )
        for name in written_order(model)
    ]
    in_order = tuple(sorted(rows, key=lambda row: not row.required))
    language = "" if say.language == SCHEMA_LANGUAGE else SCHEMA_LANGUAGE
    return SchemaView(plain(model.__doc__ or ""), in_order, example, language)


def form_of(say: Catalogue, name: str, field: Field) -> str:
    """What form a field's value has, in words."""
    if name == "evidence":
        return say("editors.form_evidence")
    return form_of_kind(say, field.kind)


def with_default(say: Catalogue, form: str, field: Field) -> str:
    """The form, and which of its choices is meant where none is made."""
    chosen = isinstance(field.default, StrEnum)
    return say("editors.form_default", form=form, value=str(field.default)) if chosen else form


def form_of_kind(say: Catalogue, kind: Kind) -> str:
    """What form values of a kind have, in words."""
    match kind:
        case Choice():
            return " | ".join(map(str, kind.words))
        case Names():
            return say("editors.form_names")
        case Many():
            return say(f"editors.form_{SEVERAL.get(kind.of, 'entries')}")
    return say(f"editors.form_{FORMS[kind]}")
