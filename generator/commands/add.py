"""`explainers add`: the quickest way to one more fact."""

from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from pydantic.fields import FieldInfo

from generator.adding import CannotAddError, Value, with_entry
from generator.build import Build, Settings, build
from generator.commands.options import content_option
from generator.diagnostics import Diagnostic, Severity
from generator.docstrings import description
from generator.editor_schema import choices, kinds_by_model
from generator.fields import as_list
from generator.folders import FACT_SHEET
from generator.library import Library, read_library
from generator.model import FactSheet, Model
from generator.reports import as_text
from generator.slugs import suggest_id
from generator.validation import model_in

NAME = "add"
HELP = "add a fact to a story"
DESCRIPTION = (
    "Add an entry to a story's fact sheet. What is not given as key=value is asked for; several values are "
    "parted by commas. The entry is checked together with everything else, its words are looked up in "
    "their source, and the sheet is written only when all is well; nothing else in it is touched. "
    "Example: explainers add port-strike reaction by=mayor to=strike stance=neutral quote='Keep calm'."
)
SECTIONS = {
    "party": "parties",
    "demand": "demands",
    "event": "dates",
    "reaction": "reactions",
    "claim": "claims",
    "source": "sources",
    "update": "updates",
}
ASKED = ("quote", "evidence")
"""Keys that are asked for although they may be left out: a fact without words is not verified."""
LAST = ("quote", "evidence", "source")
MOST_OFFERED = 12

Ask = Callable[[str], str]


def add(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("story", help="the story's folder, by its name")
    command.add_argument("kind", choices=sorted(SECTIONS), help="what to add")
    command.add_argument("values", nargs="*", metavar="key=value", help="what the entry says")
    content_option(command)


def run(options: Namespace) -> int:
    """Put the entry in, or say why not."""
    sheet: Path = options.content / options.story / FACT_SHEET
    section = SECTIONS[options.kind]
    model = model_in(FactSheet.model_fields[section])
    assert model is not None
    assert issubclass(model, Model)
    try:
        before = sheet.read_text("utf-8")
    except OSError:
        return failed(f"There is no “{sheet.as_posix()}”. “explainers new” begins a story.")
    try:
        given = dict(pair(text) for text in options.values)
        library = read_library(options.content, options.content.as_posix())[0]
        entry = complete(model, given, library, options.story, input if sys.stdin.isatty() else None)
        after = with_entry(before, section, entry)
    except (ValueError, CannotAddError) as error:
        return failed(str(error))
    found = new_problems(options.content, options.story, after)
    if found:
        print(as_text(found, colour=sys.stderr.isatty(), site=""), file=sys.stderr)
    if any(one.severity is Severity.ERROR for one in found):
        return failed("Nothing was written: see above.")
    sheet.write_text(after, "utf-8", newline="\n")
    print(f"Added to {sheet.as_posix()}: {entry.get('id', options.kind)}")
    return 0


def pair(text: str) -> tuple[str, str]:
    """A key and its value from `key=value`."""
    key, mark, value = text.partition("=")
    if not mark or not value.strip():
        raise ValueError(f"“{text}” is not of the form key=value, like stance=neutral.")
    return key.strip(), value.strip()


def complete(
    model: type[Model], given: Mapping[str, str], library: Library, story: str, ask: Ask | None
) -> dict[str, Value]:
    """An entry in the order of the schema, with what is missing asked for."""
    if unknown := [key for key in given if key not in model.model_fields]:
        known = ", ".join(name for name in model.model_fields)
        raise ValueError(f"There is no key “{unknown[0]}” here. The keys are {known}.")
    entry: dict[str, Value] = {}
    fields = sorted(model.model_fields.items(), key=lambda one: one[0] in LAST)
    for name, field in fields:
        text = given.get(name) or asked(model, name, field, given, library, story, ask)
        if text:
            entry[name] = value_of(field, text)
    return {"id": entry.pop("id"), **entry} if "id" in entry else entry


def asked(
    model: type[Model],
    name: str,
    field: FieldInfo,
    given: Mapping[str, str],
    library: Library,
    story: str,
    ask: Ask | None,
) -> str:
    """What somebody types for a key; nothing for keys that may be left out, and where nobody can be asked."""
    proposal = proposed(name, given)
    if not field.is_required() and not (name in ASKED and ask and not set(ASKED) & set(given)):
        return ""
    if ask is None:
        return proposal
    offered = list(offers(model, name, field, library, story))
    print(f"\n{name}: {description(model, name)}")
    if offered:
        print(f"  one of: {', '.join(offered[:MOST_OFFERED])}{', …' if len(offered) > MOST_OFFERED else ''}")
    return ask(f"  [{proposal}] " if proposal else "  ").strip() or proposal


def proposed(name: str, given: Mapping[str, str]) -> str:
    """What a key is when nobody says otherwise: an id is made from the words of the entry."""
    words = next((given[key] for key in ("title", "name", "text", "quote") if key in given), "")
    return "-".join(suggest_id(words).split("-")[:5]) if name == "id" else ""


def offers(model: type[Model], name: str, field: FieldInfo, library: Library, story: str) -> Iterator[str]:
    """What can stand at a key, where that is a choice."""
    kinds = kinds_by_model().get(model.__name__, {}).get(name)
    if kinds:
        known = choices(kinds, library, story)
        yield from known["anyOf"][0]["enum"] if known else ()
    for part in (field.annotation, *get_args(field.annotation)):
        if isinstance(part, type) and issubclass(part, StrEnum):
            yield from (str(one) for one in part)


def value_of(field: FieldInfo, text: str) -> Value:
    """A key's value from what was typed: several ids or names are parted by commas."""
    before = {getattr(part, "func", None) for part in field.metadata}
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return parts if as_list in before and len(parts) > 1 else text


def new_problems(content: Path, story: str, sheet: str) -> Sequence[Diagnostic]:
    """What would be wrong with the content that is not wrong with it now, with another sheet for a story."""
    now = {(one.code, one.message) for one in result_of(content, content.as_posix()).diagnostics}
    with TemporaryDirectory() as folder:
        copy = Path(folder) / content.name
        shutil.copytree(content, copy, ignore=shutil.ignore_patterns("*.png", "*.jpg", "*.jpeg", ".*"))
        (copy / story / FACT_SHEET).write_text(sheet, "utf-8", newline="\n")
        then = result_of(copy, content.as_posix()).diagnostics
    return [one for one in then if (one.code, one.message) not in now and one.code != "missing-image"]


def result_of(content: Path, shown: str) -> Build:
    """What a build of a content folder says."""
    return build(Settings(content, shown))


def failed(problem: str) -> int:
    """Say why not."""
    print(f"explainers: {problem}", file=sys.stderr)
    return 1
