"""How values are made that nobody changes, of which a build has many thousands."""

from __future__ import annotations

from typing import ClassVar, dataclass_transform

from msgspec import Struct, field


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Frozen(Struct, frozen=True):
    """A value: equal to another where its fields are, and the same for as long as it lives.

    It has room for its fields alone. A class that finds something out once and remembers it says `dict=True`.
    """


class ByMeaning(Frozen, eq=False):
    """A value that is equal to another where what both mean is: not all of its fields have a say in that."""

    SILENT: ClassVar[frozenset[str]] = frozenset()
    """The fields that have none."""

    @property
    def meaning(self) -> tuple[object, ...]:
        """All that counts of it."""
        return tuple(getattr(self, name) for name in self.__struct_fields__ if name not in self.SILENT)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByMeaning) and type(other) is type(self) and self.meaning == other.meaning

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.meaning)
