"""What pages share is made once for all that show it, and let go with them."""

from __future__ import annotations

import gc
import weakref

from generator.build import Build
from generator.edition import Edition
from generator.model.entries import Event
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


class Lasting:
    """Something that a desk holds."""


def test_what_was_made_for_a_part_goes_with_it(built: Build) -> None:
    """At once: Python's search for what holds itself is late, and a build has hundreds of parts."""
    press = built.press
    assert press is not None
    gc.disable()
    try:
        for part in press.parts:
            made, watched = press.watched()
            desk = weakref.ref(made.desk.once(lambda *_: Lasting(), press.stories[0]))
            assert made.pages_of(part)
            assert [*made.files_of(part)] or part not in press.desk.edition.library.story_parties
            assert press.watch.end(watched)
            del made, watched
            assert desk() is None, part
    finally:
        gc.enable()
