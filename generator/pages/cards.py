"""Stories as cards, for lists of stories."""

from __future__ import annotations

from generator.library import shortened
from generator.pages.changes import log, log_address
from generator.pages.desk import Desk, plain
from generator.story import Story
from generator.views import StoryCard, When

NEWS = 140
"""How many characters of the latest change a card shows."""


def story_card(desk: Desk, story: Story) -> StoryCard:
    """A story in a list: what it is about, how current it is, and what changed last."""
    facts = desk.edition.facts[story.slug]
    latest = next(iter(log(desk, story)), None)
    return StoryCard(
        link=desk.link(story.slug),
        question=story.head.question or "",
        standfirst=desk.prose(story.head.standfirst, story),
        updated=desk.when(story.head.updated) or When(""),
        count=desk.count(facts) if facts else "",
        share=(sum(fact.status == "verified" for fact in facts), len(facts)),
        news=shortened(plain(desk.prose(latest.update.text, story)), NEWS) if latest else "",
        news_kind=desk.tag("update_kinds", latest.update.kind) if latest else None,
        news_address=latest.address if latest else log_address(story),
    )
