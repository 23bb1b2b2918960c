"""Two versions of a text, word by word: which words only one of them has.

Nothing here knows which version is right. Capitals and the shape of apostrophes make no different word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

Wording = tuple[tuple[str, bool], ...]
"""A text in stretches: the words, and whether only this version has them."""

LETTER = r"[^\s!-/:-@\[-`{-~¡-©«-±´¶-¸»¿‐-⁞、-〿！-／：-？]"
WORD = re.compile(
    # Each of these signs is read by itself: their languages put no space between words.
    rf"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]|{LETTER}+(?:['’.,:·-]{LETTER}+)*"
)
MOST_CELLS = 250_000
"""How much is compared: the words of one version times those of the other, without what both begin and
end with. What goes beyond is called different as a whole."""


def differences(one: str, other: str) -> tuple[Wording, Wording]:
    """Both texts with the words marked that only one of them has."""
    first, second = words_of(one), words_of(other)
    shared = common(keys(first), keys(second))
    return marked(one, first, {a for a, _ in shared}), marked(other, second, {b for _, b in shared})


def likeness(one: str, other: str) -> float:
    """How much of both texts is the same words in the same order: 0 for nothing, 1 for all."""
    first, second = keys(words_of(one)), keys(words_of(other))
    return 2 * len(common(first, second)) / max(1, len(first) + len(second))


def possible_likeness(one: str, other: str) -> float:
    """What `likeness` cannot exceed, found without regard to order: cheap enough to ask first."""
    first, second = Counter(keys(words_of(one))), Counter(keys(words_of(other)))
    return 2 * (first & second).total() / max(1, first.total() + second.total())


@lru_cache(maxsize=256)
def words_of(text: str) -> tuple[re.Match[str], ...]:
    """The words of a text, without what stands between them."""
    return tuple(WORD.finditer(text))


def keys(words: Sequence[re.Match[str]]) -> tuple[str, ...]:
    """What words are compared by."""
    return tuple(unicodedata.normalize("NFKC", word[0]).casefold().replace("’", "'") for word in words)


@lru_cache(maxsize=256)
def common(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """The places of the words that two versions share, in order; the same whichever comes first."""
    if one > other:
        return tuple((a, b) for b, a in common(other, one))
    start = shared_start(one, other)
    end = shared_start(one[start:][::-1], other[start:][::-1])
    last, other_last = len(one) - end, len(other) - end
    middle = longest(one[start:last], other[start:other_last])
    return (
        *((at, at) for at in range(start)),
        *((start + a, start + b) for a, b in middle),
        *((last + at, other_last + at) for at in range(end)),
    )


def shared_start(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two versions begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def longest(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The longest sequence of words that both have, by its places; of equal ones, one with few gaps."""
    if len(one) * len(other) > MOST_CELLS:
        return
    table = scores(one, other)
    a = b = 0
    while a < len(one) and b < len(other):
        if one[a] == other[b] and table[a][b] > max(table[a + 1][b], table[a][b + 1]):
            yield a, b
            a, b = a + 1, b + 1
        elif table[a + 1][b] >= table[a][b + 1]:
            a += 1
        else:
            b += 1


def scores(one: Sequence[str], other: Sequence[str]) -> list[list[int]]:
    """For each pair of places: the most words that both share from there on, times the weight of one word.

    A word that follows a shared word is worth a little more, so that what belongs together stays together.
    """
    weight = len(one) + len(other) + 1
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for a in range(len(one) - 1, -1, -1):
        row, below, word = table[a], table[a + 1], one[a]
        for b in range(len(other) - 1, -1, -1):
            best = max(below[b], row[b + 1])
            if word == other[b]:
                follows = a + 1 < len(one) and b + 1 < len(other) and one[a + 1] == other[b + 1]
                best = max(best, below[b + 1] + weight + follows)
            row[b] = best
    return table


def marked(text: str, words: Sequence[re.Match[str]], shared: set[int]) -> Wording:
    """A text in stretches; what stands between two words of one kind belongs to their stretch."""
    stretches: list[tuple[str, bool]] = []
    end = 0
    for differs, run in groupby(enumerate(words), lambda numbered: numbered[0] not in shared):
        run_words = [word for _, word in run]
        if differs:
            stretches += ((text[end : run_words[0].start()], False), (covering(text, run_words), True))
            end = run_words[-1].end()
    return tuple(one for one in (*stretches, (text[end:], False)) if one[0])


def covering(text: str, words: Sequence[re.Match[str]]) -> str:
    """The text from the first of some words to the last."""
    return text[words[0].start() : words[-1].end()]
