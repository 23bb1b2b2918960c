"""What a reader sees of a page, piece by piece, and the page without all that is no text.

Everything here is bounded: a page that is larger, deeper or of more parts than any article raises
`StrangePageError`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.frozen import Frozen

MOST_PARTS = 20_000
DEEPEST = 120
LARGEST = 1_500_000
"""In characters, beside scripts, styles and pictures."""
LONGEST_ATTRIBUTE = 2_000
LONGEST_DATA = 1_000_000

UNSEEN = (
    "style, template, svg, math, iframe, frame, object, embed, applet, link:not([rel=canonical]), base, "
    "canvas, audio, video, script:not([type='application/ld+json' i])"
)
INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|rp|rt|ruby|s|samp"
    "|small|span|strike|strong|sub|sup|time|tt|u|var|wbr"
)
SILENT = frozenset({"script", "style", "title", "head", "textarea", "select", "button"})
SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+")
ENDS_A_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")
FEWEST_WORDS = 5
COPY = "Copy its text into a file and import that."


class StrangePageError(Exception):
    """A page that no article is looked for in; the message says why and what to do."""


class Piece(Frozen):
    """A run of text that stands by itself on the page, and the tag of the part around it."""

    tag: str
    text: str


class Page(Frozen):
    """A page: `html` without what is not text, its `pieces`, and the article in its data, if it has one."""

    html: str
    pieces: tuple[Piece, ...]
    captions: frozenset[str]
    language: str
    titled: bool
    """Whether it says a title beside that of the window."""
    data: str


def read_page(text: str) -> Page:
    """What can be seen of a page; raises `StrangePageError`."""
    tree = LexborHTMLParser(text)
    root = tree.root
    if root is None or tree.body is None:
        raise StrangePageError("This page is empty.")
    captions = {words(node.attributes.get("alt") or "") for node in tree.css("img[alt]")}
    captions |= {words(node.text()) for node in tree.css("figcaption")}
    for node in tree.css(UNSEEN):
        node.decompose()
    data = [found for node in tree.css("script") if (found := node.text()) and len(found) <= LONGEST_DATA]
    refuse_strange(root)
    kept = root.html or ""
    if len(kept) > LARGEST:
        raise StrangePageError(
            f"This page holds more than {LARGEST:,} characters beside scripts and pictures: no article does. "
            f"{COPY}"
        )
    bodies, headline = from_data(data)
    titled = headline or tree.css_first("h1, meta[property='og:title']") is not None
    language = (root.attributes.get("lang") or "") if root.tag == "html" else ""
    pieces = tuple(pieces_of(tree.body))
    return Page(kept, pieces, frozenset(captions - {""}), language, titled, max(bodies, key=len, default=""))


def refuse_strange(root: LexborNode) -> None:
    """Refuse a page of too many parts, or of parts too deep inside each other; cut what is long in a tag."""
    depths = {root.mem_id: 0}
    for count, node in enumerate(root.traverse(include_text=False)):
        parent = node.parent
        depth = depths.get(parent.mem_id, 0) + 1 if parent is not None else 0
        depths[node.mem_id] = depth
        if count > MOST_PARTS or depth > DEEPEST:
            what = f"more than {MOST_PARTS:,} parts" if count > MOST_PARTS else f"parts {DEEPEST} deep"
            raise StrangePageError(f"This page holds {what}: no article does. {COPY}")
        for name, value in node.attributes.items():
            if value and len(value) > LONGEST_ATTRIBUTE:
                del node.attrs[name]


def pieces_of(body: LexborNode) -> Iterator[Piece]:
    """The texts of a page in order, each as long as it stands on lines of its own."""
    around, tag, parts = 0, "", list[str]()
    for node in body.traverse(include_text=True):
        if node.tag == "br":
            around = 0
        if node.tag != "-text" or node.parent is None:
            continue
        block: LexborNode = node.parent
        while INLINE.fullmatch(block.tag or "") and block.parent is not None:
            block = block.parent
        if block.mem_id != around:
            if found := words("".join(parts)):
                yield Piece(tag, found)
            around, tag, parts = block.mem_id, block.tag or "", []
        if tag not in SILENT:
            parts.append(node.text_content or "")
    if found := words("".join(parts)):
        yield Piece(tag, found)


def words(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def from_data(data: list[str]) -> tuple[list[str], bool]:
    """The texts of articles in a page's JSON-LD, and whether it names a headline."""
    bodies: list[str] = []
    headline = False
    waiting: list[Any] = []
    for one in data:
        try:
            waiting.append(json.loads(one))
        except (ValueError, RecursionError):
            continue
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            body = value.get("articleBody")
            bodies += [as_text(body)] if isinstance(body, str) else []
            headline |= isinstance(value.get("headline"), str)
        if isinstance(value, dict | list):
            waiting.extend(value.values() if isinstance(value, dict) else value)
    return bodies, headline


def as_text(body: str) -> str:
    """An article's text in data, where it may be HTML: a line a paragraph."""
    text = html.unescape(body)
    if not re.search(r"</?[a-z][^<>]*>", text, re.IGNORECASE):
        return text
    lines: list[str] = []
    for line in [text] if re.search(r"<(?:p|br|div|li|h\d)\b", text, re.IGNORECASE) else text.splitlines():
        tree = LexborHTMLParser(line)
        for node in tree.css(UNSEEN + ", script"):
            node.decompose()
        lines += [piece.text for piece in pieces_of(tree.body)] if tree.body else []
    return "\n\n".join(lines)


def left_out(pieces: tuple[Piece, ...], taken: list[str]) -> tuple[list[str], int]:
    """What of a page is not among the texts taken: what reads as prose, and how many small things."""
    whole = f" {plain(' '.join(taken))} "
    prose: dict[str, None] = {}
    small = 0
    for piece in pieces:
        if not plain(piece.text) or f" {plain(piece.text)} " in whole:
            continue
        sentences = [(one, plain(one)) for one in SENTENCE.split(piece.text)]
        missing = [one for one, sounds in sentences if sounds and f" {sounds} " not in whole]
        if not missing:
            continue
        text = " ".join(missing)
        if piece.tag in ("h2", "h3", "h4", "h5", "h6", "figcaption") or is_prose(text):
            prose[text] = None
        else:
            small += 1
    return list(prose), small


def is_prose(text: str) -> bool:
    """Whether a text reads as a sentence."""
    return len(text.split()) >= FEWEST_WORDS and ENDS_A_SENTENCE.search(text) is not None


def plain(text: str) -> str:
    """A text as its words alone, for comparing."""
    return " ".join(re.findall(r"\w+", text.casefold()))
