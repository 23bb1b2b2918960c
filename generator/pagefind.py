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
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import IO, Any

NEEDED = "pagefind_bin"
HOW = f"Run: make search (or, outside this project’s own folder: pip install {NEEDED})"

SCRIPT = "pagefind.js"
ENTRY = "pagefind-entry.json"
"""What leads a reader's browser into an index."""
SUFFIXES = frozenset({".pf_meta", ".pf_fragment", ".pf_index"})
"""What of Pagefind's files belongs to an index. It brings dialogs of its own as well."""
PARTS = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "3000"}
"""So many places of words are in one file of an index, at least; readers fetch those that their words are in.

With Pagefind's own 20,000 a file has 14 kB and more, with these 3, but for words on many pages. It does not
promise this setting; without it the same is found in larger files. Pagefind 1.5.2, `options.rs`.
"""
MEMORY = {"_RJEM_MALLOC_CONF": "narenas:1,thp:always"}
"""How it asks for memory: in large pages and from one place, as its two buffers for each page of a site cost
more time to have than to fill. Where that is not to be had, it goes unheard (jemalloc, “Tuning”).
"""
LISTENED = 1 << 20
"""Bytes that are heard at once."""
TOO_SOON = "Pagefind made no index: it ended too soon."


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


class Indexing:
    """An index that Pagefind makes of the pages that it is told: it works on them while others are found.

    The same pages in the same order give the same files, byte for byte. It runs in a folder of its own, from
    which it would take settings. Raises PagefindError, and OSError.
    """

    def __init__(self, language: str, folder: Path) -> None:
        found = program()
        if found is None:
            raise PagefindError(f"Pagefind is gone. {HOW}.")
        # It would take orders from the environment, too.
        calm = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
        self._running = subprocess.Popen(  # noqa: S603
            [found, "--service"],
            cwd=folder,
            env=calm | PARTS | MEMORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._asked = 0
        self._ask({"type": "NewIndex", "config": {"force_language": language}})

    def tell(self, pages: Iterable[tuple[str, str]]) -> None:
        """More pages, each with its address before it."""
        self._ask(
            *({"type": "AddFile", "index_id": 0, "url": url, "file_contents": page} for url, page in pages)
        )

    def end(self) -> None:
        """It knows all pages now."""
        self._ask({"type": "GetFiles", "index_id": 0})

    def _ask(self, *requests: Mapping[str, Any]) -> None:
        """Say all at once: it reads on while it works, and keeps its answers."""
        assert self._running.stdin is not None
        try:
            self._running.stdin.writelines(map(message, enumerate(requests, self._asked)))
            self._running.stdin.flush()
        except BrokenPipeError:
            self.stop()
            raise PagefindError(TOO_SOON) from None
        self._asked += len(requests)

    def files(self) -> dict[str, bytes]:
        """The files of the index, with the script that reads it, once they are made."""
        assert self._running.stdout is not None
        answer: dict[str, Any] = {}
        try:
            for one in heard(self._running.stdout, self._asked):
                answer = json.loads(b64decode(one))["payload"]
                if answer["type"] == "Error":
                    raise PagefindError(f"Pagefind made no index: {answer['message']}")
        except BrokenPipeError:
            raise PagefindError(TOO_SOON) from None
        finally:
            self.stop()
        return dict(needed({file["path"]: b64decode(file["content"]) for file in answer["files"]}))

    def stop(self) -> None:
        """Let it not work on."""
        with suppress(BrokenPipeError), self._running as running:
            running.kill()


def message(numbered: tuple[int, Mapping[str, Any]]) -> bytes:
    """A request as Pagefind reads it."""
    number, payload = numbered
    return b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b","


def heard(stream: IO[bytes], number: int) -> Iterator[bytes]:
    """So many answers from a stream, each as soon as it is there: a comma ends it."""
    begun: list[bytes] = []
    while number > 0:
        if not (part := os.read(stream.fileno(), LISTENED)):
            raise BrokenPipeError
        *ends, rest = part.split(b",")
        for end in ends:
            yield b"".join((*begun, end))
            begun = []
        begun.append(rest)
        number -= len(ends)


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
