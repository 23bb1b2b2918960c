"""Who wants what: every recorded position is in the matrix, with its words and what was held before."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Pages, flat
from selectolax.lexbor import LexborHTMLParser, LexborNode
from stories import edition_of, write_story

from generator.pages.desk import Desk
from generator.pages.head import has_something
from generator.pages.positions import COLUMNS, matrix
from generator.rendering import Renderer, find_templates
from generator.views import Head, Matrix, MatrixRow, PageView, Section

HERE = PageView("port/demands/", "overview", "Demands", "", Head(None, "", ""), ())
STANCES = ("accepts", "rejects", "conditional", "silent", "unknown")


def parties(count: int) -> str:
    lines = [
        f"  - {{id: p{n}, name: Party {n}, kind: organisation, part: Takes part.}}" for n in range(count)
    ]
    return "\n".join(("parties:", *lines, ""))


def matrix_of(folder: Path, sheet: str, count: int = 4) -> Matrix:
    """The matrix of a story with some parties and these demands."""
    edition = edition_of(write_story(folder, parties(count) + sheet))
    return matrix(Desk(edition, "content"), edition.library.stories[0])


def printed(view: Matrix) -> LexborHTMLParser:
    return LexborHTMLParser(Renderer(find_templates()).section(HERE, Section("m", "M", "matrix", view)))


def demand(positions: str = "", kind: str = "demand", of: str = "[]", name: str = "pay") -> str:
    return f"  - {{id: {name}, by: p0, of: {of}, kind: {kind}, text: Pay more., positions: [{positions}]}}\n"


def held(party: int, stance: str, day: str = "") -> str:
    return f"{{party: p{party}, stance: {stance}{f', as_of: {day}' if day else ''}}}"


def row_of(folder: Path, *one: str, **other: str) -> MatrixRow:
    return matrix_of(folder, "demands:\n" + demand(*one, **other)).groups[0].rows[0]


def stances(row: MatrixRow) -> list[str]:
    return [cell.stance.name if cell else "" for cell in row.cells]


def big(demands: int, count: int) -> str:
    """A sheet in which everybody stands somewhere on everything."""
    rows = []
    for n in range(demands):
        positions = ", ".join(held(p, STANCES[(n + p) % 5]) for p in range(1, count))
        rows.append(demand(positions, name=f"d{n}"))
    return "demands:\n" + "".join(rows)


# --- how answers add up -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "answers", "expected"),
    [
        ("demand", ("accepts", "rejects", "conditional"), "disputed"),
        ("agreement", ("rejects",), "disputed"),
        ("demand", ("accepts", "conditional"), "conditional"),
        ("demand", ("accepts", "unknown", "silent"), "agreed"),
        ("agreement", (), "agreed"),
        ("demand", (), "unknown"),
        ("offer", ("silent", "unknown"), "unknown"),
    ],
)
def test_how_the_answers_add_up(tmp_path: Path, kind: str, answers: tuple[str, ...], expected: str) -> None:
    row = row_of(tmp_path, ", ".join(held(n + 1, stance) for n, stance in enumerate(answers)), kind)
    assert row.outcome is not None
    assert row.outcome.name == expected


def test_only_what_is_held_now_counts(tmp_path: Path) -> None:
    row = row_of(tmp_path, f"{held(1, 'rejects', '2026-01')}, {held(1, 'accepts', '2026-02')}")
    assert row.outcome is not None
    assert row.outcome.name == "agreed"


def test_the_outcomes_are_counted(tmp_path: Path) -> None:
    view = matrix_of(
        tmp_path,
        "demands:\n"
        + demand(held(1, "rejects"), name="a")
        + demand(held(2, "rejects"), name="b")
        + demand(name="c"),
    )
    assert [tag.word for tag in view.tally] == ["2 disputed", "1 without a clear answer"]


# --- cells ------------------------------------------------------------------------------------


def test_a_cell_has_what_was_held_before_and_since_when(pages: Pages) -> None:
    tree = pages["harbour-strike/demands/"].tree
    cell = next(td for td in tree.css("td.ex-cell") if "before:" in td.text())
    assert flat(cell.css(".ex-cell__when")[0].text()) == "16 April 2024"
    assert flat(cell.css(".ex-cell__past")[0].text()) == "before: Rejects"
    panel = cell.css("[popover]")[0]
    assert [flat(item.text()) for item in panel.css("li .ex-position__head")] == ["Rejects 4 April 2024"]
    quoted = [mark.text() for mark in panel.css("q")]
    assert quoted == ["nine hours could be discussed — if the cranes move first", "a fairy tale"]


def test_the_words_of_a_cell_open_from_a_button_and_lead_to_their_paragraph(pages: Pages) -> None:
    tree = pages["harbour-strike/demands/"].tree
    opened = [button.attributes["popovertarget"] for button in tree.css(".ex-cell__stance button")]
    assert opened == [panel.attributes["id"] for panel in tree.css("[popover]")]
    assert len(set(opened)) == len(opened) > 10
    for panel in tree.css("[popover]"):
        assert panel.attributes["aria-label"]
        assert panel.css("[popovertargetaction=hide]")
        ways = [
            link for link in panel.css(".ex-position__source > a") if "#" in (link.attributes["href"] or "")
        ]
        assert len(ways) == len(panel.css("blockquote"))


def test_the_maker_of_a_demand_shows_its_own_words(tmp_path: Path) -> None:
    row = row_of(tmp_path)
    own = row.cells[0]
    assert own is not None
    assert own.stance.name == "made"
    assert own.fact is not None
    assert own.fact.statement[0].text == "Pay more."


def test_a_maker_that_changed_its_mind_shows_both(tmp_path: Path) -> None:
    cell = row_of(tmp_path, held(0, "rejects", "2026-02")).cells[0]
    assert cell is not None
    assert (cell.stance.name, [past.stance.name for past in cell.history]) == ("rejects", ["made"])


def test_who_is_asked_and_did_not_answer_is_told_from_who_was_not_asked(tmp_path: Path) -> None:
    sheet = "demands:\n" + demand(held(1, "accepts"), of="[p2]") + demand(held(2, "silent"), name="rest")
    view = matrix_of(tmp_path, sheet)
    assert [stances(row) for group in view.groups for row in group.rows] == [
        ["made", "accepts", "unrecorded"],
        ["made", "", "silent"],
    ]
    assert [link.label for link in view.groups[0].rows[0].of] == ["Party 2"]


def test_a_row_says_who_wants_it_of_whom(pages: Pages) -> None:
    heads = [flat(th.text()) for th in pages["harbour-strike/demands/"].tree.css("th[scope=row]")]
    assert "Eleven hours of rest Demand by Dockers' Union to Merrow Harbour Company On conditions" in heads


def test_a_lone_demand_names_its_issue_itself(tmp_path: Path) -> None:
    sheet = "demands:\n" + "".join(
        f"  - {{id: d{n}, by: p0, text: Pay., issue: {issue}}}\n" for n, issue in enumerate("AAB")
    )
    groups = matrix_of(tmp_path, sheet).groups
    assert [(group.label, [row.issue for row in group.rows]) for group in groups] == [
        ("A", ["", ""]),
        ("", ["B"]),
    ]


# --- size -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "shape"), [(2, "few"), (3, "few"), (8, "some"), (9, "many"), (12, "many")])
def test_the_shape_follows_the_number_of_parties(tmp_path: Path, count: int, shape: str) -> None:
    view = matrix_of(tmp_path, big(3, count), count)
    assert view.shape == shape
    assert not view.others


def test_forty_demands_and_twelve_parties_lose_nothing(tmp_path: Path) -> None:
    tree = printed(matrix_of(tmp_path, big(40, 12), 12))
    rows = [tr for tr in tree.css("tbody tr") if tr.css("td")]
    assert len(rows) == 40
    assert all(len(tr.css("td")) == 12 for tr in rows)
    assert len(tree.css(".ex-cell__stance button")) == 40 * 12


def test_parties_without_a_column_keep_their_positions(tmp_path: Path) -> None:
    count = COLUMNS + 3
    view = matrix_of(tmp_path, big(2, count), count)
    assert len(view.parties) == COLUMNS
    assert view.others
    for group in view.groups:
        for row in group.rows:
            assert len([*filter(None, row.cells), *row.others]) == count
    buttons = printed(view).css(".ex-cell__stance button")
    assert len(buttons) == 2 * count


def test_a_story_without_demands_has_no_matrix(tmp_path: Path) -> None:
    assert not has_something(matrix_of(tmp_path, ""))


# --- for everybody ----------------------------------------------------------------------------


def test_the_matrix_is_a_table_with_heads_both_ways(pages: Pages) -> None:
    table = first(pages["harbour-strike/demands/"].tree, ".ex-matrix table")
    columns = table.css("thead th[scope=col]")
    for row in table.css("tbody tr"):
        if row.css("td"):
            assert len(row.css("th[scope=row]")) == 1
            assert len(row.css("td")) == len(columns)
        else:
            assert (row.css("th")[0].attributes["colspan"]) == str(len(columns) + 1)


def test_every_sign_has_a_word_and_every_word_is_explained(pages: Pages) -> None:
    tree = pages["harbour-strike/demands/"].tree
    used = {tag.text() for tag in tree.css(".ex-cell__stance .ex-tag")}
    assert "" not in used
    assert used <= {tag.text() for tag in tree.css(".ex-key dt .ex-tag")}


def first(tree: LexborHTMLParser, selector: str) -> LexborNode:
    node = tree.css_first(selector)
    assert node is not None
    return node
