"""Pages that a parser would need too long for."""

from __future__ import annotations

import re
from collections import defaultdict

from generator.site_check.findings import Fault
from generator.site_check.places import WRITTEN

# A page whose tags nest without end costs the parser the square of its length; browsers stop
# keeping the nesting at 512. These close by themselves or cannot hold anything:
_FLAT = frozenset(
    [
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"),
        *("track", "wbr", "p", "li", "dt", "dd", "option", "optgroup", "rp", "rt", "colgroup", "thead"),
        *("tbody", "tfoot", "tr", "td", "th", "circle", "ellipse", "line", "path", "polygon", "polyline"),
        *("rect", "stop", "use"),
    ]
)

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")

_DEEPEST = 512

_FEW_TAGS = 2_000

_LONG_TAG = 20_000

_MOST_WORDS = 4_000

TANGLED = Fault(
    "tangled-page",
    "This page is nested deeper, or has a longer tag, than browsers keep, so it was not read",
    "Simplify what the page is made from: lists in lists or quotations in quotations without end.",
)

_SEPARATORS = str.maketrans("/\"'=", "    ")


def is_tangled(text: str) -> bool:
    """Whether a page is nested deeper, or has longer tags, than a browser keeps."""
    if text.count("<") > _FEW_TAGS and _depth_passes(text):
        return True
    return _has_long_stretch(text) and any(map(_is_overlong, text.split(">")))


def _has_long_stretch(text: str) -> bool:
    """Whether more than `_LONG_TAG` characters stand between one `>` and the next."""
    start = 0
    while start + _LONG_TAG < len(text):
        start = text.rfind(">", start, start + _LONG_TAG + 1) + 1
        if not start:
            return True
    return False


def _depth_passes(text: str) -> bool:
    """Whether more elements than browsers nest stand open at once."""
    is_open: defaultdict[str, int] = defaultdict(int)
    depth = 0
    for closing, name in _TAG.findall(text):
        if name in _FLAT:
            continue
        if not closing:
            is_open[name] += 1
            depth += 1
        elif is_open[name]:
            is_open[name] -= 1
            depth -= 1
        if depth > _DEEPEST:
            return True
    return False


def _is_overlong(tag: str) -> bool:
    """Whether what stands before a `>` could be a tag with thousands of attributes."""
    start = _TAG.search(tag) if len(tag) > _LONG_TAG else None
    if not start:
        return False
    return len(WRITTEN.sub(" one ", tag[start.start() :]).translate(_SEPARATORS).split()) > _MOST_WORDS
