"""The words of the interface: in which language, in which form, and kept apart where directions meet."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from importlib.resources import files

import pytest
import yaml
from babel import Locale
from markupsafe import Markup

from generator.catalogue import ISOLATE, POP, Catalogue, lineage, words_of
from generator.date_parsing import parse_date
from generator.date_words import date_words, order
from generator.dates import ENGLISH, worded
from generator.rendering import say_html

COMPLETE = ("en", "de")
LANGUAGES = sorted(
    file.name.removesuffix(".yaml") for file in files("generator").joinpath("languages").iterdir()
)
NUMBERS = range(200)
PLACE = re.compile(r"\{(\w*)\}")


def forms_of(language: str, key: str) -> dict[str, str]:
    """The words of a key by the case they are for."""
    words = words_of(language)[key]
    return {"other": words} if isinstance(words, str) else dict(words)


@pytest.mark.parametrize("language", COMPLETE)
def test_a_complete_language_says_everything(language: str) -> None:
    missing = sorted(set(words_of("en")) - set(words_of(language)))
    assert not missing, f"{language}.yaml lacks: {', '.join(missing)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_nothing_that_is_not_asked_for(language: str) -> None:
    assert set(words_of(language)) <= set(words_of("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_group_and_no_key_stands_twice(language: str) -> None:
    """YAML would keep the last of two, and say nothing."""
    node = yaml.compose(files("generator").joinpath("languages", f"{language}.yaml").read_text("utf-8"))
    assert isinstance(node, yaml.MappingNode)
    keys = [("", group.value) for group, _ in node.value]
    keys += [(group.value, key.value) for group, below in node.value for key, _ in below.value]
    assert len(keys) == len(set(keys)), [key for key, count in Counter(keys).items() if count > 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_have_the_values_of_the_english_ones(language: str) -> None:
    for key in words_of(language):
        known = {name for words in forms_of("en", key).values() for name in PLACE.findall(words)}
        for words in forms_of(language, key).values():
            assert set(PLACE.findall(words)) <= known, key
            assert words == words.strip() or key.startswith("lists."), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_for_numbers_have_each_plural_of_their_language(language: str) -> None:
    plural = Locale.parse(language.replace("-", "_")).plural_form
    needed = {plural(number) for number in NUMBERS} | {"other"}
    for key, words in words_of("en").items():
        if key in words_of(language) and not isinstance(words, str) and set(words) != {"day", "other"}:
            assert set(forms_of(language, key)) == needed, key


def test_german_has_german_quotation_marks() -> None:
    said = [form for key in words_of("de") for form in forms_of("de", key).values()]
    words = [re.sub("`[^`]*`", "", one) for one in said]
    assert not [one for one in words if re.search("[\"”']|“(?=\\w)", one)]
    assert all(one.count("„") == one.count("“") for one in words)


def test_a_number_chooses_the_form() -> None:
    say = Catalogue("de")
    assert say("desk.count", n=1, verified=0) == "1 Fakt, 0 in der Quelle belegt"
    assert say("desk.count", n=2, verified=1) == "2 Fakten, 1 in der Quelle belegt"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "12,345 facts"), ("de", "12.345 Fakten"), ("xx", "12,345 facts")]
)
def test_long_numbers_are_grouped_as_the_language_does(language: str, words: str) -> None:
    say = Catalogue(language)
    assert say("desk.count", n=12_345, verified=0).startswith(words)
    assert say("desk.line", file="a", line=2025).endswith("2025")


@pytest.mark.parametrize(
    ("language", "listed"),
    [("en", ["", "A", "A and B", "A, B and C"]), ("de", ["", "A", "A und B", "A, B und C"])],
)
def test_names_stand_in_a_row(language: str, listed: list[str]) -> None:
    say = Catalogue(language)
    assert [say.listed("ABC"[:count]) for count in range(4)] == listed


def test_a_narrower_language_has_the_words_of_the_wider_one() -> None:
    assert lineage("pt-BR") == ("pt-BR", "pt", "en")
    assert Catalogue("de-AT")("bar.timeline") == "Zeitleiste"
    january = parse_date("2024-01-03")
    assert worded(january, date_words(Catalogue("de-AT"))) == "3. Jänner 2024"


@pytest.mark.parametrize("language", ["eo", "sh", "xx", "", "../en", "en/../de", "null", "a" * 5000])
def test_what_nobody_has_translated_is_in_english(language: str) -> None:
    say = Catalogue(language)
    assert say("bar.timeline") == "Timeline"
    assert date_words(say) == ENGLISH


def test_an_unknown_key_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        Catalogue()("bar.nothing")


def test_english_words_in_a_hebrew_page_keep_their_order() -> None:
    say = Catalogue("he")
    assert say("overviews.account") == f"{ISOLATE}Do the accounts agree?{POP}"
    assert say("reasons.leads_inverse", origin="", target="Dock Union") == f"{ISOLATE}Leads Dock Union{POP}"
    assert date_words(say) == ENGLISH


def test_a_name_in_another_direction_changes_nothing_around_it() -> None:
    name = "ليلى حداد"
    for language in ("en", "he"):
        assert f"Leads {ISOLATE}{name}{POP}" in Catalogue(language)("reasons.leads_inverse", target=name)
    assert ISOLATE not in Catalogue("en")("reasons.leads_inverse", target="Dock Union")


def test_words_in_html_are_escaped_but_for_values_that_are_html() -> None:
    say = Catalogue("de")
    assert say_html(say, "page.updated", date=Markup("<b>1</b>")) == "Stand: <b>1</b>"
    assert say_html(say, "page.updated", date='<b x="1">{n}') == "Stand: &lt;b x=&quot;1&quot;&gt;{n}"


GERMAN_DATES = {
    "2025-03-18": "18. März 2025",
    "2025-03": "März 2025",
    "2025-03-23~": "um den 23. März 2025",
    "2022~": "etwa 2022",
    "2025-03?": "möglicherweise März 2025",
    "2025-03-18/2025-03-20": "18.–20. März 2025",
    "2025-03-18/2025-04-02": "18. März – 2. April 2025",
    "2024-12-28/2025-01-03": "28. Dezember 2024 bis 3. Januar 2025",
    "2025-03/2025-04": "März–April 2025",
    "../2022": "vor 2022",
    "../2025-03-18": "vor dem 18. März 2025",
    "../2025-03-18~": "vor etwa 18. März 2025",
    "/2025-03-18": "bis zum 18. März 2025",
    "2025-03-18/..": "seit dem 18. März 2025",
    "2026-05/": "ab Mai 2026",
}


@pytest.mark.parametrize("text", GERMAN_DATES)
def test_dates_are_told_in_german(text: str) -> None:
    said = worded(parse_date(text), date_words(Catalogue("de")))
    assert said.replace("\u2009", " ") == GERMAN_DATES[text]


def test_dates_in_english_are_those_that_mistakes_are_told_with() -> None:
    assert date_words(Catalogue()) == ENGLISH


@pytest.mark.parametrize(
    ("language", "day", "month", "days"),
    [
        ("ru", "18 марта 2025\u202fг.", "март 2025\u202fг.", "18–20 марта 2025\u202fг."),
        ("hu", "2025. március 18.", "2025. március", "2025. március 18–20."),
        ("ja", "2025年3月18日", "2025年3月", "2025年3月18日～20日"),
        ("th", "18 มีนาคม 2025", "มีนาคม 2025", "18–20 มีนาคม 2025"),
        ("pt_BR", "18 de março de 2025", "março de 2025", "18\u2009–\u200920 de março de 2025"),
    ],
)
def test_months_and_order_are_those_of_the_language(language: str, day: str, month: str, days: str) -> None:
    words = order(Locale.parse(language))
    told = [worded(parse_date(text), words) for text in ("2025-03-18", "2025-03", "2025-03-18/2025-03-20")]
    assert told == [day, month, days]


def test_an_interval_that_would_count_months_is_said_in_full() -> None:
    words = order(Locale.parse("bg"))
    assert words.days_of_year == ""
    assert (
        worded(parse_date("2025-03-18/2025-03-20"), words) == "18 март 2025\u202fг. to 20 март 2025\u202fг."
    )


def test_english_does_not_wait_for_babel() -> None:
    program = """\
import sys
from generator.build import Settings, build
from generator.catalogue import Catalogue
Catalogue()("desk.count", n=12345, verified=1)
assert not [name for name in sys.modules if name.partition(".")[0] == "babel"]
"""
    subprocess.run([sys.executable, "-c", program], check=True)
