"""How heavy a site's own settings make each mistake.

A warning or a hint can weigh as an editor likes, or nothing. An error mostly stands for a page that would
show something wrong, or could not be made at all: it cannot be made lighter, and its help says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.diagnostics import Diagnostic, Severity, did_you_mean, listed
from generator.mistakes import mistakes

OFF = "off"
CHOICES = (OFF, *reversed(Severity))
"""What can be said of a mistake, lightest first."""

Severities = Mapping[str, Severity | None]
"""The severity that a site gives to some codes; None for those that it does not want told."""


def read_severities(raw: object) -> tuple[Severities, tuple[str, ...]]:
    """What stands under `rules` in the settings, and what is wrong with it, each in a sentence or two."""
    if raw is None:
        return {}, ()
    if not isinstance(raw, Mapping):
        return {}, ("Under “rules”, write a line for each code, like “thin-page: off”.",)
    good: dict[str, Severity | None] = {}
    problems: list[str] = []
    for code, value in raw.items():
        # YAML takes `off` for a truth value.
        word = OFF if value is False else str(value)
        if problem := problem_with(str(code), word):
            problems.append(problem)
        else:
            good[str(code)] = None if word == OFF else Severity(word)
    return good, tuple(problems)


def problem_with(code: str, word: str) -> str:
    """Why a setting cannot be followed; empty where it can."""
    known = mistakes()
    if code not in known:
        near = did_you_mean(code, known) or "Each message shows its code in square brackets."
        return f"Under “rules”, there is no mistake with the code “{code}”. {near}"
    if word not in CHOICES:
        return f"Under “rules”, “{code}” cannot be “{word}”. Write {listed(CHOICES)}."
    if known[code].is_fixed and word != Severity.ERROR:
        return (
            f"Under “rules”, “{code}” cannot be made lighter: a page would show something wrong, or could "
            "not be made at all. Delete the line."
        )
    return ""


def weighed(diagnostics: Iterable[Diagnostic], severities: Severities) -> Iterator[Diagnostic]:
    """Diagnostics as heavy as the settings say, without those that are not wanted."""
    for one in diagnostics:
        if one.code not in severities or (
            one.severity is Severity.ERROR and not mistakes()[one.code].may_be_lighter
        ):
            yield one
        elif (severity := severities[one.code]) is not None:
            yield replace(one, severity=severity)
