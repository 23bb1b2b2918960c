"""YAML into plain values that know their places.

Words stay the words that were typed: `no`, `12:30` and `010` are text, and only nothing is None. What
YAML does beyond lists and keys (tags, anchors, merging, several documents) is refused. The events of the
parser are read one by one, so that nothing is built that was refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeAlias

import yaml

from generator.diagnostics import Diagnostic
from generator.mending import brief, written
from generator.reading import MOST_REPORTED, merge_conflicts, text_problems, type_again
from generator.sheet_words import HEAD, lacking_word
from generator.source import SourceFile, Span
from generator.yaml_accidents import explain
from generator.yaml_accidents.beginnings import (
    BULLET,
    BULLETS,
    DASH_WORD,
    bullet_problem,
    dash_problem,
    glued_problem,
    keyless,
    other_spaces,
)
from generator.yaml_accidents.brackets import TO_BRACKET
from generator.yaml_accidents.quotes import as_text, offered
from generator.yaml_accidents.stumble import Stumble, Words
from generator.yaml_places import Path, Places, places_of

DEEPEST = 32
"""The most lists and groups inside each other."""
MOST_NODES = 400_000
"""The most keys, values and lists in one document."""
MOST_PROBLEMS = 1_000
"""Mistakes in one document after which it is not read on."""

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"

# The C parser is some fifteen times faster, but not everywhere present.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# YAML forbids these (section 5.1) or takes them for line ends. `reading` reports all but the last two.
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u2028\u2029]")
_LINE_SEPARATORS = re.compile("[\u2028\u2029]")
_HALF = re.compile("[\ud800-\udfff]")
"""Half a character, which the parser in Python takes from an escape, and nothing can be made of."""
_TOO_HIGH = re.compile(r"\\U(?!0010|000)[0-9A-Fa-f]{8}")
"""The number of a character behind the last that there is."""
_CUT = re.compile(r"[ \t]+#(?=[^\s#])[^\n]*")
ODD_SIGNS = f"<-{BULLETS}\u00a0\u2002\u2003\u2009\u202f\u3000"
"""What a key can begin with that is a slip, or an order to programs."""
_BRACKETED = re.compile(r"\[[^\[\]\n]*\]|\{[^{}\n]*\}")
_TO_NEXT_KEY = re.compile(r"(?:(?!, *[\w-]+ *:(?: |$))[^{}\[\]\n])*")
_WORD = re.compile(r"[^\s,\[\]{}]{1,60}")


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

    @property
    def inside(self) -> Mapping[str | int, _Node]:
        """The values inside it."""
        return self.children


@dataclass(frozen=True, eq=False)
class YamlDocument:
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
    reader = _Reader(source, start, end)
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


def _top_problem(source: SourceFile, start: int, root: _Node | None) -> Diagnostic | None:
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
            self.stumble(_stumble(self, error))
        except (ValueError, OverflowError):
            # The parser in Python does not ask whether there is a character of a number.
            at = self.start + next(found.start() for found in _TOO_HIGH.finditer(text))
            self.stumble(Stumble(self.source, at, at, "quoted", "", None))

    def take(self, event: Any) -> None:
        """One event."""
        if isinstance(event, yaml.ScalarEvent):
            self.words(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.close(event)
        elif isinstance(event, yaml.AliasEvent):
            self.refuse_name(event, "*")
        elif isinstance(event, yaml.DocumentStartEvent):
            self.begin_document(event)

    def words(self, event: Any) -> None:
        """A key or a value without parts."""
        start, end = self.place(event)
        parent = self.open[-1] if self.open else None
        self.count_node(event, start)
        plain = not event.style
        value = _HALF.sub("\ufffd", event.value)
        if event.style == '"' and "\\" in self.source.text[start:end]:
            self.problems += text_problems(self.source, 0, event.value, self.source.span(start, end))
        if parent and isinstance(parent.value, dict) and parent.waiting is None:
            parent.waiting = (value, start, end)
            self.check_key(parent, plain)
            return
        node = _Node(None if plain and not value else value, start, end)
        if plain:
            self.check_plain(parent, node)
        self.store(node)
        self.last = node

    def begin(self, event: Any) -> None:
        """The start of a list or of a group of keys."""
        start, end = self.place(event)
        self.count_node(event, start)
        if len(self.open) >= DEEPEST:
            message = f"Lists and groups stand too deep in each other here: more than {DEEPEST}"
            self.refuse(
                Diagnostic("too-deep", message, self.source.span(start, end), "Put fewer into each other.")
            )
        elif self.open and isinstance(self.open[-1].value, dict) and self.open[-1].waiting is None:
            self.refuse(self.bracket_problem(self.open[-1], self.source.span(start, max(end, start + 1))))
        else:
            is_list = isinstance(event, yaml.SequenceStartEvent)
            node = _Node([] if is_list else {}, start, end, flow=bool(event.flow_style))
            self.store(node)
            self.open.append(node)

    def bracket_problem(self, parent: _Node, span: Span) -> Diagnostic:
        """A bracket that begins a line, or stands right behind another one."""
        if parent.flow:
            sign = self.source.text[parent.start]
            message = f"A text cannot begin with “{sign}{span.text}” unless it stands in quotes"
            hint = f"{as_text(self.source.span(parent.start, span.end))}."
        else:
            message = f"A line begins with a word and a colon, like “headline:”, and not with “{span.text}”"
            words = _BRACKETED.match(self.source.text, span.start, self.end)
            word = lacking_word(self.source, span.line) or "headline"
            hint = f"Begin with the word for what it says, most likely so: {word}: {plain(words)}"
        return Diagnostic("key-not-text", message, span, hint)

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
        if key.strip() and key not in parent.children and not (plain and key[0] in ODD_SIGNS):
            return
        span = self.source.span(start, end)
        if key in parent.children:
            first = self.source.span(*(parent.children[key].key or (start, end)))
            message = f"“{brief(key)}” is a duplicate: it stands here for the second time"
            related = ((f"The first “{brief(key)}” is here", first),)
            hint = self.twice(parent, key, first)
            self.problems.append(Diagnostic("duplicate-key", message, span, hint, related=related))
        elif not key.strip():
            self.problems.append(keyless(span))
        else:
            self.check_first_sign(key, span)

    def check_first_sign(self, key: str, span: Span) -> None:
        """What is wrong with a key that begins with a sign of an odd kind, if anything is."""
        if key == "<<":
            message = "“<<” would copy what another entry says into this one, which is not done here"
            self.problems.append(Diagnostic("merge-key", message, span, self.instead_of_copy(span)))
        elif not self.is_first_in_line(span.start):
            return
        elif key[0].isspace():
            self.refuse(other_spaces(self.source.span(span.start, span.end - len(key.lstrip()))))
        elif bullet := BULLET.match(self.source.line(span.line).strip()):
            self.problems.append(bullet_problem(span, bullet))
        elif DASH_WORD.match(key):
            self.problems.append(dash_problem(span))

    def instead_of_copy(self, span: Span) -> str:
        """What to write for a line that would copy another entry; its dash must not go with it."""
        written = "and write what it would copy on lines of its own, like “title: …”."
        following = next(iter(self.source.text[span.end :].split("\n")[1:2]), "").strip()
        if not self.source.line(span.line).lstrip().startswith("-") or not following:
            return f"Delete this line, {written}"
        return f"Put “- {brief(following)}” in place of this line and the next, {written}"

    def twice(self, parent: _Node, key: str, first: Span) -> str:
        """What to do where a key stands twice."""
        if len(self.open) > 1:
            return self.one_of_two(parent, key)
        if not parent.children[key].value:
            return f"Nothing stands in the first: delete the line “{self.source.line(first.line).strip()}”."
        return f"Move what stands below it up, to the end of the first “{key}:”, and delete this line."

    def one_of_two(self, parent: _Node, key: str) -> str:
        """What to do where a key stands twice in an entry: one of a list may have lost its dash."""
        if parent.flow:
            return "Keep one of the two, and delete the other with its comma."
        in_list = len(self.open) > 1 and isinstance(self.open[-2].value, list)
        dash = f", or write “- {key}: …” here, with the dash of the entry above, if a new entry begins"
        return f"Keep one of the two lines, and delete the other{dash if in_list else ''}."

    def check_plain(self, parent: _Node | None, node: _Node) -> None:
        """Where unquoted words were silently cut, or taken for something else."""
        text = self.source.text
        if cut := _CUT.match(text, node.end, self.end):
            self.problems.append(self.cut_problem(node, cut))
        elif parent and parent.flow and isinstance(parent.value, dict) and node.value is None:
            self.check_lonely_key(parent, node)
        elif DASH_WORD.match(text, node.start) and self.is_first_in_line(node.start):
            self.problems.append(dash_problem(self.source.span(node.start, node.end)))

    def cut_problem(self, node: _Node, cut: re.Match[str]) -> Diagnostic:
        """A `#` that begins a comment in the middle of a text."""
        span = self.source.span(node.start if node.value else cut.start(), cut.end())
        words = TO_BRACKET.match(span.text) if self.open and self.open[-1].flow else None
        text = (words[0] if words else span.text).strip()
        offer = as_text(span) if node.value and not words else offered(text)
        message = "Everything from this # on is taken for a remark and would be lost"
        hint = f"{offer}, or put a space after the # if it is a remark."
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
            self.problems.append(glued_problem(span))
        elif next_sign == "," or parent.children:
            message = f"“{brief(key)}” is cut off: between {{ and }}, a comma ends a text"
            self.problems.append(Diagnostic("comma-cuts-text", message, span, self.with_commas(parent)))

    def with_commas(self, parent: _Node) -> str:
        """How to write the text that commas cut, which begins at the last value that is there."""
        cut = next((one for one in reversed(parent.children.values()) if one.value is not None), None)
        words = _TO_NEXT_KEY.match(self.source.text, cut.start, self.end) if cut else None
        if not cut or not cut.key or not words or not isinstance(cut.value, str):
            return 'Put " before the text and " behind it, so that its commas stand between them.'
        return offered(words[0].rstrip(" ,"), f"{self.source.text[slice(*cut.key)]}: ")

    def begin_document(self, event: Any) -> None:
        """The first document is read, a second one is a mistake."""
        self.documents += 1
        if self.documents > 1:
            message = "This line would end the document: everything below it would be lost"
            start, end = self.place(event)
            words = self.source.line(self.source.position(start)[0]).strip(" -")
            hint = f"Delete “--- ”, so that the line is: {brief(words)}" if words else "Delete this line."
            self.problems.append(Diagnostic("second-document", message, self.source.span(start, end), hint))

    def count_node(self, event: Any, start: int) -> None:
        """What every node must keep: few enough, no anchor, no tag."""
        self.count += 1
        if self.count > MOST_NODES:
            message = f"There are too many words and texts in this file: more than {MOST_NODES:,}"
            hint = "Make two stories of this one."
            self.refuse(Diagnostic("too-many", message, self.source.span(start, start), hint))
        elif event.anchor is not None:
            self.refuse_name(event, "&")
        elif event.tag is not None:
            span = self.first_word(start)
            message = "A text cannot begin with “!” unless it stands in quotes"
            hint = f"{as_text(span)}; without quotes it is a tag, an order to programs."
            self.problems.append(Diagnostic("tag", message, span, hint))

    def refuse_name(self, event: Any, sign: str) -> None:
        """Anchors and aliases could grow a short file without end."""
        span = self.first_word(self.place(event)[0])
        message = f"A text cannot begin with “{sign}” unless it stands in quotes"
        word = brief(span.text)
        what = f"Delete “{word}”" if sign == "&" else f"Write the words themselves in place of “{word}”"
        hint = f"{what}: copying by anchors and aliases is not done here."
        self.refuse(Diagnostic("anchor-or-alias", message, span, hint))

    def refuse(self, problem: Diagnostic) -> None:
        """Reports a problem after which nothing more can be read."""
        self.problems.append(problem)
        self.stopped = True

    def stumble(self, stumble: Stumble) -> None:
        """The parser gave up: finds out why, unless the reason is known already."""
        self.stopped = True
        known = self.problems[-1] if self.problems else None
        if known and known.code == "comment-cuts-text" and self.last and known.span.start == self.last.start:
            return
        self.problems.append(explain(stumble))

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


def plain(words: re.Match[str] | None) -> str:
    """What stands in brackets as a text: without them, where it is nothing but words."""
    inner = words[0][1:-1].strip() if words else ""
    if words and inner and "," not in inner and written(inner) == inner:
        return inner
    return written(words[0] if words else "[…]")


def _stumble(reader: _Reader, error: yaml.YAMLError) -> Stumble:
    """What the parser tells of its error, with offsets in the file."""
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    # An error at the end of the file is shown at the last words.
    end = len(reader.source.text[: reader.end].rstrip())
    at = min(mark.index + reader.start if mark else end, end)
    reading, problem = getattr(error, "context", None) or "", getattr(error, "problem", None) or ""
    words = reader.last
    last = Words(words.start, words.end) if words and isinstance(words.value, str) else None
    return Stumble(reader.source, at, opened.index + reader.start if opened else at, reading, problem, last)
