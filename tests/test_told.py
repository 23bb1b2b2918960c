"""What is told of many broken texts, whole: each place, message and hint, and what is read all the same.

The texts stand in `told/`, each with what is told of it. A new one is added there as lines that begin with
“| ”, with “⌁” where the last has no end; `pytest --refresh-golden` writes the rest: read it before you
commit it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

import pytest
import yaml
from conftest import GOLDEN, Golden
from msgspec.json import encode
from msgspec.structs import asdict

from generator import yaml_events
from generator.diagnostics import Diagnostic
from generator.fact_sheet import read_sheet
from generator.kinds import Model, fields_of
from generator.outputs.datasets import plain_values
from generator.recovery import read_on
from generator.source import SourceFile, Span

TOLD = GOLDEN.parent / "told"
NO_END = "⌁"


def texts_of(whole: str) -> Iterator[str]:
    """The texts of a file."""
    for is_text, lines in groupby(whole.split("\n"), lambda line: line.startswith("|")):
        if is_text:
            text = "".join(f"{line[2:]}\n" for line in lines)
            yield text.removesuffix(f"{NO_END}\n")


def shown(text: str) -> str:
    """A text as its file has it."""
    lines = text.removesuffix("\n").split("\n") if text.endswith("\n") else f"{text}{NO_END}".split("\n")
    return "".join(f"| {line}\n" for line in lines)


def place(span: Span) -> str:
    """Where something stands, and its words."""
    return f"{span.line}:{span.column} {json.dumps(span.text, ensure_ascii=False)}"


def told(found: Iterable[Diagnostic]) -> Iterator[str]:
    """Mistakes, with all that is said of them."""
    for one in found:
        yield f"{one.code} {place(one.span)}"
        yield f"  {one.message}"
        yield from (f"  → {line}" for line in one.hint.split("\n"))
        yield from (f"  + {words}: {place(span)}" for words, span in one.related)


def of_yaml(text: str) -> Iterator[str]:
    """What is told of a text as YAML, which lines are left out of it, and what is read of the others."""
    reading = read_on(SourceFile("facts.yaml", text))
    yield from told(reading.problems)
    names = {"nameless": reading.nameless, "sourceless": reading.sourceless, "whole": reading.is_whole}
    yield f"lost {sorted(reading.lost)} {sorted(reading.broken)} {[name for name in names if names[name]]}"
    yield f"read {json.dumps(reading.document.value, ensure_ascii=False) if reading.document else 'nothing'}"


def said(value: object) -> object:
    """What an entry says, without what goes without saying."""
    if isinstance(value, tuple):
        return [*map(said, value)]
    if not isinstance(value, Model):
        return plain_values(value)
    fields = fields_of(type(value))
    return {name: said(one) for name, one in asdict(value).items() if one != fields[name].default}


def of_sheet(text: str) -> Iterator[str]:
    """What is told of a text as a fact sheet, and which entries are made of it, with stand-ins."""
    sheet, problems = read_sheet("port", SourceFile("facts.yaml", text))
    yield from told(problems)
    if sheet:
        parts = (sheet.parties, sheet.demands, sheet.dates, sheet.reactions, sheet.accounts, sheet.claims)
        yield f"broken {sorted(sheet.broken)}"
        yield from (f"doubtful {place(span)}" for span in sheet.doubtful)
        for one in [sheet.head, *(one for part in (*parts, sheet.sources, sheet.updates) for one in part)]:
            if one:
                values = encode(said(one.value)).decode()
                yield f"{type(one.value).__name__} {one.span().line}: {values}"


READERS: dict[str, Callable[[str], Iterator[str]]] = {"accidents": of_yaml, "sheets": of_sheet}


def whole(name: str, texts: Iterable[str]) -> str:
    """A file: its texts with what is told of each."""
    return "\n".join(
        f"{shown(text)}" + "".join(f"{line}\n" for line in READERS[name](text)) for text in texts
    )


@pytest.mark.parametrize("name", READERS)
def test_all_is_told_as_it_was_found_right(name: str, golden: Golden) -> None:
    golden(f"told/{name}.txt", whole(name, texts_of((TOLD / f"{name}.txt").read_text("utf-8"))))


def test_the_parser_in_python_leads_to_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = (TOLD / "accidents.txt").read_text("utf-8")
    monkeypatch.setattr(yaml_events, "_LOADER", yaml.SafeLoader)
    assert whole("accidents", texts_of(kept)) == kept
