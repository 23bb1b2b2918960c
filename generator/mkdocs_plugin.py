"""The MkDocs plugin: translates between a build and MkDocs, and holds nothing of its own.

`mkdocs build` writes into a folder beside the site, checks the finished HTML there and only then
puts it in the site's place. `mkdocs serve` never stops at a mistake: the last good pages stay up
and say what is wrong.
"""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Literal, cast

import mkdocs
from jinja2 import Environment, TemplateError
from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from generator import big_search, theme_shell
from generator.build import Build, Settings, build, summary_lines
from generator.catalogue import Catalogue
from generator.content_policy import POLICY
from generator.diagnostics import Diagnostic
from generator.folders import ARTICLE, FACT_SHEET, SHARED_FILE
from generator.form_bundle import bundle_folder
from generator.form_server import FOLDER, FormServer, is_loopback
from generator.library import read_library
from generator.outputs.cards import Card, card_of
from generator.outputs.printed import PrintedPage, print_pages
from generator.outputs.search import HELP
from generator.outputs.styles import style_sheet
from generator.outputs.typefaces import Fonts
from generator.pages.problems import problem_page, problem_section
from generator.published_forms import FormSettingsError, PublishedForms, published, read_settings
from generator.publishing import PublishError, Staging, stage
from generator.rendering import Renderer, find_templates, say_html, template_mistake
from generator.reports import as_text, summary
from generator.severities import Severities, read_severities
from generator.site_check import check_site, finding_lines
from generator.site_weight import weight_lines
from generator.theme_search import LEFT_OUT, hand_over, index_entries
from generator.views import PageView

log = logging.getLogger("mkdocs.plugins.explainers")

STYLES = "assets/explainers.css"
SCRIPT = "assets/explainers.js"
MATERIALS_FONT = {"text": "Roboto", "code": "Roboto Mono"}
"""What Material sets where a site says nothing of fonts."""


class ExplainersConfig(Config):
    """What `mkdocs.yml` can say below `explainers:`."""

    stories_in_nav = options.Type(int, default=5)
    """How many stories, the latest, have their overviews in the navigation."""
    fast_search = options.Type(bool, default=True)
    """Whether the search is told what stands on a page, instead of reading each finished page itself."""
    search = options.Choice(big_search.CHOICES, default=big_search.AUTO)
    """What searches a published site: the theme (theme), Pagefind (pagefind), or what its size asks for (auto)."""
    fast_theme = options.Type(bool, default=True)
    """Whether pages outside the navigation are put together from what the theme printed for their folder."""
    atomic = options.Type(bool, default=True)
    """Whether `mkdocs build` replaces the site whole; switch it off where another tool wants the folder."""
    share_pictures = options.Type(bool, default=True)
    """Whether each page has a picture for links to it, where `site_url` says which address that is."""
    share_font = options.Optional(options.File(exists=True))
    """A font file for these pictures, for scripts beyond Latin, Greek and Cyrillic."""
    rules = options.Type(dict, default={})
    """How heavy mistakes are, by code: off, hint, warning or error."""
    content_policy = options.Type(bool, default=True)
    """Whether published pages forbid what other sites send and any script in the page itself."""
    forms = options.Type((bool, dict), default=True)
    """Whether `mkdocs serve` has forms at `/admin/`, for this computer alone; or how they are published."""


class ExplainerPage(Page):
    """A page made from a view; nothing is read from disk and no Markdown is run."""

    def __init__(self, page: PrintedPage, file: File, config: MkDocsConfig) -> None:
        self.view = view = page.view
        # The theme prints the titles of pages and sections as HTML.
        super().__init__(escape(short_title(view), quote=False), file, config)
        self.body = page.body
        self.alternates = page.alternates
        self.extra_meta: dict[str, object] = {}
        self.card: Card | None = None
        self.edit_url = view.edit.address or None if view.edit else None

    def read_source(self, config: MkDocsConfig) -> None:
        """The page's metadata, in the theme's terms."""
        self.markdown = ""
        self.meta = {"title": self.view.title, "description": self.view.description, "hide": ["navigation"]}
        self.meta["alternates"] = self.alternates
        self.meta.update(self.extra_meta)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The body, the table of contents and the anchors that other pages may link to."""
        self.content = self.body
        self.toc = contents(self.view)
        self.present_anchor_ids = {section.anchor for section in self.view.sections}


def contents(view: PageView) -> TableOfContents:
    """The table of contents of a page."""
    return TableOfContents(
        [AnchorLink(escape(section.title, quote=False), section.anchor, 2) for section in view.sections]
    )


class WarningCounter(logging.Handler):
    """Counts MkDocs' own warnings: in strict mode one of them keeps the site from being published."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        self.count += 1


class ExplainersPlugin(BasePlugin[ExplainersConfig]):
    """Pages from articles and fact sheets."""

    def __init__(self) -> None:
        self.serving = False
        self.staging: Staging | None = None
        self.result: Build | None = None
        self.good: Build | None = None
        self.renderer: Renderer | None = None
        self.warnings = WarningCounter()
        self.severities: Severities = {}
        self.forms: PublishedForms | None = None
        self.big_search = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Keep this instance over rebuilds; remember whether a person is watching."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Bring our theme files and styles, and build beside the site."""
        if not config.use_directory_urls:
            raise PluginError(
                "explainers needs “use_directory_urls: true”, which is the default: delete the line."
            )
        self.severities, problems = read_severities(self.config.rules)
        if problems:
            raise PluginError("\n".join(problems))
        try:
            self.forms = read_settings(self.config.forms)
        except FormSettingsError as error:
            raise PluginError(str(error)) from None
        # A site's own templates come before ours, ours before the theme's.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(find_templates() / "theme"))
        if config.theme.name == "material" and config.theme.get("font") == MATERIALS_FONT:
            # The theme would ask another site for it, and that site would learn of every reader.
            config.theme["font"] = False
        if STYLES not in config.extra_css:
            config.extra_css.insert(0, STYLES)
        if SCRIPT not in map(str, config.extra_javascript):
            config.extra_javascript.insert(
                0, options.ExtraScript().run_validation({"path": SCRIPT, "defer": True})
            )
        if not self.serving and self.config.atomic:
            self.begin_staging(config)
        return config

    def begin_staging(self, config: MkDocsConfig) -> None:
        """Send MkDocs to a fresh folder beside the site."""
        self.warnings = WarningCounter()
        logging.getLogger("mkdocs").addHandler(self.warnings)
        try:
            self.staging = stage(Path(config.site_dir), log.info)
        except PublishError as error:
            raise PluginError(f"{error.message}. {error.hint}") from None
        config.site_dir = str(self.staging.folder)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace the content's files by the pages made from them."""
        content = Path(config.docs_dir)
        shown = shown_path(content, config)
        for file in list(files):
            if is_ours(file.src_uri):
                files.remove(file)
        edit_base = config.edit_uri if config.edit_uri and "://" in config.edit_uri else ""
        settings = Settings(
            content,
            shown,
            config.site_name,
            config.site_description or "",
            edit_base,
            config.site_url or "",
            language(config),
            share_fonts=fonts(self.config.share_font) if self.config.share_pictures else None,
            severities=self.severities,
        )
        # What a build makes stays to the end: looking for garbage in it would take a tenth of the time.
        gc.disable()
        self.result = build(settings)
        if not self.serving:
            gc.freeze()
        gc.enable()
        report(self.result.diagnostics, config.site_url or "")
        pages = self.pages_to_show(self.result, Catalogue(language(config)), config.site_url or "")
        navigation = self.navigation(pages)
        if config.nav is None:
            config.nav = [*navigation, *(file.src_uri for file in files.documentation_pages())]
        self.add_pages(self.printed(pages, config), files, config)
        add_assets(files, config)
        for made in (self.good or self.result).files:
            # An editor's own file stays, such as a share picture.
            if files.get_file_from_path(made.path) is None:
                files.append(File.generated(config, made.path, content=made.content))
        self.choose_search(files, config)
        return files

    def choose_search(self, files: Files, config: MkDocsConfig) -> None:
        """Whether this site is searched by Pagefind. Editors have the theme's search, which follows every save."""
        if self.serving or config.theme.name != "material" or index_entries(config.plugins) is None:
            return
        pages = len(files.documentation_pages())
        try:
            self.big_search, told = big_search.choice(self.config.search, pages, language(config))
        except big_search.SearchError as error:
            raise PluginError(str(error)) from None
        if told:
            log.info("%s", told)

    def pages_to_show(self, result: Build, say: Catalogue, site: str) -> Sequence[PageView]:
        """The pages of a good build; after a mistake the last good ones with the mistake on top."""
        if not result.failed:
            self.good = result
            return result.pages
        if not self.serving:
            raise PluginError(f"Nothing was published: {summary(result.diagnostics)} above.")
        log.error("The last good pages stay up until this is mended: %s", summary(result.diagnostics))
        problems = problem_section(result.diagnostics, say, site)
        if self.good is None:
            return (problem_page(problems, say),)
        return tuple(replace(page, sections=(problems, *page.sections)) for page in self.good.pages)

    def printed(self, pages: Sequence[PageView], config: MkDocsConfig) -> list[PrintedPage]:
        """Each page with its HTML. While a template has a mistake, those of before are used."""
        try:
            renderer = Renderer(find_templates(), Catalogue(language(config)))
            printed = print_pages(pages, renderer)
        except TemplateError as error:
            if self.renderer is None:
                raise PluginError(template_mistake(error)) from error
            log.error("The templates of before are used until this is mended: %s", template_mistake(error))
            return print_pages(pages, self.renderer)
        self.renderer = renderer
        return printed

    def add_pages(self, pages: Sequence[PrintedPage], files: Files, config: MkDocsConfig) -> None:
        """A generated file and page for each view."""
        entries = (entry for page in pages for entry in page.search_entries)
        searchable = self.config.fast_search and hand_over(config.plugins, entries)
        together = self.config.fast_theme and can_put_together(config)
        shown = set(leaves(config.nav))
        say = Catalogue(str(config.theme.get("language") or "en"))
        made = {file.path for file in self.good.files} if self.good else ()
        for page in pages:
            source = f"{page.view.address}index.md"
            if (own := files.get_file_from_path(source)) is not None:
                log.warning("“%s” gives way to the page that is made for its address.", own.src_uri)
                files.remove(own)
            level = InclusionLevel.INCLUDED if source in shown else InclusionLevel.NOT_IN_NAV
            file = File.generated(config, source, content="", inclusion=level)
            file.page = ExplainerPage(page, file, config)
            file.page.card = card_of(page.view, config.site_name, say, made)
            if searchable or page.view.kind == HELP:
                file.page.extra_meta["search"] = LEFT_OUT
            if together and source not in shown:
                file.page.extra_meta["template"] = theme_shell.TEMPLATE
            files.append(file)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme's templates our words, and add the template that puts pages together."""
        # The server that editors watch puts a script of its own into each page.
        env.globals["content_policy"] = POLICY if self.config.content_policy and not self.serving else ""
        say = Catalogue(language(config))
        env.globals["say"] = partial(say_html, say)
        env.globals["behind_dialog"] = (
            partial(big_search.behind_dialog, best=say("search.best")) if self.big_search else str
        )
        if config.theme.name != "material":
            return env
        return cast(Environment, theme_shell.ShellEnvironment(env))

    @event_priority(100)
    def _without_content(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Keep the search plugin from going through a page that it was told to leave out."""
        if isinstance(page, ExplainerPage) and "search" in page.extra_meta:
            page.content = ""
        return context

    @event_priority(-100)
    def _with_content(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give it back."""
        if isinstance(page, ExplainerPage):
            page.content = page.content or page.body
        return context

    on_page_context = CombinedEvent(_without_content, _with_content)

    def navigation(self, pages: Sequence[PageView]) -> list[Any]:
        """The overviews: of the site, and of the latest stories. Its size does not grow with the pages."""
        stories = sorted((p for p in pages if p.kind == "story"), key=updated, reverse=True)
        inside: list[Any] = []
        for story in stories[: self.config.stories_in_nav]:
            below = [
                p
                for p in pages
                if p.in_nav and p.bar and p.bar.story.address == story.address and p.kind != "party"
            ]
            inside.append({escape(story.title, quote=False): [f"{page.address}index.md" for page in below]})
        site = [
            {page.head.title: f"{page.address}index.md"} for page in pages if page.in_nav and page.bar is None
        ]
        return [*site[:1], *inside, *site[1:]]

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the templates, too, and answer for the forms; MkDocs watches the content."""
        server.watch(str(find_templates()))
        host = str(server.server_address[0])
        if self.config.forms and is_loopback(host):
            page, bundle = find_templates() / "forms", bundle_folder()
            app = FormServer(
                server.serve_request, Path(config.docs_dir), page, bundle, server.mount_path, self.severities
            )
            server.set_app(app)
            log.info("Forms for the content: %s%s", server.url, FOLDER)
        return server

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Check the finished HTML; publish it if all is well."""
        assert self.result is not None
        if self.serving:
            return
        base = "/" + config.site_url.split("://", 1)[-1].partition("/")[2] if config.site_url else "/"
        findings = check_site(Path(config.site_dir), base_path=base)
        for line in finding_lines(findings, config.site_url or ""):
            log.error("%s", line)
        if findings:
            raise PluginError(
                f"Nothing was published: {len(findings)} mistakes in the finished pages, above."
            )
        self.add_forms(config)
        if self.big_search:
            try:
                big_search.cut_index(Path(config.site_dir), language(config))
            except big_search.SearchError as error:
                raise PluginError(f"Nothing was published: {error}") from None
        where = config.site_dir
        if self.staging is not None:
            if config.strict and self.warnings.count:
                return
            where = str(self.staging.target)
            try:
                self.staging.publish()
            except PublishError as error:
                raise PluginError(f"{error.message}. {error.hint}") from None
        site = Path(where)
        lines = (
            f"The site is in {shown_path(site, config)}/",
            *summary_lines(self.result),
            *weight_lines(site),
        )
        for line in lines:
            log.info("%s", line)
        self.end_staging()

    def add_forms(self, config: MkDocsConfig) -> None:
        """The forms beside the pages, where the settings say so."""
        if self.forms is None:
            return
        content, top = Path(config.docs_dir), Path(config.config_file_path).parent
        root = content.relative_to(top).as_posix() if content.is_relative_to(top) else content.name
        library, _ = read_library(content, root)
        page, bundle = find_templates() / "forms", bundle_folder()
        try:
            for name, text in published(self.forms, library, page, bundle, root, config.site_url or "/"):
                path = Path(config.site_dir, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text)
        except FormSettingsError as error:
            raise PluginError(str(error)) from None

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing half-made behind; a disk that cannot be written to is told in plain words."""
        told = self.staging.explained(error) if self.staging is not None else None
        self.end_staging()
        if told is not None:
            raise PluginError(f"{told.message}. {told.hint}") from None

    def on_shutdown(self) -> None:
        """Leave nothing half-made behind when stopped."""
        self.end_staging()

    def end_staging(self) -> None:
        """Discard what was not published, and stop counting."""
        logging.getLogger("mkdocs").removeHandler(self.warnings)
        if self.staging is not None:
            self.staging.discard()
            self.staging = None


def language(config: MkDocsConfig) -> str:
    """The language of the interface."""
    return str(config.theme.get("language") or "en")


def short_title(view: PageView) -> str:
    """What a page is called in the navigation: an overview as in the bar of its story."""
    links = view.bar.links if view.bar else ()
    return next((link.label for link in links if link.address == view.address), view.head.title)


def fonts(own: str | None) -> Fonts:
    """Those of share pictures: the site's own, and fonts that come with MkDocs, for another theme of its."""
    folder = Path(mkdocs.__file__).parent / "themes" / "readthedocs" / "css" / "fonts"
    return Fonts(folder / "Roboto-Slab-Bold.woff", folder / "lato-normal.woff", Path(own) if own else None)


def leaves(navigation: object) -> Iterator[str]:
    """The files that a navigation names, at any depth."""
    if isinstance(navigation, str):
        yield navigation
    elif isinstance(navigation, list | dict):
        for part in navigation.values() if isinstance(navigation, dict) else navigation:
            yield from leaves(part)


def can_put_together(config: MkDocsConfig) -> bool:
    """Whether pages can share what the theme prints: buttons to edit a page differ on each."""
    features = config.theme.get("features") or ()
    return config.theme.name == "material" and not any(str(f).startswith("content.action") for f in features)


def updated(page: PageView) -> str:
    """When a story was last brought up to date."""
    return page.head.updated.iso if page.head.updated else ""


def is_ours(path: str) -> bool:
    """Whether a file of the content folder is read by the build and not published as it is."""
    parts = path.split("/")
    if len(parts) == 1:
        return path == SHARED_FILE
    return len(parts) == 2 and (parts[1] in (FACT_SHEET, ARTICLE) or parts[1].endswith(".txt"))


def shown_path(path: Path, config: MkDocsConfig) -> str:
    """A path as people know it: from the folder of mkdocs.yml where that is possible."""
    with suppress(ValueError):
        return path.relative_to(Path(config.config_file_path).parent).as_posix()
    return path.as_posix()


def report(diagnostics: Sequence[Diagnostic], site: str) -> None:
    """Print what is wrong. MkDocs' log would wrap each line; a report is for reading."""
    if diagnostics:
        sys.stderr.write(as_text(diagnostics, colour=sys.stderr.isatty(), site=site) + "\n")


def add_assets(files: Files, config: MkDocsConfig) -> None:
    """Our styles and our script, beside the theme's."""
    templates = find_templates()
    files.append(File.generated(config, STYLES, content=style_sheet(templates)))
    for path in sorted((templates / "assets").iterdir()):
        files.append(File.generated(config, f"assets/{path.name}", content=path.read_bytes()))
