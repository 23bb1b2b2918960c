"""Lines that begin too far to the left or to the right, or with a tab."""

from __future__ import annotations

import re

from generator.diagnostics import Diagnostic
from generator.mending import spaces
from generator.source import Span
from generator.yaml_accidents.stumble import ENTRY, Stumble

MOST_LINES_ABOVE = 500
"""How far above a line others are looked for that begin as it should."""
_TAB = re.compile(r" *(\t+)")
_OPENS = re.compile(r"(?:[|>][-+\d]*)? *(?:#.*)?")
"""What stands behind a colon where the text follows in the lines below."""
DASH = re.compile(r" *- ")
_DASHED = re.compile(r"( *)- +(?:([\w-]+) *:)?")
_SECTION = re.compile(r"[^\s#-]")
_TO_WORDS = re.compile(r" *(?:- +)*")
_EMPTY_LIST = re.compile(r" *(?:- +)*([\w-]+) *: *(\[ *\]) *(?:#.*)?")


def leading_tab(stumble: Stumble) -> Diagnostic | None:
    """A tab at the beginning of a line."""
    if not (tab := stumble.match(_TAB, stumble.at)):
        return None
    message = "This line begins with a tab, and only spaces may stand there"
    hint = f"Delete the tab, and type {spaces(_wanted_depth(stumble))} in its place."
    return Diagnostic("tab-indentation", message, stumble.source.span(*tab.span(1)), hint)


def _wanted_depth(stumble: Stumble) -> int:
    """How many spaces a line needs: as many as the one above it, and two more below a colon or dash."""
    above = stumble.above(stumble.at)
    if not above:
        return 0
    line = stumble.match(ENTRY, above - 1)
    assert line
    opens = line[1] is not None and _OPENS.fullmatch(line[2])
    return depth(stumble, above - 1) + (2 if opens else 0)


def depth(stumble: Stumble, offset: int) -> int:
    """How many places stand before the first word of a line, dashes counted in."""
    found = stumble.match(_TO_WORDS, offset)
    return len(found[0]) if found else 0


def indentation(stumble: Stumble) -> Diagnostic | None:
    """A line that does not line up with those it belongs to."""
    text, (start, end) = stumble.source.text, stumble.line(stumble.at)
    if text[start : stumble.at].strip(" "):
        return None
    dash = text.startswith("- ", stumble.at)
    if dash and (empty := stumble.match(_EMPTY_LIST, stumble.above(stumble.at) - 1)):
        return _empty_list(stumble.source.span(*empty.span(2)), empty[1])
    message = "This line does not line up with the lines above it"
    if dash:
        message = "A line with a dash stands among lines without one"
    first = stumble.source.span(stumble.opened, stumble.line(stumble.opened)[1])
    related = (("The lines it should belong to begin here", first),) if stumble.opened < start else ()
    counted = f"{_measured(stumble)} Lines that belong together have as many."
    hint = _like_another_dash(stumble) or moved_dash(stumble) or counted
    return Diagnostic("indentation", message, stumble.source.span(stumble.at, end), hint, related=related)


def _empty_list(span: Span, key: str) -> Diagnostic:
    """Entries below a list that is said to be empty."""
    message = f"“{key}: []” says that there is nothing, and entries follow it"
    return Diagnostic("list-beside-key", message, span, f"Write {key}: without the brackets.")


def _like_another_dash(stumble: Stumble) -> str:
    """How many spaces a line with a dash needs: as many as the last entry above it that begins alike."""
    line = stumble.source.position(stumble.at)[0]
    here = _DASHED.match(stumble.source.line(line))
    for number in range(line - 1, max(0, line - MOST_LINES_ABOVE), -1):
        above = stumble.source.line(number)
        other = _DASHED.match(above)
        if here and other and other[2] == here[2] and len(other[1]) != len(here[1]):
            return f"Put {spaces(len(other[1]))} before its dash, as many as line {number} has."
        if not here or _SECTION.match(above):
            break
    return ""


def _measured(stumble: Stumble) -> str:
    """How many spaces a line and the one above it have, so that nobody has to count them."""
    here, above = (
        stumble.match(_TO_WORDS, offset) for offset in (stumble.at, max(0, stumble.above(stumble.at) - 1))
    )
    assert here
    assert above
    counted = ", a dash and its space counted as two" if "-" in here[0] + above[0] else ""
    there = f"{spaces(len(above[0]))}{counted}"
    return f"It has {spaces(len(here[0]))} before its first word, and the line above {there}."


def lost_spaces(stumble: Stumble) -> Diagnostic | None:
    """A line that begins further to the left than those above and below it, which belong together."""
    line = max(0, stumble.above(stumble.at) - 1)
    before = max(0, stumble.above(line) - 1)
    deep, here, there = (depth(stumble, offset) for offset in (before, line, stumble.at))
    if not deep == there > here or not (entry := stumble.match(ENTRY, line)) or DASH.match(entry[0]):
        return None
    message = "This line begins further to the left than the lines above and below it"
    hint = f"It has {spaces(here)} before its first word; put {spaces(there)} there."
    first = entry.start(1) if entry[1] else entry.start(2)
    return Diagnostic("indentation", message, stumble.source.span(first, entry.end()), hint)


def moved_dash(stumble: Stumble) -> str:
    """What to do with a dash that moved away from its lines: at least two of them stand below it."""
    at, above = stumble.line(stumble.at), max(0, stumble.above(stumble.at) - 1)
    dash, deep = stumble.match(_DASHED, above), depth(stumble, stumble.at)
    follows = len(stumble.source.text) - len(stumble.source.text[at[1] :].lstrip())
    if not dash or stumble.match(_DASHED, follows) or deep < 2 or depth(stumble, follows) != deep:
        return ""
    line = stumble.source.span(dash.start(), dash.end()).line
    return (
        f"Put {spaces(deep - 2)} before the dash in line {line}: then this line and the next stand below it."
    )


def moved_left(stumble: Stumble) -> str:
    """How many spaces go where a line begins too far to the right, so that nobody has to count them."""
    here, above = depth(stumble, stumble.at), depth(stumble, max(0, stumble.above(stumble.at) - 1))
    if "-" in stumble.source.text[slice(*stumble.line(stumble.at))][:here] or here <= above:
        return _measured(stumble)
    return f"Take away {spaces(here - above)}, so that {spaces(above)} stand before it."
