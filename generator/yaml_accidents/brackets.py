"""Brackets and braces: not closed, without a comma, or part of a text."""

from __future__ import annotations

import re

from generator.diagnostics import Diagnostic
from generator.mending import brief
from generator.source import Span
from generator.yaml_accidents.indents import depth
from generator.yaml_accidents.quotes import QUOTES, offered
from generator.yaml_accidents.stumble import Stumble

TO_BRACKET = re.compile(r"[^,\[\]{}\n]*")
_KEY_IN_BRACES = re.compile(r"[{,] *([\w-]+): +(?=\S)")
_KEY_BEHIND = re.compile(r"\] *[\w-]+:(?: |$)")
"""A list and a key with no comma between them."""
_TO_SIGN = re.compile(r"([\"'])[^\n]*?\1|[^\s,:\[\]{}]+")


def bracket(stumble: Stumble) -> Diagnostic | None:
    """A bracket that is not closed, or something between brackets without its comma or its quotes."""
    if not stumble.in_brackets:
        return None
    text = stumble.source.text
    # Where a value is missing, the parser names its place, not that of the bracket around it.
    opened = max(0, *(text.rfind(sign, 0, stumble.opened + 1) for sign in "[{"))
    opening = text[opened : opened + 1]
    found = text[stumble.at : stumble.at + 1].strip()
    here = stumble.source.span(stumble.at, min(stumble.at + 1, len(text)))
    there = stumble.source.span(opened, opened + 1)
    closing = {"[": "]", "{": "}"}.get(opening, "")
    if found and found in "]}":
        hint = f"Close it with “{closing}”. If the bracket is part of a text, put the whole text in quotes."
        words = f"“{opening}” is closed with “{found}”"
        return Diagnostic("unclosed-bracket", words, here, hint, related=(("It is opened here", there),))
    if found and here.line == there.line:
        return _bracket_in_text(stumble) or _no_comma(stumble)
    return _left_open(stumble, there, closing)


def _left_open(stumble: Stumble, there: Span, closing: str) -> Diagnostic:
    """A bracket whose line ends before it is closed, or before a comma."""
    text = stumble.source.text
    message = f"What “{there.text}” opens here is not closed, or a comma is missing in it"
    whole = " If the bracket is part of a text, put the whole text in quotes."
    if not text[stumble.at : stumble.at + 1].strip():
        return Diagnostic("unclosed-bracket", message, there, f"Close it with “{closing}”.{whole}")
    last = stumble.source.position(max(there.start, stumble.above(stumble.at) - 1))[0]
    # What stands deeper than the line of the bracket is meant to be inside.
    sign = "," if depth(stumble, stumble.at) > depth(stumble, there.start) else closing
    start, end = stumble.line(stumble.at)
    word = re.compile(r"\S+").search(text, start, end)
    here = stumble.source.span(*word.span()) if word else stumble.source.span(stumble.at, stumble.at + 1)
    put = f"Put “{sign}” at the end of line {last}.{whole if sign == closing else ''}"
    related = ((f"The “{sign}” is missing before this", here),)
    return Diagnostic("unclosed-bracket", message, there, put, related=related)


def _bracket_in_text(stumble: Stumble) -> Diagnostic | None:
    """A text between braces with a bracket in it, such as that of a link: between braces it opens a list."""
    text, (start, end) = stumble.source.text, stumble.line(stumble.at)
    keys = [match for match in _KEY_IN_BRACES.finditer(text, start, end) if match.end() <= stumble.at]
    if not keys or text[keys[-1].end()] in QUOTES:
        return None
    first, following = keys[-1].end(), _KEY_IN_BRACES.search(text, stumble.at, end)
    closing = text.rfind("}", stumble.at, end)
    last = following.start() if following else closing if closing >= 0 else end
    words = text[first:last].rstrip()
    before, bracket, after = words.partition("[")
    begins_as_text = before or after.startswith("[")
    goes_on = " " in before.strip() or "[[" in words or words.rpartition("]")[2].strip()
    if not bracket or not begins_as_text or not goes_on or _KEY_BEHIND.search(words):
        return None
    message = "“[” has a meaning of its own between braces, so this text has to stand in quotes"
    span = stumble.source.span(first, first + len(words))
    return Diagnostic("reserved-character", message, span, offered(words, f"{keys[-1][1]}: "))


def _no_comma(stumble: Stumble) -> Diagnostic:
    """Two things between brackets with nothing between them."""
    text, end = stumble.source.text, stumble.line(stumble.at)[1]
    word = _TO_SIGN.match(text, stumble.at, end)
    span = stumble.source.span(stumble.at, max(stumble.at + 1, word.end() if word else 0))
    before = text[: stumble.at].rstrip()[-1:]
    words = brief(span.text)
    message = f"Something is missing before “{words}”, most likely a comma"
    return Diagnostic("missing-comma", message, span, f"Write a comma before it: “{before}, {words}”.")
