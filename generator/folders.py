"""The folders of content: which hold a story, and what cannot be published from any of them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from generator.active_files import SCRIPTS, active_problem
from generator.diagnostics import Diagnostic
from generator.mending import brief
from generator.slugs import id_problem, suggest_id
from generator.source import SourceFile, Span

FACT_SHEET = "facts.yaml"
ARTICLE = "article.md"
SHARED_FILE = "parties.yaml"
PARTIES = "parties"
RESERVED = frozenset(
    {PARTIES, "stories", "editors", "assets", "search", "javascripts", "stylesheets", "admin"}
)
"""Addresses of the site itself: no story has one of these names."""
DEEPEST_FOLDER = 20
"""The most folders that stand in each other."""


def is_content(path: str) -> bool:
    """Whether a file of the content folder is read by the build, and not published as it is."""
    parts = path.split("/")
    if len(parts) == 1:
        return path == SHARED_FILE
    return len(parts) == 2 and (parts[1] in (FACT_SHEET, ARTICLE) or parts[1].endswith(".txt"))


def story_folders(content: Path, shown: str) -> tuple[list[Path], list[Diagnostic]]:
    """The folders that hold a story, by name; everything odd in the content folder is named."""
    found: list[Path] = []
    problems: list[Diagnostic] = []
    seen: dict[str, str] = {}
    for path in sorted(content.iterdir(), key=lambda p: p.name) if content.is_dir() else ():
        if path.name.startswith("."):
            continue
        place = Span(SourceFile(f"{shown}/{path.name}".encode("unicode_escape").decode(), ""), 0, 0)
        problems += odd_files(path, place)
        if path.is_symlink() or not path.is_dir():
            continue
        if not any((path / name).exists() for name in (FACT_SHEET, ARTICLE)):
            continue
        other = seen.setdefault(path.name.casefold(), path.name)
        if problem := folder_problem(path, other):
            better = f", to “{suggest_id(path.name)}” for example" if suggest_id(path.name) else ""
            hint = f"Rename the folder{better}: its name is the story's address."
            problems.append(Diagnostic("bad-folder-name", problem, place, hint))
        else:
            found.append(path)
    return found, problems


def folder_problem(path: Path, other: str) -> str:
    """Why a story's folder cannot have its name."""
    if path.name in RESERVED:
        return f"The site keeps the name “{path.name}” for itself"
    if other != path.name:
        return f"The folder differs from “{other}” in capitals only, which many computers cannot tell apart"
    problem = id_problem(path.name).replace("an id is made of", "addresses are made of")
    return f"The name of this folder cannot be an address: {problem}" if problem else ""


def odd_files(path: Path, place: Span, depth: int = 1) -> Iterator[Diagnostic]:
    """What cannot be published from a content folder: links, devices, pages, programs, odd names."""
    if path.name.startswith("."):
        return  # MkDocs publishes nothing hidden, and programs keep their own there.
    if path.is_symlink():
        leads = str(path.readlink()).encode("unicode_escape").decode()
        message = f"This is no file, but a link to another one (a symbolic link): “{brief(leads)}”"
        hint = (
            "Look for that file, seen from here: each “../” is one folder up. Then delete the link, and put "
            f"a copy of the file itself in its place, as “{place.source.path.rpartition('/')[2]}”."
        )
        yield Diagnostic("symbolic-link", message, place, hint)
    elif path.is_dir():
        yield from odd_children(path, place, depth)
    elif not path.is_file():
        message = "This is no regular file, but something that only programs use"
        yield Diagnostic("not-a-file", message, place, "Move it out of the content folder, or delete it.")
    elif not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._ -]*", path.name) or path.name.endswith((".", " ")):
        yield Diagnostic(
            "bad-file-name",
            "The name of this file holds characters that addresses and other computers cannot hold",
            place,
            "Use letters, digits, hyphens and a dot.",
        )
    elif problem := active_problem(path):
        yield Diagnostic("active-file", problem, place, active_hint(path))


def active_hint(path: Path) -> str:
    """What to do with a file that browsers would run: words and pictures have other places."""
    if path.suffix.lower() in SCRIPTS:
        return (
            "Delete it. If it belongs to the site, whoever keeps the site names it under "
            "“extra_javascript” in mkdocs.yml."
        )
    if ".svg" in path.suffixes:
        return "Save the picture as PNG, JPEG or WebP, and delete this file."
    return (
        "Write its words into the article, put its pictures beside it (PNG, JPEG or WebP), and delete this "
        "file."
    )


def odd_children(folder: Path, place: Span, depth: int) -> Iterator[Diagnostic]:
    """What cannot be published from a folder inside the content."""
    if depth > DEEPEST_FOLDER:
        message = f"Folders stand in each other more than {DEEPEST_FOLDER} deep"
        yield Diagnostic("too-deep", message, place, "Put fewer into each other.")
        return
    try:
        children = sorted(folder.iterdir(), key=lambda child: child.name)
    except OSError:
        yield Diagnostic(
            "unreadable-file",
            "This computer lets nobody but its owner look into this folder",
            place,
            "Open its properties in the list of files and, under “Permissions”, let everybody look into it.",
        )
        return
    for child in children:
        shown = f"{place.source.path}/{child.name}".encode("unicode_escape").decode()
        yield from odd_files(child, Span(SourceFile(shown, ""), 0, 0), depth + 1)


def trap(content: Path) -> Path | None:
    """A folder in which a program that walks through the content gets lost, hidden or not.

    It is a link, which may lead in a circle, or stands deeper than folders may.
    """
    waiting = [(content, 0)]
    while waiting:
        folder, depth = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                inside = [Path(entry) for entry in entries if entry.is_dir()]
        except OSError:
            continue
        for path in sorted(inside):
            if path.is_symlink() or depth >= DEEPEST_FOLDER:
                return path
            waiting.append((path, depth + 1))
    return None
