"""The commands of `explainers`, one a file: `add` says what each takes, `run` returns how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from generator.commands import add, build, check, draft, forms, impact, import_, new, schema

COMMANDS: Sequence[ModuleType] = (check, new, import_, draft, add, impact, schema, forms, build)
