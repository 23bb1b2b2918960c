"""What is shown while something is wrong: the pages and the templates of before."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from jinja2 import TemplateError
from mkdocs.exceptions import PluginError
from msgspec.structs import replace

from generator.archive import Archive
from generator.build import Build
from generator.catalogue import Catalogue
from generator.compiled import Compiled
from generator.outputs.printed import PrintedPage
from generator.pages.problems import problem_page, problem_section
from generator.press import Press
from generator.rendering import Renderer, find_templates, template_mistake
from generator.reports import summary
from generator.views import PageView

log = logging.getLogger("mkdocs.plugins.explainers")


class LastGood:
    """The last build without a mistake, and the templates that printed last."""

    def __init__(self) -> None:
        self.build: Build | None = None
        self.renderer: Renderer | None = None

    @property
    def press(self) -> Press | None:
        """What makes the pages of that build."""
        return self.build.press if self.build else None

    def pages(self, result: Build, say: Catalogue, site: str, serving: bool) -> Sequence[PageView]:
        """The pages of a good build. After a mistake, the last good ones with the mistake on top.

        Where nobody is `serving`, nothing is published then: raises PluginError.
        """
        if not result.failed:
            self.build = result
            return result.pages
        if not serving:
            raise PluginError(nothing_published(result))
        log.error("The last good pages stay up until this is mended: %s", summary(result.diagnostics))
        problems = problem_section(result.diagnostics, say, site)
        if self.build is None:
            return (problem_page(problems, say),)
        return tuple(replace(page, sections=(problems, *page.sections)) for page in self.build.pages)

    def printed(
        self, say: Catalogue, kept: Archive, how: Callable[[Renderer], list[PrintedPage]]
    ) -> list[PrintedPage]:
        """Pages with their HTML. While a template has a mistake, those of before are used.

        Raises PluginError, where there was none.
        """
        try:
            renderer = Renderer(find_templates(), say, Compiled(kept))
            printed = how(renderer)
        except TemplateError as error:
            if self.renderer is None:
                raise PluginError(template_mistake(error)) from error
            log.error("The templates of before are used until this is mended: %s", template_mistake(error))
            return how(self.renderer)
        self.renderer = renderer
        return printed


def nothing_published(result: Build) -> str:
    """What MkDocs says after mistakes that were told."""
    return f"Nothing was published: {summary(result.diagnostics)} above."
