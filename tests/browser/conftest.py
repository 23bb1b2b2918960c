"""A real browser over a real site. What it takes is looked for; what is missing is said, and skipped.

`make checkers` installs everything but Chromium and Java, which the system has to bring.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from browser.real import FLAGS, ROOT, PageAt, Scheme, Seen, Server, hosted, tool

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real story as it is published, on this machine."""
    folder = tmp_path_factory.mktemp("published") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    with hosted(folder) as url:
        subprocess.run(
            command, cwd=ROOT, env={**os.environ, "SITE_URL": url}, check=True, capture_output=True
        )
        yield Server(folder, url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is missing: run `make checkers`")
    path = tool("chromium", "chromium-browser", "google-chrome")
    with sync_api.sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=list(FLAGS))


@pytest.fixture
def seen() -> Seen:
    """The complaints and requests of the pages of a test."""
    return Seen()


@pytest.fixture
def page_at(browser: Browser, server: Server, seen: Seen) -> Iterator[PageAt]:
    """Opens a page of the site: `page_at("energy-pause-call/", width=360, scheme="dark", script=False)`.

    Without `policy`, the browser does not keep to the page's Content-Security-Policy.
    """
    opened = []

    def open_page(
        path: str, *, width: int = 1280, scheme: Scheme = "light", script: bool = True, policy: bool = True
    ) -> Page:
        page = browser.new_page(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            java_script_enabled=script,
            bypass_csp=not policy,
            reduced_motion="reduce",
        )
        opened.append(page)
        seen.watch(page)
        page.goto(server.url + path, wait_until="load")
        return page

    yield open_page
    for page in opened:
        page.close()
