"""What the theme's search dialog is told while somebody writes: answers out of the words that are in memory.

So no browser fetches the words of a large site with each page, and what was saved is found at once, also in a
page that stays open. An answer is what Material's own worker would say.

A page is found by what its words begin with: who types `strikes` finds `strike`, too, only further down. What
is called so comes first, then what says it often for its length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from heapq import nlargest
from html import escape
from typing import Any, NamedTuple

from generator.outputs.search import SearchEntry, Words, by_page

Item = dict[str, Any]
"""A page or a section as the theme shows it: its `title` and `text` are HTML, `terms` are words to mark."""

BEST = 20
"""Pages in an answer, as many as readers are shown."""
SHOWN, BEFORE = 24, 6
"""Words that are shown of a text: all, and those before the first that was looked for."""
MARKED = 8
"""Words that a page is asked to mark."""
SHORT, MIDDLING = 4, 6
"""Words of so many letters are found as they begin. The last letter of longer ones may differ, then two."""
CALLED, CALLED_LIKE = 6.0, 3.0
"""What a word counts in a title, and one that only begins like it; in a text it counts at most 1."""
LONG = 1000
"""In a text of so many letters a word counts half of what it does in a very short one."""

WORD = re.compile(r"\w+")


class Term(NamedTuple):
    """A word that somebody looks for, and what the words that are found begin with."""

    word: str
    root: str


class Plain(NamedTuple):
    """What a page or a section is called, and all that it says: plain words, each between spaces."""

    title: str
    text: str


class Part:
    """A part of the site that can be looked through, such as a story: most are as they were, whoever asks."""

    def __init__(self, entries: Words) -> None:
        self.entries = entries

    @cached_property
    def pages(self) -> Sequence[Plain]:
        """Its pages, in their order."""
        return [
            plain(page[0].title, " ".join(f"{one.title} {one.text}" for one in page))
            for _, page in by_page(self.entries.open())
        ]

    def page(self, number: int) -> Sequence[SearchEntry]:
        """What the search knows of a page, by its number."""
        return [page for _, page in by_page(self.entries.open())][number]


def answer(query: str, parts: Iterable[Part]) -> dict[str, Any]:
    """The pages that have all words of a query, the best first, in the form of Material's worker."""
    terms = terms_of(query)
    found = [
        (weight(terms, page), part, number)
        for part in (parts if terms else ())
        for number, page in enumerate(part.pages)
        if all(term.root in page.text for term in terms)
    ]
    best = nlargest(BEST, found, key=lambda one: one[0])
    items = [group(terms, part.page(number), score) for score, part, number in best]
    return {"items": items, "suggest": suggested(terms, items)}


def terms_of(query: str) -> list[Term]:
    """The words of a query, each once."""
    words = dict.fromkeys(bare(query).split())
    return [Term(f" {word} ", f" {word[: rooted(len(word))]}") for word in words]


def rooted(letters: int) -> int:
    """How many letters of a word count."""
    return letters - (letters > SHORT) - (letters > MIDDLING)


def bare(words: str) -> str:
    """Words in small letters without accents, a space between them."""
    if not words.isascii():
        words = "".join(
            sign for sign in unicodedata.normalize("NFKD", words) if not unicodedata.combining(sign)
        )
    return " ".join(WORD.findall(words.casefold()))


def plain(title: str, text: str) -> Plain:
    """What is looked through instead of a title and a text."""
    return Plain(f" {bare(title)} ", f" {bare(text)} ")


def weight(terms: Iterable[Term], place: Plain) -> float:
    """How well a page or a section answers."""
    total = 0.0
    for word, root in terms:
        times = place.text.count(root) + place.text.count(word)
        total += times / (times + 1 + len(place.text) / LONG)
        total += CALLED if word in place.title else CALLED_LIKE if root in place.title else 0
    return total


def group(terms: Sequence[Term], page: Sequence[SearchEntry], score: float) -> list[Item]:
    """A page with the sections that have a word, the best of them first.

    Where the words are in sections only, the best one stands under the page's title; the theme folds away
    what has a lower score than the first.
    """
    head, *sections = page
    weights = {section: weight(terms, plain(section.title, section.text)) for section in sections}
    shown = sorted((one for one in sections if weights[one]), key=lambda one: -weights[one])
    if not shown or weight(terms, plain(head.title, head.text)):
        return [item(terms, head, score), *(item(terms, one, score / 2) for one in shown)]
    first, *others = shown
    return [item(terms, first, score), *(item(terms, one, score / 2) for one in others), item(terms, head, 0)]


def item(terms: Sequence[Term], entry: SearchEntry, score: float) -> Item:
    """A page or a section, with what stands around the first of the words."""
    words = entry.text.split()
    places = [place for place, word in enumerate(words) if is_meant(terms, word)]
    start = max(0, min((places or [0])[0] - BEFORE, len(words) - SHOWN))
    stop = start + SHOWN
    text = " ".join(
        (*(["…"] if start else []), *marked(terms, words[start:stop]), *(["…"] if words[stop:] else []))
    )
    found = [bare(word) for word in (*entry.title.split(), *words) if is_meant(terms, word)]
    return {
        "location": entry.location,
        "title": " ".join(marked(terms, entry.title.split())),
        "text": text,
        "terms": dict.fromkeys([*dict.fromkeys(found)][:MARKED], True),
        "score": score,
    }


def marked(terms: Iterable[Term], words: Iterable[str]) -> Iterator[str]:
    """Words as HTML, those that were looked for marked."""
    for word in words:
        shown = escape(word, quote=False)
        yield f"<mark data-md-highlight>{shown}</mark>" if is_meant(terms, word) else shown


def is_meant(terms: Iterable[Term], word: str) -> bool:
    """Whether a word of a text is one that was looked for."""
    spaced = f" {bare(word)}"
    return any(term.root in spaced for term in terms)


def suggested(terms: Sequence[Term], items: Iterable[Iterable[Item]]) -> list[str]:
    """The end of the last word, where a page that was found has it."""
    begun = terms[-1].word.strip() if terms else ""
    words = (word for page in items for one in page for word in one["terms"])
    return [word for word in words if word.startswith(begun)][:1]
