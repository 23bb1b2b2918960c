"""Two versions of a text, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.wording import MOST_CELLS, WORD, differences, likeness, possible_likeness

TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(["the", "cranes", "Cranes", "move", "at", "six", ",", "it’s", "it's", "港"])
    ).map(" ".join),
)


def only(text: str, other: str) -> list[str]:
    """The stretches of a text that the other version lacks."""
    return [words for words, differs in differences(text, other)[0] if differs]


def plain(wording: tuple[tuple[str, bool], ...]) -> str:
    return "".join(words for words, _ in wording)


def unmarked(wording: tuple[tuple[str, bool], ...]) -> list[str]:
    """The words that stand in no mark, as they are compared."""
    return [
        word[0].casefold().replace("’", "'")
        for words, differs in wording
        if not differs
        for word in WORD.finditer(words)
    ]


@given(one=TEXTS, other=TEXTS)
def test_the_stretches_are_the_text(one: str, other: str) -> None:
    first, second = differences(one, other)
    assert (plain(first), plain(second)) == (one, other)
    assert all(words for words, _ in (*first, *second))


@given(one=TEXTS, other=TEXTS)
def test_neither_version_comes_first(one: str, other: str) -> None:
    assert differences(one, other) == differences(other, one)[::-1]
    assert likeness(one, other) == likeness(other, one)


@given(text=TEXTS)
def test_the_same_words_are_never_marked(text: str) -> None:
    assert only(text, text) == []
    assert only(text, f"  {text}\n") == []


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), max_size=14)


@given(one=WORDS, other=WORDS)
def test_what_is_not_marked_is_the_same_in_both(one: list[str], other: list[str]) -> None:
    first, second = differences(" ".join(one), " ".join(other))
    assert unmarked(first) == unmarked(second)


@given(before=WORDS, one=WORDS, other=WORDS, after=WORDS)
def test_what_both_begin_and_end_with_is_not_marked(
    before: list[str], one: list[str], other: list[str], after: list[str]
) -> None:
    first, _ = differences(" ".join(before + one + after), " ".join(before + other + after))
    assert len(unmarked(first)) >= len(before) + len(after)


def common_length(one: list[str], other: list[str]) -> int:
    """The length of the longest common sequence, found in another way."""
    best = [0] * (len(other) + 1)
    for word in one:
        new = [0]
        for at, name in enumerate(other):
            new.append(best[at] + 1 if word == name else max(best[at + 1], new[at]))
        best = new
    return best[-1]


@given(one=WORDS, other=WORDS)
def test_as_few_words_as_possible_are_marked(one: list[str], other: list[str]) -> None:
    assert len(unmarked(differences(" ".join(one), " ".join(other))[0])) == common_length(one, other)


@given(one=TEXTS, other=TEXTS)
def test_a_likeness_is_between_nothing_and_all_and_never_above_the_possible(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= possible_likeness(one, other) <= 1


@pytest.mark.parametrize(
    ("one", "other", "marked"),
    [
        ("The company offers eight hours.", "The company offers nine hours.", ["eight"]),
        ("peace, at last", "Peace at last!", []),
        ("it’s 4,000 tonnes", "it's 4,000 tons", ["tonnes"]),
        ("a cease-fire now", "a ceasefire now", ["cease-fire"]),
        ("gates open at six", "gates open on Monday at six", []),
        ("gates open on Monday at six", "gates open at six", ["on Monday"]),
        ("café", "cafe\u0301", []),
        ("明日开门", "明日关门", ["开"]),
        ("नमस्ते दुनिया", "नमस्ते दोस्त", ["दुनिया"]),
        ("one two", "", ["one two"]),
        ("", "one", []),
        ("…", "?!", []),
    ],
)
def test_words_that_only_one_version_has(one: str, other: str, marked: list[str]) -> None:
    assert only(one, other) == marked


def test_words_that_belong_together_stay_together() -> None:
    assert only("the union said that the gate is open", "that the gate is open") == ["the union said"]


def test_what_is_too_long_to_compare_differs_between_a_common_beginning_and_end() -> None:
    side = int(MOST_CELLS**0.5) + 1
    one, other = " ".join(["a b"] * side), " ".join(["b a"] * side)
    assert only(f"start {one} end", f"start {other} end") == [one]


def test_likeness_counts_words_in_their_order() -> None:
    assert likeness("a b c d", "a b c d") == 1
    assert likeness("a b c d", "a b x y") == 0.5
    assert likeness("a b c d", "d c b a") == 0.25
    assert possible_likeness("a b c d", "d c b a") == 1
    assert likeness("", "") == 0
