"""`explainers schema`: what editing programs need to complete and underline fact sheets."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from generator.commands.options import content_option, unknown_story
from generator.editor_schema import sheet_schema
from generator.library import read_library

NAME = "schema"
HELP = "print the JSON Schema of fact sheets"
DESCRIPTION = (
    "Print the JSON Schema of fact sheets, or of one story's, with its parties and entries as choices. "
    "With --write, write one beside each fact sheet (.schema.json), where the sheet's first line names it."
)
FILE = ".schema.json"


def add(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("story", nargs="?", default="", help="a story's folder, by its name")
    content_option(command)
    command.add_argument("--write", action="store_true", help="write a schema beside each fact sheet")


def run(options: Namespace) -> int:
    """Print or write."""
    if options.story and (problem := unknown_story(options.story, options.content)):
        return failed(problem)
    library, _ = read_library(options.content, options.content.as_posix())
    if options.write:
        drafts = (draft.key for draft in library.drafts if "/" not in draft.key)
        found = (*(story.slug for story in library.stories), *drafts)
        for slug in (options.story,) if options.story else found:
            path = options.content / slug / FILE
            try:
                write(path, as_text(sheet_schema(library, slug)))
            except OSError as error:
                return failed(
                    f"“{path.as_posix()}” cannot be written: {(error.strerror or str(error)).lower()}."
                )
        return 0
    print(as_text(sheet_schema(library, options.story) if options.story else sheet_schema()), end="")
    return 0


def as_text(schema: object) -> str:
    """A schema as it is written."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def write(path: Path, text: str) -> None:
    """Write a file only when it says something new, so that nobody's editor reloads for nothing."""
    if not path.is_file() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")


def failed(problem: str) -> int:
    """Say why not."""
    print(f"explainers: {problem}", file=sys.stderr)
    return 1
