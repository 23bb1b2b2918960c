"""The commands of `explainers`, one a file: `add` says what each takes, `run` returns how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

NAMES: Sequence[str] = ("check", "new", "import", "draft", "add", "impact", "schema", "forms", "build")


def command(name: str) -> ModuleType:
    """The module of a command: each is read when it is asked for, as all of them take a while."""
    return import_module(f"{__name__}.{name}{'_' if name == 'import' else ''}")
