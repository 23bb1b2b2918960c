"""The search of a site with many pages: when there is one, what it is made of, what is not published."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import PLAINLY, files_in, make_project, run

from generator import big_search
from generator.big_search import AUTO, MANY_PAGES, PAGEFIND, THEME, SearchError, behind_dialog, choice

pytestmark = pytest.mark.skipif(
    big_search.program() is None, reason="Pagefind is not installed: run `make search`"
)


def built(folder: Path, search: str, name: str = "site") -> dict[str, bytes]:
    """The good site with one search or the other, in one more folder."""
    if not folder.exists():
        make_project(folder)
    text = (folder / "mkdocs.yml").read_text("utf-8").partition("  - explainers")[0]
    (folder / "mkdocs.yml").write_text(f"{text}  - explainers: {{search: {search}}}\n", "utf-8")
    done = run("mkdocs", "build", "--strict", "--site-dir", str(folder / name), cwd=folder, **PLAINLY)
    assert done.returncode == 0, done.stderr
    return files_in(folder / name)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(tmp_path_factory.mktemp("big") / "project", PAGEFIND)


def test_pagefind_searches_where_it_pays_or_where_it_is_asked_for() -> None:
    assert choice(AUTO, MANY_PAGES - 1, "en") == (False, "")
    assert choice(AUTO, MANY_PAGES, "en") == (True, "")
    assert choice(AUTO, MANY_PAGES, "ja") == (False, "")
    assert choice(THEME, 10_000, "en") == (False, "")
    assert choice(PAGEFIND, 3, "en") == (True, "")


def test_where_it_is_not_installed_a_build_goes_on_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(big_search, "program", lambda: None)
    goes, told = choice(AUTO, MANY_PAGES, "en")
    assert not goes
    assert "make search" in told
    with pytest.raises(SearchError, match="make search"):
        choice(PAGEFIND, 3, "en")


def test_pages_ask_our_worker_and_no_index_is_published(site: dict[str, bytes]) -> None:
    assert "search/search_index.json" not in site
    assert {"search/pagefind.js", "search/pagefind-entry.json", "search/common.json"} <= set(site)
    assert any(name.startswith("search/fragment/") for name in site)
    assert [name for name in site if name.startswith("search/.")] == []
    pages = [content.decode() for name, content in site.items() if name.endswith("index.html")]
    for html in pages:
        found = re.search(r'<script id="__config"[^>]*>(.*?)</script>', html)
        assert found
        assert json.loads(found[1])["search"].endswith("assets/explainers-search.js")
        assert 'class="md-search__form" name' not in html


def test_every_page_can_be_found(site: dict[str, bytes]) -> None:
    entry = json.loads(site["search/pagefind-entry.json"])
    (language,) = entry["languages"].values()
    pages = [name for name, content in site.items() if name.endswith("index.html") and b"ex-head" in content]
    readers = [name for name in pages if not name.startswith("editors/mistakes")]
    own = ["about/index.html"] if "about/index.html" in site else []
    assert language["page_count"] == len(readers) + len(own)


def test_one_content_gives_one_index_byte_for_byte(site: dict[str, bytes], tmp_path: Path) -> None:
    assert built(tmp_path / "elsewhere", PAGEFIND, "other") == site


def test_the_themes_own_search_stays_where_it_is_wanted(tmp_path: Path) -> None:
    site = built(tmp_path / "project", THEME)
    assert "search/search_index.json" in site
    assert not any("pagefind" in name for name in site)


def test_a_theme_that_names_no_worker_is_told_of() -> None:
    with pytest.raises(SearchError, match="search: theme"):
        behind_dialog("<html></html>", "")


def test_a_site_without_the_themes_search_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    with pytest.raises(SearchError, match="“search” has to stand among the plugins"):
        big_search.cut_index(tmp_path, "en")


def test_words_that_tell_no_page_from_another_are_not_looked_for(site: dict[str, bytes]) -> None:
    assert "the" in json.loads(site["search/common.json"])
    entries = [
        {"location": "a/", "title": "The quay", "text": "The <b>cranes</b> stop"},
        {"location": "a/#more", "title": "More", "text": "the the"},
        {"location": "b/", "title": "The &amp; bridge", "text": "stop"},
        {"location": "c/", "title": "Other", "text": ""},
    ]
    assert big_search.common_words(big_search.by_page(entries)) == ["stop", "the"]
