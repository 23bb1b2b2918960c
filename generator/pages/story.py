"""The story page and its article."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library import shortened
from generator.pages.accounts import comparisons
from generator.pages.article import article_page
from generator.pages.changes import MOST_MAIN, updates
from generator.pages.desk import Desk, plain
from generator.pages.head import filled
from generator.pages.knowledge import sources
from generator.pages.machines import machines
from generator.pages.overviews import overviews
from generator.pages.positions import matrix
from generator.pages.summary import in_short
from generator.pages.timeline import timeline
from generator.pages.voices import reactions, who_is_who
from generator.story import Story
from generator.views import (
    FactList,
    FactView,
    Head,
    PageView,
    Section,
)

DESCRIPTION = 160


def story_pages(desk: Desk, story: Story) -> Iterator[PageView]:
    """The story page, the article and the overviews."""
    yield story_page(desk, story)
    yield article_page(desk, story)
    yield from overviews(desk, story)


def story_page(desk: Desk, story: Story) -> PageView:
    """The page that reads as an article."""
    facts = desk.edition.facts[story.slug]
    head = Head(
        kicker=None,
        label="Explainer",
        title=story.head.headline,
        question=story.head.question or "",
        standfirst=desk.prose(story.head.standfirst, story),
        updated=desk.when(story.head.updated),
        count=desk.count(facts),
    )
    sections = filled(
        Section("in-short", "In short", "in-short", in_short(desk, story)),
        Section("key-facts", "Key facts", "facts", FactList(lead_facts(desk, story))),
        Section("timeline", "What happened when", "timeline", timeline(desk, story)),
        Section("who-wants-what", "Who wants what", "matrix", matrix(desk, story)),
        Section("accounts", "Do the accounts agree?", "accounts", comparisons(desk, story)),
        Section("reactions", "Who said what", "reactions", reactions(desk, story, place="reactions")),
        Section("who-is-who", "Who is who", "parties", who_is_who(desk, story, main=True)),
        Section("how-we-know", "How we know", "sources", sources(desk, story, main=True)),
        Section("what-changed", "What changed", "updates", updates(desk, story, most=MOST_MAIN)),
        Section("see-also", "See also", "see-also", desk.see_also(story.slug)),
        Section("linked-from", "What links here", "backlinks", desk.backlinks(story.slug)),
        Section("as-data", desk.say("machines.title"), "machines", machines(desk, story)),
    )
    assert story.sheet.head is not None
    return PageView(
        address=f"{story.slug}/",
        kind="story",
        title=story.head.headline,
        description=shortened(plain(head.standfirst), DESCRIPTION),
        head=head,
        sections=sections,
        bar=desk.bar(story),
        edit=desk.edit(story.sheet.head.key()),
        in_nav=True,
    )


def lead_facts(desk: Desk, story: Story) -> tuple[FactView, ...]:
    """The facts that the editor put first."""
    facts = []
    for reference in story.head.lead:
        node = desk.edition.library.resolve(story.slug, reference)
        about = desk.edition.about.get(node.key, ()) if node else ()
        facts += [desk.fact(fact) for fact in about if fact.story == story.slug][:1]
    return tuple(facts)
