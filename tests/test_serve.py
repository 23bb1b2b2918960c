"""`mkdocs serve`: what an editor saves is on the page, and a mistake takes nothing away."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from conftest import make_project
from watchdog.observers import Observer

from generator.mkdocs_plugin import serving

PATIENCE = 20.0
"""Seconds after which nothing is going to change any more."""


@dataclass(frozen=True)
class Server:
    """A running `mkdocs serve`."""

    folder: Path
    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def page(self, address: str) -> str:
        """A page as it is served now; empty while nobody answers."""
        try:
            with urlopen(self.url + address, timeout=5) as answer:
                return unescape(str(answer.read().decode()))
        except (URLError, TimeoutError, ConnectionError):
            return ""

    def said(self) -> str:
        """What the terminal shows."""
        return self.log.read_text("utf-8", "replace")

    def wait(self, met: Callable[[], bool]) -> None:
        """Wait until something has come true."""
        end = time.monotonic() + PATIENCE
        while not met():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    folder = make_project(tmp_path / "project")
    log, port = tmp_path / "terminal.txt", free_port()
    words = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
    with log.open("wb") as terminal:
        process = subprocess.Popen(words, cwd=folder, env=environment, stdout=terminal, stderr=terminal)
    try:
        yield Server(folder, f"http://127.0.0.1:{port}/pages/", log, process)
    finally:
        process.terminate()
        process.wait(timeout=10)


STORY = "harbour-strike/"
TIMELINE = "harbour-strike/timeline/"


def save(server: Server, before: str, after: str) -> None:
    """What an editor does: change words in the sheet and save it."""
    path = server.folder / "content/harbour-strike/facts.yaml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def test_what_is_saved_is_on_the_page_and_a_mistake_takes_nothing_away(server: Server) -> None:
    server.wait(lambda: "The cranes stop at noon." in server.page(TIMELINE))
    assert 'id="problems"' not in server.page(TIMELINE)

    save(server, "The cranes stop at noon.", "The cranes stop at dawn.")
    server.wait(lambda: "The cranes stop at dawn." in server.page(TIMELINE))

    save(server, "status: cancelled", "status: canceled")
    server.wait(lambda: "“canceled” is not a status" in server.page(TIMELINE))
    page = server.page(TIMELINE)
    assert "The cranes stop at dawn." in page
    assert "Did you mean “cancelled”?" in page
    assert "content/harbour-strike/facts.yaml:" in page
    assert 'id="problems"' in page
    assert "“canceled” is not a status" in server.page(STORY)
    assert "error[bad-choice]" in server.said()
    assert "The last good pages stay up" in server.said()

    save(server, "status: canceled", "status: cancelled")
    server.wait(lambda: "is not a status" not in server.page(TIMELINE))
    assert "The cranes stop at dawn." in server.page(TIMELINE)
    assert "Traceback" not in server.said()


def test_a_server_that_starts_with_a_mistake_shows_it_and_recovers(server: Server) -> None:
    """The first build may find the mistake: there is no last good page yet."""
    server.process.terminate()
    server.process.wait(timeout=10)
    save(server, "status: cancelled", "status: canceled")
    port = server.url.split(":")[2].split("/")[0]
    words = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    with server.log.open("wb") as terminal:
        process = subprocess.Popen(words, cwd=server.folder, stdout=terminal, stderr=terminal)
    try:
        again = Server(server.folder, server.url, server.log, process)
        again.wait(lambda: "“canceled” is not a status" in again.page(""))
        save(again, "status: canceled", "status: cancelled")
        again.wait(lambda: "The cranes stop at noon." in again.page(TIMELINE))
    finally:
        process.terminate()
        process.wait(timeout=10)


def test_a_page_of_the_editors_own_and_the_names_in_the_navigation_follow(server: Server) -> None:
    server.wait(lambda: "The cranes stop at noon." in server.page(TIMELINE))
    own = server.folder / "content/about.md"
    own.write_text("# About us\n\nWho we are, in [one story](harbour-strike/index.md).\n", "utf-8")
    server.wait(lambda: "Who we are, in" in server.page("about/"))
    save(server, "  headline: ", "  headline: Once more, ")
    server.wait(lambda: server.page("bridge-closure/").count("Once more, ") > 0)
    server.wait(lambda: "Once more, " in server.page("about/"))
    assert "Traceback" not in server.said()


def test_rules_are_followed_when_the_settings_are_saved_and_wrong_ones_stop_nothing(server: Server) -> None:
    server.wait(lambda: "The cranes stop at noon." in server.page(TIMELINE))
    path = server.folder / "mkdocs.yml"
    plain = path.read_text("utf-8")

    def rules(words: str) -> int:
        path.write_text(f"{plain.rstrip()}:\n      rules: {words}\n", "utf-8")
        return len(server.said())

    def told(words: str, said: int) -> None:
        server.wait(lambda: words in server.said()[said:])

    save(server, "The cranes stop at noon.", "The cranes stop at noon, says www.example.org.")
    told("warning[bare-address]", 0)
    told("hint[bare-address]", rules("{bare-address: hint}"))
    told("error[bare-address]", rules("{bare-address: error}"))
    server.wait(lambda: 'id="problems"' in server.page(TIMELINE))
    said = rules("{bare-adress: off, raw-html: off}")
    told("“raw-html” cannot be made lighter", said)
    told("mkdocs.yml:11:15", said)
    told("Did you mean “bare-address”?", said)
    told("warning[bare-address]", said)
    said = rules("{bare-address: off}")
    server.wait(lambda: 'id="problems"' not in server.page(TIMELINE))
    assert "bare-address" not in server.said()[said:]
    assert "Traceback" not in server.said()


def test_files_are_watched_where_the_system_tells_of_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError("inotify instance limit reached")

    monkeypatch.setattr(Observer, "start", refused)
    told: list[set[str]] = []
    (tmp_path / "port").mkdir()
    observer = serving.watch(tmp_path, told.append)
    try:
        (tmp_path / "port/facts.yaml").write_text("story:\n", "utf-8")
        end = time.monotonic() + PATIENCE
        while not any("port" in names for names in told):
            assert time.monotonic() < end
            time.sleep(0.05)
    finally:
        observer.stop()


def test_what_is_read_is_no_change(tmp_path: Path) -> None:
    told: list[set[str]] = []
    sheet = tmp_path / "port/facts.yaml"
    sheet.parent.mkdir()
    sheet.write_text("story:\n", "utf-8")
    time.sleep(0.1)
    observer = serving.watch(tmp_path, told.append)
    try:
        sheet.read_text("utf-8")
        time.sleep(0.2)
        assert told == []
        other = tmp_path / "facts.new"
        other.write_text("story: {}\n", "utf-8")
        other.replace(sheet)
        end = time.monotonic() + PATIENCE
        while not any("port" in names for names in told):
            assert time.monotonic() < end
            time.sleep(0.05)
    finally:
        observer.stop()
