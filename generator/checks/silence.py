"""Accounts that are silent and speak at once."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.edition import Edition
from generator.mending import added, sentence, taken_out
from generator.model.entries import Account
from generator.validation import Placed


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
                        f"Delete {silence(placed, index)}. If it is silent, delete what it says instead.",
                    )
                elif not topic.silent and not speaks:
                    yield Diagnostic(
                        "says-nothing",
                        f"Nothing is said here on “{topic.topic}”",
                        span,
                        f"{sentence(added(span, 'says: …'))}, or “quote: …”. Where the account leaves the "
                        "topic out, it is “silent: true”.",
                    )


def silence(account: Placed[Account], index: int) -> str:
    """The words that say that an account is silent on a topic."""
    path = ("topics", index, "silent")
    return taken_out(account.key(*path), account.span(*path))
