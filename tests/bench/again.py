"""Our build right after one edit, with what the build before it kept."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from bench.peers import Builder

WORDS = re.compile(r"^( +text: )(?:Edit\d+ )?(\w+ wants )", re.MULTILINE)


@dataclass(frozen=True)
class Again(Builder):
    """A project that was built before, and of which one sentence is changed before each turn."""

    turns: list[int] = field(default_factory=list)

    def prepare(self) -> None:
        """Change a sentence of some story; the site and what is kept stay."""
        stories = sorted(self.folder.glob("content/story-*/facts.yaml"))
        turn = len(self.turns)
        self.turns.append(turn)
        path = stories[(7 * turn + len(stories) // 2) % len(stories)]
        text, changed = WORDS.subn(rf"\g<1>Edit{turn} \2", path.read_text("utf-8"), count=1)
        assert changed
        path.write_text(text, "utf-8")


def edited(ours: Builder, folder: Path) -> Path:
    """A copy of our project to edit."""
    return Path(shutil.copytree(ours.folder, folder))
