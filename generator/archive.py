"""What earlier builds made, kept outside the project by what it was made from.

Everything here can be deleted at any time: it is made again then. What is kept is found by a name and is
good for one key, in which all goes that it was made from; the folder itself belongs to one state of the
code. A file is written beside its place and then put there whole, and its content is compared with its
digest before it is read: what was interrupted or damaged counts as not there.

It is read with `pickle`, which can run code. So it lies in a folder of the account that builds, never in the
project, where a stranger's change could bring one along.
"""

from __future__ import annotations

import os
import pickle
import platform
from collections.abc import Collection, Iterator
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from io import FileIO
from pathlib import Path
from typing import Any

from generator.clearing import clear_place
from generator.packed import loaded

CODE = Path(__file__).parent
PACKAGES = (
    "babel", "jinja2", "markdown-it-py", "markupsafe", "mkdocs", "mkdocs-material", "msgspec", "pagefind_bin",
    "pillow", "pyyaml", "selectolax",
)  # fmt: skip
"""What has a say in what is made, beside our own code."""
DIGEST = 32
"""Bytes of a SHA-256."""


def open_archive(project: Path, templates: Path) -> Archive:
    """The archive of a project, for the code as it is now; what other code made is deleted."""
    above = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    with suppress(OSError, RuntimeError):
        mine = (
            Path(above).expanduser() / "explainers" / sha256(os.fsencode(project.resolve())).hexdigest()[:16]
        )
        folder = mine / state_of_code(templates)[:16]
        if not folder.is_dir():
            clear_place(mine)
            folder.mkdir(parents=True)
        return Archive(folder)
    return Archive(None)


def state_of_code(templates: Path) -> str:
    """What our code, our templates and the packages beside them come to."""
    digest = sha256(f"{platform.python_implementation()} {platform.python_version()}".encode())
    for folder in map(str, (CODE, templates)):
        for path in files_in(folder):
            digest.update(f"\0{path.removeprefix(folder)}\0".encode("utf-8", "surrogateescape"))
            with FileIO(path) as file:
                digest.update(sha256(file.read()).digest())
    for name in PACKAGES:
        with suppress(PackageNotFoundError):
            # Its version is in there; to read it as what it is would take longest of all this.
            said = distribution(name).read_text("METADATA") or ""
            digest.update(f"\0{name}\0{said}".encode())
    return digest.hexdigest()


def files_in(folder: str) -> Iterator[str]:
    """The files below a folder in a lasting order, but for what Python has compiled."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if entry.is_file():
                yield entry.path
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from files_in(entry.path)


class Archive:
    """A folder of things by name, each good for one key. Without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @property
    def is_open(self) -> bool:
        """Whether anything is kept."""
        return self._folder is not None

    def has(self, name: str) -> bool:
        """Whether anything is kept under a name, for whatever key."""
        return self._folder is not None and (self._folder / name).is_file()

    def load(self, name: str, key: bytes) -> Any:
        """What was kept under a name for this key; None where there is nothing."""
        content = self._content(name)
        return loaded(content[2 * DIGEST :]) if content and content[DIGEST : 2 * DIGEST] == key else None

    def kept(self, name: str) -> tuple[bytes, Any] | None:
        """The key and what was kept for it under a name; None where there is nothing."""
        content = self._content(name)
        return (bytes(content[DIGEST : 2 * DIGEST]), loaded(content[2 * DIGEST :])) if content else None

    def _content(self, name: str) -> memoryview | None:
        """A file as it was written, with its digest and its key before it; None where it is not whole."""
        if self._folder is None:
            return None
        try:
            content = memoryview((self._folder / name).read_bytes())
        except OSError:
            return None
        return content if sha256(content[DIGEST:]).digest() == content[:DIGEST] else None

    def keep(self, name: str, key: bytes, value: object) -> None:
        """Keep something under a name. Where that is not possible, nothing is kept."""
        if self._folder is None:
            return
        content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        digest = sha256(key)
        digest.update(content)
        with suppress(OSError):
            write_whole(self._folder / name, digest.digest(), key, content)

    def place(self, name: str) -> Path | None:
        """Where a folder of this name can be kept, which is nobody's key."""
        return self._folder / name if self._folder else None

    def below(self, name: str) -> Archive:
        """An archive of its own in this one, which nothing is forgotten of."""
        if self._folder is not None:
            with suppress(OSError):
                (self._folder / name).mkdir(exist_ok=True)
                return Archive(self._folder / name)
        return Archive(None)

    def forget_all_but(self, names: Collection[str]) -> None:
        """Let go of what nothing has the name of any more."""
        if self._folder is not None:
            with suppress(OSError):
                for path in self._folder.iterdir():
                    if path.name not in names and not path.is_dir():
                        path.unlink()


def write_whole(path: Path, *content: bytes) -> None:
    """A file that is there with all of its content or not at all."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.writelines(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
