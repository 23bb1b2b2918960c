"""The first pages of a large archive, for somebody who writes: they are shown before all of it has been read.

Where nothing has been kept of it, reading ten thousand pages takes seconds. So the latest stories are read
alone, and each that is asked for; what leads to other stories leads nowhere yet, as it does where a sheet
cannot be read. A process beside reads everything meanwhile, and keeps it for the build that follows.
"""

from __future__ import annotations

import gc
import os
import re
import signal
import threading
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

from msgspec.structs import replace

from generator.archive import Archive
from generator.build import Build, Settings, build
from generator.folders import FACT_SHEET, story_folders
from generator.memory import Memory, name_of
from generator.parallel import processors
from generator.reading import LARGEST_FILE, bytes_of

MANY = 40
"""Fewer stories are read in less than a second."""
PATIENT = 10
"""How far the process beside stands back: who waits for a page comes first."""
UPDATED = re.compile(rb"^ +updated: *['\"]?(\d{4}[-\d]*)", re.MULTILINE)


class FirstLook:
    """Some stories of an archive, read alone; `wait` for the rest, or `stop`."""

    def __init__(self, settings: Settings, memory: Memory, folders: Sequence[Path], latest: int) -> None:
        self._settings = settings
        self._memory = Memory(Archive(None))
        self._stories = {folder.name for folder in folders}
        self._read = {folder.name for folder in sorted(folders, key=updated, reverse=True)[:latest]}
        self._reading = threading.Lock()
        self._beside = get_context("fork").Process(target=keep_all, args=(settings, memory))
        self._beside.start()
        in_a_group_of_its_own(self._beside.pid or 0)

    def build(self, story: str = "") -> Build | None:
        """The stories read so far with one more; None where there is none of this name."""
        if story and story not in self._stories:
            return None
        with self._reading:
            self._read |= {story} if story else set()
            return build(replace(self._settings, only=frozenset(self._read)), self._memory)

    def wait(self) -> None:
        """Until all is read, and kept as far as it has no mistakes."""
        self._beside.join()

    def stop(self) -> None:
        """Read no more."""
        if self._beside.pid and self._beside.is_alive():
            with suppress(OSError):
                os.killpg(self._beside.pid, signal.SIGTERM)
        self._beside.join()


def first_look(settings: Settings, memory: Memory, latest: int) -> FirstLook | None:
    """A first look at so many of the latest stories, where an archive is large and little of it is kept."""
    folders, _ = story_folders(settings.content, settings.shown)
    kept = sum(memory.archive.has(name_of(folder.name)) for folder in folders)
    if len(folders) < MANY or 2 * kept > len(folders) or not memory.is_lasting or processors() < 2:
        return None
    return FirstLook(settings, memory, folders, max(latest, 1))


def updated(folder: Path) -> bytes:
    """When a story was last brought up to date, as far as that can be seen without reading its sheet."""
    text = bytes_of(folder / FACT_SHEET, LARGEST_FILE)
    found = UPDATED.search(text) if isinstance(text, bytes) else None
    return found[1] if found else b""


def keep_all(settings: Settings, memory: Memory) -> None:
    """Read everything and keep it: all that a process beside does."""
    try:
        in_a_group_of_its_own()
        os.nice(PATIENT)
        gc.disable()
        build(settings, memory)
        memory.save_all()
    finally:
        # Whatever went wrong is met again, and told, by the build that reads what was not kept.
        os._exit(0)


def in_a_group_of_its_own(process: int = 0) -> None:
    """Have a process and its helpers be stopped together, and not by the terminal's Ctrl+C.

    It is asked for on both sides: nobody knows which comes first.
    """
    with suppress(OSError):
        os.setpgid(process, process)
