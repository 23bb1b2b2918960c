"""Colons: missing behind the first word of a line, or standing where none can."""

from __future__ import annotations

import re

from generator.diagnostics import Diagnostic
from generator.mending import written
from generator.sheet_words import sheet_words
from generator.source import Span
from generator.yaml_accidents.beginnings import (
    BULLET,
    DASH_WORD,
    bullet_problem,
    dash_problem,
    glued_problem,
    keyless,
)
from generator.yaml_accidents.brackets import TO_BRACKET
from generator.yaml_accidents.indents import DASH, lost_spaces, moved_dash, moved_left
from generator.yaml_accidents.quotes import QUOTES, offered
from generator.yaml_accidents.stumble import ENTRY, Stumble

_GLUED = re.compile(r" *(?:- +)*([\w-]+):(\S.*)")
_NAMED = re.compile(r" *- id\b")


def no_colon(stumble: Stumble) -> Diagnostic | None:
    """A line without a key where the parser looked for one."""
    return _without_colon(stumble, stumble.opened) if "expected ':'" in stumble.problem else None


def _without_colon(stumble: Stumble, offset: int) -> Diagnostic | None:
    """What is wrong with a line that should have a key, unless it has one."""
    entry = stumble.match(ENTRY, offset)
    if entry and entry[1] and DASH_WORD.match(entry[1]):
        return dash_problem(stumble.source.span(*entry.span(1)))
    if not entry or entry[1] or not entry[2]:
        return None
    span = stumble.source.span(*entry.span(2))
    if DASH_WORD.match(entry[2]):
        return dash_problem(span)
    if bullet := BULLET.match(entry[2]):
        return bullet_problem(span, bullet)
    if _GLUED.match(entry[2]):
        return glued_problem(span)
    message = "This line does not begin with a word and a colon"
    return Diagnostic("missing-colon", message, span, _line_hint(stumble, span))


def _line_hint(stumble: Stumble, span: Span) -> str:
    """What to write for a line without a key: the text above it in one line, if it may go on with that."""
    first, _, rest = span.text.partition(" ")
    if first in sheet_words() and rest:
        return f"Put a colon behind its first word: {first}: {written(rest.strip())}"
    begin = "begin it with the word for what it says and a colon, like “title: ”."
    above = stumble.above(span.start)
    entry = stumble.match(ENTRY, above - 1) if above else None
    if not entry or entry[1] in (None, "id") or entry[2][:1] in ("", "[", "{", "|", ">", *QUOTES):
        return f"{begin.capitalize()} If it goes on with a text above, put all of that text in quotes."
    whole = f"{entry[2].rstrip()} {span.text.rstrip()}"
    return f"{offered(whole, f'{entry[1]}: ')} if it goes on with the text above; else {begin}"


def colon_in_text(stumble: Stumble) -> Diagnostic | None:
    """A colon where none can stand: in a text, with nothing before it, or below a complete line."""
    text, at, last = stumble.source.text, stumble.at, stumble.last
    if text[at : at + 1] != ":":
        return None
    if text[stumble.line(at)[0] : at].rstrip(" -")[-1:] in ("", "{", ","):
        return keyless(stumble.source.span(at, at + 1))
    if stumble.in_brackets:
        if not last or last.start == last.end or last.end != at or "\n" in text[last.start : at]:
            return None
        words = TO_BRACKET.match(text, last.start)
        return _colon_problem(stumble.source.span(*words.span()), "") if words else None
    entry = stumble.match(ENTRY, at)
    if entry and entry[1] and entry[2] and entry.start(2) <= at:
        return _colon_problem(stumble.source.span(*entry.span(2)), f"{entry[1]}: ")
    return _after_a_value(stumble)


def _colon_problem(span: Span, key: str) -> Diagnostic:
    message = "A colon inside a text ends it too early, unless the text stands in quotes"
    return Diagnostic("colon-in-text", message, span, offered(span.text.partition(" #")[0].rstrip(), key))


def _after_a_value(stumble: Stumble) -> Diagnostic | None:
    """A key below a line that should have been one, or that has its value already."""
    start, end = stumble.line(stumble.at)
    above = stumble.above(stumble.at)
    if not above:
        return None
    problem = _without_colon(stumble, above - 1)
    # The text of an entry needs no colon: what is wrong is that this line is not below it.
    named = stumble.match(_NAMED, above - 1)
    if problem and (named or problem.code != "missing-colon" or not stumble.match(DASH, above - 1)):
        return problem
    if astray := lost_spaces(stumble):
        return astray
    message = "This line begins further to the right than the one above, which is complete already"
    goes_on = f"{moved_left(stumble)} If it goes on with the text above, put all of that text in quotes."
    hint = moved_dash(stumble) or goes_on
    first = start + len(stumble.source.text[start:end]) - len(stumble.source.text[start:end].lstrip())
    return Diagnostic("indentation", message, stumble.source.span(first, end), hint)
