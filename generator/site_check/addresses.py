"""One address, as a browser reads it."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from generator.site_check.findings import Fault, Link, Use
from generator.site_check.places import shown

# What browsers drop from an address before they read it (WHATWG URL, 4.4).
_EDGES = "".join(map(chr, range(0x21)))

_LINE_BREAKS = re.compile(r"[\t\n\r]")

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")

_WITH_HOST = re.compile(r"https?://[^/?#\\]", re.IGNORECASE)

# Up some folders, down others, to a place: what nearly all links say.
_PLAIN = re.compile(r"((?:\.\./)*+)((?:[\w-]++/)*+)(?:#([\w.-]*+))?", re.ASCII)

_MEDIA = ("image/", "audio/", "video/", "font/")

_CODE = ("javascript", "vbscript", "data", "blob")

_CACHED_LENGTH = 2_000


def judged(use: Use, written: str, attribute: str) -> tuple[Fault | Link, ...]:
    """What an address is: a link into the site, a fault, or (nothing) an address that may stand."""
    if use is Use.FOLLOWED and attribute == "href":
        return followed(written)
    return _judge(use, written, attribute)


def followed(written: str) -> tuple[Fault | Link, ...]:
    """What the address of a link is: many come again on page after page."""
    return _judge_link(written) if len(written) > _CACHED_LENGTH else _judge_link_once(written)


def _judge_link(written: str) -> tuple[Fault | Link, ...]:
    if plain := _PLAIN.fullmatch(written):
        ups, path, fragment = plain.groups("")
        return (Link(written, "href", False, len(ups) // len("../"), path, not (ups or path), fragment),)
    return _judge(Use.FOLLOWED, written, "href")


_judge_link_once = lru_cache(maxsize=1 << 14)(_judge_link)


def _judge(use: Use, written: str, attribute: str) -> tuple[Fault | Link, ...]:
    plain = _LINE_BREAKS.sub("", written.strip(_EDGES))
    scheme = _SCHEME.match(plain)
    hostwards = plain[:2].replace("\\", "/") == "//"
    if not scheme and not hostwards:
        return (_link(written, attribute, plain),)
    name = scheme[1].lower() if scheme else ""
    if hostwards or _WITH_HOST.match(plain):
        if use is not Use.FOLLOWED:
            return (_third_party(written, attribute),)
        return (_bad_scheme(written, attribute, use, name),) if hostwards else ()
    if name in ("mailto", "tel") and use is Use.FOLLOWED:
        return ()
    if name == "data" and use is Use.LOADED and plain[5:].lower().startswith(_MEDIA):
        return ()
    return (_bad_scheme(written, attribute, use, name),)


def _third_party(written: str, attribute: str) -> Fault:
    return Fault(
        "third-party",
        f"This page asks another site for “{shown(written)}”",
        "That site would learn of every reader. First save a copy in the folder of this page"
        f"{_copied(written)}.",
        attribute,
        written,
    )


def _copied(written: str) -> str:
    """How a copy is named in place of the address that it had."""
    name = re.search(r"([A-Za-z0-9_-]+\.[A-Za-z0-9]{2,5})(?:[?#]|$)", written)
    if not name:
        return ", then write its name here"
    return f", as “{name[1]}”, then write that name in place of the address"


def _bad_scheme(written: str, attribute: str, use: Use, name: str) -> Fault:
    whole = "Write the whole address, beginning with https:// (or mailto:, or tel:). Where there is none, "
    start = "No address stands behind it: " if name in _CODE else whole
    words = f'keep the words alone, so that <a href="{shown(written)}">words</a> becomes “words”.'
    away = f"Write the address of a file of this site there, or delete “{attribute}=…” with what it holds."
    return Fault(
        "bad-scheme",
        f"“{shown(written)}” is not an address that a page may use here",
        f"{start}{words}" if use is Use.FOLLOWED else away,
        attribute,
        written,
    )


def _link(written: str, attribute: str, plain: str) -> Link:
    """Read an address without a scheme; `.`, `..` and `%2e` are steps, as in browsers."""
    before, _, fragment = plain.partition("#")
    path = before.partition("?")[0].replace("\\", "/")
    rooted = path.startswith("/")
    *folders, last = path.removeprefix("/").split("/")
    ups, kept, step = 0, list[str](), ""
    for segment in (*folders, last or "."):
        coded = "%" in segment
        step = segment.lower().replace("%2e", ".") if coded else segment
        if step == ".." and kept:
            kept.pop()
        elif step == "..":
            ups += 1
        elif step != ".":
            kept.append(unquote(segment) if coded else segment)
    below = "/".join(kept) + ("/" if kept and step in (".", "..") else "")
    return Link(written, attribute, rooted, ups, below, not path, fragment.partition(":~:")[0])
