"""How heavy a site's own settings make each mistake.

A warning or a hint can weigh as an editor likes, or nothing. An error mostly stands for a page that would
show something wrong, or could not be made at all: it cannot be made lighter, and its help says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Severity, did_you_mean, listed
from generator.mistakes import mistakes

OFF = "off"
CHOICES = (OFF, *reversed(Severity))
"""What can be said of a mistake, lightest first."""

Severities = Mapping[str, Severity | None]
"""The severity that a site gives to some codes; None for those that it does not want told."""


class Problem(NamedTuple):
    """What is wrong with a setting: at its code or `of_value`; `code` is empty where it is all of `rules`."""

    code: str
    of_value: bool
    message: str
    hint: str


def read_severities(raw: object) -> tuple[Severities, tuple[Problem, ...]]:
    """What stands under `rules` in the settings, and what is wrong with it."""
    if raw is None:
        return {}, ()
    if not isinstance(raw, Mapping):
        hint = "Write a line for each code below it, like “thin-page: off”."
        return {}, (Problem("", True, "“rules” is a list of codes and how heavy each is", hint),)
    good: dict[str, Severity | None] = {}
    problems: list[Problem] = []
    for code, value in raw.items():
        # YAML takes `off` for a truth value.
        word = OFF if value is False else str(value)
        if problem := problem_with(str(code), word):
            problems.append(problem)
        else:
            good[str(code)] = None if word == OFF else Severity(word)
    return good, tuple(problems)


def problem_with(code: str, word: str) -> Problem | None:
    """Why a setting cannot be followed."""
    known = mistakes()
    if code not in known:
        hint = did_you_mean(code, known) or "Each message shows its code in square brackets."
        return Problem(code, False, f"There is no mistake with the code “{code}”", hint)
    if word not in CHOICES:
        words = listed([f"“{choice}”" for choice in CHOICES])
        near = did_you_mean(word.lower(), CHOICES)
        hint = f"{near} Write {words}; “{OFF}” means that it is not told.".strip()
        return Problem(code, True, f"“{code}” cannot be “{word}”", hint)
    if known[code].is_fixed and word != Severity.ERROR:
        message = f"“{code}” cannot be made lighter"
        why = "A page would show something wrong, or could not be made at all. Delete the line."
        return Problem(code, True, message, why)
    return None


def double_rule(code: str) -> Problem:
    """A code that stands twice."""
    return Problem(code, False, f"“{code}” stands here a second time", "Keep one of the two lines.")


def weighed(diagnostics: Iterable[Diagnostic], severities: Severities) -> Iterator[Diagnostic]:
    """Diagnostics as heavy as the settings say, without those that are not wanted."""
    for one in diagnostics:
        if one.code not in severities or (
            one.severity is Severity.ERROR and not mistakes()[one.code].may_be_lighter
        ):
            yield one
        elif (severity := severities[one.code]) is not None:
            yield replace(one, severity=severity)
