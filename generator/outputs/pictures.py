"""The picture that stands beside a link to a page in messages and on social sites.

1200 × 630 in four tones on one palette. Of its three bands only the middle one, with the title, differs on
each page: the others are drawn and packed once for many. So a picture takes less than a millisecond and
15 kB. The same card gives the same picture wherever the fonts are the same.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path

from PIL import Image

from generator.frozen import Frozen
from generator.outputs.cards import Card
from generator.outputs.fonts import Fonts
from generator.outputs.typefaces import Typeface, lines, runs_left, setting, shortened
from generator.parallel import mapped

WIDTH, HEIGHT = 1200, 630
TOP, BOTTOM = 206, 114
MIDDLE = HEIGHT - TOP - BOTTOM
"""How high the bands are."""

PALETTE = bytes.fromhex("fffefb ddc896 545048 1b1a17")
PAPER, MARKER, SOFT, INK = range(4)
BITS = 2
FILTER = 8 // BITS
"""Pixels left of the picture: one byte of paper, 0, which at the start of a PNG row says “no filter”."""

EDGE = 72
INNER = WIDTH - 2 * EDGE
TITLE_SIZES = ((76, 3), (62, 4), (52, 4))
"""Sizes of the title, and how many lines of each there is room for."""

MANY = 100
"""For fewer pictures, a second process would not pay."""

Area = tuple[int, int, int, int, int]
"""Left, top, right, bottom, and the tone."""

MASTHEAD: tuple[Area, ...] = ((0, 0, WIDTH, 14, INK), (EDGE, 126, WIDTH - EDGE, 128, MARKER))
PASSAGE: tuple[Area, ...] = (
    (998, 10, 1128, 18, SOFT),
    (998, 30, 1026, 38, SOFT),
    (1034, 24, 1128, 44, MARKER),
    (1042, 30, 1120, 38, INK),
    (998, 50, 1088, 58, SOFT),
)
"""Lines of text in which one passage is marked: what these pages do."""


class Place(Frozen):
    """Where a line stands in its band, and how it looks."""

    size: int
    ink: int
    width: int
    baseline: int
    at_right: bool = False


class Band(Frozen):
    """Rows of a picture, and the same packed, so that packed bands make one stream."""

    rows: bytes
    packed: bytes


def draw_pictures(cards: Sequence[Card], fonts: Fonts) -> list[bytes]:
    """A PNG for each card, in their order."""
    return mapped(partial(picture, fonts=fonts), cards, MANY)


def picture(card: Card, fonts: Fonts) -> bytes:
    """A card as a PNG."""
    return png(
        (
            top_band(card.site, card.label, card.story, fonts),
            title_band(card.title, fonts),
            bottom_band(card.line, fonts),
        )
    )


@lru_cache(maxsize=32)
def top_band(site: str, label: str, story: str, fonts: Fonts) -> Band:
    """The masthead: the site, the kind of page, the story it belongs to."""
    canvas = blank(TOP, MASTHEAD)
    used = set_line(canvas, Place(36, INK, INNER * 2 // 3, 94), site, fonts.for_titles)
    set_line(canvas, Place(30, SOFT, INNER - used - 40, 94, at_right=True), label, fonts.for_text)
    set_line(canvas, Place(30, SOFT, INNER, 182), story, fonts.for_text)
    return band(canvas)


@lru_cache(maxsize=4)
def bottom_band(line: str, fonts: Fonts) -> Band:
    """How current the story is, and the sign of a marked passage."""
    canvas = blank(BOTTOM, PASSAGE)
    set_line(canvas, Place(32, INK, INNER - 200, 46), line, fonts.for_text)
    return band(canvas)


def title_band(title: str, fonts: Fonts) -> Band:
    """The title, in the largest size in which it fits, and cut where it fits in none."""
    canvas = blank(MIDDLE)
    for size, room in TITLE_SIZES:
        if (found := setting(title, fonts.for_titles, size)) is None:
            break
        face, words = found
        rows = lines(words, face, INNER)
        if len(rows) <= room or size == TITLE_SIZES[-1][0]:
            set_title(canvas, face, fitted(rows, room, face), runs_left(words))
            break
    return band(canvas)


def fitted(rows: list[str], room: int, face: Typeface) -> list[str]:
    """As many rows as there is room for; the last says when there were more."""
    return rows if len(rows) <= room else [*rows[: room - 1], shortened(rows[room - 1], face, INNER)]


def set_title(canvas: Image.Image, face: Typeface, rows: Sequence[str], at_right: bool) -> None:
    """Rows around the middle of their band."""
    step = round(face.size * 1.22)
    top = (MIDDLE - step * len(rows)) // 2
    for index, row in enumerate(rows, start=1):
        draw(canvas, face, row, top + step * index - round(face.size * 0.32), INK, at_right)


def set_line(canvas: Image.Image, place: Place, text: str, paths: Sequence[Path]) -> int:
    """A text on one line, cut where it does not fit; how wide it is."""
    if (found := setting(text, paths, place.size)) is None:
        return 0
    face, words = found
    line, *more = lines(words, face, place.width) or [""]
    if more:
        line = shortened(line, face, place.width)
    draw(canvas, face, line, place.baseline, place.ink, place.at_right)
    return face.width(line)


def draw(canvas: Image.Image, face: Typeface, line: str, baseline: int, ink: int, at_right: bool) -> None:
    """A line from its side of the picture."""
    left = FILTER + EDGE + (INNER - face.width(line) if at_right else 0)
    face.draw(canvas, left, baseline, line, ink)


def blank(height: int, areas: Sequence[Area] = ()) -> Image.Image:
    """Paper with some areas filled."""
    canvas = Image.new("L", (FILTER + WIDTH, height), PAPER)
    for left, top, right, bottom, ink in areas:
        canvas.paste(ink, (FILTER + left, top, FILTER + right, bottom))
    return canvas


def band(canvas: Image.Image) -> Band:
    """A canvas as rows, packed as runs of the same byte. It ends where another can begin."""
    canvas.putpalette(PALETTE)
    rows = canvas.tobytes("raw", f"P;{BITS}")
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zlib.Z_RLE)
    return Band(rows, packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH))


def png(bands: Sequence[Band]) -> bytes:
    """Bands below one another as a PNG file."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, BITS, 3, 0, 0, 0)
    checksum = 1
    for one in bands:
        checksum = zlib.adler32(one.rows, checksum)
    # A stream: its header, the packed rows, an empty last block, the checksum of what was packed.
    stream = b"\x78\x01" + b"".join(one.packed for one in bands) + b"\x03\x00" + struct.pack(">I", checksum)
    parts = ((b"IHDR", header), (b"PLTE", PALETTE), (b"IDAT", stream), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, content) for name, content in parts)


def chunk(name: bytes, content: bytes) -> bytes:
    """A part of a PNG file, with its length and its checksum."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
