"""Images that an article shows and its folder does not hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from urllib.parse import unquote

from generator.article import TextPlaces
from generator.diagnostics import Diagnostic, did_you_mean, listed
from generator.edition import Edition

NOT_IMAGES = (".md", ".yaml", ".txt")


def missing_images(edition: Edition) -> Iterator[Diagnostic]:
    """The article shows an image that does not stand in its story's folder.

    Put the file beside the article and name it: `![the crane at the quay](crane.png)`.
    """
    for story in edition.library.stories:
        for block in story.article.blocks:
            places = TextPlaces(story.article, block)
            for index, token in enumerate(places.children):
                name = unquote(str(token.attrGet("src") or "")) if token.type == "image" else ""
                if name and name not in story.files and ":" not in name and not name.startswith("//"):
                    yield Diagnostic(
                        "missing-image",
                        f"There is no file “{name}” beside the article",
                        places.spots[index],
                        did_you_mean(name, story.files) or other_images(story.files),
                    )


def other_images(files: Collection[str]) -> str:
    """Where to put an image, and which are there."""
    there = [name for name in sorted(files) if not name.endswith(NOT_IMAGES)][:3]
    return (
        f"Put it into the story's folder{f', or name one that is there: {listed(there)}' if there else ''}."
    )
