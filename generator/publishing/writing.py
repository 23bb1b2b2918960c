"""Files that are given all at once are published, when each name can be written safely and everywhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from generator.publishing.errors import PublishError, kindly
from generator.publishing.staging import silent, stage
from generator.publishing.target import MARKER

_LONGEST_NAME = 1000


def write_whole(target: Path, files: Mapping[str, bytes | str], say: Callable[[str], None] = silent) -> None:
    """Publish `files` at `target`, a name like "a/index.html" to each content; text becomes UTF-8.

    Raises PublishError, before anything is written, for a name that leads out of the folder and for
    two names that only some file systems can keep apart ("A.html" beside "a.html").
    """
    contents = _checked(files)
    with stage(target, say) as staging:
        with kindly(staging.target):
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
