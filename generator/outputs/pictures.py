"""The picture that stands beside a link to a page in messages and on social sites.

1200 × 630 in four tones on one palette, and written row by row as runs: a picture takes about a
millisecond and 15 kB. The same card gives the same picture on every machine with the same fonts.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path

from PIL import Image

from generator.outputs.cards import Card
from generator.outputs.typefaces import Fonts, Typeface, lines, runs_left, setting, shortened
from generator.parallel import mapped

WIDTH, HEIGHT = 1200, 630
PALETTE = (0xFF, 0xFE, 0xFB, 0xDD, 0xC8, 0x96, 0x54, 0x50, 0x48, 0x1B, 0x1A, 0x17)
PAPER, MARKER, SOFT, INK = range(4)
BITS = 2
FILTER = 8 // BITS
"""Pixels left of the picture: one byte of paper, 0, which at the start of a PNG row says “no filter”."""

MARGIN = FILTER + 72
INNER = WIDTH - 2 * 72
TITLE_MIDDLE = 362
TITLE_SIZES = ((76, 3), (62, 4), (52, 4))
"""Sizes of the title, and how many lines of each there is room for."""
MANY = 100
"""For fewer pictures, a second process would not pay."""


@dataclass(frozen=True)
class Place:
    """Where a line stands and how it looks."""

    size: int
    ink: int
    width: int
    baseline: int
    at_right: bool = False


def draw_pictures(cards: Sequence[Card], fonts: Fonts) -> list[bytes]:
    """A PNG for each card, in their order."""
    return mapped(partial(picture, fonts=fonts), cards, MANY)


def picture(card: Card, fonts: Fonts) -> bytes:
    """A card as a PNG."""
    ground, used = story_ground(card.site, card.story, card.line, fonts)
    canvas = ground.copy()
    label = Place(30, SOFT, INNER - used - 40, 94, at_right=True)
    one_line(canvas, label, card.label, fonts.for_text)
    title(canvas, card.title, fonts.for_titles)
    return png(canvas)


@lru_cache(maxsize=4)
def story_ground(site: str, story: str, line: str, fonts: Fonts) -> tuple[Image.Image, int]:
    """What all pictures of a story share, and how wide the site's name is."""
    canvas = ground().copy()
    used = one_line(canvas, Place(36, INK, INNER * 2 // 3, 94), site, fonts.for_titles)
    one_line(canvas, Place(30, SOFT, INNER, 182), story, fonts.for_text)
    one_line(canvas, Place(32, INK, INNER - 200, 562), line, fonts.for_text)
    return canvas, used


@cache
def ground() -> Image.Image:
    """What all pictures share: the masthead's bar, a rule, and lines of text with one passage marked."""
    canvas = Image.new("L", (FILTER + WIDTH, HEIGHT), PAPER)
    for left, top, right, bottom, ink in (
        (0, 0, WIDTH, 14, INK),
        (72, 126, WIDTH - 72, 128, MARKER),
        (998, 526, 1128, 534, SOFT),
        (998, 546, 1026, 554, SOFT),
        (1034, 540, 1128, 560, MARKER),
        (1042, 546, 1120, 554, INK),
        (998, 566, 1088, 574, SOFT),
    ):
        canvas.paste(ink, (FILTER + left, top, FILTER + right, bottom))
    return canvas


def one_line(canvas: Image.Image, place: Place, text: str, paths: Sequence[Path]) -> int:
    """A text on one line, cut where it does not fit; how wide it is."""
    if (found := setting(text, paths, place.size)) is None:
        return 0
    face, words = found
    line, *more = lines(words, face, place.width) or [""]
    if more:
        line = shortened(line, face, place.width)
    set_line(canvas, place, face, line)
    return face.width(line)


def title(canvas: Image.Image, text: str, paths: Sequence[Path]) -> None:
    """The title, in the largest size in which it fits, and cut where it fits in none."""
    for size, room in TITLE_SIZES:
        if (found := setting(text, paths, size)) is None:
            return
        face, words = found
        rows = lines(words, face, INNER)
        if len(rows) <= room or (size, room) == TITLE_SIZES[-1]:
            set_title(canvas, face, fitted(rows, room, face), runs_left(words))
            return


def fitted(rows: list[str], room: int, face: Typeface) -> list[str]:
    """As many rows as there is room for; the last says when there were more."""
    return rows if len(rows) <= room else [*rows[: room - 1], shortened(rows[room - 1], face, INNER)]


def set_title(canvas: Image.Image, face: Typeface, rows: Sequence[str], at_right: bool) -> None:
    """Rows around the middle of what is left for them."""
    step = round(face.size * 1.22)
    top = TITLE_MIDDLE - step * len(rows) // 2
    for index, row in enumerate(rows, start=1):
        place = Place(face.size, INK, INNER, top + step * index - face.size // 4, at_right)
        set_line(canvas, place, face, row)


def set_line(canvas: Image.Image, place: Place, face: Typeface, line: str) -> None:
    """A line from its side of the picture."""
    left = MARGIN + INNER - face.width(line) if place.at_right else MARGIN
    face.draw(canvas, left, place.baseline, line, place.ink)


def png(canvas: Image.Image) -> bytes:
    """A canvas as a PNG file: its header, its palette, its rows."""
    canvas.putpalette(PALETTE)
    rows = canvas.tobytes("raw", f"P;{BITS}")
    packer = zlib.compressobj(1, zlib.DEFLATED, 15, 9, zlib.Z_RLE)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, BITS, 3, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            chunk(b"PLTE", bytes(PALETTE)),
            chunk(b"IDAT", packer.compress(rows) + packer.flush()),
            chunk(b"IEND", b""),
        )
    )


def chunk(name: bytes, content: bytes) -> bytes:
    """A part of a PNG file, with its length and its checksum."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
