"""What is done once all pages are written: they are read as browsers do, and forms are put beside them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from generator.archive import Archive
from generator.form_bundle import bundle_folder
from generator.library import Library
from generator.mkdocs_plugin.circumstances import base_path
from generator.mkdocs_plugin.parts import WrittenPart
from generator.packed import Again
from generator.published_forms import FormSettingsError, PublishedForms, published
from generator.rendering import find_templates
from generator.site_check import Readings, check_site, finding_lines

CHECKED = "checked"
"""What the pages that MkDocs printed came to is called in the archive."""

log = logging.getLogger("mkdocs.plugins.explainers")


def refuse_faults(
    config: MkDocsConfig, written: Sequence[WrittenPart], content_policy: bool, kept: Archive
) -> None:
    """Tell what is wrong with the finished HTML; then nothing is published."""
    base, groups = base_path(config), Again(lambda: (part.group for part in written))
    key = sha256(base.encode()).digest()
    readings = Readings(kept.load(CHECKED, key) or {})
    findings = check_site(Path(config.site_dir), base_path=base, groups=groups, readings=readings)
    if readings.now.keys() != readings.before.keys():
        kept.keep(CHECKED, key, readings.now)
    if not content_policy:
        findings = [one for one in findings if one.code != "script-in-text"]
    for line in finding_lines(findings, config.site_url or ""):
        log.error("%s", line)
    if findings:
        raise PluginError(f"Nothing was published: {len(findings)} mistakes in the finished pages, above.")


def add_forms(config: MkDocsConfig, forms: PublishedForms, library: Library) -> None:
    """The forms beside the pages, as the settings say."""
    content, top = Path(config.docs_dir), Path(config.config_file_path).resolve().parent
    root = content.relative_to(top).as_posix() if content.is_relative_to(top) else content.name
    page, bundle = find_templates() / "forms", bundle_folder()
    try:
        for name, text in published(forms, library, page, bundle, root, config.site_url or "/"):
            path = Path(config.site_dir, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
    except FormSettingsError as error:
        raise PluginError(str(error)) from None
