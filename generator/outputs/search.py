"""What the theme's search is told of a page: an entry for the page, and one for each section.

The theme would find the same by parsing each finished page, which takes longer than making it. The
texts stay escaped HTML, as the theme's own entries are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from generator.views import PageView

BLOCKS = "p|li|h\\d|td|th|tr|dt|dd|blockquote|summary|div|figcaption|caption"
# Elements that touch stand apart, too: the style sheet sees to it.
BREAK = re.compile(rf"</(?:{BLOCKS})>|<br ?/?>|</\w+>(?=<\w)")
EXCLUDED = " data-search-exclude"
TAG = re.compile(r"<[^>]*>")

HELP = "mistakes"
"""The kind of pages that explain mistakes."""

SearchEntry = dict[str, str]


def search_entries(page: PageView, head: str, sections: Sequence[str]) -> list[SearchEntry]:
    """The entries of a page from its HTML: `head`, and one text for each of its sections.

    Help for editors is nothing that readers look for.
    """
    if page.kind == HELP:
        return []
    entries = [{"location": page.address, "title": escape(page.title, quote=False), "text": text_of(head)}]
    for section, html in zip(page.sections, sections, strict=True):
        location = f"{page.address}#{section.anchor}"
        entries.append(
            {"location": location, "title": escape(section.title, quote=False), "text": text_of(html)}
        )
    return entries


def text_of(html: str) -> str:
    """HTML without its tags; its words stay apart, and what was escaped stays escaped."""
    if EXCLUDED in html:
        html = " ".join(kept(html))
    return " ".join(TAG.sub("", BREAK.sub(" ", html)).split())


def kept(html: str) -> Iterator[str]:
    """What stands around elements that the search leaves out; such an element holds none of its own name."""
    done = position = 0
    while (position := html.find(EXCLUDED, position)) >= 0:
        start = html.rfind("<", done, position)
        position += len(EXCLUDED)
        if start < 0 or ">" in html[start:position]:
            continue
        name = html[start + 1 : html.index(" ", start)]
        yield html[done:start]
        done = html.index(f"</{name}>", position) + len(name) + 3
    yield html[done:]
