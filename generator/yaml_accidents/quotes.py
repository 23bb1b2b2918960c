"""Quotation marks that end a text too early or never, and how words are put between them."""

from __future__ import annotations

import re

from generator.diagnostics import Diagnostic
from generator.source import Span
from generator.yaml_accidents.stumble import ENTRY, Stumble, Words

LONGEST_OFFER = 160
"""The longest line that is written out again in a hint."""
QUOTES = ("'", '"')
_NUMBERED = re.compile(r"\\(?:x\w{0,2}|u\w{0,4}|U\w{0,8})")
_DOUBLE_QUOTED = re.compile(r'"((?:\\.|[^"\\\n])*)"')


def unclosed_quote(stumble: Stumble) -> Diagnostic | None:
    """A text in quotes that goes on to the end of the file."""
    ended = "end of stream" in stumble.problem or "document" in stumble.problem
    return _unclosed(stumble, stumble.opened) if ended and "quoted" in stumble.reading else None


def _unclosed(stumble: Stumble, start: int) -> Diagnostic:
    span = stumble.source.span(start, stumble.line(start)[1])
    quote = span.text[:1]
    message = f"The quote that opens here ({quote}) is never closed"
    return Diagnostic("unclosed-quote", message, span, f"Put {quote} at the end of the text too.")


def bad_escape(stumble: Stumble) -> Diagnostic | None:
    """A backslash between two " that means nothing, or stands for no character."""
    if "quoted" not in stumble.reading:
        return None
    text = stumble.source.text
    start = max(stumble.opened, text.rfind("\\", stumble.opened, stumble.at + 1))
    if number := _NUMBERED.match(text, start):
        span = stumble.source.span(*number.span())
        hint = f"Delete “{span.text}”, or type the character that was meant in its place."
        message = f"“{span.text}” stands for a character by its number, and no character has this one"
        return Diagnostic("not-a-character", message, span, hint)
    span = stumble.source.span(start, min(start + 2, len(text)))
    message = f'Between two " the sign “\\” has a meaning of its own, and “{span.text}” means nothing'
    return Diagnostic("bad-escape", message, span, _without_escapes(stumble))


def _without_escapes(stumble: Stumble) -> str:
    """How to write a text in double quotes in which a backslash is only a backslash."""
    words = _DOUBLE_QUOTED.match(stumble.source.text, stumble.opened)
    if not words:
        return "Put ' before the text and ' behind it, in place of each \"."
    return offered(words[1].replace('\\"', '"'), stumble.key_before(stumble.opened))


def after_quote(stumble: Stumble) -> Diagnostic | None:
    """Something stands between a closing quotation mark and the end of its line."""
    text, at, last = stumble.source.text, stumble.at, stumble.last
    if not last or text[last.start] not in QUOTES:
        return None
    if last.end > at or text[last.end : at].strip(" "):
        return None
    if stumble.in_brackets and text[at : at + 1] == text[last.start]:
        return None  # Two whole texts side by side: the comma is missing.
    if _swallowed_quote(text[last.start : last.end - 1].rstrip()):
        return _unclosed(stumble, last.start)
    if re.compile(r", *[\"']").match(text, at):
        span = stumble.source.span(last.start, stumble.line(at)[1])
        hint = f"Write {stumble.key_before(last.start)}[{span.text.rstrip()}]"
        return Diagnostic("list-without-brackets", "Several texts stand here without brackets", span, hint)
    return _inner_quote(stumble, last)


def _inner_quote(stumble: Stumble, last: Words) -> Diagnostic | None:
    text, end = stumble.source.text, stumble.line(stumble.at)[1]
    quote, key = text[last.start], stumble.key_before(last.start)
    closing = _closing_quote(stumble, quote, end)
    # A quotation is over, and words of the same text follow it: “Wait,” she said. What ' ends may be a word.
    goes_on = quote == '"' and not stumble.in_brackets and text[last.end : last.end + 1] in (" ", ",")
    if not goes_on and (closing >= 0 or stumble.at == last.end):
        stop = closing if closing >= 0 else end
        words = text[last.start + 1 : stop]
        message = "A quotation mark inside this text ends it too early"
        span = stumble.source.span(last.start, min(stop + 1, end))
        return Diagnostic("quote-in-quotes", message, span, offered(words, key))
    if stumble.in_brackets:
        return None
    span = stumble.source.span(stumble.at, end)
    hint = offered(text[last.start : end].rstrip(), key)
    return Diagnostic("text-after-quote", "Words stand after the closing quotation mark", span, hint)


def _closing_quote(stumble: Stumble, quote: str, end: int) -> int:
    """Where the quotation mark stands that was meant to be the last, or -1."""
    text = stumble.source.text
    if not stumble.in_brackets:
        return text.rfind(quote, stumble.at, end)
    found = re.compile(rf"{quote}(?= *[,}}\]])").search(text, stumble.at, end)
    return found.start() if found else -1


def _swallowed_quote(words: str) -> bool:
    """Whether a quoted text runs up to where the next one was meant to begin."""
    return "\n" in words and words.endswith((":", "-", ",", "[", "{"))


def offered(words: str, key: str = "") -> str:
    """How to write words so that they stay together."""
    if len(words) > LONGEST_OFFER or "\n" in words:
        return "Put the whole text in quotes that do not occur in it."
    if '"' not in words and "\\" not in words:
        return f'Write {key}"{words}"'
    quoted = words.replace("'", "''")
    return f"Write {key}'{quoted}'"


def as_text(span: Span) -> str:
    """How to write what begins at a place and goes on to the end of its line, so that it is a text."""
    line = span.source.line(span.line)
    before = span.start - span.source.line_starts[span.line - 1]
    entry = ENTRY.fullmatch(line)
    if not entry or entry.start(2) != before:
        return "Put the whole text in quotes"
    return offered(entry[2].rstrip(), f"{entry[1]}: " if entry[1] else "")
