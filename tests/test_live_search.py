"""What the search is told while somebody writes, kept for the next start."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import PLAINLY, make_project, run

from generator import live_search
from generator.archive import Archive
from generator.build import Settings, build
from generator.live_answers import Part, answer
from generator.live_search import KEPT, LiveSearch, keep, kept_in, key_of, keys_of
from generator.live_search import Told as Kept
from generator.memory import ALWAYS
from generator.outputs.search import SearchEntry, Words, search_entries
from generator.press import Press
from generator.views import PageView

PATIENCE = 60.0
NOTHING = json.dumps({"docs": []}).encode()


class Told:
    """A search that remembers for which pages it was asked."""

    def __init__(self, archive: Archive) -> None:
        self.asked = list[str]()
        self.search = LiveSearch(self.entries, archive)

    def entries(self, view: PageView) -> Sequence[SearchEntry]:
        self.asked.append(view.address)
        return search_entries(view)

    def index(self, press: Press) -> bytes:
        """The index once all is gathered, and kept."""
        self.search.follow(press)
        end = time.monotonic() + PATIENCE
        # Whoever asks waits a while, and is then told what there is.
        while self.search.is_gathering:
            assert time.monotonic() < end
            self.search.index(NOTHING)
        return self.search.index(NOTHING)


def press_of(content: Path) -> Press:
    press = build(Settings(content, "content", "Test")).press
    assert press
    return press


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    (tmp_path / "kept").mkdir()
    return Archive(tmp_path / "kept")


def in_order(index: bytes) -> list[str]:
    return sorted(json.dumps(entry, sort_keys=True) for entry in json.loads(index)["docs"])


def test_the_next_start_asks_only_for_what_was_saved_since(good_copy: Path, archive: Archive) -> None:
    first = Told(archive)
    index = first.index(press_of(good_copy))
    assert len(first.asked) > 40
    again = Told(archive)
    assert in_order(again.index(press_of(good_copy))) == in_order(index)
    assert {address.partition("/")[0] for address in again.asked} <= {"", "parties", "editors"}
    sheet = good_copy / "harbour-strike/facts.yaml"
    text = sheet.read_text("utf-8")
    assert "headline: " in text
    sheet.write_text(text.replace("headline: ", "headline: Gulls and ", 1), "utf-8")
    press = press_of(good_copy)
    edited = Told(archive)
    found = edited.index(press)
    assert b"Gulls and" in found
    assert in_order(found) == in_order(Told(Archive(None)).index(press))
    others = {story.slug for story in press.stories} - {"harbour-strike"}
    assert others
    assert others.isdisjoint(address.partition("/")[0] for address in edited.asked)


def test_that_nothing_is_found_is_said_once_all_is_gathered(
    good_copy: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_search, "PATIENCE", 0.05)
    press, gate = press_of(good_copy), threading.Event()
    last = press.parts[-1]

    def entries(view: PageView) -> Sequence[SearchEntry]:
        if view.address.startswith(last):
            gate.wait(PATIENCE)
            return [SearchEntry(view.address, "Walrus", "")]
        return search_entries(view)

    search = LiveSearch(entries, archive)
    search.follow(press)
    found: list[str] = []
    asking = threading.Thread(target=lambda: found.append(search.answer("walrus", NOTHING).decode()))
    asking.start()
    other = json.loads(search.answer("strike", NOTHING))
    while not other["items"]:
        other = json.loads(search.answer("strike", NOTHING))
    asking.join(0.5)
    assert not found
    gate.set()
    asking.join(PATIENCE)
    assert any(last in page[0]["location"] for page in json.loads(found[0])["items"])
    assert json.loads(search.answer("penguin", NOTHING))["items"] == []
    assert json.loads(search.answer(" ", NOTHING))["items"] == []


def test_what_is_gathered_while_an_answer_is_made_is_in_it(
    good_copy: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_search, "PATIENCE", 0.05)
    press, gate = press_of(good_copy), threading.Event()

    def entries(view: PageView) -> Sequence[SearchEntry]:
        gate.wait(PATIENCE)
        return [SearchEntry(view.address, "Walrus", "")]

    search = LiveSearch(entries, archive)
    search.follow(press)

    def late(query: str, parts: Iterable[Part]) -> dict[str, Any]:
        found = answer(query, parts)
        gate.set()
        while search.is_gathering:
            time.sleep(0.01)
        return found

    monkeypatch.setattr(live_search, "answer", late)
    assert json.loads(search.answer("walrus", NOTHING))["items"]


def test_other_shared_parties_or_a_story_that_is_gone_make_all_anew(
    good_copy: Path, archive: Archive
) -> None:
    Told(archive).index(press_of(good_copy))
    shared = good_copy / "parties.yaml"
    shared.write_text(shared.read_text("utf-8") + "# one more remark\n", "utf-8")
    again = Told(archive)
    again.index(press_of(good_copy))
    assert len(again.asked) > 40
    press = press_of(good_copy)
    archive.keep(KEPT, ALWAYS, Kept(key_of(press), {**keys_of(press), "gone": b"key"}, {}))
    without = Told(archive)
    without.index(press)
    assert len(without.asked) > 40


def test_who_is_shown_pages_leaves_what_a_build_said_of_its_indexes(
    good_copy: Path, archive: Archive
) -> None:
    press = press_of(good_copy)
    keep(archive, press, {part: Words([]) for part in ("", *press.parts)}, pages=310)
    told = Told(archive)
    told.index(press)
    kept = kept_in(archive)
    assert kept
    assert kept.pages == 310
    assert [*kept.found] == [*press.parts, ""]


def test_a_build_keeps_what_the_first_start_would_gather(tmp_path: Path) -> None:
    """After it only the pages of the site itself are asked for."""
    make_project(tmp_path / "project")
    cache = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = run("mkdocs", "build", "--strict", cwd=tmp_path / "project", **PLAINLY | cache)
    assert done.returncode == 0, done.stderr
    (kept,) = (tmp_path / "cache").glob(f"explainers/*/*/{KEPT}")
    press = press_of(tmp_path / "project" / "content")
    told = kept_in(Archive(kept.parent))
    assert told
    assert told.stories.keys() == keys_of(press).keys()
    assert told.found.keys() == {"", *press.parts}
    for part in press.parts:
        assert told.found[part].open() == [
            one for view in press.pages_of(part) for one in search_entries(view)
        ], part
