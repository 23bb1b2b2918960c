"""What a site's `mkdocs.yml` says comes to, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from generator.build import Settings
from generator.folders import DEEPEST_FOLDER, trap
from generator.mkdocs_plugin.circumstances import fonts, language, shown_path
from generator.mkdocs_plugin.options import ExplainersConfig
from generator.mkdocs_plugin.reporting import report
from generator.outputs.styles import SCRIPT
from generator.published_forms import FormSettingsError, PublishedForms, read_settings
from generator.reports import as_text, visible
from generator.settings_file import setting_mistakes
from generator.severities import Severities, read_severities


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
