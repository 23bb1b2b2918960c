"""Diagnostics as people read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Severity
from generator.pages.problems import report_lines
from generator.reports import as_concise, as_text, summary, visible
from generator.source import SourceFile

SHEET = SourceFile("content/x/facts.yaml", "demands:\n- id: pay\n  by: unoin\n")


def at(source: SourceFile, words: str) -> Diagnostic:
    """A diagnostic at the first place of some words."""
    start = source.text.index(words)
    return Diagnostic("unknown-id", "There is no “unoin”", source.span(start, start + len(words)))


def carets(text: str, words: str) -> tuple[str, str]:
    """The excerpt of a text and the line below it."""
    _, _, _, excerpt, underline = as_text([at(SourceFile("f", text), words)]).split("\n")
    return excerpt.partition("| ")[2], underline.partition("| ")[2]


def test_a_diagnostic_shows_its_place_its_line_and_its_hint() -> None:
    assert as_text([replace(at(SHEET, "unoin"), hint="Did you mean “union”?")]) == (
        "error[unknown-id]: There is no “unoin”\n"
        " --> content/x/facts.yaml:3:7\n"
        "  |\n"
        "3 |   by: unoin\n"
        "  |       ^^^^^\n"
        "  = help: Did you mean “union”?"
    )


def test_on_a_page_excerpts_stay_whole_and_all_else_may_be_broken() -> None:
    hint = "Write both: 1 | 2\nby: union\nto: port"
    report = as_text([replace(at(SHEET, "unoin"), hint=hint)], site="https://example.org/")
    lines = report_lines(report)
    assert "\n".join(line.text for line in lines) == report
    broken = [line.text.split()[0] for line in lines if not line.is_whole]
    assert broken == ["error[unknown-id]:", "-->", "=", "="]


def test_further_places_follow_with_their_lines() -> None:
    problem = replace(at(SHEET, "unoin"), related=(("The demand is here", at(SHEET, "pay").span),))
    assert as_text([problem]).split("\n")[5:] == [
        "note: The demand is here",
        " --> content/x/facts.yaml:2:7",
        "  |",
        "2 | - id: pay",
        "  |       ^^^",
    ]


def test_diagnostics_keep_their_order_and_an_empty_line_between_them() -> None:
    first, second = as_text([at(SHEET, "unoin"), at(SHEET, "pay")]).split("\n\n")
    assert ":3:7" in first
    assert ":2:7" in second
    assert as_text([]) == ""


def test_line_numbers_of_any_width_line_up() -> None:
    lines = as_text([at(SourceFile("f", "\n" * 99 + "here"), "here")]).split("\n")
    assert lines[1:] == ["   --> f:100:1", "    |", "100 | here", "    | ^^^^"]


def test_a_file_that_could_not_be_read_has_no_excerpt() -> None:
    problem = Diagnostic("missing-file", "There is no such file", SourceFile("f", "").span(0, 0))
    assert as_text([problem]) == "error[missing-file]: There is no such file\n --> f:1:1"


def test_a_place_between_two_characters_and_the_end_of_a_file_have_a_caret() -> None:
    source = SourceFile("f", "ab\n")
    for offset, underline in ((1, " ^"), (2, "  ^"), (3, "^")):
        problem = Diagnostic("x", "y", source.span(offset, offset))
        assert as_text([problem]).split("\n")[-1].partition("| ")[2] == underline


def test_words_over_several_lines_are_underlined_on_the_first() -> None:
    assert carets("a: one\n  two\n", "one\n  two") == ("a: one", "   ^^^")


@pytest.mark.parametrize(
    ("text", "words", "excerpt", "underline"),
    [
        ("\tby: x", "x", "    by: x", "        ^"),
        ("東京: x", "x", "東京: x", "      ^"),
        ("a: 東京!", "東京", "a: 東京!", "   ^^^^"),
        ("cafe\u0301: x", "x", "cafe\u0301: x", "      ^"),
        ("a\u20dd: x", "x", "a\u20dd: x", "   ^"),
        ("a\x1b: x", "x", r"a\x1b: x", "       ^"),
        ("a: \u202e", "\u202e", r"a: \u202e", "   ^^^^^^"),
        ("a: می\u200cخواهم", "می\u200cخواهم", "a: می\u200cخواهم", "   ^^^^^^^"),
    ],
)
def test_carets_stand_below_what_a_terminal_shows(
    text: str, words: str, excerpt: str, underline: str
) -> None:
    assert carets(text, words) == (excerpt, underline)


def test_a_long_line_is_cut_around_the_place() -> None:
    excerpt, underline = carets("a" * 5000 + "HERE" + "b" * 5000, "HERE")
    assert len(excerpt) < 130
    assert excerpt.startswith("…a")
    assert excerpt.endswith("b…")
    assert excerpt[underline.index("^") :].startswith("HERE")
    assert underline.count("^") == 4


def test_a_hint_of_several_lines_stays_behind_its_bar() -> None:
    problem = replace(at(SHEET, "pay"), hint="Write text: >-\n::error::words")
    assert as_text([problem]).split("\n")[-2:] == ["  = help: Write text: >-", "  |       ::error::words"]


def test_nothing_that_a_terminal_obeys_is_printed() -> None:
    source = SourceFile("a\nb\x1b.yaml", "x\x1b[2J\u202e\ufeff\x85y")
    span = source.span(1, 2)
    problem = Diagnostic("x", "m\x1b\n", span, "h\x9b", related=(("r\x07", span),))
    for report in (as_text([problem]), as_concise([problem])):
        assert not set(report) & set("\x1b\u202e\ufeff\x85\x9b\x07")
        assert r"a\nb\x1b.yaml:1:2" in report


def test_one_line_for_each_diagnostic() -> None:
    warning = replace(at(SHEET, "pay"), severity=Severity.WARNING)
    assert as_concise([at(SHEET, "unoin"), warning]) == (
        "content/x/facts.yaml:3:7: error[unknown-id]: There is no “unoin”\n"
        "content/x/facts.yaml:2:7: warning[unknown-id]: There is no “unoin”"
    )


def test_colour_marks_the_severity_and_nothing_else() -> None:
    problem = at(SHEET, "unoin")
    coloured = as_text([problem], colour=True)
    assert coloured.startswith("\x1b[1;31merror[unknown-id]\x1b[0m: ")
    assert coloured.replace("\x1b[1;31m", "").replace("\x1b[0m", "") == as_text([problem])


@pytest.mark.parametrize(
    ("severities", "words"),
    [
        ([], "no problems"),
        ([Severity.ERROR], "1 error"),
        ([Severity.WARNING, Severity.ERROR, Severity.ERROR], "2 errors, 1 warning"),
        ([Severity.HINT, Severity.HINT], "2 hints"),
    ],
)
def test_the_summary_counts_by_weight(severities: list[Severity], words: str) -> None:
    assert summary(replace(at(SHEET, "pay"), severity=each) for each in severities) == words


@given(st.text(), st.integers(0, 100), st.integers(0, 100))
def test_any_text_and_place_can_be_shown_on_lines_of_their_own(text: str, start: int, length: int) -> None:
    problem = Diagnostic("x", text, SourceFile("f", text).span(start, start + length), related=())
    report = as_text([problem])
    assert len(report.split("\n")) == (5 if text else 2)
    assert visible(report.replace("\n", "")) == report.replace("\n", "")
    report.encode("utf-8")


def test_a_build_service_finds_no_order_in_a_report() -> None:
    """GitHub obeys `##[…]` anywhere in a line, also where it begins before the words that are meant."""
    source = SourceFile("content/##[group]x.md", "x ##[add-mask]e\n")
    one = Diagnostic(
        "x",
        "No “##[error]y”",
        source.span(4, 9),
        "Not ##[debug]z.\n##[debug]",
        related=(("##[a]", source.span(0, 1)),),
    )
    for printed in (as_text([one], colour=True, site="##[b]"), as_concise([one])):
        assert "##[" not in printed
        assert "#\u200b[error]y" in printed
