"""The lock that keeps two builds of one site apart: the second waits until the first has ended."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_A_MOMENT = 0.5
_TRIES = 10
_READABLE = 0o644


def nothing() -> None:
    """What gives back a lock that was given back, or never taken."""


if sys.platform == "win32":
    CAN_LOCK = False

    def lock(_target: Path, _say: Callable[[str], None]) -> Callable[[], None]:
        """No lock here: two builds still never mix, the later one wins, and leftovers stay."""
        return nothing

else:
    import fcntl

    CAN_LOCK = True

    def lock(target: Path, say: Callable[[str], None]) -> Callable[[], None]:
        """Wait until no other build holds the target's lock file; returns what gives it back.

        The system gives it back when a build is killed. The file is removed while it is held, so
        whoever waited makes sure that the file it waited for still stands at that path.
        """
        path = target.with_name(f".{target.name}.lock")
        while True:
            held = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, _READABLE)
            try:
                _wait_for(held, lambda: say(f"Another build is writing “{target}”; waiting for its end"))
                if _stands_at(path, held):
                    return lambda: _unlock(path, held)
            except BaseException:
                os.close(held)
                raise
            os.close(held)

    def _wait_for(descriptor: int, tell: Callable[[], None]) -> None:
        for _ in range(_TRIES):
            with suppress(BlockingIOError):
                return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            time.sleep(_A_MOMENT / _TRIES)
        tell()
        return fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _stands_at(path: Path, descriptor: int) -> bool:
        with suppress(FileNotFoundError):
            return os.path.samestat(os.fstat(descriptor), path.stat(follow_symlinks=False))
        return False

    def _unlock(path: Path, descriptor: int) -> None:
        with suppress(OSError):
            path.unlink()
        os.close(descriptor)
