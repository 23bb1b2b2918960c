"""Ids that editors choose, and anchors made from texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

LONGEST_ID = 64
LONGEST_ANCHOR = 80
ID_PATTERN = r"^[a-z][a-z0-9-]{0,63}$"
"""What JSON Schema can say of an id; `id_problem` says the rest."""

DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
"""Names that Windows keeps for devices: no file or folder can have them there."""

_RULE = "an id is made of small letters from a to z, digits and hyphens"
_NAMES = {
    " ": "a space", "\u00a0": "a no-break space", "\t": "a tab", "\n": "a line break", "\r": "a line break",
    "/": "a slash", "\\": "a backslash", ".": "a full stop", "%": "a percent sign", "_": "an underscore",
}  # fmt: skip
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SPELT_OUT = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
    | dict.fromkeys("'’ʼ`´", "")
)


def id_problem(text: str) -> str:
    """Why a text cannot be an id, as a clause that follows a colon; empty when it can.

    Stricter than `ID_PATTERN`: no device names, and hyphens only between words.
    """
    if not text:
        return "it is empty"
    if len(text) > LONGEST_ID:
        return f"it is too long, {len(text):,} characters where {LONGEST_ID} are the most"
    if re.search(r"[^a-zA-Z0-9-]", text):
        return _odd_character(text)
    if text.lower() in DEVICES:
        return f"“{text}” is a name that Windows keeps for a device"
    if text != text.lower():
        return f"“{text}” has capitals, which some computers cannot tell apart; write “{text.lower()}”"
    if not re.match(r"[a-z]", text):
        return f"“{text}” begins with “{text[0]}”, and an id begins with a letter from a to z"
    spare = text.endswith("-") or "--" in text
    return f"“{text}” has a hyphen too many; hyphens stand between words, one at a time" if spare else ""


def _odd_character(text: str) -> str:
    """The first character that no id has, by a name that people know."""
    odd = next(c for c in text if not (c.isascii() and c.isalnum()) and c != "-")
    shown = "".join(c if c.isprintable() else "\ufffd" for c in text)
    name = _NAMES.get(odd) or (
        f"“{odd}”" if odd.isprintable() else f"an invisible character (U+{ord(odd):04X})"
    )
    return f"“{shown}” has {name} in it, and {_RULE}"


def suggest_id(text: str) -> str:
    """A good id made from any text; empty when nothing is left of it."""
    slug = "-".join(_ascii_words(text)).lstrip("0123456789-")[:LONGEST_ID].rstrip("-")
    return f"{slug}-1" if slug in DEVICES else slug


def paragraph_slug(text: str) -> str:
    """An anchor for a paragraph: `p-` and its first five words, so that it outlives edits behind them.

    A paragraph that does not begin in Latin letters is known by a digest of its text.
    """
    slug = "-".join(_ascii_words(text)[:5])[: LONGEST_ANCHOR - 2].rstrip("-")
    return f"p-{slug}" if re.search(r"[a-z]", slug) else f"p-{_digest(text)}"


def heading_slug(text: str) -> str:
    """An anchor for a heading in the letters of its own script; never empty.

    A digest stands for what is too long or has no letter, so that different texts stay apart.
    """
    kept = "".join(map(_letter_or_dash, _composed(_composed(text).casefold())))
    slug = re.sub("-+", "-", kept).strip("-")
    if len(slug) > LONGEST_ANCHOR:
        return f"{slug[: LONGEST_ANCHOR - 9].rstrip('-')}-{_digest(text)}"
    return slug if any(c.isalnum() for c in slug) else f"h-{_digest(text)}"


def _letter_or_dash(character: str) -> str:
    """Letters, digits and the marks on them stay; apostrophes and format characters join their words."""
    category = unicodedata.category(character)
    if category[0] in "LMN":
        return character
    return "" if category == "Cf" or character in "'’" else "-"


def _ascii_words(text: str) -> list[str]:
    """The words that a text begins with in lower-case ASCII; what has no ASCII form falls away."""
    lowered = text[:1000].casefold().translate(_SPELT_OUT)
    # One character at a time: putting long runs of combining marks in order takes quadratic time.
    plain = _NOT_ASCII.sub(lambda match: _without_marks(match[0]), lowered)
    return re.findall(r"[a-z0-9]+", plain)


@lru_cache(maxsize=1_000)
def _without_marks(character: str) -> str:
    """A character as the plain letters that it stands for, in lower case."""
    parts = unicodedata.normalize("NFKD", character).lower()
    return "".join(part for part in parts if not unicodedata.combining(part))


def _composed(text: str) -> str:
    """A text in normal form C; as it stands when it piles up marks, for their order takes quadratic time."""
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > 30:
            return text
    return unicodedata.normalize("NFC", text)


def _digest(text: str) -> str:
    """Eight characters that tell texts apart."""
    return sha256(_composed(text).encode("utf-8", "surrogatepass")).hexdigest()[:8]


class Anchors:
    """Hands out anchors, each once: `talks`, `talks-2`, `talks-3`."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def claim(self, slug: str) -> str:
        """The slug, or the slug with the first number from 2 that makes it unique."""
        anchor, number = slug, self._next.get(slug, 2)
        while anchor in self._taken:
            anchor, number = f"{slug}-{number}", number + 1
        self._next[slug] = number
        self._taken.add(anchor)
        return anchor
