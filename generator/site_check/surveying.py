"""What is known of pages, group by group, so that all that is known of them need not be held at once."""

from __future__ import annotations

from collections.abc import Iterable, Set
from itertools import chain

from generator.site_check.findings import PageGroup


class Survey:
    """What groups of pages offer to one another, on a site of these files."""

    def __init__(self, files: frozenset[str]) -> None:
        self._files = files
        self.offered: dict[str, frozenset[str]] = {}
        """The anchors of each page that was read."""
        self._sound, self._wanted = set[str](), set[str]()
        self._places: dict[str, set[str]] = {}

    def take(self, group: PageGroup) -> None:
        """One more group."""
        self.offered.update(group.anchors)
        self._sound.update(group.anchors if group.sound else ())
        self._wanted.update(group.files)
        for name, anchors in group.places.items():
            self._places.setdefault(name, set()).update(anchors)

    def proved(self, *groups: Iterable[PageGroup]) -> Set[str]:
        """The pages with which nothing is wrong. Where something is missing, all are told once more."""
        gone, missing = self._wanted - self._files, dict[str, set[str]]()
        for name, anchors in self._places.items():
            offered = self.offered.get(name, frozenset()) if name in self._files else frozenset()
            if left := anchors - offered:
                missing[name] = left
        if not gone and not missing:
            return self._sound

        def finds_all(group: PageGroup) -> bool:
            wanted = missing.keys() & group.places.keys()
            return gone.isdisjoint(group.files) and all(
                missing[name].isdisjoint(group.places[name]) for name in wanted
            )

        sound = (group.anchors for group in chain(*groups) if group.sound and finds_all(group))
        return {*chain.from_iterable(sound)}
