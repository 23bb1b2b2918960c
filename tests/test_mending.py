"""What a message tells to write can be written, in the form of its own file, and mends the mistake."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from examples import found_in, sheet

from generator.mending import added, brief, in_forms, sentence, taken_out, written
from generator.mistakes import Extract, Mistake, mistakes
from generator.source import SourceFile, Span
from generator.yaml_document import read_yaml


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("More pay", "More pay"),
        ("The strike, at last", '"The strike, at last"'),
        ("Strike: day three", '"Strike: day three"'),
        ("“More pay,” she said", '"“More pay,” she said"'),
        ('"More pay" it is', "'\"More pay\" it is'"),
        ('It\'s "more"', "'It''s \"more\"'"),
        ("a \\ b", "'a \\ b'"),
        ("- not a list", '"- not a list"'),
        ("#3", '"#3"'),
        ("ends in a space ", '"ends in a space "'),
        ("…", "…"),
        ("2031-02-20", "2031-02-20"),
        ("", '""'),
    ],
)
def test_words_are_written_so_that_they_stay_a_text(words: str, line: str) -> None:
    assert written(words) == line
    for text in (f"a: {line}\n", f"a: {{b: {line}}}\n"):
        document, problems = read_yaml(SourceFile("facts.yaml", text))
        assert problems == []
        assert document is not None
        assert document.value in ({"a": words}, {"a": {"b": words}})


def entry_in(text: str, first: str) -> Span:
    source = SourceFile("facts.yaml", text)
    start = text.index(first)
    return source.span(start, len(text.rstrip()))


def test_a_line_is_added_before_the_brace_or_below_the_first_line() -> None:
    braces = entry_in("parties:\n  - {id: union, name: Dock Union}\n", "{id")
    assert added(braces, "part: …", "union") == "write “, part: …” before the “}” of “union”"
    assert added(braces, "part: …") == "write “, part: …” before its “}”"
    lines = entry_in("parties:\n  - id: union\n    name: Dock Union\n", "id")
    told = "add the line “part: …” below “id: union”, with 4 spaces before it"
    assert added(lines, "part: …", "union") == told
    head = entry_in("title: Strike\nbyline: Brandt\n", "title")
    assert added(head, "published: …") == "add the line “published: …” below “title: Strike”"


def test_what_is_taken_out_takes_its_comma_along() -> None:
    text = "- {on: start, to: union, draft: true}\n- on: start\n  to:\n    - union\n- {draft: true}\n"
    source = SourceFile("facts.yaml", text)

    def out(words: str, nth: int = 0) -> str:
        start = [found.start() for found in re.finditer(re.escape(words), text)][nth]
        key = source.span(start, start + words.index(":"))
        return taken_out(key, source.span(key.end + 2, start + len(words)))

    assert out("on: start") == "“on: start, ”"
    assert out("on: start", 1) == "“on: start”, but not the dash before it"
    assert out("to: union") == "“, to: union”"
    assert out("draft: true") == "“, draft: true”"
    assert out("draft: true", 1) == "“draft: true”"
    assert out("to:\n    - union") == "the line “to:” and what stands below it"


def test_long_words_are_cut_and_sentences_begin_with_a_capital() -> None:
    assert brief("x" * 40) == "x" * 40
    assert brief("x" * 41) == "x" * 40 + "…"
    assert sentence("write it") == "Write it"
    assert sentence("") == ""


TO_ADD = re.compile(r"rite “, ((?:[^“”]|“…”)+)” before (?:the “}” of “([a-z-]+)”|its “}”)")
ADDING = [one for one in mistakes().values() if TO_ADD.search(one.message) and "[its name" not in one.message]


@pytest.mark.parametrize("one", ADDING, ids=lambda one: one.code)
def test_what_is_to_be_added_between_braces_mends(one: Mistake, tmp_path: Path) -> None:
    """To the letter, with words of the article for what is left open."""
    found = found_in(tmp_path / "told", one.wrong)
    add = TO_ADD.search(found[0].hint)
    assert add
    lines = sheet(next(each.text for each in one.wrong if each.file == "facts")).split("\n")
    here = found[0].span.line - 1 if not add[2] else at(lines, f"id: {add[2]}")
    before, brace, after = lines[here].rpartition("}")
    lines[here] = f"{before}, {add[1].replace('…', filling(one))}{brace}{after}"
    mended = [each for each in one.wrong if each.file != "facts"]
    left = found_in(tmp_path / "mended", [*mended, Extract("facts", "\n".join(lines), True)])
    assert one.code not in {each.code for each in left}


def test_most_messages_that_miss_something_show_what_to_add() -> None:
    assert {one.code for one in ADDING} >= {
        "missing-evidence", "unsourced-lead", "future-date", "wrong-choice", "unclear-role", "other-speaker",
        "unanswered-party", "says-nothing",
    }  # fmt: skip


def at(lines: list[str], words: str) -> int:
    return next(number for number, line in enumerate(lines) if re.search(rf"\b{words}\b", line))


def filling(one: Mistake) -> str:
    """Words of the article of an example."""
    return "said the Harbour Board" if one.code == "other-speaker" else "called the strike"


@pytest.mark.parametrize(
    "text", ["dates:\n    - id: start\n      date: 2031-02-12\n", "dates: [{id: start, date: 2031-02-12}]\n"]
)
@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("evidence: …", "fill in “evidence”"),
        ("status: planned", "fill in “status” with “planned”"),
        ("part: …, evidence: …", "fill in “part” and “evidence”"),
    ],
)
def test_who_fills_in_forms_is_told_of_fields_and_not_of_lines(text: str, line: str, advice: str) -> None:
    entry = entry_in(text, "{id" if "{" in text else "id")
    for name in ("start", ""):
        said = added(entry, line, name)
        assert in_forms(f"Mend it, or {said}. Then save.") == f"Mend it, or {advice}. Then save."
        assert in_forms(sentence(said)) == sentence(advice)
    assert in_forms("Delete “quote” from the entry.") == "Delete “quote” from the entry."
