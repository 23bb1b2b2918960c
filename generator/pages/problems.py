"""An editor's mistakes on the page: what `mkdocs serve` shows above the last good one."""

from __future__ import annotations

from collections.abc import Sequence

from generator.diagnostics import Diagnostic
from generator.reports import as_text, summary
from generator.views import Head, Link, PageView, Problems, Section


def problem_section(diagnostics: Sequence[Diagnostic]) -> Section:
    """What is wrong, as the first section of a page."""
    view = Problems(summary(diagnostics), as_text(diagnostics))
    return Section("problems", "Something needs mending", "problems", view)


def problem_page(problems: Section) -> PageView:
    """The front page when nothing good has been seen yet."""
    head = Head(kicker=None, label="", title="Not built yet")
    return PageView("", "home", "Not built yet", "", head, (problems,), None, Link("", ""), True)
