"""Whole pages in schema.org's terms: what each is, what it is about, and the way to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from generator.folders import PARTIES
from generator.library import Node
from generator.outputs.linked_data.terms import Place, Thing, as_script, certain, thing
from generator.outputs.linked_data.things import corrections, described_thing
from generator.outputs.publication import Publication
from generator.pages.machines import (
    CSV,
    FACT_TABLE,
    JSON,
    STORY_DATA,
    site_alternates,
    story_alternates,
)
from generator.story import ARTICLE_ID, Story
from generator.views import Alternate, PageView

SECTIONS: Mapping[str, str] = {
    "timeline": "dates",
    "demands": "demands",
    "reactions": "reactions",
    "claims": "claims",
    "accounts": "accounts",
    "sources": "sources",
}
"""The section of a sheet that an overview lists, by the end of its address."""


class Description:
    """Says of pages what each is, what it is about, and the way to it."""

    def __init__(self, site: Publication) -> None:
        self._site = site
        self._language = site.desk.say.language
        self._everywhere = tuple(site_alternates(site.desk, site.name))
        self._alternates: dict[str, tuple[Alternate, ...]] = {}

    def described(self, pages: Sequence[PageView], above: Sequence[PageView] = ()) -> Iterator[PageView]:
        """Pages with their linked data and the files that their heads name.

        The way to a page leads over those of `above` and of `pages` whose folders it lies in.
        """
        known = {page.address: page for page in (*above, *pages)}
        for page in pages:
            graph = as_script(self._graph(page, known))
            yield replace(page, linked_data=graph, alternates=self._of_head(page))

    def _of_head(self, page: PageView) -> tuple[Alternate, ...]:
        """The files that a page's head names: of its story, and of all."""
        story = page.bar.story.address if page.bar else ""
        if story not in self._alternates:
            own = story_alternates(self._site.desk, self._story_at(story)) if story else ()
            self._alternates[story] = (*own, *self._everywhere)
        return self._alternates[story]

    def _story_at(self, address: str) -> Story:
        """The story at an address."""
        return self._site.desk.edition.library.story(address.rstrip("/"))

    def _node_at(self, address: str) -> Node:
        """What a page is about."""
        return self._site.desk.node(self._site.desk.edition.addresses.pages[address])

    def _graph(self, page: PageView, known: Mapping[str, PageView]) -> list[Thing]:
        place = Place(self._site, page.address)
        make = MAKERS.get(page.kind, Description._plain)
        way = way_to(place, page, known)
        return [make(self, place, page), *([way] if way else [])]

    def _whole(self, place: Place) -> Thing:
        """The site, by its name."""
        return thing("WebSite", {"@id": place.at(""), "name": self._site.name})

    def _page(self, kind: str, place: Place, page: PageView, terms: Thing) -> Thing:
        """A page that is not an article."""
        story = self._story_at(page.bar.story.address) if page.bar else None
        start = {
            "@id": place.at(page.address),
            "url": place.at(page.address),
            "name": page.title,
            "description": page.description,
            "inLanguage": self._language,
            "dateModified": certain(story.head.updated) if story and page.head.updated else "",
            "isPartOf": self._whole(place),
        }
        return thing(kind, start | terms)

    def _home(self, place: Place, page: PageView) -> Thing:
        """The site with its stories."""
        stories = [place.brief(self._site.desk.node(story.slug)) for story in self._site.stories]
        terms = {
            "@id": place.at(""),
            "url": place.at(""),
            "name": self._site.name,
            "description": page.description,
            "inLanguage": self._language,
            "hasPart": stories,
        }
        return thing("WebSite", terms)

    def _story(self, place: Place, page: PageView) -> Thing:
        """The explainer of a story."""
        story = self._story_at(page.address)
        slug, desk = story.slug, self._site.desk
        terms = {
            "@id": place.at(page.address),
            "url": place.at(page.address),
            "headline": story.head.headline,
            "alternativeHeadline": story.head.question,
            "description": desk.plain(story.head.standfirst, story),
            "inLanguage": story.front.language,
            "dateModified": certain(story.head.updated),
            "isPartOf": self._whole(place),
            "isBasedOn": place.brief(desk.node(f"{slug}/{ARTICLE_ID}")),
            "about": place.named(slug, desk.edition.library.story_parties[slug]),
            "mentions": place.named(slug, story.head.lead),
            "citation": [place.brief(desk.node(f"{slug}/{one.value.id}")) for one in story.sheet.sources],
            "correction": corrections(place, story),
            "subjectOf": self._dataset(place, story),
        }
        return thing("BackgroundNewsArticle", terms)

    def _dataset(self, place: Place, story: Story) -> Thing:
        """The story as files of data."""
        say, slug = self._site.desk.say, story.slug
        files = ((f"{slug}/{STORY_DATA}", JSON, "data"), (f"{slug}/{FACT_TABLE}", CSV, "table"))
        forms = [
            thing(
                "DataDownload",
                {
                    "name": say(f"machines.{name}_title", story=story.head.headline),
                    "encodingFormat": form,
                    "contentUrl": place.at(path),
                },
            )
            for path, form, name in files
        ]
        terms = {"name": story.head.headline, "description": say("machines.data_text"), "distribution": forms}
        return thing("Dataset", terms)

    def _article(self, place: Place, page: PageView) -> Thing:
        """The story's own article: news, of which kind the sheet does not say."""
        assert page.bar is not None
        story, desk = self._story_at(page.bar.story.address), self._site.desk
        key = f"{story.slug}/{ARTICLE_ID}"
        mentioned = dict.fromkeys(link.target for link in desk.edition.links.get(key, ()))
        terms = {
            "@id": place.at(page.address),
            "url": place.at(page.address),
            "headline": story.front.title,
            "description": story.front.standfirst and desk.plain(story.front.standfirst, story),
            "inLanguage": story.front.language,
            "datePublished": certain(story.front.published),
            "creditText": story.front.byline,
            "isPartOf": self._whole(place),
            "isBasedOn": place.named(story.slug, [story.front.based_on] if story.front.based_on else []),
            "mentions": [place.brief(desk.node(target)) for target in mentioned],
            "subjectOf": place.brief(desk.node(story.slug)),
        }
        return thing("NewsArticle", terms)

    def _overview(self, place: Place, page: PageView) -> Thing:
        """A list of entries: in full those that have no page of their own."""
        nodes = self._listed(page)
        steps = [
            {"@type": "ListItem", "position": number, "item": self._item(place, node)}
            for number, node in enumerate(nodes, start=1)
        ]
        story = self._story_at(page.bar.story.address) if page.bar else None
        terms: Thing = {"mainEntity": thing("ItemList", {"itemListElement": steps}) if steps else None}
        if story and page.address == f"{story.slug}/updates/":
            terms["correction"] = corrections(place, story)
        return self._page("CollectionPage", place, page, terms)

    def _item(self, place: Place, node: Node) -> Thing:
        """One of them."""
        address = self._site.desk.address(node.key)
        if "#" not in address:
            return {**place.brief(node), "url": place.at(address)}
        return described_thing(place, node)

    def _listed(self, page: PageView) -> list[Node]:
        """What an overview lists, in the order of the sheet."""
        library, name = self._site.desk.edition.library, page.address.rstrip("/").rpartition("/")[2]
        if page.bar is None:
            return [library.nodes[library.profiles[party].key] for party in sorted(library.profiles)]
        slug = page.bar.story.address.rstrip("/")
        if name == PARTIES:
            keys = [library.profiles[party].key for party in library.story_parties[slug]]
        else:
            entries = getattr(self._story_at(page.bar.story.address).sheet, SECTIONS.get(name, ""), ())
            keys = [f"{slug}/{placed.value.id}" for placed in entries]
        return [library.nodes[key] for key in keys]

    def _entry(self, place: Place, page: PageView) -> Thing:
        """The page of an entry, with what was corrected on it."""
        node = self._node_at(page.address)
        story = self._site.desk.edition.library.story(node.story)
        terms = {
            "mainEntity": described_thing(place, node),
            "correction": corrections(place, story, about=node.key),
        }
        return self._page("WebPage", place, page, terms)

    def _party(self, place: Place, page: PageView) -> Thing:
        """The page of a party, with the stories it is in."""
        node = self._node_at(page.address)
        told_in = self._site.desk.edition.library.stories_with.get(node.id, ())
        stories = [place.brief(self._site.desk.node(slug)) for slug in told_in]
        party = described_thing(place, node) | {"subjectOf": stories}
        return self._page("ProfilePage", place, page, {"mainEntity": party})

    def _plain(self, place: Place, page: PageView) -> Thing:
        """Any other page."""
        return self._page("WebPage", place, page, {})


MAKERS: Mapping[str, Callable[[Description, Place, PageView], Thing]] = {
    "home": Description._home,
    "story": Description._story,
    "article": Description._article,
    "overview": Description._overview,
    "party": Description._party,
    **dict.fromkeys(("demand", "event", "reaction", "claim"), Description._entry),
}
"""What describes each kind of page."""


def way_to(place: Place, page: PageView, known: Mapping[str, PageView]) -> Thing | None:
    """The pages above a page, from the first on."""
    folders = [page.address[: i + 1] for i, letter in enumerate(page.address) if letter == "/"]
    above = [known[folder] for folder in ("", *folders) if folder in known]
    if len(above) < 2:
        return None
    steps = [
        thing(
            "ListItem",
            {"position": number, "name": one.head.title, "item": {"@id": place.at(one.address)}},
        )
        for number, one in enumerate(above, start=1)
    ]
    return thing("BreadcrumbList", {"itemListElement": steps})
