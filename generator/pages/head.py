"""Small parts that every page is put together with."""

from __future__ import annotations

from generator.catalogue import Catalogue
from generator.views import Link, Piece, Rich, Section

Meta = tuple[tuple[str, Rich], ...]


def filled(*sections: Section) -> tuple[Section, ...]:
    """The sections that have something to show."""
    return tuple(section for section in sections if has_something(section.view))


def has_something(view: object) -> bool:
    """Whether anything stands in a view."""
    return any(getattr(view, name) for name in getattr(type(view), "__match_args__", ()))


def linked(links: tuple[Link, ...], say: Catalogue) -> Rich:
    """Links as running text."""
    pieces: list[Piece] = []
    for joint, link in zip(say.joints(len(links)), links, strict=True):
        if joint:
            pieces.append(Piece(joint))
        pieces.append(Piece(link.label, link.address))
    return tuple(pieces)


def rows(say: Catalogue, **texts: Rich) -> Meta:
    """The rows of a page's head that have something in them; their labels stand in the group `entries`."""
    return tuple((say(f"entries.{key}"), rich) for key, rich in texts.items() if rich)
