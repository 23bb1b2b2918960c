"""A page view as a page of MkDocs."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping, Sequence
from html import escape
from typing import Any, Protocol, cast
from urllib.parse import quote, urljoin

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_build_date

from generator.frozen import Frozen
from generator.outputs.cards import Card
from generator.outputs.printed import PrintedPage
from generator.templating import Html
from generator.theme_shell import Template
from generator.views import PageView

DAY = re.compile(r"\d{4}-\d\d-\d\d")


class ExplainerPage(Page):
    """A page made from a view; nothing is read from disk and no Markdown is run.

    `card` says what a link to it shows; without `searchable` the theme's search takes no notice of it, for
    it was told by hand or is to know nothing.
    """

    def __init__(
        self, page: PrintedPage, file: File, config: MkDocsConfig, card: Card, searchable: bool = True
    ) -> None:
        # The theme prints the titles of pages and sections as HTML.
        super().__init__(escape(short_title(page.view), quote=False), file, config)
        self.extra_meta: dict[str, object] = {} if searchable else {"search": {"exclude": True}}
        self.fill(page, card)

    def fill(self, page: PrintedPage, card: Card) -> None:
        """Give the page its words."""
        self.view = view = page.view
        self.title = escape(short_title(view), quote=False)
        self.body = page.body
        self.alternates = page.alternates
        self.card = card
        self.edit_url = view.edit.address or None if view.edit else None
        self.update_date = day_of(view) or self.update_date

    def read_source(self, config: MkDocsConfig) -> None:
        """The page's metadata, in the theme's terms."""
        self.markdown = ""
        self.meta = {**told_in_head(self.view, self.alternates), "hide": ["navigation"], **self.extra_meta}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The body, the table of contents and the anchors that other pages may link to."""
        self.content = self.body
        self.toc = contents(self.view)
        self.present_anchor_ids = {section.anchor for section in self.view.sections}


class PageOutside(Frozen):
    """A page in no navigation, as far as it differs from others in its place.

    `canonical_url` is empty where the site has no address.
    """

    url: str
    canonical_url: str
    update_date: str
    title: str
    meta: Mapping[str, str]
    content: str
    toc: TableOfContents
    card: Card


def page_outside(printed: PrintedPage, card: Card, config: MkDocsConfig) -> PageOutside:
    """A page that is in no navigation."""
    view = printed.view
    url = quote(view.address)
    return PageOutside(
        url,
        urljoin(f"{config.site_url.rstrip('/')}/", url) if config.site_url else "",
        day_of(view) or get_build_date(),
        escape(short_title(view), quote=False),
        told_in_head(view, printed.alternates),
        printed.body,
        contents(view),
        card,
    )


def whole_page(printed: PrintedPage, card: Card, config: MkDocsConfig) -> ExplainerPage:
    """The same as MkDocs knows pages, which takes longer."""
    file = File.generated(config, source_of(printed.view), content="", inclusion=InclusionLevel.NOT_IN_NAV)
    page = ExplainerPage(printed, file, config, card, False)
    # Nobody asks the file for its page, and each would hold the other until garbage is looked for.
    file.page = None
    page.active = True
    return page


def page_file(
    page: PrintedPage, config: MkDocsConfig, card: Card, template: str, in_nav: bool, searchable: bool
) -> File:
    """The file that MkDocs makes a page from; `template` is another one than the theme's, if any."""
    level = InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, source_of(page.view), content="", inclusion=level)
    file.page = made = ExplainerPage(page, file, config, card, searchable)
    if template:
        made.extra_meta["template"] = template
    return file


class Theme(Frozen):
    """What MkDocs prints pages with: the settings, the templates, the navigation, the files and its pages."""

    config: MkDocsConfig
    environment: Environment
    navigation: Navigation
    files: Files
    pages: Sequence[File]

    def html(self, page: ExplainerPage, template: str) -> str:
        """A page as MkDocs would print it."""
        page.active = True
        try:
            return self.environment.get_template(template).render(self.context(page))
        finally:
            page.active = False

    def fill(self, words: PrintedPage, card: Card) -> None:
        """Give the page at a view's address its words."""
        file = self.files.get_file_from_path(source_of(words.view))
        assert file is not None
        assert isinstance(file.page, ExplainerPage)
        file.page.fill(words, card)
        self.prepare(file.page)

    def prepare(self, page: ExplainerPage) -> None:
        """Let a page know what it says."""
        page.read_source(self.config)
        page.render(self.config, self.files)

    def context(self, page: ExplainerPage) -> MutableMapping[str, Any]:
        """What a template is given for a page."""
        self.prepare(page)
        context = get_context(self.navigation, self.pages, self.config, page)
        return cast(MutableMapping[str, Any], context)


class Environment(Protocol):
    """What is asked of the theme's environment."""

    def get_template(self, name: str) -> Template:
        """A template by its name."""


def day_of(view: PageView) -> str:
    """When a page was changed last, as far as its story says so; else empty."""
    updated = view.bar.updated.iso if view.bar and view.bar.updated else ""
    return updated if DAY.fullmatch(updated) else ""


def told_in_head(view: PageView, alternates: Html) -> dict[str, Any]:
    """What a page's head says, in the theme's terms."""
    return {"title": view.title, "description": view.description, "alternates": alternates}


def contents(view: PageView) -> TableOfContents:
    """The table of contents of a page."""
    return TableOfContents(
        [AnchorLink(escape(section.title, quote=False), section.anchor, 2) for section in view.sections]
    )


def source_of(view: PageView) -> str:
    """The file that MkDocs takes a page to be made from."""
    return f"{view.address}index.md"


def short_title(view: PageView) -> str:
    """What a page is called in the navigation: an overview as in the bar of its story."""
    links = view.bar.links if view.bar else ()
    return next((link.label for link in links if link.address == view.address), view.head.title)
