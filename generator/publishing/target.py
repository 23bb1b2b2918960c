"""The folder that a site is published to: where it is, and whether it may be replaced."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from generator.publishing.errors import NotOursError, PublishError

MARKER = ".explainers"
"""The file that says a folder was published by this tool, and may be replaced by it."""


def settled(target: Path) -> Path:
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


def refuse_place(target: Path) -> None:
    """Raise NotOursError for a folder that is never a site's own."""
    places = {Path(target.anchor): "the whole disk", Path.cwd(): "the folder you are working in"}
    with suppress(RuntimeError):  # an account without a home
        places[Path.home().resolve()] = "your home folder"
    if target in places:
        raise NotOursError(
            f"The site would replace “{target}”, which is {places[target]}",
            "Choose a folder inside it that is for the site alone, such as “site”.",
        )


def refuse_foreign(target: Path) -> None:
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
