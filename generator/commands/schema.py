"""`explainers schema`: what editing programs need to complete and underline fact sheets."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from generator.commands.options import content_option, unknown_story
from generator.commands.project import library_of
from generator.editor_schema import FILE, FINDER, as_text, parties_schema, sheet_schema, write_schemas
from generator.folders import PARTIES

NAME = "schema"
HELP = "print the JSON Schema of fact sheets"
DESCRIPTION = (
    "Print the JSON Schema of fact sheets, or of one story's, with its parties and entries as choices. "
    f"With --write, write one beside each fact sheet ({FILE}), where {FINDER} finds it, which the sheet's "
    "first line names. "
    f"“explainers schema {PARTIES}” prints that of {PARTIES}.yaml."
)


def add(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("story", nargs="?", default="", help="a story's folder, by its name")
    content_option(command)
    command.add_argument("--write", action="store_true", help="write a schema beside each fact sheet")


def run(options: Namespace) -> int:
    """Print or write."""
    if options.story == PARTIES:
        print(as_text(parties_schema()), end="")
        return 0
    if options.story and (problem := unknown_story(options.story, options.content)):
        return failed(problem)
    library = library_of(options.content)
    if not options.write:
        print(as_text(sheet_schema(library, options.story) if options.story else sheet_schema()), end="")
        return 0
    try:
        write_schemas(library, options.content, options.story)
    except OSError as error:
        where = Path(error.filename).as_posix()
        return failed(f"“{where}” cannot be written: {(error.strerror or str(error)).lower()}.")
    return 0


def failed(problem: str) -> int:
    """Say why not."""
    print(f"explainers: {problem}", file=sys.stderr)
    return 1
