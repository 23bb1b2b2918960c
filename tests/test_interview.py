"""Questions and answers: what is asked, what is understood, and what is asked again."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest
from conftest import GOOD
from msgspec.structs import replace

from generator.adding import Value
from generator.additions import KINDS
from generator.answers import chosen, free_id, understood
from generator.gathering import read_library
from generator.interview import Interview
from generator.library import Library
from generator.model.entries import Event

STORY = "harbour-strike"


@cache
def library() -> Library:
    return read_library(GOOD, "content")[0]


def interview(
    kind: str, *answers: str, story: str = STORY, **given: Value
) -> tuple[dict[str, Value], list[str], list[str]]:
    """The entry, what was asked, and what was told; each answer is asked for."""
    asked: list[str] = []
    told: list[str] = []
    left = list(answers)

    def ask(prompt: str) -> str:
        asked.append(prompt.rstrip(": "))
        return left.pop(0)

    asking = Interview(KINDS[kind], library().story(story), library(), ask, told.append, given)
    entry = asking.entry()
    assert left == []
    return entry, asked, told


def test_words_come_first_and_make_quotation_or_evidence() -> None:
    event = ("2024-04-16", "The director speaks", "", "", "")
    entry, asked, told = interview("event", "nine hours could be discussed", *event)
    assert asked == ["words", "date", "title", "status [happened]", "who", "id [director-speaks]"]
    assert entry == {
        "id": "director-speaks",
        "date": "2024-04-16",
        "title": "The director speaks",
        "evidence": "nine hours could be discussed",
    }
    assert told[1] == "  Found in “The article”."
    entry, _, told = interview("event", "Nine is not eleven", *event)
    assert entry["quote"] == "Nine is not eleven"
    assert told[1] == "  Found in “The article”, as something said."


def test_words_are_found_in_every_kept_source() -> None:
    """Of which the entry then says which."""
    text = library().story(STORY).texts["minutes"].paragraphs[0]
    words = " ".join(text.split()[:6])
    entry, _, _ = interview("claim", words, "A claim.", "", "", "")
    assert entry["source"] == "minutes"


@pytest.mark.parametrize("answer", ["", "y", "Yes"])
def test_words_that_stand_nowhere_have_a_nearest(answer: str) -> None:
    entry, asked, told = interview("claim", "Nine is not twelve", answer, "A claim.", "", "", "")
    assert entry["quote"] == "Nine is not eleven"
    assert asked[:2] == ["words", "words [Nine is not eleven]"]
    assert "Enter takes these." in told[1]


def test_yes_is_looked_for_where_nothing_was_offered() -> None:
    entry, asked, _ = interview("claim", "zzz qqq", "y", "", "A claim.", "", "", "")
    assert asked[:3] == ["words", "words", "words"]
    assert "quote" not in entry


def test_words_that_nothing_comes_near_are_left_out() -> None:
    entry, asked, told = interview("claim", "zzz qqq", "", "A claim.", "", "", "")
    assert asked[:2] == ["words", "words"]
    assert "nothing comes near" in told[1]
    assert entry == {"id": "claim", "text": "A claim."}


def test_an_answer_that_cannot_stand_is_asked_for_again() -> None:
    answers = ["", "", "then", "2024-02-30", "2024-04-16", "", "A day", "p", "planned", "", ""]
    entry, asked, told = interview("event", *answers)
    assert asked.count("date") == 4
    assert asked.count("title") == 2
    assert "  This is needed." in told
    assert any("February" in one for one in told), told
    assert "  “p” may be planned or postponed." in told
    assert entry["status"] == "planned"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("nils-brandt", "nils-brandt"),
        ("Nils Brandt", "nils-brandt"),
        ("nils", "nils-brandt"),
        ("brandt", "nils-brandt"),
        ("DOCKERS", "dockers-union"),
    ],
)
def test_a_part_of_a_name_is_enough(text: str, meant: str) -> None:
    entry, _, _ = interview("reaction", "", text, "strike", "neutral", "It is so.", "", "")
    assert entry["by"] == meant


def test_several_names() -> None:
    entry, _, told = interview("reaction", "", "brandt, dockers", "strike", "neutral", "It is so.", "", "")
    assert entry["by"] == ["nils-brandt", "dockers-union"]
    assert "  nils-brandt, dockers-union" not in told


OFFERED = {"dock-union": "Dock Union", "dock-board": "Dock Board", "mayor": "Ivo Lund"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("dock", "“dock” may be dock-union or dock-board."),
        ("Dok Union", "Nothing here is called “Dok Union”. Did you mean “Dock Union”?"),
        ("xyz", "Nothing here is called “xyz”. “?” shows what there is."),
        ("ayor", "Nothing here is called “ayor”. Did you mean “mayor”?"),
        ("", "Nothing here is called “”. “?” shows what there is."),
    ],
)
def test_what_is_not_clear_is_said(text: str, problem: str) -> None:
    assert chosen(text, OFFERED).problem == problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("no", "“no” is none of these. Write rejects or unknown."),
        ("worried", "“worried” is none of these. Write rejects or unknown."),
        ("reject it", "“reject it” is none of these. Did you mean “rejects”?"),
    ],
)
def test_a_stance_is_not_guessed_from_letters_inside_a_word(text: str, problem: str) -> None:
    assert chosen(text, {"rejects": "rejects", "unknown": "unknown"}).problem == problem


def test_what_was_given_is_not_asked_for() -> None:
    entry, asked, _ = interview("event", "", "A day", "", date="2024-04-16")
    assert asked == ["words", "title", "id [day]"]
    assert entry["date"] == "2024-04-16"


def test_one_tie_is_enough() -> None:
    entry, asked, _ = interview("role", "captain", "", "guest", "", "council")
    assert asked == ["party", "words", "title", "leads", "member_of"]
    assert entry == {"party": "captain", "title": "guest", "member_of": "council"}


def test_the_only_one_it_can_belong_to_is_proposed() -> None:
    entry, asked, _ = interview("position", "", "", "veldmark", "unknown", story="bridge-closure")
    assert asked[0] == "demand [repair]"
    assert entry == {"demand": "repair", "party": "veldmark", "stance": "unknown"}


def test_a_position_of_a_demand() -> None:
    entry, _, told = interview("position", "eleven", "takes no side and pays no bill", "odell", "silent")
    assert list(entry) == ["demand", "party", "stance", "quote"]
    assert entry["demand"] == "eleven-hours"
    assert told[0].startswith("\nThe demand it belongs to.\n  eleven-hours")


def test_only_what_belongs_to_the_story_is_shown() -> None:
    """Everything else can be named all the same."""
    _, _, told = interview("reaction", "", "odell", "strike", "neutral", "It is so.", "", "")
    shown = next(one for one in told if one.startswith("\nWho."))
    assert "odell" in shown
    assert "ferry" not in shown, shown


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_asked_for(kind: str) -> None:
    """Each question has words; an Enter for what may be left out, else something that can stand."""
    answers: Mapping[str, str] = {
        "demand": "eleven", "party": "odell", "account": "union-acc", "by": "odell", "to": "strike",
        "stance": "neutral" if kind == "reaction" else "silent", "date": "2024-04-16", "title": "A title",
        "text": "A text.", "topic": "A topic", "name": "Somebody",
        "kind": {"update": "new", "demand": "offer", "party": "person"}.get(kind, "report"),
        "of": "strike", "reason": "A reason.",
    }  # fmt: skip

    def ask(prompt: str) -> str:
        return answers.get(prompt.partition(" [")[0].rstrip(": "), "")

    told: list[str] = []
    if kind == "demand":
        answers = {**answers, "of": "odell"}
    entry = Interview(KINDS[kind], library().story(STORY), library(), ask, told.append).entry()
    assert entry
    assert all(one.strip() for one in told)


def test_a_question_mark_shows_all_there_is_to_choose() -> None:
    entry, asked, told = interview(
        "reaction", "", "?", "odell", "strike", "neutral", "?", "It is so.", "", ""
    )
    assert asked.count("by") == 2
    shown = next(one for one in told if one.startswith("  ") and "odell: " in one)
    assert len(shown.splitlines()) > 10
    assert entry["text"] == "It is so."


def test_every_choice_of_the_schema_is_shown() -> None:
    """An id of the story that is called like one of them hides none."""
    _, _, told = interview("source", "report", "A title", "", "", "", "")
    assert "report, statement, interview" in told[0]


def test_a_party_that_is_not_there_yet_is_added_in_between() -> None:
    party = ("new", "", "Ida Moor", "person", "", "Rings the bells.", "")
    entry, _, told = interview("reaction", "", "Ida Moor", *party, "strike", "neutral", "It is so.", "", "")
    assert entry["by"] == "ida-moor"
    assert "  Nothing here is called “Ida Moor”. “?” shows what there is. “new” adds a party first." in told


def test_a_role_of_a_party_that_is_not_there_yet_adds_the_party_in_between() -> None:
    party = ("new", "", "Ida Moor", "person", "", "Rings the bells.", "")
    entry, _, told = interview("role", "Ida Moor", *party, "", "bell-ringer", "", "", "", "")
    assert entry == {"party": "ida-moor", "title": "bell-ringer"}
    assert "  Nothing here is called “Ida Moor”. “?” shows what there is. “new” adds a party first." in told


def test_a_party_of_several_stories_is_named_by_its_id() -> None:
    entry, asked, _ = interview("party", "", "Veldmark", "Looks on.")
    assert entry == {"id": "veldmark", "part": "Looks on."}
    assert asked == ["words", "name", "part"]


def test_the_surname_that_the_article_uses_is_proposed_as_alias() -> None:
    entry, asked, _ = interview("party", "", "Piet Merrow", "person", "", "", "")
    assert "aliases [Merrow]" in asked
    assert entry["aliases"] == "Merrow"
    entry, _, _ = interview("party", "", "Piet Merrow", "person", "-", "", "")
    assert "aliases" not in entry


def test_an_account_comes_with_its_first_topic() -> None:
    said = ("Nine is not eleven", "odell", "strike", "Her account", "The hours", "", "")
    entry, asked, _ = interview("account", *said)
    assert asked == ["words", "by", "of", "title", "topic", "says", "id [her-account]"]
    assert list(entry) == ["id", "by", "of", "title", "topic", "quote"]


def test_an_address_without_its_beginning_is_told_so() -> None:
    entry, _, told = interview("see-also", "www.example.org", "https://example.org", "Worth it", "", "")
    assert entry["to"] == "https://example.org"
    assert any("beginning with https://" in line for line in told)


def test_dates_in_words_are_understood_where_they_can_mean_one_only() -> None:
    entry, asked, _ = interview("event", "", "3/4/2024", "16 April 2024", "A day", "", "", "")
    assert entry["date"] == "2024-04-16"
    assert asked.count("date") == 2


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8 May", "2024-05-08"),
        ("May 8", "2024-05-08"),
        ("8 May.", "2024-05-08"),
        ("Monday, May 8th", "2024-05-08"),
        ("8.5.", "2024-05-08"),
        ("May", "2024-05"),
        ("about 8 May", "2024-05-08~"),
        ("20 December", "2023-12-20"),
        ("29 Feb", "2024-02-29"),
    ],
)
@pytest.mark.parametrize("answer", ["", "{}"])
def test_a_date_without_a_year_is_offered_in_the_year_that_fits_the_story(
    typed: str, meant: str, answer: str
) -> None:
    entry, asked, told = interview("event", "", typed, answer.format(meant), "A day", "", "", "")
    assert entry["date"] == meant
    assert asked[1:3] == ["date", f"date [{meant}]"]
    assert f"  “{typed}” does not say the year. Enter takes {meant}." in told


@pytest.mark.parametrize("typed", ["3/4", "8", "30 February", "day", "8 May to 10 June, or so", "8 May 20"])
def test_what_no_year_makes_a_date_is_asked_for_again(typed: str) -> None:
    entry, asked, _ = interview("event", "", typed, "2024-05-09", "A day", "", "", "")
    assert entry["date"] == "2024-05-09"
    assert asked[1:3] == ["date", "date"]


def test_a_date_without_a_year_of_a_story_without_an_article_is_near_the_sheets() -> None:
    story = library().story(STORY)
    asking = Interview(KINDS["event"], replace(story, front_placed=None), library(), str, print)
    assert understood_year(asking) == "2024"
    bare = replace(story, front_placed=None, sheet=replace(story.sheet, head=None))
    assert understood_year(Interview(KINDS["event"], bare, library(), str, print)) == ""


def understood_year(asking: Interview) -> str:
    """The year that is offered for 8 May."""
    return understood(Event, "date", "8 May", {}, day=asking._day()).instead[:4]


def test_a_later_day_is_planned_unless_somebody_says_otherwise() -> None:
    entry, asked, _ = interview("event", "", "2099-01-02", "A day", "", "", "")
    assert "status [planned]" in asked
    assert entry["status"] == "planned"


@pytest.mark.parametrize(
    ("words", "key", "written"),
    [
        ("“Nine is not eleven,”", "quote", "Nine is not eleven"),
        ("Nine  is\u00a0not eleven", "quote", "Nine is not eleven"),
        ("“Nine is not eleven”, he told", "evidence", "“Nine is not eleven”, he told"),
    ],
)
def test_pasted_words(words: str, key: str, written: str) -> None:
    entry, _, _ = interview("claim", words, "A claim.", "", "", "")
    assert entry[key] == written


def test_ids_are_free() -> None:
    assert free_id("The strike: a second and third day", ()) == "strike-a-second-and-third"
    assert free_id("A day", ["day", "day-2"]) == "day-3"
    assert free_id("The board admits that the", ()) == "board-admits"
    assert free_id("Of the", ()) == "of-the"
    assert free_id("…", ()) == ""
