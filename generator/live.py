"""Pages for an editor who is writing: made when they are asked for, and changed in the open page when saved.

Nothing is built ahead. When a file is saved, the page that is open is made at once from its story alone
(`galley`); the whole site is read again right after, and every other page waits for that. While the content
has a mistake, the pages are those of before, with what is wrong on top.

A layer of WSGI over another server. Who shows a page in its theme, and who reads the site, is passed in.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote

from generator.archive import Archive
from generator.build import Build
from generator.catalogue import Catalogue
from generator.galley import galley
from generator.live_search import INDEX, SITE, LiveSearch
from generator.outputs.search import SearchEntry
from generator.pages.problems import first_look, problem_section
from generator.press import Press
from generator.views import PageView, Section

FOLDER = "_live/"
"""Where open pages ask what is new; no story can have such a name."""
SCRIPT, SEARCH = "live.js", "search.js"
"""The programs of an open page there: one that asks what is new, one that asks what is where."""
FIND = "find"
PATIENCE = 25.0
"""Seconds after which an open page is told that nothing is new, and asks again."""
QUIET = 0.02
"""Seconds without a further event after which a file counts as saved: editors write in several steps. What a
page would be is found out meanwhile, and shown then."""
PAUSE = 0.3
"""Seconds for which the reading of the site waits, so that the open page comes first."""
A_MOMENT, TRIES = 0.05, 20
KINDS = {
    ".atom": "application/atom+xml",
    ".ics": "text/calendar",
    ".json": "application/json",
    ".csv": "text/csv",
    ".png": "image/png",
}

Look = Callable[[str], Build | None]
"""Reads a story alone, by its name."""
App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass
class State:
    """What is known of the content. `edited` names the stories that were saved since it was read.

    `version` is a new one after each edit and each reading, `shell` after each change around the pages. By
    the time `quiet`, what was edited last counts as saved. While only some stories have been read at all,
    `look` reads one more.
    """

    build: Build
    good: Press | None
    version: int = 1
    shell: int = 1
    edited: set[str] = field(default_factory=set)
    quiet: float = 0.0
    asked: bool = False
    rebuilding: bool = False
    closed: bool = False
    look: Look | None = None


class Live:
    """Answers for pages and the files beside them; everything else goes to the server below.

    `read` reads the content; `show` makes a view into a whole page of the theme, `entries` into what the
    search is told of it; `around` says what stands around the pages, and `rebuild` has that made again.
    """

    def __init__(
        self,
        content: Path,
        read: Callable[[], Build],
        show: Callable[[PageView], str],
        entries: Callable[[PageView], Sequence[SearchEntry]],
        around: Callable[[Press], object],
        rebuild: Callable[[], None],
        kept: Archive,
    ) -> None:
        self.content, self.read, self.show = content, read, show
        self.around, self.rebuild = around, rebuild
        self.changed = threading.Condition()
        self.state: State | None = None
        self.scripts: Mapping[str, bytes] = {}
        self.mount = "/"
        self.below: App | None = None
        self.search = LiveSearch(entries, kept)
        self._proving = 0
        self._files: tuple[Press, dict[str, bytes]] | None = None

    # --- what happens -------------------------------------------------------------------------

    def begin(self, build: Build, look: Look | None = None) -> None:
        """Start from a site as it was just read and shown in its theme.

        With a `look` only some of it has been: all is read then, as if it had been edited.
        """
        with self.changed:
            old = self.state
            good = build.press or (old.good if old else None)
            self.state = State(build, good, edited={SITE} if look else set(), look=look)
            if old:
                self.state.version, self.state.shell = old.version + 1, old.shell + 1
                self.state.edited |= old.edited
                self.state.quiet = old.quiet
                self.state.rebuilding = old.rebuilding
            self.changed.notify_all()
        if good and not look:
            self.search.follow(good)

    @property
    def press(self) -> Press | None:
        """What pages are made with."""
        return self.state.good if self.state else None

    def pause(self) -> None:
        """Leave everything to the server below, until there is a new beginning."""
        with self.changed:
            if self.state:
                self.state.good = None
                self.state.edited.clear()

    def serve(self, below: App, mount: str, scripts: Mapping[str, bytes]) -> None:
        """Stand before a server, at a folder of its host; read on as files are saved."""
        self.below, self.mount, self.scripts = below, mount, scripts
        threading.Thread(target=self._keep_reading, daemon=True).start()

    def saved(self, names: Iterable[str]) -> None:
        """Somebody saved files of these stories; an empty name stands for what all of them share."""
        with self.changed:
            if self.state:
                self.state.edited.update(names)
                self.state.quiet = time.monotonic() + QUIET
                self.state.version += 1
                self.changed.notify_all()

    def close(self) -> None:
        """Stop reading."""
        with self.changed:
            if self.state:
                self.state.closed = True
            self.changed.notify_all()

    def _keep_reading(self) -> None:
        """Read the site again after each edit; the open page comes first, unless somebody waits."""
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self._now.closed or self._now.edited)
                self.changed.wait_for(lambda: self._now.closed or self._now.asked, PAUSE)
                self.changed.wait_for(lambda: self._now.closed or not self._proving, PATIENCE)
                while not self._now.closed and (left := self._now.quiet - time.monotonic()) > 0:
                    self.changed.wait(left)
                if self._now.closed:
                    return
                edited, version = set(self._now.edited), self._now.version
            # What the search is told can wait for that.
            self.search.calm.clear()
            try:
                build = self.read()
            except OSError:
                # A folder went away while it was read: what is there now is read next.
                time.sleep(A_MOMENT)
                continue
            finally:
                self.search.calm.set()
            if build.press:
                build.press.prepare()
            with self.changed:
                state = self._now
                if state.version != version:
                    continue
                before = state.good and self.around(state.good)
                state.build, state.good = build, build.press or state.good
                state.edited -= edited
                state.asked, state.look = False, None
                state.rebuilding = not state.good or before != self.around(state.good)
                state.version += 1
                self.changed.notify_all()
            if state.good:
                self.search.follow(state.good, edited)
            if state.rebuilding:
                try:
                    self._rebuild()
                finally:
                    with self.changed:
                        self._now.rebuilding = False
                        self.changed.notify_all()

    def _rebuild(self) -> None:
        """Have what stands around the pages made again, also while files come and go."""
        for _ in range(TRIES):
            with suppress(OSError):
                return self.rebuild()
            time.sleep(A_MOMENT)
        return self.rebuild()

    @property
    def _now(self) -> State:
        assert self.state is not None
        return self.state

    # --- what is asked ------------------------------------------------------------------------

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """One request, as WSGI has it."""
        path = str(environ.get("PATH_INFO", "")).encode("latin-1").decode("utf-8", "replace")
        if not path.startswith(self.mount) or environ.get("REQUEST_METHOD") not in ("GET", "HEAD"):
            return self._below(environ, start)
        address = path.removeprefix(self.mount)
        if address.startswith(FOLDER):
            return self._live(environ, start, address.removeprefix(FOLDER))
        if address == INDEX and self.press:
            return answer(start, "application/json", self.search.index(self._index_below(environ)))
        is_page = not address or address.endswith("/")
        found = self._fresh(address) if is_page or Path(address).suffix in KINDS else None
        if found is not None:
            return answer(start, "text/html" if is_page else KINDS[Path(address).suffix], found)
        if self.press and self.press.page(f"{address}/"):
            start("302 Found", [("Location", f"{quote(path)}/"), ("Content-Length", "0")])
            return []
        return self._below(environ, start)

    def _live(self, environ: dict[str, Any], start: Callable[..., Any], name: str) -> Iterable[bytes]:
        """What only open pages ask for."""
        if name in self.scripts:
            return answer(start, "text/javascript", self.scripts[name])
        asked = {key: words[0] for key, words in parse_qs(str(environ.get("QUERY_STRING", ""))).items()}
        if name == FIND:
            with self.changed:
                self.changed.wait_for(lambda: not self._now.look, PATIENCE)
            found = self.search.answer(asked.get("words", ""), self._index_below(environ))
            return answer(start, "application/json", found)
        said = self._news(name, asked.get("page", "").removeprefix(self.mount))
        return answer(start, "application/json", json.dumps(said).encode())

    def _index_below(self, environ: dict[str, Any]) -> bytes:
        """The theme's index as the server below has it."""
        place = {**environ, "PATH_INFO": f"{self.mount}{INDEX}", "QUERY_STRING": ""}
        return b"".join(self._below(place, lambda *_: None))

    def _below(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """What the server below says, once it has its files in order."""
        assert self.below is not None
        with self.changed:
            self.changed.wait_for(lambda: not self._now.rebuilding, PATIENCE)
        return self.below(environ, start)

    def _fresh(self, address: str) -> bytes | None:
        """A page or file as the content is now, once it has been read."""
        is_page = not address or address.endswith("/")
        if is_page and (page := self._first_look(address)):
            return page
        with self.changed:
            self._now.asked = True
            self.changed.notify_all()
            self.changed.wait_for(lambda: not self._now.edited, PATIENCE)
            state = replace(self._now)
        if state.good is None:
            return None
        if is_page:
            view = state.good.page(address)
            return self._page(view, state) if view else None
        return self._file(state.good, address)

    def _first_look(self, address: str) -> bytes | None:
        """A page as far as it is known without the stories that have not been read yet."""
        with self.changed:
            state = replace(self._now)
        if state.look is None or state.edited != {SITE} or state.good is None:
            return None
        view = state.good.page(address)
        if view is None and (found := state.look(address.partition("/")[0])) and found.press:
            view = found.press.page(address)
            with self.changed:
                if self._now.look:
                    self._now.good = found.press
        return self._page(first_look(view, state.good.desk.say), state) if view else None

    def _page(self, view: PageView, state: State) -> bytes:
        """A page with what is wrong on top, and with the script that asks for news."""
        if state.build.failed:
            problems = self._problems(state)
            view = replace(view, sections=(problems, *view.sections))
        html = self.show(view)
        tag = (
            f'<script src="{quote(self.mount)}{FOLDER}{SCRIPT}" data-version="{state.version}" '
            f'data-shell="{state.shell}" defer></script>'
        )
        before, end, after = html.rpartition("</body>")
        return f"{before}{tag}{end}{after}".encode("utf-8", "xmlcharrefreplace")

    def _problems(self, state: State) -> Section:
        say = state.good.desk.say if state.good else Catalogue()
        return problem_section(state.build.diagnostics, say, state.good.desk.site_url if state.good else "")

    def _file(self, press: Press, address: str) -> bytes | None:
        """A feed, a calendar, data or a share picture."""
        folder, _, name = address.rpartition("/")
        if Path(name).suffix not in KINDS:
            return None
        if name.endswith(".png"):
            view = press.page(f"{folder}/" if folder else "")
            files = press.pictures([view]) if view else ()
            return next((file.content for file in files if file.path == address), None)
        if self._files is None or self._files[0] is not press:
            self._files = press, {file.path: file.content for file in press.data_files()}
        return self._files[1].get(address)

    def _news(self, known: str, address: str) -> dict[str, object]:
        """What has changed since a version: the page anew, as soon as there is one."""
        html: bytes | None = None
        while True:
            with self.changed:
                self.changed.wait_for(lambda: str(self._now.version) != known, PATIENCE)
                state = replace(self._now, edited=set(self._now.edited))
            if not state.edited or str(state.version) == known:
                break
            html = self._proof(state, address)
            if not self._is_behind(state):
                break
            html = None
        news: dict[str, object] = {"version": state.version, "shell": state.shell}
        if str(state.version) == known:
            return news
        if state.edited and html is None:
            with self.changed:
                self._now.asked = True
                self.changed.notify_all()
                self.changed.wait_for(lambda: not self._now.edited, PATIENCE)
                state = replace(self._now)
                news = {"version": state.version, "shell": state.shell}
        html = html or self._fresh(address)
        return news | ({"html": html.decode()} if html else {})

    def _is_behind(self, state: State) -> bool:
        """Whether more has happened before what was edited counted as saved."""
        with self.changed:
            left = max(self._now.quiet - time.monotonic(), 0)
            return self.changed.wait_for(lambda: self._now.version != state.version, left)

    def _proof(self, state: State, address: str) -> bytes | None:
        """The open page from its story alone, where nothing else was saved."""
        slug = address.partition("/")[0]
        if state.good is None or state.build.failed or state.edited != {slug}:
            return None
        with self._first():
            view = galley(state.good, self.content, slug, address)
            return self._page(view, state) if view else None

    @contextmanager
    def _first(self) -> Iterator[None]:
        """Whatever else is to be done waits for this."""
        with self.changed:
            self._proving += 1
        self.search.calm.clear()
        try:
            yield
        finally:
            with self.changed:
                self._proving -= 1
                self.changed.notify_all()
            self.search.calm.set()


def answer(start: Callable[..., Any], kind: str, content: bytes) -> Iterator[bytes]:
    """What is sent back, and never kept."""
    text = "" if kind.startswith("image/") else "; charset=utf-8"
    headers = [("Content-Type", f"{kind}{text}"), ("Content-Length", str(len(content)))]
    start("200 OK", [*headers, ("Cache-Control", "no-store")])
    return iter([content])
