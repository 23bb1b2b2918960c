"""What was read of each story before, in this process or by an earlier build.

A story is read from its own files; where its words lead, and what its parties are called, others have a say
in. So what was read is good while the files are the same and all that was looked up elsewhere still has
the same answer. Only what had no mistake is kept: a mistake is found again each time, and told in full.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import Any

from generator.archive import Archive
from generator.fact_sheet import Sheet
from generator.folders import ARTICLE, FACT_SHEET
from generator.frozen import Frozen
from generator.reading import LARGEST_FILE, bytes_of
from generator.story import Story
from generator.tracing import Trace

SOUND = "sound"
"""What is kept of the rules under this name: that they found nothing."""
SOUND_STORIES = "sound.stories"
"""What is kept of those that look at one story."""
ALWAYS = bytes(32)
"""The key of what says itself what it is good for."""
READ = (".yaml", ".md", ".txt")
"""How the names of files end that are read; of all others only the names count."""


class Kept(Frozen):
    """A story as it was read, what its texts came to, and what was looked up elsewhere for it."""

    sheet: Sheet
    story: Story
    chapter: Any
    trace: Trace


Sound = tuple[bytes, Trace]
"""What a story was made from in which nothing was found, and what was looked up for it."""


class Memory:
    """What was read before, by the name of its story."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._held: dict[str, tuple[bytes, Kept]] = {}
        self._new: set[str] = set()
        self._sound = b""

    @property
    def is_lasting(self) -> bool:
        """Whether anything is kept for later builds."""
        return self.archive.is_open

    def of(self, slug: str, key: bytes) -> Kept | None:
        """What was read from files with this key."""
        known, kept = self._held.get(slug, (b"", None))
        if known == key:
            return kept
        found = self.archive.load(name_of(slug), key)
        if isinstance(found, Kept):
            self._held[slug] = key, found
            return found
        return None

    def keep(self, slug: str, key: bytes, kept: Kept) -> None:
        """Remember a story for as long as its files stay as they are."""
        self._held[slug] = key, kept
        self._new.add(slug)

    def basis(self, story: Story, *beside: str) -> bytes:
        """All that a story's facts, names and links were made from; nothing where it is not kept."""
        key, kept = self._held.get(story.slug, (b"", None))
        if kept is None or kept.story is not story:
            return b""
        return sha256(key + kept.trace.answers + "\0".join(beside).encode()).digest()

    @cached_property
    def sound(self) -> dict[str, Sound]:
        """The stories in which the rules that look at one story found nothing."""
        known = self.archive.load(SOUND_STORIES, ALWAYS)
        return known if isinstance(known, dict) else {}

    def found_sound(self, slug: str, basis: bytes) -> Trace | None:
        """What such rules looked up in a story that was made from this, if they found nothing in it."""
        known, trace = self.sound.get(slug, (b"", None))
        return trace if basis and known == basis else None

    def find_sound(self, found: Mapping[str, Sound]) -> None:
        """Remember in which other stories they found nothing."""
        if found:
            self.sound.update(found)
            self.archive.keep(SOUND_STORIES, ALWAYS, self.sound)

    def was_sound(self, state: bytes) -> bool:
        """Whether no rule found anything when all that was read came to this."""
        return state == self._sound or self.archive.load(SOUND, state) is True

    def is_sound(self, state: bytes) -> None:
        """Remember that no rule found anything."""
        if state != self._sound:
            self._sound = state
            self.archive.keep(SOUND, state, True)

    def save(self, slug: str) -> None:
        """Keep what is new of a story for later builds, too."""
        if slug in self._new:
            self._new.discard(slug)
            self.archive.keep(name_of(slug), *self._held[slug])

    def save_all(self) -> None:
        """Keep all that is new."""
        for slug in sorted(self._new):
            self.save(slug)

    def forget_all_but(self, slugs: Mapping[str, object]) -> None:
        """Forget the stories that are gone."""
        self._held = {slug: held for slug, held in self._held.items() if slug in slugs}
        self.sound = {slug: sound for slug, sound in self.sound.items() if slug in slugs}
        self._new &= self._held.keys()


def name_of(slug: str) -> str:
    """What a story is called in the archive."""
    return f"{slug}.read"


def key_of(folder: Path, *circumstances: str) -> bytes:
    """What a story's files come to, with their names: something else each time where one cannot be read.

    Hidden files do not count: programs keep their own there, and what tells them of the story.
    """
    digest = sha256("\0".join(circumstances).encode())
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    for name in names:
        digest.update(f"\0{name}\0".encode("utf-8", "surrogateescape"))
        if name in (FACT_SHEET, ARTICLE) or name.endswith(READ):
            content = bytes_of(folder / name, LARGEST_FILE)
            if not isinstance(content, bytes):
                return token_bytes()
            digest.update(sha256(content).digest())
    return digest.digest()


def changed_since(known: Mapping[str, bytes], content: Path, *circumstances: str) -> set[str]:
    """The stories whose files came to these keys, and come to something else now, or are gone."""
    changed = set[str]()
    for slug, key in known.items():
        try:
            is_same = key_of(content / slug, *circumstances) == key
        except OSError:
            is_same = False
        if not is_same:
            changed.add(slug)
    return changed
