"""From an edition to pages and files: those of the site itself, and those of each story.

No story's pages need another's, so stories can be made in any order, on any processor, or one alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.outputs.files import OutputFile, machine_files, share_pictures
from generator.outputs.linked_data import Description
from generator.outputs.publication import Publication, publication
from generator.outputs.typefaces import Fonts
from generator.pages import entries_of_story, overviews_of_story, page_of_story, pages_of_site
from generator.pages.changes import Notes, change_notes
from generator.pages.desk import Desk
from generator.parallel import mapped
from generator.story import Story
from generator.views import PageView

MANY_STORIES = 8
"""For fewer, a second process would not pay."""


@dataclass(frozen=True)
class Press:
    """An edition at its desk, ready to be made into pages.

    `description` says what the site is about; without `share_fonts` no share pictures are drawn.
    """

    desk: Desk
    description: str = ""
    share_fonts: Fonts | None = None

    @property
    def stories(self) -> tuple[Story, ...]:
        """All stories, in their order."""
        return self.desk.edition.library.stories

    @cached_property
    def site_pages(self) -> tuple[PageView, ...]:
        """The pages that belong to no story: the front page first."""
        views = tuple(pages_of_site(self.desk, self._notes, self.description))
        return tuple(self._describe.described(views))

    def story_pages(self, story: Story) -> tuple[PageView, ...]:
        """The pages below a story's folder: the story itself first."""
        overviews = self.story_overviews(story)
        return (*overviews, *self.story_entries(story, overviews))

    def story_overviews(self, story: Story) -> tuple[PageView, ...]:
        """The story page, the article and the overviews."""
        return self._described(overviews_of_story(self.desk, self._notes, story))

    def story_entries(self, story: Story, overviews: Sequence[PageView]) -> tuple[PageView, ...]:
        """The pages of single entries, below the story's overviews."""
        return self._described(entries_of_story(self.desk, self._notes, story), overviews)

    def prepare(self) -> None:
        """Find out now what many pages show, instead of when the first of them is made."""
        edition = self.desk.edition
        shared = (edition.backlinks, edition.resting_on, edition.told_in, edition.graph.incoming, self._front)
        assert all(one is not None for one in shared)

    def page(self, address: str) -> PageView | None:
        """The page at an address, made alone; none where there is none."""
        slug = address.partition("/")[0]
        if slug not in self.desk.edition.library.story_parties:
            return next((page for page in self.site_pages if page.address == address), None)
        story = self.desk.edition.library.story(slug)
        page = page_of_story(self.desk, self._notes, story, address)
        if page is None:
            return None
        folders = [address[: i + 1] for i, letter in enumerate(address[:-1]) if letter == "/"]
        above = [page_of_story(self.desk, self._notes, story, folder) for folder in folders]
        return self._described([page], [one for one in above if one])[0]

    def all_pages(self) -> Iterator[PageView]:
        """Every page, in a lasting order."""
        # What all stories share is made once, before there is a second process.
        yield from self.site_pages
        for pages in mapped(self.story_pages, self.stories, MANY_STORIES):
            yield from pages

    def data_files(self) -> Iterator[OutputFile]:
        """Feeds, calendars and data of the site and of its stories, each path once."""
        return machine_files(self._publication)

    def pictures(self, pages: Sequence[PageView]) -> Iterator[OutputFile]:
        """The share pictures of pages."""
        if self.share_fonts:
            yield from share_pictures(self._publication, pages, self.share_fonts)

    def _described(self, pages: Sequence[PageView], above: Sequence[PageView] = ()) -> tuple[PageView, ...]:
        return tuple(self._describe.described(pages, above=(self._front, *above)))

    @cached_property
    def _front(self) -> PageView:
        """The front page, which the way to every other begins at."""
        return next(pages_of_site(self.desk, self._notes, self.description))

    @cached_property
    def _publication(self) -> Publication:
        return publication(self.desk, self.desk.site_name, self.desk.site_url)

    @cached_property
    def _describe(self) -> Description:
        return Description(self._publication)

    @cached_property
    def _notes(self) -> Notes:
        return change_notes(self.desk)
