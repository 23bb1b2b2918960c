"""Rules whose examples do not tell all: what else they find, and above all what they leave alone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from stories import HEAD, write_story

from generator.build import Settings, build
from generator.lookalikes import LATIN_LIKE, plain_shape

PARTIES = """\
parties:
  - {id: union, name: Dock Union, aliases: [the dockers]}
  - {id: board, name: Harbour Board}
  - id: brandt
    name: Edda Brandt
    aliases: [Brandt]
    roles: [{speaks_for: union, evidence: Edda Brandt}]
"""
NAMED = "The Dock Union, the Harbour Board and Edda Brandt.\n\n"


def found(content: Path, code: str, today: date | None = None) -> list[str]:
    """The words of the mistakes of one code."""
    diagnostics = build(Settings(content, "content", today=today)).diagnostics
    return [" ".join(one.span.text.split()) for one in diagnostics if one.code == code]


def story(content: Path, sheet: str = "", body: str = "", head: str = HEAD) -> Path:
    return write_story(content, PARTIES + sheet, NAMED + body, head=head)


# Who said it


SAID = [
    ('"Not this year," said the Harbour Board.', "union", True),
    ('"Not this year", the Harbour Board said.', "union", True),
    ("“Not this year,” the Harbour Board replied on Monday.", "union", True),
    ('The Harbour Board said: "Not this year."', "union", True),
    ('The Harbour Board told reporters on the quay: "Not this year".', "union", True),
    ("„Not this year“, sagte Brandt.", "board", True),
    ('"Not this year, not next year," said the Harbour Board.', "union", True),
    ('According to the Harbour Board, "not this year" will do.', "union", False),
    ('According to the Harbour Board, "Not this year" will do.', "union", True),
    ('The Harbour Board said on Monday that "Not this year" was meant.', "union", True),
    ('The Harbour Board announced on Monday morning: "Not this year".', "union", True),
    # The one who is named speaks for the party, or is the party.
    ('"Not this year," said Brandt.', "union", False),
    ('"Not this year," said the dockers.', "union", False),
    ('"Not this year," said the Harbour Board.', "board", False),
    # It is not plain who speaks.
    ('"Not this year," said the Harbour Board\'s chair.', "union", False),
    ('"Not this year," said the Harbour Board chair Ole Tamm.', "union", False),
    ('"Not this year," she said. The Harbour Board said nothing.', "union", False),
    ('"Not this year." The Harbour Board said nothing.', "union", False),
    ('The chair of the Harbour Board said: "Not this year."', "union", False),
    ('After the Harbour Board said no, the answer came: "Not this year."', "union", False),
    ('"Not this year," she told the Harbour Board.', "union", False),
    ('According to the chair of the Harbour Board, "Not this year" will do.', "union", False),
    ('The Harbour Board said that Ole Tamm had said "Not this year".', "union", False),
    ('The Harbour Board said "never". Then came "Not this year".', "union", False),
    # Said twice, by different people: who knows which is meant?
    ('"Not this year," said the Harbour Board.\n\n"Not this year," said Brandt.', "union", False),
]


@pytest.mark.parametrize(("body", "by", "wrong"), SAID)
def test_a_speaker_is_doubted_only_where_the_source_is_plain(
    body: str, by: str, wrong: bool, tmp_path: Path
) -> None:
    sheet = f"reactions: [{{id: no, by: {by}, to: board, stance: rejects, quote: Not this year}}]\n"
    sheet = (
        sheet.replace("to: board", "to: word")
        + "claims: [{id: word, text: A word., evidence: the Harbour}]\n"
    )
    assert bool(found(story(tmp_path, sheet, body), "other-speaker")) is wrong


def test_who_asks_something_of_a_speaker_does_not_speak_for_them(tmp_path: Path) -> None:
    """Only who leads, belongs to, speaks or works for a party may be meant by its name."""
    sheet = """\
demands: [{id: pay, by: union, of: board, text: Pay., evidence: the Harbour}]
reactions: [{id: no, by: union, to: pay, stance: rejects, quote: Not this year}]
"""
    body = '"Not this year," said the Harbour Board.'
    assert found(story(tmp_path, sheet, body), "other-speaker")


def test_several_who_did_not_say_it_are_named_in_one_order(tmp_path: Path) -> None:
    more = "".join(f"  - {{id: {name}, name: {name.title()} Guild}}\n" for name in ("rope", "sail", "ferry"))
    sheet = f"""\
{more}claims: [{{id: word, text: A word., evidence: the Harbour}}]
reactions: [{{id: no, by: [union, sail, rope, ferry], to: word, stance: rejects, quote: Not this year}}]
"""
    content = story(
        tmp_path, sheet, 'The Rope, Sail and Ferry Guilds. "Not this year," said the Harbour Board.'
    )
    (said,) = (one for one in build(Settings(content, "content")).diagnostics if one.code == "other-speaker")
    assert said.message == (
        "The source gives these words to Harbour Board, and this entry gives them to "
        "Ferry Guild and Rope Guild and Sail Guild and Dock Union"
    )


@pytest.mark.parametrize(
    ("topic", "wrong"), [("Pay in winters", True), ("Pay in summer", False), ("Pay", False)]
)
def test_topics_that_are_alike_by_chance_are_left_alone(tmp_path: Path, topic: str, wrong: bool) -> None:
    sheet = f"""\
dates: [{{id: talks, date: 2026, title: Talks, evidence: Dock}}]
accounts:
- {{id: one, by: union, of: talks, title: One, topics: [{{topic: Pay in winter, says: A., evidence: Dock}}]}}
- {{id: two, by: board, of: talks, title: Two, topics: [{{topic: {topic}, says: B., evidence: Dock}}]}}
"""
    assert bool(found(story(tmp_path, sheet), "near-topic")) is wrong


def test_each_of_several_links_to_nothing_is_shown_where_it_stands(tmp_path: Path) -> None:
    text = "[[nobody]] first, then nobody and [[nobody]], at last [[ nobody]]."
    meant = [match.start(1) for match in re.finditer(r"\[\[ *(nobody)", text)]
    content = story(tmp_path, f"claims: [{{id: c, evidence: Dock, text: '{text}'}}]\n")
    spans = [one.span for one in build(Settings(content, "content")).diagnostics if one.code == "unknown-id"]
    assert [one.text for one in spans] == ["nobody"] * 3
    assert [one.start - spans[0].start + meant[0] for one in spans] == meant


# Names and letters


def test_names_of_no_party_are_told_once_and_few(tmp_path: Path) -> None:
    body = """\
Ole Tamm came on Monday. On Tuesday Morning he left, says Ole Tamm.

Cape Merrow is a place, and Cape Merrow is known. "Our Dear Friends," they said, "Our Dear Friends".
A Dock Union Council met, and the Dock Union Council went. Mia Holm came once. But Ana Sol stayed; But
Ana Sol went.
"""
    sheet = "dates: [{id: start, date: 2026, title: A, place: Cape Merrow, evidence: came}]\n"
    assert found(story(tmp_path, sheet, body), "unlisted-name") == ["Ole Tamm", "Ana Sol"]
    quoted = '"Ole Tamm," they said. Ole Tamm came, and Ole\nTamm went.'
    told = build(Settings(story(tmp_path, "", quoted), "content")).diagnostics
    (span,) = (one.span for one in told if one.code == "unlisted-name")
    assert (span.text, span.column) == ("Ole Tamm", 24)
    many = " ".join(f"Ole Tamm{chr(97 + n)} and Ole Tamm{chr(97 + n)} came." for n in range(9))
    assert len(found(story(tmp_path, "", many), "unlisted-name")) == 5


@pytest.mark.parametrize(
    "sheet",
    [
        "dates: [{id: a, date: 2026, title: Ole Tamm came, evidence: Dock}]\n",
        "dates: [{id: a, date: 2026, title: A, place: Ole Tamm, evidence: Dock}]\n",
        "sources: [{id: a, kind: report, title: By Ole Tamm}]\n",
        "sources: [{id: a, kind: report, title: A, publisher: Ole Tamm}]\n",
        *(
            "claims: [{id: c, text: A, evidence: Dock}]\n"
            f"reactions: [{{id: a, by: union, to: c, stance: neutral, text: A, {key}: Ole Tamm}}]\n"
            for key in ("where", "translator")
        ),
    ],
)
def test_a_name_that_the_sheet_has_somewhere_is_known(sheet: str, tmp_path: Path) -> None:
    body = "Ole Tamm came, and Ole Tamm went.\n"
    assert found(story(tmp_path / "without", "", body), "unlisted-name") == ["Ole Tamm"]
    assert found(story(tmp_path / "with", sheet, body), "unlisted-name") == []


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Crowds stood in Winter Quay. Winter Quay is closed.", []),
        ("The White House said so. The White House was asked.", []),
        ("Near Winter Quay it was calm. Winter Quay is closed.", []),
        ("In Ole Tamm's words, Ole Tamm went.", ["Ole Tamm"]),
        ("Talks within Ole Tamm and at Ole Tamm.", ["Ole Tamm"]),
    ],
)
def test_places_are_no_parties(body: str, names: list[str], tmp_path: Path) -> None:
    assert found(story(tmp_path, "", f"{body}\n"), "unlisted-name") == names


def test_a_name_that_is_a_link_is_known_and_other_links_beside_it_change_nothing(tmp_path: Path) -> None:
    linked = "[[brandt|Ole Tamm]] came, and [[brandt|Ole Tamm]] went.\n"
    assert found(story(tmp_path / "linked", "", linked), "unlisted-name") == []
    right_before = "[[brandt|She]] met Ole Tamm[[brandt|'s wife]]. Ole Tamm went to [[union]].\n"
    assert found(story(tmp_path / "right-before", "", right_before), "unlisted-name") == ["Ole Tamm"]
    between = "[[brandt]] met Ole Tamm and [[brandt|her]]. Ole Tamm went to [[union]].\n"
    assert found(story(tmp_path / "between", "", between), "unlisted-name") == ["Ole Tamm"]


@pytest.mark.parametrize("head", ["title: Ole Tamm goes", "byline: Ole Tamm"])
def test_a_name_in_the_head_of_the_article_is_known(head: str, tmp_path: Path) -> None:
    content = story(tmp_path, "", "Ole Tamm came, and Ole Tamm went.\n")
    path = content / "port/article.md"
    text = path.read_text("utf-8")
    key = head.partition(":")[0]
    kept = [line for line in text.split("\n") if not line.startswith(f"{key}:")]
    path.write_text("\n".join([kept[0], head, *kept[1:]]), "utf-8")
    assert found(content, "unlisted-name") == []


def test_german_nouns_are_no_names(tmp_path: Path) -> None:
    content = story(tmp_path, "", "Die Neue Woche. Die Neue Woche.\n")
    assert found(content, "unlisted-name") == ["Die Neue Woche"]
    path = content / "port/article.md"
    path.write_text(path.read_text("utf-8").replace("published:", "language: de\npublished:"), "utf-8")
    assert found(content, "unlisted-name") == []


@pytest.mark.parametrize(
    ("words", "mixed"),
    [
        ("\u0421rane", ["\u0421rane"]),
        ("Un\u0456on and D\u03bfck", ["Un\u0456on", "D\u03bfck"]),
        # Whole words of another alphabet, units, and Latin letters with accents are as they should be.
        ("Москва Киев Αθήνα 5 μm β-test Łódź Åse naïve", []),
    ],
)
def test_letters_of_two_alphabets_in_one_word(words: str, mixed: list[str], tmp_path: Path) -> None:
    assert found(story(tmp_path, "", f"Here: {words}.\n"), "mixed-scripts") == mixed


def test_a_word_without_end_takes_no_time(tmp_path: Path) -> None:
    """Each letter is looked at a fixed number of times."""
    word = "a" * 4_000 + "\u0456" + "a" * 4_000
    (words,) = found(story(tmp_path, "", f"{word}.\n"), "mixed-scripts")
    assert len(words) < 200


def test_lookalikes_are_single_letters_of_another_alphabet() -> None:
    assert all(len(a) == len(b) == 1 and not a.isascii() and b.isascii() for a, b in LATIN_LIKE.items())
    assert plain_shape("\u0421ity-Council") == plain_shape("City council")
    assert plain_shape("Müller") != plain_shape("Muller")


def test_accents_in_two_forms_are_one_name_and_not_a_lookalike(tmp_path: Path) -> None:
    sheet = 'parties: [{id: a, name: "M\u00fcller"}, {id: b, name: "Mu\u0308ller"}]\n'
    content = write_story(tmp_path, sheet, "M\u00fcller.\n")
    assert found(content, "shared-name") == ["Mu\u0308ller"] or found(content, "shared-name") == [
        '"Mu\u0308ller"'
    ]
    assert found(content, "confusable-name") == []


@pytest.mark.parametrize("other", ["stop-1oad", "st0p-load", "stopload"])
def test_ids_that_a_hurried_eye_takes_for_each_other(other: str, tmp_path: Path) -> None:
    sheet = "claims:\n" + "".join(
        f"  - {{id: {name}, text: A, evidence: Dock}}\n" for name in ("stop-load", other, "stop-lead")
    )
    assert found(story(tmp_path, sheet, ""), "confusable-id") == [other]


def test_what_could_stand_in_a_place_is_named_in_the_same_order_each_time(tmp_path: Path) -> None:
    content = story(tmp_path, "reactions: [{id: r, by: union, to: union, stance: neutral, text: A}]\n")
    (one,) = (one for one in build(Settings(content, "content")).diagnostics if one.code == "wrong-kind")
    kinds = re.findall(r"\ban? (\w+)", one.message.partition(";")[2])
    assert len(kinds) > 3
    assert kinds == sorted(kinds)


def test_one_person_with_two_entries_in_two_stories(tmp_path: Path) -> None:
    def write(one: str, other: str) -> Path:
        write_story(tmp_path, f"parties: [{{id: a, name: Ole Tamm{one}}}]\n", "Ole Tamm.\n", slug="port")
        return write_story(tmp_path, f"parties: [{{id: b, name: {other}}}]\n", "Ole Tamm.\n", slug="quay")

    assert found(write("", "Ole Tamm"), "double-party") == ["Ole Tamm"]
    write_story(tmp_path, 'parties: [{id: a, name: "Ole T\u00e4mm"}]\n', "Ole Tamm.\n", slug="port")
    in_parts = write_story(tmp_path, 'parties: [{id: b, name: "Ole Ta\u0308mm"}]\n', "Ole.\n", slug="quay")
    assert found(in_parts, "double-party") == ['"Ole Ta\u0308mm"'], "an accent in two parts is no other name"
    assert found(write(", wikidata: Q1", "Ole Tamm, wikidata: Q2"), "double-party") == []
    assert found(write(", wikidata: Q1", "O. Tamm, wikidata: Q1"), "double-party") == ["Q1"]


# Markdown


@pytest.mark.parametrize(
    ("body", "marks"),
    [
        ("A **bold word", ["**b"]),
        ("A bold ** word", ["**"]),
        ("#Heading", ["#"]),
        ("A ~~slip~~ word, a~b, ~10", ["~~slip~~"]),
        ("A __bold word, snake_case, ____", ["__"]),
        ("A [word] (https://example.org) here", ["] (https://example.org)"]),
        ("An [[entry of the sheet", ["[[entry of the sheet"]),
        ("An [[entry and [a note]", ["[[entry and"]),
        ("An [[entry] of [the sheet]", ["[[entry]"]),
        ("A `word of code", ["`"]),
        ("Code` and rock ``n roll", ["`", "``"]),
        ("Sa`id said a\\`b, \\*\\*c, [[union]] and [a [[board|note]]]", []),
        ("| a | b |\n|---|---|\n| 1 | 2 |", ["|---|---|"]),
        ("```\nnever closed", ["```"]),
        ("> ```\n> closed\n> ```", []),
        ("```\nclosed\n```\n\n~~~\nclosed, too\n~~~", []),
        ("**Bold**, *slanted*, `a ** b`, 2 * 3, #1 and #tag; [words] (in brackets), a|b.", []),
        ("- one\n- two\n\n> said\n\n1. first", []),
        ("She said: “Not a day.", ["“"]),
        ('"No more, said the union. It went home.', ['"']),
        ("“No.” And “more.\n\nThe union went home.", ["“"]),
        ("Der Vorsitzende: „Nein.\n\n«Non.", ["„", "«"]),
        ("“No more.\n\n“And no less.", ["“"]),
        ("“No more.\n\n“And no less,” said the union.", []),
        ("“No more.\n\nAnd no less,” said the union, “ever.”", []),
        ("“No more.\n\nThe union: “And no less.”", ["“"]),
        ('"No more.\n\nAnd "no less," said the union.', ['"']),
        ("# “Not a day\n\nThe union went home.", ["“"]),
        ("- “No\n- “Yes”", []),
        ("Nine” and 6' 2\" and `“` and ‘no and »ja and “**no**” and „ja“ and ”hej”.", []),
    ],
)
def test_marks_that_readers_would_see(body: str, marks: list[str], tmp_path: Path) -> None:
    assert found(story(tmp_path, "", body + "\n"), "stray-mark") == marks


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("A [[union and [a note]", "[[union and"),
        ("A [[union", "[[union"),
        ("A **bold** word", "**"),
        ("A `word` of code", "`"),
        ("[the ruling](https://example.org/a)", "]("),
        ("A ~~slip~~", "~~"),
        ("“No more", "“"),
        ("„Nein", "„"),
        ('"No more', '"'),
        ("[[union]], [[board|the board]], 2 ** 3, a~~b and [words] (in brackets)", ""),
        ("“No” and “more", ""),
        ("„Nein“, „ja”", ""),
        ('»Nein« and «non» and "no"', ""),
    ],
)
def test_marks_in_texts_of_a_sheet(text: str, mark: str, tmp_path: Path) -> None:
    sheet = f"claims: [{{id: word, text: '{text}', evidence: Edda Brandt}}]\n"
    assert found(story(tmp_path, sheet), "stray-mark") == ([mark] if mark else [])


def test_titles_hold_neither_marks_nor_links(tmp_path: Path) -> None:
    sheet = "dates: [{id: start, date: 2026, title: '“The [[union]] `starts`', evidence: Dock}]\n"
    content = story(tmp_path, sheet, head=HEAD.replace("The port strike", "The **port** strike"))
    assert found(content, "stray-mark") == ["**", "“", "[[", "`"]


def test_titles_of_sources_reasons_and_other_lines_are_read_as_titles_are(tmp_path: Path) -> None:
    sheet = (
        "sources: [{id: a, kind: document, title: The **a**, publisher: '“Port', reported_in: article}]\n"
        "see_also: [{to: 'https://example.org/a', title: '[[union]]', reason: The `text`}]\n"
        "dates: [{id: b, date: 2026, title: B, place: 'The [[port]]', evidence: Dock}]\n"
    )
    assert found(story(tmp_path, sheet), "stray-mark") == ["**", "“", "[[", "`", "[["]


def test_the_head_of_an_article_is_read_like_a_sheet(tmp_path: Path) -> None:
    content = story(tmp_path)
    path = content / "port/article.md"
    said = "title: A **strike**\nstandfirst: '[[union]] and [[unio]], see example.org/page'\n"
    path.write_text(path.read_text("utf-8").replace("title: Port strike\n", said), "utf-8")
    assert found(content, "stray-mark") == ["**"]
    assert found(content, "bare-address") == ["example.org/page"]
    assert len(found(content, "unknown-id")) == 1


@pytest.mark.parametrize(
    ("body", "empty"),
    [
        ("## One\n\n## Two\n\nText.\n", ["## One"]),
        ("## One\n\n### Inner\n\nText.\n", []),
        ("## One\n\n- a list\n\n## Two\n\n```\ncode\n```\n", []),
        ("## One\n\nText.\n\n### Inner\n", ["### Inner"]),
    ],
)
def test_headings_have_something_below_them(body: str, empty: list[str], tmp_path: Path) -> None:
    assert found(story(tmp_path, "", body), "empty-section") == empty


def test_addresses_are_links_in_the_article_and_absent_from_the_sheet(tmp_path: Path) -> None:
    body = "See www.example.org/a, <https://example.org/b>, [it](https://example.org/c) and `https://d.example`.\n"
    sheet = 'claims: [{id: word, text: "It stands at https://example.org/e.", evidence: Edda Brandt}]\n'
    assert found(story(tmp_path, sheet, body), "bare-address") == [
        "www.example.org/a",
        "https://example.org/e",
    ]


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("www.example.org/a", "https://www.example.org/a"),
        ("http://example.org", "http://example.org"),
        ("example.org/page", "https://example.org/page"),
        (
            "news.graufels-courier.co.uk/2031/strike?a=1",
            "https://news.graufels-courier.co.uk/2031/strike?a=1",
        ),
    ],
)
def test_an_address_alone_is_told_and_mended_whole(address: str, whole: str, tmp_path: Path) -> None:
    content = story(tmp_path / "article", "", f"It stands on {address}.\n")
    assert found(content, "bare-address") == [address]
    (told,) = (one for one in build(Settings(content, "content")).diagnostics if one.code == "bare-address")
    assert told.hint.endswith(f"]({whole}).")
    sheet = f"claims: [{{id: c, text: 'It stands on {address}.', evidence: Dock}}]\n"
    assert found(story(tmp_path / "sheet", sheet), "bare-address") == [address]


def test_what_only_looks_like_an_address_is_left_alone(tmp_path: Path) -> None:
    words = "Port.com said 3.5/4, and/or km/h, a.m./p.m., U.S./Graufels, a.b@c.org/d, Node.js/React, c.org/."
    sheet = f"claims: [{{id: c, text: '{words}', evidence: Dock}}]\n"
    assert found(story(tmp_path, sheet, f"{words}\n"), "bare-address") == []


def test_a_link_may_say_its_own_address(tmp_path: Path) -> None:
    body = (
        "[www.example.org/a](https://example.org/a) [Node.js](https://nodejs.org) [word](mailto:a@b.example)"
    )
    assert found(story(tmp_path, "", body + "\n"), "misleading-link") == ["https://nodejs.org"]


# Time


def test_what_is_not_said_to_have_happened_may_be_to_come(tmp_path: Path) -> None:
    sheet = """\
dates:
  - {id: plan, date: 2026-03-01, title: A, status: planned, evidence: Brandt}
  - {id: off, date: 2026-03-01, title: A, status: cancelled, evidence: Brandt}
  - {id: vague, date: 2026-02, title: A, evidence: Brandt}
  - {id: wrong, date: 2026-03-01, title: A, evidence: Brandt}
claims: [{id: word, text: A., last_checked: 2026-02-21, evidence: Brandt}]
"""
    assert found(story(tmp_path, sheet), "future-date") == ["2026-03-01", "2026-02-21"]


def test_more_orders_that_cannot_be(tmp_path: Path) -> None:
    sheet = """\
claims: [{id: word, text: A., first_seen: 2026-02-02, last_checked: 2026-02-01, evidence: Brandt}]
sources: [{id: letter, kind: post, title: A, published: 2026-02-02, retrieved: 2026-02-01}]
"""
    assert found(story(tmp_path, sheet), "impossible-order") == ["2026-02-01", "2026-02-01"]


def test_an_account_cannot_be_older_than_what_it_tells_of(tmp_path: Path) -> None:
    told = "by: union, of: call, title: A, topics: [{topic: T, silent: true}]"
    sheet = f"""\
dates: [{{id: call, date: 2026-02-02, title: A, evidence: Brandt}}]
accounts:
  - {{id: early, date: 2026-02-01, {told}}}
  - {{id: vague, date: 2026-02, {told}}}
  - {{id: later, date: 2026-02-02, {told}}}
"""
    assert found(story(tmp_path, sheet), "impossible-order") == ["2026-02-01"]


def test_a_review_is_due_on_its_day_and_only_where_somebody_asks(tmp_path: Path) -> None:
    content = story(tmp_path, head=HEAD + "  review: 2026-03-01\n")
    assert found(content, "review-due") == []
    assert found(content, "review-due", date(2026, 2, 28)) == []
    assert found(content, "review-due", date(2026, 3, 1)) == ["2026-03-01"]


# Sides


def test_one_answer_is_enough_and_whoever_asks_nobody_in_particular_needs_none(tmp_path: Path) -> None:
    pay = "{id: pay, by: union, of: board, text: A., evidence: Brandt"
    rest = "{id: rest, by: union, of: board, text: A., evidence: Brandt}"
    assert found(story(tmp_path, f"demands: [{pay}}}, {rest}]\n"), "unanswered-party") == ["pay"]
    for answer in ("{party: board, stance: unknown}", "{party: brandt, stance: silent}"):
        answered = f"demands: [{pay}, positions: [{answer}]}}, {rest}]\n"
        assert found(story(tmp_path, answered), "unanswered-party") == []
    own = f"demands: [{pay}, positions: [{{party: union, stance: accepts, evidence: Brandt}}]}}]\n"
    assert found(story(tmp_path, own), "unanswered-party") == ["pay"]
    below = "demands:\n  - id: pay\n    by: union\n    of: board\n    text: More.\n    quote: More pay\n"
    told = build(Settings(story(tmp_path, below), "content")).diagnostics
    hint = next(one.hint for one in told if one.code == "unanswered-party")
    assert hint.startswith("Add the line “positions: [")
    line = hint.partition("Add the line “")[2].partition("” below “id: pay”, with 4 spaces")[0]
    assert found(story(tmp_path, f"{below}    {line}\n"), "unanswered-party") == []
    for aside in ("of: []", "of: board, kind: refusal"):
        nobody = f"demands: [{pay.replace('of: board', aside)}}}]\n"
        assert found(story(tmp_path, nobody), "unanswered-party") == []


# More of the same


@pytest.mark.parametrize(
    ("code", "sheet", "line", "told"),
    [
        ("stray-mark", "", "Words ** and more.\n\n", 20),
        ("mixed-scripts", "", "\u0421rane{n}.\n\n", 20),
        ("unknown-id", "  - {{id: d{n}, date: 2026, title: A, who: nobody{n}, evidence: Dock}}\n", "", 200),
    ],
)
def test_what_is_wrong_very_often_is_told_so_often(
    code: str, sheet: str, line: str, told: int, tmp_path: Path
) -> None:
    entries = "".join(sheet.format(n=n) for n in range(told + 5))
    body = "".join(line.format(n=n) for n in range(told + 5)) if line else "Words.\n"
    content = story(tmp_path, f"dates:\n{entries}" if entries else "", body)
    assert len(found(content, code)) == told


# Headings and key facts


@pytest.mark.parametrize(
    ("body", "empty"), [("## Later\n\n---\n", []), ("## Later\n\n## Then\n\nIt rains.\n", ["Later"])]
)
def test_a_rule_across_the_page_is_something_below_a_heading(
    body: str, empty: list[str], tmp_path: Path
) -> None:
    assert [words.strip("# ") for words in found(story(tmp_path, body=body), "empty-section")] == empty


# What is told to write


def hints(content: Path, code: str) -> list[str]:
    return [one.hint for one in build(Settings(content, "content")).diagnostics if one.code == code]


def test_a_position_without_a_day_needs_one_and_one_with_the_same_day_another(tmp_path: Path) -> None:
    first, day = "{party: board, stance: rejects, evidence: Brandt, as_of: 2031-02-13}", ", as_of: 2031-02-13"
    demand = "demands: [{{id: pay, by: union, text: A., evidence: Brandt, positions: [{0}, {1}]}}]\n"
    without = hints(story(tmp_path, demand.format(first, first.replace(day, ""))), "undated-position")
    assert [hint.startswith("Write “, as_of: 2025-03-18” before its “}”") for hint in without] == [True]
    again = hints(story(tmp_path, demand.format(first, first)), "undated-position")
    assert [hint.startswith("Write another day in “as_of”") for hint in again] == [True]


def test_two_entries_on_a_topic_become_one_with_what_both_say(tmp_path: Path) -> None:
    account = (
        "dates: [{{id: start, date: 2031-02-12, title: A, evidence: Brandt}}]\n"
        "accounts: [{{id: a, by: union, of: start, title: B, topics: [{0}, {1}]}}]\n"
    )
    few, many = ("{topic: Pay, says: " + says + ", evidence: Brandt}" for says in ("Few.", "Many."))
    assert "“says: Few. Many.”" in hints(story(tmp_path, account.format(few, many)), "double-topic")[0]
    quoted = "{topic: Pay, quote: Brandt}"
    assert "Put what this one says" in hints(story(tmp_path, account.format(few, quoted)), "double-topic")[0]


def test_a_name_goes_to_the_aliases_that_are_there_or_to_new_ones(tmp_path: Path) -> None:
    for aliases, told in (
        ("", "aliases: [DU]"),
        (", aliases: [Dockers]", "add “DU” to the aliases of “union”"),
    ):
        sheet = "story: {headline: A, standfirst: B, updated: 2031-02-20, names: {DU: union}}\n"
        parties = f"parties:\n  - {{id: union, name: Dock Union{aliases}}}\n"
        content = write_story(tmp_path, parties + sheet, "The Dock Union.\n", head="")
        assert told in hints(content, "wrong-choice")[0]


def test_a_list_that_would_be_empty_goes_with_its_last_entry(tmp_path: Path) -> None:
    for aliases, told in (
        ("Dock union", ", aliases: [Dock union]”."),
        ("Dock union, DU", "“Dock union” here."),
    ):
        parties = f"parties: [{{id: a, name: Dock Union}}, {{id: b, name: Crew, aliases: [{aliases}]}}]\n"
        content = write_story(tmp_path, parties, "The Dock Union.\n")
        assert told in hints(content, "confusable-name")[0]
    for count in (1, 2):
        entries = ", ".join(f"{{id: s{number}, kind: post, title: T{number}}}" for number in range(count))
        content = story(tmp_path, f"sources: [{entries}]\n")
        gone = ["“sources:” goes too" in hint for hint in hints(content, "unused-source")]
        assert gone == [count == 1] * count


def test_a_shared_fact_is_moved_to_the_entry_that_a_story_has(tmp_path: Path) -> None:
    roles = "    roles:\n      - {title: night shift, evidence: The crew}\n"
    for entry, told in (
        ("  - {id: crew}\n", "line 6: take “{”, “}” and the commas away there"),
        ("  - id: crew\n", "below “id: crew” in line 6"),
        ("  - {id: union, name: Dock Union}\n", "write “  - id: crew” under “parties:”"),
    ):
        content = write_story(tmp_path, f"parties:\n{entry}", "The crew.\n")
        (content / "parties.yaml").write_text(f"parties:\n  - id: crew\n    name: Crew\n{roles}", "utf-8")
        assert told in hints(content, "shared-fact")[0]


def test_the_party_that_is_not_in_the_list_is_written_as_the_others_are(tmp_path: Path) -> None:
    body = "Otto Lang spoke.\n\nIt was Otto Lang again.\n"
    line = "the line “  - {id: otto-lang, name: Otto Lang}”"
    braces, lines = "  - {id: union, name: Dock Union}\n", "  - id: union\n    name: Dock Union\n"
    for parties, told in (
        (braces, "write “, aliases: [Otto Lang]” before"),
        (lines, "add “aliases: [Otto Lang]” to"),
    ):
        hint = hints(write_story(tmp_path, f"parties:\n{parties}", body), "unlisted-name")[0]
        assert line in hint
        assert told in hint
