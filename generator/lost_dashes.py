"""Dashes that entries of a list have lost: put in where the lines around say so, and told once.

Without its dash an entry is a part of the one above it, or keeps the whole list from being read.
"""

from __future__ import annotations

import re

from generator.diagnostics import Diagnostic
from generator.mending import brief, spaces
from generator.source import SourceFile
from generator.yaml_document import YamlDocument, read_yaml

MOST = 20
"""Whoever has lost more mends these first."""

_LINE = re.compile(r"( *)(- )?([\w-]+) *:(?= |$)")
_OPENS = re.compile(r"( *)(?:- )?[\w-]+ *:\s*(?:#.*)?$")


def with_dashes(
    source: SourceFile, start: int, end: int | None
) -> tuple[SourceFile, YamlDocument | None, list[Diagnostic], list[Diagnostic]]:
    """A file with the dashes that it has lost, all else at its offset, and what is read of it then.

    Last comes what is told of these dashes.
    """
    told: list[Diagnostic] = []
    document, problems = read_yaml(source, start, end)
    for _ in range(MOST):
        for one in problems:
            if (number := beginning(one)) is None:
                continue
            text = with_dash(source, number)
            then, left = read_yaml(text, start, end)
            if (one.code, one.span.start) not in {(each.code, each.span.start) for each in left}:
                told.append(lost_dash(source, number))
                source, document, problems = text, then, left
                break
        else:
            break
    return source, document, problems, told


def beginning(problem: Diagnostic) -> int | None:
    """The line with which an entry begins that may have lost its dash; None where another thing is wrong."""
    source, line = problem.span.source, problem.span.line
    if problem.code == "duplicate-key" and problem.related:
        first = problem.related[0][1].line
        one, other = _LINE.match(source.line(first)), _LINE.match(source.line(line))
        alike = one and other and one[2] and not other[2] and one.span(3) == other.span(3)
        return line if alike and line > first + 1 else None
    words = source.line(line)
    deep = len(words) - len(words.lstrip())
    if problem.code != "indentation" or not words[deep:].startswith("- "):
        return None
    first = line
    while first > 1 and (not (above := source.line(first - 1)).strip() or above.startswith(" " * (deep + 2))):
        first -= 1
    opens, match = (
        _OPENS.match(source.line(first - 1)) if first > 1 else None,
        _LINE.match(source.line(first)),
    )
    is_first = match and not match[2] and len(match[1]) == deep + 2
    return first if opens and is_first and len(opens[1]) <= deep else None


def with_dash(source: SourceFile, number: int) -> SourceFile:
    """A file with a dash before the key of a line, in the place of two spaces."""
    match = _LINE.match(source.line(number))
    assert match
    key = source.line_starts[number - 1] + match.start(3)
    return SourceFile(source.path, f"{source.text[: key - 2]}- {source.text[key:]}")


def lost_dash(source: SourceFile, number: int) -> Diagnostic:
    """What is told of a line, whatever else it would have brought."""
    words = source.line(number)
    match = _LINE.match(words)
    assert match
    start = source.line_starts[number - 1] + match.start(3)
    left = spaces(match.start(3) - 2)
    return Diagnostic(
        "list-expected",
        "A dash is missing here, with which this entry of the list begins",
        source.span(start, start + len(match[3])),
        f"Write “- {brief(words.strip())}”, with {left} before the dash.",
    )
