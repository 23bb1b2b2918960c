"""`explainers add`: the quickest way to one more fact."""

from __future__ import annotations

import importlib
import select
import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from generator.adding import CannotAddError, Entry, Value, block, with_entry
from generator.additions import KINDS, Kind, filled
from generator.answers import all_of, chosen, value_of
from generator.build import Settings
from generator.commands.options import content_option, today, unknown_story
from generator.commands.project import library_of, memory_of, project_of
from generator.diagnostics import Diagnostic, Severity, did_you_mean
from generator.folders import FACT_SHEET, story_folders
from generator.form_files import encoded, write
from generator.interview import Interview
from generator.kinds import fields_of
from generator.library import Library
from generator.reports import as_text
from generator.saving import CannotSaveError, with_values
from generator.source import SourceFile
from generator.story import Story
from generator.trying import new_problems
from generator.yaml_document import read_yaml
from generator.yaml_values import Value as YamlValue

NAME = "add"
HELP = "add a fact to a story"
DESCRIPTION = (
    "Add an entry to a story's fact sheet, or a position to a demand, a role to a party, a topic to an "
    "account. At a terminal it asks, key by key, beginning with the words that the fact rests on: they are "
    "found in the article as you paste them. A part of an id or name is enough, “?” shows all there is to "
    "choose, “new” adds a party in between, and Ctrl-C ends it with nothing written. What is given as "
    "key=value is not asked for; several values are parted by commas. Everything is checked before the sheet "
    "is written, and nothing else in it is touched. Example: explainers add port-strike reaction by=mayor "
    "to=strike stance=neutral words='Keep calm'."
)
NOT_WRITTEN = "Nothing was written."
EXPECTED_OF_NEW = {"source": "unused-source"}
"""What is worth a hint in a sheet, and goes without saying of an entry that has just come in."""


class Addition(Struct):
    """What is to be added to which sheet: the entry so far, and the parties before it."""

    story: str
    kind: str
    sheet: Path
    entry: dict[str, Value] = field(default_factory=dict)
    before: list[dict[str, Value]] = field(default_factory=list)

    def all(self) -> list[tuple[str, Mapping[str, Value]]]:
        """Kinds and entries, in the order in which they come in."""
        return [*(("party", one) for one in self.before), (self.kind, self.entry)]

    def again(self) -> str:
        """The commands that say the same without a question, so that no answer is lost."""
        return "\n".join(self._command(kind, entry) for kind, entry in self.all() if entry)

    def _command(self, kind: str, entry: Mapping[str, Value]) -> str:
        values = (f"{key}={one if isinstance(one, str) else ','.join(one)}" for key, one in entry.items())
        return f"explainers add {self.story} {kind} {shlex.join(values)}"


class NotAddedError(Exception):
    """Why nothing was added, in words for whoever wanted it."""


def add(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("story", nargs="?", default="", help="the story's folder, by its name")
    command.add_argument("kind", nargs="?", default="", help=f"what to add: {', '.join(KINDS)}")
    command.add_argument("values", nargs="*", default=[], metavar="key=value", help="what the entry says")
    content_option(command)


def run(options: Namespace) -> int:
    """Put the entry in, or say why not."""
    addition = None
    try:
        addition = wanted(options)
        given = given_values(KINDS[addition.kind], options.values)
        before = read(addition.sheet)
        library = library_of(options.content)
        fill(addition, given, story_in(library, addition.story), library)
        return written(addition, options.content, before)
    except (ValueError, CannotAddError, CannotSaveError, NotAddedError) as error:
        return failed(str(error))
    except (EOFError, KeyboardInterrupt):
        print(file=sys.stderr)
        again = addition.again() if addition else ""
        return failed(f"{NOT_WRITTEN} To go on from here:\n{again}" if again else NOT_WRITTEN)


def wanted(options: Namespace) -> Addition:
    """What is to be added to which story; what was not said is asked for at a terminal."""
    asked = sys.stdin.isatty()
    if not asked and not (options.story and options.kind):
        raise NotAddedError(f"{NOT_WRITTEN} Say the story and what to add: {', '.join(KINDS)}.")
    if asked:
        with suppress(ImportError):
            importlib.import_module("readline")  # Arrow keys, and pasted lines that stay together.
    story = options.story or story_asked(options.content)
    if problem := unknown_story(story, options.content):
        raise NotAddedError(problem)
    kind = options.kind or one_of("what", "What to add.", {name: one.says for name, one in KINDS.items()})
    if kind not in KINDS:
        near = did_you_mean(kind, KINDS)
        raise NotAddedError(
            f"“{kind}” is nothing that can be added. {near or 'There are: ' + ', '.join(KINDS) + '.'}"
        )
    return Addition(story, kind, options.content / story / FACT_SHEET)


def story_asked(content: Path) -> str:
    """The story that somebody names; the only one there is."""
    names = [folder.name for folder in story_folders(content, content.as_posix())[0]]
    return names[0] if len(names) == 1 else one_of("story", "The story.", {name: name for name in names})


def one_of(name: str, question: str, offered: Mapping[str, str]) -> str:
    """What somebody chooses."""
    print("\n".join(["", question, *all_of(offered)]))
    while (answer := chosen(" ".join(input(f"{name}: ").split()), offered)).problem:
        print(f"  {answer.problem}")
    return str(answer.value)


def pasted(prompt: str) -> str:
    """What somebody pastes: where a terminal hands it over line by line, all of its lines."""
    lines = [input(prompt)]
    while lines[0] and waiting():
        lines.append(input())
    return " ".join(lines)


def waiting() -> bool:
    """Whether more has been typed than was read."""
    try:
        return bool(select.select([sys.stdin], [], [], 0.05)[0])
    except (OSError, ValueError):
        return False


def read(sheet: Path) -> str:
    """The text of a sheet."""
    try:
        return sheet.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise NotAddedError(
            f"There is no “{sheet.as_posix()}” that can be read. “explainers new” begins a story."
        ) from None


def fill(addition: Addition, given: Mapping[str, Value], story: Story, library: Library) -> None:
    """Make the entry; what is missing is asked for where somebody sits at a terminal."""
    kind = KINDS[addition.kind]
    if not sys.stdin.isatty():
        addition.entry.update(filled(kind, given, story, library))
        return
    asking = Interview(kind, story, library, input, print, given, pasted, today())
    addition.entry, addition.before = asking.found, asking.before
    addition.entry = asking.entry()


def written(addition: Addition, content: Path, before: str) -> int:
    """Write the sheet with what was added, should nothing be wrong with it."""
    kind, entry = KINDS[addition.kind], addition.entry
    if not any(entry.values()):
        raise NotAddedError(
            f"{NOT_WRITTEN} Say what it is, as key=value, or at a terminal, where it is asked for."
        )
    after = before
    for name, one in addition.all():
        after = with_added(after, KINDS[name], one)
    if problem := told(addition, content, after):
        raise NotAddedError(problem)
    try:
        write(addition.sheet, encoded(after, addition.sheet.read_bytes()))
    except CannotSaveError as error:
        raise NotAddedError(f"{error} {NOT_WRITTEN}") from None
    own = nested(kind, {key: value for key, value in entry.items() if key != kind.parent})
    place = f"{addition.sheet.as_posix()}:{line_of_change(before, after)}"
    print(f"\nAdded to {place}\n\n{block(own, '  ')}", end="")
    return 0


def told(addition: Addition, content: Path, after: str) -> str:
    """Tell what the addition would make wrong; what it says if that keeps it from being written."""
    project = project_of(content)
    settings = Settings(content, content.as_posix(), severities=project.severities, language=project.language)
    new = new_problems(settings, addition.sheet.relative_to(content), after, memory_of(content))
    found = [one for one in new if not is_expected(one, addition.kind)]
    if found:
        print(as_text(found, colour=sys.stderr.isatty(), site=project.site_url), file=sys.stderr)
    wrong = any(one.severity is Severity.ERROR for one in found)
    return f"{NOT_WRITTEN} To mend it and try again:\n{addition.again()}" if wrong else ""


def is_expected(problem: Diagnostic, kind: str) -> bool:
    """Whether a hint goes without saying of an entry that is new."""
    return problem.severity is Severity.HINT and problem.code == EXPECTED_OF_NEW.get(kind)


def nested(kind: Kind, entry: Mapping[str, Value]) -> Entry:
    """An entry with the keys of its first inner entry inside it."""
    if not kind.first:
        return entry
    inner = fields_of(kind.models[0])
    own = {name: value for name, value in entry.items() if name not in inner}
    return {**own, kind.first: [{name: value for name, value in entry.items() if name in inner}]}


def given_values(kind: Kind, values: Sequence[str]) -> dict[str, Value]:
    """What stands on the command line, by key. An unknown key is a ValueError."""
    fields = {name: one for model in reversed(kind.models) for name, one in fields_of(model).items()}
    keys = [name for name in kind.keys if name != kind.parent]
    known = [*([kind.parent] if kind.parent else []), *(["words"] if "quote" in fields else []), *keys]
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


def with_added(sheet: str, kind: Kind, entry: Mapping[str, Value]) -> str:
    """The text of a sheet with the entry in its section, or in the list of the entry that it belongs to."""
    if not kind.parent:
        return with_entry(sheet, kind.section, nested(kind, entry))
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


def failed(problem: str) -> int:
    """Say why not."""
    print(f"explainers: {problem}", file=sys.stderr)
    return 1
