"""All content as one model: parties put together, ids, titles, what is left out where it cannot be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from stories import codes, library_of, places, write_story

from generator.build import Settings, build
from generator.diagnostics import Severity
from generator.gathering import read_library
from generator.library import shortened

PARTIES = """
parties:
  - {id: union, name: Dock Union}
  - {id: board, name: Harbour Board}
"""


def shared(content: Path, text: str) -> Path:
    content.mkdir(exist_ok=True)
    (content / "parties.yaml").write_text(text, "utf-8")
    return content


def test_a_party_is_named_once_and_gathers_the_aliases_of_all_stories(tmp_path: Path) -> None:
    shared(tmp_path, "parties:\n  - {id: union, name: Dock Union, aliases: [DU]}\n")
    write_story(tmp_path, "parties:\n  - {id: union, aliases: [dockers, DU]}\n")
    write_story(tmp_path, "parties:\n  - {id: union, aliases: [the crane drivers]}\n", slug="crane")
    profile = library_of(tmp_path).profiles["union"]
    assert (profile.key, profile.name) == ("parties/union", "Dock Union")
    assert profile.aliases == ("DU", "the crane drivers", "dockers")


def test_a_reference_means_the_storys_own_entry_then_a_party_then_another_story(tmp_path: Path) -> None:
    sheet = PARTIES + "demands:\n  - {id: pay, by: union, text: More pay.}\n"
    write_story(tmp_path, sheet)
    write_story(tmp_path, "demands:\n  - {id: pay, by: union, text: Less pay.}\n", slug="crane")
    library = library_of(tmp_path)
    found = {
        (story, reference): node.key if (node := library.resolve(story, reference)) else None
        for story in ("port", "crane")
        for reference in ("pay", "union", "port/pay", "crane", "article", "nobody")
    }
    assert found["port", "pay"] == "port/pay"
    assert found["crane", "pay"] == "crane/pay"
    assert found["crane", "port/pay"] == "port/pay"
    assert found["crane", "union"] == "parties/union"
    assert (found["port", "crane"], found["crane", "article"]) == ("crane", "crane/article")
    assert found["port", "nobody"] is None


@pytest.mark.parametrize(
    ("sheet", "second"),
    [
        ("demands:\n  - {id: a, by: u, text: A}\ndates:\n  - {id: a, date: 2026, title: B}\n", "8:10"),
        ("demands:\n  - {id: a, by: u, text: A}\n  - {id: a, by: u, text: B}\n", "7:10"),
        ("parties:\n  - {id: a, name: A}\nclaims:\n  - {id: a, text: B}\n", "8:10"),
        ("parties:\n  - {id: a, name: A}\n  - {id: a, name: B}\n", "7:10"),
        ("parties:\n  - {id: a, name: A}\n  - {id: a, part: B}\n", "7:10"),
    ],
)
def test_an_id_that_two_things_have_is_named_with_both_places(
    sheet: str, second: str, tmp_path: Path
) -> None:
    _, (problem,) = read_library(write_story(tmp_path, sheet), "content")
    assert places([problem]) == [f"facts.yaml:{second} duplicate-id"]
    assert re.search(r": an? (?:party|demand|event|claim) has it already$", problem.message)
    ((words, first),) = problem.related
    assert (words, first.line, first.text) == ("The first stands here", 6, "a")


def test_an_entry_cannot_be_called_article(tmp_path: Path) -> None:
    _, (problem,) = read_library(write_story(tmp_path, "claims:\n  - {id: article, text: A}\n"), "content")
    assert problem.code == "duplicate-id"


def test_a_shared_party_needs_a_name(tmp_path: Path) -> None:
    _, problems = read_library(shared(tmp_path, "parties:\n  - {id: union}\npartis: []\n"), "content")
    assert places(problems) == ["parties.yaml:3:1 unknown-key", "parties.yaml:2:5 missing-key"]


def test_entries_with_mistakes_hide_no_other_and_are_told_once(tmp_path: Path) -> None:
    sheet = (
        PARTIES
        + """
        demands:
          - {id: pay, by: union, txt: More pay.}
          - {id: rest, by: board, text: Rest., of: [unoin]}
        reactions:
          - {id: no-pay, by: board, to: pay, stance: rejects, text: "No to [[pay]]."}
          - {id: no-rest, by: board, to: rset, stance: rejects, text: No.}
        """
    )
    write_story(tmp_path, sheet.replace("\n        ", "\n"), "The [[pay|demand]] stands.\n")
    found = [one for one in build(Settings(tmp_path, "content")).diagnostics if one.severity == "error"]
    assert [(one.code, one.span.text) for one in found] == [
        ("unknown-key", "txt"),
        ("unknown-id", "unoin"),
        ("unknown-id", "rset"),
    ]


@pytest.mark.parametrize(
    ("named", "hint"),
    [
        ("Dock Union", "Write its id: union"),
        ("'the dockers'", "Write its id: union"),
        ("dock union", "Write its id: union"),
        ("Dock Union, Harbour Board", "Write their ids in brackets: [union, board]"),
        ("the dockers and Harbour Board", "Write their ids in brackets: [union, board]"),
        ("Ida Moor", "perhaps “ida-moor”"),
    ],
)
def test_a_name_where_an_id_is_expected_is_told_with_the_id(tmp_path: Path, named: str, hint: str) -> None:
    parties = PARTIES.replace("name: Dock Union", "name: Dock Union, aliases: [the dockers]")
    write_story(tmp_path, f"{parties}demands:\n  - id: pay\n    by: {named}\n    text: More pay.\n")
    _, (problem,) = read_library(tmp_path, "content")
    assert problem.code == "bad-reference"
    assert hint in problem.hint


def test_where_no_id_is_like_it_some_of_the_story_are_named(tmp_path: Path) -> None:
    write_story(tmp_path, PARTIES + "demands:\n  - {id: pay, by: quux, text: More pay.}\n")
    found = [one for one in build(Settings(tmp_path, "content")).diagnostics if one.code == "unknown-id"]
    assert [one.hint for one in found] == ["Add an entry with this id, or write one of these: union, board."]


def test_a_sheet_that_cannot_be_read_is_one_mistake_for_all_stories(tmp_path: Path) -> None:
    write_story(tmp_path, "parties: []\n? [p]: q\n", slug="crane")
    write_story(tmp_path, PARTIES + "reactions:\n  - {id: r, by: union, to: crane/rest, stance: neutral}\n")
    library, problems = read_library(tmp_path, "content")
    assert codes(problems) == ["key-not-text"]
    assert [story.slug for story in library.stories] == ["port"]
    assert library.is_broken("port", "crane/rest")
    assert not library.is_broken("port", "rest")
    found = build(Settings(tmp_path, "content")).diagnostics
    assert [one.code for one in found if one.severity == "error"] == ["key-not-text"]


def test_titles_are_the_entrys_own_or_the_beginning_of_its_text(tmp_path: Path) -> None:
    sheet = PARTIES + (
        "demands:\n"
        "  - {id: pay, by: union, title: Higher pay, text: More pay.}\n"
        "  - {id: long, by: union, text: 'The [[board]] shall [[pay|pay]] " + "and pay again " * 6 + "'}\n"
        "reactions:\n"
        "  - {id: said, by: [board, union], to: pay, stance: neutral, quote: Not this year}\n"
        "  - {id: done, by: board, to: pay, stance: neutral, text: The board is silent.}\n"
    )
    nodes = library_of(write_story(tmp_path, sheet)).nodes
    assert nodes["port/pay"].title == "Higher pay"
    assert (
        nodes["port/long"].title == "The Harbour Board shall pay and pay again and pay again and pay again…"
    )
    assert nodes["port/said"].title == "Harbour Board and Dock Union: “Not this year”"
    assert nodes["port/done"].title == "Harbour Board: The board is silent."


def test_texts_are_cut_between_words() -> None:
    assert shortened("a  b\nc") == "a b c"
    assert shortened("one two, three", 10) == "one two…"
    assert shortened("x" * 20, 10) == "x" * 10 + "…"


def test_who_takes_part_in_a_story(tmp_path: Path) -> None:
    shared(tmp_path, "parties:\n" + "".join(f"  - {{id: {name}, name: {name}}}\n" for name in "abcdefghi"))
    sheet = """
    parties: [{id: c, roles: [{leads: d}]}]
    demands: [{id: pay, by: a, of: b, text: More., positions: [{party: e, stance: silent}]}]
    dates: [{id: day, date: 2026, title: A day, who: [f]}]
    claims: [{id: word, text: A word., by: [g, a]}]
    """
    write_story(tmp_path, sheet.replace("\n    ", "\n"))
    assert library_of(tmp_path).story_parties["port"] == ("c", "d", "a", "b", "e", "f", "g")


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        ("claims:\n  - {id: article, text: A}\n", "an entry of this site itself"),
        (
            "parties:\n  - {id: article, name: A}\nclaims:\n  - {id: article, text: A}\n",
            "an entry of this site itself",
        ),
        ("parties:\n  - {id: a, name: A}\n  - {id: a, name: B}\n", "a party"),
        ("dates:\n  - {id: a, date: 2026, title: B}\n  - {id: a, date: 2026, title: B}\n", "an event"),
    ],
)
def test_what_is_told_of_a_second_id(sheet: str, message: str, tmp_path: Path) -> None:
    _, problems = read_library(write_story(tmp_path, sheet), "content")
    one = problems[-1]
    assert one.message == f"The id “{one.span.text}” is a duplicate: {message} has it already"
    assert one.hint == (
        f"Give this one another id, like “{one.span.text}-2”, and write it wherever this one is meant. If "
        "both are the same thing, delete one of the two entries."
    )


def test_what_is_told_of_shared_parties(tmp_path: Path) -> None:
    entries = ("{id: union}", "id: board", "{id: crew, name: Crew}", "{id: crew, name: C}")
    text = "parties:\n" + "".join(f"  - {entry}\n" for entry in entries) + "partis: []\n"
    _, problems = read_library(shared(tmp_path, text), "content")
    told = [(f"{one.span.line}:{one.span.column} {one.code}", one.message, one.hint) for one in problems]
    only = "This file has one list, “parties:”. Everything else stands in a story's facts.yaml."
    where = "Add the line “name: …” below “id: board”, with 4 spaces before it."
    assert told[:3] == [
        ("6:1 unknown-key", "“partis” is not known here", only),
        (
            "2:5 missing-key",
            "The entry of “union” has no “name”",
            "Write “, name: …” before the “}” of “union”.",
        ),
        ("3:5 missing-key", "The entry of “board” has no “name”", where),
    ]
    assert [place for place, _, _ in told[3:]] == ["5:10 duplicate-id"]


@pytest.mark.parametrize("text", ["- a\n", "? [a]: b\n"])
def test_where_shared_parties_cannot_be_read_no_party_is_said_to_be_missing(
    text: str, tmp_path: Path
) -> None:
    write_story(shared(tmp_path, text), "demands: [{id: pay, by: union, text: More pay.}]\n")
    library, problems = read_library(tmp_path, "content")
    assert [Path(one.span.source.path).name for one in problems] == ["parties.yaml"]
    assert library.is_broken("port", "union")
    assert library.may_be_broken("port", "union")
    assert library.unsure == {"port"}


def test_what_could_not_be_read_is_known_by_its_story(tmp_path: Path) -> None:
    write_story(tmp_path, "demands: [{id: pay, by: union, txt: x}, {id: ?, by: a, text: b}]\n")
    write_story(tmp_path, "", slug="crane")
    library, _ = read_library(tmp_path, "content")
    broken = {
        (story, reference): (library.is_broken(story, reference), library.may_be_broken(story, reference))
        for story in ("port", "crane")
        for reference in ("pay", "rest", "port/pay", "port/rest", "crane/pay")
    }
    assert broken == {
        ("port", "pay"): (True, True),
        ("port", "rest"): (False, True),
        ("port", "port/pay"): (True, True),
        ("port", "port/rest"): (False, True),
        ("port", "crane/pay"): (False, True),
        ("crane", "pay"): (True, True),
        ("crane", "rest"): (False, True),
        ("crane", "port/pay"): (True, True),
        ("crane", "port/rest"): (False, True),
        ("crane", "crane/pay"): (False, True),
    }
    assert library.unsure == {"port"}


def test_drafts_are_known_and_hold_nothing(tmp_path: Path) -> None:
    sheet = PARTIES + "demands: [{id: pay, by: union, text: More., draft: true}]\n"
    write_story(shared(tmp_path, "parties: [{id: crew, name: Crew, draft: true}]\n"), sheet)
    library = library_of(tmp_path)
    drafts = [library.is_draft("port", one) for one in ("pay", "port/pay", "crew", "union", "crane/pay")]
    assert drafts == [True, True, True, False, False]
    assert "port/pay" not in library.nodes


def test_a_library_says_what_is_whose(tmp_path: Path) -> None:
    write_story(tmp_path, PARTIES + "claims: [{id: word, text: A word., by: board}]\n")
    write_story(tmp_path, "dates: [{id: day, date: 2026, title: A day, who: [board]}]\n", slug="crane")
    library = library_of(tmp_path)
    assert library.keys_in == {
        "": ("parties/union", "parties/board"),
        "crane": ("crane", "crane/article", "crane/day"),
        "port": ("port", "port/article", "port/word"),
    }
    assert library.stories_with == {"board": ("crane", "port"), "union": ("port",)}
    assert library.story("crane").slug == "crane"
    told = {
        key: (node.story, node.id, node.kind, node.title, node.span.text[:9])
        for key, node in library.nodes.items()
    }
    assert told["parties/union"] == ("", "union", "party", "Dock Union", "union")
    assert told["port"] == ("port", "", "story", "The port strike", "headline:")
    assert told["port/article"] == ("port", "article", "article", "The article", "story:\n  ")
    assert told["crane/day"] == ("crane", "day", "event", "A day", "day")


def test_the_state_of_a_library_changes_with_each_of_its_files(tmp_path: Path) -> None:
    def state() -> bytes:
        library, _ = read_library(tmp_path, "content")
        return library.state

    write_story(shared(tmp_path, "parties: [{id: crew, name: Crew}]\n"), PARTIES)
    states = [state()]
    shared(tmp_path, "parties: [{id: crew, name: Crew}]\n# More\n")
    states.append(state())
    write_story(tmp_path, PARTIES, "Other words.\n")
    states.append(state())
    write_story(tmp_path, PARTIES, "Other words.\n", slug="crane")
    states.append(state())
    assert len(set(states)) == 4
    assert state() == states[-1]


@pytest.mark.parametrize(
    ("text", "length", "cut"),
    [
        ("one two", 7, "one two"),
        ("one two", 6, "one…"),
        ("one two three", 7, "one…"),
        ("one two three", 8, "one two…"),
        ("one. two three", 6, "one."),
        ("one – two", 7, "one…"),
        (" one\n two ", 7, "one two"),
        ("onetwo three", 4, "onet…"),
    ],
)
def test_how_a_text_is_cut(text: str, length: int, cut: str) -> None:
    assert shortened(text, length) == cut


def test_the_first_to_name_a_party_defines_it(tmp_path: Path) -> None:
    write_story(tmp_path, "parties: [{id: union, name: Late, kind: state, wikidata: Q2}]\n")
    sheet = "parties: [{id: union, name: Early, kind: organisation, wikidata: Q1, aliases: [E]}]\n"
    write_story(tmp_path, sheet, slug="crane")
    library, problems = read_library(tmp_path, "content")
    party = library.profiles["union"]
    assert (party.name, party.kind, party.wikidata, party.aliases) == ("Early", "organisation", "Q1", ("E",))
    assert [(one.code, one.span.source.path) for one in problems] == [
        ("duplicate-id", "content/port/facts.yaml")
    ]


def test_a_story_whose_folder_is_misnamed_is_not_said_to_be_missing(tmp_path: Path) -> None:
    write_story(tmp_path, PARTIES)
    write_story(tmp_path, "", slug="Big Crane")
    library, problems = read_library(tmp_path, "content")
    assert codes(problems) == ["bad-folder-name"]
    assert [library.is_broken("port", one) for one in ("Big Crane", "Big Crane/x", "crane")] == [
        True,
        True,
        False,
    ]


def test_an_article_says_the_titles_of_what_it_names_and_its_mistakes_are_kept_in_mind(
    tmp_path: Path,
) -> None:
    write_story(tmp_path, PARTIES, "The [[union]] met [[crane]] and [[crane/article]].\n")
    write_story(tmp_path, "", "See [^1].\n", slug="crane")
    library, problems = read_library(tmp_path, "content")
    assert codes(problems) == ["footnote"]
    (block,) = library.story("port").article.blocks
    assert block.text == "The Dock Union met The port strike and The article."
    assert {slug: record.is_clean for slug, record in library.records.items()} == {
        "port": True,
        "crane": False,
    }


def errors_in(content: Path) -> list[tuple[str, str, str]]:
    """The errors of a site: their codes, the words meant, and what to do."""
    found = build(Settings(content, "content")).diagnostics
    return [(one.code, one.span.text, one.hint) for one in found if one.severity is Severity.ERROR]


@pytest.mark.parametrize(
    "section", ["parties", "demands", "dates", "reactions", "accounts", "claims", "sources"]
)
def test_a_section_with_a_wrong_letter_is_told_once_and_read_all_the_same(
    good_copy: Path, section: str
) -> None:
    sheet, wrong = good_copy / "harbour-strike/facts.yaml", f"{section[:2]}x{section[2:]}"
    text = sheet.read_text("utf-8").replace(f"\n{section}:", f"\n{wrong}:", 1)
    sheet.write_text(text, "utf-8")
    assert errors_in(good_copy) == [("unknown-key", wrong, f"Did you mean “{section}”?")]
    head, below, rest = text.partition(f"\n{wrong}:")
    sheet.write_text(head + below + re.sub(r"id: [\w-]+", "id: Not An Id", rest, count=1), "utf-8")
    assert {("unknown-key", wrong), ("bad-id", "Not An Id")} <= {one[:2] for one in errors_in(good_copy)}


@pytest.mark.parametrize("section", ["parties", "dates", "sources"])
def test_a_section_under_another_word_is_told_once(good_copy: Path, section: str) -> None:
    sheet = good_copy / "harbour-strike/facts.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace(f"\n{section}:", "\nfolk:", 1), "utf-8")
    ((code, words, hint),) = errors_in(good_copy)
    assert (code, words) == ("unknown-key", "folk")
    assert hint.startswith("A fact sheet has ")


def test_a_wrong_letter_in_any_key_is_told_once(good_copy: Path) -> None:
    """Whatever is named elsewhere, and whatever rests on it, is not said to be missing as well."""
    sheet = good_copy / "harbour-strike/facts.yaml"
    text = sheet.read_text("utf-8")
    keys = [*re.finditer(r"(?:^ *(?:- )?|[{,] ?)([a-z_]{2,}):(?= |$)", text, re.MULTILINE)]
    assert len(keys) > 250
    # Each spelling of its own once, in each section: the rest would take a minute.
    seen: set[tuple[str, str]] = set()
    told = {}
    for key in keys:
        section = re.findall(r"^([a-z_]+):", text[: key.end()], re.MULTILINE)[-1]
        if (section, key[1]) not in seen:
            seen.add((section, key[1]))
            sheet.write_text(f"{text[: key.start(1) + 1]}x{text[key.start(1) + 1 :]}", "utf-8")
            wrong = f"{key[1][0]}x{key[1][1:]}"
            if (found := [one[:2] for one in errors_in(good_copy)]) != [("unknown-key", wrong)]:
                told[section, key[1]] = found
    assert told == {}


def test_a_lost_dash_is_told_once_wherever_it_stood(good_copy: Path) -> None:
    sheet = good_copy / "harbour-strike/facts.yaml"
    lines = sheet.read_text("utf-8").split("\n")
    dashed = [number for number, line in enumerate(lines) if re.match(r" *- [a-z_]+:", line)]
    assert len(dashed) > 60
    told = {}
    for number in dashed[::2]:
        sheet.write_text(
            "\n".join([*lines[:number], lines[number].replace("- ", "  ", 1), *lines[number + 1 :]])
        )
        found = build(Settings(good_copy, "content")).diagnostics
        told[number + 1] = [(one.code, one.span.line) for one in found if one.severity is Severity.ERROR]
    # One key further down where the entry above could go on with the first.
    assert [code for places in told.values() for code, _ in places] == ["list-expected"] * len(told)
    assert sum(line != number for number, ((_, line),) in told.items()) == 1
    assert all(line - number in (0, 1) for number, ((_, line),) in told.items())
