"""The command line: what it prints, how it exits, what it writes and what it leaves alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bench.maker import make_content
from conftest import BROKEN, GOOD, TESTS, files_in

from generator import first_reading
from generator.build import Settings, build
from generator.cli import main
from generator.outputs.styles import assets
from generator.press import Press
from generator.publishing.target import MARKER
from generator.rendering import find_templates
from generator.reports import as_concise

Printed = pytest.CaptureFixture[str]
HEADLINE = "Fares: what 'they' want #1"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the good site as `content`."""
    shutil.copytree(GOOD, tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def break_content(here: Path) -> None:
    shutil.copytree(BROKEN / "entries", here / "content/entries")


def test_check_of_good_content_exits_with_0_and_says_what_there_is(here: Path, capsys: Printed) -> None:
    assert main(["check"]) == 0
    printed = capsys.readouterr()
    assert "2 stories, " in printed.out
    assert re.search(r"\d+ facts, \d+ verified word for word", printed.out)
    assert re.search(r"^\d+ warnings, 0 hints$", printed.out, re.MULTILINE)
    assert printed.err == ""


def test_check_makes_no_page_and_reads_nothing_twice(
    tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = tmp_path / "content"
    content.mkdir()
    make_content(content, 110, 1)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Press, "pages_of", None)
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    assert "2 stories, " in said
    # Under another name all is read, and what was kept for builds stays.
    assert main(["check", str(content)]) == 0
    assert capsys.readouterr().out == said
    monkeypatch.setattr(first_reading, "sheet_of", None)
    assert main(["check"]) == 0
    assert capsys.readouterr().out == said


def test_a_day_is_asked_of_content_in_which_nothing_was_found(
    tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a check has kept says nothing of plans that have passed since."""
    monkeypatch.chdir(tmp_path)
    Path("content").mkdir()
    make_content(tmp_path / "content", 110, 1)
    assert main(["check"]) == 0
    capsys.readouterr()
    sheet = "content/story-0001/facts.yaml"
    assert "status: planned" in Path(sheet).read_text("utf-8")
    assert main(["check", "--today", "2099-01-01"]) == 0
    told = capsys.readouterr().out
    assert f"--> {sheet}" in told
    assert "overdue-plan" in told
    assert main(["check"]) == 0
    assert "0 warnings" in capsys.readouterr().out


def test_check_of_broken_content_exits_with_1_and_shows_each_place(here: Path, capsys: Printed) -> None:
    break_content(here)
    assert main(["check", "content"]) == 1
    out = capsys.readouterr().out
    assert "error[evidence-not-found]: " in out
    assert "  --> content/entries/facts.yaml:" in out
    assert "= help: " in out
    assert "^^^" in out
    assert re.search(r"^\d+ errors, \d+ warnings$", out, re.MULTILINE)
    assert "\x1b" not in out
    assert "Traceback" not in out


def test_the_concise_format_is_one_line_a_mistake(here: Path, capsys: Printed) -> None:
    break_content(here)
    assert main(["check", "--format", "concise", "content/"]) == 1
    out = capsys.readouterr().out
    assert out == as_concise(build(Settings(Path("content"), "content")).diagnostics) + "\n"
    assert all(
        re.match(r"content/[^:]+:\d+:\d+: (error|warning|hint)\[[a-z0-9-]+\]: ", line)
        for line in out.splitlines()
    )


def test_the_concise_format_says_nothing_when_all_is_well(tmp_path: Path, capsys: Printed) -> None:
    folder = tmp_path / "start"
    folder.mkdir()
    head = "headline: A start\n  standfirst: Little is known.\n  updated: 2024-05-02\n"
    (folder / "facts.yaml").write_text(f"story:\n  {head}", "utf-8")
    (folder / "article.md").write_text("---\ntitle: A\npublished: 2024-05-02\n---\n\nWords.\n", "utf-8")
    assert main(["check", "--format", "concise", str(tmp_path)]) == 0
    assert capsys.readouterr() == ("", "")


def test_build_writes_every_page_as_markdown_with_front_matter(here: Path, capsys: Printed) -> None:
    assert main(["build", "--name", "Another name"]) == 0
    files = files_in(here / "pages")
    pages = build(Settings(Path("content"), "content")).pages
    made = build(Settings(Path("content"), "content")).files
    beside = {one.path for one in made} | set(assets(find_templates()))
    assert set(files) == {f"{page.address}index.md" for page in pages} | beside | {MARKER}
    assert "assets/explainers.css" in beside
    assert {"feed.atom", "harbour-strike/story.json"} <= set(files)
    assert all(text.startswith(b'---\ntitle: "') for name, text in files.items() if name.endswith(".md"))
    assert files["index.md"].startswith(b'---\ntitle: "Another name"\n')
    assert "The pages are in pages/" in capsys.readouterr().out


@pytest.mark.parametrize("file", ["mkdocs.yml", "properdocs.yml"])
def test_build_speaks_as_the_site_does(file: str, here: Path) -> None:
    """Else feeds and calendars would have other ids after a move, and be new to all who follow them."""
    (here / file).write_text(
        "site_name: Merrow\nsite_description: All of it\nsite_url: https://example.org/pages\n"
        "docs_dir: content\ntheme:\n  name: material\n  language: de\n",
        "utf-8",
    )
    assert main(["build"]) == 0
    written = files_in(here / "pages")
    told = Settings(
        Path("content"),
        "content",
        "Merrow",
        "All of it",
        site_url="https://example.org/pages/",
        language="de",
    )
    files = {one.path: one.content for one in build(told).files}
    assert {"feed.atom", "dates.ics", "harbour-strike/story.json", "harbour-strike/facts.csv"} <= set(files)
    for path, content in files.items():
        assert written[path] == content, path
    assert b"<id>https://example.org/pages/</id>" in written["feed.atom"]
    assert written["index.md"].startswith(b'---\ntitle: "Merrow"\ndescription: "All of it"\n')
    assert ">Zeitleiste</" in written["harbour-strike/timeline/index.md"].decode()
    # What is said in the command goes before.
    assert main(["build", "--name", "Another name"]) == 0
    assert files_in(here / "pages")["index.md"].startswith(b'---\ntitle: "Another name"\n')


@pytest.mark.parametrize(
    "odd",
    [
        "site_url: 'javascript:alert(1)'",
        "site_url: 'http://['",
        "site_url: [a, b]",
        "site_url: 3",
        "theme: material",
        "theme: {language: ../../x}",
        "theme: {language: [de]}",
    ],
)
def test_build_makes_nothing_of_odd_settings(here: Path, odd: str) -> None:
    (here / "mkdocs.yml").write_text(f"docs_dir: content\n{odd}\n", "utf-8")
    assert main(["build"]) == 0
    odd_pages = files_in(here / "pages")
    (here / "mkdocs.yml").unlink()
    assert main(["build"]) == 0
    assert odd_pages == files_in(here / "pages")


def test_build_again_replaces_the_folder_whole(here: Path) -> None:
    assert main(["build", "--output", "out"]) == 0
    (here / "out/left-over.md").write_text("from before", "utf-8")
    shutil.rmtree(here / "content/bridge-closure")
    for name in ("facts.yaml", "article.md"):
        path = here / "content/harbour-strike" / name
        path.write_text(path.read_text("utf-8").replace("bridge-closure/closure", "strike"), "utf-8")
    path = here / "content/harbour-strike/facts.yaml"
    path.write_text(path.read_text("utf-8").replace("to: bridge-closure\n", "to: odell\n"), "utf-8")
    assert main(["build", "--output", "out"]) == 0
    assert not (here / "out/left-over.md").exists()
    assert not (here / "out/bridge-closure").exists()


def test_a_build_with_a_mistake_writes_nothing(here: Path, capsys: Printed) -> None:
    assert main(["build"]) == 0
    before = files_in(here / "pages")
    break_content(here)
    assert main(["build"]) == 1
    assert files_in(here / "pages") == before
    assert sorted(path.name for path in here.iterdir()) == ["content", "pages"]
    printed = capsys.readouterr()
    assert "Nothing was written" in printed.err
    assert "Traceback" not in printed.err


def test_a_first_build_with_a_mistake_makes_no_folder(here: Path) -> None:
    break_content(here)
    assert main(["build", "--output", "out"]) == 1
    assert sorted(path.name for path in here.iterdir()) == ["content"]


def test_a_folder_that_is_not_ours_is_left_alone(here: Path, capsys: Printed) -> None:
    (here / "thesis").mkdir()
    (here / "thesis/chapter.md").write_text("Years of work", "utf-8")
    assert main(["build", "--output", "thesis"]) == 1
    assert files_in(here / "thesis") == {"chapter.md": b"Years of work"}
    error = capsys.readouterr().err
    assert "explainers: " in error
    assert "holds files that this tool did not make" in error


def test_the_content_itself_is_never_the_output(here: Path) -> None:
    before = files_in(here / "content")
    assert main(["build", "--output", "content"]) == 1
    assert files_in(here / "content") == before


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["publish"],
        ["check", "--format", "xml"],
        ["check", "a", "b"],
        ["check", "--output", "x"],
        ["build", "-x"],
    ],
    ids=lambda words: " ".join(words) or "nothing",
)
def test_wrong_usage_exits_with_2_and_says_how_it_goes(words: list[str], here: Path, capsys: Printed) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("usage: explainers")


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("name", ["nowhere", "mkdocs.yml"])
def test_content_that_is_no_folder_exits_with_2(command: str, name: str, here: Path, capsys: Printed) -> None:
    (here / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    assert main([command, name]) == 2
    error = capsys.readouterr().err
    assert f"“{name}” is not a folder" in error
    assert len(error.splitlines()) == 1


def test_an_empty_folder_exits_with_1(tmp_path: Path, capsys: Printed) -> None:
    assert main(["check", "--format", "concise", str(tmp_path)]) == 1
    assert "error[no-stories]" in capsys.readouterr().out


def test_help_exits_with_0_and_names_both_commands(capsys: Printed) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    out = capsys.readouterr().out
    assert "check" in out
    assert "build" in out


def test_paths_are_shown_as_they_were_typed(
    tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(TESTS)
    assert main(["check", "--format", "concise", "sites/broken"]) == 1
    assert all(line.startswith("sites/broken") for line in capsys.readouterr().out.splitlines())


def test_new_makes_a_story_that_builds(here: Path, capsys: Printed) -> None:
    assert main(["new", "ferry-fares", "--headline", HEADLINE, "--date", "2031-02-03"]) == 0
    assert "“explainers add ferry-fares” asks for a first fact" in capsys.readouterr().out
    result = build(Settings(Path("content"), "content"))
    assert [one for one in result.diagnostics if "ferry-fares" in one.span.source.path] == []
    assert any(page.title == HEADLINE for page in result.pages)


def test_a_new_story_says_nothing_wrong_when_its_article_is_written_over(here: Path, capsys: Printed) -> None:
    """And its example counts as soon as it is no remark any more."""
    main(["new", "ferry-fares"])
    capsys.readouterr()
    article, sheet = (Path("content/ferry-fares") / name for name in ("article.md", "facts.yaml"))
    first, example = article.read_text("utf-8"), sheet.read_text("utf-8")
    article.write_text(first.partition("The article")[0] + "The ferry costs more from May on.\n", "utf-8")
    assert main(["check", "--format", "concise"]) == 0
    assert "ferry-fares" not in capsys.readouterr().out
    sheet.write_text(example.replace("\n# dates:", "\ndates:").replace("\n#  ", "\n "), "utf-8")
    assert main(["check", "--format", "concise"]) == 1
    assert "[evidence-not-found]" in capsys.readouterr().out
    article.write_text(first, "utf-8")
    assert main(["check", "--format", "concise"]) == 0


@pytest.mark.parametrize("name", ["Ferry Fares", "../elsewhere", "assets", "harbour-strike", "con", ""])
def test_new_touches_nothing_where_a_story_cannot_be(here: Path, capsys: Printed, name: str) -> None:
    before = files_in(here)
    assert main(["new", name]) == 1
    assert files_in(here) == before
    assert capsys.readouterr().err.startswith("explainers: “")


def test_plans_that_have_passed_by_a_day(here: Path, capsys: Printed) -> None:
    assert main(["check", "--format", "concise"]) == 0
    before = capsys.readouterr().out
    assert main(["check", "--format", "concise", "--today", "2199-01-01"]) == 0
    after = capsys.readouterr().out
    assert after.count("[overdue-plan]") > before.count("[overdue-plan]")
    assert "it is 2199-01-01 now" in after


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_machines_are_told_the_same(here: Path, capsys: Printed, form: str) -> None:
    break_content(here)
    assert main(["check", "--format", form]) == 1
    assert "evidence-not-found" in capsys.readouterr().out


@pytest.mark.parametrize("typed", ["entries-x/", "content/entries-x", "./content/entries-x/"])
def test_a_story_can_be_named_by_its_folder(typed: str, here: Path, capsys: Printed) -> None:
    """As a shell completes it."""
    assert main(["new", "entries-x"]) == 0
    assert main(["schema", typed]) == 0
    assert '"Fact sheet of entries-x"' in capsys.readouterr().out
    assert main(["draft", typed]) == 0


@pytest.mark.parametrize("words", [["schema"], ["draft"], ["add", "event", "title=One"]])
def test_an_unknown_story_is_told_with_the_one_that_is_meant(
    words: list[str], here: Path, capsys: Printed
) -> None:
    command, *rest = words
    assert main([command, "harbor-strike", *rest]) == 1
    printed = capsys.readouterr()
    assert "There is no story “harbor-strike” in “content”. Did you mean “harbour-strike”?" in printed.err
    assert printed.out == ""
    assert main([command, "zzz", *rest]) == 1
    assert "There are: " in capsys.readouterr().err


def test_one_story_is_not_taken_for_the_folder_of_stories(here: Path, capsys: Printed) -> None:
    assert main(["check", "content/harbour-strike"]) == 2
    said = capsys.readouterr().err
    assert "“content/harbour-strike” is one story. Name the folder that holds it: content\n" in said


def test_from_within_the_content_its_folder_is_proposed(
    here: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(here / "content/harbour-strike")
    assert main(["check"]) == 2
    assert f"perhaps {(here / 'content').as_posix()}" in capsys.readouterr().err
    monkeypatch.chdir(here)
    shutil.rmtree(here / "content")
    assert main(["new", "a-story"]) == 2
    assert "or make it: mkdir content" in capsys.readouterr().err


def test_schema_writes_one_storys_alone(here: Path) -> None:
    assert main(["schema", "harbour-strike", "--write"]) == 0
    assert [path.parent.name for path in here.rglob(".schema.json")] == ["harbour-strike"]


def refuse(path: Path, *_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied", str(path))


def test_where_nothing_may_be_written_it_is_told(
    here: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "mkdir", refuse)
    assert main(["new", "a-story"]) == 1
    assert "“content/a-story” cannot be made: permission denied." in capsys.readouterr().err
    monkeypatch.setattr(Path, "write_text", refuse)
    assert main(["schema", "--write"]) == 1
    assert ".schema.json” cannot be written: permission denied." in capsys.readouterr().err
    monkeypatch.setattr(Path, "iterdir", refuse)
    assert main(["check"]) == 2
    assert "“content” cannot be read: permission denied." in capsys.readouterr().err


def test_a_sheet_that_may_not_be_written_is_tried_all_the_same(here: Path, capsys: Printed) -> None:
    """What `add` would write is checked in a copy, which must not be as locked as the sheet is."""
    sheet = here / "content/harbour-strike/facts.yaml"
    sheet.chmod(0o444)
    assert main(["add", "harbour-strike", "event", "title=A day", "date=2024-04-01"]) == 0
    assert "title: A day" in sheet.read_text("utf-8")


def test_a_sheet_that_cannot_be_read_gets_no_drafts(here: Path, capsys: Printed) -> None:
    sheet = here / "content/harbour-strike/facts.yaml"
    sheet.write_text("parties: [", "utf-8")
    assert main(["draft", "harbour-strike"]) == 1
    said = capsys.readouterr().err
    assert "What “[” opens here is not closed" in said
    assert "mend the fact sheet first" in said
    assert sheet.read_text("utf-8") == "parties: ["


def test_an_interrupted_command_ends_in_a_line(
    here: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.commands.check.check_once", interrupted)
    assert main(["check"]) == 130
    assert capsys.readouterr().err == "\nStopped.\n"
    assert main(["check", "--watch"]) == 0


def test_who_watches_is_told_again_when_content_or_settings_change(
    here: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet, settings, base = here / "content/harbour-strike/facts.yaml", here / "mkdocs.yml", here / "base.yml"
    base.write_text("plugins: [explainers]\n", "utf-8")
    settings.write_text("INHERIT: base.yml\nsite_name: Pages\ndocs_dir: content\n", "utf-8")
    changes: list[Callable[[], object]] = [
        lambda: None,
        lambda: sheet.write_text(sheet.read_text("utf-8") + "# A remark\n", "utf-8"),
        lambda: base.write_text("plugins: [{explainers: {rules: {thin-page: never}}}]\n", "utf-8"),
    ]

    def pause(_: float) -> None:
        if not changes:
            raise KeyboardInterrupt
        changes.pop(0)()

    monkeypatch.setattr("generator.commands.check.time.sleep", pause)
    assert main(["check", "--watch"]) == 0
    first, again, last = capsys.readouterr().out.split("— A file was saved —")
    assert "bad-setting" not in first + again
    assert "bad-setting" in last


def test_who_reads_only_the_beginning_is_no_mistake(here: Path) -> None:
    """As with `explainers schema | head -1`."""
    words = "import sys; from generator.cli import main; sys.exit(main(['schema']))"
    root = Path(__file__).parent.parent
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [sys.executable, "-c", words],
        cwd=root,
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (2 if not (root / "content").is_dir() else 0, b"")


def test_an_import_makes_the_folder_of_the_story(here: Path, capsys: Printed) -> None:
    source = here / "copied.txt"
    source.write_text("Cranes stand still\n\nCrane drivers stopped work.", "utf-8")
    words = ["import", str(source), "--published", "2031-02-03", "--output"]
    assert main([*words, "content/crane-strike/article.md"]) == 0
    assert "explainers draft crane-strike" in capsys.readouterr().err
    assert main(["draft", "crane-strike"]) == 0
    (here / "content/new-one").mkdir()
    assert main([*words, "content/new-one"]) == 0
    assert (here / "content/new-one/article.md").is_file()
    assert main([*words, "nowhere/at/all/article.md"]) == 1
    assert "cannot be written" in capsys.readouterr().err
