"""Files from disk as clean text.

What could harm a reader, a terminal or a parser is named here, before anybody parses it.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.source import SourceFile, Span

LARGEST_FILE = 5_000_000
"""The most bytes of one file that are read."""
MOST_REPORTED = 20
"""The most mistakes of one sort that are named in one text: the rest is more of the same."""
MOST_MARKS = 8
"""The most combining marks on one letter. No living script stacks more than four."""

_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_BROKEN = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_INVISIBLE = "\ufeff\U000e0000-\U000e007f"
_DIRECTION = "\u202a-\u202e\u2066-\u2069"
_SUSPECT = re.compile(f"[{_CONTROL}{_BROKEN}{_INVISIBLE}{_DIRECTION}]")
_DIRECTION_OR_LINE = re.compile(f"[{_DIRECTION}\n]")
# Combining marks are neither letters nor ASCII; what else is found is sorted out by category.
_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{MOST_MARKS + 1},}}")
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})(?: [^\n]*)?$", re.MULTILINE)

_CONTROL_NAMES = {"\0": "NUL", "\r": "a line break", "\x1b": "ESC", "\x7f": "DEL", "\x85": "a line break"}
# Embeddings and overrides end with PDF, isolates with PDI (Unicode Standard Annex 9, section 2).
_CLOSED_BY = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)


@dataclass(frozen=True)
class _Fault:
    """What is wrong with a stretch of text, before anybody knows where the text stands."""

    code: str
    message: str
    hint: str
    start: int = 0
    end: int = 0


def read_text(path: Path, shown: str, limit: int = LARGEST_FILE) -> tuple[SourceFile, list[Diagnostic]]:
    """A file as text, and everything that is wrong with its characters.

    `shown` is the path that people see. Only regular files of at most `limit` bytes are opened, and
    links are not followed. The text has line feeds only and no byte-order mark; it is empty when the
    file could not be read, and has U+FFFD where bytes were not UTF-8.
    """
    raw = bytes_of(path, limit)
    if isinstance(raw, _Fault):
        source = SourceFile(shown, "")
        return source, [Diagnostic(raw.code, raw.message, source.span(0, 0), raw.hint)]
    source = SourceFile(shown, _clean(raw.decode("utf-8", "replace")))
    problems = [*_encoding_problems(source, raw), *text_problems(source), *merge_conflicts(source)]
    return source, problems


def text_problems(
    source: SourceFile, start: int = 0, text: str | None = None, place: Span | None = None
) -> Iterator[Diagnostic]:
    r"""Characters that nobody can have meant: control, half, invisible and piled-up ones.

    `text` stands in the file from the offset `start`; by default it is the whole file. Where the text
    is the value of something written differently (`"\u2066"`), `place` is where it is written.
    """
    for fault in _character_faults(source.text if text is None else text):
        span = place or source.span(start + fault.start, start + fault.end)
        yield Diagnostic(fault.code, fault.message, span, fault.hint)


def merge_conflicts(source: SourceFile, start: int = 0, end: int | None = None) -> Iterator[Diagnostic]:
    """Each place between two offsets where two versions still stand under each other."""
    opened: re.Match[str] | None = None
    parted = False
    for marker in _CONFLICT.finditer(source.text, start, len(source.text) if end is None else end):
        if marker[1][0] == "<":
            opened, parted = marker, False
        elif marker[1][0] == "=":
            parted = True
        elif opened and parted:
            yield Diagnostic(
                "merge-conflict",
                "An unfinished merge: two versions of these lines stand under each other",
                source.span(*opened.span()),
                "Keep the lines that are right, and delete the others together with the lines that "
                "begin with <<<<<<<, ======= and >>>>>>>.",
            )
            opened = None


def bytes_of(path: Path, limit: int) -> bytes | _Fault:
    """What a regular file holds, or why it is not read."""
    try:
        if fault := _refused(os.lstat(path), limit):
            return fault
        return _opened(path, limit)
    except FileNotFoundError:
        return _Fault("missing-file", "There is no such file", "Check how its name is spelled.")
    except PermissionError:
        return _Fault("unreadable-file", "Nobody may read this file here", "Give permission to read it.")
    except (OSError, ValueError):
        return _Fault("unreadable-file", "This file cannot be read", "Check its name and its disk.")


def _opened(path: Path, limit: int) -> bytes | _Fault:
    """The bytes of a file that may have been swapped since it was looked at."""
    # Without following a link and without waiting for the other end of a pipe. Windows has neither.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        fault = _refused(os.fstat(handle), limit)
        return fault or file.read(limit)


def _refused(status: os.stat_result, limit: int) -> _Fault | None:
    """Why a file is not read, if it is not."""
    if stat.S_ISLNK(status.st_mode):
        words = "This is a symbolic link, which may lead anywhere; only regular files are read"
        return _Fault("symbolic-link", words, "Put a copy of the file in its place.")
    if not stat.S_ISREG(status.st_mode):
        words = "This is not a regular file, but a folder, a pipe or a device"
        return _Fault("not-a-regular-file", words, "Put a plain file in its place, or take it away.")
    if status.st_size > limit:
        words = f"This file has {status.st_size:,} bytes, and the limit is {limit:,}"
        return _Fault("file-too-large", words, "Split it into several files.")
    return None


def _clean(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _encoding_problems(source: SourceFile, raw: bytes) -> Iterator[Diagnostic]:
    """The first byte that is not UTF-8."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        start = len(_clean(raw[: error.start].decode("utf-8")))
        span = source.span(start, start + 1)
        message = f"This file is not UTF-8: byte 0x{raw[error.start]:02X} in line {span.line} is no character"
        yield Diagnostic("not-utf-8", message, span, "Save the file again with the encoding UTF-8.")


def _character_faults(text: str) -> Iterator[_Fault]:
    if _SUSPECT.search(text):
        for found in (_control(text), _broken(text), _invisible(text), _directions(text)):
            yield from islice(found, MOST_REPORTED)
    if not text.isascii():
        yield from islice(_piled_up(text), MOST_REPORTED)


def _control(text: str) -> Iterator[_Fault]:
    for found in re.finditer(f"[{_CONTROL}]", text):
        name = _CONTROL_NAMES.get(found[0])
        words = f"A control character stands here, {_named(found[0])}" + (f" ({name})" if name else "")
        yield _Fault("control-character", words, "Delete it: it cannot be seen or printed.", *found.span())


def _broken(text: str) -> Iterator[_Fault]:
    for found in re.finditer(f"[{_BROKEN}]", text):
        words = f"{_named(found[0])} is not a character on its own"
        yield _Fault(
            "not-a-character", words, "Delete it, or type the character that was meant.", *found.span()
        )


def _invisible(text: str) -> Iterator[_Fault]:
    for found in re.finditer(f"[{_INVISIBLE}]+", text):
        words = f"Invisible characters stand here, from {_named(found[0][0])} on"
        yield _Fault("invisible-character", words, "Delete them, or type these words again.", *found.span())


def _directions(text: str) -> Iterator[_Fault]:
    """Marks that turn the direction of writing and are not closed in the same line."""
    waiting: list[re.Match[str]] = []
    for mark in _DIRECTION_OR_LINE.finditer(text):
        if mark[0] == "\n":
            yield from map(_unclosed, waiting)
            waiting = []
        elif mark[0] in _CLOSED_BY:
            waiting.append(mark)
        elif waiting and _CLOSED_BY[waiting[-1][0]] == mark[0]:
            waiting.pop()
        else:
            yield _direction_fault(mark, "closes a direction of writing that nothing opened")
    yield from map(_unclosed, waiting)


def _unclosed(mark: re.Match[str]) -> _Fault:
    closing = _named(_CLOSED_BY[mark[0]])
    return _direction_fault(mark, f"turns the direction of writing, and no {closing} in this line ends it")


def _direction_fault(mark: re.Match[str], fault: str) -> _Fault:
    hint = "Delete it: right-to-left words find their direction by themselves."
    return _Fault("unclosed-direction", f"The invisible {_named(mark[0])} {fault}", hint, *mark.span())


def _piled_up(text: str) -> Iterator[_Fault]:
    for run in _MARKS.finditer(text):
        start = run.start()
        for is_mark, group in groupby(run[0], lambda letter: unicodedata.category(letter)[0] == "M"):
            count = sum(1 for _ in group)
            if is_mark and count > MOST_MARKS:
                words = f"{count} combining marks stand on one letter, and at most {MOST_MARKS} are allowed"
                hint = "Delete the accents that do not belong there."
                yield _Fault("combining-marks", words, hint, start, start + count)
            start += count


def _named(character: str) -> str:
    """A character as people look it up: U+2066."""
    return f"U+{ord(character):04X}"
