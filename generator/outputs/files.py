"""Files that stand on the site beside the pages: feeds, calendars, data, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.outputs.calendars import calendars
from generator.outputs.cards import PICTURE, card_of
from generator.outputs.datasets import datasets
from generator.outputs.feeds import feeds
from generator.outputs.pictures import draw_pictures
from generator.outputs.publication import publication
from generator.outputs.search import HELP
from generator.outputs.typefaces import Fonts
from generator.pages.desk import Desk
from generator.views import PageView


@dataclass(frozen=True)
class OutputFile:
    """A file by its path on the site, with forward slashes."""

    path: str
    content: bytes


@dataclass(frozen=True)
class Site:
    """What files are made from. `url` ends in a slash; empty where it is not known yet.

    Without `share_fonts` no share pictures are drawn.
    """

    desk: Desk
    pages: Sequence[PageView]
    name: str
    url: str
    share_fonts: Fonts | None = None


def machine_files(site: Site) -> Iterator[OutputFile]:
    """Feeds, calendars and data."""
    published = publication(site.desk, site.name, site.url)
    for path, content in (*feeds(published), *calendars(published), *datasets(published)):
        yield OutputFile(path, content)


def share_pictures(site: Site) -> Iterator[OutputFile]:
    """A picture for each page but those of help, beside it; none where links to them could not be whole."""
    if site.share_fonts and site.url:
        pages = [page for page in site.pages if page.kind != HELP]
        cards = [card_of(page, site.name, site.desk.say) for page in pages]
        for page, png in zip(pages, draw_pictures(cards, site.share_fonts), strict=True):
            yield OutputFile(f"{page.address}{PICTURE}", png)


MAKERS: tuple[Callable[[Site], Iterator[OutputFile]], ...] = (machine_files, share_pictures)
"""Each makes the files of one kind."""


def output_files(
    desk: Desk, pages: Sequence[PageView], name: str, url: str, share_fonts: Fonts | None = None
) -> Iterator[OutputFile]:
    """All files, each path once."""
    site = Site(desk, pages, name, url and f"{url.rstrip('/')}/", share_fonts)
    for make in MAKERS:
        yield from make(site)
