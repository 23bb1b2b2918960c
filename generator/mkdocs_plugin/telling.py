"""What editing programs are told while somebody writes: the ids that there are now."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

from generator.build import Build
from generator.editor_schema import write_schemas
from generator.memory import Memory

A_WHILE = 2.0
"""Seconds after the start in which nothing but pages is made."""


class EditingPrograms:
    """Those that complete and underline fact sheets of a folder of content."""

    def __init__(self) -> None:
        self._shared: str | None = None
        """The parties that they were told of."""

    def tell(self, result: Build, content: Path) -> None:
        """Have them offer what there is now; where nothing can be written, they offer what there was.

        All stories' are written at first, and when parties were changed; then those of stories read anew.
        """
        if result.press is None:
            return
        library = result.press.desk.edition.library
        everything, self._shared = library.shared != self._shared, library.shared
        with suppress(OSError):
            for slug, record in library.records.items():
                if everything or record.kept is None:
                    write_schemas(library, content, slug)

    def tell_later(self, result: Build, content: Path, memory: Memory) -> None:
        """After the first page, tell them; what was read is kept for the next start then, too."""

        def tell() -> None:
            memory.save_all()
            self.tell(result, content)

        if self._shared is None:
            timer = threading.Timer(A_WHILE, tell)
            timer.daemon = True
            timer.start()
