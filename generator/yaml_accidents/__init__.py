"""The accidents that make YAML unreadable, told in the words of people who write.

The parser says only where it gave up and what it was doing; here that becomes one precise mistake: an
inner quotation mark, a colon in a text, a missing space, a tab.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.diagnostics import Diagnostic
from generator.yaml_accidents.brackets import bracket
from generator.yaml_accidents.colons import colon_in_text, no_colon
from generator.yaml_accidents.indents import indentation, leading_tab
from generator.yaml_accidents.quotes import after_quote, bad_escape, unclosed_quote
from generator.yaml_accidents.signs import behind_hyphens, document_end, reserved
from generator.yaml_accidents.stumble import Stumble

_ACCIDENTS: tuple[Callable[[Stumble], Diagnostic | None], ...] = (
    unclosed_quote,
    bad_escape,
    leading_tab,
    after_quote,
    no_colon,
    colon_in_text,
    bracket,
    reserved,
    document_end,
    behind_hyphens,
    indentation,
)
"""The first that recognises its accident explains it."""


def explain(stumble: Stumble) -> Diagnostic:
    """The accident that made the parser give up, in the words of people who write."""
    for recognise in _ACCIDENTS:
        if problem := recognise(stumble):
            return problem
    span = stumble.source.span(stumble.at, max(stumble.at, stumble.line(stumble.at)[1]))
    where = " and in the line above" if stumble.above(stumble.at) else ""
    hint = f"Look for a missing quotation mark, colon, comma or space here{where}."
    return Diagnostic("yaml-syntax", "From here on this cannot be read", span, hint)
