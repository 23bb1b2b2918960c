"""A page of one story right after an edit, while everything else still is as it was.

Reading a whole site anew takes seconds where there are thousands of pages; the editor who has just saved a
sentence waits for one of them. So that story alone is read again, and what other stories say of it is taken
from before. The page may lack, for the moment until the site has been read, what follows from ties between
stories: it is shown to who wrote it and never published.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Iterable, Mapping, MutableMapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

from msgspec.structs import replace

from generator.addresses import Addresses, assign_addresses
from generator.chapters import Chapter, make_chapter
from generator.diagnostics import Diagnostic, has_errors
from generator.edition import Edition
from generator.fact_sheet import Sheet, read_sheet
from generator.facts import Fact, by_node
from generator.folders import ARTICLE, FACT_SHEET
from generator.gathering import KINDS, gather_nodes, parties_of, profile
from generator.graph import Edge, Graph, build_graph
from generator.library import Library, Node, Profile, titles
from generator.links import TextLink
from generator.pages import page_of_story
from generator.pages.changes import change_notes
from generator.pages.desk import Desk
from generator.press import Press
from generator.reading import read_text
from generator.story import ARTICLE_ID, Story, read_story
from generator.views import PageView


class PatchedEdition(Edition, dict=True):
    """An edition with one story read anew over the edition of before."""

    before: Edition | None = None
    slug: str = ""

    @cached_property
    def backlinks(self) -> Mapping[str, list[TextLink]]:
        """The links that led to each thing before."""
        return self.before.backlinks if self.before else {}

    @cached_property
    def about_here(self) -> Mapping[tuple[str, str], list[Fact]]:
        """The facts about each thing that a story states."""
        own = alone(self, self.slug).about_here
        if self.before is None:
            return own
        gone = {(self.slug, fact.node): list[Fact]() for fact in self.before.facts[self.slug]}
        return over({**gone, **own}, self.before.about_here)

    @cached_property
    def resting_on(self) -> Mapping[str, list[Fact]]:
        """The facts that rest on each source: of before, and those of the story on its own."""
        return self._patched("resting_on")

    @cached_property
    def told_in(self) -> Mapping[str, list[Fact]]:
        """The facts that were first said in each source, in the same way."""
        return self._patched("told_in")

    def _patched(self, index: str) -> Mapping[str, list[Fact]]:
        own: Mapping[str, list[Fact]] = getattr(alone(self, self.slug), index)
        if self.before is None:
            return own
        return patched(
            own, getattr(self.before, index), self.slug, getattr(alone(self.before, self.slug), index)
        )


def alone(edition: Edition, slug: str) -> Edition:
    """An edition with the facts of one story."""
    plain = Edition(**{name: getattr(edition, name) for name in Edition.__struct_fields__})
    return replace(plain, facts={slug: edition.facts[slug]})


def galley(press: Press, content: Path, slug: str, address: str) -> PageView | None:
    """The page at an address below a story's folder, with that story as it stands on the disk.

    None where that takes more than reading the story: it is new, entries of it are gone, or it has a mistake.
    """
    edition, shown = press.desk.edition, press.desk.shown
    if slug not in edition.library.story_parties:
        return None
    source, said = read_text(content / slug / FACT_SHEET, f"{shown}/{slug}/{FACT_SHEET}")
    sheet, found = read_sheet(slug, source)
    if sheet is None or sheet.is_draft or has_errors((*said, *found)):
        return None
    patched = patched_library(edition.library, sheet, content, shown)
    if patched is None:
        return None
    library, story = patched
    chapter = make_chapter(story, library)
    if has_errors(chapter.problems):
        return None
    now = patched_edition(edition, library, story, chapter)
    notes = change_notes(at_desk(press.desk, replace(now, library=replace(library, stories=(story,)))))
    return page_of_story(at_desk(press.desk, now), notes, story, address)


def at_desk(desk: Desk, edition: Edition) -> Desk:
    """An edition at a desk like another one."""
    return Desk(edition, desk.shown, desk.edit_base, desk.say, desk.site_name, desk.site_url)


def patched_library(
    library: Library, sheet: Sheet, content: Path, shown: str
) -> tuple[Library, Story] | None:
    """A library with a story read anew from its sheet; none where something that others may name is gone."""
    slug, problems = sheet.slug, list[Diagnostic]()
    profiles = {**library.profiles, **defined_in(sheet, library)}
    own = gather_nodes([sheet], profiles, problems, library.say)
    if has_errors(problems) or not own.keys() >= set(library.keys_in.get(slug, ())):
        return None
    nodes = {**library.nodes, **own}
    story = same_words(library, nodes, sheet, content, shown)
    if story is None:
        story, found = read_story(content / slug, f"{shown}/{slug}", sheet, titles(nodes, slug))
        if has_errors(found):
            return None
    stories = tuple(story if one.slug == slug else one for one in library.stories)
    taking_part = {**library.story_parties, slug: tuple(parties_of(sheet, profiles))}
    return replace(library, stories=stories, nodes=nodes, profiles=profiles, story_parties=taking_part), story


def same_words(
    library: Library, nodes: Mapping[str, Node], sheet: Sheet, content: Path, shown: str
) -> Story | None:
    """A story with another sheet, where its article is as before, and so is all that it names."""
    before = library.story(sheet.slug)
    source, _ = read_text(content / sheet.slug / ARTICLE, f"{shown}/{sheet.slug}/{ARTICLE}")
    named = {reference.target for block in before.article.blocks for reference in block.references}
    was, now = titles(library.nodes, sheet.slug), titles(nodes, sheet.slug)
    kept = any(placed.value.text for placed in (*sheet.sources, *before.sheet.sources))
    if kept or source.text != before.article.source.text or any(was(one) != now(one) for one in named):
        return None
    return replace(before, sheet=sheet, head=sheet.head.value) if sheet.head else None


def defined_in(sheet: Sheet, library: Library) -> dict[str, Profile]:
    """The parties that a sheet gives a name, with the aliases that they had."""
    found = {}
    for placed in sheet.parties:
        if placed.value.name is not None:
            now = profile(placed, [placed])
            old = library.profiles.get(now.id)
            aliases = dict.fromkeys((*now.aliases, *(old.aliases if old else ())))
            found[now.id] = replace(now, aliases=tuple(aliases))
    return found


def patched_edition(edition: Edition, library: Library, story: Story, chapter: Chapter) -> Edition:
    """The edition of before, with what one story adds to it now."""
    slug = story.slug
    stated = build_graph(replace(library, stories=(story,))).edges
    return PatchedEdition(
        library=library,
        facts={**edition.facts, slug: chapter.facts},
        about=patched(
            by_node({slug: chapter.facts}), edition.about, slug, by_node({slug: edition.facts[slug]})
        ),
        graph=Graph((*stated, *led_to(edition, slug))),
        addresses=addresses(edition, library, slug, chapter.facts, stated, gather_keys(story, library)),
        names={**edition.names, slug: chapter.names},
        texts=over(chapter.texts, edition.texts),
        article_links={**edition.article_links, slug: chapter.article_links},
        links=over(chapter.links, edition.links),
        related=edition.related,
        before=edition,
        slug=slug,
    )


def patched(
    own: Mapping[str, list[Fact]], before: Mapping[str, list[Fact]], slug: str, were: Iterable[str]
) -> Mapping[str, list[Fact]]:
    """Facts by a key: those of one story as they are now, all others as they were, story by story.

    The story's own facts `were` under these keys.
    """
    keys = {*own, *were}
    now = {
        key: sorted(
            [*(fact for fact in before.get(key, ()) if fact.story != slug), *own.get(key, ())],
            key=lambda fact: fact.story,
        )
        for key in sorted(keys)
    }
    return over(now, before)


def led_to(edition: Edition, slug: str) -> list[Edge]:
    """The ties that other stories state to things of this one."""
    keys = edition.library.keys_in.get(slug, ())
    edges = (edge for key in keys for edge in edition.graph.incoming.get(key, ()))
    return [edge for edge in edges if edge.story != slug]


def addresses(
    edition: Edition,
    library: Library,
    slug: str,
    facts: tuple[Fact, ...],
    stated: Sequence[Edge],
    gathered: Collection[str],
) -> Addresses:
    """Where everything stood, and where the things of one story stand now."""
    keys = set(gathered) | {edge.target for edge in stated}
    some = replace(library, nodes={key: library.nodes[key] for key in keys})
    now = assign_addresses(some, {slug: facts}, Graph(tuple(stated))).by_key
    own = {key: address for key, address in now.items() if library.nodes[key].story == slug}
    return Addresses({**edition.addresses.by_key, **own})


def gather_keys(story: Story, library: Library) -> list[str]:
    """The keys of a story's own things, as it is now."""
    named = (placed.value.id for section in KINDS for placed in getattr(story.sheet, section))
    keys = (story.slug, f"{story.slug}/{ARTICLE_ID}", *(f"{story.slug}/{name}" for name in named))
    return [key for key in keys if key in library.nodes]


Key = TypeVar("Key")
Value = TypeVar("Value")


def over(now: Mapping[Key, Value], before: Mapping[Key, Value]) -> Mapping[Key, Value]:
    """What was found now, and for all else what was there before; neither is ever changed."""
    return ChainMap(cast(MutableMapping[Key, Value], now), cast(MutableMapping[Key, Value], before))
