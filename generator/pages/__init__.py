"""Views of the pages, one module for each kind: final words, dates and addresses.

`all_pages` is the only way in.
"""

from generator.pages.site import all_pages

__all__ = ["all_pages"]
