"""How much room words take at most, told without a font.

Readers have the fonts of their system, so a drawing made at build time cannot know how wide its words
will be. This table holds the widest of the common ones for each letter, in bold; a guess that is too
wide leaves a little air, one that is too narrow would let words run over a border.
"""

from __future__ import annotations

from functools import cache, lru_cache
from unicodedata import category, east_asian_width

WIDTHS: dict[str, int] = {
    "ijl'’": 35,
    "I,.:; ·|": 40,
    "f-/\\rt!()[]_`–ł": 55,
    'Jcsz?xLv“”"*': 66,
    "abdeghknopquyEFTSPYZ0123456789$": 75,
    "ABCKRVX{}": 80,
    "DGHNOQU&#+<=>^~": 90,
    "mwM@…—": 106,
    "W%ÆæŒœ": 122,
    "ЖШЩЮФЫЪжшщюфыъЏДдЛлМмЬь": 135,
    "سشصض": 148,
}
LETTER = {letter: width for letters, width in WIDTHS.items() for letter in letters}
WIDEST_LIGATURES = range(0xFDF0, 0xFDFE)
"""Single characters that stand for whole phrases of Arabic."""
SCRIPTS = ((0x250, 95), (0x530, 95), (0x600, 100), (0x900, 120), (0x1100, 130))
"""The most that other letters take, by where scripts end: Latin, Cyrillic, Hebrew, Arabic, Indic."""
PLAIN = 0.88
"""How wide type is that is not bold, next to bold type."""
UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc", "Cs"})


@cache
def width_of(letter: str) -> int:
    """The most that a letter takes, in hundredths of the size of the type."""
    if letter in LETTER:
        return LETTER[letter]
    if category(letter) in UNSEEN:
        return 0
    if ord(letter) in WIDEST_LIGATURES:
        return 750
    if east_asian_width(letter) in "WF":
        return 140 if ord(letter) > 0xFFFF else 104
    for end, width in SCRIPTS:
        if ord(letter) < end:
            return width
    return 180


@lru_cache(maxsize=10_000)
def breadth(text: str, size: float) -> float:
    """The most room that a text takes in bold type of this size; times `PLAIN` where it is not bold."""
    return sum(map(width_of, text)) * size / 100


def clipped(text: str, size: float, room: float) -> str:
    """As much of a text as fits, with an ellipsis where it was cut."""
    if breadth(text, size) <= room:
        return text
    kept, left = 0, room * 100 / size - width_of("…")
    for letter in text:
        left -= width_of(letter)
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + "…"


def wrapped(text: str, size: float, room: float, most: int = 2) -> list[str]:
    """A text in lines that fit, broken at spaces; what is left over is cut from the last."""
    lines: list[str] = []
    rest = text
    while len(lines) < most - 1 and breadth(rest, size) > room:
        first = clipped(rest, size, room).removesuffix("…")
        cut = len(first) if rest[len(first) :].startswith(" ") else first.rfind(" ")
        cut = cut if cut > 0 else len(first) or 1
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*lines, clipped(rest, size, room)]
