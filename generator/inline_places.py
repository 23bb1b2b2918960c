"""Where the words and addresses of running text stand in its file.

Markdown's tokens know no more than their block. Here the block is walked along once more, from token to
token, so that of two equal words the one that is meant is found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from urllib.parse import unquote

from markdown_it.token import Token

from generator.source import SourceFile, Span

LONGEST = 2_000
"""The most characters that are looked for with signs of Markdown between them."""
REACH = 200
"""How far from where the text goes on such words are looked for."""

_TARGET = re.compile(r"\]\(\s*<?")
_TITLE_AND_END = re.compile(r">?(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?\s*\)")
_TYPED = re.compile(r"[\\&]")
_ADDRESS = re.compile(r"[^\s<>)]*")
_LABEL = re.compile(r"\](?:\[([^\]]*)\])?")


def places(children: Sequence[Token], block: Span) -> tuple[Span, ...]:
    """The place of each token's words, or of its address if it is a link or an image; else the block."""
    found = [block] * len(children)
    open_links: list[tuple[int, int]] = []
    at = block.start
    for index, token in enumerate(children):
        if token.type == "link_open":
            open_links.append((index, at))
        elif token.type == "link_close" and open_links:
            opened, start = open_links.pop()
            found[opened], at = address_of(children[opened], "href", block, start, at)
        elif token.type == "image":
            start = max(at, block.source.text.find("![", at, block.end) + 2)
            closing = words_of(token.content, block, start)
            found[index], at = address_of(token, "src", block, start, closing.end if closing else start)
        elif token.type == "reference":
            found[index] = target_of(token, block, at)
            at = max(at, found[index].end if found[index] is not block else at)
        elif token.content and (words := words_of(token.content, block, at)):
            found[index], at = words, words.end
    return tuple(found)


def words_of(words: str, block: Span, at: int) -> Span | None:
    """Where some words stand next, as they are or with backslashes and entities between them."""
    source = block.source
    start = source.text.find(words, at, block.end)
    if start >= 0 and not _TYPED.search(source.text, at, start):
        return source.span(start, start + len(words))
    pattern = rf"[\s\S]{{0,{REACH}}}?({as_typed(words)})" if len(words) < LONGEST else r"(?!)"
    match = re.compile(pattern).match(source.text, at, block.end)
    return source.span(*match.span(1)) if match else None


def as_typed(words: str) -> str:
    """A pattern of all ways to type some words."""
    return "".join(rf"(?:\\?{re.escape(letter)}|&#?\w{{1,32}};)" for letter in words)


def part_of(place: Span, words: str, start: int, part: str) -> Span | None:
    """Where a part of some words stands, `start` characters behind their beginning.

    None where it was typed with a backslash or an entity: then it is meant as it stands.
    """
    source = place.source
    if place.text == words:
        return source.span(place.start + start, place.start + start + len(part))
    if start + len(part) < LONGEST:
        before = re.compile(as_typed(words[:start])).match(source.text, place.start, place.end)
        at = before.end() if before else place.end
        if typed := re.compile(as_typed(part)).match(source.text, at, place.end):
            return source.span(*typed.span()) if typed[0] == part else None
    return within(place, part)


def within(block: Span, words: str) -> Span:
    """Where words stand in a block of the file, or the whole block."""
    found = block.source.text.find(words, block.start, block.end) if words else -1
    return block if found < 0 else block.source.span(found, found + len(words))


def nth(block: Span, words: str, before: int) -> Span:
    """Where words stand in a block after having stood there so often; else the whole block."""
    found = within(block, words)
    for _ in range(before):
        if found == block:
            break
        found = within(block.source.span(found.end, block.end), words)
    return found if found.text == words else block


def target_of(token: Token, block: Span, at: int) -> Span:
    """Where the id in double brackets stands."""
    target = str(token.meta["target"])
    match = re.compile(rf"\[\[\s*({re.escape(target)})\s*[\]|]").search(block.source.text, at, block.end)
    return block.source.span(*match.span(1)) if match else block


def address_of(token: Token, key: str, block: Span, start: int, at: int) -> tuple[Span, int]:
    """Where the address of a link or an image stands, and where the text goes on behind it."""
    source, address = block.source, str(token.attrGet(key) or "")
    if token.markup == "autolink":
        return source.span(source.text.rfind("<", start, at) + 1, at), at + 1
    closing = source.text.find("]", at, block.end)
    if closing < 0:
        return block, at
    if target := _TARGET.match(source.text, closing, block.end):
        span = written(address, block, target.end())
        behind = _TITLE_AND_END.match(source.text, span.end, block.end)
        return span, behind.end() if behind else span.end
    label = next(_LABEL.finditer(source.text, closing, block.end))
    name = label[1] or source.text[start:closing].lstrip("[")
    return defined(name, address, block), label.end()


def defined(name: str, address: str, block: Span) -> Span:
    """The address that a label is given elsewhere in the file; else the block that the label stands in."""
    label = re.compile(rf"^[ >]*\[{re.escape(name)}\]:\s*<?", re.MULTILINE | re.IGNORECASE)
    match = label.search(block.source.text)
    return written(address, block, match.end()) if match else block


def written(address: str, block: Span, start: int) -> Span:
    """The place of an address that begins here, in whatever form it was typed."""
    text = block.source.text
    for form in (address, unquote(address), unescape(address)):
        if text.startswith(form, start):
            return block.source.span(start, start + len(form))
    return block.source.span(start, next(_ADDRESS.finditer(text, start)).end())


def lines_span(source: SourceFile, lines: Sequence[int] | None) -> Span:
    """The place of a token's lines, without the line feed at their end."""
    first, last = lines or (0, 1)
    starts = source.line_starts
    start = starts[min(first, len(starts) - 1)]
    end = starts[last] if last < len(starts) else len(source.text)
    while end > start and source.text[end - 1].isspace():
        end -= 1
    return source.span(start, end)
