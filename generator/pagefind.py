"""Pagefind, a program that makes an index in small parts.

It is run and spoken to, as its packages for Python and Node do it: nothing of it is imported, and no page is
written into a file for it.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import IO, Any

NEEDED = "pagefind_bin"
HOW = f"Run: make search (or, outside this project’s own folder: pip install {NEEDED})"

SCRIPT = "pagefind.js"
ENTRY = "pagefind-entry.json"
"""What leads a reader's browser into an index."""
SUFFIXES = frozenset({".pf_meta", ".pf_fragment", ".pf_index"})
"""What of Pagefind's files belongs to an index. It brings dialogs of its own as well."""
LISTENED = 1 << 20
"""Bytes that are heard at once."""


class PagefindError(Exception):
    """Pagefind made no index; the message says why."""


def program() -> Path | None:
    """Pagefind, where it is installed."""
    if importlib.util.find_spec(NEEDED) is None:
        return None
    try:
        return Path(importlib.import_module(NEEDED).get_executable())
    except OSError:
        return None


def index_of(pages: Mapping[str, str], language: str, folder: Path) -> dict[str, bytes]:
    """The files of an index of pages by their address, with the script that reads it; made in a folder.

    The same pages in the same order give the same files, byte for byte. Raises PagefindError, and OSError.
    """
    requests: list[dict[str, Any]] = [{"type": "NewIndex", "config": {"force_language": language}}]
    requests += ({"type": "AddFile", "index_id": 0, "url": url, "file_contents": pages[url]} for url in pages)
    requests.append({"type": "GetFiles", "index_id": 0})
    try:
        *_, answer = asked(requests, folder)
    except BrokenPipeError:
        raise PagefindError("Pagefind made no index: it ended too soon.") from None
    return dict(needed({file["path"]: b64decode(file["content"]) for file in answer["files"]}))


def asked(requests: Sequence[Mapping[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Pagefind's answers to requests. It would take settings from the folder that it runs in.

    Raises PagefindError where it refuses one, and BrokenPipeError where it does not live to answer all.
    """
    found = program()
    if found is None:
        raise PagefindError(f"Pagefind is gone. {HOW}.")
    # It would take orders from the environment, too.
    calm = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    with subprocess.Popen(  # noqa: S603
        [found, "--service"], cwd=folder, env=calm, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        # It reads on while it works and keeps its answers, so that all can be said before any is heard.
        running.stdin.writelines(map(message, enumerate(requests)))
        running.stdin.flush()
        answers = [json.loads(b64decode(one))["payload"] for one in heard(running.stdout, len(requests))]
    for answer in answers:
        if answer["type"] == "Error":
            raise PagefindError(f"Pagefind made no index: {answer['message']}")
    return answers


def message(numbered: tuple[int, Mapping[str, Any]]) -> bytes:
    """A request as Pagefind reads it."""
    number, payload = numbered
    return b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b","


def heard(stream: IO[bytes], number: int) -> list[bytes]:
    """So many answers from a stream: a comma ends each."""
    parts: list[bytes] = []
    while number > 0:
        if not (part := os.read(stream.fileno(), LISTENED)):
            raise BrokenPipeError
        parts.append(part)
        number -= part.count(b",")
    return b"".join(parts).split(b",")[:-1]


def needed(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files that a search asks for, of those that Pagefind makes."""
    readers = {SCRIPT, words_file(files[ENTRY])}
    return (one for one in files.items() if one[0] in readers or is_read(one[0]))


def is_read(name: str) -> bool:
    """Whether a file is an index's own; of those that read it, one of each serves all."""
    return name == ENTRY or PurePosixPath(name).suffix in SUFFIXES


def words_file(entry: bytes) -> str:
    """The one file, of those that part words and find their stems, that an index was made with."""
    (one,) = json.loads(entry)["languages"].values()
    return f"wasm.{one['wasm'] or 'unknown'}.pagefind"
