"""What a style sheet asks of others."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from generator.site_check.addresses import judged
from generator.site_check.findings import Fault, Finding, Use
from generator.site_check.places import decoded, with_line_feeds
from generator.source import SourceFile

_CSS = re.compile(
    r"""/\*.*?(?:\*/|\Z)
    | (?P<text>"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)
    | (?P<name>@?(?:[-\w]|\\(?:[0-9a-fA-F]{1,6}\s?|[^\n]))+\(?)
    | [;{}]""",
    re.DOTALL | re.VERBOSE,
)

_BARE = re.compile(r"""\s*([^"')\s][^)]*)?""")

_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(\n)|(.))")

_LOADING_WORDS = frozenset(("url(", "src(", "image-set(", "-webkit-image-set(", "@import"))


def asked_by_style(css: str) -> Iterator[tuple[int, Fault]]:
    """Where a style sheet asks other sites for something, read as CSS Syntax 3 does."""
    loading, position = False, 0
    while token := _CSS.search(css, position):
        start, position = token.span()
        word = _unescaped(token["name"] or "").lower()
        address = _unescaped(token["text"][1:].strip("\"'")) if token["text"] and loading else ""
        if word in ("url(", "src(") and (bare := _BARE.match(css, position)):
            address, position = _unescaped(bare[1] or ""), bare.end()
        loading = (loading or word in _LOADING_WORDS) and token[0] not in (";", "{", "}")
        for fault in judged(Use.LOADED, address, "") if address else ():
            if isinstance(fault, Fault):
                yield start, fault


def _unescaped(css: str) -> str:
    return _CSS_ESCAPE.sub(_escaped_character, css) if "\\" in css else css


def _escaped_character(escape: re.Match[str]) -> str:
    if not escape[1]:
        return escape[3] or ""
    code = int(escape[1], 16)
    return chr(code) if code <= sys.maxunicode else "\N{REPLACEMENT CHARACTER}"


def style_sheet(name: str, css: bytes) -> Iterator[Finding]:
    """What a style sheet of the site asks of others."""
    source = SourceFile(name, with_line_feeds(decoded(css)))
    for offset, fault in asked_by_style(source.text):
        message = fault.message.replace("This page", "This style sheet")
        yield Finding(name, source.position(offset)[0], fault.code, message, fault.hint)
