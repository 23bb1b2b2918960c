"""Values of which a build has thousands: quick to make, to change and to keep."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from msgspec.structs import replace

from generator.date_parsing import parse_date
from generator.views import Link, Piece, SeeAlsoList

VALUES = [Link("A", "a/", "party"), Piece("A"), SeeAlsoList(())]


@pytest.mark.parametrize("value", VALUES)
def test_a_value_comes_back_from_where_it_was_kept(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) == value


def test_what_a_value_found_out_about_itself_is_not_kept_with_it() -> None:
    date = parse_date("2041-01")
    plain = pickle.dumps(date)
    assert date.earliest.day == 1
    assert pickle.dumps(date) == plain


def test_a_value_with_other_fields_leaves_the_first_as_it_was() -> None:
    link = VALUES[0]
    assert isinstance(link, Link)
    assert replace(link, label="B", kind="") == Link("B", "a/")
    assert link == Link("A", "a/", "party")


def test_a_value_has_no_other_fields_than_its_own() -> None:
    other: dict[str, Any] = {"colour": "red"}
    with pytest.raises(TypeError):
        replace(Piece("A"), **other)


@pytest.mark.parametrize("value", VALUES)
def test_nobody_changes_a_value(value: Any) -> None:
    with pytest.raises(AttributeError):
        setattr(value, value.__struct_fields__[0], "other")
