"""What can still be read of a file that is no YAML as it stands: what stands beside the lines in question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from generator.diagnostics import Diagnostic
from generator.frozen import Frozen
from generator.lost_dashes import with_dashes
from generator.source import SourceFile, Span
from generator.validation import is_lacking
from generator.yaml_document import YamlDocument, read_yaml

MOST_PASSES = 20
"""Each pass finds one more accident; whoever has more mends these first."""
MOST_READ = 10_000_000
"""The most characters that all passes together read."""
CUT = "comment-cuts-text"
"""An accident after which all else can be read, but for the text that is cut."""
OF_ONE_LINE = frozenset(
    {
        "anchor-or-alias", "bad-escape", "colon-in-text", CUT, "list-without-brackets",
        "missing-space-after-colon", "not-a-character", "quote-in-quotes", "reserved-character",
        "text-after-quote", "unclosed-quote",
    }
)  # fmt: skip
"""Accidents that leave the lines around them as they are meant."""
OF_WHAT_IS_BELOW = frozenset({"unclosed-bracket", "missing-comma", "list-beside-key"})
"""Accidents that leave the key of their line as it is meant, but nothing that stands deeper below it."""
OF_WHOLE_LINES = frozenset({"missing-colon", "empty-key", "dash-without-space"})
"""Accidents that leave no more than the dash of their line, and nothing that stands deeper below it."""

_KEY = re.compile(r" *(?:- +)*[\w-]+ *:|[^\S\n]*- ")
_BEFORE_KEY = re.compile(r" *(?:- +)*(?=[\w-]+(?: |:))")
_DASHES = re.compile(r" *(?:- +)+")
_ENTRY = re.compile(r"\s*-(?!-)")
_EMPTY_KEY = re.compile(r"\s*[\w-]+ *:\s*(?:#.*)?$")
_TAB = re.compile(r" *[^\S \n]")
"""A line that begins with a space of a kind that YAML does not know, such as a tab."""
_ID = re.compile(r"\b(?:id\b *:? *[\"']?([a-z][a-z0-9-]*)?|name\b)")
_SOURCE = re.compile(r"\bsource\b")


class Reading(Frozen):
    """What could be read of a file, and what is wrong with it as YAML.

    The places of the document are those of the file as it is; `lost` are the numbers of the lines that were
    taken for empty, `broken` the ids in lines that were not read. There may be others where it is `nameless`,
    and words that belong to other sources where it is `sourceless`.
    """

    document: YamlDocument | None
    problems: tuple[Diagnostic, ...]
    lost: frozenset[int] = frozenset()
    is_whole: bool = False
    broken: frozenset[str] = frozenset()
    nameless: bool = False
    sourceless: bool = False

    def certain(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Mistakes in the values that were read, without those that the lost lines may have brought."""
        return [one for one in found if not self.may_bring(one)]

    def may_bring(self, problem: Diagnostic) -> bool:
        """Whether a mistake may come from lines that were taken for empty."""
        if problem.span.line in self.lost:
            return True
        if is_lacking(problem) and self.document and problem.span == self.document.value_span(()):
            return not self.is_whole  # What is needed at the top may stand in a second document.
        lines = lines_of(problem.span)
        # What was lost may have been the beginning or the end of an entry, too, unless that has its dash.
        above = not _ENTRY.match(problem.span.source.line(lines.start))
        lacking = is_lacking(problem) or problem.code in ("list-expected", "group-expected")
        return lacking and not self.lost.isdisjoint(range(lines.start - above, lines.stop + 1))


def read_on(source: SourceFile, start: int = 0, end: int | None = None) -> Reading:
    """The YAML between two offsets of a file, without the lines that keep it from being read."""
    whole, document, problems, dashes = with_dashes(source, start, end)
    found = {place(one): one for one in problems}
    kept: dict[int, str] = {}
    for _ in range(min(MOST_PASSES, MOST_READ // (len(source.text) + 1))):
        ended = problems[-1:] if document is None else [one for one in problems if one.code == CUT]
        less = {number: left for one in ended for number, left in lines_left(one, whole).items()}
        if all(kept.get(number) == left for number, left in less.items()):
            break
        kept |= less
        document, problems = read_yaml(SourceFile(source.path, without(whole, kept)), start, end)
        found = {place(one): one for one in problems if one.span.line not in kept} | found
    told = said((*found.values(), *dashes), source)
    if document is None:
        return Reading(None, told)
    after = [number for one in told if one.code == "second-document" for number in below(one, source)]
    lines = [source.line(number) for number in (*kept, *after)]
    names = [match[1] for line in lines for match in _ID.finditer(line)]
    return Reading(
        document=replace(document, places=replace(document.places, source=source)),
        problems=told,
        lost=frozenset(kept),
        is_whole=not lines,
        broken=frozenset(filter(None, names)),
        nameless=None in names,
        sourceless=any(map(_SOURCE.search, lines)),
    )


def below(problem: Diagnostic, source: SourceFile) -> range:
    """The lines from a place on."""
    return range(problem.span.line, len(source.line_starts) + 1)


def lines_left(accident: Diagnostic, source: SourceFile) -> Mapping[int, str]:
    """The lines that an accident leaves in doubt, each with what can be kept of it."""
    line = accident.span.line
    if accident.code in OF_ONE_LINE:
        return {number: beginning(_KEY, source.line(number)) for number in lines_of(accident.span)}
    if accident.code == "tab-indentation":
        return dict.fromkeys(with_tabs(source, line), "")
    if accident.code == "indentation" and stands_alone(source, line):
        return {line: ""}
    if accident.code == "indentation":
        return dict.fromkeys(astray(source, line), "")
    if accident.code in OF_WHAT_IS_BELOW:
        first = min(span.line for span in (accident.span, *(span for _, span in accident.related)))
        return {**dict.fromkeys(deeper(source, first), ""), first: beginning(_KEY, source.line(first))}
    if accident.code in OF_WHOLE_LINES:
        return {**dict.fromkeys(deeper(source, line), ""), line: beginning(_DASHES, source.line(line))}
    return {}


def beginning(form: re.Pattern[str], line: str) -> str:
    """The key or the dash that a line begins with."""
    match = form.match(line)
    return match[0] if match else ""


def deeper(source: SourceFile, first: int) -> range:
    """The lines below a key that stand deeper, and the entries of a list right below it."""
    line = source.line(first)
    deep = len(beginning(_BEFORE_KEY, line)) or depth(line)
    return down_to(source, first, deep, level=not _ENTRY.match(line))


def stands_alone(source: SourceFile, line: int) -> bool:
    """Whether a line begins further to the left than those around it, which belong together."""
    last = len(source.line_starts)
    before = next((number for number in range(line - 1, 0, -1) if source.line(number).strip()), line)
    after = next((number for number in range(line + 1, last + 1) if source.line(number).strip()), line)
    around, words = len(beginning(_BEFORE_KEY, source.line(before))), source.line(line)
    begins = _ENTRY.match(words) or _EMPTY_KEY.match(words)  # What stands below it is not of those above.
    return around == depth(source.line(after)) > depth(words) and not begins


def astray(source: SourceFile, line: int) -> range:
    """A line that stands at the wrong place with those that go with it, and the entry that it belongs to."""
    above = next((number for number in range(line - 1, 0, -1) if source.line(number).strip()), line)
    first = above if _ENTRY.match(source.line(above)) else line
    if _ENTRY.match(source.line(first)):
        return entry_of(source, first)
    return down_to(source, line, max(1, depth(source.line(line))) - 1, level=False)


def with_tabs(source: SourceFile, first: int) -> range:
    """A line that begins with a tab, those after it that do, and what stands below the last."""
    last = first
    while last < len(source.line_starts) and _TAB.match(source.line(last + 1)):
        last += 1
    line = source.line(last)
    opens = _ENTRY.match(line) or _EMPTY_KEY.match(line)
    return range(first, entry_of(source, last).stop if opens else last + 1)


def entry_of(source: SourceFile, first: int) -> range:
    """The lines of an entry that stands nobody knows how deep: all that stand as deep as its keys."""
    numbers = range(first + 1, len(source.line_starts) + 1)
    following = next((source.line(number) for number in numbers if source.line(number).strip()), "")
    if _ENTRY.match(following) and _ENTRY.match(source.line(first)):
        return range(first, first + 1)
    inner = len(beginning(_BEFORE_KEY, source.line(first))) or depth(following)
    return down_to(source, first, max(1, min(inner, depth(following))) - 1, level=False)


def down_to(source: SourceFile, first: int, deep: int, *, level: bool) -> range:
    """A line and all that stand deeper below it; with `level`, entries of lists that stand as deep, too."""
    number = first + 1
    while number <= len(source.line_starts):
        words = source.line(number)
        beside = level and depth(words) == deep and _ENTRY.match(words)
        if words.strip() and not words.lstrip().startswith("#") and depth(words) <= deep and not beside:
            break
        number += 1
    return range(first, number)


def depth(line: str) -> int:
    """How far a line is indented."""
    return len(line) - len(line.lstrip())


def lines_of(span: Span) -> range:
    """The numbers of the lines that a place is on."""
    return range(span.line, span.source.position(max(span.start, span.end - 1))[0] + 1)


def without(source: SourceFile, kept: Mapping[int, str]) -> str:
    """A text with less in some lines; everything stays at its offset."""
    lines = source.text.split("\n")
    for number, words in kept.items():
        lines[number - 1] = words.ljust(len(lines[number - 1]))
    return "\n".join(lines)


def place(problem: Diagnostic) -> tuple[str, int]:
    """What a mistake is known by from one reading to the next."""
    return problem.code, problem.span.start


def said(problems: Iterable[Diagnostic], source: SourceFile) -> tuple[Diagnostic, ...]:
    """Mistakes in their order, at their places in the file as it is."""

    def there(span: Span) -> Span:
        return Span(source, span.start, span.end)

    moved = (
        replace(one, span=there(one.span), related=tuple((words, there(span)) for words, span in one.related))
        for one in problems
    )
    return tuple(sorted(moved, key=lambda one: one.span.start))
