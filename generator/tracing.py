"""What was looked up while something was made, so that it need not be made again while the answers stay.

A thing made from a story depends on little of all other stories: a few names, addresses and ties. Nobody
has to list them: the mappings that it is made from are handed to its maker as `Lookups`, which remember each
key that was asked for, there or not. Later the same keys are asked again, and where every answer is what
it was, the thing is as it would be made now.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b, sha256
from typing import Any, TypeVar

from generator.frozen import Frozen

Key = TypeVar("Key")
Value = TypeVar("Value")

Plain = Any
"""A value of texts, numbers, bytes and tuples of these, which says all that counts of another value."""
PLAIN = 2
"""The form of marshal in which equal values are equal bytes."""


class Lookups(dict[Key, Value]):
    """A mapping that remembers what was asked of it.

    Each key is fetched once from the mapping behind, and from then on this is a dictionary like any other.
    Whoever goes through all of it has asked for everything.
    """

    def __init__(self, behind: Mapping[Key, Value]) -> None:
        super().__init__()
        self._behind = behind
        self._absent: set[Key] = set()
        self.is_whole = False

    @property
    def asked(self) -> frozenset[Key]:
        """Every key that was asked for."""
        return frozenset(super().keys()) | self._absent

    def __missing__(self, key: Key) -> Value:
        try:
            value = self[key] = self._behind[key]
        except KeyError:
            self._absent.add(key)
            raise
        return value

    def get(self, key: Key, default: Any = None) -> Any:
        """The value, or what stands for it."""
        if key in self._absent:
            return default
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key: Any) -> bool:
        # What is not there is asked for over and over, and to raise an error takes longest.
        if key in self._absent:
            return False
        try:
            self[key]
        except KeyError:
            return False
        return True

    def __iter__(self) -> Iterator[Key]:
        self.is_whole = True
        return iter(self._behind)

    def __len__(self) -> int:
        self.is_whole = True
        return len(self._behind)

    def keys(self) -> Any:
        """All keys."""
        self.is_whole = True
        return self._behind.keys()

    def values(self) -> Any:
        """All values."""
        self.is_whole = True
        return self._behind.values()

    def items(self) -> Any:
        """All of it."""
        self.is_whole = True
        return self._behind.items()


class Shelf(dict[Any, bytes]):
    """What the answers of a mapping come to by their keys, under a `name`: all that anybody takes from them.

    The mapping stays as it is. Many ask for the same keys, so what an answer comes to is found out once.
    """

    def __init__(self, name: str, mapping: Mapping[Any, Any], told: Callable[[Any], Plain]) -> None:
        super().__init__()
        self.name, self.mapping, self._told = name, mapping, told

    def __missing__(self, key: Any) -> bytes:
        """What the answer to a key comes to, there or not."""
        told = self._told(self.mapping[key]) if key in self.mapping else None
        found = self[key] = blake2b(marshal.dumps(told, PLAIN), digest_size=16).digest()
        return found


class Trace(Frozen):
    """The keys that were asked for, by the name of their mapping, and what the answers came to."""

    keys: tuple[tuple[str, tuple[Any, ...]], ...]
    answers: bytes


def traced(shelves: Sequence[Shelf], lookups: Mapping[str, Lookups[Any, Any]]) -> Trace | None:
    """What was asked of the mappings behind; None where somebody went through the whole of one."""
    if any(one.is_whole for one in lookups.values()):
        return None
    keys = tuple((name, tuple(sorted(one.asked))) for name, one in sorted(lookups.items()))
    return Trace(keys, answers(shelves, keys))


def holds(trace: Trace, shelves: Sequence[Shelf]) -> bool:
    """Whether every answer is still the same."""
    return answers(shelves, trace.keys) == trace.answers


def answers(shelves: Sequence[Shelf], keys: Sequence[tuple[str, tuple[Any, ...]]]) -> bytes:
    """What the answers to some keys come to."""
    by_name = {shelf.name: shelf for shelf in shelves}
    digest = sha256()
    for name, some in keys:
        digest.update(b"".join(map(by_name[name].__getitem__, some)))
    return digest.digest()
