"""What each story offers to programs: where the files stand, what they are, and how pages name them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.desk import Desk
from generator.story import Story
from generator.views import Alternate, Link, Machines, Offer

FEED = "feed.atom"
CALENDAR = "dates.ics"
STORY_DATA = "story.json"
FACT_TABLE = "facts.csv"
SCHEMA = "story.schema.json"
"""The file that says what each field of a story's data means. No story can have its name."""

ATOM, ICALENDAR, JSON, CSV = "application/atom+xml", "text/calendar", "application/json", "text/csv"


def has_calendar(story: Story) -> bool:
    """Whether some event has a day to stand on: a calendar cannot be empty."""
    return any(placed.value.date.days for placed in story.sheet.dates)


def machines(desk: Desk, story: Story) -> Machines:
    """The files of a story, for its page."""
    say, slug = desk.say, story.slug
    offers = [
        offer(desk, "updates", f"{slug}/{FEED}", Link(say("machines.all_updates"), FEED)),
        offer(desk, "data", f"{slug}/{STORY_DATA}", Link(say("machines.schema"), SCHEMA)),
        offer(desk, "table", f"{slug}/{FACT_TABLE}"),
    ]
    if has_calendar(story):
        offers.insert(
            1, offer(desk, "calendar", f"{slug}/{CALENDAR}", Link(say("machines.all_dates"), CALENDAR))
        )
    return Machines(tuple(offers))


def offer(desk: Desk, name: str, address: str, *more: Link) -> Offer:
    """One file in the words of the catalogue."""
    file = Link(desk.say(f"machines.{name}"), address)
    return Offer(file, desk.say(f"machines.{name}_form"), desk.say(f"machines.{name}_text"), more)


def site_alternates(desk: Desk, name: str) -> Iterator[Alternate]:
    """What every page's head names."""
    if desk.edition.library.stories:
        yield Alternate(ATOM, desk.say("machines.feed_title", name=name), FEED)


def story_alternates(desk: Desk, story: Story) -> Iterator[Alternate]:
    """What the head of a story's pages names."""
    say, slug, headline = desk.say, story.slug, story.head.headline
    yield Alternate(ATOM, say("machines.story_feed_title", story=headline), f"{slug}/{FEED}")
    if has_calendar(story):
        yield Alternate(ICALENDAR, say("machines.story_calendar_title", story=headline), f"{slug}/{CALENDAR}")
    yield Alternate(JSON, say("machines.data_title", story=headline), f"{slug}/{STORY_DATA}")
    yield Alternate(CSV, say("machines.table_title", story=headline), f"{slug}/{FACT_TABLE}")
