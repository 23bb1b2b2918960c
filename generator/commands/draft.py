"""`explainers draft`: a first fact sheet from an article, by rules, for an editor to check."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

from generator.adding import CannotAddError
from generator.build import count
from generator.commands.options import content_option, unknown_story
from generator.commands.project import library_of
from generator.diagnostics import has_errors
from generator.drafting.writing import Drafted, draft
from generator.editor_schema import write_schemas
from generator.folders import ARTICLE, FACT_SHEET
from generator.reading import read_text
from generator.reports import as_text
from generator.slugs import id_problem
from generator.story import LARGEST_ARTICLE, read_article
from generator.yaml_document import read_yaml

NAME = "draft"
HELP = "propose a first fact sheet from a story's article"
DESCRIPTION = (
    "Propose entries for a story's fact sheet from its article, by rules for English news: "
    "people, bodies and "
    "states with their other names and offices; dates, counted from the article's; quotations with their "
    "speaker; demands and reactions. Each is marked “draft: true” and rests on words of the "
    "article; nothing of "
    "a draft is published until you have checked it and taken that line away. A speaker that is not plain is "
    "left out. A sheet that is there keeps all that it holds, and gets only what is new. "
    "Example: explainers draft port-strike."
)
NOUNS = {
    "parties": ("party", "parties"),
    "demands": ("demand", "demands"),
    "dates": ("date", "dates"),
    "reactions": ("quotation or reaction", "quotations and reactions"),
}


def add(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("story", help="the story's folder, by its name")
    content_option(command)
    command.add_argument("--print", action="store_true", help="print the sheet instead of writing it")


def run(options: Namespace) -> int:
    """Write the drafts, or say why not; nothing is half written."""
    content: Path = options.content
    if problem := without_article(options.story, content):
        return failed(problem)
    shown = f"{content.as_posix().rstrip('/')}/{options.story}"
    source, problems = read_text(content / options.story / ARTICLE, f"{shown}/{ARTICLE}", LARGEST_ARTICLE)
    front, article, found = read_article(source, lambda _: None)
    problems = [*problems, *found]
    if front is None or has_errors(problems):
        print(as_text(problems, colour=sys.stderr.isatty()), file=sys.stderr)
        return failed("Nothing was written: mend the article first, see above.")
    path = content / options.story / FACT_SHEET
    before = None
    if os.path.lexists(path):
        sheet, found = read_text(path, f"{shown}/{FACT_SHEET}")
        if has_errors(found):
            print(as_text(found, colour=sys.stderr.isatty()), file=sys.stderr)
            return failed("Nothing was written: mend the fact sheet first, see above.")
        _, found = read_yaml(sheet)
        if has_errors(found):
            print(as_text(found, colour=sys.stderr.isatty()), file=sys.stderr)
            return failed("Nothing was written: mend the fact sheet first, see above.")
        before = sheet.text if sheet.text.strip() else None
    library = library_of(content)
    try:
        drafted = draft(article, front.value, before, library, options.story)
    except CannotAddError as error:
        return failed(str(error))
    return finished(drafted, path, before, options.print)


def without_article(story: str, content: Path) -> str:
    """Why a story has no article to draft from; empty where it has one."""
    path = content / story / ARTICLE
    if not id_problem(story) and path.is_file():
        return ""
    if not id_problem(story) and path.parent.is_dir():
        return f"There is no “{path.as_posix()}”. “explainers import” makes one from a copied text."
    return unknown_story(story, content)


def finished(drafted: Drafted, path: Path, before: str | None, only_print: bool) -> int:
    """Write or print the sheet, and say what is in it."""
    if only_print:
        print(drafted.text, end="")
        return 0
    if drafted.text == before:
        print("Nothing new was found: the sheet stays as it is.")
        return 0
    try:
        replace_file(path, drafted.text)
        content = path.parent.parent
        write_schemas(library_of(content), content, path.parent.name)
    except OSError as error:
        return failed(f"“{path.as_posix()}” cannot be written: {(error.strerror or str(error)).lower()}.")
    print(f"Drafts in {path.as_posix()}: {told(drafted.counts) or 'a head'}")
    print("Nothing of them is published. Check each, then take its line “draft: true” away.")
    return 0


def replace_file(path: Path, text: str) -> None:
    """Put a text in a file's place, whole or not at all."""
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=".draft-", delete=False
    ) as new:
        new.write(text)
    try:
        if path.exists():
            Path(new.name).chmod(path.stat().st_mode)
        else:
            Path(new.name).chmod(0o644)
        Path(new.name).replace(path)
    except OSError:
        Path(new.name).unlink(missing_ok=True)
        raise


def told(counts: Mapping[str, int]) -> str:
    """How many of each sort."""
    return ", ".join(count(number, *NOUNS[section]) for section, number in counts.items())


def failed(problem: str) -> int:
    """Say why not."""
    print(f"explainers: {problem}", file=sys.stderr)
    return 1
