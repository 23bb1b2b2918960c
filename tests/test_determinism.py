"""One content gives one output, byte for byte: under another clock, locale, hash seed, path and mask."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from conftest import GOOD, PLAINLY, Project, files_in

ELSEWHERE = {
    "PYTHONHASHSEED": "4242",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "tr_TR.UTF-8",
    "LANG": "tr_TR.UTF-8",
    "SOURCE_DATE_EPOCH": "1714600000",
}


def copied_backwards(source: Path, target: Path) -> None:
    """A copy whose files and folders were made in the opposite order."""
    target.mkdir(parents=True)
    for path in sorted(source.iterdir(), reverse=True):
        if path.is_dir():
            copied_backwards(path, target / path.name)
        else:
            shutil.copy(path, target / path.name)


def modes(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_mode for path in folder.rglob("*")}


def with_mask(mask: str, *command: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command run under another umask."""
    script = f"import os, runpy, sys; os.umask(0o{mask}); sys.argv = sys.argv[1:]; "
    script += "runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)"
    return subprocess.run(
        [sys.executable, "-c", script, *command],
        cwd=cwd, env={"PATH": "/usr/bin:/bin", "NO_MKDOCS_2_WARNING": "1", **variables},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_plain_files_are_the_same_everywhere(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "far/away/ö b"
    shutil.copytree(GOOD, one / "content")
    copied_backwards(GOOD, other / "content")
    script = "from generator.cli import main; raise SystemExit(main(['build']))"
    (one / "go.py").write_text(script, "utf-8")
    (other / "go.py").write_text(script, "utf-8")
    first = with_mask("022", "go", cwd=one, PYTHONPATH=str(one), **PLAINLY)
    second = with_mask("077", "go", cwd=other, PYTHONPATH=str(other), **ELSEWHERE)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert files_in(one / "pages") == files_in(other / "pages")
    assert modes(one / "pages") == modes(other / "pages")
    assert first.stdout == second.stdout
    assert first.stderr == second.stderr


def test_the_site_is_the_same_everywhere(project: Project, tmp_path: Path) -> None:
    other = tmp_path / "far/away/ö b"
    copied_backwards(project.folder / "content", other / "content")
    shutil.copy(project.folder / "mkdocs.yml", other)
    done = with_mask("077", "mkdocs", "build", "--strict", cwd=other, **ELSEWHERE)
    assert done.returncode == 0, done.stdout + done.stderr
    here, there = files_in(project.site), files_in(other / "site")
    assert set(here) == set(there)
    assert [name for name in here if here[name] != there[name]] == []
    assert modes(project.site) == modes(other / "site")


def test_no_page_names_the_machine(project: Project) -> None:
    folder = str(project.folder).encode()
    assert [name for name, raw in files_in(project.site).items() if folder in raw] == []
