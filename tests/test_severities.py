"""How heavy a mistake is, by the settings of a site: the same for MkDocs and for the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import run
from examples import write
from mkdocs.utils.yaml import yaml_load

from generator.build import Build, Settings, build
from generator.cli import main
from generator.commands.project import plugin_options, project_of
from generator.diagnostics import Severity
from generator.mistakes import Mistake, mistakes
from generator.settings_file import located
from generator.severities import Problem, read_severities
from generator.source import SourceFile

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
            "There is no mistake with the code “unlisted-nam”: Did you mean “unlisted-name”?",
        ),
        ({"x": "off"}, "in square brackets"),
        ({"unlisted-name": "quiet"}, "cannot be “quiet”: Write “off”, “hint”, “warning” or “error”;"),
        ({"unlisted-name": "Eror"}, "cannot be “Eror”: Did you mean “error”? Write “off”,"),
        ({"unlisted-name": True}, "cannot be “True”"),
        ({"unlisted-name": None}, "cannot be “None”"),
        ({"quote-not-found": "warning"}, "cannot be made lighter"),
        ({"raw-html": False}, "cannot be made lighter"),
        ({"third-party": "off"}, "cannot be made lighter"),
        ("unlisted-name", "Write a line for each code"),
        (["unlisted-name"], "Write a line for each code"),
    ],
)
def test_settings_that_cannot_be_followed_are_refused_kindly(raw: object, says: str) -> None:
    severities, (problem,) = read_severities(raw)
    assert severities == {}
    assert says in f"{problem.message}: {problem.hint}"


def test_no_settings_are_fine() -> None:
    assert read_severities(None) == ({}, ())
    assert read_severities({"quote-not-found": "error"}) == ({"quote-not-found": Severity.ERROR}, ())


CHOICES_OF = [
    (one, word)
    for one in mistakes().values()
    for word in (("off", "hint", "warning", "error") if not one.is_fixed else ("error",))
    if one.wrong
]


@pytest.mark.parametrize(("one", "word"), CHOICES_OF, ids=lambda part: getattr(part, "code", part))
def test_each_mistake_weighs_what_may_be_said_of_it(one: Mistake, word: str, tmp_path: Path) -> None:
    """For every code there is, with every weight that it may have."""
    write(tmp_path / "content", one.wrong)
    result = built(tmp_path / "content", **{one.code: word})
    assert [(each.code, each.severity) for each in result.diagnostics] == (
        [] if word == "off" else [(one.code, word)]
    )
    assert result.failed == (word == "error")


@pytest.mark.parametrize("one", [one for one in mistakes().values() if one.wrong], ids=lambda one: one.code)
def test_the_command_weighs_each_mistake_as_the_settings_say(
    one: Mistake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "content", one.wrong)
    word = "error" if one.is_fixed or one.severity is not Severity.ERROR else "hint"
    settings(tmp_path, f"{{{one.code}: {word}}}")
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == (word == "error")
    assert f"{word}[{one.code}]: " in capsys.readouterr().out


@pytest.mark.parametrize(
    "one", [one for one in mistakes().values() if one.is_fixed], ids=lambda one: one.code
)
@pytest.mark.parametrize("word", ["off", "hint", "warning"])
def test_what_may_not_be_lighter_is_refused_at_its_place(one: Mistake, word: str, tmp_path: Path) -> None:
    settings(tmp_path, f"{{{one.code}: {word}}}")
    project = project_of(tmp_path / "content")
    assert project.severities == {}
    ((told, place),) = [(each.message, each.span) for each in project.problems]
    assert told == f"“{one.code}” cannot be made lighter"
    assert (place.text, place.line, place.column) == (word, 6, 17 + len(one.code))


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
    told = "error[bad-setting]: “raw-html” cannot be made lighter\n --> mkdocs.yml:6:25\n"
    assert told in capsys.readouterr().out
    assert main(["build"]) == 1
    assert told in capsys.readouterr().err
    assert not Path("pages").exists()
    done = run("mkdocs", "build", cwd=content.parent)
    assert done.returncode == 1
    assert told in done.stderr
    assert not Path("site").exists()
    assert "Traceback" not in done.stderr


PLACE = "content/port/article.md:6:35"
SETTINGS = """\
site_name: A
docs_dir: content
plugins:
  search: {}
  explainers:
    rules:
      # In a comment: unlisted-nam: off
      "unlisted-nam": off
      thin-page: >-
        eror
      empty-heading: off
      empty-heading: hint
markdown_extensions:
  - emoji: !!python/name:material.extensions.emoji.twemoji
"""


def test_each_wrong_line_of_the_settings_is_told_at_its_place_beside_the_mistakes_of_the_content(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(content.parent)
    Path("mkdocs.yml").write_text("\ufeff" + SETTINGS.replace("\n", "\r\n"), "utf-8", newline="")
    assert main(["check", "--format", "concise"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "mkdocs.yml:8:7: error[bad-setting]: There is no mistake with the code “unlisted-nam”",
        "mkdocs.yml:9:18: error[bad-setting]: “thin-page” cannot be “eror”",
        "mkdocs.yml:12:7: error[bad-setting]: “empty-heading” stands here a second time",
        f"{PLACE}: hint[unlisted-name]: The article names “Edda Brandt” 2 times, and no party is called that",
    ]
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert "help: Did you mean “unlisted-name”?" in out
    assert "help: Did you mean “error”? Write “off”, “hint”, “warning” or “error”;" in out
    assert out.endswith("\n3 errors, 1 hint\n")


@pytest.mark.parametrize(
    ("rules", "place"),
    [("off", "mkdocs.yml:6:14"), ("[thin-page]", "mkdocs.yml:6:14"), ("{1: off}", "mkdocs.yml:6:15")],
)
def test_rules_that_are_no_list_of_codes_are_told_by_mkdocs_too(
    rules: str, place: str, content: Path
) -> None:
    settings(content.parent, rules)
    done = run("mkdocs", "build", cwd=content.parent)
    assert done.returncode == 1
    assert f"--> {place}\n" in done.stderr
    assert "Traceback" not in done.stderr


def test_inherited_rules_are_followed_and_what_is_wrong_is_told_in_the_file_it_stands_in(
    content: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = content.parent
    monkeypatch.chdir(folder)
    settings(folder, "{thin-pag: off, unlisted-name: error}")
    (folder / "shared").mkdir()
    (folder / "mkdocs.yml").rename(folder / "shared/base.yml")
    (folder / "mkdocs.yml").write_text("INHERIT: shared/base.yml\n", "utf-8")
    told = "--> shared/base.yml:6:15\n"
    done = run("mkdocs", "build", cwd=folder)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Did you mean “thin-page”?" in done.stderr
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert told in out
    assert "error[unlisted-name]" in out


GROUPS = "docs_dir: content\nplugins: {explainers: {rules: {unlisted-name: error, thin-pag: off}}}\n"


@pytest.mark.parametrize(
    ("above", "severities", "places"),
    [
        ("", {"unlisted-name": Severity.ERROR}, ["base.yml:2:54"]),
        (
            "plugins: {explainers: {rules: {unlisted-name: hint, thin-page: off}}}",
            {"unlisted-name": Severity.HINT, "thin-page": None},
            ["base.yml:2:54"],
        ),
        (
            "plugins: {explainers: {rules: {unlisted-name: hin}}}",
            {},
            ["mkdocs.yml:2:47", "base.yml:2:54"],
        ),
        (
            "plugins: {explainers: {rules: {thin-pag: hint}}}",
            {"unlisted-name": Severity.ERROR},
            ["mkdocs.yml:2:32"],
        ),
        ("plugins: {explainers: {rules: thin-page}}", {}, ["mkdocs.yml:2:31"]),
        ("plugins: {explainers: {cache: false}}", {"unlisted-name": Severity.ERROR}, ["base.yml:2:54"]),
        ("plugins: [explainers: {rules: {thin-page: off}}]", {"thin-page": None}, []),
        ("plugins: [search]", {}, []),
        ("plugins:", {}, []),
    ],
)
def test_rules_are_laid_over_inherited_ones_as_mkdocs_does_it(
    above: str, severities: dict[str, Severity | None], places: list[str], content: Path
) -> None:
    folder = content.parent
    (folder / "mkdocs.yml").write_text(f"INHERIT: ./shared/../base.yml\n{above}\n", "utf-8")
    (folder / "base.yml").write_text(GROUPS, "utf-8")
    project = project_of(content)
    assert dict(project.severities) == severities
    spans = [(one.span.source.path, one.span.line, one.span.column) for one in project.problems]
    assert [f"{path}:{line}:{column}" for path, line, column in spans] == places
    with (folder / "mkdocs.yml").open("rb") as file:
        options = plugin_options(yaml_load(file))
    assert read_severities(options.get("rules"))[0] == severities


def test_a_rule_that_stands_twice_in_an_inherited_file_is_told_there(content: Path) -> None:
    folder = content.parent
    (folder / "mkdocs.yml").write_text("INHERIT: base.yml\ndocs_dir: content\n", "utf-8")
    twice = "plugins:\n  explainers:\n    rules:\n      thin-page: off\n      thin-page: hint\n"
    (folder / "base.yml").write_text(twice, "utf-8")
    ((path, line),) = [(one.span.source.path, one.span.line) for one in project_of(content).problems]
    assert (path, line) == ("base.yml", 5)


@pytest.mark.parametrize(
    "named", ["mkdocs.yml", "nowhere.yml", "[a, b]", "content", "!ENV [NO_SUCH_FILE, base.yml]"]
)
def test_what_cannot_be_inherited_is_left_to_mkdocs(named: str, content: Path) -> None:
    settings(content.parent, INHERIT=named)
    assert project_of(content).severities == {"unlisted-name": None}


def test_a_warning_is_published_and_an_error_is_not_whether_the_build_is_strict_or_not(
    tmp_path: Path,
) -> None:
    write(tmp_path / "content", mistakes()["bare-address"].wrong)
    for word, strict in [("warning", []), ("warning", ["--strict"]), ("error", []), ("error", ["--strict"])]:
        settings(tmp_path, f"{{bare-address: {word}}}")
        done = run("mkdocs", "build", *strict, cwd=tmp_path)
        assert done.returncode == (word == "error"), (word, strict)
        assert f"{word}[bare-address]: " in done.stderr


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
    for broken in (
        "a: [",
        "- a",
        "\x00",
        "[" * 5_000,
        "site_url: !ENV [!x, a]",
        'docs_dir: "\\0"',
        "plugins: 3\ndocs_dir: content",
    ):
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


def test_where_no_file_has_rules_the_first_is_shown_from_its_beginning() -> None:
    first, above = SourceFile("mkdocs.yml", "site_name: A"), SourceFile("base.yml", "site_name: B")
    told = located(Problem("", False, "This is wrong", "Mend it."), [(first, None), (above, None)])
    assert (told.code, str(told.span), told.span.text) == ("bad-setting", "mkdocs.yml:1:1", "")
