"""`explainers new`: a story's folder that builds, to be filled."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from generator.commands.options import content_option, day, today
from generator.commands.project import library_of
from generator.editor_schema import write_schemas
from generator.folders import ARTICLE, FACT_SHEET, RESERVED
from generator.slugs import id_problem, suggest_id

NAME = "new"
HELP = "begin a story"
DESCRIPTION = "Make a story's folder with an article and a fact sheet that build, to be filled."

ARTICLE_TEXT = """\
---
title: {headline}
standfirst: One or two sentences that say what this is about.
published: {day}
---

The article comes here, in your own words.

A fact of the fact sheet rests on words of this text.
"""
SHEET_TEXT = """\
# yaml-language-server: $schema=.editor.json
# All that can stand here, with examples: the page “For editors” of your site.
story:
  headline: {headline}
  standfirst: One or two sentences that say what this is about.
  updated: {day}

# A first fact looks like this. Lines that begin with # are remarks: without the # and the space behind it
# they count. What stands behind “evidence:” is copied from your article, word for word.
# dates:
#   - id: first-fact
#     date: {day}
#     title: The first fact
#     evidence: A fact of the fact sheet rests on words of this text
"""


def add(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("story", help="the folder's name, which is also the story's address: port-strike")
    command.add_argument("--headline", default="", help="the story's headline (default: from its name)")
    command.add_argument(
        "--date", type=day, metavar="DATE", help="the story's day, YYYY-MM-DD (default: today)"
    )
    content_option(command)


def run(options: Namespace) -> int:
    """Make the folder, or say why not; what is there is never touched."""
    folder = options.content / options.story
    if problem := refused(options.story):
        return failed(problem)
    if folder.exists():
        return failed(f"“{folder.as_posix()}” is there already, and stays as it is. Choose another name.")
    headline = quoted(options.headline or options.story.replace("-", " ").capitalize())
    texts = {ARTICLE: ARTICLE_TEXT, FACT_SHEET: SHEET_TEXT}
    try:
        folder.mkdir()
        for name, text in texts.items():
            (folder / name).write_text(text.format(headline=headline, day=options.date or today()), "utf-8")
        write_schemas(library_of(options.content), options.content, options.story)
    except OSError as error:
        return failed(f"“{folder.as_posix()}” cannot be made: {(error.strerror or str(error)).lower()}.")
    print(
        f"{folder.as_posix()}/ is ready: {ARTICLE} and {FACT_SHEET}. “make serve” shows it while you write."
        f"\nOnce the article is written, “explainers add {options.story}” asks for a first fact."
    )
    return 0


def refused(name: str) -> str:
    """Why a story cannot have this name; empty where it can."""
    if name in RESERVED:
        return f"“{name}” is a name that the site keeps for itself. Choose another one."
    problem = id_problem(name)
    better = suggest_id(name)
    return (
        f"“{name}” cannot be an address: {problem}." + (f" Try “{better}”." if better else "")
        if problem
        else ""
    )


def quoted(headline: str) -> str:
    """A headline as YAML holds it, whatever stands in it."""
    return "'" + " ".join(headline.split()).replace("'", "''") + "'"


def failed(problem: str) -> int:
    """Say why not."""
    print(f"explainers: {problem}", file=sys.stderr)
    return 1
