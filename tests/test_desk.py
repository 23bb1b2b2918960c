"""What pages share is made once for all that show it."""

from __future__ import annotations

from generator.edition import Edition
from generator.model import Event
from generator.pages.desk import Desk
from generator.story import Story


def test_what_several_pages_of_a_story_show_is_made_once(edition: Edition) -> None:
    desk, made = Desk(edition, "content"), list[str]()

    def make(_: Desk, story: Story) -> str:
        made.append(story.slug)
        return f"of {story.slug}"

    one, other, *_ = edition.library.stories
    found = [desk.once(make, story) for story in (one, other, one)]
    assert found == [f"of {one.slug}", f"of {other.slug}", f"of {one.slug}"]
    assert made == [one.slug, other.slug]


def test_what_is_shown_of_an_entry_is_made_once_for_each(edition: Edition) -> None:
    desk, made = Desk(edition, "content"), list[str]()

    def make(_: Desk, _story: Story, event: Event) -> str:
        made.append(event.id)
        return event.title

    story = next(story for story in edition.library.stories if len(story.sheet.dates) > 1)
    events = [placed.value for placed in story.sheet.dates]
    found = [desk.once(make, story, event) for event in (*events, *events)]
    assert found == [event.title for event in (*events, *events)]
    assert made == [event.id for event in events]


def test_a_fact_has_its_anchor_at_home_alone(edition: Edition) -> None:
    desk, fact = Desk(edition, "content"), edition.facts[edition.library.stories[0].slug][0]
    assert [desk.fact(fact, home).anchor for home in (False, True, False)] == ["", fact.anchor, ""]
