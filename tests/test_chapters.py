"""What helpers look up for a chapter is what one process finds, and is not looked up again."""

from pathlib import Path

import pytest
from conftest import GOOD

from generator import chapters, parallel
from generator.archive import Archive
from generator.chapters import chapters_of, look_up, make_chapter
from generator.evidence import Searchable
from generator.gathering import read_library
from generator.memory import Memory
from generator.mentions import NameIndex

SITES = (GOOD, GOOD.parent / "broken")


@pytest.fixture
def by_helpers(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine with three processors, where two stories are many."""
    monkeypatch.setattr(parallel, "processors", lambda: 3)
    monkeypatch.setattr(chapters, "processors", lambda: 3)
    monkeypatch.setattr(chapters, "MANY_STORIES", 2)


def told(content: Path) -> list[object]:
    """All that its chapters say."""
    library, _ = read_library(content, "content")
    made = chapters_of(library, Memory(Archive(None)))
    return [(slug, one.facts, one.texts, one.article_links, one.links, one.problems) for slug, one in made]


@pytest.mark.parametrize("content", SITES, ids=lambda content: content.name)
def test_chapters_are_those_of_one_process(content: Path, request: pytest.FixtureRequest) -> None:
    alone = told(content)
    assert len(alone) > 1
    request.getfixturevalue("by_helpers")
    assert told(content) == alone


def test_what_is_known_is_not_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    library, _ = read_library(GOOD, "content")
    expected = [make_chapter(story, library) for story in library.stories]
    known = [look_up(library, story) for story in library.stories]
    assert all(one.passages and one.mentions for one in known)

    def never(_: object, words: str) -> None:
        raise AssertionError(words)

    monkeypatch.setattr(Searchable, "find", never)
    # Names are still compared with each other; a text would lose its links.
    monkeypatch.setattr(NameIndex, "find", lambda self, name: never(self, name) if " a " in name else [])
    made = [make_chapter(story, library, one) for story, one in zip(library.stories, known, strict=True)]
    assert [(one.facts, one.texts, one.links) for one in made] == [
        (one.facts, one.texts, one.links) for one in expected
    ]


def test_nothing_that_was_looked_up_is_held(by_helpers: None) -> None:
    library, _ = read_library(GOOD, "content")
    made = dict(chapters_of(library, Memory(Archive(None))))
    assert all(chapter.names.known is None for chapter in made.values())
