"""The search of a big site, made while its pages are put into their places, printed and checked."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from generator import big_search
from generator.archive import Archive
from generator.mkdocs_plugin.circumstances import language
from generator.outputs.search import SearchEntry
from generator.site_memory import SiteMemory


class Searching:
    """Whether Pagefind searches a site, and the index that it then makes: it is a program of its own."""

    def __init__(self) -> None:
        self.is_big = False
        self._beside = ThreadPoolExecutor(1)
        self._index: Future[None] | None = None

    def choose(self, setting: str, pages: int, language: str) -> str:
        """Decide by the number of pages; what to tell the site's maintainer, if anything."""
        try:
            self.is_big, told = big_search.choice(setting, pages, language)
        except big_search.SearchError as error:
            raise PluginError(str(error)) from None
        return told

    @property
    def folder(self) -> str:
        """The folder of the site that the index is in; empty where there is none."""
        return f"{big_search.FOLDER}/" if self.is_big else ""

    def begin(
        self, config: MkDocsConfig, told: Iterable[SearchEntry], kept: Archive, site: SiteMemory
    ) -> None:
        """Begin to make the index of all that is told of pages; where it is made already, once more."""
        self.wait()
        self._index = self._beside.submit(cut_index, config, told, kept, site)

    def finish(
        self, config: MkDocsConfig, told: Iterable[SearchEntry], kept: Archive, site: SiteMemory
    ) -> None:
        """Add what the theme's search has found on an editor's own pages, which are printed now."""
        if not self.is_big:
            return
        try:
            own = big_search.taken_index(Path(config.site_dir))
        except big_search.SearchError as error:
            raise PluginError(str(error)) from None
        if own or self._index is None:
            self.begin(config, [*told, *own], kept, site)

    def result(self) -> None:
        """The index stands in its place. What was wrong with it is raised here."""
        if self._index:
            self._index.result()
            self._index = None

    def wait(self) -> None:
        """Let nothing go on."""
        if self._index:
            wait([self._index])
            self._index = None


def cut_index(config: MkDocsConfig, told: Iterable[SearchEntry], kept: Archive, site: SiteMemory) -> None:
    """Make the index, and take away what is left of an older one."""
    try:
        big_search.cut_index(site.folder.folder, language(config), told, kept, site.put)
    except big_search.SearchError as error:
        raise PluginError(f"Nothing was published: {error}") from None
    site.tidy(f"{big_search.FOLDER}/")
