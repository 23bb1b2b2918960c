"""Compiled templates are used again while their text is the same, and never another's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from generator.archive import Archive
from generator.compiled import FOLDER, Compiled


def printed(templates: Path, kept: Archive) -> str:
    """The page of a folder of templates, as a new process would print it."""
    environment = Environment(
        loader=FileSystemLoader(templates), autoescape=True, bytecode_cache=Compiled(kept)
    )
    return environment.get_template("page.html").render()


@pytest.fixture
def kept(tmp_path: Path) -> Archive:
    (tmp_path / "kept").mkdir()
    (tmp_path / "page.html").write_text("One", "utf-8")
    archive = Archive(tmp_path / "kept")
    assert printed(tmp_path, archive) == "One"
    return archive


def test_what_was_compiled_is_not_compiled_again(
    tmp_path: Path, kept: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Environment, "compile", lambda *_: pytest.fail("compiled again"))
    assert printed(tmp_path, kept) == "One"


def test_a_template_that_was_changed_is_compiled_anew(tmp_path: Path, kept: Archive) -> None:
    (tmp_path / "page.html").write_text("Two", "utf-8")
    assert printed(tmp_path, kept) == "Two"
    assert printed(tmp_path, kept) == "Two"


def test_what_is_damaged_is_compiled_anew(tmp_path: Path, kept: Archive) -> None:
    (path,) = (tmp_path / "kept" / FOLDER).iterdir()
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert printed(tmp_path, kept) == "One"


def test_a_folder_that_cannot_be_written_to_is_done_without(tmp_path: Path, kept: Archive) -> None:
    assert printed(tmp_path, Archive(None)) == "One"
    assert printed(tmp_path, Archive(tmp_path / "page.html")) == "One"


def test_old_builds_are_forgotten_but_not_their_templates(tmp_path: Path, kept: Archive) -> None:
    kept.forget_all_but(set())
    assert any((tmp_path / "kept" / FOLDER).iterdir())


SAYS_GOODBYE = """
class Held:
    def __init__(self, name): self.name = name
    def __del__(self): print("gone:", self.name)

from generator.mkdocs_plugin.leaving import leave
for name in ("first", "second"):
    leave(Held(name))
print("end", flush=True)
raise SystemExit(3)
"""


def test_what_the_last_build_holds_is_not_taken_apart_at_the_end() -> None:
    done = subprocess.run([sys.executable, "-c", SAYS_GOODBYE], capture_output=True, text=True, check=False)
    assert done.stdout.split("\n") == ["gone: first", "end", ""]
    assert (done.returncode, done.stderr) == (3, "")
