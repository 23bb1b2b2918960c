"""A text as it was copied from a web page, as a clean article: what is left over is named, never just lost.

What was found in a saved page goes the same way (see `web_pages`). In a text, paragraphs are what stands
between empty lines. A leftover is recognised by what it is: a caption stands twice, a player says that it
cannot play, a line begins with "See also:". What readers may want stays, in the article's head or as its own
links; the rest is dropped, and each dropped line is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from generator.article import parse_article
from generator.dates import ENGLISH
from generator.source import SourceFile

Kind = Literal["title", "byline", "published", "see-also", "caption", "player", "player-title", "button"]

MONTHS = tuple(month.lower() for month in ENGLISH.months)
LONGEST_TITLE = 200
LONGEST_LEFTOVER = 160

SEE_ALSO = re.compile(
    r"(?:see also|read also|read more|related|more on this|siehe auch|lesen sie auch|mehr zum thema)"
    r"\s*:\s*(?=\S)",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"(?:with (?:additional )?(?:reporting|contributions?|material) (?:by|from)|additional reporting by"
    r"|reporting by|written by|edited by|based on reporting by|with files from)\b",
    re.IGNORECASE,
)
BYLINE = re.compile(r"(?i:by|von) ((?:[^\W\d_a-zß-ÿ][\w.'’-]+[ ,]*(?:and |und )?){1,8})$")
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
    r"(?i:published|updated|posted|last updated)?:?\s*(?i:on )?"
    r"(?:(?P<iso>\d{4}-\d\d-\d\d)|(?P<us>(?P<month>[A-Z][a-z]+) (?P<day>\d{1,2}), (?P<year>\d{4}))"
    r"|(?P<day_2>\d{1,2}) (?P<month_2>[A-Z][a-z]+) (?P<year_2>\d{4}))\b.{0,30}$"
)
ENDS_A_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


@dataclass(frozen=True)
class Leftover:
    """A line that is no part of the running text: its line from 1, what it is, and whether it is kept.

    The line is 0 in a page, where lines say nothing.
    """

    line: int
    kind: Kind
    text: str
    kept: bool


@dataclass(frozen=True)
class Block:
    """Words that stand by themselves; `line` is the first of a text, counted from 1, and 0 in a page.

    `markdown` says them with their links, where they have any; `shape` is what they are beside a paragraph.
    """

    line: int
    text: str
    markdown: str = ""
    shape: str = ""


@dataclass
class Imported:
    """An article, and everything of the text that is not a paragraph of it."""

    title: str = ""
    byline: str = ""
    published: date | None = None
    language: str = ""
    blocks: list[Block] = field(default_factory=list)
    see_also: list[str] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """What else there is to say of how it was read."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The running text."""
        return tuple(block.text for block in self.blocks)


def import_text(text: str) -> Imported:
    """A copied text as an article."""
    return import_blocks(split(text), Imported())


def import_blocks(
    given: Iterable[Block], found: Imported, captions: frozenset[str] = frozenset()
) -> Imported:
    """Blocks as an article, of which some things may be known; `captions` are those that its page names."""
    blocks = list(given)
    titles = {found.title.casefold()} - {""}
    for index, block in enumerate(blocks):
        before = found.leftovers[-1] if found.leftovers else None
        if block.text.casefold() in titles and not found.blocks:
            kind: Kind | None = "title"
        elif block.text in captions and is_headline(block.text) and block.shape in ("", "item"):
            kind = "caption"
        else:
            kind = kind_of(block, blocks, index, found, before)
        if kind is None:
            found.blocks.append(block)
        else:
            sort_out(found, block, kind)
    return found


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
    if not found.title and not found.blocks and not ENDS_A_SENTENCE.search(text) and not is_small(text):
        return "title"
    if PLAYER.match(text):
        return "player"
    if before is not None and before.kind == "player" and index and blocks[index - 1].text == before.text:
        return "player-title" if is_headline(text) else None
    if BUTTON.fullmatch(text):
        return "button"
    if CREDIT.match(text) or (not found.blocks and BYLINE.match(text)):
        return "byline"
    if not found.blocks and day_in(text):
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


def sort_out(found: Imported, block: Block, kind: Kind) -> None:
    """Keep what readers may want of a block that is no paragraph, and note it."""
    kept = kind in ("title", "byline", "see-also") or (kind == "published" and found.published is None)
    found.leftovers.append(Leftover(block.line, kind, block.text, kept))
    match kind:
        case "title":
            found.title = found.title or block.text
        case "published":
            found.published = found.published or day_in(block.text)
        case "see-also":
            found.see_also.append(SEE_ALSO.sub("", block.text, count=1))
        case "byline":
            names = BYLINE.sub(r"\1", block.text).strip(" ,") if BYLINE.match(block.text) else block.text
            known = found.byline.replace(" and ", ", ").casefold()
            if names.replace(" and ", ", ").casefold() not in known:
                found.byline = "; ".join(filter(None, (found.byline, names)))


def as_markdown(article: Imported, published: date) -> str:
    """The article as it stands in `article.md`: what could be read as Markdown is escaped."""
    language = article.language if article.language.partition("-")[0] != "en" else ""
    head = [("title", article.title), ("byline", article.byline), ("language", language)]
    lines = [f"{key}: {quoted(value)}" for key, value in head if value]
    parts = ["\n".join(["---", *lines, f"published: {published}", "---"])]
    for before, block in zip([Block(0, ""), *article.blocks], article.blocks, strict=False):
        close = bool(block.shape in ("item", "number", "quote") and block.shape == before.shape)
        parts.append(("\n>\n" if block.shape == "quote" else "\n") if close else "\n\n")
        parts.append(shaped(block))
    parts += [f"\n\nSee also: {escaped(title)}" for title in article.see_also]
    return "".join(parts) + "\n"


SHAPES = {"heading-2": "## ", "heading-3": "### ", "item": "- ", "number": "1. ", "quote": "> "}


def shaped(block: Block) -> str:
    """A block as Markdown; without its links and marks, should they not read as they were meant."""
    plain = escaped(block.text)
    if not block.markdown and not block.shape:
        return plain
    mark = SHAPES.get(block.shape, "")
    for words in (block.markdown and leading(block.markdown), plain):
        if words and reads_as(mark + words, block.text):
            return mark + words
    return plain


def reads_as(markdown: str, text: str) -> bool:
    """Whether Markdown shows exactly this text, and nothing in it is refused."""
    article, problems = parse_article(SourceFile("article.md", markdown), 0, lambda _: None)
    refused = any(problem.code != "empty-article" for problem in problems)
    return not refused and [block.text for block in article.blocks] == [text]


def quoted(text: str) -> str:
    """A text as YAML holds it, whatever stands in it."""
    return "'" + text.replace("'", "''") + "'"


INLINE = re.compile(r"([\\`*_<~|]|&(?=#?\w+;))")
LINK = re.compile(r"\[\[|\]\(|\]\[|^\[[^\]]*\]:")
BRACKET = re.compile(r"([\[\]])")


def escaped(text: str) -> str:
    """A paragraph whose Markdown shows exactly this text."""
    return leading(escaped_inline(text))


def escaped_inline(text: str) -> str:
    """Running text whose Markdown shows exactly this text, wherever it stands in a paragraph."""
    brackets = LINK.search(text) is not None
    text = INLINE.sub(r"\\\1", text)
    return BRACKET.sub(r"\\\1", text) if brackets else text


def leading(markdown: str) -> str:
    """A paragraph that does not begin like something else."""
    if number := re.match(r"(\d{1,9})([.)])(?=\s|$)", markdown):
        return f"{number[1]}\\{markdown[number.end(1) :]}"
    return f"\\{markdown}" if markdown[:1] in ("#", "-", "+", "=", ">", ":") else markdown
