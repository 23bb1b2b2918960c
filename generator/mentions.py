"""Names found in prose: the longest at each place, at word boundaries, in one pass over the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
ALIKE = str.maketrans(dict.fromkeys("‘’‛ʼ", "'") | dict.fromkeys("‐‑", "-") | dict.fromkeys("\u00a0\u202f\u2009", " "))
ADDRESS = re.compile(r"://|@|^\W*#\w|^\W*www\.|\w[\w-]+\.[a-z]{2,}(?:[/:?#]|[.,;:!?)\]\"'”’]*$)")
LONGEST_ADDRESS = 300


@dataclass(frozen=True)
class Mention:
    """A name in a text: where it stands, its words, and the key of what it names."""

    start: int
    end: int
    key: str
    text: str


@dataclass
class Branch:
    """A step of the tree of names: the words that may follow, and the key of the name that ends here."""

    following: dict[str, Branch] = field(default_factory=dict)
    key: str = ""


class NameIndex:
    """Names ready to be found, by their words."""

    def __init__(self, names: Mapping[str, str] | Iterable[tuple[str, str]]) -> None:
        self._root = Branch()
        pairs = names.items() if isinstance(names, Mapping) else names
        for name, key in sorted(pairs):
            branch = self._root
            words = [word for word, _, _ in tokens(unicodedata.normalize("NFC", name.strip()))]
            for word in [first_word(words[0]), *words[1:]] if words else ():
                branch = branch.following.setdefault(word, Branch())
            if branch is not self._root:
                branch.key = key

    def find(self, text: str) -> list[Mention]:
        """The names in a text from left to right, the longest first, none over another."""
        normal = unicodedata.normalize("NFC", text)
        if normal == text:
            return list(self._found(text))
        offsets = origin_of_each(text)
        return [
            Mention(offsets[m.start], offsets[m.end], m.key, text[offsets[m.start] : offsets[m.end]])
            for m in self._found(normal)
        ]

    def _found(self, text: str) -> Iterator[Mention]:
        words = list(tokens(text))
        position = 0
        while position < len(words):
            match = self._longest(words, position)
            if match is None:
                position += 1
                continue
            count, end, key = match
            start = words[position][1]
            if not in_address(text, start, end):
                yield Mention(start, end, key, text[start:end])
            position += count

    def _longest(self, words: list[tuple[str, int, int]], position: int) -> tuple[int, int, str] | None:
        """The longest name that begins at a word: how many tokens, where it ends, its key."""
        branch = self._root
        best: tuple[int, int, str] | None = None
        for index in range(position, len(words)):
            word, _, end = words[index]
            word = first_word(word) if index == position else word
            # A plural stands in the link whole: "Houthis" for "Houthi".
            if word.endswith("s") and word[:1].isupper() and (single := branch.following.get(word[:-1])) and single.key:
                best = (index - position + 1, end, single.key)
            following = branch.following.get(word)
            if following is None:
                break
            branch = following
            if branch.key:
                best = (index - position + 1, end, branch.key)
        return best


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Words, single signs and white space (as one space), with their places."""
    for match in TOKEN.finditer(text.translate(ALIKE)):
        word = match[0]
        yield (" " if word.isspace() else word), match.start(), match.end()


def first_word(word: str) -> str:
    """A name's first word: "The" and "the" are one."""
    return "the" if word == "The" else word


def in_address(text: str, start: int, end: int) -> bool:
    """Whether a stretch is part of a web or mail address, a handle or a hashtag."""
    first = max(text.rfind(" ", max(0, start - LONGEST_ADDRESS), start), text.rfind("\n", 0, start)) + 1
    last = text.find(" ", end, end + LONGEST_ADDRESS)
    chunk = text[first : last if last >= 0 else min(len(text), end + LONGEST_ADDRESS)]
    return ADDRESS.search(chunk) is not None


def origin_of_each(text: str) -> list[int]:
    """For each character of the text in NFC, and for its end, the offset in the text as it is."""
    offsets: list[int] = []
    for match in re.finditer(r".[\u0300-\u036f\u1100-\u11ff\u3099\u309a]*", text, re.DOTALL):
        length = len(unicodedata.normalize("NFC", match[0]))
        offsets += [match.start()] * length
    offsets.append(len(text))
    return offsets
