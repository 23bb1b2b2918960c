"""The search of a big site, made while its pages are put into their places, printed and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from generator import big_search
from generator.archive import Archive
from generator.big_search import Cutting, SearchError
from generator.mkdocs_plugin.circumstances import language
from generator.outputs.search import SearchEntry
from generator.packed import Again, Packed
from generator.site_memory import SiteMemory

Told = Sequence[Packed[list[SearchEntry]]]
"""What the search is told of each part of a site."""


class Searching:
    """Whether Pagefind searches a site, and the indexes that it then makes: it is a program of its own."""

    def __init__(self) -> None:
        self.is_big = False
        self._beside = ThreadPoolExecutor(1)
        self._told: Told = ()
        self._cutting: Cutting | None = None
        self._written: Future[None] | None = None

    def choose(self, setting: str, pages: int, language: str) -> str:
        """Decide by the number of pages; what to tell the site's maintainer, if anything."""
        try:
            self.is_big, told = big_search.choice(setting, pages, language)
        except SearchError as error:
            raise PluginError(str(error)) from None
        return told

    @property
    def folder(self) -> str:
        """The folder of the site that the index is in; empty where there is none."""
        return f"{big_search.FOLDER}/" if self.is_big else ""

    def begin(self, config: MkDocsConfig, told: Told, kept: Archive) -> None:
        """Have the indexes made of all that is told of pages, unless they are being made of just that."""
        if self._cutting and len(told) == len(self._told) and all(map(Packed.says_as, told, self._told)):
            return
        self._told = told
        self._begin(config, Again(lambda: (entry for part in told for entry in part.open())), kept)

    def _begin(self, config: MkDocsConfig, told: Iterable[SearchEntry], kept: Archive) -> None:
        self.stop()
        folder = Path(config.site_dir, big_search.FOLDER)
        folder.mkdir(exist_ok=True)
        with told_plainly():
            self._cutting = Cutting(told, language(config), folder, kept)

    def write(self, site: SiteMemory) -> None:
        """Write the indexes into the site as soon as they are made; nobody waits for that yet."""
        self._written = self._beside.submit(self._write, site)

    def _write(self, site: SiteMemory) -> None:
        """Write the indexes, and take away what is left of older ones."""
        assert self._cutting is not None
        with told_plainly():
            for name, content in self._cutting.files():
                site.put(f"{big_search.FOLDER}/{name}", content)
        site.tidy(f"{big_search.FOLDER}/")

    def finish(
        self, config: MkDocsConfig, told: Iterable[SearchEntry], kept: Archive, site: SiteMemory
    ) -> None:
        """Add what the theme's search has found on an editor's own pages, which are printed now."""
        if not self.is_big:
            return
        try:
            own = big_search.taken_index(Path(config.site_dir))
        except SearchError as error:
            raise PluginError(str(error)) from None
        if own or self._cutting is None:
            self._begin(config, [*told, *own], kept)
            self.write(site)

    def result(self) -> None:
        """The indexes stand in their place. What was wrong with them is raised here."""
        if self._written:
            self._written.result()
            self._cutting = self._written = None

    def stop(self) -> None:
        """Let nothing go on."""
        if self._cutting:
            self._cutting.stop()
        if self._written:
            wait([self._written])
        self._cutting = self._written = None


@contextmanager
def told_plainly() -> Iterator[None]:
    """What keeps the search from being made, as MkDocs tells it."""
    try:
        yield
    except SearchError as error:
        raise PluginError(f"Nothing was published: {error}") from None
