"""One document under two names."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition


def double_sources(edition: Edition) -> Iterator[Diagnostic]:
    """Two sources of a story have the same `url`: one document would count as two.

    Keep one of the entries, and let all facts name its id in `source`.
    """
    for story in edition.library.stories:
        seen: dict[str, str] = {}
        for placed in story.sheet.sources:
            source = placed.value
            if source.url is None:
                continue
            other = seen.setdefault(source.url, source.id)
            if other != source.id:
                yield Diagnostic(
                    "double-source",
                    f"The sources “{other}” and “{source.id}” have the same address",
                    placed.span("url"),
                    "Keep one, and name it in all entries.",
                    Severity.WARNING,
                )
