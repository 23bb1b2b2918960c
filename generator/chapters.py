"""What each story adds to an edition: its facts, the words they rest on, and the links in its texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec import field
from msgspec.structs import replace

from generator.diagnostics import Diagnostic
from generator.facts import Fact, Passages, facts_of
from generator.first_reading import MANY_STORIES
from generator.frozen import Frozen
from generator.library import Library, asking, shelves
from generator.links import (
    LinkedText,
    LinkSpan,
    Mentions,
    StoryNames,
    TextLink,
    article_text_links,
    link_blocks,
    link_text,
    story_names,
    text_links,
)
from generator.memory import Kept, Memory
from generator.parallel import in_turn, processors
from generator.story import ARTICLE_ID, Story
from generator.tracing import traced


class Chapter(Frozen):
    """What one story adds to an edition. `links` are by the key they come from, in the order of the texts."""

    facts: tuple[Fact, ...]
    names: StoryNames
    texts: Mapping[tuple[str, str], LinkedText]
    article_links: tuple[tuple[LinkSpan, ...], ...]
    links: Mapping[str, tuple[TextLink, ...]]
    problems: tuple[Diagnostic, ...]


class Known(Frozen):
    """What is known of a story's texts: where words stand in its sources, and names in its prose."""

    passages: Passages = field(default_factory=dict)
    mentions: Mentions = field(default_factory=dict)


def looked_up(stories: Sequence[Story], library: Library) -> Iterator[Known]:
    """What has to be known of the texts of stories, one by one: of many it is looked up by helpers.

    Looking words up is most of the work of a chapter, and little has to be told of what was found.
    """
    if len(stories) < MANY_STORIES or processors() < 2:
        return (Known() for _ in stories)
    return in_turn(partial(look_up, library), stories, many=0)


def look_up(library: Library, story: Story) -> Known:
    """All that a story's chapter asks for."""
    known = Known()
    make_chapter(story, library, known)
    return known


def make_chapter(story: Story, library: Library, known: Known | None = None) -> Chapter:
    """A story's facts and links, and what is wrong with its evidence and names."""
    known = known or Known()
    facts, problems = facts_of(story, library, known.passages)
    plain_names, found = story_names(story, library)
    names = replace(plain_names, known=known.mentions)
    article_links = link_blocks(story, library, names)
    texts: dict[tuple[str, str], LinkedText] = {}
    links: dict[str, list[TextLink]] = {}
    for link in article_text_links(story, article_links):
        links.setdefault(link.origin, []).append(link)
    for origin, text in running_texts(story, facts):
        linked = texts.setdefault((story.slug, text), link_text(text, story, library, names))
        links.setdefault(origin, []).extend(text_links(origin, linked))
    by_origin = {origin: tuple(some) for origin, some in links.items()}
    return Chapter(facts, plain_names, texts, article_links, by_origin, (*problems, *found))


def chapters_of(library: Library, memory: Memory) -> Iterator[tuple[str, Chapter]]:
    """The chapter of each story as it was kept, or made now and kept where nothing is wrong with it."""
    kept = {slug: record.kept.chapter for slug, record in library.records.items() if record.kept}
    known = looked_up([story for story in library.stories if story.slug not in kept], library)
    for story in library.stories:
        chapter = kept.get(story.slug)
        yield story.slug, chapter or new_chapter(story, library, next(known), memory)


def new_chapter(story: Story, library: Library, known: Known, memory: Memory) -> Chapter:
    """A story's chapter, made and kept where nothing is wrong with it."""
    record = library.records.get(story.slug)
    if record is None:
        return make_chapter(story, library, known)
    chapter = make_chapter(story, asking(library, record.lookups), known)
    trace = traced(shelves(library.nodes, library.profiles, library.story_parties), record.lookups)
    alone = all(one.story == story.slug for fact in chapter.facts for one in fact.located)
    if trace and alone and record.is_clean and not chapter.problems:
        memory.keep(story.slug, record.key, Kept(story.sheet, story, chapter, trace))
    return chapter


def running_texts(story: Story, facts: tuple[Fact, ...]) -> Iterator[tuple[str, str]]:
    """Every text of a story that is printed with links, and the key of what it belongs to."""
    yield story.slug, story.head.standfirst
    if story.front.standfirst:
        yield f"{story.slug}/{ARTICLE_ID}", story.front.standfirst
    for fact in facts:
        yield fact.node, fact.statement
    for event in story.sheet.dates:
        if event.value.text:
            yield f"{story.slug}/{event.value.id}", event.value.text
    for claim in story.sheet.claims:
        for text in (claim.value.note, claim.value.would_settle, claim.value.resolved_by):
            if text:
                yield f"{story.slug}/{claim.value.id}", text
    for update in story.sheet.updates:
        yield story.slug, update.value.text
