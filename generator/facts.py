"""Every fact of a story, with the verified words it rests on.

A fact is anything that a page states: a party's part or role, a demand, a position, an event, a
reaction, what an account says on a topic, a claim. Its words are looked up in the local text of
their source; a page shows as verified only what was found there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from generator.catalogue import Catalogue
from generator.diagnostics import Diagnostic, did_you_mean
from generator.evidence import Passage
from generator.folders import PARTIES
from generator.frozen import Frozen
from generator.library import Library, draft_reference, tied_to
from generator.mending import before_in_line, written
from generator.model.base import Sourced
from generator.model.entries import AccountTopic, Demand, Role
from generator.quoted import quotations
from generator.slugs import Anchors, heading_slug
from generator.source import Span
from generator.story import ARTICLE_ID, LocalText, Story
from generator.validation import Placed

Status = Literal["verified", "unverifiable", "unsourced"]


class Located(Frozen):
    """Words of evidence and where they were found.

    `story` and `source` name the document; `passages` is empty where it has no local text.
    """

    words: str
    story: str
    source: str
    passages: tuple[Passage, ...]
    is_quote: bool


class Fact(Frozen):
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


class Origin(Frozen):
    """Where a fact stands in its sheet: the entry and the path inside it."""

    placed: Placed[Any]
    path: tuple[str | int, ...] = ()

    def span(self, *path: str | int) -> Span:
        """The place of a value of this fact."""
        return self.placed.span(*self.path, *path)


class Draft(Frozen):
    """A fact before its words are looked up."""

    anchor: str
    node: str
    kind: str
    statement: str
    by: tuple[str, ...]
    value: Sourced
    origin: Origin


Passages = dict[tuple[str, str], tuple[Passage, ...]]
"""Where words stand, by their source and the words."""


def facts_of(
    story: Story, library: Library, known: Passages | None = None
) -> tuple[tuple[Fact, ...], tuple[Diagnostic, ...]]:
    """All facts of a story in the order of its sheet, and the words that were not found.

    What is `known` of where words stand is not looked up, and what is looked up is known then.
    """
    problems: list[Diagnostic] = []
    known = {} if known is None else known
    found = tuple(verified(draft, story, library, problems, known) for draft in drafts(story, library.say))
    return found, tuple(problems)


def drafts(story: Story, say: Catalogue) -> Iterator[Draft]:
    """What the sheet states, in its order."""
    yield from party_drafts(story, say)
    slug = story.slug
    for demand in story.sheet.demands:
        yield entry_draft(slug, "demand", demand, demand.value.text, demand.value.by)
        yield from position_drafts(slug, demand, say)
    for event in story.sheet.dates:
        yield entry_draft(slug, "event", event, event.value.text or event.value.title, ())
    for reaction in story.sheet.reactions:
        yield entry_draft(slug, "reaction", reaction, reaction.value.text or "", reaction.value.by)
    for account in story.sheet.accounts:
        for index, topic in enumerate(account.value.topics):
            anchor = topic_anchor(account.value.id, topic)
            says = topic.says or ("" if topic.quote else say("statements.silence", topic=topic.topic))
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


def party_drafts(story: Story, say: Catalogue) -> Iterator[Draft]:
    """The parts and roles of the parties. Their anchors name the story: a party's page gathers several."""
    for party in story.sheet.parties:
        name = party.value.id
        node = f"{PARTIES}/{name}"
        anchor = f"{story.slug}.{name}"
        if party.value.part or party.value.evidence or party.value.quote:
            part = party.value.part or say("statements.takes_part", party=f"[[{name}]]")
            yield Draft(anchor, node, "part", part, (name,), party.value, Origin(party))
        anchors = Anchors()
        for index, role in enumerate(party.value.roles):
            place = anchors.claim(f"{anchor}.{role_slug(role)}")
            yield Draft(
                place, node, "role", role_words(role, say), (name,), role, Origin(party, ("roles", index))
            )


def role_slug(role: Role) -> str:
    """The end of a role's anchor: how it ties the party to which other one."""
    relation, other = tied_to(role)
    return f"{relation.replace('_', '-')}.{other.replace('/', '.')}" if relation else "role"


def role_words(role: Role, say: Catalogue) -> str:
    """A role in words, with a link to the party it ties to."""
    relation, other = tied_to(role)
    tie = say(f"statements.{relation}", party=f"[[{other}]]") if other else ""
    return "; ".join(part for part in (role.title, tie) if part)


def position_drafts(slug: str, demand: Placed[Demand], say: Catalogue) -> Iterator[Draft]:
    """The positions on a demand. The first of a party has the plain anchor, later ones add their date."""
    seen: set[str] = set()
    for index, position in enumerate(demand.value.positions):
        anchor = f"{demand.value.id}.{position.party}"
        if position.party in seen:
            anchor += f".{position.as_of or index + 1}".replace("/", "_")
        seen.add(position.party)
        statement = position.text or say(f"statements.{position.stance}", party=f"[[{position.party}]]")
        origin = Origin(demand, ("positions", index))
        yield Draft(
            anchor, f"{slug}/{demand.value.id}", "position", statement, (position.party,), position, origin
        )


def topic_anchor(account: str, topic: AccountTopic) -> str:
    """The anchor of what an account says on a topic."""
    return f"{account}.{heading_slug(topic.topic)}"


class Wanted(Frozen):
    """Words to be looked up: in which source, and where both are written.

    `named` is None where the source is the story's own, which is checked with its head.
    """

    words: str
    source: str
    place: Span
    named: Span | None
    is_quote: bool


def verified(
    draft: Draft, story: Story, library: Library, problems: list[Diagnostic], known: Passages
) -> Fact:
    """The fact, its words looked up."""
    wanted = list(words_of(draft, story))
    found = [located(one, story, library, problems, known) for one in wanted]
    return Fact(
        story=story.slug,
        anchor=draft.anchor,
        node=draft.node,
        kind=draft.kind,
        statement=draft.statement,
        quote=draft.value.quote or "",
        by=draft.by,
        located=tuple(one for one in found if one is not None),
        status=status_of(found),
        span=draft.origin.span(),
        value=draft.value,
    )


def words_of(draft: Draft, story: Story) -> Iterator[Wanted]:
    """The words that a fact rests on, each with the source that is nearest to it."""
    value, origin = draft.value, draft.origin
    source, named = story.head.source or ARTICLE_ID, None
    if inherited := getattr(origin.placed.value, "source", None):
        source, named = inherited, origin.placed.span("source")
    if value.source:
        source, named = value.source, origin.span("source")
    if value.quote:
        yield Wanted(value.quote, source, origin.span("quote"), named, True)
    for index, one in enumerate(value.evidence):
        place = origin.span("evidence", index, "words")
        own = origin.span("evidence", index, "source") if one.source else named
        yield Wanted(one.words, one.source or source, place, own, False)


def located(
    wanted: Wanted, story: Story, library: Library, problems: list[Diagnostic], known: Passages
) -> Located | None:
    """Words where they were found; None where there is no such source."""
    where, text = local_text(wanted.source, story, library)
    if where is None:
        if wanted.named and library.is_draft(story.slug, wanted.source):
            problems.append(draft_reference(wanted.source, wanted.named))
        elif wanted.named and not library.may_be_broken(story.slug, wanted.source):
            problems.append(unknown_source(wanted.source, story, wanted.named))
        return None
    key = (wanted.source, wanted.words)
    passages = known.get(key)
    if passages is None:
        passages = known[key] = text.searchable.find(wanted.words) if text else ()
    if text and not passages:
        problems.append(not_found(wanted, text))
    return Located(wanted.words, *where, passages, wanted.is_quote)


def status_of(found: list[Located | None]) -> Status:
    """How far a fact's words were verified: only what was found everywhere counts as verified."""
    if not found:
        return "unsourced"
    return "verified" if all(one and one.passages for one in found) else "unverifiable"


def local_text(
    reference: str, story: Story, library: Library
) -> tuple[tuple[str, str] | None, LocalText | None]:
    """The story and id of a source, and its local text; None where there is no such source."""
    slug, _, name = reference.rpartition("/")
    home = story
    if slug and slug != story.slug:
        if slug not in library.story_parties:
            return None, None
        home = library.story(slug)
    if name in home.texts:
        return (home.slug, name), home.texts[name]
    known = name == ARTICLE_ID or any(source.value.id == name for source in home.sheet.sources)
    return ((home.slug, name), None) if known else (None, None)


def unknown_source(reference: str, story: Story, span: Span) -> Diagnostic:
    """Evidence that names no source."""
    known = [ARTICLE_ID, *(source.value.id for source in story.sheet.sources)]
    hint = (
        did_you_mean(reference, known)
        or f"Add an entry with this id under “sources”, or delete “source: {reference}”: then the article is "
        "meant."
    )
    return Diagnostic("unknown-source", f"There is no source “{reference}”", span, hint)


def not_found(wanted: Wanted, text: LocalText) -> Diagnostic:
    """Words that do not stand in their source, with the nearest that do."""
    near = text.searchable.nearest(wanted.words)
    what = "quotation" if wanted.is_quote else "evidence"
    where = "the article" if wanted.source == ARTICLE_ID else f"“{wanted.source}”"
    words = spoken(near.text) if near and wanted.is_quote else near.text if near else ""
    key = re.search(r"[\w-]+: *$", before_in_line(wanted.place))
    hint = (
        f"If the nearest words there are meant, write {key[0] if key else ''}{written(words)}"
        if near
        else "Nothing there comes near it: copy the words from there, or name the source they stand in"
    )
    return Diagnostic(
        "quote-not-found" if wanted.is_quote else "evidence-not-found",
        f"This {what} does not stand word for word in {where}",
        wanted.place,
        hint,
    )


def spoken(words: str) -> str:
    """What is quoted in some words of a text, where only a part is; a comma before “he said” goes too."""
    quoted = next((words[one.start : one.end] for one in quotations(words) if not one.is_open), "")
    return quoted.rstrip(",") or words


def by_node(facts: Mapping[str, tuple[Fact, ...]]) -> dict[str, list[Fact]]:
    """The facts about each thing, across stories, in order."""
    index: dict[str, list[Fact]] = {}
    for story in facts.values():
        for fact in story:
            index.setdefault(fact.node, []).append(fact)
    return index
