"""Entries read after the fields of their models, and what is refused of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import pytest
from msgspec import field

from generator.fields import FLAG, Flag, Id, Line, Lines, Ref, Refs, SomeRefs
from generator.json_schema import models_below, parts_of
from generator.kinds import (
    Choice,
    Group,
    Many,
    Model,
    Names,
    fields_of,
    read_entry,
)


class Weather(StrEnum):
    """How the `sea` is."""

    CALM = "calm"
    ROUGH = "rough"


class Berth(Model, kw_only=True):
    """Where a boat lies. Also `pier`."""

    pier: Line
    """The pier."""


class Boat(Model, kw_only=True):
    """A boat."""

    id: Id
    crew: SomeRefs
    weather: Weather = Weather.CALM
    name: Line | None = None
    owners: Refs = ()
    calls: Lines = ()
    leaks: Flag = False
    berths: tuple[Berth, ...] = ()
    notes: Annotated[tuple[Berth, ...], Many(Group(Berth), alone=True, short="pier")] = ()
    flags: dict[str, Ref] = field(default_factory=dict)


WHOLE = {"id": "gull", "crew": "ann"}


def refused(**given: object) -> list[tuple[str, str]]:
    """What is refused of a boat: the place and the code of each."""
    found, refusals = read_entry(Boat, WHOLE | given)
    assert (found is None) is bool(refusals)
    return [(".".join(map(str, one.steps)), one.code) for one in refusals]


def test_what_a_field_holds_is_found_out_from_its_type() -> None:
    fields = fields_of(Boat)
    assert [type(one.kind).__name__ for one in fields.values()] == [
        *("Single", "Many", "Choice", "Single", "Many", "Many", "Single", "Many", "Many", "Names"),
    ]
    assert fields["leaks"].kind is FLAG
    assert [name for name, one in fields.items() if one.is_required] == ["id", "crew"]
    assert [name for name, one in fields.items() if one.may_be_none] == ["name"]
    assert [name for name, one in fields.items() if one.model] == ["berths", "notes"]
    assert (fields["weather"].default, fields["flags"].default, fields["id"].default) == ("calm", {}, None)


def test_an_entry_is_read_after_its_fields() -> None:
    given = {
        "owners": ["b", "c"], "weather": "rough", "name": None, "leaks": "yes", "berths": [{"pier": "North"}],
        "notes": "South", "flags": {"Gull": "ann"},
    }  # fmt: skip
    boat, refusals = read_entry(Boat, WHOLE | given)
    assert refusals == []
    assert boat == Boat(
        id="gull", crew=("ann",), owners=("b", "c"), weather=Weather.ROUGH, leaks=True,
        berths=(Berth(pier="North"),), notes=(Berth(pier="South"),), flags={"Gull": "ann"},
    )  # fmt: skip
    assert read_entry(Boat, WHOLE)[0] == Boat(id="gull", crew=("ann",))


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"crew": []}, [("crew", "empty-list")]),
        ({"crew": None}, [("crew", "empty-list")]),
        ({"crew": ["A b"]}, [("crew.0", "bad-reference")]),
        ({"crew": "ann, ben"}, [("crew", "bad-reference")]),
        ({"id": None}, [("id", "empty-value")]),
        ({"weather": "foggy"}, [("weather", "bad-choice")]),
        ({"weather": ["calm"]}, [("weather", "bad-choice")]),
        ({"berths": "North"}, [("berths", "list-expected")]),
        ({"berths": None}, [("berths", "list-expected")]),
        ({"berths": ["North"]}, [("berths.0", "group-expected")]),
        ({"berths": [{}]}, [("berths.0.pier", "missing-key")]),
        ({"berths": [{"pier": "N", "quay": "S"}]}, [("berths.0.quay", "unknown-key")]),
        ({"notes": [["x"]]}, [("notes.0", "group-expected")]),
        ({"flags": "ann"}, [("flags", "group-expected")]),
        ({"flags": {"Gull": "A"}}, [("flags.Gull", "bad-reference")]),
        ({"sails": "2", "leaks": "?"}, [("leaks", "bad-flag"), ("sails", "unknown-key")]),
    ],
)  # fmt: skip
def test_all_that_is_refused_is_told_in_the_order_of_fields(
    given: dict[str, object], found: list[tuple[str, str]]
) -> None:
    assert refused(**given) == found


def test_no_entry_is_made_of_what_is_none() -> None:
    assert [one.code for one in read_entry(Boat, "gull")[1]] == ["group-expected"]
    assert [one.steps for one in read_entry(Boat, {"id": "gull"})[1]] == [("crew",)]


def test_a_choice_says_what_there_is_to_choose() -> None:
    assert read_entry(Boat, WHOLE | {"weather": "x"})[1][0].choices == ("calm", "rough")


def test_json_schema_says_the_same() -> None:
    assert models_below(Boat) == (Boat, Berth)
    parts = parts_of(Boat)
    assert list(parts) == ["Boat", "Berth", "Weather"]
    assert parts["Boat"]["required"] == ["id", "crew"]
    assert parts["Berth"]["description"] == "Where a boat lies. Also pier."
    assert parts["Berth"]["properties"]["pier"]["description"] == "The pier."
    shown = {name: {**one} for name, one in parts["Boat"]["properties"].items()}
    for one in shown.values():
        del one["description"]
    assert shown["crew"]["minItems"] == 1
    assert shown["weather"] == {"$ref": "#/$defs/Weather"}
    assert shown["notes"] == {"type": "array", "items": {"$ref": "#/$defs/Berth"}}
    assert shown["flags"]["type"] == "object"
    assert parts["Weather"] == {"description": "How the sea is.", "enum": ["calm", "rough"], "type": "string"}


def test_kinds_are_the_same_only_as_themselves() -> None:
    """So that they can be told apart, and be found by what they are, whatever they hold."""
    assert Choice(Weather) != Choice(Weather)
    assert len({Names(FLAG), Names(FLAG)}) == 2
    assert len({Many(FLAG), Many(FLAG)}) == 2
