"""All content as one model: stories, the parties they share, and one index of everything by its key.

A key is the address-like name of a thing: `story/id` for an entry, `parties/id` for a party,
`story` for a story itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.article import REFERENCE, TitleOf
from generator.catalogue import Catalogue
from generator.diagnostics import Diagnostic, unsaid
from generator.folders import FACT_SHEET, PARTIES, SHARED_FILE, story_folders
from generator.frozen import frozen
from generator.model import Party, PartyKind, Role
from generator.reading import read_text
from generator.source import Span
from generator.story import (
    ARTICLE_ID,
    DraftEntry,
    Entries,
    Sheet,
    Story,
    read_entries,
    read_sheet,
    read_story,
)
from generator.validation import Placed
from generator.yaml_document import YamlDocument, read_yaml

TITLE_LENGTH = 70


@frozen
class Node:
    """Anything that can be linked to: its key, what it is, what it is called and where it is written."""

    key: str
    story: str
    id: str
    kind: str
    title: str
    placed: Placed[Any] | None
    span: Span


@frozen
class Profile:
    """A party, put together from where it is defined and from the stories it takes part in."""

    key: str
    id: str
    name: str
    aliases: tuple[str, ...]
    kind: PartyKind | None
    wikidata: str
    definition: Placed[Party]


@frozen
class Library:
    """Everything that was read.

    `story_parties` has the ids of the parties that take part in each story; `broken` the keys of
    entries that could not be read, `unread` the names of stories whose whole sheet could not; `drafts`
    the entries that nobody has checked, which nothing else here holds. What has no words of its own is
    called by those of `say`.
    """

    stories: tuple[Story, ...]
    nodes: Mapping[str, Node]
    profiles: Mapping[str, Profile]
    story_parties: Mapping[str, tuple[str, ...]]
    broken: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    drafts: tuple[DraftEntry, ...] = ()
    say: Catalogue = field(default_factory=Catalogue, compare=False)

    def resolve(self, story: str, reference: str) -> Node | None:
        """What a reference in a story means: its own entry, then a party, then a story or an entry of one."""
        return find_node(self.nodes, story, reference)

    def is_broken(self, story: str, reference: str) -> bool:
        """Whether what is named exists but could not be read, which is reported elsewhere."""
        keys = {f"{story}/{reference}", f"{PARTIES}/{reference}", reference}
        whole = {story, reference.partition("/")[0]} & self.unread
        return bool(keys & self.broken or whole or PARTIES in self.broken)

    def is_draft(self, story: str, reference: str) -> bool:
        """Whether what is named is there, but as a draft."""
        return not self._draft_keys.isdisjoint((f"{story}/{reference}", f"{PARTIES}/{reference}", reference))

    @cached_property
    def _draft_keys(self) -> frozenset[str]:
        return frozenset(draft.key for draft in self.drafts)

    def story(self, slug: str) -> Story:
        """The story of this name."""
        return self._by_slug[slug]

    @cached_property
    def _by_slug(self) -> dict[str, Story]:
        return {story.slug: story for story in self.stories}


def find_node(nodes: Mapping[str, Node], story: str, reference: str) -> Node | None:
    """Look a reference up in an index of nodes."""
    for key in (f"{story}/{reference}", f"{PARTIES}/{reference}", reference):
        if key in nodes:
            return nodes[key]
    return None


def shortened(text: str, length: int = TITLE_LENGTH) -> str:
    """The beginning of a text, cut between words."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[: text.rfind(" ", 0, length) if " " in text[:length] else length].rstrip(" ,;:–-")
    return cut if cut.endswith((".", "!", "?")) else f"{cut}…"


def read_library(
    content: Path, shown: str, say: Catalogue | None = None
) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Everything in a content folder, and what is wrong with it. `shown` is how people know the folder.

    What cannot be read is left out and remembered, so that its absence is not reported over and over.
    """
    say = say or Catalogue()
    folders, odd = story_folders(content, shown)
    shared, problems = read_shared(content, shown)
    sheets: list[Sheet] = []
    for folder in folders:
        source, found = read_text(folder / FACT_SHEET, f"{shown}/{folder.name}/{FACT_SHEET}")
        problems += found
        sheet, found = read_sheet(folder.name, source) if source.text or not found else (None, [])
        problems += found
        sheets.append(sheet or Sheet(folder.name, None, None))
    drafts = (*shared.drafts, *(draft for sheet in sheets for draft in sheet.drafts))
    sheets = [sheet for sheet in sheets if not sheet.is_draft]
    profiles = gather_profiles(shared.placed, sheets, problems)
    nodes = gather_nodes(sheets, profiles, problems, say)
    stories: list[Story] = []
    for sheet in sheets:
        story, found = read_story(
            content / sheet.slug, f"{shown}/{sheet.slug}", sheet, titles(nodes, sheet.slug)
        )
        problems += found
        if sheet.document is not None:
            stories.append(story)
    taking_part = {story.slug: tuple(parties_of(story.sheet, profiles)) for story in stories}
    refused = {one.span.source.path.rpartition("/")[2] for one in odd if one.code == "bad-folder-name"}
    missing = frozenset(sheet.slug for sheet in sheets if sheet.document is None) | refused
    broken = shared.broken | {
        f"{place}/{name}" for sheet in sheets for name in sheet.broken for place in (sheet.slug, PARTIES)
    }
    return Library(tuple(stories), nodes, profiles, taking_part, broken, missing, drafts, say), (
        *odd,
        *unsaid(problems, odd),
    )


def titles(nodes: Mapping[str, Node], story: str) -> TitleOf:
    """What references in a story are called."""

    def title_of(reference: str) -> str | None:
        node = find_node(nodes, story, reference)
        return node.title if node else None

    return title_of


def read_shared(content: Path, shown: str) -> tuple[Entries[Party], list[Diagnostic]]:
    """The parties that stories share, and what is wrong with them; `broken` has keys here, not ids."""
    path = content / SHARED_FILE
    if not os.path.lexists(path):
        return Entries(), []
    source, problems = read_text(path, f"{shown}/{SHARED_FILE}")
    document, found = read_yaml(source) if source.text or not problems else (None, [])
    problems += found
    if document is None or not isinstance(document.value, dict):
        return Entries(broken=frozenset({PARTIES})), problems
    problems += [unknown_key(document, key) for key in document.value if key != PARTIES]
    read, found = read_entries(Party, document, PARTIES, document.value.get(PARTIES), PARTIES)
    broken = frozenset(f"{PARTIES}/{name}" for name in read.broken)
    return replace(read, broken=broken), problems + unsaid(found, problems)


def unknown_key(document: YamlDocument, key: str) -> Diagnostic:
    """A top-level key that the shared file does not have."""
    span = document.key_span((key,))
    return Diagnostic("unknown-key", f"There is no key “{key}” here", span, "This file has “parties”.")


def gather_profiles(
    shared: tuple[Placed[Party], ...], sheets: Iterable[Sheet], problems: list[Diagnostic]
) -> dict[str, Profile]:
    """Every party once, by id. A party is defined where its name is given."""
    defined: dict[str, Placed[Party]] = {}
    mentioned: dict[str, list[Placed[Party]]] = {}
    entries = [("", placed) for placed in shared]
    entries += [(sheet.slug, placed) for sheet in sheets for placed in sheet.parties]
    seen: dict[tuple[str, str], Placed[Party]] = {}
    for story, placed in entries:
        name = placed.value.id
        twin = seen.setdefault((story, name), placed)
        if placed.value.name is not None:
            twin = defined.setdefault(name, placed) if twin is placed else twin
        elif not story:
            hint = "Add “name: …”."
            problems.append(
                Diagnostic("missing-key", f"The key “name” of “{name}” is missing", placed.span(), hint)
            )
        if twin is not placed:
            problems.append(duplicate(name, placed.span("id"), twin.span("id"), "party"))
        mentioned.setdefault(name, []).append(placed)
    return {name: profile(placed, mentioned[name]) for name, placed in defined.items()}


def profile(definition: Placed[Party], entries: list[Placed[Party]]) -> Profile:
    """One party from its definition, with the aliases that stories add."""
    party = definition.value
    aliases = tuple(dict.fromkeys(alias for entry in entries for alias in entry.value.aliases))
    return Profile(
        f"{PARTIES}/{party.id}",
        party.id,
        party.name or party.id,
        aliases,
        party.kind,
        party.wikidata or "",
        definition,
    )


def duplicate(name: str, span: Span, first: Span, what: str) -> Diagnostic:
    """An id that two things have."""
    return Diagnostic(
        "duplicate-id",
        f"The id “{name}” is a duplicate: another {what} has it",
        span,
        "Give one of them another id, or join the two.",
        related=(("The first stands here", first),),
    )


def draft_reference(reference: str, span: Span) -> Diagnostic:
    """Something published that names a draft."""
    return Diagnostic(
        "draft-reference",
        f"“{reference}” is a draft, and drafts are not published",
        span,
        "Check that entry and take its line “draft: true” away, or leave this reference out until then.",
    )


def entry_title(kind: str, value: Any, names: Mapping[str, Profile], say: Catalogue) -> str:
    """What an entry is called in links and headings."""

    def name_of(reference: str) -> str:
        return names[reference].name if reference in names else reference

    if kind == "reaction":
        people = say.listed([name_of(reference) for reference in value.by])
        if value.quote:
            return say.words("titles.quotation").format(people=people, words=shortened(value.quote, 60))
        if not value.text:
            return people
        words = shortened(without_references(value.text, name_of), 60)
        return say.words("titles.reaction").format(people=people, words=words)
    return str(getattr(value, "title", None) or shortened(without_references(value.text, name_of)))


def without_references(text: str, name_of: Callable[[str], str]) -> str:
    """A text with its explicit links as plain words."""
    return REFERENCE.sub(lambda match: (match[2] or name_of(match[1].strip())).strip(), text)


KINDS = {
    "demands": "demand",
    "dates": "event",
    "reactions": "reaction",
    "accounts": "account",
    "claims": "claim",
    "sources": "source",
}


def gather_nodes(
    sheets: Iterable[Sheet], profiles: Mapping[str, Profile], problems: list[Diagnostic], say: Catalogue
) -> dict[str, Node]:
    """The index of everything that can be linked to."""
    nodes = {
        p.key: Node(p.key, "", p.id, "party", p.name, p.definition, p.definition.span("id"))
        for p in profiles.values()
    }
    for sheet in sheets:
        if sheet.document is None:
            continue
        title = sheet.head.value.headline if sheet.head else sheet.slug
        start = sheet.document.value_span(("story",))
        nodes[sheet.slug] = Node(sheet.slug, sheet.slug, "", "story", title, sheet.head, start)
        article = f"{sheet.slug}/{ARTICLE_ID}"
        whole = sheet.document.value_span(())
        nodes[article] = Node(article, sheet.slug, ARTICLE_ID, "article", say("titles.article"), None, whole)
        for section, kind in KINDS.items():
            for placed in getattr(sheet, section):
                add_entry(nodes, sheet.slug, kind, placed, profiles, problems, say)
    return nodes


def add_entry(
    nodes: dict[str, Node],
    slug: str,
    kind: str,
    placed: Placed[Any],
    profiles: Mapping[str, Profile],
    problems: list[Diagnostic],
    say: Catalogue,
) -> None:
    """Put one entry into the index, unless its id is taken."""
    name = placed.value.id
    key = f"{slug}/{name}"
    span = placed.span("id")
    other = nodes.get(key) or nodes.get(f"{PARTIES}/{name}")
    if other is not None:
        what = "entry of this site itself" if other.kind == "article" else other.kind
        problems.append(duplicate(name, span, other.span, what))
        return
    nodes[key] = Node(key, slug, name, kind, entry_title(kind, placed.value, profiles, say), placed, span)


def parties_of(sheet: Sheet, profiles: Mapping[str, Profile]) -> Iterator[str]:
    """The ids of the parties that take part in a story, in the order in which the sheet names them."""
    yield from dict.fromkeys(ref for ref in party_references(sheet) if ref in profiles)


def party_references(sheet: Sheet) -> Iterator[str]:
    """Every reference in a sheet that may name a party."""
    for party in sheet.parties:
        yield party.value.id
        yield from (ref for role in party.value.roles if (ref := tied_to(role)[1]))
    for demand in sheet.demands:
        yield from (*demand.value.by, *demand.value.of, *(p.party for p in demand.value.positions))
    for event in sheet.dates:
        yield from event.value.who
    spoken: tuple[Placed[Any], ...] = (*sheet.reactions, *sheet.accounts, *sheet.claims, *sheet.sources)
    for entry in spoken:
        yield from entry.value.by


RELATIONS = ("leads", "member_of", "speaks_for", "works_for")


def tied_to(role: Role) -> tuple[str, str]:
    """The relation that a role states, and the party it leads to; both empty where it states none."""
    for relation in RELATIONS:
        if (ref := getattr(role, relation)) is not None:
            return relation, str(ref)
    return "", ""
