"""Options that commands share."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, date, datetime
from pathlib import Path

CONTENT = Path("content")
HELP = "the folder of stories (default: content)"


def content_folder(command: ArgumentParser) -> None:
    """The folder of stories, as the last word of a command."""
    command.add_argument("content", type=Path, nargs="?", default=CONTENT, help=HELP)


def content_option(command: ArgumentParser) -> None:
    """The folder of stories, where the last word of a command is something else."""
    command.add_argument("--content", type=Path, default=CONTENT, metavar="FOLDER", help=HELP)


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
