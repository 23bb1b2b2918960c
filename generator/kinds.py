"""What the fields of a model hold, and an entry read after them, with whatever is refused at its place.

A field's type says what it holds: a text of some kind (`Annotated[str, Single(…)]`), a fixed choice of words,
an entry, or several of these. What a model is to a reader of its file, to a form in the browser and to an
editing program is all found out from that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from msgspec import NODEFAULT
from msgspec.structs import FieldInfo, fields

from generator.frozen import Frozen

Steps = tuple[str | int, ...]
"""The keys and numbers that lead to a place inside a value."""


class RefusedError(Exception):
    """A value cannot stand in its field: `code` names the fault, `hint` says how to mend it."""

    def __init__(self, code: str, message: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


class Refusal(Frozen):
    """What is wrong with a value, at the place to which the steps lead.

    `code` is that of the diagnostic. What a field refuses itself has its words; of the rest the code says
    all, with the `choices` where there are some.
    """

    steps: Steps
    code: str
    typed: object
    message: str = ""
    hint: str = ""
    choices: tuple[str, ...] = ()


Refusals = list[Refusal]


class Model(Frozen):
    """What stands in a file of the content: a key that no field carries is refused."""


class Single(Frozen, eq=False):
    """One value: how it is read from the text that stands in the file, and what it is in JSON Schema."""

    read: Callable[[object], Any]
    schema: Mapping[str, Any]

    def take(self, value: object, steps: Steps, refusals: Refusals) -> Any:
        """The value; what is wrong with it is added to the refusals, here and in all other kinds."""
        try:
            return self.read(value)
        except RefusedError as refused:
            refusals.append(Refusal(steps, refused.code, value, refused.message, refused.hint))


class Choice(Frozen, eq=False):
    """One of a few words."""

    words: type[StrEnum]

    def take(self, value: object, steps: Steps, refusals: Refusals) -> Any:
        """The word."""
        try:
            return self.words(str(value))
        except ValueError:
            refusals.append(Refusal(steps, "bad-choice", value, choices=tuple(map(str, self.words))))


class Group(Frozen, eq=False):
    """An entry: a mapping with the keys of a model."""

    model: type[Model]

    def take(self, value: object, steps: Steps, refusals: Refusals) -> Any:
        """The entry; None where anything in it is wrong."""
        if not isinstance(value, dict):
            refusals.append(Refusal(steps, "group-expected", value))
            return None
        known, found, before = fields_of(self.model), {}, len(refusals)
        for name, field in known.items():
            if name in value:
                found[name] = field.take(value[name], (*steps, name), refusals)
            elif field.is_required:
                refusals.append(Refusal((*steps, name), "missing-key", value))
        for name in value:
            if name not in known:
                refusals.append(Refusal((*steps, name), "unknown-key", value[name]))
        return self.model(**found) if len(refusals) == before else None


class Names(Frozen, eq=False):
    """A mapping that says for each name what it means."""

    of: Kind

    def take(self, value: object, steps: Steps, refusals: Refusals) -> Any:
        """The mapping."""
        if isinstance(value, dict):
            return {name: self.of.take(one, (*steps, name), refusals) for name, one in value.items()}
        refusals.append(Refusal(steps, "group-expected", value))
        return None


class Many(Frozen, eq=False):
    """Several of a kind, and so many at `least`.

    Where one may stand `alone`, it counts as a list of one. A text is short for an entry that has it in its
    field `short`. `refuse` looks at all of them first.
    """

    of: Kind
    alone: bool = False
    least: int = 0
    short: str = ""
    refuse: Callable[[tuple[object, ...]], None] | None = None

    def take(self, value: object, steps: Steps, refusals: Refusals) -> Any:
        """The values, as a tuple."""
        if not self.alone and not isinstance(value, list):
            refusals.append(Refusal(steps, "list-expected", value))
            return ()
        several = as_list(value)
        try:
            if self.refuse:
                self.refuse(several)
        except RefusedError as refused:
            refusals.append(Refusal(steps, refused.code, value, refused.message, refused.hint))
            return ()
        if len(several) < self.least:
            refusals.append(Refusal(steps, "empty-list", value))
        if self.short:
            several = tuple({self.short: one} if isinstance(one, str) else one for one in several)
        return tuple([self.of.take(one, (*steps, at), refusals) for at, one in enumerate(several)])


Kind = Single | Choice | Group | Names | Many


class Field(Frozen, eq=False):
    """A field of a model: what it holds, whether it has to be there, and what it is where it is not."""

    kind: Kind
    is_required: bool
    default: object
    may_be_none: bool

    def take(self, value: object, steps: Steps, refusals: Refusals) -> Any:
        """What stands in it; nothing behind the colon is as if a key that may be left out were."""
        return None if value is None and self.may_be_none else self.kind.take(value, steps, refusals)

    @property
    def model(self) -> type[Model] | None:
        """The model of the entry that it holds, alone or among several."""
        return model_in(self.kind)


def as_list(value: object) -> tuple[object, ...]:
    """A list; one value alone counts as a list of one."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (value,)


ModelType = TypeVar("ModelType", bound=Model, covariant=True)


def read_entry(model: type[ModelType], value: object) -> tuple[ModelType | None, Refusals]:
    """Plain values from YAML as a model; or None, and what is wrong with them in the order of its fields."""
    refusals: Refusals = []
    found: ModelType | None = Group(model).take(value, (), refusals)
    return found, refusals


@cache
def fields_of(model: type[Model]) -> Mapping[str, Field]:
    """The fields of a model by their names."""
    return {
        one.name: Field(kind_of(one.type), one.required, default_of(one), is_union(one.type))
        for one in fields(model)
    }


def default_of(field: FieldInfo) -> object:
    """What a field is where nothing is said; None where something has to be."""
    if field.default_factory is not NODEFAULT:
        return field.default_factory()
    return None if field.default is NODEFAULT else field.default


def kind_of(annotation: Any) -> Kind:
    """What stands in a field of a type."""
    if get_origin(annotation) is Annotated:
        return next(one for one in reversed(annotation.__metadata__) if isinstance(one, Kind))
    inner = [one for one in get_args(annotation) if one is not type(None)]
    if is_union(annotation):
        return kind_of(inner[0])
    if get_origin(annotation) is tuple:
        return Many(kind_of(inner[0]))
    if get_origin(annotation) is dict:
        return Names(kind_of(inner[1]))
    return Choice(annotation) if issubclass(annotation, StrEnum) else Group(annotation)


def is_union(annotation: Any) -> bool:
    """Whether a type is one that may be None, too."""
    return get_origin(annotation) in (Union, UnionType)


def model_in(kind: Kind) -> type[Model] | None:
    """The model of the entry that a field holds, alone or among several."""
    match kind:
        case Group():
            return kind.model
        case Many() | Names():
            return model_in(kind.of)
    return None
