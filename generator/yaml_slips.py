"""What is told of keys and of words without quotes that could be read, and would say what nobody meant.

What could not be read at all is told in `yaml_accidents`. Everywhere here, `limit` is where the YAML ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.diagnostics import Diagnostic
from generator.mending import brief, written
from generator.sheet_words import lacking_word
from generator.source import SourceFile, Span
from generator.yaml_accidents.beginnings import (
    BULLET,
    BULLETS,
    DASH_WORD,
    bullet_problem,
    dash_problem,
    glued_problem,
    keyless,
    other_spaces,
)
from generator.yaml_accidents.brackets import TO_BRACKET
from generator.yaml_accidents.quotes import as_text, offered
from generator.yaml_values import DEEPEST, Node

_CUT = re.compile(r"[ \t]+#(?=[^\s#])[^\n]*")
ODD_SIGNS = f"<-{BULLETS}\u00a0\u2002\u2003\u2009\u202f\u3000"
"""What a key can begin with that is a slip, or an order to programs."""
_BRACKETED = re.compile(r"\[[^\[\]\n]*\]|\{[^{}\n]*\}")
_TO_NEXT_KEY = re.compile(r"(?:(?!, *[\w-]+ *:(?: |$))[^{}\[\]\n])*")


def key_problem(source: SourceFile, around: Sequence[Node], plain: bool) -> Diagnostic | None:
    """What is wrong with the key that was just read; `around` are the lists and groups that it stands in."""
    parent = around[-1]
    assert parent.waiting
    key, start, end = parent.waiting
    if key.strip() and key not in parent.children and not (plain and key[0] in ODD_SIGNS):
        return None
    span = source.span(start, end)
    if key in parent.children:
        first = source.span(*(parent.children[key].key or (start, end)))
        message = f"“{brief(key)}” is a duplicate: it stands here for the second time"
        related = ((f"The first “{brief(key)}” is here", first),)
        hint = _twice(source, around, key, first)
        return Diagnostic("duplicate-key", message, span, hint, related=related)
    return _first_sign_problem(source, key, span) if key.strip() else keyless(span)


def _first_sign_problem(source: SourceFile, key: str, span: Span) -> Diagnostic | None:
    """What is wrong with a key that begins with a sign of an odd kind, if anything is."""
    if key == "<<":
        message = "“<<” would copy what another entry says into this one, which is not done here"
        return Diagnostic("merge-key", message, span, _instead_of_copy(source, span))
    if not _is_first_in_line(source, span.start):
        return None
    if key[0].isspace():
        return other_spaces(source.span(span.start, span.end - len(key.lstrip())))
    if bullet := BULLET.match(source.line(span.line).strip()):
        return bullet_problem(span, bullet)
    return dash_problem(span) if DASH_WORD.match(key) else None


def _instead_of_copy(source: SourceFile, span: Span) -> str:
    """What to write for a line that would copy another entry; its dash must not go with it."""
    written = "and write what it would copy on lines of its own, like “title: …”."
    following = next(iter(source.text[span.end :].split("\n")[1:2]), "").strip()
    if not source.line(span.line).lstrip().startswith("-") or not following:
        return f"Delete this line, {written}"
    return f"Put “- {brief(following)}” in place of this line and the next, {written}"


def _twice(source: SourceFile, around: Sequence[Node], key: str, first: Span) -> str:
    """What to do where a key stands twice."""
    if len(around) > 1:
        return _one_of_two(around, key)
    if not around[-1].children[key].value:
        return f"Nothing stands in the first: delete the line “{source.line(first.line).strip()}”."
    return f"Move what stands below it up, to the end of the first “{key}:”, and delete this line."


def _one_of_two(around: Sequence[Node], key: str) -> str:
    """What to do where a key stands twice in an entry: one of a list may have lost its dash."""
    if around[-1].flow:
        return "Keep one of the two, and delete the other with its comma."
    in_list = len(around) > 1 and isinstance(around[-2].value, list)
    dash = f", or write “- {key}: …” here, with the dash of the entry above, if a new entry begins"
    return f"Keep one of the two lines, and delete the other{dash if in_list else ''}."


def bracket_problem(source: SourceFile, limit: int, parent: Node, span: Span) -> Diagnostic:
    """A bracket that begins a line, or stands right behind another one."""
    if parent.flow:
        sign = source.text[parent.start]
        message = f"A text cannot begin with “{sign}{span.text}” unless it stands in quotes"
        hint = f"{as_text(source.span(parent.start, span.end))}."
    else:
        message = f"A line begins with a word and a colon, like “headline:”, and not with “{span.text}”"
        words = _BRACKETED.match(source.text, span.start, limit)
        word = lacking_word(source, span.line) or "headline"
        hint = f"Begin with the word for what it says, most likely so: {word}: {_unbracketed(words)}"
    return Diagnostic("key-not-text", message, span, hint)


def _unbracketed(words: re.Match[str] | None) -> str:
    """What stands in brackets as a text: without them, where it is nothing but words."""
    inner = words[0][1:-1].strip() if words else ""
    if words and inner and "," not in inner and written(inner) == inner:
        return inner
    return written(words[0] if words else "[…]")


def value_problem(source: SourceFile, limit: int, parent: Node | None, node: Node) -> Diagnostic | None:
    """Where unquoted words were silently cut, or taken for something else."""
    text = source.text
    if cut := _CUT.match(text, node.end, limit):
        return _cut_problem(source, parent, node, cut)
    if parent and parent.flow and isinstance(parent.value, dict) and node.value is None:
        return _lonely_key_problem(source, limit, parent, node)
    if DASH_WORD.match(text, node.start) and _is_first_in_line(source, node.start):
        return dash_problem(source.span(node.start, node.end))
    return None


def _cut_problem(source: SourceFile, parent: Node | None, node: Node, cut: re.Match[str]) -> Diagnostic:
    """A `#` that begins a comment in the middle of a text."""
    span = source.span(node.start if node.value else cut.start(), cut.end())
    words = TO_BRACKET.match(span.text) if parent and parent.flow else None
    text = (words[0] if words else span.text).strip()
    offer = as_text(span) if node.value and not words else offered(text)
    message = "Everything from this # on is taken for a remark and would be lost"
    hint = f"{offer}, or put a space after the # if it is a remark."
    return Diagnostic("comment-cuts-text", message, span, hint)


def _lonely_key_problem(source: SourceFile, limit: int, parent: Node, node: Node) -> Diagnostic | None:
    """A word between commas and braces that has no value."""
    assert parent.waiting
    key, start, end = parent.waiting
    span = source.span(start, end)
    text = source.text
    next_sign = text[node.start : node.start + 1]
    if ":" in text[end : node.start] or next_sign not in (",", "}"):
        return None
    if ":" in key:
        return glued_problem(span)
    if next_sign == "," or parent.children:
        message = f"“{brief(key)}” is cut off: between {{ and }}, a comma ends a text"
        return Diagnostic("comma-cuts-text", message, span, _with_commas(source, limit, parent))
    return None


def _with_commas(source: SourceFile, limit: int, parent: Node) -> str:
    """How to write the text that commas cut, which begins at the last value that is there."""
    cut = next((one for one in reversed(parent.children.values()) if one.value is not None), None)
    words = _TO_NEXT_KEY.match(source.text, cut.start, limit) if cut else None
    if not cut or not cut.key or not words or not isinstance(cut.value, str):
        return 'Put " before the text and " behind it, so that its commas stand between them.'
    return offered(words[0].rstrip(" ,"), f"{source.text[slice(*cut.key)]}: ")


def _is_first_in_line(source: SourceFile, start: int) -> bool:
    """Whether only spaces stand before an offset in its line, as far as anybody indents."""
    before = source.text[max(0, start - 4 * DEEPEST) : start]
    return not before.rpartition("\n")[2].strip(" ")
