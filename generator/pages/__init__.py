"""Views of the pages, one module for each kind: final words, dates and addresses."""

from generator.pages.site import (
    OVERVIEWS,
    entries_of_story,
    overviews_of_story,
    page_of_party,
    page_of_site,
    page_of_story,
    pages_of_help,
    pages_of_site,
)

__all__ = [
    "OVERVIEWS",
    "entries_of_story",
    "overviews_of_story",
    "page_of_party",
    "page_of_site",
    "page_of_story",
    "pages_of_help",
    "pages_of_site",
]
