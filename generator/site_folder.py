"""The folder that a site is written into, with what is still right of earlier ones.

Most files of a site are the same as in the one that is published, and in the one before that. The one before
is kept aside when it has been replaced, and the next site begins with it: what has the same digest there, and
has not been touched since, stays. What has the same digest in the published site is linked: the same file
under two names. So a file that stands in the folder already is never written to: it is taken away and made.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import blake2b
from io import BufferedWriter, FileIO
from pathlib import Path
from typing import NamedTuple, TypeVar

from msgspec import field

from generator.frozen import Frozen

Result = TypeVar("Result")


class Stamp(NamedTuple):
    """A file as it was written: when, how large, which one, and the digest of what went into it."""

    time: int
    size: int
    number: int
    digest: bytes


Stamps = Mapping[str, Stamp]
"""Files by their path in the site, with forward slashes."""


class SiteFolder(Frozen):
    """A folder to write into, with `before`, what is known of the files that stand in it already.

    `known` is what is known of the files of the site that is `published`.
    """

    folder: Path
    published: Path | None = None
    known: Stamps = field(default_factory=dict)
    before: Stamps = field(default_factory=dict)

    def put(self, name: str, digest: bytes, make: Callable[[], bytes]) -> Stamp:
        """Have a file with this digest in the folder, made only where there is none; its stamp."""
        path = f"{self.folder}/{name}"
        stamp = self.before.get(name)
        if stamp is not None:
            if stamp.digest == digest and stands(path, stamp):
                return stamp
            Path(path).unlink(missing_ok=True)
        return self._linked(name, path, digest) or written(path, make(), digest)

    def _linked(self, name: str, path: str, digest: bytes) -> Stamp | None:
        """The stamp of a file that is in the folder now, because the published site has the same."""
        stamp = self.known.get(name)
        if stamp is None or stamp.digest != digest or self.published is None:
            return None
        source = f"{self.published}/{name}"
        try:
            if not stands(source, stamp):
                return None
            in_folder(path, lambda: os.link(source, path))
        except OSError:
            return None
        return stamp

    def begin_with(self, kept: Path | None, known: Stamps) -> SiteFolder:
        """The same, with the site that was set aside, of which nothing stays but what is known."""
        if not known or kept is None:
            return self
        try:
            kept.replace(self.folder)
        except OSError:
            return self
        files = frozenset(files_below(self.folder))
        for name in files - known.keys():
            gone(self.folder, name)
        found = {name: stamp for name, stamp in known.items() if name in files}
        return SiteFolder(self.folder, self.published, self.known, found)


def written(path: str, content: bytes, digest: bytes) -> Stamp:
    """A new file with a content, and its stamp."""
    with BufferedWriter(in_folder(path, lambda: FileIO(path, "wb"))) as file:
        file.write(content)
    found = os.lstat(path)
    return Stamp(found.st_mtime_ns, found.st_size, found.st_ino, digest)


def stands(path: str, stamp: Stamp) -> bool:
    """Whether a file is there as it was written."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return (found.st_mtime_ns, found.st_size, found.st_ino) == (stamp.time, stamp.size, stamp.number)


def in_folder(path: str, make: Callable[[], Result]) -> Result:
    """Make a file in a folder that may not be there yet."""
    try:
        return make()
    except FileNotFoundError:
        Path(path.rpartition("/")[0]).mkdir(parents=True, exist_ok=True)
        return make()


def gone(folder: Path, name: str) -> None:
    """Take a file away, and the folders that are empty then."""
    path = folder / name
    with suppress(OSError):
        path.unlink()
        while (path := path.parent) != folder:
            path.rmdir()


def files_below(folder: Path) -> list[str]:
    """All that stands in a folder at any depth but folders: paths from there, with forward slashes."""
    found, waiting = list[str](), [""]
    while waiting:
        below = waiting.pop()
        with os.scandir(f"{folder}/{below}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{below}{entry.name}/")
                else:
                    found.append(f"{below}{entry.name}")
    return found


def digest_of(*parts: bytes) -> bytes:
    """A digest of what goes into a file."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(part)
    return digest.digest()
