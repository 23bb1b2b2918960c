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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from html import escape, unescape
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import Any
from zlib import crc32

from jinja2.utils import htmlsafe_json_dumps

from generator import pagefind
from generator.archive import Archive
from generator.folders import PARTIES
from generator.outputs.search import SearchEntry, text_of
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
PAGES_EACH = 5_000
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

Page = Sequence[SearchEntry]
"""The search's entries of one page: one for its head, others for sections and places."""


class SearchError(Exception):
    """The search cannot be made; the message says why and what to do."""


def choice(setting: str, pages: int, language: str) -> tuple[bool, str]:
    """Whether Pagefind searches a site of so many pages, and what to tell its maintainer, if anything.

    Raises SearchError where it was asked for and is not there.
    """
    if setting == THEME or (setting == AUTO and pages < MANY_PAGES):
        return False, ""
    if setting == AUTO and language.split("-")[0] in NOT_PARTED:
        return False, ""
    if pagefind.program() is not None:
        return True, ""
    if setting == PAGEFIND:
        raise SearchError(f"“search: {PAGEFIND}” needs one package more, {pagefind.NEEDED}. {pagefind.HOW}.")
    return False, (
        f"With {pages} pages the search’s index is large, and the theme fetches all of it with every page. "
        f"Pagefind’s is fetched in small parts. {pagefind.HOW}; “search: {THEME}” leaves it as it is."
    )


def behind_dialog(html: str, best: str) -> str:
    """A page of the theme whose search asks our worker, and fetches no index.

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
    settings["search"] = site + WORKER
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
    return [*map(entry_of, theirs)]


def entry_of(document: Mapping[str, Any]) -> SearchEntry:
    """An entry of the theme's index, whose texts are HTML."""
    title, text = (unescape(text_of(document[part])) for part in ("title", "text"))
    return SearchEntry(document["location"], title, text)


class Cutting:
    """The indexes of what the search is told of pages; those not kept are being made, each by a program.

    The same entries in the same order give the same files, byte for byte. Raises SearchError, and OSError.
    """

    def __init__(self, entries: Iterable[SearchEntry], language: str, folder: Path, kept: Archive) -> None:
        texts, some = shared_out(entries, language)
        self._kept, self._keys = kept, [key_of(pages, language) for pages in texts]
        self._told = {"indexes": len(texts), "common": common_words(some)}
        self._made: list[dict[str, bytes]] = [
            kept.load(name, key) or {} for name, key in zip(KEPT, self._keys, strict=False)
        ]
        self._making: dict[int, Indexing] = {}
        for number, files in enumerate(self._made):
            if not files:
                with told_as_search_error():
                    self._making[number] = Indexing(texts[number], language, folder)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The files of the indexes, once they are made."""
        for number, making in self._making.items():
            with told_as_search_error():
                self._made[number] = making.files()
            self._kept.keep(KEPT[number], self._keys[number], self._made[number])
        first, *others = self._made
        yield from first.items()
        for number, files in enumerate(others, start=1):
            yield from ((f"{number}/{name}", files[name]) for name in files if pagefind.is_read(name))
        yield TOLD, json.dumps(self._told, ensure_ascii=False).encode()

    def stop(self) -> None:
        """Let nothing go on."""
        for making in self._making.values():
            making.stop()


@contextmanager
def told_as_search_error() -> Iterator[None]:
    """What keeps Pagefind from making an index."""
    try:
        yield
    except PagefindError as error:
        raise SearchError(str(error)) from None


def shared_out(entries: Iterable[SearchEntry], language: str) -> tuple[list[dict[str, str]], list[Page]]:
    """What Pagefind is told of each index's pages by their addresses, and some of all pages, evenly spread.

    Entries are gone through twice, and are not held: of many pages they would take much room.
    """
    number = sum(1 for _ in by_page(entries))
    texts: list[dict[str, str]] = [{} for _ in range(min(max(round(number / PAGES_EACH), 1), MOST))]
    some: list[Page] = []
    for place, (address, page) in enumerate(by_page(entries)):
        texts[share_of(address, len(texts))][f"/{address}"] = page_of(page, language)
        if place % ceil(number / SAMPLE) == 0:
            some.append(page)
    return texts, some


def share_of(address: str, shares: int) -> int:
    """The number of the index that a page is in: those of a story are in one."""
    folder, _, inside = address.partition("/")
    whole = address if folder == PARTIES and inside else folder
    return crc32(whole.encode()) % shares


def key_of(texts: Mapping[str, str], language: str) -> bytes:
    """What some pages come to."""
    digest = sha256(json.dumps(language).encode())
    for page in texts.items():
        digest.update(json.dumps(page).encode())
    return digest.digest()


def by_page(entries: Iterable[SearchEntry]) -> Iterator[tuple[str, Page]]:
    """Each page's address and its entries, which stand together."""
    for address, page in groupby(entries, lambda entry: entry.location.partition("#")[0]):
        yield address, [*page]


def page_of(page: Page, language: str) -> str:
    """The words of a page as a page for Pagefind."""
    lines = [f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8"></head><body>']
    for location, title, text in page:
        anchor = location.partition("#")[2]
        name = not anchor and len(WORD.findall(title)) <= NAME_WORDS
        tag = f'h2 id="{escape(anchor)}"' if anchor else "h1 data-pagefind-meta=name" if name else "h1"
        lines.append(f"<{tag}>{escape(title, quote=False)}</{tag[:2]}><div>{escape(text, quote=False)}</div>")
    return "\n".join((*lines, "</body></html>"))


def common_words(some: Sequence[Page]) -> list[str]:
    """Words on more than half of some pages: the index of one can be as large as of all other words."""
    count = Counter[str]()
    for page in some:
        count.update({word for _, *texts in page for text in texts for word in WORD.findall(text.lower())})
    return sorted(word for word, number in count.items() if 2 * number > len(some))
