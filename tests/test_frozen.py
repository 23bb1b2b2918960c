"""Values of which a build has thousands: quick to make, to change and to keep."""

from __future__ import annotations

import dataclasses
import pickle
from typing import Any

import pytest

from generator.frozen import replace
from generator.views import Link, Piece, SeeAlsoList

VALUES = [Link("A", "a/", "party"), Piece("A"), SeeAlsoList(())]


@pytest.mark.parametrize("value", VALUES)
def test_a_value_comes_back_from_where_it_was_kept(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) == value


def test_a_value_with_other_fields_is_one_that_python_would_make() -> None:
    link = VALUES[0]
    assert isinstance(link, Link)
    made = replace(link, label="B", kind="")
    assert made == dataclasses.replace(link, label="B", kind="") == Link("B", "a/")
    assert link == Link("A", "a/", "party")


def test_a_value_has_no_other_fields_than_its_own() -> None:
    other: dict[str, Any] = {"colour": "red"}
    with pytest.raises(AttributeError):
        replace(Piece("A"), **other)
