"""The MkDocs plugin: hands on what MkDocs tells to who makes the site of it.

A build begins with reading stories, for which little is needed. So helpers read them while all the rest is
imported, which takes about as long: nothing here may import it before.
"""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator.archive import Archive, open_archive
from generator.first_reading import Begun
from generator.folders import story_folders
from generator.memory import Memory
from generator.mkdocs_plugin.circumstances import is_reloading, language, shown_path
from generator.mkdocs_plugin.options import ExplainersConfig
from generator.rendering import find_templates

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

    from generator.mkdocs_plugin.making import Making


class ExplainersPlugin(BasePlugin[ExplainersConfig]):
    """Pages from articles and fact sheets."""

    def __init__(self) -> None:
        self._serving = self._is_live = False
        self._memory = Memory(Archive(None))
        self._begun: Begun | None = None
        self._made: Making | None = None

    @property
    def _making(self) -> Making:
        """Who makes the site, once MkDocs has its settings."""
        assert self._made is not None
        return self._made

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Keep this instance over rebuilds; remember whether a person is watching."""
        self._serving = command == "serve"
        self._is_live = self._serving and self.config.fast_serve and is_reloading()

    @event_priority(100)
    def _begin(self, config: MkDocsConfig) -> MkDocsConfig:
        """Have stories read, then bring what makes pages of them."""
        if self.config.cache and not (self._serving and self._memory.is_lasting):
            self._memory = Memory(open_archive(Path(config.config_file_path).parent, find_templates()))
        if not self._serving:
            # What is imported and read stays: looking for garbage in it would take a tenth of the time.
            gc.disable()
            content = Path(config.docs_dir)
            shown = shown_path(content, config)
            folders, _ = story_folders(content, shown)
            self._begun = Begun(folders, shown, language(config), self._memory)
        from generator.mkdocs_plugin.making import Making

        self._made = self._made or Making(serving=self._serving, is_live=self._is_live)
        self._made.begin(self.config, self._memory, config)
        return config

    def _go_on(self, config: MkDocsConfig) -> MkDocsConfig:
        """Bring our theme files and styles."""
        self._making.on_config(config)
        return config

    on_config = CombinedEvent(_begin, _go_on)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace the content's files by the pages made from them."""
        begun, self._begun = self._begun, None
        self._making.on_files(files, config, begun)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Remember the navigation."""
        self._making.on_nav(nav)
        return nav

    def _with_words(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme's templates our words."""
        return self._making.with_words(env, config)

    @event_priority(-100)
    def _with_pages(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Write the pages that MkDocs does not make, now that all is known that they show."""
        self._making.with_pages(env, config, files)
        return env

    on_env = CombinedEvent(_with_words, _with_pages)

    @event_priority(100)
    def _without_content(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Keep the search plugin from going through a page that it was told to leave out."""
        self._making.without_content(page)
        return context

    @event_priority(-100)
    def _with_content(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give it back."""
        self._making.with_content(page)
        return context

    on_page_context = CombinedEvent(_without_content, _with_content)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the templates, too, and answer for the forms."""
        self._making.on_serve(server, config)
        return server

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Check the finished HTML; publish it if all is well."""
        self._making.on_post_build(config)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing half-made behind."""
        gc.enable()
        if self._made:
            self._made.on_build_error(error)

    def on_shutdown(self) -> None:
        """Leave nothing half-made behind when stopped."""
        if self._made:
            self._made.on_shutdown()
