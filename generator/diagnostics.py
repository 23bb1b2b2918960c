"""What is wrong with the content, said once and kindly.

An editor's mistake is a `Diagnostic` that is returned, never an exception: one run reports
them all. Printing lives in `reports`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from enum import StrEnum

from generator.frozen import Frozen
from generator.source import Span

MOST_COMPARED = 1_000
"""The most words that one is compared with to offer the nearest: each takes its time."""


class Severity(StrEnum):
    """How much a diagnostic weighs."""

    ERROR = "error"
    """Nothing is published."""
    WARNING = "warning"
    """Published, but somebody should look."""
    HINT = "hint"
    """An idea that may make the story better."""


class Diagnostic(Frozen):
    """One mistake at one place.

    `code` names the fault (`unknown-id`), `message` says it in one sentence without a full stop,
    `hint` says how to mend it, `related` are further places that explain it.
    """

    code: str
    message: str
    span: Span
    hint: str = ""
    severity: Severity = Severity.ERROR
    related: tuple[tuple[str, Span], ...] = ()


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each diagnostic once, by file, then place, then code."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda d: (d.span.source.path, d.span.start, d.code, d.message)))


def unsaid(found: Iterable[Diagnostic], said: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What was found, without what begins at the place of something that was said: it follows from that."""
    places = {(one.span.source.path, one.span.start) for one in said}
    return [one for one in found if (one.span.source.path, one.span.start) not in places]


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether anything here forbids publishing."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question that offers the nearest known word, or nothing when none is near."""
    near = nearest(word, known)
    return f"Did you mean “{near}”?" if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that a word is nearest to; empty when none is near."""
    words = sorted(set(known))
    if len(words) > MOST_COMPARED:
        words = [each for each in words if each[:1] == word[:1]][:MOST_COMPARED]
    return next(iter(get_close_matches(word, words, n=1, cutoff=0.6)), "")


def listed(words: Sequence[str]) -> str:
    """Words as people list them: "a", "a or b", "a, b or c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} or {words[-1]}"
