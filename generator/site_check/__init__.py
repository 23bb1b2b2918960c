"""What is wrong with the finished HTML of a site, as a browser would read it.

Each page is parsed once into `PageLinks`, the little that other pages need to know of it; then its
links are resolved. Nothing here knows how the site was made.

| code | the fault |
|---|---|
| `broken-link` | an address inside the site where no file is, or that leaves the site |
| `broken-anchor` | the part after `#` is nowhere on the page it leads to |
| `duplicate-id` | one id at two places of a page: links reach the first only |
| `bad-scheme` | `javascript:`, `//host` and other addresses that are no plain link |
| `third-party` | the browser would ask another site for something |
| `script-in-text` | a program in what a page says; those of the theme stand around it |
| `event-attribute` | `onclick` and the like: code in an attribute |
| `missing-alt` | an image that says nothing to those who cannot see it |
| `empty-link` | a link without words |
| `meta-refresh` | a page that moves the reader on by itself |
| `base-address` | `<base>`, which changes what all links of the page mean |
| `hidden-page` | a page inside an attribute (`srcdoc`), which nothing here could check |
| `tangled-page` | nested deeper, or with longer tags, than a browser keeps: not read any further |
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Set
from functools import cache, partial
from itertools import chain
from pathlib import Path

from generator.parallel import mapped
from generator.site_check.findings import Finding, PageGroup, PageLinks, Site, is_page
from generator.site_check.page import content_facts, page_facts
from generator.site_check.places import finding_lines, located
from generator.site_check.styles import style_sheet
from generator.site_check.targets import group_of, resolve

__all__ = [
    "Finding", "PageGroup", "PageLinks", "Site", "check_site", "content_facts", "finding_lines", "group_of",
    "page_facts", "resolve", "rooted",
]  # fmt: skip


def check_site(
    folder: Path,
    *,
    base_path: str = "/",
    only: Collection[str] | None = None,
    groups: Iterable[PageGroup] = (),
) -> list[Finding]:
    """Everything wrong with the pages and style sheets below `folder`, by file and line.

    `base_path` is where the site stands on its host ("/explainers/"). `only` names the files to
    report on, such as "a/index.html"; of the others only the anchors that links need are read. `groups`
    are pages that somebody has read already: they are read again only where something is wrong. They are gone
    through several times, one by one.
    """
    files, base_path = frozenset(_files(folder)), rooted(base_path)
    reported = files if only is None else files & set(only)

    def read(pages: Iterable[str]) -> None:
        todo = sorted(pages)
        known.update(zip(todo, mapped(partial(_read_page, folder), todo), strict=True))

    known, survey = dict[str, PageLinks](), Survey(files)
    for group in groups:
        survey.take(group)
    read(name for name in reported - survey.seen if is_page(name))
    own = group_of(known.items(), base_path)
    survey.take(own)
    proved = survey.proved([own], groups)
    read(name for name in reported - proved - known.keys() if is_page(name))

    @cache
    def facts(page: str) -> PageLinks:
        return known[page] if page in known else _read_page(folder, page)

    site = Site(files, base_path, lambda page: facts(page).anchors)
    findings: set[Finding] = set()
    for name in reported - proved:
        if is_page(name):
            faults = [*facts(name).faults, *resolve(name, facts(name), site)]
            if faults:
                findings.update(located(name, (folder / name).read_bytes(), faults))
        elif name.endswith(".css"):
            findings.update(style_sheet(name, (folder / name).read_bytes()))
    return sorted(findings)


def rooted(base_path: str) -> str:
    """Where a site stands on its host, with a slash at either end."""
    return f"/{base_path.strip('/')}/".replace("//", "/")


class Survey:
    """What is known of pages, group by group, so that it need not be known of all of them at once."""

    def __init__(self, files: frozenset[str]) -> None:
        self._files = files
        self.seen, self._sound, self._missing = set[str](), set[str](), set[str]()

    def take(self, group: PageGroup) -> None:
        """One more group."""
        self.seen.update(group.anchors)
        self._sound.update(group.anchors if group.sound else ())
        self._missing.update(group.wanted - self._files)

    def proved(self, *groups: Iterable[PageGroup]) -> Set[str]:
        """The pages with which nothing is wrong: all that their groups want is there; told all once more."""
        wanted: dict[str, set[str]] = {}
        for place in self._missing:
            name, mark, anchor = place.partition("#")
            wanted.setdefault(name, set()).add(f"{mark}{anchor}")
        for group in chain(*groups):
            for name in wanted.keys() & group.anchors.keys() & self._files:
                wanted[name].difference_update(f"#{anchor}" for anchor in group.anchors[name])
        self._missing = {f"{name}{anchor}" for name, anchors in wanted.items() for anchor in anchors}
        if not self._missing:
            return self._sound
        sound = (group for group in chain(*groups) if group.sound and self._missing.isdisjoint(group.wanted))
        return {name for group in sound for name in group.anchors}


def _read_page(folder: Path, page: str) -> PageLinks:
    return page_facts((folder / page).read_bytes())


def _files(folder: Path) -> Iterator[str]:
    """The files under a folder, with forward slashes; linked folders are not entered."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with os.scandir(f"{folder}/{below}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{below}{entry.name}/")
                elif entry.is_file():
                    yield below + entry.name
