"""A site that begins with what stands of earlier ones is the same as one made from nothing."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest
from conftest import files_in

from generator.archive import Archive
from generator.publishing.staging import stage
from generator.site_folder import SiteFolder, digest_of, files_below
from generator.site_memory import ASIDE, SiteMemory

Files = Mapping[str, bytes]
FOLDERS = ("", "a/", "a/b/", "a/b/c/", "search/", "search/1/")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    (tmp_path / "kept").mkdir()
    return Archive(tmp_path / "kept")


def drawn(chance: random.Random, name: str) -> dict[str, bytes]:
    """Some files of a site, a few of them as often before."""
    names = [f"{folder}{name}{number}" for folder in FOLDERS for number in range(4)]
    return {
        one: bytes([chance.randrange(3)]) * 5 for one in chance.sample(names, chance.randrange(len(names)))
    }


def published(archive: Archive, target: Path, ours: Files, theirs: Files) -> None:
    """One build: our files, and those that another program writes in the same folder later."""
    before = files_in(target) if target.exists() else {}
    with stage(target) as staging:
        site = SiteMemory(archive, staging.folder, target)
        early = {name for name in ours if not name.startswith("search/")}
        for name in early:
            site.put(name, ours[name])
        site.tidy(but="search/")
        for name, content in theirs.items():
            path = staging.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for name in ours.keys() - early:
            site.put(name, ours[name])
        site.tidy("search/")
        # What stands in two sites is one file: whoever wrote to it would change the published site.
        assert (files_in(target) if target.exists() else {}) == before
        staging.publish(site.aside)
        site.remember()


def seen(target: Path) -> dict[str, bytes]:
    """The files of a site but for its marker; no folder is empty."""
    assert all(any(path.iterdir()) for path in target.rglob("*") if path.is_dir())
    return {name: content for name, content in files_in(target).items() if name != ".explainers"}


def touched(target: Path) -> None:
    path = next(path for path in sorted(target.rglob("*")) if path.is_file())
    path.write_bytes(b"another")


def no_aside(target: Path) -> None:
    shutil.rmtree(target.parent / "kept" / ASIDE, ignore_errors=True)


def strange_aside(target: Path) -> None:
    aside = target.parent / "kept" / ASIDE
    if aside.is_dir():
        (aside / "stray").mkdir()
        (aside / "stray/file").write_bytes(b"stray")
        (aside / "out").symlink_to(target)
        for path in sorted(aside.rglob("*")):
            if path.is_file() and not path.is_symlink():
                path.unlink()
                break


def nothing(_target: Path) -> None:
    pass


ACCIDENTS: tuple[Callable[[Path], None], ...] = (nothing, nothing, touched, no_aside, strange_aside)


@pytest.mark.parametrize("seed", range(20))
def test_whatever_was_before_a_site_has_its_own_files(seed: int, tmp_path: Path, archive: Archive) -> None:
    chance = random.Random(seed)
    target = tmp_path / "site"
    for _ in range(8):
        ours = drawn(chance, "our") | drawn(chance, "any")
        others = drawn(chance, "any").items()
        theirs = {one: words for one, words in others if one not in ours and not one.startswith("search/")}
        theirs |= {"index.html": b"front"}
        published(archive, target, ours, theirs)
        assert seen(target) == {**ours, **theirs}
        chance.choice(ACCIDENTS)(target)


def test_what_is_the_same_is_not_made_again(tmp_path: Path, archive: Archive) -> None:
    target = tmp_path / "site"
    for words in (b"1", b"2", b"3"):
        published(archive, target, {"a/same": b"same", "a/other": words}, {"index.html": b"front"})
    with stage(target) as staging:
        site = SiteMemory(archive, staging.folder, target)
        asked = list[str]()

        def make(name: str, content: bytes) -> bytes:
            asked.append(name)
            return content

        assert files_below(staging.folder) != []
        for name, content in (("a/same", b"same"), ("a/other", b"2"), ("a/new", b"4")):
            site.folder.put(name, digest_of(content), partial(make, name, content))
        assert asked == ["a/new"]


def test_a_failed_build_costs_the_next_one_nothing_but_time(tmp_path: Path, archive: Archive) -> None:
    target = tmp_path / "site"
    for words in (b"1", b"2"):
        published(archive, target, {"a/same": b"same", "a/other": words}, {"index.html": b"front"})
    with stage(target) as staging:
        SiteMemory(archive, staging.folder, target).put("a/other", b"3")
    published(archive, target, {"a/same": b"same", "a/other": b"4"}, {"index.html": b"front"})
    assert seen(target) == {"a/same": b"same", "a/other": b"4", "index.html": b"front"}


def test_two_sites_of_one_project_do_not_mix(tmp_path: Path, archive: Archive) -> None:
    for number in range(4):
        for name in ("one", "two"):
            ours = {"a/name": name.encode(), f"a/{name}": b"own", "a/number": bytes([number])}
            published(archive, tmp_path / name, ours, {})
            assert seen(tmp_path / name) == ours


def test_without_a_published_site_files_are_simply_written(tmp_path: Path) -> None:
    folder = SiteFolder(tmp_path)
    folder.put("a/b", digest_of(b"words"), lambda: b"words")
    assert files_in(tmp_path) == {"a/b": b"words"}
