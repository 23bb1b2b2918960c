"""What a story rests on, and what has changed."""

from __future__ import annotations

from generator.frozen import Frozen
from generator.views.accounts import Wording
from generator.views.facts import Link, Rich, Tag, Tally, When


class SourcePassage(Frozen):
    """A paragraph of a source that facts rest on."""

    anchor: str
    text: str
    facts: tuple[Link, ...]


class SourceView(Frozen):
    """A document that facts rest on. Of the facts in `share` (verified, all) its text shows the first."""

    anchor: str
    title: str
    kind: str
    publisher: str
    by: tuple[Link, ...]
    links: tuple[Link, ...]
    published: When | None
    retrieved: When | None
    reported_in: Link | None
    check: Tag
    check_words: str
    facts: tuple[Link, ...]
    passages: tuple[SourcePassage, ...] = ()
    share: tuple[int, int] = (0, 0)
    retells: Link | None = None


class SourceGroup(Frozen):
    """Sources that were checked in the same way, and what that means; of some, one `report` tells of all."""

    check: Tag
    text: str
    sources: tuple[SourceView, ...]
    anchor: str = ""
    number: str = ""
    report: Link | None = None


class Sources(Frozen):
    """Part `sources`: how we know.

    Of the facts in `share` (verified, all) `words` tell; `open` leads to those not verified, `more` to
    the sources that are not listed.
    """

    share: tuple[int, int]
    words: str
    method: str
    open: tuple[Link, ...]
    groups: tuple[SourceGroup, ...]
    tally: Tally | None = None
    more: Link | None = None


class UpdateView(Frozen):
    """One change: what it was, what it is. `anchor` is its place in the log, `address` leads there."""

    anchor: str
    when: When
    kind: Tag
    text: Rich
    was: Wording
    now: Wording
    about: tuple[Link, ...]
    address: str = ""


class Updates(Frozen):
    """Part `updates`: what changed, latest first. `more` leads to the rest, `none` says that nothing did."""

    updates: tuple[UpdateView, ...]
    tally: Tally | None = None
    more: Link | None = None
    none: str = ""


class ChangeNote(Frozen):
    """A line under a page's head: it changed, or `things` did that it tells of. Its words lead to the log."""

    kind: Tag | None
    words: str
    address: str
    things: tuple[Link, ...] = ()
    others: str = ""
    text: Rich = ()
