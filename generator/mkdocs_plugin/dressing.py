"""What a site gets of ours before there are pages: templates, styles, a program, and no foreign fonts."""

from __future__ import annotations

from mkdocs.config import config_options as options
from mkdocs.config.defaults import MkDocsConfig

from generator.outputs.styles import SCRIPT, STYLES
from generator.rendering import find_templates

MATERIALS_FONT = {"text": "Roboto", "code": "Roboto Mono"}
"""What Material sets where a site says nothing of fonts."""


def put_on(config: MkDocsConfig) -> None:
    """Have the theme print with them; a second time nothing is added."""
    # A site's own templates come before ours, ours before the theme's.
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(find_templates() / "theme"))
    if config.theme.name == "material" and config.theme.get("font") == MATERIALS_FONT:
        # The theme would ask another site for it, and that site would learn of every reader.
        config.theme["font"] = False
    if STYLES not in config.extra_css:
        config.extra_css.insert(0, STYLES)
    if SCRIPT not in map(str, config.extra_javascript):
        ours = options.ExtraScript().run_validation({"path": SCRIPT, "defer": True})
        config.extra_javascript.insert(0, ours)
