"""Marks of Markdown that readers see as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import NamedTuple

from generator.article import REFERENCE, Article, Block, TextPlaces
from generator.checks.references import prose_entries, texts
from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.inline_places import lines_span, within
from generator.model.base import RUNNING_TEXT
from generator.quoted import CLOSED_BY, quotations
from generator.source import Span
from generator.story import Story

MOST_REPORTED = 20
"""The most marks of one article that are named: the rest is more of the same."""


class Mark(NamedTuple):
    """A mark that was meant to do something, what it looks like, and how to mend it."""

    form: re.Pattern[str]
    message: str
    hint: str


HALF_LINK = Mark(
    re.compile(r"\[\[[^\[\]]*(?:\]?$|\](?!\])|(?=\[))|\[\[\s*\]\]"),
    "“[[” opens a link here that is never closed",
    "Write [[id]] or [[id|words]], on one line.",
)
MARKS = (
    Mark(
        re.compile(r"~~(?=\S)[^~]+~~"),
        "Words cannot be struck through here: the marks are printed",
        "Take the ~~ away; what was wrong before belongs under “updates” in the fact sheet.",
    ),
    Mark(
        re.compile(r"(?<!\w)__(?=[^\W_])|(?<=[^\W_])__(?!\w)"),
        "“__” is left standing: bold text opens or closes here, and its other end is missing",
        "Put __ right before the first word and right after the last, without spaces inside.",
    ),
    Mark(
        re.compile(r"\*\*\S?|\S?\*\*"),
        "“**” is left standing: bold text opens or closes here, and its other end is missing",
        "Put ** right before the first word and right after the last, without spaces inside.",
    ),
    Mark(
        re.compile(r"^#{1,6}(?=[^\W\d_])"),
        "A heading needs a space after its # signs; like this they are printed",
        "Write “## ” and then the heading.",
    ),
    Mark(
        re.compile(r"(?<!\w)`+|`+(?!\w)"),
        "“`” is left standing: code opens or closes here, and its other end is missing",
        "Put ` on both sides, take it away, or write ’ if an apostrophe was meant.",
    ),
    HALF_LINK,
    Mark(
        re.compile(r"\]\s?\((?:https?:|www\.|#)[^)\s]*\)?"),
        "This was meant to be a link, and its marks are printed instead",
        "Write [words](https://…) without a space between the brackets.",
    ),
    Mark(
        re.compile(r"^\|?\s*:?-{3,}:?\s*\|.*"),
        "Tables are not known here: the marks of this one are printed",
        "Say it in sentences or as a list.",
    ),
)
IN_SHEETS = Mark(
    re.compile(r"\*\*(?=\w)|`|(?<!\w)~~(?=\w)|\]\((?=https?:|www\.)"),
    "Marks like ** and ` do nothing in a fact sheet: this one is printed",
    "Take it away. Links to an entry are [[id]]; addresses go to “sources” or “see_also”.",
)
IN_TITLES = Mark(
    re.compile(r"\[\["), "A title holds no links: the brackets are printed", "Write the words alone."
)
IN_LINES = IN_TITLES._replace(message="No link can stand here: the brackets are printed")
TITLES = ("headline", "question", "title", "topic")
"""Fields that are printed as they stand."""
LINES = ("reason", "publisher", "issue", "place", "where")
"""Further ones, which nobody calls a title."""


def stray_marks(edition: Edition) -> Iterator[Diagnostic]:
    """Marks of Markdown do nothing where they stand, so that readers see them: `**`, `##`, `[[`, `|---|`.

    In the article, something that belongs to the mark is missing or stands in the wrong place. A quotation
    that is opened and never closed is told, too; where it goes on, the next paragraph opens it anew. So is a
    block of code that is opened with three backticks and never closed: it swallows the rest of the article.
    Texts of a fact sheet know `[[id]]` alone, and titles not even that; a quotation mark that one begins with
    needs its other one.
    """
    for story in edition.library.stories:
        yield from islice(in_text(story.article), MOST_REPORTED)
        yield from islice(open_quotations(story.article), MOST_REPORTED)
        yield from islice(in_sheet(story), MOST_REPORTED)
        yield from open_fences(story.article)


def in_text(article: Article) -> Iterator[Diagnostic]:
    """Marks that stand in running text."""
    for block in article.blocks:
        places = TextPlaces(article, block)
        for run in block.runs if any(mark in block.text for mark in "*#[]|~_`") else ():
            if run.plain:
                words = block.text[run.start : run.end]
                for form, message, hint in MARKS:
                    for match in form.finditer(words):
                        start, end = match.span()
                        if span := places.part(run.start + start, run.start + end):
                            yield Diagnostic("stray-mark", message, span, hint, Severity.WARNING)


def open_quotations(article: Article) -> Iterator[Diagnostic]:
    """Quotations that end neither in their paragraph nor in the next, and do not go on there."""
    for block, following in zip_longest(article.blocks, article.blocks[1:]):
        if not any(mark in block.text for mark in CLOSED_BY):
            continue
        start = next((one.outer_start for one in quotations(block.text) if one.is_open), -1)
        mark = block.text[start] if start >= 0 else ""
        if mark not in CLOSED_BY or (following and goes_on(mark, following)):
            continue
        is_plain = any(run.plain and run.start <= start < run.end for run in block.runs)
        if is_plain and (span := TextPlaces(article, block).part(start, start + 1)):
            yield never_closed(span, mark)


def goes_on(mark: str, block: Block) -> bool:
    """Whether a paragraph goes on with the quotation that the one before it opens, or closes it."""
    if block.text.startswith(mark):
        return True
    ends = [at for close in CLOSED_BY[mark] if (at := block.text.find(close)) >= 0]
    opens = block.text.find(mark)
    return mark not in CLOSED_BY[mark] and bool(ends) and not 0 <= opens < min(ends)


def in_sheet(story: Story) -> Iterator[Diagnostic]:
    """Marks that stand in texts and titles of a sheet, and in the head of the article."""
    for placed in (*prose_entries(story), *story.sheet.sources, *story.sheet.see_also):
        for names, links in ((RUNNING_TEXT, HALF_LINK), (TITLES, IN_TITLES), (LINES, IN_LINES)):
            for path, text in texts(placed.value, names):
                yield from left_standing(placed.span(*path), text, links, IN_SHEETS)
                yield from left_open(placed.span(*path), text)


def left_standing(place: Span, text: str, links: Mark, marks: Mark) -> Iterator[Diagnostic]:
    """The first mark of each kind in a text."""
    if not any(mark in text for mark in ("[[", "**", "`", "~~", "](")):
        return
    without = REFERENCE.sub(blank, text)
    for form, message, hint in (links, marks):
        if match := form.search(text if form is IN_TITLES.form else without):
            span = within(place, text[match.start() : match.end()])
            yield Diagnostic("stray-mark", message, span, hint, Severity.WARNING)


def left_open(place: Span, text: str) -> Iterator[Diagnostic]:
    """A quotation mark that a text begins with, and nothing closes."""
    closing = CLOSED_BY.get(text[:1], "")
    if closing and not any(mark in text[1:] for mark in closing):
        yield never_closed(within(place, text[0]), text[0])


def never_closed(place: Span, mark: str) -> Diagnostic:
    """What is told of a quotation that ends nowhere."""
    message = f"A quotation opens here with {mark} and is never closed: readers see the mark"
    hint = f"Delete it, or write {CLOSED_BY[mark][0]} where what somebody said ends."
    return Diagnostic("stray-mark", message, place, hint, Severity.WARNING)


def blank(match: re.Match[str]) -> str:
    """As many signs that say nothing."""
    return "x" * len(match[0])


def open_fences(article: Article) -> Iterator[Diagnostic]:
    """Blocks of code that never end."""
    lines = article.source.line_starts
    for token in article.tokens:
        if token.type != "fence" or not token.map:
            continue
        first, end = token.map
        last = article.source.text[lines[end - 1] : lines[end] if end < len(lines) else None].strip("> \t\n")
        if end - first < 2 or set(last) != {token.markup[0]} or len(last) < len(token.markup):
            span = within(lines_span(article.source, token.map), token.markup)
            words = f"“{token.markup}” opens a block of code here that is never closed"
            hint = f"Close it with a line of {token.markup}, or delete the mark."
            yield Diagnostic("stray-mark", words, span, hint, Severity.WARNING)
