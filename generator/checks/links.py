"""Links of the article that lead to nothing on its own page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from markdown_it.token import Token

from generator.article import Article
from generator.diagnostics import Diagnostic, did_you_mean
from generator.edition import Edition
from generator.inline_places import places
from generator.refused import refused_address
from generator.source import Span

LONGEST_WORDS = 100
"""The most words of a link that a message says again."""
_LINK = re.compile(r"\[([^\[\]\n]+)\]\(<?\Z")


def broken_links(edition: Edition) -> Iterator[Diagnostic]:
    """A link in the article leads to an anchor that its page does not have, or to a file.

    Link to things of the site by their id, `[[id]]` or `[[id|words]]`; a plain Markdown link,
    `[words](https://example.org)`, is for web addresses and for headings of the article, `[words](#heading)`.
    """
    for story in edition.library.stories:
        anchors = {block.anchor for block in story.article.blocks}
        for address, span in inner_addresses(story.article):
            if not address.startswith("#"):
                hint = what_to_link(span)
                if re.match(r"(?i)(?:www\.|[\w-]+\.(?:com|org|net|eu|de|uk|info|gov|int)\b)", address):
                    hint = f"Begin it with https://, as in https://{address}"
                yield Diagnostic("file-link", f"“{address}” is not a web address", span, hint)
            elif address[1:] not in anchors:
                near = did_you_mean(address, [f"#{anchor}" for anchor in anchors])
                hint = near or "To link to an entry of the fact sheet, write [[id|words]], with its id."
                yield Diagnostic(
                    "broken-anchor", f"No heading of this article has the address “{address}”", span, hint
                )


def what_to_link(address: Span) -> str:
    """How a link is written that leads to no file, with the words that it has."""
    before = address.source.text[max(0, address.start - LONGEST_WORDS) : address.start]
    words = link[1] if (link := _LINK.search(before)) else "words"
    return (
        "For another site, write the whole address, beginning with https://. For an entry of the fact sheet, "
        f"write [[id|{words}]], with what stands behind its “id:” in place of “id”. For neither, write only: "
        f"{words}"
    )


def inner_addresses(article: Article) -> Iterator[tuple[str, Span]]:
    """The addresses of links that have no scheme, but for those that `article` refuses, and their places."""
    for block in article.blocks:
        children = article.tokens[block.token].children or ()
        inner = {index: address for index, address in addresses(children) if is_inner(address, block.span)}
        if inner:
            spots = places(children, block.span)
            yield from ((unquote(address), spots[index]) for index, address in inner.items())


def addresses(children: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """The addresses of links, with the places of their tokens in the list."""
    for index, token in enumerate(children):
        if token.type == "link_open":
            yield index, str(token.attrGet("href") or "")


def is_inner(address: str, block: Span) -> bool:
    """Whether an address has no scheme, and is none that `article` refuses."""
    outer = re.match(r"(?i)[a-z][a-z0-9+.\-]*:", address)
    return bool(address) and not outer and not any(refused_address(address, block))
