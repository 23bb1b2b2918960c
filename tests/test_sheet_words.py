"""The word that a line of a sheet lacks is found by what its entry needs."""

from __future__ import annotations

import pytest

from generator.fact_sheet import read_sheet
from generator.sheet_words import HEAD, lacking_word, section_of, sheet_words
from generator.source import SourceFile


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ("story:\n  ⟦: The strike\n  standfirst: It is on.\n  updated: 2031-02-20\n", "headline"),
        ("story:\n  headline: The strike\n  ⟦: It is on.\n  updated: 2031-02-20\n", "standfirst"),
        ("dates:\n  - id: start\n    date: 2031-02-12\n    ⟦: The strike\n", "title"),
        ("dates:\n  - id: start\n    ⟦: The strike\n  - id: end\n    date: 2031-02-13\n", "date"),
        ("dates:\n  - ⟦: start\n    date: 2031-02-12\n    title: Strike\n", "id"),
        ("dates:\n  - id: a\n    date: 2031\n    title: T\n  - ⟦: b\n    date: 2031\n    title: U\n", "id"),
        ("dates:\n  - id: start\n    date: 2031\n    title: Strike\n    ⟦: more\n", ""),
        ("dates:\n  - id: a\n    date: 2031\n    title: T\n  - id: b\n    ⟦: 2031\n", "date"),
        ("story:\n  headline: A\n  ⟦: B\nclaims:\n  standfirst: C\n  updated: D\n", "standfirst"),
        ("weather:\n  ⟦: rain\n", ""),
        ("⟦: rain\n", ""),
    ],
)
def test_a_line_without_its_word_most_likely_lacks_what_its_entry_needs(lines: str, word: str) -> None:
    line = lines[: lines.index("⟦")].count("\n") + 1
    assert lacking_word(SourceFile("facts.yaml", lines.replace("⟦", "")), line) == word


def test_a_line_stands_in_the_last_section_above_it() -> None:
    source = SourceFile("facts.yaml", "story:\n  headline: A\ndates:\n\n  - id: b\n")
    assert [section_of(source, line) for line in range(1, 6)] == ["story", "story", "dates", "dates", "dates"]


def test_the_words_are_those_of_all_sections_and_what_stands_in_their_entries() -> None:
    assert {"story", "headline", "positions", "stance", "speaks_for", "silent", "words"} <= sheet_words()
    assert "title:" not in sheet_words()


def test_the_lines_that_a_sheet_begins_with_are_one() -> None:
    sheet, problems = read_sheet("port", SourceFile("facts.yaml", HEAD + "\n"))
    assert problems == []
    assert sheet is not None
    assert sheet.head is not None
