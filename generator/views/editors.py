"""Help for editors, and what is wrong with the content."""

from __future__ import annotations

from generator.frozen import Frozen
from generator.views.facts import Link


class FieldRow(Frozen):
    """A field of the fact sheet, for the editors' page."""

    name: str
    form: str
    required: bool
    text: str


class SchemaView(Frozen):
    """Part `schema`: what one kind of entry carries, and an example of it.

    `language` is that of the texts where it is not the page's.
    """

    text: str
    fields: tuple[FieldRow, ...]
    example: str = ""
    language: str = ""


class Typed(Frozen):
    """Words of a text; `is_code` where they are to be typed as they stand."""

    text: str
    is_code: bool = False


class Steps(Frozen):
    """Part `steps`: what to do, in order, or ways to do it."""

    steps: tuple[tuple[Typed, ...], ...]
    in_order: bool = True


class MistakeRow(Frozen):
    """A mistake in a line: its code as a link to its help."""

    link: Link
    title: str
    severity: str


class MistakeList(Frozen):
    """Part `mistake-list`: the mistakes of a group. `language` is that of the texts where not the page's."""

    text: tuple[Typed, ...]
    rows: tuple[MistakeRow, ...]
    language: str = ""


class ExampleView(Frozen):
    """Lines of a file, named."""

    file: str
    text: str


class ReportLine(Frozen):
    """A line of a report. One whose columns stand below those of its neighbours stays whole."""

    text: str
    is_whole: bool


class MistakeView(Frozen):
    """Part `mistake`: what it means, lines that are wrong, what is told of them, and the lines mended."""

    title: str
    severity: str
    note: str
    text: tuple[tuple[Typed, ...], ...]
    wrong: tuple[ExampleView, ...]
    message: tuple[ReportLine, ...]
    mended: tuple[ExampleView, ...]
    language: str = ""


class Problems(Frozen):
    """Part `problems`: an editor's mistakes, line by line; shown only by `mkdocs serve`."""

    summary: str
    report: tuple[ReportLine, ...]
