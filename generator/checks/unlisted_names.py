"""Names in the article that no party carries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from generator.article import Block
from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.sentences import STARTERS
from generator.source import Span
from generator.story import Story
from generator.validation import Placed

LEAST = 2
"""Whoever is named once may be of no weight."""
MOST_REPORTED = 5
"""The most names of one story that are told: a list of them all would be read by nobody."""
CAPITAL_NOUNS = frozenset({"de", "lb"})
"""Languages that write every noun with a capital."""

_WORD = r"[^\W\d_a-z][^\W\d_A-Z]+(?:-\w+)?"
_JOINT = r" (?:(?:of the|of|for|de|del|van|von|al|bin) )?"
_NAME = re.compile(rf"(?<![\w'’-]){_WORD}(?:{_JOINT}{_WORD})+")
_CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September"
    r"|October|November|December"
)
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")


def unlisted_names(edition: Edition) -> Iterator[Diagnostic]:
    """The article names somebody several times, and no party of the story has the name.

    Names of two words or more are looked at, outside quotations, where they stand at least twice. Add the
    party under `parties`, or the name to the `aliases` of the one it belongs to; a place or a title that is
    no party can stay as it is.
    """
    for story in edition.library.stories:
        if story.front.language.partition("-")[0] not in CAPITAL_NOUNS:
            yield from islice(unlisted_in(edition, story), MOST_REPORTED)


def unlisted_in(edition: Edition, story: Story) -> Iterator[Diagnostic]:
    """The names in one article that no party has."""
    known = " | ".join(other_words(story))
    counted: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for block in story.article.blocks:
        if block.level == 0:
            for name in names_in(edition, story, block):
                counted[name] += 1
                first.setdefault(name, place_of(block, name))
    for name, times in counted.items():
        if times >= LEAST and name not in known:
            yield Diagnostic(
                "unlisted-name",
                f"The article names “{name}” {times} times, and no party is called that",
                first[name],
                "Add it under “parties”, or to the aliases of the party that is meant.",
                Severity.HINT,
            )


def names_in(edition: Edition, story: Story, block: Block) -> Iterator[str]:
    """Names of several words in a paragraph that touch no name of a party, and no quotation."""
    text = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), block.text)
    found = list(_NAME.finditer(text))
    if not found:
        return
    taken = [(mention.start, mention.end) for mention in edition.names[story.slug].index.find(text)]
    taken += [(reference.start, reference.end) for reference in block.references]
    for match in found:
        words = match[0].split(" ")
        while words and words[0] in STARTERS:
            words.pop(0)
        free = all(end <= match.start() or start >= match.end() for start, end in taken)
        if free and len(words) > 1 and not any(_CALENDAR.fullmatch(word) for word in words):
            yield " ".join(words)


def place_of(block: Block, name: str) -> Span:
    """Where a name stands in the file: it may be broken over two lines."""
    source = block.span.source
    pattern = re.compile(r"\s+".join(map(re.escape, name.split(" "))))
    match = pattern.search(source.text, block.span.start, block.span.end)
    return source.span(*match.span()) if match else block.span


def other_words(story: Story) -> Iterator[str]:
    """What a sheet names that is no party: places, titles, publishers, and who wrote or translated."""
    yield story.front.title
    yield from filter(None, (story.front.byline, story.head.headline))
    entries: list[Placed[Any]] = [*story.sheet.dates, *story.sheet.sources, *story.sheet.reactions]
    for placed in entries:
        for key in ("title", "place", "publisher", "where", "translator"):
            yield getattr(placed.value, key, None) or ""
