"""The article's own text with its facts marked.

Words that facts rest on are underlined, and the number behind a sentence leads to the note with its facts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from operator import itemgetter

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from generator.addresses import relative
from generator.article import PARSER, Block, Run
from generator.facts import Fact
from generator.frozen import Frozen
from generator.links import LinkSpan
from generator.pages.desk import Desk
from generator.sentences import sentences
from generator.story import ARTICLE_ID, Story

Range = tuple[int, int]
LINE_START = '<span class="ex-cited"'
LINE = LINE_START + ' data-note="{}">'
LINE_END = "</span>"


class Printing(RendererHTML):
    """Prints an article. In code, ends of lines are references: they stay when HTML is closed up."""

    def code_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A block of code."""
        return super().code_block(tokens, idx, options, env).rstrip().replace("\n", "&#10;") + "\n"


RENDERER = Printing()


class Sentence(Frozen):
    """A sentence that carries facts: its block, its place there and the words that facts rest on.

    `facts` are those whose words end in it, each with these words. Their note has the sentence's `number`;
    a sentence in which none ends carries the number of the next one.
    """

    block: int
    start: int
    end: int
    words: tuple[Range, ...]
    facts: tuple[tuple[Fact, Range], ...]
    number: int


def fact_sentences(desk: Desk, story: Story) -> tuple[Sentence, ...]:
    """The sentences that carry facts, in the order of the article."""
    spans = [sentences(block.text) for block in story.article.blocks]
    starts = [[start for start, _ in ranges] for ranges in spans]
    words: dict[tuple[int, int], list[Range]] = {}
    ending: dict[tuple[int, int], dict[str, tuple[Fact, Range]]] = {}
    for fact, block, start, end in places(desk, story):
        first, last = bisect_right(starts[block], start) - 1, bisect_left(starts[block], end)
        for index in range(max(0, first), last):
            a, b = spans[block][index]
            if start < b:
                words.setdefault((block, index), []).append((max(a, start), min(b, end)))
                if end <= b:
                    ending.setdefault((block, index), {}).setdefault(fact.anchor, (fact, (start, end)))
    found: list[Sentence] = []
    number = 1
    for block, index in sorted(words):
        told = tuple(ending.get((block, index), {}).values())
        found.append(Sentence(block, *spans[block][index], merged(words[block, index]), told, number))
        number += bool(told)
    return tuple(found)


def places(desk: Desk, story: Story) -> Iterator[tuple[Fact, int, int, int]]:
    """Each passage of the article that a fact rests on: the fact, the block, its place in the block."""
    for fact in desk.edition.facts[story.slug]:
        for one in fact.located:
            if (one.story, one.source) == (story.slug, ARTICLE_ID):
                yield from ((fact, p.block, p.start, p.end) for p in one.passages)


def merged(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Ranges as they are underlined: in order, those that overlap as one."""
    whole: list[Range] = []
    for start, end in sorted(ranges):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return tuple(whole)


def annotate(desk: Desk, story: Story, found: Sequence[Sentence], address: str) -> Markup:
    """The article as HTML: paragraphs with their anchors, names as links, facts as marks."""
    links = desk.edition.article_links[story.slug]
    carried: dict[int, list[Sentence]] = {}
    for sentence in found:
        carried.setdefault(sentence.block, []).append(sentence)
    tokens = [reachable(without_html(token)) for token in story.article.tokens]
    for index, block in enumerate(story.article.blocks):
        place = anchored(tokens, block)
        tokens[place] = tokens[place].copy(attrs={**tokens[place].attrs, "id": block.anchor}, hidden=False)
        inline = tokens[block.token]
        marks = BlockMarks.of(desk, block, links[index], carried.get(index, ()), address)
        children = with_images(inline, story, address)
        tokens[block.token] = Token("inline", "", 0, children=list(block_tokens(marks, children)))
    return Markup(RENDERER.render(tokens, PARSER.options, {}))


def anchored(tokens: Sequence[Token], block: Block) -> int:
    """The token that carries a block's anchor: in a tight list it has no paragraph, but its own entry."""
    opened = block.token - 1
    in_entry = tokens[opened].hidden and tokens[opened - 1].type == "list_item_open"
    return opened - 1 if in_entry else opened


def without_html(token: Token) -> Token:
    """HTML that was refused, as text: it is never printed as it stands."""
    if token.type == "html_block":
        return token.copy(type="code_block")
    if token.children and "html_inline" in [child.type for child in token.children]:
        children = [t.copy(type="text") if t.type == "html_inline" else t for t in token.children]
        return token.copy(children=children)
    return token


def reachable(token: Token) -> Token:
    """A block of code that the keyboard can scroll where it is wider than its page."""
    if token.type in ("fence", "code_block"):
        return token.copy(type="code_block", attrs={"tabindex": "0"})
    return token


def with_images(inline: Token, story: Story, address: str) -> list[Token]:
    """A block's tokens with the addresses of images: they stand beside the story's own page."""
    return [
        token.copy(attrs={**token.attrs, "src": relative(address, f"{story.slug}/{token.attrs['src']}")})
        if token.type == "image"
        else token
        for token in inline.children or ()
    ]


class BlockMarks(Frozen):
    """What is put between the words of a block: links, underlines and numbers, by where they begin or end.

    `edges` are all these places in order; `lines` are the underlines, each with the number of its note.
    """

    block: Block
    edges: tuple[int, ...]
    ways: Mapping[int, str]
    way_ends: frozenset[int]
    lines: tuple[tuple[int, int, int], ...]
    numbers: Mapping[int, str]

    @staticmethod
    def of(
        desk: Desk, block: Block, links: Sequence[LinkSpan], found: Sequence[Sentence], address: str
    ) -> BlockMarks:
        """The marks of a block on the page at an address."""
        ways = {link.start: escape(relative(address, desk.address(link.key))) for link in links}
        way_ends = frozenset(link.end for link in links)
        lines = tuple((start, end, one.number) for one in found for start, end in one.words)
        numbers = {one.end: mark_html(desk, one) for one in found if one.facts}
        edges = {*ways, *way_ends, *numbers, *(edge for line in lines for edge in line[:2])}
        return BlockMarks(block, tuple(sorted(edges)), ways, way_ends, lines, numbers)

    def stretches(self, run: Run) -> Iterator[Range]:
        """A run cut at the edges in it."""
        first, last = bisect_right(self.edges, run.start), bisect_left(self.edges, run.end)
        yield from pairwise((run.start, *self.edges[first:last], run.end))

    def note_at(self, position: int) -> int:
        """The number that the underline at a place belongs to; 0 where there is none."""
        index = bisect_right(self.lines, position, key=itemgetter(0)) - 1
        return self.lines[index][2] if index >= 0 and position < self.lines[index][1] else 0


def raw(html: str) -> Token:
    """HTML of ours."""
    return Token("html_inline", "", 0, content=html)


def block_tokens(marks: BlockMarks, children: Sequence[Token]) -> Iterator[Token]:
    """A block's tokens with links, underlines and numbers put between its words."""
    runs = {run.token: run for run in marks.block.runs}
    pieces: list[str] = []
    waiting = ""
    depth = 0
    for index, token in enumerate(children):
        depth += token.nesting
        if (run := runs.get(index)) is None:
            if pieces:
                yield raw("".join(without_seams(pieces)))
                pieces = []
            yield token
        else:
            for start, end in marks.stretches(run):
                pieces += stretch(marks, token, start, end)
                waiting += marks.numbers.get(end, "")
                if not depth:
                    pieces.append(waiting)
                    waiting = ""
        # A number is a link: inside another one it has to wait.
        if not depth:
            pieces.append(waiting)
            waiting = ""
    yield raw("".join(without_seams(pieces)))


def stretch(marks: BlockMarks, token: Token, start: int, end: int) -> tuple[str, ...]:
    """A stretch of text: underlined where a fact rests on it, linked where it names something."""
    opening = (f'<a href="{marks.ways[start]}">',) if start in marks.ways else ()
    closing = ("</a>",) if end in marks.way_ends else ()
    words = words_html(token, marks.block.text[start:end])
    if not (note := marks.note_at(start)):
        return (*opening, words, *closing)
    if bool(opening) == bool(closing):
        return (LINE.format(note), *opening, words, *closing, LINE_END)
    return (*opening, LINE.format(note), words, LINE_END, *closing)


def without_seams(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces, an underline that ends where the same one begins drawn through."""
    last, ended = "", False
    for piece in filter(None, pieces):
        if ended and piece != last:
            yield LINE_END
        if not (ended and piece == last) and piece != LINE_END:
            yield piece
        last = piece if piece.startswith(LINE_START) else last
        ended = piece == LINE_END
    if ended:
        yield LINE_END


def words_html(token: Token, text: str) -> str:
    """Words as their token shows them."""
    if token.type == "hardbreak":
        return "<br>"
    html = escape(text, quote=False)
    return f"<code>{html}</code>" if token.type == "code_inline" else html


def mark_html(desk: Desk, sentence: Sentence) -> str:
    """The number behind a sentence, which leads to the note with its facts."""
    words = desk.say("article.mark", n=len(sentence.facts), number=sentence.number)
    link = f'<a href="#note.{sentence.number}" aria-label="{escape(words)}">{sentence.number}</a>'
    return f'<sup class="ex-mark">{link}</sup>'
