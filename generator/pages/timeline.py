"""Views of what happened when. Nothing here knows today: what is known is the story's own date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal

from msgspec.structs import replace

from generator.addresses import overview_address
from generator.dates import Moment, PartialDate, Precision
from generator.frozen import Frozen
from generator.model.choices import EventStatus
from generator.model.entries import Event
from generator.pages.desk import Desk
from generator.pages.strip import Shown, strip
from generator.pages.time_scale import dated
from generator.story import Story
from generator.views import FactView, Link, Strip, Tag, Timeline, TimelineEvent, TimelineGroup

GROUPED = 8
"""From this many events on, a timeline is grouped."""
WORTH = 3
"""How many events a group has, on average, where it is worth a name."""
WHOLE = 8
"""Up to this many events a short timeline shows all."""
BEFORE, AHEAD = 3, 3
"""How many events a short timeline shows: of those before the story's date the ones most was said about."""
NOT_YET = frozenset({EventStatus.PLANNED, EventStatus.POSTPONED, EventStatus.CANCELLED})

Shape = Literal["day", "about", "interval", "open", "before", "month", "year"]
SHAPES: tuple[Shape, ...] = ("day", "about", "month", "year", "interval", "before", "open")
WHOLE_SHAPES: Mapping[Precision, Shape] = {
    Precision.DAY: "day",
    Precision.MONTH: "month",
    Precision.YEAR: "year",
}
"""The shape of a date that is one day, month or year and certain."""


class Dated(Frozen):
    """An event in its place: whether it lay ahead of the story's date, how many are left out before it."""

    event: Event
    ahead: bool
    skipped: int = 0


def timeline(
    desk: Desk, story: Story, home: bool = False, only: Iterable[str] | None = None, current: str = ""
) -> Timeline:
    """A story's events in order; only home carries anchors.

    `only` keeps some ids, `current` marks one: such a timeline is brief, its events stand in full elsewhere.
    """
    if only is None:
        events = in_order(story)
        views = [(one, full_view(desk, story, one.event, home)) for one in events]
        return put_together(desk, story, views, desk.once(full_strip, story), home)
    kept = in_order(story, frozenset(only))
    views = [(one, near_view(desk, story, one.event, current)) for one in kept]
    return put_together(desk, story, views, None, home, around=True)


def story_timeline(desk: Desk, story: Story) -> Timeline:
    """The timeline of a story page: the strip has all events, the list those that say most."""
    events = in_order(story)
    views = [(one, shown_view(desk, story, one)) for one in told(desk, story, events)]
    return put_together(desk, story, views, desk.once(full_strip, story), home=False)


def in_order(story: Story, only: frozenset[str] | None = None) -> list[Dated]:
    """The events as a reader meets them: first what had begun on the story's date, then what lay ahead."""
    line = story.head.updated
    kept = (p.value for p in story.sheet.dates if only is None or p.value.id in only)
    events = [Dated(event, lies_ahead(event, line)) for event in kept]
    return sorted(events, key=lambda one: (one.ahead, one.event.date.sort_key))


def lies_ahead(event: Event, line: PartialDate) -> bool:
    """Whether an event lay ahead on a date: it begins later, or was planned for a time not yet past."""
    if event.date.open_start:
        return event.date.latest > line.latest
    return event.date.earliest > line.latest or (event.status in NOT_YET and event.date.latest > line.latest)


def told(desk: Desk, story: Story, events: Sequence[Dated]) -> list[Dated]:
    """The first event, the last before the story's date, those most was said about, and what comes next."""
    if len(events) <= WHOLE:
        return list(events)
    past = sum(not one.ahead for one in events)
    said = [said_number(desk, story, one.event) for one in events]
    most = sorted(range(past), key=lambda index: (said[index], index), reverse=True)[:BEFORE]
    compared = [index for index, one in enumerate(events) if is_compared(desk, story, one.event)]
    near = range(max(0, past - 1), min(len(events), past + AHEAD))
    return list(with_skipped(events, sorted({0, *most, *compared, *near})))


def is_compared(desk: Desk, story: Story, event: Event) -> bool:
    """Whether there are accounts of an event: what they dispute is not left out."""
    return bool(desk.edition.graph.origins(f"{story.slug}/{event.id}", "account_of"))


def said_number(desk: Desk, story: Story, event: Event) -> int:
    """How much was said about an event."""
    key = f"{story.slug}/{event.id}"
    return sum(len(desk.edition.graph.origins(key, relation)) for relation, *_ in SAID)


def with_skipped(events: Sequence[Dated], kept: Iterable[int]) -> Iterator[Dated]:
    """The events kept, each with how many were left out before it; one alone is not left out."""
    after = 0
    for index in kept:
        if index - after == 1:
            yield events[after]
            after = index
        yield replace(events[index], skipped=index - after)
        after = index + 1


def put_together(
    desk: Desk,
    story: Story,
    views: Sequence[tuple[Dated, TimelineEvent]],
    drawn: Strip | None,
    home: bool,
    around: bool = False,
) -> Timeline:
    """A timeline with the line of the story's date; `around` others, only where it parts the events."""
    if not views:
        return Timeline(())
    past = sum(not one.ahead for one, _ in views)
    as_of = desk.when(story.head.updated)
    lined = list(views)
    if past < len(views) and (past or not around):
        one, view = lined[past]
        lined[past] = one, replace(view, as_of=as_of)
    shapes = {view.shape for _, view in views}
    return Timeline(
        groups=grouped(desk, lined),
        strip=drawn,
        as_of=as_of if past == len(views) and not around else None,
        key=tuple(shape_tag(desk, shape) for shape in SHAPES if shape in shapes) if home else (),
    )


def left_out(desk: Desk, story: Story, number: int) -> Link:
    """The way to events that are left out."""
    return Link(desk.say("timeline.more", n=number), overview_address(story.slug, "event"))


def shape_tag(desk: Desk, shape: Shape) -> Tag:
    """What a shape means."""
    return Tag(shape, desk.say(f"timeline.shape_{shape}"))


def grouped(desk: Desk, views: Sequence[tuple[Dated, TimelineEvent]]) -> tuple[TimelineGroup, ...]:
    """Events under the days, months or years in which they begin; few stand in one group without a name."""
    precision = grouping([one.event.date for one, _ in views])
    if precision is None:
        return (TimelineGroup("", tuple(view for _, view in views)),)
    groups = groupby(views, key=lambda pair: group_of(pair[0].event.date, precision))
    return tuple(
        TimelineGroup(words(desk, moment), tuple(view for _, view in pairs)) for moment, pairs in groups
    )


def words(desk: Desk, moment: Moment) -> str:
    """The name of a group."""
    when = desk.when(dated(moment))
    assert when is not None
    return when.words


def grouping(dates: Sequence[PartialDate]) -> Precision | None:
    """The finest of day, month and year whose groups are worth a name; years where none is."""
    if len(dates) < GROUPED:
        return None
    for precision in (Precision.DAY, Precision.MONTH):
        if len({group_of(when, precision) for when in dates}) * WORTH <= len(dates):
            return precision
    return Precision.YEAR


def group_of(when: PartialDate, precision: Precision) -> Moment:
    """The day, month or year under which a date stands: no finer than it is known."""
    first = when.moments[0]
    known = max(precision, first.precision)
    return Moment(
        first.year,
        first.month if known <= Precision.MONTH else None,
        first.day if known is Precision.DAY else None,
    )


def shape_of(date: PartialDate) -> Shape:
    """How exactly a date is known."""
    if date.open_start or date.open_end:
        return "before" if date.open_start else "open"
    if date.is_interval:
        return "interval"
    if date.approximate or date.uncertain:
        return "about"
    return WHOLE_SHAPES[date.precision]


def length_of(desk: Desk, date: PartialDate) -> str:
    """How long an interval is, both ends included; nothing where that is not certain."""
    start, end = date.start, date.end
    if not isinstance(start, Moment) or not isinstance(end, Moment) or not date.is_interval:
        return ""
    if start.precision is not end.precision or date.approximate or date.uncertain:
        return ""
    lengths: dict[Precision, Callable[[], int]] = {
        Precision.DAY: lambda: (end.last - start.first).days + 1,
        Precision.MONTH: lambda: (end.year - start.year) * 12 + end.last.month - start.first.month + 1,
        Precision.YEAR: lambda: end.year - start.year + 1,
    }
    return desk.say(f"timeline.{start.precision.name.lower()}s", n=lengths[start.precision]())


def event_view(desk: Desk, story: Story, event: Event) -> TimelineEvent:
    """One event, brief."""
    key = f"{story.slug}/{event.id}"
    when = desk.when(event.date)
    assert when is not None
    return TimelineEvent(
        anchor="",
        title=event.title,
        address=desk.address(key),
        when=when,
        shape=shape_of(event.date),
        status=desk.tag("statuses", event.status),
        text=(),
        place=event.place or "",
        who=(),
        said=tuple(said_about(desk, story, key)),
        previously=desk.when(event.previously),
        evidence=None,
        length=length_of(desk, event.date),
    )


def near_view(desk: Desk, story: Story, event: Event, current: str) -> TimelineEvent:
    """One event, brief, among those next to the one whose page it is."""
    view = desk.once(event_view, story, event)
    return replace(view, current=True) if event.id == current else view


def told_view(desk: Desk, story: Story, event: Event) -> TimelineEvent:
    """One event with its words and what they rest on."""
    view = desk.once(event_view, story, event)
    return replace(view, text=desk.prose(event.text, story), evidence=event_fact(desk, story, event))


def shown_view(desk: Desk, story: Story, one: Dated) -> TimelineEvent:
    """One event in its place, with the way to those that are left out before it."""
    view = told_view(desk, story, one.event)
    return replace(view, left_out=left_out(desk, story, one.skipped)) if one.skipped else view


def full_view(desk: Desk, story: Story, event: Event, home: bool) -> TimelineEvent:
    """One event with all that is known of it."""
    view = told_view(desk, story, event)
    return replace(view, anchor=event.id if home else "", who=desk.parties(event.who, story.slug))


def event_fact(desk: Desk, story: Story, event: Event) -> FactView:
    """The fact that an event is."""
    facts = desk.edition.about[f"{story.slug}/{event.id}"]
    return desk.fact(next(fact for fact in facts if fact.kind == "event"))


SAID = (
    ("answers", "reaction", "responses"),
    ("account_of", "account", "accounts"),
    ("about", "claim", "claims"),
)
"""What can be said about an event: the tie, the kind, and the section of the event's page."""


def said_about(desk: Desk, story: Story, key: str) -> Iterator[Link]:
    """The ways to what people said about an event."""
    for relation, kind, section in SAID:
        number = len(desk.edition.graph.origins(key, relation))
        if number:
            page = desk.edition.addresses.has_page(key)
            address = f"{desk.address(key)}#{section}" if page else overview_address(story.slug, kind)
            yield Link(desk.say(f"timeline.{kind}s", n=number), address)


def full_strip(desk: Desk, story: Story) -> Strip | None:
    """The strip of all events; its marks lead to the entries of the timeline page."""
    home = overview_address(story.slug, "event")
    shown = [
        Shown(desk.once(event_view, story, one.event), one.event.date, one.ahead, f"{home}#{one.event.id}")
        for one in in_order(story)
    ]
    return strip(desk, story.head.updated, shown)
