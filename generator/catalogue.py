"""The words of the interface, in the language of the site.

One file a language in `generator/languages/`: groups of keys with their words. `{name}` stands for a
value. Words that differ by case have a form for each: by the value `form` where it is given, else by
the number `n`, whose forms are named as Unicode's CLDR names them (`one`, `few`, `other`…). What a
language does not say is said in English, and kept apart where the two run in different directions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Any

import yaml

from generator.frozen import Frozen

if TYPE_CHECKING:
    from babel import Locale

Forms = Mapping[str, str]
PluralRule = Callable[[int], str]
ENGLISH = "en"
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
BACKWARDS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff"
RIGHT_TO_LEFT, LEFT_TO_RIGHT = re.compile(f"[{BACKWARDS}]"), re.compile(rf"[^\W\d_{BACKWARDS}]")
ISOLATE, POP = "\u2068", "\u2069"
"""Unicode's marks around text that keeps its own direction (UAX 9): they hold in attributes, too."""
GROUPED_FROM = 10_000
"""From here on the digits of a number are grouped; below, a year could be meant."""


class Words(Frozen):
    """The words of one key: the same for all cases, or one form for each."""

    forms: str | Forms
    language: str
    plural: PluralRule
    right_to_left: bool

    def form(self, values: Mapping[str, object]) -> str:
        """The one that `form` or the plural of `n` asks for."""
        if isinstance(self.forms, str):
            return self.forms
        form = values.get("form")
        if form is None:
            number = values["n"]
            assert isinstance(number, int)
            form = self.plural(number)
        return self.forms.get(str(form)) or self.forms["other"]


class Catalogue:
    """The words of one language: `say("timeline.title")`, or with a number, `say("facts.count", n=3)`."""

    def __init__(self, language: str = ENGLISH) -> None:
        self.language = language
        self.right_to_left = runs_right_to_left(language)
        self._words: dict[str, Words] = {}
        for one in reversed(lineage(language)):
            words, plural, backwards = words_of(one), plural_rule(one), runs_right_to_left(one)
            self._words |= {key: Words(forms, one, plural, backwards) for key, forms in words.items()}
        # Pages say the same over and over. Values of two types may be equal and still be shown differently.
        self._said, self._alone = lru_cache(maxsize=10_000, typed=True)(self._say), cache(self._say)

    def __call__(self, key: str, /, **values: object) -> str:
        """Words with their values. An unknown key is a KeyError."""
        return self._said(key, **values) if values else self._alone(key)

    def _say(self, key: str, /, **values: object) -> str:
        pattern = self.pattern(key, values)
        if not values:
            return pattern
        return pattern.format_map({name: self.shown(key, value) for name, value in values.items()})

    def words(self, key: str, /, **values: object) -> str:
        """Words with the places for their values still open."""
        return self._words[key].form(values)

    def pattern(self, key: str, values: Mapping[str, object]) -> str:
        """Words with the places for their values, as they stand on a page."""
        return self.apart(key, self._words[key].form(values))

    def shown(self, key: str, value: object) -> str:
        """A value as it stands in words: a number with its digits grouped, a name in its own direction."""
        if isinstance(value, int) and abs(value) >= GROUPED_FROM:
            return grouped(value, self.language)
        text = str(value)
        if text.isascii() and not self.right_to_left:
            return text
        other = LEFT_TO_RIGHT if self._words[key].right_to_left else RIGHT_TO_LEFT
        return isolated(text) if other.search(text) else text

    def listed(self, names: Sequence[str]) -> str:
        """Names in a row: “A, B and C”."""
        return "".join(chain.from_iterable(zip(self.joints(len(names)), names, strict=True)))

    def joints(self, count: int) -> tuple[str, ...]:
        """What stands before each of so many names in a row: nothing, commas, and an “and”."""
        if count < 2:
            return ("",) * count
        return ("", *[self("lists.comma")] * (count - 2), self("lists.and"))

    def language_of(self, key: str) -> str:
        """Which language has the words of a key: the site's own, a wider one, or English."""
        return self._words[key].language

    def apart(self, key: str, text: str) -> str:
        """A text in the language of a key's words, kept apart as these are."""
        words = self._words[key]
        return text if words.right_to_left == self.right_to_left else isolated(text)


def lineage(language: str) -> tuple[str, ...]:
    """A language and those whose words it falls back to: `pt-BR`, `pt`, `en`."""
    parts = language.replace("_", "-").split("-")
    wider = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return tuple(dict.fromkeys((*wider, ENGLISH)))


def isolated(text: str) -> str:
    """A text whose direction is that of its own first letter, and changes nothing around it."""
    return f"{ISOLATE}{text}{POP}"


@cache
def words_of(language: str) -> Mapping[str, str | Forms]:
    """The words of a language by `group.key`; none where nobody has written them yet."""
    file = files("generator").joinpath("languages", f"{language}.yaml")
    if not LANGUAGE.fullmatch(language) or not file.is_file():
        return {}
    groups: Mapping[str, Mapping[str, Any]] = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
    return {f"{group}.{key}": words for group, keys in groups.items() for key, words in keys.items()}


@cache
def locale_of(language: str) -> Locale | None:
    """What CLDR knows of a language. Babel takes longer to load than English needs it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def runs_right_to_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    locale = None if language == ENGLISH else locale_of(language)
    return locale is not None and locale.character_order == "right-to-left"


def plural_rule(language: str) -> PluralRule:
    """Which plural form a number takes in a language; English has the rule where CLDR has none."""
    locale = None if language == ENGLISH else locale_of(language)
    return english_plural if locale is None else locale.plural_form


def english_plural(number: int) -> str:
    """CLDR's rule for whole numbers in English."""
    return "one" if number == 1 else "other"


def grouped(number: int, language: str) -> str:
    """A long number with its digits grouped as a language does."""
    if language == ENGLISH or locale_of(language) is None:
        return f"{number:,}"
    from babel.numbers import format_decimal

    return format_decimal(number, locale=locale_of(language))
