"""The fresh folder that a build fills, until it becomes the published one."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from generator.clearing import clear_away, clear_place
from generator.publishing.errors import PublishError, cannot_write, kindly
from generator.publishing.locking import CAN_LOCK, lock, nothing
from generator.publishing.swapping import swap, sweep
from generator.publishing.target import MARKER, refuse_foreign, refuse_place, settled

_NOTICE = b"This folder is made by explainers. Each build replaces it whole: what is changed here is lost.\n"
_READABLE = 0o644
_ENTERABLE = 0o755


def silent(_line: str) -> None:
    """Say nothing."""


class Staging:
    """A fresh folder that is to become the published one: fill `folder`, then `publish()`.

    Used in a `with` statement, it discards what was not published.
    """

    def __init__(self, target: Path, folder: Path, release: Callable[[], None]) -> None:
        self.target = target
        self.folder = folder
        self._release = release
        self.sizes: dict[str, int] = {}
        """Once it is published: how many bytes each file has."""
        self._left = ""

    def open(self, but: str) -> None:
        """Let readers see what is finished, but for a folder (`name/`) that is still written into.

        Raises PublishError. Nothing is written anywhere else from now on.
        """
        with kindly(self.target):
            (self.folder / MARKER).write_bytes(_NOTICE)
            self.sizes, self._left = _open_to_readers(self.folder, but=but), but

    def publish(self, aside: Path | None = None) -> None:
        """Put the folder at the target; raises PublishError. What stood there is put `aside`, or deleted."""
        with kindly(self.target):
            refuse_foreign(self.target)
            (self.folder / MARKER).write_bytes(_NOTICE)
            self.sizes |= _open_to_readers(self.folder, self._left)
            swap(self.folder, self.target)
        if aside is not None:
            clear_place(aside)
            with suppress(OSError):
                self.folder.rename(aside)
        self.discard()

    def explained(self, error: Exception) -> PublishError | None:
        """What to tell when filling the folder failed with this error; None if the disk is not to blame."""
        if not isinstance(error, OSError):
            return None
        names = [
            Path(os.fsdecode(name))
            for name in (error.filename, error.filename2)
            if isinstance(name, str | bytes)
        ]
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        inside = any(path.is_relative_to(self.folder) for path in names)
        return cannot_write(self.target, error) if full or inside else None

    def discard(self) -> None:
        """Delete what stands at the staging folder: an unfinished site, or after the swap the old one."""
        clear_away(self.folder)
        self._release()
        self._release = nothing

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()


def stage(target: Path, say: Callable[[str], None] = silent) -> Staging:
    """A fresh, empty folder beside `target`, on the same file system; raises PublishError.

    One build at a time: while another one works on this target, waits for it, and after a moment
    tells `say` so in one line.
    """
    with kindly(target):
        target = settled(target)
        refuse_place(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        release = lock(target, say)
        try:
            if CAN_LOCK:
                sweep(target)
            refuse_foreign(target)
            folder = target.with_name(f".{target.name}.new-{secrets.token_hex(8)}")
            folder.mkdir()
        except BaseException:
            release()
            raise
    return Staging(target, folder, release)


def _open_to_readers(folder: Path, below: str = "", but: str = "") -> dict[str, int]:
    """Make files 0644 and folders 0755 whatever the umask: GitHub Pages rejects anything less.

    `below` names one folder in it, `but` one to leave as it is. Links and devices are refused: whoever packs
    the site would follow them out of it. The files' sizes in bytes are found on the way, by their path from
    the folder, with forward slashes.
    """
    sizes, waiting = dict[str, int](), [below]
    (folder / below).chmod(_ENTERABLE)
    while waiting:
        below = waiting.pop()
        with os.scandir(f"{folder}/{below}") as entries:
            for entry in entries:
                found = entry.stat(follow_symlinks=False)
                name = below + entry.name
                if stat.S_ISDIR(found.st_mode):
                    if name != but.rstrip("/"):
                        _allow(entry.path, found, _ENTERABLE)
                        waiting.append(f"{name}/")
                    continue
                if not stat.S_ISREG(found.st_mode):
                    raise PublishError(
                        f"“{entry.name}” in the finished site is a link, not a file of its own",
                        "Replace the link among the site's sources by a copy of the file.",
                    )
                _allow(entry.path, found, _READABLE)
                sizes[name] = found.st_size
    return sizes


def _allow(path: str, found: os.stat_result, mode: int) -> None:
    """Give a file or folder this mode, unless it was found to have it."""
    if stat.S_IMODE(found.st_mode) != mode:
        Path(path).chmod(mode)
