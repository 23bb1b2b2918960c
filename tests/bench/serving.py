"""What somebody who writes waits for: the first page after the start, and the words that were just saved.

Measured in Chromium, in a page that was scrolled. It needs `make checkers`.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from browser.real import FLAGS, tool

from bench.peers import Builder
from generator.live import FIND, FOLDER

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAVES = 8
PATIENCE = 120.0
PLACES = ("in the open page", "on another page that is asked for then", "in the search")
WANTS = re.compile(r"^( +text: )(?:Save\d+ )?(\w+ wants )", re.MULTILINE)
LOOK = """words => {
  window.seen = 0;
  const look = () => {
    if (document.querySelector("article").textContent.includes(words)) window.seen = Date.now();
    else requestAnimationFrame(look);
  };
  look();
}"""


def serving(ours: Builder) -> Iterator[str]:
    """What was waited for, in lines: with nothing kept from before, and after a build."""
    from playwright.sync_api import sync_playwright

    ours.prepare()
    with served(ours) as (_, seconds):
        yield f"first page after the start, nothing kept: {seconds:.2f} s"
    subprocess.run(mkdocs("build", "--quiet"), cwd=ours.folder, env=settings(ours), check=True)
    starts = []
    for _ in range(3):
        with served(ours) as (_, seconds):
            starts.append(seconds)
    yield f"first page after the start, after a build: {spread(starts)} s"
    stories = sorted(ours.folder.glob("content/*/facts.yaml"))
    sheet = stories[len(stories) // 2]
    slug = sheet.parent.name
    with sync_playwright() as playwright, served(ours) as (url, _):
        browser = playwright.chromium.launch(executable_path=tool("chromium"), args=list(FLAGS))
        for name, other in (("demands/", ""), ("", "demands/")):
            page = browser.new_page(viewport={"width": 1280, "height": 700}, reduced_motion="reduce")
            page.goto(f"{url}{slug}/{name}", wait_until="load")
            page.evaluate("scrollTo(0, 400)")
            took = [saved(page, sheet, turn, url, f"{slug}/{other}") for turn in range(SAVES + 1)][1:]
            for place, values in zip(PLACES, zip(*took, strict=True), strict=True):
                yield f"{slug}/{name} open, saved words {place}: {spread([1000 * one for one in values])} ms"
            page.close()
        browser.close()


def saved(page: Page, sheet: Path, turn: int, url: str, other: str) -> tuple[float, float, float]:
    """Seconds from a save to its words in the open page, on another page, and in the search."""
    words = f"Save{turn} "
    page.evaluate(LOOK, words.strip())
    text, changed = WANTS.subn(rf"\g<1>{words}\2", sheet.read_text("utf-8"), count=1)
    assert changed
    begin = time.time()
    sheet.write_text(text, "utf-8")
    page.wait_for_function("window.seen", timeout=1000 * PATIENCE)
    shown = page.evaluate("window.seen") / 1000
    assert page.evaluate("scrollY") > 0
    return (
        shown - begin,
        until(url + other, words) - begin,
        until(f"{url}{FOLDER}{FIND}?words={words.strip()}", words) - begin,
    )


def until(address: str, words: str) -> float:
    """When an answer had these words."""
    end = time.time() + PATIENCE
    while words.strip().encode() not in urlopen(address, timeout=PATIENCE).read():
        assert time.time() < end
        time.sleep(0.02)
    return time.time()


@contextmanager
def served(ours: Builder) -> Iterator[tuple[str, float]]:
    """The address of a project while it is served, and the seconds from the start to its first page."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{one.getsockname()[1]}"
    begin = time.monotonic()
    process = subprocess.Popen(
        mkdocs("serve", "--livereload", "--dev-addr", address),
        cwd=ours.folder, env=settings(ours), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while not answers(f"http://{address}/story-0001/"):
            assert process.poll() is None
            time.sleep(0.01)
        yield f"http://{address}/", time.monotonic() - begin
    finally:
        process.terminate()
        process.wait(timeout=30)


def answers(address: str) -> bool:
    """Whether there is a page at an address."""
    try:
        return b"</article>" in urlopen(address, timeout=PATIENCE).read()
    except (URLError, HTTPException, ConnectionError):
        return False


def mkdocs(*words: str) -> list[str]:
    """A command of MkDocs."""
    return [sys.executable, "-m", "mkdocs", *words]


def settings(ours: Builder) -> dict[str, str]:
    """The environment it runs in."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "XDG_CACHE_HOME": str(ours.cache)}


def spread(values: Sequence[float]) -> str:
    """The median, the least and the most."""
    digits = 0 if min(values) > 20 else 2
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"
