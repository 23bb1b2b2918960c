"""The search of a big site in a real browser: the theme's dialog, and Pagefind behind it."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from browser.real import ROOT, SCHEMES, Scheme, Seen, Server, hosted
from browser.test_pages import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

INPUT = "input.md-search__input"
RESULT = ".md-search-result__item"
MOST_BYTES = 300_000
"""What a first query may move."""


BUILD = "import sys; from generator import big_search; big_search.PAGES_EACH = int(sys.argv.pop()); "
"""With so many pages in an index."""
BUILD += "from mkdocs.__main__ import cli; cli()"


@contextmanager
def searched(folder: Path, pages_each: int) -> Iterator[Server]:
    """The real story, searched as a big site is, with so many pages in an index."""
    pytest.importorskip("pagefind_bin", reason="Pagefind is missing: run `make search`")
    shutil.copytree(ROOT / "content", folder / "content")
    settings = (
        (ROOT / "mkdocs.yml")
        .read_text("utf-8")
        .replace("  - explainers", "  - explainers: {search: pagefind}")
    )
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    with hosted(folder / "site") as url:
        environment = {**os.environ, "SITE_URL": url, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", BUILD, "build", "--strict", str(pages_each)]
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
        yield Server(folder / "site", url)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with searched(tmp_path_factory.mktemp("searched"), 5_000) as server:
        yield server


@pytest.fixture(scope="module")
def very_large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same with several indexes."""
    with searched(tmp_path_factory.mktemp("very-large"), 20) as server:
        yield server


def opened(browser: Browser, site: Server, seen: Seen, width: int = 1280, scheme: Scheme = "light") -> Page:
    page = browser.new_page(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    seen.watch(page)
    page.goto(f"{site.url}energy-pause-call/", wait_until="load")
    # The theme's script runs once the page has been drawn.
    page.wait_for_function("() => window.keyboard$")
    return page


def results(page: Page) -> list[str]:
    """Where the results lead."""
    page.wait_for_selector(f"{RESULT} a")
    links = page.locator(f"{RESULT} a.md-search-result__link")
    return [str(link.get_attribute("href")) for link in links.all()]


def test_several_indexes_answer_as_one(browser: Browser, very_large: Server, seen: Seen) -> None:
    folders = {path.parent for path in (very_large.folder / "search").rglob("pagefind-entry.json")}
    assert len(folders) > 1
    parts: dict[str, set[Path]] = {}
    for name in folders:
        for fragment in (name / "fragment").iterdir():
            url = json.loads(gzip.decompress(fragment.read_bytes()).removeprefix(b"pagefind_dcd"))["url"]
            parts.setdefault(url.lstrip("/"), set()).add(name)
    page = opened(browser, very_large, seen)
    page.locator(INPUT).click()
    page.keyboard.type("Zelenskyy")
    found = {urlsplit(link).path.removeprefix("/explainers/") for link in results(page)}
    assert len(set[Path]().union(*(parts[address] for address in found))) > 1


def test_a_word_is_found_by_keyboard_alone(browser: Browser, site: Server, seen: Seen) -> None:
    page = opened(browser, site, seen)
    page.keyboard.press("/")
    page.keyboard.type("Zelenskyy")
    assert "parties/zelenskyy/" in results(page)[0]
    assert page.locator(f"{RESULT} mark").count() > 0
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/parties/zelenskyy/**")
    page.wait_for_function("() => window.keyboard$")
    page.keyboard.press("/")
    page.keyboard.type("Jeddah")
    results(page)
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('#__search').checked")
    assert seen.complaints == []
    assert [one for one in seen.requests if not one.startswith((site.url, "data:", "blob:"))] == []
    page.close()


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("monitored effectively along the whole line of contact", "demands/monitoring/"),
        ("Donetsk Luhansk Zaporizhzhia Kherson", "timeline/annexation-claim/"),
        ("the world should respond by rejecting", "demands/#world-to-reject"),
        ("meant as a stage on the way", "article/#article"),
    ],
)
def test_the_words_of_a_fact_lead_to_where_it_is_at_home(
    browser: Browser, site: Server, seen: Seen, words: str, place: str
) -> None:
    """Its page, its place on an overview, or the article: not one of the pages that repeat it."""
    page = opened(browser, site, seen)
    page.locator(INPUT).click()
    page.keyboard.type(words)
    # The first page, and what is best on it.
    found = [urlsplit(link)._replace(query="").geturl() for link in results(page)[:2]]
    assert f"{site.url}energy-pause-call/{place}" in found
    assert found[0] == f"{site.url}energy-pause-call/{place.partition('#')[0]}"
    page.close()


def test_nothing_is_fetched_before_somebody_types_and_little_then(
    browser: Browser, site: Server, seen: Seen
) -> None:
    page = opened(browser, site, seen)
    moved: list[int] = []
    page.context.on("response", lambda answer: moved.append(int(answer.headers.get("content-length", "0"))))
    page.wait_for_timeout(1000)
    assert [one for one in seen.requests if "/search/" in one] == []
    moved.clear()
    page.locator(INPUT).click()
    page.keyboard.type("Jeddah")
    results(page)
    asked = [one for one in seen.requests if "/search/" in one]
    assert asked
    assert not any("search_index" in one for one in asked)
    assert sum(moved) < MOST_BYTES
    page.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [360, 1280])
def test_results_are_open_to_everybody(
    browser: Browser, site: Server, seen: Seen, width: int, scheme: Scheme
) -> None:
    page = opened(browser, site, seen, width, scheme)
    if width == 360:
        page.locator("label.md-header__button[for=__search]").click()
    page.locator(INPUT).click()
    page.keyboard.type("strikes on energy")
    results(page)
    if folder := os.environ.get("EXPLAINERS_PICTURES"):
        page.screenshot(path=Path(folder, f"search-{width}-{scheme}.png"))
    assert violations(page) == []
    page.close()
