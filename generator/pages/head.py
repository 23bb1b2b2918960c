"""Small parts that every page is put together with."""

from __future__ import annotations

from generator.views import Link, Piece, Rich, Section

Meta = tuple[tuple[str, Rich], ...]


def filled(*sections: Section) -> tuple[Section, ...]:
    """The sections that have something to show."""
    return tuple(section for section in sections if any(vars(section.view).values()))


def linked(links: tuple[Link, ...]) -> Rich:
    """Links as running text."""
    pieces: list[Piece] = []
    for index, link in enumerate(links):
        if index:
            pieces.append(Piece(" and " if index == len(links) - 1 else ", "))
        pieces.append(Piece(link.label, link.address))
    return tuple(pieces)


def rows(*pairs: tuple[str, Rich]) -> Meta:
    """The rows of a page's head that have something in them."""
    return tuple((label, rich) for label, rich in pairs if rich)
