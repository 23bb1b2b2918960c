"""Dates as an article writes them, resolved against the day it was published, in EDTF."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from generator.dates import ENGLISH, Moment
from generator.drafting.paragraphs import Paragraph
from generator.frozen import Frozen

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = {name.lower(): number for number, name in enumerate(ENGLISH.months, 1)}
SHORT_MONTHS = {name.lower(): number for number, name in enumerate(ENGLISH.short_months, 1)} | {"sept": 9}
NUMBERS = {word: number for number, word in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
)} | {"a": 1, "an": 1}  # fmt: skip

_MONTH = rf"(?P<month>{'|'.join(ENGLISH.months)}|(?:{'|'.join(ENGLISH.short_months)}|Sept)\.?)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_TO = r"(?: ?[–-] ?| (?:to|and|until) )"
_WEEKDAY = rf"(?P<weekday>{'|'.join(name.capitalize() for name in DAYS)})"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_LAST = r"(?P<last>[0-3]?\d)"
_TH = "(?:st|nd|rd|th)?"
_FULL_MONTHS = "|".join(ENGLISH.months)
_ON = "(?:(?i:on|next|last|this) )?"
_OR_YEAR = rf"(?: {_YEAR}|(?! ?\d))"
_PREPOSITION = "in|since|until|from|by|during|of"
_INEXACT = r"(?P<inexact>(?:more than|almost|nearly|about|around|over|some|roughly|at least) )?"

_AHEAD = re.compile(
    r"\b(?:will|shall|plans?|planned|due|scheduled|expected|set to|to (?:be|begin|meet|start|vote|resume)"
    r"|to open|begins?|starts?|opens?|resumes?|until|by|before|deadline|next|hopes?|intends?)\b"
)


class Dated(Frozen):
    """A date where it stands, in EDTF."""

    paragraph: int
    start: int
    end: int
    edtf: str


class Told(Frozen):
    """A date as it is written, the day of the article, and whether the sentence looks ahead of it."""

    found: re.Match[str]
    published: date
    ahead: bool


Resolve = Callable[[Told], str]


def dates_in(paragraph: Paragraph, published: date) -> Iterator[Dated]:
    """The dates outside of the quotations of a paragraph: inside of one, “today” is its speaker's day."""
    position = 0
    while match := _ANY.search(paragraph.plain, position):
        position = max(match.end(), position + 1)
        if paragraph.is_quoted(match.start()):
            continue
        for pattern, resolve in FORMS:
            found = pattern.match(paragraph.plain, match.start())
            if found is None:
                continue
            start, _ = paragraph.sentence_at(found.start())
            ahead = bool(_AHEAD.search(paragraph.plain, max(start, found.start() - 80), found.start()))
            if edtf := resolved(resolve, found, published, ahead):
                yield Dated(paragraph.number, found.start(), found.end(), edtf)
                position = found.end()
                break


def resolved(resolve: Resolve, found: re.Match[str], published: date, ahead: bool) -> str:
    """The date that was meant; nothing where there is no such day."""
    try:
        return resolve(Told(found, published, ahead))
    except (ValueError, OverflowError):
        return ""


def month_of(found: re.Match[str]) -> int:
    """The number of the month that is named."""
    name = found["month"].lower().rstrip(".")
    return MONTHS.get(name) or SHORT_MONTHS[name]


def nearest_year(month: int, day: int, published: date) -> int:
    """The year in which a day without one comes nearest to the article's."""
    years = (published.year - 1, published.year, published.year + 1)
    fitting = [year for year in years if 1 <= year <= 9999 and is_day(year, month, day)]
    return min(
        fitting, key=lambda year: abs((date(year, month, day) - published).days), default=published.year
    )


def is_day(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def day_of_month(told: Told) -> str:
    """“23 March”, “March 23, 2025”: without a year, the nearest."""
    month, day = month_of(told.found), int(told.found["day"])
    year = int(told.found["year"] or 0) or nearest_year(month, day, told.published)
    return date(year, month, day).isoformat()


def span_of_days(told: Told) -> str:
    """“3 to 5 March”."""
    month, first, last = month_of(told.found), int(told.found["day"]), int(told.found["last"])
    year = int(told.found["year"] or 0) or nearest_year(month, first, told.published)
    start, end = date(year, month, first), date(year, month, last)
    return f"{start}/{end}" if start < end else ""


def whole_month(told: Told) -> str:
    """“in February”, “in March 2024”, “early March”."""
    month = month_of(told.found)
    year = int(told.found["year"] or 0) or nearest_year(month, 15, told.published)
    moment = Moment(year, month, None, approximate=bool(told.found["part"]))
    return f"{moment}/.." if told.found.groupdict().get("how") == "since" else str(moment)


def month_ahead(told: Told) -> str:
    """“before the end of June”: without a year, the next one that comes."""
    month, day = month_of(told.found), told.published
    year = int(told.found["year"] or 0) or day.year + (month < day.month)
    return str(Moment(year, month))


def span_of_months(told: Told) -> str:
    """“in April and May”."""
    names = {**MONTHS, **SHORT_MONTHS}
    first, last = month_of(told.found), names[told.found["last"].lower()]
    year = int(told.found["year"] or 0) or nearest_year(first, 15, told.published)
    return f"{Moment(year, first)}/{Moment(year, last)}" if first < last else ""


def span_of_years(told: Told) -> str:
    """“between 2024 and 2026”."""
    first, last = told.found["year"], told.found["last"]
    return f"{first}/{last}" if first < last else ""


def whole_year(told: Told) -> str:
    """“in 2022”, “since 2022”, “until 2022”."""
    forms = {"since": "{}/..", "until": "/{}", "by": "/{}"}
    return forms.get(told.found["how"].lower(), "{}").format(told.found["year"])


def weekday(told: Told) -> str:
    """“on Tuesday”: the last one, or the next where the sentence looks ahead; “next Sunday” may be either."""
    wanted = DAYS.index(told.found["weekday"].lower())
    how = (told.found["how"] or "").lower().strip()
    back = (told.published.weekday() - wanted) % 7
    ahead = told.ahead or how in ("by", "until", "before")
    if how == "next" or (ahead and how not in ("last", "this past")):
        day = told.published + timedelta(days=(7 - back) if back or how == "next" else 0)
    else:
        day = told.published - timedelta(days=back or (7 if how == "last" else 0))
    return f"{day}{'?' if how in ('next', 'last') else ''}"


def near_day(told: Told) -> str:
    """“yesterday”, “tonight”."""
    word = told.found["near"].lower()
    step = -1 if word == "yesterday" or word.startswith("last") else 1 if word == "tomorrow" else 0
    return (told.published + timedelta(days=step)).isoformat()


def near_span(told: Told) -> str:
    """“last week”, “this month”, “next year”: a week is one from Monday to Sunday."""
    how = told.found["how"].lower()
    step = 1 if how.startswith("next") else -1 if how.startswith(("last", "previous")) else 0
    match told.found["unit"]:
        case "week":
            monday = told.published + timedelta(days=7 * step - told.published.weekday())
            return f"{monday}/{monday + timedelta(days=6)}"
        case "month":
            return months_from(told.published, step)
        case _:
            return f"{told.published.year + step:04}"


def months_from(day: date, step: int) -> str:
    """The month that is so many months away."""
    year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
    return str(Moment(year, month + 1)) if 1 <= year <= 9999 else ""


def ago(told: Told) -> str:
    """“two months ago”, “more than three years ago”: about then; days are counted exactly."""
    count = (
        int(told.found["count"]) if told.found["count"].isdigit() else NUMBERS[told.found["count"].lower()]
    )
    match told.found["unit"]:
        case "day":
            return f"{told.published - timedelta(days=count)}{'~' if told.found['inexact'] else ''}"
        case "week":
            return f"{told.published - timedelta(weeks=count)}~"
        case "month":
            return f"{months_from(told.published, -count)}~"
        case _:
            return f"{told.published.year - count:04}~" if count < told.published.year else ""


def iso(told: Told) -> str:
    """“2025-03-18”."""
    return date.fromisoformat(told.found["iso"]).isoformat()


FORMS: tuple[tuple[re.Pattern[str], Resolve], ...] = tuple(
    (re.compile(pattern), resolve)
    for pattern, resolve in (
        (rf"{_ON}(?:{_WEEKDAY}),? (?:the )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?\b", day_of_month),
        (rf"{_ON}(?:{_WEEKDAY}),? {_MONTH} {_DAY}\b(?:,? {_YEAR}\b)?", day_of_month),
        (r"(?P<iso>\d{4}-\d\d-\d\d)\b(?!-)", iso),
        (rf"(?:(?i:from|between) )?{_DAY}{_TO}{_LAST}{_TH} {_MONTH}(?:,? {_YEAR})?\b", span_of_days),
        (rf"{_MONTH} {_DAY}{_TO}(?P<last>[0-3]?\d)\b(?:st|nd|rd|th)?(?:,? {_YEAR})?", span_of_days),
        (rf"{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?\b", day_of_month),
        (rf"{_MONTH} {_DAY}\b(?!:)(?:,? {_YEAR}\b)?", day_of_month),
        (rf"(?i:in|between|from|during) {_MONTH} (?:and|to|until) (?P<last>{_FULL_MONTHS}){_OR_YEAR}\b",
         span_of_months),
        (rf"(?i:between|from) {_YEAR} (?:and|to) (?P<last>(?:19|20)\d\d)\b", span_of_years),
        (rf"(?i:by|before|until) the (?:end|middle|beginning|start) of {_MONTH}{_OR_YEAR}\b", month_ahead),
        (rf"(?i:(?P<how>{_PREPOSITION})|(?P<part>early|late|mid))[ -](?:the )?{_MONTH}{_OR_YEAR}\b",
         whole_month),
        (rf"{_MONTH} {_YEAR}\b(?P<part>)", whole_month),
        (rf"(?P<how>(?i:in|since|until|by|during)) {_YEAR}\b(?![-–/])", whole_year),
        (rf"(?P<how>(?i:next|last|this past|this|on|late|early|after|before|{_PREPOSITION})) {_WEEKDAY}\b",
         weekday),
        (rf"(?P<how>){_WEEKDAY}\b", weekday),
        (r"(?P<near>(?i:yesterday|today|tonight|tomorrow|last night))\b", near_day),
        (r"(?P<how>(?i:last|next|this|earlier this|later this|the previous)) (?P<unit>week|month|year)\b",
         near_span),
        (rf"{_INEXACT}{_COUNT} (?P<unit>day|week|month|year)s? ago\b", ago),
    )
)  # fmt: skip
"""The forms of dates with how each is resolved; of several that fit at one place, the first counts."""

_ANY = re.compile(
    rf"(?<![\w-])(?:\d{{1,4}}|{'|'.join((*ENGLISH.months, *ENGLISH.short_months))}"
    r"|(?i:in|between|since|until|from|by|during|of|early|late|mid|next|last|this|on|before|after|earlier|later|the"
    r"|yesterday|today|tonight|tomorrow|more|almost|nearly|about|around|over|some|roughly|at least"
    rf"|{'|'.join((*NUMBERS, *DAYS))}))\b"
)
"""Where a date may begin."""
