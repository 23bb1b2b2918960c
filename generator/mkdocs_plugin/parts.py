"""What is known of a part of the site once its pages are made: a story, a party, or the help for editors."""

from __future__ import annotations

from collections.abc import Iterable

from generator import memory
from generator.frozen import Frozen
from generator.outputs.cards import Card
from generator.outputs.printed import PrintedPage
from generator.outputs.search import SearchEntry, Words, search_entries
from generator.packed import Packed
from generator.press import Press
from generator.site_check import PageGroup
from generator.site_folder import Stamps
from generator.theme_shell import Encoded, Place
from generator.tracing import Trace
from generator.views import PageView


class Written(Frozen):
    """What the rest of a build needs to know of a page that stands in its folder already."""

    file: str
    address: str
    updated: str


class Made(Frozen):
    """A page as it was made: its place in the theme, and the digest of what stands there."""

    written: Written
    place: Place
    digest: bytes


class Overview(Frozen):
    """A page of the navigation, printed but for what MkDocs prints around it."""

    page: PrintedPage
    card: Card


class MadePart(Frozen):
    """A part of the site as it was made: its pages, the files beside them, and what was looked up for them.

    `overviews` are its pages in the navigation. `files` are paths and digests; `group` is read without what
    the theme prints around the pages. What stands on the pages and in the files is kept apart, for it is
    mostly not needed.
    """

    overviews: tuple[Overview, ...]
    pages: tuple[Made, ...]
    told: Words
    files: tuple[tuple[str, bytes], ...]
    group: Packed[PageGroup]
    trace: Trace

    @property
    def words(self) -> PartWords:
        """What stands on its pages."""
        return PartWords(self.overviews, tuple(page.written for page in self.pages), self.told)


class Texts(Frozen):
    """What stands on the pages of a part, and in the files beside them, in their order."""

    pages: tuple[Encoded, ...]
    files: tuple[bytes, ...]


class PartWords(Frozen):
    """What the rest of a build needs to know of a part's pages: those in the navigation, and all others.

    The search is `told` of both.
    """

    overviews: tuple[Overview, ...]
    pages: tuple[Written, ...]
    told: Words


class WrittenPart(Frozen):
    """What the rest of a build needs to know of the files of a part.

    Its pages are read as their `contents` and the `frames` that were not put around them yet.
    """

    contents: Packed[PageGroup]
    frames: tuple[PageGroup, ...]
    stamps: Stamps

    @property
    def group(self) -> PageGroup:
        """Its pages as they were read; made anew each time."""
        return self.contents.open().within(self.frames)


def entries_of(views: Iterable[PageView]) -> list[SearchEntry]:
    """What the search is told of pages."""
    return [entry for view in views for entry in search_entries(view)]


def words_of(press: Press, part: str) -> Words:
    """What the search is told of a part."""
    return Words(entries_of(press.pages_of(part)))


def names_of(part: str) -> tuple[str, str]:
    """What a part and its texts are called in the archive."""
    name = part.replace("/", ".")
    return f"{name}.made", f"{name}.text"


def kept_names(press: Press) -> set[str]:
    """What all that is kept of a site's stories and parts is called in the archive."""
    stories = (memory.name_of(story.slug) for story in press.stories)
    return {
        *stories,
        *(name for part in press.parts for name in names_of(part)),
        memory.SOUND,
        memory.SOUND_STORIES,
    }
