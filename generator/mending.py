"""How lines are put right: what a message tells to write, in the form that its own file has."""

from __future__ import annotations

import re

from generator.source import Span

LONGEST_SHOWN = 40
"""How many characters of somebody's words a sentence has room for."""
FAR = 200
"""How far around a place its line is looked at."""
# What `added` says.
_ADDED = re.compile(
    r"([Aa]dd the line|[Ww]rite) “(?:, )?([a-z_]+: [^”]+)” "
    r"(?:below “[^”]*”(?:, with \d+ spaces? before it)?|before (?:the “}” of “[^”]*”|its “}”))"
)
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
    text = entry.source.text
    if text.startswith("{", entry.start):
        return f"write “, {line}” before {f'the “}}” of “{name}”' if name else 'its “}”'}"
    first = brief(text[entry.start : entry.start + FAR].partition("\n")[0].strip())
    left = f", with {spaces(entry.column - 1)} before it" if entry.column > 1 else ""
    return f"add the line “{line}” below “{first}”{left}"


def in_forms(advice: str) -> str:
    """Advice for who fills in forms, where lines and signs of YAML are nowhere to be seen."""
    return _ADDED.sub(filled_in, advice)


def filled_in(match: re.Match[str]) -> str:
    """The fields of a line to add, with what to fill in where that is known."""
    keys = [one.split(": ", 1) for one in re.split(r", (?=[a-z_]+: )", match[2])]
    fields = [f"“{key}”" + (f" with “{value}”" if value != "…" else "") for key, value in keys]
    return f"{'F' if match[1][0].isupper() else 'f'}ill in {' and '.join(fields)}"


def before_in_line(place: Span) -> str:
    """What stands before a place in its line, as far as that matters: a line may be as long as its file."""
    source = place.source
    return source.text[max(source.line_starts[place.line - 1], place.start - FAR) : place.start]


def sentence(words: str) -> str:
    """Words as a sentence of its own begins."""
    return words[:1].upper() + words[1:]


def taken_out(key: Span, value: Span) -> str:
    """What goes where a key goes: its line, or its words with the comma beside them."""
    text = key.source.text
    words = text[key.start : max(key.end, value.end)]
    before = before_in_line(key)
    if not before.strip():
        first, _, more = words.partition("\n")
        return f"the line “{brief(first)}”{' and what stands below it' if more else ''}"
    if before.rstrip().endswith(","):
        return f"“, {brief(words)}”"
    if not before.strip(" -"):
        return f"“{brief(words)}”, but not the dash before it"
    comma = re.compile(", *").match(text, key.start + len(words))
    return f"“{brief(words)}{comma[0] if comma else ''}”"
