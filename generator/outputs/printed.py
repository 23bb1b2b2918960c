"""Pages in HTML."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from generator.frozen import Frozen
from generator.parallel import mapped
from generator.rendering import Renderer
from generator.templating import Html
from generator.views import PageView


class PrintedPage(Frozen):
    """A view with its HTML, and what its head names."""

    view: PageView
    body: str
    alternates: Html


def print_pages(views: Sequence[PageView], renderer: Renderer) -> list[PrintedPage]:
    """Views in HTML, in their order."""
    printed = mapped(partial(print_page, renderer=renderer), views)
    return [PrintedPage(view, *parts) for view, parts in zip(views, printed, strict=True)]


def blank(views: Sequence[PageView]) -> list[PrintedPage]:
    """Views that are given their words later."""
    return [PrintedPage(view, "", Html()) for view in views]


def print_page(view: PageView, renderer: Renderer) -> tuple[str, Html]:
    """A view's HTML, and its head's links."""
    return renderer.body(view), renderer.alternates(view)
