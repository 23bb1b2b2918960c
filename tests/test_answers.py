"""What `explainers add` makes of words: ids, choices, values, and entries in the order of sheets."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from conftest import GOOD
from stories import library_of, write_story

from generator.adding import Value
from generator.additions import (
    KINDS,
    default_of,
    filled,
    looked_up,
    ordered,
    planned,
    proposed,
    shared_party,
    surname,
    usual_source,
)
from generator.answers import (
    Answer,
    all_of,
    chosen,
    far_from,
    free_id,
    is_spoken,
    nearest,
    offers,
    problem_with,
    some_of,
    standing,
    stripped,
    understood,
    value_of,
)
from generator.evidence import Near, Passage
from generator.gathering import read_library
from generator.kinds import fields_of
from generator.library import Library
from generator.model.entries import Demand, Event, Party, Reaction, SeeAlso, Source
from generator.story import Story

LITTLE = "a an and are as at by for from has have in is its of on or that the to was will with"


@cache
def library() -> Library:
    return read_library(GOOD, "content")[0]


def strike() -> Story:
    return library().story("harbour-strike")


# Ids


@pytest.mark.parametrize("word", LITTLE.split())
def test_an_id_neither_begins_nor_ends_with_a_little_word(word: str) -> None:
    assert free_id(f"{word} quay {word} rain {word}", ()) == f"quay-{word}-rain"


def test_an_id_has_five_words_from_the_first_that_says_something() -> None:
    assert free_id("one two three four five six", ()) == "one-two-three-four-five"
    assert free_id("The one two three four of six", ()) == "one-two-three-four"
    assert free_id("quay", ["quay", "quay-2", "quay-3"]) == "quay-4"


# Choices


def test_of_many_choices_twelve_are_shown_and_the_rest_counted() -> None:
    many = {f"n{number}": f"Name {number}" for number in range(15)}
    (line,) = some_of(many)
    assert line == "  " + ", ".join(f"n{number}" for number in range(12)) + ", and 3 more (? shows all)"
    (line,) = some_of(dict(list(many.items())[:12]))
    assert line.endswith("n11")
    assert some_of({}) == []


def test_what_is_near_is_shown_alone_but_for_choices_of_the_schema() -> None:
    assert some_of({"a": "Ann", "b": "Bo"}, {"b"}) == ["  b, and 1 more (? shows all)"]
    assert some_of({"a": "Ann", "b": "Bo"}, {"x"}) == ["  a, b"]
    assert some_of({"a": "a", "b": "b"}, {"b"}) == ["  a, b"]
    assert some_of({"a": "Ann", "b": "b"}, {"b"}) == ["  b, and 1 more (? shows all)"]


def test_all_choices_have_a_line_with_what_they_are_called() -> None:
    assert list(all_of({"a": "Ann", "b": "b", "c": "x" * 100})) == ["  a: Ann", "  b", f"  c: {'x' * 80}…"]


def test_what_is_near_is_meant_first_and_a_whole_name_before_a_part() -> None:
    offered = {"dock": "The docks", "dock-union": "Dock Union", "dry-dock": "Dock"}
    assert chosen("dock", offered) == Answer("dock")
    assert chosen("Dock", offered).problem == "“Dock” may be dock or dry-dock."
    assert chosen("Dock", offered, {"dock-union"}) == Answer("dock-union")
    assert chosen("DOCK U", offered) == Answer("dock-union")
    assert chosen("docks", offered) == Answer("dock")
    assert chosen("ry-d", offered).problem == "Nothing here is called “ry-d”. Did you mean “dry-dock”?"
    assert chosen("dry-doc", offered, {"dock"}) == Answer("dry-dock")
    assert chosen("", offered).problem.startswith("Nothing here is called “”.")
    many = {f"n{number}": "N" for number in range(20)}
    assert chosen("n", many).problem.endswith(" n9, n10 or n11.")
    assert chosen("N1", many) == Answer("n1")


def test_choices_come_from_the_schema_or_from_what_there_is() -> None:
    fields = fields_of(Reaction)
    stances = dict(offers(Reaction, "stance", fields["stance"], library(), "harbour-strike"))
    assert stances == {one: one for one in ("welcomes", "conditional", "neutral", "criticises", "rejects")}
    people = dict(offers(Reaction, "by", fields["by"], library(), "harbour-strike"))
    assert people["odell"] == "Aoife O'Dell"
    assert "strike" not in people
    targets = dict(offers(Reaction, "to", fields["to"], library(), "harbour-strike"))
    assert targets["strike"] == "The strike"
    assert "odell" not in targets
    assert dict(offers(Reaction, "text", fields["text"], library(), "harbour-strike")) == {}


# Values


def test_several_ids_are_parted_by_commas_where_a_key_takes_several() -> None:
    fields = fields_of(Demand)
    assert value_of(fields["by"], "a, b ,c,") == ["a", "b", "c"]
    assert value_of(fields["by"], "a,") == "a,"
    assert value_of(fields["text"], "a, b") == "a, b"


PARTIES = {"union": "Dock Union", "board": "Harbour Board"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("union", "union"),
        ("dock, harbour", ["union", "board"]),
        ("Harbour Board,", None),
        ("dock, nobody", None),
    ],
)
def test_each_of_several_names_is_understood(text: str, meant: Value | None) -> None:
    found = understood(Demand, "by", text, PARTIES)
    assert (found.value or None, not found.problem) == (meant, meant is not None)


def test_addresses_and_entries_of_other_stories_are_no_names() -> None:
    offered = {"strike": "The strike"}
    for text in ("https://example.org/strike", "http://example.org/a", "other-story/strike"):
        assert understood(SeeAlso, "to", text, offered) == Answer(text)
    assert understood(SeeAlso, "to", "strik", offered) == Answer("strike")
    assert understood(SeeAlso, "to", "ftp:strike", offered).problem.startswith("Nothing here is called")


def test_a_day_in_words_is_one_where_it_can_mean_one_only() -> None:
    assert understood(Event, "date", "16 April 2024", {}) == Answer("2024-04-16")
    assert understood(Event, "title", "16 April 2024", {}) == Answer("16 April 2024")
    assert "2024" in understood(Event, "date", "3/4/2024", {}).problem
    assert understood(Event, "date", "", {}).problem == "This is needed."


def test_what_is_wrong_with_a_value_alone_is_said() -> None:
    assert problem_with(Event, "date", "2024-04-16") == ""
    said = problem_with(Event, "date", "2024-02-30")
    assert "February" in said
    assert not said.startswith("date: ")
    assert problem_with(Source, "url", "javascript:x")
    assert problem_with(Party, "wikidata", "Q0")
    assert problem_with(Party, "wikidata", "Q12") == ""


# Words


def test_words_are_looked_for_in_the_article_first() -> None:
    assert [name for name, _ in standing("nine hours", strike())] == ["article", "minutes"]
    assert [name for name, _ in standing("minutes of 16 April", strike())] == ["minutes"]
    assert standing("no such words here", strike()) == []


def test_the_nearest_words_of_any_source_come_without_marks_around_them() -> None:
    near = nearest("Nine is not twelve", strike())
    assert near
    assert near.text == "Nine is not eleven"
    near = nearest("town council minutes of 17 April", strike())
    assert near
    assert "minutes of 16 April" in near.text
    assert far_from(near).startswith("They do not stand there word for word. The nearest: “")
    assert far_from(None) == "They do not stand there, and nothing comes near."
    assert far_from(Near(near.passage, "x" * 400, near.likeness)).count("x") == 300


def test_marks_around_words_need_not_be_typed() -> None:
    assert stripped("“More pay,”") == "More pay"
    assert stripped("«More pay»; ") == "More pay"
    assert stripped('"') == '"'


@pytest.mark.parametrize(
    ("text", "words", "spoken"),
    [
        ('He said "More pay" today.', "More pay", True),
        ('He said "More pay" today.', "today", False),
        ("He said “More pay” today.", "More", True),
        ("He said „More pay“ and «rest» now.", "rest", True),
        ("He said “More pay” today.", "said “More", False),
        ("He said “More pay” today.", "“More pay”", True),
        ("“More pay”, “rest” and more.", "and", False),
        ('"More pay" and "rest" and more.', "rest", True),
        ("More pay.", "More", False),
    ],
)
def test_what_stands_between_quotation_marks_was_said(text: str, words: str, spoken: bool) -> None:
    start = text.index(words)
    assert is_spoken(text, Passage(0, start, start + len(words))) is spoken


# Entries


def test_an_entry_has_its_keys_in_the_order_of_sheets() -> None:
    given: dict[str, Value] = {"evidence": "x", "title": "A day", "date": "2024", "id": "day"}
    assert list(ordered(KINDS["event"], given)) == ["id", "date", "title", "evidence"]
    given = {"quote": "x", "stance": "rejects", "party": "odell", "demand": "pay", "none": "x"}
    assert list(ordered(KINDS["position"], given)) == ["demand", "party", "stance", "quote"]
    assert KINDS["topic"].keys[0] == "account"
    assert KINDS["role"].keys[:2] == ("party", "title")
    assert KINDS["account"].keys.index("topic") > KINDS["account"].keys.index("title")
    assert "topics" not in KINDS["account"].keys
    assert KINDS["account"].keys.count("source") == 1


def test_words_become_a_quotation_or_evidence_with_their_source_where_it_is_another() -> None:
    claim = KINDS["claim"]
    assert looked_up(claim, {"words": "Nine is not eleven", "text": "A"}, strike()) == {
        "text": "A",
        "quote": "Nine is not eleven",
    }
    found = looked_up(claim, {"words": ["minutes of 16 April 2024"], "text": "A"}, strike())
    assert found == {"text": "A", "evidence": "minutes of 16 April 2024", "source": "minutes"}
    assert looked_up(claim, {"words": ["On 16 April its director", "x"][:1]}, strike())["evidence"]
    assert looked_up(claim, {"text": "A", "words": ""}, strike()) == {"text": "A"}
    with pytest.raises(ValueError, match="“Nine is not twelve”: They do not stand there word for word"):
        looked_up(claim, {"words": "Nine is not twelve"}, strike())


def test_an_entry_without_an_id_is_given_one_and_empty_answers_are_left_out() -> None:
    entry = filled(KINDS["claim"], {"text": "The quay is closed", "status": ""}, strike(), library())
    assert entry == {"id": "quay-is-closed", "text": "The quay is closed"}
    entry = filled(KINDS["claim"], {"text": "A", "id": "own"}, strike(), library())
    assert entry["id"] == "own"
    assert "id" not in filled(KINDS["update"], {"text": "A", "kind": "new"}, strike(), library())


def test_an_id_comes_from_the_title_then_the_name_then_the_text_then_the_words() -> None:
    given: dict[str, Value] = {}
    for key, words in [("evidence", "e"), ("quote", "q"), ("text", "t"), ("name", "n"), ("title", "h")]:
        given = {**given, key: f"{words}{words} word"}
        assert proposed(KINDS["claim"], "id", given, strike(), library()) == f"{words}{words}-word"
    assert proposed(KINDS["claim"], "id", {}, strike(), library()) == ""
    taken = proposed(KINDS["claim"], "id", {"title": "Strike"}, strike(), library())
    elsewhere = proposed(KINDS["claim"], "id", {"title": "Repair"}, strike(), library())
    assert (taken, elsewhere) == ("strike-2", "repair")


def test_what_a_key_means_when_nobody_says_is_proposed() -> None:
    event, update, claim = KINDS["event"], KINDS["update"], KINDS["claim"]
    assert proposed(event, "status", {"date": "2024-05-03"}, strike(), library()) == "planned"
    assert proposed(event, "status", {"date": "2024-05-02"}, strike(), library()) == "happened"
    assert proposed(event, "status", {"date": "when"}, strike(), library()) == "happened"
    assert proposed(event, "status", {}, strike(), library()) == "happened"
    assert proposed(claim, "status", {}, strike(), library()) == "unconfirmed"
    day = date(2031, 2, 20)
    assert proposed(update, "date", {}, strike(), library(), day) == "2031-02-20"
    assert proposed(update, "date", {}, strike(), library()) == ""
    assert proposed(event, "date", {}, strike(), library(), day) == ""
    named: dict[str, Value] = {"name": "Piet Merrow", "kind": "person"}
    assert proposed(KINDS["party"], "aliases", named, strike(), library()) == "Merrow"
    assert proposed(KINDS["party"], "aliases", {"kind": "person"}, strike(), library()) == ""
    assert default_of(KINDS["demand"], "kind") == "demand"
    assert default_of(KINDS["demand"], "text") == ""
    assert default_of(KINDS["account"], "silent") == ""


def test_a_day_is_planned_from_the_day_after_the_sheet_on() -> None:
    assert planned("2024-05-02", strike()) == ""
    assert planned("2024-05", strike()) == ""
    assert planned("2024-05-03", strike()) == "planned"
    assert planned("2024-06", strike()) == "planned"
    assert planned("nonsense", strike()) == ""


def test_a_surname_is_an_alias_where_the_article_uses_it_more_than_the_name() -> None:
    assert surname("Piet Merrow", "person", strike()) == "Merrow"
    assert surname("Nils Brandt", "person", strike()) == "Brandt"
    assert surname("Piet Merrow", "organisation", strike()) == ""
    assert surname("Merrow", "person", strike()) == ""
    assert surname("Anna Nobody", "person", strike()) == ""


def test_a_party_of_all_stories_is_known_by_its_name_or_id(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write_story(
        tmp_path_factory.mktemp("a"), "parties: [{id: union, name: Dock Union}, {id: own, name: Own}]\n"
    )
    (folder / "parties.yaml").write_text("parties: [{id: crew, name: Night Crew}]\n", "utf-8")
    known = library_of(folder)
    for words in ("crew", "CREW", "night crew"):
        node = shared_party(words, known)
        assert node
        assert node.id == "crew"
    assert shared_party("nobody", known) is None
    assert shared_party("port", known) is None


def test_the_source_that_is_meant_is_the_parents_then_the_storys_then_the_article() -> None:
    assert usual_source(KINDS["claim"], {}, strike()) == "article"
    given: dict[str, Value] = {"account": "union-account"}
    parent = next(one.value for one in strike().sheet.accounts if one.value.id == "union-account")
    assert usual_source(KINDS["topic"], given, strike()) == (parent.source or "article")
