"""The files that forms may read and write: those of the stories, and no other.

A file is written whole or not at all, and only while it is what the form was filled from.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from msgspec import Struct, field

from generator.archive import Archive
from generator.build import Settings
from generator.catalogue import ENGLISH, Catalogue
from generator.diagnostics import Diagnostic, Severity
from generator.folders import ARTICLE, FACT_SHEET, SHARED_FILE, story_folders
from generator.form_fields import BASE, ROOT
from generator.form_values import shown, stored, text
from generator.gathering import read_library
from generator.kinds import Model
from generator.library import Library
from generator.memory import Memory
from generator.mending import in_forms
from generator.model.sheets import FactSheet, FrontMatter, SharedParties
from generator.reading import read_text
from generator.saving import CannotSaveError, with_values
from generator.severities import Severities
from generator.source import SourceFile
from generator.story import FRONT_MATTER
from generator.trying import new_problems
from generator.yaml_document import read_yaml

MODELS: Mapping[str, type[Model]] = {
    FACT_SHEET: FactSheet,
    ARTICLE: FrontMatter,
    SHARED_FILE: SharedParties,
}
MOST_REMEMBERED = 500


class FormFiles(Struct):
    """The files of a content folder. One of these serves all forms that are open.

    What builds have `kept` of other stories is not read again when one is saved; `language` is the site's.
    """

    content: Path
    severities: Severities = field(default_factory=dict)
    kept: Archive = field(default_factory=lambda: Archive(None))
    language: str = ENGLISH
    _lock: Lock = field(default_factory=Lock)
    _own: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """For a form that saved: its name, the file and the state it began with, and the state it made."""

    def path(self, name: str) -> Path:
        """Where a file stands that forms know as `content/…`; any other name is refused."""
        folders, _ = story_folders(self.content, ROOT)
        known = {f"{ROOT}/{one.name}/{file}": one / file for one in folders for file in (FACT_SHEET, ARTICLE)}
        known[f"{ROOT}/{SHARED_FILE}"] = self.content / SHARED_FILE
        if name not in known:
            raise CannotSaveError("This is not a file of a story here.")
        return known[name]

    def library(self) -> Library:
        """Everything that can be named in a form."""
        return read_library(self.content, ROOT, Catalogue(self.language), Memory(self.kept))[0]

    def load(self, name: str) -> dict[str, Any]:
        """What a form of this file shows."""
        source, _ = self._read(name)
        start, end = bounds(source.text, name)
        document, _ = read_yaml(source, start, end)
        if document is None:
            raise CannotSaveError("This file cannot be read as it is: the page of the story says why.")
        model = MODELS[name.rpartition("/")[2]]
        values = {**shown(model, document.value), BASE: state(source.text)}
        return {**values, "body": body(source.text).strip("\n")} if model is FrontMatter else values

    def save(self, name: str, values: Mapping[str, Any], form: str) -> Sequence[Diagnostic]:
        """Write what a form says, and tell what is now to be looked at that was not before.

        What would stop a build, and did not before, is a `CannotSaveError`; then the file is as it was.
        """
        with self._lock:
            source, raw = self._read(name)
            began = text(values.get(BASE))
            now = state(source.text)
            if now not in (began, self._own.get((form, name, began))):
                raise CannotSaveError(
                    "Somebody changed this file since you opened it. Nothing was saved: copy your words, "
                    "open the entry anew, and put them in again."
                )
            after = changed(source.text, name, values)
            path = self.path(name)
            found: Sequence[Diagnostic] = ()
            if after != source.text:
                found = self._new_problems(path, after)
                refuse_errors(found)
                write(path, encoded(after, raw))
            if len(self._own) > MOST_REMEMBERED:
                self._own.clear()
            self._own[form, name, began] = state(after)
            return found

    def _new_problems(self, path: Path, after: str) -> Sequence[Diagnostic]:
        """What would be wrong that is not wrong now, were a text in a file."""
        settings = Settings(self.content, ROOT, severities=self.severities, language=self.language)
        return new_problems(settings, path.relative_to(self.content), after, Memory(self.kept))

    def _read(self, name: str) -> tuple[SourceFile, bytes]:
        path = self.path(name)
        source, problems = read_text(path, name)
        if problems:
            raise CannotSaveError(f"{problems[0].message} ({name}). {problems[0].hint}")
        return source, path.read_bytes()


def bounds(whole: str, name: str) -> tuple[int, int]:
    """Where the YAML of a file begins and ends."""
    if not name.endswith(ARTICLE):
        return 0, len(whole)
    match = FRONT_MATTER.match(whole)
    if match is None:
        raise CannotSaveError("The article does not begin with its title and date between two lines of ---.")
    return match.span(1)


def body(whole: str) -> str:
    """The text of an article, below its head."""
    match = FRONT_MATTER.match(whole)
    return whole[match.end() :] if match else whole


def changed(before: str, name: str, values: Mapping[str, Any]) -> str:
    """The text of a file with a form's values in it."""
    model = MODELS[name.rpartition("/")[2]]
    start, end = bounds(before, name)
    document, _ = read_yaml(SourceFile(name, before), start, end)
    after = with_values(before, stored(model, document.value if document else None, values), start, end)
    if model is not FrontMatter or not isinstance(values.get("body"), str):
        return after
    old, new = body(after), values["body"].replace("\r\n", "\n").strip("\n")
    if old.strip("\n") == new:
        return after
    head = after[: len(after) - len(old)]
    return f"{head}{old[: len(old) - len(old.lstrip(chr(10)))]}{new}\n"


def refuse_errors(found: Sequence[Diagnostic]) -> None:
    """Refuse what would stop a build."""
    errors = [one for one in found if one.severity is Severity.ERROR]
    if errors:
        others = len(errors) - 1
        what = "mistake stands" if others == 1 else "mistakes stand"
        more = f"{others} more {what} in this entry or its story."
        said = f"Nothing was saved. {errors[0].message}. {in_forms(errors[0].hint)}".strip()
        raise CannotSaveError(f"{said} {more}" if others else said)


def state(whole: str) -> str:
    """A name for a text: the same text has the same."""
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def encoded(after: str, raw: bytes) -> bytes:
    """A text as its file had it: with the same line ends, and a byte-order mark where there was one."""
    words = after.replace("\n", "\r\n") if b"\r\n" in raw else after
    return (b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b"") + words.encode()


def write(path: Path, content: bytes) -> None:
    """Replace a file whole, or leave it as it was."""
    handle, fresh = -1, ""
    try:
        mode = path.stat().st_mode
        handle, fresh = tempfile.mkstemp(prefix=".saving-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file)
        Path(fresh).chmod(mode & 0o777)
        Path(fresh).replace(path)
    except OSError as error:
        if fresh:
            with suppress(OSError):
                Path(fresh).unlink()
        raise CannotSaveError(f"The file could not be written: {error.strerror or error}.") from None
