"""Mistakes in values: each once, at its place, in words that help."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import codes, places

from generator.diagnostics import Diagnostic
from generator.kinds import Model, fields_of
from generator.model.entries import Demand, Event, Party
from generator.model.sheets import FactSheet, FrontMatter, StoryHead
from generator.sheet_words import sheet_words
from generator.source import SourceFile
from generator.validation import Placed, dash_hint, is_lacking, validate, value_at
from generator.yaml_document import read_yaml


def validated(model: type[Model], text: str) -> tuple[Placed[Model] | None, tuple[Diagnostic, ...]]:
    document, problems = read_yaml(SourceFile("facts.yaml", dedent(text)))
    assert document is not None
    assert problems == []
    return validate(model, document, (), document.value)


def test_a_good_value_knows_the_place_of_each_of_its_parts() -> None:
    placed, problems = validated(Demand, "id: pay\nby: [union, 'crew']\ntext: More.\n")
    assert problems == ()
    assert placed is not None
    assert placed.span("by", 1).text == "'crew'"
    assert str(placed.span("text")) == "facts.yaml:3:7"
    assert placed.key("by").text == "by"
    assert placed.span("title").text.startswith("id: pay")


def test_a_missing_key_and_its_near_miss_are_one_mistake() -> None:
    _, problems = validated(Demand, "id: pay\nby: union\ntxt: More.\n")
    assert places(problems) == ["facts.yaml:3:1 unknown-key"]
    assert problems[0].hint == "Did you mean “text”?"


def test_an_unknown_key_that_is_near_nothing_leaves_the_missing_one_missing() -> None:
    _, problems = validated(Demand, "id: pay\nby: union\ncolour: red\n")
    assert sorted(codes(problems)) == ["missing-key", "unknown-key"]
    missing = next(one for one in problems if one.code == "missing-key")
    assert missing.message == "The entry of “pay” has no “text”"
    assert missing.hint.startswith("Add the line “text: …” below “id: pay”.")


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("id: pay\nby: union\n", True),
        ("id: pay\nby: []\ntext: More.\n", True),
        ("id: pay\nby: union\ntext:\n", True),
        ("id: pay\nby: union\ntext: More.\nkind: wish\n", False),
        ("id: pay\nby: union\ntext: More.\ncolour: red\n", False),
    ],
)
def test_what_is_still_to_come_is_not_wrong(text: str, lacking: bool) -> None:
    _, (problem,) = validated(Demand, text)
    assert is_lacking(problem) is lacking


def test_the_keys_of_the_place_itself_are_offered() -> None:
    text = (
        "id: pay\nby: union\ntext: More.\npositions:\n  - {party: board, stanse: rejects, stance: rejects}\n"
    )
    _, (problem,) = validated(Demand, text)
    assert (problem.code, problem.span.text, problem.hint) == (
        "unknown-key",
        "stanse",
        "Did you mean “stance”?",
    )


@pytest.mark.parametrize(
    ("model", "text", "place", "code", "words"),
    [
        (Demand, "id: pay\nby: []\ntext: More.\n", "2:5", "empty-list", "Nothing stands in “by”"),
        (Demand, "id: pay\nby: u\ntext: [a]\n", "3:7", "one-expected", "text: One text is expected here"),
        (Demand, "id: pay\nby: u\ntext: {a: b}\n", "3:7", "text-expected", "not lines of their own"),
        (Demand, "id: pay\nby: u\ntext: a\nkind: wish\n", "4:7", "bad-choice", "demand, offer, precondition"),
        (Demand, "id: pay\nby: u\ntext: a\npositions: x\n", "4:12", "list-expected", "“positions” is a list"),
        (
            Demand,
            "id: pay\nby: u\ntext: a\npositions: [x]\n",
            "4:13",
            "group-expected",
            "has several parts, and here stands a text alone",
        ),
        (Party, "id: u\nwikidata: 212\n", "2:11", "bad-form", "“212” is no number of Wikidata"),
        (Event, "id: e\ntitle: T\ndate: soon\n", "3:7", "bad-date", "“soon”"),
        (StoryHead, "headline: H\nstandfirst: S\nupdated: 2026\n", "3:10", "day-expected", "exact day"),
        (
            StoryHead,
            "headline: H\nstandfirst: S\nupdated: 2026-02-20\nnames: [a]\n",
            "4:8",
            "group-expected",
            "",
        ),
    ],
)
def test_a_value_that_cannot_be_used(
    model: type[Model], text: str, place: str, code: str, words: str
) -> None:
    placed, problems = validated(model, text)
    assert placed is None
    assert places(problems) == [f"facts.yaml:{place} {code}"]
    assert words in problems[0].message
    assert problems[0].hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("id: pay\nBy: u\ntext: a\n", "Did you mean “by”?"),
        ("id: pay\nby: u, b\ntext: a\n", "Write several ids in brackets: [u, b]"),
        ("id: pay\nby: [Dock Union]\ntext: a\n", "in the entry that is meant, perhaps “dock-union”. Another"),
        ("id: pay\nby: ['!!!']\ntext: a\n", "in the entry that is meant. Another"),
        (
            "id: pay\nby: u\ntext: a\npositions:\n  party: b\n",
            "Begin each entry with a dash, the first one so: “- party: b”",
        ),
        ("id: pay\nby: u\ntext:\n  a: x\n", "right after the colon, and delete the line “a: x”: text: x"),
        (
            "id: pay\nby: u\ntext:\n  a: x\n  b: y\n",
            "right after the colon, and delete the 2 lines from “a: x” on: text: x",
        ),
        ("id: pay\nby: u\ntext: {a: x}\n", "Write the text right after the colon: text: x"),
        (
            "id: pay\nby: u\ntext: a\npositions:\n  party: the-board-of-the-harbour-and-of-all-its-cranes\n",
            "the first one so: “- party: the-board-of-the-harbour-and-of-a…”",
        ),
        (
            "id: pay\nby: u\ntext: a\npositions:\n  -\n",
            "Write its parts behind it, so: “{party: …, stance: …}”",
        ),
        ("id: pay\nby: u\ntext: a\npositions: [{party: b, stance: unknown, as_of: 8 May}]\n", "Write year"),
        (
            "by: u\ntext: a\n",
            "Add the line “id: …” below “by: u”. Short and lasting, for it stands in addresses",
        ),
    ],
)
def test_a_hint_says_what_to_write(text: str, hint: str) -> None:
    _, problems = validated(Demand, text)
    assert len(problems) == 1
    assert hint in problems[0].hint


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("212", "Write wikidata: Q212"),
        ("q212", "Write wikidata: Q212"),
        ("https://www.wikidata.org/wiki/Q212", "Write wikidata: Q212"),
        ("Dock Union 212", "Look for the party at wikidata.org"),
    ],
)
def test_a_number_of_wikidata_is_offered_as_it_is_written(typed: str, hint: str) -> None:
    _, problems = validated(Party, f'id: u\nwikidata: "{typed}"\n')
    assert problems[0].hint.startswith(hint)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("8 May", "2031-05-08"),
        ("Monday, May 8", "2031-05-08"),
        ("about 8 May", "2031-05-08~"),
        ("May", "2031-05"),
        ("13/8", "2031-08-13"),
        ("5/8", ""),
        ("8", ""),
        ("Monday", ""),
        ("30 February", ""),
        ("8 May 2o30", ""),
        ("2031-02-30", ""),
    ],
)
def test_a_date_without_a_year_is_offered_with_that_of_the_sheet(typed: str, day: str) -> None:
    event = f"  - {{id: e, title: T, date: '{typed}'}}"
    sheet = f"story: {{headline: H, standfirst: S, updated: 2031-06-20}}\ndates:\n{event}\n"
    _, problems = validated(FactSheet, sheet)
    offer = f"If it is the year of “updated”, write date: {day}"
    assert [one.code for one in problems] == ["bad-date"]
    assert (problems[0].hint == offer) is bool(day)


def test_all_mistakes_of_an_entry_are_told_at_once() -> None:
    _, problems = validated(Demand, "id: Pay It\nby: A B\ntext:\nkind: wish\nof: [ok, Not Ok]\n")
    assert sorted(codes(problems)) == [
        "bad-choice",
        "bad-id",
        "bad-reference",
        "bad-reference",
        "empty-value",
    ]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("of: board\n    issue: pay", ["“of” and “issue” belong into “demands”, not into “parties”"]),
        ("of: board", ["“of” is not known here"]),
        ("of: board\n    colour: red", ["“of” is not known here", "“colour” is not known here"]),
        ("of: board\n    by: union", ["“of” is not known here", "“by” is not known here"]),
    ],
    ids=["of one section", "one key", "of none", "of several"],
)
def test_an_entry_below_the_name_of_another_section_is_told_as_one(keys: str, told: list[str]) -> None:
    document, _ = read_yaml(SourceFile("facts.yaml", f"parties:\n  - id: pay\n    {keys}\n"))
    assert document is not None
    _, problems = validate(Party, document, ("parties", 0), value_at(document.value, ("parties", 0)))
    assert [one.message for one in problems] == told


def test_messages_speak_no_python() -> None:
    _, problems = validated(
        Demand, "id: []\nby: {x: y}\ntext: a\npositions: [{party: u, stance: [rejects]}]\n"
    )
    assert len(problems) == 3
    for one in problems:
        assert not any(word in one.message + one.hint for word in ("Input", "str", "valid ", "tuple", "dict"))


WORDS = st.sampled_from(
    ["", " ", "union", "2031-02-12", "true", "Q1", "en", "a\nb", "a, b", "rejects", "\u200b", "x" * 6_000]
)
VALUES = st.recursive(
    st.none() | WORDS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(sheet_words())), inner)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(sorted(fields_of(FactSheet))), st.lists(VALUES, max_size=2)))
@settings(max_examples=200, deadline=None, derandomize=True, database=None)
def test_whatever_is_refused_has_words_of_its_own(sections: dict[str, list[object]]) -> None:
    document, _ = read_yaml(SourceFile("facts.yaml", "story: 1\n"))
    assert document is not None
    for section, entries in sections.items():
        model = fields_of(FactSheet)[section].model
        assert model is not None
        for entry in entries:
            _, problems = validate(model, document, (section, 0), entry)
            assert [one.code for one in problems if not one.hint] == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a:\n  id: x\n  by: y\n", "- id: x\n    by: y"),
        ("a:\n  id: x\n  by:\n    - y\n", "- id: x\n    by:\n      - y"),
        ("a:\n  union:\n    name: Dock Union\n", "- id: union\n    name: Dock Union"),
        ("a:\n  id: x\n  by: y\n  of: z\n  text: w\n", "of: z\n    …"),
        ("a: {id: x}\n", "Put [ before it and ] behind it: [{id: x}]"),
        ("a: {id: x,\n  by: y}\n", "Put [ before it and ] behind it."),
        ("a: x\n", "the first one so: “- x”"),
    ],
)
def test_a_list_without_dashes_is_shown_as_it_should_stand(text: str, hint: str) -> None:
    document, _ = read_yaml(SourceFile("facts.yaml", text))
    assert document is not None
    assert dash_hint(document.value_span(("a",))).endswith(hint)


@pytest.mark.parametrize(
    ("model", "text", "hint"),
    [
        (Event, "id: e\ndate: 2031\ntitle:\n", "Write the text behind the colon: title: …"),
        (Event, 'id: e\ndate: 2031\ntitle: T\nplace: ""\n', 'or delete the line “place: ""”.'),
        (Event, '{id: e, date: 2031, title: T, place: "", text: A}\n', 'or delete “, place: ""”.'),
        (Event, "id: e\ndate: 2031\ntitle: |\n  The strike:\n  day one\n", 'title: "The strike: day one"'),
        (Event, "id: e\ndate: 2031\ntitle: [A, B]\n", "like title: A"),
        (Event, "id: e\ndate: 2031\ntitle: {en: The strike}\n", "colon: title: The strike"),
        (Event, "id: e\ndate: 2031\ntitle: {en: []}\n", "colon: title: …"),
        (Event, "id: e\ndate: 2031\ntitle: T\ndraft: soon\n", "Write true or false. True while nobody"),
        (Party, "{id: u, wikidata: no}\n", "Or delete “, wikidata: no”."),
        (FrontMatter, "title: T\n", "Add the line “published: 2025-03-18” below “title: T”"),
        (Party, "id: u\nroles:\n  - chair\n", "in its place, behind the dash: “{title: chair, evidence: …}”"),
        (Party, "id: u\nroles: [chair]\n", "Write in its place: “{title: chair, evidence: …}”"),
        (Demand, "id: p\nby: u\ntext: T\npositions:\n  - union\n", "“{party: union, stance: …}”"),
        (
            StoryHead,
            "headline: H\nstandfirst: S\nupdated: 2026-02-20\nnames: [a]\n",
            "Write names: {name: id}",
        ),
    ],
)
def test_a_hint_shows_the_line_as_it_should_stand(model: type[Model], text: str, hint: str) -> None:
    _, problems = validated(model, text)
    assert len(problems) == 1
    assert hint in problems[0].hint
