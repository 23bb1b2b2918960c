"""The way from a page to an address; both are relative to the root of the site."""

from __future__ import annotations

import re
from contextvars import ContextVar
from functools import lru_cache
from html import escape
from itertools import accumulate

ABSOLUTE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
UNSAFE = re.compile(r'[\x00-\x20"<>\\^`{|}\x7f]|%(?![0-9A-Fa-f]{2})')

Above = tuple[tuple[str, str], ...]
"""The folders that a page lies in, the closest first, each with the way up to it."""


class Ways(dict[str, str]):
    """The way to each path of the site, in HTML, from where these folders are `above`."""

    def __init__(self, above: Above) -> None:
        super().__init__()
        self._above = above

    def __missing__(self, path: str) -> str:
        way = self[path] = escape(way_to(path, self._above))
        return way


ways_from = lru_cache(maxsize=64)(Ways)


class Here(Ways):
    """A page as the place that its links lead from. Out of its folder they lead as from those beside it."""

    def __init__(self, address: str) -> None:
        self._page, above = place_of(address)
        super().__init__(above)
        (self._folder, _), *others = above
        self._beside = ways_from((*others,))
        self._own = escape("#" + self._page.rstrip("/").rpartition("/")[2])

    def __missing__(self, path: str) -> str:
        if path.startswith(self._folder):
            return super().__missing__(path)
        way = self[path] = self._beside[path]
        return way

    def way(self, to: str) -> str:
        """The way to an address."""
        whole, path, fragment = in_html(to)
        if path == self._page and fragment:
            return fragment
        return whole or self[path] + fragment

    def link(self, to: str, words: str, attributes: str) -> str:
        """HTML as a link with attributes, unless it would lead to the page it stands on."""
        whole, path, fragment = in_html(to)
        if path != self._page or whole:
            return f'<a{attributes} href="{whole or self[path]}{fragment}">{words}</a>'
        if fragment in ("", self._own):
            return f"<span{attributes}>{words}</span>" if attributes else words
        return f'<a{attributes} href="{fragment}">{words}</a>'


HERE: ContextVar[Here] = ContextVar("HERE")
"""The page that is printed now."""


@lru_cache(maxsize=10_000)
def in_html(to: str) -> tuple[str, str, str]:
    """An address taken apart: the path as it is, the rest as HTML."""
    whole, path, fragment = taken_apart(to)
    return escape(whole), path, escape(fragment)


def relative(from_address: str, to_address: str) -> str:
    """The reference that leads from one page of the site to an address, after RFC 3986, section 4.2.

    A web or mail address stays what it is. Any other scheme and `//host` are read as the name of a page,
    and so lead nowhere else.
    """
    whole, path, fragment = taken_apart(to_address)
    here, above = place_of(from_address)
    if path == here and fragment:
        return fragment
    return whole or way_to(path, above) + fragment


@lru_cache(maxsize=1_000)
def place_of(address: str) -> tuple[str, Above]:
    """The path of a page, and the folders that it lies in."""
    path = percent_encoded(address.partition("#")[0].lstrip("/"))
    folders = ["", *accumulate(f"{step}/" for step in path.split("/")[:-1])]
    return path, tuple((folder, "../" * up) for up, folder in enumerate(reversed(folders)))


@lru_cache(maxsize=10_000)
def taken_apart(address: str) -> tuple[str, str, str]:
    """An address that leads off the site; else an empty one, and the path and the fragment of the page."""
    if ABSOLUTE.match(address):
        return percent_encoded(address), "", ""
    path, mark, fragment = address.lstrip("/").partition("#")
    return "", percent_encoded(path), mark + percent_encoded(fragment).replace("#", "%23")


def way_to(path: str, above: Above) -> str:
    """The way to a path: up to the first folder that it lies in too, then down."""
    for folder, up in above:
        if path.startswith(folder):
            down = path[len(folder) :]
            # A first segment with a colon would be a scheme, an empty one a host or nothing.
            if not up and (not down or down.startswith(("/", "?")) or ":" in down.partition("/")[0]):
                return "./" + down
            return up + down
    raise AssertionError("all paths lie in the root")


def percent_encoded(text: str) -> str:
    """Text with the characters that an address cannot hold written as percent codes (UTF-8)."""
    return UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), text)
