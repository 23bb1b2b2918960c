"""All pages of the site, and those that belong to no story."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.pages.desk import Desk
from generator.pages.editors import editors_page
from generator.pages.entries import entry_pages
from generator.pages.head import filled
from generator.pages.parties import party_pages, story_card
from generator.pages.story import story_pages
from generator.parallel import mapped
from generator.story import Story
from generator.views import Head, PageView, Piece, Section, Stories

MANY_STORIES = 8
"""For fewer, a second process would not pay."""


def all_pages(desk: Desk, site_name: str, site_description: str) -> Iterator[PageView]:
    """Every page, in a lasting order."""
    yield stories_page(desk, site_name, site_description)
    yield from party_pages(desk)
    yield editors_page(desk.say)
    for pages in mapped(partial(pages_of_story, desk), desk.edition.library.stories, MANY_STORIES):
        yield from pages


def pages_of_story(desk: Desk, story: Story) -> list[PageView]:
    """The pages below a story's folder."""
    return [*story_pages(desk, story), *entry_pages(desk, story)]


def stories_page(desk: Desk, site_name: str, site_description: str) -> PageView:
    """The front page: the stories, latest first."""
    stories = sorted(
        desk.edition.library.stories, key=lambda s: (s.head.updated.sort_key, s.slug), reverse=True
    )
    cards = Stories(tuple(story_card(desk, story) for story in stories))
    return PageView(
        address="",
        kind="home",
        title=site_name,
        description=site_description or desk.say("page.site_about", site=site_name),
        head=Head(
            kicker=None,
            label="",
            title=site_name,
            standfirst=(Piece(site_description),) if site_description else (),
        ),
        sections=filled(Section("stories", desk.say("page.stories"), "stories", cards)),
        in_nav=True,
    )
