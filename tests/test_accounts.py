"""Accounts compared: no side first, silence told from what nobody recorded, differing words marked."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from conftest import Pages, flat
from selectolax.lexbor import LexborHTMLParser
from stories import edition_of, write_story

from generator.pages.accounts import comparisons
from generator.pages.desk import Desk
from generator.rendering import Renderer, find_templates
from generator.views import AccountRow, Comparison, Comparisons, Head, PageView, Section

HERE = PageView("port/accounts/", "overview", "Accounts", "", Head(None, "", ""), ())
SIX = "The gates will open at six and the cranes will move."
SEVEN = "The gates will open at seven, and the cranes will move."
OTHER = "Nobody promised anything."
EVENT = "dates: [{id: day, date: 2026-02-01, title: The day}]\n"
NAMES = {"zoe": "Zoe", "emil": "Émil", "fritz": "Fritz", "adam": "adam"}


def account(party: str, topics: str) -> str:
    return (
        f"  - {{id: {party}-account, by: {party}, of: day, title: As {party} tells it, topics: [{topics}]}}\n"
    )


def topic(quote: str, more: str = "", name: str = "Gates") -> str:
    return f'{{topic: {name}, quote: "{quote}"{more}}}'


def compared(folder: Path, *accounts: str, home: bool = True) -> Comparison:
    """The comparison of one event with these accounts."""
    parties = "".join(
        f"  - {{id: {name}, name: {label}, kind: person, part: Speaks.}}\n" for name, label in NAMES.items()
    )
    sheet = f"parties:\n{parties}{EVENT}accounts:\n{''.join(accounts)}"
    edition = edition_of(write_story(folder, sheet, f"{SIX}\n\n{SEVEN}\n\n{OTHER}\n"))
    (found,) = comparisons(Desk(edition, "content"), edition.library.stories[0], home).events
    return found


def printed(one: Comparison) -> LexborHTMLParser:
    view = Section("a", "A", "accounts", Comparisons((one,)))
    return LexborHTMLParser(Renderer(find_templates()).section(HERE, view))


def row_of(found: Comparison, name: str) -> AccountRow:
    return next(row for row in found.rows if row.topic == name)


def marks(row: AccountRow) -> list[list[str]]:
    return [[words for words, differs in cell.quote if differs] for cell in row.cells]


# --- no side first ----------------------------------------------------------------------------


def test_the_order_of_the_sheet_makes_no_account_the_first(tmp_path: Path) -> None:
    """Émil stands between adam and Fritz: case and accents count for nothing."""
    accounts = [account(name, topic(OTHER)) for name in NAMES]
    orders = set()
    for number, order in enumerate(permutations(accounts)):
        found = compared(tmp_path / str(number), *order)
        orders.add(tuple(head.title for head in found.accounts))
    assert orders == {tuple(f"As {name} tells it" for name in ("adam", "emil", "fritz", "zoe"))}


def test_a_contradiction_is_told_on_both_sides(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        account("zoe", topic(SIX, ", contradicts: emil-account")),
        account("emil", topic(OTHER)),
        account("adam", topic(OTHER)),
    )
    row = row_of(found, "Gates")
    assert [(cell.account, [to.label for to in cell.contradicts]) for cell in row.cells] == [
        ("As adam tells it", []),
        ("As emil tells it", ["As zoe tells it"]),
        ("As zoe tells it", ["As emil tells it"]),
    ]
    assert [cell.sign.name for cell in row.cells] == ["says", "disputed", "disputed"]


def test_disputed_topics_come_first_then_those_that_most_speak_of(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        account("zoe", f"{topic(SIX, name='Alone')}, {topic(SIX, name='Both')}, {topic(SIX, name='Clash')}"),
        account("emil", f"{topic(SIX, name='Both')}, {topic(OTHER, ', contradicts: zoe-account', 'Clash')}"),
    )
    assert [row.topic for row in found.rows] == ["Clash", "Both", "Alone"]


# --- silence ----------------------------------------------------------------------------------


def test_silence_is_not_the_same_as_nothing_recorded(tmp_path: Path) -> None:
    silent = '{topic: Gates, silent: true, evidence: "Nobody promised anything."}'
    found = compared(
        tmp_path,
        account("zoe", topic(SIX)),
        account("emil", silent),
        account("adam", topic(SIX, name="Cranes")),
    )
    assert [cell.state for cell in row_of(found, "Gates").cells] == ["unrecorded", "silent", "says"]
    tree = printed(found)
    cells = [flat(li.text()) for li in tree.css(".ex-topic li.ex-account")[:3]]
    assert cells[0] == "As adam tells it Not recorded"
    assert cells[1].startswith("As emil tells it Says nothing on this: Gates. Word for word")
    assert tree.css("[data-state=silent] .ex-evidence mark")[0].text() == OTHER


def test_many_accounts_have_a_glance_and_say_how_many_are_left_out(tmp_path: Path) -> None:
    alone = topic(SIX, name="Cranes")
    found = compared(
        tmp_path,
        account("zoe", f"{topic(SIX)}, {alone}"),
        *(account(n, topic(OTHER)) for n in list(NAMES)[1:]),
    )
    assert [[cell.state for cell in row.cells] for row in found.glance] == [
        ["says"] * 4,
        ["unrecorded"] * 3 + ["says"],
    ]
    assert [len(row.cells) for row in found.rows] == [4, 1]
    notes = [flat(p.text()) for p in printed(found).css(".ex-topic__rest")]
    assert notes == ["Nothing is recorded on this from the other 3 accounts."]


def test_on_a_story_page_what_one_account_alone_speaks_of_is_a_link(tmp_path: Path) -> None:
    accounts = account("zoe", f"{topic(SIX)}, {topic(SIX, name='Cranes')}"), account("emil", topic(OTHER))
    found = compared(tmp_path, *accounts, home=False)
    assert [row.topic for row in found.rows] == ["Gates"]
    assert [(link.label, link.address) for link in found.lone] == [("Cranes", "port/accounts/#day.cranes")]
    assert "Cranes" in printed(found).text()


def test_where_no_topic_is_shared_all_are_shown(tmp_path: Path) -> None:
    accounts = account("zoe", topic(SIX)), account("emil", topic(SIX, name="Cranes"))
    found = compared(tmp_path, *accounts, home=False)
    assert [row.topic for row in found.rows] == ["Gates", "Cranes"]
    assert not found.lone


# --- words ------------------------------------------------------------------------------------


def test_words_that_differ_are_marked_in_both_and_a_note_says_so(tmp_path: Path) -> None:
    found = compared(tmp_path, account("zoe", topic(SEVEN)), account("emil", topic(SIX)))
    assert marks(row_of(found, "Gates")) == [["six"], ["seven"]]
    tree = printed(found)
    assert [mark.text() for mark in tree.css("mark.ex-differs")] == ["six", "seven"]
    assert [flat(note.text()) for note in tree.css("figcaption")] == [
        "Marked: words that are not in “As zoe tells it”: “six”",
        "Marked: words that are not in “As emil tells it”: “seven”",
    ]
    assert [flat(quote.text()) for quote in tree.css("figure blockquote")] == [SIX, SEVEN]


def test_words_that_are_not_alike_are_not_marked(tmp_path: Path) -> None:
    found = compared(tmp_path, account("zoe", topic(OTHER)), account("emil", topic(SIX)))
    assert marks(row_of(found, "Gates")) == [[], []]
    assert not printed(found).css("figcaption, mark.ex-differs")


def test_the_same_words_are_said_to_be_the_same(tmp_path: Path) -> None:
    found = compared(tmp_path, account("zoe", topic(SIX)), account("emil", topic(SIX)))
    assert [cell.note for cell in row_of(found, "Gates").cells] == [
        "The same words as in “As zoe tells it”",
        "The same words as in “As emil tells it”",
    ]


@pytest.mark.parametrize("against", ["", ", contradicts: adam-account"])
def test_an_account_is_compared_with_the_one_it_contradicts(tmp_path: Path, against: str) -> None:
    longer = "The gates will open at six and the cranes"
    found = compared(
        tmp_path,
        account("zoe", topic(SIX, against)),
        account("adam", topic(SEVEN)),
        account("emil", topic(longer)),
    )
    (zoe,) = (cell for cell in row_of(found, "Gates").cells if cell.account == "As zoe tells it")
    assert "As adam tells it" in zoe.note
    emil = row_of(found, "Gates").cells[1]
    assert "As zoe tells it" in emil.note


def test_a_page_of_accounts_says_its_order_and_what_silence_means(pages: Pages) -> None:
    text = flat(pages["harbour-strike/accounts/"].tree.text())
    assert "alphabetical order" in text
    assert "“Says nothing on this” was looked up." in text
