"""YAML into plain values that know their places.

Words stay the words that were typed: `no`, `12:30` and `010` are text, and only nothing is None. What
YAML does beyond lists and keys (tags, anchors, merging, several documents) is refused. The events of the
parser are read one by one, so that nothing is built that was refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeAlias

import yaml

from generator.diagnostics import Diagnostic
from generator.reading import MOST_REPORTED, merge_conflicts, text_problems
from generator.source import SourceFile, Span

DEEPEST = 32
"""The most lists and groups inside each other."""
MOST_NODES = 400_000
"""The most keys, values and lists in one document."""
MOST_PROBLEMS = 1_000
"""Mistakes in one document after which it is not read on."""
LONGEST_OFFER = 160
"""The longest line that is written out again in a hint."""

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Path: TypeAlias = tuple[str | int, ...]

# The C parser is some fifteen times faster, but not everywhere present.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# YAML forbids these (section 5.1) or takes them for line ends. `reading` reports all but the last two.
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u2028\u2029]")
_LINE_SEPARATORS = re.compile("[\u2028\u2029]")
_CUT = re.compile(r"[ \t]+#(?=[^\s#])[^\n]*")
_NUMBERED = re.compile(r"\\(?:x\w{0,2}|u\w{0,4}|U\w{0,8})")
_TO_BRACKET = re.compile(r"[^,\[\]{}\n]*")
_TAB = re.compile(r" *(\t+)")
_QUOTES = ("'", '"')
_DASH = re.compile(r" *- ")
_DASH_WORD = re.compile(r"-[^\W\d]")
_WORD = re.compile(r"[^\s,\[\]{}]{1,60}")
# One line of a sheet: dashes, a key, and the value after it.
_ENTRY = re.compile(r" *(?:- +)*(?:([\w-]+) *:(?: +|$))?(\S.*|)")
_GLUED = re.compile(r" *(?:- +)*([\w-]+):(\S.*)")


@dataclass(slots=True)
class _Node:
    """A value while it is read: where it stands, and the values inside it."""

    value: Value
    start: int
    end: int
    key: tuple[int, int] | None = None
    """Where its key stands, unless it is an entry of a list."""
    flow: bool = False
    children: dict[str | int, _Node] = field(default_factory=dict)
    waiting: tuple[str, int, int] | None = None
    """The key whose value comes next."""


@dataclass(frozen=True, eq=False)
class YamlDocument:
    """The values of a YAML text, and the place of each.

    A path leads from the top to a value: `("parties", 0, "name")`. A path that is not in the document
    has the place of the nearest value above it that is.
    """

    source: SourceFile
    value: Value
    _root: _Node

    def key_span(self, path: Path) -> Span:
        """The place of the key that a path ends with; of the whole entry in a list."""
        node = self._nearest(path)
        return self.source.span(*(node.key or (node.start, node.end)))

    def value_span(self, path: Path) -> Span:
        """The place of a value as it stands in the file, with its quotation marks."""
        node = self._nearest(path)
        return self.source.span(node.start, node.end)

    def _nearest(self, path: Path) -> _Node:
        node = self._root
        for step in path:
            if step not in node.children:
                break
            node = node.children[step]
        return node


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
    reader = _Reader(source, start, end)
    reader.problems += _separators(source, start, end)
    reader.read()
    if not reader.stopped and (problem := _top_problem(source, start, reader.root)):
        reader.refuse(problem)
    if reader.stopped or reader.root is None:
        return None, reader.problems
    return YamlDocument(source, reader.root.value, reader.root), reader.problems


def _separators(source: SourceFile, start: int, end: int) -> Iterator[Diagnostic]:
    """Line separators, which some programs break lines at and others do not see."""
    for found in islice(_LINE_SEPARATORS.finditer(source.text, start, end), MOST_REPORTED):
        words = f"An invisible line separator stands here, U+{ord(found[0]):04X}"
        yield Diagnostic(
            "line-separator", words, source.span(*found.span()), "Delete it, or begin a new line instead."
        )


def _top_problem(source: SourceFile, start: int, root: _Node | None) -> Diagnostic | None:
    """Why the outermost value cannot be used, if it cannot."""
    if root is None or root.value is None:
        name = "front matter" if start else "file"
        return Diagnostic(
            "empty-file",
            f"This {name} is empty",
            source.span(start, start),
            "Write lines of “key: value” into it.",
        )
    if isinstance(root.value, dict):
        return None
    is_list = isinstance(root.value, list)
    hint = (
        "Take away the dashes and begin with a key." if is_list else "Put a colon and a space after the key."
    )
    message = "A mapping is expected here: lines of “key: value”" + (", not a list" if is_list else "")
    return Diagnostic("not-a-mapping", message, source.span(root.start, root.end), hint)


class _Reader:
    """Takes the parser's events and builds values of them, without recursion."""

    def __init__(self, source: SourceFile, start: int, end: int) -> None:
        self.source, self.start, self.end = source, start, end
        self.problems: list[Diagnostic] = []
        self.root: _Node | None = None
        self.stopped = False
        self.count = 0
        self.open: list[_Node] = []
        self.last: _Node | None = None
        """The last value that was read whole."""
        self.documents = 0

    def read(self) -> None:
        """Reads until the end, or until something forbids to go on."""
        text = _UNREADABLE.sub("\ufffd", self.source.text[self.start : self.end])
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                self.take(event)
                self.stopped |= len(self.problems) >= MOST_PROBLEMS
                if self.stopped or self.documents > 1:
                    break
        except yaml.YAMLError as error:
            self.stumble(error)

    def take(self, event: Any) -> None:
        """One event."""
        if isinstance(event, yaml.ScalarEvent):
            self.words(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.close(event)
        elif isinstance(event, yaml.AliasEvent):
            self.refuse_name(event, "an alias", "*")
        elif isinstance(event, yaml.DocumentStartEvent):
            self.begin_document(event)

    def words(self, event: Any) -> None:
        """A key or a value without parts."""
        start, end = self.place(event)
        parent = self.open[-1] if self.open else None
        self.count_node(event, start)
        plain = not event.style
        if event.style == '"' and "\\" in self.source.text[start:end]:
            self.problems += text_problems(self.source, 0, event.value, self.source.span(start, end))
        if parent and isinstance(parent.value, dict) and parent.waiting is None:
            parent.waiting = (event.value, start, end)
            self.check_key(parent, plain)
            return
        node = _Node(None if plain and not event.value else event.value, start, end)
        if plain:
            self.check_plain(parent, node)
        self.store(node)
        self.last = node

    def begin(self, event: Any) -> None:
        """The start of a list or of a group of keys."""
        start, end = self.place(event)
        self.count_node(event, start)
        if len(self.open) >= DEEPEST:
            message = f"This is nested too deep: more than {DEEPEST} lists and groups stand in each other"
            self.refuse(
                Diagnostic("too-deep", message, self.source.span(start, end), "Put fewer into each other.")
            )
        elif self.open and isinstance(self.open[-1].value, dict) and self.open[-1].waiting is None:
            message = "A list or a group stands where a key belongs; a key is a plain word"
            hint = "If these brackets are part of a text, put the whole text in quotes."
            self.refuse(
                Diagnostic("key-not-text", message, self.source.span(start, max(end, start + 1)), hint)
            )
        else:
            is_list = isinstance(event, yaml.SequenceStartEvent)
            node = _Node([] if is_list else {}, start, end, flow=bool(event.flow_style))
            self.store(node)
            self.open.append(node)

    def close(self, event: Any) -> None:
        """The end of a list or of a group: its bracket, or the end of what stands in it."""
        node = self.open.pop()
        if node.flow:
            node.end = event.end_mark.index + self.start
        if self.open:
            self.open[-1].end = node.end
        self.last = node

    def store(self, node: _Node) -> None:
        """Puts a value where it belongs, unless its key was refused."""
        if not self.open:
            self.root = self.root or node
            return
        parent = self.open[-1]
        parent.end = node.end
        if isinstance(parent.value, list):
            parent.children[len(parent.value)] = node
            parent.value.append(node.value)
        elif isinstance(parent.value, dict) and parent.waiting:
            key, start, end = parent.waiting
            parent.waiting, node.key = None, (start, end)
            if key not in parent.value:
                parent.value[key] = node.value
                parent.children[key] = node

    def check_key(self, parent: _Node, plain: bool) -> None:
        """What is wrong with the key that was just read."""
        assert parent.waiting
        key, start, end = parent.waiting
        if key.strip() and key not in parent.children and not (plain and key[0] in "<-"):
            return
        span = self.source.span(start, end)
        if key in parent.children:
            first = self.source.span(*(parent.children[key].key or (start, end)))
            message = f"“{_short(key)}” is a duplicate: this key stands here for the second time"
            related = ((f"The first “{_short(key)}” is here", first),)
            hint = "Keep one of the two, or begin a new entry with “- ” before the second."
            self.problems.append(Diagnostic("duplicate-key", message, span, hint, related=related))
        elif not key.strip():
            self.problems.append(_keyless(span))
        elif plain and key == "<<":
            message = "“<<” would merge another entry into this one, which is not done here"
            self.problems.append(Diagnostic("merge-key", message, span, "Write the lines out again."))
        elif plain and _DASH_WORD.match(key) and self.is_first_in_line(start):
            self.problems.append(_dash_problem(span))

    def check_plain(self, parent: _Node | None, node: _Node) -> None:
        """Where unquoted words were silently cut, or taken for something else."""
        text = self.source.text
        if cut := _CUT.match(text, node.end, self.end):
            self.problems.append(self.cut_problem(node, cut))
        elif parent and parent.flow and isinstance(parent.value, dict) and node.value is None:
            self.check_lonely_key(parent, node)
        elif _DASH_WORD.match(text, node.start) and self.is_first_in_line(node.start):
            self.problems.append(_dash_problem(self.source.span(node.start, node.end)))

    def cut_problem(self, node: _Node, cut: re.Match[str]) -> Diagnostic:
        """A `#` that begins a comment in the middle of a text."""
        span = self.source.span(node.start if node.value else cut.start(), cut.end())
        words = _TO_BRACKET.match(span.text) if self.open and self.open[-1].flow else None
        offer = _offer((words[0] if words else span.text).strip())
        message = "Everything from this # on is a comment and would be lost"
        hint = f"For a comment, put a space after the #. {offer}"
        return Diagnostic("comment-cuts-text", message, span, hint)

    def check_lonely_key(self, parent: _Node, node: _Node) -> None:
        """A word between commas and braces that has no value."""
        assert parent.waiting
        key, start, end = parent.waiting
        span = self.source.span(start, end)
        text = self.source.text
        next_sign = text[node.start : node.start + 1]
        if ":" in text[end : node.start] or next_sign not in (",", "}"):
            return
        if ":" in key:
            self.problems.append(_glued_problem(span))
        elif next_sign == "," or parent.children:
            message = (
                f"“{_short(key)}” stands alone: inside braces, a comma in unquoted text begins a new key"
            )
            hint = "Put the whole text, with its commas, in quotes."
            self.problems.append(Diagnostic("comma-cuts-text", message, span, hint))

    def begin_document(self, event: Any) -> None:
        """The first document is read, a second one is a mistake."""
        self.documents += 1
        if self.documents > 1:
            message = "A second document begins here, and everything from here on would be lost"
            hint = "Take this line away: one file is one document."
            start, end = self.place(event)
            self.problems.append(Diagnostic("second-document", message, self.source.span(start, end), hint))

    def count_node(self, event: Any, start: int) -> None:
        """What every node must keep: few enough, no anchor, no tag."""
        self.count += 1
        if self.count > MOST_NODES:
            message = f"There are too many keys and values in this file: more than {MOST_NODES:,}"
            self.refuse(Diagnostic("too-many", message, self.source.span(start, start), "Split the file."))
        elif event.anchor is not None:
            self.refuse_name(event, "an anchor", "&")
        elif event.tag is not None:
            span = self.first_word(start)
            message = (
                f"“{_short(span.text)}” is a tag: a value that begins with ! would become something else"
            )
            hint = "Take it away, or put the whole value in quotes."
            self.problems.append(Diagnostic("tag", message, span, hint))

    def refuse_name(self, event: Any, what: str, sign: str) -> None:
        """Anchors and aliases could grow a short file without end."""
        span = self.first_word(self.place(event)[0])
        message = (
            f"“{sign}{_short(event.anchor)}” is {what}: with anchors (&) and aliases (*) YAML repeats a text"
        )
        hint = "Repeat the words instead. If they are plain text, put them in quotes."
        self.refuse(Diagnostic("anchor-or-alias", message, span, hint))

    def refuse(self, problem: Diagnostic) -> None:
        """Reports a problem after which nothing more can be read."""
        self.problems.append(problem)
        self.stopped = True

    def stumble(self, error: yaml.YAMLError) -> None:
        """The parser gave up: finds out why, unless the reason is known already."""
        self.stopped = True
        known = self.problems[-1] if self.problems else None
        if known and known.code == "comment-cuts-text" and self.last and known.span.start == self.last.start:
            return
        self.problems.append(_explain(_stumble(self, error)))

    def place(self, event: Any) -> tuple[int, int]:
        """The offsets of an event in the file."""
        return event.start_mark.index + self.start, event.end_mark.index + self.start

    def first_word(self, start: int) -> Span:
        """The characters from an offset up to white space, as many as a reader needs."""
        word = _WORD.match(self.source.text, start, self.end)
        return self.source.span(start, word.end() if word else start)

    def is_first_in_line(self, start: int) -> bool:
        """Whether only spaces stand before an offset in its line, as far as anybody indents."""
        before = self.source.text[max(0, start - 4 * DEEPEST) : start]
        return not before.rpartition("\n")[2].strip(" ")


@dataclass(frozen=True)
class _Stumble:
    """Where the parser gave up, and what it was doing."""

    source: SourceFile
    at: int
    opened: int
    """Where the thing begins that it was reading."""
    reading: str
    problem: str
    last: _Node | None

    @property
    def in_brackets(self) -> bool:
        """Whether it was inside brackets or braces."""
        return "flow" in self.reading

    def line(self, offset: int) -> tuple[int, int]:
        """The offsets between which the line of an offset stands."""
        text = self.source.text
        end = text.find("\n", offset)
        return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end

    def match(self, pattern: re.Pattern[str], offset: int) -> re.Match[str] | None:
        """The line of an offset, if it has this form."""
        return pattern.match(self.source.text, *self.line(offset))

    def key_before(self, offset: int) -> str:
        """The key and the colon before a value that begins at an offset."""
        entry = self.match(_ENTRY, offset)
        return f"{entry[1]}: " if entry and entry[1] and entry.start(2) == offset else ""


def _stumble(reader: _Reader, error: yaml.YAMLError) -> _Stumble:
    """What the parser tells of its error, with offsets in the file."""
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    # An error at the end of the file is shown at the last words.
    end = len(reader.source.text[: reader.end].rstrip())
    at = min(mark.index + reader.start if mark else end, end)
    reading, problem = getattr(error, "context", None) or "", getattr(error, "problem", None) or ""
    return _Stumble(
        reader.source, at, opened.index + reader.start if opened else at, reading, problem, reader.last
    )


def _explain(stumble: _Stumble) -> Diagnostic:
    """The accident that made the parser give up, in the words of people who write."""
    for recognise in _ACCIDENTS:
        if problem := recognise(stumble):
            return problem
    span = stumble.source.span(stumble.at, max(stumble.at, stumble.line(stumble.at)[1]))
    hint = "Look for a missing quotation mark, colon, comma or space here and in the line above."
    return Diagnostic("yaml-syntax", "From here on this cannot be read", span, hint)


def _unclosed_quote(stumble: _Stumble) -> Diagnostic | None:
    ended = "end of stream" in stumble.problem or "document" in stumble.problem
    return _unclosed(stumble, stumble.opened) if ended and "quoted" in stumble.reading else None


def _bad_escape(stumble: _Stumble) -> Diagnostic | None:
    if "quoted" not in stumble.reading:
        return None
    text = stumble.source.text
    start = max(stumble.opened, text.rfind("\\", stumble.opened, stumble.at + 1))
    if number := _NUMBERED.match(text, start):
        span = stumble.source.span(*number.span())
        hint = "Delete it, or type the character that was meant."
        return Diagnostic("not-a-character", f"“{span.text}” is not the number of a character", span, hint)
    span = stumble.source.span(start, start + 2)
    hint = "Write the backslash twice, or put the text in single quotes."
    return Diagnostic("bad-escape", f"“{span.text}” has no meaning in double quotes", span, hint)


def _tab(stumble: _Stumble) -> Diagnostic | None:
    if not (tab := stumble.match(_TAB, stumble.at)):
        return None
    message = "This line is indented with a tab, and only spaces may stand there"
    hint = "Replace the tab with spaces, two for each level."
    return Diagnostic("tab-indentation", message, stumble.source.span(*tab.span(1)), hint)


def _after_quote(stumble: _Stumble) -> Diagnostic | None:
    """Something stands between a closing quotation mark and the end of its line."""
    text, at, last = stumble.source.text, stumble.at, stumble.last
    if not last or not isinstance(last.value, str) or text[last.start] not in _QUOTES:
        return None
    if last.end > at or text[last.end : at].strip(" "):
        return None
    if _swallowed_quote(text[last.start : last.end - 1].rstrip()):
        return _unclosed(stumble, last.start)
    if text[at : at + 1] == ",":
        span = stumble.source.span(last.start, stumble.line(at)[1])
        hint = "Put brackets around them: [“one”, “two”], with straight quotes."
        return Diagnostic("list-without-brackets", "Several texts stand here without brackets", span, hint)
    return _inner_quote(stumble, last)


def _inner_quote(stumble: _Stumble, last: _Node) -> Diagnostic | None:
    text, end = stumble.source.text, stumble.line(stumble.at)[1]
    quote, key = text[last.start], stumble.key_before(last.start)
    closing = _closing_quote(stumble, quote, end)
    if closing >= 0 or stumble.at == last.end:
        stop = closing if closing >= 0 else end
        words = text[last.start + 1 : stop]
        message = "A quotation mark inside this text ends it too early"
        span = stumble.source.span(last.start, min(stop + 1, end))
        return Diagnostic("quote-in-quotes", message, span, _offer(words, key))
    if stumble.in_brackets:
        return None
    span = stumble.source.span(stumble.at, end)
    hint = _offer(text[last.start : end].rstrip(), key)
    return Diagnostic("text-after-quote", "Words stand after the closing quotation mark", span, hint)


def _closing_quote(stumble: _Stumble, quote: str, end: int) -> int:
    """Where the quotation mark stands that was meant to be the last, or -1."""
    text = stumble.source.text
    if not stumble.in_brackets:
        return text.rfind(quote, stumble.at, end)
    found = re.compile(rf"{quote}(?= *[,}}\]])").search(text, stumble.at, end)
    return found.start() if found else -1


def _swallowed_quote(words: str) -> bool:
    """Whether a quoted text runs up to where the next one was meant to begin."""
    return "\n" in words and words.endswith((":", "-", ",", "[", "{"))


def _no_colon(stumble: _Stumble) -> Diagnostic | None:
    return _without_colon(stumble, stumble.opened) if "expected ':'" in stumble.problem else None


def _without_colon(stumble: _Stumble, offset: int) -> Diagnostic | None:
    """What is wrong with a line that should have a key, unless it has one."""
    entry = stumble.match(_ENTRY, offset)
    if not entry or entry[1] or not entry[2]:
        return None
    span = stumble.source.span(*entry.span(2))
    if _DASH_WORD.match(entry[2]):
        return _dash_problem(span)
    if _GLUED.match(entry[2]):
        return _glued_problem(span)
    hint = "Write “key: value”. If this line belongs to the text above it, put the whole text in quotes."
    return Diagnostic("missing-colon", "A key, a colon and a space are missing in this line", span, hint)


def _colon_in_text(stumble: _Stumble) -> Diagnostic | None:
    text, at, last = stumble.source.text, stumble.at, stumble.last
    if text[at : at + 1] != ":":
        return None
    if text[stumble.line(at)[0] : at].rstrip(" -")[-1:] in ("", "{", ","):
        return _keyless(stumble.source.span(at, at + 1))
    if stumble.in_brackets:
        if not last or not last.value or last.end != at or "\n" in text[last.start : at]:
            return None
        words = _TO_BRACKET.match(text, last.start)
        return _colon_problem(stumble.source.span(*words.span()), "") if words else None
    entry = stumble.match(_ENTRY, at)
    if entry and entry[1] and entry[2] and entry.start(2) <= at:
        return _colon_problem(stumble.source.span(*entry.span(2)), f"{entry[1]}: ")
    return _after_a_value(stumble)


def _colon_problem(span: Span, key: str) -> Diagnostic:
    message = "A colon inside a text makes a key of it, unless the text stands in quotes"
    return Diagnostic("colon-in-text", message, span, _offer(span.text.partition(" #")[0].rstrip(), key))


def _after_a_value(stumble: _Stumble) -> Diagnostic | None:
    """A key below a line that should have been one, or that has its value already."""
    start, end = stumble.line(stumble.at)
    above = len(stumble.source.text[:start].rstrip())
    if not above:
        return None
    problem = _without_colon(stumble, above - 1)
    # The text of an entry needs no colon: what is wrong is that this line is not below it.
    if problem and not (problem.code == "missing-colon" and stumble.match(_DASH, above - 1)):
        return problem
    message = "This line is indented further than the one above, which has its value already"
    hint = "Give it as many spaces as the line above. If it belongs to that text, put the text in quotes."
    first = start + len(stumble.source.text[start:end]) - len(stumble.source.text[start:end].lstrip())
    return Diagnostic("indentation", message, stumble.source.span(first, end), hint)


def _bracket(stumble: _Stumble) -> Diagnostic | None:
    if not stumble.in_brackets:
        return None
    text = stumble.source.text
    opening = text[stumble.opened : stumble.opened + 1]
    found = text[stumble.at : stumble.at + 1].strip()
    here = stumble.source.span(stumble.at, stumble.at + 1)
    there = stumble.source.span(stumble.opened, stumble.opened + 1)
    closing = {"[": "]", "{": "}"}.get(opening, "")
    hint = f"Close it with “{closing}”. If the bracket is part of a text, put the whole text in quotes."
    if found and found in "]}":
        return Diagnostic("unclosed-bracket", f"“{opening}” is closed with “{found}”", here, hint)
    if found and here.line == there.line:
        words = "Something is missing here inside the brackets, perhaps a comma"
        return Diagnostic("missing-comma", words, here, "Put a comma between two entries.")
    message = f"What “{opening}” opens here is not closed, or a comma is missing in it"
    related = (("It could be read up to here", here),)
    return Diagnostic("unclosed-bracket", message, there, hint, related=related)


def _reserved(stumble: _Stumble) -> Diagnostic | None:
    entry = stumble.match(_ENTRY, stumble.at)
    if not entry or not entry[2] or stumble.at < entry.start(2):
        return None
    span, key = stumble.source.span(*entry.span(2)), f"{entry[1]}: " if entry[1] else ""
    if entry[2].startswith("- ") and key:
        message = "A list cannot begin on the line of its key"
        return Diagnostic(
            "list-beside-key", message, span, "Put each entry on a line of its own, with its dash."
        )
    if entry[2][0] not in "@`%*&!|>[]{},?":
        return None
    message = f"A text cannot begin with “{entry[2][0]}” unless it stands in quotes"
    return Diagnostic("reserved-character", message, span, _offer(entry[2].rstrip(), key))


def _document_end(stumble: _Stumble) -> Diagnostic | None:
    if "document start" not in stumble.problem or "\n..." not in stumble.source.text[: stumble.at]:
        return None
    message = "The line “...” above ends the document, and nothing may follow"
    span = stumble.source.span(stumble.at, stumble.line(stumble.at)[1])
    return Diagnostic("second-document", message, span, "Take the line “...” away.")


def _indentation(stumble: _Stumble) -> Diagnostic | None:
    text, (start, end) = stumble.source.text, stumble.line(stumble.at)
    if text[start : stumble.at].strip(" "):
        return None
    dash = text.startswith("- ", stumble.at) and "mapping" in stumble.reading
    message = "This line does not line up with the lines above it"
    if dash:
        message = "An entry of a list stands among lines of “key: value”"
    first = stumble.source.span(stumble.opened, stumble.line(stumble.opened)[1])
    related = (("The lines it should belong to begin here", first),) if stumble.opened < start else ()
    hint = "Count the spaces at its beginning: lines that belong together have as many."
    return Diagnostic("indentation", message, stumble.source.span(stumble.at, end), hint, related=related)


_ACCIDENTS: tuple[Callable[[_Stumble], Diagnostic | None], ...] = (
    _unclosed_quote,
    _bad_escape,
    _tab,
    _after_quote,
    _no_colon,
    _colon_in_text,
    _bracket,
    _reserved,
    _document_end,
    _indentation,
)
"""The first that recognises its accident explains it."""


def _unclosed(stumble: _Stumble, start: int) -> Diagnostic:
    span = stumble.source.span(start, stumble.line(start)[1])
    quote = span.text[:1]
    message = f"The quote that opens here ({quote}) is never closed"
    return Diagnostic("unclosed-quote", message, span, f"Put {quote} at the end of the text too.")


def _keyless(span: Span) -> Diagnostic:
    message = "A key is missing before this colon"
    return Diagnostic("empty-key", message, span, "Write the key, then the colon and a space.")


def _dash_problem(span: Span) -> Diagnostic:
    message = "A space is missing after this dash, so that it begins no entry of a list"
    hint = "Write “- ” and then the entry. If the dash is part of a text, put the text in quotes."
    return Diagnostic("dash-without-space", message, span, hint)


def _glued_problem(span: Span) -> Diagnostic:
    key, _, words = span.text.partition(":")
    message = f"A space is missing after the colon of “{_short(key)}”"
    return Diagnostic("missing-space-after-colon", message, span, f"Write {_short(key)}: {_short(words)}")


def _offer(words: str, key: str = "") -> str:
    """How to write words so that they stay together."""
    if len(words) > LONGEST_OFFER or "\n" in words:
        return "Put the whole text in quotes that do not occur in it."
    if '"' not in words and "\\" not in words:
        return f'Write {key}"{words}"'
    if "'" not in words or not key:
        quoted = words.replace("'", "''")
        return f"Write {key}'{quoted}'"
    return f"Write {key}>-\n  {words}"


def _short(words: str) -> str:
    """Words as they fit into a sentence."""
    return words if len(words) <= 40 else f"{words[:40]}…"
