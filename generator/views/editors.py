"""Help for editors, and what is wrong with the content."""

from __future__ import annotations

from dataclasses import dataclass

from generator.views.facts import Link


@dataclass(frozen=True)
class FieldRow:
    """A field of the fact sheet, for the editors' page."""

    name: str
    form: str
    required: bool
    text: str


@dataclass(frozen=True)
class SchemaView:
    """Part `schema`: what one kind of entry carries, and an example of it.

    `language` is that of the texts where it is not the page's.
    """

    text: str
    fields: tuple[FieldRow, ...]
    example: str = ""
    language: str = ""


@dataclass(frozen=True)
class Typed:
    """Words of a text; `is_code` where they are to be typed as they stand."""

    text: str
    is_code: bool = False


@dataclass(frozen=True)
class Steps:
    """Part `steps`: what to do, in order, or ways to do it."""

    steps: tuple[tuple[Typed, ...], ...]
    in_order: bool = True


@dataclass(frozen=True)
class MistakeRow:
    """A mistake in a line: its code as a link to its help."""

    link: Link
    title: str
    severity: str


@dataclass(frozen=True)
class MistakeList:
    """Part `mistake-list`: the mistakes of a group. `language` is that of the texts where not the page's."""

    text: tuple[Typed, ...]
    rows: tuple[MistakeRow, ...]
    language: str = ""


@dataclass(frozen=True)
class ExampleView:
    """Lines of a file, named."""

    file: str
    text: str


@dataclass(frozen=True)
class MistakeView:
    """Part `mistake`: what it means, lines that are wrong, what is told of them, and the lines mended."""

    title: str
    severity: str
    note: str
    text: tuple[tuple[Typed, ...], ...]
    wrong: tuple[ExampleView, ...]
    message: str
    mended: tuple[ExampleView, ...]
    language: str = ""


@dataclass(frozen=True)
class Problems:
    """Part `problems`: an editor's mistakes, as text; shown only by `mkdocs serve`."""

    summary: str
    report: str
