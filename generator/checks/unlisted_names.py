"""Names in the article that no party carries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from generator.article import Article, Block, TextPlaces
from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.mending import written
from generator.sentences import STARTERS
from generator.slugs import suggest_id
from generator.source import Span
from generator.story import Story
from generator.validation import Placed
from generator.vocabulary import SEATS

LEAST = 2
"""Whoever is named once may be of no weight."""
MOST_REPORTED = 5
"""The most names of one story that are told: a list of them all would be read by nobody."""
CAPITAL_NOUNS = frozenset({"de", "lb"})
"""Languages that write every noun with a capital."""

_CAPITAL = r"[A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017f\u0386-\u03ab\u0400-\u042f]"
_WORD = rf"{_CAPITAL}[^\W\d_A-Z]+(?:-\w+)?"
_JOINT = r" (?:(?:of the|of|for|de|del|van|von|al|bin) )?"
# What may not stand before a name is looked for behind its first letter: so the search leaps to capitals.
_NAME = re.compile(rf"{_CAPITAL}(?<![\w'’-].)[^\W\d_A-Z]+(?:-\w+)?(?:{_JOINT}{_WORD})+")
_CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September"
    r"|October|November|December"
)
_IN = re.compile(r"\b(?:in|near|outside|across|around) \Z", re.IGNORECASE)
_OWNS = re.compile(r"['’]s?\b")
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")


def unlisted_names(edition: Edition) -> Iterator[Diagnostic]:
    """The article names somebody several times, and no party of the story has the name.

    Names of two words or more are looked at, outside quotations, where they stand at least twice. Left out is
    what is a place for sure: somebody is in it or near it, or it is a known seat such as the White House. Add
    the party under `parties`, or the name to the `aliases` of the one it belongs to; another place or a title
    that is no party can stay as it is.
    """
    for story in edition.library.stories:
        if story.front.language.partition("-")[0] not in CAPITAL_NOUNS:
            yield from islice(unlisted_in(edition, story), MOST_REPORTED)


def unlisted_in(edition: Edition, story: Story) -> Iterator[Diagnostic]:
    """The names in one article that no party has."""
    counted: Counter[str] = Counter()
    first: dict[str, tuple[Block, int]] = {}
    places = set(SEATS)
    for block in story.article.blocks:
        if block.level == 0:
            for name, start, is_place in names_in(block):
                counted[name] += 1
                first.setdefault(name, (block, start))
                if is_place:
                    places.add(name)
    often = [name for name, times in counted.items() if times >= LEAST and name not in places]
    known = " | ".join(other_words(edition, story)) if often else ""
    index = edition.names[story.slug].index
    for name in often:
        if name not in known and not index.find(name):
            yield Diagnostic(
                "unlisted-name",
                f"The article names “{name}” {counted[name]} times, and no party is called that",
                place_of(story.article, *first[name], name),
                how_to_list(story, name),
                Severity.HINT,
            )


def how_to_list(story: Story, name: str) -> str:
    """The line of a new party, and the alias of a known one, as the sheet writes its parties."""
    in_braces = any(party.span().text.startswith("{") for party in story.sheet.parties)
    alias = f"aliases: [{written(name)}]"
    other = f"write “, {alias}” before the “}}” of its entry" if in_braces else f"add “{alias}” to its entry"
    return (
        f"Add to facts.yaml, under “parties:”, the line “  - {{id: {suggest_id(name) or '…'}, name: "
        f"{name}}}”. If it is another name of a party that stands there: {other}."
    )


def names_in(block: Block) -> Iterator[tuple[str, int, bool]]:
    """Names of several words in a paragraph, outside quotations and links: where, and whether of a place."""
    text = block.text
    if '"' in text or "“" in text:
        text = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    for match in _NAME.finditer(text):
        words = match[0].split(" ")
        while words and words[0] in STARTERS:
            words.pop(0)
        if len(words) < 2 or any(_CALENDAR.fullmatch(word) for word in words):
            continue
        if all(one.end <= match.start() or one.start >= match.end() for one in block.references):
            owns = _OWNS.match(text, match.end())
            is_place = not owns and bool(_IN.search(text, max(0, match.start() - 10), match.start()))
            name = " ".join(words)
            yield name, match.end() - len(name), is_place


def place_of(article: Article, block: Block, start: int, name: str) -> Span:
    """Where a name stands in the file: it may be broken over two lines."""
    source, first = block.span.source, name.split(" ")[0]
    begins = TextPlaces(article, block).part(start, start + len(first)) or block.span
    pattern = re.compile(r"[\s>]+".join(map(re.escape, name.split(" "))))
    match = pattern.search(source.text, begins.start, block.span.end)
    return source.span(*match.span()) if match else block.span


def other_words(edition: Edition, story: Story) -> Iterator[str]:
    """Longer names of parties, and what a sheet names beside: places, titles, publishers, translators."""
    for party in edition.library.story_parties.get(story.slug, ()):
        profile = edition.library.profiles[party]
        yield from (profile.name, *profile.aliases)
    yield story.front.title
    yield from filter(None, (story.front.byline, story.head.headline))
    entries: list[Placed[Any]] = [*story.sheet.dates, *story.sheet.sources, *story.sheet.reactions]
    for placed in entries:
        for key in ("title", "place", "publisher", "where", "translator"):
            yield getattr(placed.value, key, None) or ""
