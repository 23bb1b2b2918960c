"""The published folder is the old site or the new one, whatever happens to a build."""

import errno
import os
import random
import signal
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import NoReturn

import pytest

from generator.publishing import locking, swapping
from generator.publishing.errors import NotOursError, PublishError
from generator.publishing.staging import stage
from generator.publishing.target import MARKER
from generator.publishing.writing import write_whole

PAGES = 40
FEW = 2
ROUNDS = 25


def version(number: int, pages: int = PAGES) -> dict[str, bytes | str]:
    """A site whose every file, by its name and its content, tells which version it is of."""
    files: dict[str, bytes | str] = {
        f"part-{page % 5}/{number}-{page}/index.html": f"{number}\n" * 200 for page in range(pages)
    }
    return {**files, "index.html": f"{number}\n", "manifest.txt": "\n".join(sorted(files))}


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def published(target: Path, pages: int = PAGES) -> int:
    """Which version stands at the target; fails unless all of it does, and nothing else."""
    found = tree(target)
    assert found.pop(MARKER)
    number = int(found["index.html"])
    assert found == {name: str(text).encode() for name, text in version(number, pages).items()}
    return number


def beside(target: Path) -> list[str]:
    """What stands next to the target."""
    return sorted(path.name for path in target.parent.iterdir() if path != target)


def in_child(work: Callable[[], object]) -> int:
    """Run some work in a process of its own; returns the process."""
    child = os.fork()
    if child:
        return child
    try:
        work()
        os._exit(0)
    except BaseException as error:
        os.write(2, f"{error!r}\n".encode())
        os._exit(1)


@contextmanager
def publishing_forever(target: Path, first: int, pages: int) -> Iterator[Callable[[], int]]:
    """Versions published one after another by a process that is killed in the end.

    Gives a function that waits until one more is out, so that no test depends on how fast a machine is.
    """
    reading, writing = os.pipe()

    def work() -> None:
        for number in count(first):
            write_whole(target, version(number, pages))
            os.write(writing, b"x")

    child = in_child(work)
    os.close(writing)
    try:
        yield lambda: len(os.read(reading, 1))
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture(params=["exchange", "renames"])
def either_swap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to swap: the system's exchange of two folders, and renames where it has none."""
    if request.param == "renames":
        monkeypatch.setattr(swapping, "_exchange", lambda one, other: False)
    return str(request.param)


# --- what is published ------------------------------------------------------------------------


@pytest.mark.usefixtures("either_swap")
def test_a_site_replaces_the_one_before_and_leaves_nothing_beside_it(target: Path) -> None:
    for number in (1, 2, 3):
        write_whole(target, version(number))
        assert published(target) == number
        assert beside(target) == []


def test_here_folders_can_be_exchanged(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    (other / "inner").mkdir(parents=True)
    assert swapping._exchange(one, other) == sys.platform.startswith("linux")
    assert (one / "inner").exists() == sys.platform.startswith("linux")


def test_an_empty_folder_is_taken_and_missing_parents_are_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for target in (tmp_path / "empty", tmp_path / "not/there/yet"):
        write_whole(target, version(1))
        assert published(target) == 1


def test_a_relative_target_is_meant_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_whole(Path("site"), version(1))
    assert published(tmp_path / "site") == 1


@pytest.mark.usefixtures("either_swap")
def test_everybody_may_read_the_site_whatever_the_umask(target: Path) -> None:
    before = os.umask(0o077)
    try:
        for number in (1, 2):
            with stage(target) as staging:
                (staging.folder / "a").mkdir()
                script = staging.folder / "a/run.sh"
                script.write_text(str(number))
                script.chmod(0o700)
                staging.publish()
    finally:
        os.umask(before)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (target, *target.rglob("*"))}
    assert modes == {path: 0o755 if path.is_dir() else 0o644 for path in modes}
    assert len(modes) == 4


def test_a_folder_can_be_filled_while_the_rest_is_opened_to_readers(target: Path) -> None:
    before = os.umask(0o077)
    try:
        with stage(target) as staging:
            for name in ("a/one", "late/one", "late/in/two"):
                (staging.folder / name).parent.mkdir(parents=True, exist_ok=True)
                (staging.folder / name).write_bytes(b"1")
            staging.open(but="late/")
            (staging.folder / "late" / "three").write_bytes(b"333")
            staging.publish()
            sizes = staging.sizes
    finally:
        os.umask(before)
    modes = {path: path.stat().st_mode & 0o777 for path in (target, *target.rglob("*"))}
    assert modes == {path: 0o755 if path.is_dir() else 0o644 for path in modes}
    files = {path.relative_to(target).as_posix(): path.stat().st_size for path in modes if path.is_file()}
    assert sizes == files


@pytest.mark.parametrize("name", ["late/link", "link"])
def test_a_link_is_found_in_what_is_opened_early_and_late(target: Path, name: str) -> None:
    with stage(target) as staging:
        (staging.folder / "late").mkdir()
        (staging.folder / name).symlink_to(target)
        step = staging.publish if "/" in name else partial(staging.open, but="late/")
        if "/" in name:
            staging.open(but="late/")
        with pytest.raises(PublishError, match="not a file of its own"):
            step()
    assert not target.exists()


def test_what_is_not_published_is_discarded(target: Path) -> None:
    write_whole(target, version(1))
    with pytest.raises(ZeroDivisionError), stage(target) as staging:
        (staging.folder / "index.html").write_text(str(1 / 0))
    with stage(target) as staging:
        (staging.folder / "index.html").write_text("never shown")
        staging.discard()
    assert published(target) == 1
    assert beside(target) == []


# --- what is refused --------------------------------------------------------------------------


def refused(target: Path) -> PublishError:
    with pytest.raises(NotOursError) as caught:
        stage(target)
    assert caught.value.message
    assert caught.value.hint
    return caught.value


def test_a_folder_of_somebody_else_is_left_alone(target: Path) -> None:
    target.mkdir()
    (target / "thesis.txt").write_text("years of work")
    error = refused(target)
    assert str(target) in error.message
    assert tree(target) == {"thesis.txt": b"years of work"}
    assert beside(target) == []


def test_a_published_folder_under_version_control_is_left_alone(target: Path) -> None:
    write_whole(target, version(1))
    (target / ".git").mkdir()
    refused(target)
    assert (target / ".git").is_dir()


def test_a_link_as_marker_marks_nothing(target: Path, tmp_path: Path) -> None:
    write_whole(tmp_path / "real", version(1))
    target.mkdir()
    (target / MARKER).symlink_to(tmp_path / "real" / MARKER)
    refused(target)


def test_files_and_links_are_no_target(target: Path, tmp_path: Path) -> None:
    real = tmp_path / "real"
    write_whole(real, version(1))
    target.symlink_to(real, target_is_directory=True)
    refused(target)
    assert target.is_symlink()
    target.unlink()
    target.write_text("a file")
    refused(target)
    assert target.read_text() == "a file"
    assert published(real) == 1


def test_places_that_are_never_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, here = tmp_path / "home", tmp_path / "here"
    for folder in (home, here / "inner"):
        folder.mkdir(parents=True)
    (tmp_path / "way-home").symlink_to(tmp_path, target_is_directory=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(here)
    places = [
        Path("/"),
        home,
        tmp_path / "way-home" / "home",
        here,
        Path(),
        Path("inner/.."),
        Path("../here"),
    ]
    words = [refused(place).message.rpartition("which is ")[2] for place in places]
    yours, working = "your home folder", "the folder you are working in"
    assert words == ["the whole disk", yours, yours, *[working] * 4]
    assert beside(here) == ["home", "way-home"]


def test_what_came_into_the_folder_during_the_build_is_not_lost(target: Path) -> None:
    with stage(target) as staging:
        target.mkdir()
        (target / "note.txt").write_text("made meanwhile")
        with pytest.raises(NotOursError):
            staging.publish()
    assert tree(target) == {"note.txt": b"made meanwhile"}
    assert beside(target) == []


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_site_that_is_not_all_files_is_not_published(target: Path, kind: str) -> None:
    write_whole(target, version(1))
    with stage(target) as staging:
        (staging.folder / "a").mkdir()
        odd = staging.folder / "a" / "odd"
        if kind == "link":
            odd.symlink_to("/etc/hostname")
        else:
            os.mkfifo(odd)
        with pytest.raises(PublishError, match="odd"):
            staging.publish()
    assert published(target) == 1


BAD_NAMES = [
    *("", "/", "/etc/x", "..", "../x", "a/../../x", "a/./b", "a//b", "a/", "a\\b", "..\\x", "C:x"),
    *("a\0b", "a\nb", "a\x1b[2J", "\ud800", MARKER, f"{MARKER}/x", "a/" * 600 + "b"),
]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_that_lead_elsewhere_are_refused(target: Path, name: str) -> None:
    with pytest.raises(PublishError) as caught:
        write_whole(target, {"index.html": "x", name: "x"})
    assert caught.value.message.isprintable()
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.html", "A.html"),
        ("a/x", "A/y"),
        ("a", "a/b"),
        ("a/b", "A"),
        ("ö", "o\u0308"),
        ("straße", "STRASSE"),
    ],
)
def test_names_that_some_disks_take_for_one_are_refused(target: Path, one: str, other: str) -> None:
    with pytest.raises(PublishError, match="cannot be written beside"):
        write_whole(target, {one: "1", other: "2"})
    assert list(target.parent.iterdir()) == []


def test_names_and_texts_may_be_in_any_language(target: Path) -> None:
    write_whole(target, {"Київ/ö 1.html": "ö\r\n", "Київ/b": b"\xff", "..a/...": "", ".nojekyll": ""})
    found = tree(target)
    del found[MARKER]
    assert found == {"Київ/ö 1.html": "ö\r\n".encode(), "Київ/b": b"\xff", "..a/...": b"", ".nojekyll": b""}


def test_half_a_character_is_an_error_that_says_so(target: Path) -> None:
    with pytest.raises(PublishError, match=r"“a\.html” holds half a character"):
        write_whole(target, {"a.html": "x\ud83d"})


# --- what the system refuses ------------------------------------------------------------------


def test_a_file_on_the_way_is_an_error_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for target in (
        tmp_path / "file/site",
        tmp_path / "file/deep/site",
        tmp_path / ("n" * 300),
        Path("a\0b"),
        Path("\ud800"),
    ):
        with pytest.raises(PublishError) as caught:
            write_whole(target, version(1))
        assert caught.value.hint
        assert "exists" not in caught.value.message
    assert beside(tmp_path / "file") == []


FAILURES = [
    (errno.ENOSPC, "the disk is full"),
    (errno.EROFS, "can only be read"),
    (errno.EACCES, "may not write"),
]


@pytest.mark.parametrize("step", ["mkdir", "write_bytes", "chmod", "rename"])
@pytest.mark.parametrize(("number", "words"), FAILURES)
def test_a_disk_that_gives_up_leaves_the_old_site(
    target: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, words: str
) -> None:
    write_whole(target, version(1))
    tried = 0

    def give_up(self: Path, *args: object, **options: object) -> NoReturn:
        nonlocal tried
        tried += 1
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(swapping, "_exchange", lambda one, other: False)
        patch.setattr(Path, step, give_up)
        with pytest.raises(PublishError, match=words):
            write_whole(target, version(2))
    assert tried == 1
    assert published(target) == 1
    assert beside(target) == []


def test_a_swap_that_fails_half_way_is_taken_back(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(target, version(1))
    rename, steps = Path.rename, iter(range(9))

    def second_fails(self: Path, goal: Path) -> Path:
        if next(steps) == 1:
            raise OSError(errno.EBUSY, "busy")
        return rename(self, goal)

    monkeypatch.setattr(swapping, "_exchange", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", second_fails)
    with pytest.raises(PublishError, match="in use"):
        write_whole(target, version(2))
    assert published(target) == 1
    assert beside(target) == []


# --- builds that are killed -------------------------------------------------------------------


def kill_at_step(step: int) -> None:
    """From here on, die at the step-th thing that the system is asked to do with a file."""
    steps = iter(range(step))
    watched = ("open", "os.", "shutil.")

    def watch(event: str, args: tuple[object, ...]) -> None:
        if event != "os.kill" and event.startswith(watched) and next(steps, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def killed_builds(target: Path) -> Iterator[int]:
    """Builds of versions 2, 3, ... each killed one step later than the one before, until one ends."""
    for step in range(1000):
        number = step + 2

        def build(step: int = step, number: int = number) -> None:
            kill_at_step(step)
            write_whole(target, version(number, FEW))

        _, status = os.waitpid(in_child(build), 0)
        yield number
        if status == 0:
            return
        assert os.WIFSIGNALED(status)
        assert os.WTERMSIG(status) == signal.SIGKILL


def test_a_build_killed_at_any_step_leaves_a_whole_site(target: Path) -> None:
    write_whole(target, version(1, FEW))
    standing = [1]
    builds = 0
    for number in killed_builds(target):
        builds += 1
        standing.append(published(target, FEW))
        assert standing[-1] in (standing[-2], number)
    assert builds > 30
    assert len(set(standing)) > 10  # killed while the old one was deleted: the new one stands
    assert beside(target) == []


def test_without_exchange_the_next_build_restores_what_a_killed_one_set_aside(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swapping, "_exchange", lambda one, other: False)
    write_whole(target, version(1, FEW))
    standing, restored = 1, 0
    for number in killed_builds(target):
        if not target.exists():
            restored += 1
            stage(target).discard()
            assert published(target, FEW) == standing
        standing = published(target, FEW)
        assert standing <= number
    assert restored
    assert beside(target) == []


def test_builds_killed_at_random_moments_leave_a_whole_site(target: Path) -> None:
    chance = random.Random(20250318)
    last = 0
    for _ in range(40):
        with publishing_forever(target, last + 1, PAGES) as wait_for_one:
            assert wait_for_one() == 1
            time.sleep(chance.uniform(0, 0.02))
        assert published(target) > last
        last = published(target)
    write_whole(target, version(0))
    assert beside(target) == []


def test_leftovers_of_killed_builds_are_cleared_and_nothing_else(target: Path) -> None:
    ours = [".site.new-0123456789abcdef", ".site.old-0123456789abcdef"]
    others = [".site.new-mine", ".site.new-0123456789abcdef0", "site.new-0123456789abcdef", ".site2.lock"]
    write_whole(target, version(1))
    for name in (*ours, *others):
        (target.with_name(name) / "deep").mkdir(parents=True)
    target.with_name(".site.new-00000000000000ff").symlink_to("/")
    target.with_name(".site.old-00000000000000ff").write_text("a file")
    target.with_name(".site.lock").write_text("")
    write_whole(target, version(2))
    assert published(target) == 2
    assert beside(target) == sorted([*others, ".site.new-00000000000000ff", ".site.old-00000000000000ff"])


@pytest.mark.parametrize("kind", ["link", "file"])
def test_only_a_folder_is_taken_for_a_site_that_was_set_aside(target: Path, kind: str) -> None:
    aside = target.with_name(".site.old-0123456789abcdef")
    real = target.with_name("real")
    write_whole(real, version(7))
    if kind == "link":
        aside.symlink_to(real, target_is_directory=True)
    else:
        aside.write_text("a file")
    stage(target).discard()
    assert not os.path.lexists(target)
    assert beside(target) == [aside.name, "real"]
    assert published(real) == 7


# --- two at once ------------------------------------------------------------------------------


@pytest.mark.usefixtures("either_swap")
def test_builds_at_once_take_turns(target: Path) -> None:
    def build() -> None:
        for number in range(ROUNDS):
            write_whole(target, version(number, 8))

    children = [in_child(build) for _ in range(3)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    assert published(target, 8) == ROUNDS - 1
    assert beside(target) == []


def test_there_is_never_a_moment_without_a_site(target: Path) -> None:
    if not sys.platform.startswith("linux"):
        return
    write_whole(target, version(0, 1))
    with publishing_forever(target, 1, 1) as wait_for_one:
        for _ in range(50):
            assert wait_for_one() == 1
            assert all(target.is_dir() for _ in range(200))


def test_a_build_that_waits_says_so_once(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "_A_MOMENT", 0.01)
    first = stage(target)
    lines: list[str] = []

    def hear(line: str) -> None:
        lines.append(line)
        first.discard()  # only now can the second build go on

    with stage(target, hear) as second:
        (second.folder / "index.html").write_text("x")
        second.publish()
    assert len(lines) == 1
    assert str(target) in lines[0]
    assert beside(target) == []


def test_builds_of_different_sites_do_not_wait_for_each_other(tmp_path: Path) -> None:
    with stage(tmp_path / "one") as one, stage(tmp_path / "two", pytest.fail) as two:
        two.publish()
        one.publish()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]
