"""Pages in HTML, with what the search is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from generator.outputs.search import SearchEntry, search_entries
from generator.parallel import mapped
from generator.rendering import Html, Renderer
from generator.views import PageView


@dataclass(frozen=True)
class PrintedPage:
    """A view with its HTML, what its head names, and what the search is told of it."""

    view: PageView
    body: str
    alternates: Html
    search_entries: tuple[SearchEntry, ...]


def print_pages(views: Sequence[PageView], renderer: Renderer) -> list[PrintedPage]:
    """Views in HTML, in their order."""
    printed = mapped(partial(print_page, renderer=renderer), views)
    return [PrintedPage(view, *parts) for view, parts in zip(views, printed, strict=True)]


def print_page(view: PageView, renderer: Renderer) -> tuple[str, Html, tuple[SearchEntry, ...]]:
    """A view's HTML, its head's links and its search entries."""
    head, sections = renderer.head(view), [renderer.section(view, section) for section in view.sections]
    body = renderer.joined(view, head, sections)
    return body, renderer.alternates(view), tuple(search_entries(view, head, sections))
