"""A search for many pages: readers fetch those parts of its index that their words are in, once they type.

The theme's search fetches the index of all pages with each page. Its dialog stays as it is, with its keys and
its look; behind it our worker (`templates/assets/explainers-search.js`) answers from an index that Pagefind
made of the theme's own, which is not published then. This leans on three things of Material which it does not
promise: where a page names the worker, the name of the search's form, and what is said to a worker. Where the
first two are gone the build says so; `search: theme` does without them. Pagefind is a program that is run:
nothing of it is imported.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import escape, unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

from jinja2.utils import htmlsafe_json_dumps

AUTO, THEME, PAGEFIND = CHOICES = ("auto", "theme", "pagefind")
"""What a site can say: Pagefind where it is worth it, never, or always."""
MANY_PAGES = 300
"""From so many pages on Pagefind is worth it. The theme's index has some 5 kB a page, half a kB as hosts
compress it: here as much with every page as Pagefind's takes once, with the first word that is looked for."""
NOT_PARTED = frozenset({"ja", "th", "zh"})
"""Languages that write without spaces: the theme finds their words, a Pagefind of this size does not."""
NEEDED = "pagefind_bin"
HOW = f"Run: make search (or, outside this project’s own folder: pip install {NEEDED})"

FOLDER = "search"
INDEX = f"{FOLDER}/search_index.json"
"""What the theme's search plugin wrote."""
COMMON = f"{FOLDER}/common.json"
"""Words that tell no page from another. The worker knows it by this name, too."""
WORKER = "assets/explainers-search.js"
FILES = ("pagefind.js", "pagefind-entry.json", "*.pf_meta", "fragment", "index")
"""What of Pagefind's output is needed here. It brings dialogs of its own as well."""

SETTINGS = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)', re.DOTALL)
FORM = re.compile(r'(<form class="md-search__form") name="search"')
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"\w+")
NAME_WORDS = 4
"""A title of so few words is a name. A page that is called what somebody looks for comes first."""

Entries = Mapping[str, Sequence[Mapping[str, Any]]]
"""The search's entries by the address of their page: one for its head, and one for each section."""


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


def cut_index(site: Path, language: str) -> None:
    """Replace the index of a finished site by one in small parts. Raises SearchError, and OSError.

    One index gives the same files, byte for byte: Pagefind is given a page's words under the page's address.
    """
    index = site / INDEX
    if not index.is_file():
        raise SearchError(
            "The theme’s search has made no index. In mkdocs.yml, “search” has to stand among the plugins, "
            "before “explainers”."
        )
    entries = by_page(json.loads(index.read_bytes())["docs"])
    with TemporaryDirectory(prefix=".pages-", dir=site / FOLDER) as kept:
        pages, made = Path(kept, "pages"), Path(kept, "made")
        for address, parts in entries.items():
            path = pages / unquote(address) / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page_of(parts, language), "utf-8")
        run_pagefind(pages, made, language)
        for pattern in (*FILES, words_file(made)):
            for path in made.glob(pattern):
                shutil.move(path, site / FOLDER / path.name)
    (site / COMMON).write_text(json.dumps(common_words(entries), ensure_ascii=False), "utf-8")
    index.unlink()


def by_page(entries: Iterable[Mapping[str, Any]]) -> Entries:
    """Entries of the index, together where they are of one page."""
    pages = defaultdict[str, list[Mapping[str, Any]]](list)
    for entry in entries:
        pages[entry["location"].partition("#")[0]].append(entry)
    return pages


def page_of(parts: Sequence[Mapping[str, Any]], language: str) -> str:
    """The words of a page as a page for Pagefind: titles and texts are HTML already."""
    lines = [f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8"></head><body>']
    for part in parts:
        anchor = part["location"].partition("#")[2]
        name = not anchor and len(WORD.findall(words_of(part["title"]))) <= NAME_WORDS
        tag = f'h2 id="{escape(anchor)}"' if anchor else "h1 data-pagefind-meta=name" if name else "h1"
        # The head of a page has its title once more.
        text = part["text"] if anchor else part["text"].replace(part["title"], "", 1)
        lines += (f"<{tag}>{part['title']}</{tag[:2]}>", f"<div>{text}</div>")
    return "\n".join((*lines, "</body></html>"))


def run_pagefind(pages: Path, made: Path, language: str) -> None:
    """Have an index of a folder of pages made in another folder."""
    found = program()
    if found is None:
        raise SearchError(f"Pagefind is gone. {HOW}.")
    options = ("--site", pages, "--output-path", made, "--force-language", language, "--silent")
    # It would take orders from the environment, and from a file in the folder it runs in.
    calm = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    done = subprocess.run(  # noqa: S603
        [found, *options], cwd=pages, env=calm, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode or not (made / "pagefind-entry.json").is_file():
        told = " ".join((done.stderr or done.stdout).split())
        raise SearchError(f"Pagefind made no index: {told or f'it ended with {done.returncode}'}")


def words_file(made: Path) -> str:
    """The one file, of those that part words and find their stems, that an index was made with."""
    (one,) = json.loads((made / "pagefind-entry.json").read_bytes())["languages"].values()
    return f"wasm.{one['wasm'] or 'unknown'}.pagefind"


def common_words(entries: Entries) -> list[str]:
    """Words on more than half of the pages: the index of one can be as large as of all other words."""
    count = Counter[str]()
    for parts in entries.values():
        count.update(
            {word for part in parts for word in WORD.findall(words_of(f"{part['title']} {part['text']}"))}
        )
    return sorted(word for word, pages in count.items() if 2 * pages > len(entries))


def words_of(html: str) -> str:
    """What a stretch of HTML says, in small letters."""
    return unescape(TAG.sub(" ", html)).lower()
