"""Dates as exactly as they are known: read, ordered and told."""

import datetime
from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.date_parsing import FORMS, DateError, parse_date
from generator.dates import (
    ENGLISH,
    Bound,
    Moment,
    PartialDate,
    Precision,
    iso,
    short,
    worded,
)

days = st.dates().map(str)
plain = days | days.map(lambda day: day[:7]) | days.map(lambda day: day[:4])
moments = st.builds(str.__add__, plain, st.sampled_from(["", "~", "?", "%"]))
sides = moments | st.sampled_from(["..", ""])
near = st.builds("{}-{:02}".format, st.integers(2024, 2025), st.integers(1, 3)) | st.sampled_from(
    ["2024", "2025", "2025-01-01", "2025-01-31~", "2025-02-01/..", "../2025", "/2025-01", "2024/2025-02"]
)


@st.composite
def intervals(draw: st.DrawFn) -> str:
    """Two sides that make an interval."""
    text = f"{draw(sides)}/{draw(sides)}"
    assume(is_date(text))
    return text


dates = moments | intervals()
scribbles = st.text(st.sampled_from("0123456789-/.~?% T:٣–abcdefmarchtuo"), max_size=24)


def is_date(text: str) -> bool:
    try:
        parse_date(text)
    except DateError:
        return False
    return True


def refusal(text: str) -> DateError:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", Moment(2025), Moment(2025)),
        ("2025-03", Moment(2025, 3), Moment(2025, 3)),
        ("2025-03-18", Moment(2025, 3, 18), Moment(2025, 3, 18)),
        ("2025~", Moment(2025, approximate=True), Moment(2025, approximate=True)),
        ("2025-03?", Moment(2025, 3, uncertain=True), Moment(2025, 3, uncertain=True)),
        ("0001-01-01%", Moment(1, 1, 1, True, True), Moment(1, 1, 1, True, True)),
        ("2025-03~/2025-04-02", Moment(2025, 3, approximate=True), Moment(2025, 4, 2)),
        ("2022/..", Moment(2022), Bound.OPEN),
        ("2022/", Moment(2022), Bound.UNKNOWN),
        ("../9999", Bound.OPEN, Moment(9999)),
        ("/2022", Bound.UNKNOWN, Moment(2022)),
    ],
)
def test_a_date_is_what_was_typed(text: str, start: Moment | Bound, end: Moment | Bound) -> None:
    date = parse_date(text)
    assert (date.start, date.end, str(date), date.text) == (start, end, text, text)


def test_an_interval_of_one_date_is_that_date() -> None:
    date = parse_date("2025-03-18/2025-03-18")
    assert date == parse_date("2025-03-18")
    assert (date.is_interval, str(date), date.text) == (False, "2025-03-18", "2025-03-18/2025-03-18")


@given(dates)
def test_the_normal_form_reads_as_the_same_date(text: str) -> None:
    date = parse_date(text)
    assert parse_date(str(date)) == date
    assert str(parse_date(str(date))) == str(date)


@given(st.text() | scribbles | dates)
def test_any_text_is_a_date_or_is_told_why_not(text: str) -> None:
    if is_date(text):
        date = parse_date(text)
        assert worded(date).isprintable()
        assert worded(date)
        assert date.earliest <= date.latest
    else:
        error = refusal(text)
        assert error.message == str(error)
        assert error.message.isprintable()
        assert error.hint


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("٢٠٢٦-٠٢-١٢", "digits", "Write 2026-02-12 for 12 February 2026."),
        ("２０２６年", "digits", FORMS),
        ("2026-13-01", "“2026-13-01” names the month 13", "Write 2026-01-13 for 13 January 2026."),
        ("2026-13-13", "“2026-13-13” names the month 13", "Months run from 01 to 12."),
        ("2026-00", "month 00", "Months run from 01 to 12."),
        (
            "2025-02-30",
            "February 2025 has 28 days",
            "Write a day from 01 to 28, or leave the day out: 2025-02.",
        ),
        ("2024-02-30", "February 2024 has 29 days", "or leave the day out: 2024-02."),
        ("2025-04-00", "day 00", "Write a day from 01 to 30"),
        ("0000-01-01", "“0000-01-01” names the year 0000", "0001 to 9999"),
        ("2026-2-3", "year, month and day", "Write 2026-02-03 for 3 February 2026."),
        ("2026-2-30", "year, month and day", FORMS),
        ("last Tuesday", "“last Tuesday” is not written as year, month and day", FORMS),
        ("2O25-03-18", "has letters where digits belong: O", "Write 2025-03-18 for 18 March 2025."),
        ("l8.O3.2025", "digits belong: l and O", "Write 2025-03-18 for 18 March 2025."),
        ("2O25-13-01", "“2O25-13-01” is not written as year", FORMS),
        ("Oct 2025", "“Oct 2025” is not written as year", "Write 2025-10 for October 2025."),
        (".nan", "year, month and day", FORMS),
        ("soon\nor\tlater", "“soon or later” is not written as year", FORMS),
        ("18.03.2025", "year, month and day", "Write 2025-03-18 for 18 March 2025."),
        ("03. 04. 2025", "year, month and day", "Write 2025-04-03 for 3 April 2025."),
        ("18/03/2025", "year, month and day", "Write 2025-03-18 for 18 March 2025."),
        ("03/18/2025", "year, month and day", "Write 2025-03-18 for 18 March 2025."),
        ("3/4/2025", "", "Write 2025-04-03 for 3 April 2025, or 2025-03-04 for 4 March 2025."),
        ("3/3/2025", "", "Write 2025-03-03 for 3 March 2025."),
        ("3/2025", "", "Write 2025-03 for March 2025."),
        ("20250318", "", "Write 2025-03-18 for 18 March 2025."),
        ("2025/03", "", "Write 2025-03 for March 2025."),
        ("March 18, 2025", "", "Write 2025-03-18 for 18 March 2025."),
        ("Tuesday, 18th of March 2025", "", "Write 2025-03-18 for 18 March 2025."),
        ("Sept. 2025", "", "Write 2025-09 for September 2025."),
        ("about 23 March 2025", "", "Write 2025-03-23~ for about 23 March 2025."),
        ("before 2022", "", "Write ../2022 for before 2022."),
        ("March 2025?", "", "Write 2025-03? for possibly March 2025."),
        ("2025~?", "", "Write 2025% for possibly about 2025."),
        ("2025–2026", "", "Write 2025/2026 for 2025 to 2026."),
        ("2025‑03‑18", "", "Write 2025-03-18 for 18 March 2025."),
        ("2025-03-18/20", "", "Write 2025-03-18/2025-03-20 for 18 to 20 March 2025."),
        ("2025-3 - 2025-4", "", "Write 2025-03/2025-04 for March to April 2025."),
        ("2025/2026/2027", "year, month and day", FORMS),
        ("2025-04/2025-03~", "ends before it begins", "The earlier date stands first: 2025-03~/2025-04."),
        ("../..", "neither a beginning nor an end", FORMS),
        ("/", "neither a beginning nor an end", FORMS),
        ("..", "neither a beginning nor an end", FORMS),
        ("../0001", "before the year 0001", "0001 to 9999"),
        ("2025-03-18T20:00:00Z", "a time of day", "Write 2025-03-18; the time of day belongs in the text."),
        ("2025-02-30 20:00", "a time of day", "Write the day alone, like 2025-03-18; the time"),
        ("8 p.m.", "a time of day", "Write the day alone, like 2025-03-18; the time"),
        (" 2025", "A space or line break stands before or after the date “2025”", "away"),
        ("2025-03-18\n", "A space or line break", "away"),
        ("", "empty", FORMS),
        (" ", "empty", FORMS),
        ("2025\x1b[1m", "“2025\ufffd[1m”", FORMS),
        ("2" * 100_000, f"“{'2' * 60}…” is too long", FORMS),
        ("٣" * 100_000, "digits", FORMS),
    ],
)
def test_a_text_that_is_no_date_is_told_why(text: str, message: str, hint: str) -> None:
    error = refusal(text)
    assert message in error.message
    assert hint in error.hint


@given(plain.filter(lambda text: text >= "1000"))
def test_what_a_page_says_leads_back_to_the_date(text: str) -> None:
    for date in (f"{text}~", f"{text}?", f"../{text}", f"/{text}", f"{text}/..", f"{text}/"):
        assert f"Write {date} for" in refusal(worded(parse_date(date))).hint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-03-18", "18 March 2025"),
        ("2025-03", "March 2025"),
        ("2022", "2022"),
        ("0622", "622"),
        ("2025-03-23~", "about 23 March 2025"),
        ("2025-03?", "possibly March 2025"),
        ("2022%", "possibly about 2022"),
        ("2025-03-18/2025-03-20", "18 to 20 March 2025"),
        ("2025-03-18/2025-04-02", "18 March to 2 April 2025"),
        ("2024-03-18/2025-03-20", "18 March 2024 to 20 March 2025"),
        ("2024-12-28/2025-01-03", "28 December 2024 to 3 January 2025"),
        ("2025-03/2025-04", "March to April 2025"),
        ("2024-12/2025-01", "December 2024 to January 2025"),
        ("2022/2025", "2022 to 2025"),
        ("2025-03-18/2025-04", "18 March 2025 to April 2025"),
        ("2025/2025-04", "2025 to April 2025"),
        ("2025-03~/2025-04~", "about March to April 2025"),
        ("2025-03-18~/2025-03-20", "about 18 March 2025 to 20 March 2025"),
        ("2025-03/2025-04?", "March 2025 to possibly April 2025"),
        ("../2022", "before 2022"),
        ("../2025-03-18", "before 18 March 2025"),
        ("../2025-03~", "before about March 2025"),
        ("../2022?", "possibly before 2022"),
        ("/2022", "until 2022"),
        ("2022/..", "since 2022"),
        ("2022%/..", "possibly since about 2022"),
        ("2026-05/", "from May 2026 on"),
    ],
)
def test_dates_are_told_as_people_say_them(text: str, words: str) -> None:
    assert worded(parse_date(text)) == words


def test_narrow_columns_get_short_months() -> None:
    assert short(parse_date("2025-03-18")) == "18 Mar 2025"
    assert short(parse_date("2025-03~/2025-04~")) == "about Mar to Apr 2025"


def test_another_language_brings_its_own_words_and_order() -> None:
    german = replace(
        ENGLISH,
        months=("Januar", "Februar", "März", *ENGLISH.months[3:]),
        day="{day}. {month} {year}",
        days_of_month="{day}. bis {end_day}. {month} {year}",
        about="etwa {date}",
        before_days={"about": "um den {date}"},
    )
    assert worded(parse_date("2025-03-18~/2025-03-20~"), german) == "um den 18. bis 20. März 2025"
    assert worded(parse_date("2025-03~"), german) == "etwa März 2025"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025", "2025"),
        ("0622-03~", "0622-03"),
        ("2025-03-18%", "2025-03-18"),
        ("2025/2026", ""),
        ("2025/..", ""),
    ],
)
def test_html_gets_what_it_can_hold(text: str, value: str) -> None:
    assert iso(parse_date(text)) == value


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025~", "2025-01-01", "2025-12-31"),
        ("2025-03-18/2025-04", "2025-03-18", "2025-04-30"),
        ("../2022", "0001-01-01", "2021-12-31"),
        ("../2025-03-01", "0001-01-01", "2025-02-28"),
        ("/2022", "0001-01-01", "2022-12-31"),
        ("2022/..", "2022-01-01", "9999-12-31"),
        ("2022-05/", "2022-05-01", "9999-12-31"),
    ],
)
def test_a_date_spans_its_days(text: str, earliest: str, latest: str) -> None:
    date = parse_date(text)
    assert (str(date.earliest), str(date.latest)) == (earliest, latest)


def test_a_date_says_how_exactly_it_is_known() -> None:
    date = parse_date("2025-03-18~/2025-04?")
    assert date.precision is Precision.MONTH
    assert [moment.precision for moment in date.moments] == [Precision.DAY, Precision.MONTH]
    assert (date.approximate, date.uncertain, date.is_interval) == (True, True, True)
    assert parse_date("2022/..").precision is Precision.YEAR
    assert not parse_date("2022").approximate


@pytest.mark.parametrize(
    ("text", "opens"), [("/2022", (True, False)), ("2022/..", (False, True)), ("2022", (False, False))]
)
def test_a_date_says_which_side_is_missing(text: str, opens: tuple[bool, bool]) -> None:
    date = parse_date(text)
    assert (date.open_start, date.open_end) == opens


TIMELINE = [
    "/2020", "../2022", "2022/..", "2022/2023", "2022", "2022-01", "2022-01-01", "2022-02-24",
    "../2025-03-18", "2025-03-18", "2025-03-19",
]  # fmt: skip


def test_a_timeline_goes_on_from_the_wide_to_the_narrow() -> None:
    by_name = sorted(TIMELINE)
    assert sorted(by_name, key=lambda text: parse_date(text).sort_key) == TIMELINE


def test_dates_of_one_day_keep_the_order_of_the_editor() -> None:
    texts = ["2025-03-18~", "2025-03-18", "2025-03-18?"]
    for order in permutations(texts):
        assert sorted(order, key=lambda text: parse_date(text).sort_key) == list(order)


@given(dates, dates)
def test_what_is_certainly_before_also_sorts_before(one: str, other: str) -> None:
    first, second = parse_date(one), parse_date(other)
    if first.certainly_before(second):
        assert first.sort_key < second.sort_key
        assert not first.overlaps(second)
        assert not second.certainly_before(first)


@given(near.map(parse_date), near.map(parse_date))
def test_sure_dates_overlap_or_one_is_before_the_other(one: PartialDate, other: PartialDate) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    sure = not (one.approximate or other.approximate)
    apart = one.certainly_before(other) or other.certainly_before(one)
    assert apart == (sure and not one.overlaps(other))


@given(st.tuples(near | dates, near | dates, near | dates))
def test_the_order_is_total_and_transitive(texts: tuple[str, ...]) -> None:
    one, two, three = (parse_date(text).sort_key for text in texts)
    assert (one < two) + (one == two) + (one > two) == 1
    assert one <= three or not one <= two <= three


def test_nothing_is_certain_of_a_date_in_doubt() -> None:
    march, april = parse_date("2025-03"), parse_date("2025-04-01")
    assert march.certainly_before(april)
    assert not parse_date("2025-03~").certainly_before(april)
    assert not march.certainly_before(parse_date("2025-04-01?"))
    assert not parse_date("2025").certainly_before(april)


@pytest.mark.parametrize(
    ("text", "past"), [("2025-03", False), ("2025-03-30~", True), ("../2025-04", False), ("2022/..", False)]
)
def test_a_date_is_past_when_its_last_day_is_over(text: str, past: bool) -> None:
    assert parse_date(text).is_past(datetime.date(2025, 3, 31)) is past
    assert parse_date(text).is_past(datetime.date(1, 1, 1)) is False
