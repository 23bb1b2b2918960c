"""Calendars of dated events, for each story and for all: iCalendar (RFC 5545).

Only events whose days are known stand here, on all of their days: a month shown as thirty days of an
event would be a lie. How many are left out, the calendar says. No event has a time or blocks one's own.

Cancelled is CANCELLED; a date with a doubt, or an event of which nobody knows whether it took place,
TENTATIVE; what happened CONFIRMED; a plan is nothing of these. The moment of each event is that
on which its sheet was last brought up to date: the clock is not asked.

Control characters, which no calendar can hold, become U+FFFD; line ends become line feeds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from generator.dates import PartialDate
from generator.facts import Fact
from generator.model.choices import EventStatus
from generator.model.entries import Event
from generator.outputs.publication import Publication
from generator.pages.machines import CALENDAR, has_calendar
from generator.story import Story

OCTETS = 75
"""The longest line, without its end."""
SPECIAL = re.compile(r"[\\;,]")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
STATES = {
    EventStatus.HAPPENED: "CONFIRMED",
    EventStatus.ONGOING: "CONFIRMED",
    EventStatus.CANCELLED: "CANCELLED",
    EventStatus.UNKNOWN: "TENTATIVE",
}
Line = tuple[str, str]


def calendar_of_site(site: Publication) -> Iterator[tuple[str, bytes]]:
    """The calendar of all stories, with its path; none where it would be empty."""
    if any(map(has_calendar, site.stories)):
        title = site.desk.say("machines.calendar_title", name=site.name)
        events = [line for story in site.stories for line in events_of(site, story)]
        yield CALENDAR, calendar(site, "", title, site.stories, events)


def calendars_of_story(site: Publication, story: Story) -> Iterator[tuple[str, bytes]]:
    """The calendar of a story, with its path; none where it would be empty."""
    if has_calendar(story):
        title = site.desk.say("machines.story_calendar_title", story=story.head.headline)
        events = tuple(events_of(site, story))
        yield f"{story.slug}/{CALENDAR}", calendar(site, f"{story.slug}/", title, [story], events)


def calendar(
    site: Publication, folder: str, title: str, stories: Sequence[Story], events: Sequence[Line]
) -> bytes:
    """A whole calendar as it stands in a folder of the site."""
    without = sum(placed.value.date.days is None for story in stories for placed in story.sheet.dates)
    note = site.desk.say("machines.left_out", n=without) if without else ""
    lines: list[Line] = [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//explainers//explainers//EN"),
        ("CALSCALE", "GREGORIAN"),
        # RFC 7986 and, for programs from before it, what they understand.
        ("NAME", text(title)),
        ("X-WR-CALNAME", text(title)),
        ("DESCRIPTION", text(note)),
        ("X-WR-CALDESC", text(note)),
        ("URL", site.whole_address(folder)),
        ("SOURCE;VALUE=URI", site.whole_address(f"{folder}{CALENDAR}")),
        *events,
        ("END", "VCALENDAR"),
    ]
    return b"".join(folded(f"{name}:{value}") for name, value in lines if value)


def events_of(site: Publication, story: Story) -> Iterator[Line]:
    """The events of a story that have days, in order."""
    facts = {fact.anchor: fact for fact in site.desk.edition.facts[story.slug]}
    events = sorted((placed.value for placed in story.sheet.dates), key=lambda event: event.date.sort_key)
    for event in events:
        if days := event.date.days:
            yield from event_lines(site, story, event, facts[event.id], *days)


def event_lines(
    site: Publication, story: Story, event: Event, fact: Fact, first: date, last: date
) -> Iterator[Line]:
    """One event, on all its days."""
    key = f"{story.slug}/{event.id}"
    stamp = f"{compact(story.head.updated.earliest)}T000000Z"
    yield "BEGIN", "VEVENT"
    yield "UID", site.uid(key)
    yield "DTSTAMP", stamp
    yield "LAST-MODIFIED", stamp
    yield "SEQUENCE", str(int(event.status in (EventStatus.POSTPONED, EventStatus.CANCELLED)))
    yield "DTSTART;VALUE=DATE", compact(first)
    # The day after the last; there is none after the end of the calendar.
    yield "DTEND;VALUE=DATE", compact(last + timedelta(days=1)) if last < date.max else ""
    yield "SUMMARY", text(event.title)
    yield "STATUS", state(event)
    yield "TRANSP", "TRANSPARENT"
    yield "LOCATION", text(event.place or "")
    yield "CATEGORIES", text(story.head.headline)
    yield "DESCRIPTION", text("\n\n".join(description(site, story, event, fact)))
    yield "URL", site.whole_address(site.desk.address(key))
    yield "END", "VEVENT"


def state(event: Event) -> str:
    """How certain an event is; empty for a plan, which is no more than that."""
    doubt = event.date.approximate or event.date.uncertain
    return "TENTATIVE" if doubt and event.status != "cancelled" else STATES.get(event.status, "")


def description(site: Publication, story: Story, event: Event, fact: Fact) -> Iterator[str]:
    """What an event is, when in words where the days alone would say too much, and how this is known."""
    say = site.desk.say
    if event.text:
        yield site.desk.plain(event.text, story)
    if event.date.approximate or event.date.uncertain:
        yield say("machines.when", date=in_words(site, event.date))
    if event.previously:
        yield say("machines.before", date=in_words(site, event.previously))
    ways = dict.fromkeys(way for one in fact.located for _, way in site.words(one))
    for address in filter(None, map(site.whole_address, ways)):
        yield say("machines.known_from", address=address)


def in_words(site: Publication, day: PartialDate) -> str:
    """A date as the pages say it."""
    when = site.desk.when(day)
    return when.words if when else ""


def compact(day: date) -> str:
    """A day as calendars write it."""
    return day.isoformat().replace("-", "")


def text(value: str) -> str:
    """A text as the value of a property (section 3.3.11)."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = SPECIAL.sub(lambda match: f"\\{match[0]}", CONTROL.sub("\ufffd", value))
    return value.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A line with its end, in pieces of so many octets, no letter cut in two (section 3.1)."""
    octets = line.encode()
    pieces = []
    start, room = 0, OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0b1100_0000 == 0b1000_0000:
            end -= 1
        pieces.append(octets[start:end])
        # The space that a continued line begins with counts.
        start, room = end, OCTETS - 1
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
