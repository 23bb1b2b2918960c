"""A page whole: its head, its sections and its place."""

from __future__ import annotations

from generator.frozen import Frozen
from generator.views.accounts import Comparisons
from generator.views.article import ArticleView, Notes
from generator.views.editors import MistakeList, MistakeView, Problems, SchemaView, Steps
from generator.views.facts import FactList, Link, Rich, Tag, When
from generator.views.knowledge import ChangeNote, Sources, Updates
from generator.views.links import Backlinks, Connections, SeeAlsoList
from generator.views.parties import Parties, PartyMap
from generator.views.positions import Matrix
from generator.views.site import Machines, Stories
from generator.views.summary import InShort
from generator.views.timeline import Timeline
from generator.views.voices import Claims, Reactions

View = (
    FactList | InShort | Timeline | Matrix | Comparisons | Reactions | Claims | Parties | PartyMap
    | Sources | Updates | SeeAlsoList | Backlinks | Connections | ArticleView | Notes | Stories | SchemaView
    | Steps | Problems | Machines | MistakeList | MistakeView
)  # fmt: skip


class Section(Frozen):
    """A part of a page under a heading. `part` names the template, `more` leads to all of it."""

    anchor: str
    title: str
    part: str
    view: View
    more: Link | None = None


class Head(Frozen):
    """The top of a page: `kicker` stands above the title, what follows `tags` below the standfirst."""

    kicker: Link | None
    label: str
    title: str
    question: str = ""
    standfirst: Rich = ()
    tags: tuple[Tag, ...] = ()
    updated: When | None = None
    count: str = ""
    meta: tuple[tuple[str, Rich], ...] = ()
    changes: tuple[ChangeNote, ...] = ()


class StoryBar(Frozen):
    """The way around a story: its overviews, the current one marked by its address; and how current it is."""

    story: Link
    links: tuple[Link, ...]
    published: When | None = None
    updated: When | None = None
    facts: int = 0
    verified: int = 0


class Alternate(Frozen):
    """What a page's head says of a file that has its story in another form: `type` is its media type."""

    type: str
    title: str
    address: str


class PageView(Frozen):
    """A whole page. `kind` is story, article, party, demand, …; `edit` leads to its lines in the content.

    `linked_data` is JSON in which nothing could end a script; programs read it, people do not see it.
    """

    address: str
    kind: str
    title: str
    description: str
    head: Head
    sections: tuple[Section, ...]
    bar: StoryBar | None = None
    edit: Link | None = None
    in_nav: bool = False
    alternates: tuple[Alternate, ...] = ()
    linked_data: str = ""


SECTION_ANCHORS = frozenset(
    (
        "accounts",
        "article",
        "around",
        "as-data",
        "claims",
        "connections",
        "demands",
        "entries",
        "facts",
        "how-we-know",
        "in-short",
        "key-facts",
        "linked-from",
        "notes",
        "parties",
        "party-map",
        "positions",
        "problems",
        "reactions",
        "responses",
        "see-also",
        "sources",
        "stories",
        "ties",
        "timeline",
        "updates",
        "what-changed",
        "who-is-who",
        "who-wants-what",
        "words",
    )
)
"""Anchors of headings: no entry may have one of these as its id."""
