"""The story page and its article."""

from __future__ import annotations

from collections.abc import Iterator

from generator.addresses import overview_address
from generator.folders import PARTIES
from generator.library import shortened
from generator.pages.accounts import comparisons
from generator.pages.article import article_page
from generator.pages.changes import MOST_MAIN, updates
from generator.pages.desk import Desk, plain
from generator.pages.head import filled
from generator.pages.knowledge import sources
from generator.pages.machines import machines
from generator.pages.overviews import overviews
from generator.pages.party_map import mapped
from generator.pages.positions import matrix
from generator.pages.summary import in_short
from generator.pages.telling import (
    key_facts,
    telling_demands,
    telling_parties,
    telling_reactions,
    telling_topics,
)
from generator.pages.timeline import story_timeline
from generator.pages.voices import reactions
from generator.story import Story
from generator.views import (
    FactList,
    FactView,
    Head,
    Link,
    PageView,
    Section,
    View,
)

DESCRIPTION = 160


def story_pages(desk: Desk, story: Story) -> Iterator[PageView]:
    """The story page, the article and the overviews."""
    yield story_page(desk, story)
    yield article_page(desk, story)
    yield from overviews(desk, story)


def story_page(desk: Desk, story: Story) -> PageView:
    """The page that reads as an article."""
    head = Head(
        kicker=None,
        label=desk.say("story.label"),
        title=story.head.headline,
        question=story.head.question or "",
        standfirst=desk.prose(story.head.standfirst, story),
        updated=desk.when(story.head.updated),
        count=desk.count(desk.edition.facts[story.slug]),
    )
    assert story.sheet.head is not None
    return PageView(
        address=f"{story.slug}/",
        kind="story",
        title=story.head.headline,
        description=shortened(plain(head.standfirst), DESCRIPTION),
        head=head,
        sections=filled(*story_sections(desk, story)),
        bar=desk.bar(story),
        edit=desk.edit(story.sheet.head.key()),
        in_nav=True,
    )


def story_sections(desk: Desk, story: Story) -> Iterator[Section]:
    """The questions of a reader in their order: each answered in short, with the way to the whole answer."""
    sheet, short = story.sheet, in_short(desk, story)
    facts = key_facts(lead_facts(desk, story), short)
    accounts = comparisons(desk, story)
    topics = sum(len(event.rows) + len(event.lone) for event in accounts.events)
    people = desk.edition.library.story_parties[story.slug]
    yield section(desk, "in-short", "in-short", short)
    yield section(desk, "key-facts", "facts", FactList(facts, brief=bool(facts)))
    events = way(desk, story, "event", "events", len(sheet.dates))
    yield section(desk, "timeline", "timeline", story_timeline(desk, story), events)
    demands = way(desk, story, "demand", "demands", len(sheet.demands))
    yield section(desk, "who-wants-what", "matrix", telling_demands(desk.once(matrix, story)), demands)
    told = way(desk, story, "account", "topics", topics)
    yield section(desk, "accounts", "accounts", telling_topics(accounts), told)
    few = telling_reactions(reactions(desk, story, place="reactions"))
    said = way(desk, story, "reaction", "reactions", len(sheet.reactions))
    yield section(desk, "reactions", "reactions", few, said)
    everybody = Link(desk.say("story.all_parties", n=len(people)), f"{story.slug}/{PARTIES}/")
    main = telling_parties(desk, story, mapped(desk, story))
    yield section(desk, "who-is-who", "parties", main, everybody)
    yield section(desk, "how-we-know", "sources", sources(desk, story, main=True))
    yield section(desk, "what-changed", "updates", updates(desk, story, most=MOST_MAIN))
    yield section(desk, "see-also", "see-also", desk.see_also(story.slug))
    yield section(desk, "linked-from", "backlinks", desk.backlinks(story.slug))
    yield Section("as-data", desk.say("machines.title"), "machines", machines(desk, story))


def section(desk: Desk, anchor: str, part: str, view: View, more: Link | None = None) -> Section:
    """A section under its question."""
    return Section(anchor, desk.say(f"story.{anchor.replace('-', '_')}"), part, view, more)


def way(desk: Desk, story: Story, kind: str, name: str, number: int) -> Link:
    """The way to an overview."""
    return Link(desk.say(f"story.all_{name}", n=number), overview_address(story.slug, kind))


def lead_facts(desk: Desk, story: Story) -> tuple[FactView, ...]:
    """The facts that the editor put first."""
    facts = []
    for reference in story.head.lead:
        node = desk.edition.library.resolve(story.slug, reference)
        about = desk.edition.about_here.get((story.slug, node.key), ()) if node else ()
        facts += [desk.fact(fact) for fact in about[:1]]
    return tuple(facts)
