"""The way from a page to an address, and links that lead from no page until it is printed.

Addresses are relative to the root of the site. What is printed on several pages carries its links between
marks; a page puts in the ways that lead from it, in one go.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

ABSOLUTE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
UNSAFE = re.compile(r'[\x00-\x20"<>\\^`{|}\x7f]|%(?![0-9A-Fa-f]{2})')

MARK = "<>"
"""Stands around each link until its page is known. Escaped text cannot hold it, and no template prints it."""

Above = tuple[tuple[str, str], ...]
"""The folders that a page lies in, the closest first, each with the way up to it."""


class Here(dict[str, str]):
    """A page as the place that its links lead from: the way to each path of the site."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._page = escape(percent_encoded(path_of(address)))
        self._above = folders_above(self._page)
        self._own = "#" + self._page.rstrip("/").rpartition("/")[2]

    def __missing__(self, path: str) -> str:
        way = self[path] = way_to(path, self._above)
        return way

    def led(self, html: str) -> str:
        """HTML with its links leading from here."""
        parts = html.split(MARK)
        parts[1::2] = map(self._said, parts[1::2])
        return "".join(parts)

    def _said(self, marked: str) -> str:
        """What stands between marks, as this page says it. A link that would lead to it is none."""
        path, fragment, *link = marked.split(">", 3)
        is_here = path == self._page
        way = fragment if is_here and fragment else self[path] + fragment
        if not link:
            return way
        style, words = link
        if is_here and fragment in ("", self._own):
            return f"<span{style}>{words}</span>" if style else words
        return f'<a{style} href="{way}">{words}</a>'


def address_led(to: str) -> str:
    """An address in HTML; one of a page of the site stands between marks."""
    whole, marked = marked_address(to)
    return whole or f"{MARK}{marked}{MARK}"


def link_led(to: str, words: str, style: str = "") -> str:
    """HTML as a link, unless it would lead to the page it stands on."""
    whole, marked = marked_address(to)
    if whole:
        return f'<a{style} href="{whole}">{words}</a>'
    return f"{MARK}{marked}>{style}>{words}{MARK}"


@lru_cache(maxsize=10_000)
def marked_address(to: str) -> tuple[str, str]:
    """An address that leads off the site, in HTML; else an empty one, and a page's path and fragment."""
    whole, path, fragment = map(escape, taken_apart(to))
    return whole, f"{path}>{fragment}"


def relative(from_address: str, to_address: str) -> str:
    """The reference that leads from one page of the site to an address, after RFC 3986, section 4.2.

    A web or mail address stays what it is. Any other scheme and `//host` are read as the name of a page,
    and so lead nowhere else.
    """
    whole, path, fragment = taken_apart(to_address)
    here = percent_encoded(path_of(from_address))
    if path == here and fragment:
        return fragment
    return whole or way_to(path, folders_above(here)) + fragment


def path_of(address: str) -> str:
    """The path of a page's address."""
    return address.partition("#")[0].lstrip("/")


def taken_apart(address: str) -> tuple[str, str, str]:
    """An address that leads off the site; else an empty one, and the path and the fragment of the page."""
    if ABSOLUTE.match(address):
        return percent_encoded(address), "", ""
    path, mark, fragment = address.lstrip("/").partition("#")
    return "", percent_encoded(path), mark + percent_encoded(fragment).replace("#", "%23")


def folders_above(path: str) -> Above:
    """The folders that a path lies in, down to the root of the site."""
    folders = path.split("/")[:-1]
    depths = range(len(folders), -1, -1)
    return tuple(("".join(f"{one}/" for one in folders[:n]), "../" * (len(folders) - n)) for n in depths)


def way_to(path: str, above: Above) -> str:
    """The way to a path: up to the first folder that it lies in too, then down."""
    for folder, up in above:
        if path.startswith(folder):
            down = path[len(folder) :]
            # A first segment with a colon would be a scheme, an empty one a host or nothing.
            if not up and (not down or down.startswith(("/", "?")) or ":" in down.partition("/")[0]):
                return "./" + down
            return up + down
    raise AssertionError


def percent_encoded(text: str) -> str:
    """Text with the characters that an address cannot hold written as percent codes (UTF-8)."""
    return UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), text)
