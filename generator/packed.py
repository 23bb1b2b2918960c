"""Values that are needed once more, later: until then as bytes, a tenth of their size.

They are unpacked with `pickle`, which can run code: what is packed never comes from outside of this process
but by way of the archive, whose folder is as safe as the account that builds.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Any, Generic, TypeVar, cast

Value = TypeVar("Value")

QUICKLY = 1
"""How hard zlib tries: more would take longer than it saves."""


def loaded(content: bytes | memoryview) -> Any:
    """What was pickled: the one place where that is undone."""
    return pickle.loads(content)  # noqa: S301


class Packed(Generic[Value]):
    """A value as bytes."""

    __slots__ = ("_content",)

    def __init__(self, value: Value) -> None:
        self._content = zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), QUICKLY)

    @property
    def digest(self) -> bytes:
        """What tells it from all others; one value can have several."""
        return sha256(self._content).digest()

    def open(self) -> Value:
        """The value, made anew each time."""
        return cast(Value, loaded(zlib.decompress(self._content)))

    def says_as(self, other: Packed[Value]) -> bool:
        """Whether the other one is the same value: one value can have several forms."""
        return self._content == other._content or self.open() == other.open()


class Again(Iterable[Value]):
    """What is made anew whenever somebody goes through it; `begin` begins to make it."""

    def __init__(self, begin: Callable[[], Iterator[Value]]) -> None:
        self._begin = begin

    def __iter__(self) -> Iterator[Value]:
        """All of it, from the beginning."""
        return self._begin()
