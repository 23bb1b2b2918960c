"""Names in prose.

A name counts where it stands as whole words, written as its editor wrote it; typographic apostrophes,
hyphens, spaces and the form of accented letters make no difference. Names and texts are cut into the
same tokens, and the names form a tree of tokens, so that the time it takes to read a text does not
depend on how many names there are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from generator.frozen import frozen

MOST_TOKENS = 40
"""Names of more words and marks than this are not looked for: no name is that long."""

_LONGEST_WORD = 200
# `re` knows no class for combining marks; the living scripts have theirs below the Hangul syllables.
_MARKS = "".join(c for c in map(chr, range(0x300, 0xAC00)) if unicodedata.category(c).startswith("M"))
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
# Scripts without spaces: Thai to Myanmar, Khmer, kana and Han. There every letter is a word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
)
_APOSTROPHES = "'’‘ʼ´`′"
_HYPHENS = "-‐‑–−"

_CHUNK = re.compile(r"\s+|—|[^\s—]+")
_TOKEN = re.compile(
    rf"\s+|[A-Za-z0-9]+(?![\w{_MARKS}{_INVISIBLE}])"
    rf"|[{_UNSPACED}]|(?:(?![{_UNSPACED}ʼ])[\w{_MARKS}{_INVISIBLE}])+|.",
    re.DOTALL,
)
_ADDRESS = re.compile(r"@|#\w|://|\bwww\.|\.[^\W\d]\w+[/?:#]\S", re.IGNORECASE)
_AROUND_ADDRESS = "\"'“”„‘’‚«»‹›()[]{}<>.,;:!?…*"
_SAME = str.maketrans(dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_HYPHENS, "-"))
_ZERO_WIDTH = re.compile(f"[{_INVISIBLE}]+")

# Marks that make one word of what they join: "AT&T", "C#", "Canal+", "q=Trump".
_GLUE = frozenset("@#&=+\\~")
_AFTER_APOSTROPHE = re.compile(r"(?:s|d|ll|re|ve)\b|\W|\Z", re.IGNORECASE)


@frozen
class Mention:
    """A name in a text: `text` stands from `start` up to `end`, and `key` says whose name it is."""

    start: int
    end: int
    key: str
    text: str


class _Token(NamedTuple):
    """A word, a mark, a stretch of white space or an address; `form` is what is compared."""

    start: int
    end: int
    form: str

    @property
    def is_word(self) -> bool:
        return self.form[:1].isalnum()


@dataclass
class _Node:
    """A place in the tree of names: the tokens that may follow, and whose name ends here."""

    following: dict[str, _Node] = field(default_factory=dict)
    key: str | None = None


class NameIndex:
    """Names, ready to be found in any number of texts.

    Built from pairs of a name and its key. Of two keys for one name the lesser counts, so that the
    order of the pairs changes nothing. A name without a letter or digit is not looked for.
    """

    def __init__(self, names: Mapping[str, str] | Iterable[tuple[str, str]]) -> None:
        self._root = _Node()
        for name, key in names.items() if isinstance(names, Mapping) else names:
            self._add(name, key)

    def _add(self, name: str, key: str) -> None:
        tokens = _tokens(name.strip())
        if len(tokens) > MOST_TOKENS or not any(token.is_word for token in tokens):
            return
        node = self._root
        for position, token in enumerate(tokens):
            form = _article(token.form) if position == 0 else token.form
            node = node.following.setdefault(form, _Node())
        node.key = key if node.key is None else min(node.key, key)

    def find(self, text: str) -> list[Mention]:
        """The names in a text, in order: the longest at each place, none inside another.

        Case counts, but for the first letter of a leading "the". A possessive ending stays outside; the
        plural s of a capitalised name is part of the mention. The parts of a hyphenated word are words;
        addresses, handles and hashtags are one word, and so are `trump.com` and `AT&T`.
        """
        tokens = _tokens(text)
        mentions: list[Mention] = []
        position = 0
        starts = self._root.following
        while position < len(tokens):
            form = tokens[position].form
            if form not in starts and form != "The" and not (form[-1:] == "s" and form[:-1] in starts):
                position += 1
                continue
            length, key = self._longest(text, tokens, position)
            if length:
                start, end = tokens[position].start, tokens[position + length - 1].end
                mentions.append(Mention(start, end, key, text[start:end]))
            position += length or 1
        return mentions

    def _longest(self, text: str, tokens: list[_Token], first: int) -> tuple[int, str]:
        """The number of tokens of the longest name that begins here, and its key; 0 for none."""
        best = (0, "")
        node = self._root
        if not _may_begin(text, tokens, first):
            return best
        for position in range(first, len(tokens)):
            token = tokens[position]
            form = _article(token.form) if position == first else token.form
            ending = [node.following.get(form), node.following.get(_singular(form))]
            key = next((one.key for one in ending if one and one.key is not None), None)
            if key is not None and _may_end(text, tokens, position):
                best = (position - first + 1, key)
            if ending[0] is None:
                return best
            node = ending[0]
        return best


def _tokens(text: str) -> list[_Token]:
    """A text as words, marks and white space. An address is one token, and so is never a word of a name."""
    if not _ADDRESS.search(text):
        return list(_words(text, 0, len(text)))
    found: list[_Token] = []
    for chunk in _CHUNK.finditer(text):
        start, end = chunk.span()
        if _ADDRESS.search(chunk[0]):
            head = end - len(chunk[0].lstrip(_AROUND_ADDRESS))
            tail = max(head, start + len(chunk[0].rstrip(_AROUND_ADDRESS)))
            found.extend(_words(text, start, head))
            found.append(_Token(head, tail, text[head:tail]))
            found.extend(_words(text, tail, end))
        else:
            found.extend(_words(text, start, end))
    return found


def _words(text: str, start: int, end: int) -> Iterator[_Token]:
    """The words, marks and white space of a stretch without addresses."""
    for match in _TOKEN.finditer(text, start, end):
        if form := _form(match[0]):
            yield _Token(*match.span(), form)


@lru_cache(maxsize=10_000)
def _form(token: str) -> str:
    """A token as it is compared. Normalising takes quadratic time on endless words, which are no names."""
    if token.isspace():
        return " "
    if token.isascii() or len(token) > _LONGEST_WORD:
        return token.translate(_SAME)
    return unicodedata.normalize("NFC", _ZERO_WIDTH.sub("", token).translate(_SAME))


def _article(form: str) -> str:
    """The first token of a name: the article is written either way."""
    return "the" if form == "The" else form


def _singular(form: str) -> str:
    """A capitalised word without its plural s; any other word is no plural of a name."""
    return form[:-1] if form.endswith("s") and len(form) > 2 and form[0].isupper() else ""


def _may_begin(text: str, tokens: list[_Token], position: int) -> bool:
    """Whether a name may begin with this token, judged by what stands right before it."""
    start = tokens[position].start
    before, earlier = text[start - 1 : start], text[max(0, start - 2) : max(0, start - 1)]
    if not tokens[position].is_word:
        return not before.isalnum()
    if before in _APOSTROPHES and earlier.isalnum():
        # "l'Ukraine" holds the name, "O'Brien" does not.
        return tokens[position - 2].form.islower()
    joined = before == "." and earlier.isalnum()
    return not (before in _GLUE or joined or (before == "/" and not earlier.isalnum()))


def _may_end(text: str, tokens: list[_Token], position: int) -> bool:
    """Whether a name may end with this token, judged by what stands right behind it."""
    end = tokens[position].end
    after, later = text[end : end + 1], text[end + 1 : end + 2]
    if after in _GLUE:
        return False
    if not tokens[position].is_word:
        return not after.isalnum()
    if after and after in _APOSTROPHES:
        return bool(_AFTER_APOSTROPHE.match(text, end + 1))
    return not (after == "." and later.isalnum())
