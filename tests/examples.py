"""The examples of mistakes, as the pages of help show them, written into a small story and built."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.build import Settings, build
from generator.diagnostics import Diagnostic
from generator.mistakes import Extract

FRONT = "---\ntitle: Crane drivers stop work in Graufels harbour\npublished: 2031-02-20\n---\n\n"
BODY = """\
The Dock Union called the strike on 12 February. "More pay," said Edda Brandt, its chair; the Harbour
Board, which runs the port, answered "Not this year" a day later. The Crane crew went home.
"""
SECTIONS: Mapping[str, str] = {
    "story": """\
story:
  headline: The harbour strike
  standfirst: The cranes stand still.
  updated: 2031-02-20
""",
    "parties": """\
parties:
  - {id: union, name: Dock Union}
  - {id: board, name: Harbour Board}
""",
}
"""What stands in the sheet below an example that does not have it itself."""
OTHER = "Edda Brandt called a meeting.\n"


def found_in(content: Path, extracts: Iterable[Extract]) -> tuple[Diagnostic, ...]:
    """What a build finds in a story with these lines."""
    write(content, extracts)
    return build(Settings(content, "content")).diagnostics


def write(content: Path, extracts: Iterable[Extract]) -> None:
    """Write a story with these lines; the lines of an example stand first in its file, as they are shown."""
    texts = {"port/facts.yaml": sheet(""), "port/article.md": FRONT + BODY}
    for one in extracts:
        if one.file == "article":
            texts["port/article.md"] = one.text if one.whole else FRONT + one.text
        elif one.file == "facts":
            texts["port/facts.yaml"] = one.text if one.whole else sheet(one.text)
        elif one.file == "parties":
            texts["parties.yaml"] = one.text
        else:
            assert one.file == "other"
            texts |= {"quay/facts.yaml": sheet(one.text), "quay/article.md": FRONT + OTHER}
    for name, text in texts.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    (content / "port/crane.png").write_bytes(b"")


def sheet(lines: str) -> str:
    """A sheet that begins with some lines, and goes on with what it needs."""
    rest = (text for key, text in SECTIONS.items() if not re.search(rf"^{key}:", lines, re.MULTILINE))
    return lines + "".join(rest)
