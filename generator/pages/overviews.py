"""The overviews of a story: one page for each kind of entry that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.addresses import overview_address
from generator.folders import PARTIES
from generator.pages.accounts import comparisons
from generator.pages.desk import Desk
from generator.pages.head import filled
from generator.pages.knowledge import sources, updates
from generator.pages.party_map import map_sections
from generator.pages.positions import matrix
from generator.pages.relations import who_is_who
from generator.pages.timeline import timeline
from generator.pages.voices import claims, reactions
from generator.story import Story
from generator.views import FactList, FactView, Head, PageView, Piece, Section


@dataclass(frozen=True)
class Overview:
    """An overview: the key of the sheet that it shows, its words, and how its sections are made."""

    kind: str
    key: str
    title: str
    standfirst: str
    sections: Callable[[Desk, Story], tuple[Section, ...]]

    def address(self, story: Story) -> str:
        """Where it stands."""
        if self.kind in (PARTIES, "updates"):
            return f"{story.slug}/{self.kind}/"
        return overview_address(story.slug, self.kind)


def events(desk: Desk, story: Story) -> tuple[Section, ...]:
    """The whole timeline."""
    return (Section("timeline", "What happened when", "timeline", timeline(desk, story, home=True)),)


def demands(desk: Desk, story: Story) -> tuple[Section, ...]:
    """The matrix, and each demand in full."""
    return (
        Section("who-wants-what", "Where each party stands", "matrix", matrix(desk, story)),
        Section("demands", "Each in full", "facts", FactList(tuple(demands_in_full(desk, story)))),
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
    return (Section("accounts", "Topic by topic", "accounts", comparisons(desk, story, home=True)),)


def said(desk: Desk, story: Story) -> tuple[Section, ...]:
    """The reactions."""
    return (Section("reactions", "By stance", "reactions", reactions(desk, story, home=True)),)


def claimed(desk: Desk, story: Story) -> tuple[Section, ...]:
    """The claims."""
    return (Section("claims", "Claim by claim", "claims", claims(desk, story, home=True)),)


def known(desk: Desk, story: Story) -> tuple[Section, ...]:
    """The sources."""
    return (Section("sources", "The documents", "sources", sources(desk, story, home=True)),)


def changed(desk: Desk, story: Story) -> tuple[Section, ...]:
    """The log of changes."""
    return (Section("updates", "Latest first", "updates", updates(desk, story, home=True)),)


def taking_part(desk: Desk, story: Story) -> tuple[Section, ...]:
    """The map of the parties, and each of them."""
    return (*map_sections(desk, story), Section("who-is-who", "By kind", "parties", who_is_who(desk, story)))


OVERVIEWS = (
    Overview("event", "dates", "Timeline", "What happened when, and what is planned", events),
    Overview(
        "demand",
        "demands",
        "Who wants what",
        "What is asked, offered and refused, and where each stands",
        demands,
    ),
    Overview("account", "accounts", "Do the accounts agree?", "Each side's version, side by side", compared),
    Overview("reaction", "reactions", "Who said what", "Reactions, and what each responds to", said),
    Overview(
        "claim", "claims", "What is not established", "Claims, who makes them and how far they stand", claimed
    ),
    Overview(
        PARTIES, "parties", "Who is who", "The people, states and organisations of this story", taking_part
    ),
    Overview("source", "sources", "How we know", "The sources, and what was verified in them", known),
    Overview("updates", "updates", "What changed", "Updates and corrections", changed),
)

ALWAYS = frozenset({"source", "updates"})
"""The overviews that a story has even when its sheet has no such entry."""


def overviews(desk: Desk, story: Story) -> Iterator[PageView]:
    """The overview pages of a story, in their order."""
    for one in OVERVIEWS:
        sections = filled(*one.sections(desk, story))
        if sections or one.kind in ALWAYS:
            yield overview_page(desk, story, one, sections)


def overview_page(desk: Desk, story: Story, overview: Overview, sections: tuple[Section, ...]) -> PageView:
    """One overview."""
    return PageView(
        address=overview.address(story),
        kind="overview",
        title=f"{overview.title}: {story.head.headline}",
        description=f"{overview.standfirst}. {story.head.headline}",
        head=Head(
            kicker=desk.link(story.slug),
            label="Overview",
            title=overview.title,
            standfirst=(Piece(f"{overview.standfirst}."),),
            updated=desk.when(story.head.updated),
        ),
        sections=sections,
        bar=desk.bar(story),
        edit=desk.edit(story.sheet.document.key_span((overview.key,))) if story.sheet.document else None,
        in_nav=True,
    )
