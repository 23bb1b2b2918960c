"""What is known of pages, group by group, so that it need not be known of all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Set
from itertools import chain

from generator.site_check.findings import PageGroup


class Survey:
    """What groups of pages offer to one another, on a site of these files."""

    def __init__(self, files: frozenset[str]) -> None:
        self._files = files
        self.seen, self._sound, self._wanted = set[str](), set[str](), set[str]()
        self._places: dict[str, set[str]] = {}

    def take(self, group: PageGroup) -> None:
        """One more group."""
        self.seen.update(group.anchors)
        self._sound.update(group.anchors if group.sound else ())
        self._wanted.update(group.files)
        for name, anchors in group.places.items():
            self._places.setdefault(name, set()).update(anchors)

    def proved(self, *groups: Iterable[PageGroup]) -> Set[str]:
        """The pages with which nothing is wrong: all that their groups want is there; told all once more."""
        gone, places = self._wanted - self._files, self._places
        for group in chain(*groups):
            for name in places.keys() & group.anchors.keys() & self._files:
                places[name] -= group.anchors[name]
        missing = {name: anchors for name, anchors in places.items() if anchors}
        if not gone and not missing:
            return self._sound

        def finds_all(group: PageGroup) -> bool:
            wanted = missing.keys() & group.places.keys()
            return gone.isdisjoint(group.files) and all(
                missing[name].isdisjoint(group.places[name]) for name in wanted
            )

        sound = (group.anchors for group in chain(*groups) if group.sound and finds_all(group))
        return {*chain.from_iterable(sound)}
