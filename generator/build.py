"""The whole way in one function: content in, pages and diagnostics out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from msgspec import field
from msgspec.structs import replace

from generator.archive import Archive
from generator.catalogue import Catalogue
from generator.checks import can_wait, certain, check
from generator.diagnostics import Diagnostic, Severity, has_errors, in_order, unsaid
from generator.edition import Edition, make_edition
from generator.first_reading import Begun
from generator.frozen import Frozen
from generator.gathering import read_library
from generator.library import Library
from generator.memory import Memory
from generator.outputs.files import OutputFile
from generator.outputs.fonts import Fonts
from generator.pages.desk import Desk
from generator.press import Press
from generator.severities import Severities, weighed
from generator.views import PageView
from generator.watching import Watch


class Settings(Frozen):
    """What a build is told: the folder of content, how people know it, and the site's own words.

    `edit_base` is the web address under which the content folder's files can be seen or edited,
    with a slash at its end; `site_url` the address under which the site is published. Both are empty
    where there is none. `language` is that of the interface. Plans are overdue by `today`, where it
    is given: a build for readers never asks the clock. `share_fonts` are the font files that share
    pictures are drawn with, for titles and for the rest: without them none are drawn. `severities` are
    those that the site gives to mistakes itself, `scripts` the paths in the content folder that it names as
    its own programs. `only` names the stories that are read, where the others are to count as not read yet.
    """

    content: Path
    shown: str
    site_name: str = "Explainers"
    site_description: str = ""
    edit_base: str = ""
    site_url: str = ""
    language: str = "en"
    today: date | None = None
    share_fonts: Fonts | None = None
    severities: Severities = field(default_factory=dict)
    scripts: frozenset[str] = frozenset()
    only: frozenset[str] | None = None


class Totals(Frozen):
    """What a site holds, and how many drafts it leaves out."""

    stories: int = 0
    facts: int = 0
    verified: int = 0
    drafts: int = 0


class Build(Frozen, dict=True):
    """What came of a build. With an error among the diagnostics there is no press, and nothing is published.

    Pages and files are made when they are asked for: all at once here, or story by story by the press. The
    `library` is what could be read in any case.
    """

    diagnostics: tuple[Diagnostic, ...]
    totals: Totals
    library: Library
    press: Press | None = None
    rest: Callable[[], tuple[Diagnostic, ...]] | None = None
    """Looks at the rules, where that is still to be done: there may be errors, and then no press counts."""

    def judged(self, found: tuple[Diagnostic, ...]) -> Build:
        """The same with what the rules have found."""
        return replace(self, diagnostics=found, press=None if has_errors(found) else self.press, rest=None)

    @property
    def failed(self) -> bool:
        """Whether nothing may be published."""
        return self.press is None

    @cached_property
    def pages(self) -> tuple[PageView, ...]:
        """All pages, in a lasting order."""
        return tuple(self.press.all_pages()) if self.press else ()

    @cached_property
    def files(self) -> tuple[OutputFile, ...]:
        """All files beside the pages: data and pictures."""
        return (*self.press.data_files(), *self.press.pictures(self.pages)) if self.press else ()


def build(
    settings: Settings, memory: Memory | None = None, *, late: bool = False, begun: Begun | None = None
) -> Build:
    """Read the content and check it; what is without an error can be made into pages.

    What `memory` has of stories that have not changed is not read again. Where the rules may be looked at
    `late`, that is left to who builds, if it takes a while and pages can be made meanwhile. The first reading
    may have `begun`.
    """
    say = Catalogue(settings.language)
    library, problems = read_library(settings.content, settings.shown, say, memory, settings.only, begun)
    edition, found = make_edition(library, memory)
    memory, watch = memory or Memory(Archive(None)), Watch(edition)
    is_sound = not (settings.today or problems or found)
    judge = partial(all_wrong, settings, edition, problems, found, memory, watch)
    waits = late and is_sound and not memory.was_sound(library.state) and can_wait(edition, memory)
    diagnostics = () if waits else judge()
    if has_errors(diagnostics):
        return Build(diagnostics, Totals(len(library.stories)), library)
    desk = Desk(edition, settings.shown, settings.edit_base, say, settings.site_name, settings.site_url)
    totals = Totals(len(library.stories), edition.fact_count, edition.verified_count, len(library.drafts))
    press = Press(desk, settings.site_description, settings.share_fonts, known=watch)
    return Build(diagnostics, totals, library, press, judge if waits else None)


def all_wrong(
    settings: Settings,
    edition: Edition,
    problems: tuple[Diagnostic, ...],
    found: tuple[Diagnostic, ...],
    memory: Memory,
    watch: Watch,
) -> tuple[Diagnostic, ...]:
    """All that is wrong, beside the `problems` of reading and what was `found` in evidence and names."""
    library = edition.library
    if settings.today or problems or found or not memory.was_sound(library.state):
        found = (*found, *check(edition, settings.shown, settings.today, memory, watch))
    if not (settings.today or problems or found):
        memory.is_sound(library.state)
    if library.unsure:
        found = tuple(unsaid(certain(found, library), problems))
    own = {f"{settings.shown}/{name}" for name in settings.scripts}
    told = (
        one for one in (*problems, *found) if one.code != "active-file" or one.span.source.path not in own
    )
    return in_order(weighed(told, settings.severities))


def summary_lines(result: Build) -> tuple[str, ...]:
    """What a site holds, in a few lines for people."""
    totals, pages = result.totals, result.press.page_count if result.press else 0
    warnings = sum(d.severity is Severity.WARNING for d in result.diagnostics)
    hints = sum(d.severity is Severity.HINT for d in result.diagnostics)
    left_out = f"{count(totals.drafts, 'draft')} {'is' if totals.drafts == 1 else 'are'} not published"
    return (
        f"{count(totals.stories, 'story', 'stories')}, {count(pages, 'page')}",
        f"{count(totals.facts, 'fact')}, {totals.verified:,} verified word for word",
        f"{count(warnings, 'warning')}, {count(hints, 'hint')}",
        *((left_out,) if totals.drafts else ()),
    )


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
