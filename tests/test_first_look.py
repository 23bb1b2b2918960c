"""First pages of a large archive of which nothing has been kept: soon, true, and whole by themselves."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from bench.maker import make_content
from conftest import CONFIG
from stories import HEAD, write_story

from generator import first_look
from generator.archive import Archive
from generator.build import Build, Settings, build
from generator.first_look import FirstLook
from generator.following import Following
from generator.live import FOLDER, Live
from generator.memory import Memory, name_of
from generator.outputs.search import search_entries
from generator.rendering import Renderer, find_templates
from generator.views import PageView

STORIES, PATIENCE = 6, 60.0
NOTE = "Other stories are still being read."
RENDERER = Renderer(find_templates())


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stories that share parties, each of which links to the one before."""
    folder = tmp_path_factory.mktemp("archive") / "content"
    make_content(folder, STORIES * 50)
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    (tmp_path / "kept").mkdir()
    return Archive(tmp_path / "kept")


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_look, "MANY", STORIES)
    monkeypatch.setattr(first_look, "processors", lambda: 2)


def settings(content: Path) -> Settings:
    return Settings(content, "content", "Test", site_url="https://example.org/")


def looked(content: Path, archive: Archive, latest: int = 2) -> FirstLook:
    look = first_look.first_look(settings(content), Memory(archive), latest)
    assert look
    return look


def folders(content: Path) -> list[Path]:
    return sorted(one for one in content.iterdir() if one.is_dir())


# --- which stories, and when ------------------------------------------------------------------


def test_the_latest_stories_come_first_and_any_that_is_asked_for(content: Path, archive: Archive) -> None:
    whole = build(settings(content)).press
    assert whole
    latest = sorted(whole.stories, key=lambda story: str(story.head.updated), reverse=True)[:2]
    look = looked(content, archive)
    first = look.build()
    assert first
    assert first.press
    assert {story.slug for story in first.press.stories} == {story.slug for story in latest}
    assert first.diagnostics == ()
    for story in whole.stories:
        more = look.build(story.slug)
        assert more
        assert more.press
        pages = {view.address for view in more.press.pages_of(story.slug)}
        assert pages == {view.address for view in whole.pages_of(story.slug)}
    assert look.build("no-story") is None
    look.wait()


def test_meanwhile_all_is_read_and_kept(content: Path, archive: Archive) -> None:
    look = looked(content, archive)
    look.wait()
    assert all(archive.has(name_of(folder.name)) for folder in folders(content))
    memory = Memory(archive)
    result = build(settings(content), memory)
    assert result.press
    assert all(record.kept for record in result.press.desk.edition.library.records.values())


def test_what_is_stopped_leaves_no_process(content: Path, archive: Archive) -> None:
    look = looked(content, archive)
    assert look._beside.is_alive()
    look.stop()
    assert not look._beside.is_alive()


@pytest.mark.parametrize("why", ["few stories", "most is kept", "nothing can be kept", "one processor"])
def test_where_it_does_not_pay_all_is_read_at_once(
    content: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    memory = Memory(archive)
    if why == "few stories":
        monkeypatch.setattr(first_look, "MANY", STORIES + 1)
    if why == "most is kept":
        build(settings(content), memory)
        memory.save_all()
    if why == "nothing can be kept":
        memory = Memory(Archive(None))
    if why == "one processor":
        monkeypatch.setattr(first_look, "processors", lambda: 1)
    assert first_look.first_look(settings(content), memory, 2) is None


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("  updated: 2026-02-20", b"2026-02-20"),
        ('  updated: "2026-02"', b"2026-02"),
        ("  updated: '2041-03-08'  # so far", b"2041-03-08"),
        ("  updates: 2026", b""),
    ],
)
def test_a_day_is_seen_without_reading_the_sheet(tmp_path: Path, line: str, found: bytes) -> None:
    write_story(tmp_path, head=HEAD.replace("  updated: 2026-02-20", line))
    assert first_look.updated(tmp_path / "port") == found
    assert first_look.updated(tmp_path / "none") == b""


# --- what who writes is shown -----------------------------------------------------------------


class Desk:
    """A `Live` that has had a first look; all is read when `all_read` is set."""

    def __init__(self, content: Path, archive: Archive) -> None:
        self.content, self.all_read = content, threading.Event()
        self.look = looked(content, archive)
        self.following = Following(content, self.read, search_entries, str, lambda: None, Archive(None))
        self.live = Live(self.following, self.show)
        first = self.look.build()
        assert first
        self.following.begin(first, self.look.build)
        self.live.serve(self.below, "/", {})
        self.following.go_on()

    def read(self) -> Build:
        self.look.wait()
        self.all_read.wait()
        return build(settings(self.content))

    def show(self, view: PageView) -> str:
        return f"<html><body>{RENDERER.body(view)}</body></html>"

    def below(self, environ: dict[str, object], start: Callable[..., object]) -> Iterator[bytes]:
        start("404 Not Found", [])
        yield b'{"docs": []}'

    def page(self, path: str, query: str = "") -> str:
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": f"/{path}",
            "QUERY_STRING": query,
            "wsgi.input": BytesIO(),
        }
        return b"".join(self.live(environ, lambda *_: None)).decode()

    def later(self, path: str, query: str = "") -> Callable[[], str]:
        """Ask for a page, and get the answer once it is there."""
        found: list[str] = []
        thread = threading.Thread(target=lambda: found.append(self.page(path, query)), daemon=True)
        thread.start()

        def answer() -> str:
            thread.join(PATIENCE)
            return found[0]

        assert not found
        return answer


@pytest.fixture
def desk(content: Path, archive: Archive) -> Iterator[Desk]:
    one = Desk(content, archive)
    yield one
    one.all_read.set()
    one.following.close()


def test_pages_are_shown_before_all_is_read_and_say_so(desk: Desk) -> None:
    front = desk.page("")
    assert NOTE in front
    slugs = [folder.name for folder in folders(desk.content)]
    assert sum(f'"{slug}/"' in front for slug in slugs) == 2
    for slug in slugs:
        assert NOTE in desk.page(f"{slug}/timeline/")
    news = desk.later(f"{FOLDER}1", "page=/")
    other = desk.later("parties/no-party/")
    found = desk.later(f"{FOLDER}find", "words=harbour")
    desk.all_read.set()
    whole = json.loads(news())["html"]
    assert NOTE not in whole
    assert all(f'"{slug}/"' in whole for slug in slugs)
    assert "docs" in other()
    assert json.loads(found())["items"]
    assert NOTE not in desk.page(f"{slugs[0]}/timeline/")


@pytest.mark.parametrize("shared", [False, True], ids=["a story", "what all share"])
def test_what_is_saved_meanwhile_is_never_shown_as_it_was(desk: Desk, shared: bool) -> None:
    slug = folders(desk.content)[0].name
    assert NOTE in desk.page(f"{slug}/")
    desk.following.saved({"" if shared else slug})
    page = desk.later(f"{slug}/")
    desk.all_read.set()
    assert NOTE not in page()


SERVE = """
import signal
from mkdocs.__main__ import cli

signal.signal(signal.SIGINT, signal.default_int_handler)
cli()
"""
"""MkDocs as a terminal runs it: who runs these tests may have had Ctrl+C ignored."""


def test_a_mistake_in_another_story_is_told_as_soon_as_all_is_read(
    content: Path, archive: Archive, tmp_path: Path
) -> None:
    broken = Path(shutil.copytree(content, tmp_path / "content"))
    look = looked(broken, archive)
    first = look.build()
    assert first
    assert first.press
    look.stop()
    shown = {story.slug for story in first.press.stories}
    other = next(folder for folder in folders(broken) if folder.name not in shown)
    with (other / "facts.yaml").open("a", encoding="utf-8") as sheet:
        sheet.write("datse: []\n")
    desk = Desk(broken, archive)
    front = desk.page("")
    assert NOTE in front
    assert 'id="problems"' not in front
    news = desk.later(f"{FOLDER}1", "page=/")
    desk.all_read.set()
    told = json.loads(news())["html"]
    assert 'id="problems"' in told
    assert "datse" in told
    desk.following.close()


# --- a real server ----------------------------------------------------------------------------


def archive_of(folder: Path, settings: str) -> None:
    """A project of 45 stories."""
    for number in range(45):
        head = HEAD.replace("2026-02-20", f"2026-01-{number % 28 + 1:02}")
        write_story(
            folder / "content", slug=f"port-{number:02}", head=head.replace("The port", f"Port {number}")
        )
    (folder / "mkdocs.yml").write_text(settings, "utf-8")


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes], Path]]:
    """The address of a project while it is served, its process and what that says; ended as in a terminal."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{one.getsockname()[1]}"
    command = [sys.executable, "-c", SERVE, "serve", "--livereload", "--dev-addr", address]
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "NO_MKDOCS_2_WARNING": "1"}
    log = folder / "terminal.txt"
    with log.open("wb") as terminal:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=terminal, stderr=terminal, start_new_session=True
        )
    try:
        yield f"http://{address}/pages/", process, log
    finally:
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(timeout=PATIENCE)
        finally:
            process.kill()
            process.wait()


def test_a_large_archive_is_served_at_once_whole_soon_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    make_content(tmp_path / "content", 45 * 50)
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    with served(tmp_path) as (url, process, log):
        front = until(lambda: asked(url), process, log)
        assert NOTE in front
        assert "</article>" in front
        whole = until(lambda: whole_of(asked(url)), process, log)
        assert all(f"story-{number:04}/" in whole for number in range(1, 46))
    said = log.read_text("utf-8")
    assert "Traceback" not in said
    assert "error" not in said
    end = time.monotonic() + PATIENCE
    while is_left(process.pid):
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("why", ["MkDocs writes the pages", "an editor's own page leads to a story"])
def test_where_each_story_is_needed_all_is_read_at_once(tmp_path: Path, why: str) -> None:
    archive_of(tmp_path, CONFIG)
    if why.startswith("MkDocs"):
        nav = "nav:\n  - index.md\n  - port-03/index.md\n"
        (tmp_path / "mkdocs.yml").write_text(f"{CONFIG}{nav}", "utf-8")
    else:
        (tmp_path / "content/about.md").write_text("# About\n\nSee [a story](port-03/index.md).\n", "utf-8")
    with served(tmp_path) as (url, process, log):
        front = until(lambda: asked(url), process, log)
        assert NOTE not in front
        assert all(f"port-{number:02}/" in front for number in range(45))
        assert "</article>" in asked(f"{url}port-03/")
    assert "WARNING" not in log.read_text("utf-8")


def until(found: Callable[[], str], process: subprocess.Popen[bytes], log: Path) -> str:
    """What is found in the end."""
    end = time.monotonic() + PATIENCE
    while not (text := found()):
        assert process.poll() is None, log.read_text("utf-8")
        assert time.monotonic() < end
        time.sleep(0.05)
    return text


def asked(url: str) -> str:
    """A page as it is served now; nothing while nobody answers."""
    try:
        with urlopen(url, timeout=PATIENCE) as answer:
            return str(answer.read().decode())
    except (URLError, ConnectionError):
        return ""


def whole_of(page: str) -> str:
    """A page that says nothing of stories to come."""
    return "" if NOTE in page else page


def is_left(group: int) -> bool:
    """Whether any process of a group is."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
