"""Where each value of a YAML text stands: small enough to be kept for thousands of sheets.

Values are numbered layer by layer, so that what stands in one list or group follows one another. A number
leads to four offsets; of a group's keys only their order is kept, and one order serves all groups that have
it.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from generator.frozen import Frozen
from generator.source import SourceFile, Span
from generator.yaml_values import Node

Path: TypeAlias = tuple[str | int, ...]


class Places(Frozen, eq=False):
    """The place of each value of a document.

    A path leads from the top to a value: `("parties", 0, "name")`. A path that is not in the document
    has the place of the nearest value above it that is.
    """

    source: SourceFile
    _offsets: array[int]
    """Of each value: its start and end, and those of its key, or of itself where it has none."""
    _inside: Mapping[int, tuple[int, Mapping[str | int, int]]]
    """Of each list and group: the number of the first value in it, and the order of what stands there."""

    def key_span(self, path: Path) -> Span:
        """The place of the key that a path ends with; of the whole entry in a list."""
        place = 4 * self._nearest(path) + 2
        return self.source.span(self._offsets[place], self._offsets[place + 1])

    def value_span(self, path: Path) -> Span:
        """The place of a value as it stands in the file, with its quotation marks."""
        place = 4 * self._nearest(path)
        return self.source.span(self._offsets[place], self._offsets[place + 1])

    def _nearest(self, path: Path) -> int:
        number = 0
        for step in path:
            first, order = self._inside.get(number, (0, NOTHING))
            if step in order:
                number = first + order[step]
            elif step != 0:  # A list of one may be written as its one entry.
                break
        return number


NOTHING: Mapping[str | int, int] = {}


def places_of(source: SourceFile, root: Node) -> Places:
    """The places of a value and of all that stands in it."""
    offsets = array("L")
    inside: dict[int, tuple[int, Mapping[str | int, int]]] = {}
    orders: dict[tuple[str | int, ...], Mapping[str | int, int]] = {}
    nodes: list[Node] = [root]
    # The list grows while it is gone through: layer by layer.
    for number, node in enumerate(nodes):
        offsets.extend((node.start, node.end, *(node.key or (node.start, node.end))))
        if node.children:
            inside[number] = len(nodes), order_of(tuple(node.children), orders)
            nodes.extend(node.children.values())
    return Places(source, offsets, inside)


def order_of(
    keys: Sequence[str | int], orders: dict[tuple[str | int, ...], Mapping[str | int, int]]
) -> Mapping[str | int, int]:
    """Keys with their places in a row, once for all groups that have the same."""
    keys = tuple(keys)
    if keys not in orders:
        orders[keys] = {key: place for place, key in enumerate(keys)}
    return orders[keys]
