"""One entry more in a sheet: it is there, and not a letter of anything else is another one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from conftest import GOOD, files_in
from hypothesis import given
from hypothesis import strategies as st

from generator.adding import CannotAddError, with_entry
from generator.cli import main
from generator.commands.add import SECTIONS
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


@pytest.mark.parametrize("section", sorted(SECTIONS.values()))
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
    assert "a-day-of-note" in capsys.readouterr().out
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


def test_what_is_missing_is_asked_for(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    """At a terminal: required keys, with the choices there are, and the words it rests on."""
    answers = iter(["Something was said", "", ""])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: next(answers))
    assert main(["add", "harbour-strike", "event", "id=said-so", "date=2024-03-03"]) == 0
    out = capsys.readouterr().out
    assert "title: What happened, in a few words." in out
