"""A fact sheet's values as a form shows them, and back: every list a list, every text a text.

A sheet may say the same in several ways: one value for a list of one, a text for evidence. A form has
one way; what it gives back is written as the editor wrote it before.
"""

from __future__ import annotations

from typing import Any

from generator.fields import FLAG
from generator.kinds import Field, Many, Model, Names, fields_of
from generator.model.base import written_order
from generator.yaml_values import Value

Shown = dict[str, Any]


def shown(model: type[Model], values: Value) -> Shown:
    """The values of a group, as a form shows them."""
    if not isinstance(values, dict):
        return {}
    fields = fields_of(model)
    return {
        key: shown_field(fields[key], value) if key in fields else value
        for key, value in values.items()
        if value is not None
    }


def shown_field(field: Field, value: Value) -> Any:
    """One value, as a form shows it."""
    inner = field.model
    if is_flag(field):
        return str(value).strip().lower() in ("true", "yes")
    if is_names(field):
        names = value.items() if isinstance(value, dict) else ()
        return [{"name": name, "party": party} for name, party in names]
    if not is_list(field):
        return shown(inner, value) if inner else value
    parts = value if isinstance(value, list) else [value]
    if inner is None:
        return parts
    return [shown(inner, {"words": one} if isinstance(one, str) else one) for one in parts]


def stored(model: type[Model], old: Value, new: object) -> dict[str, Value]:
    """What a sheet is to say: the form's values, written as `old` was; what is empty is left out."""
    before = old if isinstance(old, dict) else {}
    given = new if isinstance(new, dict) else {}
    found: dict[str, Value] = {}
    for key in written_order(model):
        field = fields_of(model)[key]
        if key not in given:
            continue
        if key in before and shown_field(field, before[key]) == given[key]:
            found[key] = before[key]
        elif (value := stored_field(field, before.get(key), given[key])) not in (None, "", [], {}):
            found[key] = value
    # What the form does not know is kept: the build says what is wrong with it.
    known = {**found, **{key: value for key, value in before.items() if key not in fields_of(model)}}
    order = [*(key for key in before if key in known), *(key for key in known if key not in before)]
    return {key: known[key] for key in order}


def stored_field(field: Field, old: Value, new: object) -> Value:
    """One value of the form as the sheet is to say it."""
    inner = field.model
    if is_flag(field):
        return "true" if new is True else ("false" if old is not None else None)
    if is_names(field):
        pairs = [one for one in as_rows(new) if one.get("name") and one.get("party")]
        return {text(one["name"]): text(one["party"]) for one in pairs}
    if not is_list(field):
        return stored(inner, old, new) if inner else text(new)
    return stored_list(field, inner, old, new)


def stored_list(field: Field, inner: type[Model] | None, old: Value, new: object) -> Value:
    """A list of the form: one value stands alone where it did, or where a list of one may."""
    before = old if isinstance(old, list) else [old] if old is not None else []
    if inner is None:
        words = [text(one) for one in new if text(one)] if isinstance(new, list) else [text(new)]
        alone = len(words) == 1 and not isinstance(old, list)
        return words[0] if alone else list(words)
    rows: list[Value] = []
    for number, row in enumerate(as_rows(new)):
        like = next(
            (one for one in before if isinstance(one, dict) and row.get("id") and one.get("id") == row["id"]),
            before[number] if number < len(before) and "id" not in fields_of(inner) else None,
        )
        whole = stored(inner, {"words": like} if isinstance(like, str) else like, row)
        if whole:
            rows.append(whole["words"] if short_form(field) and list(whole) == ["words"] else whole)
    if short_form(field) and len(rows) == 1 and not isinstance(old, list):
        return rows[0]
    return rows


def as_rows(value: object) -> list[dict[str, Any]]:
    """The groups of a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def text(value: object) -> str:
    """A text of the form, without the space around it; browsers end lines in their own ways."""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def is_list(field: Field) -> bool:
    """Whether a field holds several values."""
    return isinstance(field.kind, Many)


def is_flag(field: Field) -> bool:
    """Whether a field is true or false."""
    return field.kind is FLAG


def is_names(field: Field) -> bool:
    """Whether a field says for each name what it means."""
    return isinstance(field.kind, Names)


def short_form(field: Field) -> bool:
    """Whether a text stands for a whole entry."""
    return isinstance(field.kind, Many) and bool(field.kind.short)


def shape(model: type[Model]) -> Shown:
    """What each key of a group holds, for programs that know the model by nothing else.

    `kind` is text, flag, names, group or list; `inner` the shape of a group or of a list's groups; `short`
    says that a text stands for a whole group.
    """
    return {key: shape_of(fields_of(model)[key]) for key in written_order(model)}


def shape_of(field: Field) -> Shown:
    """What one key holds."""
    inner = field.model
    below = {"inner": shape(inner)} if inner else {}
    if is_flag(field):
        return {"kind": "flag"}
    if is_names(field):
        return {"kind": "names"}
    if is_list(field):
        return {"kind": "list", **below, **({"short": True} if short_form(field) else {})}
    return {"kind": "group", **below} if inner else {"kind": "text"}
