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
from functools import lru_cache
from itertools import accumulate, compress
from typing import NamedTuple

from msgspec import Struct, field

from generator.combining_marks import MARKS
from generator.frozen import Frozen

MOST_TOKENS = 40
"""Names of more words and marks than this are not looked for: no name is that long."""

_LONGEST_WORD = 200
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
# Scripts without spaces: Thai to Myanmar, Khmer, kana and Han. There every letter is a word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
)
_APOSTROPHES = "'’‘ʼ´`′"
_HYPHENS = "-‐‑–−"

_CHUNK = re.compile(r"\s+|—|[^\s—]+")
_TOKEN = re.compile(
    rf"\s+|[A-Za-z0-9]+(?![\w{MARKS}{_INVISIBLE}])"
    rf"|[{_UNSPACED}]|(?:(?![{_UNSPACED}ʼ])[\w{MARKS}{_INVISIBLE}])+|.",
    re.DOTALL,
)
_ADDRESS = re.compile(r"@|#\w|://|\bwww\.|\.[^\W\d]\w+[/?:#]\S", re.IGNORECASE)
_AROUND_ADDRESS = "\"'“”„‘’‚«»‹›()[]{}<>.,;:!?…*"
_SAME = str.maketrans(dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_HYPHENS, "-"))
_ZERO_WIDTH = re.compile(f"[{_INVISIBLE}]+")

# Marks that make one word of what they join: "AT&T", "C#", "Canal+", "q=Trump".
_GLUE = frozenset("@#&=+\\~")
_AFTER_APOSTROPHE = re.compile(r"(?:s|d|ll|re|ve)\b|\W|\Z", re.IGNORECASE)


class Mention(Frozen):
    """A name in a text: `text` stands from `start` up to `end`, and `key` says whose name it is."""

    start: int
    end: int
    key: str
    text: str


class _Tokens(NamedTuple):
    """A text as words, marks, stretches of white space and addresses; `forms` are what is compared."""

    starts: list[int]
    ends: list[int]
    forms: list[str]


class _Node(Struct):
    """A place in the tree of names: the tokens that may follow, and whose name ends here."""

    following: dict[str, _Node] = field(default_factory=dict)
    key: str | None = None


class NameIndex:
    """Names, ready to be found in any number of texts.

    Built from pairs of a name and its key. Of two keys for one name the lesser counts, so that the
    order of the pairs changes nothing. A name without a letter or digit is not looked for.
    """

    def __init__(self, names: Mapping[str, str] | Iterable[tuple[str, str]]) -> None:
        self._root, self._first = _Node(), set[str]()
        for name, key in names.items() if isinstance(names, Mapping) else names:
            self._add(name, key)

    def _add(self, name: str, key: str) -> None:
        forms = _tokens(name.strip()).forms
        if len(forms) > MOST_TOKENS or not any(map(_is_word, forms)):
            return
        node = self._root
        for form in (_article(forms[0]), *forms[1:]):
            node = node.following.setdefault(form, _Node())
        node.key = key if node.key is None else min(node.key, key)
        self._first |= {forms[0], f"{forms[0]}s", *(("the", "The") if _article(forms[0]) == "the" else ())}

    def find(self, text: str) -> list[Mention]:
        """The names in a text, in order: the longest at each place, none inside another.

        Case counts, but for the first letter of a leading "the". A possessive ending stays outside; the
        plural s of a capitalised name is part of the mention. The parts of a hyphenated word are words;
        addresses, handles and hashtags are one word, and so are `trump.com` and `AT&T`.
        """
        tokens = _tokens(text)
        mentions: list[Mention] = []
        free = 0
        for position, form in enumerate(tokens.forms):
            if form in self._first and position >= free:
                length, key = self._longest(text, tokens, position)
                if length:
                    free = position + length
                    start, end = tokens.starts[position], tokens.ends[free - 1]
                    mentions.append(Mention(start, end, key, text[start:end]))
        return mentions

    def _longest(self, text: str, tokens: _Tokens, first: int) -> tuple[int, str]:
        """The number of tokens of the longest name that begins here, and its key; 0 for none."""
        best = (0, "")
        node = self._root
        if not _may_begin(text, tokens, first):
            return best
        for position in range(first, len(tokens.forms)):
            form = _article(tokens.forms[position]) if position == first else tokens.forms[position]
            ending = [node.following.get(form), node.following.get(_singular(form))]
            key = next((one.key for one in ending if one and one.key is not None), None)
            if key is not None and _may_end(text, tokens, position):
                best = (position - first + 1, key)
            if ending[0] is None:
                return best
            node = ending[0]
        return best


def _tokens(text: str) -> _Tokens:
    """A text, cut. An address is one token, and so is never a word of a name."""
    words = [*_around_addresses(text)] if _ADDRESS.search(text) else _TOKEN.findall(text)
    places, forms = list(accumulate(map(len, words), initial=0)), list(map(_form, words))
    starts, ends = places[:-1], places[1:]
    if "" not in forms:
        return _Tokens(starts, ends, forms)
    return _Tokens([*compress(starts, forms)], [*compress(ends, forms)], [*compress(forms, forms)])


def _around_addresses(text: str) -> Iterator[str]:
    """The words, marks and white space of a text with addresses, which stay whole."""
    for chunk in _CHUNK.findall(text):
        if _ADDRESS.search(chunk):
            address = chunk.strip(_AROUND_ADDRESS)
            before, _, after = chunk.partition(address)
            yield from (*_TOKEN.findall(before), address, *_TOKEN.findall(after))
        else:
            yield from _TOKEN.findall(chunk)


@lru_cache(maxsize=10_000)
def _form(token: str) -> str:
    """A token as it is compared. Normalising takes quadratic time on endless words, which are no names."""
    if token.isspace():
        return " "
    if _ADDRESS.search(token):
        return token
    if token.isascii() or len(token) > _LONGEST_WORD:
        return token.translate(_SAME)
    return unicodedata.normalize("NFC", _ZERO_WIDTH.sub("", token).translate(_SAME))


def _article(form: str) -> str:
    """The first token of a name: the article is written either way."""
    return "the" if form == "The" else form


def _singular(form: str) -> str:
    """A capitalised word without its plural s; any other word is no plural of a name."""
    return form[:-1] if form.endswith("s") and len(form) > 2 and form[0].isupper() else ""


def _is_word(form: str) -> bool:
    """Whether a token is a word, and no mark."""
    return form[:1].isalnum()


def _may_begin(text: str, tokens: _Tokens, position: int) -> bool:
    """Whether a name may begin with this token, judged by what stands right before it."""
    start = tokens.starts[position]
    before, earlier = text[start - 1 : start], text[max(0, start - 2) : max(0, start - 1)]
    if not _is_word(tokens.forms[position]):
        return not before.isalnum()
    if before in _APOSTROPHES and earlier.isalnum():
        # "l'Ukraine" holds the name, "O'Brien" does not.
        return tokens.forms[position - 2].islower()
    joined = before == "." and earlier.isalnum()
    return not (before in _GLUE or joined or (before == "/" and not earlier.isalnum()))


def _may_end(text: str, tokens: _Tokens, position: int) -> bool:
    """Whether a name may end with this token, judged by what stands right behind it."""
    end = tokens.ends[position]
    after, later = text[end : end + 1], text[end + 1 : end + 2]
    if after in _GLUE:
        return False
    if not _is_word(tokens.forms[position]):
        return not after.isalnum()
    if after and after in _APOSTROPHES:
        return bool(_AFTER_APOSTROPHE.match(text, end + 1))
    return not (after == "." and later.isalnum())
