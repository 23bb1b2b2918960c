"""A saved page as a clean article: its bytes read, its article found, and all that is not in it told."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from generator.importing import import_blocks
from generator.importing.blocks import Block
from generator.importing.imported import Imported
from generator.web_pages.decoding import decoded
from generator.web_pages.extracting import Found, Part
from generator.web_pages.seeing import COPY

NEEDED = "trafilatura"
PATIENCE = 30.0
"""Seconds that a page may take. An article takes one."""
MOST_TOLD = 100


class UnreadableError(Exception):
    """A file that no article can be made of; the message says why and what to do."""


def import_page(raw: bytes) -> Imported:
    """The article in a saved page, and what was left out; raises `UnreadableError`."""
    if importlib.util.find_spec(NEEDED) is None:
        raise UnreadableError(
            f"Web pages need one package more, {NEEDED}. Run: make import (or, outside this project’s own "
            f"folder: pip install {NEEDED}). A copied text needs nothing."
        )
    text, note = decoded(raw)
    found = taken_apart(text)
    if found.problem:
        raise UnreadableError(found.problem)
    article = Imported(
        title=found.title if found.titled else "",
        byline=found.author,
        published=date.fromisoformat(found.published) if found.published else None,
        language=found.language,
    )
    from_page = known(article)
    blocks = (Block(0, part.text, part.markdown, part.kind) for part in found.parts)
    import_blocks(blocks, article, frozenset(found.captions))
    article.title = article.title or found.title
    window = f"The title of the page’s window was not taken: “{found.title}”"
    other = window if found.title not in ("", article.title) else ""
    article.told = [*filter(None, [note, from_page, other]), *told(found)]
    return article


def taken_apart(text: str) -> Found:
    """What a process of its own finds in a page: it has a time, after which it is ended."""
    root = str(Path(__file__).parents[2])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    words = [sys.executable, "-m", "generator.web_pages.extracting"]
    try:
        ended = subprocess.run(
            words,
            input=text.encode(),
            capture_output=True,
            env={**os.environ, "PYTHONPATH": paths},
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Found(problem=f"This page was not taken apart within {PATIENCE:.0f} seconds. {COPY}")
    except OSError as error:
        return Found(problem=f"This page could not be taken apart ({error.strerror or error}). {COPY}")
    try:
        answer = json.loads(ended.stdout)
    except ValueError:
        return Found(problem=f"This page could not be taken apart. {COPY}")
    return Found(**{**answer, "parts": [Part(**part) for part in answer["parts"]]})


def known(article: Imported) -> str:
    """A line on what the page says of itself."""
    said = {
        "title": article.title,
        "byline": article.byline,
        "published": article.published and article.published.isoformat(),
        "language": article.language,
    }
    shown = "; ".join(f"{name}: {value}" for name, value in said.items() if value)
    return f"The page says of itself: {shown}" if shown else ""


def told(found: Found) -> list[str]:
    """What of the page is not in the article."""
    lines = list(found.notes)
    if found.site or found.url:
        where = ", ".join(filter(None, (found.site, found.url)))
        lines.append(
            f"It stood here: {where}. An article has no place for this; a source of the fact sheet has."
        )
    if found.prose:
        lines.append("Left out, though it reads like text. Look whether something belongs to the article:")
        lines += [f"  {one}" for one in found.prose[:MOST_TOLD]]
    if len(found.prose) > MOST_TOLD:
        lines.append(f"  and {len(found.prose) - MOST_TOLD} more")
    if found.small:
        pieces = "1 short piece" if found.small == 1 else f"{found.small} short pieces"
        lines.append(f"Left out as well: {pieces}, such as menus, buttons and names.")
    return lines
