"""Editing programs are told what there is to name: beside sheets that ask, where it has changed."""

import json
from pathlib import Path

import pytest
from conftest import PLAINLY, make_project, run
from stories import HEAD, write_story

from generator.archive import Archive
from generator.editor_schema import FILE, FINDER
from generator.gathering import read_library
from generator.mkdocs_plugin.telling import EditingPrograms

ASKING = f"# yaml-language-server: $schema={FINDER}\n{HEAD}"
CLAIM = "claims: [{id: one, text: A word.}]\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Two stories whose sheets ask, and one whose sheet does not."""
    for slug, head in (("port", ASKING), ("quay", ASKING), ("silent", HEAD)):
        write_story(tmp_path / "content", CLAIM, slug=slug, head=head)
    return tmp_path / "content"


@pytest.fixture
def kept(tmp_path: Path) -> Archive:
    (tmp_path / "kept").mkdir()
    return Archive(tmp_path / "kept")


def written(content: Path, kept: Archive, programs: EditingPrograms | None = None) -> list[str]:
    """The stories whose schemas are written anew, by one that knows nothing but what was kept."""
    for path in content.glob(f"*/{FILE}"):
        path.write_text("as before", "utf-8")
    library, _ = read_library(content, "content")
    (programs or EditingPrograms()).tell(library, content, kept)
    return sorted(path.parent.name for path in content.glob(f"*/{FILE}") if path.read_text() != "as before")


def test_sheets_that_ask_are_told_once(content: Path, kept: Archive) -> None:
    assert written(content, kept) == ["port", "quay"]
    assert '"one"' in (content / "port" / FILE).read_text("utf-8")
    assert (content / "port" / FINDER).is_file()
    assert written(content, kept) == []


def test_who_has_changed_is_told_again(content: Path, kept: Archive) -> None:
    written(content, kept)
    write_story(content, "claims: [{id: other, text: A word.}]\n", slug="quay", head=ASKING)
    assert written(content, kept) == ["quay"]
    assert '"other"' in (content / "quay" / FILE).read_text("utf-8")
    (content / "port" / FILE).unlink()
    assert written(content, kept) == ["port"]
    write_story(content, "claims: [{id: other, text: Another word.}]\n", slug="quay", head=ASKING)
    assert written(content, kept) == []


def test_what_all_can_name_is_told_to_all(content: Path, kept: Archive) -> None:
    written(content, kept)
    write_story(content, CLAIM, slug="new", head=HEAD)
    assert written(content, kept) == ["port", "quay"]
    (content / "parties.yaml").write_text("parties: [{id: union, name: Dock Union}]\n", "utf-8")
    assert written(content, kept) == ["port", "quay"]
    assert written(content, kept) == []


def test_without_an_archive_one_who_stays_remembers(content: Path) -> None:
    programs = EditingPrograms()
    assert written(content, Archive(None), programs) == ["port", "quay"]
    assert written(content, Archive(None), programs) == []
    assert written(content, Archive(None)) == ["port", "quay"]


def test_a_draft_of_a_story_is_told_too(content: Path, kept: Archive) -> None:
    write_story(content, CLAIM, slug="planned", head=f"draft: true\n{ASKING}")
    assert "planned" in written(content, kept)


def test_a_build_tells_of_good_content_and_of_broken(tmp_path: Path) -> None:
    folder = make_project(tmp_path / "project")
    sheet = folder / "content/harbour-strike/facts.yaml"
    sheet.write_text(f"# yaml-language-server: $schema={FINDER}\n{sheet.read_text('utf-8')}", "utf-8")
    schema = sheet.parent / FILE

    def offered_after(*, fails: bool) -> str:
        done = run("mkdocs", "build", "--strict", cwd=folder, **PLAINLY, XDG_CACHE_HOME=str(tmp_path / "c"))
        assert bool(done.returncode) is fails, done.stderr
        assert [path.parent.name for path in folder.glob(f"content/*/{FILE}")] == ["harbour-strike"]
        return json.dumps(json.loads(schema.read_text("utf-8"))["$defs"])

    assert '"union-fund"' not in offered_after(fails=False)
    entry = "claims:\n  - id: union-fund\n    text: The fund is empty.\n    evidence: Nobody said this.\n"
    sheet.write_text(sheet.read_text("utf-8").replace("claims:\n", entry, 1), "utf-8")
    assert '"union-fund"' in offered_after(fails=True)
    assert (folder / "site/harbour-strike/index.html").is_file()
