"""Who is said to have said some words. The forms stand in `speakers.md`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import at_length
from drafts.measure import FICTION, LATER, SEED, marks, paragraphs_of
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.attribution import speaker
from generator.mentions import NameIndex

PARTIES = ("Dock Union", "Harbour Board", "Edda Brandt", "Otto Klein", "Mara Voss", "Jo Winter", "Graufels")
SHORT = {"the dockers": "Dock Union"} | {name.split()[-1]: name for name in PARTIES[2:6]}
NAMES = NameIndex({name: name for name in PARTIES} | SHORT)
ROW = re.compile(r"^\| (.*[Nn]ot this year.*) \| (.*) \|$", re.MULTILINE)
ROWS = ROW.findall((Path(__file__).parent / "speakers.md").read_text("utf-8"))


@pytest.mark.parametrize(("text", "who"), ROWS)
def test_a_form(text: str, who: str) -> None:
    found = speaker(text, text.lower().index("not this year"), NAMES)
    assert (found or "nobody") == who


def test_all_forms_are_read() -> None:
    assert len(ROWS) == 277
    assert {who for _, who in ROWS} == {*PARTIES, "nobody"} - {"Graufels"}


def marked_and_found(name: str) -> Iterator[tuple[list[str], str]]:
    """Whom people marked as the speakers of each quotation of an article, and who is found."""
    gold = marks(name)
    called = {
        form: party for kind in ("people", "bodies", "states") for party, more in (gold[kind] or {}).items()
        for form in (party, *(more or {}).get("aliases", ()))
    }  # fmt: skip
    texts = [one.text for one in paragraphs_of(name)[0]]
    for one in gold["quotations"]:
        text = next(text for text in texts if one["begins"] in text)
        yield one["by"], speaker(text, text.index(one["begins"]), NameIndex(called))


def test_in_articles_marked_by_hand_most_are_found_and_nobody_is_taken_for_another() -> None:
    """Those that drafts are measured with. Of the speakers that are not found, most are pronouns."""
    names = [*FICTION, *LATER, *(["seed"] if os.environ.get(SEED) else [])]
    told = [one for name in names for one in marked_and_found(name)]
    assert [(by, found) for by, found in told if found and found not in by] == []
    assert sum(bool(found) for _, found in told) / sum(bool(by) for by, _ in told) > 0.6


def test_words_far_away_say_nothing() -> None:
    far = "The dockers went home, and the quay was empty for a long time. " * 20
    text = f'{far}Klein said: "Not this year." {far}'
    assert speaker(text, text.index("Not this"), NAMES) == "Otto Klein"
    text = f'Klein said: {far}"Not this year." {far}'
    assert speaker(text, text.index("Not this"), NAMES) == ""


def test_words_outside_of_quotation_marks_are_nobodys() -> None:
    assert speaker("Not this year, said Klein.", 0, NAMES) == ""


SIGNS = st.sampled_from(
    [
        "said ",
        "told ",
        "Klein ",
        "the dockers ",
        '"',
        "“",
        "”",
        "’",
        ", ",
        ". ",
        ": ",
        "\ue000",
        "\uf8ff",
        "S",
    ]
)


@at_length(settings(max_examples=200))
@given(st.lists(SIGNS | st.text(max_size=3), max_size=40).map("".join), st.integers(0, 80))
def test_no_text_makes_it_raise(text: str, offset: int) -> None:
    assert speaker(text, offset, NAMES) in {*PARTIES, ""}
