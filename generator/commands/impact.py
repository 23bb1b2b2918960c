"""`explainers impact`: what the edits since the last commit do to the site."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
from argparse import ArgumentParser, Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.build import Build, Settings, build
from generator.catalogue import Catalogue
from generator.commands.options import content_option
from generator.commands.project import Project, memory_of, project_of
from generator.impact import as_markdown, as_text, compare
from generator.memory import Memory
from generator.rendering import Renderer, find_templates
from generator.reports import unordered
from generator.snapshots import snapshot

NAME = "impact"
HELP = "say what your edits change: facts and pages"
DESCRIPTION = (
    "Compare the content with the last commit, or with another one: which facts are new, changed or gone, "
    "which pages are different, and a draft for the log of changes. With --format markdown, as a comment "
    "on a pull request."
)
SHOWN = "content"


class CannotCompareError(Exception):
    """There is nothing to compare with; the message says why and what to do."""


def add(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("--since", default="HEAD", metavar="COMMIT", help="compare with (default: HEAD)")
    command.add_argument("--format", choices=("text", "markdown"), default="text", help="how to print")
    content_option(command)


def run(options: Namespace) -> int:
    """Compare, or say why not. Mistakes in the content are told, too, and are no success."""
    project = project_of(options.content)
    renderer = Renderer(find_templates(), Catalogue(project.language))
    try:
        with TemporaryDirectory() as folder:
            memory = memory_of(options.content)
            then = built(committed(options.content, options.since, Path(folder)), project, memory)
            before = snapshot(then, renderer)
    except CannotCompareError as error:
        print(f"explainers: {error}", file=sys.stderr)
        return 1
    after = snapshot(built(options.content, project, memory), renderer, before)
    write = as_markdown if options.format == "markdown" else as_text
    print(unordered("\n".join(write(compare(before, after)))))
    return int(bool(after.mistakes))


def built(content: Path, project: Project, memory: Memory) -> Build:
    """The site that a content folder makes; what is the same in another one is not read twice."""
    settings = Settings(
        content,
        SHOWN,
        language=project.language,
        severities=project.severities,
        scripts=project.scripts,
    )
    return build(settings, memory)


def committed(content: Path, commit: str, folder: Path) -> Path:
    """The content folder as it was committed, written into an empty folder."""
    git = shutil.which("git")
    if git is None:
        raise CannotCompareError("Git is not installed, and knows what was there before.")
    command = [git, "-C", str(content), "archive", "--format=tar", "--end-of-options", commit, "."]
    english = {**os.environ, "LC_ALL": "C"}
    archive = subprocess.run(command, capture_output=True, check=False, env=english)
    if archive.returncode:
        said = archive.stderr.decode("utf-8", "replace")
        asked = [git, "-C", str(content), "rev-parse", "--is-shallow-repository"]
        shallow = subprocess.run(asked, capture_output=True, check=False).stdout.strip() == b"true"
        raise CannotCompareError(why_not(said, content, commit, shallow=shallow))
    try:
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
            tar.extractall(folder, filter="data")
    except tarfile.TarError:
        raise CannotCompareError(
            "The commit holds links or files that are none: “explainers check” shows "
            "whether they are still there."
        ) from None
    return folder


def why_not(said: str, content: Path, commit: str, *, shallow: bool) -> str:
    """Why git has no earlier state of a folder, in words for who seldom uses it."""
    if "not a git repository" in said:
        return f"“{content}” is in no git repository, which would know what was there before: git init"
    if "untracked" in said or "did not match" in said:
        return f"“{content}” is not part of “{commit}”: all in it is new. Commit it first."
    if commit == "HEAD" and "not a valid object name" in said:
        return "Nothing was committed yet, so there is nothing to compare with."
    if "not a valid object name" in said and shallow:
        return f"This copy has only the latest commits, and not “{commit}”. To get all: git fetch --unshallow"
    if "not a valid object name" in said:
        return f"Git knows no commit “{commit}”. “git log --oneline” lists those that there are."
    lines = said.strip().splitlines() or [""]
    return f"Git has no “{commit}” of this folder: {lines[-1]}."
