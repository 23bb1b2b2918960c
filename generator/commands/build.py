"""`explainers build`: write the pages as plain files, for another site builder to take."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from generator.build import Settings, build, summary_lines
from generator.commands.options import content_folder
from generator.commands.project import project_of, refused
from generator.outputs.markdown import markdown_files
from generator.outputs.styles import assets
from generator.publishing.errors import PublishError
from generator.publishing.writing import write_whole
from generator.rendering import Renderer, find_templates
from generator.reports import as_text, summary

NAME = "build"
HELP = "write the pages as plain files"
DESCRIPTION = (
    "Write the pages as Markdown with front matter, for another site builder to take. "
    "The site's name, description, address and language come from mkdocs.yml. "
    "The folder is replaced whole, or not at all."
)


def add(command: ArgumentParser) -> None:
    """What the command takes."""
    content_folder(command)
    command.add_argument(
        "--output", type=Path, default=Path("pages"), metavar="FOLDER", help="where to write (default: pages)"
    )
    command.add_argument(
        "--name", help="the name of the site (default: site_name in mkdocs.yml, else Explainers)"
    )


def run(options: Namespace) -> int:
    """Write the pages, or say why not."""
    project = project_of(options.content)
    if refused(project):
        return 1
    shown = options.content.as_posix().rstrip("/")
    result = build(
        Settings(
            options.content,
            shown,
            options.name or project.site_name or "Explainers",
            project.site_description,
            site_url=project.site_url,
            language=project.language,
            severities=project.severities,
            scripts=project.scripts,
        )
    )
    if result.diagnostics:
        told = as_text(result.diagnostics, colour=sys.stderr.isatty(), site=project.site_url)
        print(told, file=sys.stderr)
    if result.failed:
        print(f"Nothing was written: {summary(result.diagnostics)} above.", file=sys.stderr)
        return 1
    try:
        files: dict[str, str | bytes] = {file.path: file.content for file in result.files}
        files.update(assets(find_templates()))
        files.update(markdown_files(result.pages, Renderer(find_templates())))
        write_whole(options.output, files, print)
    except PublishError as error:
        print(f"explainers: {error.message}. {error.hint}", file=sys.stderr)
        return 1
    print("\n".join((f"The pages are in {options.output.as_posix()}/", *summary_lines(result))))
    return 0
