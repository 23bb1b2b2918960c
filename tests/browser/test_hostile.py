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
    each => /^on|^srcdoc$/i.test(each.name) || /^\\s*(javascript|vbscript|data:text)/i.test(each.value)
    ).map(each => one.outerHTML.slice(0, 120)))"""
PARTY = re.compile(r"(?<![\w-])(union|board|hostile)(?![\w-])")
"""The ids of parties, which stories share."""
MEANT = re.compile(r"port-\d+(/article)?|parties/hostile-\d+")
OURS = "script:not([src*='assets/']):not([type^='application/'])"


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A site with a story for each hostile case that builds."""
    folder = tmp_path_factory.mktemp("hostile")
    harmless = [case for case in cases() if not case.error]
    assert len(harmless) > 20
    for number, case in enumerate(harmless):
        story = folder / f"content/port-{number}"
        story.mkdir(parents=True)
        texts = {"facts.yaml": sheet_with("sources", "")[0], "article.md": FRONT + BODY, case.file: case.text}
        for name, text in texts.items():
            own = PARTY.sub(rf"\1-{number}", text)
            (story / name).write_text(own, "utf-8", newline="\n")
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, capture_output=True
    )
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


def test_a_planted_handler_is_seen(page_at: PageAt, hostile: Server) -> None:
    page = page_at("", policy=False)
    page.evaluate("document.querySelector('h1').setAttribute('onclick', 'x()')")
    assert page.evaluate(INJECTED) != []


def test_the_cases_are_on_the_pages(hostile: Server) -> None:
    """So that what is looked at is what was meant."""
    whole = "".join(Path(hostile.folder / page / "index.html").read_text("utf-8") for page in hostile.pages())
    assert whole.count("&lt;script&gt;") > 5
