"""What languages are called."""

from __future__ import annotations

from functools import cache

from generator.catalogue import locale_of


@cache
def language_name(code: str, interface: str) -> str:
    """What the language of the interface calls a language; its code where that has no name for it."""
    if not code or (reader := locale_of(interface)) is None:
        return code
    if (spoken := locale_of(code)) is not None:
        return spoken.get_display_name(reader) or code
    # CLDR has names for languages that it has nothing else of.
    return reader.languages.get(code) or reader.languages.get(code.partition("-")[0]) or code
