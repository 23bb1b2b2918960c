"""All content gathered into one library: every sheet and article is read, each party and entry found once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from generator.archive import Archive
from generator.article import REFERENCE
from generator.catalogue import Catalogue
from generator.diagnostics import Diagnostic, unsaid
from generator.fact_sheet import ANY, Entries, Sheet, read_entries
from generator.first_reading import Begun, Reading, first_readings
from generator.folders import PARTIES, SHARED_FILE, story_folders
from generator.library import Library, Node, Profile, Record, shelves, shortened, tied_to, titles
from generator.memory import Memory
from generator.mending import added, sentence
from generator.model.entries import Party
from generator.reading import read_text
from generator.recovery import read_on
from generator.source import Span
from generator.story import ARTICLE_ID, Story, read_story
from generator.tracing import Lookups, Shelf, holds
from generator.validation import Placed
from generator.yaml_document import YamlDocument


def read_library(
    content: Path,
    shown: str,
    say: Catalogue | None = None,
    memory: Memory | None = None,
    only: Set[str] | None = None,
    begun: Begun | None = None,
) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Everything in a content folder, and what is wrong with it. `shown` is how people know the folder.

    What cannot be read is left out and remembered, so that its absence is not reported over and over; so are
    the stories that are not among `only` these, if they are given. What `memory` has of a story is not read
    again; the first readings may have `begun`.
    """
    say, memory = say or Catalogue(), memory or Memory(Archive(None))
    folders, odd = story_folders(content, shown)
    folders, later = read_now(folders, only)
    shared, problems = read_shared(content, shown)
    readings = first_readings(folders, shown, say.language, memory, begun)
    problems += [problem for reading in readings for problem in reading.parts.problems]
    drafts = (*shared.drafts, *(draft for reading in readings for draft in reading.sheet.drafts))
    readings = [reading for reading in readings if not reading.sheet.is_draft]
    sheets = [reading.sheet for reading in readings]
    profiles = gather_profiles(shared, sheets, problems)
    nodes = gather_nodes(sheets, profiles, problems, say)
    readable = [sheet for sheet in sheets if sheet.document is not None]
    taking_part = {sheet.slug: tuple(parties_of(sheet, profiles)) for sheet in readable}
    answers = shelves(nodes, profiles, taking_part)
    stories, records, found = read_stories(content, shown, readings, answers)
    refused = {one.span.source.path.rpartition("/")[2] for one in odd if one.code == "bad-folder-name"}
    memory.forget_all_but(nodes)
    library = Library(
        tuple(story for story in stories if story.sheet.document is not None),
        nodes,
        profiles,
        taking_part,
        broken=shared.broken.union(*map(broken_keys, sheets)),
        unread=frozenset(sheet.slug for sheet in sheets if sheet.document is None) | refused | later,
        doubtful=(*shared.doubtful, *(span for sheet in sheets for span in sheet.doubtful)),
        drafts=drafts,
        say=say,
        records=records,
        shared=shared.placed[0].document.source.text if shared.placed else "",
    )
    return library, (*odd, *unsaid(with_ids([*problems, *found], profiles), odd))


def read_now(folders: Sequence[Path], only: Set[str] | None) -> tuple[list[Path], set[str]]:
    """The folders to be read, and the names of the others: these count as not read yet."""
    now = [folder for folder in folders if only is None or folder.name in only]
    return now, {folder.name for folder in folders}.difference(folder.name for folder in now)


def read_stories(
    content: Path, shown: str, readings: Iterable[Reading], answers: Sequence[Shelf]
) -> tuple[list[Story], dict[str, Record], list[Diagnostic]]:
    """The stories of first readings, how each was read, and what is wrong with those that are not kept."""
    stories: list[Story] = []
    records: dict[str, Record] = {}
    problems: list[Diagnostic] = []
    for reading in readings:
        slug, kept = reading.sheet.slug, reading.kept
        if kept and holds(kept.trace, answers):
            story, records[slug] = kept.story, Record(reading.key, kept, {}, True)
        else:
            lookups = {shelf.name: Lookups(shelf.mapping) for shelf in answers}
            title_of = titles(lookups["nodes"], slug)
            story, found = reading.parts.story or read_story(
                content / slug, f"{shown}/{slug}", reading.sheet, title_of
            )
            problems += found
            records[slug] = Record(reading.key, None, lookups, not (reading.parts.problems or found))
        stories.append(story)
    return stories, records, problems


def broken_keys(sheet: Sheet) -> Iterator[str]:
    """What its entries that could not be read may be called elsewhere."""
    for name in sheet.broken:
        yield from (f"{sheet.slug}/{name}", f"{PARTIES}/{name}")


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
