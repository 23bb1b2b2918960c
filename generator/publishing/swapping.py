"""Two folders change places; what killed builds left on the way is put right or cleared away."""

from __future__ import annotations

import ctypes
import os
import re
from contextlib import suppress
from pathlib import Path

from generator.clearing import clear_away


def swap(fresh: Path, target: Path) -> None:
    """Put `fresh` at `target`; what stood there, if anything, is at `fresh` afterwards."""
    if not os.path.lexists(target):
        fresh.rename(target)
    elif not _exchange(fresh, target):
        _swap_by_renames(fresh, target)


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths change places in a single step, where the system can (Linux, renameat2(2))."""
    current_folder, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    done: int = renameat2(current_folder, os.fsencode(one), current_folder, os.fsencode(other), exchange)
    return done == 0


def _swap_by_renames(fresh: Path, target: Path) -> None:
    """The swap in three steps. Killed after the first, the next build undoes it (see `sweep`)."""
    stem, _, tail = fresh.name.rpartition(".new-")
    aside = fresh.with_name(f"{stem}.old-{tail}")
    target.rename(aside)
    try:
        fresh.rename(target)
    except BaseException:
        aside.rename(target)
        raise
    with suppress(OSError):
        aside.rename(fresh)


def sweep(target: Path) -> None:
    """Clear away what killed builds left beside the target; call it only while holding the lock."""
    ours = re.compile(rf"\.{re.escape(target.name)}\.(new|old)-[0-9a-f]{{16}}")
    with os.scandir(target.parent) as entries:
        left = sorted(e.name for e in entries if ours.fullmatch(e.name) and e.is_dir(follow_symlinks=False))
    for name in left:
        path = target.with_name(name)
        if name[: -len("-0123456789abcdef")].endswith(".old") and not os.path.lexists(target):
            path.rename(target)
        else:
            clear_away(path)
