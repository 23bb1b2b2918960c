"""Which of many reactions are shown, and which are folded: those that repeat others, and the rest of many."""

from __future__ import annotations

import re
from collections.abc import Sequence

WORD = re.compile(r"\w+")
LIKENESS = 0.85
"""The share of words that texts have in common which say nearly the same."""
FEWEST_ALIKE = 3
"""So many in nearly the same words are boilerplate; two are not."""
MOST_HEADS = 12
"""With how many different texts each is compared, so that the time grows with their number alone."""
SHOWN = 5
"""How many of a long group stand open."""
FEWEST_FOLDED = 3
"""A fold hides at least so many: less is not worth a tap."""


def words_of(text: str, names: str = "") -> frozenset[str]:
    """The words of a text without those of some names: who speaks makes no other words."""
    return frozenset(WORD.findall(text.casefold())).difference(WORD.findall(names.casefold()))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts say nearly the same, by their words."""
    return bool(one) and len(one & other) >= LIKENESS * len(one | other)


def bundles(texts: Sequence[frozenset[str]]) -> list[list[int]]:
    """Texts in bundles of nearly the same words, by their place; what repeats too little stays alone."""
    found: list[list[int]] = []
    for index, words in enumerate(texts):
        heads = found[:MOST_HEADS]
        home = next((bundle for bundle in heads if alike(texts[bundle[0]], words)), None)
        if home is None:
            found.append([index])
        else:
            home.append(index)
    kept = [[bundle] if len(bundle) >= FEWEST_ALIKE else [[one] for one in bundle] for bundle in found]
    return sorted(bundle for bundles in kept for bundle in bundles)


def shown_of(count: int) -> int:
    """How many of so many stand open."""
    return SHOWN if count >= SHOWN + FEWEST_FOLDED else count
