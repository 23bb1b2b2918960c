"""Files that a browser runs when somebody opens them: pages, scripts, and pictures with a script inside.

A file beside the pages is published as it stands, without the policy that pages carry. What it holds would
run in the site's name, so content holds none: its words go through the articles, where text is text.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

LARGEST_DRAWING = 2_000_000
"""The most bytes of a drawing that is looked through."""
PAGES = frozenset(
    [
        *(".htm", ".html", ".shtml", ".xhtml", ".xht", ".mht", ".mhtml", ".hta", ".htc", ".swf", ".svgz"),
        *(".xml", ".xsl", ".xslt", ".xsd", ".atom", ".rss", ".rdf", ".mml", ".mathml"),
        *(".php", ".asp", ".aspx", ".jsp", ".cgi"),
    ]
)
SCRIPTS = frozenset([".js", ".mjs", ".cjs", ".wasm"])

# In a drawing: what runs or frames something, code in attributes, what is asked of others.
_RUNS = (
    r"<\s*(?:[\w.-]+:)?(?:script|foreignobject|iframe|object|embed|audio|video|handler|listener)\b",
    r"[\s\"'/]on[a-z]+\s*=",
    r"(?:\b(?:href|src)\s*=\s*[\"']?|url\(\s*[\"']?|@import\s+[\"']?)\s*(?:https?:)?//",
    r"<!entity|<!attlist|<\?(?!xml\s)",
    r"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"'])",
)
RUNS = re.compile("|".join(_RUNS))
ADDRESS = re.compile("javascript:|vbscript:|data:(?:text|application|image/svg)")
_UNSEEN = re.compile(r"[\x00-\x20]+")
"""What browsers leave out of the scheme of an address."""


def active_problem(path: Path) -> str:
    """Why a file must not be published as it is; empty where it may."""
    kinds = {kind.lower() for kind in path.suffixes}
    if kinds & PAGES:
        return "A page of its own stands in the content, and browsers run what such a page holds"
    if kinds & SCRIPTS:
        return "A program stands in the content, and browsers could be made to run it"
    if ".svg" in kinds:
        return drawing_problem(path)
    return ""


def drawing_problem(path: Path) -> str:
    """Why a drawing (SVG) must not be published: it is a page of its own to a browser that opens it."""
    try:
        size = path.stat().st_size
        if size > LARGEST_DRAWING:
            return f"This drawing has {size:,} bytes, and the limit is {LARGEST_DRAWING:,}"
        text = path.read_bytes().decode("utf-8").lower()
    except (OSError, UnicodeDecodeError):
        return (
            "This drawing cannot be read as UTF-8, so nobody can tell whether browsers would run a part of it"
        )
    plain = unescape(text)
    if "\0" in text or RUNS.search(text) or RUNS.search(plain) or ADDRESS.search(_UNSEEN.sub("", plain)):
        return "This drawing holds more than a drawing: browsers would run a part of it, or ask another site"
    return ""
