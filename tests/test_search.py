"""What the search is told: each text at the place where it is at home, and only there."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import pytest
from conftest import build_site, flat
from stories import write_story

from generator.build import Build
from generator.edition import Edition
from generator.facts import Fact
from generator.outputs.search import HELP, TELLING, SearchEntry, for_theme, search_entries, text_of
from generator.story import ARTICLE_ID
from generator.views import (
    ArticleView,
    Backlinks,
    Connections,
    InShort,
    Machines,
    MistakeList,
    MistakeView,
    Notes,
    PartyMap,
    Problems,
    SchemaView,
    Steps,
    Stories,
    View,
)

REPEATING = frozenset({Backlinks, Connections, InShort, Notes, PartyMap, Stories})
HELPING = frozenset({Machines, MistakeList, MistakeView, Problems, SchemaView, Steps})

Told = Mapping[str, SearchEntry]


@pytest.fixture(scope="module")
def told(built: Build) -> Told:
    """All that the search is told of the good site, by its place."""
    return {entry.location: entry for view in built.pages for entry in search_entries(view)}


@pytest.fixture(scope="module")
def by_page(told: Told) -> dict[str, str]:
    """The words of each page."""
    pages: dict[str, str] = {}
    for entry in told.values():
        page = page_of(entry.location)
        pages[page] = flat(f"{pages.get(page, '')} {entry.title} {entry.text}")
    return pages


def page_of(address: str) -> str:
    return address.partition("#")[0]


def facts_of(edition: Edition) -> list[tuple[Fact, str, str]]:
    """Each fact with its page and its words."""
    return [
        (fact, page_of(edition.addresses.of_fact(fact)), flat(words))
        for facts in edition.facts.values()
        for fact in facts
        for words in (edition.texts[fact.story, fact.statement].plain, fact.quote)
        if words
    ]


def test_each_fact_is_told_at_its_home(by_page: dict[str, str], edition: Edition) -> None:
    facts = facts_of(edition)
    assert len(facts) > 50
    assert [words for _, page, words in facts if words not in by_page[page]] == []


def test_each_fact_is_told_nowhere_else(by_page: dict[str, str], edition: Edition) -> None:
    """Only an article and a log can have the same words, and titles, which name things wherever they are."""
    facts = facts_of(edition)
    titles = {flat(node.title) for node in edition.library.nodes.values()}
    other = tuple(words for _, _, words in facts if not any(words in title for title in titles))
    assert len(other) > 40
    for words in other:
        homes = {page for _, page, others in facts if words in others}
        found = {page for page, text in by_page.items() if words in text}
        assert {page for page in found - homes if not page.endswith(("/article/", "/updates/"))} == set(), (
            words
        )


def test_each_paragraph_of_an_article_is_told_by_the_article(
    by_page: dict[str, str], edition: Edition
) -> None:
    for story in edition.library.stories:
        paragraphs = story.texts[ARTICLE_ID].paragraphs
        assert paragraphs
        for paragraph in paragraphs:
            assert flat(paragraph) in by_page[f"{story.slug}/article/"]


def test_each_change_is_told_by_the_log_with_what_it_was_and_is(
    by_page: dict[str, str], edition: Edition
) -> None:
    changes = [
        (f"{story.slug}/updates/", flat(words))
        for story in edition.library.stories
        for placed in story.sheet.updates
        for words in (placed.value.text, placed.value.was, placed.value.now)
        if words and "[[" not in words
    ]
    assert len(changes) > 4
    assert [words for page, words in changes if words not in by_page[page]] == []


def test_passages_of_other_sources_are_told_by_the_overview_of_sources(
    by_page: dict[str, str], edition: Edition
) -> None:
    cited = [
        (one.story, edition.library.story(one.story).texts[one.source].paragraphs[passage.block])
        for facts in edition.facts.values()
        for fact in facts
        for one in fact.located
        for passage in one.passages
        if one.source != ARTICLE_ID
    ]
    assert cited
    for story, paragraph in cited:
        assert flat(paragraph) in by_page[f"{story}/sources/"]


UNREAD = """
parties: [{id: union, name: Dock Union}]
demands: [{id: pay, by: union, text: More pay., evidence: The board heard a tenfold demand., source: minutes}]
sources: [{id: minutes, kind: document, title: Minutes}]
"""


def test_words_that_could_be_looked_up_nowhere_are_told_with_their_fact(tmp_path: Path) -> None:
    pages = build_site(write_story(tmp_path, UNREAD)).pages
    found = {entry.location for view in pages for entry in search_entries(view) if "tenfold" in entry.text}
    assert found == {"port/demands/#pay"}


def test_everything_is_found_under_its_title_at_its_address(told: Told, edition: Edition) -> None:
    """Also what has no page: its place on an overview."""
    places = {edition.addresses.of(key): node for key, node in edition.library.nodes.items()}
    assert any("#" in place for place in places)
    for place, node in places.items():
        assert place in told, place
        assert node.kind == "article" or told[place].title == node.title


def test_the_pages_in_the_navigation_tell_their_headings(told: Told, built: Build) -> None:
    assert told["harbour-strike/#key-facts"] == ("harbour-strike/#key-facts", "Key facts", "")
    for view in built.pages:
        headings = [f"{view.address}#{section.anchor}" for section in view.sections]
        if view.in_nav:
            assert [one for one in headings if one not in told] == []
    assert "harbour-strike/demands/eleven-hours/#positions" in told
    assert "harbour-strike/demands/eleven-hours/#see-also" not in told


def test_help_for_editors_is_not_told(told: Told, built: Build) -> None:
    help_pages = [view for view in built.pages if view.kind == HELP]
    assert help_pages
    assert not {view.address for view in help_pages} & {page_of(place) for place in told}
    assert not any(entry.text for place, entry in told.items() if place.startswith("editors/#"))


def test_of_each_view_it_is_decided_whether_it_is_told() -> None:
    assert TELLING.keys() | REPEATING | HELPING == set(get_args(View))
    assert not TELLING.keys() & (REPEATING | HELPING)


def test_entries_are_small_values_that_can_travel(told: Told) -> None:
    entries = tuple(told.values())
    assert pickle.loads(pickle.dumps(entries)) == entries
    assert all(flat(entry.text) == entry.text for entry in entries)


def test_the_number_of_a_note_is_no_part_of_a_word(told: Told, built: Build) -> None:
    (view,) = (view for view in built.pages if view.address == "harbour-strike/article/")
    article = view.sections[0].view
    assert isinstance(article, ArticleView)
    assert 'class="ex-mark"' in article.body
    assert flat(text_of(article.body)) not in told[f"{view.address}#article"].text


def test_the_theme_is_given_html() -> None:
    entry = SearchEntry("a/#b", "Ships & <quays>", 'He said "1 < 2"')
    assert for_theme(entry) == {
        "location": "a/#b",
        "title": "Ships &amp; &lt;quays&gt;",
        "text": 'He said "1 &lt; 2"',
    }
