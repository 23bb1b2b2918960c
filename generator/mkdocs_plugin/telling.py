"""What editing programs are told: the ids that there are now, beside each fact sheet that asks for them."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

from generator.archive import Archive
from generator.build import Build
from generator.editor_schema import (
    FILE,
    names_finder,
    offered_everywhere,
    offered_in,
    stories_of,
    write_schemas,
)
from generator.folders import FACT_SHEET
from generator.library import Library
from generator.memory import Memory

A_WHILE = 2.0
"""Seconds after the start in which nothing but pages is made."""
TOLD = "schemas"
"""What was told is called in the archive."""


class EditingPrograms:
    """Those that complete and underline fact sheets of a folder of content."""

    def __init__(self) -> None:
        self._everywhere = b""
        """What is offered in all sheets."""
        self._told: dict[str, bytes] | None = None
        """What each story's schema offers beside that; nothing is known before the first look."""

    def tell(self, library: Library, content: Path, kept: Archive) -> None:
        """Have them offer what there is now; where nothing can be written, they offer what there was.

        All schemas are written anew when parties or stories came or went, else those of stories with other
        ids.
        """
        everywhere, now = offered_everywhere(library), dict[str, bytes]()
        if self._told is None or everywhere != self._everywhere:
            known = kept.load(TOLD, everywhere)
            self._everywhere, self._told = everywhere, known if isinstance(known, dict) else {}
        with suppress(OSError):
            for slug in stories_of(library):
                if names_finder(content / slug / FACT_SHEET):
                    now[slug] = offered_in(library, slug)
                    if self._told.get(slug) != now[slug] or not (content / slug / FILE).is_file():
                        write_schemas(library, content, slug)
            if now != self._told:
                kept.keep(TOLD, everywhere, now)
                self._told = now

    def tell_later(self, result: Build, content: Path, memory: Memory) -> None:
        """After the first page, tell them; what was read is kept for the next start then, too."""

        def tell() -> None:
            memory.save_all()
            self.tell(result.library, content, memory.archive)

        if self._told is None:
            timer = threading.Timer(A_WHILE, tell)
            timer.daemon = True
            timer.start()
