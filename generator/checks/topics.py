"""Topics that one account has twice, or that two accounts spell differently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice

from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.mending import brief, written
from generator.model.entries import Account, AccountTopic
from generator.slugs import heading_slug
from generator.validation import Placed

MOST_COMPARED = 100
"""The most topics of other accounts that one is compared with."""


def double_topics(edition: Edition) -> Iterator[Diagnostic]:
    """An account has a topic twice, or two accounts of one event spell it almost alike.

    Accounts are compared topic by topic, so the words after `topic:` must be the same in each: “Military
    aid” and “Military aids” would stand in two rows. Join the two, or use one spelling.
    """
    for story in edition.library.stories:
        known: dict[str, dict[str, None]] = {}
        for account in story.sheet.accounts:
            others = known.setdefault(account.value.of, {})
            yield from own_doubles(account)
            yield from near_misses(account, others)
            others.update(dict.fromkeys(topic.topic for topic in account.value.topics))


def own_doubles(account: Placed[Account]) -> Iterator[Diagnostic]:
    """Topics that an account has twice."""
    seen: dict[str, AccountTopic] = {}
    for index, topic in enumerate(account.value.topics):
        if (first := seen.setdefault(heading_slug(topic.topic), topic)) is not topic:
            span = account.span("topics", index, "topic")
            message = f"The topic “{topic.topic}” stands here twice"
            yield Diagnostic("double-topic", message, span, joined(first.says, topic.says))


def joined(first: str | None, second: str | None) -> str:
    """How two entries on one topic become one."""
    if first and second:
        both = written(brief(f"{first} {second}"))
        return f"Write both into the first of the two, “says: {both}”, and delete this one."
    return "Put what this one says into the first of the two, and delete this one."


def near_misses(account: Placed[Account], others: dict[str, None]) -> Iterator[Diagnostic]:
    """Topics that other accounts of the event spell almost alike."""
    own = {topic.topic for topic in account.value.topics}
    for index, topic in enumerate(account.value.topics):
        if topic.topic in others:
            continue
        # What this account has, too, is another topic.
        known = {compared(other): other for other in islice(others, MOST_COMPARED) if other not in own}
        for match in get_close_matches(compared(topic.topic), known, n=1, cutoff=0.85):
            near = known[match]
            if numbers(near) != numbers(topic.topic):
                continue
            yield Diagnostic(
                "near-topic",
                f"“{topic.topic}” and “{near}” look like one topic in two spellings",
                account.span("topics", index, "topic"),
                "Use the same words in each account, so that they stand side by side.",
                Severity.WARNING,
            )


def compared(topic: str) -> str:
    """A topic as it is compared with others."""
    return topic.casefold()


def numbers(topic: str) -> list[str]:
    """The numbers in a topic: “Shift 1” and “Shift 2” are no two spellings."""
    return re.findall(r"\d+", topic)
