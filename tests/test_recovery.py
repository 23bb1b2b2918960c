"""A sheet that cannot be read as YAML: what else is wrong with it is told in the same run."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import GOOD, build_site
from stories import HEAD, write_story

from generator.diagnostics import Diagnostic
from generator.fact_sheet import read_sheet
from generator.recovery import OF_ONE_LINE, OF_WHAT_IS_BELOW, read_on
from generator.source import SourceFile

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
    "an open bracket": "[one, two",
    "a bracket closed with another": "[one, two}",
    "an open brace": "{one: two",
    "words after a bracket": "[one, two] three",
    "a list beside its key": "- one",
    "a star": "*bold* words",
    "an ampersand": "&bold words",
    "a number sign": "Strike #3",
    "two texts": '"one", "two"',
    "half a character": '"\\uD83D"',
}
KEYED = re.compile(r"( *)(- )?([\w-]+):(.*)")
ENTRY = re.compile(r" +- \w")


def is_whole(line: str) -> bool:
    """Whether a key has its value on its line."""
    return VALUE.fullmatch(line) is not None and ">" not in line


PLACED: dict[str, Callable[[str], str]] = {
    "a tab": lambda line: "\t" + line.lstrip() if KEYED.match(line) else line,
    "a space too many": lambda line: " " + line if KEYED.match(line) and line[:2] == "  " else line,
    "a space too few": lambda line: line[1:] if KEYED.match(line) and line[:2] == "  " else line,
    "no colon": lambda line: (
        line.replace(": ", " ", 1) if VALUE.fullmatch(line) and ">" not in line else line
    ),
    "no space": lambda line: (
        line.replace(": ", ":", 1) if VALUE.fullmatch(line) and ">" not in line else line
    ),
    "no space after a dash": lambda line: line.replace("- ", "-", 1) if ENTRY.match(line) else line,
    "a key alone": lambda line: line.partition(":")[0] if is_whole(line) else line,
}
"""What happens to a whole line, of which nobody then knows what it belongs to."""


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
        assert {one.span.line for one in said} == {number + 1}, (LINES[number], [one.message for one in said])


@pytest.mark.parametrize("accident", PLACED)
def test_a_line_at_the_wrong_place_brings_no_other_mistake(accident: str) -> None:
    """It is told there, or where the next line does not fit to it."""
    for number in range(list(PLACED).index(accident), len(LINES), 9):
        line = PLACED[accident](LINES[number])
        if line != LINES[number]:
            said = said_of("\n".join([*LINES[:number], line, *LINES[number + 1 :]]))
            assert said, LINES[number]
            assert {one.span.line for one in said} <= {number + 1, number + 2}, (line, said)


@pytest.mark.parametrize("accident", [*ACCIDENTS, *PLACED])
def test_an_accident_in_a_site_is_one_mistake(accident: str, good_copy: Path) -> None:
    """What names the lines in question, or is named in them, is not missed either.

    Only an id that is nearly another one is told, where its own line cannot be read.
    """
    path = good_copy / "harbour-strike/facts.yaml"
    for number in [place for place in PLACES if " id: " not in LINES[place]][len(accident) :: 50]:
        lines = with_value(number, ACCIDENTS[accident]) if accident in ACCIDENTS else list(LINES)
        if accident in PLACED:
            lines[number] = PLACED[accident](lines[number])
        path.write_text("\n".join(lines), "utf-8")
        errors = [one for one in build_site(good_copy).diagnostics if one.severity == "error"]
        assert {one.span.line for one in errors} <= {number + 1, number + 2}, (lines[number], errors)
        assert bool(errors) == (lines != LINES)


@pytest.mark.parametrize("line", ["by: union", " by: union", "   by: union"])
def test_a_line_that_lost_its_spaces_brings_no_other_mistake(line: str) -> None:
    lines = [
        "story: {headline: Strike, standfirst: It is on., updated: 2031-02-20}",
        "demands:",
        "  - id: pay",
    ]
    lines += [line, "    of: board", "    text: More pay."]
    _, found = read_sheet("port", SourceFile("facts.yaml", "\n".join(lines)))
    assert [(one.code, one.span.line) for one in found] == [("indentation", 4)]


def test_an_entry_whose_section_is_not_named_is_told_to_belong_elsewhere() -> None:
    lines = [
        "story: {headline: Strike, standfirst: It is on., updated: 2031-02-20}",
        "parties:",
        "  - id: pay",
    ]
    lines += ["    by: union", "    of: board", "    text: More pay.", "board:"]
    _, found = read_sheet("port", SourceFile("facts.yaml", "\n".join(lines)))
    assert [(one.code, one.span.text) for one in found] == [("unknown-key", "board"), ("unknown-key", "by")]
    assert "belong into “demands”, not into “parties”" in found[1].message
    assert "the line “demands:” is missing above" in found[1].hint


@pytest.mark.parametrize("key", ["by", "evidence"])
def test_a_last_line_that_lost_its_spaces_is_told_so(key: str) -> None:
    head = "story: {headline: Strike, standfirst: It is on., updated: 2031-02-20}"
    _, found = read_sheet("port", SourceFile("facts.yaml", f"{head}\n{key}: union\n"))
    assert [one.hint for one in found] == [
        "It belongs to an entry: put as many spaces before it as stand before the lines of that entry."
    ]


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


def test_a_sheet_with_everything_wrong_is_told_in_one_run(tmp_path: Path) -> None:
    """Each mistake is one that hides others in most programs that read YAML."""
    write_story(tmp_path, EVERYTHING, "Nobody answered the Dock Union.\n", head="")
    found = build_site(tmp_path).diagnostics
    lines = EVERYTHING.split("\n")
    told = {f"{lines[one.span.line - 1].strip()} <- {one.code}" for one in found}
    assert told == {
        "headline: Strike: day three <- colon-in-text",
        "standfist: The cranes stand still. <- unknown-key",
        "updated: 2026-02-31 <- bad-date",
        "aliases: [the Union, the dockers <- unclosed-bracket",
        "name: The Board <- duplicate-key",
        "- id: edda_brandt <- bad-id",
        "by: uniom <- unknown-id",
        'text: "It wants "seven percent" more." <- quote-in-quotes',
        "quote: Seven percents <- quote-not-found",
        "- party: seven <- wrong-kind",
        "stance: no <- bad-choice",
        "date: Monday <- bad-date",
        "place: quay <- tab-indentation",
        "- id: start <- duplicate-id",
        "- id: start <- missing-key",
        "titel: The strike begins <- unknown-key",
        "to: edda <- unknown-id",
        "- just a text <- group-expected",
        "title: Paper #3 <- comment-cuts-text",
        "url: example.org <- bad-url",
    }


EVERYTHING = """\
story:
  headline: Strike: day three
  standfist: The cranes stand still.
  updated: 2026-02-31
parties:
  - id: union
    name: Dock Union
    aliases: [the Union, the dockers
  - id: board
    name: Harbour Board
    name: The Board
  - id: edda_brandt
    name: Edda Brandt
demands:
  - id: seven
    by: uniom
    text: "It wants "seven percent" more."
    positions:
      - party: seven
        stance: no
  - id: eight
    by: union
    text: It wants eight.
    quote: Seven percents
dates:
  - id: start
    date: Monday
    title: The strike begins
\tplace: quay
  - id: start
    titel: The strike begins
    evidence: Nobody answered
reactions:
  - id: silence
    by: edda-brandt
    to: edda
    stance: neutral
    evidence: Nobody answered
  - just a text
sources:
  - id: paper
    kind: document
    title: Paper #3
    url: example.org
"""


def test_after_other_accidents_nothing_is_guessed() -> None:
    said = said_of(
        SHEET.replace("    part: Called", "    ? part: Called", 1).replace(
            "stance: rejects", "stance: rejcts"
        )
    )
    assert [one.code for one in said] == ["key-not-text"]


SPOILT = """\
parties:
  - {id: union, name: Dock Union}
  - {id: board, name: Harbour Board}
demands:
  - id: pay
    by: union
    text: More pay.
    quote: Seven percents
"""
LOST_WORDS = "quote: Seven percents <- quote-not-found"


def told_of(tmp_path: Path, sheet: str, head: str = HEAD) -> list[str]:
    """What a build tells of a sheet, as `the line <- code`, in order."""
    write_story(tmp_path, sheet, "The Dock Union and the Harbour Board.\n", head=head)
    lines = (head + sheet).split("\n")
    return [f"{lines[one.span.line - 1].strip()} <- {one.code}" for one in build_site(tmp_path).diagnostics]


def test_several_lines_with_tabs_are_one_accident_and_hide_nothing(tmp_path: Path) -> None:
    tabs = "    of: board\n\tkind: offer\n\tissue: pay\n\tdate: 2026-02-01\n    title: More\n"
    sheet = SPOILT.replace("    text: More", tabs + "    text: More")
    assert told_of(tmp_path, sheet) == ["kind: offer <- tab-indentation", LOST_WORDS]


def test_a_cut_text_and_a_key_without_a_colon_are_told_with_all_that_is_wrong_beside(tmp_path: Path) -> None:
    sheet = SPOILT.replace("text: More pay.", "text: Strike #3") + "    titel: More\n"
    assert told_of(tmp_path, sheet) == [
        "text: Strike #3 <- comment-cuts-text",
        LOST_WORDS,
        "titel: More <- unknown-key",
    ]
    sheet = sheet.replace("quote: Seven percents", "quote Seven percents")
    assert told_of(tmp_path, sheet)[0] == "text: Strike #3 <- comment-cuts-text"


@pytest.mark.parametrize("accident", ["text: no: pay", "text: Strike #3"])
def test_what_does_not_end_the_reading_is_told_once(accident: str) -> None:
    """Each pass over the sheet sees it anew."""
    sheet = SPOILT.replace("    text: More pay.\n", f"    of: board\n    of: board\n    {accident}\n")
    told = [(one.code, one.span.line) for one in said_of(HEAD + sheet)]
    assert [place for place in told if place[0] == "duplicate-key"] == [("duplicate-key", 12)]
    assert len(told) == 2


def test_what_is_wrong_far_from_a_line_at_the_wrong_place_is_told(tmp_path: Path) -> None:
    sheet = SPOILT.replace("    text: More", "   of: board\n    text: More")
    sheet += "  - id: rest\n    by: union\n    text: Rest.\n    quote: Seven percents\n"
    told = told_of(tmp_path, sheet)
    assert told[0].endswith("<- indentation")
    assert told[-1] == LOST_WORDS
    top = SPOILT.replace("demands:", " demands:") + "claims: [{id: c, text: A, quote: Nowhere}]\n"
    assert [one.partition(" <- ")[2] for one in told_of(tmp_path, top)] == ["indentation", "quote-not-found"]


@pytest.mark.parametrize("line", ["\t- id: rest", "   - id: rest", "\t- id: rest\n\n"])
def test_what_is_wrong_in_the_next_entry_is_told(line: str, tmp_path: Path) -> None:
    rest = f"demands:\n{line}\n    by: union\n    text: Rest.\n"
    told = told_of(tmp_path, SPOILT.replace("demands:\n", rest))
    assert len(told) == 2
    assert told[1] == LOST_WORDS


def test_an_id_that_could_not_be_read_is_offered_for_a_slip(tmp_path: Path) -> None:
    sheet = SPOILT.replace("{id: union, name: Dock Union}", "id: union: x\n    name: Dock Union")
    sheet = sheet.replace("by: union", "by: unoin")
    write_story(tmp_path, sheet, "The Harbour Board.\n")
    (slip,) = (one for one in build_site(tmp_path).diagnostics if one.code == "unknown-id")
    assert (slip.span.text, slip.hint) == ("unoin", "Did you mean “union”?")


def test_a_line_of_blanks_ends_no_entry() -> None:
    entry = "    by: union\n    text: Rest.\n"
    sheet = f"{HEAD}demands:\n\t- id: rest\n \n{entry}  - id: pay\n    colour: red\n{entry}"
    assert [one.code for one in said_of(sheet)] == ["tab-indentation", "unknown-key"]


def test_an_entry_at_the_wrong_place_may_be_the_last_line() -> None:
    sheet = f"{HEAD}demands:\n  - id: pay\n    by: union\n    text: More pay.\n"
    for line, code in (("\t- id: rest", "tab-indentation"), ("   - id: rest", "indentation")):
        assert [one.code for one in said_of(f"{sheet}{line}")] == [code]


def test_a_character_that_nobody_sees_hides_nothing(tmp_path: Path) -> None:
    told = told_of(tmp_path, SPOILT.replace("text: More pay.", "text: More \x07pay."))
    assert told == ["text: More \x07pay. <- control-character", LOST_WORDS]


def test_an_empty_sheet_is_told_so(tmp_path: Path) -> None:
    assert told_of(tmp_path, "", head="") == [" <- empty-file"]


def test_what_may_be_named_in_a_line_that_cannot_be_read_is_not_missed(tmp_path: Path) -> None:
    """Its id may stand in the line itself; an entry without one could be any."""
    sheet = SPOILT.replace("by: union", "by: crane-crew\n    source: letter")
    assert [one.partition(" <- ")[2] for one in told_of(tmp_path, sheet)] == [
        "unknown-id",
        "unknown-source",
    ]
    broken = sheet.replace("  - {id: union, name: Dock Union}", "  - name: Crane: Crew")
    assert told_of(tmp_path, broken) == ["- name: Crane: Crew <- colon-in-text"]


# Stand-ins


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("by: union", "by: [union, Harbour Board]", "bad-reference"),
        ("by: union", "by: Union", "bad-reference"),
        ("by: union", "by: []", "empty-list"),
        ("by: union", "by:", "empty-list"),
        ("by: union", "by: '!!!'", "bad-reference"),
        ("by: union", "by: [union, '!!!']", "bad-reference"),
        ("by: union", "by: {party: union}", "text-expected"),
        ("    by: union\n", "", "missing-key"),
        ("by: union", "by: union\n    of: ['!!!']", "bad-reference"),
        ("by: union", "by: union\n    of: [union, '!!!']", "bad-reference"),
        ("by: union", "by: union\n    kind: ofer", "bad-choice"),
        ("by: union", "by: union\n    date: Monday", "bad-date"),
        ("by: union", "by: union\n    positions: [{party: board, stance: no}]", "bad-choice"),
        ("by: union", "by: union\n    positions: [{party: board}]", "missing-key"),
        ("by: union", "by: union\n    positions: {party: board, stance: maybe}", "list-expected"),
        ("by: union", "by: union\n    positions: [{party: '!!!', stance: unknown}]", "bad-reference"),
        (
            "by: union",
            "by: union\n    positions: [{party: '!!!', stance: unknown}, {party: '??', stance: unknown}]",
            "bad-reference",
        ),
        ("text: More pay.", "titel: More pay.", "missing-key"),
        ("id: pay", "id: More Pay", "bad-id"),
    ],
)
def test_a_wrong_value_hides_no_other_mistake_of_its_entry(
    before: str, after: str, code: str, tmp_path: Path
) -> None:
    told = told_of(tmp_path, SPOILT.replace(before, after))
    assert LOST_WORDS in told
    assert {one.partition(" <- ")[2] for one in told} - {"unknown-key"} == {code, "quote-not-found"}


@pytest.mark.parametrize(("typed", "code"), [("The Letter", "bad-reference"), ("[letter]", "one-expected")])
def test_words_are_not_looked_for_where_their_source_is_in_doubt(
    typed: str, code: str, tmp_path: Path
) -> None:
    told = told_of(tmp_path, SPOILT + f"    source: {typed}\n")
    assert told == [f"source: {typed} <- {code}"]


def test_words_that_may_belong_to_another_source_are_not_looked_for() -> None:
    """A `source` that cannot be read could be any; the article is not blamed."""
    assert not read_on(SourceFile("facts.yaml", "a: b: c\n")).sourceless
    assert read_on(SourceFile("facts.yaml", "source: b: c\n")).sourceless


def test_the_accidents_are_known_ones() -> None:
    """Each is made somewhere above."""
    made = {said_of("\n".join(with_value(PLACES[5], value)))[0].code for value in ACCIDENTS.values()}
    assert made <= OF_ONE_LINE | OF_WHAT_IS_BELOW
    assert OF_ONE_LINE - made == {"missing-space-after-colon"}
