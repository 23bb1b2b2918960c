"""Dates as exactly as they are known.

The form is EDTF (ISO 8601-2:2019; Library of Congress, Extended Date/Time Format), of levels 0
and 1 what news needs.

A year, month or day (`2025`, `2025-03`, `2025-03-18`), each with `~` (about), `?` (possibly) or `%`
(both) after it, or an interval of two of them, `A/B`, where `..` is an open side and an empty side
one that is not known.

One thing is decided here and not by the standard: `../2022` is read as people read it, "before
2022", so 2022 is no part of it. An interval that takes its end in has a beginning, if an unknown
one: `/2022` is "until 2022".
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum, IntEnum

FORMS = (
    "Write YYYY-MM-DD, like 2025-03-18, or YYYY-MM or YYYY. "
    "After it, ~ means about, ? possibly and % both; 2025-03/2025-04 is an interval, "
    "2022/.. since 2022 and ../2022 before 2022."
)


class DateError(ValueError):
    """A text that is no date: `message` says what is wrong, `hint` how to mend it."""

    def __init__(self, message: str, hint: str = FORMS) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Precision(IntEnum):
    """How exactly a date is known; the broader the greater."""

    DAY = 1
    MONTH = 2
    YEAR = 3


class Bound(Enum):
    """A side of an interval that names no date; the value is its EDTF text."""

    OPEN = ".."
    UNKNOWN = ""

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Moment:
    """A year, a month or a day, and how sure it is."""

    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    uncertain: bool = False

    @property
    def precision(self) -> Precision:
        """How exactly it is known."""
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`: without how sure it is."""
        parts = (f"{part:02}" for part in (self.month, self.day) if part is not None)
        return "-".join((f"{self.year:04}", *parts))

    def __str__(self) -> str:
        mark = "%" if self.approximate and self.uncertain else "~" * self.approximate + "?" * self.uncertain
        return self.iso + mark


@dataclass(frozen=True, order=False)
class PartialDate:
    """A date or an interval, made by `parse_date`. A date that is no interval ends where it starts.

    `text` is what was typed, `str()` the normal form; dates of one normal form are equal.
    Days are taken as written: `~` and `?` do not move `earliest` and `latest`.
    """

    text: str = field(compare=False)
    start: Moment | Bound
    end: Moment | Bound

    @property
    def is_interval(self) -> bool:
        """Whether it has two different sides."""
        return self.start != self.end

    @property
    def open_start(self) -> bool:
        """Whether no beginning is named: open or unknown."""
        return isinstance(self.start, Bound)

    @property
    def open_end(self) -> bool:
        """Whether no end is named: open or unknown."""
        return isinstance(self.end, Bound)

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The sides that name a date: one or two."""
        return tuple(side for side in (self.start, self.end) if isinstance(side, Moment))

    @property
    def precision(self) -> Precision:
        """How exactly its broader side is known."""
        return max(moment.precision for moment in self.moments)

    @property
    def approximate(self) -> bool:
        """Whether a side carries `~` or `%`."""
        return any(moment.approximate for moment in self.moments)

    @property
    def uncertain(self) -> bool:
        """Whether a side carries `?` or `%`."""
        return any(moment.uncertain for moment in self.moments)

    @property
    def earliest(self) -> date:
        """The first day it can mean; `date.min` where no beginning is named."""
        return date.min if isinstance(self.start, Bound) else self.start.first

    @property
    def latest(self) -> date:
        """The last day it can mean; `date.max` where no end is named."""
        if isinstance(self.end, Bound):
            return date.max
        return self.end.first - timedelta(days=1) if self.start is Bound.OPEN else self.end.last

    @property
    def sort_key(self) -> tuple[int, ...]:
        """The order of a timeline: by first day; of two with one first day the longer comes first.

        So a reader goes from the wide to the narrow: 2025, March 2025... A date without a beginning
        stands where it ends. Equal keys leave a stable sort in the editor's order.
        """
        anchor = self.latest if self.open_start else self.earliest
        return anchor.toordinal(), self.earliest.toordinal() - self.latest.toordinal()

    def overlaps(self, other: PartialDate) -> bool:
        """Whether some day can belong to both."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def certainly_before(self, other: PartialDate) -> bool:
        """Whether it is over before the other begins; nothing is certain of `~`, `?` and `%`."""
        sure = not any(one.approximate or one.uncertain for one in (self, other))
        return sure and self.latest < other.earliest

    def is_past(self, today: date) -> bool:
        """Whether its last day, as written, lies before `today`."""
        return self.latest < today

    def __str__(self) -> str:
        return f"{self.start}/{self.end}" if self.is_interval else str(self.start)


# Words ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DateWords:
    """The words of a language. The patterns also give their order, so that others can differ."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    day: str = "{day} {month} {year}"
    day_of_year: str = "{day} {month}"
    day_of_month: str = "{day}"
    month: str = "{month} {year}"
    month_of_year: str = "{month}"
    interval: str = "{start} to {end}"
    about: str = "about {date}"
    possibly: str = "possibly {date}"
    before: str = "before {date}"
    until: str = "until {date}"
    since: str = "since {date}"
    from_on: str = "from {date} on"


ENGLISH = DateWords(
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    short_months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)  # fmt: skip


def worded(when: PartialDate, words: DateWords = ENGLISH) -> str:
    """A date as people say it: "18 March 2025", "about 23 March 2025", "18 to 20 March 2025".

    `../2022` is "before 2022", `/2022` "until 2022", `2022/..` "since 2022", `2022/` "from 2022 on".
    """
    if isinstance(when.start, Moment) and isinstance(when.end, Moment):
        return _interval(when.start, when.end, words)
    (moment,) = when.moments
    if when.open_start:
        pattern = words.before if when.start is Bound.OPEN else words.until
    else:
        pattern = words.since if when.end is Bound.OPEN else words.from_on
    return _possibly(moment, pattern.format(date=_about(moment, _plain(moment, words), words)), words)


def short(when: PartialDate, words: DateWords = ENGLISH) -> str:
    """`worded` for narrow columns: "18 Mar 2025"."""
    return worded(when, replace(words, months=words.short_months))


def iso(when: PartialDate) -> str:
    """The value of HTML's `<time datetime>`: a year, month or day; empty for an interval."""
    return when.start.iso if isinstance(when.start, Moment) and not when.is_interval else ""


def _interval(start: Moment, end: Moment, words: DateWords) -> str:
    """Two sides; what they share is said once, as is a doubt that they share."""
    if start == end:
        return _doubtful(start, _plain(start, words), words)
    if (start.approximate, start.uncertain) == (end.approximate, end.uncertain):
        sides = {"start": _without_shared(start, end, words), "end": _plain(end, words)}
        return _doubtful(start, words.interval.format(**sides), words)
    first, last = (_doubtful(side, _plain(side, words), words) for side in (start, end))
    return words.interval.format(start=first, end=last)


def _without_shared(start: Moment, end: Moment, words: DateWords) -> str:
    """The beginning of an interval without the month and year that its end says."""
    if start.year != end.year or start.precision != end.precision:
        return _plain(start, words)
    if start.precision is Precision.MONTH:
        return _filled(words.month_of_year, start, words)
    return _filled(words.day_of_month if start.month == end.month else words.day_of_year, start, words)


def _plain(moment: Moment, words: DateWords) -> str:
    """A date without its doubts."""
    patterns = {Precision.DAY: words.day, Precision.MONTH: words.month, Precision.YEAR: "{year}"}
    return _filled(patterns[moment.precision], moment, words)


def _filled(pattern: str, moment: Moment, words: DateWords) -> str:
    month = words.months[(moment.month or 1) - 1]
    return pattern.format(day=moment.day, month=month, year=moment.year)


def _doubtful(moment: Moment, text: str, words: DateWords) -> str:
    return _possibly(moment, _about(moment, text, words), words)


def _about(moment: Moment, text: str, words: DateWords) -> str:
    return words.about.format(date=text) if moment.approximate else text


def _possibly(moment: Moment, text: str, words: DateWords) -> str:
    return words.possibly.format(date=text) if moment.uncertain else text


# Reading ----------------------------------------------------------------------------------------

_LONGEST = 100
_SIDE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)|\.\.|")


def parse_date(text: str) -> PartialDate:
    """The date that an EDTF text names; DateError says kindly why a text names none."""
    _refuse_odd_characters(text)
    sides = text[:_LONGEST].split("/")
    if len(text) > _LONGEST or len(sides) > 2 or not all(map(_SIDE.fullmatch, sides)):
        raise _misspelt(text)
    start, end = _side(sides[0], text), _side(sides[-1], text)
    _refuse_odd_order(start, end, text)
    return PartialDate(text, start, end)


def _refuse_odd_characters(text: str) -> None:
    if not text.strip():
        raise DateError("The date is empty")
    if text != text.strip():
        better = text.strip()
        raise DateError(
            f"A space or line break stands before or after the date “{_shown(better)}”", "Take it away."
        )
    if any(character.isdigit() and not character.isascii() for character in text):
        offer = _offer(text) or FORMS
        raise DateError(f"“{_shown(text)}” has digits that are not the digits 0 to 9", offer)


def _side(text: str, whole: str) -> Moment | Bound:
    """One side of a date whose form is right; `whole` is what the editor typed."""
    match = _SIDE.fullmatch(text)
    if match is None or match[1] is None:
        return Bound(text)
    year, month, day = (None if part is None else int(part) for part in match.group(1, 2, 3))
    if not year:
        raise DateError(f"“{whole}” names the year 0000, which never was", "Years run from 0001 to 9999.")
    if month is not None and not 1 <= month <= 12:
        hint = _swapped(match) or "Months run from 01 to 12."
        raise DateError(f"“{whole}” names the month {match[2]}, which does not exist", hint)
    if month is not None and day is not None:
        _refuse_odd_day(year, month, day, whole)
    return Moment(year, month, day, match[4] in ("~", "%"), match[4] in ("?", "%"))


def _refuse_odd_day(year: int, month: int, day: int, whole: str) -> None:
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        length = f"{ENGLISH.months[month - 1]} {year} has {days} days"
        hint = f"Write a day from 01 to {days}, or leave the day out: {Moment(year, month)}."
        raise DateError(f"“{whole}” names the day {day:02}, but {length}", hint)


def _swapped(match: re.Match[str]) -> str:
    """The offer to read a month that cannot be as the day."""
    return _offered([f"{match[1]}-{match[3]}-{match[2]}"]) if "01" <= (match[3] or "") <= "12" else ""


def _refuse_odd_order(start: Moment | Bound, end: Moment | Bound, text: str) -> None:
    if isinstance(start, Bound) and isinstance(end, Bound):
        raise DateError(f"“{text}” names neither a beginning nor an end")
    if start is Bound.OPEN and isinstance(end, Moment) and end.first == date.min:
        raise DateError(f"“{text}” is before the year 0001", "Years run from 0001 to 9999.")
    if isinstance(start, Moment) and isinstance(end, Moment) and start.first > end.last:
        raise DateError(f"“{text}” ends before it begins", f"The earlier date stands first: {end}/{start}.")


# Mending ----------------------------------------------------------------------------------------

_TIME = re.compile(r"[0-9]:[0-9]{2}|[0-9]T[0-9]|[0-9] ?[ap]\.?m\b", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-./ ])([0-9]{1,2})(?:\2([0-9]{1,2}))?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(r"(?:([0-9]{1,2})(?:[-/ ]|\. ?))?([0-9]{1,2})(?:[-/ ]|\. ?)([0-9]{4})")
_BETWEEN = re.compile(r" ?/ ?| to | until | - |(?<=^[0-9]{4})-(?=[0-9]{4}$)")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−－"), "-")
_MONTHS = {
    name.lower(): number
    for names in (ENGLISH.months, ENGLISH.short_months)
    for number, name in enumerate(names, 1)
} | {"sept": 9}
_PASSED_OVER = re.compile(
    r"st|nd|rd|th|of|the|on|in|year"
    r"|mon(day)?|tue(s(day)?)?|wed(nesday)?|thu(r?s(day)?)?|fri(day)?|sat(urday)?|sun(day)?"
)
_SAID = {
    "about": "{}~", "around": "{}~", "circa": "{}~", "c.": "{}~", "possibly": "{}?", "perhaps": "{}?",
    "before": "../{}", "until": "/{}", "since": "{}/..", "from": "{}/",
}  # fmt: skip


def _misspelt(text: str) -> DateError:
    """Why a text has not the form of a date, with the right form where it can be told."""
    shown = _shown(text)
    if len(text) > _LONGEST:
        return DateError(f"“{shown}” is too long to be a date")
    if _TIME.search(text):
        day = re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
        form = day[0] if day and _is_date(day[0]) else "YYYY-MM-DD"
        hint = f"Write {form}; the time of day belongs in the text."
        return DateError(f"“{shown}” holds a time of day, and only a date can stand here", hint)
    return DateError(f"“{shown}” is not written as YYYY-MM-DD", _offer(text) or FORMS)


def _offer(text: str) -> str:
    """The hint that offers what a text most likely means; empty when that is anyone's guess."""
    return _offered(_readings(text)) if len(text) <= _LONGEST else ""


def _offered(readings: list[str]) -> str:
    meant = [f"{reading} for {worded(parse_date(reading))}" for reading in readings if _is_date(reading)]
    return f"Write {', or '.join(meant)}." if meant else ""


def _readings(text: str) -> list[str]:
    """The dates that a text may mean; several where a day and a month can be swapped."""
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text.translate(_DASHES).strip())
    body = plain.rstrip("~?%")
    doubt = plain[len(body) :]
    mark = doubt if len(set(doubt)) < 2 else "%"
    for found in (_numbers(body), _words(body), _said(body), _two_sides(body)):
        dates = [one + mark[:1] for one in found]
        if valid := [one for one in dict.fromkeys(dates) if _is_date(one)]:
            return valid
    return []


def _numbers(text: str) -> Iterator[str]:
    """Readings of 2026-2-3, 20260203, 18.03.2025 and 3/2025; dots mean that the day comes first."""
    yield text
    if match := _YEAR_FIRST.fullmatch(text):
        yield _joined(match[1], match[3], match[4])
    elif match := _COMPACT.fullmatch(text):
        yield _joined(match[1], match[2], match[3])
    elif match := _YEAR_LAST.fullmatch(text):
        yield _joined(match[3], match[2], match[1])
        if match[1] and "." not in text:
            yield _joined(match[3], match[1], match[2])


def _words(text: str) -> Iterator[str]:
    """The reading of "Tuesday, March 18th, 2025", "March 2025" and "in 2025"."""
    found = [
        part for part in re.findall(r"[0-9]+|[^\W\d_]+", text.lower()) if not _PASSED_OVER.fullmatch(part)
    ]
    months = [str(_MONTHS[part]) for part in found if part in _MONTHS]
    years = [part for part in found if part.isdigit() and len(part) == 4]
    days = [part for part in found if part.isdigit() and len(part) < 3]
    parts = [*years, *months, *days]
    if len(years) == 1 >= len(months) >= len(days) and len(parts) == len(found):
        yield _joined(*parts)


def _said(text: str) -> Iterator[str]:
    """Readings of "about …", "before …", "since …"."""
    word, _, rest = text.partition(" ")
    if pattern := _SAID.get(word.lower()):
        yield from (pattern.format(reading) for reading in _readings(rest))


def _two_sides(text: str) -> Iterator[str]:
    """Readings of two dates with a slash, dash or "to" between them; of 2025-03-18/20, too."""
    start, *rest = _BETWEEN.split(text, maxsplit=1)
    for end in rest:
        if re.fullmatch(r"[0-9]{2}(-[0-9]{2})?", end):
            end = start[: -len(end)] + end
        firsts, lasts = _readings(start), _readings(end)
        if len(firsts) == len(lasts) == 1:
            yield f"{firsts[0]}/{lasts[0]}"


def _joined(year: str, *parts: str | None) -> str:
    return "-".join((year, *(f"{int(part):02}" for part in parts if part)))


def _is_date(text: str) -> bool:
    """Whether a text is a date as it stands; never looks for an offer."""
    sides = text.split("/")
    if len(sides) > 2 or not all(map(_SIDE.fullmatch, sides)):
        return False
    try:
        _refuse_odd_order(_side(sides[0], text), _side(sides[-1], text), text)
    except DateError:
        return False
    return True


def _shown(text: str) -> str:
    """A text as a message can quote it: not too long, nothing that a terminal would obey."""
    plain = "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text[:60])
    return plain + "…" if len(text) > 60 else plain
