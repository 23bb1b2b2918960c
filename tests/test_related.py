"""See also: few good links, the best first, each with its reason, and the editor has the last word."""

from __future__ import annotations

from pathlib import Path

import pytest
from stories import library_of, write_story

from generator.catalogue import Catalogue
from generator.graph import build_graph
from generator.related import HUB, MOST, MOST_PER_REASON, Reason, Suggestion, Suggestions

PARTIES = "parties: [{id: union, name: Dock Union}, {id: board, name: Harbour Board}]\n"


def related(content: Path) -> Suggestions:
    library = library_of(content)
    return Suggestions(library, build_graph(library))


def pairs(found: tuple[Suggestion, ...]) -> list[tuple[str, str]]:
    """Targets, each without its story, and reasons in words."""
    return [(one.target.rpartition("/")[2], words(one.reason)) for one in found]


def words(why: Reason) -> str:
    return Catalogue()(f"reasons.{why.tie}", **dict(why.names))


def demands(count: int, rest: str = "issue: Pay") -> str:
    return "demands:\n" + "".join(
        f"  - {{id: d{number:02}, by: union, text: Demand {number}., {rest}}}\n" for number in range(count)
    )


ANSWERS = (
    PARTIES
    + """\
demands: [{id: pay, by: union, text: More pay.}]
reactions:
  - {id: no-pay, by: board, to: pay, stance: rejects, text: No.}
  - {id: maybe, by: board, to: [no-pay, pay], stance: neutral, text: Perhaps.}
"""
)


def test_ties_give_their_reason_in_the_direction_of_the_page(tmp_path: Path) -> None:
    found = related(write_story(tmp_path, ANSWERS))
    assert pairs(found["port/pay"]) == [("maybe", "Answers this"), ("no-pay", "Answers this")]
    assert pairs(found["port/no-pay"]) == [("maybe", "Answers this"), ("pay", "Answered by this")]


def test_what_is_shared_is_named(tmp_path: Path) -> None:
    found = related(write_story(tmp_path, PARTIES + demands(2)))
    assert pairs(found["port/d00"]) == [("d01", "The same issue: Pay")]


def test_a_pin_comes_first_with_the_editors_reason_and_a_ban_is_kept(tmp_path: Path) -> None:
    wishes = """\
see_also:
  - {on: pay, to: union, reason: Who they are}
  - {on: pay, to: "https://example.org/pay", title: Pay elsewhere, reason: How others do it}
  - {on: pay, to: no-pay, reason: It is old, never: true}
  - {on: pay, to: pay, reason: It is this}
  - {to: pay, reason: Where it began}
"""
    found = related(write_story(tmp_path, ANSWERS + wishes))
    assert pairs(found["port/pay"]) == [
        ("pay", "How others do it"),
        ("union", "Who they are"),
        ("maybe", "Answers this"),
    ]
    assert (found["port/pay"][0].target, found["port/pay"][0].title) == (
        "https://example.org/pay",
        "Pay elsewhere",
    )
    assert ("pay", "Where it began") in pairs(found["port"])
    assert "no-pay" in [target for target, _ in pairs(found["port/maybe"])]


def test_pins_are_never_cut_off(tmp_path: Path) -> None:
    wishes = "see_also:\n" + "".join(f"  - {{on: d00, to: d{n:02}, reason: Because}}\n" for n in range(1, 9))
    found = related(write_story(tmp_path, PARTIES + demands(9) + wishes))
    assert len(found["port/d00"]) == 8 > MOST


def test_there_are_few_links_for_one_reason_and_few_in_all(tmp_path: Path) -> None:
    sheet = (
        PARTIES
        + demands(6)
        + (
            "dates: [{id: day, date: 2026, title: A day}]\n"
            "reactions:\n"
            + "".join(
                f"  - {{id: r{n}, by: board, to: [d00, day], stance: neutral, text: No.}}\n" for n in range(6)
            )
            + "claims:\n"
            + "".join(f"  - {{id: c{n}, text: Claim {n}., about: [d00, day]}}\n" for n in range(6))
        )
    )
    found = related(write_story(tmp_path, sheet))
    assert len(found["port/d00"]) == MOST
    for page in found.values():
        sorts = [one.sort for one in page]
        assert all(sorts.count(sort) <= MOST_PER_REASON for sort in sorts)
        assert [one.worth for one in page] == sorted((one.worth for one in page), reverse=True)


@pytest.mark.parametrize(("count", "shown"), [(9, True), (10, False)])
def test_a_party_that_many_share_falls_below_the_floor(count: int, shown: bool, tmp_path: Path) -> None:
    found = related(write_story(tmp_path, PARTIES + demands(count, "date: 2026")))
    assert bool(found["port/d00"]) == shown
    assert all(words(one.reason) == "Also from Dock Union" for one in found["port/d00"])


@pytest.mark.parametrize(("count", "shown"), [(HUB, True), (HUB + 1, False)])
def test_a_hub_says_nothing(count: int, shown: bool, tmp_path: Path) -> None:
    assert bool(related(write_story(tmp_path, PARTIES + demands(count)))["port/d00"]) == shown


def test_stories_lead_to_each_other_by_a_rare_party(tmp_path: Path) -> None:
    for slug in ("crane", "quay"):
        write_story(tmp_path, "claims: [{id: c, text: A word., by: [union]}]\n", slug=slug)
    write_story(tmp_path, PARTIES + "claims: [{id: c, text: A word., by: [union, board]}]\n")
    assert pairs(related(tmp_path)["port"]) == [
        ("crane", "Dock Union takes part in both"),
        ("quay", "Dock Union takes part in both"),
    ]


def test_the_order_of_a_sheet_changes_nothing(tmp_path: Path) -> None:
    sheet = (
        PARTIES
        + demands(5)
        + ANSWERS.partition("\n")[2]
        .partition("\n")[2]
        .replace("to: pay", "to: d00")
        .replace("[no-pay, pay]", "[d00, no-pay]")
    )
    lines = sheet.split("\n")
    first = lines.index("demands:") + 1
    turned = [*lines[:first], *reversed(lines[first : first + 5]), *lines[first + 5 :]]
    before = related(write_story(tmp_path / "a", sheet))
    after = related(write_story(tmp_path / "b", "\n".join(turned)))
    assert before["port/d00"]
    assert before == after
