"""Entries with mistakes, made whole with stand-ins so that what else stands in them can be checked.

None of it is ever published: where there is an error, nothing is.
"""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise
from typing import Any

from generator.diagnostics import nearest
from generator.kinds import Choice, Field, ModelType, Refusal, Steps, read_entry
from generator.slugs import suggest_id
from generator.validation import field_of, model_at

SOMEBODY = "somebody-or-something"
"""The id that stands where one must and none can be told: nothing is said of it."""
STAND_INS = {
    **dict.fromkeys(("by", "to"), SOMEBODY),
    **dict.fromkeys(("title", "text", "topic", "reason", "headline", "standfirst"), "–"),
    "date": "0001/9999",
    "updated": "9999-12-31",
}
"""For keys that must be there: ids of nothing, words that say nothing, and dates that contradict none."""


def salvaged(model: type[ModelType], value: object) -> ModelType | None:
    """A value with stand-ins for what is wrong in it; None where that would say something else."""
    whole = deepcopy(value)
    found, refusals = read_entry(model, whole)
    if found is not None:
        return found
    sources = filter(is_source, refusals)
    if not isinstance(whole, dict) or not all(without_words(whole, one) for one in sources):
        return None
    return read_entry(model, whole)[0] if all(mended(model, whole, one) for one in refusals) else None


def is_source(refusal: Refusal) -> bool:
    """Whether a mistake is in what names a source, or in the word “source” itself."""
    lost = refusal.code == "unknown-key" and nearest(str(refusal.steps[-1]), ["source"])
    return "source" in refusal.steps or bool(lost)


def without_words(whole: dict[str, Any], refusal: Refusal) -> bool:
    """Take words away whose source is not known: they would be looked for in the wrong one.

    False for a story's own source, which the words of all entries may belong to.
    """
    holder, _ = holder_of(whole, refusal.steps)
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


def mended(model: type[ModelType], whole: dict[str, Any], refusal: Refusal) -> bool:
    """Put a stand-in where a mistake is, or take the key away; false where neither can be done."""
    steps = refusal.steps
    try:
        if refusal.code == "bad-reference" and (near := suggest_id(str(refusal.typed))):
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
    field = field_of(owner, key)
    if field is None or not field.is_required:
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


def stand_in(field: Field, key: str, value: object) -> str | None:
    """What may stand where something must."""
    if key == "id":
        return suggest_id(str(value or "")) or None
    if isinstance(field.kind, Choice):
        return list(field.kind.words)[-1]
    return STAND_INS.get(key)
