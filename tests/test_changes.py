"""Corrections and updates: the log, and the pages that say they were touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SCRIPT, Html, Pages, build_site, flat, html_of
from stories import write_story

from generator.pages.changes import MOST_MAIN, MOST_NOTES

SHEET = """\
parties: [{id: union, name: Dock Union}, {id: board, name: Harbour Board}]
demands:
  - {id: pay, by: union, title: More pay, text: More pay., evidence: Crane drivers have stopped work.}
  - {id: rest, by: union, title: More rest, text: More rest.}
reactions:
  - {id: no, by: board, to: pay, stance: rejects, text: No., evidence: have stopped}
"""


def notes(page: Html) -> list[str]:
    """The lines about changes below a page's head."""
    return [flat(line.text(separator=" ")) for line in page.tree.css(".ex-changed > li")]


def with_updates(folder: Path, *updates: str) -> Pages:
    lines = "".join(f"  - {{{update}}}\n" for update in updates)
    return html_of(build_site(write_story(folder, f"{SHEET}updates:\n{lines}")).pages)


def touched(pages: Pages) -> dict[str, list[str]]:
    return {address: notes(page) for address, page in pages.items() if notes(page)}


CORRECTION = "date: 2026-02-20, kind: correction, text: The sum was wrong."


def test_a_correction_is_told_on_the_page_it_touches_the_story_and_the_article(tmp_path: Path) -> None:
    pages = with_updates(tmp_path, f"{CORRECTION}, about: pay")
    assert touched(pages) == {
        "port/": ["Corrected on 20 February 2026: More pay The sum was wrong."],
        "port/article/": ["Corrected on 20 February 2026: More pay The sum was wrong."],
        "port/demands/pay/": ["Corrected on 20 February 2026: The sum was wrong."],
    }


def test_an_entry_without_a_page_is_named_on_its_overview(tmp_path: Path) -> None:
    pages = with_updates(tmp_path, f"{CORRECTION}, about: rest")
    assert set(touched(pages)) == {"port/", "port/demands/"}  # the article does not tell of it
    assert notes(pages["port/demands/"]) == ["Corrected on 20 February 2026: More rest The sum was wrong."]


def test_a_correction_that_names_nothing_is_of_the_story(tmp_path: Path) -> None:
    line = "Corrected on 20 February 2026: The sum was wrong."
    assert touched(with_updates(tmp_path, CORRECTION)) == {"port/": [line]}


def test_a_correction_of_the_article_is_told_there(tmp_path: Path) -> None:
    line = "Corrected on 20 February 2026: The sum was wrong."
    pages = with_updates(tmp_path, f"{CORRECTION}, about: article")
    assert touched(pages)["port/article/"] == [line]


@pytest.mark.parametrize(("kind", "words"), [("new", "New since"), ("superseded", "Superseded on")])
def test_other_changes_are_told_only_where_they_happened(kind: str, words: str, tmp_path: Path) -> None:
    pages = with_updates(tmp_path, f"date: 2026-02-20, kind: {kind}, text: The sum., about: pay")
    assert touched(pages) == {"port/demands/pay/": [f"{words} 20 February 2026: The sum."]}


def test_the_lines_lead_to_their_entry_in_the_log(pages: Pages) -> None:
    page = pages["harbour-strike/demands/nine-hours/"]
    (line,) = page.tree.css(".ex-changed > [data-tone=correction]")
    assert ("harbour-strike/updates/", "update.2") in page.targets(line)
    assert "update.2" in pages["harbour-strike/updates/"].ids


def test_corrections_come_first_then_the_latest_and_the_rest_is_counted(tmp_path: Path) -> None:
    changes = [f"date: 2026-02-1{n}, kind: new, text: New {n}., about: pay" for n in range(4)]
    pages = with_updates(tmp_path, "date: 2026-02-01, kind: correction, text: Old., about: pay", *changes)
    found = notes(pages["port/demands/pay/"])
    assert found == [
        "Corrected on 1 February 2026: Old.",
        "New since 13 February 2026: New 3.",
        "3 more changes here, in the log",
    ]
    assert len(found) == MOST_NOTES + 1


def test_a_party_says_what_was_corrected_about_it_in_any_story(good_copy: Path) -> None:
    sheet = good_copy / "bridge-closure/facts.yaml"
    update = "\nupdates: [{date: 2024-04-26, kind: correction, text: Another spelling., about: odell}]\n"
    sheet.write_text(sheet.read_text("utf-8") + update, "utf-8")
    pages = html_of(build_site(good_copy).pages)
    assert notes(pages["parties/odell/"]) == ["Corrected on 26 April 2024: Another spelling."]


# The log ----------------------------------------------------------------------------------------


def test_the_log_is_newest_first_with_lasting_anchors(pages: Pages) -> None:
    page = pages["harbour-strike/updates/"]
    entries = page.tree.css(".ex-updates > li")
    assert [entry.attributes["id"] for entry in entries] == ["update.3", "update.2", "update.1"]
    assert [flat(entry.css(".ex-tag")[0].text()) for entry in entries] == ["Superseded", "Correction", "New"]


def test_of_one_day_what_comes_later_in_the_sheet_is_later(tmp_path: Path) -> None:
    lines = [f"date: 2026-02-20, kind: new, text: New {n}." for n in range(3)]
    page = with_updates(tmp_path, *lines)["port/updates/"]
    assert [flat(text.text()) for text in page.tree.css(".ex-updates__text")] == [
        "New 2. ¶",
        "New 1. ¶",
        "New 0. ¶",
    ]


def test_the_words_that_differ_are_marked_in_both_versions(pages: Pages) -> None:
    entry = pages["harbour-strike/updates/"].by_id("update.2")
    was, now = entry.css(".ex-change dd")
    assert (flat(was.text()), flat(now.text())) == (
        "The company offers eight hours.",
        "The company offers nine hours.",
    )
    assert [node.text() for node in entry.css("del")] == ["eight"]
    assert [node.text() for node in entry.css("ins")] == ["nine"]


def test_a_version_alone_differs_from_nothing(pages: Pages) -> None:
    entry = pages["harbour-strike/updates/"].by_id("update.3")
    assert (
        flat(entry.css(".ex-change")[0].text(separator=" "))
        == "It said A rumour says that soldiers will come."
    )
    assert entry.css("del, ins") == []


def test_a_long_log_is_cut_on_the_story_page_and_summed_up_on_its_own(tmp_path: Path) -> None:
    lines = [f"date: 2026-02-{n + 1:02}, kind: new, text: New {n}." for n in range(MOST_MAIN)]
    pages = with_updates(tmp_path, *lines, "date: 2026-02-09, kind: correction, text: Wrong.")
    story, log = pages["port/"], pages["port/updates/"]
    assert len(story.tree.css(".ex-updates > li")) == MOST_MAIN
    assert "The whole log: 6 changes" in story.text
    assert len(log.tree.css(".ex-updates > li")) == MOST_MAIN + 1
    (summary,) = log.tree.css(".ex-tally")
    assert [flat(row.text(separator=" ")) for row in summary.css("li")] == ["Correction 1", "New 5"]


def test_a_log_without_entries_says_so(pages: Pages) -> None:
    page = pages["bridge-closure/updates/"]
    assert "Nothing has been changed or corrected" in page.text
    assert page.tree.css(".ex-updates") == []


def test_hostile_changes_stay_text(tmp_path: Path) -> None:
    change = "was: '<ins>a</ins> <script>1', now: '<img src=x onerror=1>', about: pay"
    pages = with_updates(
        tmp_path, f"date: 2026-02-20, kind: correction, text: '<script>x</script>', {change}"
    )
    for page in pages.values():
        assert page.tree.css(f"{SCRIPT}, img, ins ins, [onerror]") == [], page.address
    assert "<script>x</script>" in notes(pages["port/"])[0]
