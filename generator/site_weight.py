"""What a finished site weighs, against what GitHub Pages takes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

LIMIT = 1_000_000_000
"""Bytes that a published site may have (GitHub Docs, "GitHub Pages limits": 1 GB)."""
NEAR = 0.8
"""The part of it at which somebody should think of what to leave out."""
SORTS = {".html": "pages", ".png": "pictures", ".jpg": "pictures", ".svg": "pictures", ".webp": "pictures"}
THEMES = "the theme's files"
UNITS = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"))


def weight_lines(folder: Path) -> Iterator[str]:
    """What a site weighs, by sort of file, in a line; and a warning where that is near the limit."""
    weights = Counter[str]()
    for name, size in sizes_below(folder):
        weights[sort_of(name)] += size
    whole = weights.total()
    sorts = ", ".join(f"{sort} {size_of(weight)}" for sort, weight in weights.most_common())
    yield f"{size_of(whole)} of the {size_of(LIMIT)} that GitHub Pages takes: {sorts}"
    if whole > LIMIT:
        yield "Warning: GitHub Pages will not take this: another host is needed, or fewer pictures."
    elif whole >= NEAR * LIMIT:
        yield f"Warning: this is {whole / LIMIT:.0%} of what it takes: time to think of another host."


def sort_of(name: str) -> str:
    """What a file is, by its path in the site, with forward slashes."""
    return THEMES if name.startswith("assets/") else SORTS.get(PurePosixPath(name).suffix, "everything else")


def sizes_below(folder: Path) -> Iterator[tuple[str, int]]:
    """All files of a folder, at any depth, with their sizes in bytes."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with os.scandir(folder / below) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{below}{entry.name}/")
                else:
                    yield below + entry.name, entry.stat().st_size


def size_of(count: int) -> str:
    """A number of bytes as people say it: `5.9 MB`; units are powers of 1,000."""
    for unit, name in UNITS:
        if count >= unit:
            return f"{count / unit:.3g} {name}"
    return f"{count} bytes"
