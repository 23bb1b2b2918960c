"""The files of fonts that pictures are drawn with."""

from __future__ import annotations

from pathlib import Path

from generator.frozen import Frozen


class Fonts(Frozen):
    """Font files: for titles, for all the rest, and the site's own, which comes before both (or None)."""

    title: Path
    text: Path
    own: Path | None = None

    @property
    def for_titles(self) -> tuple[Path, ...]:
        """Fonts of titles, the one to be tried first in front."""
        return (self.own, self.title) if self.own else (self.title,)

    @property
    def for_text(self) -> tuple[Path, ...]:
        """Fonts of small print, the one to be tried first in front."""
        return (self.own, self.text) if self.own else (self.text,)
