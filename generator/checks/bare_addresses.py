"""Addresses that nobody can follow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.article import TextPlaces
from generator.checks.references import prose_entries, texts
from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.inline_places import nth
from generator.source import Span
from generator.story import Story

_BROKEN_LINK = re.compile(r"\]\s?\(\Z")
_ENDINGS = "com|org|net|edu|gov|int|info|news|(?!js|ts|py|sh|md)[a-z]{2}"
_ADDRESS = re.compile(
    rf"(?i)(?:\b(?:https?://|www\.)|(?<![\w@./:-])(?:[\w-]+\.)+(?:{_ENDINGS})/(?=\w))"
    r"[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]}]"
)
"""Without `https://` or `www.` it needs an ending of names on the web, and a path behind it."""


def bare_addresses(edition: Edition) -> Iterator[Diagnostic]:
    """A web address stands as plain text, where readers can neither click it nor read it well.

    In the article, make it a link with words: `[the court's ruling](https://example.org/ruling)`. In the fact
    sheet, texts hold no links to other sites: name the document under `sources`, with its `url`, or put the
    link under `see_also`.
    """
    suspects = {key.partition("/")[0] for key, text in edition.texts if "/" in text or "www." in text}
    for story in edition.library.stories:
        yield from in_article(story)
        if story.slug in suspects:
            yield from in_sheet(story)


def in_article(story: Story) -> Iterator[Diagnostic]:
    """Addresses in the running text of an article, outside links and code."""
    for block in story.article.blocks:
        if "www." in block.text.lower() or "/" in block.text:
            places = TextPlaces(story.article, block)
            for run in block.runs:
                if run.plain:
                    for match in _ADDRESS.finditer(block.text, run.start, run.end):
                        if _BROKEN_LINK.search(block.text, max(0, match.start() - 3), match.start()):
                            continue  # `stray_marks` says what is wrong with it.
                        hint = f"Make it a link with words: [what is there]({whole(match[0])})."
                        span = places.part(*match.span()) or block.span
                        yield bare(match[0], span, hint)


def in_sheet(story: Story) -> Iterator[Diagnostic]:
    """Addresses in the texts of a sheet."""
    for placed in prose_entries(story):
        for path, text in texts(placed.value):
            for match in _ADDRESS.finditer(text):
                hint = "Name the document under “sources” with its url, or put the link under “see_also”."
                span = nth(placed.span(*path), match[0], text.count(match[0], 0, match.start()))
                yield bare(match[0], span, hint)


def bare(address: str, span: Span, hint: str) -> Diagnostic:
    """An address that is no link."""
    return Diagnostic(
        "bare-address",
        f"“{address}” stands here as text: readers cannot click it",
        span,
        hint,
        Severity.WARNING,
    )


def whole(address: str) -> str:
    """An address as a browser needs it."""
    return address if "://" in address else f"https://{address}"
