"""What is made of YAML: plain values, and each of them while it is read."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct, field

DEEPEST = 32
"""The most lists and groups inside each other."""

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"


class Node(Struct):
    """A value while it is read: where it stands, and the values inside it."""

    value: Value
    start: int
    end: int
    key: tuple[int, int] | None = None
    """Where its key stands, unless it is an entry of a list."""
    flow: bool = False
    children: dict[str | int, Node] = field(default_factory=dict)
    waiting: tuple[str, int, int] | None = None
    """The key whose value comes next."""
