"""Compiled templates are used again while their text is the same, and never another's."""

from __future__ import annotations

import os
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


PROJECT = Path(__file__).parents[1]
THEME = (
    "import sys; from pathlib import Path; from mkdocs.theme import Theme;"
    "from generator.archive import Archive; from generator.compiled import Compiled;"
    "environment = Theme('material').get_env();"
    "environment.bytecode_cache = Compiled(Archive(Path(sys.argv[1])), Path(sys.argv[2]));"
    "environment.get_template('404.html')"
)


@pytest.mark.parametrize("may_write", [True, False])
def test_templates_that_came_with_code_are_kept_where_python_keeps_code(
    tmp_path: Path, may_write: bool
) -> None:
    """So the first build of a project has them; where Python must not write, neither does this."""
    kept, code = tmp_path / "kept", tmp_path / "__pycache__"
    kept.mkdir()
    code.mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {} if may_write else {"PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", THEME, kept, code], env=environment, check=True, cwd=PROJECT)
    beside, of_site = ([*folder.rglob("*.pyc")] for folder in (code, kept))
    assert bool(beside) is may_write
    assert bool(of_site) is not may_write


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
