"""The accidents that make YAML unreadable, told in the words of people who write.

The parser says only where it gave up and what it was doing; here that becomes one precise mistake: an
inner quotation mark, a colon in a text, a missing space, a tab.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from generator.diagnostics import Diagnostic
from generator.mending import FAR, brief, spaces, written
from generator.sheet_words import lacking_word, sheet_words
from generator.source import SourceFile, Span

LONGEST_OFFER = 160
"""The longest line that is written out again in a hint."""
MOST_LINES_ABOVE = 500
"""How far above a line others are looked for that begin as it should."""
_NUMBERED = re.compile(r"\\(?:x\w{0,2}|u\w{0,4}|U\w{0,8})")
_DOUBLE_QUOTED = re.compile(r'"((?:\\.|[^"\\\n])*)"')
TO_BRACKET = re.compile(r"[^,\[\]{}\n]*")
_TAB = re.compile(r" *(\t+)")
_QUOTES = ("'", '"')
_DASH = re.compile(r" *- ")
_DASHED = re.compile(r"( *)- +(?:([\w-]+) *:)?")
_SECTION = re.compile(r"[^\s#-]")
_NAMED = re.compile(r" *- id\b")
DASH_WORD = re.compile(r"-[^\W\d]")
BULLETS = "–—•●▪·‣"
BULLET = re.compile(rf"([{BULLETS}])\s+(\S.*)")
"""What writing programs make of a hyphen at the beginning of a line."""
_TO_WORDS = re.compile(r" *(?:- +)*")
_EMPTY_LIST = re.compile(r" *(?:- +)*([\w-]+) *: *(\[ *\]) *(?:#.*)?")
# One line of a sheet: dashes, a key, and the value after it.
_ENTRY = re.compile(r" *(?:- +)*(?:([\w-]+) *:(?: +|$))?(\S.*|)")
_GLUED = re.compile(r" *(?:- +)*([\w-]+):(\S.*)")
_OPENS = re.compile(r"(?:[|>][-+\d]*)? *(?:#.*)?")
"""What stands behind a colon where the text follows in the lines below."""
_HYPHENS = re.compile(r"--- +(\S.*)")
_KEY_IN_BRACES = re.compile(r"[{,] *([\w-]+): +(?=\S)")
_KEY_BEHIND = re.compile(r"\] *[\w-]+:(?: |$)")
"""A list and a key with no comma between them."""
_TO_SIGN = re.compile(r"([\"'])[^\n]*?\1|[^\s,:\[\]{}]+")


@dataclass(frozen=True)
class Words:
    """Where the last text stands that was read before the parser gave up."""

    start: int
    end: int


@dataclass(frozen=True)
class Stumble:
    """Where the parser gave up, and what it was doing."""

    source: SourceFile
    at: int
    opened: int
    """Where the thing begins that it was reading."""
    reading: str
    problem: str
    last: Words | None

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

    def above(self, offset: int) -> int:
        """Where the line ends that stands above the line of an offset, no remark; 0 where none does."""
        text = self.source.text
        end = len(text[: self.line(offset)[0]].rstrip())
        while end and text[self.line(end - 1)[0] : end].lstrip().startswith("#"):
            end = len(text[: self.line(end - 1)[0]].rstrip())
        return end

    def key_before(self, offset: int) -> str:
        """The key and the colon before a value that begins at an offset."""
        entry = self.match(_ENTRY, offset)
        return f"{entry[1]}: " if entry and entry[1] and entry.start(2) == offset else ""


def explain(stumble: Stumble) -> Diagnostic:
    """The accident that made the parser give up, in the words of people who write."""
    for recognise in _ACCIDENTS:
        if problem := recognise(stumble):
            return problem
    span = stumble.source.span(stumble.at, max(stumble.at, stumble.line(stumble.at)[1]))
    where = " and in the line above" if stumble.above(stumble.at) else ""
    hint = f"Look for a missing quotation mark, colon, comma or space here{where}."
    return Diagnostic("yaml-syntax", "From here on this cannot be read", span, hint)


def _behind_hyphens(stumble: Stumble) -> Diagnostic | None:
    """Words behind `---`, which is a line of its own, and not needed in a sheet."""
    if not (found := stumble.match(_HYPHENS, stumble.at)):
        return None
    message = "This line begins with ---, and words follow it"
    span = stumble.source.span(*found.span())
    return Diagnostic("yaml-syntax", message, span, f"Delete “--- ”, so that the line is: {brief(found[1])}")


def _unclosed_quote(stumble: Stumble) -> Diagnostic | None:
    ended = "end of stream" in stumble.problem or "document" in stumble.problem
    return _unclosed(stumble, stumble.opened) if ended and "quoted" in stumble.reading else None


def _bad_escape(stumble: Stumble) -> Diagnostic | None:
    if "quoted" not in stumble.reading:
        return None
    text = stumble.source.text
    start = max(stumble.opened, text.rfind("\\", stumble.opened, stumble.at + 1))
    if number := _NUMBERED.match(text, start):
        span = stumble.source.span(*number.span())
        hint = f"Delete “{span.text}”, or type the character that was meant in its place."
        message = f"“{span.text}” stands for a character by its number, and no character has this one"
        return Diagnostic("not-a-character", message, span, hint)
    span = stumble.source.span(start, min(start + 2, len(text)))
    message = f'Between two " the sign “\\” has a meaning of its own, and “{span.text}” means nothing'
    return Diagnostic("bad-escape", message, span, _without_escapes(stumble))


def _without_escapes(stumble: Stumble) -> str:
    """How to write a text in double quotes in which a backslash is only a backslash."""
    words = _DOUBLE_QUOTED.match(stumble.source.text, stumble.opened)
    if not words:
        return "Put ' before the text and ' behind it, in place of each \"."
    return offered(words[1].replace('\\"', '"'), stumble.key_before(stumble.opened))


def _tab(stumble: Stumble) -> Diagnostic | None:
    if not (tab := stumble.match(_TAB, stumble.at)):
        return None
    message = "This line begins with a tab, and only spaces may stand there"
    hint = f"Delete the tab, and type {spaces(_wanted_depth(stumble))} in its place."
    return Diagnostic("tab-indentation", message, stumble.source.span(*tab.span(1)), hint)


def _wanted_depth(stumble: Stumble) -> int:
    """How many spaces a line needs: as many as the one above it, and two more below a colon or dash."""
    above = stumble.above(stumble.at)
    if not above:
        return 0
    line = stumble.match(_ENTRY, above - 1)
    assert line
    opens = line[1] is not None and _OPENS.fullmatch(line[2])
    return _depth(stumble, above - 1) + (2 if opens else 0)


def _after_quote(stumble: Stumble) -> Diagnostic | None:
    """Something stands between a closing quotation mark and the end of its line."""
    text, at, last = stumble.source.text, stumble.at, stumble.last
    if not last or text[last.start] not in _QUOTES:
        return None
    if last.end > at or text[last.end : at].strip(" "):
        return None
    if stumble.in_brackets and text[at : at + 1] == text[last.start]:
        return None  # Two whole texts side by side: the comma is missing.
    if _swallowed_quote(text[last.start : last.end - 1].rstrip()):
        return _unclosed(stumble, last.start)
    if re.compile(r", *[\"']").match(text, at):
        span = stumble.source.span(last.start, stumble.line(at)[1])
        hint = f"Write {stumble.key_before(last.start)}[{span.text.rstrip()}]"
        return Diagnostic("list-without-brackets", "Several texts stand here without brackets", span, hint)
    return _inner_quote(stumble, last)


def _inner_quote(stumble: Stumble, last: Words) -> Diagnostic | None:
    text, end = stumble.source.text, stumble.line(stumble.at)[1]
    quote, key = text[last.start], stumble.key_before(last.start)
    closing = _closing_quote(stumble, quote, end)
    # A quotation is over, and words of the same text follow it: “Wait,” she said. What ' ends may be a word.
    goes_on = quote == '"' and not stumble.in_brackets and text[last.end : last.end + 1] in (" ", ",")
    if not goes_on and (closing >= 0 or stumble.at == last.end):
        stop = closing if closing >= 0 else end
        words = text[last.start + 1 : stop]
        message = "A quotation mark inside this text ends it too early"
        span = stumble.source.span(last.start, min(stop + 1, end))
        return Diagnostic("quote-in-quotes", message, span, offered(words, key))
    if stumble.in_brackets:
        return None
    span = stumble.source.span(stumble.at, end)
    hint = offered(text[last.start : end].rstrip(), key)
    return Diagnostic("text-after-quote", "Words stand after the closing quotation mark", span, hint)


def _closing_quote(stumble: Stumble, quote: str, end: int) -> int:
    """Where the quotation mark stands that was meant to be the last, or -1."""
    text = stumble.source.text
    if not stumble.in_brackets:
        return text.rfind(quote, stumble.at, end)
    found = re.compile(rf"{quote}(?= *[,}}\]])").search(text, stumble.at, end)
    return found.start() if found else -1


def _swallowed_quote(words: str) -> bool:
    """Whether a quoted text runs up to where the next one was meant to begin."""
    return "\n" in words and words.endswith((":", "-", ",", "[", "{"))


def _no_colon(stumble: Stumble) -> Diagnostic | None:
    return _without_colon(stumble, stumble.opened) if "expected ':'" in stumble.problem else None


def _without_colon(stumble: Stumble, offset: int) -> Diagnostic | None:
    """What is wrong with a line that should have a key, unless it has one."""
    entry = stumble.match(_ENTRY, offset)
    if entry and entry[1] and DASH_WORD.match(entry[1]):
        return dash_problem(stumble.source.span(*entry.span(1)))
    if not entry or entry[1] or not entry[2]:
        return None
    span = stumble.source.span(*entry.span(2))
    if DASH_WORD.match(entry[2]):
        return dash_problem(span)
    if bullet := BULLET.match(entry[2]):
        return bullet_problem(span, bullet)
    if _GLUED.match(entry[2]):
        return glued_problem(span)
    message = "This line does not begin with a word and a colon"
    return Diagnostic("missing-colon", message, span, _line_hint(stumble, span))


def _line_hint(stumble: Stumble, span: Span) -> str:
    """What to write for a line without a key: the text above it in one line, if it may go on with that."""
    first, _, rest = span.text.partition(" ")
    if first in sheet_words() and rest:
        return f"Put a colon behind its first word: {first}: {written(rest.strip())}"
    begin = "begin it with the word for what it says and a colon, like “title: ”."
    above = stumble.above(span.start)
    entry = stumble.match(_ENTRY, above - 1) if above else None
    if not entry or entry[1] in (None, "id") or entry[2][:1] in ("", "[", "{", "|", ">", *_QUOTES):
        return f"{begin.capitalize()} If it goes on with a text above, put all of that text in quotes."
    whole = f"{entry[2].rstrip()} {span.text.rstrip()}"
    return f"{offered(whole, f'{entry[1]}: ')} if it goes on with the text above; else {begin}"


def bullet_problem(span: Span, bullet: re.Match[str]) -> Diagnostic:
    """A dash or dot that a writing program made of a hyphen."""
    message = f"An entry begins with a hyphen and a space, not with “{bullet[1]}”"
    return Diagnostic("dash-without-space", message, span, f"Write “- {brief(bullet[2])}”.")


def _colon_in_text(stumble: Stumble) -> Diagnostic | None:
    text, at, last = stumble.source.text, stumble.at, stumble.last
    if text[at : at + 1] != ":":
        return None
    if text[stumble.line(at)[0] : at].rstrip(" -")[-1:] in ("", "{", ","):
        return keyless(stumble.source.span(at, at + 1))
    if stumble.in_brackets:
        if not last or last.start == last.end or last.end != at or "\n" in text[last.start : at]:
            return None
        words = TO_BRACKET.match(text, last.start)
        return _colon_problem(stumble.source.span(*words.span()), "") if words else None
    entry = stumble.match(_ENTRY, at)
    if entry and entry[1] and entry[2] and entry.start(2) <= at:
        return _colon_problem(stumble.source.span(*entry.span(2)), f"{entry[1]}: ")
    return _after_a_value(stumble)


def _colon_problem(span: Span, key: str) -> Diagnostic:
    message = "A colon inside a text ends it too early, unless the text stands in quotes"
    return Diagnostic("colon-in-text", message, span, offered(span.text.partition(" #")[0].rstrip(), key))


def _after_a_value(stumble: Stumble) -> Diagnostic | None:
    """A key below a line that should have been one, or that has its value already."""
    start, end = stumble.line(stumble.at)
    above = stumble.above(stumble.at)
    if not above:
        return None
    problem = _without_colon(stumble, above - 1)
    # The text of an entry needs no colon: what is wrong is that this line is not below it.
    named = stumble.match(_NAMED, above - 1)
    if problem and (named or problem.code != "missing-colon" or not stumble.match(_DASH, above - 1)):
        return problem
    if astray := _lost_spaces(stumble):
        return astray
    message = "This line begins further to the right than the one above, which is complete already"
    goes_on = f"{_moved_left(stumble)} If it goes on with the text above, put all of that text in quotes."
    hint = _moved_dash(stumble) or goes_on
    first = start + len(stumble.source.text[start:end]) - len(stumble.source.text[start:end].lstrip())
    return Diagnostic("indentation", message, stumble.source.span(first, end), hint)


def _lost_spaces(stumble: Stumble) -> Diagnostic | None:
    """A line that begins further to the left than those above and below it, which belong together."""
    line = max(0, stumble.above(stumble.at) - 1)
    before = max(0, stumble.above(line) - 1)
    deep, here, there = (_depth(stumble, offset) for offset in (before, line, stumble.at))
    if not deep == there > here or not (entry := stumble.match(_ENTRY, line)) or _DASH.match(entry[0]):
        return None
    message = "This line begins further to the left than the lines above and below it"
    hint = f"It has {spaces(here)} before its first word; put {spaces(there)} there."
    first = entry.start(1) if entry[1] else entry.start(2)
    return Diagnostic("indentation", message, stumble.source.span(first, entry.end()), hint)


def _depth(stumble: Stumble, offset: int) -> int:
    """How many places stand before the first word of a line, dashes counted in."""
    found = stumble.match(_TO_WORDS, offset)
    return len(found[0]) if found else 0


def _bracket(stumble: Stumble) -> Diagnostic | None:
    if not stumble.in_brackets:
        return None
    text = stumble.source.text
    # Where a value is missing, the parser names its place, not that of the bracket around it.
    opened = max(0, *(text.rfind(sign, 0, stumble.opened + 1) for sign in "[{"))
    opening = text[opened : opened + 1]
    found = text[stumble.at : stumble.at + 1].strip()
    here = stumble.source.span(stumble.at, min(stumble.at + 1, len(text)))
    there = stumble.source.span(opened, opened + 1)
    closing = {"[": "]", "{": "}"}.get(opening, "")
    if found and found in "]}":
        hint = f"Close it with “{closing}”. If the bracket is part of a text, put the whole text in quotes."
        words = f"“{opening}” is closed with “{found}”"
        return Diagnostic("unclosed-bracket", words, here, hint, related=(("It is opened here", there),))
    if found and here.line == there.line:
        return _bracket_in_text(stumble) or _no_comma(stumble)
    return _left_open(stumble, there, closing)


def _left_open(stumble: Stumble, there: Span, closing: str) -> Diagnostic:
    """A bracket whose line ends before it is closed, or before a comma."""
    text = stumble.source.text
    message = f"What “{there.text}” opens here is not closed, or a comma is missing in it"
    whole = " If the bracket is part of a text, put the whole text in quotes."
    if not text[stumble.at : stumble.at + 1].strip():
        return Diagnostic("unclosed-bracket", message, there, f"Close it with “{closing}”.{whole}")
    last = stumble.source.position(max(there.start, stumble.above(stumble.at) - 1))[0]
    # What stands deeper than the line of the bracket is meant to be inside.
    sign = "," if _depth(stumble, stumble.at) > _depth(stumble, there.start) else closing
    start, end = stumble.line(stumble.at)
    word = re.compile(r"\S+").search(text, start, end)
    here = stumble.source.span(*word.span()) if word else stumble.source.span(stumble.at, stumble.at + 1)
    put = f"Put “{sign}” at the end of line {last}.{whole if sign == closing else ''}"
    related = ((f"The “{sign}” is missing before this", here),)
    return Diagnostic("unclosed-bracket", message, there, put, related=related)


def _bracket_in_text(stumble: Stumble) -> Diagnostic | None:
    """A text between braces with a bracket in it, such as that of a link: between braces it opens a list."""
    text, (start, end) = stumble.source.text, stumble.line(stumble.at)
    keys = [match for match in _KEY_IN_BRACES.finditer(text, start, end) if match.end() <= stumble.at]
    if not keys or text[keys[-1].end()] in _QUOTES:
        return None
    first, following = keys[-1].end(), _KEY_IN_BRACES.search(text, stumble.at, end)
    closing = text.rfind("}", stumble.at, end)
    last = following.start() if following else closing if closing >= 0 else end
    words = text[first:last].rstrip()
    before, bracket, after = words.partition("[")
    begins_as_text = before or after.startswith("[")
    goes_on = " " in before.strip() or "[[" in words or words.rpartition("]")[2].strip()
    if not bracket or not begins_as_text or not goes_on or _KEY_BEHIND.search(words):
        return None
    message = "“[” has a meaning of its own between braces, so this text has to stand in quotes"
    span = stumble.source.span(first, first + len(words))
    return Diagnostic("reserved-character", message, span, offered(words, f"{keys[-1][1]}: "))


def _no_comma(stumble: Stumble) -> Diagnostic:
    """Two things between brackets with nothing between them."""
    text, end = stumble.source.text, stumble.line(stumble.at)[1]
    word = _TO_SIGN.match(text, stumble.at, end)
    span = stumble.source.span(stumble.at, max(stumble.at + 1, word.end() if word else 0))
    before = text[: stumble.at].rstrip()[-1:]
    words = brief(span.text)
    message = f"Something is missing before “{words}”, most likely a comma"
    return Diagnostic("missing-comma", message, span, f"Write a comma before it: “{before}, {words}”.")


def _reserved(stumble: Stumble) -> Diagnostic | None:
    entry = stumble.match(_ENTRY, stumble.at)
    if not entry or not entry[2] or stumble.at < entry.start(2):
        return None
    span, key = stumble.source.span(*entry.span(2)), f"{entry[1]}: " if entry[1] else ""
    if entry[2].startswith("- ") and key:
        message = f"A list cannot begin on the line of “{key.rstrip()}”"
        deep = spaces(_depth(stumble, span.start) + 2)
        hint = (
            f"Leave only “{key.rstrip()}” in this line, and put “{brief(entry[2].rstrip())}” into a line of "
            f"its own below it, with {deep} before the dash."
        )
        return Diagnostic("list-beside-key", message, span, hint)
    if entry[2][0] not in "@`%*&!|>[]{},?":
        return None
    message = f"A text cannot begin with “{entry[2][0]}” unless it stands in quotes"
    return Diagnostic("reserved-character", message, span, offered(entry[2].rstrip(), key))


def _document_end(stumble: Stumble) -> Diagnostic | None:
    if "document start" not in stumble.problem or "\n..." not in stumble.source.text[: stumble.at]:
        return None
    message = "The line “...” above ends the file, and nothing may follow"
    span = stumble.source.span(stumble.at, stumble.line(stumble.at)[1])
    return Diagnostic("second-document", message, span, "Take the line “...” away.")


def _indentation(stumble: Stumble) -> Diagnostic | None:
    text, (start, end) = stumble.source.text, stumble.line(stumble.at)
    if text[start : stumble.at].strip(" "):
        return None
    dash = text.startswith("- ", stumble.at)
    if dash and (empty := stumble.match(_EMPTY_LIST, stumble.above(stumble.at) - 1)):
        return _empty_list(stumble.source.span(*empty.span(2)), empty[1])
    message = "This line does not line up with the lines above it"
    if dash:
        message = "A line with a dash stands among lines without one"
    first = stumble.source.span(stumble.opened, stumble.line(stumble.opened)[1])
    related = (("The lines it should belong to begin here", first),) if stumble.opened < start else ()
    counted = f"{_measured(stumble)} Lines that belong together have as many."
    hint = _like_another_dash(stumble) or _moved_dash(stumble) or counted
    return Diagnostic("indentation", message, stumble.source.span(stumble.at, end), hint, related=related)


def _like_another_dash(stumble: Stumble) -> str:
    """How many spaces a line with a dash needs: as many as the last entry above it that begins alike."""
    line = stumble.source.position(stumble.at)[0]
    here = _DASHED.match(stumble.source.line(line))
    for number in range(line - 1, max(0, line - MOST_LINES_ABOVE), -1):
        above = stumble.source.line(number)
        other = _DASHED.match(above)
        if here and other and other[2] == here[2] and len(other[1]) != len(here[1]):
            return f"Put {spaces(len(other[1]))} before its dash, as many as line {number} has."
        if not here or _SECTION.match(above):
            break
    return ""


def _moved_dash(stumble: Stumble) -> str:
    """What to do with a dash that moved away from its lines: at least two of them stand below it."""
    at, above = stumble.line(stumble.at), max(0, stumble.above(stumble.at) - 1)
    dash, deep = stumble.match(_DASHED, above), _depth(stumble, stumble.at)
    follows = len(stumble.source.text) - len(stumble.source.text[at[1] :].lstrip())
    if not dash or stumble.match(_DASHED, follows) or deep < 2 or _depth(stumble, follows) != deep:
        return ""
    line = stumble.source.span(dash.start(), dash.end()).line
    return (
        f"Put {spaces(deep - 2)} before the dash in line {line}: then this line and the next stand below it."
    )


def _measured(stumble: Stumble) -> str:
    """How many spaces a line and the one above it have, so that nobody has to count them."""
    here, above = (
        stumble.match(_TO_WORDS, offset) for offset in (stumble.at, max(0, stumble.above(stumble.at) - 1))
    )
    assert here
    assert above
    counted = ", a dash and its space counted as two" if "-" in here[0] + above[0] else ""
    there = f"{spaces(len(above[0]))}{counted}"
    return f"It has {spaces(len(here[0]))} before its first word, and the line above {there}."


def _moved_left(stumble: Stumble) -> str:
    """How many spaces go where a line begins too far to the right, so that nobody has to count them."""
    here, above = _depth(stumble, stumble.at), _depth(stumble, max(0, stumble.above(stumble.at) - 1))
    if "-" in stumble.source.text[slice(*stumble.line(stumble.at))][:here] or here <= above:
        return _measured(stumble)
    return f"Take away {spaces(here - above)}, so that {spaces(above)} stand before it."


def _empty_list(span: Span, key: str) -> Diagnostic:
    """Entries below a list that is said to be empty."""
    message = f"“{key}: []” says that there is nothing, and entries follow it"
    return Diagnostic("list-beside-key", message, span, f"Write {key}: without the brackets.")


_ACCIDENTS: tuple[Callable[[Stumble], Diagnostic | None], ...] = (
    _unclosed_quote,
    _bad_escape,
    _tab,
    _after_quote,
    _no_colon,
    _colon_in_text,
    _bracket,
    _reserved,
    _document_end,
    _behind_hyphens,
    _indentation,
)
"""The first that recognises its accident explains it."""


def _unclosed(stumble: Stumble, start: int) -> Diagnostic:
    span = stumble.source.span(start, stumble.line(start)[1])
    quote = span.text[:1]
    message = f"The quote that opens here ({quote}) is never closed"
    return Diagnostic("unclosed-quote", message, span, f"Put {quote} at the end of the text too.")


def keyless(span: Span) -> Diagnostic:
    """A colon with nothing before it."""
    message = "A word is missing before this colon"
    word = lacking_word(span.source, span.line) or "title"
    text = brief(span.source.text[span.end : span.end + FAR].partition("\n")[0].strip().lstrip(": "))
    hint = f"Write before it what the text is, most likely “{word}”: {word}: {text}"
    return Diagnostic("empty-key", message, span, hint)


def other_spaces(span: Span) -> Diagnostic:
    """Spaces of another kind at the beginning of a line, which YAML takes for letters."""
    message = "This line begins with spaces of another kind, as they come with copied text"
    hint = "Delete them, and type as many with the space bar."
    return Diagnostic("tab-indentation", message, span, hint)


def dash_problem(span: Span) -> Diagnostic:
    """A dash glued to its word."""
    message = "A space is missing after this dash, so that it begins no entry of a list"
    words = span.text[1:].partition("\n")[0]
    hint = f"Write “- {brief(words)}”. If the dash is part of a text, put the text in quotes."
    return Diagnostic("dash-without-space", message, span, hint)


def glued_problem(span: Span) -> Diagnostic:
    """A colon glued to its value."""
    key, _, words = span.text.partition(":")
    message = f"A space is missing after the colon of “{brief(key)}”"
    return Diagnostic("missing-space-after-colon", message, span, f"Write {brief(key)}: {brief(words)}")


def offered(words: str, key: str = "") -> str:
    """How to write words so that they stay together."""
    if len(words) > LONGEST_OFFER or "\n" in words:
        return "Put the whole text in quotes that do not occur in it."
    if '"' not in words and "\\" not in words:
        return f'Write {key}"{words}"'
    quoted = words.replace("'", "''")
    return f"Write {key}'{quoted}'"


def as_text(span: Span) -> str:
    """How to write what begins at a place and goes on to the end of its line, so that it is a text."""
    line = span.source.line(span.line)
    before = span.start - span.source.line_starts[span.line - 1]
    entry = _ENTRY.fullmatch(line)
    if not entry or entry.start(2) != before:
        return "Put the whole text in quotes"
    return offered(entry[2].rstrip(), f"{entry[1]}: " if entry[1] else "")
