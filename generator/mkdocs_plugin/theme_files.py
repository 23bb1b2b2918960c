"""A theme's templates, compiled once, and the files it publishes, found without going through its icons.

MkDocs asks for the names of all templates of a theme and then leaves out what lies in folders whose names
begin with a dot. Material has more than ten thousand icons in one of them: to list these takes a good part of
the time in which a small site is built. Templates that stand there are still found by their names. And each
plugin that asks for a template has it compiled anew.
"""

from __future__ import annotations

import os
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from mkdocs.theme import Theme


class SeenTemplates(FileSystemLoader):
    """Templates of which only those are listed that MkDocs looks at."""

    def list_templates(self) -> list[str]:
        """Their names, with forward slashes."""
        found: set[str] = set()
        for place in self.searchpath:
            for folder, folders, names in os.walk(place):
                folders[:] = (name for name in folders if not name.startswith("."))
                below = Path(folder).relative_to(place).as_posix()
                start = "" if below == "." else f"{below}/"
                found.update(start + name for name in names if not name.startswith("."))
        return sorted(found)


def quicken(theme: Theme, compiled: BytecodeCache) -> None:
    """Have MkDocs list the templates of a theme so, and everybody use what is `compiled` already."""
    plain = theme.get_env

    def get_env() -> Environment:
        environment = plain()
        if type(environment.loader) is FileSystemLoader:
            environment.loader = SeenTemplates(environment.loader.searchpath)
            environment.bytecode_cache = compiled
        return environment

    # For this theme alone, in the place of its class's own.
    vars(theme).update(get_env=get_env)
