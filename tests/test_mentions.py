"""Names found in prose."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.combining_marks import MARKS
from generator.mentions import MOST_TOKENS, Mention, NameIndex


def linked(text: str, *names: str) -> list[str]:
    """The stretches of a text that would become links."""
    return [mention.text for mention in NameIndex({name: name for name in names}).find(text)]


def test_a_mention_says_where_and_whose() -> None:
    index = NameIndex({"Putin": "parties/putin", "Vladimir Putin": "parties/putin", "Trump": "parties/trump"})
    assert index.find("Vladimir Putin met Trump.") == [
        Mention(0, 14, "parties/putin", "Vladimir Putin"),
        Mention(19, 24, "parties/trump", "Trump"),
    ]


def test_the_longest_name_wins_at_each_place() -> None:
    names = ("New York", "New York Times", "York", "Times Square")
    assert linked("New York Times Square, New York, York", *names) == ["New York Times", "New York", "York"]
    assert linked("New York Times", "New York", "New York Times Square") == ["New York"]


@pytest.mark.parametrize("text", ["Putinism", "putin", "PUTIN", "Rasputin", "Putin_", "Putina", "Putinss"])
def test_a_name_is_a_whole_word_in_its_own_case(text: str) -> None:
    assert linked(text, "Putin") == []


@pytest.mark.parametrize(
    "text", ["Ukraine's", "Ukraine’s", "Ukraineʼs", "Ukraine's,", "Ukraine'", "Ukraine’ll"]
)
def test_a_possessive_stays_outside(text: str) -> None:
    assert linked(text, "Ukraine") == ["Ukraine"]


def test_a_name_in_s_keeps_its_s_and_leaves_the_apostrophe() -> None:
    assert linked("the Zelenskyys' house", "Zelenskyys") == ["Zelenskyys"]
    assert linked("U.S.'s and U.S.’s", "U.S.") == ["U.S.", "U.S."]


@pytest.mark.parametrize(("name", "text"), [("Sana", "Sana'a"), ("Brien", "O’Brien"), ("O", "O'Brien")])
def test_an_apostrophe_inside_a_word_parts_nothing(name: str, text: str) -> None:
    assert linked(text, name) == []


def test_an_elided_article_does_not_hide_a_name() -> None:
    assert linked("l'Ukraine et d’Ukraine", "Ukraine") == ["Ukraine", "Ukraine"]


def test_the_plural_of_a_capitalised_name_is_inside() -> None:
    assert linked("Houthis, Houthis' and MPs", "Houthi", "MP") == ["Houthis", "Houthis", "MPs"]
    assert linked("rebels", "rebel") == []
    assert linked("Houthis", "Houthi", "Houthis") == ["Houthis"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Ukraine-Russia border", ["Ukraine", "Russia"]),
        ("pro-Ukraine, non-Russia", ["Ukraine", "Russia"]),
        ("Russia–Ukraine—Russia", ["Russia", "Ukraine", "Russia"]),
        ("Russia/Ukraine", ["Russia", "Ukraine"]),
        (
            "“Russia” (Ukraine) 'Russia' ‘Ukraine’ ...Russia…",
            ["Russia", "Ukraine", "Russia", "Ukraine", "Russia"],
        ),
    ],
)
def test_marks_part_words(text: str, expected: list[str]) -> None:
    assert linked(text, "Ukraine", "Russia") == expected


@pytest.mark.parametrize(
    "text",
    [
        "example.org/Trump",
        "https://example.org/a/Trump",
        "www.example/Trump",
        "example.org?q=Trump",
        "@Trump",
        "(@Trump)",
        "#Trump,",
        "trump.com Trump.com news.Trump",
        "Trump@example.org donald.Trump@example.org",
        "/Trump",
        "Trump&Sons Sons&Trump q=Trump",
        "Trump+",
    ],
)
def test_addresses_handles_and_joined_words_hold_no_names(text: str) -> None:
    assert linked(text, "Trump") == []


def test_an_address_does_not_hide_what_stands_around_it() -> None:
    assert linked("Trump—(https://example.org/Trump), Trump.", "Trump") == ["Trump", "Trump"]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("U.S.", "the U.S. and U.S.-led, the U.S.", 3),
        ("U.S.", "U.S.A.", 0),
        ("C++", "C++, C++. C++11", 2),
        ("C", "C++ and C#", 0),
        (".NET", ".NET but not ASP.NET", 1),
        ("AT&T", "AT&T", 1),
        ("Booking.com", "Booking.com's, www.Booking.com/x", 1),
    ],
)
def test_marks_may_belong_to_a_name(name: str, text: str, expected: int) -> None:
    assert linked(text, name) == [name] * expected


@pytest.mark.parametrize("name", ["the Kremlin", "The Kremlin"])
def test_a_leading_article_is_written_either_way(name: str) -> None:
    assert linked("The Kremlin; the Kremlin; THE Kremlin; Kremlin", name) == ["The Kremlin", "the Kremlin"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("O'Brien", "O’Brien"),
        ("Vladimir Putin", "Vladimir\u00a0Putin"),
        ("Vladimir Putin", "Vladimir\nPutin"),
        ("al-Qaeda", "al‑Qaeda"),
        ("Élysée", unicodedata.normalize("NFD", "Élysée")),
        (unicodedata.normalize("NFD", "Élysée"), "Élysée"),
        ("Zelenskyy", "Zelen\u00adskyy"),
    ],
)
def test_typography_makes_no_difference(name: str, text: str) -> None:
    assert linked(f"and {text}.", name) == [text]


def test_an_accent_is_part_of_its_letter() -> None:
    assert linked(unicodedata.normalize("NFD", "Elysé"), "Elyse") == []


def test_names_in_other_scripts() -> None:
    assert linked("Путин и Зеленский", "Путин", "Зеленский") == ["Путин", "Зеленский"]
    assert linked("据普京同意了", "普京") == ["普京"]
    assert linked("नरेन्द्र मोदी ने", "नरेन्द्र मोदी") == ["नरेन्द्र मोदी"]


@pytest.mark.parametrize("name", ["", " ", "...", "\u200b", "a " * (MOST_TOKENS + 1)])
def test_what_is_no_name_is_not_looked_for(name: str) -> None:
    assert linked(f"So ... \u200b {name} it is", name) == []


words = st.sampled_from(
    ["Ann", "Bo", "the", "The", "Li", "U.S.", "-", "'s", "’", ".", "@", "é", "e\u0301", "普", "s"]
)
names = st.lists(words, min_size=1, max_size=4).map(" ".join) | st.text(max_size=8)
texts = st.lists(words | st.just(" "), max_size=30).map("".join) | st.text()


@given(st.lists(st.tuples(names, st.sampled_from("xyz"))), texts)
def test_mentions_are_sorted_and_apart_and_say_what_stands_there(
    pairs: list[tuple[str, str]], text: str
) -> None:
    mentions = NameIndex(pairs).find(text)
    assert all(
        0 <= one.start < one.end <= len(text) and text[one.start : one.end] == one.text for one in mentions
    )
    assert all(before.end <= after.start for before, after in pairwise(mentions))


@given(st.lists(st.tuples(names, st.sampled_from("xyz"))), texts)
def test_the_order_of_names_changes_nothing(pairs: list[tuple[str, str]], text: str) -> None:
    shuffled = sorted(pairs, key=lambda pair: (pair[1], pair[0]), reverse=True)
    assert NameIndex(pairs).find(text) == NameIndex(shuffled).find(text)


capitalised = st.from_regex(r"[A-Z][a-z]{2,6}( [A-Z][a-z]{2,6})?", fullmatch=True)


@given(capitalised, st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True)), st.lists(capitalised))
def test_a_planted_name_is_found(name: str, before: list[str], others: list[str]) -> None:
    text = " ".join([*before, name, *before])
    index = NameIndex({**dict.fromkeys(others, "other"), name: "planted"})
    assert [(one.text, one.key) for one in index.find(text)] == [(name, "planted")]


def test_many_names_that_begin_alike() -> None:
    index = NameIndex((f"A b{number}", str(number)) for number in range(20_000))
    found = index.find("A b19999 A c " * 2_000)
    assert [mention.key for mention in found] == ["19999"] * 2_000


@pytest.mark.parametrize(
    "hostile", ["a ", "a", "a\u0301\u0323", "\u0301\u0323", "'", "a.b", ".a/", "@", "(@ ", " "]
)
def test_long_hostile_text_is_read(hostile: str) -> None:
    index = NameIndex([("a " * 19 + "b", "x"), ("'", "y")])
    assert index.find(hostile * 5_000) == []


def test_the_marks_are_those_of_unicode() -> None:
    """Those that came after version 14 are not in the living scripts' ranges, or are marks as well."""
    found = {sign for sign in map(chr, range(0x300, 0xAC00)) if re.match(f"[{MARKS}]", sign)}
    known = {sign for sign in map(chr, range(0x300, 0xAC00)) if unicodedata.category(sign).startswith("M")}
    assert found <= known
    assert found == known or unicodedata.unidata_version != "14.0.0"
