"""How dates are said in the language of the site: months and order as CLDR has them, phrases of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from generator.catalogue import Catalogue, locale_of
from generator.dates import ENGLISH, DateWords

if TYPE_CHECKING:
    from babel import Locale

PHRASES = ("interval", "about", "possibly", "before", "until", "since", "from_on")
FIELD = re.compile(r"'(?P<quoted>[^']*)'|(?P<letters>(?P<letter>[A-Za-z])(?P=letter)*)")


def date_words(say: Catalogue) -> DateWords:
    """The words for dates. They are English, order and months included, where the phrases are."""
    locale = locale_of(say.language) if say.language_of("dates.about") != "en" else None
    words = order(locale) if locale else ENGLISH
    usual = {name: say.words(f"dates.{name}", form="other") for name in PHRASES}
    before_days = {name: say.words(f"dates.{name}", form="day") for name in PHRASES}
    phrases: dict[str, Any] = {**usual, "before_days": before_days if before_days != usual else {}}
    return replace(words, **phrases)


def order(locale: Locale) -> DateWords:
    """The names of the months, and the order of day, month and year."""
    beside, alone = locale.months["format"], locale.months["stand-alone"]
    days, months = (locale.interval_formats.get(skeleton, {}) for skeleton in ("yMMMd", "yMMMM"))
    day = template(locale.date_formats["long"].pattern)

    def interval(sides: Sequence[str]) -> str:
        """Said as a phrase where the language names its months, but counts them in intervals."""
        words = template("".join(sides))
        return "" if "month_number" in words and "month_number" not in day else words

    return DateWords(
        months=by_number(beside["wide"]),
        months_alone=by_number(alone["wide"]),
        short_months=by_number(beside["abbreviated"]),
        day=day,
        month=template(locale.datetime_skeletons["yMMMM"].pattern),
        days_of_month=interval(days.get("d", ())),
        days_of_year=interval(days.get("M", ())),
        months_of_year=interval(months.get("M", ())),
    )


def by_number(names: Mapping[int, str]) -> tuple[str, ...]:
    """The names of the months from the first to the last."""
    return tuple(names[number] for number in range(1, 13))


def template(pattern: str) -> str:
    """A pattern of CLDR's as one of ours: what comes up again belongs to the end of an interval."""
    seen: set[str] = set()

    def field(match: re.Match[str]) -> str:
        if match["quoted"] is not None:
            return match["quoted"] or "'"
        name = name_of(match["letter"], len(match["letters"]))
        part = name.partition("_")[0]
        prefix = "end_" if part in seen else ""
        seen.add(part)
        return f"{{{prefix}{name}}}" if name else ""

    return FIELD.sub(field, pattern).replace("  ", " ")


def name_of(letter: str, length: int) -> str:
    """What a letter of CLDR's patterns stands for; empty for an era, which we do not say."""
    if letter in "ML":
        return "month_number" if length < 3 else "month" if letter == "M" else "month_alone"
    return {"y": "year", "d": "day"}.get(letter, "")
