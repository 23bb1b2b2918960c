"""Options that commands share."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path

from generator.folders import ARTICLE, FACT_SHEET, story_folders

CONTENT = Path("content")
HELP = "the folder of stories (default: content)"


def content_folder(command: ArgumentParser) -> None:
    """The folder of stories, as the last word of a command."""
    command.add_argument("content", type=Path, nargs="?", default=CONTENT, help=HELP)


def content_option(command: ArgumentParser) -> None:
    """The folder of stories, where the last word of a command is something else."""
    command.add_argument("--content", type=Path, default=CONTENT, metavar="FOLDER", help=HELP)


def no_content(content: Path) -> str:
    """Why a folder cannot be that of the stories, and what to do; empty where it can."""
    if content.is_dir():
        try:
            inside = {path.name for path in content.iterdir() if path.is_file()}
        except OSError as error:
            return f"“{content}” cannot be read: {(error.strerror or str(error)).lower()}."
        around = (content / "..").resolve()
        one = not inside.isdisjoint((ARTICLE, FACT_SHEET))
        return f"“{content}” is one story. Name the folder that holds it: {shown(around)}" if one else ""
    problem = f"“{content}” is not a folder. Name the folder that holds your stories"
    above = (folder / content.name for folder in Path.cwd().parents)
    if content == CONTENT and (found := next(filter(Path.is_dir, above), None)):
        return f"{problem}, perhaps {shown(found)}"
    return f"{problem}." if content.exists() else f"{problem}, or make it: mkdir {content}"


def shown(folder: Path) -> str:
    """A folder as it is named from here."""
    here = Path.cwd()
    return folder.relative_to(here).as_posix() if folder.is_relative_to(here) else folder.as_posix()


def story_name(typed: str, content: Path) -> str:
    """A story's name, also where its folder was typed, as a shell completes it."""
    path = Path(typed)
    if typed.strip("/") != typed and len(path.parts) == 1 and path.name:
        return path.name
    return path.name if len(path.parts) > 1 and path.parent.resolve() == content.resolve() else typed


def unknown_story(name: str, content: Path) -> str:
    """Why there is no story of this name, and which there are; empty where there is one."""
    names = [folder.name for folder in story_folders(content, content.as_posix())[0]]
    if name in names:
        return ""
    near = get_close_matches(name, names, n=1)
    if near:
        return f"There is no story “{name}” in “{content}”. Did you mean “{near[0]}”?"
    there = f"There are: {', '.join(names[:8])}{', …' if len(names) > 8 else ''}. " if names else ""
    return f"There is no story “{name}” in “{content}”. {there}“explainers new” begins a story."


def today() -> date:
    """The day it is here. Only a person's command asks for it; a build never does."""
    return datetime.now(UTC).astimezone().date()


def day_or_today(text: str) -> date:
    """A day, or today where none is written."""
    return day(text) if text else today()


def day(text: str) -> date:
    """A day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a day. Write it as YYYY-MM-DD, like 2025-03-18.") from None
