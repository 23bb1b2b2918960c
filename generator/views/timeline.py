"""What happened and what is planned, as a list and drawn to scale."""

from __future__ import annotations

from typing import Literal

from generator.frozen import Frozen
from generator.views.facts import FactView, Link, Rich, Tag, When


class TimelineEvent(Frozen):
    """An event on a timeline. `shape` says how exactly the date is known, `length` how long it took.

    `left_out` leads to events that would stand before this one; `as_of` is the date of the story where
    this is the first event after it.
    """

    anchor: str
    title: str
    address: str
    when: When
    shape: Literal["day", "about", "interval", "open", "before", "month", "year"]
    status: Tag
    text: Rich
    place: str
    who: tuple[Link, ...]
    said: tuple[Link, ...]
    previously: When | None
    evidence: FactView | None
    current: bool = False
    length: str = ""
    left_out: Link | None = None
    as_of: When | None = None


class TimelineGroup(Frozen):
    """Events of one year, month or day, under its name (empty where one group holds all)."""

    label: str
    events: tuple[TimelineEvent, ...]


class StripMark(Frozen):
    """An event on a strip: `x` and `width` in percent of it, `y` in pixels; without width a point.

    `sign` is a path drawn at its middle.
    """

    x: float
    y: int
    width: float
    shape: str
    tone: str
    sign: str
    address: str
    title: str


class StripTail(Frozen):
    """What is open of an event on a strip, drawn from `x` to `end` in percent."""

    x: float
    end: float
    y: int
    tone: str


class StripBar(Frozen):
    """Events of some days on a strip that has too many for marks."""

    x: float
    y: int
    width: float
    height: int
    tone: str
    address: str
    title: str


class StripLabel(Frozen):
    """A date on a strip; with a `tick` it stands at one day."""

    x: float
    words: str
    anchor: Literal["start", "middle", "end"]
    tick: bool


class Strip(Frozen):
    """All events on one time scale: `lines` are the stretches of its axis, `breaks` stand between them."""

    height: int
    axis: int
    lines: tuple[tuple[float, float], ...]
    breaks: tuple[float, ...]
    marks: tuple[StripMark, ...]
    tails: tuple[StripTail, ...]
    bars: tuple[StripBar, ...]
    labels: tuple[StripLabel, ...]
    as_of: StripLabel
    notes: tuple[str, ...]


class Timeline(Frozen):
    """Part `timeline`: what happened and what is planned, in order.

    `as_of` is the date of the story where all events stand before it. `key` names the shapes.
    """

    groups: tuple[TimelineGroup, ...]
    strip: Strip | None = None
    as_of: When | None = None
    key: tuple[Tag, ...] = ()
