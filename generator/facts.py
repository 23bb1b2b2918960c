"""Every fact of a story, with the verified words it rests on.

A fact is anything that a page states: a party's part or role, a demand, a position, an event, a
reaction, what an account says on a topic, a claim. Its words are looked up in the local text of
their source; a page shows as verified only what was found there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from generator.diagnostics import Diagnostic, did_you_mean
from generator.evidence import Passage
from generator.folders import PARTIES
from generator.library import Library, tied_to
from generator.model import AccountTopic, Demand, DemandPosition, Role, Sourced
from generator.slugs import Anchors, heading_slug
from generator.source import Span
from generator.story import ARTICLE_ID, LocalText, Story
from generator.validation import Placed

Status = Literal["verified", "unverifiable", "unsourced"]


@dataclass(frozen=True)
class Located:
    """Words of evidence and where they were found.

    `story` and `source` name the document; `passages` is empty where it has no local text.
    """

    words: str
    story: str
    source: str
    passages: tuple[Passage, ...]
    is_quote: bool


@dataclass(frozen=True)
class Fact:
    """One statement, its evidence and where it is written.

    `anchor` is unique in the story, `node` is the key of what the fact is about and `by` are the
    ids of those who speak in its quotation.
    """

    story: str
    anchor: str
    node: str
    kind: str
    statement: str
    quote: str
    by: tuple[str, ...]
    located: tuple[Located, ...]
    status: Status
    span: Span
    value: Sourced


@dataclass(frozen=True)
class Origin:
    """Where a fact stands in its sheet: the entry and the path inside it."""

    placed: Placed[Any]
    path: tuple[str | int, ...] = ()

    def span(self, *path: str | int) -> Span:
        """The place of a value of this fact."""
        return self.placed.span(*self.path, *path)


@dataclass(frozen=True)
class Draft:
    """A fact before its words are looked up."""

    anchor: str
    node: str
    kind: str
    statement: str
    by: tuple[str, ...]
    value: Sourced
    origin: Origin


def facts_of(story: Story, library: Library) -> tuple[tuple[Fact, ...], tuple[Diagnostic, ...]]:
    """All facts of a story in the order of its sheet, and the words that were not found."""
    problems: list[Diagnostic] = []
    found = tuple(verified(draft, story, library, problems) for draft in drafts(story))
    return found, tuple(problems)


def drafts(story: Story) -> Iterator[Draft]:
    """What the sheet states, in its order."""
    yield from party_drafts(story)
    slug = story.slug
    for demand in story.sheet.demands:
        yield entry_draft(slug, "demand", demand, demand.value.text, demand.value.by)
        yield from position_drafts(slug, demand)
    for event in story.sheet.dates:
        yield entry_draft(slug, "event", event, event.value.text or event.value.title, ())
    for reaction in story.sheet.reactions:
        yield entry_draft(slug, "reaction", reaction, reaction.value.text or "", reaction.value.by)
    for account in story.sheet.accounts:
        for index, topic in enumerate(account.value.topics):
            anchor = topic_anchor(account.value.id, topic)
            says = topic.says or ("" if topic.quote else f"Says nothing on this: {topic.topic}.")
            origin = Origin(account, ("topics", index))
            yield Draft(
                anchor, f"{slug}/{account.value.id}", "account", says, account.value.by, topic, origin
            )
    for claim in story.sheet.claims:
        yield entry_draft(slug, "claim", claim, claim.value.text, claim.value.by)


def entry_draft(slug: str, kind: str, placed: Placed[Any], statement: str, by: tuple[str, ...]) -> Draft:
    """The fact that an entry itself states."""
    name = placed.value.id
    return Draft(name, f"{slug}/{name}", kind, statement, by, placed.value, Origin(placed))


def party_drafts(story: Story) -> Iterator[Draft]:
    """The parts and roles of the parties. Their anchors name the story: a party's page gathers several."""
    for party in story.sheet.parties:
        name = party.value.id
        node = f"{PARTIES}/{name}"
        anchor = f"{story.slug}.{name}"
        if party.value.part or party.value.evidence or party.value.quote:
            part = party.value.part or f"[[{name}]] takes part in this story."
            yield Draft(anchor, node, "part", part, (name,), party.value, Origin(party))
        anchors = Anchors()
        for index, role in enumerate(party.value.roles):
            place = anchors.claim(f"{anchor}.{role_slug(role)}")
            yield Draft(place, node, "role", role_words(role), (name,), role, Origin(party, ("roles", index)))


def role_slug(role: Role) -> str:
    """The end of a role's anchor: how it ties the party to which other one."""
    relation, other = tied_to(role)
    return f"{relation.replace('_', '-')}.{other.replace('/', '.')}" if relation else "role"


def role_words(role: Role) -> str:
    """A role in words, with a link to the party it ties to."""
    relation, other = tied_to(role)
    words = {
        "leads": "leads",
        "member_of": "is part of",
        "speaks_for": "speaks for",
        "works_for": "works for",
    }
    tie = f"{words[relation]} [[{other}]]" if other else ""
    return "; ".join(part for part in (role.title, tie) if part)


def position_drafts(slug: str, demand: Placed[Demand]) -> Iterator[Draft]:
    """The positions on a demand. The first of a party has the plain anchor, later ones add their date."""
    seen: set[str] = set()
    for index, position in enumerate(demand.value.positions):
        anchor = f"{demand.value.id}.{position.party}"
        if position.party in seen:
            anchor += f".{position.as_of or index + 1}".replace("/", "_")
        seen.add(position.party)
        statement = position.text or position_words(position)
        origin = Origin(demand, ("positions", index))
        yield Draft(
            anchor, f"{slug}/{demand.value.id}", "position", statement, (position.party,), position, origin
        )


def position_words(position: DemandPosition) -> str:
    """A position that has no words of its own."""
    words = {
        "accepts": "[[{0}]] accepts this.",
        "rejects": "[[{0}]] rejects this.",
        "conditional": "[[{0}]] accepts this on conditions.",
        "silent": "[[{0}]] has said nothing on this.",
        "unknown": "Where [[{0}]] stands is not known.",
    }
    return words[position.stance].format(position.party)


def topic_anchor(account: str, topic: AccountTopic) -> str:
    """The anchor of what an account says on a topic."""
    return f"{account}.{heading_slug(topic.topic)}"


def verified(draft: Draft, story: Story, library: Library, problems: list[Diagnostic]) -> Fact:
    """The fact, its words looked up."""
    located: list[Located] = []
    missing = False
    entry_source: str | None = getattr(draft.origin.placed.value, "source", None)
    default = draft.value.source or entry_source or story.head.source or ARTICLE_ID
    wanted: list[tuple[str, str, tuple[str | int, ...], tuple[str | int, ...], bool]] = []
    if draft.value.quote:
        wanted.append((draft.value.quote, default, ("quote",), ("source",), True))
    for index, evidence in enumerate(draft.value.evidence):
        path: tuple[str | int, ...] = ("evidence", index)
        wanted.append((evidence.words, evidence.source or default, path, (*path, "source"), False))
    for words, source, path, source_path, is_quote in wanted:
        where, text = local_text(source, story, library)
        if where is None:
            span = draft.origin.span(*source_path)
            if not library.is_broken(story.slug, source):
                problems.append(unknown_source(source, story, span))
            missing = True
            continue
        passages = text.searchable.find(words) if text else ()
        if text and not passages:
            problems.append(not_found(words, text, source, draft.origin.span(*path), is_quote))
            missing = True
        located.append(Located(words, where[0], where[1], passages, is_quote))
    return Fact(
        story.slug, draft.anchor, draft.node, draft.kind, draft.statement, draft.value.quote or "", draft.by,
        tuple(located), status_of(located, missing), draft.origin.span(), draft.value,
    )  # fmt: skip


def status_of(located: list[Located], missing: bool) -> Status:
    """How far a fact's words were verified: only what was found everywhere counts as verified."""
    if not located:
        return "unsourced"
    return "verified" if not missing and all(one.passages for one in located) else "unverifiable"


def local_text(
    reference: str, story: Story, library: Library
) -> tuple[tuple[str, str] | None, LocalText | None]:
    """The story and id of a source, and its local text; None where there is no such source."""
    slug, _, name = reference.rpartition("/")
    home = story
    if slug and slug != story.slug:
        other = next((s for s in library.stories if s.slug == slug), None)
        if other is None:
            return None, None
        home = other
    if name in home.texts:
        return (home.slug, name), home.texts[name]
    known = name == ARTICLE_ID or any(source.value.id == name for source in home.sheet.sources)
    return ((home.slug, name), None) if known else (None, None)


def unknown_source(reference: str, story: Story, span: Span) -> Diagnostic:
    """Evidence that names no source."""
    known = [ARTICLE_ID, *(source.value.id for source in story.sheet.sources)]
    hint = (
        did_you_mean(reference, known)
        or "Add it under “sources”, or leave the key out: the article is meant then."
    )
    return Diagnostic("unknown-source", f"There is no source “{reference}”", span, hint)


def not_found(words: str, text: LocalText, source: str, span: Span, is_quote: bool) -> Diagnostic:
    """Words that do not stand in their source, with the nearest that do."""
    near = text.searchable.nearest(words)
    what = "quotation" if is_quote else "evidence"
    where = "the article" if source == ARTICLE_ID else f"“{source}”"
    hint = (
        f"The nearest words there: “{near.text}”"
        if near
        else "Nothing there comes near it: is it the right source?"
    )
    code = "quote-not-found" if is_quote else "evidence-not-found"
    return Diagnostic(code, f"This {what} does not stand word for word in {where}", span, hint)


def by_node(facts: Mapping[str, tuple[Fact, ...]]) -> dict[str, list[Fact]]:
    """The facts about each thing, across stories, in order."""
    index: dict[str, list[Fact]] = {}
    for story in facts.values():
        for fact in story:
            index.setdefault(fact.node, []).append(fact)
    return index
