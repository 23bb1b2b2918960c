"""Links in running text: names found in prose, and the explicit `[[id]]`.

One pass makes both directions: every link that a page prints is a `TextLink`, and the backlinks
of a page are the same links read from their other end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import islice

from generator.article import REFERENCE, Block
from generator.diagnostics import Diagnostic, did_you_mean
from generator.folders import PARTIES
from generator.frozen import Frozen
from generator.library import Library, Node, Profile, draft_reference
from generator.mending import added
from generator.mentions import Mention, NameIndex
from generator.sentences import sentences
from generator.source import Span
from generator.story import ARTICLE_ID, Story

CONTEXT = 160
"""How many characters of its sentence a backlink shows on either side."""


class LinkSpan(Frozen):
    """A link in a text, by the offsets of its words, to a thing by its key."""

    start: int
    end: int
    key: str


class TextLink(Frozen):
    """A link in the text of `origin` to `target`, by the offsets of its words."""

    origin: str
    target: str
    text: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """What of the text leads there."""
        return self.text[self.start : self.end]

    def in_sentence(self) -> tuple[str, str, str]:
        """Its words between as much of their sentence as a backlink shows."""
        spans = sentences(self.text)
        first, last = next(((a, b) for a, b in spans if a <= self.start < b), (0, len(self.text)))
        before, after = self.text[first : self.start], self.text[self.end : last]
        if len(before) > CONTEXT:
            shown = before[-CONTEXT:]
            before = f"…{shown[max(0, shown.find(' ')) :]}"
        if len(after) > CONTEXT:
            after = f"{after[:CONTEXT].rpartition(' ')[0] or after[:CONTEXT]}…"
        return before, self.text[self.start : min(self.end, last)], after


class LinkedText(Frozen):
    """A text of the sheet as readers see it, with its links in order."""

    plain: str
    links: tuple[LinkSpan, ...]

    def stretches(self) -> Iterator[tuple[str, str]]:
        """All of the text in stretches, each with the key that it leads to; what leads nowhere has none."""
        position = 0
        for link in self.links:
            if link.start > position:
                yield self.plain[position : link.start], ""
            yield self.plain[link.start : link.end], link.key
            position = link.end
        if position < len(self.plain):
            yield self.plain[position:], ""


Mentions = dict[str, list[Mention]]
"""The names in texts, by the text."""


class StoryNames(Frozen):
    """The names of a story's parties, ready to be found.

    What is `known` of the names in a text is not looked up, and what is looked up is known then: nothing
    where that is not to be remembered.
    """

    index: NameIndex
    known: Mentions | None = None

    def find(self, text: str) -> list[Mention]:
        """The names in a text, in order."""
        if self.known is None:
            return self.index.find(text)
        found = self.known.get(text)
        if found is None:
            found = self.known[text] = self.index.find(text)
        return found


Sharers = dict[str, tuple[Profile, str]]
"""The parties that have one name, by id, each with its own spelling of it."""


class NameOwners(Frozen):
    """Who is called what in a story. Spellings that `mentions` cannot tell apart are one name."""

    forms: NameIndex
    sharers: dict[str, Sharers]

    def form(self, spelling: str) -> str:
        """The spelling that stands for all spellings of this name."""
        found = self.forms.find(spelling)
        return found[0].key if found and found[0].text == spelling else spelling

    def of(self, spelling: str) -> Sharers:
        """The parties that have this name."""
        return self.sharers.get(self.form(spelling), {})


def name_owners(story: Story, library: Library) -> NameOwners:
    """The names and aliases of the parties that take part in a story."""
    profiles = [library.profiles[name] for name in library.story_parties.get(story.slug, ())]
    called = [(spelling, profile) for profile in profiles for spelling in (profile.name, *profile.aliases)]
    owners = NameOwners(NameIndex((spelling, spelling) for spelling, _ in called), {})
    for spelling, profile in called:
        owners.sharers.setdefault(owners.form(spelling), {}).setdefault(profile.id, (profile, spelling))
    return owners


def story_names(story: Story, library: Library) -> tuple[StoryNames, tuple[Diagnostic, ...]]:
    """The names that become links in a story. A name of two parties needs the editor's word."""
    owners = name_owners(story, library)
    choices = {owners.form(spelling): party for spelling, party in story.head.names.items()}
    names: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for form, sharers in owners.sharers.items():
        if (chosen := choices.get(form)) in sharers:
            names[form] = f"{PARTIES}/{chosen}"
        elif len(sharers) == 1:
            names[form] = f"{PARTIES}/{next(iter(sharers))}"
        elif form not in choices and not may_have_chosen(story):
            problems.append(shared_name(sharers, story))
    return StoryNames(NameIndex(names)), tuple(problems)


def may_have_chosen(story: Story) -> bool:
    """Whether a story's head has a mistake and no names: they may stand under a wrong key."""
    head = story.sheet.head
    if head is None or story.head.names:
        return False
    return any(one.start <= head.span().start <= one.end for one in story.sheet.doubtful)


def shared_name(sharers: Sharers, story: Story) -> Diagnostic:
    """A name that two parties of one story have."""
    (first, early), (second, late) = list(sharers.values())[:2]
    line = f"names: {{{late}: {first.id}}}"
    where = added(story.sheet.head.span(), line) if story.sheet.head else f"write “{line}”"
    return Diagnostic(
        "shared-name",
        f"Both “{first.id}” and “{second.id}” are called “{late}”; a link could not tell which is meant",
        name_span(second, late),
        f"Under “story”, say which is meant: {where}. Or delete the name at one of the two.",
        related=((f"“{first.id}” has it here", name_span(first, early)),),
    )


def name_span(profile: Profile, spelling: str) -> Span:
    """Where a party's name or alias is written."""
    placed = profile.definition
    if spelling in placed.value.aliases:
        return placed.span("aliases", placed.value.aliases.index(spelling))
    return placed.span("name")


def link_text(text: str, story: Story, library: Library, names: StoryNames) -> LinkedText:
    """A text of the sheet with its names and references as links, each thing once."""
    plain, position = "", 0
    links: list[LinkSpan] = []
    seen: set[str] = set()
    for match in REFERENCE.finditer(text):
        before = text[position : match.start()]
        links += name_links(before, len(plain), names, seen)
        node = library.resolve(story.slug, match[1].strip())
        words = (match[2] or (node.title if node else match[1])).strip()
        plain += before + words
        if node:
            links.append(LinkSpan(len(plain) - len(words), len(plain), node.key))
            seen.add(node.key)
        position = match.end()
    links += name_links(text[position:], len(plain), names, seen)
    return LinkedText(plain + text[position:], tuple(links))


def name_links(text: str, offset: int, names: StoryNames, seen: set[str]) -> Iterator[LinkSpan]:
    """The first mention of each name, in a text that begins at an offset of the whole."""
    for mention in names.find(text):
        if mention.key not in seen:
            seen.add(mention.key)
            yield LinkSpan(offset + mention.start, offset + mention.end, mention.key)


def link_blocks(story: Story, library: Library, names: StoryNames) -> tuple[tuple[LinkSpan, ...], ...]:
    """The links of each block of the article: references, and each name once a section."""
    seen: set[str] = set()
    section = -1
    result: list[tuple[LinkSpan, ...]] = []
    for block in story.article.blocks:
        if block.section != section:
            section, seen = block.section, set()
        result.append(tuple(block_links(block, story, library, names, seen)))
    return tuple(result)


def block_links(
    block: Block, story: Story, library: Library, names: StoryNames, seen: set[str]
) -> Iterator[LinkSpan]:
    """The links of one block, in order."""
    links = []
    for reference in block.references:
        node = library.resolve(story.slug, reference.target)
        if node is not None:
            links.append(LinkSpan(reference.start, reference.end, node.key))
            seen.add(node.key)
    if block.level == 0:
        plain = [(run.start, run.end) for run in block.runs if run.plain]
        for mention in names.find(block.text):
            if mention.key not in seen and any(a <= mention.start and mention.end <= b for a, b in plain):
                seen.add(mention.key)
                links.append(LinkSpan(mention.start, mention.end, mention.key))
    yield from sorted(links, key=lambda link: link.start)


def article_text_links(story: Story, links: tuple[tuple[LinkSpan, ...], ...]) -> Iterator[TextLink]:
    """The article's links."""
    origin = f"{story.slug}/{ARTICLE_ID}"
    for block, found in zip(story.article.blocks, links, strict=True):
        for link in found:
            yield TextLink(origin, link.key, block.text, link.start, link.end)


def text_links(origin: str, linked: LinkedText) -> Iterator[TextLink]:
    """The links in a text of `origin`; a thing does not link to itself."""
    for link in linked.links:
        if link.key != origin:
            yield TextLink(origin, link.key, linked.plain, link.start, link.end)


def unknown_references(story: Story, library: Library) -> Iterator[Diagnostic]:
    """Explicit links in the article that lead to nothing."""
    for block in story.article.blocks:
        for reference in block.references:
            if library.resolve(story.slug, reference.target) is None:
                yield from leads_nowhere(reference.target, reference.span, story.slug, library)


MOST_NAMED = 8
"""The most ids that are named where none is like the one that is not known."""
MOST_LIKENED = 300
"""The most ids that one is likened to where entries cannot be read."""


def leads_nowhere(
    reference: str, span: Span, slug: str, library: Library, kinds: frozenset[str] = frozenset()
) -> Iterator[Diagnostic]:
    """What is wrong with an id that nothing published has: nothing new where its entry cannot be read.

    With `kinds`, only things of these kinds are offered instead.
    """
    if library.is_draft(slug, reference):
        yield draft_reference(reference, span)
    elif not library.is_broken(slug, reference):
        fitting = {key: node for key, node in library.nodes.items() if not kinds or node.kind in kinds}
        unread = (name for key in library.broken if (name := key.removeprefix(f"{slug}/")) != key)
        if not library.may_be_broken(slug, reference) or is_slip(reference, library):
            taking_part = library.story_parties.get(slug, ())
            yield unknown_id(reference, span, slug, fitting, taking_part, unread)


def is_slip(reference: str, library: Library) -> bool:
    """Whether an id is nearly another one, and so not that of an entry whose own line cannot be read."""
    known = [node.id for node in islice(library.nodes.values(), MOST_LIKENED)]
    return bool(get_close_matches(reference, known, cutoff=0.8))


def unknown_id(
    reference: str,
    span: Span,
    slug: str,
    nodes: Mapping[str, Node],
    taking_part: Iterable[str] = (),
    unread: Iterable[str] = (),
) -> Diagnostic:
    """An id that nothing has, neither a thing that was read nor one that could not be."""
    known = [node.id or node.key for node in nodes.values() if node.story in ("", slug) or not node.id]
    known += unread
    own = ids_of(nodes.values(), slug, taking_part)
    instead = f", or write one of these: {some_of(own)}" if own else ""
    hint = did_you_mean(reference, known) or f"Add an entry with this id{instead}."
    return Diagnostic("unknown-id", f"Nothing has the id “{reference}”", span, hint)


def ids_of(nodes: Iterable[Node], slug: str, taking_part: Iterable[str]) -> list[str]:
    """The ids of what is a story's own, or a party that takes part in it."""
    return [node.id for node in nodes if node.id and (node.story == slug or node.id in taking_part)]


def some_of(known: Sequence[str]) -> str:
    """A few ids that could stand there instead."""
    return ", ".join([*known[:MOST_NAMED], *(["…"] if len(known) > MOST_NAMED else [])])


def backlinks(links: Mapping[str, tuple[TextLink, ...]]) -> dict[str, list[TextLink]]:
    """The links that lead to each thing, one from each origin: the exact inverse of the links."""
    index: dict[str, dict[str, TextLink]] = {}
    for origin, found in links.items():
        for link in found:
            if link.target != origin:
                index.setdefault(link.target, {}).setdefault(link.origin, link)
    return {target: list(origins.values()) for target, origins in index.items()}
