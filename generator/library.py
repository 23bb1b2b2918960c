"""All content as one model: stories, the parties they share, and one index of everything by its key.

A key is the address-like name of a thing: `story/id` for an entry, `parties/id` for a party,
`story` for a story itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any

from msgspec import field
from msgspec.structs import replace

from generator.article import TitleOf
from generator.catalogue import Catalogue
from generator.diagnostics import Diagnostic
from generator.fact_sheet import ANY, DraftEntry
from generator.folders import PARTIES, SHARED_FILE
from generator.frozen import Frozen
from generator.memory import Kept
from generator.model.choices import PartyKind
from generator.model.entries import Party, Role
from generator.source import Span
from generator.story import Story
from generator.tracing import Lookups, Plain, Shelf
from generator.validation import Placed

TITLE_LENGTH = 70


class Node(Frozen):
    """Anything that can be linked to: its key, what it is, what it is called and where it is written."""

    key: str
    story: str
    id: str
    kind: str
    title: str
    placed: Placed[Any] | None
    span: Span


class Profile(Frozen):
    """A party, put together from where it is defined and from the stories it takes part in."""

    key: str
    id: str
    name: str
    aliases: tuple[str, ...]
    kind: PartyKind | None
    wikidata: str
    definition: Placed[Party]


class Record(Frozen):
    """How a story was read: what its files come to, and either what was kept of it or what it looked up.

    What has a mistake is not to be kept: it is to be found again.
    """

    key: bytes
    kept: Kept | None
    lookups: Mapping[str, Lookups[Any, Any]]
    is_clean: bool


class Library(Frozen, dict=True):
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
    say: Catalogue = field(default_factory=Catalogue)
    records: Mapping[str, Record] = field(default_factory=dict)
    shared: str = ""
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


def draft_reference(reference: str, span: Span) -> Diagnostic:
    """Something published that names a draft."""
    return Diagnostic(
        "draft-reference",
        f"“{reference}” is a draft, and drafts are not published",
        span,
        f"When you have checked the entry of “{reference}”, delete “draft: true” there, with the comma "
        "before it if one stands there. Until then, name another entry here.",
    )


RELATIONS = ("leads", "member_of", "speaks_for", "works_for")


def tied_to(role: Role) -> tuple[str, str]:
    """The relation that a role states, and the party it leads to; both empty where it states none."""
    for relation in RELATIONS:
        if (ref := getattr(role, relation)) is not None:
            return relation, str(ref)
    return "", ""
