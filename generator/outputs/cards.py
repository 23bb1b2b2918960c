"""What a page says of itself where a link to it is shared: in tags of its head, and on its picture."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from generator.catalogue import ENGLISH, Catalogue, locale_of
from generator.frozen import Frozen
from generator.views import PageView

PICTURE = "share.png"
"""The picture's name, in the folder of its page."""

OF_THE_SITE = frozenset({"home", "editors", "mistakes", "problems"})
"""Kinds of pages that are no article."""


class Card(Frozen):
    """A page in a few words, all of them plain text. `picture` stands in the page's folder; empty for none.

    `type` and `locale` are in Open Graph's terms; `published` and `updated` are dates in ISO's form, empty
    where unknown.
    """

    site: str
    label: str
    story: str
    title: str
    line: str
    description: str
    picture: str
    type: str
    locale: str
    published: str
    updated: str

    @property
    def alt(self) -> str:
        """What the picture says, for those who do not see it."""
        return ". ".join(filter(None, (self.site, self.label, self.title, self.line)))


def card_of(page: PageView, site_name: str, say: Catalogue, made: Collection[str] | None = None) -> Card:
    """The card of a page. `made` are the files of the site, where they are known."""
    bar = page.bar
    own = bar is None or page.title == bar.story.label
    return Card(
        site=site_name,
        label=page.head.label,
        story="" if bar is None or own else bar.story.label,
        title=page.head.title,
        line=line_of(page, say) or (page.description if page.kind == "home" else ""),
        description=page.description,
        picture=PICTURE if made is None or f"{page.address}{PICTURE}" in made else "",
        type="website" if page.kind in OF_THE_SITE else "article",
        locale=open_graph_locale(say.language),
        published=bar.published.iso if bar and bar.published else "",
        updated=bar.updated.iso if bar and bar.updated else "",
    )


def line_of(page: PageView, say: Catalogue) -> str:
    """How current the page's story is, and how far it was checked."""
    if page.bar is None:
        return ""
    words = []
    if page.bar.updated:
        words.append(say("share.as_of", date=page.bar.updated.words))
    if page.bar.facts:
        words.append(say("share.count", n=page.bar.facts, verified=page.bar.verified))
    return " · ".join(words)


@cache
def open_graph_locale(language: str) -> str:
    """A language with the territory that Open Graph asks for: the one where most of its readers are."""
    if language == ENGLISH:
        return "en_US"
    from babel.core import get_global

    if (locale := locale_of(get_global("likely_subtags").get(language, language))) is None:
        return ""
    return f"{locale.language}_{locale.territory}" if locale.territory else ""
