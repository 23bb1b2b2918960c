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
from collections.abc import Collection, Iterator, Mapping
from functools import cache, partial
from pathlib import Path

from generator.parallel import mapped
from generator.site_check.findings import Finding, PageLinks, Site, is_page
from generator.site_check.page import page_facts
from generator.site_check.places import finding_lines, located
from generator.site_check.styles import style_sheet
from generator.site_check.targets import resolve

__all__ = ["Finding", "PageLinks", "Site", "check_site", "finding_lines", "page_facts", "resolve"]


def check_site(
    folder: Path,
    *,
    base_path: str = "/",
    only: Collection[str] | None = None,
    read: Mapping[str, PageLinks] | None = None,
) -> list[Finding]:
    """Everything wrong with the pages and style sheets below `folder`, by file and line.

    `base_path` is where the site stands on its host ("/explainers/"). `only` names the files to
    report on, such as "a/index.html"; of the others only the anchors that links need are read. `read` has
    what `page_facts` found on pages that somebody has read already.
    """
    files = frozenset(_files(folder))
    reported = files if only is None else files & set(only)

    known = dict(read or {})
    pages = sorted(name for name in reported if is_page(name) and name not in known)
    known.update(zip(pages, mapped(partial(_read_page, folder), pages), strict=True))

    @cache
    def facts(page: str) -> PageLinks:
        return known[page] if page in known else _read_page(folder, page)

    site = Site(files, f"/{base_path.strip('/')}/".replace("//", "/"), lambda page: facts(page).anchors)
    findings: set[Finding] = set()
    for name in reported:
        if is_page(name):
            faults = [*facts(name).faults, *resolve(name, facts(name), site)]
            if faults:
                findings.update(located(name, (folder / name).read_bytes(), faults))
        elif name.endswith(".css"):
            findings.update(style_sheet(name, (folder / name).read_bytes()))
    return sorted(findings)


def _read_page(folder: Path, page: str) -> PageLinks:
    return page_facts((folder / page).read_bytes())


def _files(folder: Path, below: str = "") -> Iterator[str]:
    """The files under a folder, with forward slashes; linked folders are not entered."""
    waiting = [below]
    while waiting:
        below = waiting.pop()
        with os.scandir(folder / below) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{below}{entry.name}/")
                elif entry.is_file():
                    yield below + entry.name
