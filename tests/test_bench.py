"""The benchmark's stories: the same for the same seed, without a mistake, as many pages as asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.maker import make_content
from bench.peers import LINKS, markdown_of
from conftest import build_site, files_in, flat
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from generator.build import Build
from generator.rendering import Renderer, find_templates


@pytest.fixture(scope="module")
def one_story(tmp_path_factory: pytest.TempPathFactory) -> Build:
    folder = tmp_path_factory.mktemp("bench") / "content"
    make_content(folder, 60)
    return build_site(folder)


@pytest.fixture(scope="module")
def two_stories(tmp_path_factory: pytest.TempPathFactory) -> Build:
    folder = tmp_path_factory.mktemp("bench") / "content"
    make_content(folder, 110)
    return build_site(folder)


def test_the_same_seed_makes_the_same_stories(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        make_content(tmp_path / name, 110, seed)
    one, again, other = (files_in(tmp_path / name) for name in ("one", "again", "other"))
    assert one == again
    assert one.keys() == other.keys()
    assert all(one[name] != other[name] for name in one)


def test_the_stories_build_without_a_word_of_complaint(one_story: Build, two_stories: Build) -> None:
    for built in (one_story, two_stories):
        assert built.diagnostics == ()
        assert built.totals.verified > 0.95 * built.totals.facts


def test_the_number_of_pages_is_near_the_one_asked_for(one_story: Build, two_stories: Build) -> None:
    assert one_story.press
    assert two_stories.press
    assert one_story.press.page_count == pytest.approx(60, rel=0.05)
    assert two_stories.press.page_count == pytest.approx(110, rel=0.05)


def test_stories_lead_to_each_other_and_share_parties(two_stories: Build) -> None:
    renderer = Renderer(find_templates())
    pages = {page.address: renderer.body(page) for page in two_stories.pages}
    assert "../story-0001/" in pages["story-0002/"]
    shared = [html for address, html in pages.items() if address.startswith("parties/")]
    assert any("../story-0001/" in html and "../story-0002/" in html for html in shared)


def test_the_markdown_holds_the_same_words_and_at_most_ten_links(one_story: Build) -> None:
    renderer = Renderer(find_templates())
    links = 0
    for page in one_story.pages:
        _, _, text = markdown_of(page, renderer).split("---\n", 2)
        html = LexborHTMLParser(MarkdownIt().render(text))
        ours = LexborHTMLParser(renderer.body(page))
        found = len(html.css("a[href$='index.md']"))
        assert found <= LINKS
        assert html.css("h1")[0].text() == page.head.title
        assert letters(html) == letters(ours), page.address
        links += found
    assert links > 0.8 * LINKS * len(one_story.pages)


def letters(html: LexborHTMLParser) -> str:
    """All that a page says, without the spaces between its words."""
    assert html.body is not None
    return flat(html.body.text()).replace(" ", "")
