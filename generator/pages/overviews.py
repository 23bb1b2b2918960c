"""The overviews of a story: one page for each kind of entry that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.addresses import overview_address
from generator.folders import PARTIES
from generator.frozen import Frozen
from generator.pages.accounts import comparisons
from generator.pages.changes import updates
from generator.pages.desk import Desk
from generator.pages.head import filled
from generator.pages.knowledge import sources
from generator.pages.party_map import map_sections
from generator.pages.positions import matrix
from generator.pages.relations import who_is_who
from generator.pages.timeline import timeline
from generator.pages.voices import claims, reactions
from generator.story import Story
from generator.views import FactList, FactView, Head, PageView, Piece, Section


class Overview(Frozen):
    """An overview: the key of the sheet that it shows, and how its sections are made.

    Its words have the name of its kind in the catalogue's group `overviews`.
    """

    kind: str
    key: str
    sections: Callable[[Desk, Story], tuple[Section, ...]]

    def address(self, story: Story) -> str:
        """Where it stands."""
        if self.kind in (PARTIES, "updates"):
            return f"{story.slug}/{self.kind}/"
        return overview_address(story.slug, self.kind)


def events(desk: Desk, story: Story) -> tuple[Section, ...]:
    """The whole timeline."""
    return (
        Section(
            "timeline", desk.say("overviews.event_section"), "timeline", timeline(desk, story, home=True)
        ),
    )


def demands(desk: Desk, story: Story) -> tuple[Section, ...]:
    """The matrix, and each demand in full."""
    return (
        Section("who-wants-what", desk.say("overviews.demand_matrix"), "matrix", desk.once(matrix, story)),
        Section(
            "demands",
            desk.say("overviews.demand_section"),
            "facts",
            FactList(tuple(demands_in_full(desk, story))),
        ),
    )


def demands_in_full(desk: Desk, story: Story) -> Iterator[FactView]:
    """Each demand; with its positions where it has no page of its own."""
    for placed in story.sheet.demands:
        key = f"{story.slug}/{placed.value.id}"
        for fact in desk.edition.about.get(key, ()):
            if fact.kind == "demand" or not desk.edition.addresses.has_page(key):
                yield desk.fact(fact, home=True)


def compared(desk: Desk, story: Story) -> tuple[Section, ...]:
    """The accounts of each event."""
    return (
        Section(
            "accounts", desk.say("overviews.account_section"), "accounts", comparisons(desk, story, home=True)
        ),
    )


def said(desk: Desk, story: Story) -> tuple[Section, ...]:
    """The reactions."""
    return (
        Section(
            "reactions",
            desk.say("overviews.reaction_section"),
            "reactions",
            reactions(desk, story, home=True, place="reactions"),
        ),
    )


def claimed(desk: Desk, story: Story) -> tuple[Section, ...]:
    """The claims."""
    return (
        Section(
            "claims",
            desk.say("overviews.claim_section"),
            "claims",
            claims(desk, story, home=True, place="claims"),
        ),
    )


def known(desk: Desk, story: Story) -> tuple[Section, ...]:
    """The sources."""
    return (
        Section("sources", desk.say("overviews.source_section"), "sources", sources(desk, story, home=True)),
    )


def changed(desk: Desk, story: Story) -> tuple[Section, ...]:
    """The log of changes."""
    return (
        Section("updates", desk.say("overviews.updates_section"), "updates", updates(desk, story, home=True)),
    )


def taking_part(desk: Desk, story: Story) -> tuple[Section, ...]:
    """The map of the parties, and each of them."""
    parties = Section("who-is-who", desk.say("overviews.parties_section"), "parties", who_is_who(desk, story))
    return (*map_sections(desk, story), parties)


OVERVIEWS = (
    Overview("event", "dates", events),
    Overview("demand", "demands", demands),
    Overview("account", "accounts", compared),
    Overview("reaction", "reactions", said),
    Overview("claim", "claims", claimed),
    Overview(PARTIES, "parties", taking_part),
    Overview("source", "sources", known),
    Overview("updates", "updates", changed),
)

ALWAYS = frozenset({"source", "updates"})
"""The overviews that a story has even when its sheet has no such entry."""


def overviews(desk: Desk, story: Story) -> Iterator[PageView]:
    """The overview pages of a story, in their order."""
    for one in OVERVIEWS:
        if page := overview(desk, story, one):
            yield page


def overview_at(desk: Desk, story: Story, address: str) -> PageView | None:
    """The overview that stands at an address, if there is one."""
    found = (one for one in OVERVIEWS if one.address(story) == address)
    return next((overview(desk, story, one) for one in found), None)


def overview(desk: Desk, story: Story, one: Overview) -> PageView | None:
    """One overview, where there is something to list."""
    sections = filled(*one.sections(desk, story))
    return overview_page(desk, story, one, sections) if sections or one.kind in ALWAYS else None


def overview_page(desk: Desk, story: Story, overview: Overview, sections: tuple[Section, ...]) -> PageView:
    """One overview."""
    title, about = desk.say(f"overviews.{overview.kind}"), desk.say(f"overviews.{overview.kind}_about")
    return PageView(
        address=overview.address(story),
        kind="overview",
        title=desk.say("overviews.title", title=title, story=story.head.headline),
        description=desk.say("overviews.description", about=about, story=story.head.headline),
        head=Head(
            kicker=desk.link(story.slug),
            label=desk.say("overviews.label"),
            title=title,
            standfirst=(Piece(about),),
            updated=desk.when(story.head.updated),
        ),
        sections=sections,
        bar=desk.bar(story),
        edit=desk.edit(story.sheet.document.key_span((overview.key,))) if story.sheet.document else None,
        in_nav=True,
    )
