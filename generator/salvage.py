"""Entries with mistakes, made whole with stand-ins so that what else stands in them can be checked.

None of it is ever published: where there is an error, nothing is.
"""

from __future__ import annotations

from copy import deepcopy
from enum import StrEnum
from itertools import pairwise
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from generator.diagnostics import nearest
from generator.slugs import suggest_id
from generator.validation import ModelType, model_at

SOMEBODY = "somebody-or-something"
"""The id that stands where one must and none can be told: nothing is said of it."""
STAND_INS = {
    **dict.fromkeys(("by", "to"), SOMEBODY),
    **dict.fromkeys(("title", "text", "topic", "reason", "headline", "standfirst"), "–"),
    "date": "0001/9999",
    "updated": "9999-12-31",
}
"""For keys that must be there: ids of nothing, words that say nothing, and dates that contradict none."""

Steps = tuple[str | int, ...]


def salvaged(model: type[ModelType], value: object) -> ModelType | None:
    """A value with stand-ins for what is wrong in it; None where that would say something else."""
    whole = deepcopy(value)
    try:
        return model.model_validate(whole)
    except ValidationError as error:
        errors = without_echoes(error.errors(include_url=False))
    if not isinstance(whole, dict) or not all(without_words(whole, one) for one in errors if is_source(one)):
        return None
    if not all(mended(model, whole, one) for one in errors):
        return None
    try:
        return model.model_validate(whole)
    except ValidationError:
        return None


def is_source(error: ErrorDetails) -> bool:
    """Whether a mistake is in what names a source, or in the word “source” itself."""
    steps = error["loc"]
    lost = error["type"] == "extra_forbidden" and nearest(str(steps[-1]), ["source"])
    return "source" in steps or bool(lost)


def without_words(whole: dict[str, Any], error: ErrorDetails) -> bool:
    """Take words away whose source is not known: they would be looked for in the wrong one.

    False for a story's own source, which the words of all entries may belong to.
    """
    holder, _ = holder_of(whole, error["loc"])
    if not isinstance(holder, dict) or "headline" in holder:
        return False
    take_words(holder)
    return True


def take_words(value: object) -> None:
    """Take them away at any depth: what stands inside an entry has its source from there."""
    if isinstance(value, dict):
        for name in ("quote", "evidence"):
            value.pop(name, None)
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        take_words(inner)


def without_echoes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Errors without those of lists that are too short only because what stands in them is wrong."""
    inner = {one["loc"][:-1] for one in errors}
    return [one for one in errors if one["type"] != "too_short" or one["loc"] not in inner]


def mended(model: type[ModelType], whole: dict[str, Any], error: ErrorDetails) -> bool:
    """Put a stand-in where an error is, or take the key away; false where neither can be done."""
    steps = error["loc"]
    try:
        if error["type"] == "bad-reference" and (near := suggest_id(str(error["input"]))):
            holder, last = holder_of(whole, steps)
            holder[last] = near
            return True
        while steps and not without_mistake(model, whole, steps):
            steps = steps[:-1]
    except LookupError:  # It was taken away together with what holds it.
        return True
    return bool(steps)


def without_mistake(model: type[ModelType], whole: dict[str, Any], steps: Steps) -> bool:
    """Mend one place; false where its key is one that must be there and has no stand-in."""
    key, owner = steps[-1], model_at(model, steps[:-1])
    holder, last = holder_of(whole, steps)
    if owner is None or not isinstance(key, str) or last != key or not isinstance(holder, dict):
        return False
    field = owner.model_fields.get(key)
    if field is None or not field.is_required():
        holder.pop(key, None)
        if key == "name":
            holder[key] = holder.get("id")
        return True
    holder[key] = stand_in(field, key, holder.get(key))
    return holder[key] is not None


def holder_of(whole: dict[str, Any], steps: Steps) -> tuple[Any, str | int]:
    """What holds the value at a place, and where in it: a list of one may be written as its one entry."""
    holder: Any = whole
    for step, following in pairwise(steps):
        inner = holder[step]
        if not isinstance(inner, list if isinstance(following, int) else dict):
            return holder, step
        holder = inner
    return holder, steps[-1]


def stand_in(field: FieldInfo, key: str, value: object) -> str | None:
    """What may stand where something must."""
    if key == "id":
        return suggest_id(str(value or "")) or None
    if isinstance(field.annotation, type) and issubclass(field.annotation, StrEnum):
        return list(field.annotation)[-1]
    return STAND_INS.get(key)
