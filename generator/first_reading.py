"""The first reading: of each story as much as can be read without the others, on all processors.

An article is read once it is known what everything is called, as `[[id]]` stands there for a title. Where
many stories are read, helpers read those whole that ask for no title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.fact_sheet import Sheet, read_sheet
from generator.folders import FACT_SHEET
from generator.frozen import Frozen
from generator.memory import Kept, Memory, key_of
from generator.parallel import in_turn, processors
from generator.reading import read_text
from generator.story import Story, read_story

MANY_STORIES = 10
"""Fewer are read before helpers have begun."""


class UntitledError(Exception):
    """An article asks what something is called, before that is known."""


class Parts(Frozen):
    """What was read of a story's folder: its sheet, its story unless that has to wait, and what is wrong."""

    sheet: Sheet
    problems: Sequence[Diagnostic]
    story: tuple[Story, Sequence[Diagnostic]] | None = None


class Reading(Frozen):
    """A story's first reading: what its files come to, and either what was kept of it or its parts."""

    key: bytes
    kept: Kept | None
    parts: Parts

    @property
    def sheet(self) -> Sheet:
        """Its fact sheet."""
        return self.parts.sheet


class Begun:
    """First readings that have begun: of many stories, helpers read what is new, whatever else goes on."""

    def __init__(self, folders: Sequence[Path], shown: str, language: str, memory: Memory) -> None:
        self.asked = (*folders,), shown, language
        self._keys = {folder: key_of(folder, shown, language) for folder in folders}
        self._known = {folder: memory.of(folder.name, key) for folder, key in self._keys.items()}
        self._new = [folder for folder, kept in self._known.items() if kept is None]
        self._parts = parts_of(self._new, shown)

    def readings(self) -> list[Reading]:
        """All of them, once."""
        parts = {folder: Parts(kept.sheet, ()) for folder, kept in self._known.items() if kept}
        parts.update(zip(self._new, self._parts, strict=True))
        return [Reading(key, self._known[folder], parts[folder]) for folder, key in self._keys.items()]


def first_readings(
    folders: Sequence[Path], shown: str, language: str, memory: Memory, begun: Begun | None = None
) -> list[Reading]:
    """Each story by its folder; what `memory` has is not read again, nor what has `begun` to be read."""
    if begun is None or begun.asked != ((*folders,), shown, language):
        begun = Begun(folders, shown, language, memory)
    return begun.readings()


def parts_of(folders: Sequence[Path], shown: str) -> Iterator[Parts]:
    """What can be read of some folders: of a few the sheets, of many what helpers can do of the articles."""
    if len(folders) < MANY_STORIES or processors() < 2:
        return (sheet_of(folder, shown) for folder in folders)
    return in_turn(partial(whole, shown=shown), folders, many=0)


def whole(folder: Path, shown: str) -> Parts:
    """All of a story that can be read alone."""
    parts = sheet_of(folder, shown)
    try:
        story = read_story(folder, f"{shown}/{folder.name}", parts.sheet, no_title)
    except UntitledError:
        return parts
    return Parts(parts.sheet, parts.problems, story)


def no_title(reference: str) -> str:
    """What a reference is called is not known yet."""
    raise UntitledError(reference)


def sheet_of(folder: Path, shown: str) -> Parts:
    """The fact sheet of a story's folder, as far as it can be read."""
    source, problems = read_text(folder / FACT_SHEET, f"{shown}/{folder.name}/{FACT_SHEET}")
    sheet, found = read_sheet(folder.name, source) if source.text or not problems else (None, [])
    return Parts(sheet or Sheet(folder.name, None, None), [*problems, *found])
