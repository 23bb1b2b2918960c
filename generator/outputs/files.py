"""Files that stand on the site beside the pages: feeds, calendars, data, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.frozen import Frozen
from generator.outputs.calendars import calendar_of_site, calendars_of_story
from generator.outputs.cards import PICTURE, card_of
from generator.outputs.datasets import data_of_story, schema_of_site
from generator.outputs.feeds import feed_of_site, feeds_of_story
from generator.outputs.fonts import Fonts
from generator.outputs.publication import Publication
from generator.outputs.search import HELP
from generator.story import Story
from generator.views import PageView


class OutputFile(Frozen):
    """A file by its path on the site, with forward slashes."""

    path: str
    content: bytes


def files_of_site(site: Publication) -> Iterator[OutputFile]:
    """The feed and the calendar of all stories."""
    for path, content in (*feed_of_site(site), *calendar_of_site(site)):
        yield OutputFile(path, content)


def files_of_story(site: Publication, story: Story) -> Iterator[OutputFile]:
    """A story's feed, its calendar and its data."""
    made = (*feeds_of_story(site, story), *calendars_of_story(site, story), *data_of_story(site, story))
    for path, content in made:
        yield OutputFile(path, content)


def files_of_help(site: Publication) -> Iterator[OutputFile]:
    """What the data of stories is written in."""
    for path, content in schema_of_site(site):
        yield OutputFile(path, content)


def share_pictures(site: Publication, pages: Sequence[PageView], fonts: Fonts) -> Iterator[OutputFile]:
    """A picture for each page but those of help, beside it; none where links to them could not be whole."""
    if site.url:
        # What draws them takes a while to begin, and most sites have no pictures drawn.
        from generator.outputs.pictures import draw_pictures

        pages = [page for page in pages if page.kind != HELP]
        cards = [card_of(page, site.name, site.desk.say) for page in pages]
        for page, png in zip(pages, draw_pictures(cards, fonts), strict=True):
            yield OutputFile(f"{page.address}{PICTURE}", png)
