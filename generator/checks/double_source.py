"""One document under two names."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition


def double_sources(edition: Edition) -> Iterator[Diagnostic]:
    """Two sources of a story have the same `url`: one document would count as two.

    Keep one of the entries, and let all facts name its id in `source`. Addresses that differ only in `http`,
    in `www.` or in a slash at the end are the same.
    """
    for story in edition.library.stories:
        seen: dict[str, str] = {}
        for placed in story.sheet.sources:
            source = placed.value
            if source.url is None:
                continue
            other = seen.setdefault(document_of(source.url), source.id)
            if other != source.id:
                yield Diagnostic(
                    "double-source",
                    f"The sources “{other}” and “{source.id}” have the same address",
                    placed.span("url"),
                    f"Delete this entry, and write “{other}” wherever this sheet names “{source.id}”. If "
                    "they are two documents, mend one of the addresses.",
                    Severity.WARNING,
                )


def document_of(url: str) -> str:
    """An address without its scheme, `www.` and a slash at the end: mostly these change nothing."""
    parts = urlsplit(url)
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}#{parts.fragment}"
