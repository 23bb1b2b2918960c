"""The strip above a timeline: all its events on a time scale, as marks or, where they are many, as bars.

Places across are percent and sizes are pixels, so the drawing fits every width and its text stays legible.
A date is drawn as wide as it is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.dates import Bound, Moment, PartialDate
from generator.pages.desk import Desk
from generator.pages.time_scale import Scale, Span, dated, make_scale, name_of, ticks
from generator.views import Strip, StripBar, StripLabel, StripMark, StripTail, TimelineEvent

LEAST = 3
"""The fewest different dates that are worth a strip."""
MARK = 3.4
"""How much of the width a mark needs: as much as on a phone."""
MOST_LEVELS = 10
"""The most marks above one another; where there would be more, bars stand for the marks."""
LEVEL, HALF, TALLEST, TOP, FOOT = 13, 9, 64, 22, 24
"""In pixels: between two levels, from the axis to the first, the tallest bar, the room above and below."""
BAR = 2.5
"""How wide a bar is, about."""
LABELS = 4
"""For how many labels the whole width has room."""
LABEL = 23.0
"""How far labels stand apart."""

SIGNS: Mapping[str, str] = {
    "cancelled": "M-6 6L6-6",
    "postponed": "M4 0h6M7.5-3L10.5 0L7.5 3",
    "unknown": "M-1.6-1.1a1.6 1.6 0 1 1 2.3 1.4Q0 .6 0 1.2M0 2.6v.6",
}
"""What is drawn on the mark of an event that has not simply happened: a slash, an arrow, a question mark."""


@dataclass(frozen=True)
class Shown:
    """An event on the strip: its view, its date, whether it lay ahead, and where the strip leads from it."""

    view: TimelineEvent
    date: PartialDate
    ahead: bool
    address: str

    @property
    def span(self) -> Span:
        """The days that it can mean, as far as they are named."""
        first, last = self.date.moments[0].first.toordinal(), self.date.moments[-1].last.toordinal() + 1
        return (first - 1, first) if self.date.start is Bound.OPEN and first > 1 else (first, last)

    @property
    def title(self) -> str:
        """Its date and its name."""
        return f"{self.view.when.words}: {self.view.title}"


@dataclass(frozen=True)
class Place:
    """Where an event is drawn, from `left` to `right` and with what is open from `begin` to `end`."""

    begin: float
    left: float
    right: float
    end: float
    level: int = 0


def strip(desk: Desk, as_of: PartialDate, events: Sequence[Shown]) -> Strip | None:
    """A strip of events in their order; none for too few."""
    if len({event.span for event in events}) < LEAST:
        return None
    line = as_of.latest.toordinal() + 1
    scale = make_scale([*(event.span for event in events), (line - 1, line)])
    places = [place_of(scale, event) for event in events]
    levels = dodged(places)
    few = max(levels) < MOST_LEVELS
    axis = TOP + (LEVEL * (max(levels) + 1) if few else TALLEST) + 4
    bars, peak = ((), 0) if few else make_bars(desk, scale, events, axis)
    return Strip(
        height=axis + FOOT,
        axis=axis,
        lines=tuple((rounded(one.left), rounded(one.right)) for one in scale.stretches),
        breaks=tuple(map(rounded, scale.breaks)),
        marks=tuple(make_marks(events, places, levels, axis)) if few else (),
        tails=tuple(make_tails(places, levels, axis)) if few else (),
        bars=bars,
        labels=tuple(make_labels(desk, scale)),
        as_of=label_at(scale.place(line), desk.say("timeline.as-of", date=words_of(desk, as_of))),
        notes=tuple(make_notes(desk, scale, events, peak)),
    )


def rounded(place: float) -> float:
    """A place as exactly as it can be seen."""
    return round(place, 2)


def words_of(desk: Desk, when: PartialDate) -> str:
    """A date in words."""
    view = desk.when(when)
    assert view is not None
    return view.words


def place_of(scale: Scale, event: Shown) -> Place:
    """Where an event stands; a point where its days are narrower than a mark."""
    first, last = event.span
    stretch = scale.stretch(first)
    left, right = stretch.place(first), stretch.place(last)
    if right - left < MARK:
        left = right = (left + right) / 2
    begin = stretch.left if event.date.open_start else left
    end = stretch.right if event.date.open_end else right
    return Place(begin, left, right, end)


def dodged(places: Iterable[Place]) -> list[int]:
    """For each place the lowest level on which it touches no earlier one; MOST_LEVELS where none is free."""
    taken: list[float] = []
    levels = []
    for place in places:
        begin, end = (place.begin, place.end) if place.begin < place.end else around(place.left)
        level = next((level for level, until in enumerate(taken) if until <= begin), len(taken))
        if level < MOST_LEVELS:
            taken[level : level + 1] = [end]
        levels.append(level)
    return levels


def around(place: float) -> tuple[float, float]:
    """What a mark takes."""
    return place - MARK / 2, place + MARK / 2


def make_marks(
    events: Sequence[Shown], places: Sequence[Place], levels: Sequence[int], axis: int
) -> Iterator[StripMark]:
    """A mark for each event."""
    for event, place, level in zip(events, places, levels, strict=True):
        yield StripMark(
            x=rounded(place.left),
            y=axis - HALF - level * LEVEL,
            width=rounded(place.right - place.left),
            shape=event.view.shape,
            tone=event.view.status.name,
            sign=SIGNS.get(event.view.status.name, ""),
            address=event.address,
            title=event.title,
        )


def make_tails(places: Sequence[Place], levels: Sequence[int], axis: int) -> Iterator[StripTail]:
    """What is open, as a line to the end of its stretch."""
    for place, level in zip(places, levels, strict=True):
        y = axis - HALF - level * LEVEL
        if place.begin < place.left:
            yield StripTail(rounded(place.begin), rounded(place.left), y)
        if place.right < place.end:
            yield StripTail(rounded(place.right), rounded(place.end), y)


def make_bars(
    desk: Desk, scale: Scale, events: Sequence[Shown], axis: int
) -> tuple[tuple[StripBar, ...], int]:
    """Bars for the events of some days, those that lay ahead apart; and the most that one stands for."""
    bins: dict[tuple[float, float, bool], list[Shown]] = {}
    for event in events:
        bins.setdefault((*bin_of(scale, event), event.ahead), []).append(event)
    peak = max(map(len, bins.values()))
    bars = []
    for (left, width, ahead), held in sorted(bins.items(), key=lambda pair: pair[0]):
        height = max(3, TALLEST * len(held) // peak)
        title = desk.say("timeline.events", n=len(held)) if len(held) > 1 else held[0].title
        bars.append(
            StripBar(
                x=rounded(left),
                y=axis - height,
                width=rounded(width),
                height=height,
                tone="planned" if ahead else "happened",
                address=held[0].address,
                title=title,
            )
        )
    return tuple(bars), peak


def bin_of(scale: Scale, event: Shown) -> tuple[float, float]:
    """The left end and the width of the bar that an event is counted in."""
    first, last = event.span
    stretch = scale.stretch(first)
    bars = max(1, int((stretch.right - stretch.left) / BAR))
    width = (stretch.right - stretch.left) / bars
    index = min(bars - 1, int((stretch.place((first + last) / 2) - stretch.left) / width))
    return stretch.left + index * width, width


def make_labels(desk: Desk, scale: Scale) -> Iterator[StripLabel]:
    """Round dates below the axis, as many as have room; a stretch without one has its own name."""
    free = 0.0
    for stretch in scale.stretches:
        most = max(1, int(LABELS * (stretch.right - stretch.left) / 100))
        found = [(stretch.place(day), dated(moment), True) for day, moment in ticks(stretch, most)]
        middle = (stretch.left + stretch.right) / 2
        for place, when, tick in found or [(middle, name_of(stretch), False)]:
            if place >= free:
                yield label_at(place, words_of(desk, when), tick)
                free = place + LABEL


def label_at(place: float, words: str, tick: bool = True) -> StripLabel:
    """A label that does not leave the strip."""
    if place < LABEL / 2:
        return StripLabel(rounded(place), words, "start", tick)
    return StripLabel(rounded(place), words, "end" if place > 100 - LABEL / 2 else "middle", tick)


def make_notes(desk: Desk, scale: Scale, events: Sequence[Shown], peak: int) -> Iterator[str]:
    """What the strip shows, and what its breaks and bars mean."""
    first, last = (date.fromordinal(day).year for day in (scale.first, scale.last - 1))
    years = words_of(desk, dated(Moment(first), Moment(last)))
    yield desk.say("timeline.span", n=len(events), years=years)
    if peak:
        yield desk.say("timeline.peak", n=peak)
    if scale.breaks:
        yield desk.say("timeline.break", n=len(scale.breaks))
