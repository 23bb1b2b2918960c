"""The folder that a site is written into, and the site of before beside it.

Most files of a site are the same as in the one that is published. What has the same digest there, and has not
been touched since, is linked into the new folder instead of written again: the same file under two names,
until the old folder is deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path


@dataclass(frozen=True)
class Stamp:
    """A file as it was written: when, how large, which one, and the digest of what went into it."""

    time: int
    size: int
    number: int
    digest: bytes


Stamps = Mapping[str, Stamp]
"""Files by their path in the site, with forward slashes."""


@dataclass(frozen=True)
class SiteFolder:
    """A folder to write into, and the published one with what is known of its files."""

    folder: Path
    published: Path | None = None
    known: Stamps = field(default_factory=dict)

    def has(self, name: str, digest: bytes) -> Stamp | None:
        """The stamp of a file that is in the new folder now, because the published site has the same."""
        stamp = self.known.get(name)
        if stamp is None or stamp.digest != digest or self.published is None:
            return None
        source = self.published / name
        try:
            if stamp_of(source, digest) != stamp:
                return None
            in_folder(self.folder / name, lambda path: path.hardlink_to(source))
        except OSError:
            return None
        return stamp

    def write(self, name: str, content: bytes, digest: bytes) -> Stamp:
        """Write a file, and know it from then on."""
        path = self.folder / name
        in_folder(path, lambda path: path.write_bytes(content))
        return stamp_of(path, digest)


def stamp_of(path: Path, digest: bytes) -> Stamp:
    """A file with such a digest as it stands there now."""
    found = path.stat(follow_symlinks=False)
    return Stamp(found.st_mtime_ns, found.st_size, found.st_ino, digest)


def in_folder(path: Path, make: Callable[[Path], object]) -> None:
    """Make a file in a folder that may not be there yet."""
    try:
        make(path)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)


def digest_of(*parts: bytes) -> bytes:
    """A digest of what goes into a file."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(part)
    return digest.digest()
