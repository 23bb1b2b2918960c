"""Finds an editor's words in a source: word for word, but forgiving of typography.

Typographic and plain quotation marks, all dashes, any white space and the forms of one Unicode
character compare alike; case does not. `…` leaves words out, `[brackets]` add some; quotation marks
around the whole and the last punctuation mark do not matter, for they belong to the sentence that
quotes.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

REACH = 3
"""How many paragraphs an ellipsis may leave out."""
MOST_BRACKETS = 20
"""More insertions than this make no quotation."""
LONGEST_SOUGHT = 20_000
"""Longer words are not looked for: no passage is that long."""

QUOTES = dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛`´′", "'")
DASHES = "‐‑‒–—―−"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
SPECIAL = re.compile(
    rf"\s*(?:--+|[{DASHES}])\s*|\s+-\s+|(?:\.\s){{2}}\.|\s+|[^\x00-\x7f][\u0300-\u036f]*|[a-zA-Z][\u0300-\u036f]+|`"
)
ELLIPSIS = re.compile(r"\s*(?:\[\s*\.{3,}\s*\]|\.{3,})\s*")
BRACKET = re.compile(r"\[([^\[\]]{0,200})\]")
FINAL = ".,;:!?"


@dataclass(frozen=True)
class Passage:
    """Where words stand: a paragraph, and from where to where in its text."""

    block: int
    start: int
    end: int


@dataclass(frozen=True)
class Near:
    """The passage that comes nearest to words that were not found; `likeness` runs from 0 to 1."""

    passage: Passage
    text: str
    likeness: float


@dataclass(frozen=True)
class Folded:
    """A text folded for comparison. From `starts[i]` on, its characters come from `origins[i]` on in the original."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def original(self, offset: int) -> int:
        """The offset in the original of an offset in the folded text."""
        index = bisect_right(self.starts, offset) - 1
        ceiling = self.origins[index + 1] if index + 1 < len(self.origins) else None
        found = self.origins[index] + offset - self.starts[index]
        return found if ceiling is None else min(found, ceiling)


def fold(text: str) -> Folded:
    """A text with its typography made plain, and the way back."""
    pieces: list[str] = []
    starts, origins = [0], [0]
    length = position = 0
    for match in SPECIAL.finditer(text):
        replaced = plain(match[0])
        if replaced == match[0]:
            continue
        before = text[position : match.start()]
        length += len(before)
        pieces += (before, replaced)
        if length > starts[-1] or not pieces:
            starts.append(length)
            origins.append(match.start())
        length += len(replaced)
        starts.append(length)
        origins.append(match.end())
        position = match.end()
    pieces.append(text[position:])
    return Folded("".join(pieces), tuple(starts), tuple(origins))


def plain(special: str) -> str:
    """The plain form of a character, a run of white space, a dash or an ellipsis."""
    if special.isspace():
        return " "
    core = special.strip()
    if core in "`" or core[0] in QUOTES:
        return QUOTES[core[0]] if len(core) == 1 else special
    if core[0] == "-" or core[0] in DASHES:
        return "-"
    if core[0] == ".":
        return "..."
    if core[0] in INVISIBLE:
        return ""
    folded = unicodedata.normalize("NFKC", core)
    return "".join(QUOTES.get(c, "-" if c in DASHES else " " if c.isspace() else c) for c in folded)


class Searchable:
    """A source's paragraphs, folded once and ready to be searched."""

    def __init__(self, blocks: Sequence[str]) -> None:
        self._blocks = tuple(blocks)
        self._folded = tuple(fold(block) for block in blocks)
        starts, length = [], 0
        for folded in self._folded:
            starts.append(length)
            length += len(folded.text) + 1
        self._starts = tuple(starts)
        # One space joins two paragraphs, so that words pasted over a paragraph's end are found, too.
        self._text = " ".join(folded.text for folded in self._folded)

    def find(self, words: str) -> tuple[Passage, ...]:
        """Where words stand: one passage, or one for each piece and paragraph; empty when they do not."""
        if len(words) > LONGEST_SOUGHT or not self._blocks:
            return ()
        sought = fold(unquoted(words)).text.strip()
        if not any(character.isalnum() for character in sought):
            return ()
        literal = self._literal(sought, 0)
        if literal is not None:
            return tuple(self._passages(*literal))
        return self._pieces([piece for piece in ELLIPSIS.split(sought) if piece.strip()])

    def _pieces(self, pieces: list[str]) -> tuple[Passage, ...]:
        """Pieces in order, each within reach of the one before."""
        first = 0
        while pieces:
            found: list[Passage] = []
            begin = self._piece(pieces[0], first)
            place = begin
            for piece in pieces[1:]:
                if place is None:
                    return ()
                found += self._passages(*place)
                place = self._piece(piece, place[1])
                if place is not None and self._block(place[0]) - found[-1].block > REACH:
                    break
            else:
                return () if place is None else (*found, *self._passages(*place))
            if begin is None:
                return ()
            first = begin[0] + 1
        return ()

    def _piece(self, piece: str, start: int) -> tuple[int, int] | None:
        """Where a piece without ellipses stands, from an offset on."""
        piece = piece.strip().strip(FINAL + "\"'").strip()
        if not any(character.isalnum() for character in piece):
            return None
        literal = self._literal(piece, start)
        brackets = BRACKET.findall(piece)
        if literal is not None or not 0 < len(brackets) <= MOST_BRACKETS:
            return literal
        pattern = bracket_pattern(piece)
        if pattern is None:
            return None
        match = pattern.search(self._text, start)
        return (match.start(), match.end()) if match else None

    def _literal(self, sought: str, start: int) -> tuple[int, int] | None:
        """Where words stand as they are, between word boundaries; the last punctuation mark may differ."""
        core = sought.rstrip(FINAL + "\"' ") or sought
        position = self._text.find(core, start)
        while position >= 0:
            end = position + len(core)
            if self._bounded(position, end):
                rest = sought[len(core) :]
                return position, end + (len(rest) if rest and self._text.startswith(rest, end) else 0)
            position = self._text.find(core, position + 1)
        return None

    def _bounded(self, start: int, end: int) -> bool:
        """Whether no word is cut at either end."""
        text = self._text
        cut_left = start > 0 and text[start].isalnum() and text[start - 1].isalnum()
        cut_right = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
        return not cut_left and not cut_right

    def _block(self, offset: int) -> int:
        """The paragraph that an offset of the joined text stands in."""
        return bisect_right(self._starts, offset) - 1

    def _passages(self, start: int, end: int) -> Iterator[Passage]:
        """A stretch of the joined text, by paragraph, in offsets of the originals."""
        for block in range(self._block(start), self._block(end - 1) + 1):
            folded, base = self._folded[block], self._starts[block]
            a = folded.original(max(start - base, 0))
            b = folded.original(min(end - base, len(folded.text)))
            if b > a:
                yield Passage(block, a, b)

    def nearest(self, words: str) -> Near | None:
        """The passage that shares most with words that were not found; None when next to nothing is shared."""
        sought = word_list(fold(unquoted(words)).text)[:300]
        if not sought:
            return None
        known = {word for word, _, _ in sought}
        shares = [(len(known & {w for w, _, _ in word_list(f.text)}), -i) for i, f in enumerate(self._folded)]
        best: Near | None = None
        for share, negative in sorted(shares, reverse=True)[:3]:
            if share:
                near = self._nearest_in(-negative, [word for word, _, _ in sought])
                if near is not None and (best is None or near.likeness > best.likeness):
                    best = near
        return best if best and best.likeness >= 0.25 else None

    def _nearest_in(self, block: int, sought: list[str]) -> Near | None:
        """The stretch of a paragraph that is most like a list of words."""
        folded = self._folded[block]
        here = word_list(folded.text)[:2000]
        matcher = SequenceMatcher(None, sought, [word for word, _, _ in here], autojunk=False)
        longest = matcher.find_longest_match()
        if not longest.size:
            return None
        first = max(0, longest.b - longest.a)
        stretch = here[first : first + len(sought)]
        likeness = SequenceMatcher(None, sought, [word for word, _, _ in stretch], autojunk=False).ratio()
        a, b = folded.original(stretch[0][1]), folded.original(stretch[-1][2])
        return Near(Passage(block, a, b), self._blocks[block][a:b], likeness)


def word_list(text: str) -> list[tuple[str, int, int]]:
    """The words of a folded text, in lower case, with their places."""
    return [(match[0].lower(), match.start(), match.end()) for match in re.finditer(r"\w+(?:'\w+)*", text)]


def unquoted(words: str) -> str:
    """Words without quotation marks around the whole."""
    words = words.strip()
    while len(words) > 1 and (words[0] == '"' or words[0] in "“„«") and (words[-1] == '"' or words[-1] in "”“»"):
        inner = words[1:-1]
        if any(mark in inner for mark in ('"', "“", "”", "„", "«", "»")):
            break
        words = inner.strip()
    return words


def bracket_pattern(piece: str) -> re.Pattern[str] | None:
    """A pattern for words with insertions: what stands in brackets may stand there, or nothing;
    `[w]e` is "we" or "We".
    """
    parts: list[str] = []
    position = 0
    spoken = False
    for match in BRACKET.finditer(piece):
        before = piece[position : match.start()].rstrip() if len(match[1]) != 1 else piece[position : match.start()]
        parts.append(re.escape(before))
        spoken = spoken or any(c.isalnum() for c in before)
        glued = match.end() < len(piece) and piece[match.end()].isalnum()
        if len(match[1]) == 1 and match[1].isalpha() and glued:
            letter = match[1]
            parts.append(f"[{re.escape(letter.lower())}{re.escape(letter.upper())}]")
            position = match.end()
            continue
        parts.append(rf"(?: ?\[{re.escape(match[1])}\])?[ ]?")
        position = match.end() + len(piece[match.end() :]) - len(piece[match.end() :].lstrip())
    rest = piece[position:]
    parts.append(re.escape(rest))
    if not spoken and not any(c.isalnum() for c in rest):
        return None
    return re.compile(rf"(?<!\w){''.join(parts)}(?!\w)")
