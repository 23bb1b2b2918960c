"""Real builds that are killed, meet a full disk or each other: the site is whole, the old or the new.

`EXPLAINERS_KILLS=200 EXPLAINERS_ROUNDS=50 pytest tests/test_interrupted.py` tries that many.
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
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import CONFIG, PLAINLY, files_in, make_project, run

import generator

KILLS = int(os.environ.get("EXPLAINERS_KILLS", "6"))
ROUNDS = int(os.environ.get("EXPLAINERS_ROUNDS", "3"))
HEADLINES = ("The harbour strike, before", "The harbour strike, after")
LIMIT = 120.0
SMALL_FILE = 2_000
"""Bytes: less than a page takes."""

EXAMPLE = Path(generator.__file__).parent / "example"
"""A story in a few lines."""

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


PAGES = "from generator.cli import main; raise SystemExit(main(['build', '--output', 'shelf/pages']))"
BUILDS = {"site": ["-m", "mkdocs", "build", "--strict"], "pages": ["-c", PAGES]}
READ_ONLY = 'mount --bind shelf shelf && mount -o remount,ro,bind shelf && exec "$@"'
"""For a process and its children alone; it binds the superuser, too, whom modes of files do not."""


def command_on_a_disk_that_can_only_be_read(folder: Path, command: list[str]) -> list[str]:
    """The command where it sees the folder `shelf` as a disk of its own, else with that folder's mode."""
    apart = ["unshare", "--map-root-user", "--mount", "sh", "-c", READ_ONLY, "-"]
    (folder / "shelf").mkdir()
    if shutil.which("unshare") and subprocess.run([*apart, "true"], cwd=folder, check=False).returncode == 0:
        return [*apart, *command]
    if os.geteuid() == 0:
        pytest.skip("modes do not bind the superuser, and this system lets nobody mount a disk for itself")
    (folder / "shelf").chmod(0o555)
    return command


def command_with_a_file_on_the_way(folder: Path, command: list[str]) -> list[str]:
    (folder / "shelf").write_text("A file.\n", "utf-8")
    return command


@pytest.mark.parametrize("output", BUILDS)
@pytest.mark.parametrize(
    "prepared", [command_on_a_disk_that_can_only_be_read, command_with_a_file_on_the_way]
)
def test_a_folder_that_cannot_be_written_to_is_told_and_nothing_is_left(
    prepared: Callable[[Path, list[str]], list[str]], output: str, tmp_path: Path
) -> None:
    folder = make_project(tmp_path / "project")
    (folder / "mkdocs.yml").write_text(CONFIG + "site_dir: shelf/site\n", "utf-8")
    command = prepared(folder, [sys.executable, *BUILDS[output]])
    before = set(tmp_path.rglob("*"))
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=LIMIT
    )
    assert done.returncode == 1
    told = done.stdout + done.stderr
    assert f"shelf/{output}”: " in told
    assert any(why in told for why in ("can only be read", "may not write there", "a file, not a folder"))
    assert "choose another folder to publish to" in told
    assert "Traceback" not in told
    assert set(tmp_path.rglob("*")) == before


@dataclass(frozen=True)
class Rivals:
    """Two projects of a small story that are published to the same folder, and what each makes of it."""

    projects: tuple[Path, Path]
    site: Path
    whole: tuple[Site, Site]

    def start(self, one: int) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build"],
            cwd=self.projects[one], env={**os.environ, **PLAINLY, "NO_MKDOCS_2_WARNING": "1"}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip


@pytest.fixture(scope="module")
def rivals(tmp_path_factory: pytest.TempPathFactory) -> Rivals:
    folder = tmp_path_factory.mktemp("rivals")
    content = shutil.copytree(EXAMPLE, folder / "stories/ferry").parent
    one, two = make_project(folder / "one", content), make_project(folder / "two", content)
    sheet = two / "content/ferry/facts.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("headline: ", "headline: Once more, "), "utf-8")
    whole = []
    for project in (one, two):
        (project / "mkdocs.yml").write_text(CONFIG + "site_dir: ../site\n", "utf-8")
        assert run("mkdocs", "build", "--strict", cwd=project, **PLAINLY).returncode == 0
        whole.append(files_in(folder / "site"))
    assert whole[0] != whole[1]
    return Rivals((one, two), folder / "site", (whole[0], whole[1]))


def test_two_builds_into_one_folder_do_not_mix(rivals: Rivals) -> None:
    """Both end well, who waits for long says so, and the site is all of one or all of the other."""
    last, waited = [0, 0], 0
    for _ in range(ROUNDS):
        both = [rivals.start(0), rivals.start(1)]
        for build in both:
            output, _ = build.communicate(timeout=LIMIT)
            assert build.returncode == 0, output
            assert "The site is in " in output
            assert "Traceback" not in output
            waited += "Another build is writing" in output
        last[rivals.whole.index(files_in(rivals.site))] += 1
        assert {path.name for path in rivals.site.parent.iterdir()} == {"one", "two", "site", "stories"}
    print(f"{ROUNDS} rounds: {last} ended with the one or the other; {waited} builds waited")
