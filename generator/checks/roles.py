"""Roles that tie a party to nothing, to several at once, or to itself."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.edition import Edition
from generator.library import RELATIONS
from generator.mending import added, sentence
from generator.source import Span


def unclear_roles(edition: Edition) -> Iterator[Diagnostic]:
    """A role says nothing, has more than one tie, or ties a party to itself.

    Write one tie a role: `leads`, `member_of`, `speaks_for` or `works_for`; a second tie is a second role.
    An office alone, `title: mayor`, is a role, too.
    """
    for story in edition.library.stories:
        for party in story.sheet.parties:
            for index, role in enumerate(party.value.roles):
                ties = [relation for relation in RELATIONS if getattr(role, relation)]
                span = party.span("roles", index)
                if not ties and not role.title:
                    hint = (
                        f"{sentence(added(span, 'title: …'))}: its part or office, like “title: mediator”. "
                        "If it is the head of another party, write “leads: …” instead, with that party's id."
                    )
                    yield fault("This role does not say what the party is", span, hint)
                elif len(ties) > 1:
                    yield fault(
                        f"This role says two things at once: {' and '.join(ties)}",
                        span,
                        f"Make two roles of it, one with “{ties[0]}” and one with “{ties[1]}”.",
                    )
                elif ties and getattr(role, ties[0]) == party.value.id:
                    own = party.span("roles", index, ties[0])
                    yield fault(
                        f"By “{ties[0]}”, “{party.value.id}” is tied to itself", own, "Name another party."
                    )


def fault(message: str, span: Span, hint: str) -> Diagnostic:
    """A role that is not clear."""
    return Diagnostic("unclear-role", message, span, hint)
