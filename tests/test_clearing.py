"""What is not needed any more goes, at once or unwatched."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from generator import clearing
from generator.clearing import clear_away, clear_place

PATIENCE = 60.0


@pytest.fixture
def old_site(tmp_path: Path) -> Path:
    folder = tmp_path / "old"
    for name in ("a/b/index.html", "c/index.html", "d.html"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Text", "utf-8")
    (folder / "out").symlink_to(tmp_path / "kept", target_is_directory=True)
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/file").write_text("Stays", "utf-8")
    return folder


def test_a_small_folder_is_gone_at_once_and_what_it_links_to_stays(old_site: Path) -> None:
    clear_away(old_site)
    assert [path.name for path in old_site.parent.iterdir()] == ["kept"]
    assert (old_site.parent / "kept/file").is_file()


def test_a_large_folder_is_left_to_a_process_that_nobody_waits_for(
    old_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clearing, "_A_MOMENT", -1.0)
    clear_away(old_site)
    end = time.monotonic() + PATIENCE
    while old_site.exists():
        assert time.monotonic() < end
        time.sleep(0.01)
    assert (old_site.parent / "kept/file").is_file()


def test_where_no_process_can_be_started_it_is_deleted_here(
    old_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clearing, "_A_MOMENT", -1.0)
    monkeypatch.setattr(sys, "executable", str(old_site / "no-python"))
    clear_away(old_site)
    assert not old_site.exists()


def test_what_is_not_there_is_no_mistake(tmp_path: Path) -> None:
    clear_away(tmp_path / "gone")
    assert not any(tmp_path.iterdir())


def test_what_is_put_in_its_place_stays(old_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clearing, "_A_MOMENT", -1.0)
    clear_place(old_site)
    (old_site / "a/b").mkdir(parents=True)
    (old_site / "a/b/index.html").write_text("New", "utf-8")
    end = time.monotonic() + PATIENCE
    while list(old_site.parent.glob(".old.gone-*")):
        assert time.monotonic() < end
        time.sleep(0.01)
    assert (old_site / "a/b/index.html").read_text("utf-8") == "New"


def test_an_empty_place_is_left_alone(tmp_path: Path) -> None:
    clear_place(tmp_path / "gone")
    assert not any(tmp_path.iterdir())
