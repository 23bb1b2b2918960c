"""All pages that MkDocs does not make: written and told to the search; those of its nav get their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from generator import live_search
from generator.archive import Archive
from generator.frozen import Frozen
from generator.mkdocs_plugin.pages import ExplainerPage, Theme
from generator.mkdocs_plugin.parts import PartWords, Written, WrittenPart
from generator.mkdocs_plugin.searching import Searching
from generator.mkdocs_plugin.writing import Writer
from generator.outputs.search import SearchEntry, Words
from generator.press import Press
from generator.site_memory import SiteMemory


class WrittenSite(Frozen):
    """What was written into a site's folder, by its parts: what the check knows, what the search was told.

    `pages` are those that stand there already, `memory` is what is known of files.
    """

    memory: SiteMemory
    press: Press
    parts: Sequence[WrittenPart]
    pages: Sequence[Written]
    told: Mapping[str, Words]

    def entries(self) -> Iterator[SearchEntry]:
        """All that the search was told."""
        return (entry for part in self.told.values() for entry in part.open())

    def keep_told(self, archive: Archive, pages: int) -> None:
        """Keep it for those who are shown pages while they write, and for indexes of so many `pages`."""
        live_search.keep(archive, self.press, self.told, pages)


def write_site(
    writer: Writer, press: Press, theme: Theme, site: SiteMemory, search: Searching, kept: Archive
) -> WrittenSite:
    """Write all parts into the folder of `site`. Raises TemplateError.

    A large site's search is made meanwhile, where it is ours alone to tell of pages.
    """
    # What all parts share is made once, before there is a second process.
    ours, stamps = writer.site_words()
    if search.is_big and all(isinstance(file.page, ExplainerPage) for file in theme.pages):
        search.begin(theme.config, kept)
    made = [*told_to_search(search, ours, writer)]
    if search.is_begun:
        search.write(site)
    site.add(stamps)
    words = [*(one for one, _ in made), ours]
    for overview in (one for part in words for one in part.overviews):
        theme.fill(overview.page, overview.card)
    parts = writer.files(written for _, written in made)
    for part in parts:
        site.add(part.stamps)
    # MkDocs writes next, and its pages may be called as ours were.
    site.tidy(but=search.folder)
    pages = [page for part in words for page in part.pages]
    told = zip((*press.parts, live_search.SITE), (part.told for part in words), strict=True)
    return WrittenSite(site, press, parts, pages, dict(told))


def told_to_search(
    search: Searching, ours: PartWords, writer: Writer
) -> Iterator[tuple[PartWords, WrittenPart | None]]:
    """What stands on the pages of all parts. A search that was begun is told of them as they are made."""
    if search.is_begun:
        search.foretell(chain(writer.likely(), [ours.told]))
    for made in writer.words():
        if search.is_begun:
            search.tell(made[0].told)
        yield made
    if search.is_begun:
        search.tell(ours.told)
