"""New values into a YAML text that somebody wrote: only what differs is touched.

Comments, order, quotation marks and blank lines of all else stay byte for byte, because all else is never
written: a value is changed where it stands. Lists of entries are matched by `id`. The result is read again;
unless it then says exactly what was wanted, nothing is saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from generator.adding import STEP
from generator.source import SourceFile
from generator.yaml_document import YamlDocument, read_yaml
from generator.yaml_places import Path
from generator.yaml_values import Value
from generator.yaml_writing import flow, inline, lines_of, on_lines

Edit = tuple[int, int, str]
"""From where to where, and what stands there instead."""

_INDENT = re.compile(r" *(?:- +)*")

MOST_PASSES = 40
"""Each pass settles at least one more level of lists whose order changed."""


class CannotSaveError(Exception):
    """Nothing was changed; the message says why, in words for an editor."""


def with_values(text: str, values: Mapping[str, Value], start: int = 0, end: int | None = None) -> str:
    """The text with these values between two offsets; equal values give back the text itself."""
    after = text[len(text) if end is None else end :]
    for _ in range(MOST_PASSES):
        document = _read(text, start, len(text) - len(after))
        if document.value == values:
            return text
        # What comes in at one place stays in the order in which it was found: from the inside out.
        found = _Merge(document, start).changed((), document.value, dict(values))
        edits = sorted(found, key=lambda edit: edit[:2])
        if not edits or any(one[1] > two[0] for one, two in pairwise(edits)):
            break
        for begin, stop, words in reversed(edits):
            text = text[:begin] + words + text[stop:]
    raise CannotSaveError("These changes do not fit how the file is written: make them in the file itself.")


def _read(text: str, start: int, end: int) -> YamlDocument:
    document, problems = read_yaml(SourceFile("", text), start, end)
    if document is None or problems:
        why = f" {problems[0].message}: line {problems[0].span.line}." if problems else ""
        raise CannotSaveError(f"The file cannot be saved like this.{why}")
    return document


class _Merge:
    """The edits that turn a document's values into others."""

    def __init__(self, document: YamlDocument, start: int) -> None:
        self.document, self.text, self.top = document, document.source.text, start

    def changed(self, path: Path, old: Value, new: Value) -> Iterator[Edit]:
        """The edits for a value that may have changed."""
        if old == new:
            return
        if steps := same_shape(old, new):
            for step, one, two in steps:
                yield from self.changed((*path, step), one, two)
        elif isinstance(old, dict) and isinstance(new, dict) and old and new and self.is_block(path):
            yield from self.group(path, old, new)
        elif isinstance(old, list) and isinstance(new, list) and old and new and self.is_block(path):
            yield from self.entries(path, old, new)
        else:
            yield self.replaced(path, old, new)

    def group(self, path: Path, old: dict[str, Value], new: dict[str, Value]) -> Iterator[Edit]:
        """The edits for the keys of a group."""
        kept = [key for key in old if key in new]
        if not kept:
            yield self.replaced(path, old, new)
            return
        yield from self.without_keys(path, list(old), new)
        column = self.column(self.document.key_span((*path, kept[0])).start)
        indent = " " * column
        last = kept[-1]
        added: dict[str, list[str]] = {}
        for key, value in new.items():
            if key in old:
                last = key
                yield from self.changed((*path, key), old[key], value)
            else:
                added.setdefault(last, []).extend(lines_of(key, value))
        for before, lines in added.items():
            gap = "\n" if not path and self.parted() else ""
            words = "".join(f"{indent}{line}\n" if line else "\n" for line in lines)
            yield self.line_after(self.end((*path, before)), gap + words)

    def without_keys(self, path: Path, old: list[str], new: Mapping[str, Value]) -> Iterator[Edit]:
        """The edits that take keys away: whole lines, but for a key that shares its line with a dash."""
        following = iter(range(len(old)))
        for number in following:
            if old[number] in new:
                continue
            start = self.document.key_span((*path, old[number])).start
            if self.text[self.line_start(start) : start].strip():
                # Others that go with it, up to the next that stays, which takes the place after the dash.
                stays = next(key for key in old[number:] if key in new)
                while old[number] != stays:
                    number = next(following)
                yield start, self.document.key_span((*path, stays)).start, ""
            else:
                yield self.line_start(start), self.line_end(self.end((*path, old[number]))), ""

    def entries(self, path: Path, old: list[Value], new: list[Value]) -> Iterator[Edit]:
        """The edits for a list that has a line for each of its entries."""
        names, wanted = matched(old, new)
        stay = [name for name in names if name in wanted]
        order = [name for name in wanted if name in set(names)]
        if not stay or len(set(names)) < len(names) or len(set(wanted)) < len(wanted):
            yield self.replaced(path, old, new)
            return
        if stay != order:
            yield from self.moved(path, names, stay, order)
            return
        for number, name in enumerate(names):
            if name in wanted:
                yield from self.changed((*path, number), old[number], new[wanted.index(name)])
            elif number == 0 or names[number - 1] in wanted:
                following = (one for one in range(number, len(names)) if names[one] in wanted)
                yield self.gone(path, number, next(following, len(names)) - 1)
        yield from self.inserted(path, names, wanted, new)

    def inserted(
        self, path: Path, names: Sequence[str], wanted: Sequence[str], new: Sequence[Value]
    ) -> Iterator[Edit]:
        """New entries, each after the one that it follows."""
        first = self.dash(path, 0)
        indent = self.text[self.line_start(first) : first]
        parted = len(names) > 1 and "\n\n" in self.text[self.end((*path, 0)) : self.dash(path, 1)]
        before = ""
        added: dict[str, list[Value]] = {}
        for name, value in zip(wanted, new, strict=True):
            if name in names:
                before = name
            else:
                added.setdefault(before, []).append(value)
        gap = "\n" if parted else ""
        for name, values in added.items():
            blocks = [on_lines(value, indent) for value in values]
            if name:
                yield self.line_after(
                    self.end((*path, names.index(name))), "".join(gap + block for block in blocks)
                )
            else:
                place = self.chunk(path, 0)[0]
                yield place, place, "".join(block + gap for block in blocks)

    def moved(
        self, path: Path, names: Sequence[str], stay: Sequence[str], order: Sequence[str]
    ) -> Iterator[Edit]:
        """Entries in another order, each with the comments over it; what stands between them stays."""
        chunks = {name: self.chunk(path, names.index(name)) for name in stay}
        for here, name in zip(stay, order, strict=True):
            start, end = chunks[here]
            text = self.text[slice(*chunks[name])]
            if here != name:
                yield start, end, text if text.endswith("\n") else f"{text}\n"

    def gone(self, path: Path, first: int, last: int) -> Edit:
        """The edit that takes away entries that follow one another, with the blank lines after them."""
        start, end = self.chunk(path, first)[0], self.chunk(path, last)[1]
        blank = re.compile(r"(?:[ \t]*\n)*").match(self.text, end)
        if blank and (first == 0 or self.text[:start].endswith("\n\n")):
            end = blank.end()
            start -= end == len(self.text)
        return start, end, ""

    def chunk(self, path: Path, number: int) -> tuple[int, int]:
        """Where the lines of an entry begin, with the comments right over it, and where they end."""
        dash = self.dash(path, number)
        start = self.line_start(dash)
        indent = self.text[start:dash]
        while start > self.top and (above := self.line_start(start - 1)) >= self.top:
            if not self.text[above:start].startswith(f"{indent}#"):
                break
            start = above
        return start, self.line_end(self.end((*path, number)))

    def replaced(self, path: Path, old: Value, new: Value) -> Edit:
        """The edit that writes a value anew, in the style of the old one where both are words."""
        span = self.document.value_span(path)
        bracketed = old and isinstance(old, list | dict) and not self.is_block(path)
        if bracketed and short(new) and not self.in_flow(path):
            return span.start, span.end, flow(new)
        if self.in_flow(path):
            return span.start, span.end, flow(new)
        if isinstance(old, str) and isinstance(new, str):
            end = self.end(path)
            column = self.column(self.line_start(span.start) + self.indent_at(span.start))
            return span.start, end, inline(new, self.text[span.start : end], " " * column)
        if path and isinstance(path[-1], str):
            start = self.document.key_span(path).start
            lines = lines_of(path[-1], new)
        else:
            start = span.start
            lines = [line[len(STEP) :] for line in on_lines(new, "").rstrip("\n").split("\n")]
        indent = " " * self.column(start)
        further = [indent + line if line else line for line in lines[1:]]
        return start, max(self.end(path), start), "\n".join([lines[0], *further])

    def is_block(self, path: Path) -> bool:
        """Whether a list or group is written with a line for each of its parts."""
        return self.text[self.document.value_span(path).start] not in "[{"

    def in_flow(self, path: Path) -> bool:
        """Whether a value stands in brackets."""
        return any(not self.is_block(path[:count]) for count in range(len(path)))

    def parted(self) -> bool:
        """Whether a blank line stands between the sections of the file."""
        return "\n\n" in self.text[self.top :]

    def end(self, path: Path) -> int:
        """The end of a value, without the line feeds and spaces after it."""
        span = self.document.value_span(path)
        if span.end <= span.start and path and isinstance(path[-1], str):
            return self.text.index(":", self.document.key_span(path).end) + 1
        return len(self.text[: span.end].rstrip()) if span.end > span.start else span.end

    def dash(self, path: Path, number: int) -> int:
        """Where the dash of an entry stands."""
        return self.text.rindex("-", 0, self.document.value_span((*path, number)).start)

    def column(self, place: int) -> int:
        """How many characters stand before a place in its line."""
        return place - self.line_start(place)

    def indent_at(self, place: int) -> int:
        """How far the keys of a place's line are indented; a dash counts as indentation."""
        start = self.line_start(place)
        return next(_INDENT.finditer(self.text, start)).end() - start

    def line_start(self, place: int) -> int:
        """Where a line begins."""
        return self.text.rfind("\n", 0, place) + 1

    def line_end(self, place: int) -> int:
        """Where the next line begins."""
        return self.text.find("\n", place) + 1 or len(self.text)

    def line_after(self, place: int, words: str) -> Edit:
        """Lines put in after the line of a place."""
        end = self.line_end(place)
        unfinished = not self.text[:end].endswith("\n")
        return end, end, f"\n{words}" if unfinished else words


def same_shape(old: Value, new: Value) -> list[tuple[str | int, Value, Value]]:
    """The parts of two groups with the same keys, or of two lists of the same entries in the same order."""
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        return [(key, value, new[key]) for key, value in old.items()]
    if isinstance(old, list) and isinstance(new, list) and old and new:
        names, wanted = matched(old, new)
        if names == wanted:
            return [(number, *pair) for number, pair in enumerate(zip(old, new, strict=True))]
    return []


def matched(old: Sequence[Value], new: Sequence[Value]) -> tuple[list[str], list[str]]:
    """A name for each entry of two lists, the same for what is the same entry: its id, or its place."""
    both = (*old, *new)
    if all(isinstance(one, dict) and isinstance(one.get("id"), str) for one in both):
        names, wanted = [_id(one) for one in old], [_id(one) for one in new]
        if len(names) == len(wanted):  # An entry whose id changed is still that entry.
            renamed = {b: a for a, b in zip(names, wanted, strict=True) if a not in wanted and b not in names}
            wanted = [renamed.get(name, name) for name in wanted]
        return names, wanted
    names = [f"{number}" for number in range(len(old))]
    wanted = [f"+{number}" for number in range(len(new))]
    matcher = SequenceMatcher(None, [repr(one) for one in old], [repr(one) for one in new], autojunk=False)
    for _, start, end, other, stop in matcher.get_opcodes():
        for step in range(min(end - start, stop - other)):
            wanted[other + step] = names[start + step]
    return names, wanted


def _id(value: Value) -> str:
    assert isinstance(value, dict)
    return str(value["id"])


def short(value: Value) -> bool:
    """Whether a list of plain words can stay on one line."""
    return isinstance(value, list) and all(isinstance(one, str) for one in value) and len(flow(value)) <= 90
