"""What a text or a page was read as: an article, and what of it is no paragraph."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct, field

from generator.frozen import Frozen
from generator.importing.blocks import Block

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


class Leftover(Frozen):
    """A line that is no part of the running text: its line from 1, what it is, and whether it is kept.

    The line is 0 in a page, where lines say nothing.
    """

    line: int
    kind: Kind
    text: str
    kept: bool


class Imported(Struct):
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
