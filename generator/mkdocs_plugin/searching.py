"""The search of a big site, made while its pages are made, put into their places and checked."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from generator import big_search
from generator.archive import Archive
from generator.big_search import Cutting, SearchError
from generator.mkdocs_plugin.circumstances import language
from generator.outputs.search import SearchEntry
from generator.packed import Packed
from generator.site_memory import SiteMemory

Told = Packed[list[SearchEntry]]
"""What the search is told of a part of a site."""


class Searching:
    """Whether Pagefind searches a site, and the indexes that it then makes: it is a program of its own."""

    def __init__(self) -> None:
        self.is_big = False
        self._afresh: Callable[[], Cutting]
        self._beside = ThreadPoolExecutor(1)
        self._pages = 0
        self._cutting: Cutting | None = None
        self._right: list[Told] = []
        """What the indexes were told, and what is right of it."""
        self._foretold: deque[Told] | None = None
        """What they were told beside that, and may be right."""
        self._written: Future[None] | None = None

    def choose(self, setting: str, pages: int, language: str) -> str:
        """Decide by the number of pages; what to tell the site's maintainer, if anything."""
        self._pages = pages
        try:
            self.is_big, told = big_search.choice(setting, pages, language)
        except SearchError as error:
            raise PluginError(str(error)) from None
        return told

    @property
    def is_begun(self) -> bool:
        """Whether indexes are being made."""
        return self._cutting is not None

    @property
    def folder(self) -> str:
        """The folder of the site that the index is in; empty where there is none."""
        return f"{big_search.FOLDER}/" if self.is_big else ""

    def begin(self, config: MkDocsConfig, kept: Archive) -> None:
        """Have the indexes made of what will be told of pages."""
        self.stop()
        folder = Path(config.site_dir, big_search.FOLDER)
        folder.mkdir(exist_ok=True)
        self._afresh = partial(Cutting, self._pages, language(config), folder, kept)
        self._cutting, self._foretold, self._right = self._afresh(), None, []

    def foretell(self, changed: Iterable[str], told: Iterable[Told]) -> None:
        """Tell what will most likely be told of all parts, of which these have changed."""
        assert self._cutting is not None
        self._foretold = deque()
        with told_plainly():
            for part in changed:
                self._cutting.expect(f"{part}/")
            for one in told:
                self._foretold.append(one)
                self._cutting.tell(one.open())
            self._cutting.end()

    def tell(self, part: Told) -> None:
        """What is told of the next part of the site. Unless it was foretold, all that was is forgotten."""
        if self._foretold is not None:
            if self._foretold and part.says_as(self._foretold[0]):
                self._right.append(self._foretold.popleft())
                return
            self._forget()
        self._say(part)

    def _say(self, part: Told) -> None:
        """Tell it to the indexes."""
        assert self._cutting is not None
        self._right.append(part)
        with told_plainly():
            self._cutting.tell(part.open())

    def _forget(self) -> None:
        """Begin again with what was right."""
        assert self._cutting is not None
        self._cutting.stop()
        self._cutting, self._foretold, right, self._right = self._afresh(), None, self._right, []
        for one in right:
            self._say(one)

    def write(self, site: SiteMemory) -> None:
        """That was all: the indexes are written as soon as they are made; nobody waits for that yet."""
        if self._foretold:
            self._forget()
        if self._foretold is None:
            assert self._cutting is not None
            with told_plainly():
                self._cutting.end()
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
            self.begin(config, kept)
            self._say(Packed([*told, *own]))
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
