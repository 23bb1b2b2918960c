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

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum, IntEnum
from functools import cached_property

from msgspec import field
from msgspec.structs import replace

from generator.frozen import ByMeaning, Frozen


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


class Moment(Frozen):
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
        if self.month is None:
            return f"{self.year:04}"
        month = f"{self.year:04}-{self.month:02}"
        return month if self.day is None else f"{month}-{self.day:02}"

    def __str__(self) -> str:
        mark = "%" if self.approximate and self.uncertain else "~" * self.approximate + "?" * self.uncertain
        return self.iso + mark


class PartialDate(ByMeaning, dict=True):
    """A date or an interval, made by `parse_date`. A date that is no interval ends where it starts.

    `text` is what was typed, `str()` the normal form; dates of one normal form are equal.
    Days are taken as written: `~` and `?` do not move `earliest` and `latest`.
    """

    SILENT = frozenset({"text"})

    text: str
    start: Moment | Bound
    end: Moment | Bound

    @property
    def is_interval(self) -> bool:
        """Whether it has two different sides."""
        return self.start is not self.end and self.start != self.end

    @property
    def open_start(self) -> bool:
        """Whether no beginning is named: open or unknown."""
        return isinstance(self.start, Bound)

    @property
    def open_end(self) -> bool:
        """Whether no end is named: open or unknown."""
        return isinstance(self.end, Bound)

    @cached_property
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

    @cached_property
    def earliest(self) -> date:
        """The first day it can mean; `date.min` where no beginning is named."""
        return date.min if isinstance(self.start, Bound) else self.start.first

    @cached_property
    def latest(self) -> date:
        """The last day it can mean; `date.max` where no end is named."""
        if isinstance(self.end, Bound):
            return date.max
        return self.end.first - timedelta(days=1) if self.start is Bound.OPEN else self.end.last

    @property
    def days(self) -> tuple[date, date] | None:
        """Its first and last day, where both are named: a month, a year or an open side names none."""
        if isinstance(self.start, Bound) or isinstance(self.end, Bound) or self.precision > Precision.DAY:
            return None
        return self.start.first, self.end.last

    @cached_property
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


class DateWords(Frozen):
    """The words of a language. The patterns also give their order, so that others can differ.

    `{month}` is its name beside a day, `{month_alone}` without one; both come with a number. What stands
    at the end of an interval is called `{end_day}` and so on. Where no pattern is given for sides that
    share their month or year, both are said in full. `before_days` has the phrases that differ
    where a day follows them.
    """

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    months_alone: tuple[str, ...] = ()
    day: str = "{day} {month} {year}"
    month: str = "{month_alone} {year}"
    days_of_month: str = ""
    days_of_year: str = ""
    months_of_year: str = ""
    interval: str = "{start} to {end}"
    about: str = "about {date}"
    possibly: str = "possibly {date}"
    before: str = "before {date}"
    until: str = "until {date}"
    since: str = "since {date}"
    from_on: str = "from {date} on"
    before_days: Mapping[str, str] = field(default_factory=dict)

    def phrase(self, name: str, moment: Moment) -> str:
        """A phrase as it stands before a date."""
        usual: str = getattr(self, name)
        return self.before_days.get(name, usual) if moment.precision is Precision.DAY else usual


ENGLISH = DateWords(
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    short_months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    days_of_month="{day} to {end_day} {month} {year}",
    days_of_year="{day} {month} to {end_day} {end_month} {year}",
    months_of_year="{month} to {end_month} {year}",
)  # fmt: skip


def worded(when: PartialDate, words: DateWords = ENGLISH) -> str:
    """A date as people say it: "18 March 2025", "about 23 March 2025", "18 to 20 March 2025".

    `../2022` is "before 2022", `/2022` "until 2022", `2022/..` "since 2022", `2022/` "from 2022 on".
    """
    if isinstance(when.start, Moment) and isinstance(when.end, Moment):
        return _interval(when.start, when.end, words)
    (moment,) = when.moments
    if when.open_start:
        name = "before" if when.start is Bound.OPEN else "until"
    else:
        name = "since" if when.end is Bound.OPEN else "from_on"
    if moment.approximate:
        text = getattr(words, name).format(date=words.about.format(date=_plain(moment, words)))
    else:
        text = words.phrase(name, moment).format(date=_plain(moment, words))
    return _possibly(moment, text, words)


def short(when: PartialDate, words: DateWords = ENGLISH) -> str:
    """`worded` for narrow columns: "18 Mar 2025"."""
    return worded(when, replace(words, months=words.short_months, months_alone=words.short_months))


def iso(when: PartialDate) -> str:
    """The value of HTML's `<time datetime>`: a year, month or day; empty for an interval."""
    return when.start.iso if isinstance(when.start, Moment) and not when.is_interval else ""


def _interval(start: Moment, end: Moment, words: DateWords) -> str:
    """Two sides; what they share is said once, as is a doubt that they share."""
    if start == end:
        return _doubtful(start, _plain(start, words), words)
    if (start.approximate, start.uncertain) == (end.approximate, end.uncertain):
        pattern = _sharing(start, end, words)
        if pattern:
            return _doubtful(
                start, pattern.format(**_parts(start, words), **_parts(end, words, "end_")), words
            )
        first, last = _plain(start, words), _plain(end, words)
        return _doubtful(start, words.interval.format(start=first, end=last), words)
    first, last = (_doubtful(side, _plain(side, words), words) for side in (start, end))
    return words.interval.format(start=first, end=last)


def _sharing(start: Moment, end: Moment, words: DateWords) -> str:
    """The pattern of an interval whose sides share their year or their month; empty where they do not."""
    if start.year != end.year or start.precision != end.precision:
        return ""
    if start.precision is Precision.MONTH:
        return words.months_of_year
    return words.days_of_month if start.month == end.month else words.days_of_year


def _plain(moment: Moment, words: DateWords) -> str:
    """A date without its doubts."""
    patterns = {Precision.DAY: words.day, Precision.MONTH: words.month, Precision.YEAR: "{year}"}
    return patterns[moment.precision].format(**_parts(moment, words))


def _parts(moment: Moment, words: DateWords, prefix: str = "") -> dict[str, object]:
    """What patterns are filled with."""
    month = (moment.month or 1) - 1
    return {
        f"{prefix}year": moment.year,
        f"{prefix}month": words.months[month],
        f"{prefix}month_alone": (words.months_alone or words.months)[month],
        f"{prefix}month_number": month + 1,
        f"{prefix}day": moment.day,
    }


def _doubtful(moment: Moment, text: str, words: DateWords) -> str:
    about = words.phrase("about", moment).format(date=text) if moment.approximate else text
    return _possibly(moment, about, words)


def _possibly(moment: Moment, text: str, words: DateWords) -> str:
    return words.possibly.format(date=text) if moment.uncertain else text
