"""How values are made of which a build has many thousands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

Class = TypeVar("Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Class]) -> type[Class]:
    """A class of frozen values. That nobody changes one is checked by mypy, not while pages are made.

    Python takes five times as long to make a value that is frozen at run time, too. Values have slots and are
    kept as what they are made from, which takes half the room. What finds something out once and remembers it
    needs a dictionary of its own, and has no slots.
    """
    if any(isinstance(one, cached_property) for one in vars(cls).values()):
        return dataclass(unsafe_hash=True)(cls)
    made: Any = dataclass(unsafe_hash=True, slots=True)(cls)
    made.__reduce__ = reduced(made, tuple(one.name for one in fields(made)))
    slotted: type[Class] = made
    return slotted


def reduced(
    cls: type[Class], names: tuple[str, ...]
) -> Callable[[Class], tuple[type[Class], tuple[Any, ...]]]:
    """How a value is kept: its class, and what to make it from."""
    if len(names) == 1:
        return lambda value: (cls, (getattr(value, names[0]),))
    values = attrgetter(*names)
    return lambda value: (cls, values(value))


if TYPE_CHECKING:
    from dataclasses import replace as replace
else:

    def replace(value, **changes):
        """A value with other fields, for values with slots: Python's own takes three times as long."""
        make, fields_of = value.__reduce__()
        made = make(*fields_of)
        for name, other in changes.items():
            setattr(made, name, other)
        return made
