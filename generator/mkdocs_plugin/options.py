"""What a site's `mkdocs.yml` can say of the plugin."""

from __future__ import annotations

from mkdocs.config import config_options as options
from mkdocs.config.base import Config

from generator import big_search


class ExplainersConfig(Config):
    """What `mkdocs.yml` can say below `explainers:`."""

    stories_in_nav = options.Type(int, default=5)
    """How many stories, the latest, have their overviews in the navigation."""
    fast_search = options.Type(bool, default=True)
    """Whether the search is told what stands on a page, instead of reading each finished page itself."""
    search = options.Choice(big_search.CHOICES, default=big_search.AUTO)
    """What searches a published site: the theme (theme), Pagefind (pagefind), or what its size asks for."""
    fast_theme = options.Type(bool, default=True)
    """Whether pages outside the navigation are put together from what the theme printed for their folder."""
    fast_serve = options.Type(bool, default=True)
    """Whether `mkdocs serve` makes pages when they are asked for, instead of all of them after each edit."""
    cache = options.Type(bool, default=True)
    """Whether what was made is kept for the next build, in the cache folder of the account."""
    atomic = options.Type(bool, default=True)
    """Whether `mkdocs build` replaces the site whole; switch it off where another tool wants the folder."""
    share_pictures = options.Type(bool, default=True)
    """Whether each page has a picture for links to it, where `site_url` says which address that is."""
    share_font = options.Optional(options.File(exists=True))
    """A font file for these pictures, for scripts beyond Latin, Greek and Cyrillic."""
    rules = options.Type(object, default={})
    """How heavy mistakes are, by code: off, hint, warning or error."""
    content_policy = options.Type(bool, default=True)
    """Whether published pages forbid what other sites send and any script in the page itself."""
    forms = options.Type((bool, dict), default=True)
    """Whether `mkdocs serve` has forms at `/admin/`, for this computer alone; or how they are published."""
