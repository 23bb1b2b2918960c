"""Pages in HTML, with what the search is told of them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.outputs.search import SearchEntry, search_entries
from generator.rendering import Renderer
from generator.views import PageView


@dataclass(frozen=True)
class PrintedPage:
    """A view with its HTML and what the search is told of it."""

    view: PageView
    body: str
    search_entries: tuple[SearchEntry, ...]


def print_page(view: PageView, renderer: Renderer) -> PrintedPage:
    """A view in HTML."""
    head, sections = renderer.head(view), [renderer.section(view, section) for section in view.sections]
    return PrintedPage(
        view, renderer.joined(view, head, sections), tuple(search_entries(view, head, sections))
    )
