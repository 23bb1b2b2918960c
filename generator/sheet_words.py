"""The words that lines of a fact sheet begin with, for messages about lines that lack theirs."""

from __future__ import annotations

import re
from functools import cache

from generator.kinds import Model, fields_of
from generator.mending import FAR
from generator.model.sheets import FactSheet
from generator.source import SourceFile

MOST_LINES_AROUND = 200
"""How far around a line the others of its entry are looked for."""
SAMPLE_DAY = "2025-03-18"
"""What stands for a day in an example."""
HEAD = f"story:\n  headline: …\n  standfirst: …\n  updated: {SAMPLE_DAY}"
"""The lines that a sheet begins with."""
_SECTION = re.compile(r"([\w-]+):")
_LINE = re.compile(r"( *(?:- +)?)(?:([\w-]+):)?")


@cache
def sheet_words() -> frozenset[str]:
    """Every word that a line of a sheet can begin with."""
    words: set[str] = set()
    waiting: list[type[Model]] = [FactSheet]
    for model in waiting:
        words.update(fields_of(model))
        waiting += [one.model for one in fields_of(model).values() if one.model]
    return frozenset(words)


def lacking_word(source: SourceFile, line: int) -> str:
    """The first word that the entry around a line needs and has not; empty where that cannot be told."""
    section = section_of(source, line)
    field = fields_of(FactSheet).get(section)
    model = field.model if field else None
    here = words_around(source, line)
    needed = [name for name, one in fields_of(model).items() if one.is_required] if model else []
    return next((name for name in needed if name not in here), "")


def section_of(source: SourceFile, line: int) -> str:
    """The section that a line stands in."""
    for number in range(line, max(0, line - MOST_LINES_AROUND), -1):
        if match := _SECTION.match(beginning(source, number)):
            return match[1]
    return ""


def words_around(source: SourceFile, line: int) -> set[str]:
    """The words that the other lines of an entry begin with: they stand as far to the right as this one."""
    depth, last = depth_of(source, line), len(source.line_starts)
    found: set[str] = set()
    begins_here = "-" in beginning(source, line)[:depth]
    for step in (1,) if begins_here else (-1, 1):
        number = line + step
        while 0 < number <= last and abs(number - line) < MOST_LINES_AROUND:
            here = _LINE.match(beginning(source, number))
            assert here
            begins = "-" in here[1] and len(here[1]) == depth
            if len(here[1]) < depth or (begins and step > 0):
                break
            found.update([here[2]] if len(here[1]) == depth and here[2] else [])
            if begins:
                break
            number += step
    return found


def beginning(source: SourceFile, line: int) -> str:
    """The beginning of a line: it may be as long as the file."""
    start = source.line_starts[line - 1]
    return source.text[start : start + FAR].partition("\n")[0]


def depth_of(source: SourceFile, line: int) -> int:
    """How many places stand before the first word of a line, its dash counted in."""
    match = _LINE.match(beginning(source, line))
    return len(match[1]) if match else 0
