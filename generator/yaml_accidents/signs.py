"""Signs with a meaning of their own: those that begin a text, and the lines `---` and `...`."""

from __future__ import annotations

import re

from generator.diagnostics import Diagnostic
from generator.mending import brief, spaces
from generator.yaml_accidents.indents import depth
from generator.yaml_accidents.quotes import offered
from generator.yaml_accidents.stumble import ENTRY, Stumble

_HYPHENS = re.compile(r"--- +(\S.*)")


def reserved(stumble: Stumble) -> Diagnostic | None:
    """A text that begins with a sign of YAML, or a list beside its key."""
    entry = stumble.match(ENTRY, stumble.at)
    if not entry or not entry[2] or stumble.at < entry.start(2):
        return None
    span, key = stumble.source.span(*entry.span(2)), f"{entry[1]}: " if entry[1] else ""
    if entry[2].startswith("- ") and key:
        message = f"A list cannot begin on the line of “{key.rstrip()}”"
        deep = spaces(depth(stumble, span.start) + 2)
        hint = (
            f"Leave only “{key.rstrip()}” in this line, and put “{brief(entry[2].rstrip())}” into a line of "
            f"its own below it, with {deep} before the dash."
        )
        return Diagnostic("list-beside-key", message, span, hint)
    if entry[2][0] not in "@`%*&!|>[]{},?":
        return None
    message = f"A text cannot begin with “{entry[2][0]}” unless it stands in quotes"
    return Diagnostic("reserved-character", message, span, offered(entry[2].rstrip(), key))


def document_end(stumble: Stumble) -> Diagnostic | None:
    """Words behind the line “...”, which ends the file."""
    if "document start" not in stumble.problem or "\n..." not in stumble.source.text[: stumble.at]:
        return None
    message = "The line “...” above ends the file, and nothing may follow"
    span = stumble.source.span(stumble.at, stumble.line(stumble.at)[1])
    return Diagnostic("second-document", message, span, "Take the line “...” away.")


def behind_hyphens(stumble: Stumble) -> Diagnostic | None:
    """Words behind `---`, which is a line of its own, and not needed in a sheet."""
    if not (found := stumble.match(_HYPHENS, stumble.at)):
        return None
    message = "This line begins with ---, and words follow it"
    span = stumble.source.span(*found.span())
    return Diagnostic("yaml-syntax", message, span, f"Delete “--- ”, so that the line is: {brief(found[1])}")
