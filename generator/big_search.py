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

from generator import pagefind
from generator.archive import Archive
from generator.folders import PARTIES
from generator.outputs.search import Page, SearchEntry, by_page, of_theme
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
SAMPLE = 1000
"""Pages that are looked at for common words, evenly spread: what is on half of them is on half of all."""


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
        number = min(max(round(pages / PAGES_EACH), 1), MOST)
        self._language, self._common = language, CommonWords(pages)
        self._shares = [Share(name, language, folder, kept) for name in KEPT[:number]]
        self.is_like = number, self._common.every, language
        """What its files hang on beside pages."""

    def expect(self, address: str) -> None:
        """The page at an address will not be as it was: its index is begun without waiting for all pages."""
        self._share_of(address).is_new = True

    def tell(self, entries: Iterable[SearchEntry]) -> None:
        """More pages, those of a page together."""
        for address, page in by_page(entries):
            self._share_of(address).take(f"/{address}", page_of(page, self._language))
            self._common.look_at(page)
        with told_as_search_error():
            for share in self._shares:
                share.go_on()

    def end(self) -> None:
        """These were all pages."""
        with told_as_search_error():
            for share in self._shares:
                share.end()

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The files of the indexes, once they are made: first those that are there already."""
        for number, share in sorted(enumerate(self._shares), key=lambda one: one[1].is_new):
            with told_as_search_error():
                files = share.files()
            if number == 0:
                yield from files.items()
            else:
                yield from ((f"{number}/{name}", files[name]) for name in files if pagefind.is_read(name))
        told = {"indexes": len(self._shares), "common": self._common.words}
        yield TOLD, json.dumps(told, ensure_ascii=False).encode()

    def stop(self) -> None:
        """Let nothing go on."""
        for share in self._shares:
            share.stop()

    def _share_of(self, address: str) -> Share:
        """The index that a page is in: those of a story are in one."""
        folder, _, inside = address.partition("/")
        whole = address if folder == PARTIES and inside else folder
        return self._shares[crc32(whole.encode()) % len(self._shares)]


class Share:
    """One index. While it may be as it was kept, what it is told of pages waits.

    `is_new` says that it will be another one.
    """

    def __init__(self, name: str, language: str, folder: Path, kept: Archive) -> None:
        self._name, self._language, self._folder, self._kept = name, language, folder, kept
        self.is_new = not kept.has(name)
        self._key = sha256(json.dumps(language).encode())
        self._waiting: list[tuple[str, str]] = []
        self._files: dict[str, bytes] = {}
        self._making: Indexing | None = None

    def take(self, address: str, page: str) -> None:
        """One more page."""
        self._key.update(f"{len(address)} {len(page)} {address}{page}".encode("utf-8", "surrogatepass"))
        self._waiting.append((address, page))

    def go_on(self) -> None:
        """Have its program work on what it was not told yet."""
        if self.is_new:
            self._making = self._making or Indexing(self._language, self._folder)
            self._making.tell(self._waiting)
            self._waiting = []

    def end(self) -> None:
        """There are no more pages."""
        self._files = self._kept.load(self._name, self._key.digest()) or {}
        if self._files:
            self.stop()
            return
        self.is_new = True
        self.go_on()
        assert self._making is not None
        self._making.end()

    def files(self) -> dict[str, bytes]:
        """Its files, once they are made; they are kept."""
        if self._making:
            self._files = self._making.files()
            self._kept.keep(self._name, self._key.digest(), self._files)
        return self._files

    def stop(self) -> None:
        """Let its program not work on, and nothing wait for it."""
        self._waiting = []
        if self._making:
            self._making.stop()
            self._making = None


class CommonWords:
    """Words on more than half of all pages: the index of one can be as large as of all other words.

    Of about so many pages some are looked at, evenly spread.
    """

    def __init__(self, pages: int) -> None:
        self.every, self._passed, self._looked_at = max(ceil(pages / SAMPLE), 1), 0, 0
        self._count = Counter[str]()

    def look_at(self, page: Page) -> None:
        """One more page, if it is its turn."""
        if self._passed % self.every == 0:
            self._looked_at += 1
            self._count.update(
                {word for _, *texts in page for text in texts for word in WORD.findall(text.lower())}
            )
        self._passed += 1

    @property
    def words(self) -> list[str]:
        """Those on most of the pages so far."""
        return sorted(word for word, number in self._count.items() if 2 * number > self._looked_at)


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
