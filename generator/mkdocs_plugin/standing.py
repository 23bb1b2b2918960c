"""Which parts of a site are kept as they would be made: a helper finds out while others work."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from generator.archive import Archive
from generator.mkdocs_plugin.parts import MadePart, names_of
from generator.parallel import beside
from generator.press import Press

Keys = dict[str, bytes]
"""The parts that hold, and the keys that they were kept for: what a part is made from but for look-ups."""

Works = tuple[Callable[[], Keys], ...]


class Standing:
    """The parts for which everything that was looked up elsewhere is as it was.

    Stories come last: the search is told that they are before it is known.
    """

    def __init__(self, press: Press, kept: Archive) -> None:
        self._press, self._kept = press, kept
        stories = press.desk.edition.library.story_parties
        others = [part for part in press.parts if part not in stories]
        works: Works = tuple(partial(self._which_hold, parts) for parts in (others, stories))
        if any(kept.has(names_of(part)[0]) for part in press.parts):
            # What all parts share is found out once, before there is a second process.
            assert press.watch is not None
            works = beside(*works)
        self.others = works[0]
        """Those of parties and of the help."""
        self.stories = works[1]
        """Those of stories."""

    def key(self, part: str) -> bytes:
        """The key of a part that holds; else nothing."""
        known = self._kept.kept(names_of(part)[0])
        holds = known and isinstance(known[1], MadePart) and self._press.watch.holds(known[1].trace)
        return known[0] if known and holds else b""

    def _which_hold(self, parts: Iterable[str]) -> Keys:
        """Those of several."""
        return {part: self.key(part) for part in parts}
