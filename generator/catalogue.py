"""The words of the interface, in the language of the site.

One file a language in `generator/languages/`: groups of keys with their words. `{name}` stands for a
value. Words that depend on a number are a group of the plural forms of the language, named as Unicode's
CLDR names them (`one`, `few`, `other`…), chosen by the value `n`. What a language does not say is said in
English.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from babel import Locale, UnknownLocaleError

Forms = Mapping[str, str]
ENGLISH = "en"


class Catalogue:
    """The words of one language: `say("timeline.title")`, or with a number, `say("facts.count", n=3)`."""

    def __init__(self, language: str = ENGLISH) -> None:
        self.language = language
        english, own = words_of(ENGLISH), words_of(language)
        self._words = {**english, **own}
        self._plurals = {key: plural_rule(language if key in own else ENGLISH) for key in self._words}

    def __call__(self, key: str, /, **values: object) -> str:
        """Words with their values. An unknown key is a KeyError."""
        pattern = self.pattern(key, values)
        return pattern.format_map(values) if values else pattern

    def pattern(self, key: str, values: Mapping[str, object]) -> str:
        """The words of a key, in the plural form that the value `n` asks for."""
        words = self._words[key]
        if isinstance(words, str):
            return words
        number = values["n"]
        assert isinstance(number, int)
        return words.get(self._plurals[key](number)) or words["other"]


@cache
def words_of(language: str) -> Mapping[str, str | Forms]:
    """The words of a language by `group.key`; none where nobody has written them yet."""
    file = files("generator").joinpath("languages", f"{language}.yaml")
    if not language.isidentifier() or not file.is_file():
        return {}
    groups: Mapping[str, Mapping[str, Any]] = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
    return {f"{group}.{key}": words for group, keys in groups.items() for key, words in keys.items()}


@cache
def plural_rule(language: str) -> Callable[[int], str]:
    """Which plural form a number takes in a language; English has the rule where CLDR has none."""
    try:
        return Locale.parse(language).plural_form
    except (UnknownLocaleError, ValueError):
        return Locale.parse(ENGLISH).plural_form
