"""Dates from the text that an editor typed, and how to write those that cannot be read."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from generator.dates import ENGLISH, Bound, Moment, PartialDate, worded

FORMS = (
    "Write year, month and day, like 2025-03-18, or 2025-03 or 2025 where no more is known. "
    "2025-03-18~ is about that day, 2025-03/2025-04 from the one to the other, 2022/.. since 2022."
)


class DateError(ValueError):
    """A text that is no date: `message` says what is wrong, `hint` how to mend it."""

    def __init__(self, message: str, hint: str = FORMS) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


MOST_KNOWN = 5_000
"""How many dates are held: the sheets of a site name the same ones over and over, and share them."""
_LONGEST = 100
_SIDE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)|\.\.|")


@lru_cache(MOST_KNOWN)
def parse_date(text: str) -> PartialDate:
    """The date that an EDTF text names; DateError says kindly why a text names none."""
    _refuse_odd_characters(text)
    sides = text[:_LONGEST].split("/")
    if len(text) > _LONGEST or len(sides) > 2 or not all(map(_SIDE.fullmatch, sides)):
        raise _misspelt(text)
    start = _side(sides[0], text)
    end = _side(sides[1], text) if len(sides) > 1 else start
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


_TIME = re.compile(r"[0-9]:[0-9]{2}|[0-9]T[0-9]|[0-9] ?[ap]\.?m\b", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-./ ])([0-9]{1,2})(?:\2([0-9]{1,2}))?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(r"(?:([0-9]{1,2})(?:[-/ ]|\. ?))?([0-9]{1,2})(?:[-/ ]|\. ?)([0-9]{4})")
_LETTERS = re.compile("[OoIl]")
_DIGITS = str.maketrans("OoIl", "0011")
"""Letters that are typed for digits."""
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
        form = day[0] if day and _is_date(day[0]) else "the day alone, like 2025-03-18"
        hint = f"Write {form}; the time of day belongs in the text."
        return DateError(f"“{shown}” holds a time of day, and only a date can stand here", hint)
    offer, letters = _offer(text), dict.fromkeys(_LETTERS.findall(text))
    if letters and not offer and (meant := _offer(text.translate(_DIGITS))):
        # In most type nobody sees which of the two stands there.
        return DateError(f"“{shown}” has letters where digits belong: {' and '.join(letters)}", meant)
    return DateError(f"“{shown}” is not written as year, month and day", offer or FORMS)


def _offer(text: str) -> str:
    """The hint that offers what a text most likely means; empty when that is anyone's guess."""
    return _offered(_readings(text)) if len(text) <= _LONGEST else ""


def only_reading(text: str) -> str:
    """What a text that is no date of ours can only mean, like 2027-08 for August 2027; else empty."""
    readings = _readings(text) if len(text) <= _LONGEST else []
    return readings[0] if len(readings) == 1 else ""


def in_year(text: str, year: int) -> str:
    """What a text with a day or month and no year means in one, like 2027-05-08 for 8 May; else empty."""
    day = only_reading(f"{text} {year:04}")
    names_month = re.search(r"[^\W\d]", text) and len(day) >= len("2031-05")
    return day if day.startswith(f"{year:04}") and (names_month or len(day) >= len("2031-05-08")) else ""


def nearest_to(text: str, day: date) -> str:
    """What a text that names no year means in the year that brings it nearest to a day; else empty."""
    years = range(max(day.year - 1, 1), min(day.year + 1, 9999) + 1)
    found = [meant for year in years if (meant := in_year(text, year))]
    return min(found, key=lambda meant: abs(parse_date(meant).earliest - day), default="")


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
