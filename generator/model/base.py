"""What the entries of a sheet have in common: how they are made, and the words that they rest on."""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from generator.fields import Flag, Prose, Ref, as_list

RUNNING_TEXT = ("text", "part", "says", "standfirst", "note", "would_settle", "resolved_by")
"""The fields in which `[[id]]` is a link."""


UNTOLD: set[str] = set()
"""The fields that were given, of all models alike."""


class Model(BaseModel):
    """Frozen; a key that no field carries is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def model_post_init(self, _context: object, /) -> None:
        """Forget which fields were given: nobody asks, and a large site has a set of them for each entry."""
        object.__setattr__(self, "__pydantic_fields_set__", UNTOLD)


class Entry(Model):
    """What stands in a sheet on its own, and may be a draft."""

    draft: Flag = Field(default=False, exclude=True)
    """True while nobody has checked it: it is left out of all that is published."""


class Evidence(Model):
    """Words that stand in a source. A text alone is short for `words:`."""

    words: Prose
    """The words, as the source has them. `…` leaves something out, `[brackets]` add a word of yours."""
    source: Ref | None = None
    """The source they stand in, where it is not the entry's."""


def as_evidence(value: object) -> object:
    """A list of evidence; a text stands for evidence with these words."""
    items = as_list(value)
    assert isinstance(items, tuple)
    return tuple({"words": item} if isinstance(item, str) else item for item in items)


EvidenceList = Annotated[tuple[Evidence, ...], BeforeValidator(as_evidence)]


class Sourced(Model):
    """Something that rests on words."""

    quote: Prose | None = None
    """What a person said, word for word. The build finds it in the source or stops."""
    evidence: EvidenceList = ()
    """A passage of the source that shows the fact, word for word; a list where it takes several."""
    source: Ref | None = None
    """Where the words stand. Left out: the story's source, else its article. Checked if its text is kept."""


def written_order(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys of an entry as sheets have them: what it says, its words, and what stands inside it."""
    fields = model.model_fields
    late = ["draft"]
    if is_sourced(model):
        late += Sourced.model_fields
        late += [name for name, one in fields.items() if any(map(is_sourced, get_args(one.annotation)))]
    return tuple(sorted(fields, key=lambda name: late.index(name) + 1 if name in late else 0))


def is_sourced(annotation: object) -> bool:
    """Whether a type is one of things that rest on words."""
    return isinstance(annotation, type) and issubclass(annotation, Sourced)
