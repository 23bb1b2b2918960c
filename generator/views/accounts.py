"""The sides' accounts of an event, side by side."""

from __future__ import annotations

from typing import Literal

from generator.frozen import Frozen
from generator.views.facts import FactView, Link, Tag, When


class AccountHead(Frozen):
    """One account of the event compared."""

    anchor: str
    title: str
    by: tuple[Link, ...]
    said_in: Link | None
    when: When | None


Wording = tuple[tuple[str, bool], ...]
"""A text in stretches: the words, and whether another version lacks them."""


class AccountCell(Frozen):
    """What one account says on one topic: it says something, leaves it out, or nobody recorded it.

    `sign` is that at a glance. `quote` is in the account's own words; where they are like those of
    another account, the words that the other lacks are marked; `note` says which account that is.
    """

    account: str
    state: Literal["says", "silent", "unrecorded"]
    sign: Tag
    fact: FactView | None = None
    contradicts: tuple[Link, ...] = ()
    quote: Wording = ()
    note: str = ""


class AccountRow(Frozen):
    """A topic with a cell for each account, in the same order. `unrecorded` counts the empty ones."""

    topic: str
    anchor: str
    cells: tuple[AccountCell, ...]
    contested: Tag | None = None
    address: str = ""
    unrecorded: int = 0


class Comparison(Frozen):
    """The accounts of one event, side by side.

    `glance` has every topic, `rows` those shown in full, `lone` leads to those that only one account
    speaks of where these are left out. `shape` is `few` where each account keeps a column of its own.
    """

    event: Link
    accounts: tuple[AccountHead, ...]
    rows: tuple[AccountRow, ...]
    glance: tuple[AccountRow, ...] = ()
    lone: tuple[Link, ...] = ()
    tally: tuple[Tag, ...] = ()
    shape: Literal["few", "many"] = "many"


class Comparisons(Frozen):
    """Part `accounts`: one comparison for each event with accounts."""

    events: tuple[Comparison, ...]
