"""References: every id that a sheet names must lead to something of the right kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from generator.article import REFERENCE
from generator.diagnostics import Diagnostic, did_you_mean, listed
from generator.edition import Edition
from generator.inline_places import nth, within
from generator.library import Library, draft_reference, tied_to
from generator.links import ids_of, leads_nowhere, some_of
from generator.links import unknown_references as unknown_in_article
from generator.model.base import RUNNING_TEXT
from generator.source import Span
from generator.story import Story
from generator.validation import Placed

PARTY = frozenset({"party"})
SOURCE = frozenset({"source", "article"})
ENTRY = frozenset({"demand", "event", "reaction", "account", "claim"})
ANYTHING = frozenset({"party", "source", "article", "story"}) | ENTRY
EVENT = frozenset({"event"})
ACCOUNT = frozenset({"account"})

FIELDS: dict[str, dict[str, frozenset[str]]] = {
    "demands": {"by": PARTY, "of": PARTY, "said_in": SOURCE},
    "dates": {"who": PARTY, "part_of": EVENT},
    "reactions": {"by": PARTY, "to": ENTRY, "said_in": SOURCE},
    "accounts": {"by": PARTY, "of": EVENT, "said_in": SOURCE},
    "claims": {"by": PARTY, "about": ANYTHING},
    "sources": {"by": PARTY, "reported_in": SOURCE},
    "updates": {"about": ANYTHING},
    "see_also": {"on": ANYTHING},
}
"""The fields of each section that name something, and the kinds they may name."""

MOST_REPORTED = 200
"""The most references of one story that are named: what is wrong with the rest is more of the same."""


def unknown_references(edition: Edition) -> Iterator[Diagnostic]:
    """An id names nothing, or names the wrong kind of thing: `by:` takes a party, `said_in:` a source.

    Ids are looked for in the same story first, then among the parties, then among the stories; another
    story's entry is `story/id`. Mend the spelling, or add the entry or party that is named.
    """
    for story in edition.library.stories:
        yield from islice(unknown_in_story(story, edition.library), MOST_REPORTED)


def unknown_in_story(story: Story, library: Library) -> Iterator[Diagnostic]:
    """What is wrong with the references of one story."""
    yield from nameless_parties(story, library)
    for placed, path, reference, kinds in references(story):
        yield from problem(library, story.slug, reference, kinds, placed.span(*path))
    yield from unknown_in_article(story, library)
    yield from unknown_in_prose(story, library)


def nameless_parties(story: Story, library: Library) -> Iterator[Diagnostic]:
    """Parties that nobody gave a name: neither here nor in `parties.yaml`."""
    for party in story.sheet.parties:
        name = party.value.id
        if name not in library.profiles and library.is_draft(story.slug, name):
            yield draft_reference(name, party.span("id"))
        elif name not in library.profiles and not library.may_be_broken(story.slug, name):
            hint = "Give it a name here, “name: …”, or an entry in parties.yaml."
            near = did_you_mean(name, library.profiles)
            yield Diagnostic(
                "unknown-id", f"Nothing has the id “{name}”", party.span("id"), f"{near} {hint}".strip()
            )


Path = tuple[str | int, ...]
Reference = tuple[Placed[Any], Path, str, frozenset[str]]
"""An entry, the path in it, the id that stands there, and the kinds that it may name."""


def references(story: Story) -> Iterator[Reference]:
    """Every reference of a story."""
    for section, fields in FIELDS.items():
        for placed in getattr(story.sheet, section):
            for name, kinds in fields.items():
                yield from ((placed, path, ref, kinds) for path, ref in values(placed.value, name))
    yield from party_references(story)
    yield from inner_references(story)
    yield from head_references(story)


def party_references(story: Story) -> Iterator[Reference]:
    """The parties that roles tie the parties of a story to."""
    for party in story.sheet.parties:
        for index, role in enumerate(party.value.roles):
            relation, other = tied_to(role)
            if relation:
                yield party, ("roles", index, relation), other, PARTY


def inner_references(story: Story) -> Iterator[Reference]:
    """What positions, topics and see-also links name."""
    for demand in story.sheet.demands:
        for index, position in enumerate(demand.value.positions):
            yield demand, ("positions", index, "party"), position.party, PARTY
    for account in story.sheet.accounts:
        for index, topic in enumerate(account.value.topics):
            for place, other in enumerate(topic.contradicts):
                yield account, ("topics", index, "contradicts", place), other, ACCOUNT
    for link in story.sheet.see_also:
        if ":" not in link.value.to:
            yield link, ("to",), link.value.to, ANYTHING


def head_references(story: Story) -> Iterator[Reference]:
    """What the head of a sheet and that of an article name."""
    head, front = story.sheet.head, story.front_placed
    if head is not None:
        yield from ((head, ("lead", index), ref, ENTRY | PARTY) for index, ref in enumerate(head.value.lead))
        yield from ((head, ("names", name), ref, PARTY) for name, ref in head.value.names.items())
        yield from ((head, path, ref, SOURCE) for path, ref in values(head.value, "source"))
    if front is not None:
        yield from ((front, path, ref, SOURCE) for path, ref in values(front.value, "based_on"))


def values(entry: Any, name: str) -> Iterator[tuple[Path, str]]:
    """The references in a field, with their paths."""
    value = getattr(entry, name)
    if isinstance(value, str):
        yield (name,), value
    elif value:
        yield from (((name, index), reference) for index, reference in enumerate(value))


def problem(
    library: Library, story: str, reference: str, kinds: frozenset[str], span: Span
) -> Iterator[Diagnostic]:
    """What is wrong with a reference, if anything is."""
    node = library.resolve(story, reference)
    if node is None:
        yield from leads_nowhere(reference, span, story, library, kinds)
    elif node.kind not in kinds:
        wanted = listed([article(kind) for kind in sorted(kinds - {"article"})])
        fitting = [one for one in library.nodes.values() if one.kind in kinds]
        own = some_of(ids_of(fitting, story, library.story_parties.get(story, ())))
        near = did_you_mean(reference, [one.id for one in fitting if one.id])
        yield Diagnostic(
            "wrong-kind",
            f"“{reference}” is {article(node.kind)}; {wanted} is expected here",
            span,
            near or f"Write the id of {wanted}{f': {own}' if own else ''}.",
        )


def article(noun: str) -> str:
    """A noun with its article."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def unknown_in_prose(story: Story, library: Library) -> Iterator[Diagnostic]:
    """`[[id]]` in a text of the sheet that leads to nothing."""
    for placed in prose_entries(story):
        for path, text in texts(placed.value):
            for match in REFERENCE.finditer(text):
                target = match[1].strip()
                if library.resolve(story.slug, target) is None:
                    before = text.count(f"[[{match[1]}", 0, match.start())
                    span = nth(placed.span(*path), f"[[{match[1]}", before)
                    yield from leads_nowhere(target, within(span, target), story.slug, library)


def prose_entries(story: Story) -> Iterator[Placed[Any]]:
    """The entries of a sheet that hold running texts, its head, and that of the article."""
    sheet = story.sheet
    yield from (
        *sheet.parties,
        *sheet.demands,
        *sheet.dates,
        *sheet.reactions,
        *sheet.accounts,
        *sheet.claims,
    )
    yield from sheet.updates
    yield from filter(None, (sheet.head, story.front_placed))


def texts(value: Any, names: Iterable[str] = RUNNING_TEXT) -> Iterator[tuple[Path, str]]:
    """The running texts of an entry, or what its other fields say, with their paths."""
    for name in names:
        if isinstance(text := getattr(value, name, None), str):
            yield (name,), text
    for name in ("positions", "topics"):
        for index, inner in enumerate(getattr(value, name, ())):
            yield from (((name, index, *path), text) for path, text in texts(inner, names))
