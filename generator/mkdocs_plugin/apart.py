"""Pages that are written apart from MkDocs, which makes those of its navigation meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from functools import cache, partial
from pathlib import Path

from jinja2 import TemplateError
from mkdocs.exceptions import PluginError

from generator.archive import Archive
from generator.build import Build
from generator.diagnostics import Diagnostic
from generator.memory import Memory
from generator.mkdocs_plugin.circumstances import base_path, circumstances
from generator.mkdocs_plugin.navigation import stubs_in_nav
from generator.mkdocs_plugin.pages import Theme
from generator.mkdocs_plugin.parts import words_of
from generator.mkdocs_plugin.searching import Searching
from generator.mkdocs_plugin.site_writing import WrittenSite, write_site
from generator.mkdocs_plugin.standing import Standing
from generator.mkdocs_plugin.writing import Writer
from generator.outputs.files import OutputFile
from generator.outputs.search import Words
from generator.press import Press
from generator.rendering import Renderer, template_mistake
from generator.site_memory import SiteMemory
from generator.views import PageView


class Apart:
    """The pages of one build that MkDocs does not make: none, until they are begun."""

    def __init__(self) -> None:
        self.in_nav: dict[str, Sequence[PageView]] = {}
        """The pages that MkDocs makes then, without their words; else empty."""
        self.written: WrittenSite | None = None
        """The site as far as it is written here."""
        self._files: Callable[[], Sequence[OutputFile]] = tuple
        self._press: Press | None = None
        self._standing: Standing | None = None
        self._words: Callable[[str], Words] | None = None

    def show(self, press: Press, stories: int) -> Sequence[PageView]:
        """The pages of the navigation, with so many stories. What stands on them is filled in later."""
        self.in_nav = stubs_in_nav(press, stories)
        return [view for views in self.in_nav.values() for view in views]

    def begin(self, press: Press, result: Build, kept: Archive, search: Searching) -> None:
        """Have a helper find out what need not be made again, and a search hear of what will be told."""
        self._press = press
        standing = self._standing = Standing(press, kept, result.rest)
        self._files = standing.files
        # What the search is told of a part is found out once.
        words = self._words = cache(partial(words_of, press))
        stories = [part for part in press.parts if part in press.desk.edition.library.story_parties]
        search.foretell_stories(stories, words)

    def taken_files(self) -> Sequence[OutputFile]:
        """The feed and the calendar of all stories, once. Mostly nobody asks before all pages are written."""
        files, self._files = self._files(), tuple
        return files

    @property
    def diagnostics(self) -> Callable[[], Sequence[Diagnostic]] | None:
        """What the rules find, where a helper looks at them."""
        return self._standing.diagnostics if self._standing else None

    @property
    def is_begun(self) -> bool:
        """Whether there is anything to write."""
        return self._standing is not None

    def write(
        self,
        theme: Theme,
        renderer: Renderer,
        own: Set[str],
        published: Path | None,
        memory: Memory,
        search: Searching,
    ) -> WrittenSite:
        """Write all pages but those in the navigation, and give these their words.

        `own` are the paths of an editor's own files. The site is to be `published` in a folder, if not here.
        Raises PluginError.
        """
        assert self._press is not None
        assert self._standing is not None
        assert self._words is not None
        config = theme.config
        site = SiteMemory(memory.archive, Path(config.site_dir), published)
        writer = Writer(
            press=self._press,
            renderer=renderer,
            theme=theme,
            in_nav=self.in_nav.keys(),
            folder=site.folder,
            own=own,
            base_path=base_path(config),
            kept=memory,
            standing=self._standing,
            told=self._words,
            circumstances=circumstances(config),
        )
        try:
            self.written = write_site(writer, self._press, theme, site, search, memory.archive)
        except TemplateError as error:
            raise PluginError(template_mistake(error)) from error
        return self.written
