"""The published folder is replaced whole, or not at all.

A build fills a fresh folder beside the target; when it is complete, the two change places. A build
that fails, fills the disk or is killed leaves the last good site as it was:

    with stage(Path("site"), say=print) as staging:
        build_into(staging.folder)
        staging.publish()

The old site is put aside or deleted after the swap, never before the build: ext4 is slow at creating
thousands of files right after as many were deleted, and nobody should wait for that with no site up.

Beside a target `site`, and only while a build runs or a large old site is deleted: `.site.new-…` (the fresh
folder), `.site.lock`, and `.site.old-…` where the system cannot exchange two folders. What a killed build
leaves of these, the next one clears away.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import secrets
import stat
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from generator.clearing import clear_away, clear_place

MARKER = ".explainers"
"""The file that says a folder was published by this tool, and may be replaced by it."""

_NOTICE = b"This folder is made by explainers. Each build replaces it whole: what is changed here is lost.\n"
_A_MOMENT = 0.5
_TRIES = 10
_LONGEST_NAME = 1000
_READABLE = 0o644
_ENTERABLE = 0o755
_REASONS = {
    errno.EACCES: "this account may not write there",
    errno.EPERM: "this account may not write there",
    errno.EROFS: "that disk can only be read",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "a file is larger than this account may write",
    errno.ENOTDIR: "a part of that path is a file, not a folder",
    errno.EEXIST: "a part of that path is a file, not a folder",
    errno.ELOOP: "a link in that path leads round in a circle",
    errno.ENAMETOOLONG: "a name is longer than the disk allows",
    errno.EBUSY: "the folder is in use, or is itself a mounted disk",
    errno.EXDEV: "the folder is itself a mounted disk, or a layer of a container",
}


class PublishError(Exception):
    """The site could not be published; what stood at the target stands there still.

    `message` says what is wrong in one sentence without a full stop, `hint` how to mend it.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class NotOursError(PublishError):
    """The target is something that this tool did not make and will not replace."""


def _silent(_line: str) -> None:
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
        with _kindly(self.target):
            (self.folder / MARKER).write_bytes(_NOTICE)
            self.sizes, self._left = _open_to_readers(self.folder, but=but), but

    def publish(self, aside: Path | None = None) -> None:
        """Put the folder at the target; raises PublishError. What stood there is put `aside`, or deleted."""
        with _kindly(self.target):
            _refuse_foreign(self.target)
            (self.folder / MARKER).write_bytes(_NOTICE)
            self.sizes |= _open_to_readers(self.folder, self._left)
            _swap(self.folder, self.target)
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
        return _cannot_write(self.target, error) if full or inside else None

    def discard(self) -> None:
        """Delete what stands at the staging folder: an unfinished site, or after the swap the old one."""
        clear_away(self.folder)
        self._release()
        self._release = _nothing

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()


def stage(target: Path, say: Callable[[str], None] = _silent) -> Staging:
    """A fresh, empty folder beside `target`, on the same file system; raises PublishError.

    One build at a time: while another one works on this target, waits for it, and after a moment
    tells `say` so in one line.
    """
    with _kindly(target):
        target = _settled(target)
        _refuse_place(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        release = _lock(target, say)
        try:
            if _CAN_LOCK:
                _sweep(target)
            _refuse_foreign(target)
            folder = target.with_name(f".{target.name}.new-{secrets.token_hex(8)}")
            folder.mkdir()
        except BaseException:
            release()
            raise
    return Staging(target, folder, release)


def write_whole(target: Path, files: Mapping[str, bytes | str], say: Callable[[str], None] = _silent) -> None:
    """Publish `files` at `target`, a name like "a/index.html" to each content; text becomes UTF-8.

    Raises PublishError, before anything is written, for a name that leads out of the folder and for
    two names that only some file systems can keep apart ("A.html" beside "a.html").
    """
    contents = _checked(files)
    with stage(target, say) as staging:
        with _kindly(staging.target):
            for name in sorted(contents):
                path = staging.folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(contents[name])
        staging.publish()


def _checked(files: Mapping[str, bytes | str]) -> dict[str, bytes]:
    """The files as bytes, when every name can be written safely and everywhere."""
    spellings: dict[str, str] = {}
    for name in sorted(files):
        if reason := _unsafe(name):
            raise PublishError(f"A file cannot be named {name!a}: {reason}", "Give the page another address.")
        for path in _with_folders(name):
            other = spellings.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
            if other != path or (path in files and path != name):
                raise PublishError(
                    f"“{name}” cannot be written beside “{other}” on every computer",
                    "Rename one of the two.",
                )
    return {name: _as_bytes(name, content) for name, content in files.items()}


def _unsafe(name: str) -> str:
    """Why a file must not have this name, or nothing."""
    if len(name) > _LONGEST_NAME:
        return "it is too long"
    if not name.isprintable():
        return "it holds characters that cannot be seen"
    if "\\" in name or ":" in name:
        return "backslashes and colons mean something else on some computers"
    parts = name.split("/")
    if parts[0] == MARKER:
        return "this name marks the folder as ours"
    if any(part in ("", ".", "..") for part in parts):
        return "it does not lead to a file inside the folder"
    return ""


def _with_folders(name: str) -> Iterator[str]:
    """The folders that a file is in, outermost first, then the file."""
    parts = name.split("/")
    return ("/".join(parts[: count + 1]) for count in range(len(parts)))


def _as_bytes(name: str, content: bytes | str) -> bytes:
    if isinstance(content, bytes):
        return content
    try:
        return content.encode()
    except UnicodeEncodeError as error:
        raise PublishError(
            f"“{name}” holds half a character (at position {error.start}), which cannot be written",
            "Type the words around it again: they were probably cut or pasted in the middle of a character.",
        ) from error


@contextmanager
def _kindly(target: Path) -> Iterator[None]:
    """Turn what the system complains about into a PublishError."""
    try:
        yield
    except OSError as error:
        raise _cannot_write(target, error) from error


def _cannot_write(target: Path, error: OSError) -> PublishError:
    reason = _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)
    return PublishError(
        f"The site cannot be written to “{target}”: {reason}",
        "Nothing was changed. Mend this, or choose another folder to publish to.",
    )


def _settled(target: Path) -> Path:
    """The target as an absolute path whose folders are real; its own last step may be a link."""
    try:
        with suppress(OSError):
            target.lstat()
    except ValueError as error:
        raise PublishError(
            f"No folder can be named {str(target)!a}", "Choose another folder to publish to."
        ) from error
    if target.name in ("", ".."):
        return Path(os.path.realpath(target))
    return Path(os.path.realpath(target.parent), target.name)


def _refuse_place(target: Path) -> None:
    """Raise NotOursError for a folder that is never a site's own."""
    places = {Path(target.anchor): "the whole disk", Path.cwd(): "the folder you are working in"}
    with suppress(RuntimeError):  # an account without a home
        places[Path.home().resolve()] = "your home folder"
    if target in places:
        raise NotOursError(
            f"The site would replace “{target}”, which is {places[target]}",
            "Choose a folder inside it that is for the site alone, such as “site”.",
        )


def _refuse_foreign(target: Path) -> None:
    """Raise NotOursError unless `target` is absent, empty, or was published by this tool."""
    if target.is_symlink():
        raise NotOursError(
            f"“{target}” is a link to another place, and the site would replace the link",
            "Choose the folder that it points to, or remove the link.",
        )
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise NotOursError(
            f"“{target}” is a file, and the site needs a folder",
            "Choose another folder, or move the file away.",
        )
    names = {path.name for path in target.iterdir()}
    if names and (not _is_file(target / MARKER) or ".git" in names):
        raise NotOursError(
            f"The folder “{target}” holds files that this tool did not make, so it was left alone",
            "Choose another folder to publish to; or, if nothing in it is needed, remove it yourself.",
        )


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


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


def _swap(fresh: Path, target: Path) -> None:
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
    """The swap in three steps. Killed after the first, the next build undoes it (see `_sweep`)."""
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


def _sweep(target: Path) -> None:
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


def _nothing() -> None:
    """What gives back a lock that was given back, or never taken."""


if sys.platform == "win32":
    _CAN_LOCK = False

    def _lock(_target: Path, _say: Callable[[str], None]) -> Callable[[], None]:
        """No lock here: two builds still never mix, the later one wins, and leftovers stay."""
        return _nothing

else:
    import fcntl

    _CAN_LOCK = True

    def _lock(target: Path, say: Callable[[str], None]) -> Callable[[], None]:
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
