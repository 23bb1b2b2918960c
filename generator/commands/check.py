"""`explainers check`: report every mistake in the content."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from generator.build import Build, Settings, build, summary_lines
from generator.commands.options import content_folder, day_or_today
from generator.commands.project import Project, memory_of, project_of
from generator.diagnostics import Diagnostic
from generator.report_formats import as_github, as_json, as_sarif
from generator.reports import as_concise, as_text, summary

NAME = "check"
HELP = "report every mistake in the content"
DESCRIPTION = (
    "Report every mistake in the content. Exits with 0 when there is no error, with 1 when there is."
)
FORMATS: Mapping[str, Callable[[Iterable[Diagnostic], str], str]] = {
    "concise": lambda found, _: as_concise(found),
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
}
A_MOMENT = 0.4
"""Seconds between two looks at the files."""

Stamp = dict[str, tuple[int, int]]


def add(command: ArgumentParser) -> None:
    """What the command takes."""
    content_folder(command)
    command.add_argument(
        "--format", choices=("text", *FORMATS), default="text", help="how to print (default: text)"
    )
    command.add_argument(
        "--today",
        type=day_or_today,
        nargs="?",
        const="",
        metavar="DATE",
        help="name plans that have passed by a day (YYYY-MM-DD; without one, today)",
    )
    command.add_argument("--watch", action="store_true", help="check again whenever a file is saved")


def run(options: Namespace) -> int:
    """Check, once or over and over."""
    if not options.watch:
        return check_once(options)
    try:
        return watch(options)
    except KeyboardInterrupt:
        return 0


def check_once(options: Namespace) -> int:
    """Print what the checks find."""
    shown = options.content.as_posix().rstrip("/")
    project = project_of(options.content)
    settings = Settings(
        options.content,
        shown,
        today=options.today,
        severities=project.severities,
        scripts=project.scripts,
        language=project.language,
    )
    memory = memory_of(options.content)
    result = build(settings, memory)
    if shown == options.content.resolve().name:
        # Read under another name, as from another folder, nothing would be good for a build.
        memory.save_all()
    if options.format == "text":
        print("\n".join(told(result, project, sys.stdout.isatty())))
    elif printed := FORMATS[options.format]((*project.problems, *result.diagnostics), project.site_url):
        print(printed)
    return int(result.failed or bool(project.problems))


def told(result: Build, project: Project, colour: bool) -> Iterable[str]:
    """A report for people, and below it what there is."""
    found = (*project.problems, *result.diagnostics)
    if found:
        yield as_text(found, colour=colour, site=project.site_url)
        yield ""
    yield from (summary(found),) if result.failed or project.problems else summary_lines(result)


def watch(options: Namespace) -> int:
    """Check, and check again when a file of the content or of the settings is another one."""
    seen: Stamp | None = None
    while True:
        now = stamp((*options.content.rglob("*"), *project_of(options.content).files))
        if now != seen:
            if seen is not None:
                print("\n— A file was saved —\n")
            seen = now
            check_once(options)
            sys.stdout.flush()
        time.sleep(A_MOMENT)


def stamp(files: Iterable[Path]) -> Stamp:
    """Files with the time and size by which a change shows."""
    found = {}
    for path in files:
        try:
            status = path.stat()
        except OSError:  # Gone between two looks, as when an editing program replaces a file.
            continue
        found[path.as_posix()] = (status.st_mtime_ns, status.st_size)
    return found
