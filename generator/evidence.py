"""An editor's words, found in their source: word for word, but forgiving of typography.

Both are folded before they are compared (`folding.py`); the way back to the source's own characters is kept.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from heapq import merge, nlargest
from itertools import accumulate, groupby, islice, product
from operator import itemgetter

from generator.folding import fold
from generator.frozen import Frozen

FARTHEST_BLOCK = 3
"""Words with an ellipsis may end this many blocks after the one they begin in, and no farther."""
MOST_PIECES = 30
"""Words with more ellipses than this are not looked for."""
MOST_BRACKETS = 4
"""With up to this many brackets between two ellipses, each is read in all its ways; with more, all alike."""
MOST_OCCURRENCES = 100
"""Nobody needs to know of more places for one wording."""
MOST_PREPARED = 32
"""How many sources are kept ready at once: a story looks things up in its own, one after the other."""

_ELLIPSIS = re.compile(r"[\[(] ?\.(?: ?\.){2,} ?[\])]|\.(?: ?\.){2,}")
_BRACKETS = re.compile(r"(\[[^\[\]]*\])")
_REMOVED = re.compile(r"(?<=['(])\0 | ?\0(?=[ .,;:!?')-])")
_LEAD = " '-,;:"
_TAIL = " '-.,;:!?"
_PUNCTUATION = ".,;:!?"
_LEFT_OUT = " .[]()"

# Thai to Myanmar, Khmer, kana and Han are written without spaces: there a word may begin anywhere.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
)
_HAS_NO_SPACES = re.compile(f"[{_UNSPACED}]")
_WORD = re.compile(rf"[{_UNSPACED}]|[^\s{_UNSPACED}-]+")
_IN_NUMBERS = ".,:/⁄"

_MOST_WORK = 10_000_000
"""How many characters one search may compare. Honest words need a thousandth of it."""
_LONGEST_NEAR = 60
_LONGEST_COMPARED = 400
_LEAST_LIKENESS = 0.5


class Passage(Frozen):
    """A stretch of a source: offsets in the text of one of its blocks."""

    block: int
    start: int
    end: int


class Near(Frozen):
    """The passage that comes nearest to words that were not found, and how near: from 0 to 1."""

    passage: Passage
    text: str
    likeness: float


class _Piece(Frozen):
    """Words without an ellipsis: the ways to read their brackets, plainest last, and the marks after them."""

    readings: tuple[str, ...]
    tail: str


class _Word(Frozen):
    """A word of a source, for finding what is near: its bare letters and its place in the folded text."""

    letters: str
    start: int
    end: int


_Stretch = tuple[int, int]


class Searchable:
    """A source, ready to be searched many times: the plain texts of its blocks, in order."""

    def __init__(self, blocks: Sequence[str]) -> None:
        self.blocks = tuple(blocks)

    def find(self, words: str) -> tuple[Passage, ...]:
        """Where the words stand: a passage for each stretch and block, in order; none when not found.

        `...`, `…` and `[...]` leave something out, up to `FARTHEST_BLOCK`; `[Putin]` may be the editor's
        or the source's; `[w]e` is also `We`. Quotation marks around the words are ignored, and the last
        punctuation mark may be another or none. Of several places the one that leaves out least counts.
        """
        return _prepared(self).find(words)

    def occurrences(self, words: str) -> int:
        """In how many places the words stand; more than one means that they are ambiguous."""
        return _prepared(self).occurrences(words)

    def nearest(self, words: str) -> Near | None:
        """The passage, about as long, that is most like the words; None when nothing comes near.

        Of words with ellipses, the first piece that stands nowhere is compared, else the longest.
        """
        return _prepared(self).nearest(words)


@lru_cache(MOST_PREPARED)
def _prepared(source: Searchable) -> _Prepared:
    """A source as it is searched. It is large and soon made, so that only the latest are kept."""
    return _Prepared(source.blocks)


class _Prepared:
    """The blocks of a source as one text, folded."""

    def __init__(self, blocks: tuple[str, ...]) -> None:
        joined = "\n".join(blocks)
        self._blocks = blocks
        self._starts = [0, *accumulate(len(block) + 1 for block in blocks)]
        self._folded = fold(joined)

    def find(self, words: str) -> tuple[Passage, ...]:
        """Where the words stand."""
        pieces = _pieces(words)
        readings = islice(self._readings(pieces), MOST_OCCURRENCES)
        if len(pieces) == 1 and len(pieces[0].readings) == 1:
            # Nothing is left out, and all places are as good as the first.
            found = next(readings, ())
        else:
            found = min(readings, key=_looseness, default=())
        text = self._folded.text
        whole: list[_Stretch] = []
        for (start, end), piece in zip(found, pieces, strict=False):
            end = _past_tail(text, end, piece.tail)
            if whole and not text[whole[-1][1] : start].strip(_LEFT_OUT):
                start = whole.pop()[0]
            whole.append((start, end))
        return tuple(passage for stretch in whole for passage in self._passages(stretch))

    def occurrences(self, words: str) -> int:
        """In how many places they stand."""
        readings = islice(self._readings(_pieces(words)), MOST_OCCURRENCES)
        return len({reading[-1][1] for reading in readings})

    def nearest(self, words: str) -> Near | None:
        """The passage that is most like them."""
        pieces = _pieces(words)[:MOST_PIECES]
        if not pieces:
            return None
        longest = max(pieces, key=lambda piece: len(piece.readings[-1]))
        wanted = next((piece for piece in pieces if not any(self._readings((piece,)))), longest).readings[-1]
        likeness = SequenceMatcher(None, "", wanted[:_LONGEST_COMPARED], autojunk=False)
        best, best_ratio = (0, 0), 0.0
        for start, end in self._candidates([word.letters for word in _words(wanted)][:_LONGEST_NEAR]):
            likeness.set_seq1(self._folded.text[start:end][:_LONGEST_COMPARED])
            if (ratio := likeness.ratio()) > best_ratio:
                best, best_ratio = (start, end), ratio
        if best_ratio < _LEAST_LIKENESS:
            return None
        passage = self._passages(best)[0]
        return Near(passage, self._blocks[passage.block][passage.start : passage.end], best_ratio)

    def _readings(self, pieces: Sequence[_Piece]) -> Iterator[tuple[_Stretch, ...]]:
        """All ways to find the pieces one after another, by where the first of them ends."""
        if not 0 < len(pieces) <= MOST_PIECES:
            return
        text = self._folded.text
        later = [_Cursor(text, piece) for piece in pieces[1:]]
        for first in _places(text, pieces[0]):
            stretches = [first]
            for cursor in later:
                place = cursor.after(stretches[-1][1])
                if place is None:
                    return
                stretches.append(place)
            if len(stretches) == 1 or self._block(stretches[-1]) - self._block(first) <= FARTHEST_BLOCK:
                yield tuple(stretches)

    def _block(self, stretch: _Stretch) -> int:
        """The block in which a stretch of the folded text begins."""
        return bisect_right(self._starts, self._folded.origin(*stretch)[0]) - 1

    def _passages(self, stretch: _Stretch) -> list[Passage]:
        """A stretch of the folded text as passages of the blocks it touches, without white space around."""
        start, end = self._folded.origin(*stretch)
        found = []
        for block in range(self._block(stretch), len(self._blocks)):
            first = self._starts[block]
            if first >= end:
                break
            text = self._blocks[block][max(0, start - first) : end - first]
            begin = max(0, start - first) + len(text) - len(text.lstrip())
            if stripped := text.strip():
                found.append(Passage(block, begin, begin + len(stripped)))
        return found

    @cached_property
    def _words_by_block(self) -> list[list[_Word]]:
        """The words of each block that has any."""
        words = _words(self._folded.text)
        return [list(group) for _, group in groupby(words, lambda word: self._block((word.start, word.end)))]

    def _candidates(self, wanted: Sequence[str]) -> list[_Stretch]:
        """The stretches of as many words that share the most with those wanted; rare words weigh more."""
        counts = Counter(word.letters for words in self._words_by_block for word in words)
        weights = {letters: 1 + 1000 // counts[letters] for letters in wanted if counts[letters]}
        scored: list[tuple[int, _Stretch]] = []
        for words in self._words_by_block:
            sums = [0, *accumulate(weights.get(word.letters, 0) for word in words)]
            length = min(len(wanted), len(words))
            for first in range(len(words) - length + 1):
                score = sums[first + length] - sums[first]
                if score:
                    scored.append((score, (words[first].start, words[first + length - 1].end)))
        return [stretch for _, stretch in nlargest(12, scored, key=lambda pair: pair[0])]


class _Cursor:
    """The places of a piece, asked for from left to right."""

    def __init__(self, text: str, piece: _Piece) -> None:
        self._places = _places(text, piece)
        self._place: _Stretch | None = (-1, -1)

    def after(self, offset: int) -> _Stretch | None:
        """The first place that begins at the offset or after it. Offsets only grow from call to call."""
        while self._place and self._place[0] < offset:
            self._place = next(self._places, None)
        return self._place


def _looseness(stretches: Sequence[_Stretch]) -> tuple[int, int, int]:
    """What makes one way to find words worse than another: leaving out more, matching less, being later."""
    matched = sum(end - start for start, end in stretches)
    start, end = stretches[0][0], stretches[-1][1]
    return end - start - matched, -matched, start


def _places(text: str, piece: _Piece) -> Iterator[_Stretch]:
    """Where a piece stands in a folded text, read in any way, by where it ends."""
    found = [_standing(text, reading) for reading in piece.readings]
    return found[0] if len(found) == 1 else merge(*found, key=itemgetter(1))


def _standing(text: str, words: str) -> Iterator[_Stretch]:
    """Where words stand as whole words. Hostile ones, found everywhere but never whole, end early."""
    start = -1
    for _ in range(_MOST_WORK // len(words) + 1):
        start = text.find(words, start + 1)
        if start < 0:
            return
        end = start + len(words)
        if _parts_at(text, start) and _parts_at(text, end) and text[end : end + 2] != "'t":
            yield start, end


def _parts_at(text: str, offset: int) -> bool:
    """Whether words part here: not inside a word, and not inside a number such as 1,500."""
    before, after = text[offset - 1 : offset], text[offset : offset + 1]
    if not before or not after:
        return True
    if _is_mark(after):
        return False
    if (before.isalnum() or _is_mark(before)) and after.isalnum():
        return bool(_HAS_NO_SPACES.match(before) or _HAS_NO_SPACES.match(after))
    left, right = text[max(0, offset - 2) : offset], text[offset : offset + 2]
    return not any(
        number[0].isdigit() and number[1] in _IN_NUMBERS and number[2].isdigit()
        for number in (left[-1:] + right, left + right[:1])
        if len(number) == 3
    )


def _is_mark(character: str) -> bool:
    """Whether this is an accent or a vowel sign that belongs to the letter before it."""
    return unicodedata.category(character).startswith("M")


def _past_tail(text: str, end: int, tail: str) -> int:
    """The end of a stretch together with the punctuation that follows it in the words and in the text."""
    for mark in tail:
        if mark not in _PUNCTUATION or not text.startswith(mark, end):
            break
        end += 1
    return end


def _pieces(words: str) -> tuple[_Piece, ...]:
    """Words, cut where something was left out. A piece without a letter or digit of its own is none."""
    pieces = []
    for part in _ELLIPSIS.split(fold(words).text):
        body = part.rstrip(_TAIL)
        readings = _bracket_readings(body.lstrip(_LEAD))
        if any(character.isalnum() for character in readings[-1]):
            pieces.append(_Piece(readings, part[len(body) :]))
    return tuple(pieces)


def _bracket_readings(words: str) -> tuple[str, ...]:
    """Words with their brackets as they stand first, and read as the editor's own last."""
    parts = _BRACKETS.split(words)
    if len(parts) == 1:
        return (words,)
    choices: list[tuple[str, ...]] = [(part,) for part in parts]
    for index in range(1, len(parts), 2):
        choices[index] = (parts[index], *_own_readings(parts[index], parts[index - 1], parts[index + 1]))
    if len(parts) // 2 <= MOST_BRACKETS:
        ways = list(product(*choices))
    else:
        ways = [tuple(some[min(way, len(some) - 1)] for some in choices) for way in range(3)]
    readings = (fold(_REMOVED.sub("", "".join(way) + " ").replace("\0", "")).text for way in ways)
    return tuple(dict.fromkeys(reading.rstrip(_TAIL).lstrip(_LEAD) for reading in readings))


def _own_readings(bracket: str, before: str, after: str) -> tuple[str, ...]:
    """A bracket as an editor's: a letter whose case was changed, or an insertion (a NUL marks its place)."""
    letter = unicodedata.normalize("NFC", bracket[1:-1]) if len(bracket) < 6 else ""
    begins_word = not before[-1:].isalnum() and after[:1].isalnum()
    if len(letter) == 1 and letter.isalpha() and begins_word:
        return tuple(unicodedata.normalize("NFKD", form) for form in (letter.lower(), letter.upper()))
    return ("\0",)


def _words(folded: str) -> Iterator[_Word]:
    """The words of a folded text, each as its bare letters in lower case."""
    for match in _WORD.finditer(folded):
        if letters := "".join(filter(str.isalnum, match[0])).lower():
            yield _Word(letters, match.start(), match.end())
