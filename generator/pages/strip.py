"""The strip above a timeline: all its events on a time scale, as marks or, where they are many, as bars.

Places across are percent and sizes are pixels, so the drawing fits every width and its text stays legible.
A date is drawn as wide as it is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from generator.dates import Bound, Moment, PartialDate, Precision
from generator.frozen import Frozen
from generator.pages.desk import Desk
from generator.pages.time_scale import Scale, Span, Stretch, dated, make_scale, names_of, ticks
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
LETTER, SPACE = 1.8, 4.0
"""How wide a letter of a label is, about, on a phone; and how far labels stand apart."""
LETTERS: Mapping[Precision, int] = {Precision.DAY: 15, Precision.MONTH: 12, Precision.YEAR: 4}
"""About how many letters a date has."""
SIGNS: Mapping[str, str] = {
    "cancelled": "M-6 6L6-6",
    "postponed": "M4 0h6M7.5-3L10.5 0L7.5 3",
    "unknown": "M-1.6-1.1a1.6 1.6 0 1 1 2.3 1.4Q0 .6 0 1.2M0 2.6v.6",
}
"""What is drawn on the mark of an event that has not simply happened: a slash, an arrow, a question mark."""


class Shown(Frozen):
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


class Place(Frozen):
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
        tails=tuple(make_tails(events, places, levels, axis)) if few else (),
        bars=bars,
        labels=tuple(make_labels(desk, scale, events)),
        as_of=label_at(scale.place(line), desk.say("timeline.as_of", date=words_of(desk, as_of))),
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
    """Where an event stands; a day is a point, and so is what is narrower than a mark."""
    first, last = event.span
    stretch = scale.stretch(first)
    left, right = stretch.place(first), stretch.place(last)
    if last - first == 1 or right - left < MARK:
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


def make_tails(
    events: Sequence[Shown], places: Sequence[Place], levels: Sequence[int], axis: int
) -> Iterator[StripTail]:
    """What is open, as a line to the end of its stretch."""
    for event, place, level in zip(events, places, levels, strict=True):
        for x, end in ((place.begin, place.left), (place.right, place.end)):
            if x < end:
                y = axis - HALF - level * LEVEL
                yield StripTail(rounded(x), rounded(end), y, event.view.status.name)


def make_bars(
    desk: Desk, scale: Scale, events: Sequence[Shown], axis: int
) -> tuple[tuple[StripBar, ...], int]:
    """Bars for the events of some days, on them those that lay ahead; and the most that one stands for."""
    bins: dict[tuple[float, float], list[Shown]] = {}
    for event in events:
        bins.setdefault(bin_of(scale, event), []).append(event)
    peak = max(map(len, bins.values()))
    bars = []
    for (left, width), held in sorted(bins.items(), key=lambda pair: pair[0]):
        base = axis
        for ahead, tone in ((False, "happened"), (True, "planned")):
            some = [event for event in held if event.ahead is ahead]
            if some:
                height = max(3, TALLEST * len(some) // peak)
                base -= height
                bars.append(make_bar(desk, some, tone, left, base, width, height))
    return tuple(bars), peak


def make_bar(
    desk: Desk, held: Sequence[Shown], tone: str, left: float, top: int, width: float, height: int
) -> StripBar:
    """One bar, which leads to the first of its events."""
    words = [desk.say("timeline.events", n=len(held)), held[0].title] if len(held) > 1 else [held[0].title]
    return StripBar(
        rounded(left + width / 10),
        top,
        rounded(width * 0.8),
        height,
        tone,
        held[0].address,
        ". ".join(words),
    )


def bin_of(scale: Scale, event: Shown) -> tuple[float, float]:
    """The left end and the width of the bar that an event is counted in."""
    first, last = event.span
    stretch = scale.stretch(first)
    bars = max(1, int((stretch.right - stretch.left) / BAR))
    width = (stretch.right - stretch.left) / bars
    index = min(bars - 1, int((stretch.place((first + last) / 2) - stretch.left) / width))
    return stretch.left + index * width, width


def make_labels(desk: Desk, scale: Scale, events: Sequence[Shown]) -> Iterator[StripLabel]:
    """Round dates below the axis, as many as have room; a stretch without one has its own name."""
    free = 0.0
    for stretch in scale.stretches:
        known = [event.date.precision for event in events if scale.stretch(event.span[0]) is stretch]
        for label in stretch_labels(desk, stretch, min(known, default=Precision.DAY)):
            begin, end = reach(label)
            if begin >= free:
                yield label
                free = end + SPACE


def stretch_labels(desk: Desk, stretch: Stretch, finest: Precision) -> Iterator[StripLabel]:
    """The labels of one stretch: its marks, else its name, short where the name is too long."""
    room = stretch.right - stretch.left
    most = {one: max(1, int(room / (letters * LETTER + SPACE))) for one, letters in LETTERS.items()}
    found = ticks(stretch, most, finest)
    for day, moment in found:
        yield label_at(stretch.place(day), words_of(desk, dated(moment)))
    if not found:
        names = [words_of(desk, when) for when in names_of(stretch, finest)]
        words = next((one for one in names if len(one) * LETTER <= room), names[-1])
        yield label_at((stretch.left + stretch.right) / 2, words, tick=False)


def reach(label: StripLabel) -> tuple[float, float]:
    """From where to where a label reaches, about."""
    width = len(label.words) * LETTER
    begin = label.x - {"start": 0, "middle": width / 2, "end": width}[label.anchor]
    return begin, begin + width


def label_at(place: float, words: str, tick: bool = True) -> StripLabel:
    """A label that does not leave the strip."""
    half = len(words) * LETTER / 2
    if place < half:
        return StripLabel(rounded(place), words, "start", tick)
    return StripLabel(rounded(place), words, "end" if place > 100 - half else "middle", tick)


def make_notes(desk: Desk, scale: Scale, events: Sequence[Shown], peak: int) -> Iterator[str]:
    """What the strip shows, and what its breaks and bars mean."""
    first, last = (date.fromordinal(day).year for day in (scale.first, scale.last - 1))
    years = words_of(desk, dated(Moment(first), Moment(last)))
    yield desk.say("timeline.span", n=len(events), years=years)
    if peak:
        yield desk.say("timeline.peak", n=peak)
    if scale.breaks:
        yield desk.say("timeline.break", n=len(scale.breaks))
