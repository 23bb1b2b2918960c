"""What somebody who looks for words for the first time has to fetch, in bytes.

Measured in Chromium, in the theme's dialog, each time with nothing kept. It needs `make checkers`.
"""

from __future__ import annotations

import gzip
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from browser.real import FLAGS, hosted, tool

from bench.peers import Builder
from bench.serving import mkdocs, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Response

QUERIES, SEED = 20, 1
MOST_WORDS = 3
WORD = re.compile(r"[A-Za-z]{4,}")
INPUT = "input.md-search__input"
RESULT = ".md-search-result__item a"
COMPRESSED = (".js", ".json")
"""What hosts like GitHub Pages compress, of what a search fetches; Pagefind's own parts are compressed."""


def asking(ours: Builder) -> Iterator[str]:
    """What is moved, in lines: as a server without compression sends it, and as hosts compress it."""
    from playwright.sync_api import sync_playwright

    ours.prepare()
    subprocess.run(mkdocs("build", "--quiet"), cwd=ours.folder, env=settings(ours), check=True)
    with sync_playwright() as playwright, hosted(ours.site) as url:
        browser = playwright.chromium.launch(executable_path=tool("chromium"), args=list(FLAGS))
        sizes = []
        for words in queries(ours.folder / "content", Random(SEED)):
            raw, small, files = moved(browser, f"{url}story-0001/", words)
            yield f"{raw / 1000:6.0f} kB, {small / 1000:.0f} compressed, in {files} files: {words}"
            sizes.append((raw / 1000, small / 1000))
        browser.close()
    for name, values in zip(("sent as it is", "compressed"), zip(*sizes, strict=True), strict=True):
        yield f"a first query, {name}: {median(values):.0f} ({min(values):.0f}–{max(values):.0f}) kB"


def queries(content: Path, chosen: Random) -> list[str]:
    """One to three neighbouring words of an article each; short words are left out."""
    articles = sorted(content.glob("*/article.md"))
    found = []
    for number in range(QUERIES):
        words = WORD.findall(chosen.choice(articles).read_text("utf-8"))
        begin = chosen.randrange(len(words) - MOST_WORDS)
        found.append(" ".join(words[begin : begin + 1 + number % MOST_WORDS]))
    return found


def moved(browser: Browser, address: str, words: str) -> tuple[int, int, int]:
    """What a browser is sent for some words: bytes as they are, bytes as hosts compress them, files."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto(address, wait_until="networkidle")
    page.wait_for_function("window.keyboard$")
    answers: list[Response] = []
    page.context.on("response", lambda answer: answers.append(answer))
    page.locator(INPUT).click()
    page.keyboard.type(words)
    page.wait_for_selector(RESULT)
    page.wait_for_load_state("networkidle")
    sent = [(urlsplit(answer.url).path, answer.body()) for answer in answers]
    page.close()
    small = sum(len(gzip.compress(body) if path.endswith(COMPRESSED) else body) for path, body in sent)
    return sum(len(body) for _, body in sent), small, len(sent)
