"""Accounts that are silent and speak at once."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.edition import Edition


def contradictory_silence(edition: Edition) -> Iterator[Diagnostic]:
    """An account says something on a topic and is marked silent on it, or does neither.

    Silence is recorded: `silent: true`, with `evidence` where a source says so. Otherwise say what the
    account says, in `says` or in a `quote`.
    """
    for story in edition.library.stories:
        for placed in story.sheet.accounts:
            for index, topic in enumerate(placed.value.topics):
                speaks = bool(topic.says or topic.quote)
                span = placed.span("topics", index)
                if topic.silent and (speaks or topic.contradicts):
                    yield Diagnostic(
                        "contradictory-silence",
                        "This account is marked silent here and yet says something",
                        span,
                        "Delete “silent”, or what is said.",
                    )
                elif not topic.silent and not speaks:
                    yield Diagnostic(
                        "says-nothing",
                        f"Nothing is said here on “{topic.topic}”",
                        span,
                        "Add “says: …” or a quote; or “silent: true” where the account leaves the topic out.",
                    )
