"""What else is wrong with a file that cannot be read as YAML: what stands beside the lines in question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from generator.diagnostics import Diagnostic
from generator.source import SourceFile, Span
from generator.validation import is_lacking
from generator.yaml_document import read_yaml

MOST_PASSES = 20
"""Each pass finds one more accident; whoever has more mends these first."""
OF_ONE_LINE = frozenset(
    {
        "bad-escape", "colon-in-text", "list-without-brackets", "missing-space-after-colon",
        "not-a-character", "quote-in-quotes", "reserved-character", "text-after-quote", "unclosed-quote",
    }
)  # fmt: skip
"""Accidents that leave the lines around them as they are meant. After others nothing is certain."""
KEY = re.compile(r" *(?:- +)*[\w-]+ *:|[^\S\n]*- ")

Check = Callable[[SourceFile], Iterable[Diagnostic]]


def told_beside(source: SourceFile, said: Sequence[Diagnostic], check: Check) -> list[Diagnostic]:
    """What is wrong beside the accidents of a file that could not be read.

    The lines in question are taken for empty, until the rest can be read; then `check` says what is wrong
    with that. What such a line may have brought is not missed.
    """
    found: list[Diagnostic] = []
    empty: set[int] = set()
    masked, accidents = source, list(said)
    for _ in range(MOST_PASSES):
        if not accidents or any(one.code not in OF_ONE_LINE for one in accidents):
            return found
        lines = {number for one in accidents for number in lines_of(one.span)}
        if lines <= empty:
            return found
        empty |= lines
        masked = SourceFile(source.path, without(source.text, empty))
        document, accidents = read_yaml(masked)
        if document is not None:
            later = (one for one in check(masked) if not brought_by(one, empty))
            return [*found, *(placed(one, source) for one in later)]
        found += [placed(one, source) for one in accidents if one.code in OF_ONE_LINE]
    return found


def lines_of(span: Span) -> range:
    """The numbers of the lines that a place is on."""
    return range(span.line, span.source.position(max(span.start, span.end - 1))[0] + 1)


def without(text: str, numbers: set[int]) -> str:
    """A text with nothing but their keys left of some lines; everything stays at its offset."""
    lines = text.split("\n")
    for number in numbers:
        line = lines[number - 1]
        key = KEY.match(line)
        kept = key.end() if key else 0
        lines[number - 1] = line[:kept] + " " * (len(line) - kept)
    return "\n".join(lines)


def brought_by(problem: Diagnostic, empty: set[int]) -> bool:
    """Whether a mistake may come from lines that were taken for empty."""
    if problem.span.line in empty:
        return True
    return is_lacking(problem) and not empty.isdisjoint(lines_of(problem.span))


def placed(problem: Diagnostic, source: SourceFile) -> Diagnostic:
    """The same mistake in the file as it is."""
    return replace(problem, span=Span(source, problem.span.start, problem.span.end))
