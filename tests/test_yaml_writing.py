"""Values as YAML: in the style that people use, and in that of what stood there before."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.source import SourceFile
from generator.yaml_document import read_yaml
from generator.yaml_values import Value
from generator.yaml_writing import LONG, WIDTH, flow, inline, on_lines

WORD = "words "
PROSE = (WORD * 25).strip()
"""Longer than a line."""
FULL = f"{WORD * 14}wordss"
"""As long as a text on the line of its key may be."""


def back(text: str) -> Any:
    """What is read of a YAML text."""
    document, problems = read_yaml(SourceFile("facts.yaml", f"it:\n{text}"))
    assert document is not None
    assert not problems, problems
    return document.value["it"] if isinstance(document.value, dict) else None


ENTRY: Value = {
    "id": "pay",
    "by": ["union", "crew/night"],
    "text": PROSE,
    "evidence": ["Seven percent, and more", "union"],
    "positions": [{"party": "board", "evidence": {"words": "no", "source": "letter"}}],
    "names": {"Anna Smith": "anna"},
    "Anna Smith": "yes",
    "note": "first\n\nsecond",
    "title": None,
    "of": [],
    "about": {},
}
LINES = f"""\
- id: pay
  by: [union, crew/night]
  text: >-
    {(WORD * 16).strip()}
    {(WORD * 9).strip()}
  evidence:
    - Seven percent, and more
    - union
  positions:
    - party: board
      evidence:
        words: 'no'
        source: letter
  names:
    "Anna Smith": anna
  "Anna Smith": 'yes'
  note: "first\\n\\nsecond"
  title:
  of: []
  about: {{}}
"""


def test_a_full_line_is_full() -> None:
    assert len(FULL) == LONG


@pytest.mark.parametrize("indent", ["", "  ", "    "])
def test_an_entry_is_written_as_people_write_it(indent: str) -> None:
    written = on_lines(ENTRY, indent)
    assert written == "".join(f"{indent}{line}\n" for line in LINES.splitlines())
    assert back(written) == [ENTRY]


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ("plain words", "- plain words\n"),
        ("a: b", "- 'a: b'\n"),
        (["one", "two"], "- [one, two]\n"),
        ({}, "- {}\n"),
        (FULL, f"- {FULL}\n"),
        (f"{FULL}s", f"- >-\n    {FULL}s\n"),
        (PROSE, f"- >-\n    {(WORD * 16).strip()}\n    {(WORD * 9).strip()}\n"),
    ],
)
def test_an_entry_without_keys_is_one_value(value: Value, lines: str) -> None:
    assert on_lines(value, "") == lines
    assert back(on_lines(value, "")) == [value]


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("new", '"old"', '"new"'),
        ("new", "'old'", "'new'"),
        ("new words", "old", "new words"),
        ("It's so", "'old'", "'It''s so'"),
        ('a "new" one', '"old"', '"a \\"new\\" one"'),
        ("two\nlines", "'old'", '"two\\nlines"'),
        ("two\nlines", ">-\n      old", '"two\\nlines"'),
        ("two  spaces", ">-\n      old", "two  spaces"),
        ("a: b", "old", "'a: b'"),
        ("new words", ">-\n      old\n      words", ">-\n      new words"),
        ("new words", "|\n  old\n", ">-\n  new words"),
        ("new words", ">+\n  old\n", ">-\n  new words"),
        ("new words", ">-\n\n      old", ">-\n      new words"),
        ("new words", ">-\n", ">-\n      new words"),
        ("new words", ">2\n   old", "new words"),
        # A line of its own is as long as those that stood there, or as long as ours are.
        (PROSE, ">-\n  " + "x" * 140, f">-\n  {(WORD * 23).strip()}\n  {(WORD * 2).strip()}"),
        (PROSE, ">-\n  old", f">-\n  {(WORD * 15).strip()}\n  {(WORD * 10).strip()}"),
        (PROSE, "old", f">-\n      {(WORD * 16).strip()}\n      {(WORD * 9).strip()}"),
        (PROSE, "old\n words", PROSE),
        (f"{FULL} and nineteen letter", "old", f"{FULL} and nineteen letter"),
        (f"{FULL} and nineteen letters", "old", f">-\n      {FULL} and\n      nineteen letters"),
        (PROSE + "  s", "old", PROSE + "  s"),
        # What cannot be seen is written as its number.
        ("a\u200bb", "'old'", '"a\\u200bb"'),
        ("a\u00adb", "old", '"a\\u00adb"'),
        ("\U000e0041", '"old"', '"\\U000e0041"'),
        ("\uffff", '"old"', '"\\uffff"'),
        ("😀é", '"old"', '"😀é"'),
    ],
)
def test_a_text_takes_the_style_of_the_one_before(text: str, old: str, new: str) -> None:
    assert inline(text, old, "    ") == new


def test_a_value_on_one_line_stands_in_brackets() -> None:
    value: Value = {"a key": ["Seven, and more", "union is on"], "e": {"none": None, "no": ""}}
    assert flow(value) == '{a key: ["Seven, and more", union is on], "e": {none: , "no": ""}}'
    assert back(f"  {flow(value)}\n") == value


@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=300),
    st.sampled_from(["old", "'old'", '"old"', ">-\n    old", "|\n    old"]),
)
def test_any_text_comes_back(text: str, old: str) -> None:
    assert back(f"  key: {inline(text, old, '  ')}\n") == {"key": text}
    assert back(on_lines({"key": text, "more": [text]}, "  ")) == [{"key": text, "more": [text]}]


@given(st.text("ab -", min_size=LONG + 30, max_size=300))
def test_long_lines_are_folded_at_single_spaces_only(text: str) -> None:
    written = on_lines(text, "")
    assert back(written) == [text]
    assert all(len(line) <= WIDTH + 2 or " " not in line.strip() for line in written.splitlines()[1:])
