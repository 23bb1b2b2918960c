"""Files from disk as clean text.

What could harm a reader, a terminal or a parser is named here, before anybody parses it.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.frozen import Frozen
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

_BEFORE, _AFTER = re.compile(r"[^\s:]* ?\Z"), re.compile(r" ?[^\s:]*")
_CONTROL_NAMES = {"\0": "NUL", "\r": "a line break", "\x1b": "ESC", "\x7f": "DEL", "\x85": "a line break"}
# Embeddings and overrides end with PDF, isolates with PDI (Unicode Standard Annex 9, section 2).
_CLOSED_BY = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)


class _Fault(Frozen):
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
                "An unfinished merge: two people have changed these lines, and both versions stand here",
                source.span(*opened.span()),
                "Keep the lines that are right, and delete the others together with the lines that "
                "begin with <<<<<<<, ======= and >>>>>>>.",
            )
            opened = None


TOO_LARGE = (
    "Keep the part that the story needs. A source can be several files, each with an entry of its own under "
    "“sources”; a story can become two, each in a folder of its own."
)
"""What to do with a text that is longer than anybody reads."""
MISSING = {
    "facts.yaml": "A story needs a fact sheet. A first one, from its article: explainers draft {story}",
    "article.md": "A story needs its article, under this name. “explainers import” makes it of copied text.",
}
"""What to do where one of a story's two files is not there."""


def bytes_of(path: Path, limit: int) -> bytes | _Fault:
    """What a regular file holds, or why it is not read."""
    try:
        if fault := _refused(os.lstat(path), limit):
            return fault
        return _opened(path, limit)
    except FileNotFoundError:
        hint = MISSING.get(path.name, "Put a file of this name there, or correct the name.")
        return _Fault("missing-file", "There is no such file", hint.format(story=path.parent.name))
    except PermissionError:
        hint = (
            "Put the file into the folder anew; or, in the list of files, open its properties and, under "
            "“Permissions”, let everybody read it."
        )
        return _Fault("unreadable-file", "This computer lets nobody but its owner read this file", hint)
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
        words = "This is no file, but a link to one elsewhere on this computer (a symbolic link)"
        return _Fault("symbolic-link", words, "Delete it, and put a copy of the file itself in its place.")
    if not stat.S_ISREG(status.st_mode):
        folder = stat.S_ISDIR(status.st_mode)
        what = "a folder" if folder else "something that only programs use"
        away = "Give the folder another name, or delete it" if folder else "Delete it"
        hint = f"{away}, and put the text file with this name in its place."
        return _Fault("not-a-regular-file", f"This is no regular file, but {what}", hint)
    if status.st_size > limit:
        words = f"This file has {status.st_size:,} bytes (about as many letters), and the limit is {limit:,}"
        return _Fault("file-too-large", words, TOO_LARGE)
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
        message = (
            "This file is not UTF-8, the way in which letters are saved here: byte "
            f"0x{raw[error.start]:02X} in "
            f"line {span.line} is no letter"
        )
        hint = (
            "Open it in your editing program and choose “Save as”, with “UTF-8” under “Encoding”. If the "
            "letter looks broken there, type it again first."
        )
        yield Diagnostic("not-utf-8", message, span, hint)


def _character_faults(text: str) -> Iterator[_Fault]:
    if _SUSPECT.search(text):
        for found in (_control(text), _broken(text), _invisible(text), _directions(text)):
            yield from islice(found, MOST_REPORTED)
    if not text.isascii():
        yield from islice(_piled_up(text), MOST_REPORTED)


def _control(text: str) -> Iterator[_Fault]:
    for found in re.finditer(f"[{_CONTROL}]", text):
        name = _CONTROL_NAMES.get(found[0])
        words = (
            f"An invisible sign stands here that no page can show, the control character {_named(found[0])}"
        )
        hint = type_again(text, *found.span())
        yield _Fault("control-character", words + (f" ({name})" if name else ""), hint, *found.span())


def _broken(text: str) -> Iterator[_Fault]:
    for found in re.finditer(f"[{_BROKEN}]", text):
        words = f"{_named(found[0])} is half a character, or none"
        yield _Fault("not-a-character", words, type_again(text, *found.span()), *found.span())


def _invisible(text: str) -> Iterator[_Fault]:
    for found in re.finditer(f"[{_INVISIBLE}]+", text):
        words = f"Invisible signs stand here, from {_named(found[0][0])} on"
        yield _Fault("invisible-character", words, type_again(text, *found.span()), *found.span())


def _directions(text: str) -> Iterator[_Fault]:
    """Marks that turn the direction of writing and are not closed in the same line."""
    waiting: list[re.Match[str]] = []
    for mark in _DIRECTION_OR_LINE.finditer(text):
        if mark[0] == "\n":
            yield from (_unclosed(text, one) for one in waiting)
            waiting = []
        elif mark[0] in _CLOSED_BY:
            waiting.append(mark)
        elif waiting and _CLOSED_BY[waiting[-1][0]] == mark[0]:
            waiting.pop()
        else:
            yield _direction_fault(text, mark, "ends a direction of writing that nothing began")
    yield from (_unclosed(text, one) for one in waiting)


def _unclosed(text: str, mark: re.Match[str]) -> _Fault:
    closing = _named(_CLOSED_BY[mark[0]])
    fault = f"turns the direction of writing round, and {closing}, which would end that, is missing"
    return _direction_fault(text, mark, fault)


def _direction_fault(text: str, mark: re.Match[str], fault: str) -> _Fault:
    hint = f"{type_again(text, *mark.span())} Right-to-left words need no sign."
    return _Fault("unclosed-direction", f"The invisible sign {_named(mark[0])} {fault}", hint, *mark.span())


def _piled_up(text: str) -> Iterator[_Fault]:
    for run in _MARKS.finditer(text):
        start = run.start()
        for is_mark, group in groupby(run[0], lambda letter: unicodedata.category(letter)[0] == "M"):
            count = sum(1 for _ in group)
            if is_mark and count > MOST_MARKS:
                words = (
                    f"{count} accents (combining marks) stand on one letter, and at most {MOST_MARKS} are "
                    "allowed"
                )
                hint = "Delete the accents that do not belong there."
                yield _Fault("combining-marks", words, hint, start, start + count)
            start += count


def type_again(text: str, start: int, end: int, instead: str = "") -> str:
    """How to be rid of what cannot be seen: by typing the words around it anew."""
    before, after = _BEFORE.search(text, max(0, start - 30), start), _AFTER.match(text, end, end + 30)
    words = f"{before[0] if before else ''}{instead}{after[0] if after else ''}".strip()
    shown = "".join(letter for letter in words if letter.isprintable())
    if not shown:
        return "Delete this line."
    return f"You may not see it: delete the words around it too, and type them again: “{shown}”."


def _named(character: str) -> str:
    """A character as people look it up: U+2066."""
    return f"U+{ord(character):04X}"
