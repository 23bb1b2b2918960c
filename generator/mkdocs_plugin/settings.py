"""What a site's `mkdocs.yml` can say of the plugin, and what is wrong with what it says."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from generator import big_search
from generator.build import Settings
from generator.folders import DEEPEST_FOLDER, trap
from generator.mkdocs_plugin.circumstances import fonts, language, shown_path
from generator.mkdocs_plugin.reporting import report
from generator.outputs.styles import SCRIPT
from generator.published_forms import FormSettingsError, PublishedForms, read_settings
from generator.reports import as_text, visible
from generator.settings_file import setting_mistakes
from generator.severities import Severities, read_severities


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


def refuse_places(config: MkDocsConfig) -> None:
    """Raise PluginError where pages or content lie as they must not."""
    if not config.use_directory_urls:
        raise PluginError(
            "explainers needs “use_directory_urls: true”, which is the default: delete the line."
        )
    # MkDocs follows links, also in a circle, and goes as deep as folders do.
    if lost := trap(Path(config.docs_dir)):
        raise PluginError(
            f"“{visible(shown_path(lost, config))}” is a link to a folder, or stands more than "
            f"{DEEPEST_FOLDER} folders deep: who walks through the content would not come to its end. "
            "Take it away."
        )


def severities(ours: ExplainersConfig, config: MkDocsConfig, serving: bool) -> Severities:
    """How heavy a site takes mistakes. Wrong rules raise PluginError; who writes is only told of them."""
    found, problems = read_severities(ours.rules)
    wrong = setting_mistakes(problems, Path(config.config_file_path))
    if wrong and not serving:
        raise PluginError(f"Nothing was published.\n\n{as_text(wrong, site=config.site_url or '')}\n")
    report(wrong, config.site_url or "")
    return found


def published_forms(ours: ExplainersConfig) -> PublishedForms | None:
    """How the forms are published, if they are. Raises PluginError where that cannot be."""
    try:
        return read_settings(ours.forms)
    except FormSettingsError as error:
        raise PluginError(str(error)) from None


def settings_of(config: MkDocsConfig, ours: ExplainersConfig, severities: Severities) -> Settings:
    """What a build is told."""
    content = Path(config.docs_dir)
    edit_base = config.edit_uri if config.edit_uri and "://" in config.edit_uri else ""
    return Settings(
        content,
        shown_path(content, config),
        config.site_name,
        config.site_description or "",
        edit_base,
        config.site_url or "",
        language(config),
        share_fonts=fonts(ours.share_font) if ours.share_pictures else None,
        severities=severities,
        scripts=frozenset(map(str, config.extra_javascript)) - {SCRIPT},
    )
