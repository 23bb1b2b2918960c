"""What a change of one file would make wrong, told before it is written."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from generator.build import Settings, build
from generator.diagnostics import Diagnostic
from generator.memory import Memory

PICTURES = frozenset([".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"])
"""Files that no mistake depends on but the one that they are missing."""


def new_problems(
    settings: Settings, file: Path, text: str, memory: Memory | None = None
) -> Sequence[Diagnostic]:
    """What would be wrong with the content that is not wrong with it now, were `text` in `file`.

    `file` is relative to the content folder, in which nothing is touched. What `memory` has of the other
    stories is not read again.
    """
    content = settings.content
    with TemporaryDirectory() as folder:
        copy = Path(folder) / content.name
        # Copied without its mode: what may not be written there, may be here.
        left_out = partial(left_alone, content)
        shutil.copytree(content, copy, ignore=left_out, copy_function=shutil.copyfile)
        (copy / file).write_text(text, "utf-8", newline="\n")
        found = build(replace(settings, content=copy), memory).diagnostics
        then = [one for one in found if one.code != "missing-image"]
    now = {signature(one) for one in build(settings, memory).diagnostics} if then else set()
    return [one for one in then if signature(one) not in now]


def left_alone(content: Path, folder: str, names: Sequence[str]) -> set[str]:
    """What of a folder is not copied: what no change of a file makes wrong, and what may have no end."""

    def is_needed(path: Path) -> bool:
        is_other = path.name.startswith(".") or path.suffix.lower() in PICTURES or path.is_symlink()
        return not is_other and (path.is_file() or (path.is_dir() and path.parent == content))

    return {name for name in names if not is_needed(Path(folder, name))}


def signature(problem: Diagnostic) -> tuple[str, str, str, str]:
    """What a mistake is known by when lines above it come and go."""
    span = problem.span
    return problem.code, problem.message, span.source.path, span.source.line(span.line)
