"""Files that stand on the site beside the pages: feeds, calendars, data, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.outputs.calendars import calendars
from generator.outputs.cards import PICTURE, card_of
from generator.outputs.datasets import datasets
from generator.outputs.feeds import feeds
from generator.outputs.pictures import draw_pictures
from generator.outputs.publication import Publication
from generator.outputs.search import HELP
from generator.outputs.typefaces import Fonts
from generator.views import PageView


@dataclass(frozen=True)
class OutputFile:
    """A file by its path on the site, with forward slashes."""

    path: str
    content: bytes


def machine_files(site: Publication) -> Iterator[OutputFile]:
    """Feeds, calendars and data."""
    for path, content in (*feeds(site), *calendars(site), *datasets(site)):
        yield OutputFile(path, content)


def share_pictures(site: Publication, pages: Sequence[PageView], fonts: Fonts) -> Iterator[OutputFile]:
    """A picture for each page but those of help, beside it; none where links to them could not be whole."""
    if site.url:
        pages = [page for page in pages if page.kind != HELP]
        cards = [card_of(page, site.name, site.desk.say) for page in pages]
        for page, png in zip(pages, draw_pictures(cards, fonts), strict=True):
            yield OutputFile(f"{page.address}{PICTURE}", png)
