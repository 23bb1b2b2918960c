"""Images whose words say nothing."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from markdown_it.token import Token

from generator.article import TextPlaces
from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.inline_places import within
from generator.source import Span

SAYS_NOTHING = frozenset(
    {"image", "picture", "photo", "photograph", "graphic", "chart", "bild", "foto", "grafik"}
)
"""What everybody knows of an image before hearing more."""


def idle_image_words(edition: Edition) -> Iterator[Diagnostic]:
    """The words of an image are its file's name, or “photo”: who cannot see it learns nothing from them.

    Say what it shows, in as many words as you would on the telephone: `![Two cranes stand still at the
    quay](cranes.jpg)`.
    """
    for story in edition.library.stories:
        for block in story.article.blocks:
            places = TextPlaces(story.article, block)
            for index, token in enumerate(places.children):
                words = plain_words(token) if token.type == "image" else ""
                name = unquote(str(token.attrGet("src") or "")) if words else ""
                if words and (words in (name, name.rpartition(".")[0]) or says_nothing(words)):
                    yield Diagnostic(
                        "idle-image-words",
                        f"“{words}” says nothing of this image to those who cannot see it",
                        opening_of(places.spots[index], block.span, token.content),
                        f"Say in a few words what it shows: ![what it shows]({name})",
                        Severity.WARNING,
                    )


def says_nothing(words: str) -> bool:
    """Whether words would do for any image."""
    return words.strip(".:").casefold() in SAYS_NOTHING


def plain_words(image: Token) -> str:
    """The words of an image as they are read aloud, without the marks between them."""
    return "".join(token.content for token in image.children or ()).strip()


def opening_of(address: Span, block: Span, words: str) -> Span:
    """Where the words of an image stand, by the place of its address."""
    source = block.source
    opening = source.text.rfind("![", block.start, address.start) if address.end <= block.end else -1
    closing = source.text.find("]", opening, address.start)
    return source.span(opening, closing) if 0 <= opening < closing else within(block, f"![{words}")
