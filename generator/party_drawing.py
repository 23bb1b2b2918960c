"""Boxes of lines, and arrows from lines to parties, laid out so that nothing stands on anything else.

Boxes stand in columns. Every arrow starts at the line that says in words what it means, runs through the
free channel beside its column, in a lane that no other arrow uses at that height, and ends at the line of
the party it concerns. So words are never crossed, and a reader who follows no arrow still reads everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property

from msgspec import Struct, field

from generator.frozen import Frozen
from generator.letters import PLAIN, breadth, wrapped
from generator.views import LineKind, MapBox, MapDrawing, MapLine, MapWords

LINE = 26
"""The height of a line: also the least that a finger hits."""
FURTHER = 18
"""How far below the first row of a line its next one stands."""
HEAD, STRONG, SOFT = 16, 14, 14 * PLAIN
"""Sizes of type: of a box's head, of other names, and of all that is not bold."""
PAD = 7
INDENT = 13
SIDE = 11
BEND = 5
EDGE = 13
"""How far from a box the first lane is: room for a bend and the point of an arrow."""
LANE, LEAST = 10, 4
"""How far lanes are from each other where there is room, and where there is little."""
APART = 8
"""How far arrows in one lane are from each other."""

LEFT, RIGHT = 0, 1
LEAVES = (-3.0, 4.0)
ENTERS = {"asks": (-11.0, -8.0), "ties": (-6.0, 0.0), "answers": (8.0, 12.0)}
"""Where arrows leave and enter a line, on the left and right of the channel: never on one height."""


class Line(Frozen):
    """A line of a box. `party` is whose line it is; `target` the party that its arrow leads to."""

    name: str = ""
    note: str = ""
    depth: int = 0
    party: str = ""
    target: str = ""
    family: str = ""
    address: str = ""


Block = tuple[Line, ...]
"""The lines of a box; the first is its head."""


class Plan(Frozen):
    """The measures of an arrangement.

    The height of a line is a multiple of `step`: with two columns, all lines stand on one grid, so that
    no arrow leaves a left box at the height at which another one leaves a right box.
    """

    width: int
    channel: int
    columns: int
    step: int


NARROW = Plan(width=328, channel=62, columns=1, step=1)
WIDE = Plan(width=720, channel=104, columns=2, step=LINE // 2)


class Net(Struct, dict=True):
    """All arrows of one family to one party: they share a lane and a point. Complete when asked."""

    family: str
    to: tuple[int, float]
    pins: list[tuple[int, float]] = field(default_factory=list)

    @cached_property
    def ends(self) -> list[tuple[int, float]]:
        """Where it touches the sides of the channel."""
        return [self.to, *self.pins]

    @cached_property
    def span(self) -> tuple[float, float]:
        """Its highest and lowest point."""
        heights = [y for _, y in self.ends]
        return min(heights), max(heights)

    @cached_property
    def sides(self) -> set[int]:
        """Which sides of the channel it touches."""
        return {side for side, _ in self.ends}


class Placed(Frozen):
    """A line with its text in rows, on a side of the channel; `y` is the middle of its first row."""

    line: Line
    rows: tuple[tuple[str, str], ...]
    side: int
    y: float
    height: int


class Channel(Frozen):
    """The free room beside the columns, and the arrows in it. Its edges are the sides of boxes."""

    edges: tuple[float, float]
    nets: Mapping[tuple[str, str], Net]
    lanes: Mapping[tuple[str, str], float]

    def arrow(self, one: Placed) -> str:
        """The way from a line to what it is about, if the map shows that."""
        key = (one.line.target, one.line.family)
        return route(one, self.nets[key], self.lanes[key], self.edges) if key in self.nets else ""


def drawing(blocks: Sequence[Block], plan: Plan) -> MapDrawing:
    """The boxes and arrows of a map, in the order of the blocks.

    Where arrows would stand too close to be followed there are none: the lines say the same.
    """
    if any(line.target for block in blocks for line in block):
        width = (plan.width - plan.channel - 2) // plan.columns
        stacks = stacks_of(blocks, plan, width)
        channel = channel_of([line for stack in stacks for line in stack], 1 + width, plan.channel)
        if channel is not None:
            return drawn(stacks, plan, width, channel)
    gap = LINE // 2
    width = (plan.width - gap * (plan.columns - 1) - 2) // plan.columns
    return drawn(stacks_of(blocks, plan, width), plan, width, Channel((1 + width, 1 + width + gap), {}, {}))


def stacks_of(blocks: Sequence[Block], plan: Plan, width: int) -> list[tuple[Placed, ...]]:
    """The lines of each box at their heights, column by column."""
    measured = [[(line, rows_of(line, width, line is block[0])) for line in block] for block in blocks]
    columns = in_columns(measured, plan.columns)
    return [stack for side, column in enumerate(columns) for stack in stacked(column, side, plan.step)]


def drawn(stacks: Sequence[tuple[Placed, ...]], plan: Plan, width: int, channel: Channel) -> MapDrawing:
    """Boxes at the sides of a channel."""
    xs = (1, channel.edges[1])
    boxes = tuple(box_of(stack, xs[stack[0].side], width, channel) for stack in stacks)
    height = max((box.y + box.height for box in boxes), default=0) + 1
    return MapDrawing(plan.width, height, boxes)


def rows_of(line: Line, width: int, head: bool) -> tuple[tuple[str, str], ...]:
    """The text of a line in rows that fit: a name, and a note beside it or below."""
    room = width - 2 * SIDE - inset(line)
    if not line.name:
        return notes_of(line, room)
    size = HEAD if head else STRONG
    *names, last = wrapped(line.name, size, room)
    above = tuple((name, "") for name in names)
    if breadth(last, size) + breadth(f" {line.note}", SOFT) <= room:
        return (*above, (last, line.note))
    return (*above, (last, ""), *notes_of(line, room))


def notes_of(line: Line, room: float) -> tuple[tuple[str, str], ...]:
    """A line's note in rows of its own."""
    return tuple(("", words) for words in wrapped(line.note, SOFT, room, most=3))


def inset(line: Line) -> int:
    """How far in a line begins."""
    return min(line.depth, 3) * INDENT


Measured = tuple[Line, tuple[tuple[str, str], ...]]


def in_columns(blocks: Sequence[Sequence[Measured]], columns: int) -> list[list[Sequence[Measured]]]:
    """Each block in the column that is shorter so far."""
    found: list[list[Sequence[Measured]]] = [[] for _ in range(columns)]
    heights = [0] * columns
    for block in blocks:
        column = heights.index(min(heights))
        found[column].append(block)
        heights[column] += 1 + sum(len(rows) for _, rows in block)
    return found


def stacked(blocks: Iterable[Sequence[Measured]], side: int, step: int) -> Iterator[tuple[Placed, ...]]:
    """Blocks one below the other, as far apart as a line is high."""
    top = 1 + PAD + LINE / 2
    for block in blocks:
        lines = []
        for line, rows in block:
            height = round((LINE + (len(rows) - 1) * FURTHER) / step) * step
            lines.append(Placed(line, rows, side, top, height))
            top += height
        top += LINE
        yield tuple(lines)


def nets_of(lines: Sequence[Placed]) -> dict[tuple[str, str], Net]:
    """The arrows by the party that they lead to and their family."""
    places = {one.line.party: one for one in lines if one.line.party}
    nets: dict[tuple[str, str], Net] = {}
    for one in lines:
        target, family = one.line.target, one.line.family
        if target in places:
            to = places[target]
            entry = (to.side, to.y + ENTERS[family][to.side])
            net = nets.setdefault((target, family), Net(family, entry))
            net.pins.append((one.side, one.y + LEAVES[one.side]))
    return nets


def channel_of(lines: Sequence[Placed], left: float, width: int) -> Channel | None:
    """A channel with a lane for each net, in its middle or near the only column; None if too narrow."""
    nets = nets_of(lines)
    lanes = untangled(in_lanes(list(nets.values())))
    step = min(LANE, (width - 2 * EDGE) / max(1, len(lanes) - 1))
    if step < LEAST:
        return None
    both = any(one.side == RIGHT for one in lines)
    start = left + (width - step * (len(lanes) - 1)) / 2 if both else left + EDGE
    at = {id(net): round(start + step * index, 1) for index, lane in enumerate(lanes) for net in lane}
    return Channel((left, left + width), nets, {key: at[id(net)] for key, net in nets.items()})


def in_lanes(nets: Sequence[Net]) -> list[list[Net]]:
    """Nets in lanes, from left to right: each near the side that it touches, short ones nearest."""
    lanes: list[list[Net]] = []
    for sides in ({LEFT}, {LEFT, RIGHT}, {RIGHT}):
        group = sorted((net for net in nets if net.sides == sides), key=by_length)
        packed = first_fit(group)
        lanes += reversed(packed) if sides == {RIGHT} else packed
    return lanes


def by_length(net: Net) -> tuple[float, float]:
    """Short nets first, from the top."""
    low, high = net.span
    return high - low, low


def first_fit(nets: Iterable[Net]) -> list[list[Net]]:
    """Each net in the first lane where nothing is near it."""
    lanes: list[list[Net]] = []
    for net in nets:
        free = (lane for lane in lanes if not any(touch(net, other) for other in lane))
        lane = next(free, None)
        if lane is None:
            lanes.append([net])
        else:
            lane.append(net)
    return lanes


def touch(one: Net, other: Net) -> bool:
    """Whether two nets would run into each other in one lane."""
    return one.span[0] - APART < other.span[1] and other.span[0] - APART < one.span[1]


def untangled(lanes: list[list[Net]]) -> list[list[Net]]:
    """Lanes in an order with fewer crossings: neighbours change places while that helps."""
    order = list(range(len(lanes)))

    @cache
    def crossed(here: int, there: int) -> int:
        return crossings(lanes[here], lanes[there])

    for _ in lanes:
        swapped = False
        for index in range(len(lanes) - 1):
            here, there = order[index : index + 2]
            if crossed(there, here) < crossed(here, there):
                order[index : index + 2] = there, here
                swapped = True
        if not swapped:
            break
    return [lanes[index] for index in order]


def crossings(here: Sequence[Net], there: Sequence[Net]) -> int:
    """How often the nets of two lanes cross, the first being left of the second."""
    return sum(crossed_by(one, RIGHT, two) + crossed_by(two, LEFT, one) for one in here for two in there)


def crossed_by(net: Net, side: int, other: Net) -> int:
    """How often a net runs to a side at a height at which the lane of another one is in use."""
    low, high = other.span
    return len([y for end, y in net.ends if end == side and low < y < high])


def box_of(stack: tuple[Placed, ...], x: float, width: float, channel: Channel) -> MapBox:
    """A box with its lines and their arrows."""
    lines = (map_line(one, x, channel.arrow(one), head=one is stack[0]) for one in stack)
    height = sum(one.height for one in stack) + 2 * PAD
    return MapBox(x, stack[0].y - LINE / 2 - PAD, width, height, tuple(lines))


def map_line(one: Placed, x: float, arrow: str, head: bool) -> MapLine:
    """A line with the place of each row; in full where something had to be cut."""
    line = one.line
    words = tuple(
        MapWords(x + SIDE + inset(line), one.y + 5 + index * FURTHER, name, note)
        for index, (name, note) in enumerate(one.rows)
    )
    shown = " ".join(part for row in one.rows for part in row if part)
    full = f"{line.name} {line.note}".strip()
    kind: LineKind = "head" if head else "party" if line.party else "tie"
    cut = full if shown != full else ""
    return MapLine(kind, words, line.address, cut, line.family if arrow else "", arrow)


def route(one: Placed, net: Net, lane: float, edges: tuple[float, float]) -> str:
    """The way of an arrow: out of the box, along its lane, to the line of its party, and its point."""
    start, (side, end) = one.y + LEAVES[one.side], net.to
    out, back = (1, -1)[one.side], (-1, 1)[side]
    bend = min(BEND, abs(end - start) / 2)
    down = bend if end > start else -bend
    turns = (
        f"M{edges[one.side]:g} {start:g}H{lane - out * bend:g}q{out * bend:g} 0 {out * bend:g} {down:g}"
        f"V{end - down:g}q0 {down:g} {back * bend:g} {down:g}H{edges[side] - back:g}"
    )
    return f"{turns}m{-5 * back} -4l{5 * back} 4 {-5 * back} 4"
