"""The parser's events one by one, and the values that they make.

Nothing is built that was refused: orders to programs, and more than anybody writes.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from generator.diagnostics import Diagnostic
from generator.mending import brief
from generator.reading import text_problems
from generator.source import SourceFile, Span
from generator.yaml_accidents import explain
from generator.yaml_accidents.quotes import as_text
from generator.yaml_accidents.stumble import Stumble, Words
from generator.yaml_slips import bracket_problem, key_problem, value_problem
from generator.yaml_values import DEEPEST, Node

MOST_NODES = 400_000
"""The most keys, values and lists in one document."""
MOST_PROBLEMS = 1_000
"""Mistakes in one document after which it is not read on."""

# The C parser is some fifteen times faster, but not everywhere present.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# YAML forbids these (section 5.1) or takes them for line ends. `reading` reports all but the last two.
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u2028\u2029]")
_HALF = re.compile("[\ud800-\udfff]")
"""Half a character, which the parser in Python takes from an escape, and nothing can be made of."""
_TOO_HIGH = re.compile(r"\\U(?!0010|000)[0-9A-Fa-f]{8}")
"""The number of a character behind the last that there is."""
_WORD = re.compile(r"[^\s,\[\]{}]{1,60}")


class Reader:
    """Takes the parser's events and builds values of them, without recursion."""

    def __init__(self, source: SourceFile, start: int, end: int) -> None:
        self.source, self.start, self.end = source, start, end
        self.problems: list[Diagnostic] = []
        self.root: Node | None = None
        self.stopped = False
        self.count = 0
        self.open: list[Node] = []
        self.last: Node | None = None
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
            if problem := key_problem(self.source, self.open, plain):
                self.problems.append(problem)
                # Behind spaces of another kind, nothing stands where it seems to.
                self.stopped |= problem.code == "tab-indentation"
            return
        node = Node(None if plain and not value else value, start, end)
        if plain and (problem := value_problem(self.source, self.end, parent, node)):
            self.problems.append(problem)
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
            span = self.source.span(start, max(end, start + 1))
            self.refuse(bracket_problem(self.source, self.end, self.open[-1], span))
        else:
            is_list = isinstance(event, yaml.SequenceStartEvent)
            node = Node([] if is_list else {}, start, end, flow=bool(event.flow_style))
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

    def store(self, node: Node) -> None:
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


def _stumble(reader: Reader, error: yaml.YAMLError) -> Stumble:
    """What the parser tells of its error, with offsets in the file."""
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    # An error at the end of the file is shown at the last words.
    end = len(reader.source.text[: reader.end].rstrip())
    at = min(mark.index + reader.start if mark else end, end)
    reading, problem = getattr(error, "context", None) or "", getattr(error, "problem", None) or ""
    words = reader.last
    last = Words(words.start, words.end) if words and isinstance(words.value, str) else None
    return Stumble(reader.source, at, opened.index + reader.start if opened else at, reading, problem, last)
