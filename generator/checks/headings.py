"""Headings with nothing in them or nothing below them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from markdown_it.token import Token

from generator.article import Article, Block
from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.fields import is_unseen
from generator.inline_places import lines_span
from generator.source import Span


def empty_headings(edition: Edition) -> Iterator[Diagnostic]:
    """A heading of the article has no words, or there is no text below it before the next one.

    Readers, and programs that read aloud, go from heading to heading, and find nothing there. Write the words
    or the text that belong there, or delete the line with its `##`.
    """
    for story in edition.library.stories:
        yield from wordless(story.article)
        yield from textless(story.article)


def wordless(article: Article) -> Iterator[Diagnostic]:
    """Headings without words."""
    for opened, inline in pairwise(article.tokens):
        if opened.type == "heading_open" and is_unseen(words_of(inline)):
            span = behind_marks(lines_span(article.source, opened.map))
            hint = "Write its words behind the #, with a space between, or delete the line."
            yield Diagnostic("empty-heading", "This heading has no words", span, hint, Severity.WARNING)


def words_of(inline: Token) -> str:
    """What readers see of a heading, and what they hear of its images."""
    return "".join(token.content for token in inline.children or ())


def behind_marks(span: Span) -> Span:
    """The place of a heading in a quotation, without the quotation's own signs."""
    words = span.text.lstrip("> ")
    return span.source.span(span.end - len(words), span.end)


def textless(article: Article) -> Iterator[Diagnostic]:
    """Headings that are followed by one of the same level or a higher one, or by nothing."""
    # Whatever is printed below a heading counts, a block of code or a list as well as a paragraph.
    inside = 0
    last: Block | None = None
    blocks = {block.token: block for block in article.blocks if block.level}
    for index, token in enumerate(article.tokens):
        if index in blocks and blocks[index].text.strip():
            if last and not inside and blocks[index].level <= last.level:
                yield textless_one(last)
            last, inside = blocks[index], 0
        elif token.type in ("inline", "fence", "code_block", "hr") and index not in blocks:
            inside += 1
    if last and not inside:
        yield textless_one(last)


def textless_one(block: Block) -> Diagnostic:
    """A heading with nothing below it."""
    words = f"Nothing stands below the heading “{block.text}”"
    hint = "Write the text that belongs there, or delete the heading."
    return Diagnostic("empty-section", words, behind_marks(block.span), hint, Severity.WARNING)
