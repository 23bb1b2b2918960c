"""Addresses: what has a page of its own, where everything else stands, the way from page to page."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from conftest import at_length
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import edition_of, write_story

from generator.addresses import Addresses, relative

PARTIES = "parties: [{id: union, name: Dock Union}, {id: board, name: Harbour Board}]\n"
WORDS = "evidence: stopped work"
REJECTS = "{party: board, stance: rejects"


def addresses(content: Path) -> Addresses:
    return edition_of(content).addresses


def test_a_thing_with_one_sourced_fact_is_a_place_on_its_overview(tmp_path: Path) -> None:
    sheet = (
        PARTIES
        + f"""\
demands: [{{id: pay, by: union, text: More pay., {WORDS}}}]
dates: [{{id: start, date: 2026, title: The start, {WORDS}}}]
reactions: [{{id: no-pay, by: board, to: start, stance: neutral, text: No.}}]
accounts: [{{id: report, by: board, of: start, title: Report, topics: [{{topic: How, silent: true}}]}}]
claims: [{{id: damage, text: A crane was damaged., {WORDS}}}]
sources: [{{id: letter, kind: document, title: Letter}}]
"""
    )
    found = addresses(write_story(tmp_path, sheet))
    assert dict(found.by_key) == {
        "port": "port/",
        "port/article": "port/article/",
        "parties/union": "parties/#union",
        "parties/board": "parties/#board",
        "port/pay": "port/demands/#pay",
        "port/start": "port/timeline/#start",
        "port/no-pay": "port/reactions/#no-pay",
        "port/report": "port/accounts/#report",
        "port/damage": "port/claims/#damage",
        "port/letter": "port/sources/#letter",
    }
    assert not found.has_page("port/pay")
    assert found.has_page("port")


@pytest.mark.parametrize(
    ("rest", "paged"),
    [
        (f"{WORDS}, positions: [{REJECTS}, {WORDS}}}]", True),
        (f"{WORDS}, positions: [{REJECTS}}}]", False),
        (f"positions: [{REJECTS}, {WORDS}}}, {{party: union, stance: accepts, {WORDS}}}]", True),
    ],
)
def test_two_sourced_facts_make_a_page(rest: str, paged: bool, tmp_path: Path) -> None:
    sheet = PARTIES + f"demands: [{{id: pay, by: union, text: More pay., {rest}}}]\n"
    found = addresses(write_story(tmp_path, sheet))
    assert found.has_page("port/pay") == paged
    assert found.of("port/pay") == ("port/demands/pay/" if paged else "port/demands/#pay")


def test_facts_of_other_entries_count_where_a_page_gathers_them(tmp_path: Path) -> None:
    sheet = (
        PARTIES
        + f"""\
demands: [{{id: pay, by: union, text: More pay., {WORDS}}}]
reactions: [{{id: no-pay, by: board, to: pay, stance: rejects, {WORDS}}}]
claims: [{{id: damage, by: union, text: A crane was damaged., {WORDS}}}]
"""
    )
    found = addresses(write_story(tmp_path, sheet))
    assert found.has_page("port/pay")
    assert found.has_page("parties/union")
    assert not found.has_page("parties/board")


def test_a_fact_stands_on_the_page_of_what_it_is_about(tmp_path: Path) -> None:
    rest = f"{WORDS}, positions: [{{party: board, stance: rejects, {WORDS}}}]"
    sheet = (
        PARTIES
        + f"demands: [{{id: pay, by: union, text: More pay., {rest}}}]\nclaims: [{{id: c, text: A word.}}]\n"
    )
    edition = edition_of(write_story(tmp_path, sheet))
    found = {fact.anchor: edition.addresses.of_fact(fact) for fact in edition.facts["port"]}
    assert found == {
        "pay": "port/demands/pay/#pay",
        "pay.board": "port/demands/pay/#pay.board",
        "c": "port/claims/#c",
    }


@pytest.mark.parametrize(
    ("origin", "target", "way"),
    [
        ("", "port/", "port/"),
        ("port/", "", "../"),
        ("port/", "port/article/", "article/"),
        ("port/demands/pay/", "parties/#union", "../../../parties/#union"),
        ("port/demands/#pay", "port/demands/#rest", "#rest"),
        ("port/demands/", "port/demands/", "./"),
        ("port/", "https://example.org/a b", "https://example.org/a b"),
        ("port/", "mailto:a@example.org", "mailto:a@example.org"),
        ("port/", "#p-first", "#p-first"),
        ("port/", "port/article/#p-šest", "article/#p-%C5%A1est"),
    ],
)
def test_the_way_from_page_to_page(origin: str, target: str, way: str) -> None:
    assert relative(origin, target) == way


steps = st.lists(st.text("ab-é ", min_size=1, max_size=3).filter(str.strip), max_size=4)
pages = steps.map(lambda parts: "".join(f"{part}/" for part in parts))


@at_length(settings(max_examples=150, deadline=None, derandomize=True, database=None))
@given(pages, pages, st.text("ab.é", max_size=3))
def test_following_the_way_leads_there(origin: str, target: str, anchor: str) -> None:
    # All fragment would be a place on the page itself.
    whole = f"{target}#{anchor}" if anchor and target else target
    way = relative(origin, whole)
    assert not way.startswith("/")
    root = "https://site.invalid/"
    assert unquote(urljoin(root + origin.replace(" ", "%20"), way)) == root + whole
