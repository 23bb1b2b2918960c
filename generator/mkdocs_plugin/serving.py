"""`mkdocs serve` for somebody who writes: MkDocs prints what stands around the pages, `Live` shows them.

MkDocs watches everything by looking again and again, and builds the whole site when a file has changed. Of
content it need not know: the system tells at once what was saved, and only the pages that are asked for are
made. MkDocs still builds when anything else has changed: its settings, a template, an editor's own page.
"""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from mkdocs.livereload import LiveReloadServer
from watchdog.events import (
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from generator import theme_shell
from generator.archive import Archive
from generator.build import Build
from generator.folders import is_content
from generator.following import Following, Look
from generator.live import App, Live
from generator.mkdocs_plugin.circumstances import files_of
from generator.mkdocs_plugin.pages import ExplainerPage, Theme, source_of, whole_page
from generator.outputs.cards import PICTURE, card_of
from generator.outputs.printed import PrintedPage, print_page
from generator.outputs.search import HELP, search_entries
from generator.press import Press
from generator.rendering import Renderer
from generator.views import PageView

STEP = 0.004
"""Seconds without a further event after which it pays to look at a file: one step of writing has several."""
CHANGES = frozenset({EVENT_TYPE_CREATED, EVENT_TYPE_DELETED, EVENT_TYPE_MODIFIED, EVENT_TYPE_MOVED})
"""What is no change of a file: that somebody has opened or read it."""
SELDOM = 50_000
"""After how many new objects garbage is looked for."""


class Serving:
    """What shows pages while somebody writes."""

    def __init__(
        self, content: Path, read: Callable[[], Build], around: Callable[[Press], object], kept: Archive
    ) -> None:
        self.content = content
        self.following = Following(content, read, search_entries, around, self.build, kept)
        self.live = Live(self.following, self.show)
        self.theme: Theme | None = None
        self.renderer: Renderer | None = None
        self.builder: Callable[[], object] = lambda: None
        self._printing = threading.RLock()
        self._building = threading.Lock()
        self._observer: BaseObserver | None = None
        self._built_from: object = None

    def begin(self, build: Build, theme: Theme, renderer: Renderer, look: Look | None = None) -> None:
        """Go on from what MkDocs has just built; with a `look` only some stories have been read for it."""
        with self._printing:
            self.theme, self.renderer = theme, renderer
        self.following.begin(build, look)

    def pause(self) -> None:
        """Leave everything to MkDocs, until it has built something to go on from."""
        self.following.pause()

    def show(self, view: PageView) -> str:
        """A page in its theme."""
        with self._printing:
            theme, renderer, press = self.theme, self.renderer, self.following.press
            assert theme is not None
            assert renderer is not None
            assert press is not None
            drawn = press.share_fonts is not None and view.kind != HELP
            pictures = {f"{view.address}{PICTURE}"} if drawn else set()
            printed = PrintedPage(view, *print_page(view, renderer))
            card = card_of(view, theme.config.site_name, press.desk.say, pictures)
            file = theme.files.get_file_from_path(source_of(view))
            if file is None or not isinstance(file.page, ExplainerPage):
                return theme.html(whole_page(printed, card, theme.config), theme_shell.TEMPLATE)
            file.page.fill(printed, card)
            return theme.html(file.page, "main.html")

    def install(self, server: LiveReloadServer, below: App, scripts: Path, others: Sequence[Path]) -> None:
        """Stand before MkDocs' server, and let it build only when something else than content has changed.

        `scripts` is the folder of what open pages are given, `others` are files and folders outside of the
        content that pages are made with.
        """
        self.builder, sources = server.builder, (self.content, *others)
        self._built_from = changes_of(sources, self.content)

        def build() -> None:
            now = changes_of(sources, self.content)
            if now != self._built_from or self.following.press is None:
                self._built_from = now
                self.build()

        server.builder = build
        # What was read at the start mostly stays: nobody who waits for a page should wait for a look at it.
        gc.freeze()
        gc.set_threshold(SELDOM, 10, 50)
        self.live.serve(below, server.mount_path, {one.name: one.read_bytes() for one in scripts.iterdir()})
        self.following.go_on()
        server.set_app(self.live)
        self._observer = watch(self.content, self.following.saved)

    def build(self) -> None:
        """Have MkDocs make everything anew."""
        with self._building:
            self.builder()

    def close(self) -> None:
        """Stop watching."""
        self.following.close()
        if self._observer is not None:
            self._observer.stop()


def watch(content: Path, saved: Callable[[set[str]], None]) -> BaseObserver:
    """Tell of stories whose files have changed: as the system says, or by looking where it says nothing."""
    handler = Saved(content, saved)
    for kind in (Observer, PollingObserver):
        observer = kind()
        try:
            observer.schedule(handler, str(content), recursive=True)
            observer.start()
        except OSError:
            continue
        return observer
    raise OSError("nothing can be watched here")


class Saved(FileSystemEventHandler):
    """Gathers what happens to files in one step."""

    def __init__(self, content: Path, saved: Callable[[set[str]], None]) -> None:
        self._content, self._saved = content.resolve(), saved
        self._names: set[str] = set()
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Something has happened to a file or a folder."""
        if event.event_type not in CHANGES:
            return
        if event.is_directory and event.event_type == EVENT_TYPE_MODIFIED:
            return
        named = (Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path)
        # Hidden files are what programs write while they save, and what is written for them here.
        paths = [str(path) for path in named if not path.name.startswith(".")]
        if not paths:
            return
        with self._lock:
            self._names.update(self._story(path, event.is_directory) for path in paths)
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(STEP, self._tell)
            self._timer.daemon = True
            self._timer.start()

    def _story(self, path: str, is_folder: bool) -> str:
        """Whose file it is; of a whole folder, or of what all share, nobody's alone."""
        parts = Path(os.path.relpath(os.path.realpath(path), self._content)).parts
        return parts[0] if len(parts) == 2 and not is_folder else ""

    def _tell(self) -> None:
        with self._lock:
            names, self._names = self._names, set()
        if names:
            self._saved(names)


def changes_of(places: Sequence[Path], content: Path) -> Mapping[str, tuple[int, int]]:
    """When each file was written that MkDocs makes pages with: not what is ours or hidden."""
    found = {}
    for place in places:
        for path in files_of(place):
            inside = path.relative_to(content).as_posix() if path.is_relative_to(content) else ""
            if not (inside and (is_content(inside) or path.name.startswith("."))):
                try:
                    status = path.stat()
                except OSError:
                    continue
                found[str(path)] = status.st_mtime_ns, status.st_size
    return found
