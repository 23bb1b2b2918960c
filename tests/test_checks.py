"""The rules: what each finds, where, how heavy it is, and what it leaves alone."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from stories import FRONT, HEAD, write_story

from generator import checks
from generator.build import Settings, build
from generator.checks.circles import rings

PARTIES = "parties: [{id: union, name: Dock Union}, {id: board, name: Harbour Board}]\n"
EVENT = "dates: [{id: start, date: 2026-02-12, title: The start, evidence: stopped work}]\n"
BODY = "Crane drivers of the Dock Union have stopped work, says the Harbour Board.\n"
UNCHECKED = {"missing-evidence", "unused-source", "unanswered-party"}
"""What the short sheets of these tests lack on purpose."""


def found(content: Path, *let_be: str) -> list[str]:
    """What a build finds, as `severity code: the words meant`."""
    diagnostics = build(Settings(content, "content")).diagnostics
    assert all(one.hint for one in diagnostics)
    return [
        f"{one.severity} {one.code}: {' '.join(one.span.text.split())}"
        for one in diagnostics
        if one.code not in (let_be or UNCHECKED)
    ]


def story(content: Path, sheet: str, body: str = BODY, head: str = HEAD) -> Path:
    return write_story(content, PARTIES + sheet, body, head=head)


def test_each_rule_has_a_file_of_its_own_and_tells_editors_how_to_mend_it() -> None:
    files = [inspect.getmodule(rule) for rule in checks.RULES]
    assert {Path(file.__file__ or "").parent.name for file in files if file} == {"checks"}
    for rule in checks.RULES:
        help_page = inspect.getdoc(rule) or ""
        summary, _, rest = help_page.partition("\n\n")
        assert summary, rule.__name__
        assert rest, rule.__name__
        assert "`" in help_page, rule.__name__
        assert rule.__module__ != checks.__name__


def test_references_must_lead_to_something_of_the_right_kind(tmp_path: Path) -> None:
    sheet = (
        EVENT
        + """\
demands: [{id: pay, by: start, text: "More for [[nobody]].", said_in: union}]
reactions: [{id: no-pay, by: board, to: unio, stance: neutral, text: No.}]
updates: [{date: 2026-02-20, kind: new, text: A word., about: [nothing]}]
see_also: [{to: nowhere, reason: Because}]
"""
    )
    assert found(story(tmp_path, sheet)) == [
        "error wrong-kind: start",
        "error unknown-id: nobody",
        "error wrong-kind: union",
        "error unknown-id: unio",
        "error unknown-id: nothing",
        "error unknown-id: nowhere",
    ]


def test_the_heads_references_are_checked(tmp_path: Path) -> None:
    head = HEAD + "  source: notice\n  lead: [start, strat, article]\n  names: {Union: unoin}\n"
    assert found(story(tmp_path, EVENT, head=head)) == [
        "error unknown-id: notice",
        "error unknown-id: strat",
        "error wrong-kind: article",
        "error unknown-id: unoin",
    ]


def test_ever_more_unknown_ids_are_not_all_named(tmp_path: Path) -> None:
    sheet = "claims: [{id: c, text: A word., about: [" + ", ".join(f"x{n}" for n in range(1_000)) + "]}]\n"
    assert len(found(story(tmp_path, sheet))) == 200


def test_links_of_the_article_lead_to_its_own_places_or_the_web(tmp_path: Path) -> None:
    body = BODY + "\n## Later\n\n[a](#later) [b](#latre) [c](map.html) [d](https://example.org)\n"
    assert found(story(tmp_path, "", body)) == ["error broken-anchor: #latre", "error file-link: map.html"]


def test_images_stand_beside_the_article(tmp_path: Path) -> None:
    story(tmp_path, "", BODY + "\n![A crane](crane.png) ![A quay](quay.png) ![A ship](.ship.png)\n")
    for name in ("quay.png", ".ship.png"):
        (tmp_path / "port" / name).write_bytes(b"")
    # MkDocs publishes no hidden file.
    assert found(tmp_path) == ["error missing-image: crane.png", "error missing-image: .ship.png"]


def test_ids_of_headings_are_taken(tmp_path: Path) -> None:
    assert found(story(tmp_path, "claims: [{id: see-also, text: A word.}]\n")) == [
        "error reserved-id: see-also"
    ]


def test_roles_have_one_tie_and_to_another_party(tmp_path: Path) -> None:
    roles = "[{since: 2020}, {leads: board, works_for: board}, {leads: union}, {title: chair, leads: board}]"
    write_story(
        tmp_path,
        f"parties: [{{id: union, name: Dock Union, roles: {roles}}}, {{id: board, name: B}}]\n",
        BODY,
    )
    assert found(tmp_path) == [
        "error unclear-role: {since: 2020}",
        "error unclear-role: {leads: board, works_for: board}",
        "error unclear-role: union",
    ]


def test_what_is_tied_to_itself(tmp_path: Path) -> None:
    sheet = """\
demands: [{id: pay, by: [union, board], of: [board], text: More.}]
dates:
  - {id: day, date: 2026, title: A, part_of: week}
  - {id: week, date: 2026, title: A, part_of: port/month}
  - {id: month, date: 2026, title: A, part_of: week}
  - {id: own, date: 2026, title: A, part_of: own}
reactions: [{id: no, by: board, to: [pay, port/no], stance: neutral, text: No.}]
accounts: [{id: one, by: board, of: day, title: A, topics: [{topic: T, says: A, contradicts: one}]}]
claims: [{id: word, text: A word., about: word}]
sources: [{id: letter, kind: post, title: A, reported_in: letter}]
"""
    assert found(story(tmp_path, sheet)) == [
        "warning circle: [board]",
        "error circle: port/month",
        "error circle: own",
        "warning circle: [pay, port/no]",
        "warning circle: one",
        "warning circle: word",
        "warning circle: letter",
    ]


def test_a_ring_is_found_once_from_wherever_it_is_entered() -> None:
    assert list(rings({"a": "b", "b": "c", "c": "b", "d": "c", "e": "e", "f": "g"})) == [("b", "c"), ("e",)]
    chain = {str(n): str(n + 1) for n in range(10_000)}
    assert list(rings(chain)) == []


def test_a_pinned_link_needs_a_page(tmp_path: Path) -> None:
    sheet = EVENT + "see_also: [{on: start, to: union, reason: Because}, {to: union, reason: Because}]\n"
    assert found(story(tmp_path, sheet)) == ["error no-page: start"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("{DU: union}", []),
        ("{DU: board}", ["error wrong-choice: board"]),
        ("{Union: union}", ["warning wrong-choice: union"]),
    ],
)
def test_a_choice_among_names_is_one_of_those_who_have_it(
    names: str, expected: list[str], tmp_path: Path
) -> None:
    sheet = "parties: [{id: union, name: Dock Union, aliases: [DU]}, {id: board, name: Harbour Board}]\n"
    assert found(write_story(tmp_path, sheet, BODY, head=HEAD + f"  names: {names}\n")) == expected


def test_a_wrong_choice_among_two_is_one_mistake(tmp_path: Path) -> None:
    sheet = "parties: [{id: a, name: Crane}, {id: b, name: Crane}, {id: c, name: Quay}]\n"
    head = HEAD + "  names: {Crane: c}\n"
    assert found(write_story(tmp_path, sheet, "The Quay.\n", head=head), "unmentioned-party") == [
        "error wrong-choice: c"
    ]


def test_orders_that_cannot_be(tmp_path: Path) -> None:
    sheet = (
        EVENT
        + """\
reactions:
  - {id: early, by: board, to: start, stance: neutral, text: No., date: 2026-02-11}
  - {id: vague, by: board, to: start, stance: neutral, text: No., date: 2026-02}
demands:
  - id: pay
    by: union
    text: More.
    positions:
      - {party: board, stance: rejects, as_of: 2026-02-12}
      - {party: board, stance: accepts}
      - {party: union, stance: accepts}
"""
    )
    assert found(story(tmp_path, sheet)) == [
        "error impossible-order: 2026-02-11",
        "error undated-position: {party: board, stance: accepts}",
    ]


def test_a_role_does_not_end_before_it_begins(tmp_path: Path) -> None:
    role = "{leads: board, since: 2025, until: 2024}"
    write_story(
        tmp_path, f"parties: [{{id: union, name: U, roles: [{role}]}}, {{id: board, name: B}}]\n", BODY
    )
    assert "error impossible-order: 2024" in found(tmp_path)


def test_plans_and_updates_fit_the_day_of_the_sheet(tmp_path: Path) -> None:
    sheet = """\
dates:
  - {id: past, date: 2026-02-19, title: Past, status: planned}
  - {id: today, date: 2026-02-20, title: Today, status: planned}
  - {id: done, date: 2026-02-19, title: Done}
updates:
  - {date: 2026-02-20, kind: new, text: A word.}
  - {date: 2026-02-21, kind: new, text: A word.}
"""
    assert found(story(tmp_path, sheet)) == [
        "warning overdue-plan: 2026-02-19",
        "warning late-update: 2026-02-21",
    ]


def test_an_account_is_silent_or_speaks(tmp_path: Path) -> None:
    silent = "{topic: B, silent: true, quote: stopped work}, {topic: C, silent: true}"
    topics = f"[{{topic: A}}, {silent}, {{topic: D, says: X}}]"
    sheet = EVENT + f"accounts: [{{id: one, by: board, of: start, title: A, topics: {topics}}}]\n"
    assert found(story(tmp_path, sheet)) == [
        "error says-nothing: {topic: A}",
        "error contradictory-silence: {topic: B, silent: true, quote: stopped work}",
    ]


def test_topics_are_the_same_words_in_each_account_and_once_in_each(tmp_path: Path) -> None:
    sheet = (
        EVENT
        + """\
accounts:
  - id: one
    by: board
    of: start
    title: A
    topics: [{topic: How many came, says: A}, {topic: how many came, says: B}]
  - id: two
    by: union
    of: start
    title: A
    topics: [{topic: How many come, says: A}, {topic: Why, says: B}]
"""
    )
    assert found(story(tmp_path, sheet), "missing-evidence", "near-topic") == [
        "error double-topic: how many came"
    ]
    assert "warning near-topic: How many come" in found(tmp_path)


def test_one_document_is_one_source(tmp_path: Path) -> None:
    sheet = """\
sources:
  - {id: one, kind: post, title: A, url: "https://example.org/a"}
  - {id: two, kind: post, title: B, url: "https://example.org/a"}
  - {id: six, kind: post, title: C, url: "https://example.org/c"}
"""
    assert found(story(tmp_path, sheet)) == ['warning double-source: "https://example.org/a"']


def test_facts_rest_on_words_but_for_silence(tmp_path: Path) -> None:
    sheet = (
        EVENT
        + """\
demands:
  - id: pay
    by: union
    text: More.
    positions: [{party: board, stance: unknown}, {party: union, stance: accepts}]
accounts: [{id: one, by: board, of: start, title: A, topics: [{topic: A, silent: true}]}]
claims: [{id: word, text: stopped work., quote: stopped work}]
"""
    )
    assert [words.partition(":")[0] for words in found(story(tmp_path, sheet), "none")] == [
        "warning missing-evidence",
        "warning missing-evidence",
    ]


def test_key_facts_rest_on_words(tmp_path: Path) -> None:
    sheet = EVENT + "claims: [{id: word, text: A word.}]\n"
    head = HEAD + "  lead: [start, word, union]\n"
    assert found(story(tmp_path, sheet, head=head)) == [
        "warning unsourced-lead: word",
        "warning unsourced-lead: union",
    ]


def test_parties_are_mentioned_somewhere(tmp_path: Path) -> None:
    sheet = "demands: [{id: pay, by: union, text: More pay.}]\n"
    assert found(story(tmp_path, sheet, "Nobody is named.\n")) == ["warning unmentioned-party: board"]


def test_a_folder_without_a_story_says_so_and_one_with_a_broken_story_does_not(tmp_path: Path) -> None:
    assert found(tmp_path) == ["error no-stories: "]
    folder = tmp_path / "port"
    folder.mkdir()
    (folder / "article.md").write_text(FRONT + BODY, "utf-8")
    assert found(tmp_path) == ["error missing-file: "]
