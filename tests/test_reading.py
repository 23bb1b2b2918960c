"""Files as clean text, and what is refused on the way."""

import os
from pathlib import Path

import pytest
from conftest import at_length
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic
from generator.reading import MOST_REPORTED, merge_conflicts, read_text, text_problems
from generator.source import SourceFile


def read(folder: Path, raw: bytes, limit: int = 1000) -> tuple[SourceFile, list[Diagnostic]]:
    path = folder / "facts.yaml"
    path.write_bytes(raw)
    return read_text(path, "story/facts.yaml", limit)


def problems(text: str) -> list[Diagnostic]:
    return list(text_problems(SourceFile("f", text)))


def refusal(path: Path) -> Diagnostic:
    """The one reason why nothing was read."""
    source, (problem,) = read_text(path, "shown")
    assert source == SourceFile("shown", "")
    assert problem.span == source.span(0, 0)
    return problem


def test_a_file_is_its_text_under_the_path_that_people_see(tmp_path: Path) -> None:
    source, found = read(tmp_path, "a: é\n".encode())
    assert (source, found) == (SourceFile("story/facts.yaml", "a: é\n"), [])


def test_windows_and_old_mac_files_read_like_any_other(tmp_path: Path) -> None:
    source, found = read(tmp_path, b"\xef\xbb\xbfa\r\nb\rc\n\r\n")
    assert (source.text, found) == ("a\nb\nc\n\n", [])


def test_a_missing_file_is_a_diagnostic(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none").code == "missing-file"


def test_a_story_without_its_sheet_is_told_what_makes_one(tmp_path: Path) -> None:
    assert refusal(tmp_path / "port/facts.yaml").hint.endswith("explainers draft port")
    assert "explainers import" in refusal(tmp_path / "port/article.md").hint
    assert refusal(tmp_path / "no\0name").code == "unreadable-file"


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("secret")
    (tmp_path / "link").symlink_to("real")
    assert "symbolic link" in refusal(tmp_path / "link").message


def test_a_link_that_appears_after_the_look_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real").write_text("secret")
    (tmp_path / "link").symlink_to("real")
    monkeypatch.setattr(os, "lstat", os.stat)
    assert refusal(tmp_path / "link").code == "unreadable-file"


def test_a_pipe_that_appears_after_the_look_does_not_hang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real").write_text("words")
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(os, "lstat", lambda path: (tmp_path / "real").stat())
    assert "regular file" in refusal(tmp_path / "pipe").message


def test_pipes_and_folders_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        assert "no regular file" in refusal(path).message


def test_a_file_without_permission_is_a_diagnostic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_: object) -> int:
        raise PermissionError

    (tmp_path / "file").write_text("words")
    monkeypatch.setattr(os, "open", forbid)
    assert "read" in refusal(tmp_path / "file").message


def test_the_limit_is_named_and_reached_exactly(tmp_path: Path) -> None:
    assert read(tmp_path, b"x" * 1000)[0].text == "x" * 1000
    source, (problem,) = read(tmp_path, b"x" * 1001)
    assert source.text == ""
    assert problem.message == "This file has 1,001 bytes (about as many letters), and the limit is 1,000"


def test_a_byte_that_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    source, (problem,) = read(tmp_path, b"\xef\xbb\xbfone\r\n" + "S\xe3o Paulo".encode("latin-1"))
    assert source.text == "one\nS\ufffdo Paulo"
    assert "UTF-8" in problem.message
    assert "0xE3 in line 2" in problem.message
    assert str(problem.span) == "story/facts.yaml:2:2"


@pytest.mark.parametrize(
    ("character", "code"),
    [
        *[(each, "control-character") for each in "\0\x07\x0b\x0c\r\x1b\x1f\x7f\x80\x85\x9f"],
        *[(each, "not-a-character") for each in "\ud800\udfff\ufffe\uffff\ufdd0"],
        *[(each, "invisible-character") for each in "\ufeff\U000e0001\U000e0041"],
        *[(each, "unclosed-direction") for each in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"],
    ],
)
def test_a_harmful_character_is_named_at_its_place(character: str, code: str) -> None:
    (problem,) = problems(f"one\ntwo{character}three")
    assert problem.code == code
    assert f"U+{ord(character):04X}" in problem.message
    assert (problem.span.line, problem.span.column, problem.span.text) == (2, 4, character)


@pytest.mark.parametrize(
    "words",
    [
        "tabs\tand lines\n",
        "می‌خواهیم",
        "👩‍👩‍👧",
        "نقابة عمال الموانئ (2026)",
        "“Curly” – and…",
        "a\u2066b\u2067c\u2069d\u2069",
        "\u202bx\u202c",
        "ก็็็",
        "a" + "\u0301" * 8,
        "—" * 40,
        "\u200e\u200f\u2028",
    ],
)
def test_ordinary_words_of_any_script_pass(words: str) -> None:
    assert problems(words) == []


def test_a_direction_must_be_closed_in_its_own_line_and_by_its_own_mark() -> None:
    assert [each.span.start for each in problems("a\u2066b\nc\u2069")] == [1, 5]
    assert {each.span.start for each in problems("\u2066\u202c")} == {0, 1}


def test_piled_up_marks_are_counted_and_underlined() -> None:
    (problem,) = problems("na" + "\u0301" * 500 + "me")
    assert "500 accents" in problem.message
    assert (problem.span.start, problem.span.end) == (2, 502)


def test_marks_among_other_signs_are_found() -> None:
    assert [each.span.start for each in problems("—" * 10 + "\u0301" * 9)] == [10]
    assert problems(("—" * 10 + "\u0301" * 8) * 2) == []


def test_a_file_full_of_nonsense_is_reported_in_a_few_lines() -> None:
    assert len(problems("\0" * 10_000)) == MOST_REPORTED


def test_a_text_has_its_place_in_the_file_or_is_given_one() -> None:
    source = SourceFile("f", r'a: "\x1b"')
    (problem,) = text_problems(source, 3, "x\x1b")
    assert (problem.span.start, problem.span.end) == (4, 5)
    (problem,) = text_problems(source, 0, "\x1b", source.span(3, 9))
    assert problem.span.text == r'"\x1b"'


CONFLICT = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> branch\n"


def test_an_unfinished_merge_is_one_diagnostic_where_it_begins(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, b"# T\n\n" + CONFLICT.encode())
    assert problem.code == "merge-conflict"
    assert "merge" in problem.message
    assert problem.span.line == 3


def test_each_unfinished_merge_is_found_inside_the_part_asked_for() -> None:
    source = SourceFile("f", CONFLICT * 3)
    assert len(list(merge_conflicts(source))) == 3
    assert [each.span.line for each in merge_conflicts(source, len(CONFLICT), 2 * len(CONFLICT))] == [6]


@pytest.mark.parametrize(
    "text",
    ["Title\n=======\n", "<<<<<<< a\n>>>>>>> b\n", "=======\n>>>>>>> b\n", "<<<<<<<<\n=======\n>>>>>>>>\n"],
)
def test_an_underlined_heading_is_no_merge(text: str) -> None:
    assert list(merge_conflicts(SourceFile("f", text))) == []


@at_length(settings())
@given(st.binary())
def test_no_bytes_make_reading_raise(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    source, found = read(tmp_path_factory.getbasetemp(), raw)
    assert "\r" not in source.text
    assert found or source.text.encode() == raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(
        b"\r", b"\n"
    )
    for problem in found:
        assert 0 <= problem.span.start <= problem.span.end <= len(source.text)


@given(st.text(st.sampled_from("ab\n\u2066\u2069\u202e\u202c")))
def test_only_texts_whose_directions_are_balanced_pass(text: str) -> None:
    def balanced(line: str) -> bool:
        marks = "".join(each for each in line if each not in "ab")
        while marks != (marks := marks.replace("\u2066\u2069", "").replace("\u202e\u202c", "")):
            pass
        return not marks

    assert (problems(text) == []) == all(map(balanced, text.split("\n")))
