"""An editor's mistakes on the page: what `mkdocs serve` shows above the last good one."""

from __future__ import annotations

from collections.abc import Sequence

from generator.catalogue import Catalogue
from generator.diagnostics import Diagnostic
from generator.reports import as_text, summary
from generator.views import Head, Link, PageView, Problems, Section


def problem_section(diagnostics: Sequence[Diagnostic], say: Catalogue, site: str) -> Section:
    """What is wrong, as the first section of a page."""
    view = Problems(summary(diagnostics), as_text(diagnostics, site=site))
    return Section("problems", say("problems.title"), "problems", view)


def problem_page(problems: Section, say: Catalogue) -> PageView:
    """The front page when nothing good has been seen yet."""
    title = say("problems.nothing_yet")
    head = Head(kicker=None, label="", title=title)
    return PageView("", "home", title, "", head, (problems,), None, Link("", ""), True)
