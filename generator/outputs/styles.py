"""The style sheet of the pages: what stands in `templates/styles/`, one after another."""

from __future__ import annotations

import re
from pathlib import Path

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
GAP = re.compile(r"\s*\n\s*")


def style_sheet(templates: Path) -> str:
    """All styles in the order of their files' names, without comments and indentation."""
    parts = (path.read_text("utf-8") for path in sorted((templates / "styles").glob("*.css")))
    return GAP.sub("\n", COMMENT.sub("", "\n".join(parts))).strip() + "\n"
