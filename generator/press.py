"""From an edition to pages and files: those of the site itself, and those of each story.

No story's pages need another's, so the parts of a site can be made in any order, on any processor, or one
alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec.structs import replace

from generator.folders import PARTIES
from generator.frozen import Frozen
from generator.outputs.files import OutputFile, files_of_help, files_of_site, files_of_story, share_pictures
from generator.outputs.fonts import Fonts
from generator.outputs.linked_data import Description
from generator.outputs.publication import Publication, publication
from generator.pages import (
    OVERVIEWS,
    entries_of_story,
    overviews_of_story,
    page_of_party,
    page_of_site,
    page_of_story,
    pages_of_help,
    pages_of_site,
)
from generator.pages.changes import Notes, change_notes
from generator.pages.desk import Desk
from generator.parallel import mapped
from generator.story import Story
from generator.views import FactList, Head, PageView, Section, StoryBar
from generator.watching import Watch, Watched

MANY_STORIES = 8
"""For fewer, a second process would not pay."""
HELP = "editors"
"""The part that helps editors. Other parts of a site are named for their story, or for a party by its key."""


def stub_of(address: str, title: str, kind: str = "overview", bar: StoryBar | None = None) -> PageView:
    """A page in the navigation that says nothing but its title."""
    section = Section("stub", title, "facts", FactList(()))
    return PageView(address, kind, title, "", Head(None, "", title), (section,), bar, in_nav=True)


class Press(Frozen, dict=True):
    """An edition at its desk, ready to be made into pages.

    `description` says what the site is about; without `share_fonts` no share pictures are drawn. `notes` are
    lines about changes, where they are known already, `known` is what rules found out of the edition.
    """

    desk: Desk
    description: str = ""
    share_fonts: Fonts | None = None
    notes: Notes | None = None
    known: Watch | None = None

    @property
    def stories(self) -> tuple[Story, ...]:
        """All stories, in their order."""
        return self.desk.edition.library.stories

    @cached_property
    def site_pages(self) -> tuple[PageView, ...]:
        """The pages of the site itself that its navigation has: the front page first."""
        return self._described(tuple(pages_of_site(self.desk, self._notes, self.description)))

    @property
    def site_stubs(self) -> tuple[PageView, ...]:
        """The same pages with their titles alone."""
        say = self.desk.say
        titles = (self.desk.site_name, say("overviews.parties"), say("editors.title"))
        return tuple(map(stub_of, OVERVIEWS, titles))

    @property
    def page_count(self) -> int:
        """How many pages for readers there are, though none is made: help for editors is not counted."""
        found = set(self.desk.edition.addresses.pages)
        for story in self.stories:
            found.update(link.address for link in self.desk.bar(story).links)
        return len(found) + len(self.site_stubs)

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The names of all other parts of the site, in a lasting order.

        The stories that were updated last, and what many stories have a say in, come last: after an edit
        what comes before is as it was.
        """
        stories = sorted(self.stories, key=lambda story: (story.head.updated.sort_key, story.slug))
        nodes = self.desk.edition.library.nodes
        keys = sorted(key for key in self.desk.edition.addresses.pages.values() if nodes[key].kind == "party")
        return (*(story.slug for story in stories), *keys, HELP)

    def pages_of(self, part: str) -> tuple[PageView, ...]:
        """The pages of a part."""
        if part == HELP:
            return self._described(tuple(pages_of_help(self.desk)), self.site_pages)
        if part.startswith(f"{PARTIES}/"):
            return self._described([page_of_party(self.desk, self._notes, part)], self.site_pages)
        return self.story_pages(self.desk.edition.library.story(part))

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

    @cached_property
    def watch(self) -> Watch:
        """What the making of a part can be watched with."""
        return Watch(self.desk.edition, self._notes, self.known)

    def watched(self) -> tuple[Press, Watched]:
        """A press like this one, for one part, and what is looked up while it is made."""
        watched = self.watch.begin()
        desk = Desk(
            watched.edition,
            self.desk.shown,
            self.desk.edit_base,
            self.desk.say,
            self.desk.site_name,
            self.desk.site_url,
        )
        press = replace(self, desk=desk, notes=watched.notes)
        # Of the site's own pages a part shows the titles alone: the site's name, and words of ours.
        vars(press).update(site_pages=self.site_pages, _front=self._front)
        return press, watched

    def prepare(self) -> None:
        """Find out now what many pages show, instead of when the first of them is made."""
        edition = self.desk.edition
        indexes = (
            edition.backlinks,
            edition.resting_on,
            edition.told_in,
            edition.about_here,
            edition.graph.incoming,
            edition.library.keys_in,
            self._front,
        )
        assert all(one is not None for one in indexes)

    def page(self, address: str) -> PageView | None:
        """The page at an address, made alone; none where there is none."""
        slug = address.partition("/")[0]
        if slug not in self.desk.edition.library.story_parties:
            page = page_of_site(self.desk, self._notes, self.description, address)
            if page is None:
                return None
            return self._described([page], (*self.site_pages, *pages_of_help(self.desk)))[0]
        story = self.desk.edition.library.story(slug)
        page = page_of_story(self.desk, self._notes, story, address)
        if page is None:
            return None
        folders = [address[: i + 1] for i, letter in enumerate(address[:-1]) if letter == "/"]
        way = [page_of_story(self.desk, self._notes, story, folder) for folder in folders]
        return self._described([page], [one for one in way if one is not None])[0]

    def all_pages(self) -> Iterator[PageView]:
        """Every page, in a lasting order."""
        # What all parts share is made once, before there is a second process.
        yield from self.site_pages
        for pages in mapped(self.pages_of, self.parts, MANY_STORIES):
            yield from pages

    def files_of_site(self) -> Iterator[OutputFile]:
        """The feed and the calendar of all stories."""
        return files_of_site(self._publication)

    def files_of(self, part: str) -> Iterator[OutputFile]:
        """The feed, the calendar and the data of a story; beside the help, what all data is written in."""
        if part == HELP:
            yield from files_of_help(self._publication)
        if part in self.desk.edition.library.story_parties:
            yield from files_of_story(self._publication, self.desk.edition.library.story(part))

    def data_files(self) -> Iterator[OutputFile]:
        """Feeds, calendars and data of the site and of its stories, each path once."""
        yield from self.files_of_site()
        for part in (HELP, *(story.slug for story in self.stories)):
            yield from self.files_of(part)

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
        return self.notes if self.notes is not None else change_notes(self.desk)
