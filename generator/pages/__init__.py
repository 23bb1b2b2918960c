"""Views of the pages, one module for each kind: final words, dates and addresses."""

from generator.pages.site import overviews_of_story, pages_of_site, pages_of_story

__all__ = ["overviews_of_story", "pages_of_site", "pages_of_story"]
