"""What a change of one file would make wrong: told before it is written, and only what is new."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from stories import BODY, HEAD, write_story

from generator.build import Settings
from generator.trying import left_alone, new_problems, signature

SHEET = "dates: [{id: it, date: 2026-02-10, title: It, evidence: Nowhere}]\n"


def told(content: Path, sheet: str) -> list[tuple[str, int]]:
    """The new mistakes of a sheet, with their lines."""
    found = new_problems(Settings(content, "content"), Path("port/facts.yaml"), HEAD + sheet)
    return [(one.code, one.span.line) for one in found]


def test_only_what_a_change_brings_is_told(tmp_path: Path) -> None:
    content = write_story(tmp_path / "content", SHEET)
    assert told(content, SHEET) == []
    assert told(content, "# A line more\n" + SHEET) == []
    assert told(content, SHEET + "claims: [{id: c, text: C, quote: Nowhere}]\n") == [("quote-not-found", 6)]
    assert told(content, SHEET.replace("Nowhere", "Elsewhere")) == [("evidence-not-found", 5)]


def test_the_same_mistake_of_another_file_is_new(tmp_path: Path) -> None:
    content = write_story(tmp_path / "content", SHEET)
    write_story(content, "", slug="rail")
    found = new_problems(Settings(content, "content"), Path("rail/facts.yaml"), HEAD + SHEET)
    assert [one.span.source.path for one in found] == ["content/rail/facts.yaml"]
    assert signature(found[0])[0] == "evidence-not-found"


def test_nothing_is_touched(tmp_path: Path) -> None:
    content = write_story(tmp_path / "content", SHEET)
    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    told(content, "")
    assert {path: path.read_bytes() for path in content.rglob("*") if path.is_file()} == before


def test_what_may_not_be_written_is_tried_all_the_same(tmp_path: Path) -> None:
    content = write_story(tmp_path / "content", SHEET)
    (content / "port/facts.yaml").chmod(0o444)
    assert told(content, SHEET.replace("Nowhere", "Elsewhere")) == [("evidence-not-found", 5)]


@pytest.mark.parametrize("name", ["quay.png", "Quay.JPEG", "quay.svg"])
def test_a_picture_is_neither_copied_nor_missed(name: str, tmp_path: Path) -> None:
    """One that is missing is told by the next build."""
    content = write_story(tmp_path / "content", SHEET, f"{BODY}\n![The quay]({name})\n")
    (content / "port" / name).touch()
    assert left_alone(content, str(content / "port"), ["facts.yaml", name]) == {name}
    assert told(content, SHEET) == []
    assert told(content, "") == []


def test_what_may_have_no_end_is_left_alone(tmp_path: Path) -> None:
    content = write_story(tmp_path / "content", SHEET)
    before = told(content, "")
    (content / "loop").symlink_to(content)
    (content / "port/loop").symlink_to(content)
    (content / "port/link.txt").symlink_to("/dev/zero")
    os.mkfifo(content / "port/pipe.txt")
    (content / "port/.hidden").mkdir()
    (content / "port/deep/er").mkdir(parents=True)
    os.mkfifo(content / "port/deep/er/pipe.txt")
    (content / ".git").mkdir()
    os.mkfifo(content / ".git/pipe")
    assert told(content, "") == before == []
