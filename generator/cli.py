"""The command `explainers`: everything that is done with content beside building the site."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from generator.commands import COMMANDS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Returns 0 when all is well, 1 with mistakes; wrong usage exits with 2."""
    options = parser().parse_args(arguments)
    if "content" in options and not options.content.is_dir():
        print(
            f"explainers: “{options.content}” is not a folder. Name the folder that holds your stories.",
            file=sys.stderr,
        )
        return 2
    ended: int = options.run(options)
    return ended


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="explainers", description="Explainer pages from articles and fact sheets."
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in COMMANDS:
        command = commands.add_parser(module.NAME, help=module.HELP, description=module.DESCRIPTION)
        module.add(command)
        command.set_defaults(run=module.run)
    return top
