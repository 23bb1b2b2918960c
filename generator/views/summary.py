"""The story in short."""

from __future__ import annotations

from generator.frozen import Frozen
from generator.views.facts import Link, Rich, When


class ShortLine(Frozen):
    """A line of the summary."""

    text: Rich
    address: str
    note: str = ""
    when: When | None = None


class ShortList(Frozen):
    """One of the four lists of the summary: `name` is agreed, disputed, unconfirmed or next."""

    name: str
    title: str
    lines: tuple[ShortLine, ...]
    more: Link | None = None


class InShort(Frozen):
    """Part `in-short`: what is agreed, disputed, unconfirmed and next."""

    lists: tuple[ShortList, ...]
