"""A search for many pages: readers fetch those parts of its index that their words are in, once they type.

The theme's search fetches the index of all pages with each page. Its dialog stays as it is, with its keys and
its look; behind it our worker (`templates/assets/explainers-search.js`) answers from an index that Pagefind
made. The theme's own index then holds an editor's own pages alone, and is not published. This leans on three
things of Material which it does not promise: where a page names the worker, the name of the search's form,
and what is said to a worker. Where the first two are gone the build says so; `search: theme` does without.

A very large site has several indexes, which the worker asks at once. The pages of a story are all in one, so
that an edit leaves the others as they were kept: Pagefind makes an index whole or not at all.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from html import escape
from math import ceil
from pathlib import Path
from zlib import crc32

from jinja2.utils import htmlsafe_json_dumps
from msgspec import Struct, field

from generator import pagefind
from generator.archive import Archive
from generator.outputs.search import Page, SearchEntry, Words, by_page, folder_of, in_folders, of_theme
from generator.pagefind import Indexing, PagefindError

AUTO, THEME, PAGEFIND = CHOICES = ("auto", "theme", "pagefind")
"""What a site can say: Pagefind where it is worth it, never, or always."""
MANY_PAGES = 300
"""From so many pages on Pagefind is worth it. The theme's index has about 1 kB a page, a fifth of it as hosts
compress it: here some 60 kB with every page. Pagefind's takes some 150 kB, once somebody looks for a word."""
NOT_PARTED = frozenset({"ja", "th", "zh"})
"""Languages that write without spaces: the theme finds their words, a Pagefind of this size does not."""

FOLDER = "search"
INDEX = f"{FOLDER}/search_index.json"
"""What the theme's search plugin wrote."""
TOLD = "explainers.json"
"""What the worker is told: how many indexes there are, and the words that tell no page from another."""
WORKER = "assets/explainers-search.js"
PAGES_EACH = 2_500
"""About so many pages are in an index. With more indexes an edit is quicker, but a word is more to fetch."""
MOST = 8
"""The most indexes."""
KEPT = tuple(f"search.{number}" for number in range(MOST))
"""What they are called in the archive."""

SETTINGS = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)', re.DOTALL)
FORM = re.compile(r'(<form class="md-search__form") name="search"')
WORD = re.compile(r"\w+")
NAME_WORDS = 4
"""A title of so few words is a name. A page that is called what somebody looks for comes first."""
SAMPLE = 250
"""About so many pages are looked at for common words, evenly spread: they stand for all."""


class SearchError(Exception):
    """The search cannot be made; the message says why and what to do."""


def is_worth_it(setting: str, pages: int, language: str) -> bool:
    """Whether another search than the theme's is to answer on a site of so many pages."""
    if setting == AUTO:
        return pages >= MANY_PAGES and language.split("-")[0] not in NOT_PARTED
    return setting == PAGEFIND


def choice(setting: str, pages: int, language: str) -> tuple[bool, str]:
    """Whether Pagefind searches a site of so many pages, and what to tell its maintainer, if anything.

    Raises SearchError where it was asked for and is not there.
    """
    if not is_worth_it(setting, pages, language):
        return False, ""
    if pagefind.program() is not None:
        return True, ""
    if setting == PAGEFIND:
        raise SearchError(f"“search: {PAGEFIND}” needs one package more, {pagefind.NEEDED}. {pagefind.HOW}.")
    return False, (
        f"With {pages} pages the search’s index is large, and the theme fetches all of it with every page. "
        f"Pagefind’s is fetched in small parts. {pagefind.HOW}; “search: {THEME}” leaves it as it is."
    )


def behind_dialog(html: str, best: str, worker: str = WORKER) -> str:
    """A page of the theme whose search asks a worker of ours, and fetches no index.

    `best` says how many results there are, with # for the number: not all that there are, only the best.
    Raises SearchError where the page is not as the theme prints it.
    """
    found = SETTINGS.search(html)
    settings = json.loads(found[2]) if found else {}
    site, theirs, _ = str(settings.get("search", "")).partition("assets/javascripts/")
    html, forms = FORM.subn(r"\1", html)
    if not found or not theirs or not forms:
        raise SearchError(
            "The theme’s search is not where it was, so that Pagefind cannot stand behind its dialog. "
            f"In mkdocs.yml, below “explainers:”, “search: {THEME}” leaves the search to the theme."
        )
    settings["search"] = site + worker
    settings["translations"]["search.result.other"] = best
    return SETTINGS.sub(lambda match: f"{match[1]}{htmlsafe_json_dumps(settings)}{match[3]}", html, count=1)


def taken_index(site: Path) -> list[SearchEntry]:
    """What stands in the theme's index of a finished site, with the editor's own pages, and it is gone.

    Raises SearchError, and OSError.
    """
    index = site / INDEX
    if not index.is_file():
        raise SearchError(
            "The theme’s search has made no index. In mkdocs.yml, “search” has to stand among the plugins, "
            "before “explainers”."
        )
    theirs = json.loads(index.read_bytes())["docs"]
    index.unlink()
    return [*map(of_theme, theirs)]


class Cutting:
    """The indexes of a site of about so many pages, each made by a program while it is told of the pages.

    The same entries in the same order give the same files, byte for byte. Raises SearchError, and OSError.
    """

    def __init__(self, pages: int, language: str, folder: Path, kept: Archive) -> None:
        number, every = min(max(round(pages / PAGES_EACH), 1), MOST), max(ceil(pages / SAMPLE), 1)
        self._shares = [Share((place, number), every, language, folder, kept) for place in range(number)]
        self.is_like = number, every, language
        """What its files hang on beside pages."""

    def expect(self, address: str) -> None:
        """The page at an address will not be as it was: its index is begun without waiting for all pages."""
        for share in self._shares:
            share.is_new |= share.has(folder_of(address))

    def tell(self, words: Words) -> None:
        """More pages, those of a page together."""
        # What stands in several folders may be in several indexes, which need not hear of others' pages.
        parts = (words,) if len(words.folders) == 1 else in_folders(words.open())
        with told_as_search_error():
            for part in parts:
                for share in self._shares:
                    if share.has(*part.folders):
                        share.take(part)

    def end(self) -> None:
        """These were all pages."""
        with told_as_search_error():
            for share in self._shares:
                share.end()

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The files of the indexes, once they are made: first those that are there already."""
        shares = [share for share in self._shares if share.has_pages]
        for number, share in sorted(enumerate(shares), key=lambda one: one[1].is_new):
            with told_as_search_error():
                files = share.files()
            if number == 0:
                yield from files.items()
            else:
                yield from ((f"{number}/{name}", files[name]) for name in files if pagefind.is_read(name))
        told = {"indexes": len(shares), "common": common_words(share.looked_at for share in shares)}
        yield TOLD, json.dumps(told, ensure_ascii=False).encode()

    def stop(self) -> None:
        """Let nothing go on."""
        for share in self._shares:
            share.stop()


class Share:
    """One index: at its `place`, in so many. While it may be as it was kept, what it is told waits.

    `is_new` says that it will be another one. Of its pages each so many is `looked_at` for common words.
    """

    def __init__(
        self, place: tuple[int, int], every: int, language: str, folder: Path, kept: Archive
    ) -> None:
        self._place, self._language, self._folder, self._kept = place, language, folder, kept
        self._name = KEPT[place[0]]
        self.is_new = not kept.has(self._name)
        self.has_pages = False
        self._key = sha256(json.dumps([language, place, every]).encode())
        self.looked_at = LookedAt(every)
        self._waiting: list[Words] = []
        self._files: dict[str, bytes] = {}
        self._making: Indexing | None = None

    def has(self, folder: str) -> bool:
        """Whether the pages of a story or a party are in this index: those of one are all in one."""
        place, number = self._place
        return crc32(folder.encode()) % number == place

    def take(self, words: Words) -> None:
        """More pages."""
        self.has_pages = True
        self._key.update(words.digest)
        self._waiting.append(words)
        if self.is_new:
            self._go_on()

    def _go_on(self) -> None:
        """Have its program work on what it was not told yet."""
        self._making = self._making or Indexing(self._language, self._folder)
        for words in self._waiting:
            pages = [*by_page(words.open())]
            for _, page in pages:
                self.looked_at.pass_by(page)
            self._making.tell((f"/{at}", page_of(page, self._language)) for at, page in pages)
        self._waiting = []

    def end(self) -> None:
        """There are no more pages."""
        if not self.has_pages:
            return
        self._files, self.looked_at = self._kept.load(self._name, self._key.digest()) or ({}, self.looked_at)
        if self._files:
            self.stop()
            return
        self.is_new = True
        self._go_on()
        assert self._making is not None
        self._making.end()

    def files(self) -> dict[str, bytes]:
        """Its files, once they are made; they are kept."""
        if self._making:
            self._files = self._making.files()
            self._kept.keep(self._name, self._key.digest(), (self._files, self.looked_at))
        return self._files

    def stop(self) -> None:
        """Let its program not work on, and nothing wait for it."""
        self._waiting = []
        if self._making:
            self._making.stop()
            self._making = None


class LookedAt(Struct):
    """On how many pages each word stands, of those that were looked at: each so many of those passed by."""

    every: int
    passed: int = 0
    pages: int = 0
    words: Counter[str] = field(default_factory=Counter)

    def pass_by(self, page: Page) -> None:
        """One more page."""
        if self.passed % self.every == 0:
            self.pages += 1
            self.words.update(
                {word for _, *texts in page for text in texts for word in WORD.findall(text.lower())}
            )
        self.passed += 1


def common_words(looked_at: Iterable[LookedAt]) -> list[str]:
    """Words on more than half of all pages: the index of one can be as large as of all other words."""
    pages, count = 0, Counter[str]()
    for one in looked_at:
        pages += one.pages
        count.update(one.words)
    return sorted(word for word, number in count.items() if 2 * number > pages)


@contextmanager
def told_as_search_error() -> Iterator[None]:
    """What keeps Pagefind from making an index."""
    try:
        yield
    except PagefindError as error:
        raise SearchError(str(error)) from None


def page_of(page: Page, language: str) -> str:
    """The words of a page as a page for Pagefind."""
    lines = [f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8"></head><body>']
    for location, title, text in page:
        anchor = location.partition("#")[2]
        name = not anchor and len(WORD.findall(title)) <= NAME_WORDS
        tag = f'h2 id="{escape(anchor)}"' if anchor else "h1 data-pagefind-meta=name" if name else "h1"
        lines.append(f"<{tag}>{escape(title, quote=False)}</{tag[:2]}><div>{escape(text, quote=False)}</div>")
    return "\n".join((*lines, "</body></html>"))
