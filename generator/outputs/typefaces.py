"""Letters for pictures: each is drawn once and kept, which makes a title ten times faster to set.

A letter that no font has is never printed as an empty box: signs without meaning of their own are left
out, and a text that would lose letters is not printed at all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

from generator.frozen import Frozen

NO_LETTER = "\U0010ffff"
"""No font has it: what is drawn in its place stands for every letter that is missing."""

LONGEST = 300
"""More letters than a picture holds."""


class Glyph(Frozen):
    """A drawn letter: its shape (None for a space), where it stands from the pen, how far the pen moves."""

    shape: Image.Image | None
    left: int
    top: int
    advance: int


class Typeface:
    """One font at one size.

    Letters stand one by one where a script allows it; a `shaped` typeface sets whole lines, as scripts that
    join letters or run from right to left need it.
    """

    def __init__(self, path: Path, size: int, shaped: bool = False) -> None:
        self.size, self.shaped = size, shaped
        layout = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
        if path.is_file():
            self._font = ImageFont.truetype(path, size, layout_engine=layout)
        else:
            built_in = ImageFont.load_default(size)
            assert isinstance(built_in, ImageFont.FreeTypeFont)
            self._font = built_in
        self._glyphs: dict[str, Glyph] = {}
        self._missing = self._drawn(NO_LETTER)

    def has(self, letter: str) -> bool:
        """Whether the font can draw it."""
        shape = self.glyph(letter).shape
        if shape is None:
            return letter.isspace()
        missing = self._missing.shape
        return missing is None or shape.size != missing.size or shape.tobytes() != missing.tobytes()

    def width(self, text: str) -> int:
        """How wide a text is."""
        if self.shaped:
            return round(self._font.getlength(text))
        return sum(self.glyph(letter).advance for letter in text)

    def draw(self, canvas: Image.Image, left: int, baseline: int, text: str, ink: int) -> None:
        """Set one line."""
        for piece in self._pieces(text):
            glyph = self.glyph(piece)
            if glyph.shape is not None:
                canvas.paste(ink, (left + glyph.left, baseline + glyph.top), glyph.shape)
            left += glyph.advance

    def glyph(self, piece: str) -> Glyph:
        """A letter, drawn when it is first met; of whole lines only the last is kept."""
        if piece not in self._glyphs:
            if self.shaped:
                self._glyphs.clear()
            self._glyphs[piece] = self._drawn(piece)
        return self._glyphs[piece]

    def _pieces(self, text: str) -> Sequence[str]:
        return (text,) if self.shaped else text

    def _drawn(self, piece: str) -> Glyph:
        """A letter or a line, drawn with the pen at the origin."""
        left, top, right, bottom = (round(edge) for edge in self._font.getbbox(piece, anchor="ls"))
        advance = round(self._font.getlength(piece))
        if right <= left or bottom <= top:
            return Glyph(None, 0, 0, advance)
        shape = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(shape).text((-left, -top), piece, font=self._font, fill=255, anchor="ls")
        return Glyph(shape, left, top, advance)


@cache
def typeface(path: Path, size: int, shaped: bool) -> Typeface:
    """Each once, with the letters that it has drawn."""
    return Typeface(path, size, shaped)


def setting(text: str, paths: Sequence[Path], size: int) -> tuple[Typeface, str] | None:
    """The first font that has all letters of a text, and the text as it can be set; None where none has."""
    text = cleaned(text)
    shaped = needs_shaping(text)
    if shaped and not features.check("raqm"):
        return None
    for path in paths:
        # Coverage is asked of letters one by one, whatever the script.
        plain = typeface(path, size, False)
        missing = {letter for letter in set(text) if not plain.has(letter)}
        if not any(is_spoken(letter) for letter in missing):
            kept = "".join(letter for letter in text if letter not in missing)
            return typeface(path, size, shaped), " ".join(kept.split())
    return None


def cleaned(text: str) -> str:
    """A text on one line, without invisible signs."""
    short = unicodedata.normalize("NFC", " ".join(text[: LONGEST * 2].split()))
    return "".join(letter for letter in short if unicodedata.category(letter)[0] != "C")[:LONGEST]


def is_spoken(letter: str) -> bool:
    """Whether a text loses meaning with this sign: letters, digits, what stands on them, money."""
    category = unicodedata.category(letter)
    return (category[0] in "LNM" and letter not in VARIATIONS) or category == "Sc"


VARIATIONS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""They only choose between forms of the sign before them, mostly of emoji."""


def needs_shaping(text: str) -> bool:
    """Whether letters join, stack or run from right to left."""
    return any(
        unicodedata.bidirectional(letter) in ("R", "AL", "AN")
        or (unicodedata.category(letter)[0] == "M" and letter not in VARIATIONS)
        for letter in text
    )


def runs_left(text: str) -> bool:
    """Whether a text begins at the right: its first letter with a direction says so."""
    found = (unicodedata.bidirectional(letter) for letter in text)
    return next((direction for direction in found if direction in ("L", "R", "AL")), "L") != "L"


def lines(text: str, face: Typeface, width: int) -> list[str]:
    """A text in lines; a word wider than a line is broken."""
    rows: list[str] = []
    space, used = face.width(" "), width
    for word in text.split():
        wide = face.width(word)
        if used + space + wide <= width:
            rows[-1] += f" {word}"
            used += space + wide
        else:
            rows += [word] if wide <= width else broken(word, face, width)
            used = wide if wide <= width else face.width(rows[-1])
    return rows


def broken(word: str, face: Typeface, width: int) -> list[str]:
    """A word in parts that fit a line."""
    parts = [""]
    for letter in word:
        if parts[-1] and face.width(parts[-1] + letter) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def shortened(line: str, face: Typeface, width: int) -> str:
    """A line with an ellipsis at its end, for which it makes room."""
    while line and face.width(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip(' ,;:–—-')}…"
