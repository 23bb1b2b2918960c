"""A search for many pages: readers fetch those parts of its index that their words are in, once they type.

The theme's search fetches the index of all pages with each page. Its dialog stays as it is, with its keys and
its look; behind it our worker (`templates/assets/explainers-search.js`) answers from an index that Pagefind
made. The theme's own index then holds an editor's own pages alone, and is not published. This leans on three
things of Material which it does not promise: where a page names the worker, the name of the search's form,
and what is said to a worker. Where the first two are gone the build says so; `search: theme` does without.
Pagefind is a program that is run and spoken to, as its packages for Python and Node do it: nothing of it is
imported, and no page is written into a file for it.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import re
import subprocess
from base64 import b64decode, b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape, unescape
from math import ceil
from pathlib import Path, PurePosixPath
from typing import IO, Any

from jinja2.utils import htmlsafe_json_dumps

from generator.outputs.search import SearchEntry, text_of

AUTO, THEME, PAGEFIND = CHOICES = ("auto", "theme", "pagefind")
"""What a site can say: Pagefind where it is worth it, never, or always."""
MANY_PAGES = 300
"""From so many pages on Pagefind is worth it. The theme's index has about 1 kB a page, a fifth of it as hosts
compress it: here some 60 kB with every page. Pagefind's takes some 150 kB, once somebody looks for a word."""
NOT_PARTED = frozenset({"ja", "th", "zh"})
"""Languages that write without spaces: the theme finds their words, a Pagefind of this size does not."""
NEEDED = "pagefind_bin"
HOW = f"Run: make search (or, outside this project’s own folder: pip install {NEEDED})"

FOLDER = "search"
INDEX = f"{FOLDER}/search_index.json"
"""What the theme's search plugin wrote."""
COMMON = "common.json"
"""Words that tell no page from another. The worker knows it by this name, too."""
WORKER = "assets/explainers-search.js"
ENTRY = "pagefind-entry.json"
FILES = frozenset({"pagefind.js", ENTRY})
SUFFIXES = frozenset({".pf_meta", ".pf_fragment", ".pf_index"})
"""What of Pagefind's files is needed here. It brings dialogs of its own as well."""

SETTINGS = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)', re.DOTALL)
FORM = re.compile(r'(<form class="md-search__form") name="search"')
WORD = re.compile(r"\w+")
NAME_WORDS = 4
"""A title of so few words is a name. A page that is called what somebody looks for comes first."""
SAMPLE = 1000
"""Pages that are looked at for common words, evenly spread: what is on half of them is on half of all."""

LISTENED = 1 << 20
"""Bytes that are heard at once."""

Pages = Mapping[str, Sequence[SearchEntry]]
"""The search's entries by the address of their page: one for its head, others for sections and places."""


class SearchError(Exception):
    """The search cannot be made; the message says why and what to do."""


def program() -> Path | None:
    """Pagefind, where it is installed."""
    if importlib.util.find_spec(NEEDED) is None:
        return None
    try:
        return Path(importlib.import_module(NEEDED).get_executable())
    except OSError:
        return None


def choice(setting: str, pages: int, language: str) -> tuple[bool, str]:
    """Whether Pagefind searches a site of so many pages, and what to tell its maintainer, if anything.

    Raises SearchError where it was asked for and is not there.
    """
    if setting == THEME or (setting == AUTO and pages < MANY_PAGES):
        return False, ""
    if setting == AUTO and language.split("-")[0] in NOT_PARTED:
        return False, ""
    if program() is not None:
        return True, ""
    if setting == PAGEFIND:
        raise SearchError(f"“search: {PAGEFIND}” needs one package more, {NEEDED}. {HOW}.")
    return False, (
        f"With {pages} pages the search’s index is large, and the theme fetches all of it with every page. "
        f"Pagefind’s is fetched in small parts. {HOW}; “search: {THEME}” leaves it as it is."
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


def cut_index(site: Path, language: str, entries: Iterable[SearchEntry]) -> None:
    """Give a finished site an index in small parts. Raises SearchError, and OSError.

    `entries` are told to Pagefind alone; the theme's index, with the editor's own pages, makes way for it.
    """
    index = site / INDEX
    if not index.is_file():
        raise SearchError(
            "The theme’s search has made no index. In mkdocs.yml, “search” has to stand among the plugins, "
            "before “explainers”."
        )
    theirs = json.loads(index.read_bytes())["docs"]
    write_index((*entries, *map(entry_of, theirs)), language, site / FOLDER)
    index.unlink()


def entry_of(document: Mapping[str, Any]) -> SearchEntry:
    """An entry of the theme's index, whose texts are HTML."""
    title, text = (unescape(text_of(document[part])) for part in ("title", "text"))
    return SearchEntry(document["location"], title, text)


def write_index(entries: Iterable[SearchEntry], language: str, folder: Path) -> None:
    """Make the index of some entries and write its files into a folder. Raises SearchError, and OSError.

    The same entries in the same order give the same files, byte for byte.
    """
    pages = by_page(entries)
    texts = {f"/{address}": page_of(parts, language) for address, parts in pages.items()}
    files = files_of(texts, language, folder)
    for name in ("fragment", "index"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name, content in needed(files):
        (folder / name).write_bytes(content)
    (folder / COMMON).write_text(json.dumps(common_words(pages), ensure_ascii=False), "utf-8")


def by_page(entries: Iterable[SearchEntry]) -> Pages:
    """Entries, together where they are of one page."""
    pages = defaultdict[str, list[SearchEntry]](list)
    for entry in entries:
        pages[entry.location.partition("#")[0]].append(entry)
    return pages


def page_of(parts: Sequence[SearchEntry], language: str) -> str:
    """The words of a page as a page for Pagefind."""
    lines = [f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8"></head><body>']
    for location, title, text in parts:
        anchor = location.partition("#")[2]
        name = not anchor and len(WORD.findall(title)) <= NAME_WORDS
        tag = f'h2 id="{escape(anchor)}"' if anchor else "h1 data-pagefind-meta=name" if name else "h1"
        lines.append(f"<{tag}>{escape(title, quote=False)}</{tag[:2]}><div>{escape(text, quote=False)}</div>")
    return "\n".join((*lines, "</body></html>"))


def files_of(pages: Mapping[str, str], language: str, folder: Path) -> dict[str, bytes]:
    """The files that Pagefind makes of pages by their address."""
    requests: list[dict[str, Any]] = [{"type": "NewIndex", "config": {"force_language": language}}]
    requests += ({"type": "AddFile", "index_id": 0, "url": url, "file_contents": pages[url]} for url in pages)
    requests.append({"type": "GetFiles", "index_id": 0})
    try:
        *_, answer = asked(requests, folder)
    except BrokenPipeError:
        raise SearchError("Pagefind made no index: it ended too soon.") from None
    return {file["path"]: b64decode(file["content"]) for file in answer["files"]}


def asked(requests: Sequence[Mapping[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Pagefind's answers to requests. It would take settings from the folder that it runs in.

    Raises SearchError where it refuses one, and BrokenPipeError where it does not live to answer all.
    """
    found = program()
    if found is None:
        raise SearchError(f"Pagefind is gone. {HOW}.")
    # It would take orders from the environment, too.
    calm = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    with subprocess.Popen(  # noqa: S603
        [found, "--service"], cwd=folder, env=calm, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        # It reads on while it works and keeps its answers, so that all can be said before any is heard.
        running.stdin.write(b"".join(map(message, enumerate(requests))))
        running.stdin.flush()
        answers = [json.loads(b64decode(one))["payload"] for one in heard(running.stdout, len(requests))]
    for answer in answers:
        if answer["type"] == "Error":
            raise SearchError(f"Pagefind made no index: {answer['message']}")
    return answers


def message(numbered: tuple[int, Mapping[str, Any]]) -> bytes:
    """A request as Pagefind reads it."""
    number, payload = numbered
    return b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b","


def heard(stream: IO[bytes], number: int) -> list[bytes]:
    """So many answers from a stream: a comma ends each."""
    parts: list[bytes] = []
    while number > 0:
        if not (part := os.read(stream.fileno(), LISTENED)):
            raise BrokenPipeError
        parts.append(part)
        number -= part.count(b",")
    return b"".join(parts).split(b",")[:-1]


def needed(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files that our worker asks for, of those that Pagefind makes."""
    names = FILES | {words_file(files[ENTRY])}
    return (one for one in files.items() if one[0] in names or PurePosixPath(one[0]).suffix in SUFFIXES)


def words_file(entry: bytes) -> str:
    """The one file, of those that part words and find their stems, that an index was made with."""
    (one,) = json.loads(entry)["languages"].values()
    return f"wasm.{one['wasm'] or 'unknown'}.pagefind"


def common_words(pages: Pages) -> list[str]:
    """Words on more than half of the pages: the index of one can be as large as of all other words."""
    some = list(pages.values())[:: ceil(len(pages) / SAMPLE) or 1]
    count = Counter[str]()
    for parts in some:
        count.update({word for _, *texts in parts for text in texts for word in WORD.findall(text.lower())})
    return sorted(word for word, number in count.items() if 2 * number > len(some))
