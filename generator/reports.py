"""Diagnostics as text for people."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from generator.diagnostics import Diagnostic, Severity
from generator.mistakes import help_address
from generator.source import Span

_BEFORE = 50
"""Characters of a long line shown before the place that is meant."""
_AFTER = 70
"""Characters of a long line shown from that place on."""
_TAB = " " * 4
# Joiners are ordinary spelling in Persian and in many emoji.
_JOINERS = "\u200c\u200d"
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.HINT: "36"}


def as_text(diagnostics: Iterable[Diagnostic], *, colour: bool = False, site: str | None = None) -> str:
    """Each diagnostic with its place, the line it is on, what is meant in it, and how to mend it.

    Diagnostics come in the order given, with an empty line between them. Characters that a terminal
    would obey are written as escapes. `colour` adds ANSI colours. With `site`, the address of the site,
    each says where its help stands; where the address is not known yet, and empty, from the site's root.
    """
    return unordered("\n\n".join("\n".join(_block(each, colour, site)) for each in diagnostics))


def as_concise(diagnostics: Iterable[Diagnostic]) -> str:
    """Each diagnostic on one line: `path:line:column: error[code]: message`."""
    return unordered(
        "\n".join(f"{visible(str(each.span))}: {_headline(each, False)}" for each in diagnostics)
    )


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """How many there are of each severity: `2 errors, 1 warning`; `no problems` when there are none."""
    counts = Counter(each.severity for each in diagnostics)
    present = [(counts[severity], severity) for severity in Severity if counts[severity]]
    return ", ".join(f"{n} {severity}{'s' if n > 1 else ''}" for n, severity in present) or "no problems"


def visible(text: str) -> str:
    """Text for one line of a terminal: what cannot be seen or would be obeyed becomes an escape."""
    return text if text.isprintable() else "".join(map(_escaped, text))


def unordered(text: str) -> str:
    """Text in which a build service finds no order: GitHub obeys `##[…]` anywhere in a line.

    A space of no width parts the signs, so that carets still stand below what they mean.
    """
    return text.replace("##[", "##\u200b[")


def _block(diagnostic: Diagnostic, colour: bool, site: str | None) -> Iterator[str]:
    yield _headline(diagnostic, colour)
    yield from _place(diagnostic.span)
    if diagnostic.hint:
        yield from _help(diagnostic)
    if site is not None and (address := help_address(diagnostic.code)):
        yield f"{_margin(diagnostic.span)} = more: {visible(site)}{address}"
    for words, span in diagnostic.related:
        yield f"note: {visible(words)}"
        yield from _place(span)


def _headline(diagnostic: Diagnostic, colour: bool) -> str:
    title = f"{diagnostic.severity}[{diagnostic.code}]"
    if colour:
        title = f"\x1b[1;{_COLOURS[diagnostic.severity]}m{title}\x1b[0m"
    return f"{title}: {visible(diagnostic.message)}"


def _help(diagnostic: Diagnostic) -> Iterator[str]:
    """The hint. The bar before its further lines keeps a build service from reading them as orders."""
    margin = _margin(diagnostic.span)
    first, *rest = diagnostic.hint.split("\n")
    yield f"{margin} = help: {visible(first)}"
    yield from (f"{margin} |       {visible(line)}" for line in rest)


def _place(span: Span) -> Iterator[str]:
    """Where a span is, its first line, and a line that underlines it."""
    margin = _margin(span)
    yield f"{margin}--> {visible(str(span))}"
    if span.source.text:
        words, underline = _excerpt(span)
        yield f"{margin} |"
        yield f"{span.line} | {words}".rstrip()
        yield f"{margin} | {underline}"


def _margin(span: Span) -> str:
    return " " * len(str(span.line))


def _excerpt(span: Span) -> tuple[str, str]:
    """The first line of a span, cut to what is near, and carets under the words meant."""
    text, start, line = span.source.text, span.start, span.source.line_starts[span.line - 1]
    # The whole line is never copied: it may be as long as the file, and one of many that are wrong.
    left, right = max(line, start - _BEFORE), min(len(text), start + _AFTER)
    stop = text.find("\n", start, right)
    end = right if stop < 0 else stop
    middle = max(start, min(end, span.end))
    before = ("…" if left > line else "") + _shown(text[left:start])
    meant, after = _shown(text[start:middle]), _shown(text[middle:end])
    cut = "…" if text[end : end + 1] not in ("", "\n") else ""
    return before + meant + after + cut, " " * _width(before) + "^" * max(1, _width(meant))


def _shown(text: str) -> str:
    return visible(text.replace("\t", _TAB))


def _escaped(character: str) -> str:
    if unicodedata.category(character) not in _UNSEEN or character in _JOINERS:
        return character
    return character.encode("unicode_escape").decode("ascii")


def _width(text: str) -> int:
    """The columns that a terminal gives to a text."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
