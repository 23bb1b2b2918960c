"""What pages look and work with: our scripts, and the style sheet, `templates/styles/` one after another."""

from __future__ import annotations

import re
from pathlib import Path

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
GAP = re.compile(r"\s*\n\s*")


STYLES = "assets/explainers.css"
SCRIPT = "assets/explainers.js"


def assets(templates: Path) -> dict[str, bytes]:
    """The files that pages look and work with, by their paths on the site."""
    found = {f"assets/{path.name}": path.read_bytes() for path in sorted((templates / "assets").iterdir())}
    return {STYLES: style_sheet(templates).encode(), **found}


def style_sheet(templates: Path) -> str:
    """All styles in the order of their files' names, without comments and indentation."""
    parts = (path.read_text("utf-8") for path in sorted((templates / "styles").glob("*.css")))
    return GAP.sub("\n", COMMENT.sub("", "\n".join(parts))).strip() + "\n"
