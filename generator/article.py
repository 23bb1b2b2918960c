"""An article's Markdown: blocks of text with their places, and the tokens to print them from.

CommonMark, by markdown-it-py. Raw HTML, images from elsewhere and addresses that are not web
addresses are refused, so that an article is text and nothing else. `[[id]]` and `[[id|words]]`
link to an entry or a party; a paragraph that begins with "See also:" is taken out of the text and
kept as one of the article's own links.
"""

from __future__ import annotations

import copyreg
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from functools import cached_property, lru_cache
from operator import attrgetter

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from generator.diagnostics import Diagnostic
from generator.frozen import Frozen
from generator.inline_places import lines_span, part_of, places
from generator.packed import Packed
from generator.refused import DEEPEST, long_lines, long_paragraphs, refused
from generator.slugs import Anchors, heading_slug, paragraph_slug
from generator.source import SourceFile, Span
from generator.views import SECTION_ANCHORS

MOST_OPEN = 4
"""Of so many articles the tokens are held at once."""
SEE_ALSO = re.compile(r"see also\s*:\s*", re.IGNORECASE)
REFERENCE = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,300}))?\]\]")

TitleOf = Callable[[str], str | None]
"""What a reference is called; None when there is no such id."""


class Run(Frozen):
    """A stretch of a block's text that one inline token prints; `plain` where a name may become a link."""

    start: int
    end: int
    token: int
    plain: bool


class Reference(Frozen):
    """An explicit link in a text: what it names, and where it stands in the text and in the file."""

    target: str
    start: int
    end: int
    span: Span


class Block(Frozen):
    """A paragraph or heading as plain text. `token` is the index of its inline token."""

    anchor: str
    text: str
    level: int
    section: int
    token: int
    runs: tuple[Run, ...]
    references: tuple[Reference, ...]
    span: Span


class OwnLink(Frozen):
    """One of the article's own see-also lines: an address, a reference, or a title alone."""

    title: str
    address: str
    target: str
    span: Span


class Article(Frozen):
    """The body of an article. Its tokens are `packed`: they take more room than all of its texts."""

    source: SourceFile
    packed: Packed[tuple[Token, ...]]
    blocks: tuple[Block, ...]
    own_links: tuple[OwnLink, ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """What the article is printed from."""
        return tokens_in(self.packed)


@lru_cache(MOST_OPEN)
def tokens_in(packed: Packed[tuple[Token, ...]]) -> tuple[Token, ...]:
    """The tokens of an article; those of the latest few stay open, as many ask for them in turn."""
    return packed.open()


# As our own values: kept as what it is made from, which takes half the time.
token_values = attrgetter(*(one.name for one in fields(Token)))
copyreg.pickle(Token, lambda token: (Token, token_values(token)))
NOTHING = Packed[tuple[Token, ...]](())


def parse_article(
    source: SourceFile, start: int, title_of: TitleOf
) -> tuple[Article, tuple[Diagnostic, ...]]:
    """The article that stands in a file from `start` on, and what is wrong with it."""
    problems = list(long_lines(source, start))
    if problems:
        return Article(source, NOTHING, (), ()), tuple(problems)
    first_line = source.position(start)[0] - 1
    tokens = PARSER.parse(source.text[start:], {"title_of": title_of})
    for token in tokens:
        if token.map:
            token.map = [token.map[0] + first_line, token.map[1] + first_line]
    if problems := list(long_paragraphs(source, tokens)):
        return Article(source, NOTHING, (), ()), tuple(problems)
    problems.extend(refused(source, tokens))
    kept, own_links = without_own_links(source, tokens)
    blocks = tuple(read_blocks(source, kept))
    if not any(block.level == 0 for block in blocks) and not problems:
        end = source.span(len(source.text), len(source.text))
        problems.append(
            Diagnostic(
                "empty-article", "The article has no text", end, "Write it below the second line of ---."
            )
        )
    return Article(source, Packed(tuple(kept)), blocks, own_links), tuple(problems)


def reference_rule(state: StateInline, silent: bool) -> bool:
    """markdown-it's inline rule for `[[id]]` and `[[id|words]]`."""
    match = REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        target = match[1].strip()
        token = state.push("reference", "", 0)
        token.content = (match[2] or state.env["title_of"](target) or target).strip()
        token.meta = {"target": target}
    state.pos = match.end()
    return True


class Parser(MarkdownIt):
    """Reads any address as a link, so that a bad one can be named instead of standing in the text."""

    def validateLink(self, url: str) -> bool:
        """Every address: `refused_address` judges them."""
        return True


def make_parser() -> Parser:
    """CommonMark with references; HTML is recognised so that it can be refused."""
    parser = Parser("commonmark", {"html": True, "maxNesting": DEEPEST * 2})
    parser.inline.ruler.before("link", "reference", reference_rule)
    return parser


PARSER = make_parser()


def without_own_links(source: SourceFile, tokens: Sequence[Token]) -> tuple[list[Token], tuple[OwnLink, ...]]:
    """The tokens without see-also paragraphs, and what these said."""
    kept: list[Token] = []
    links: list[OwnLink] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        inline = tokens[position + 1] if token.type == "paragraph_open" else None
        if inline is not None and SEE_ALSO.match(inline.content):
            links.append(own_link(inline, lines_span(source, inline.map)))
            position += 3
            continue
        kept.append(token)
        position += 1
    return kept, tuple(links)


def own_link(inline: Token, span: Span) -> OwnLink:
    """A see-also paragraph as a link."""
    address = target = ""
    title = ""
    for child in inline.children or ():
        if child.type == "link_open":
            address = address or str(child.attrGet("href") or "")
        elif child.type == "reference":
            target = target or str(child.meta["target"])
        if child.type in ("text", "reference", "code_inline"):
            title += child.content
        elif child.type in ("softbreak", "hardbreak"):
            title += " "
    return OwnLink(SEE_ALSO.sub("", title, count=1).strip(), address, target, span)


class TextPlaces:
    """Where parts of a block's plain text stand in the file; looked up once, when first asked for."""

    def __init__(self, article: Article, block: Block) -> None:
        self.block = block
        self.children = article.tokens[block.token].children or ()

    @cached_property
    def spots(self) -> tuple[Span, ...]:
        """The place of each token."""
        return places(self.children, self.block.span)

    def part(self, start: int, end: int) -> Span | None:
        """The place of a part of the text; None where it was typed with backslashes."""
        run = next((one for one in self.block.runs if one.start <= start < one.end), None)
        if run is None:
            return self.block.span
        words = self.block.text[start:end]
        return part_of(self.spots[run.token], self.children[run.token].content, start - run.start, words)


def read_blocks(source: SourceFile, tokens: Sequence[Token]) -> Iterator[Block]:
    """Each paragraph and heading, in order. A heading begins a section."""
    anchors = Anchors(taken=SECTION_ANCHORS)
    section = 0
    for index, token in enumerate(tokens):
        if token.type != "inline":
            continue
        opened = tokens[index - 1]
        level = int(opened.tag[1]) if opened.type == "heading_open" else 0
        section += level > 0
        span = lines_span(source, token.map)
        text, runs, references = read_inline(token.children or (), span)
        anchor = anchors.claim(heading_slug(text) if level else paragraph_slug(text))
        yield Block(anchor, text, level, section, index, runs, references, span)


def read_inline(children: Sequence[Token], span: Span) -> tuple[str, tuple[Run, ...], tuple[Reference, ...]]:
    """A block's plain text, which token prints which stretch of it, and its references."""
    parts: list[str] = []
    runs: list[Run] = []
    references: list[Reference] = []
    length = links = 0
    spots = places(children, span) if any(token.type == "reference" for token in children) else ()
    for index, token in enumerate(children):
        links += token.nesting if token.type in ("link_open", "link_close") else 0
        words = " " if token.type in ("softbreak", "hardbreak") else token.content
        if token.type not in ("text", "code_inline", "reference", "softbreak", "hardbreak"):
            continue
        end = length + len(words)
        runs.append(Run(length, end, index, token.type == "text" and not links))
        if token.type == "reference":
            target = str(token.meta["target"])
            references.append(Reference(target, length, end, spots[index]))
        parts.append(words)
        length = end
    return "".join(parts), tuple(runs), tuple(references)
