"""A text as it was copied from a web page, as a clean article: what is left over is named, never just lost.

Paragraphs are what stands between empty lines. A leftover is recognised by what it is: a caption stands
twice, a player says that it cannot play, a line begins with "See also:". What readers may want stays, in
the article's head or as its own links; the rest is dropped, and each dropped line is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from generator.dates import ENGLISH

Kind = Literal["title", "byline", "published", "see-also", "caption", "player", "player-title", "button"]

MONTHS = tuple(month.lower() for month in ENGLISH.months)
LONGEST_TITLE = 200
LONGEST_LEFTOVER = 160

SEE_ALSO = re.compile(r"(?:see also|read also|read more|related|more on this)\s*:\s*(?=\S)", re.IGNORECASE)
CREDIT = re.compile(
    r"(?:with (?:additional )?(?:reporting|contributions?|material) (?:by|from)|additional reporting by"
    r"|reporting by|written by|edited by|based on reporting by|with files from)\b",
    re.IGNORECASE,
)
BYLINE = re.compile(r"by ((?:[A-Z][\w.'’-]+[ ,]*(?:and )?){1,8})$", re.IGNORECASE)
PLAYER = re.compile(
    r"your browser does(?:n.t| not) support|no media source|the code has been copied|embed\s+share"
    r"|this video is not available|video player|play(?: the)? video$|listen to this article|auto\s+\d{3,4}p"
    r"|\d{1,2}:\d\d(?::\d\d)?(?:\s*/\s*\d{1,2}:\d\d(?::\d\d)?)?$|loading the player",
    re.IGNORECASE,
)
BUTTON = re.compile(
    r"(?:advertisement|share(?: this)?(?: article)?|print|copy link|subscribe(?: now)?|sign up.{0,60}"
    r"|follow us.{0,40}|read more|continue reading|click here.{0,40}|skip to (?:main )?content|comments?"
    r"|accept(?: all)? cookies|facebook|twitter|x|whatsapp|telegram|email|linkedin|reddit|share on .{1,20}"
    r"|\d+ min(?:ute)?s? read)[.!]?",
    re.IGNORECASE,
)
DAY = re.compile(
    r"(?:published|updated|posted|last updated)?:?\s*(?:on )?"
    r"(?:(?P<iso>\d{4}-\d\d-\d\d)|(?P<us>(?P<month>[A-Z][a-z]+) (?P<day>\d{1,2}), (?P<year>\d{4}))"
    r"|(?P<day_2>\d{1,2}) (?P<month_2>[A-Z][a-z]+) (?P<year_2>\d{4}))\b.{0,30}$"
)
ENDS_A_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


@dataclass(frozen=True)
class Leftover:
    """A line that is no part of the running text: its line from 1, what it is, and whether it is kept."""

    line: int
    kind: Kind
    text: str
    kept: bool


@dataclass(frozen=True)
class Imported:
    """An article, and everything of the text that is not a paragraph of it."""

    title: str = ""
    byline: str = ""
    published: date | None = None
    paragraphs: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    leftovers: tuple[Leftover, ...] = ()


@dataclass(frozen=True)
class Block:
    """Lines without an empty one between them, joined; `line` is the first, counted from 1."""

    line: int
    text: str


def import_text(text: str) -> Imported:
    """A copied text as an article."""
    found = Imported()
    blocks = list(split(text))
    for index, block in enumerate(blocks):
        before = found.leftovers[-1] if found.leftovers else None
        kind = kind_of(block, blocks, index, found, before)
        found = with_paragraph(found, block) if kind is None else sorted_out(found, block, kind)
    return found


def with_paragraph(found: Imported, block: Block) -> Imported:
    """What is found, with one paragraph more."""
    return replace(found, paragraphs=(*found.paragraphs, block.text))


def split(text: str) -> Iterator[Block]:
    """The blocks of a text. Where no line is empty, every line is a block."""
    lines = [" ".join(line.split()) for line in text.lstrip("\ufeff").splitlines()]
    spaced = any(not line for line in lines[1:-1])
    start, parts = 1, list[str]()
    for number, line in enumerate([*lines, ""], start=1):
        if line:
            start = start if parts else number
            parts.append(line)
        if parts and (not line or not spaced):
            yield Block(start, " ".join(parts))
            parts = []


def kind_of(
    block: Block, blocks: Sequence[Block], index: int, found: Imported, before: Leftover | None
) -> Kind | None:
    """What a block is, when it is no paragraph."""
    text = block.text
    if SEE_ALSO.match(text):
        return "see-also"
    if len(text) > LONGEST_TITLE:
        return None
    if not found.title and not found.paragraphs and not ENDS_A_SENTENCE.search(text) and not is_small(text):
        return "title"
    if PLAYER.match(text):
        return "player"
    if before is not None and before.kind == "player" and index and blocks[index - 1].text == before.text:
        return "player-title" if is_headline(text) else None
    if BUTTON.fullmatch(text):
        return "button"
    if CREDIT.match(text) or (not found.paragraphs and BYLINE.match(text)):
        return "byline"
    if not found.paragraphs and found.published is None and day_in(text):
        return "published"
    return "caption" if stands_twice(block, blocks, index) else None


def is_small(text: str) -> bool:
    """Whether a block at the top is a button, a date or a name, and so no title."""
    return bool(BUTTON.fullmatch(text) or PLAYER.match(text) or BYLINE.match(text) or day_in(text))


def is_headline(text: str) -> bool:
    """Whether a block reads as a headline: short, and no sentence."""
    return len(text) <= LONGEST_LEFTOVER and not ENDS_A_SENTENCE.search(text)


def stands_twice(block: Block, blocks: Sequence[Block], index: int) -> bool:
    """Whether a headline-like block stands next to itself, as captions do when a page is copied."""
    near = (blocks[other].text for other in (index - 1, index + 1) if 0 <= other < len(blocks))
    return is_headline(block.text) and block.text in near


def day_in(text: str) -> date | None:
    """The day that a line is about, when it is a line with a date."""
    match = DAY.match(text)
    if not match or len(text) > LONGEST_LEFTOVER:
        return None
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        name, day, year = (
            (match["month"], match["day"], match["year"])
            if match["us"]
            else (match["month_2"], match["day_2"], match["year_2"])
        )
        return date(int(year), MONTHS.index(name.lower()) + 1, int(day))
    except ValueError:
        return None


def sorted_out(found: Imported, block: Block, kind: Kind) -> Imported:
    """What is found, with one block more that is no paragraph."""
    kept = kind in ("title", "byline", "published", "see-also")
    more = replace(found, leftovers=(*found.leftovers, Leftover(block.line, kind, block.text, kept)))
    match kind:
        case "title":
            return replace(more, title=block.text)
        case "published":
            return replace(more, published=day_in(block.text))
        case "see-also":
            return replace(more, see_also=(*found.see_also, SEE_ALSO.sub("", block.text, count=1)))
        case "byline":
            words = BYLINE.sub(r"\1", block.text).strip(" ,") if BYLINE.match(block.text) else block.text
            return replace(more, byline="; ".join(filter(None, (found.byline, words))))
    return more


def as_markdown(article: Imported, published: date) -> str:
    """The article as it stands in `article.md`: what could be read as Markdown is escaped."""
    head = [("title", article.title), ("byline", article.byline)]
    lines = [f"{key}: {quoted(value)}" for key, value in head if value]
    parts = ["\n".join(["---", *lines, f"published: {published}", "---"]), *map(escaped, article.paragraphs)]
    parts += [f"See also: {escaped(title)}" for title in article.see_also]
    return "\n\n".join(parts) + "\n"


def quoted(text: str) -> str:
    """A text as YAML holds it, whatever stands in it."""
    return "'" + text.replace("'", "''") + "'"


INLINE = re.compile(r"([\\`*_<~|]|&(?=#?\w+;))")
LINK = re.compile(r"\[\[|\]\(|\]\[|^\[[^\]]*\]:")
BRACKET = re.compile(r"([\[\]])")


def escaped(text: str) -> str:
    """A paragraph whose Markdown shows exactly this text."""
    brackets = LINK.search(text) is not None
    text = INLINE.sub(r"\\\1", text)
    if brackets:
        text = BRACKET.sub(r"\\\1", text)
    if number := re.match(r"(\d{1,9})([.)])(?=\s|$)", text):
        return f"{number[1]}\\{text[number.end(1) :]}"
    return f"\\{text}" if text[:1] in ("#", "-", "+", "=", ">", ":") else text
