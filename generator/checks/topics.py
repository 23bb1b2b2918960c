"""Topics that one account has twice, or that two accounts spell differently."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice

from generator.diagnostics import MOST_COMPARED, Diagnostic, Severity
from generator.edition import Edition
from generator.slugs import heading_slug


def double_topics(edition: Edition) -> Iterator[Diagnostic]:
    """An account has a topic twice, or two accounts of one event spell it almost alike.

    Accounts are compared topic by topic, so the words after `topic:` must be the same in each: “Military
    aid” and “Military aids” would stand in two rows. Join the two, or use one spelling.
    """
    for story in edition.library.stories:
        known: dict[str, dict[str, None]] = {}
        for placed in story.sheet.accounts:
            own: set[str] = set()
            for index, topic in enumerate(placed.value.topics):
                span = placed.span("topics", index, "topic")
                slug = heading_slug(topic.topic)
                if slug in own:
                    yield Diagnostic(
                        "double-topic", f"The topic “{topic.topic}” stands here twice", span, "Join the two."
                    )
                own.add(slug)
                others = known.setdefault(placed.value.of, {})
                near = get_close_matches(topic.topic, islice(others, MOST_COMPARED), n=1, cutoff=0.85)
                if near and topic.topic not in others:
                    yield Diagnostic(
                        "near-topic",
                        f"“{topic.topic}” and “{near[0]}” look like one topic in two spellings",
                        span,
                        "Use the same words in each account, so that they stand side by side.",
                        Severity.WARNING,
                    )
                others[topic.topic] = None
