"""A real site, served on this machine, and what watches the pages that are opened of it."""

from __future__ import annotations

import functools
import re
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Dialog, Page

ROOT = Path(__file__).parent.parent.parent
CHECKERS = ROOT / ".venv/checkers/node_modules"
BASE = "/explainers/"
"""Where the site stands on its host: in a folder, as on GitHub Pages."""
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)

Scheme = Literal["light", "dark"]
WIDTHS = (360, 768, 1280)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
PageAt = Callable[..., "Page"]


def tool(*names: str) -> str:
    """The path of a program, or a skip that says how to get it."""
    found = next(filter(None, map(shutil.which, names)), None)
    return found or pytest.skip(f"{names[0]} is not installed on this machine")


def checker(*path: str) -> Path:
    """A file of the checkers' packages, or a skip that says how to get it."""
    file = CHECKERS.joinpath(*path)
    return file if file.is_file() else pytest.skip(f"{path[0]} is not installed: run `make checkers`")


@dataclass(frozen=True)
class Server:
    """A built site on a port of this machine: `url` ends in the site's folder."""

    folder: Path
    url: str

    def pages(self) -> list[str]:
        """The address of every page, relative to the site."""
        files = sorted(self.folder.rglob("index.html"))
        return [file.parent.relative_to(self.folder).as_posix().removeprefix(".") for file in files]

    def kinds(self) -> dict[str, str]:
        """A page of each kind: the one with the longest HTML, for it has most that could be wrong."""
        found: dict[str, tuple[int, str]] = {}
        for page in self.pages():
            html = (self.folder / page / "index.html").read_text("utf-8")
            if match := re.search(r"ex-head--([\w-]+)", html):
                kind = match[1] if page.count("/") != 1 or match[1] != "overview" else page.rpartition("/")[2]
                found[kind] = max(found.get(kind, (0, "")), (len(html), page))
        return {kind: page for kind, (_, page) in sorted(found.items())}


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """The URL of a folder's site while it is served on a port of this machine. The folder may come later."""
    host = Host(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
    threading.Thread(target=host.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{host.server_port}{BASE}"
    host.shutdown()
    host.server_close()


class Host(ThreadingHTTPServer):
    """Does not mind a browser that leaves before it has everything."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(SimpleHTTPRequestHandler):
    """Serves files below `BASE`, and says nothing."""

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(BASE) if path.startswith(BASE) else "/nothing")

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass

    def log_error(self, *args: Any) -> None:
        pass


@dataclass
class Seen:
    """What went wrong while pages were open."""

    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self._say)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._refuse)
        page.on("request", lambda request: self.requests.append(request.url))

    def _say(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _refuse(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()
