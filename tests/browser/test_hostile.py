"""Hostile content that builds, in a real browser: nothing runs, nothing is asked of others."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_cases import BODY, FRONT, cases, sheet_with

from browser.real import PageAt, Seen, Server, hosted

CONFIG = """\
site_name: Port
theme: {name: material, font: false}
plugins: [search, explainers]
docs_dir: content
"""
INJECTED = """() => [...document.querySelectorAll("*")].flatMap(one => [...one.attributes].filter(
    each => /^on|^srcdoc$|^http-equiv$/i.test(each.name) && each.value !== "Content-Security-Policy"
        || !/^(content|title|alt|value|aria-.*|data-.*)$/i.test(each.name)
        && /^\\s*(javascript|vbscript|data:text)/i.test(each.value)
    ).map(each => one.outerHTML.slice(0, 120)))"""
"""Attributes that run something, or lead to it; what is only read aloud may say anything."""
FOUND = "word => document.querySelector('.md-search-result__list').innerText.toLowerCase().includes(word)"
PARTY = re.compile(r"(?<![\w-])(union|board|hostile)(?![\w-])")
"""The ids of parties, which stories share."""
MEANT = re.compile(r"port-\d+(/article)?|parties/hostile-\d+")
OURS = "script:not([src*='assets/']):not([type^='application/'])"


def hostile_site(folder: Path, config: str) -> None:
    """A site with a story for each hostile case that builds."""
    harmless = [case for case in cases() if not case.error]
    assert len(harmless) > 20
    for number, case in enumerate(harmless):
        story = folder / f"content/port-{number}"
        story.mkdir(parents=True)
        texts = {"facts.yaml": sheet_with("sources", "")[0], "article.md": FRONT + BODY, case.file: case.text}
        for name, text in texts.items():
            own = PARTY.sub(rf"\1-{number}", text)
            (story / name).write_text(own, "utf-8", newline="\n")
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, capture_output=True
    )


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The site as it is published."""
    folder = tmp_path_factory.mktemp("hostile")
    hostile_site(folder, CONFIG)
    with hosted(folder / "site") as url:
        yield Server(folder / "site", url)


@pytest.fixture(scope="session")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The site, searched as a big one is."""
    pytest.importorskip("pagefind_bin", reason="Pagefind is missing: run `make search`")
    folder = tmp_path_factory.mktemp("searched")
    hostile_site(folder, CONFIG.replace("explainers]", "explainers: {search: pagefind}]"))
    with hosted(folder / "site") as url:
        yield Server(folder / "site", url)


@pytest.mark.parametrize("policy", [True, False], ids=["with the policy", "without"])
def test_nothing_of_it_runs(
    page_at: PageAt, server: Server, hostile: Server, seen: Seen, policy: bool
) -> None:
    """Each story and its article, and the pages of hostile names; everything on them that opens is opened."""
    page = page_at("", policy=policy)
    pages = [path for path in hostile.pages() if MEANT.fullmatch(path)]
    assert len(pages) > 60
    for path in pages:
        page.goto(f"{hostile.url}{path}", wait_until="domcontentloaded")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert (path, page.evaluate(INJECTED)) == (path, [])
        assert (path, page.locator(OURS).count()) == (path, 0)
    assert seen.complaints == []
    assert [one for one in seen.requests if not one.startswith((hostile.url, server.url, "data:"))] == []


@pytest.mark.parametrize("site", ["hostile", "searched"])
@pytest.mark.parametrize("policy", [True, False], ids=["with the policy", "without"])
def test_nothing_of_it_runs_where_it_is_found(
    page_at: PageAt, seen: Seen, request: pytest.FixtureRequest, site: str, policy: bool
) -> None:
    """The search shows pieces of pages with marks in them: the theme's, and that of big sites."""
    found: Server = request.getfixturevalue(site)
    page = page_at("", policy=policy)
    page.goto(found.url, wait_until="load")
    page.wait_for_function("() => window.keyboard$")
    for words in ("onerror", "svg onload"):
        page.locator("input.md-search__input").click()
        page.keyboard.press("Control+a")
        page.keyboard.type(words)
        page.wait_for_function(FOUND, arg=words.split()[0])
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.locator(".md-search-result mark").count() > 0
        assert page.locator(".md-search-result :is(img, script, svg[onload])").count() == 0
        assert page.evaluate(INJECTED) == []
    page.locator("a.md-search-result__link").first.click()
    page.wait_for_load_state()
    assert page.evaluate(INJECTED) == []
    assert seen.complaints == []
    ours = (found.url, page.url, "data:", "blob:")
    assert [one for one in seen.requests if not one.startswith(ours) and "127.0.0.1" not in one] == []


def test_a_planted_handler_is_seen(page_at: PageAt, hostile: Server) -> None:
    page = page_at("", policy=False)
    page.evaluate("document.querySelector('h1').setAttribute('onclick', 'x()')")
    assert page.evaluate(INJECTED) != []


def test_the_cases_are_on_the_pages(hostile: Server) -> None:
    """So that what is looked at is what was meant."""
    whole = "".join(Path(hostile.folder / page / "index.html").read_text("utf-8") for page in hostile.pages())
    assert whole.count("&lt;script&gt;") > 5
