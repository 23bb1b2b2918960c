"""What a form shows of a sheet, and what it gives back, in the words and the order of the sheet."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import GOOD

from generator.form_values import shape, shown, stored
from generator.kinds import Model
from generator.model.entries import Account, Demand, Party
from generator.model.sheets import FactSheet, StoryHead
from generator.source import SourceFile
from generator.yaml_document import read_yaml
from generator.yaml_values import Value

SHEETS = sorted(GOOD.glob("*/facts.yaml"))


def values_of(text: str) -> Value:
    document, problems = read_yaml(SourceFile("facts.yaml", text))
    assert document is not None
    assert not problems
    return document.value


def in_order(value: object) -> object:
    """A value in which the order of keys counts."""
    if isinstance(value, dict):
        return [(key, in_order(inner)) for key, inner in value.items()]
    return [in_order(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.parent.name)
def test_a_form_that_changes_nothing_gives_back_the_sheet(path: Any) -> None:
    values = values_of(path.read_text("utf-8"))
    assert in_order(stored(FactSheet, values, shown(FactSheet, values))) == in_order(values)


@pytest.mark.parametrize(
    ("model", "text", "given"),
    [
        (Demand, "by: union", {"by": ["union"]}),
        (Demand, "by: [union, crew]", {"by": ["union", "crew"]}),
        (Demand, "evidence: Words", {"evidence": [{"words": "Words"}]}),
        (Demand, "evidence: [A, {words: B, source: s}]",
         {"evidence": [{"words": "A"}, {"words": "B", "source": "s"}]}),
        (Demand, "positions: [{party: b, evidence: A}]",
         {"positions": [{"party": "b", "evidence": [{"words": "A"}]}]}),
        (Demand, "draft: Yes ", {"draft": True}),
        (Demand, "draft: TRUE", {"draft": True}),
        (Demand, "draft: no", {"draft": False}),
        (Account, "topics: [{topic: T, silent: true}]", {"topics": [{"topic": "T", "silent": True}]}),
        (StoryHead, "names: {Smith: anna, Cruz: leo}",
         {"names": [{"name": "Smith", "party": "anna"}, {"name": "Cruz", "party": "leo"}]}),
        (StoryHead, "names: Smith", {"names": []}),
        (Demand, "colour: [red]", {"colour": ["red"]}),
        (Demand, "title:\ntext: More", {"text": "More"}),
        (FactSheet, "story: {lead: a}", {"story": {"lead": ["a"]}}),
        (FactSheet, "story: words", {"story": {}}),
    ],
)  # fmt: skip
def test_a_form_shows_each_kind_of_value_in_one_way(
    model: type[Model], text: str, given: dict[str, Any]
) -> None:
    assert shown(model, values_of(text)) == given


@pytest.mark.parametrize(
    ("model", "before", "given", "after"),
    [
        # A list of one stands alone where it did, or where nothing stood.
        (Demand, "by: union", {"by": ["crew"]}, "by: crew"),
        (Demand, "by: [union]", {"by": ["crew"]}, "by: [crew]"),
        (Demand, "{}", {"by": [" crew\r\n"]}, "by: crew"),
        (Demand, "by: union", {"by": ["crew", "", "union"]}, "by: [crew, union]"),
        (Demand, "by: union", {"by": "crew"}, "by: crew"),
        (Demand, "by: union", {"by": []}, "{}"),
        (Demand, "by: union", {"by": [None]}, "{}"),
        # So do words.
        (Demand, "evidence: A", {"evidence": [{"words": "B"}]}, "evidence: B"),
        (Demand, "evidence: [A]", {"evidence": [{"words": "B"}]}, "evidence: [B]"),
        (Demand, "{}", {"evidence": [{"words": "B"}]}, "evidence: B"),
        (Demand, "evidence: A", {"evidence": [{"words": "A", "source": "s"}]},
         "evidence: {words: A, source: s}"),
        (Demand, "evidence: {words: A, source: s}", {"evidence": [{"words": "A", "source": ""}]},
         "evidence: A"),
        (Demand, "evidence: A", {"evidence": [{"words": "A"}, {"words": "B"}]}, "evidence: [A, B]"),
        (Demand, "evidence: [A, B]", {"evidence": [{"words": "B"}, {"words": ""}]}, "evidence: [B]"),
        (Demand, "evidence: A", {"evidence": "A"}, "{}"),
        # Groups are lists, also where there is one.
        (Demand, "{}", {"positions": [{"party": "b", "stance": "rejects"}]},
         "positions: [{party: b, stance: rejects}]"),
        (Demand, "positions: [{party: b, stance: rejects}]",
         {"positions": [{"party": "b", "stance": "rejects"}, {"party": "c", "stance": "accepts"}, "d", {}]},
         "positions: [{party: b, stance: rejects}, {party: c, stance: accepts}]"),
        # Truth values are said only where they say something.
        (Demand, "{}", {"draft": False}, "{}"),
        (Demand, "{}", {"draft": True}, "draft: 'true'"),
        (Demand, "draft: yes", {"draft": True}, "draft: 'yes'"),
        (Demand, "draft: yes", {"draft": False}, "draft: 'false'"),
        (Demand, "draft: yes", {"draft": None}, "draft: 'false'"),
        # Names without a party, or parties without a name, say nothing.
        (StoryHead, "{}", {"names": [{"name": " Smith", "party": "anna "}, {"name": "Cruz", "party": ""},
                                     {"party": "leo"}, "x"]}, "names: {Smith: anna}"),
        (StoryHead, "names: {Smith: anna}", {"names": []}, "{}"),
        # Texts lose what browsers bring, and empty ones their line.
        (Demand, "text: A", {"text": " B\r\nC \n"}, 'text: "B\\nC"'),
        (Demand, "text: A\ntitle: B", {"text": "", "title": None}, "{}"),
        (Demand, "text: A", {}, "{}"),
        # What the form knows nothing of stays.
        (Demand, "colour: red\ntext: A", {"text": "B", "size": "9"}, "colour: red\ntext: B"),
        (FactSheet, "story: words", {"story": {"headline": "H"}}, "story: {headline: H}"),
        (Demand, "text: A", None, "{}"),
    ],
)  # fmt: skip
def test_a_sheet_says_what_a_form_gives_back(
    model: type[Model], before: str, given: object, after: str
) -> None:
    assert in_order(stored(model, values_of(before), given)) == in_order(values_of(after))


def test_keys_stay_in_their_order_and_new_ones_follow_as_sheets_have_them() -> None:
    before = values_of("text: More\nid: pay\ncolour: red\n")
    given = {"evidence": [{"words": "A"}], "by": ["union"], "id": "pay", "text": "Much more"}
    assert list(stored(Demand, before, given)) == ["text", "id", "colour", "by", "evidence"]


def test_an_entry_is_known_by_its_id_wherever_it_stands() -> None:
    """What the form does not know of it goes with it, and to no other."""
    before = values_of("demands: [{text: A, id: a, note: 1}, {id: b, note: 2, text: B}]")
    given = {"demands": [{"id": "new", "text": "N"}, {"id": "b", "text": "B"}, {"id": "a", "text": "AA"}]}
    after = values_of("demands: [{id: new, text: N}, {id: b, note: 2, text: B}, {text: AA, id: a, note: 1}]")
    assert in_order(stored(FactSheet, before, given)) == in_order(after)
    without = {"demands": [{"text": "A"}]}
    assert stored(FactSheet, before, without) == {"demands": [{"text": "A"}]}


def test_a_group_without_an_id_is_known_by_its_place() -> None:
    before = values_of("positions: [{stance: rejects, party: b, note: 1}, {party: c, stance: accepts}]")
    given = {"positions": [{"party": "b", "stance": "accepts"}, {"party": "c", "stance": "rejects"}]}
    after = values_of("positions: [{stance: accepts, party: b, note: 1}, {party: c, stance: rejects}]")
    assert in_order(stored(Demand, before, given)) == in_order(after)


def test_a_program_is_told_what_each_key_holds() -> None:
    words = {"kind": "list", "inner": {"words": {"kind": "text"}, "source": {"kind": "text"}}, "short": True}
    head = shape(FactSheet)["story"]
    assert head["kind"] == "group"
    assert [head["inner"][key] for key in ("headline", "lead", "names", "draft")] == [
        {"kind": "text"},
        {"kind": "list"},
        {"kind": "names"},
        {"kind": "flag"},
    ]
    party = shape(Party)
    assert (party["evidence"], party["aliases"]) == (words, {"kind": "list"})
    assert party["roles"]["kind"] == "list"
    assert party["roles"]["inner"]["evidence"] == words
    assert "short" not in party["roles"]
