"""After an edit the rules are looked at while pages are made. Nothing is published before they have been."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import GOOD, PLAINLY, files_in, make_project, run
from stories import write_story

from generator.archive import Archive
from generator.build import Settings, build
from generator.checks import MANY_STORIES
from generator.memory import Memory

STRIKE, BRIDGE = "content/harbour-strike/facts.yaml", "content/bridge-closure/facts.yaml"
BREAKAGES = {
    "an id that nobody has": (STRIKE, "by: dockers-union", "by: dockers-unoin", "[unknown-id]"),
    "a reference to what is no event": (STRIKE, "part_of: strike", "part_of: dockers-union", "[wrong-kind]"),
    "a change of what is not there": (STRIKE, "about: soldiers", "about: sailors", "[unknown-id]"),
    "a key fact that is none": (STRIKE, "  lead: [eleven-hours,", "  lead: [twelve-hours,", "[unknown-id]"),
    "a circle": (STRIKE, "  - id: strike\n", "  - id: strike\n    part_of: strike\n", "[circle]"),
    "an id that another story names": (STRIKE, "  - id: strike\n", "  - id: walkout\n", "[unknown-id]"),
}
"""A file, what is written there, what else, and the code that is told."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built, with what is kept of it beside it."""
    folder = tmp_path_factory.mktemp("late")
    many_stories(make_project(folder / "project") / "content")
    done = run("mkdocs", "build", "--strict", cwd=folder / "project", **PLAINLY, **cache_in(folder))
    assert done.returncode == 0, done.stderr
    return folder


def many_stories(content: Path) -> Path:
    """A content folder with more stories: rules do not take long for a few."""
    for number in range(MANY_STORIES - 2):
        write_story(content, slug=f"port-{number}")
    return content


def cache_in(folder: Path) -> dict[str, str]:
    return {"XDG_CACHE_HOME": str(folder / "cache")}


def said(printed: str) -> str:
    """What was printed, but for the name of the folder that was built in."""
    return re.sub(r"\.new-[0-9a-f]+", "", printed)


@pytest.mark.parametrize("name", BREAKAGES)
def test_what_rules_find_after_an_edit_publishes_nothing(name: str, kept: Path, tmp_path: Path) -> None:
    """It is told as by a build from nothing; once it is mended, the site is what such a build makes."""
    place, before, after, code = BREAKAGES[name]
    folder = Path(shutil.copytree(kept, tmp_path / "late", symlinks=True))
    project, site = folder / "project", files_in(folder / "project/site")
    text = (project / place).read_text("utf-8")
    assert before in text
    (project / place).write_text(text.replace(before, after, 1), "utf-8")
    warm = run("mkdocs", "build", "--strict", cwd=project, **PLAINLY, **cache_in(folder))
    cold = run("mkdocs", "build", "--strict", cwd=project, **PLAINLY, **cache_in(tmp_path / "none"))
    assert warm.returncode == cold.returncode != 0
    assert code in warm.stderr
    assert "Nothing was published" in warm.stderr
    assert "Traceback" not in warm.stdout + warm.stderr
    assert said(warm.stderr) == said(cold.stderr)
    assert files_in(project / "site") == site
    (project / place).write_text(text, "utf-8")
    again = run("mkdocs", "build", "--strict", cwd=project, **PLAINLY, **cache_in(folder))
    assert again.returncode == 0, again.stderr
    assert files_in(project / "site") == site


def test_what_is_no_error_is_told_and_published(kept: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(kept, tmp_path / "late", symlinks=True))
    sheet = folder / "project" / BRIDGE
    text = sheet.read_text("utf-8")
    assert "sources:\n" in text
    added = "sources:\n  - {id: idle-paper, kind: report, title: A report that nobody uses}\n"
    sheet.write_text(text.replace("sources:\n", added, 1), "utf-8")
    done = run("mkdocs", "build", "--strict", cwd=folder / "project", **PLAINLY, **cache_in(folder))
    assert done.returncode == 0, done.stderr
    assert "[unused-source]" in done.stderr
    assert "1 hint" in done.stdout + done.stderr


def test_rules_wait_after_an_edit_and_not_where_they_cannot(tmp_path: Path) -> None:
    content = many_stories(Path(shutil.copytree(GOOD, tmp_path / "content")))
    (tmp_path / "kept").mkdir()
    memory, told = Memory(Archive(tmp_path / "kept")), Settings(content, "content")
    build(told, memory)
    sheet = content / "harbour-strike/facts.yaml"
    text = sheet.read_text("utf-8")

    def waits(before: str, after: str) -> bool:
        assert before in text
        sheet.write_text(text.replace(before, after, 1), "utf-8")
        return build(told, memory, late=True).rest is not None

    assert waits("The cranes stop at noon.", "The cranes stop at dawn.")
    assert not waits("  - id: strike\n", "  - id: strike\n    part_of: strike\n")  # a circle
    assert not waits("by: dockers-union", "by: A union")  # a mistake of reading
    sheet.write_text(text.replace("noon", "dusk", 1), "utf-8")
    assert build(told, memory).rest is None
    shutil.rmtree(content / "port-0")
    assert not waits("noon", "dawn")  # few stories
