"""What the theme's search is told of a page: an entry for the page, and one for each section.

The theme would find the same by parsing each finished page, which takes longer than making it. The
texts stay escaped HTML, as the theme's own entries are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from generator.views import PageView

BLOCK_END = re.compile(r"</(?:p|li|h\d|td|th|tr|dt|dd|blockquote|summary|div|figcaption|caption)>|<br ?/?>")
EXCLUDED = "data-search-exclude"
LEFT_OUT = re.compile(r"<(\w+)[^>]*\sdata-search-exclude[^>]*>.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")

SearchEntry = dict[str, str]


def search_entries(page: PageView, head: str, sections: Sequence[str]) -> list[SearchEntry]:
    """The entries of a page from its HTML: `head`, and one text for each of its sections."""
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
        html = LEFT_OUT.sub(" ", html)
    return " ".join(TAG.sub("", BLOCK_END.sub(" ", html)).split())
