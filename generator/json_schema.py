"""Models in JSON Schema, draft 2020-12: what each field holds, in one form, with the models' own words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from generator.docstrings import description
from generator.kinds import Choice, Group, Kind, Many, Model, Names, Single, fields_of

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"


@cache
def models_below(model: type[Model]) -> tuple[type[Model], ...]:
    """A model and those that its fields hold, each once."""
    held = (one.model for one in fields_of(model).values())
    below = (inner for one in held if one for inner in models_below(one))
    return tuple(dict.fromkeys((model, *below)))


def parts_of(model: type[Model]) -> Mapping[str, Schema]:
    """A model, and by their names the models and fixed choices of words that stand in it."""
    models = models_below(model)
    kinds = (one.kind for held in models for one in fields_of(held).values())
    choices = {kind.words.__name__: in_words(kind) for kind in kinds if isinstance(kind, Choice)}
    below = choices | {one.__name__: in_fields(one) for one in models[1:]}
    return {model.__name__: in_fields(model), **dict(sorted(below.items()))}


def in_fields(model: type[Model]) -> Schema:
    """A model: its fields, and which of them have to be there."""
    fields = fields_of(model)
    required = [name for name, one in fields.items() if one.is_required]
    return {
        "additionalProperties": False,
        "description": plain(model.__doc__ or ""),
        "properties": {
            name: {"description": plain(description(model, name)), **in_kind(one.kind)}
            for name, one in fields.items()
        },
        **({"required": required} if required else {}),
        "type": "object",
    }


def in_words(choice: Choice) -> Schema:
    """A fixed choice of words."""
    words = [str(word) for word in choice.words]
    return {"description": plain(choice.words.__doc__ or ""), "enum": words, "type": "string"}


def in_kind(kind: Kind) -> Schema:
    """What stands in a field."""
    match kind:
        case Single():
            return dict(kind.schema)
        case Choice():
            return {"$ref": f"#/$defs/{kind.words.__name__}"}
        case Group():
            return {"$ref": f"#/$defs/{kind.model.__name__}"}
        case Names():
            return {"additionalProperties": in_kind(kind.of), "type": "object"}
        case Many():
            least = {"minItems": kind.least} if kind.least else {}
            return {**least, "type": "array", "items": in_kind(kind.of)}


def plain(text: str) -> str:
    """A description as people read it: without the marks that code has in docstrings."""
    return " ".join(text.replace("`", "").split())
