"""Reactions and claims: by stance and status, summed up, and folded where they repeat each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SCRIPT, Pages, build_site, flat, html_of
from selectolax.lexbor import LexborNode
from stories import HEAD, write_story

from generator.pages.folding import (
    FEWEST_ALIKE,
    FEWEST_FOLDED,
    MOST_HEADS,
    SHOWN,
    alike,
    bundles,
    shown_of,
    words_of,
)
from generator.pages.languages import language_name
from generator.pages.tallies import MARK, MOST_MARKS, tally
from generator.views import Tag

THINGS = ["salt", "wool", "maps", "bells", "wood", "milk", "iron", "clay", "glass", "bread", "tar", "rope"]


def reactions(*texts: str, stance: str = "welcomes") -> str:
    """A sheet with a reaction of somebody else for each text."""
    people = "".join(f"  - {{id: p{n}, name: Speaker {chr(65 + n)}}}\n" for n in range(len(texts)))
    said = "".join(
        f"  - {{id: r{n}, by: p{n}, to: start, stance: {stance}, text: {text}, evidence: Crane drivers}}\n"
        for n, text in enumerate(texts)
    )
    return f"dates: [{{id: start, date: 2026, title: It starts}}]\nparties:\n{people}reactions:\n{said}"


def pages_of(content: Path) -> Pages:
    return html_of(build_site(content).pages)


def folds(pages: Pages, address: str = "port/reactions/") -> list[LexborNode]:
    return pages[address].tree.css(".ex-fold")


def test_names_are_no_words_of_those_who_speak() -> None:
    assert words_of("Ala Ro welcomes it", "Ala Ro") == words_of("Bo welcomes it", "Bo") == {"welcomes", "it"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("welcomes the truce as a first step", "welcomes the truce as a first step", True),
        ("welcomes the truce as a first small step", "welcomes the truce as a first step", True),
        ("welcomes the truce if prisoners come home", "welcomes the truce as a first step", False),
        ("", "", False),
    ],
)
def test_nearly_the_same_words_are_alike(one: str, other: str, same: bool) -> None:
    assert alike(words_of(one), words_of(other)) is same


def test_two_in_the_same_words_are_no_boilerplate_and_three_are() -> None:
    same, other = words_of("welcomes the truce"), words_of("asks for salt")
    assert bundles([same, other, *[same] * (FEWEST_ALIKE - 2)]) == [[0], [1], [2]]
    assert bundles([same, other, *[same] * (FEWEST_ALIKE - 1)]) == [[0, 2, 3], [1]]


def test_every_text_is_in_one_bundle_in_order_of_the_first() -> None:
    texts = [words_of(f"asks for {thing} and nothing") for thing in THINGS * 3]
    found = bundles(texts)
    assert sorted(place for bundle in found for place in bundle) == list(range(len(texts)))
    assert found == sorted(found)


def test_each_text_is_compared_with_a_few() -> None:
    """What repeats a text beyond them stays open: the time grows with the number of texts alone."""
    different = [frozenset({f"word-{n}"}) for n in range(MOST_HEADS)]
    late = [frozenset({"late"})] * FEWEST_ALIKE
    assert [len(bundle) for bundle in bundles([*different, *late])] == [1] * (MOST_HEADS + FEWEST_ALIKE)


def test_a_fold_hides_enough_to_be_worth_a_tap() -> None:
    assert [shown_of(count) for count in (0, SHOWN, SHOWN + FEWEST_FOLDED - 1)] == [0, SHOWN, 7]
    assert shown_of(SHOWN + FEWEST_FOLDED) == SHOWN


def test_boilerplate_is_folded_below_its_first_line(tmp_path: Path) -> None:
    content = write_story(
        tmp_path, reactions(*(f"Speaker {chr(65 + n)} welcomes the start." for n in range(6)))
    )
    (fold,) = folds(pages_of(content))
    summary = fold.css_first("summary")
    assert summary is not None
    assert flat(summary.text()) == (
        "5 more in nearly the same words: Speaker B, Speaker C, Speaker D and 2 others"
    )
    assert [item.attributes["id"] for item in fold.css(".ex-fact")] == ["r1", "r2", "r3", "r4", "r5"]


@pytest.mark.parametrize(("count", "folded"), [(7, 0), (8, 3), (12, 7)])
def test_the_rest_of_a_long_group_is_folded(count: int, folded: int, tmp_path: Path) -> None:
    content = write_story(tmp_path, reactions(*(f"Wants {thing} first." for thing in THINGS[:count])))
    pages = pages_of(content)
    assert [len(fold.css(".ex-reaction")) for fold in folds(pages)] == ([folded] if folded else [])
    assert len(pages["port/reactions/"].tree.css(".ex-reaction")) == count
    assert len(pages["port/"].tree.css(".ex-reaction")) == 1, "one voice a stance on the story page"
    assert pages["port/"].tree.css(".ex-stance .ex-count")[0].text() == str(count)


def test_a_reaction_with_its_own_condition_is_not_folded_with_praise(tmp_path: Path) -> None:
    praise = ["Welcomes the start."] * 3
    content = write_story(tmp_path, reactions(*praise, "Welcomes the start but wants salt and wool first."))
    page = pages_of(content)["port/reactions/"]
    assert [item.attributes["id"] for item in page.tree.css(".ex-fold .ex-fact")] == ["r1", "r2"]


def test_who_to_what_and_where_are_told_once(pages: Pages) -> None:
    page = pages["harbour-strike/reactions/"]
    one = next(item for item in page.tree.css(".ex-reaction") if item.css("#captain-words"))
    text = flat(one.text(separator=" "))
    assert text.startswith("The captain of the Зоря about 17 April 2024 by radio on The strike")
    assert text.count("by radio") == 1
    assert "Translated from Ukrainian by Ida Quill" in text


def test_the_summary_counts_each_stance_and_leads_to_it(pages: Pages) -> None:
    page = pages["harbour-strike/reactions/"]
    (summary,) = page.tree.css(".ex-tally")
    rows = [flat(row.text(separator=" ")) for row in summary.css("li")]
    assert rows == ["Welcomes 1", "Conditional 1", "Neutral 2", "Criticises 1", "Rejects 1"]
    assert flat(summary.css("p")[0].text()) == "6 reactions"
    for link in summary.css("a"):
        assert (link.attributes["href"] or "").removeprefix("#") in page.ids
    shown = [row.css("svg")[0].attributes["width"] for row in summary.css("li")]
    assert shown == [str(MARK), str(MARK), str(2 * MARK), str(MARK), str(MARK)]


def test_few_reactions_and_one_stance_alone_need_no_summary(tmp_path: Path) -> None:
    alone = write_story(tmp_path / "a", reactions(*(f"Wants {thing}." for thing in THINGS[:4])))
    assert pages_of(alone)["port/reactions/"].tree.css(".ex-tally") == []


def test_many_are_drawn_as_bars_to_scale() -> None:
    many = tally("", [(Tag("new", "New"), 40, ""), (Tag("old", "Old"), 1, "")])
    few = tally("", [(Tag("new", "New"), MOST_MARKS, ""), (Tag("old", "Old"), 1, "")])
    assert many is not None
    assert few is not None
    assert [(one.length, one.exact) for one in many.counts] == [(MARK * MOST_MARKS, False), (MARK, False)]
    assert [(one.length, one.exact) for one in few.counts] == [(MARK * MOST_MARKS, True), (MARK, True)]


@pytest.mark.parametrize(
    ("code", "interface", "name"),
    [
        ("uk", "en", "Ukrainian"),
        ("uk", "de", "Ukrainisch"),
        ("pt-BR", "en", "Portuguese (Brazil)"),
        ("tlh", "en", "Klingon"),
        ("xq", "en", "xq"),
        ("uk", "xq", "uk"),
        ("", "en", ""),
    ],
)
def test_languages_have_names_in_the_language_of_the_interface(code: str, interface: str, name: str) -> None:
    assert language_name(code, interface) == name


QUOTED = "claims: [{id: c, text: A word., quote: Crane drivers}]\n"


@pytest.mark.parametrize(("language", "expected"), [("en", None), ("fr", "fr")])
def test_a_quotation_from_a_foreign_article_names_its_language(
    language: str, expected: str | None, tmp_path: Path
) -> None:
    content = write_story(tmp_path, QUOTED)
    article = content / "port/article.md"
    article.write_text(
        article.read_text("utf-8").replace("published:", f"language: {language}\npublished:"), "utf-8"
    )
    (quote,) = pages_of(content)["port/claims/"].tree.css(".ex-quote blockquote")
    assert quote.attributes.get("lang") == expected


def test_the_language_of_a_quotation_from_elsewhere_is_not_guessed(tmp_path: Path) -> None:
    sheet = QUOTED.replace("}]", ", source: minutes}]")
    sheet += "sources: [{id: minutes, kind: document, title: Minutes, text: minutes.txt}]\n"
    content = write_story(tmp_path, sheet, minutes="Crane drivers spoke.\n")
    article = content / "port/article.md"
    article.write_text(article.read_text("utf-8").replace("published:", "language: fr\npublished:"), "utf-8")
    (quote,) = pages_of(content)["port/claims/"].tree.css(".ex-quote blockquote")
    assert "lang" not in quote.attributes


# Claims --------------------------------------------------------------------------------------------


def test_claims_stand_by_status_the_open_ones_first(pages: Pages) -> None:
    page = pages["harbour-strike/claims/"]
    groups = page.tree.css(".ex-status")
    assert [group.attributes["data-tone"] for group in groups] == [
        "unconfirmed",
        "confirmed",
        "denied",
        "withdrawn",
    ]
    claim = flat(groups[0].css(".ex-claim")[0].text(separator=" "))
    assert claim.startswith(
        "Unconfirmed First seen 15 April 2024 Last checked 1 May 2024 Two thirds want to work"
    )
    assert "Who says so Merrow Harbour Company" in claim
    assert "What would settle it A vote of all members of the Dockers' Union ." in claim
    denied = flat(groups[2].text(separator=" "))
    assert "Who says so No name is given" in denied
    assert "What settled it Denied by the ministry of Veldmark ." in denied


def test_what_would_settle_a_claim_is_dropped_once_it_is_settled(tmp_path: Path) -> None:
    claim = "claims: [{id: c, text: A word., would_settle: A count., evidence: Crane drivers%s}]\n"
    still_open = pages_of(write_story(tmp_path / "a", claim % ""))["port/claims/"].text
    settled = pages_of(
        write_story(tmp_path / "b", claim % ", status: confirmed, resolved_by: They counted.")
    )["port/claims/"].text
    assert "A count." in still_open
    assert "A count." not in settled
    assert "They counted." in settled


def test_an_open_claim_says_that_no_later_check_is_recorded(tmp_path: Path) -> None:
    content = write_story(tmp_path, "claims: [{id: c, text: A word., first_seen: 2026-02-01}]\n")
    page = pages_of(content)["port/claims/"]
    assert "no later check recorded" in page.text
    assert page.tree.css(".ex-claims__note") == []  # nothing about it was checked


HOSTILE = "</summary><script>x</script>&lt;i&gt;\"'"


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    people = "".join(f'  - {{id: p{n}, name: "{n}{HOSTILE.replace(chr(34), "")}"}}\n' for n in range(4))
    said = "".join(
        f'  - {{id: r{n}, by: p{n}, to: c, stance: rejects, text: "<img src=x onerror=1> no",'
        f" where: '<b>here', language: uk, translator: '<svg onload=1>', quote: Crane drivers}}\n"
        for n in range(4)
    )
    sheet = f"parties:\n{people}claims: [{{id: c, text: '<script>1', would_settle: '<i>proof', by: p0}}]\n"
    content = write_story(tmp_path, f"{sheet}reactions:\n{said}", head=HEAD)
    for page in pages_of(content).values():
        assert page.tree.css(f"{SCRIPT}, img, b b, i, [onload], [onerror]") == [], page.address
    (fold,) = folds(pages_of(content))
    summary = fold.css_first("summary")
    assert summary is not None
    assert "1</summary><script>x</script>" in summary.text()
