"""What only `mkdocs serve` shows: mistakes above the last good page, and that not all has been read yet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from generator.catalogue import Catalogue
from generator.diagnostics import Diagnostic
from generator.reports import as_text, summary
from generator.views import Head, Link, PageView, Piece, Problems, ReportLine, Section

EXCERPT = re.compile(r" *\d* \|")
"""How the lines of a report begin that show a file, and what stands where below it."""


def problem_section(diagnostics: Sequence[Diagnostic], say: Catalogue, site: str) -> Section:
    """What is wrong, as the first section of a page."""
    view = Problems(summary(diagnostics), report_lines(as_text(diagnostics, site=site)))
    return Section("problems", say("problems.title"), "problems", view)


def problem_page(problems: Section, say: Catalogue) -> PageView:
    """The front page when nothing good has been seen yet."""
    title = say("problems.nothing_yet")
    head = Head(kicker=None, label="", title=title)
    return PageView("", "home", title, "", head, (problems,), None, Link("", ""), True)


def first_look(page: PageView, say: Catalogue) -> PageView:
    """A page of an archive of which only some stories have been read; below its title it says so."""
    note = (say("first_look.label"), (Piece(say("first_look.note")),))
    return replace(page, head=replace(page.head, meta=(*page.head.meta, note)))


def report_lines(text: str) -> tuple[ReportLine, ...]:
    """A report line by line: sentences may be broken to fit, excerpts may not."""
    return tuple(ReportLine(line, bool(EXCERPT.match(line))) for line in text.split("\n"))
