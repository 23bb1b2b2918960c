"""One entry more in a sheet: it is there, and not a letter of anything else is another one."""

from __future__ import annotations

import os
import shlex
import shutil
from difflib import SequenceMatcher
from pathlib import Path

import pytest
import yaml
from conftest import GOOD, at_length, files_in
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.adding import CannotAddError, with_entry
from generator.additions import KINDS
from generator.cli import main
from generator.source import SourceFile
from generator.yaml_document import read_yaml

Printed = pytest.CaptureFixture[str]
SHEETS = {path.parent.name: path.read_text("utf-8") for path in sorted(GOOD.glob("*/facts.yaml"))}
ENTRY = {"id": "one-more", "text": "Yes: it's “so” #1", "by": ["a", "b"]}


def value(sheet: str) -> dict[str, object]:
    document, problems = read_yaml(SourceFile("facts.yaml", sheet))
    assert problems == []
    assert document is not None
    assert isinstance(document.value, dict)
    return dict(document.value)


@pytest.mark.parametrize("section", sorted({kind.section for kind in KINDS.values() if not kind.parent}))
@pytest.mark.parametrize("slug", SHEETS)
def test_everything_else_stays_as_it_was(slug: str, section: str) -> None:
    before = SHEETS[slug]
    after = with_entry(before, section, ENTRY)
    old, new = value(before), value(after)
    had = old.get(section) or []
    assert isinstance(had, list)
    assert new == {**old, section: [*had, {"id": "one-more", "text": ENTRY["text"], "by": ["a", "b"]}]}
    rest = iter(after.split("\n"))
    assert all(
        line in rest for line in before.split("\n") if line.strip() and line.strip() != f"{section}: []"
    )


@pytest.mark.parametrize(
    "sheet",
    [
        "story:\n  a: b\n",
        "story:\n  a: b\ndates:\n",
        "story:\n  a: b\ndates: []\nclaims: []\n",
        "story:\n  a: b\ndates:  # soon\nclaims: []\n",
        "dates:\n  # The first\n  - id: x\n  # The second\n  - id: y\nclaims: []\n",
        "dates:\n- id: x\n\n# A note on claims\nclaims: []\n",
        "dates:\n    - id: x\n      text: |\n        Two\n\n        lines\n    # more to come\nclaims: []",
    ],
)
def test_sections_of_all_forms(sheet: str) -> None:
    had = value(sheet).get("dates") or []
    assert isinstance(had, list)
    after = with_entry(sheet, "dates", {"id": "new"})
    assert value(after) == {**value(sheet), "dates": [*had, {"id": "new"}]}
    assert all(line in after for line in sheet.split("\n") if "#" in line and "soon" not in line)


def test_what_cannot_be_put_into_is_said() -> None:
    with pytest.raises(CannotAddError, match="on one line"):
        with_entry("dates: [{id: x}]\n", "dates", {"id": "new"})


@at_length(settings())
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1))
def test_any_text_comes_back(text: str) -> None:
    text = text.strip()
    if text:
        after = with_entry("claims: []\n", "claims", {"id": "a", "text": text})
        assert yaml.load(after, yaml.BaseLoader)["claims"] == [{"id": "a", "text": text}]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(GOOD, tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_fact_is_added_with_its_words_verified(here: Path, capsys: Printed) -> None:
    article = (here / "content/harbour-strike/article.md").read_text("utf-8")
    words = next(line for line in article.split("\n\n")[2:] if "[[" not in line and len(line) > 60)[:50]
    given_ = ("date=2024-03-03", "title=A day of note", f"evidence={' '.join(words.split())}")
    before = (here / "content/harbour-strike/facts.yaml").read_text("utf-8")
    assert main(["add", "harbour-strike", "event", *given_]) == 0
    assert "day-of-note" in capsys.readouterr().out
    after = (here / "content/harbour-strike/facts.yaml").read_text("utf-8")
    assert len(after.split("\n")) - len(before.split("\n")) in (4, 5)
    assert main(["check"]) == 0


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["by=nobody", "to=strike", "stance=neutral", "id=x"], "Nothing has the id “nobody”"),
        (["stanse=neutral"], "There is no key “stanse”"),
        (["stance"], "not of the form key=value"),
        (["stance=angry", "id=x"], "is not a stance"),
        (
            ["id=x", "by=nils-brandt", "to=nine-hours", "stance=neutral", "quote=These words stand nowhere"],
            "word for word",
        ),
    ],
)
def test_nothing_is_written_with_a_mistake(here: Path, capsys: Printed, more: list[str], words: str) -> None:
    before = files_in(here)
    assert main(["add", "harbour-strike", "reaction", *more]) == 1
    assert files_in(here) == before
    assert words in capsys.readouterr().err


def test_a_story_that_is_not_there(here: Path, capsys: Printed) -> None:
    assert main(["add", "nowhere", "event", "title=A"]) == 1
    assert "“explainers new” begins a story" in capsys.readouterr().err


def test_what_has_no_end_is_not_read(here: Path) -> None:
    """Links to a device or in a circle, a pipe, folders without end: a branch of others may hold them."""
    content = here / "content"
    (content / "harbour-strike/endless.txt").symlink_to("/dev/zero")
    (content / "circle").symlink_to(".")
    os.mkfifo(content / "harbour-strike/pipe.txt")
    content.joinpath("harbour-strike", *["a"] * 300).mkdir(parents=True)
    assert main(["add", "harbour-strike", "claim", "text=A claim.", "evidence=Nine is not eleven"]) == 0


def test_nothing_to_say_is_said(here: Path, capsys: Printed) -> None:
    """Without a terminal nobody can be asked."""
    before = files_in(here)
    assert main(["add", "harbour-strike", "party"]) == 1
    assert files_in(here) == before
    assert "Nothing was written" in capsys.readouterr().err


def test_a_failed_entry_comes_back_as_a_command(here: Path, capsys: Printed) -> None:
    """So that no answer is lost."""
    given_ = ["id=x", "by=odell,council", "to=nobody-knows", "stance=neutral", "text=It's so."]
    assert main(["add", "harbour-strike", "reaction", *given_]) == 1
    command = capsys.readouterr().err.splitlines()[-1]
    assert shlex.split(command)[1:] == ["add", "harbour-strike", "reaction", *given_]


@pytest.mark.parametrize(
    ("kind", "values", "lines"),
    [
        (
            "position",
            ["demand=eleven-hours", "party=council", "stance=silent", "words=takes no side"],
            ["      - party: council", "        stance: silent", "        quote: takes no side"],
        ),
        (
            "role",
            ["party=captain", "works_for=harbour-company", "title=guest"],
            ["    roles:", "      - title: guest", "        works_for: harbour-company"],
        ),
        (
            "account",
            [
                "of=strike",
                "by=odell",
                "title=Her account",
                "topic=The hours",
                "silent=true",
                "id=hers",
            ],
            [
                "  - id: hers",
                "    by: odell",
                "    of: strike",
                "    title: Her account",
                "    topics:",
                "      - topic: The hours",
                "        silent: true",
                "",
            ],
        ),
        (
            "topic",
            ["account=union-account", "topic=The barley", "silent=true"],
            ["      - topic: The barley", "        silent: true"],
        ),
    ],
)
def test_lists_inside_entries(here: Path, kind: str, values: list[str], lines: list[str]) -> None:
    """Only the lines of the new entry come in."""
    sheet = here / "content/harbour-strike/facts.yaml"
    before = sheet.read_text("utf-8").split("\n")
    assert main(["add", "harbour-strike", kind, *values]) == 0
    after = sheet.read_text("utf-8").split("\n")
    matched = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changed = [(how, after[start:end]) for how, _, _, start, end in matched if how != "equal"]
    assert changed == [("insert", lines)]


def test_a_parent_that_is_not_there(here: Path, capsys: Printed) -> None:
    assert main(["add", "harbour-strike", "position", "demand=x", "party=odell", "stance=silent"]) == 1
    assert "There is no demand “x” in this sheet" in capsys.readouterr().err


def test_words_that_stand_nowhere(here: Path, capsys: Printed) -> None:
    values = ["date=2024-04-03", "title=A day", "words=Nine is not twelve"]
    assert main(["add", "harbour-strike", "event", *values]) == 1
    assert "The nearest: “Nine is not eleven" in capsys.readouterr().err


def test_a_terminal_is_asked(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    """Only what was not given; and what was written is shown with its place."""
    answers = iter(["until people can sleep", "Something was said", ""])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: next(answers))
    assert main(["add", "harbour-strike", "event", "date=2024-03-03"]) == 0
    out = capsys.readouterr().out
    assert "What happened, in a few words." in out
    place, _, entry = out[out.index("Added to ") :].partition("\n\n")
    line = int(place.rpartition(":")[2])
    sheet = (here / "content/harbour-strike/facts.yaml").read_text("utf-8").split("\n")
    assert "\n".join(sheet[line - 1 :]).lstrip("\n").startswith(entry)


def test_a_broken_off_interview_comes_back_as_a_command(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """With the party that was added on the way."""
    answers = iter(["", "new", "", "Ida Moor", "person", "", "", "", "strike"])

    def broken_off(prompt: str) -> str:
        answer = next(answers, None)
        if answer is None:
            raise KeyboardInterrupt
        return answer

    before = files_in(here)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", broken_off)
    assert main(["add", "harbour-strike", "reaction"]) == 1
    assert files_in(here) == before
    assert capsys.readouterr().err.splitlines()[-2:] == [
        "explainers add harbour-strike party id=ida-moor 'name=Ida Moor' kind=person",
        "explainers add harbour-strike reaction by=ida-moor to=strike",
    ]


def test_what_was_not_said_is_asked_for(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    """The story and what to add; a party that is new comes in with the entry that names it."""
    party = ["new", "", "Ida Moor", "person", "", "", ""]
    answers = iter(["?", "harbour", "react", "", *party, "strike", "neutral", "She rang the bells.", "", ""])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: next(answers))
    assert main(["add"]) == 0
    capsys.readouterr()
    assert main(["check"]) == 0
    added = (here / "content/harbour-strike/facts.yaml").read_text("utf-8")
    assert "  - id: ida-moor\n    name: Ida Moor\n    kind: person\n" in added
    assert "    by: ida-moor\n    to: strike\n" in added


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["add"], "Say the story and what to add: party, role, demand"),
        (["add", "harbour-strike", "reactions"], "Did you mean “reaction”?"),
    ],
)
def test_what_cannot_be_added_is_told(here: Path, capsys: Printed, words: list[str], told: str) -> None:
    assert main(words) == 1
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("interruption", [EOFError, KeyboardInterrupt])
def test_a_broken_off_interview(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed, interruption: type[BaseException]
) -> None:
    def broken_off(prompt: str) -> str:
        raise interruption

    before = files_in(here)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", broken_off)
    assert main(["add", "harbour-strike", "event"]) == 1
    assert files_in(here) == before
    assert "Nothing was written." in capsys.readouterr().err


def test_a_story_that_is_a_draft(here: Path, capsys: Printed) -> None:
    sheet = here / "content/harbour-strike/facts.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("story:\n", "story:\n  draft: true\n", 1), "utf-8")
    assert main(["add", "harbour-strike", "event", "date=2024-03-03", "title=A day"]) == 1
    assert "is a draft" in capsys.readouterr().err
