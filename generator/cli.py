"""The command `explainers`: everything that is done with content beside building the site."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence

from generator.commands import NAMES, command
from generator.commands.options import no_content, story_name

INTERRUPTED = 130
SELDOM = 50_000, 50, 100
"""After how much garbage is looked for. What a command reads stays, and to look through it takes longer."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Returns 0 when all is well, 1 with mistakes; wrong usage exits with 2."""
    words = sys.argv[1:] if arguments is None else arguments
    asked = [name for name in NAMES if name in words[:1]]
    options = parser(asked or NAMES).parse_args(words)
    if "content" in options and (problem := no_content(options.content)):
        print(f"explainers: {problem}", file=sys.stderr)
        return 2
    if "story" in options:
        options.story = story_name(options.story, options.content)
    gc.set_threshold(*SELDOM)
    try:
        ended: int = options.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # Who reads has read enough, as with `| head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return ended


def parser(names: Sequence[str]) -> argparse.ArgumentParser:
    """The command line of some commands."""
    top = argparse.ArgumentParser(
        prog="explainers", description="Explainer pages from articles and fact sheets."
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in map(command, names):
        one = commands.add_parser(module.NAME, help=module.HELP, description=module.DESCRIPTION)
        module.add(one)
        one.set_defaults(run=module.run)
    return top
