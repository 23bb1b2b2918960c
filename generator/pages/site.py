"""All pages of the site, and those that belong to no story."""

from __future__ import annotations

from collections.abc import Iterator

from generator.addresses import article_address
from generator.folders import PARTIES
from generator.mistakes import ADDRESS as HELP
from generator.pages.article import article_page
from generator.pages.cards import story_card
from generator.pages.changes import Notes, with_notes
from generator.pages.desk import Desk
from generator.pages.editors import EDITORS, editors_page
from generator.pages.entries import entry_page, entry_pages
from generator.pages.head import filled
from generator.pages.mistakes import mistake_pages
from generator.pages.overviews import overview_at
from generator.pages.parties import parties_overview, party_page
from generator.pages.story import story_page, story_pages
from generator.story import Story
from generator.views import Head, PageView, Piece, Section, Stories

OVERVIEWS = ("", f"{PARTIES}/", EDITORS)
"""The front page, the parties, the help for editors: where the pages are that the site's navigation has."""


def pages_of_site(desk: Desk, notes: Notes, description: str) -> Iterator[PageView]:
    """The pages of the site itself in its navigation."""
    yield stories_page(desk, desk.site_name, description)
    yield with_notes(notes, parties_overview(desk))
    yield editors_page(desk.say)


def page_of_party(desk: Desk, notes: Notes, key: str) -> PageView:
    """The page of a party that has one."""
    return with_notes(notes, party_page(desk, desk.edition.library.profiles[desk.node(key).id]))


def page_of_site(desk: Desk, notes: Notes, description: str, address: str) -> PageView | None:
    """The page at an address below no story, made alone; none where there is none."""
    key = desk.edition.addresses.pages.get(address, "")
    if key and desk.node(key).kind == "party":
        return page_of_party(desk, notes, key)
    if address in OVERVIEWS:
        pages = pages_of_site(desk, notes, description)
    elif address.startswith(HELP):
        pages = pages_of_help(desk)
    else:
        return None
    return next((page for page in pages if page.address == address), None)


def pages_of_help(desk: Desk) -> Iterator[PageView]:
    """The help for each mistake."""
    return mistake_pages(desk.say)


def overviews_of_story(desk: Desk, notes: Notes, story: Story) -> list[PageView]:
    """The story page, the article and the overviews, each with what changed there."""
    return [with_notes(notes, page) for page in story_pages(desk, story)]


def entries_of_story(desk: Desk, notes: Notes, story: Story) -> list[PageView]:
    """The pages of a story's single entries."""
    return [with_notes(notes, page) for page in entry_pages(desk, story)]


def page_of_story(desk: Desk, notes: Notes, story: Story, address: str) -> PageView | None:
    """The page of a story at an address, made alone; none where there is none."""
    page = story_page_at(desk, story, address) or overview_at(desk, story, address)
    return with_notes(notes, page) if page else None


def story_page_at(desk: Desk, story: Story, address: str) -> PageView | None:
    """The story page, the article or the page of an entry."""
    if address == f"{story.slug}/":
        return story_page(desk, story)
    if address == article_address(story.slug):
        return article_page(desk, story)
    key = f"{story.slug}/{address.rstrip('/').rpartition('/')[2]}"
    if key in desk.edition.library.nodes and desk.address(key) == address:
        return entry_page(desk, story, desk.node(key))
    return None


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
