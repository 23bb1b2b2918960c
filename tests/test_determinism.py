"""One content gives one output, byte for byte: with another clock, locale, hash seed, path, mask, offline."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import GOOD, PLAINLY, Project, files_in, make_project

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


CUT = """\
import os, sys

NAMES = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
TALK = {"socket.connect", "socket.sendto", "socket.sendmsg"}

def refuse(event, args):
    if event in NAMES or event in TALK and isinstance(args[1], tuple):
        asked = os.open(os.environ["ASKED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(asked, f"{event}\\n".encode())
        raise OSError("there is no network")

sys.addaudithook(refuse)
"""
"""Read by each Python as it starts, helpers of a build among them."""


@pytest.fixture
def offline(tmp_path: Path) -> dict[str, str]:
    """Variables under which no Python reaches a network, and each that tries leaves a line in a file."""
    folder = tmp_path / "cut"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(CUT, "utf-8")
    return {"PYTHONPATH": f"{folder}:{Path(__file__).parent}", "ASKED": str(tmp_path / "asked.txt")}


def alone(*command: str) -> list[str]:
    """A command among no networks at all, where this system lets an account take itself out of them."""
    out = ["unshare", "--map-root-user", "--net"]
    able = shutil.which("unshare") and subprocess.run([*out, "true"], check=False).returncode == 0
    return [*(out if able else ()), *command]


def test_a_program_that_asks_the_network_would_be_found(offline: dict[str, str]) -> None:
    environment = {**os.environ, **offline}
    for asks in ("socket().connect(('127.0.0.1', 9))", "getaddrinfo('localhost', 9)"):
        command = [sys.executable, "-c", f"from socket import *; {asks}"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert "there is no network" in done.stderr
    asked = Path(offline["ASKED"]).read_text("utf-8").splitlines()
    assert asked == ["socket.connect", "socket.getaddrinfo"]


def test_a_build_without_a_network_makes_the_same_bytes(
    project: Project, offline: dict[str, str], tmp_path: Path
) -> None:
    other = make_project(tmp_path / "offline", project.folder / "content")
    done = subprocess.run(
        alone(sys.executable, "-m", "mkdocs", "build", "--strict"),
        cwd=other, env={**os.environ, **PLAINLY, **offline, "XDG_CACHE_HOME": str(tmp_path / "kept")},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert not Path(offline["ASKED"]).exists()
    here, there = files_in(project.site), files_in(other / "site")
    assert set(here) == set(there)
    assert [name for name in here if here[name] != there[name]] == []


def test_no_page_names_the_machine(project: Project) -> None:
    folder = str(project.folder).encode()
    assert [name for name, raw in files_in(project.site).items() if folder in raw] == []
