"""Values as YAML, in the styles that people use: plain words, quotation marks, folded lines."""

from __future__ import annotations

import json
import re
from textwrap import wrap

from generator.adding import STEP, scalar
from generator.yaml_values import Value

LONG = 90
"""A text of more characters is folded over several lines."""
WIDTH = 96
"""How long such a line may be."""
FOLDABLE = re.compile(r"\S+(?: \S+)*")
INDENTATION_SIGNS = re.compile(r"[|>][+-]?(?:\n|$)")


def on_lines(value: Value, indent: str) -> str:
    """An entry of a list, with its dash."""
    if isinstance(value, dict) and value:
        lines = [line for key, inner in value.items() for line in lines_of(key, inner)]
    elif isinstance(value, list):
        lines = [flow(value)]
    else:
        lines = text_lines("", value)
    start = [f"{indent}- {lines[0]}\n"]
    return "".join([*start, *(f"{indent}{STEP}{line}\n" if line else "\n" for line in lines[1:])])


def lines_of(key: str, value: Value) -> list[str]:
    """A key with its value, on as many lines as it takes, not indented."""
    name = key if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", key) else quoted(key)
    if isinstance(value, dict) and value:
        inner = [line for one, below in value.items() for line in lines_of(one, below)]
        return [f"{name}:", *(STEP + line if line else line for line in inner)]
    if isinstance(value, list) and value:
        if all(isinstance(one, str) and re.fullmatch(r"[a-z][a-z0-9/-]*", one) for one in value):
            return [f"{name}: {flow(value)}"]
        entries = "".join(on_lines(one, STEP) for one in value)
        return [f"{name}:", *entries.rstrip("\n").split("\n")]
    if isinstance(value, str):
        return text_lines(f"{name}: ", value)
    return [f"{name}: {flow(value)}".rstrip()]


def text_lines(before: str, value: Value) -> list[str]:
    """A text after its key: on that line, or folded below it."""
    if isinstance(value, str) and len(value) > LONG and can_fold(value):
        return [f"{before}>-", *(STEP + line for line in folded(value, WIDTH))]
    return [before + (flow(value) if not isinstance(value, str) else scalar_or_quoted(value))]


def inline(text: str, old: str, indent: str) -> str:
    """A text in place of another one, in its style; further lines are indented below `indent`."""
    if old.startswith((">", "|")) and can_fold(text) and INDENTATION_SIGNS.match(old):
        lines = [line for line in old.split("\n")[1:] if line.strip()]
        deeper = lines[0][: len(lines[0]) - len(lines[0].lstrip(" "))] if lines else indent + STEP
        width = max((len(line) - len(deeper) for line in lines), default=WIDTH)
        return "\n".join([">-", *(deeper + line for line in folded(text, max(width, WIDTH - len(deeper))))])
    if old.startswith("'") and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if old.startswith('"'):
        return quoted(text)
    if "\n" not in old and len(text) > LONG + 20 and can_fold(text):
        return "\n".join([">-", *(indent + STEP + line for line in folded(text, WIDTH))])
    return scalar_or_quoted(text)


def flow(value: Value) -> str:
    """A value on one line, between brackets where it has parts."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if value is None:
        return ""
    return value if "," not in value and scalar(value) == value else quoted(value)


def scalar_or_quoted(text: str) -> str:
    """A text on one line."""
    found = scalar(text)
    return quoted(text) if found.startswith('"') else found


def quoted(text: str) -> str:
    """A text in quotation marks; what nobody could see is written as its number."""
    words = json.dumps(text, ensure_ascii=False)
    return "".join(one if one.isprintable() else escaped(one) for one in words)


def escaped(one: str) -> str:
    """A character by its number."""
    return f"\\u{ord(one):04x}" if ord(one) < 0x10000 else f"\\U{ord(one):08x}"


def can_fold(text: str) -> bool:
    """Whether a text comes back the same when its lines are broken at spaces."""
    return text.isprintable() and FOLDABLE.fullmatch(text) is not None


def folded(text: str, width: int) -> list[str]:
    """The lines of a text, broken at spaces only."""
    return wrap(text, width, break_long_words=False, break_on_hyphens=False)
