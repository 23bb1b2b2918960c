"""Facts: what a sheet states, and how far its words were found."""

from __future__ import annotations

from pathlib import Path

import pytest
from stories import codes, library_of, places, write_story

from generator.diagnostics import Diagnostic
from generator.facts import Fact, by_node, facts_of
from generator.gathering import read_library

BODY = """\
"More pay," said the union. The board
answered: 'Not this year'.
"""
PARTIES = "parties: [{id: union, name: Dock Union}, {id: board, name: Harbour Board}]\n"
MINUTES = "The board met.\n\nIt said no word on pay.\n"


def found(content: Path, slug: str = "port") -> tuple[dict[str, Fact], tuple[Diagnostic, ...]]:
    """The facts of a story by anchor, and what is wrong with their words."""
    library, _ = read_library(content, "content")
    facts, problems = facts_of(library.story(slug), library)
    assert len({fact.anchor for fact in facts}) == len(facts)
    return {fact.anchor: fact for fact in facts}, problems


def demand(rest: str, *, sources: str = "") -> str:
    return PARTIES + f"demands:\n  - {{id: pay, by: union, text: More pay., {rest}}}\n" + sources


def test_words_of_the_article_are_verified_at_their_place(tmp_path: Path) -> None:
    facts, problems = found(write_story(tmp_path, demand("evidence: the board answered"), BODY))
    assert codes(problems) == ["evidence-not-found"]
    facts, problems = found(
        write_story(tmp_path, demand("evidence: The board answered, quote: “More pay”"), BODY)
    )
    assert problems == ()
    fact = facts["pay"]
    assert (fact.status, fact.quote, fact.by) == ("verified", "“More pay”", ("union",))
    assert [(one.source, one.is_quote) for one in fact.located] == [("article", True), ("article", False)]
    (passage,) = fact.located[1].passages
    text = "\"More pay,\" said the union. The board answered: 'Not this year'."
    assert text[passage.start : passage.end] == "The board answered"


def test_words_that_are_not_there_are_an_error_at_their_place_with_the_nearest(tmp_path: Path) -> None:
    facts, (problem,) = found(write_story(tmp_path, demand("quote: Much more pay"), BODY))
    assert places([problem]) == ["facts.yaml:7:50 quote-not-found"]
    assert problem.message == "This quotation does not stand word for word in the article"
    assert "More pay" in problem.hint
    assert facts["pay"].status == "unverifiable"


SOURCES = "sources:\n  - {id: minutes, kind: document, title: Minutes, text: minutes.txt}\n"
UNREAD = "sources:\n  - {id: minutes, kind: document, title: Minutes}\n"


@pytest.mark.parametrize(
    ("sources", "words", "status", "wrong"),
    [
        (SOURCES, "It said no word on pay.", "verified", []),
        (SOURCES, "It said two words on pay.", "unverifiable", ["evidence-not-found"]),
        (UNREAD, "It said no word on pay.", "unverifiable", []),
        ("", "It said no word on pay.", "unverifiable", ["unknown-source"]),
    ],
    ids=["with its text", "with other words", "without a text", "unknown"],
)
def test_words_of_another_source(
    sources: str, words: str, status: str, wrong: list[str], tmp_path: Path
) -> None:
    sheet = demand(f"evidence: {words}, source: minutes", sources=sources)
    facts, problems = found(write_story(tmp_path, sheet, BODY, minutes=MINUTES))
    assert (facts["pay"].status, codes(problems)) == (status, wrong)


def test_each_piece_of_evidence_may_name_its_source(tmp_path: Path) -> None:
    rest = "evidence: [The board answered, {words: The board met., source: minutes}]"
    facts, problems = found(write_story(tmp_path, demand(rest, sources=SOURCES), BODY, minutes=MINUTES))
    assert problems == ()
    assert [one.source for one in facts["pay"].located] == ["article", "minutes"]
    assert facts["pay"].status == "verified"


def test_one_piece_that_cannot_be_verified_leaves_the_fact_unverified(tmp_path: Path) -> None:
    rest = "evidence: [The board answered, {words: The board met., source: minutes}]"
    facts, problems = found(write_story(tmp_path, demand(rest, sources=UNREAD), BODY))
    assert (facts["pay"].status, problems) == ("unverifiable", ())


def test_the_heads_source_is_meant_where_an_entry_names_none(tmp_path: Path) -> None:
    head = "story: {headline: H, standfirst: S., updated: 2026-02-20, source: minutes}\n"
    sheet = demand("evidence: The board met.", sources=SOURCES)
    facts, problems = found(write_story(tmp_path, sheet, BODY, head=head, minutes=MINUTES))
    assert problems == ()
    assert facts["pay"].located[0].source == "minutes"


def test_a_source_that_is_misspelled_once_is_told_once_where_it_is_written(tmp_path: Path) -> None:
    account = "id: report, by: board, of: start, title: Report, source: minutse"
    sheet = (
        PARTIES
        + f"""\
dates: [{{id: start, date: 2026-02-12, title: The start}}]
accounts: [{{{account}, topics: [{{topic: A, quote: a}}, {{topic: B, quote: b}}]}}]
"""
    )
    _, problems = found(write_story(tmp_path, sheet + SOURCES, BODY, minutes=MINUTES))
    (problem,) = set(problems)
    assert (problem.code, problem.span.text, problem.hint) == (
        "unknown-source",
        "minutse",
        "Did you mean “minutes”?",
    )


def test_words_may_stand_in_another_story(tmp_path: Path) -> None:
    write_story(tmp_path, "", BODY, slug="crane")
    facts, problems = found(
        write_story(tmp_path, demand("evidence: The board answered, source: crane/article"))
    )
    assert problems == ()
    (one,) = facts["pay"].located
    assert (facts["pay"].status, one.story, one.source) == ("verified", "crane", "article")
    _, problems = found(write_story(tmp_path, demand("evidence: The board answered, source: crain/article")))
    assert codes(problems) == ["unknown-source"]


def test_every_statement_of_a_sheet_is_a_fact_with_an_anchor(tmp_path: Path) -> None:
    sheet = """
    parties:
      - id: union
        name: Dock Union
        part: Strikes.
        roles: [{leads: board}, {title: chair}, {title: founder}]
      - {id: board, name: Harbour Board}
    demands:
      - id: pay
        by: union
        text: More pay.
        positions:
          - {party: board, stance: rejects, as_of: 2026-02-12}
          - {party: board, stance: conditional, text: Half of it., as_of: 2026-02}
          - {party: union, stance: unknown}
    dates: [{id: start, date: 2026-02-12, title: The strike starts}]
    reactions: [{id: no-pay, by: board, to: pay, stance: rejects, quote: Not this year}]
    accounts:
      - {id: report, by: board, of: start, title: Report, topics: [{topic: How many, silent: true}]}
    claims: [{id: damage, text: A crane was damaged.}]
    """
    facts, _ = found(write_story(tmp_path, sheet, BODY))
    assert {anchor: fact.statement for anchor, fact in facts.items()} == {
        "port.union": "Strikes.",
        "port.union.leads.board": "leads [[board]]",
        "port.union.role": "chair",
        "port.union.role-2": "founder",
        "pay": "More pay.",
        "pay.board": "[[board]] rejects this.",
        "pay.board.2026-02": "Half of it.",
        "pay.union": "Where [[union]] stands is not known.",
        "start": "The strike starts",
        "no-pay": "",
        "report.how-many": "Says nothing on this: How many.",
        "damage": "A crane was damaged.",
    }
    assert {fact.node for anchor, fact in facts.items() if anchor.startswith("pay")} == {"port/pay"}
    assert [anchor for anchor, fact in facts.items() if fact.status != "unsourced"] == ["no-pay"]


def test_facts_about_a_thing_are_gathered_across_stories(tmp_path: Path) -> None:
    sheet = "parties: [{id: union, %spart: Strikes., evidence: stopped work}]\n"
    write_story(tmp_path, sheet % "name: Dock Union, ")
    write_story(tmp_path, sheet % "", slug="crane")
    library = library_of(tmp_path)
    facts = {story.slug: facts_of(story, library)[0] for story in library.stories}
    assert [fact.anchor for fact in by_node(facts)["parties/union"]] == ["crane.union", "port.union"]


DRAFT = "sources: [{id: minutes, kind: document, title: Minutes, draft: true}]\n"


@pytest.mark.parametrize(
    ("rest", "sources", "place", "message", "hint"),
    [
        (
            "quote: Much more pay",
            "",
            "7:50 Much more pay",
            "This quotation does not stand word for word in the article",
            "If the nearest words there are meant, write quote: More pay",
        ),
        (
            "evidence: the board answers",
            "",
            "7:53 the board answers",
            "This evidence does not stand word for word in the article",
            'If the nearest words there are meant, write evidence: "The board answered:"',
        ),
        (
            "evidence: Zebras galore, source: minutes",
            SOURCES,
            "7:53 Zebras galore",
            "This evidence does not stand word for word in “minutes”",
            "Nothing there comes near it: copy the words from there, or name the source they stand in",
        ),
        (
            "evidence: [{words: The board answered, source: quux}]",
            SOURCES,
            "7:90 quux",
            "There is no source “quux”",
            "Add an entry with this id under “sources”, or delete “source: quux”: then the article is meant.",
        ),
        (
            "evidence: The board answered, source: articel",
            "",
            "7:81 articel",
            "There is no source “articel”",
            "Did you mean “article”?",
        ),
        (
            "evidence: The board met, source: minutes",
            DRAFT,
            "7:76 minutes",
            "“minutes” is a draft, and drafts are not published",
            (
                "When you have checked the entry of “minutes”, delete “draft: true” there, with the comma "
                "before it if one stands there. Until then, name another entry here."
            ),
        ),
    ],
)
def test_what_an_editor_is_told_of_words(
    rest: str, sources: str, place: str, message: str, hint: str, tmp_path: Path
) -> None:
    content = write_story(tmp_path, demand(rest, sources=sources), BODY, minutes=MINUTES)
    library, _ = read_library(content, "content")
    _, (one,) = facts_of(library.story("port"), library)
    assert f"{one.span.line}:{one.span.column} {one.span.text}" == place
    assert (one.message, one.hint, one.severity) == (message, hint, "error")


@pytest.mark.parametrize(
    ("rest", "key"),
    [
        ("quote: Much more pay", "quote: More pay"),
        ("quote: “More wages,” said the union", "quote: More pay"),
        ("evidence: [The board answers]", 'write "The board answered:"'),
        ("evidence: {words: the board answers}", 'words: "The board answered:"'),
    ],
)
def test_the_nearest_words_are_ready_to_be_pasted(rest: str, key: str, tmp_path: Path) -> None:
    _, (problem,) = found(write_story(tmp_path, demand(rest), BODY))
    assert problem.hint.endswith(key)


def test_a_fact_says_all_that_pages_need_of_it(tmp_path: Path) -> None:
    write_story(tmp_path, "", BODY, slug="crane")
    rest = "quote: More pay, evidence: [{words: Not this year, source: crane/article}, The board answered]"
    content = write_story(tmp_path, demand(rest, sources=SOURCES), BODY, minutes=MINUTES)
    facts, _ = found(content)
    fact = facts["pay"]
    assert (fact.story, fact.anchor, fact.node, fact.kind) == ("port", "pay", "port/pay", "demand")
    assert (fact.statement, fact.quote, fact.by, fact.status) == (
        "More pay.",
        "More pay",
        ("union",),
        "verified",
    )
    assert fact.span.text.startswith("{id: pay, by: union")
    assert fact.value.quote == "More pay"
    assert [(one.words, one.story, one.source, one.is_quote) for one in fact.located] == [
        ("More pay", "port", "article", True),
        ("Not this year", "crane", "article", False),
        ("The board answered", "port", "article", False),
    ]


@pytest.mark.parametrize("given", ["part: Strikes.", "evidence: said the union", "quote: More pay"])
def test_what_is_said_of_a_party_is_a_fact_and_else_it_is_none(given: str, tmp_path: Path) -> None:
    sheet = f"parties: [{{id: union, name: Dock Union, {given}}}, {{id: board, name: Harbour Board}}]\n"
    facts, problems = found(write_story(tmp_path, sheet, BODY))
    assert problems == ()
    (fact,) = facts.values()
    said = "Strikes." if "part" in given else "[[union]] takes part."
    assert (fact.anchor, fact.node, fact.kind, fact.by) == ("port.union", "parties/union", "part", ("union",))
    assert fact.statement.startswith(said.rstrip("."))


def test_roles_and_topics_say_whose_they_are(tmp_path: Path) -> None:
    sheet = """
    parties:
      - {id: union, name: Dock Union, roles: [{title: chair, member_of: board, evidence: said the union}]}
      - {id: board, name: Harbour Board}
    dates: [{id: start, date: 2026-02-12, title: The strike starts, text: It started.}]
    accounts:
      - id: report
        by: board
        of: start
        title: Report
        topics: [{topic: How many, quote: Not this year}, {topic: Why, says: For pay.}]
    """
    facts, problems = found(write_story(tmp_path, sheet, BODY))
    assert problems == ()
    told = {key: (one.kind, one.node, one.by, one.statement) for key, one in facts.items()}
    union, report = "parties/union", "port/report"
    assert told == {
        "port.union.member-of.board": ("role", union, ("union",), "chair; is part of [[board]]"),
        "start": ("event", "port/start", (), "It started."),
        "report.how-many": ("account", report, ("board",), ""),
        "report.why": ("account", report, ("board",), "For pay."),
    }
    assert facts["port.union.member-of.board"].span.text.startswith("{title: chair")
    assert facts["report.why"].span.text == "{topic: Why, says: For pay.}"
