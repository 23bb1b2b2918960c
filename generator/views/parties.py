"""Who is who, and the map of who asks and answers whom."""

from __future__ import annotations

from typing import Literal

from generator.frozen import Frozen
from generator.views.facts import FactView, Link, Rich, Tag


class RoleView(Frozen):
    """A tie of one party to another: `president`, `leads`, Russia."""

    title: str
    relation: str
    party: Link
    when: str
    fact: FactView | None


class RelationView(Frozen):
    """What a party asks of others or answers them, and where that is stated; `stance` is how it answers."""

    words: Rich
    stated: Link
    stance: Tag | None
    status: Tag


class PartyView(Frozen):
    """A party with its part in a story, and its relations to the others there."""

    anchor: str
    name: Link
    kind: str
    aliases: tuple[str, ...]
    part: FactView | None
    roles: tuple[RoleView, ...]
    relations: tuple[RelationView, ...] = ()


class PartyGroup(Frozen):
    """Parties of one kind."""

    label: str
    parties: tuple[PartyView, ...]


class MapWords(Frozen):
    """A row of text on a map, from the start of its baseline: a name, and a note beside it."""

    x: float
    y: float
    name: str
    note: str


LineKind = Literal["head", "party", "tie"]


class MapLine(Frozen):
    """A line of a box: its head, a party in it, or a tie of one. `full` is all of it where rows were cut.

    `arrow` is the path of an arrow of a `family`: asks, answers or ties.
    """

    kind: LineKind
    rows: tuple[MapWords, ...]
    address: str
    full: str = ""
    family: str = ""
    arrow: str = ""


class MapBox(Frozen):
    """A body with its people."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[MapLine, ...]


class MapDrawing(Frozen):
    """One arrangement of a map."""

    width: float
    height: float
    boxes: tuple[MapBox, ...]


class PartyMap(Frozen):
    """Part `party-map`: who belongs together, and who asks and answers whom.

    The same map is drawn for narrow and for wide places; `families` are the kinds of arrows on it.
    `arrows` says where there is room for these. `others` are parties in no box; `more` leads to what
    the map leaves out.
    """

    shown: int
    of: int
    narrow: MapDrawing
    wide: MapDrawing
    families: tuple[Tag, ...]
    others: tuple[Link, ...] = ()
    more: Link | None = None
    arrows: Literal["everywhere", "wide"] = "everywhere"


class Parties(Frozen):
    """Part `parties`: who is who, with a map on top where there is one."""

    groups: tuple[PartyGroup, ...]
    map: PartyMap | None = None
