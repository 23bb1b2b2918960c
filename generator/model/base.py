"""What the entries of a sheet have in common: how they are made, and the words that they rest on."""

from __future__ import annotations

from typing import Annotated

from generator.fields import Flag, Prose, Ref
from generator.kinds import Group, Many, Model, fields_of

RUNNING_TEXT = ("text", "part", "says", "standfirst", "note", "would_settle", "resolved_by")
"""The fields in which `[[id]]` is a link."""


class Entry(Model, kw_only=True):
    """What stands in a sheet on its own, and may be a draft."""

    draft: Flag = False
    """True while nobody has checked it: it is left out of all that is published."""


class Evidence(Model, kw_only=True):
    """Words that stand in a source. A text alone is short for `words:`."""

    words: Prose
    """The words, as the source has them. `…` leaves something out, `[brackets]` add a word of yours."""
    source: Ref | None = None
    """The source they stand in, where it is not the entry's."""


EvidenceList = Annotated[tuple[Evidence, ...], Many(Group(Evidence), alone=True, short="words")]


class Sourced(Model, kw_only=True):
    """Something that rests on words."""

    quote: Prose | None = None
    """What a person said, word for word. The build finds it in the source or stops."""
    evidence: EvidenceList = ()
    """A passage of the source that shows the fact, word for word; a list where it takes several."""
    source: Ref | None = None
    """Where the words stand. Left out: the story's source, else its article. Checked if its text is kept."""


class SourcedEntry(Sourced, kw_only=True):
    """What stands in a sheet on its own, rests on words, and may be a draft."""

    draft: Flag = False
    """True while nobody has checked it: it is left out of all that is published."""


def written_order(model: type[Model]) -> tuple[str, ...]:
    """The keys of an entry as sheets have them: what it says, its words, and what stands inside it."""
    fields = fields_of(model)
    late = ["draft"]
    if issubclass(model, Sourced):
        late += fields_of(Sourced)
        late += [name for name, one in fields.items() if one.model and issubclass(one.model, Sourced)]
    return tuple(sorted(fields, key=lambda name: late.index(name) + 1 if name in late else 0))
