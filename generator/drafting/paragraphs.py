"""Paragraphs as the rules read them: cut into sentences, with the quotations set aside."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from generator.frozen import Frozen
from generator.quoted import Quoted, quotations
from generator.sentences import sentences
from generator.vocabulary import SAYING, either

_ASKED = re.compile(
    rf"\s+(?:(?:the|its|their|a|an)\s)?(?:[\w'’.-]{{1,40}}\s){{0,4}}(?:{either(sorted(SAYING))})\b"
)


class Paragraph(Frozen):
    """A paragraph: `plain` is as long as `text`, but has letters of no meaning where words are quoted.

    `sentences` are pairs of offsets, and `line` is where it begins in its file.
    """

    number: int
    line: int
    text: str
    plain: str
    quoted: tuple[Quoted, ...]
    sentences: tuple[tuple[int, int], ...]

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence in which an offset stands, or the one before it."""
        return self.sentences[max(0, bisect_right(self.sentences, offset, key=lambda one: one[0]) - 1)]

    def is_quoted(self, offset: int) -> bool:
        """Whether a character stands inside of quotation marks."""
        before = bisect_right(self.quoted, offset, key=lambda one: one.outer_start) - 1
        return before >= 0 and offset < self.quoted[before].outer_end


def read_paragraph(number: int, line: int, text: str) -> Paragraph:
    """A paragraph, not empty, with what is quoted in it."""
    quoted = tuple(quotations(text))
    plain = set_aside(text, quoted)
    return Paragraph(number, line, text, plain, quoted, sentences(plain) or ((0, len(text)),))


def set_aside(text: str, quoted: Sequence[Quoted]) -> str:
    """The text with letters instead of the words that are quoted, so that its sentences can be told apart."""
    parts, position = [], 0
    for one in quoted:
        words = text[one.start : one.end]
        first, last = words[0], words[-1]
        if last in "?!" and _ASKED.match(text, one.outer_end):
            last = ","
        if not first.isalpha():
            first = "X"
        stop = last if last in ".,?!" else "x"
        parts += [text[position : one.start], (first + "x" * (len(words) - 2) + stop)[-len(words) :]]
        position = one.end
    return "".join([*parts, text[position:]])


class Token(Frozen):
    """A word of a paragraph: `name` is without a possessive ending."""

    start: int
    end: int
    text: str
    name: str
    possessive: bool

    @property
    def is_capital(self) -> bool:
        """Whether it is written like a name."""
        return self.text[0].isupper() or bool(_SMALL_PREFIX.match(self.text))


_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_][\w\u0300-\u036f]*(?:['’ʼ‑-][^\W_][\w\u0300-\u036f]*)*")
_SMALL_PREFIX = re.compile(r"(?:al|el|d|l|bin)[-'’][^\W\d_a-z]")
_POSSESSIVE = re.compile(r"['’](?:s|S)$")


def tokens(text: str) -> list[Token]:
    """The words of a text."""
    found = []
    for match in _WORD.finditer(text):
        name = _POSSESSIVE.sub("", match[0])
        owns = name != match[0] or (
            match[0].endswith("s") and text[match.end() : match.end() + 2] in ("' ", "’ ")
        )
        found.append(Token(match.start(), match.start() + len(name), match[0], name, owns))
    return found
