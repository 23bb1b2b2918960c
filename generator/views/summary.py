"""The story in short."""

from __future__ import annotations

from generator.frozen import frozen
from generator.views.facts import Link, Rich, When


@frozen
class ShortLine:
    """A line of the summary."""

    text: Rich
    address: str
    note: str = ""
    when: When | None = None


@frozen
class ShortList:
    """One of the four lists of the summary: `name` is agreed, disputed, unconfirmed or next."""

    name: str
    title: str
    lines: tuple[ShortLine, ...]
    more: Link | None = None


@frozen
class InShort:
    """Part `in-short`: what is agreed, disputed, unconfirmed and next."""

    lists: tuple[ShortList, ...]
