"""How a site is made at MkDocs' events: translates between a build and MkDocs, and holds nothing of its own.

`mkdocs build` writes into a folder beside the site, checks the finished HTML there and only then
puts it in the site's place. `mkdocs serve` never stops at a mistake: the last good pages stay up
and say what is wrong.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator import big_search, live_search, site_memory, theme_shell
from generator.archive import Archive
from generator.big_search import is_worth_it
from generator.build import Build, Settings, build, summary_lines
from generator.catalogue import Catalogue
from generator.compiled import Compiled
from generator.content_policy import POLICY
from generator.first_look import FirstLook, first_look
from generator.first_reading import Begun
from generator.folders import is_content
from generator.form_bundle import bundle_folder
from generator.form_files import FormFiles
from generator.form_server import FOLDER, FormServer, is_loopback
from generator.memory import Memory, changed_since
from generator.mkdocs_plugin.apart import Apart
from generator.mkdocs_plugin.circumstances import (
    can_put_together,
    language,
    shown_path,
)
from generator.mkdocs_plugin.dressing import put_on
from generator.mkdocs_plugin.finishing import CHECKED, add_forms, refuse_faults
from generator.mkdocs_plugin.last_good import LastGood, nothing_published
from generator.mkdocs_plugin.leaving import leave
from generator.mkdocs_plugin.navigation import leaves, nav_of, told_in_nav
from generator.mkdocs_plugin.options import ExplainersConfig
from generator.mkdocs_plugin.own_pages import add_links, is_crossed, is_watched, make_way, site_map
from generator.mkdocs_plugin.pages import ExplainerPage, Theme, page_file, source_of
from generator.mkdocs_plugin.parts import entries_of, kept_names
from generator.mkdocs_plugin.publication import Publication
from generator.mkdocs_plugin.reporting import report
from generator.mkdocs_plugin.searching import Searching
from generator.mkdocs_plugin.settings import published_forms, refuse_places, settings_of, severities
from generator.mkdocs_plugin.telling import TOLD, EditingPrograms
from generator.mkdocs_plugin.theme_files import quicken
from generator.outputs.cards import card_of
from generator.outputs.files import OutputFile
from generator.outputs.printed import PrintedPage, blank, print_pages
from generator.outputs.search import HELP, SearchEntry
from generator.outputs.styles import assets
from generator.packed import Again
from generator.press import Press
from generator.published_forms import PublishedForms
from generator.rendering import Renderer, find_templates, say_html
from generator.reports import summary
from generator.severities import Severities
from generator.site_memory import SiteMemory
from generator.site_weight import weight_lines
from generator.theme_search import hand_over, has_index, has_search
from generator.views import PageView

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

    from generator.mkdocs_plugin.serving import Serving

log = logging.getLogger("mkdocs.plugins.explainers")


class Making:
    """A site as it is made, and made again while somebody is `serving` it.

    Its methods are named for MkDocs' events. With `is_live`, pages are shown while somebody writes.
    """

    def __init__(self, *, serving: bool, is_live: bool) -> None:
        self.serving, self.is_live = serving, is_live
        self.config = ExplainersConfig()
        self.memory = Memory(Archive(None))
        self.publication = Publication()
        self.result: Build | None = None
        self.last_good = LastGood()
        self.severities: Severities = {}
        self.forms: PublishedForms | None = None
        self.nav: Navigation | None = None
        self.apart = Apart()
        self.own: frozenset[str] = frozenset()
        self.settings: Settings | None = None
        self.live: Serving | None = None
        self.search = Searching()
        self.look: FirstLook | None = None
        """What some stories are read with, until all have been read."""
        self.editing = EditingPrograms()
        self.told: Iterable[SearchEntry] = ()
        """What the search is told of pages; it finds an editor's own pages by itself."""

    def begin(self, ours: ExplainersConfig, memory: Memory, config: MkDocsConfig) -> None:
        """Take what a site sets and what is remembered of it, and have the theme's templates read quickly."""
        self.config, self.memory = ours, memory
        if ours.fast_theme:
            # Before others ask for them.
            quicken(config.theme, Compiled(memory.archive))

    def on_config(self, config: MkDocsConfig) -> None:
        """Bring our theme files and styles, and build beside the site."""
        refuse_places(config)
        self.severities = severities(self.config, config, self.serving)
        self.forms = published_forms(self.config)
        put_on(config)
        if not self.serving and self.config.atomic:
            self.publication.begin(config, log.info)

    def on_files(self, files: Files, config: MkDocsConfig, begun: Begun | None) -> None:
        """Replace the content's files by the pages made from them; some stories' reading may have `begun`."""
        for file in list(files):
            if is_content(file.src_uri):
                files.remove(file)
        self.settings = settings_of(config, self.config, self.severities)
        self.foresee_search(self.settings, config)
        # What a build makes stays: looking for garbage in it would take a tenth of the time.
        gc.disable()
        late = not self.serving and self.writes_pages(config)
        first = self.first_result(files, config)
        self.result = first or build(self.settings, self.memory, late=late, begun=begun)
        gc.freeze()
        gc.enable()
        if not self.look:
            report(self.result.diagnostics, config.site_url or "")
        if self.result.failed and not self.serving:
            self.editing.tell(self.result.library, self.settings.content, self.memory.archive)
        press = self.result.press or (self.last_good.press if self.is_live else None)
        pages, beside = self.pages_for_mkdocs(self.result, press, files, config)
        named = nav_of(pages, self.config.stories_in_nav)
        if config.nav is None:
            config.nav = [*named, *(file.src_uri for file in files.documentation_pages())]
        self.own = frozenset(files.src_uris)
        self.add_pages(self.printed(pages, config), {file.path for file in beside}, files, config)
        if press and self.apart.in_nav:
            add_links(press, files, config)
        for path, content in assets(find_templates()).items():
            files.append(File.generated(config, path, content=content))
        self.add_files(beside, files, config)
        self.choose_search(press, files, config)

    def first_result(self, files: Files, config: MkDocsConfig) -> Build | None:
        """What shows first pages of a large archive while all is read beside; None where all is read at once.

        Pages that MkDocs writes need all stories, and so do an editor's own, which may lead to each.
        """
        assert self.settings is not None
        if look := self.look:
            look.wait()
        is_apart = self.writes_pages(config) and not files.documentation_pages()
        is_first = self.is_live and self.live is None and is_apart
        self.look = first_look(self.settings, self.memory, self.config.stories_in_nav) if is_first else None
        result = self.look.build() if self.look else None
        if self.look and (result is None or result.failed):
            self.look.stop()
            self.look = result = None
        return result

    def foresee_search(self, settings: Settings, config: MkDocsConfig) -> None:
        """Have a big site's search begun while stories are read, of what was told of them before."""
        before = None if self.serving else live_search.kept_in(self.memory.archive)
        if before is not None and self.config.search != big_search.THEME:
            changed = changed_since(before.stories, settings.content, settings.shown, settings.language)
            self.search.foresee(config, before, changed, self.memory.archive)

    def pages_for_mkdocs(
        self, result: Build, press: Press | None, files: Files, config: MkDocsConfig
    ) -> tuple[Sequence[PageView], Sequence[OutputFile]]:
        """The pages that MkDocs makes, and the files beside them."""
        self.apart = Apart()
        if press is None or not self.writes_pages(config) or is_crossed(press, files):
            self.judge()
            say, site = Catalogue(language(config)), config.site_url or ""
            pages = self.last_good.pages(self.result or result, say, site, self.serving)
            return pages, (self.last_good.build or result).files
        self.last_good.build = result if result.press else self.last_good.build
        with self.believed():
            if not self.is_live:
                self.apart.begin(press, result, self.memory.archive, self.search)
            # Who writes is shown what stands on these pages when it is asked for.
            pages = self.apart.show(press, self.config.stories_in_nav)
            # An editor's own page may lead to each file.
            return pages, self.apart.taken_files() if files.documentation_pages() else ()

    def judge(self) -> None:
        """Look at the rules, where that is still to be done; after an error nothing is published."""
        result = self.result
        if result is None or result.rest is None:
            return
        found = self.apart.diagnostics or result.rest
        self.result = result = result.judged(tuple(found()))
        assert self.settings is not None
        report(result.diagnostics, self.settings.site_url)
        if result.failed:
            self.editing.tell(result.library, self.settings.content, self.memory.archive)
            raise PluginError(nothing_published(result))

    @contextmanager
    def believed(self) -> Iterator[None]:
        """Make something of what may be wrong: if this fails for it, the mistake is told instead."""
        try:
            yield
        except Exception:
            self.judge()
            raise

    def choose_search(self, press: Press | None, files: Files, config: MkDocsConfig) -> None:
        """What stands behind the dialog of the search: the theme's index, or Pagefind's of a large site.

        Who writes is answered by the server, which follows every save.
        """
        self.search.is_answered = False
        if config.theme.name != "material" or not has_index(config.plugins):
            return
        made = set(press.desk.edition.addresses.by_key.values()) if press else set()
        ours = {f"{address.partition('#')[0]}index.md" for address in made}
        pages = len(ours.union(file.src_uri for file in files.documentation_pages()))
        if self.serving:
            follows = self.is_live and bool(self.apart.in_nav)
            pages = big_search.MANY_PAGES if self.look else pages
            self.search.is_answered = follows and is_worth_it(self.config.search, pages, language(config))
        elif told := self.search.choose(self.config.search, pages, language(config)):
            log.info("%s", told)

    def writes_pages(self, config: MkDocsConfig) -> bool:
        """Whether pages outside the navigation are written here, and not by MkDocs, if they can be."""
        told = self.config.fast_search and has_index(config.plugins)
        return (
            (self.is_live or not self.serving)
            and config.nav is None
            and self.config.fast_theme
            and can_put_together(config)
            and (told or not has_search(config.plugins))
            and not is_watched(config)
        )

    def printed(self, pages: Sequence[PageView], config: MkDocsConfig) -> list[PrintedPage]:
        """Each page with its HTML, but those that are given it later."""

        def how(renderer: Renderer) -> list[PrintedPage]:
            return blank(pages) if self.apart.in_nav else print_pages(pages, renderer)

        return self.last_good.printed(Catalogue(language(config)), self.memory.archive, how)

    def add_pages(
        self, pages: Sequence[PrintedPage], beside: Set[str], files: Files, config: MkDocsConfig
    ) -> None:
        """A generated file and page for each view; `beside` are the paths of the files beside them."""
        told = self.config.fast_search and has_index(config.plugins)
        self.told = entries_of(page.view for page in pages) if told and not self.apart.in_nav else ()
        together = self.config.fast_theme and can_put_together(config)
        shown, say = set(leaves(config.nav)), Catalogue(language(config))
        for page in pages:
            source = source_of(page.view)
            make_way(source, files)
            card = card_of(page.view, config.site_name, say, beside)
            template = theme_shell.TEMPLATE if together and source not in shown else ""
            if self.apart.in_nav and self.is_live:
                template = theme_shell.BLANK
            read = not told and page.view.kind != HELP
            files.append(page_file(page, config, card, template, in_nav=source in shown, searchable=read))

    def add_files(self, made: Iterable[OutputFile], files: Files, config: MkDocsConfig) -> None:
        """Files beside pages. An editor's own file stays, such as a share picture."""
        for file in made:
            if file.path not in self.own:
                files.append(File.generated(config, file.path, content=file.content))

    def on_nav(self, nav: Navigation) -> None:
        """Remember the navigation: pages that are written here show it, too."""
        self.nav = nav

    def with_words(self, env: Environment, config: MkDocsConfig) -> Environment:
        """Give the theme's templates our words, and add the template that puts pages together."""
        # The server that editors watch puts a script of its own into each page.
        env.bytecode_cache = Compiled(self.memory.archive)
        env.globals["content_policy"] = POLICY if self.config.content_policy and not self.serving else ""
        say = Catalogue(language(config))
        env.globals["say"] = partial(say_html, say)
        env.globals["behind_dialog"] = self.search.dialog(say("search.best"))
        if config.theme.name != "material":
            return env
        return cast(Environment, theme_shell.ShellEnvironment(env))

    def with_pages(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Write the pages that MkDocs does not make, now that all is known that they show."""
        assert self.result is not None
        assert self.last_good.renderer is not None
        assert self.nav is not None
        theme, renderer = (
            Theme(config, env, self.nav, files, files.documentation_pages()),
            self.last_good.renderer,
        )
        if self.is_live:
            self.follow(theme, renderer, self.result)
        elif self.apart.is_begun:
            with self.believed():
                target = self.publication.target
                written = self.apart.write(theme, renderer, self.own, target, self.memory, self.search)
                self.add_files(self.apart.taken_files(), files, config)
            self.told = Again(written.entries)
        if not self.search.is_big:
            hand_over(config.plugins, self.told)
        env.globals["site_map"] = partial(site_map, self.apart.written.pages if self.apart.written else ())

    def follow(self, theme: Theme, renderer: Renderer, result: Build) -> None:
        """Let pages be shown as somebody writes, as far as there is anything to show."""
        if self.apart.in_nav or result.failed:
            # What watches files and answers browsers is of no use to a build, and takes a while to begin.
            from generator.mkdocs_plugin.serving import Serving

            content = Path(theme.config.docs_dir)
            self.live = self.live or Serving(content, self.read_again, self.told_in_nav, self.memory.archive)
            self.live.begin(result, theme, renderer, self.look.build if self.look else None)
            if not self.look:
                self.editing.tell_later(result, content, self.memory)
        elif self.live:
            self.live.pause()

    def read_again(self) -> Build:
        """The content as it is now; what is wrong is told in the terminal."""
        assert self.settings is not None
        if look := self.look:
            look.wait()
        result = build(self.settings, self.memory)
        self.look = None
        report(result.diagnostics, self.settings.site_url)
        if result.failed:
            log.error("The last good pages stay up until this is mended: %s", summary(result.diagnostics))
        else:
            self.editing.tell(result.library, self.settings.content, self.memory.archive)
        return result

    def told_in_nav(self, press: Press) -> object:
        """All that the navigation says of stories."""
        return told_in_nav(press, self.config.stories_in_nav)

    def without_content(self, page: Page) -> None:
        """Keep the search plugin from going through a page that it was told to leave out."""
        if isinstance(page, ExplainerPage) and "search" in page.extra_meta:
            page.content = ""

    def with_content(self, page: Page) -> None:
        """Give it back."""
        if isinstance(page, ExplainerPage):
            page.content = page.content or page.body

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig) -> None:
        """Watch the templates, too, and answer for the forms; MkDocs watches the content."""
        server.watch(str(find_templates()))
        host = str(server.server_address[0])
        below: Any = server.serve_request
        if self.config.forms and is_loopback(host):
            page, bundle = find_templates() / "forms", bundle_folder()
            content, archive = Path(config.docs_dir), self.memory.archive
            files = FormFiles(content, self.severities, archive, language(config))
            below = FormServer(server.serve_request, files, page, bundle, server.mount_path)
            server.set_app(below)
            log.info("Forms for the content: %s%s", server.url, FOLDER)
        if self.live:
            others = [find_templates(), Path(config.config_file_path), *map(Path, config.watch)]
            self.live.install(server, below, find_templates() / "live", others)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Check the finished HTML; publish it if all is well."""
        if self.serving:
            return
        self.judge()
        assert self.result is not None
        written, archive = self.apart.written, self.memory.archive
        site = written.memory if written else SiteMemory(Archive(None), Path(config.site_dir), None)
        self.search.finish(config, self.told, archive, site)
        refuse_faults(config, written.parts if written else (), self.config.content_policy, archive)
        if written:
            written.keep_told(archive, self.search.pages)
        if self.forms:
            add_forms(config, self.forms, self.result.library)
        self.publication.open(but=self.search.folder)
        self.editing.tell(self.result.library, Path(config.docs_dir), archive)
        self.search.result()
        if published := self.publication.publish(config, written.memory if written else None):
            self.tell_of(self.result, published, config)
            self.end()
            leave(self)

    def tell_of(self, result: Build, published: Path, config: MkDocsConfig) -> None:
        """Say what there is now, and forget what was kept of what is gone."""
        if self.apart.in_nav and result.press:
            self.memory.archive.forget_all_but(
                {
                    *kept_names(result.press),
                    *big_search.KEPT,
                    *site_memory.KEPT,
                    live_search.KEPT,
                    TOLD,
                    CHECKED,
                }
            )
        lines = (
            f"The site is in {shown_path(published, config)}/",
            *summary_lines(result),
            *weight_lines(self.publication.sizes(published)),
        )
        for line in lines:
            log.info("%s", line)

    def on_build_error(self, error: Exception) -> None:
        """Leave nothing half-made behind; a disk that cannot be written to is told in plain words."""
        told = self.publication.explained(error)
        self.end()
        if told:
            raise PluginError(told) from None

    def on_shutdown(self) -> None:
        """Leave nothing half-made behind when stopped."""
        if self.live:
            self.live.close()
        self.end()

    def end(self) -> None:
        """Discard what was not published, once nothing is written into it any more."""
        if self.look:
            self.look.stop()
        self.search.stop()
        self.publication.end()
