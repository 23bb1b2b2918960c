"""Files that stand on the site beside the pages: feeds, calendars, data, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.outputs.calendars import calendars
from generator.outputs.datasets import datasets
from generator.outputs.feeds import feeds
from generator.outputs.publication import publication
from generator.pages.desk import Desk
from generator.views import PageView


@dataclass(frozen=True)
class OutputFile:
    """A file by its path on the site, with forward slashes."""

    path: str
    content: bytes


@dataclass(frozen=True)
class Site:
    """What files are made from. `url` ends in a slash; empty where it is not known yet."""

    desk: Desk
    pages: Sequence[PageView]
    name: str
    url: str


def machine_files(site: Site) -> Iterator[OutputFile]:
    """Feeds, calendars and data."""
    published = publication(site.desk, site.name, site.url)
    for path, content in (*feeds(published), *calendars(published), *datasets(published)):
        yield OutputFile(path, content)


MAKERS: tuple[Callable[[Site], Iterator[OutputFile]], ...] = (machine_files,)
"""Each makes the files of one kind."""


def output_files(desk: Desk, pages: Sequence[PageView], name: str, url: str) -> Iterator[OutputFile]:
    """All files, each path once."""
    site = Site(desk, pages, name, url and f"{url.rstrip('/')}/")
    for make in MAKERS:
        yield from make(site)
