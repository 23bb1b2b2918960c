"""YAML into plain values that know their places.

Words stay the words that were typed: `no`, `12:30` and `010` are text, and only nothing is None. What
YAML does beyond lists and keys (tags, anchors, merging, several documents) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from generator.diagnostics import Diagnostic
from generator.frozen import Frozen
from generator.reading import MOST_REPORTED, merge_conflicts, type_again
from generator.sheet_words import HEAD
from generator.source import SourceFile, Span
from generator.yaml_events import Reader
from generator.yaml_places import Path, Places, places_of
from generator.yaml_values import Node, Value

_LINE_SEPARATORS = re.compile("[\u2028\u2029]")


class YamlDocument(Frozen, eq=False):
    """The values of a YAML text, and the place of each."""

    value: Value
    places: Places

    @property
    def source(self) -> SourceFile:
        """The file."""
        return self.places.source

    def key_span(self, path: Path) -> Span:
        """The place of the key that a path ends with; of the whole entry in a list."""
        return self.places.key_span(path)

    def value_span(self, path: Path) -> Span:
        """The place of a value as it stands in the file, with its quotation marks."""
        return self.places.value_span(path)


def read_yaml(
    source: SourceFile, start: int = 0, end: int | None = None
) -> tuple[YamlDocument | None, list[Diagnostic]]:
    """The YAML between two offsets of a file, and what is wrong with it.

    The document is None when no keys and values could be read at all. Characters of the file itself
    are the business of `reading.read_text`; those written as escapes are checked here.
    """
    end = len(source.text) if end is None else end
    if conflicts := list(merge_conflicts(source, start, end)):
        return None, conflicts
    reader = Reader(source, start, end)
    reader.problems += _separators(source, start, end)
    reader.read()
    if not reader.stopped and (problem := _top_problem(source, start, reader.root)):
        reader.refuse(problem)
    if reader.stopped or reader.root is None:
        return None, reader.problems
    return YamlDocument(reader.root.value, places_of(source, reader.root)), reader.problems


def _separators(source: SourceFile, start: int, end: int) -> Iterator[Diagnostic]:
    """Line separators, which some programs break lines at and others do not see."""
    for found in islice(_LINE_SEPARATORS.finditer(source.text, start, end), MOST_REPORTED):
        words = f"An invisible line break stands here, U+{ord(found[0]):04X}, which programs read differently"
        hint = type_again(source.text, *found.span(), " ")
        yield Diagnostic("line-separator", words, source.span(*found.span()), hint)


def _top_problem(source: SourceFile, start: int, root: Node | None) -> Diagnostic | None:
    """Why the outermost value cannot be used, if it cannot."""
    if root is None or root.value is None:
        name = "head" if start else "file"
        empty = "is empty but for remarks" if "#" in source.text[start:] and not start else "is empty"
        hint = f"Write these lines into it, with your own words and day:\n{first_lines(source, start)}"
        return Diagnostic("empty-file", f"This {name} {empty}", source.span(start, start), hint)
    if isinstance(root.value, dict):
        return None
    is_list = isinstance(root.value, list)
    what = "not with a dash" if is_list else "and here stands a text alone"
    message = f"This must begin with a word and a colon, {what}"
    lines = first_lines(source, start)
    left = f"with “{lines.partition(':')[0]}:” at the left edge and your own words"
    own = f"{left} and day" if re.search("[0-9]", lines) else left
    hint = f"{'Take away the dash, and begin' if is_list else 'Begin'} so, {own}:\n{lines}"
    return Diagnostic("not-a-mapping", message, source.span(root.start, root.end), hint)


def first_lines(source: SourceFile, start: int) -> str:
    """The lines that a file begins with; behind its `---`, those of an article."""
    if start:
        return "title: …\npublished: 2025-03-19"
    return HEAD if source.path.endswith("facts.yaml") else "parties:\n  - {id: …, name: …}"
