"""A sheet that cannot be read as YAML: what else is wrong with it is told in the same run."""

from __future__ import annotations

import re

import pytest
from conftest import GOOD

from generator.diagnostics import Diagnostic
from generator.recovery import OF_ONE_LINE
from generator.source import SourceFile
from generator.story import read_sheet

SHEET = (GOOD / "harbour-strike/facts.yaml").read_text("utf-8")
LINES = SHEET.split("\n")
VALUE = re.compile(r"( *(?:- +)*[\w-]+: +)(\S.*)")
PLACES = [
    number
    for number, line in enumerate(LINES)
    if (match := VALUE.fullmatch(line)) and match[2][0] not in ">|"
]
ACCIDENTS = {
    "a colon": "He said: no",
    "an inner mark": '"The "new" port"',
    "an apostrophe": "'It's so'",
    "an at sign": "@home",
    "an escape": '"C:\\port"',
    "an open quotation": '"The port',
    "words after a quotation": '"The port" opens',
}


def said_of(text: str) -> list[Diagnostic]:
    return read_sheet("port", SourceFile("facts.yaml", text))[1]


def with_value(number: int, value: str, lines: list[str] = LINES) -> list[str]:
    key = VALUE.fullmatch(lines[number])
    assert key
    return [*lines[:number], key[1] + value, *lines[number + 1 :]]


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_an_accident_brings_no_other_mistake(accident: str) -> None:
    """Wherever it stands in a good sheet: what its line would have brought is not missed."""
    assert len(PLACES) > 150
    for number in PLACES[list(ACCIDENTS).index(accident) :: 9]:
        said = said_of("\n".join(with_value(number, ACCIDENTS[accident])))
        assert {one.span.line for one in said} <= {number + 1}, (LINES[number], [one.message for one in said])


def test_all_mistakes_are_told_at_once() -> None:
    """Two accidents, a word that is no choice, and a key that there is not."""
    lines = list(LINES)
    stance = next(number for number in PLACES if "stance: rejects" in LINES[number])
    title = next(number for number in PLACES if "title: chair" in LINES[number])
    text = [number for number in PLACES if " text: " in LINES[number]]
    for number, value in ((stance, "rejcts"), (text[0], "He said: no"), (text[-1], "@home")):
        lines = with_value(number, value, lines)
    lines[title] = lines[title].replace("title", "titel")
    said = said_of("\n".join(lines))
    assert {(one.code, one.span.line) for one in said} == {
        ("unknown-key", title + 1),
        ("colon-in-text", text[0] + 1),
        ("bad-choice", stance + 1),
        ("reserved-character", text[-1] + 1),
    }
    assert all(one.span.source.text == "\n".join(lines) for one in said), "places are those of the file"


def test_after_other_accidents_nothing_is_guessed() -> None:
    said = said_of(
        SHEET.replace("    part: Called", "\tpart: Called", 1).replace("stance: rejects", "stance: rejcts")
    )
    assert [one.code for one in said] == ["tab-indentation"]


def test_the_accidents_are_known_ones() -> None:
    """Each is made somewhere above, or is a kind of escape or list that only examples have."""
    made = {said_of("\n".join(with_value(PLACES[5], value)))[0].code for value in ACCIDENTS.values()}
    assert made <= OF_ONE_LINE
    assert OF_ONE_LINE - made == {"list-without-brackets", "missing-space-after-colon", "not-a-character"}
