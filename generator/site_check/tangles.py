"""Pages that a parser would need too long for."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice

from generator.site_check.findings import AT, Fault, mended_by_keepers
from generator.site_check.places import WRITTEN

# A page whose tags nest without end costs the parser the square of its length; browsers stop
# keeping the nesting at 512. These close by themselves or cannot hold anything:
_FLAT = frozenset(
    name.encode()
    for name in [
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"),
        *("track", "wbr", "p", "li", "dt", "dd", "option", "optgroup", "rp", "rt", "colgroup", "thead"),
        *("tbody", "tfoot", "tr", "td", "th", "circle", "ellipse", "line", "path", "polygon", "polyline"),
        *("rect", "stop", "use"),
    ]
)

_TAG = re.compile(rb"<(/?)([a-zA-Z][^\s/>]*)")

_DEEPEST = 512

_FEW_TAGS = 2_000

_LEVELS = 4

_LONG_TAG = 20_000

_MOST_WORDS = 4_000

_SEPARATORS = str.maketrans("/\"'=", "    ")


def tangle(html: bytes) -> Fault | None:
    """Where more stands open in a page, or a tag is longer, than a browser keeps; None where it is sound."""
    if html.count(b"<") > _FEW_TAGS and _could_be_deep(html) and (number := _too_many_open(html)) >= 0:
        words = f"More than {_DEEPEST} parts of this page stand inside each other here, so it was not read on"
        hint = "look for a tag like <div> that is opened again and again, and never closed."
        return _found(words, hint, html, next(islice(_TAG.finditer(html), number, None)).start())
    if _has_long_stretch(html) and (place := _overlong(html)) >= 0:
        words = "A tag begins here that is longer than browsers keep, so this page was not read on"
        return _found(words, "look for the > that is missing in it.", html, place)
    return None


def _found(words: str, order: str, html: bytes, place: int) -> Fault:
    """The fault at a place, which is counted in characters from here on."""
    letters = len(html[:place].decode("utf-8", "replace"))
    return Fault("tangled-page", words, mended_by_keepers(order), AT, "", letters)


def _overlong(html: bytes) -> int:
    """Where the first tag begins that is too long; -1 where none is."""
    place = 0
    for part in html.split(b">"):
        if _is_overlong(part):
            return place + part.find(b"<")
        place += len(part) + 1
    return -1


def _has_long_stretch(html: bytes) -> bool:
    """Whether more than `_LONG_TAG` bytes stand between one `>` and the next."""
    start = 0
    while start + _LONG_TAG < len(html):
        start = html.rfind(b">", start, start + _LONG_TAG + 1) + 1
        if not start:
            return True
    return False


def _whole(levels: int) -> str:
    """The pattern of an element that closes all it opens, and in which so many at most stand open at once."""
    inside = f"(?:{_whole(levels - 1)}[^<]*+)*+" if levels > 1 else ""
    return rf"<(?P<tag{levels}>[a-zA-Z0-9-]++)[\s/>][^<]*+{inside}</(?P=tag{levels})[\s/>]"


_WHOLE = re.compile(_whole(_LEVELS).encode())


def _could_be_deep(html: bytes) -> bool:
    """Whether it has to be counted: no more can stand open than is opened outside of whole elements."""
    rest = _WHOLE.sub(b"", html)
    return rest.count(b"<") - rest.count(b"</") > _DEEPEST - _LEVELS


def _too_many_open(html: bytes) -> int:
    """The number of the tag with which more elements stand open than browsers nest; -1 where none does."""
    is_open: defaultdict[bytes, int] = defaultdict(int)
    depth = 0
    for number, (closing, name) in enumerate(_TAG.findall(html)):
        if name in _FLAT:
            continue
        if not closing:
            is_open[name] += 1
            depth += 1
        elif is_open[name]:
            is_open[name] -= 1
            depth -= 1
        if depth > _DEEPEST:
            return number
    return -1


def _is_overlong(tag: bytes) -> bool:
    """Whether what stands before a `>` could be a tag with thousands of attributes."""
    start = _TAG.search(tag) if len(tag) > _LONG_TAG else None
    if not start:
        return False
    text = tag[start.start() :].decode("utf-8", "replace")
    return len(WRITTEN.sub(" one ", text).translate(_SEPARATORS).split()) > _MOST_WORDS
