"""The command `explainers`: check the content, or build the pages as plain files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.build import Build, Settings, build, summary_lines
from generator.outputs.markdown import markdown_files
from generator.publishing import PublishError, write_whole
from generator.rendering import Renderer, find_templates
from generator.reports import as_concise, as_text, summary


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Returns 0 when all is well, 1 with mistakes; wrong usage exits with 2."""
    options = parser().parse_args(arguments)
    content: Path = options.content
    if not content.is_dir():
        print(
            f"explainers: “{content}” is not a folder. Name the folder that holds your stories.",
            file=sys.stderr,
        )
        return 2
    result = build(Settings(content, content.as_posix().rstrip("/"), options.name))
    if options.command == "check":
        return report_check(result, options.format)
    return write_pages(result, options.output)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="explainers", description="Explainer pages from articles and fact sheets."
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="report every mistake in the content", description=CHECK)
    check.add_argument(
        "--format", choices=("text", "concise"), default="text", help="how to print (default: text)"
    )
    write = commands.add_parser("build", help="write the pages as plain files", description=BUILD)
    write.add_argument(
        "--output", type=Path, default=Path("pages"), metavar="FOLDER", help="where to write (default: pages)"
    )
    for command in (check, write):
        command.add_argument(
            "content",
            type=Path,
            nargs="?",
            default=Path("content"),
            help="the folder of stories (default: content)",
        )
        command.add_argument(
            "--name", default="Explainers", help="the name of the site (default: Explainers)"
        )
    return top


CHECK = "Report every mistake in the content. Exits with 0 when there is no error, with 1 when there is."
BUILD = (
    "Write the pages as Markdown with front matter, for another site builder to take. "
    "The folder is replaced whole, or not at all."
)


def report_check(result: Build, form: str) -> int:
    """Print what the checks found."""
    if result.diagnostics:
        printed = (
            as_text(result.diagnostics, colour=sys.stdout.isatty())
            if form == "text"
            else as_concise(result.diagnostics)
        )
        print(printed.rstrip("\n"))
    if form == "text":
        if result.diagnostics:
            print()
        lines = (summary(result.diagnostics),) if result.failed else summary_lines(result)
        print("\n".join(lines))
    return int(result.failed)


def write_pages(result: Build, output: Path) -> int:
    """Write the pages, or say why not."""
    if result.diagnostics:
        print(as_text(result.diagnostics, colour=sys.stderr.isatty()), file=sys.stderr)
    if result.failed:
        print(f"Nothing was written: {summary(result.diagnostics)} above.", file=sys.stderr)
        return 1
    try:
        files: dict[str, str | bytes] = {file.path: file.content for file in result.files}
        files.update(markdown_files(result.pages, Renderer(find_templates())))
        write_whole(output, files, print)
    except PublishError as error:
        print(f"explainers: {error.message}. {error.hint}", file=sys.stderr)
        return 1
    print("\n".join((f"The pages are in {output.as_posix()}/", *summary_lines(result))))
    return 0
