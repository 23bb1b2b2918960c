"""All content as one model: stories, the parties they share, and one index of everything by its key.

A key is the address-like name of a thing: `story/id` for an entry, `parties/id` for a party,
`story` for a story itself.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.diagnostics import Diagnostic
from generator.model import Party, PartyKind, Role, SharedParties
from generator.reading import read_text
from generator.slugs import id_problem
from generator.source import SourceFile, Span
from generator.story import (
    ARTICLE,
    ARTICLE_ID,
    FACT_SHEET,
    LocalText,
    Sheet,
    Story,
    local_texts,
    read_article,
    read_entries,
    read_sheet,
)
from generator.validation import Placed
from generator.yaml_document import read_yaml

SHARED_FILE = "parties.yaml"
PARTIES = "parties"
RESERVED = frozenset({PARTIES, "stories", "editors", "assets", "search", "javascripts", "stylesheets"})
TITLE_LENGTH = 70


@dataclass(frozen=True)
class Node:
    """Anything that can be linked to: its key, what it is, what it is called and where it is written."""

    key: str
    story: str
    id: str
    kind: str
    title: str
    placed: Placed[Any] | None
    span: Span


@dataclass(frozen=True)
class Profile:
    """A party, put together from where it is defined and from the stories it takes part in."""

    key: str
    id: str
    name: str
    aliases: tuple[str, ...]
    kind: PartyKind | None
    wikidata: str
    definition: Placed[Party]


@dataclass(frozen=True)
class Library:
    """Everything that was read."""

    stories: tuple[Story, ...]
    nodes: Mapping[str, Node]
    profiles: Mapping[str, Profile]
    broken: frozenset[str] = frozenset()
    story_parties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def resolve(self, story: str, reference: str) -> Node | None:
        """What a reference in a story means: its own entry, then a party, then a story or an entry of one."""
        return find_node(self.nodes, story, reference)

    def is_broken(self, story: str, reference: str) -> bool:
        """Whether the thing named exists but could not be read; that is reported elsewhere."""
        return bool({f"{story}/{reference}", f"{PARTIES}/{reference}", reference} & self.broken)

    def story(self, slug: str) -> Story:
        """The story of this name."""
        return next(story for story in self.stories if story.slug == slug)


def find_node(nodes: Mapping[str, Node], story: str, reference: str) -> Node | None:
    """Look a reference up in an index of nodes."""
    for key in (f"{story}/{reference}", f"{PARTIES}/{reference}", reference):
        if key in nodes:
            return nodes[key]
    return None


def shortened(text: str, length: int = TITLE_LENGTH) -> str:
    """The beginning of a text, cut between words."""
    text = " ".join(re.sub(r"\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]", r"\1", text).split())
    if len(text) <= length:
        return text
    return text[: text.rfind(" ", 0, length) if " " in text[:length] else length].rstrip(" ,;:–-") + "…"


def read_library(content: Path, shown: str) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Everything in a content folder, and what is wrong with it. `shown` is how people know the folder."""
    problems: list[Diagnostic] = []
    folders = story_folders(content, shown, problems)
    shared = read_shared(content, shown, problems)
    sheets: list[tuple[Path, Sheet]] = []
    for folder in folders:
        source, found = read_text(folder / FACT_SHEET, f"{shown}/{folder.name}/{FACT_SHEET}")
        problems += found
        if found and not source.text:
            continue
        sheet, found = read_sheet(folder.name, source)
        problems += found
        if sheet is not None:
            sheets.append((folder, sheet))
    return assemble(sheets, shared, shown, problems)


def assemble(
    sheets: list[tuple[Path, Sheet]],
    shared: tuple[Placed[Party], ...],
    shown: str,
    problems: list[Diagnostic],
) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Sheets and shared parties as one library, articles read on the way."""
    profiles = gather_profiles(shared, [sheet for _, sheet in sheets], problems)
    nodes = gather_nodes([sheet for _, sheet in sheets], profiles, problems)
    broken = frozenset(f"{sheet.slug}/{name}" for _, sheet in sheets for name in sheet.broken) | frozenset(
        f"{PARTIES}/{name}" for _, sheet in sheets for name in sheet.broken
    )
    stories: list[Story] = []
    for folder, sheet in sheets:
        story = read_story(folder, sheet, nodes, shown, problems)
        if story is not None:
            stories.append(story)
    taking_part = {sheet.slug: tuple(parties_of(sheet, profiles)) for _, sheet in sheets}
    return Library(tuple(stories), nodes, profiles, broken, taking_part), tuple(problems)


def read_story(
    folder: Path, sheet: Sheet, nodes: Mapping[str, Node], shown: str, problems: list[Diagnostic]
) -> Story | None:
    """A sheet with its article and local texts; None where its head or front matter cannot be read."""

    def title_of(reference: str) -> str | None:
        node = find_node(nodes, sheet.slug, reference)
        return node.title if node else None

    shown_folder = f"{shown}/{folder.name}"
    source, found = read_text(folder / ARTICLE, f"{shown_folder}/{ARTICLE}")
    problems += found
    if found and not source.text:
        return None
    front, article, found = read_article(source, title_of)
    problems += found
    texts, found = local_texts(folder, shown_folder, sheet, article)
    problems += found
    if front is None or sheet.head is None:
        return None
    return Story(sheet.slug, sheet, sheet.head.value, front.value, front.span(), article, texts)


def story_folders(content: Path, shown: str, problems: list[Diagnostic]) -> list[Path]:
    """The folders that hold a story, by name; everything odd in the content folder is named."""
    found: list[Path] = []
    seen: dict[str, str] = {}
    for path in sorted(content.iterdir(), key=lambda p: p.name) if content.is_dir() else ():
        if path.name.startswith("."):
            continue
        place = Span(SourceFile(f"{shown}/{path.name}".encode("unicode_escape").decode(), ""), 0, 0)
        problems += odd_files(path, place)
        if path.is_symlink() or not path.is_dir():
            continue
        if not any((path / name).exists() for name in (FACT_SHEET, ARTICLE)):
            continue
        other = seen.setdefault(path.name.casefold(), path.name)
        if problem := folder_problem(path, other):
            problems.append(
                Diagnostic("bad-folder-name", problem, place, "Rename the folder: it is the story's address.")
            )
        else:
            found.append(path)
    return found


def folder_problem(path: Path, other: str) -> str:
    """Why a story's folder cannot have its name."""
    if path.name in RESERVED:
        return f"The site keeps the name “{path.name}” for itself"
    if other != path.name:
        return f"The folder differs from “{other}” in capitals only, which many computers cannot tell apart"
    problem = id_problem(path.name)
    return f"The name of this folder cannot be an address: {problem}" if problem else ""


def odd_files(path: Path, place: Span) -> Iterator[Diagnostic]:
    """What cannot be published from a content folder: links, devices, names that break."""
    if path.is_symlink():
        yield Diagnostic(
            "symbolic-link", "A symbolic link stands in the content", place, "Put the file itself here."
        )
    elif path.is_dir():
        for child in sorted(path.iterdir(), key=lambda p: p.name):
            shown = f"{place.source.path}/{child.name}".encode("unicode_escape").decode()
            yield from odd_files(child, Span(SourceFile(shown, ""), 0, 0))
    elif not path.is_file():
        yield Diagnostic(
            "not-a-file", "This is not a regular file", place, "Remove it from the content folder."
        )
    elif not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._ -]*", path.name) or path.name.endswith((".", " ")):
        yield Diagnostic(
            "bad-file-name",
            "The name of this file holds characters that addresses and other computers cannot",
            place,
            "Use letters, digits, hyphens and a dot.",
        )


def read_shared(content: Path, shown: str, problems: list[Diagnostic]) -> tuple[Placed[Party], ...]:
    """The parties that stories share; none where there is no such file."""
    path = content / SHARED_FILE
    if not os.path.lexists(path):
        return ()
    source, found = read_text(path, f"{shown}/{SHARED_FILE}")
    problems += found
    if found and not source.text:
        return ()
    document, found = read_yaml(source)
    problems += found
    if document is None or not isinstance(document.value, dict):
        return ()
    for key in document.value:
        if key not in SharedParties.model_fields:
            problems.append(
                Diagnostic(
                    "unknown-key",
                    f"There is no key “{key}” here",
                    document.key_span((key,)),
                    "This file has “parties”.",
                )
            )
    placed, _, found = read_entries(Party, document, PARTIES, document.value.get(PARTIES))
    problems += found
    return placed


def gather_profiles(
    shared: tuple[Placed[Party], ...], sheets: Iterable[Sheet], problems: list[Diagnostic]
) -> dict[str, Profile]:
    """Every party once, by id. A party is defined where its name is given."""
    defined: dict[str, Placed[Party]] = {}
    mentioned: dict[str, list[Placed[Party]]] = {}
    entries = [("", placed) for placed in shared]
    entries += [(sheet.slug, placed) for sheet in sheets for placed in sheet.parties]
    for story, placed in entries:
        name = placed.value.id
        mentioned.setdefault(name, []).append(placed)
        if placed.value.name is None and not story:
            problems.append(
                Diagnostic(
                    "missing-key", f"The key “name” of “{name}” is missing", placed.span(), "Add “name: …”."
                )
            )
        if placed.value.name is None:
            continue
        if name in defined:
            problems.append(duplicate(name, placed.span("id"), defined[name].span("id"), "party"))
        else:
            defined[name] = placed
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


def entry_title(kind: str, value: Any, names: Mapping[str, Profile]) -> str:
    """What an entry is called in links and headings."""
    if kind == "reaction":
        people = " and ".join(names[ref].name if ref in names else ref for ref in value.by)
        words = value.quote or value.text or ""
        return (
            f"{people}: {'“' if value.quote else ''}{shortened(words, 60)}{'”' if value.quote else ''}"
            if words
            else people
        )
    return str(getattr(value, "title", None) or shortened(value.text))


KINDS = {
    "demands": "demand",
    "dates": "event",
    "reactions": "reaction",
    "accounts": "account",
    "claims": "claim",
    "sources": "source",
}


def gather_nodes(
    sheets: Iterable[Sheet], profiles: Mapping[str, Profile], problems: list[Diagnostic]
) -> dict[str, Node]:
    """The index of everything that can be linked to."""
    nodes = {
        p.key: Node(p.key, "", p.id, "party", p.name, p.definition, p.definition.span("id"))
        for p in profiles.values()
    }
    for sheet in sheets:
        title = sheet.head.value.headline if sheet.head else sheet.slug
        start = sheet.document.value_span(("story",))
        nodes[sheet.slug] = Node(sheet.slug, sheet.slug, "", "story", title, sheet.head, start)
        article_span = sheet.document.value_span(())
        article = f"{sheet.slug}/{ARTICLE_ID}"
        nodes[article] = Node(article, sheet.slug, ARTICLE_ID, "article", "The article", None, article_span)
        for section, kind in KINDS.items():
            for placed in getattr(sheet, section):
                add_entry(nodes, sheet.slug, kind, placed, profiles, problems)
    return nodes


def add_entry(
    nodes: dict[str, Node],
    slug: str,
    kind: str,
    placed: Placed[Any],
    profiles: Mapping[str, Profile],
    problems: list[Diagnostic],
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
    nodes[key] = Node(key, slug, name, kind, entry_title(kind, placed.value, profiles), placed, span)


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


__all__ = [
    "ARTICLE_ID", "PARTIES", "Library", "LocalText", "Node", "Profile", "find_node", "read_library", "shortened", "tied_to",
]  # fmt: skip
