"""A text as it was copied from a web page, as a clean article: what is left over is named, never just lost.

What was found in a saved page goes the same way (see `web_pages`). In a text, paragraphs are what stands
between empty lines. A leftover is recognised by what it is: a caption stands twice, a player says that it
cannot play, a line begins with "See also:". What readers may want stays, in the article's head or as its own
links; the rest is dropped, and each dropped line is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from generator.article import parse_article
from generator.leftovers import (
    BUTTON,
    BYLINE,
    CREDIT,
    ENDS_A_SENTENCE,
    HANDLE,
    LONGEST_HEADING,
    LONGEST_TITLE,
    PLAYER,
    POPULAR,
    POST,
    RELATED,
    SEE_ALSO,
    day_in,
    is_furniture,
    is_headline,
    is_kicker,
    is_notice,
    is_picture,
    is_small,
)
from generator.source import SourceFile

Kind = Literal[
    "title",
    "kicker",
    "byline",
    "published",
    "see-also",
    "other-title",
    "caption",
    "credited",
    "twice",
    "player",
    "player-title",
    "post",
    "button",
    "heading",
    "unsure",
]

FURTHEST_TITLE = 12
"""The number of blocks at the top in which a title is looked for."""
FEWEST_TWICE = 4
"""The words of a paragraph that nobody writes twice in a row."""
LONGEST_LINE_OF_A_HEAD = 120
BULLET = re.compile(r"([•‣◦▪●])\s*(?=\S)|([-*–])\s+(?=\S)")
NUMBER = re.compile(r"\d{1,2}[.)]\s+(?=\S)")


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
    see_also_links: dict[str, str] = field(default_factory=dict)
    """The lines of those titles as Markdown, with the addresses they lead to."""
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
    top = title_at(blocks, found.title)
    for index, block in enumerate(blocks):
        if index == top:
            kind: Kind | None = "title"
        elif index < top and is_headline(block.text) and not is_small(block.text):
            kind = "kicker"
        elif block.text in captions and is_headline(block.text) and block.shape in ("", "item"):
            kind = "caption"
        else:
            kind = kind_of(block, blocks, index, found)
        if kind is None:
            found.blocks.append(shape_of(block, blocks, index, found))
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
            yield from apart(start, parts)
            parts = []


def apart(start: int, lines: Sequence[str]) -> Iterator[Block]:
    """Lines that stand together as one block, or each as its own where they are a list or parts of a page."""
    marks = [mark_of(line) for line in lines]
    if marks[0] and (len(lines) == 1 or marks.count(marks[0]) > 1 or marks[0] == "•"):
        yield from listed(start, lines, marks)
    elif any(is_furniture(line) for line in lines) or is_head(lines):
        for number, line in enumerate(lines, start):
            yield Block(number, line)
    else:
        yield Block(start, " ".join(lines))


def is_head(lines: Sequence[str]) -> bool:
    """Whether lines are a title with a name or a day below it, and not one paragraph."""
    short = all(len(line) <= LONGEST_LINE_OF_A_HEAD for line in lines)
    named = any(BYLINE.match(line) or day_in(line) for line in lines)
    return short and named and not any(ENDS_A_SENTENCE.search(line) for line in lines[:-1])


def mark_of(line: str) -> str:
    """What makes a line look like one of a list: its sign, or a figure."""
    if bullet := BULLET.match(line):
        return "•" if bullet[1] else bullet[2]
    return "1" if NUMBER.match(line) else ""


def listed(start: int, lines: Sequence[str], marks: Sequence[str]) -> Iterator[Block]:
    """The lines of a list as its items; a line without a mark goes on with the one before."""
    if len(lines) == 1 and marks[0] != "•":
        yield Block(start, lines[0])
        return
    items: list[tuple[int, str]] = []
    for number, (line, mark) in enumerate(zip(lines, marks, strict=True), start):
        if mark == marks[0]:
            items.append((number, (NUMBER if mark == "1" else BULLET).sub("", line, count=1)))
        else:
            items[-1] = (items[-1][0], f"{items[-1][1]} {line}")
    shape = "number" if marks[0] == "1" else "item"
    yield from (Block(number, text, shape=shape) for number, text in items)


def title_at(blocks: Sequence[Block], known: str) -> int:
    """Where the title stands; -1 where none does. A line or two may stand above it."""
    head = list(blocks[:FURTHEST_TITLE])
    if known:
        return next((index for index, one in enumerate(head) if one.text.casefold() == known.casefold()), -1)
    names = list(headlines(head))
    named = any(BYLINE.match(one.text) or day_in(one.text) for one in head)
    for name, after in pairwise(names):
        below = head[after].text
        if not is_kicker(head[name].text, named) or is_kicker(below, named) or is_picture(below):
            return name
    return names[-1] if names else -1


def headlines(head: Sequence[Block]) -> Iterator[int]:
    """What may be a title: it stands above the name, the day and the first sentence."""
    found = False
    for index, one in enumerate(head):
        text = one.text
        asks = text.endswith(("?", "!")) and not found
        if len(text) > LONGEST_TITLE or (ENDS_A_SENTENCE.search(text) and not asks and not is_small(text)):
            return
        if is_small(text) or is_picture(text) or SEE_ALSO.match(text) or RELATED.fullmatch(text):
            if found and (BYLINE.match(text) or day_in(text)):
                return
            continue
        found = True
        yield index


def kind_of(block: Block, blocks: Sequence[Block], index: int, found: Imported) -> Kind | None:
    """What a block is, when it is no paragraph."""
    text = block.text
    last = found.leftovers[-1] if found.leftovers else None
    before = last if last and index and blocks[index - 1].text == last.text else None
    if SEE_ALSO.match(text):
        return "see-also"
    if is_picture(text) and not block.shape:
        return "credited"
    if is_notice(text):
        return "button"
    if len(text) > LONGEST_TITLE:
        return stands_again(block, blocks, index)
    if PLAYER.match(text):
        return "player"
    return below(block, before) or small_kind(block, blocks, index, found)


def heads_a_list(text: str) -> bool:
    """Whether the titles of other articles stand below a line."""
    return is_headline(text) and bool(RELATED.fullmatch(text) or POPULAR.fullmatch(text))


def below(block: Block, before: Leftover | None) -> Kind | None:
    """What a headline is that stands below a player or in a list of other articles."""
    if before is None or not is_headline(block.text):
        return None
    if before.kind == "player":
        return "player-title"
    if block.shape.startswith("heading") or is_small(block.text) or heads_a_list(block.text):
        return None
    if before.kind == "button" and heads_a_list(before.text):
        return "see-also" if RELATED.fullmatch(before.text) else "other-title"
    listed = before.kind == "other-title" or (before.kind == "see-also" and not SEE_ALSO.match(before.text))
    return before.kind if listed else None


def small_kind(block: Block, blocks: Sequence[Block], index: int, found: Imported) -> Kind | None:
    """What a short block is, when it is no paragraph."""
    text = block.text
    if BUTTON.fullmatch(text) or heads_a_list(text):
        return "button"
    after = blocks[index + 1].text if index + 1 < len(blocks) else ""
    if POST.match(text) or (HANDLE.match(after) and is_headline(text)):
        return "post"
    if CREDIT.match(text) or (not found.blocks and BYLINE.match(text)):
        return "byline"
    if not found.blocks and day_in(text):
        return "published"
    return "caption" if stands_twice(block, blocks, index) else stands_again(block, blocks, index)


def stands_twice(block: Block, blocks: Sequence[Block], index: int) -> bool:
    """Whether a headline-like block stands next to itself, as captions do when a page is copied."""
    near = (blocks[other].text for other in (index - 1, index + 1) if 0 <= other < len(blocks))
    return is_headline(block.text) and block.text in near


def stands_again(block: Block, blocks: Sequence[Block], index: int) -> Kind | None:
    """Whether a paragraph is the one before it once more."""
    again = index > 0 and blocks[index - 1].text == block.text
    return "twice" if again and len(block.text.split()) >= FEWEST_TWICE else None


def shape_of(block: Block, blocks: Sequence[Block], index: int, found: Imported) -> Block:
    """A block of the running text; of a copied one, what reads as a heading or a post becomes one.

    A line that reads as no sentence is told of, for it may be left over all the same.
    """
    if block.shape or not block.line:
        return block
    before = blocks[index - 1].text if index else ""
    if HANDLE.match(before):
        return replace(block, shape="quote")
    if not is_headline(block.text):
        return block
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    heads = after and not is_headline(after.text) and not is_furniture(after.text) and found.blocks
    short = len(block.text) <= LONGEST_HEADING and not block.text[:1].islower()
    heading = bool(heads and short and (ENDS_A_SENTENCE.search(before) or is_furniture(before)))
    found.leftovers.append(Leftover(block.line, "heading" if heading else "unsure", block.text, True))
    return replace(block, shape="heading-2") if heading else block


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
            title = SEE_ALSO.sub("", block.text, count=1)
            found.see_also.append(title)
            found.see_also_links[title] = block.markdown
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
    parts += [f"\n\nSee also: {linked(title, article)}" for title in article.see_also]
    return "".join(parts) + "\n"


LINK_IN = re.compile(r"\[(?:[^\[\]\\]|\\.)*\]\((https?:[^()\s]+)\)")


def linked(title: str, article: Imported) -> str:
    """The title of another article, leading where it led on the page."""
    found = LINK_IN.search(article.see_also_links.get(title, ""))
    if found is None:
        return escaped(title)
    words = BRACKET.sub(r"\\\1", INLINE.sub(r"\\\1", title))
    return f"[{words}]({found[1]})"


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
