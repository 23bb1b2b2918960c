"""Pages in HTML, with what the search is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from generator.outputs.search import SearchEntry, search_entries
from generator.parallel import mapped
from generator.rendering import Renderer
from generator.views import PageView


@dataclass(frozen=True)
class PrintedPage:
    """A view with its HTML and what the search is told of it."""

    view: PageView
    body: str
    search_entries: tuple[SearchEntry, ...]


def print_pages(views: Sequence[PageView], renderer: Renderer) -> list[PrintedPage]:
    """Views in HTML, in their order."""
    printed = mapped(partial(print_page, renderer=renderer), views)
    return [PrintedPage(view, body, entries) for view, (body, entries) in zip(views, printed, strict=True)]


def print_page(view: PageView, renderer: Renderer) -> tuple[str, tuple[SearchEntry, ...]]:
    """A view's HTML and search entries."""
    head, sections = renderer.head(view), [renderer.section(view, section) for section in view.sections]
    return renderer.joined(view, head, sections), tuple(search_entries(view, head, sections))
