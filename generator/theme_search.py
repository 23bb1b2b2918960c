"""Search entries handed to Material's search plugin, instead of letting it parse every finished page.

This is the one place that leans on names of Material which it does not promise: the plugin's
`search_index` and its list `entries`. `tests/test_theme_shell.py` holds it to the pages that the plugin
finds by itself. Where the names are gone, or `fast_search: false` is set, the plugin does its own work:
it finds the same pages, but each fact on all that repeat it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.outputs.search import SearchEntry, for_theme

PLUGINS = ("material/search", "search")


def has_search(plugins: Any) -> bool:
    """Whether the site has the theme's search."""
    return any(name in plugins for name in PLUGINS)


def has_index(plugins: Any) -> bool:
    """Whether entries can be handed over."""
    return index_entries(plugins) is not None


def index_entries(plugins: Any) -> list[dict[str, str]] | None:
    """The list of entries of the search plugin of this build; None where there is none to be had."""
    for name in PLUGINS:
        entries = getattr(getattr(plugins.get(name), "search_index", None), "entries", None)
        if isinstance(entries, list):
            return entries
    return None


def hand_over(plugins: Any, entries: Iterable[SearchEntry]) -> bool:
    """Put entries into the index; False, and nothing done, where that is not possible."""
    index = index_entries(plugins)
    if index is None:
        return False
    index.extend(map(for_theme, entries))
    return True
