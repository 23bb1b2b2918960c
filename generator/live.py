"""Pages for an editor who is writing: made when they are asked for, and changed in the open page when saved.

Nothing is built ahead. When a file is saved, the page that is open is made at once from its story alone
(`galley`); the whole site is read again right after (`following`), and every other page waits for that. While
the content has a mistake, the pages are those of before, with what is wrong on top.

A layer of WSGI over another server. Who shows a page in its theme, and who reads the site, is passed in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote

from msgspec.structs import replace

from generator.catalogue import Catalogue
from generator.following import PATIENCE, Following, State
from generator.galley import galley
from generator.live_search import INDEX
from generator.pages.problems import first_look, problem_section
from generator.press import Press
from generator.views import PageView, Section

FOLDER = "_live/"
"""Where open pages ask what is new; no story can have such a name."""
SCRIPT, SEARCH = "live.js", "search.js"
"""The programs of an open page there: one that asks what is new, one that asks what is where."""
FIND = "find"
KINDS = {
    ".atom": "application/atom+xml",
    ".ics": "text/calendar",
    ".json": "application/json",
    ".csv": "text/csv",
    ".png": "image/png",
}

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Live:
    """Answers for pages and the files beside them; everything else goes to the server below.

    What is known of the content is followed; `show` makes a view into a whole page of the theme.
    """

    def __init__(self, following: Following, show: Callable[[PageView], str]) -> None:
        self._following, self._show = following, show
        self._scripts: Mapping[str, bytes] = {}
        self._mount = "/"
        self._server: App | None = None
        self._files: tuple[Press, dict[str, bytes]] | None = None

    def serve(self, below: App, mount: str, scripts: Mapping[str, bytes]) -> None:
        """Stand before a server, at a folder of its host."""
        self._server, self._mount, self._scripts = below, mount, scripts

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """One request, as WSGI has it."""
        path = str(environ.get("PATH_INFO", "")).encode("latin-1").decode("utf-8", "replace")
        if not path.startswith(self._mount) or environ.get("REQUEST_METHOD") not in ("GET", "HEAD"):
            return self._below(environ, start)
        address = path.removeprefix(self._mount)
        if address.startswith(FOLDER):
            return self._live(environ, start, address.removeprefix(FOLDER))
        if address == INDEX and self._following.press:
            return answer(start, "application/json", self._following.search.index(self._index_below(environ)))
        is_page = not address or address.endswith("/")
        found = self._fresh(address) if is_page or Path(address).suffix in KINDS else None
        if found is not None:
            return answer(start, "text/html" if is_page else KINDS[Path(address).suffix], found)
        if self._following.press and self._following.press.page(f"{address}/"):
            start("302 Found", [("Location", f"{quote(path)}/"), ("Content-Length", "0")])
            return []
        return self._below(environ, start)

    def _live(self, environ: dict[str, Any], start: Callable[..., Any], name: str) -> Iterable[bytes]:
        """What only open pages ask for."""
        if name in self._scripts:
            return answer(start, "text/javascript", self._scripts[name])
        asked = {key: words[0] for key, words in parse_qs(str(environ.get("QUERY_STRING", ""))).items()}
        if name == FIND:
            with self._following.changed:
                self._following.changed.wait_for(lambda: not self._following.now.look, PATIENCE)
            found = self._following.search.answer(asked.get("words", ""), self._index_below(environ))
            return answer(start, "application/json", found)
        said = self._news(name, asked.get("page", "").removeprefix(self._mount))
        return answer(start, "application/json", json.dumps(said).encode())

    def _index_below(self, environ: dict[str, Any]) -> bytes:
        """The theme's index as the server below has it."""
        place = {**environ, "PATH_INFO": f"{self._mount}{INDEX}", "QUERY_STRING": ""}
        return b"".join(self._below(place, lambda *_: None))

    def _below(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """What the server below says, once it has its files in order."""
        assert self._server is not None
        with self._following.changed:
            self._following.changed.wait_for(lambda: not self._following.now.rebuilding, PATIENCE)
        return self._server(environ, start)

    def _fresh(self, address: str) -> bytes | None:
        """A page or file as the content is now, once it has been read."""
        is_page = not address or address.endswith("/")
        if is_page and (page := self._first_look(address)):
            return page
        with self._following.changed:
            self._following.now.asked = True
            self._following.changed.notify_all()
            self._following.changed.wait_for(lambda: not self._following.now.edited, PATIENCE)
            state = replace(self._following.now)
        if state.good is None:
            return None
        if is_page:
            view = state.good.page(address)
            return self._page(view, state) if view else None
        return self._file(state.good, address)

    def _first_look(self, address: str) -> bytes | None:
        """A page as far as it is known without the stories that have not been read yet."""
        with self._following.changed:
            state = replace(self._following.now)
        if state.look is None or state.version != state.looked or state.good is None:
            return None
        view = state.good.page(address)
        if view is None and (found := state.look(address.partition("/")[0])) and found.press:
            view = found.press.page(address)
            with self._following.changed:
                if self._following.now.look:
                    self._following.now.good = found.press
        return self._page(first_look(view, state.good.desk.say), state) if view else None

    def _page(self, view: PageView, state: State) -> bytes:
        """A page with what is wrong on top, and with the script that asks for news."""
        if state.build.failed:
            problems = self._problems(state)
            view = replace(view, sections=(problems, *view.sections))
        html = self._show(view)
        tag = (
            f'<script src="{quote(self._mount)}{FOLDER}{SCRIPT}" data-version="{state.version}" '
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
            with self._following.changed:
                self._following.changed.wait_for(lambda: str(self._following.now.version) != known, PATIENCE)
                state = replace(self._following.now, edited=set(self._following.now.edited))
            if not state.edited or str(state.version) == known:
                break
            html = self._proof(state, address)
            if not self._following.is_behind(state):
                break
            html = None
        news: dict[str, object] = {"version": state.version, "shell": state.shell}
        if str(state.version) == known:
            return news
        if state.edited and html is None:
            with self._following.changed:
                self._following.now.asked = True
                self._following.changed.notify_all()
                self._following.changed.wait_for(lambda: not self._following.now.edited, PATIENCE)
                state = replace(self._following.now)
                news = {"version": state.version, "shell": state.shell}
        html = html or self._fresh(address)
        return news | ({"html": html.decode()} if html else {})

    def _proof(self, state: State, address: str) -> bytes | None:
        """The open page from its story alone, where nothing else was saved."""
        slug = address.partition("/")[0]
        if state.good is None or state.build.failed or state.edited != {slug}:
            return None
        with self._following.first():
            view = galley(state.good, self._following.content, slug, address)
            return self._page(view, state) if view else None


def answer(start: Callable[..., Any], kind: str, content: bytes) -> Iterator[bytes]:
    """What is sent back, and never kept."""
    text = "" if kind.startswith("image/") else "; charset=utf-8"
    headers = [("Content-Type", f"{kind}{text}"), ("Content-Length", str(len(content)))]
    start("200 OK", [*headers, ("Cache-Control", "no-store")])
    return iter([content])
