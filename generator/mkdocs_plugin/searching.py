"""The search of a big site, made while its pages are made, put into their places and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain, takewhile
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from generator import big_search
from generator.archive import Archive
from generator.big_search import Cutting, SearchError
from generator.foretelling import Foretelling
from generator.live import FOLDER, SEARCH
from generator.live_search import Told
from generator.mkdocs_plugin.circumstances import language
from generator.outputs.search import SearchEntry, Words, in_folders
from generator.parallel import beside
from generator.site_folder import Stamp, Stamps
from generator.site_memory import SiteMemory

FEW = 7
"""So many stories are made a second time, so that the search hears of them sooner."""
BESIDE = "pagefind"
"""What the folder is called, among what is kept, that indexes are begun in before there is a site."""


class Searching:
    """Whether Pagefind searches a site, and the indexes that it then makes: it is a program of its own."""

    def __init__(self) -> None:
        self.is_big = False
        self.is_answered = False
        """Whether the server that shows pages answers: that is while somebody writes."""
        self.is_begun = False
        """Whether indexes are being made of what is told of pages now."""
        self._pages = 0
        self._telling: Foretelling | None = None
        self._before: Mapping[str, Words] = {}
        """What was told before of the stories that have not changed since."""
        self._written: Callable[[], tuple[Stamps, Exception | None]] | None = None
        """What is known of the index's files, and what kept them from being written."""
        self._site: SiteMemory | None = None

    def foresee(self, config: MkDocsConfig, before: Told, changed: Set[str], kept: Archive) -> None:
        """Have indexes begun of what was told before, while nothing is read yet.

        It is told in the order of the parts, up to the first of the stories that have changed since. Where
        nothing can be begun so soon, everything is in its turn.
        """
        self.stop()
        folder = kept.place(BESIDE)
        if folder is None or not before.pages or not changed:
            return
        with suppress(OSError, SearchError):
            folder.mkdir(exist_ok=True)
            self._telling = Foretelling(
                partial(Cutting, before.pages, language(config), folder, kept), changed
            )
            for part in takewhile(lambda part: part not in changed, before.found):
                self._telling.foretell(before.found[part])
            self._before = {part: words for part, words in before.found.items() if part not in changed}
            return
        self.stop()

    def foretell_stories(self, stories: Sequence[str], made: Callable[[str], Words]) -> None:
        """Go on with all stories, in their order: few are `made`, the others are as they were before."""
        if self._telling is not None and sum(story not in self._before for story in stories) <= FEW:
            before = self._before
            likely = (before[story] if story in before else made(story) for story in stories)
            with told_plainly():
                self._telling.foretell_all(chain(likely, [None]))

    def choose(self, setting: str, pages: int, language: str) -> str:
        """Decide by the number of pages; what to tell the site's maintainer, if anything."""
        self._pages = pages
        try:
            self.is_big, told = big_search.choice(setting, pages, language)
        except SearchError as error:
            raise PluginError(str(error)) from None
        if not self.is_big:
            self.stop()
        return told

    def dialog(self, best: str) -> Callable[[str], str]:
        """What makes a page of the theme one whose search asks whom it is to ask.

        `best` says how many results there are, with # for the number. Where the page is not as the theme
        prints it a build fails; who writes has the theme's search.
        """
        if self.is_big:
            return partial(big_search.behind_dialog, best=best)
        return partial(asking_server, best=best) if self.is_answered else str

    @property
    def pages(self) -> int:
        """How many pages indexes are made for; none where they are not."""
        return self._pages if self.is_big else 0

    @property
    def folder(self) -> str:
        """The folder of the site that the index is in; empty where there is none."""
        return f"{big_search.FOLDER}/" if self.is_big else ""

    def begin(self, config: MkDocsConfig, kept: Archive) -> None:
        """Have the indexes made of what will be told of pages."""
        folder = Path(config.site_dir, big_search.FOLDER)
        folder.mkdir(exist_ok=True)
        afresh = partial(Cutting, self._pages, language(config), folder, kept)
        if self._telling is None or not self._telling.is_like(afresh()):
            self.stop()
            self._telling = Foretelling(afresh)
        self.is_begun = True

    def foretell(self, likely: Iterable[Words | None]) -> None:
        """What will most likely be told of all parts, up to None where it is not known."""
        assert self._telling is not None
        with told_plainly():
            self._telling.foretell_all(likely)

    def tell(self, words: Words) -> None:
        """What stands on the pages of the next part."""
        assert self._telling is not None
        with told_plainly():
            self._telling.tell(words)

    def write(self, site: SiteMemory) -> None:
        """That was all: a helper writes the indexes as soon as they are made; nobody waits for that yet."""
        assert self._telling is not None
        with told_plainly():
            self._telling.end()
        self._site = site
        (self._written,) = beside(partial(written, self._telling, site))

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
        if own or not self.is_begun:
            self.stop()
            self.begin(config, kept)
            for words in in_folders(chain(told, own)):
                self.tell(words)
            self.write(site)

    def result(self) -> None:
        """The indexes stand in their place. What was wrong with them is raised here."""
        if self._written and self._site:
            stamps, error = self._written()
            self._written = None
            self.stop()
            with told_plainly():
                if error:
                    raise error
            self._site.add(stamps)

    def stop(self) -> None:
        """Let nothing go on."""
        if self._telling:
            self._telling.stop()
        if self._written:
            # Its helper has nobody to listen to any more.
            self._written()
        self._telling = self._written = None
        self.is_begun = False


def written(telling: Foretelling, site: SiteMemory) -> tuple[Stamps, Exception | None]:
    """Write the indexes, and take away what is left of older ones."""
    stamps: dict[str, Stamp] = {}
    try:
        for name, content in telling.files():
            stamps |= site.put(f"{big_search.FOLDER}/{name}", content)
        site.tidy(f"{big_search.FOLDER}/")
    except (SearchError, OSError) as error:
        return {}, error
    return stamps, None


def asking_server(html: str, best: str) -> str:
    """A page whose search asks the server that shows it, if that can be."""
    try:
        return big_search.behind_dialog(html, best, f"{FOLDER}{SEARCH}")
    except SearchError:
        return html


@contextmanager
def told_plainly() -> Iterator[None]:
    """What keeps the search from being made, as MkDocs tells it."""
    try:
        yield
    except SearchError as error:
        raise PluginError(f"Nothing was published: {error}") from None
