"""Facts without words to rest on."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.facts import Fact
from generator.mending import added, sentence
from generator.model.choices import Position
from generator.model.entries import AccountTopic, DemandPosition


def missing_evidence(edition: Edition) -> Iterator[Diagnostic]:
    """A fact has neither `quote` nor `evidence`; its page says that no words are given for it.

    Paste the words of the article that show it: `evidence: The talks will continue on Sunday`. A position
    that is unknown or silent may do without, and so may the silence of an account.
    """
    for facts in edition.facts.values():
        for fact in facts:
            value = fact.value
            unsaid = (isinstance(value, AccountTopic) and value.silent) or (
                isinstance(value, DemandPosition) and value.stance in (Position.SILENT, Position.UNKNOWN)
            )
            if fact.status == "unsourced" and not unsaid:
                yield Diagnostic(
                    "missing-evidence",
                    f"No words are given for this {fact.kind}",
                    fact.span,
                    f"{sentence(added(fact.span, 'evidence: …', id_of(fact)))}: words of the article that "
                    "show it. What somebody said is “quote: …” instead.",
                    Severity.WARNING,
                )


def id_of(fact: Fact) -> str:
    """The id of the entry that a fact is; empty where it stands inside of one."""
    name = fact.node.rpartition("/")[2]
    return name if fact.span.text.startswith((f"id: {name}", f"{{id: {name}")) else ""
