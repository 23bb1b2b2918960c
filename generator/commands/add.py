"""`explainers add`: the quickest way to one more fact."""

from __future__ import annotations

import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.adding import CannotAddError, Value, block, with_entry
from generator.answers import value_of
from generator.build import Settings
from generator.commands.options import content_option, unknown_story
from generator.commands.project import project_of
from generator.diagnostics import Severity
from generator.folders import FACT_SHEET
from generator.form_files import encoded, write
from generator.interview import KINDS, Interview, Kind, filled
from generator.library import Library, read_library
from generator.reports import as_text
from generator.saving import CannotSaveError, with_values
from generator.source import SourceFile
from generator.story import Story
from generator.trying import new_problems
from generator.yaml_document import Value as YamlValue
from generator.yaml_document import read_yaml

NAME = "add"
HELP = "add a fact to a story"
DESCRIPTION = (
    "Add an entry to a story's fact sheet, or a position to a demand, a role to a party, a topic to an "
    "account. At a terminal it asks, key by key, beginning with the words that the fact rests on: they are "
    "found in the article as you paste them. A part of an id or name is enough. What is given as key=value "
    "is not asked for; several values are parted by commas. Everything is checked before the sheet is "
    "written, and nothing else in it is touched. Example: explainers add port-strike reaction by=mayor "
    "to=strike stance=neutral words='Keep calm'."
)
NOT_WRITTEN = "Nothing was written."


def add(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("story", help="the story's folder, by its name")
    command.add_argument("kind", choices=sorted(KINDS), help="what to add")
    command.add_argument("values", nargs="*", metavar="key=value", help="what the entry says")
    content_option(command)


def run(options: Namespace) -> int:
    """Put the entry in, or say why not."""
    if problem := unknown_story(options.story, options.content):
        return failed(problem)
    sheet: Path = options.content / options.story / FACT_SHEET
    kind = KINDS[options.kind]
    try:
        before = sheet.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return failed(f"There is no “{sheet.as_posix()}” that can be read. “explainers new” begins a story.")
    try:
        given = given_values(kind, options.values)
        library = read_library(options.content, options.content.as_posix())[0]
        entry = entry_of(kind, given, story_in(library, options.story), library)
        if not any(entry.values()):
            return failed(
                f"{NOT_WRITTEN} Say what it is, as key=value, or at a terminal, where it is asked for."
            )
        after = with_added(before, kind, entry)
    except (ValueError, CannotAddError, CannotSaveError) as error:
        return failed(str(error))
    except (EOFError, KeyboardInterrupt):
        print(file=sys.stderr)
        return failed(NOT_WRITTEN)
    project = project_of(options.content)
    settings = Settings(options.content, options.content.as_posix(), severities=project.severities)
    found = new_problems(settings, sheet.relative_to(options.content), after)
    if found:
        print(as_text(found, colour=sys.stderr.isatty(), site=project.site_url), file=sys.stderr)
    if any(one.severity is Severity.ERROR for one in found):
        return failed(f"{NOT_WRITTEN} To mend it and try again:\n{again(options, entry)}")
    try:
        write(sheet, encoded(after, sheet.read_bytes()))
    except CannotSaveError as error:
        return failed(f"{error} {NOT_WRITTEN}")
    own = {key: value for key, value in entry.items() if key != kind.parent}
    print(f"\nAdded to {sheet.as_posix()}:{line_of_change(before, after)}\n\n{block(own, '  ')}", end="")
    return 0


def given_values(kind: Kind, values: Sequence[str]) -> dict[str, Value]:
    """What stands on the command line, by key. An unknown key is a ValueError."""
    fields = kind.model.model_fields
    known = [*([kind.parent] if kind.parent else []), *(["words"] if "quote" in fields else []), *fields]
    given = dict(pair(text) for text in values)
    if unknown := [key for key in given if key not in known]:
        raise ValueError(f"There is no key “{unknown[0]}” here. The keys are {', '.join(known)}.")
    return {key: value_of(fields[key], text) if key in fields else text for key, text in given.items()}


def pair(text: str) -> tuple[str, str]:
    """A key and its value from `key=value`."""
    key, mark, value = text.partition("=")
    if not mark or not value.strip():
        raise ValueError(f"“{text}” is not of the form key=value, like stance=neutral.")
    return key.strip(), value.strip()


def story_in(library: Library, slug: str) -> Story:
    """A story that can be read and is not a draft; else a ValueError that says what to do."""
    try:
        return library.story(slug)
    except KeyError:
        raise ValueError(
            f"The head of “{slug}” is a draft, or cannot be read: “explainers check” says more."
        ) from None


def entry_of(kind: Kind, given: Mapping[str, Value], story: Story, library: Library) -> dict[str, Value]:
    """The entry; what is missing is asked for where somebody sits at a terminal."""
    if sys.stdin.isatty():
        return Interview(kind, story, library, input, print, given).entry()
    return filled(kind, given, story, library)


def with_added(sheet: str, kind: Kind, entry: Mapping[str, Value]) -> str:
    """The text of a sheet with the entry in its section, or in the list of the entry that it belongs to."""
    if not kind.parent:
        return with_entry(sheet, kind.section, entry)
    document, _ = read_yaml(SourceFile(FACT_SHEET, sheet))
    if document is None or not isinstance(document.value, dict):
        raise CannotAddError("The sheet cannot be read: “explainers check” says why.")
    section = document.value.get(kind.section)
    wanted = entry.get(kind.parent)
    own: YamlValue = {
        key: value if isinstance(value, str) else list(value)
        for key, value in entry.items()
        if key != kind.parent
    }
    parents = section if isinstance(section, list) else []
    found = [one for one in parents if isinstance(one, dict) and one.get("id") == wanted]
    if not found:
        raise CannotAddError(
            f"There is no {kind.parent} “{wanted or ''}” in this sheet. Say which: {kind.parent}=…"
        )
    held = found[0].get(kind.within)
    grown: YamlValue = {**found[0], kind.within: [*(held if isinstance(held, list) else []), own]}
    entries: list[YamlValue] = [*parents]
    entries[parents.index(found[0])] = grown
    return with_values(sheet, {**document.value, kind.section: entries})


def line_of_change(before: str, after: str) -> int:
    """The number of the first line that differs."""
    old, new = before.rstrip().split("\n"), after.split("\n")
    pairs = enumerate(zip(old, new, strict=False), 1)
    return next((number for number, (one, other) in pairs if one != other), len(old) + 1)


def again(options: Namespace, entry: Mapping[str, Value]) -> str:
    """The command that says the same without a question, so that no answer is lost."""
    values = (f"{key}={value if isinstance(value, str) else ','.join(value)}" for key, value in entry.items())
    return f"explainers add {options.story} {options.kind} {shlex.join(values)}"


def failed(problem: str) -> int:
    """Say why not."""
    print(f"explainers: {problem}", file=sys.stderr)
    return 1
