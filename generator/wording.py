"""Two versions of a text, word by word: which words only one of them has."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

PIECE = re.compile(r"\w+|\s+|[^\w\s]+")
MOST = 600
"""Longer texts are not compared: each is one piece that differs."""

Wording = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether only this version has it."""


def differences(was: str, now: str) -> tuple[Wording, Wording]:
    """Both texts with the words marked that only one of them has."""
    one, other = PIECE.findall(was), PIECE.findall(now)
    if max(len(one), len(other)) > MOST or not (one and other):
        return whole(was), whole(now)
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    same_one = {block.a + step for block in blocks for step in range(block.size)}
    same_other = {block.b + step for block in blocks for step in range(block.size)}
    return pieces(one, same_one), pieces(other, same_other)


def whole(text: str) -> Wording:
    """A text that differs as a whole."""
    return ((text, True),) if text else ()


def pieces(words: list[str], same: set[int]) -> Wording:
    """Words put together as far as they alike differ or not."""
    result: list[tuple[str, bool]] = []
    for index, word in enumerate(words):
        differs = index not in same
        if result and result[-1][1] == differs:
            result[-1] = (result[-1][0] + word, differs)
        else:
            result.append((word, differs))
    return tuple(result)
