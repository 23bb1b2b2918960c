"""What the search's dialog is told while somebody writes."""

from __future__ import annotations

import pytest
from conftest import GOOD

from generator.build import Settings, build
from generator.live_answers import BEST, SHOWN, Part, answer
from generator.outputs.search import SearchEntry, Words, search_entries


def part(*entries: tuple[str, str, str]) -> Part:
    return Part(Words([SearchEntry(*entry) for entry in entries]))


def found(query: str, *parts: Part) -> list[str]:
    """Where an answer leads: the best place of each page."""
    return [page[0]["location"] for page in answer(query, parts)["items"]]


TOWN = part(
    ("town/", "The town", "Where the harbour is, and gulls."),
    ("town/talks/", "Talks", "They talked of Zoë’s crane."),
    ("town/talks/#second", "A second round", "Nobody came but gulls & crabs, who strike at dusk."),
)
BAY = part(("bay/", "Gulls of the bay", "They eat crabs."), ("bay/long/", "Long", "gulls " + "rest " * 500))


def test_a_page_is_found_that_has_all_words_somewhere() -> None:
    assert found("gulls crabs", TOWN, BAY) == ["bay/", "town/talks/#second"]
    assert found("gulls harbour", TOWN, BAY) == ["town/"]
    assert found("gulls walrus", TOWN, BAY) == []


def test_what_is_called_so_comes_first_and_then_what_says_it_most_for_its_length() -> None:
    assert found("gulls", BAY, TOWN) == ["bay/", "town/", "town/talks/#second", "bay/long/"]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("harb", "town/"),
        ("strikes", "town/talks/#second"),
        ("striking", None),
        ("ZOE", "town/talks/"),
        ("zoë’s", "town/talks/"),
        ("arbour", None),
        ("hat", None),
    ],
)
def test_words_are_found_as_they_begin_whatever_their_ending_case_and_accents(
    query: str, place: str | None
) -> None:
    assert found(query, TOWN) == ([place] if place else [])


@pytest.mark.parametrize("query", ["", "  ", "—", "+"])
def test_without_a_word_nothing_is_found(query: str) -> None:
    assert answer(query, [TOWN, BAY]) == {"items": [], "suggest": []}


def test_a_section_that_alone_has_the_words_stands_under_its_pages_title() -> None:
    (page,) = answer("crabs", [TOWN])["items"]
    section, head = page
    assert (section["location"], head["location"]) == ("town/talks/#second", "town/talks/")
    assert section["score"] > 0
    assert head["score"] == 0
    (page,) = answer("talks", [TOWN])["items"]
    assert [one["location"] for one in page] == ["town/talks/"]


def test_words_are_marked_and_everything_else_is_escaped() -> None:
    (page,) = answer("crabs second", [TOWN])["items"]
    assert page[0]["title"] == "A <mark data-md-highlight>second</mark> round"
    assert "gulls &amp; <mark data-md-highlight>crabs,</mark>" in page[0]["text"]
    assert page[0]["terms"] == {"second": True, "crabs": True}


def test_of_a_long_text_the_first_place_is_shown() -> None:
    long = part(("long/", "Long", f"{'rest ' * 50}gulls {'rest ' * 50}"))
    (page,) = answer("gulls", [long])["items"]
    words = page[0]["text"].split()
    assert words[0] == words[-1] == "…"
    assert len(words) == SHOWN + 3
    assert "gulls</mark>" in words[8]


def test_the_best_are_told_and_the_last_word_is_ended() -> None:
    many = part(*((f"{number:03}/", f"Page {number}", "gulls " * (number + 1)) for number in range(50)))
    told = answer("gu", [many])
    assert [page[0]["location"] for page in told["items"]] == [f"{49 - number:03}/" for number in range(BEST)]
    assert told["suggest"] == ["gulls"]


def test_every_page_of_a_site_is_found_by_its_title_among_the_best() -> None:
    press = build(Settings(GOOD, "content", "Test")).press
    assert press
    parts = [
        [entry for view in press.pages_of(name) for entry in search_entries(view)] for name in press.parts
    ]
    titles = {one.location: one.title for told in parts for one in told if "#" not in one.location}
    assert len(titles) > 30
    for address, title in titles.items():
        pages = {place.partition("#")[0] for place in found(title, *(Part(Words(told)) for told in parts))}
        assert address in pages, title
