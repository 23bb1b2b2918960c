"""The article's own text with its facts marked: each sentence that carries one shows it and leads to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from generator.addresses import article_address, relative
from generator.article import PARSER, Block
from generator.facts import Fact
from generator.links import BlockLink
from generator.pages.desk import Desk
from generator.pages.knowledge import fact_link
from generator.sentences import sentences
from generator.story import ARTICLE_ID, Story
from generator.views import Note, Notes


@dataclass(frozen=True)
class Marked:
    """A sentence that carries facts: its block, its place there, the numbers of the facts ending in it."""

    block: int
    start: int
    end: int
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class ArticleNotes:
    """The facts of an article, numbered in the order in which it tells them."""

    desk: Desk
    story: Story
    facts: tuple[Fact, ...]
    blocks: tuple[int, ...]
    marked: tuple[Marked, ...]

    def view(self) -> Notes:
        """The facts as a numbered list, each with the way back to its paragraph."""
        anchors = [block.anchor for block in self.story.article.blocks]
        return Notes(
            tuple(
                Note(
                    number,
                    f"note.{number}",
                    fact_link(self.desk, fact),
                    f"{article_address(self.story.slug)}#{anchors[block]}",
                )
                for number, (fact, block) in enumerate(zip(self.facts, self.blocks, strict=True), start=1)
            )
        )


def article_notes(desk: Desk, story: Story) -> ArticleNotes:
    """Which sentence carries which facts."""
    spans = [sentences(block.text) for block in story.article.blocks]
    carried: dict[tuple[int, int, int], dict[str, Fact]] = {}
    for fact, block, start, end in places(desk, story):
        for a, b in spans[block]:
            if a < end and start < b:
                here = carried.setdefault((block, a, b), {})
                if end <= b:
                    here.setdefault(fact.anchor, fact)
    numbers: dict[str, int] = {}
    facts: list[Fact] = []
    blocks: list[int] = []
    marked: list[Marked] = []
    for (block, start, end), found in sorted(carried.items(), key=lambda pair: pair[0]):
        for anchor, fact in found.items():
            if anchor not in numbers:
                facts.append(fact)
                blocks.append(block)
                numbers[anchor] = len(facts)
        marked.append(Marked(block, start, end, tuple(sorted(numbers[anchor] for anchor in found))))
    return ArticleNotes(desk, story, tuple(facts), tuple(blocks), tuple(marked))


def places(desk: Desk, story: Story) -> Iterator[tuple[Fact, int, int, int]]:
    """Each passage of the article that a fact rests on: the fact, the block, its place in the block."""
    for fact in desk.edition.facts[story.slug]:
        for one in fact.located:
            if (one.story, one.source) == (story.slug, ARTICLE_ID):
                yield from ((fact, p.block, p.start, p.end) for p in one.passages)


def annotate(desk: Desk, story: Story, notes: ArticleNotes, address: str) -> Markup:
    """The article as HTML: paragraphs with their anchors, names as links, facts as marks."""
    links = desk.edition.article_links[story.slug]
    marked: dict[int, list[Marked]] = {}
    for one in notes.marked:
        marked.setdefault(one.block, []).append(one)
    tokens = [without_html(token) for token in story.article.tokens]
    for index, block in enumerate(story.article.blocks):
        opened = tokens[block.token - 1]
        tokens[block.token - 1] = opened.copy(attrs={**opened.attrs, "id": block.anchor})
        inline = tokens[block.token]
        children = tuple(
            block_tokens(
                desk, block, with_images(inline, story, address), links[index], marked.get(index, []), address
            )
        )
        tokens[block.token] = inline.copy(children=list(children))
    renderer = RendererHTML()
    return Markup(renderer.render(tokens, PARSER.options, {}))


def without_html(token: Token) -> Token:
    """HTML that was refused, as text: it is never printed as it stands."""
    if token.type == "html_block":
        return token.copy(type="code_block")
    if token.children:
        children = [t.copy(type="text") if t.type == "html_inline" else t for t in token.children]
        return token.copy(children=children)
    return token


def with_images(inline: Token, story: Story, address: str) -> list[Token]:
    """A block's tokens with the addresses of images: they stand beside the story's own page."""
    return [
        token.copy(attrs={**token.attrs, "src": relative(address, f"{story.slug}/{token.attrs['src']}")})
        if token.type == "image"
        else token
        for token in inline.children or ()
    ]


def raw(html: str) -> Token:
    """HTML of ours."""
    return Token("html_inline", "", 0, content=html)


def block_tokens(
    desk: Desk,
    block: Block,
    children: Sequence[Token],
    links: Iterable[BlockLink],
    marked: Sequence[Marked],
    address: str,
) -> Iterator[Token]:
    """A block's tokens with links and marks put between its words."""
    runs = {run.token: run for run in block.runs}
    links = tuple(links)
    ends = {one.end: one for one in marked}
    for index, token in enumerate(children):
        run = runs.get(index)
        if run is None:
            yield token
            continue
        cuts = {run.start, run.end}
        cuts.update(p for link in links for p in (link.start, link.end) if run.start < p < run.end)
        cuts.update(p for one in marked for p in (one.start, one.end) if run.start < p < run.end)
        points = sorted(cuts)
        for start, end in pairwise(points):
            cited = any(one.start <= start and end <= one.end for one in marked)
            link = next((link for link in links if link.start <= start and end <= link.end), None)
            yield raw(stretch_html(desk, token, block.text[start:end], link, cited, address))
            if end in ends and ends[end].numbers:
                yield raw(references_html(ends[end]))


def stretch_html(
    desk: Desk, token: Token, text: str, link: BlockLink | None, cited: bool, address: str
) -> str:
    """A stretch of text, marked where it carries a fact, linked where it names something."""
    html = (
        f"<code>{escape(text, quote=False)}</code>"
        if token.type == "code_inline"
        else escape(text, quote=False)
    )
    if token.type == "hardbreak":
        html = "<br>"
    if link is not None:
        html = f'<a href="{escape(relative(address, desk.address(link.key)))}">{html}</a>'
    return f'<mark class="cited">{html}</mark>' if cited and text.strip() else html


def references_html(marked: Marked) -> str:
    """The numbers of the facts that a sentence carries, each a link to its note."""
    links = "".join(
        f'<a class="fact-ref" href="#note.{number}" aria-label="Fact {number}">{number}</a>'
        for number in marked.numbers
    )
    return f'<sup class="fact-refs">{links}</sup>'
