"""Words with a letter of another alphabet in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.lookalikes import LATIN_LIKE
from generator.source import SourceFile

MOST_REPORTED = 20
"""The most words of one file that are named."""

_FOREIGN = "".join(LATIN_LIKE)
_MIXED = re.compile(rf"[A-Za-z][{_FOREIGN}]|[{_FOREIGN}][A-Za-z]")
"""A Latin letter and one that looks like a Latin letter, side by side."""
_LONGEST = 60
"""How many letters of a word are looked at on either side."""
_BEFORE, _AFTER = re.compile(r"[^\W\d_]*\Z"), re.compile(r"[^\W\d_]*")


def mixed_scripts(edition: Edition) -> Iterator[Diagnostic]:
    """A word has a letter of another alphabet in it that only looks like its neighbours.

    It comes with copied text: the `К` of “Кyiv” may be a Cyrillic one. Readers see nothing, but no search
    finds the word, no name in it becomes a link, and no quotation is found in it. Type the word again.
    """
    files: dict[str, SourceFile] = {}
    for profile in edition.library.profiles.values():
        source = profile.definition.document.source
        files[source.path] = source
    for story in edition.library.stories:
        for source in (story.article.source, *(d.source for d in [story.sheet.document] if d)):
            files[source.path] = source
    for source in files.values():
        if not source.text.isascii():
            yield from islice(mixed_words(source), MOST_REPORTED)


def mixed_words(source: SourceFile) -> Iterator[Diagnostic]:
    """The words of a file that mix alphabets."""
    done = 0
    for match in _MIXED.finditer(source.text):
        if match.start() < done:
            continue
        before = _BEFORE.search(source.text[max(done, match.start() - _LONGEST) : match.start()])
        after = _AFTER.match(source.text, match.end(), match.end() + _LONGEST)
        assert before
        assert after
        done = after.end()
        span = source.span(match.start() - len(before[0]), done)
        letter = next(letter for letter in match[0] if letter in LATIN_LIKE)
        script = unicodedata.name(letter).split()[0].capitalize()
        yield Diagnostic(
            "mixed-scripts",
            f"In “{span.text}”, the “{letter}” is a {script} letter that only looks like a Latin one",
            span,
            "Type the word again, all of it in one alphabet.",
            Severity.WARNING,
        )
