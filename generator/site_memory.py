"""What is known of a site's files from one build to the next, and the site before the published one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from generator.archive import Archive
from generator.site_folder import SiteFolder, Stamp, Stamps, digest_of, gone

PUBLISHED, BEFORE = KEPT = ("published", "before")
"""What the stamps of two sites are called in the archive: of the older one, those that differ."""
ASIDE = "site"
"""What the older one is called there."""


class SiteMemory:
    """A folder to write a site into that shall be published at `target`, or that stays where it is."""

    def __init__(self, archive: Archive, folder: Path, target: Path | None) -> None:
        self._archive = archive
        self.aside = archive.place(ASIDE) if target else None
        """Where the site is put that the new one takes the place of."""
        self._key = sha256(os.fsencode(target or "")).digest()
        published, changed = (self._kept(name) for name in KEPT)
        known = {name: stamp for name, stamp in published.items() if stamp}
        before = {name: stamp for name, stamp in {**known, **changed}.items() if stamp}
        self.folder = (
            SiteFolder(folder, target, known).begin_with(self.aside, before) if target else SiteFolder(folder)
        )
        self._stamps: dict[str, Stamp] = {}

    def _kept(self, name: str) -> dict[str, Stamp | None]:
        """What was known of the files of an older site; plain values are read and written fastest."""
        kept = self._archive.load(name, self._key) or {}
        return {file: Stamp._make(one) if one else None for file, one in kept.items()}

    def _keep(self, name: str, known: Mapping[str, Stamp | None]) -> None:
        self._archive.keep(name, self._key, {file: stamp and tuple(stamp) for file, stamp in known.items()})

    def add(self, stamps: Mapping[str, Stamp]) -> None:
        """Know files that were put into the folder."""
        self._stamps.update(stamps)

    def put(self, name: str, content: bytes) -> Stamps:
        """Put a file into the folder, and know it; what is known of it."""
        stamp = self._stamps[name] = self.folder.put(name, digest_of(content), lambda: content)
        return {name: stamp}

    def tidy(self, below: str = "", but: str = "") -> None:
        """Take away what stood in the folder, or below one in it, and was not put there anew.

        What is below `but` stays for now. Others write into the folder only after this: none of their files
        may be taken away, and none may be written into a file of an older site.
        """
        for name in self.folder.before:
            inside = name.startswith(below) and not (but and name.startswith(but))
            if inside and name not in self._stamps:
                gone(self.folder.folder, name)

    def remember(self) -> None:
        """The site is published now, and the one that was is set aside."""
        known, now = self.folder.known, self._stamps
        changed: dict[str, Stamp | None] = {
            name: stamp for name, stamp in known.items() if now.get(name) != stamp
        }
        self._keep(BEFORE, {**changed, **dict.fromkeys(now.keys() - known.keys())})
        self._keep(PUBLISHED, self._stamps)
