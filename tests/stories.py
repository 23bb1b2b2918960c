"""Small stories for tests: written into a folder, read again, and what was found wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from textwrap import dedent

from generator.diagnostics import Diagnostic
from generator.edition import Edition, make_edition
from generator.gathering import read_library
from generator.library import Library

HEAD = """\
story:
  headline: The port strike
  standfirst: Crane drivers have stopped work.
  updated: 2026-02-20
"""
FRONT = "---\ntitle: Port strike\npublished: 2026-02-20\n---\n\n"
BODY = "Crane drivers have stopped work.\n"


def write_story(
    content: Path, sheet: str = "", body: str = BODY, *, slug: str = "port", head: str = HEAD, **files: str
) -> Path:
    """Write a story's folder and return the content folder. `files` are texts by name without `.txt`."""
    folder = content / slug
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"facts.yaml": head + dedent(sheet), "article.md": FRONT + dedent(body)}
    texts |= {f"{name}.txt": dedent(text) for name, text in files.items()}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8", newline="\n")
    return content


def library_of(content: Path) -> Library:
    """The library of a folder in which nothing is wrong."""
    library, problems = read_library(content, "content")
    assert problems == ()
    return library


def edition_of(content: Path) -> Edition:
    """The edition of a folder in which nothing is wrong with the words and names."""
    edition, problems = make_edition(library_of(content))
    assert problems == ()
    return edition


def places(found: Iterable[Diagnostic]) -> list[str]:
    """Diagnostics as `file:line:column code`."""
    return [f"{Path(d.span.source.path).name}:{d.span.line}:{d.span.column} {d.code}" for d in found]


def codes(found: Iterable[Diagnostic]) -> list[str]:
    """The codes of diagnostics."""
    return [d.code for d in found]
