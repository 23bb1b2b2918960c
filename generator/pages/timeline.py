"""Views of what happened when."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Literal

from generator.dates import PartialDate, Precision
from generator.model import Event
from generator.pages.desk import Desk
from generator.story import Story
from generator.validation import Placed
from generator.views import Link, Timeline, TimelineEvent, TimelineGroup

BY_YEAR = 8
"""From this many events on, a timeline is grouped by year."""

Shape = Literal["day", "about", "interval", "open", "month", "year"]


def timeline(
    desk: Desk, story: Story, home: bool = False, only: Iterable[str] | None = None, current: str = ""
) -> Timeline:
    """A story's events in order; only home carries anchors.

    `only` keeps some ids, `current` marks one: such a timeline is brief, its events stand in full elsewhere.
    """
    wanted = None if only is None else set(only)
    events = [placed for placed in story.sheet.dates if wanted is None or placed.value.id in wanted]
    events.sort(key=lambda placed: placed.value.date.sort_key)
    views = [
        (placed.value.date, event_view(desk, story, placed, home, current, wanted is not None))
        for placed in events
    ]
    if len(views) < BY_YEAR:
        return Timeline((TimelineGroup("", tuple(view for _, view in views)),) if views else ())
    groups = groupby(views, key=lambda pair: year_of(pair[0]))
    return Timeline(tuple(TimelineGroup(year, tuple(view for _, view in pairs)) for year, pairs in groups))


def year_of(date: PartialDate) -> str:
    """The year a date is grouped under: the first that it names."""
    return str(date.moments[0].year)


def shape_of(date: PartialDate) -> Shape:
    """How exactly a date is known."""
    if date.open_start or date.open_end:
        return "open"
    if date.is_interval:
        return "interval"
    if date.approximate or date.uncertain:
        return "about"
    shapes: dict[Precision, Shape] = {Precision.DAY: "day", Precision.MONTH: "month", Precision.YEAR: "year"}
    return shapes[date.precision]


def event_view(
    desk: Desk, story: Story, placed: Placed[Event], home: bool, current: str, brief: bool
) -> TimelineEvent:
    """One event."""
    event = placed.value
    key = f"{story.slug}/{event.id}"
    fact = next(f for f in desk.edition.about[key] if f.kind == "event")
    answers = len(desk.edition.graph.origins(key, "answers"))
    responses = None
    if answers:
        page = desk.edition.addresses.has_page(key)
        address = f"{desk.address(key)}#responses" if page else f"{story.slug}/reactions/"
        responses = Link(f"{answers} {'reaction' if answers == 1 else 'reactions'}", address)
    when = desk.when(event.date)
    assert when is not None
    return TimelineEvent(
        anchor=event.id if home else "",
        title=event.title,
        address=desk.address(key),
        when=when,
        shape=shape_of(event.date),
        status=desk.tag("statuses", event.status),
        text=() if brief else desk.prose(event.text, story),
        place=event.place or "",
        who=() if brief else desk.parties(event.who, story.slug),
        responses=responses,
        previously=desk.when(event.previously),
        evidence=None if brief else desk.fact(fact),
        current=event.id == current,
    )
