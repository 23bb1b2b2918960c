"""What each stage of our build takes: processor seconds, all of them one after another in this process."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

from generator.build import Settings
from generator.catalogue import Catalogue
from generator.checks import check
from generator.edition import make_edition
from generator.gathering import read_library
from generator.outputs.printed import print_page
from generator.pages.desk import Desk
from generator.press import Press
from generator.rendering import Renderer, find_templates
from generator.site_check import content_facts


def stages(content: Path) -> Iterator[tuple[str, float]]:
    """The name of each stage and its seconds. The theme, the search's index and the files are not in here."""
    gc.disable()
    clock = Clock()
    settings, say = Settings(content, "content", "The Explainers"), Catalogue()
    library, _ = read_library(settings.content, settings.shown, say)
    yield "reading sheets and articles", clock.lap()
    edition, _ = make_edition(library)
    yield "evidence, links, ties, see-also", clock.lap()
    assert not list(check(edition, settings.shown))
    yield "rules", clock.lap()
    press = Press(Desk(edition, settings.shown, "", say, settings.site_name))
    views = (*press.site_pages, *(page for part in press.parts for page in press.pages_of(part)))
    yield f"views of {len(views):,} pages", clock.lap()
    renderer = Renderer(find_templates(), say)
    yield "templates", clock.lap()
    printed = [print_page(view, renderer) for view in views]
    yield "printing, and what the search is told", clock.lap()
    assert all(content_facts(body.encode()) is not None for body, *_ in printed)
    yield "reading the finished HTML", clock.lap()
    assert list(press.data_files())
    yield "feeds, calendars, data", clock.lap()


class Clock:
    """Processor seconds since it was looked at last, those of helpers too."""

    def __init__(self) -> None:
        self._before = sum(os.times()[:4])

    def lap(self) -> float:
        """The seconds, and a new start."""
        now = sum(os.times()[:4])
        self._before, seconds = now, now - self._before
        return seconds
