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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path

from generator.parallel import beside, mapped
from generator.site_check.findings import Finding, PageGroup, PageLinks, Site, is_page
from generator.site_check.page import content_facts, page_facts
from generator.site_check.places import finding_lines, located
from generator.site_check.readings import Readings, digest_of
from generator.site_check.styles import style_sheet
from generator.site_check.surveying import Survey
from generator.site_check.targets import group_of, resolve

__all__ = [
    "Finding", "PageGroup", "PageLinks", "Readings", "Site", "check_site", "content_facts", "finding_lines",
    "group_of", "page_facts", "resolve", "rooted",
]  # fmt: skip

MANY = 20
"""Fewer pages are read before a helper has begun."""


def check_site(
    folder: Path,
    *,
    base_path: str = "/",
    only: Collection[str] | None = None,
    groups: Iterable[PageGroup] = (),
    readings: Readings | None = None,
) -> list[Finding]:
    """Everything wrong with the pages and style sheets below `folder`, by file and line.

    `base_path` is where the site stands on its host ("/explainers/"). `only` names the files to
    report on, such as "a/index.html"; of the others only the anchors that links need are read. `groups`
    are pages that somebody has read already: they are read again only where something is wrong. They are gone
    through one by one, twice if something is missing. What other pages come to is taken from `readings`, and
    noted there.
    """
    files, base_path = frozenset(_files(folder)), rooted(base_path)
    reported = files if only is None else files & set(only)
    readings = readings or Readings()
    sheets = _StyleSheets(folder, [name for name in reported if name.endswith(".css")], readings)
    survey = Survey(files)
    for group in groups:
        survey.take(group)
    others = sorted(name for name in reported - survey.offered.keys() if is_page(name))
    # What is known already takes less than to have a helper.
    many = len(others) + 1 if readings.before else MANY
    read = mapped(partial(_page_alone, folder, base_path, readings.before), others, many, joining=True)
    readings.now.update(read)
    alone = [group for _, group in read]
    for group in alone:
        survey.take(group)
    proved = survey.proved(alone, groups)
    doubted = sorted(name for name in reported - proved if is_page(name))
    known = dict(zip(doubted, mapped(partial(_read_page, folder), doubted), strict=True))

    @cache
    def anchors_of(page: str) -> frozenset[str]:
        return (known.get(page) or _read_page(folder, page)).anchors

    site, findings = Site(files, base_path, anchors_of), set[Finding]()
    for name, facts in known.items():
        faults = [*facts.faults, *resolve(name, facts, site)]
        if faults:
            findings.update(located(name, (folder / name).read_bytes(), faults))
    findings.update(sheets.findings())
    return sorted(findings)


def rooted(base_path: str) -> str:
    """Where a site stands on its host, with a slash at either end."""
    return f"/{base_path.strip('/')}/".replace("//", "/")


def _read_page(folder: Path, page: str) -> PageLinks:
    return page_facts((folder / page).read_bytes())


def _page_alone(
    folder: Path, base_path: str, before: Mapping[bytes, PageGroup], page: str
) -> tuple[bytes, PageGroup]:
    """A page that is in no group, as a group of its own, and its digest."""
    html = (folder / page).read_bytes()
    key = digest_of(page, html)
    return key, before.get(key) or group_of([(page, page_facts(html))], base_path)


class _StyleSheets:
    """The style sheets of a site: a helper reads those that nobody knows while pages are read."""

    def __init__(self, folder: Path, names: Iterable[str], readings: Readings) -> None:
        self._sheets = {name: (folder / name).read_bytes() for name in names}
        self._keys = {name: digest_of(name, css) for name, css in self._sheets.items()}
        self._readings = readings
        self._found: tuple[Callable[[], dict[str, list[Finding]]], ...] = (dict,)
        if not readings.before.keys() >= {*self._keys.values()}:
            self._found = beside(self._read)

    def _read(self) -> dict[str, list[Finding]]:
        """What is wrong with those that are new, by name."""
        known = self._readings.before
        return {
            name: [*style_sheet(name, css)]
            for name, css in self._sheets.items()
            if self._keys[name] not in known
        }

    def findings(self) -> Iterator[Finding]:
        """What is wrong with all of them; in which nothing is, is noted."""
        found = self._found[0]()
        for name, key in self._keys.items():
            yield from found.get(name, ())
            if not found.get(name):
                self._readings.now[key] = PageGroup()


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
