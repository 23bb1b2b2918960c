"""What is read before a command begins: only what it needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PLUGIN = "import generator.mkdocs_plugin"
CHECK = "from generator.cli import main; main(['check', 'content'])"


@pytest.mark.parametrize(
    ("program", "spared"),
    [
        (
            PLUGIN,
            [
                *("watchdog", "mkdocs.livereload", "http.server", "PIL", "tarfile", "selectolax"),
                *(
                    "generator.drafting",
                    "generator.mkdocs_plugin.making",
                    "generator.press",
                    "generator.checks",
                ),
            ],
        ),
        (CHECK, ["mkdocs", "PIL", "tarfile", "generator.drafting", "generator.commands.draft"]),
    ],
)
def test_a_start_reads_nothing_that_only_others_need(program: str, spared: list[str]) -> None:
    asked = f"{program}; import sys; print(*(name for name in {spared} if name in sys.modules))"
    words, here = [sys.executable, "-c", asked], Path(__file__).parents[1]
    ended = subprocess.run(words, cwd=here, capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == ""
