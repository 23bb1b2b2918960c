"""Views of how we know: the documents that a story rests on, and what was checked in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from msgspec.structs import replace

from generator.addresses import overview_address
from generator.facts import Fact, Status
from generator.model.entries import Source
from generator.pages.desk import Desk
from generator.pages.tallies import tally
from generator.story import ARTICLE_ID, Story
from generator.views import Link, SourceGroup, SourcePassage, Sources, SourceView, Tally

CHECKS = ("verified", "unverifiable", "second-hand")
"""How a source can have been checked: its text is kept and searched, or not kept, or nobody read it."""


def sources(desk: Desk, story: Story, home: bool = False, main: bool = False) -> Sources:
    """Every document that the story rests on; `main` keeps those that were searched, without their facts."""
    facts = desk.edition.facts[story.slug]
    groups = source_groups(desk, story, home, main)
    open_still = tuple(fact_link(desk, fact) for fact in facts if fact.status != "verified")
    verified = len(facts) - len(open_still)
    every = desk.say("sources.every", n=1 + len(story.sheet.sources))
    return Sources(
        share=(verified, len(facts)),
        words=share_words(desk, "sources.share", verified, len(facts)),
        method=desk.say("sources.method"),
        open=open_still,
        groups=tuple(groups),
        tally=kinds_of_check(desk, story, home),
        more=Link(every, overview_address(story.slug, "source")) if main and story.sheet.sources else None,
    )


def source_groups(desk: Desk, story: Story, home: bool, main: bool) -> Iterator[SourceGroup]:
    """The sources by how they were checked, with what that means."""
    for check in CHECKS[:1] if main else CHECKS:
        kept = [placed.value for placed in story.sheet.sources if check_of(story, placed.value) == check]
        views = [article_source(desk, story, home, not main)] if check == "verified" else []
        views += [source_view(desk, story, source, home, not main) for source in kept]
        if views:
            yield source_group(desk, check, views, f"sources.{check}" if home else "")


def source_group(desk: Desk, check: str, views: list[SourceView], anchor: str) -> SourceGroup:
    """Sources that were checked alike; a report that all of them are known from is named once."""
    reports = dict.fromkeys(view.reported_in for view in views)
    report = views[0].reported_in if len(reports) == 1 and len(views) > 1 else None
    return SourceGroup(
        check=desk.tag("sources", check),
        text="" if report else desk.say(f"sources.{check}_means", n=len(views)),
        sources=tuple(replace(view, reported_in=None) for view in views) if report else tuple(views),
        anchor=anchor,
        number=desk.say("sources.number", n=len(views)),
        report=report,
    )


def check_of(story: Story, source: Source) -> Status | str:
    """How a source was checked."""
    if source.id in story.texts:
        return "verified"
    return "second-hand" if source.reported_in else "unverifiable"


def kinds_of_check(desk: Desk, story: Story, home: bool) -> Tally | None:
    """How many sources were checked in which way."""
    checks = ["verified", *(check_of(story, placed.value) for placed in story.sheet.sources)]
    counted = [
        (desk.tag("sources", check), checks.count(check), f"sources.{check}" if home else "")
        for check in CHECKS
        if check in checks
    ]
    return tally(desk.say("sources.count", n=len(checks)), counted)


def share_words(desk: Desk, key: str, found: int, count: int) -> str:
    """How many of some facts were found: all of them, some, or none."""
    if not count:
        return desk.say(f"{key}_nothing")
    form = "all" if found == count else "some" if found else "none"
    return desk.say(f"{key}_{form}", n=count, found=found)


def fact_link(desk: Desk, fact: Fact) -> Link:
    """A fact by the beginning of its words."""
    view = desk.fact(fact)
    words = "".join(piece.text for piece in view.statement) or view.quote
    title = words if len(words) <= 90 else words[: words.rfind(" ", 0, 90)] + "…"
    return Link(f"{view.label}: {title}", view.address, fact.kind)


def checked_words(desk: Desk, story: Story, source: str, check: str) -> str:
    """How many facts rest on a source, and how they were checked."""
    key = f"{story.slug}/{source}"
    facts = desk.edition.resting_on.get(key, ())
    if check == "verified":
        found = sum(found_in(fact, story.slug, source) for fact in facts)
        return share_words(desk, "sources.found", found, len(facts))
    if check == "unverifiable":
        if source == story.front.based_on:
            return desk.say("sources.retold")
        return desk.say("sources.unchecked", n=len(facts)) if facts else ""
    told = desk.edition.told_in.get(key, ())
    places = dict.fromkeys(desk.in_source(one) for fact in told for one in fact.located if one.passages)
    if not told or not places:
        return desk.say("sources.told", n=len(told)) if told else ""
    return desk.say("sources.told_checked", n=len(told), sources=desk.say.listed(list(places)))


def found_in(fact: Fact, story: str, source: str) -> bool:
    """Whether all words of a fact that were looked up in a source stand there."""
    return all(one.passages for one in fact.located if (one.story, one.source) == (story, source))


def share_of(desk: Desk, story: Story, source: str) -> tuple[int, int]:
    """How many facts were found in a source, of those that rest on it."""
    facts = desk.edition.resting_on.get(f"{story.slug}/{source}", ())
    return sum(found_in(fact, story.slug, source) for fact in facts), len(facts)


def article_source(desk: Desk, story: Story, home: bool, listed: bool) -> SourceView:
    """The story's own article as a source."""
    links = [Link(desk.say("sources.read_article"), desk.address(f"{story.slug}/{ARTICLE_ID}"))]
    facts = desk.edition.resting_on.get(f"{story.slug}/{ARTICLE_ID}", ())
    based_on = story.front.based_on
    # The way to the original, which paper shows as an address.
    originals = (placed.value for placed in story.sheet.sources if placed.value.id == based_on)
    links += [Link(desk.say("print.original"), source.url) for source in originals if source.url]
    return SourceView(
        anchor=ARTICLE_ID if home else "",
        title=story.front.title,
        kind=desk.say("sources.article"),
        publisher=story.front.byline or "",
        by=(),
        links=tuple(links),
        published=desk.when(story.front.published),
        retrieved=None,
        reported_in=None,
        retells=desk.party(based_on, story.slug) if based_on else None,
        check=desk.tag("sources", "verified"),
        check_words=checked_words(desk, story, ARTICLE_ID, "verified"),
        facts=links_to(desk, facts) if listed else (),
        share=share_of(desk, story, ARTICLE_ID),
    )


def source_view(desk: Desk, story: Story, source: Source, home: bool, listed: bool = True) -> SourceView:
    """One document."""
    key = f"{story.slug}/{source.id}"
    check = check_of(story, source)
    facts = (*desk.edition.resting_on.get(key, ()), *desk.edition.told_in.get(key, ()))
    return SourceView(
        anchor=source.id if home else "",
        title=source.title,
        kind=desk.say(f"source_kinds.{source.kind}"),
        publisher=source.publisher or "",
        by=desk.parties(source.by, story.slug),
        links=tuple(ways_to(desk, source)),
        published=desk.when(source.published),
        retrieved=desk.when(source.retrieved),
        reported_in=desk.party(source.reported_in, story.slug) if source.reported_in else None,
        check=desk.tag("sources", check),
        check_words=checked_words(desk, story, source.id, check),
        facts=links_to(desk, facts) if listed else (),
        passages=passages(desk, story, source.id) if home else (),
        share=share_of(desk, story, source.id) if check == "verified" else (0, 0),
    )


def ways_to(desk: Desk, source: Source) -> Iterator[Link]:
    """Where a document can be read, named by whose site it is."""
    for key, address in (("sources.read_at", source.url), ("sources.archived_at", source.archived)):
        if address:
            host = (urlsplit(address).hostname or address).removeprefix("www.")
            yield Link(desk.say(key, site=host), address)


def links_to(desk: Desk, facts: Sequence[Fact]) -> tuple[Link, ...]:
    """Links to facts, each once."""
    return tuple(fact_link(desk, fact) for fact in {(one.story, one.anchor): one for one in facts}.values())


def passages(desk: Desk, story: Story, source: str) -> tuple[SourcePassage, ...]:
    """The paragraphs of a source's text that facts of any story rest on, in its order."""
    if source not in story.texts:
        return ()
    text = story.texts[source]
    cited: dict[int, dict[str, Link]] = {}
    for fact in desk.edition.resting_on.get(f"{story.slug}/{source}", ()):
        link = fact_link(desk, fact)
        for one in fact.located:
            if (one.story, one.source) == (story.slug, source):
                for passage in one.passages:
                    cited.setdefault(passage.block, {}).setdefault(link.address, link)
    return tuple(
        SourcePassage(text.anchors[block], text.paragraphs[block], tuple(links.values()))
        for block, links in sorted(cited.items())
    )
