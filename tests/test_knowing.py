"""How we know, see also and backlinks, and the front page."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Html, Pages, build_site, flat, html_of
from stories import write_story

from generator.pages.desk import MOST_BACKLINKS, OPEN_BACKLINKS


def source(page: Html, name: str) -> str:
    return flat(page.by_id(name).text(separator=" "))


def test_each_source_says_how_its_facts_were_checked(pages: Pages) -> None:
    page = pages["harbour-strike/sources/"]
    assert "All 6 facts that rest on it were found in it, word for word." in source(page, "minutes")
    assert "The article of this story retells it. Facts are checked in the article." in source(
        page, "gazette"
    )
    assert "1 fact comes from it. Its words were found in the article, not in the document itself." in source(
        page, "mayors-letter"
    )
    assert "come" not in source(page, "gate-speech")


def test_topics_of_an_account_come_from_the_document_it_was_given_in(pages: Pages) -> None:
    assert "2 facts come from it." in source(pages["harbour-strike/sources/"], "company-report")


def test_sources_stand_by_how_they_were_checked(pages: Pages) -> None:
    page = pages["harbour-strike/sources/"]
    groups = page.tree.css(".ex-sources__group")
    assert [group.attributes["data-tone"] for group in groups] == ["verified", "unverifiable", "second-hand"]
    assert [len(group.css(".ex-source")) for group in groups] == [2, 1, 4]
    told = flat(groups[2].css(".ex-note")[0].text())
    assert told == "Nobody here has read these documents. What they say is known from Cranes stand still"
    assert "Known from Cranes" not in "".join(one.text() for one in groups[2].css(".ex-source"))


def test_different_reports_are_named_with_what_they_tell_of(tmp_path: Path) -> None:
    sheet = """\
sources:
  - {id: one, kind: report, title: Report one}
  - {id: two, kind: report, title: Report two}
  - {id: a, kind: speech, title: A speech, reported_in: one}
  - {id: b, kind: speech, title: Another speech, reported_in: two}
"""
    page = html_of(build_site(write_story(tmp_path, sheet)).pages)["port/sources/"]
    assert "Known from Report one" in source(page, "a")
    assert "Known from Report two" in source(page, "b")


def test_links_name_the_site_they_lead_to(pages: Pages) -> None:
    text = source(pages["harbour-strike/sources/"], "gazette")
    assert "Read it at gazette.example.org" in text
    assert "Archived copy at archive.example.org" in text


def test_the_share_of_verified_facts_is_told_and_drawn(pages: Pages) -> None:
    page = pages["harbour-strike/sources/"]
    assert "41 of 51 facts of this story stand word for word in their source." in page.text
    (drawn,) = page.tree.css(".ex-known .ex-meter")
    assert [rect.attributes["width"] for rect in drawn.css("rect")] == ["51", "41"]
    assert "10 facts are not verified" in page.text


def test_the_story_page_leads_to_all_sources(pages: Pages) -> None:
    page = pages["harbour-strike/"]
    assert "All 7 sources, with every fact that rests on them" in page.text
    assert [node.attributes["data-tone"] for node in page.tree.css(".ex-source")] == ["verified"] * 2


def test_a_story_without_facts_claims_nothing(tmp_path: Path) -> None:
    page = html_of(build_site(write_story(tmp_path)).pages)["port/sources/"]
    assert "This story states no fact yet." in page.text
    assert "No fact rests on it." in page.text
    assert page.tree.css(".ex-meter") == []


# Reading on -----------------------------------------------------------------------------------------


def test_a_link_to_another_site_names_it(pages: Pages) -> None:
    (card,) = pages["harbour-strike/"].tree.css(".ex-also > .ex-out")
    text = flat(card.text(separator=" "))
    assert (
        text
        == "On another site: ports.example.org A history of resting (another site) What other ports tried"
    )


def test_a_backlink_marks_the_words_of_the_link_in_their_sentence(pages: Pages) -> None:
    page = pages["parties/nils-brandt/"]
    first = page.tree.css(".ex-backlinks li")[0]
    assert flat(first.css(".ex-small")[0].text()) == "Article"
    (sentence,) = first.css("blockquote p")
    (marked,) = sentence.css("mark")
    assert marked.text() == "Nils Brandt"
    assert flat(sentence.text()) == "She is not related to Nils Brandt of the Dockers' Union."


@pytest.mark.parametrize(
    ("count", "shown", "folded", "more"),
    [
        (OPEN_BACKLINKS + 2, OPEN_BACKLINKS + 2, 0, ""),
        (OPEN_BACKLINKS + 3, OPEN_BACKLINKS, 3, ""),
        (MOST_BACKLINKS + 4, OPEN_BACKLINKS, MOST_BACKLINKS - OPEN_BACKLINKS, "and 4 more pages"),
    ],
)
def test_many_backlinks_are_folded(count: int, shown: int, folded: int, more: str, tmp_path: Path) -> None:
    claims = "".join(f"  - {{id: c{n}, text: 'Claim {n} of the Dock Union.'}}\n" for n in range(count))
    sheet = f"parties: [{{id: union, name: Dock Union}}]\nclaims:\n{claims}"
    for slug in ("port", "quay"):  # a party of two stories has a page
        used = sheet if slug == "port" else "claims: [{id: c, text: A word., by: union}]\n"
        write_story(tmp_path, used, slug=slug)
    (tmp_path / "parties.yaml").write_text("parties: [{id: union, name: Dock Union}]\n", "utf-8")
    sheet_file = tmp_path / "port/facts.yaml"
    sheet_file.write_text(
        sheet_file.read_text("utf-8").replace("name: Dock Union", "part: Strikes."), "utf-8"
    )
    page = html_of(build_site(tmp_path).pages)["parties/union/"]
    assert len(page.tree.css(".ex-backlinks > ul > li")) == shown
    assert len(page.tree.css(".ex-backlinks .ex-fold li")) == folded
    assert [flat(note.text()) for note in page.tree.css(".ex-backlinks > .ex-note")] == (
        [more] if more else []
    )


# The front page -------------------------------------------------------------------------------------


def test_a_card_says_what_how_current_and_what_changed_last(pages: Pages) -> None:
    first = pages[""].tree.css(".ex-story")[0]
    text = flat(first.text(separator=" "))
    assert text.startswith("The harbour strike in Port Merrow Why do the cranes stand still")
    assert "As of 2 May 2024 51 facts, 41 verified in their source" in text
    assert "Superseded The rumour about" in text
    assert ("harbour-strike/updates/", "update.3") in pages[""].targets(first)


@pytest.mark.parametrize(
    ("count", "words"), [(1, None), (3, "3 stories · 3 facts, 0 verified in their source")]
)
def test_the_front_page_counts_several_stories(count: int, words: str | None, tmp_path: Path) -> None:
    for n in range(count):
        write_story(tmp_path, "claims: [{id: c, text: A word.}]\n", slug=f"port-{n}")
    page = html_of(build_site(tmp_path).pages)[""]
    assert len(page.tree.css(".ex-stories--lead > .ex-story")) == count
    line = page.tree.css_first(".ex-head > .ex-head__line")
    assert (flat(line.text()) if line else None) == words
