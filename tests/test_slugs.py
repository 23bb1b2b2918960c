"""Ids that editors choose, and anchors made from texts."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.slugs import (
    ID_PATTERN,
    LONGEST_ANCHOR,
    Anchors,
    heading_slug,
    id_problem,
    paragraph_slug,
    suggest_id,
)

texts = st.text(st.characters())
wordy = st.text(st.sampled_from("aZ9 -_'’éßŁж्कू\u0301\u0323\u200d\ud800.\n"))
ids = st.from_regex(r"\A[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,9}){0,4}\Z")


@pytest.mark.parametrize("text", ["a", "union", "energy-pause", "g7", "com10", "a" * 64, "console"])
def test_a_good_id_has_no_problem(text: str) -> None:
    assert id_problem(text) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("a" * 300, "too long, 300 characters where 64"),
        ("Union", "capitals, which some computers cannot tell apart; write “union”"),
        ("dock union", "a space"),
        ("../../../etc/cron.d/x", "a full stop"),
        ("a/b", "a slash"),
        ("..\\..\\x", "a full stop"),
        ("a\\b", "a backslash"),
        ("%2e%2e%2fx", "a percent sign"),
        ("__proto__", "an underscore"),
        ("-rf", "begins with “-”"),
        ("7up", "begins with “7”"),
        ("a\nb", "“a\ufffdb” has a line break"),
        ("union\n", "a line break"),
        ("union\u00a0", "a no-break space"),
        ("un\u200bion", "an invisible character (U+200B)"),
        ("\ud800", "an invisible character (U+D800)"),
        ("unión", "“ó”"),
        ("союз", "“с”"),
        ("x٣", "“٣”"),
        ("con", "Windows"),
        ("LPT9", "Windows"),
        ("talks-", "a hyphen too many"),
        ("talks--again", "a hyphen too many"),
    ],
)
def test_a_bad_id_is_told_why(text: str, words: str) -> None:
    assert words in id_problem(text)


@given(texts | wordy | ids)
def test_what_is_no_problem_fits_the_pattern(text: str) -> None:
    assert id_problem(text) or (re.match(ID_PATTERN, text) and "\n" not in text)


@given(texts | wordy | st.from_regex(ID_PATTERN))
def test_a_problem_is_one_line_that_can_be_printed(text: str) -> None:
    assert id_problem(text).isprintable()


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("Dock Union", "dock-union"),
        ("  Łukasz Erdoğan’s Straße ", "lukasz-erdogans-strasse"),
        ("../../etc/x", "etc-x"),
        ("40 drones", "drones"),
        ("con", "con-1"),
        ("Зеленський", ""),
        ("2025", ""),
        (f"{'a' * 63} b", "a" * 63),
    ],
)
def test_an_id_is_suggested(text: str, suggested: str) -> None:
    assert suggest_id(text) == suggested


@given(texts | wordy)
def test_a_suggested_id_is_good_or_empty(text: str) -> None:
    suggested = suggest_id(text)
    assert not suggested or not id_problem(suggested)


@given(ids)
def test_a_good_id_is_suggested_as_it_is(text: str) -> None:
    assert id_problem(text) or suggest_id(text) == text


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("A White House statement on the call said", "p-a-white-house-statement-on"),
        ("“We agreed,” he wrote.", "p-we-agreed-he-wrote"),
        ("Ukraine’s Zelenskyy said", "p-ukraines-zelenskyy-said"),
        ("40 drones", "p-40-drones"),
    ],
)
def test_a_paragraph_is_known_by_its_first_words(text: str, anchor: str) -> None:
    assert paragraph_slug(text) == anchor


def test_a_paragraph_in_another_script_is_known_by_a_digest() -> None:
    first, second = paragraph_slug("Перша 2025"), paragraph_slug("Друга 2025")
    assert first != second
    assert all(re.fullmatch("p-[0-9a-f]{8}", slug) for slug in (first, second))
    assert paragraph_slug("й 2025") == paragraph_slug(unicodedata.normalize("NFD", "й 2025"))


@given(texts | wordy)
def test_a_paragraph_anchor_is_plain_and_short(text: str) -> None:
    slug = paragraph_slug(text)
    assert re.fullmatch("p(-[a-z0-9]+)+", slug)
    assert len(slug) <= LONGEST_ANCHOR


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("What was agreed?", "what-was-agreed"),
        ("Trump’s word -- and Putin's", "trumps-word-and-putins"),
        ("Перемир’я 2025", "перемиря-2025"),
        ("हिन्दी में", "हिन्दी-में"),
        ("U\u00adkraine", "ukraine"),
        ("a" * 80, "a" * 80),
    ],
)
def test_a_heading_keeps_its_script(text: str, anchor: str) -> None:
    assert heading_slug(text) == anchor


def test_headings_without_letters_or_too_long_stay_apart() -> None:
    slugs = [heading_slug(text) for text in ("", "?!", "😀", "a" * 81, "a" * 82)]
    assert len(set(slugs)) == len(slugs)
    assert re.fullmatch("h-[0-9a-f]{8}", slugs[0])
    assert all(len(slug) <= LONGEST_ANCHOR for slug in slugs)


@given(texts | wordy)
def test_a_heading_anchor_is_whole_and_never_empty(text: str) -> None:
    slug = heading_slug(text)
    assert slug
    assert not re.search(r"[\s\ud800-\udfff]|^-|-$|--", slug)
    assert len(slug) <= LONGEST_ANCHOR


@given(st.text(st.characters(categories=["L", "N", "Z", "Mn"])))
def test_unicode_forms_make_no_difference(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert heading_slug(composed) == heading_slug(decomposed)
    assert suggest_id(composed) == suggest_id(decomposed)


def test_a_pile_of_marks_still_has_an_anchor() -> None:
    """Putting these marks into order would take minutes."""
    pile = "ж" + "\u0301\u0323" * 100_000
    assert paragraph_slug(pile).startswith("p-")
    assert heading_slug(pile).startswith("ж")
    assert suggest_id(pile) == ""


def test_anchors_are_numbered_from_two() -> None:
    anchors = Anchors()
    assert [anchors.claim("a") for _ in range(3)] == ["a", "a-2", "a-3"]


def test_a_number_that_is_taken_is_passed_over() -> None:
    anchors = Anchors(["updates"])
    claimed = [anchors.claim(slug) for slug in ("a-2", "a", "a", "a-2", "updates")]
    assert claimed == ["a-2", "a", "a-3", "a-2-2", "updates-2"]


@given(st.lists(st.sampled_from(["a", "a-2", "a-2-2", "a-3", "b"])))
def test_no_anchor_is_handed_out_twice(slugs: list[str]) -> None:
    anchors = Anchors()
    claimed = [anchors.claim(slug) for slug in slugs]
    assert len(set(claimed)) == len(slugs)
    assert all(anchor.startswith(slug) for anchor, slug in zip(claimed, slugs, strict=True))
