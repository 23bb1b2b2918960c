"""A folder that is not needed any more is deleted, and nobody waits long for that.

Ten thousand files can take a disk as long to delete as all else that a build does. What is not gone in a
moment is left to a small process that outlives this one. It is in nobody's way: where it is stopped, the next
build begins again with what is left.
"""

from __future__ import annotations

import glob
import os
import secrets
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path

_A_MOMENT = 0.25
_DELETE = "import shutil, sys; shutil.rmtree(sys.argv[1], ignore_errors=True)"


def clear_place(folder: Path) -> None:
    """Have nothing at a path, so that something else can be put there: what stood there is deleted."""
    stem = f".{folder.name}.gone-"
    with suppress(OSError):
        folder.rename(folder.with_name(stem + secrets.token_hex(8)))
        for doomed in folder.parent.glob(f"{glob.escape(stem)}*"):
            clear_away(doomed)


def clear_away(folder: Path) -> None:
    """Delete a folder as far as that is allowed: a small one at once, a large one unwatched.

    Nothing else may be put there: it would be deleted, too.
    """
    end = time.monotonic() + _A_MOMENT
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            if time.monotonic() > end and _delete_unwatched(folder):
                return
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()
    shutil.rmtree(folder, ignore_errors=True)


if sys.platform == "win32":

    def _delete_unwatched(_folder: Path) -> bool:
        """Nobody else does it here."""
        return False

else:

    def _delete_unwatched(folder: Path) -> bool:
        """Have it deleted by a process that no terminal, pipe or waiting parent is tied to."""
        nothing = [
            (os.POSIX_SPAWN_OPEN, number, os.devnull, flags, 0)
            for number, flags in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY))
        ]
        words = (sys.executable, "-I", "-S", "-c", _DELETE, str(folder))
        try:
            os.posix_spawn(sys.executable, words, os.environ, file_actions=nothing, setpgroup=0)
        except OSError:
            return False
        return True
