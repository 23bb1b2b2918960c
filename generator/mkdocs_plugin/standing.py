"""What a helper does while pages are made.

It finds out which that are kept are as they would be, makes files of the whole site, and looks at the
rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Any

from generator.archive import Archive
from generator.diagnostics import Diagnostic
from generator.mkdocs_plugin.parts import MadePart, names_of
from generator.outputs.files import OutputFile
from generator.parallel import beside
from generator.press import Press

Keys = dict[str, bytes]
"""The parts that hold, and the keys that they were kept for: what a part is made from but for look-ups."""


class Standing:
    """The parts for which everything that was looked up elsewhere is as it was, and what can wait for them.

    Stories come after others: the search is told that they are before it is known.
    """

    def __init__(
        self, press: Press, kept: Archive, judge: Callable[[], Sequence[Diagnostic]] | None = None
    ) -> None:
        self._press, self._kept = press, kept
        stories = press.desk.edition.library.story_parties
        others = [part for part in press.parts if part not in stories]
        works: list[Callable[[], Any]] = [partial(self._which_hold, parts) for parts in (others, stories)]
        works += [lambda: tuple(press.files_of_site())]
        works += [judge] if judge else []
        if any(kept.has(names_of(part)[0]) for part in press.parts):
            # What all parts share is found out once, before there is a second process.
            assert press.watch is not None
            found = beside(*works)
        else:
            found = tuple(map(cache, works))
        self.others: Callable[[], Keys] = found[0]
        """Those of parties and of the help."""
        self.stories: Callable[[], Keys] = found[1]
        """Those of stories."""
        self.files: Callable[[], Sequence[OutputFile]] = found[2]
        """The feed and the calendar of all stories."""
        self.diagnostics: Callable[[], Sequence[Diagnostic]] | None = found[3] if judge else None
        """What is wrong, where the rules were still to be looked at."""

    def key(self, part: str) -> bytes:
        """The key of a part that holds; else nothing."""
        known = self._kept.kept(names_of(part)[0])
        holds = known and isinstance(known[1], MadePart) and self._press.watch.holds(known[1].trace)
        return known[0] if known and holds else b""

    def _which_hold(self, parts: Iterable[str]) -> Keys:
        """Those of several."""
        return {part: self.key(part) for part in parts}
