"""What is wrong, told in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from generator.diagnostics import Diagnostic
from generator.reports import as_text


def report(diagnostics: Sequence[Diagnostic], site: str) -> None:
    """Print what is wrong. MkDocs' log would wrap each line; a report is for reading."""
    if diagnostics:
        sys.stderr.write(as_text(diagnostics, colour=sys.stderr.isatty(), site=site) + "\n")
