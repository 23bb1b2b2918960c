"""Reactions and claims."""

from __future__ import annotations

from generator.frozen import Frozen
from generator.views.facts import FactView, Link, Rich, Tag, Tally, When


class ReactionView(Frozen):
    """A reaction: who, to what, where. `alike` are others in nearly the same words."""

    fact: FactView
    title: Link
    to: tuple[Link, ...]
    who: tuple[Link, ...] = ()
    where: str = ""
    alike: ReactionFold | None = None


class ReactionFold(Frozen):
    """Reactions behind a summary that says how many there are and whose."""

    summary: str
    reactions: tuple[ReactionView, ...]


class StanceGroup(Frozen):
    """Reactions of one stance; the `rest` of a long group is folded."""

    stance: Tag
    reactions: tuple[ReactionView, ...]
    anchor: str = ""
    number: str = ""
    rest: ReactionFold | None = None


class Reactions(Frozen):
    """Part `reactions`: who said what, by stance."""

    groups: tuple[StanceGroup, ...]
    tally: Tally | None = None


class ClaimView(Frozen):
    """A claim, who says so, and what would settle it or did (`settling` is what that is called)."""

    title: Link
    fact: FactView
    status: Tag
    who: tuple[Link, ...]
    about: tuple[Link, ...]
    first_seen: When | None
    last_checked: When | None
    settling: str = ""
    settled: Rich = ()
    note: Rich = ()


class ClaimGroup(Frozen):
    """Claims of one status; `text` says what it means."""

    status: Tag
    text: str
    claims: tuple[ClaimView, ...]
    anchor: str = ""
    number: str = ""


class Claims(Frozen):
    """Part `claims`: what is said but not established. `note` says what was verified of it."""

    groups: tuple[ClaimGroup, ...]
    note: str = ""
    tally: Tally | None = None
