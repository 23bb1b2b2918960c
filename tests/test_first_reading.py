"""What helpers read ahead is what one process reads, of good stories and of broken ones."""

import os
from pathlib import Path

import pytest
from conftest import GOOD, build_site, html_of
from stories import write_story
from test_told import TOLD, texts_of, told

from generator import first_reading, parallel
from generator.archive import Archive
from generator.edition import make_edition
from generator.folders import story_folders
from generator.gathering import read_library
from generator.memory import Memory

BROKEN = GOOD.parent / "broken"


def read_alone(content: Path) -> list[first_reading.Parts]:
    folders = sorted(one for one in content.iterdir() if one.is_dir())
    return [*first_reading.parts_of(folders, "content")]


@pytest.fixture
def by_helpers(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine with three processors, where two stories are many."""
    monkeypatch.setattr(parallel, "processors", lambda: 3)
    monkeypatch.setattr(first_reading, "processors", lambda: 3)
    monkeypatch.setattr(first_reading, "MANY_STORIES", 2)


def all_told(content: Path) -> tuple[str, ...]:
    """All that is said of a library and its evidence."""
    library, problems = read_library(content, "content")
    _, found = make_edition(library)
    return tuple(told([*problems, *found]))


def test_pages_and_files_are_those_of_one_process(request: pytest.FixtureRequest) -> None:
    one = build_site(GOOD)
    request.getfixturevalue("by_helpers")
    other = build_site(GOOD)
    assert html_of(one.pages) == html_of(other.pages)
    assert one.files == other.files
    assert one.diagnostics == other.diagnostics


def test_mistakes_are_told_as_by_one_process(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Each broken sheet that there is, as a story beside the others, and the whole broken site."""
    for number, text in enumerate(texts_of((TOLD / "sheets.txt").read_text("utf-8"))):
        write_story(tmp_path, slug=f"story-{number}", head=text, body=f"Crane number {number} stands.\n")
    alone = all_told(tmp_path), all_told(BROKEN)
    assert len(alone[0]) > 300
    request.getfixturevalue("by_helpers")
    assert (all_told(tmp_path), all_told(BROKEN)) == alone


def test_helpers_read_articles_that_ask_for_no_title(tmp_path: Path, by_helpers: None) -> None:
    write_story(tmp_path, slug="plain", body="The port stands still, says [[port|the port]].\n")
    write_story(tmp_path, slug="asking", body="It began with [[plain]].\n")
    asking, plain = read_alone(tmp_path)
    assert asking.story is None
    assert plain.story is not None
    assert plain.story[0].sheet is plain.sheet
    stories = {story.slug: story for story in read_library(tmp_path, "content")[0].stories}
    assert stories["asking"].article.blocks[0].text == "It began with The port strike."
    assert stories["plain"].article.blocks[0].text == "The port stands still, says the port."


def test_what_has_begun_is_not_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_helpers: None
) -> None:
    """Unless there is something else to be read by then."""
    memory = Memory(Archive(None))
    for slug in ("one", "two"):
        write_story(tmp_path, slug=slug)
    folders, _ = story_folders(tmp_path, "content")
    begun = first_reading.Begun(folders, "content", "en", memory)
    with monkeypatch.context() as patch:
        patch.setattr(first_reading, "Begun", None)
        library, _ = read_library(tmp_path, "content", None, memory, None, begun)
    assert sorted(library.story_parties) == ["one", "two"]
    begun = first_reading.Begun(folders, "content", "en", memory)
    write_story(tmp_path, slug="three")
    library, _ = read_library(tmp_path, "content", None, memory, None, begun)
    assert sorted(library.story_parties) == ["one", "three", "two"]


def test_few_stories_are_read_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_story(tmp_path, slug="one")
    write_story(tmp_path, slug="two")
    monkeypatch.setattr(first_reading, "in_turn", None)
    assert [parts.story for parts in read_alone(tmp_path)] == [None, None]


def test_what_is_kept_is_not_read_again(tmp_path: Path, by_helpers: None) -> None:
    for slug in ("one", "two", "three"):
        write_story(tmp_path, slug=slug)
    memory = Memory(Archive(None))
    library, _ = read_library(tmp_path, "content", None, memory)
    make_edition(library, memory)
    (tmp_path / "two/article.md").write_text("---\ntitle: Two\npublished: 2026-02-20\n---\n\nNo.\n", "utf-8")
    again, _ = read_library(tmp_path, "content", None, memory)
    same = [old is new for old, new in zip(library.stories, again.stories, strict=True)]
    assert same == [True, True, False]


def test_a_helper_that_dies_is_made_up_for(
    tmp_path: Path, by_helpers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_story(tmp_path, slug="one")
    write_story(tmp_path, slug="two")
    expected = all_told(tmp_path)
    here, read = os.getpid(), first_reading.sheet_of

    def dying(folder: Path, shown: str) -> first_reading.Parts:
        if os.getpid() != here:
            os._exit(9)
        return read(folder, shown)

    monkeypatch.setattr(first_reading, "sheet_of", dying)
    assert all_told(tmp_path) == expected
    assert all(parts.story for parts in read_alone(tmp_path))


def test_an_error_of_a_helper_is_raised_here(
    tmp_path: Path, by_helpers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_story(tmp_path, slug="one")
    write_story(tmp_path, slug="two")

    def failing(folder: Path, _: str) -> first_reading.Parts:
        raise ZeroDivisionError(folder.name)

    monkeypatch.setattr(first_reading, "sheet_of", failing)
    with pytest.raises(ZeroDivisionError):
        read_library(tmp_path, "content")
