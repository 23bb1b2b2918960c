"""Real builds that are killed, meet a full disk or each other: the site is whole, the old or the new.

A few moments are tried here; `EXPLAINERS_KILLS=200 pytest tests/test_interrupted.py` tries that many.
"""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PLAINLY, files_in, make_project

KILLS = int(os.environ.get("EXPLAINERS_KILLS", "6"))
HEADLINES = ("The harbour strike, before", "The harbour strike, after")
LIMIT = 120.0
SMALL_FILE = 2_000
"""Bytes: less than a page takes."""

Site = dict[str, bytes]


class Builds:
    """A project whose content comes in two versions, and what each of them looks like when published."""

    def __init__(self, folder: Path) -> None:
        self.folder = make_project(folder)
        self.sheet = next(path for path in sorted(folder.rglob("facts.yaml")) if "harbour" in str(path))
        self.text = self.sheet.read_text("utf-8")
        self.whole: list[Site] = []
        self.longest = 0.0
        for version in (0, 1):
            began = time.monotonic()
            _, output = self.end(self.start(version))
            self.longest = max(self.longest, time.monotonic() - began)
            assert (self.folder / "site").is_dir(), output
            self.whole.append(self.site())
        assert self.whole[0] != self.whole[1]

    def site(self) -> Site:
        return files_in(self.folder / "site")

    def standing(self) -> int:
        """Which version stands there; fails unless it is all of one."""
        found = self.site()
        assert found in self.whole, sorted(
            name for name in found.keys() | self.whole[0].keys()
            if found.get(name) not in [whole.get(name) for whole in self.whole]
        )  # fmt: skip
        return self.whole.index(found)

    def start(self, version: int, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
        """A build of one version, in a group of its own: a kill takes its helpers, too."""
        text = re.sub("headline: .*", f"headline: {HEADLINES[version]}", self.text, count=1)
        self.sheet.write_text(text, "utf-8")
        return subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build", "--quiet"],
            cwd=self.folder, env={**os.environ, **PLAINLY, "NO_MKDOCS_2_WARNING": "1"}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=before,
        )  # fmt: skip

    def end(self, build: subprocess.Popen[str]) -> tuple[int, str]:
        output, _ = build.communicate(timeout=LIMIT)
        assert "Traceback" not in output, output
        return build.returncode, output

    def beside(self) -> set[str]:
        """What builds leave behind next to the site."""
        return {path.name for path in self.folder.iterdir()} - {"content", "mkdocs.yml", "site"}


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    return Builds(tmp_path_factory.mktemp("interrupted") / "project")


def test_a_build_that_is_killed_leaves_a_whole_site(builds: Builds) -> None:
    """At moments spread over the whole of a build, in a mixed order."""
    chance = random.Random(20250318)
    parts = list(range(KILLS))
    chance.shuffle(parts)
    ends = {"old": 0, "new": 0}
    for part in parts:
        old = builds.standing()
        build = builds.start(1 - old)
        time.sleep((part + chance.random()) / KILLS * builds.longest * 1.1)
        os.killpg(build.pid, signal.SIGKILL)
        build.communicate(timeout=LIMIT)
        ends["old" if builds.standing() == old else "new"] += 1
    print(f"killed {KILLS} builds: {ends}")
    assert ends["old"]
    new = 1 - builds.standing()
    assert builds.end(builds.start(new))[0] == 0
    assert builds.standing() == new
    assert builds.beside() == set()


def small_files() -> None:
    """Let no file grow past a few bytes: what a full disk does to writing, for this process alone."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL_FILE, SMALL_FILE))


def test_a_build_that_cannot_write_says_so_and_keeps_the_old_site(builds: Builds) -> None:
    old = builds.standing()
    status, output = builds.end(builds.start(1 - old, small_files))
    assert status != 0
    assert "cannot be written" in output
    assert builds.standing() == old
    assert builds.beside() == set()


def test_a_full_disk_says_so_and_keeps_the_old_site(builds: Builds, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "none", disk], capture_output=True
    ).returncode:
        pytest.skip("a disk of a given size needs the right to mount one")
    try:
        shutil.copytree(builds.folder, disk / "project")
        small = Builds.__new__(Builds)
        small.folder, small.whole, small.text = disk / "project", builds.whole, builds.text
        small.sheet = disk / "project" / builds.sheet.relative_to(builds.folder)
        old = small.standing()
        size = sum(len(data) for data in builds.whole[old].values())
        room = shutil.disk_usage(disk).free
        (disk / "filler").write_bytes(b"x" * max(0, room - size // 2))
        status, output = small.end(small.start(1 - old))
        assert status != 0
        assert "the disk is full" in output
        assert small.standing() == old
        assert small.beside() == set()
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize("round_", range(2))
def test_two_builds_at_once_do_not_mix(builds: Builds, round_: int) -> None:
    new = 1 - builds.standing()
    both = [builds.start(new), builds.start(new)]
    assert [builds.end(build)[0] for build in both] == [0, 0]
    assert builds.standing() == new
    assert builds.beside() == set()
