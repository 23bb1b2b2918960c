"""How heavy a mistake is, by the settings of a site: the same for MkDocs and for the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import run
from examples import write

from generator.build import Build, Settings, build
from generator.cli import main
from generator.commands.project import project_of
from generator.diagnostics import Severity
from generator.mistakes import Mistake, mistakes
from generator.severities import read_severities

SILENT = {"unlisted-name": "off"}


def built(content: Path, **rules: object) -> Build:
    severities, problems = read_severities({code.replace("_", "-"): word for code, word in rules.items()})
    assert problems == ()
    return build(Settings(content, "content", severities=severities))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A story with a hint."""
    write(tmp_path / "content", mistakes()["unlisted-name"].wrong)
    return tmp_path / "content"


@pytest.mark.parametrize("word", ["hint", "warning", "error"])
def test_a_hint_weighs_what_the_settings_say(word: str, content: Path) -> None:
    result = built(content, unlisted_name=word)
    assert [(one.code, one.severity) for one in result.diagnostics] == [("unlisted-name", word)]
    assert result.failed == (word == "error")


@pytest.mark.parametrize("word", ["off", False])
def test_what_is_off_is_not_told(word: object, content: Path) -> None:
    """YAML reads `off` as a truth value, and it is meant all the same."""
    assert built(content, unlisted_name=word).diagnostics == ()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (
            {"unlisted-nam": "off"},
            "there is no mistake with the code “unlisted-nam”. Did you mean “unlisted-name”?",
        ),
        ({"x": "off"}, "in square brackets"),
        ({"unlisted-name": "quiet"}, "cannot be “quiet”. Write off, hint, warning or error."),
        ({"unlisted-name": None}, "cannot be “None”"),
        ({"quote-not-found": "warning"}, "cannot be made lighter"),
        ({"raw-html": False}, "cannot be made lighter"),
        ({"third-party": "off"}, "cannot be made lighter"),
        ("unlisted-name", "write a line for each code"),
        (["unlisted-name"], "write a line for each code"),
    ],
)
def test_settings_that_cannot_be_followed_are_refused_kindly(raw: object, says: str) -> None:
    severities, (problem,) = read_severities(raw)
    assert severities == {}
    assert says in problem


def test_no_settings_are_fine() -> None:
    assert read_severities(None) == ({}, ())
    assert read_severities({"quote-not-found": "error"}) == ({"quote-not-found": Severity.ERROR}, ())


LIGHTER = [one for one in mistakes().values() if one.may_be_lighter and one.wrong]
FIXED = [one for one in mistakes().values() if one.is_fixed and one.wrong]


@pytest.mark.parametrize("one", LIGHTER, ids=lambda one: one.code)
def test_an_error_that_may_be_lighter_still_makes_pages(one: Mistake, tmp_path: Path) -> None:
    write(tmp_path / "content", one.wrong)
    result = build(Settings(tmp_path / "content", "content", severities={one.code: Severity.WARNING}))
    assert [each.severity for each in result.diagnostics] == ["warning"]
    assert len(result.pages) > 5


@pytest.mark.parametrize("one", FIXED[:8], ids=lambda one: one.code)
def test_any_other_error_stays_one(one: Mistake, tmp_path: Path) -> None:
    """Even where somebody goes around the settings."""
    write(tmp_path / "content", one.wrong)
    result = build(Settings(tmp_path / "content", "content", severities={one.code: None}))
    assert result.failed


def test_a_warning_off_does_not_hide_an_error_of_the_same_code(tmp_path: Path) -> None:
    """`circle` is a warning, and an error where an event would be part of itself."""
    content = tmp_path / "content"
    write(content, mistakes()["circle"].wrong)
    assert built(content, circle="off").diagnostics == ()
    sheet = content / "port/facts.yaml"
    own = "dates: [{id: own, date: 2031, title: A, part_of: own, evidence: answered}]\n"
    sheet.write_text(sheet.read_text("utf-8") + own, "utf-8")
    assert [one.severity for one in built(content, circle="off").diagnostics] == ["error"]


def settings(folder: Path, rules: str = "{unlisted-name: off}", **lines: str) -> None:
    text = f"site_name: A\ndocs_dir: content\nplugins:\n  - search\n  - explainers:\n      rules: {rules}\n"
    text += "".join(f"{key}: {value}\n" for key, value in lines.items())
    (folder / "mkdocs.yml").write_text(text + "theme: {name: material, font: false}\n", "utf-8")


def test_the_command_reads_the_settings_of_the_site(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(content.parent)
    assert main(["check"]) == 0
    assert "0 warnings, 1 hint" in capsys.readouterr().out
    settings(content.parent)
    assert main(["check"]) == 0
    assert "0 warnings, 0 hints" in capsys.readouterr().out
    settings(content.parent, "{unlisted-name: error}")
    assert main(["check"]) == 1
    assert main(["build"]) == 1
    assert not Path("pages").exists()


def test_the_command_refuses_settings_as_the_site_does(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(content.parent)
    settings(content.parent, "{raw-html: off}")
    assert main(["check"]) == 1
    assert "mkdocs.yml: Under “rules”, “raw-html” cannot be made lighter" in capsys.readouterr().err
    done = run("mkdocs", "build", cwd=content.parent)
    assert done.returncode == 1
    assert "“raw-html” cannot be made lighter" in done.stderr
    assert "Traceback" not in done.stderr


def test_mkdocs_reads_the_same_settings(content: Path) -> None:
    settings(content.parent, "{unlisted-name: error}")
    done = run("mkdocs", "build", cwd=content.parent)
    assert done.returncode == 1
    assert "error[unlisted-name]" in done.stderr
    assert "= more: editors/mistakes/sides/#unlisted-name" in done.stderr


def test_settings_are_those_of_this_content_and_tags_in_them_are_no_trouble(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SITE", raising=False)
    other = content.parent / "other"
    other.mkdir()
    emoji = "!!python/name:material.extensions.emoji.twemoji"
    settings(content.parent, site_url='!ENV [SITE, "https://example.org/x"]', extra=emoji)
    assert project_of(content).severities == {"unlisted-name": None}
    assert project_of(content).site_url == "https://example.org/x/"
    monkeypatch.setenv("SITE", "https://example.net/")
    assert project_of(content).site_url == "https://example.net/"
    assert project_of(other).severities == {}
    for text in (
        "plugins: {explainers: {rules: {thin-page: hint}}}\ndocs_dir: content\n",
        "docs_dir: content\n",
    ):
        (content.parent / "mkdocs.yml").write_text(text, "utf-8")
        assert set(project_of(content).severities) == ({"thin-page"} if "thin" in text else set())
    for broken in ("a: [", "- a", "\x00", "plugins: 3\ndocs_dir: content"):
        (content.parent / "mkdocs.yml").write_text(broken, "utf-8")
        assert project_of(content).severities == {}


def test_every_form_says_where_the_help_stands(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(content.parent)
    place = "editors/mistakes/sides/#unlisted-name"
    main(["check"])
    assert f" = more: {place}\n" in capsys.readouterr().out
    main(["check", "--format", "json"])
    assert [one["help"] for one in json.loads(capsys.readouterr().out)] == [place]
    main(["check", "--format", "sarif"])
    (rule,) = json.loads(capsys.readouterr().out)["runs"][0]["tool"]["driver"]["rules"]
    assert rule["shortDescription"] == {"text": mistakes()["unlisted-name"].title}
    assert "helpUri" not in rule
    settings(content.parent, "{unlisted-name: hint}", site_url="https://example.org/x/")
    main(["check"])
    assert f" = more: https://example.org/x/{place}\n" in capsys.readouterr().out
    main(["check", "--format", "sarif"])
    (rule,) = json.loads(capsys.readouterr().out)["runs"][0]["tool"]["driver"]["rules"]
    assert rule["helpUri"] == f"https://example.org/x/{place}"
    assert rule["defaultConfiguration"] == {"level": "note"}
    main(["check", "--format", "github"])
    assert f"More: https://example.org/x/{place}" in capsys.readouterr().out
