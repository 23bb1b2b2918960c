"""What a finished site weighs, against what GitHub Pages takes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

LIMIT = 1_000_000_000
"""Bytes that a published site may have (GitHub Docs, "GitHub Pages limits": 1 GB)."""
NEAR = 0.8
"""The part of it at which somebody should think of what to leave out."""
SORTS = {".html": "pages", ".png": "pictures", ".jpg": "pictures", ".svg": "pictures", ".webp": "pictures"}
THEMES = "the theme's files"
UNITS = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"))


def weight_lines(sizes: Mapping[str, int]) -> Iterator[str]:
    """What a site weighs, by sort of file, in a line; and a warning where that is near the limit.

    `sizes` are bytes by the path of a file in the site, with forward slashes.
    """
    weights = Counter[str]()
    for name, size in sizes.items():
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
    ending = name.rpartition("/")[2].rpartition(".")[2]
    return THEMES if name.startswith("assets/") else SORTS.get(f".{ending}", "everything else")


def sizes_in(folder: Path) -> dict[str, int]:
    """The sizes of all files in a folder, at any depth."""
    paths = (Path(inside, name) for inside, _, names in os.walk(folder) for name in names)
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in paths}


def size_of(count: int) -> str:
    """A number of bytes as people say it: `5.9 MB`; units are powers of 1,000."""
    for unit, name in UNITS:
        if count >= unit:
            return f"{count / unit:.3g} {name}"
    return f"{count} bytes"
