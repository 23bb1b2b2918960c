"""An editor's own pages and plugins beside ours: where they are in our way, and how they find our pages."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from generator.folders import PARTIES
from generator.mkdocs_plugin.pages import ExplainerPage
from generator.mkdocs_plugin.parts import Written
from generator.pages.machines import story_alternates
from generator.press import HELP as PART_OF_HELP
from generator.press import Press

log = logging.getLogger("mkdocs.plugins.explainers")

PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
SILENT = ("generator.", "material.plugins.search", "mkdocs.contrib.search")
"""Whose code for single pages has nothing to do on pages that are made here."""


def is_watched(config: MkDocsConfig) -> bool:
    """Whether somebody else's code wants to see each single page."""
    handlers = [handler for event in PAGE_EVENTS for handler in config.plugins.events[event]]
    return not all(getattr(handler, "__module__", "").startswith(SILENT) for handler in handlers)


def make_way(source: str, files: Files) -> None:
    """Leave out an editor's own page where one is made from the content."""
    if (own := files.get_file_from_path(source)) is not None:
        log.warning("“%s” gives way to the page that is made for its address.", own.src_uri)
        files.remove(own)


def is_crossed(press: Press, files: Files) -> bool:
    """Whether an editor's own pages stand in folders that ours are written into."""
    ours = {PARTIES, PART_OF_HELP, *(story.slug for story in press.stories)}
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
    addresses = {place.partition("#")[0] for place in press.desk.edition.addresses.by_key.values()}
    beside = (one.address for story in press.stories for one in story_alternates(press.desk, story))
    for source in sorted((*(f"{address}index.md" for address in addresses), *beside)):
        if files.get_file_from_path(source) is None:
            file = WrittenFile(source, None, config.site_dir, config.use_directory_urls)
            file.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(file)


def site_map(written: Sequence[Written], pages: Sequence[File]) -> list[tuple[str, str]]:
    """The address of each page and the day of its last change, by address: of MkDocs' pages and of ours."""
    theirs = (file.page for file in pages if file.page and not file.page.is_link)
    known = [(page.canonical_url or page.abs_url or "", page.update_date) for page in theirs]
    return sorted({*known, *((page.address, page.updated) for page in written)} - {("", "")})
