"""One entry more in a fact sheet: put in as text, so that everything else stays as its editor wrote it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from generator.source import SourceFile
from generator.yaml_document import YamlDocument, read_yaml

Value = str | Sequence[str]
Entry = Mapping[str, Value | Sequence[Mapping[str, Value]]]
"""Keys with their values; entries inside an entry stand as a list of them."""

STEP = "  "
PLAIN = re.compile(r"[A-Za-z(“„«][^#:{}\[\]&*!|>\"%@`\\\n\t]*[^#:{}\[\]&*!|>'\"%@`\\\n\t ,-]")
"""Text that YAML reads as it stands; other text is put in quotation marks."""
WORDS_OF_YAML = frozenset({"yes", "no", "on", "off", "null", "y", "n"})
"""Words that other readers of YAML take for something else; `true` and `false` are meant as what they are."""


class CannotAddError(Exception):
    """The sheet is written in a way that nothing can be put into; the message says how to go on."""


def with_entry(sheet: str, section: str, entry: Entry) -> str:
    """The text of a sheet with one entry more at the end of a section, which is made where it is missing."""
    return with_blocks(sheet, section, block(entry, ""))


def with_blocks(sheet: str, section: str, added: str) -> str:
    """The text of a sheet with entries more, which are lines of YAML that begin with a dash each."""
    document, _ = read_yaml(SourceFile("facts.yaml", sheet))
    if document is None or not isinstance(document.value, dict):
        raise CannotAddError("The sheet cannot be read: “explainers check” says why.")
    value = document.value.get(section)
    if section not in document.value:
        return f"{sheet.rstrip()}\n\n{section}:\n{indented(added, STEP)}"
    if not value:
        return in_empty(sheet, section, added, document)
    if not isinstance(value, list):
        raise CannotAddError(f"“{section}” is not a list in this sheet: “explainers check” says more.")
    return after_last(sheet, section, added, document)


def in_empty(sheet: str, section: str, added: str, document: YamlDocument) -> str:
    """The sheet with the first entry of a section that is there and empty."""
    start = document.key_span((section,)).start
    line = re.compile(r"[^\n]*(?:\n|\Z)").match(sheet, start)
    assert line is not None
    head = re.sub(r":\s*(?:\[\s*\]|null|~)", ":", line[0].rstrip("\n"), count=1)
    return f"{sheet[:start]}{head}\n{indented(added, STEP)}{sheet[line.end() :]}"


def after_last(sheet: str, section: str, added: str, document: YamlDocument) -> str:
    """The sheet with entries after the last one of a section, in the section's own indentation."""
    lines = sheet.split("\n")
    first = document.key_span((section,)).line
    dash = next((line for line in lines[first:] if line.strip() and not line.lstrip().startswith("#")), "")
    if not dash.lstrip().startswith("- "):
        raise CannotAddError(f"“{section}” is written on one line: begin each entry on a line with a dash.")
    indent = dash[: len(dash) - len(dash.lstrip())]
    end = next((number for number in range(first, len(lines)) if begins(lines[number], indent)), len(lines))
    while end > first and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    gap = [""] if any(not line.strip() for line in lines[first : end - 1]) else []
    more = indented(added, indent).rstrip("\n").split("\n")
    return "\n".join([*lines[:end], *gap, *more, *(lines[end:] or [""])])


def begins(line: str, indent: str) -> bool:
    """Whether a line begins something else than an entry of a list indented like this."""
    return (
        bool(line.strip())
        and not line.startswith(("#", f"{indent}#", f"{indent} ", f"{indent}- "))
        and line != f"{indent}-"
    )


def indented(lines: str, indent: str) -> str:
    """Lines, each that is not empty with the same space before it."""
    return "".join(f"{indent if line.strip() else ''}{line}" for line in lines.splitlines(keepends=True))


def block(entry: Entry, indent: str) -> str:
    """An entry as YAML: a dash before its first key."""
    lines = [line for key, value in entry.items() for line in written(key, value)]
    return "".join(f"{indent}{'- ' if number == 0 else STEP}{line}\n" for number, line in enumerate(lines))


def written(key: str, value: Value | Sequence[Mapping[str, Value]]) -> list[str]:
    """A key with its value: one text on its line, several as a list."""
    if isinstance(value, str):
        return [f"{key}: {scalar(value)}"]
    texts = [one for one in value if isinstance(one, str)]
    inner = [line for one in value if not isinstance(one, str) for line in block(one, STEP).splitlines()]
    if texts and all(re.fullmatch(r"[a-z][a-z0-9/-]*", one) for one in texts):
        return [f"{key}: [{', '.join(texts)}]"]
    return [f"{key}:", *(f"{STEP}- {scalar(one)}" for one in texts), *inner]


def scalar(text: str) -> str:
    """A text as YAML holds it: as it stands where it can, in quotation marks where it must."""
    if re.fullmatch(r"\d{4}(-\d\d){0,2}[~?%]?", text):
        return text
    if PLAIN.fullmatch(text) and text.lower() not in WORDS_OF_YAML and text.isprintable():
        return text
    if text.isprintable() and "'" not in text:
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)
