"""The story in short: what is agreed, disputed, unconfirmed and next. All of it follows from the sheet."""

from __future__ import annotations

from collections.abc import Iterator

from generator.addresses import overview_address
from generator.library import shortened
from generator.model.choices import ClaimStatus, DemandKind, EventStatus, Position
from generator.model.entries import Demand
from generator.pages.accounts import topic_fact
from generator.pages.desk import Desk
from generator.story import Story
from generator.views import InShort, Link, Piece, ShortLine, ShortList

MOST = 4
"""The most lines of one list."""


def in_short(desk: Desk, story: Story) -> InShort:
    """The four lists; those with nothing in them are left out."""
    lists = (
        short_list(desk, story, "agreed", agreed(desk, story), "demand"),
        short_list(desk, story, "disputed", disputed(desk, story), "account"),
        short_list(desk, story, "unconfirmed", unconfirmed(desk, story), "claim"),
        short_list(desk, story, "next", coming(desk, story), "event"),
    )
    return InShort(tuple(one for one in lists if one.lines))


def short_list(desk: Desk, story: Story, name: str, found: Iterator[ShortLine], kind: str) -> ShortList:
    """A list with its first lines and a way to the rest, on the overview of a kind."""
    lines = tuple(found)
    rest = len(lines) - MOST
    more = Link(desk.say("in_short.more", n=rest), overview_address(story.slug, kind)) if rest > 0 else None
    return ShortList(name, desk.say(f"in_short.{name}"), lines[:MOST], more)


def is_agreed(demand: Demand) -> bool:
    """Whether a demand is an agreement, or everybody asked accepts it."""
    stances = [position.stance for position in demand.positions]
    accepted = bool(stances) and all(stance is Position.ACCEPTS for stance in stances)
    return demand.kind is DemandKind.AGREEMENT or (demand.kind is not DemandKind.REFUSAL and accepted)


def agreed(desk: Desk, story: Story) -> Iterator[ShortLine]:
    """What parties agree on."""
    for placed in story.sheet.demands:
        if is_agreed(placed.value):
            yield entry_line(desk, story, placed.value.id, placed.value.text)


def disputed(desk: Desk, story: Story) -> Iterator[ShortLine]:
    """Where accounts contradict each other, and what one party wants and another rejects."""
    seen: set[frozenset[str]] = set()
    for account in story.sheet.accounts:
        for topic in account.value.topics:
            for other in topic.contradicts:
                pair = frozenset((account.value.id, other, topic.topic))
                if pair not in seen:
                    seen.add(pair)
                    fact = topic_fact(desk, story, account.value, topic)
                    against = desk.party(other, story.slug).label
                    note = desk.say("in_short.contradict", one=account.value.title, other=against)
                    yield ShortLine((Piece(topic.topic),), desk.edition.addresses.of_fact(fact), note)
    for placed in story.sheet.demands:
        rejecting = [p.party for p in placed.value.positions if p.stance is Position.REJECTS]
        if rejecting and placed.value.kind is not DemandKind.REFUSAL:
            names = [link.label for link in desk.parties(rejecting, story.slug)]
            note = desk.say("in_short.rejects", n=len(names), names=desk.say.listed(names))
            text = placed.value.title or shortened(placed.value.text)
            yield entry_line(desk, story, placed.value.id, text, note)


def unconfirmed(desk: Desk, story: Story) -> Iterator[ShortLine]:
    """Claims that nobody has established."""
    for placed in story.sheet.claims:
        if placed.value.status is ClaimStatus.UNCONFIRMED:
            yield entry_line(desk, story, placed.value.id, placed.value.title or placed.value.text)


def coming(desk: Desk, story: Story) -> Iterator[ShortLine]:
    """What is planned, soonest first."""
    events = [
        placed.value
        for placed in story.sheet.dates
        if placed.value.status in (EventStatus.PLANNED, EventStatus.POSTPONED)
    ]
    for event in sorted(events, key=lambda event: event.date.sort_key):
        line = entry_line(desk, story, event.id, event.title)
        yield ShortLine(line.text, line.address, "", desk.when(event.date))


def entry_line(desk: Desk, story: Story, name: str, text: str, note: str = "") -> ShortLine:
    """A line that leads to an entry."""
    return ShortLine(
        (Piece(desk.plain(text, story)),),
        desk.address(f"{story.slug}/{name}"),
        note,
    )
