"""What somebody who writes sees in the open page when a file is saved."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from browser.real import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STORY = "energy-pause-call"
CONTENTS = 2
"""How often the theme prints the contents of a page that the navigation has."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The real story's content while `mkdocs serve` runs as for a large site, and its address."""
    folder = tmp_path_factory.mktemp("served")
    content = Path(shutil.copytree(ROOT / "content", folder / "content"))
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    large = settings.replace("  - explainers", "  - explainers: {search: pagefind}")
    assert large != settings
    (folder / "mkdocs.yml").write_text(large, "utf-8")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    words = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "SITE_URL": url, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        words, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        end = time.monotonic() + 60
        while True:
            try:
                urlopen(url, timeout=30).read()
                break
            except (URLError, ConnectionError):
                assert time.monotonic() < end
                assert process.poll() is None
                time.sleep(0.1)
        yield content, url
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture
def page(browser: Browser, served: tuple[Path, str]) -> Iterator[Page]:
    """The timeline, read halfway down, with something folded open."""
    page = browser.new_page(viewport={"width": 1280, "height": 700}, reduced_motion="reduce")
    page.goto(f"{served[1]}{STORY}/timeline/", wait_until="load")
    page.locator("article details summary").nth(3).click()
    page.evaluate("scrollTo(0, document.querySelectorAll('.ex-event')[4].offsetTop)")
    page.evaluate("window.sameWindow = true")
    yield page
    page.close()


def saved(content: Path, before: str, after: str) -> None:
    path = content / STORY / "facts.yaml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def shows(page: Page, words: str) -> None:
    page.wait_for_function(
        "words => document.querySelector('article.md-content__inner').textContent.includes(words)", arg=words
    )


def test_what_is_saved_stands_in_the_open_page_at_the_place_of_reading(
    page: Page, served: tuple[Path, str]
) -> None:
    content, _ = served
    sheet = (content / STORY / "facts.yaml").read_text("utf-8")
    title = sheet[sheet.index("\ndates:") :].partition("title: ")[2].partition("\n")[0]
    page.evaluate("window.contents = [...document.querySelectorAll('[data-md-component=toc] a')]")
    was, opened = page.evaluate("scrollY"), page.locator("article details[open]").count()
    assert was > 100
    assert opened > 0
    saved(content, f"title: {title}", f"title: Zebras cross, {title}")
    shows(page, "Zebras cross")
    # First from the story alone, then from the site: neither moves the page or folds anything.
    time.sleep(2)
    assert page.evaluate("window.sameWindow")
    # What the theme has marked in the contents stays, where they say the same.
    assert page.evaluate("window.contents.length && window.contents.every(one => one.isConnected)")
    assert abs(page.evaluate("scrollY") - was) < 60
    assert page.locator("article details[open]").count() == opened
    saved(content, f"title: Zebras cross, {title}", f"title: {title}")
    page.wait_for_function(f"!{ZEBRAS}")


ZEBRAS = "document.querySelector('article.md-content__inner').textContent.includes('Zebras cross')"
ARTICLE_HTML = """
() => {
  const article = document.querySelector('article.md-content__inner').cloneNode(true);
  for (const one of article.querySelectorAll('details')) one.removeAttribute('open');
  // The site's own script puts these in for who points at something or opens it.
  for (const one of article.querySelectorAll('.ex-cite__copy, .ex-cite__said, .ex-card')) one.remove();
  return article.innerHTML.replace(/\\s*</g, '<');
}
"""


def test_what_did_not_change_stays_where_it_stands_and_is_not_drawn_anew(
    browser: Browser, page: Page, served: tuple[Path, str]
) -> None:
    """Also where an entry comes in between, or goes; then all of it is as in a page that is opened now."""
    content, url = served
    new = "  - {id: zebras, date: 2025-03-17, title: Zebras cross}\n"
    for before, after in (("\ndates:\n", f"\ndates:\n{new}"), (f"\ndates:\n{new}", "\ndates:\n")):
        page.evaluate("window.stood = [...document.querySelectorAll('article.md-content__inner *')]")
        saved(content, before, after)
        page.wait_for_function(f"({ZEBRAS}) === {json.dumps(new in after)}")
        time.sleep(2)
        stays = page.evaluate("stood.filter(one => one.isConnected).length / stood.length")
        assert stays > 0.8
        fresh = browser.new_page()
        fresh.goto(f"{url}{STORY}/timeline/", wait_until="load")
        assert page.evaluate(ARTICLE_HTML) == fresh.evaluate(ARTICLE_HTML)
        fresh.close()


def looked_for(page: Page, words: str) -> str:
    """What the search's dialog says for some words."""
    page.keyboard.press("/")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(words)
    page.locator(".md-search-result__item mark", has_text=words).first.wait_for()
    found: str = page.locator(".md-search-result__list").inner_text()
    page.keyboard.press("Escape")
    return found


def test_what_is_saved_is_found_by_the_search_of_the_page_that_stays_open(
    page: Page, served: tuple[Path, str]
) -> None:
    content, _ = served
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="load")
    page.wait_for_function("() => window.keyboard$")
    assert "Zebras" not in looked_for(page, "ceasefire")
    sheet = (content / STORY / "facts.yaml").read_text("utf-8")
    title = sheet[sheet.index("\ndates:") :].partition("title: ")[2].partition("\n")[0]
    page.evaluate("window.sameWindow = true")
    saved(content, f"title: {title}", f"title: Zebras cross, {title}")
    shows(page, "Zebras cross")
    assert "Zebras cross" in looked_for(page, "zebras")
    assert page.evaluate("window.sameWindow")
    assert not [url for url in asked if "search_index" in url]
    saved(content, f"title: Zebras cross, {title}", f"title: {title}")
    page.wait_for_function(f"!{ZEBRAS}")


EDGES = """
report => {
  const box = report.getBoundingClientRect();
  const lines = [...report.querySelectorAll('span')].filter(line => line.textContent.trim());
  const written = line => {
    const range = document.createRange();
    range.selectNodeContents(line);
    return [...range.getClientRects()].flatMap(part => [part.left, part.right]);
  };
  const isWords = line => line.classList.contains('ex-report__words');
  return {
    start: box.left,
    end: box.right,
    words: lines.filter(isWords).map(line => [Math.min(...written(line)), Math.max(...written(line))]),
    whole: lines.filter(line => !isWords(line)).map(line => Math.min(...written(line))),
  };
}
"""
"""Where the lines of a report begin and end: those of words, and where those of excerpts begin."""


def test_a_mistake_shows_in_the_open_page_and_goes_when_it_is_mended(
    page: Page, served: tuple[Path, str]
) -> None:
    content, _ = served
    saved(content, "\ndates:\n", "\ndatse:\n")
    shows(page, "“datse”")
    assert "Did you mean" in page.locator("#problems").locator("xpath=..").inner_text()
    # Once beside the article, once in the drawer of a phone.
    assert page.locator("[data-md-component=toc] a[href='#problems']").count() == CONTENTS
    assert page.locator(".md-sidebar--secondary a[href='#problems']").is_visible()
    page.set_viewport_size({"width": 360, "height": 700})
    report = page.locator(".ex-report")
    report.evaluate("report => { report.scrollLeft = 100; }")
    edges = report.evaluate(EDGES)
    assert edges["words"]
    assert all(edges["start"] <= start and end <= edges["end"] for start, end in edges["words"])
    assert len({*edges["whole"]}) == 1
    saved(content, "\ndatse:\n", "\ndates:\n")
    page.wait_for_function("!document.querySelector('#problems')")
    assert page.locator("[data-md-component=toc] a[href='#problems']").count() == 0
    assert page.evaluate("window.sameWindow")


def test_a_preview_is_of_the_page_as_it_is_now(page: Page, served: tuple[Path, str]) -> None:
    url = served[1]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{url}{STORY}/article/", wait_until="load")
    name = 'article .ex-article a[href$="/parties/zelenskyy/"]'

    def previewed() -> int:
        page.locator(name).first.hover()
        page.wait_for_selector(".ex-card")
        page.keyboard.press("Escape")
        page.mouse.move(2, 690)
        page.wait_for_selector(".ex-card", state="hidden")
        return asked.count(f"{url}parties/zelenskyy/")

    assert [previewed(), previewed()] == [1, 1]
    page.evaluate("document.dispatchEvent(new Event('explainers:changed'))")
    assert previewed() == 2
