"""Pages that stand in no navigation: written story by story, on all processors.

MkDocs would hold every page of a site in memory and print one after the other. Most pages lie outside the
navigation and differ only in what stands between the same pieces of the theme, so they are made here: from
the view to the file, with what the search, the site map and the check of links need to know of each. Of
plugins, only those are asked that MkDocs asks once for the whole site; where another one wants to see
each page, or `fast_theme: false` is set, MkDocs makes all pages.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from generator import theme_shell
from generator.mkdocs_plugin.pages import ExplainerPage, Theme, source_of
from generator.outputs.cards import card_of
from generator.outputs.printed import PrintedPage, print_page
from generator.outputs.search import HELP, SearchEntry, search_entries
from generator.parallel import mapped
from generator.press import Press
from generator.rendering import Renderer
from generator.site_check import PageLinks, page_facts
from generator.story import Story
from generator.views import PageView

MANY = 8
"""Fewer stories are written by one process."""
SELDOM = 50_000
"""After how many new objects garbage is looked for; more would cost memory and save no time."""
PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
SILENT = ("generator.", "material.plugins.search", "mkdocs.contrib.search")
"""Whose code for single pages has nothing to do on pages that are made here."""


Part = Story | tuple[PageView, ...]
"""What is written in one go."""


@dataclass(frozen=True)
class Written:
    """What the rest of a build needs to know of a page that stands in its folder already."""

    file: str
    address: str
    updated: str
    for_readers: bool
    entries: tuple[SearchEntry, ...]
    links: PageLinks


@dataclass(frozen=True)
class Writer:
    """Writes pages into the folder that MkDocs builds into.

    `in_nav` has the views that MkDocs makes itself, by their story's name, or none; `own` are the paths of
    files that an editor put in the place of ours.
    """

    press: Press
    renderer: Renderer
    theme: Theme
    in_nav: Mapping[str, Sequence[PageView]]
    own: frozenset[str]

    def write_all(self) -> list[Written]:
        """Every page that is not in the navigation, in a lasting order."""
        of_mkdocs = {view.address for view in self.in_nav.get("", ())}
        alone = [(view,) for view in self.press.site_pages if view.address not in of_mkdocs]
        parts: list[Part] = [*alone, *self.press.stories]
        with seldom_collected():
            return [page for pages in mapped(self.write_part, parts, MANY) for page in pages]

    def write_part(self, part: Part) -> list[Written]:
        """Some pages, or those of a story but for what MkDocs makes."""
        if not isinstance(part, Story):
            views = part
        elif part.slug in self.in_nav:
            views = self.press.story_entries(part, self.in_nav[part.slug])
        else:
            views = self.press.story_pages(part)
        pictures = {file.path: file.content for file in self.press.pictures(views)}
        for path, content in pictures.items():
            if path not in self.own:
                write(Path(self.theme.config.site_dir, path), content)
        return [self.write_page(view, pictures) for view in views]

    def write_page(self, view: PageView, pictures: Collection[str]) -> Written:
        """One page as MkDocs would make it, into its file."""
        page = page_outside(view, self.press, self.renderer, self.theme.config, pictures)
        html = self.theme.html(page, theme_shell.TEMPLATE)
        content = html.encode("utf-8", errors="xmlcharrefreplace")
        write(Path(page.file.abs_dest_path), content)
        return Written(
            file=page.file.dest_uri,
            address=page.canonical_url or "",
            updated=page.update_date,
            for_readers=view.kind != HELP,
            entries=search_entries(view),
            links=page_facts(content),
        )


def page_outside(
    view: PageView, press: Press, renderer: Renderer, config: MkDocsConfig, pictures: Collection[str]
) -> ExplainerPage:
    """A page that is in no navigation."""
    printed = PrintedPage(view, *print_page(view, renderer))
    file = File.generated(config, source_of(view), content="", inclusion=InclusionLevel.NOT_IN_NAV)
    return ExplainerPage(
        printed, file, config, card_of(view, config.site_name, press.desk.say, pictures), False
    )


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage less often: nearly all of it goes by itself, and looking takes a sixth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, 10, 10)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def write(path: Path, content: bytes) -> None:
    """Write a file in a folder that may not be there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def is_watched(config: MkDocsConfig) -> bool:
    """Whether somebody else's code wants to see each single page."""
    handlers = [handler for event in PAGE_EVENTS for handler in config.plugins.events[event]]
    return not all(getattr(handler, "__module__", "").startswith(SILENT) for handler in handlers)


def is_crossed(press: Press, files: Files) -> bool:
    """Whether an editor's own pages stand in folders that ours are written into."""
    ours = {view.address.partition("/")[0] for view in press.site_pages if view.address}
    ours.update(story.slug for story in press.stories)
    own = (file.src_uri.partition("/") for file in files.documentation_pages())
    return any(inside and folder in ours for folder, inside, _ in own)


class WrittenFile(File):
    """A page that is written here, as far as MkDocs needs it: a place that an editor's own pages link to."""

    def is_documentation_page(self) -> bool:
        """Nothing for MkDocs to make a page of."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """It is there already."""


def add_links(press: Press, files: Files, config: MkDocsConfig) -> None:
    """Let an editor's own pages link to ours as to any Markdown file."""
    if all(isinstance(file.page, ExplainerPage) for file in files.documentation_pages()):
        return
    for address in sorted(
        {place.partition("#")[0] for place in press.desk.edition.addresses.by_key.values()}
    ):
        source = f"{address}index.md"
        if files.get_file_from_path(source) is None:
            file = WrittenFile(source, None, config.site_dir, config.use_directory_urls)
            file.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(file)


def site_map(written: Sequence[Written], pages: Sequence[File]) -> list[tuple[str, str]]:
    """The address of each page and the day of its last change, by address: of MkDocs' pages and of ours."""
    theirs = (file.page for file in pages if file.page and not file.page.is_link)
    known = [(page.canonical_url or page.abs_url or "", page.update_date) for page in theirs]
    return sorted({*known, *((page.address, page.updated) for page in written)} - {("", "")})
