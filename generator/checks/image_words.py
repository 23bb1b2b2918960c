"""Images whose words say nothing."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from generator.article import within
from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition

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
            for token in story.article.tokens[block.token].children or ():
                words = token.content.strip() if token.type == "image" else ""
                name = unquote(str(token.attrGet("src") or "")) if words else ""
                if words and (words in (name, name.rpartition(".")[0]) or words.casefold() in SAYS_NOTHING):
                    yield Diagnostic(
                        "idle-image-words",
                        f"“{words}” says nothing of this image to those who cannot see it",
                        within(block.span, f"![{token.content}"),
                        "Say in a few words what it shows.",
                        Severity.WARNING,
                    )
