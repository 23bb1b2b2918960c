"""What stands in the navigation: overviews of the site and of the latest stories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from generator.dates import iso
from generator.fact_sheet import Sheet
from generator.press import Press, stub_of
from generator.story import Story
from generator.views import PageView, StoryBar


def latest(press: Press, number: int) -> Sequence[Story]:
    """The stories that the navigation holds: so many."""
    return sorted(press.stories, key=lambda story: iso(story.head.updated), reverse=True)[:number]


def stubs_in_nav(press: Press, number: int) -> dict[str, Sequence[PageView]]:
    """The pages that the navigation holds, with nothing on them but what it says of them.

    Those of the site stand by no name, those of stories by theirs.
    """
    desk = press.desk
    found = latest(press, number)
    return {
        "": press.site_stubs,
        **{story.slug: stubs_of(desk.bar(story), story.head.headline) for story in found},
    }


def told_in_nav(press: Press, number: int) -> object:
    """All that the navigation says of stories: which are the latest, their names and their overviews."""
    return [(story.slug, story.head.headline, held(story.sheet)) for story in latest(press, number)]


def nav_of(pages: Sequence[PageView], number: int) -> list[Any]:
    """The overviews: of the site, and of the latest stories. Its size does not grow with the pages."""
    stories = sorted((p for p in pages if p.kind == "story"), key=updated, reverse=True)
    inside: list[Any] = []
    for story in stories[:number]:
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


def leaves(navigation: object) -> Iterator[str]:
    """The files that a navigation names, at any depth."""
    if isinstance(navigation, str):
        yield navigation
    elif isinstance(navigation, list | dict):
        for part in navigation.values() if isinstance(navigation, dict) else navigation:
            yield from leaves(part)


def held(sheet: Sheet) -> tuple[str, ...]:
    """The sections of a sheet that hold anything: these have overviews."""
    return tuple(name for name in Sheet.__struct_fields__ if getattr(sheet, name))


def stubs_of(bar: StoryBar, headline: str) -> list[PageView]:
    """The overviews of a story as its bar names them; the first is the story itself."""
    first, *others = bar.links
    story = stub_of(first.address, headline, "story", bar)
    return [story, *(stub_of(link.address, link.label, bar=bar) for link in others)]


def updated(page: PageView) -> str:
    """When a story was last brought up to date."""
    return page.head.updated.iso if page.head.updated else ""
