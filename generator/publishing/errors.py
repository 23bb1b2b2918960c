"""What keeps a site from being published, in words for whoever builds it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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


@contextmanager
def kindly(target: Path) -> Iterator[None]:
    """Turn what the system complains about into a PublishError."""
    try:
        yield
    except OSError as error:
        raise cannot_write(target, error) from error


def cannot_write(target: Path, error: OSError) -> PublishError:
    """What to tell when the system refused to write."""
    reason = _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)
    return PublishError(
        f"The site cannot be written to “{target}”: {reason}",
        "Nothing was changed. Mend this, or choose another folder to publish to.",
    )
