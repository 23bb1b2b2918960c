"""What an editing program is told of a fact sheet, so that it completes and underlines while somebody types.

JSON Schema, draft 2020-12, made from the model. Where YAML itself has types, several are allowed:
what the build reads as text, such as the year 2025, looks like a number to other programs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from generator.checks.references import ACCOUNT, ANYTHING, ENTRY, FIELDS, PARTY, SOURCE
from generator.folders import FACT_SHEET, PARTIES
from generator.json_schema import DRAFT, Schema, in_kind, models_below, parts_of
from generator.kinds import Kind, Many, Model, fields_of
from generator.library import Library, find_node
from generator.model.sheets import FactSheet, SharedParties

Kinds = frozenset[str]

FILE = ".schema.json"
"""Where a story's own schema stands, beside its sheet. It is made, and not kept in git."""

FINDER = ".editor.json"
"""What a sheet's first line names. It is kept in git, and the same for every story: it finds the schemas."""

GENERIC = "../../.vscode/facts.schema.json"
"""The schema that the repository keeps for every sheet, as it is named from beside one."""

FINDER_SAYS = (
    "What a fact sheet can hold, and its story's ids once “make site” has run. Kept in git, never changed."
)

ELSEWHERE = {"type": "string", "pattern": r"^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$"}
"""An entry of another story."""

IS_DRAFT = {"properties": {"draft": {"enum": [True, "true", "yes"]}}, "required": ["draft"]}
"""What a draft lacks is still to come, and is not underlined."""

WEB = {"type": "string", "pattern": "^https?://"}

INNER: Mapping[str, Mapping[str, Kinds]] = {
    "Role": dict.fromkeys(("leads", "member_of", "speaks_for", "works_for"), PARTY),
    "DemandPosition": {"party": PARTY},
    "AccountTopic": {"contradicts": ACCOUNT},
    "SeeAlso": {"to": ANYTHING},
    "StoryHead": {"lead": ENTRY | PARTY},
}
"""The kinds that fields inside an entry may name, by the entry's model."""


def sheet_schema(library: Library | None = None, story: str = "") -> Schema:
    """The schema of `facts.yaml`; with a story, fields that name something offer what there is."""
    return schema_of(FactSheet, f"Fact sheet of {story}" if story else "Fact sheet", library, story)


def parties_schema() -> Schema:
    """The schema of `parties.yaml`."""
    return schema_of(SharedParties, "Shared parties")


def schema_of(model: type[Model], title: str, library: Library | None = None, story: str = "") -> Schema:
    """The schema of a file that holds a model."""
    offered = {place_of(kinds): choices(kinds, library, story) for kinds in named_kinds()}
    ids = {place: found for place, found in offered.items() if found}
    parts = told_parts(model, frozenset(ids))
    inner = {name: part for name, part in parts.items() if name != model.__name__}
    return {"$schema": DRAFT, "title": title, **parts[model.__name__], "$defs": {**inner, **ids}}


@cache
def told_parts(model: type[Model], places: frozenset[str]) -> Mapping[str, Schema]:
    """A model and those inside it, by name; `places` says where ids stand that fields may name."""
    parts = dict(parts_of(model))
    for one in models_below(model):
        part = parts[one.__name__]
        told = {
            field: {"$ref": f"#/$defs/{place}"}
            for field, kinds in kinds_by_model().get(one.__name__, {}).items()
            if (place := place_of(kinds)) in places
        }
        part["properties"] = {
            name: {
                "description": part["properties"][name]["description"],
                **written(field.kind, told.get(name)),
            }
            for name, field in fields_of(one).items()
        }
        if "draft" in part["properties"] and "required" in part:
            part.update({"if": IS_DRAFT, "else": {"required": part.pop("required")}})
    return parts


def as_text(schema: Schema) -> str:
    """A schema as it is written."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def write_schemas(library: Library, content: Path, only: str = "") -> None:
    """Write a schema beside each fact sheet, or one story's, and what finds it where a sheet names that."""
    for slug in (only,) if only else stories_of(library):
        # Nobody reads it, and indented it would take Python four times as long.
        write(content / slug / FILE, json.dumps(sheet_schema(library, slug), ensure_ascii=False) + "\n")
        if not (content / slug / FINDER).exists() and names_finder(content / slug / FACT_SHEET):
            write(content / slug / FINDER, finder(content / slug))


def stories_of(library: Library) -> tuple[str, ...]:
    """All stories that have a sheet, those that are drafts, too."""
    drafts = (draft.key for draft in library.drafts if "/" not in draft.key)
    return (*(story.slug for story in library.stories), *drafts)


def offered_everywhere(library: Library) -> bytes:
    """What the schemas of all stories offer: a digest of the names of parties, of stories, and of drafts."""
    names = (*library.keys_in.get("", ()), "", *stories_of(library), "", *(one.key for one in library.drafts))
    return sha256("\n".join(names).encode("utf-8", "replace")).digest()


def offered_in(library: Library, story: str) -> bytes:
    """What the schema of one story offers beside that: a digest of its own ids and their kinds."""
    own = (f"{library.nodes[key].kind} {key}" for key in library.keys_in.get(story, ()))
    return sha256("\n".join(own).encode("utf-8", "replace")).digest()


def write(path: Path, text: str) -> None:
    """Write a file, never through a link, and only if it says something new: no editor reloads in vain."""
    if path.is_symlink():
        path.unlink()
    if not path.is_file() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")


def finder(folder: Path) -> str:
    """What finds a story's schemas: the generic one where the repository keeps it, and the story's own.

    A schema that names a missing one is an error to yaml-language-server, which then says nothing else. It
    forgets errors only where “schemaSequence” chooses the schema of one of a file's documents by its number:
    that is 0, and undefined until a text was checked. The number becomes a name in `$defs`, where schemas
    of any name are followed. Who does not know that word takes “allOf”, as if all were there.
    """
    names = [name for name in (GENERIC, FILE) if name == FILE or (folder / name).is_file()]
    both = {"allOf": [{"$ref": name} for name in names]}
    same = {"$ref": "#/$defs/0"}
    parts = {"schemaSequence": {"$ref": "#/$defs"}, "$defs": {"0": both, "undefined": same}}
    return as_text({"$comment": FINDER_SAYS, "allOf": [same], **parts})


def names_finder(sheet: Path) -> bool:
    """Whether there is a sheet, and its first lines name what finds its schemas."""
    if not sheet.is_file():
        return False
    with sheet.open("rb") as lines:
        return f"$schema={FINDER}".encode() in lines.read(1000)


@cache
def kinds_by_model() -> Mapping[str, Mapping[str, Kinds]]:
    """The kinds that each field may name, by the name of its model."""
    known: dict[str, dict[str, Kinds]] = {name: dict(fields) for name, fields in INNER.items()}
    for section, fields in FIELDS.items():
        inner = fields_of(FactSheet)[section].model
        assert inner is not None
        known.setdefault(inner.__name__, {}).update(fields)
    for model in models_below(FactSheet):
        if "source" in fields_of(model):
            known.setdefault(model.__name__, {})["source"] = SOURCE
    return known


def written(kind: Kind, told: Schema | None) -> Schema:
    """A field's schema in all its forms: one value stands for a list of one, a text for evidence."""
    if not isinstance(kind, Many):
        return one_of(in_kind(kind), told)
    items = one_of(in_kind(kind.of), told)
    forms = [items]
    if kind.short:
        forms = [{"type": "string", "pattern": r"\S"}, items]
        items = {"anyOf": forms}
    many = {**in_kind(kind), "items": items}
    return {"anyOf": [*forms, many]} if kind.alone else many


def one_of(schema: Schema, told: Schema | None) -> Schema:
    """A single value: what there is to name, or text, which may look like a number to others."""
    if told is not None and schema.get("type") == "string":
        return told if "pattern" in schema else {"anyOf": [told, WEB]}
    if schema.get("type") == "string" and ("maxLength" in schema or "examples" in schema):
        return {**schema, "type": ["string", "number"]}
    return schema


@cache
def named_kinds() -> tuple[Kinds, ...]:
    """The kinds that fields may name, each once: many name the same, and there may be hundreds of ids."""
    return tuple({kinds: None for fields in kinds_by_model().values() for kinds in fields.values()})


def place_of(kinds: Kinds) -> str:
    """Where the ids of such kinds stand."""
    return "-or-".join(sorted(kinds))


def choices(kinds: Kinds, library: Library | None, story: str) -> Schema | None:
    """The ids that a field may name, as they are written in this story; None where they are not known."""
    if library is None:
        return None
    others = [other.slug for other in library.stories] if "story" in kinds else ()
    parties = library.keys_in.get("", ()) if kinds >= PARTY else ()
    keys = (*library.keys_in.get(story, ()), *parties, *others)
    here = (node for key in keys if (node := library.nodes.get(key)) and node.kind in kinds)
    found = {name for node in here if find_node(library.nodes, story, name := node.id or node.key) is node}
    drafts = (draft.key.partition("/") for draft in library.drafts)
    names = sorted(found | {name for place, _, name in drafts if place in (story, PARTIES) and name})
    return {"anyOf": [{"enum": names}, ELSEWHERE]} if names else None
