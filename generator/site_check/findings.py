"""What is found, and the little that other pages need to know of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from msgspec import field

from generator.frozen import Frozen

AT = "@"
"""In place of an attribute: `nth` is the place itself."""


class Finding(Frozen, order=True):
    """One fault at one place: `file` is relative to the site, `line` is counted from 1."""

    file: str
    line: int
    code: str
    message: str
    hint: str


class Fault(NamedTuple):
    """A fault whose line is not known yet, only the attribute that it was met in."""

    code: str
    message: str
    hint: str
    attribute: str = ""
    value: str = ""
    nth: int = 0


class Link(NamedTuple):
    """An address inside the site, as far as it can be read without knowing the page it is on."""

    written: str
    attribute: str
    rooted: bool
    """It begins with `/`."""
    ups: int
    """How many folders it climbs."""
    path: str
    """The file below that, decoded; a folder ends in `/`; empty for the folder climbed to."""
    same_page: bool
    fragment: str


class PageLinks(Frozen):
    """What a page offers to links, where its own links lead, and what is wrong within it alone."""

    anchors: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()
    faults: tuple[Fault, ...] = ()

    def with_head(self, head: PageLinks) -> PageLinks | None:
        """The same with a part of its head that was read alone; None where both have to be read as one."""
        if head.anchors:
            return None
        return PageLinks(self.anchors, (*self.links, *head.links), (*self.faults, *head.faults))


class PageGroup(Frozen):
    """Pages that were read together, as far as the rest of a site needs to know them.

    `anchors` are those that each page offers to links, by its file. Outside of the group its links lead to
    the `files`, and to the `places` in files: anchors that these have to offer. Only of a `sound` group that
    wants nothing but what is there it is sure that nothing is wrong with it.
    """

    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    places: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sound: bool = True

    def within(self, frames: Sequence[PageGroup]) -> PageGroup:
        """The same contents in the frames that stand around them, each read as the frame of one page."""
        around = [*{id(frame): frame for frame in frames}.values()]
        ids = {one for frame in around for anchors in frame.anchors.values() for one in anchors}
        once = all(ids.isdisjoint(anchors) for anchors in self.anchors.values())
        places = {name: set(anchors) for name, anchors in self.places.items()}
        for frame in around:
            for name, anchors in frame.places.items():
                places.setdefault(name, set()).update(anchors)
        return PageGroup(
            self.anchors,
            self.files.union(*(frame.files for frame in around)),
            {name: frozenset(anchors) for name, anchors in places.items()},
            self.sound and once and all(frame.sound for frame in around),
        )


class Site(Frozen, dict=True):
    """What resolving needs to know: all files, the folder on the host, and each page's anchors."""

    files: frozenset[str]
    base_path: str
    anchors_of: Callable[[str], frozenset[str]]

    @cached_property
    def by_small_letters(self) -> dict[str, str]:
        """The files by their names in lower case."""
        return {name.lower(): name for name in sorted(self.files)}

    @cached_property
    def by_folder(self) -> dict[str, set[str]]:
        """What stands in each folder: files, and folders with an index page."""
        found: dict[str, set[str]] = {}
        for name in self.files:
            for one in {name, name.removesuffix("/index.html")}:
                folder, _, last = one.rpartition("/")
                found.setdefault(folder, set()).add(last)
        return found


Found = Iterator[Fault | Link]


class Use(StrEnum):
    """What a browser does with an address."""

    FOLLOWED = "by the reader, or by nobody"
    LOADED = "by itself"
    FRAMED = "by itself, and it runs as a page"


def mended_by_keepers(order: str) -> str:
    """Who puts right what no article and no fact sheet can hold: who wrote a page, or keeps the templates."""
    return f"If you wrote this yourself, {order} If not, show this to whoever keeps the site's templates."


def is_page(name: str) -> bool:
    """Whether a file is a page, by its name."""
    return name.endswith((".html", ".htm"))
