"""What a line begins with: a dash, spaces or a colon that YAML takes for something else, or no word at all.

What is told here is found where the parser gave up, and also by `yaml_slips` in what could be read.
"""

from __future__ import annotations

import re

from generator.diagnostics import Diagnostic
from generator.mending import FAR, brief
from generator.sheet_words import lacking_word
from generator.source import Span

DASH_WORD = re.compile(r"-[^\W\d]")
BULLETS = "–—•●▪·‣"
BULLET = re.compile(rf"([{BULLETS}])\s+(\S.*)")
"""What writing programs make of a hyphen at the beginning of a line."""


def bullet_problem(span: Span, bullet: re.Match[str]) -> Diagnostic:
    """A dash or dot that a writing program made of a hyphen."""
    message = f"An entry begins with a hyphen and a space, not with “{bullet[1]}”"
    return Diagnostic("dash-without-space", message, span, f"Write “- {brief(bullet[2])}”.")


def dash_problem(span: Span) -> Diagnostic:
    """A dash glued to its word."""
    message = "A space is missing after this dash, so that it begins no entry of a list"
    words = span.text[1:].partition("\n")[0]
    hint = f"Write “- {brief(words)}”. If the dash is part of a text, put the text in quotes."
    return Diagnostic("dash-without-space", message, span, hint)


def glued_problem(span: Span) -> Diagnostic:
    """A colon glued to its value."""
    key, _, words = span.text.partition(":")
    message = f"A space is missing after the colon of “{brief(key)}”"
    return Diagnostic("missing-space-after-colon", message, span, f"Write {brief(key)}: {brief(words)}")


def keyless(span: Span) -> Diagnostic:
    """A colon with nothing before it."""
    message = "A word is missing before this colon"
    word = lacking_word(span.source, span.line) or "title"
    text = brief(span.source.text[span.end : span.end + FAR].partition("\n")[0].strip().lstrip(": "))
    hint = f"Write before it what the text is, most likely “{word}”: {word}: {text}"
    return Diagnostic("empty-key", message, span, hint)


def other_spaces(span: Span) -> Diagnostic:
    """Spaces of another kind at the beginning of a line, which YAML takes for letters."""
    message = "This line begins with spaces of another kind, as they come with copied text"
    hint = "Delete them, and type as many with the space bar."
    return Diagnostic("tab-indentation", message, span, hint)
