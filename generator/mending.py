"""How lines are put right: what a message tells to write, in the form that its own file has."""

from __future__ import annotations

import re

from generator.source import Span

LONGEST_SHOWN = 40
"""How many characters of somebody's words a sentence has room for."""
# What stays a text without quotation marks, also between brackets.
_PLAIN = re.compile(r"[^\W_][^:#,\[\]{}\"\\\n]*(?<! )|…")


def brief(words: str) -> str:
    """Words as they fit into a sentence."""
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"


def spaces(count: int) -> str:
    """A number of spaces."""
    return "1 space" if count == 1 else f"{count or 'no'} spaces"


def written(words: str) -> str:
    """Words as they stand behind a colon: in quotation marks where they must."""
    if _PLAIN.fullmatch(words):
        return words
    if '"' not in words and "\\" not in words:
        return f'"{words}"'
    return "'" + words.replace("'", "''") + "'"


def added(entry: Span, line: str, name: str = "") -> str:
    """How a line is added to an entry: before the brace that closes it, or below its first line."""
    if entry.text.startswith("{"):
        return f"write “, {line}” before {f'the “}}” of “{name}”' if name else 'its “}”'}"
    first = brief(entry.text.partition("\n")[0].strip())
    left = f", with {spaces(entry.column - 1)} before it" if entry.column > 1 else ""
    return f"add the line “{line}” below “{first}”{left}"


def sentence(words: str) -> str:
    """Words as a sentence of its own begins."""
    return words[:1].upper() + words[1:]


def taken_out(key: Span, value: Span) -> str:
    """What goes where a key goes: its line, or its words with the comma beside them."""
    text = key.source.text
    words = text[key.start : max(key.end, value.end)]
    before = text[key.source.line_starts[key.line - 1] : key.start]
    if not before.strip():
        first, _, more = words.partition("\n")
        return f"the line “{brief(first)}”{' and what stands below it' if more else ''}"
    if before.rstrip().endswith(","):
        return f"“, {brief(words)}”"
    comma = re.compile(", *").match(text, key.start + len(words))
    return f"“{brief(words)}{comma[0] if comma else ''}”"
