"""All pages of the site, and those that belong to no story."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.pages.cards import story_card
from generator.pages.changes import Notes, change_notes, with_notes
from generator.pages.desk import Desk
from generator.pages.editors import editors_page
from generator.pages.entries import entry_pages
from generator.pages.head import filled
from generator.pages.mistakes import mistake_pages
from generator.pages.parties import party_pages
from generator.pages.story import story_pages
from generator.parallel import mapped
from generator.story import Story
from generator.views import Head, PageView, Piece, Section, Stories

MANY_STORIES = 8
"""For fewer, a second process would not pay."""


def all_pages(desk: Desk, site_name: str, site_description: str) -> Iterator[PageView]:
    """Every page, in a lasting order."""
    notes = change_notes(desk)
    yield stories_page(desk, site_name, site_description)
    yield from (with_notes(notes, page) for page in party_pages(desk))
    yield editors_page(desk.say)
    yield from mistake_pages(desk.say)
    for pages in mapped(partial(pages_of_story, desk, notes), desk.edition.library.stories, MANY_STORIES):
        yield from pages


def pages_of_story(desk: Desk, notes: Notes, story: Story) -> list[PageView]:
    """The pages below a story's folder, each with what changed there."""
    pages = (*story_pages(desk, story), *entry_pages(desk, story))
    return [with_notes(notes, page) for page in pages]


def stories_page(desk: Desk, site_name: str, site_description: str) -> PageView:
    """The front page: the stories, latest first."""
    stories = sorted(
        desk.edition.library.stories, key=lambda s: (s.head.updated.sort_key, s.slug), reverse=True
    )
    cards = Stories(tuple(story_card(desk, story) for story in stories), lead=bool(stories))
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
            count=site_count(desk),
        ),
        sections=filled(Section("stories", desk.say("page.stories"), "stories", cards)),
        in_nav=True,
    )


def site_count(desk: Desk) -> str:
    """How much the site holds; one story alone says it itself."""
    count, edition = len(desk.edition.library.stories), desk.edition
    if count < 2:
        return ""
    return desk.say("stories.count", n=count, facts=edition.fact_count, verified=edition.verified_count)
