"""A site at one moment, to be compared with another one: its facts as readers know them, and its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from hashlib import sha256

from generator.build import Build
from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition, make_edition
from generator.facts import Fact
from generator.folders import SHARED_FILE
from generator.frozen import ByMeaning, Frozen
from generator.gathering import without_references
from generator.outputs.markdown import markdown_page
from generator.parallel import mapped
from generator.press import MANY_STORIES, Press
from generator.rendering import Renderer
from generator.reports import summary
from generator.source import Span
from generator.tracing import Trace
from generator.views import PageView

# The line in the content where a page's words are written: it moves whenever something is put before it.
LINE_OF_CONTENT = re.compile(r'<(a|span) class="ex-edit"[^>]*>.*?</\1>', re.DOTALL)
PARTICULARS = ("date", "as_of", "since", "until", "first_seen", "stance", "status")
"""What a fact says beside its words, and what may be corrected in it."""


class Stated(ByMeaning):
    """A fact as readers know it: what it says, with ids for names in `told`, and the words it rests on.

    Two are equal that say the same to readers, whatever is `told`.
    """

    SILENT = frozenset({"told"})

    story: str
    entry: str
    kind: str
    says: str
    evidence: tuple[str, ...]
    status: str
    told: str = ""


class PartSeen(Frozen):
    """A part of a site: its pages by address, with title and digest, and what they were made from."""

    pages: Mapping[str, tuple[str, bytes]]
    key: bytes
    trace: Trace | None


class Snapshot(Frozen, dict=True):
    """A site at one moment: its facts by story and anchor, and its parts by name.

    With mistakes, of which `mistakes` says how many, there are no pages, and facts may be missing that stand
    in the stories that are `unsure`.
    """

    facts: Mapping[tuple[str, str], Stated]
    parts: Mapping[str, PartSeen]
    mistakes: str = ""
    unsure: frozenset[str] = frozenset()

    @cached_property
    def pages(self) -> Mapping[str, tuple[str, bytes]]:
        """All pages by address, with title and digest."""
        return {address: page for part in self.parts.values() for address, page in part.pages.items()}


def snapshot(result: Build, renderer: Renderer, before: Snapshot | None = None) -> Snapshot:
    """A site as it is now. Parts that are made from the same as `before` are not made again."""
    edition = result.press.desk.edition if result.press else make_edition(result.library)[0]
    names = {party: profile.name for party, profile in edition.library.profiles.items()}

    def name_of(reference: str) -> str:
        return names.get(reference, reference)

    def is_read(place: Span) -> bool:
        return not any(is_within(place, span) for span in edition.library.doubtful)

    facts = {
        (fact.story, fact.anchor): stated(fact, name_of)
        for found in edition.facts.values()
        for fact in found
        if is_read(fact.span)
    }
    parties = {
        (story, f"party {party}"): Stated(story, party, "party", name_of(party), (), "")
        for story, taking_part in edition.library.story_parties.items()
        for party in taking_part
    }
    heads = {
        (one.slug, "story"): Stated(one.slug, "", "story", one.head.headline, (), "")
        for one in edition.library.stories
        if one.sheet.head and is_read(one.sheet.head.span())
    }
    parts = parts_seen(result.press, renderer, before.parts if before else {}) if result.press else {}
    errors = [one for one in result.diagnostics if one.severity is Severity.ERROR]
    return Snapshot(
        heads | parties | facts, parts, summary(errors) if errors else "", unsure(edition, errors)
    )


def parts_seen(press: Press, renderer: Renderer, before: Mapping[str, PartSeen]) -> dict[str, PartSeen]:
    """All parts of a site by name, that of the site itself first; on all processors."""

    def seen(pages: Iterable[PageView]) -> dict[str, tuple[str, bytes]]:
        texts = ((page, LINE_OF_CONTENT.sub("", markdown_page(page, renderer))) for page in pages)
        return {page.address: (page.title, sha256(text.encode()).digest()) for page, text in texts}

    def part_seen(name: str) -> PartSeen:
        record, known = records.get(name), before.get(name)
        key = record.key if record else b""
        if known and known.trace and known.key == key and press.watch.holds(known.trace):
            return known
        watching, watched = press.watched()
        return PartSeen(seen(watching.pages_of(name)), key, press.watch.end(watched))

    # What all parts share is found out once, before there is a second process.
    records, site = press.desk.edition.library.records, PartSeen(seen(press.site_pages), b"", None)
    assert press.watch is not None
    return {"": site, **dict(zip(press.parts, mapped(part_seen, press.parts, MANY_STORIES), strict=True))}


def unsure(edition: Edition, errors: Iterable[Diagnostic]) -> frozenset[str]:
    """The stories of which a mistake may hide something; all where the shared parties have one."""
    library = edition.library
    places = {tuple(one.span.source.path.split("/")[-2:]) for one in errors}
    found = library.unsure | library.unread | {folder for folder, _ in places}
    return found | set(library.by_slug) if any(file == SHARED_FILE for _, file in places) else found


def is_within(place: Span, span: Span) -> bool:
    """Whether something begins within a place of the same file."""
    return span.source.path == place.source.path and span.start <= place.start <= span.end


def stated(fact: Fact, name_of: Callable[[str], str]) -> Stated:
    """A fact without its place in the file."""
    evidence = tuple(one.words for one in fact.located if not one.is_quote)
    says, told = in_words(fact, name_of), in_words(fact, str)
    return Stated(fact.story, fact.node.rpartition("/")[2], fact.kind, says, evidence, fact.status, told)


def in_words(fact: Fact, name_of: Callable[[str], str]) -> str:
    """What a fact says, with its particulars."""
    title = getattr(fact.value, "title", None) or ""
    said = without_references(fact.statement, name_of)
    parts = (title if title not in said else "", said, f"“{fact.quote}”" if fact.quote else "")
    found = [*map(name_of, fact.by), *(getattr(fact.value, key, None) for key in PARTICULARS)]
    beside = ", ".join(str(one) for one in found if one)
    return " ".join(filter(None, (*parts, f"({beside})" if beside else "")))
