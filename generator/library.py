"""All content as one model: stories, the parties they share, and one index of everything by its key.

A key is the address-like name of a thing: `story/id` for an entry, `parties/id` for a party,
`story` for a story itself.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.archive import Archive
from generator.article import REFERENCE, TitleOf
from generator.catalogue import Catalogue
from generator.diagnostics import Diagnostic, unsaid
from generator.folders import FACT_SHEET, PARTIES, SHARED_FILE, story_folders
from generator.frozen import frozen
from generator.memory import Kept, Memory, key_of
from generator.mending import added, sentence
from generator.model import Party, PartyKind, Role
from generator.reading import read_text
from generator.recovery import read_on
from generator.source import Span
from generator.story import (
    ANY,
    ARTICLE_ID,
    DraftEntry,
    Entries,
    Sheet,
    Story,
    read_entries,
    read_sheet,
    read_story,
)
from generator.tracing import Lookups, Plain, Shelf, holds
from generator.validation import Placed
from generator.yaml_document import YamlDocument

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
class Record:
    """How a story was read: what its files come to, and either what was kept of it or what it looked up.

    What has a mistake is not to be kept: it is to be found again.
    """

    key: bytes
    kept: Kept | None
    lookups: Mapping[str, Lookups[Any, Any]]
    is_clean: bool


@frozen
class Library:
    """Everything that was read.

    `story_parties` has the ids of the parties that take part in each story; `broken` the keys of
    entries that could not be read, `unread` the names of stories whose whole sheet could not; `doubtful` the
    places of what has mistakes and was read as far as it could be; `drafts` the entries that nobody has
    checked, which nothing else here holds. What has no words of its own is called by those of `say`.
    `records` say of each story how it was read.
    """

    stories: tuple[Story, ...]
    nodes: Mapping[str, Node]
    profiles: Mapping[str, Profile]
    story_parties: Mapping[str, tuple[str, ...]]
    broken: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    doubtful: tuple[Span, ...] = ()
    drafts: tuple[DraftEntry, ...] = ()
    say: Catalogue = field(default_factory=Catalogue, compare=False)
    records: Mapping[str, Record] = field(default_factory=dict, compare=False)
    shared: str = field(default="", compare=False)
    """The text of the file of shared parties."""

    @property
    def state(self) -> bytes:
        """What all that was read comes to."""
        digest = sha256(self.shared.encode("utf-8", "surrogatepass"))
        for slug, record in sorted(self.records.items()):
            digest.update(f"\0{slug}\0".encode() + record.key)
        return digest.digest()

    def resolve(self, story: str, reference: str) -> Node | None:
        """What a reference in a story means: its own entry, then a party, then a story or an entry of one."""
        return find_node(self.nodes, story, reference)

    def may_be_broken(self, story: str, reference: str) -> bool:
        """The same, or that entries could not be read of which not even the ids are known."""
        unnamed = {f"{place}/{ANY}" for place in (story, PARTIES, reference.partition("/")[0])}
        return self.is_broken(story, reference) or not self.broken.isdisjoint(unnamed)

    @cached_property
    def unsure(self) -> frozenset[str]:
        """The stories in which something could not be read or has a mistake; all where shared parties do."""
        places = {tuple(span.source.path.split("/")[-2:]) for span in self.doubtful}
        headless = {story.slug for story in self.stories if story.sheet.head is None}
        if PARTIES in self.broken or any(file == SHARED_FILE for _, file in places):
            return frozenset(self.by_slug)
        return self.unread | headless | {folder for folder, _ in places}

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
        return self.by_slug[slug]

    @cached_property
    def by_slug(self) -> Mapping[str, Story]:
        """Each story by its name."""
        return {story.slug: story for story in self.stories}

    @cached_property
    def keys_in(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of each story's own things."""
        found: dict[str, list[str]] = {}
        for key, node in self.nodes.items():
            found.setdefault(node.story, []).append(key)
        return {slug: tuple(keys) for slug, keys in found.items()}

    @cached_property
    def stories_with(self) -> Mapping[str, tuple[str, ...]]:
        """The names of the stories that each party takes part in."""
        found: dict[str, list[str]] = {}
        for slug, parties in self.story_parties.items():
            for party in parties:
                found.setdefault(party, []).append(slug)
        return {party: tuple(slugs) for party, slugs in found.items()}


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
    cut = (text[:length].rpartition(" ")[0] or text[:length]).rstrip(" ,;:–-")
    return cut if cut.endswith((".", "!", "?")) else f"{cut}…"


def read_library(
    content: Path, shown: str, say: Catalogue | None = None, memory: Memory | None = None
) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Everything in a content folder, and what is wrong with it. `shown` is how people know the folder.

    What cannot be read is left out and remembered, so that its absence is not reported over and over. What
    `memory` has of a story is not read again.
    """
    say, memory = say or Catalogue(), memory or Memory(Archive(None))
    folders, odd = story_folders(content, shown)
    shared, problems = read_shared(content, shown)
    text = shared.placed[0].document.source.text if shared.placed else ""
    sheets, known, found = read_sheets(folders, shown, say, memory)
    problems += found
    drafts = (*shared.drafts, *(draft for sheet in sheets for draft in sheet.drafts))
    sheets = [sheet for sheet in sheets if not sheet.is_draft]
    profiles = gather_profiles(shared, sheets, problems)
    nodes = gather_nodes(sheets, profiles, problems, say)
    taking_part = {
        sheet.slug: tuple(parties_of(sheet, profiles)) for sheet in sheets if sheet.document is not None
    }
    answers = shelves(nodes, profiles, taking_part)
    stories: list[Story] = []
    records: dict[str, Record] = {}
    for sheet in sheets:
        record = known[sheet.slug]
        if record.kept and holds(record.kept.trace, answers):
            story, records[sheet.slug] = record.kept.story, record
        else:
            lookups = {shelf.name: Lookups(shelf.mapping) for shelf in answers}
            title_of = titles(lookups["nodes"], sheet.slug)
            story, found = read_story(content / sheet.slug, f"{shown}/{sheet.slug}", sheet, title_of)
            problems += found
            records[sheet.slug] = Record(record.key, None, lookups, record.is_clean and not found)
        if sheet.document is not None:
            stories.append(story)
    refused = {one.span.source.path.rpartition("/")[2] for one in odd if one.code == "bad-folder-name"}
    missing = frozenset(sheet.slug for sheet in sheets if sheet.document is None) | refused
    broken = shared.broken | {
        f"{place}/{name}" for sheet in sheets for name in sheet.broken for place in (sheet.slug, PARTIES)
    }
    doubtful = (*shared.doubtful, *(span for sheet in sheets for span in sheet.doubtful))
    memory.forget_all_but(nodes)
    library = Library(
        tuple(stories), nodes, profiles, taking_part, broken, missing, doubtful, drafts, say, records, text
    )
    return library, (*odd, *unsaid(with_ids(problems, profiles), odd))


def read_sheets(
    folders: Iterable[Path], shown: str, say: Catalogue, memory: Memory
) -> tuple[list[Sheet], dict[str, Record], list[Diagnostic]]:
    """The sheets of stories, how each was read, and what is wrong with those that are not kept."""
    sheets: list[Sheet] = []
    known: dict[str, Record] = {}
    problems: list[Diagnostic] = []
    for folder in folders:
        key = key_of(folder, shown, say.language)
        kept = memory.of(folder.name, key)
        sheet, found = (kept.sheet, []) if kept else sheet_of(folder, shown)
        problems += found
        known[folder.name] = Record(key, kept, {}, not found)
        sheets.append(sheet or Sheet(folder.name, None, None))
    return sheets, known, problems


def with_ids(problems: Iterable[Diagnostic], profiles: Mapping[str, Profile]) -> Iterator[Diagnostic]:
    """Mistakes, those with a name where an id is expected with the id of the party that is called so."""
    ids: dict[str, str] = {}
    for one in problems:
        if one.code == "bad-reference":
            ids = ids or ids_by_name(profiles)
            hint = named_hint(one.span.text.strip("'\""), ids)
            yield replace(one, hint=hint or one.hint)
        else:
            yield one


def ids_by_name(profiles: Mapping[str, Profile]) -> dict[str, str]:
    """The ids of parties by their names, in small letters."""
    return {name.casefold(): one.id for one in profiles.values() for name in (one.name, *one.aliases)}


def named_hint(text: str, ids: Mapping[str, str]) -> str:
    """What to write for the name of a party, or for several; empty where nobody is called so."""
    if text.casefold() in ids:
        return f"Write its id: {ids[text.casefold()]}"
    parts = [part.strip().casefold() for part in re.split(r",|\band\b", text)]
    if len(parts) > 1 and all(part in ids for part in parts):
        return f"Write their ids in brackets: [{', '.join(ids[part] for part in parts)}]"
    return ""


def sheet_of(folder: Path, shown: str) -> tuple[Sheet | None, list[Diagnostic]]:
    """The fact sheet of a story's folder, as far as it can be read."""
    source, problems = read_text(folder / FACT_SHEET, f"{shown}/{folder.name}/{FACT_SHEET}")
    sheet, found = read_sheet(folder.name, source) if source.text or not problems else (None, [])
    return sheet, problems + found


def shelves(
    nodes: Mapping[str, Node], profiles: Mapping[str, Profile], taking_part: Mapping[str, tuple[str, ...]]
) -> tuple[Shelf, ...]:
    """All that a story's texts are read with, beside its own files."""
    return (
        Shelf("nodes", nodes, told_of_node),
        Shelf("profiles", profiles, told_of_profile),
        Shelf("story_parties", taking_part, tuple),
    )


def asking(library: Library, lookups: Mapping[str, Lookups[Any, Any]]) -> Library:
    """A library that remembers what is looked up in these shelves."""
    return replace(
        library,
        nodes=lookups["nodes"],
        profiles=lookups["profiles"],
        story_parties=lookups["story_parties"],
    )


def told_of_node(node: Node) -> Plain:
    """All that a thing says elsewhere: the words of its entry say the rest."""
    return node.story, node.kind, node.title, told_of(node.placed)


def told_of_profile(party: Profile) -> Plain:
    """All that a party says."""
    return (
        party.name,
        party.aliases,
        party.kind and str(party.kind),
        party.wikidata,
        told_of(party.definition),
    )


def told_of(placed: Placed[Any] | None) -> Plain:
    """An entry in the words of its sheet."""
    return placed and placed.span().text


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
    if problems and not source.text:
        return Entries(broken=frozenset({PARTIES})), problems
    reading = read_on(source)
    document = reading.document
    problems += reading.problems
    if document is None or not isinstance(document.value, dict):
        return Entries(broken=frozenset({PARTIES})), problems
    found = [unknown_key(document, key) for key in document.value if key != PARTIES]
    read, more = read_entries(Party, document, PARTIES, document.value.get(PARTIES), PARTIES)
    names = read.broken | reading.broken | ({ANY} if reading.nameless else set())
    broken = frozenset(f"{PARTIES}/{name}" for name in names)
    doubtful = (source.span(0, len(source.text)),) if not reading.is_whole else read.doubtful
    told = problems + unsaid(reading.certain([*found, *more]), problems)
    return replace(read, broken=broken, doubtful=doubtful), told


def unknown_key(document: YamlDocument, key: str) -> Diagnostic:
    """A top-level key that the shared file does not have."""
    span = document.key_span((key,))
    hint = "This file has one list, “parties:”. Everything else stands in a story's facts.yaml."
    return Diagnostic("unknown-key", f"“{key}” is not known here", span, hint)


def gather_profiles(
    shared: Entries[Party], sheets: Iterable[Sheet], problems: list[Diagnostic]
) -> dict[str, Profile]:
    """Every party once, by id. A party is defined where its name is given."""
    defined: dict[str, Placed[Party]] = {}
    mentioned: dict[str, list[Placed[Party]]] = {}
    entries = [("", placed) for placed in shared.placed]
    entries += [(sheet.slug, placed) for sheet in sheets for placed in sheet.parties]
    seen: dict[tuple[str, str], Placed[Party]] = {}
    for story, placed in entries:
        name = placed.value.id
        twin = seen.setdefault((story, name), placed)
        if placed.value.name is not None:
            twin = defined.setdefault(name, placed) if twin is placed else twin
        elif not story and not in_doubt(placed.span(), shared.doubtful):
            message = f"The entry of “{name}” has no “name”"
            problems.append(
                Diagnostic(
                    "missing-key",
                    message,
                    placed.span(),
                    sentence(added(placed.span(), "name: …", name)) + ".",
                )
            )
        if twin is not placed:
            problems.append(duplicate(name, placed.span("id"), twin.span("id"), "party"))
        mentioned.setdefault(name, []).append(placed)
    return {name: profile(placed, mentioned[name]) for name, placed in defined.items()}


def in_doubt(place: Span, doubtful: Iterable[Span]) -> bool:
    """Whether a place is in a part of its file that could not be read as it was meant."""
    return any(one.start <= place.start <= one.end for one in doubtful)


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
        f"The id “{name}” is a duplicate: {called(what)} has it already",
        span,
        f"Give this one another id, like “{name}-2”, and write it wherever this one is meant. If both are "
        "the same thing, delete one of the two entries.",
        related=(("The first stands here", first),),
    )


def called(kind: str) -> str:
    """A kind of thing with its article."""
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def draft_reference(reference: str, span: Span) -> Diagnostic:
    """Something published that names a draft."""
    return Diagnostic(
        "draft-reference",
        f"“{reference}” is a draft, and drafts are not published",
        span,
        f"When you have checked the entry of “{reference}”, delete “draft: true” there, with the comma "
        "before it if one stands there. Until then, name another entry here.",
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
