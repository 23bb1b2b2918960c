"""What templates are given: final words, dates and addresses, and nothing left to decide.

An address is relative to the root of the site (`energy-pause-call/demands/halt-aid/#halt-aid`) or a
full web address; templates print it through `href(address)`, which makes it relative to the page.
A page is a head and sections; each section names its template in `templates/parts/` and carries
that template's one view.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

Status = Literal["verified", "unverifiable", "unsourced"]


@dataclass(frozen=True)
class Piece:
    """A stretch of running text; with an address it is a link."""

    text: str
    address: str = ""


Rich = tuple[Piece, ...]


@dataclass(frozen=True)
class Link:
    """A named way to a page or a place on it; `kind` is the kind of thing it leads to."""

    label: str
    address: str
    kind: str = ""


@dataclass(frozen=True)
class When:
    """A date in words, and in HTML's own form where it is one date (else empty)."""

    words: str
    iso: str = ""


@dataclass(frozen=True)
class Tag:
    """A word with a meaning that also has a colour and a shape: `name` chooses these, `word` is read."""

    name: str
    word: str


@dataclass(frozen=True)
class EvidenceView:
    """The words a fact rests on. `address` is the paragraph they stand in, empty where not found.

    `before` and `after` are the text around them, with the spaces that stand there. `who` made the
    source, and `when`.
    """

    words: str
    address: str
    source: Link
    before: str = ""
    after: str = ""
    who: str = ""
    when: When | None = None


@dataclass(frozen=True)
class FactView:
    """One fact with the words it rests on. `citation` says how to cite it, with its lasting address."""

    anchor: str
    address: str
    label: str
    statement: Rich
    quote: str
    speakers: tuple[Link, ...]
    where: str
    said_in: Link | None
    translation: str
    when: When | None
    evidence: tuple[EvidenceView, ...]
    status: Status
    status_words: str
    edit: Link
    tags: tuple[Tag, ...] = ()
    citation: Rich = ()


@dataclass(frozen=True)
class FactList:
    """Part `facts`: facts in full."""

    facts: tuple[FactView, ...]


@dataclass(frozen=True)
class ShortLine:
    """A line of the summary."""

    text: Rich
    address: str
    note: str = ""
    when: When | None = None


@dataclass(frozen=True)
class ShortList:
    """One of the four lists of the summary: `name` is agreed, disputed, unconfirmed or next."""

    name: str
    title: str
    lines: tuple[ShortLine, ...]
    more: Link | None = None


@dataclass(frozen=True)
class InShort:
    """Part `in-short`: what is agreed, disputed, unconfirmed and next."""

    lists: tuple[ShortList, ...]


@dataclass(frozen=True)
class TimelineEvent:
    """An event on a timeline. `shape` says how exactly the date is known."""

    anchor: str
    title: str
    address: str
    when: When
    shape: Literal["day", "about", "interval", "open", "month", "year"]
    status: Tag
    text: Rich
    place: str
    who: tuple[Link, ...]
    responses: Link | None
    previously: When | None
    evidence: FactView | None
    current: bool = False


@dataclass(frozen=True)
class TimelineGroup:
    """Events of one year, month or day, under its name (empty where one group holds all)."""

    label: str
    events: tuple[TimelineEvent, ...]


@dataclass(frozen=True)
class Timeline:
    """Part `timeline`: what happened and what is planned, in order."""

    groups: tuple[TimelineGroup, ...]


@dataclass(frozen=True)
class PositionView:
    """Where one party stands on one demand. `history` is what it held before, latest first."""

    party: Link
    stance: Tag
    address: str
    when: When | None
    fact: FactView | None
    history: tuple[PositionView, ...] = ()


@dataclass(frozen=True)
class MatrixRow:
    """A demand with a cell for each party of the matrix, in the same order."""

    demand: Link
    kind: Tag
    by: tuple[Link, ...]
    cells: tuple[PositionView | None, ...]


@dataclass(frozen=True)
class MatrixGroup:
    """Demands about one issue (empty label: no issue named)."""

    label: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True)
class Matrix:
    """Part `matrix`: who wants what, and where the others stand."""

    parties: tuple[Link, ...]
    groups: tuple[MatrixGroup, ...]
    legend: tuple[Tag, ...]


@dataclass(frozen=True)
class AccountHead:
    """One account of the event compared."""

    anchor: str
    title: str
    by: tuple[Link, ...]
    said_in: Link | None
    when: When | None


@dataclass(frozen=True)
class AccountCell:
    """What one account says on one topic: it says something, leaves it out, or nobody recorded it."""

    account: str
    state: Literal["says", "silent", "unrecorded"]
    word: str
    fact: FactView | None = None
    contradicts: tuple[Link, ...] = ()


@dataclass(frozen=True)
class AccountRow:
    """A topic with a cell for each account, in the same order."""

    topic: str
    anchor: str
    cells: tuple[AccountCell, ...]
    contested: bool = False


@dataclass(frozen=True)
class Comparison:
    """The accounts of one event, side by side."""

    event: Link
    accounts: tuple[AccountHead, ...]
    rows: tuple[AccountRow, ...]


@dataclass(frozen=True)
class Comparisons:
    """Part `accounts`: one comparison for each event with accounts."""

    events: tuple[Comparison, ...]


@dataclass(frozen=True)
class ReactionView:
    """A reaction with what it responds to."""

    fact: FactView
    title: Link
    to: tuple[Link, ...]


@dataclass(frozen=True)
class StanceGroup:
    """Reactions of one stance."""

    stance: Tag
    reactions: tuple[ReactionView, ...]


@dataclass(frozen=True)
class Reactions:
    """Part `reactions`: who said what, by stance."""

    groups: tuple[StanceGroup, ...]


@dataclass(frozen=True)
class ClaimView:
    """A claim and how far it is established."""

    title: Link
    fact: FactView
    status: Tag
    about: tuple[Link, ...]
    first_seen: When | None
    last_checked: When | None
    resolved_by: Rich
    note: Rich


@dataclass(frozen=True)
class Claims:
    """Part `claims`."""

    claims: tuple[ClaimView, ...]


@dataclass(frozen=True)
class RoleView:
    """A tie of one party to another: `president`, `leads`, Russia."""

    title: str
    relation: str
    party: Link
    when: str
    fact: FactView | None


@dataclass(frozen=True)
class PartyView:
    """A party with its part in a story."""

    anchor: str
    name: Link
    kind: str
    aliases: tuple[str, ...]
    part: FactView | None
    roles: tuple[RoleView, ...]


@dataclass(frozen=True)
class PartyGroup:
    """Parties of one kind."""

    label: str
    parties: tuple[PartyView, ...]


@dataclass(frozen=True)
class Parties:
    """Part `parties`: who is who."""

    groups: tuple[PartyGroup, ...]


@dataclass(frozen=True)
class SourcePassage:
    """A paragraph of a source that facts rest on."""

    anchor: str
    text: str
    facts: tuple[Link, ...]


@dataclass(frozen=True)
class SourceView:
    """A document that facts rest on."""

    anchor: str
    title: str
    kind: str
    publisher: str
    by: tuple[Link, ...]
    links: tuple[Link, ...]
    published: When | None
    retrieved: When | None
    reported_in: Link | None
    check: Tag
    check_words: str
    facts: tuple[Link, ...]
    passages: tuple[SourcePassage, ...] = ()


@dataclass(frozen=True)
class Sources:
    """Part `sources`: how we know. The numbers count facts; `open` leads to those not verified."""

    facts: int
    verified: int
    open: tuple[Link, ...]
    sources: tuple[SourceView, ...]


@dataclass(frozen=True)
class UpdateView:
    """One change: what it was, what it is."""

    anchor: str
    when: When
    kind: Tag
    text: Rich
    was: str
    now: str
    about: tuple[Link, ...]


@dataclass(frozen=True)
class Updates:
    """Part `updates`: what changed, latest first."""

    updates: tuple[UpdateView, ...]


@dataclass(frozen=True)
class Related:
    """A see-also link with its reason. `external` leads off the site."""

    link: Link
    label: str
    reason: str
    external: bool = False


@dataclass(frozen=True)
class SeeAlsoList:
    """Part `see-also`."""

    links: tuple[Related, ...]


@dataclass(frozen=True)
class Backlink:
    """A page that links here, with the sentence around the link (which stands in `words`)."""

    page: Link
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Backlinks:
    """Part `backlinks`: what links here. `more` counts those left out."""

    links: tuple[Backlink, ...]
    more: int = 0


@dataclass(frozen=True)
class Connection:
    """Things tied to this one in one way: `Made to`, `Answered by`."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Connections:
    """Part `connections`."""

    groups: tuple[Connection, ...]


@dataclass(frozen=True)
class ArticleView:
    """Part `article`: the article's own text, its facts marked; `related` are its own see-also lines.

    `retells` is the report it is written after; `facts` counts what is marked, in words.
    """

    body: Markup
    byline: str
    published: When
    retells: Link | None
    facts: str
    based_on: SourceView | None
    related: tuple[Related, ...]


@dataclass(frozen=True)
class NotedFact:
    """A fact as a note tells it: what it is, how far it is established, the article's words for it.

    `about` names what it is about, where its statement does not.
    """

    label: str
    about: str
    fact: Link
    words: str
    tags: tuple[Tag, ...]


@dataclass(frozen=True)
class Note:
    """What a sentence of the article tells: its number, its facts, and the way back to its paragraph."""

    number: int
    anchor: str
    facts: tuple[NotedFact, ...]
    back: str


@dataclass(frozen=True)
class Notes:
    """Part `notes`: the facts of the article, in its order."""

    notes: tuple[Note, ...]


@dataclass(frozen=True)
class StoryCard:
    """A story in a list."""

    link: Link
    question: str
    standfirst: Rich
    updated: When
    count: str
    part: FactView | None = None


@dataclass(frozen=True)
class Stories:
    """Part `stories`: stories, latest first."""

    stories: tuple[StoryCard, ...]


@dataclass(frozen=True)
class FieldRow:
    """A field of the fact sheet, for the editors' page."""

    name: str
    form: str
    required: bool
    text: str


@dataclass(frozen=True)
class SchemaView:
    """Part `schema`: what one kind of entry carries, and an example of it."""

    text: str
    fields: tuple[FieldRow, ...]
    example: str = ""


@dataclass(frozen=True)
class Steps:
    """Part `steps`: what to do, in order."""

    steps: tuple[str, ...]


@dataclass(frozen=True)
class Problems:
    """Part `problems`: an editor's mistakes, as text; shown only by `mkdocs serve`."""

    summary: str
    report: str


View = (
    FactList | InShort | Timeline | Matrix | Comparisons | Reactions | Claims | Parties | Sources | Updates
    | SeeAlsoList | Backlinks | Connections | ArticleView | Notes | Stories | SchemaView | Steps | Problems
)  # fmt: skip


@dataclass(frozen=True)
class Section:
    """A part of a page under a heading. `part` names the template."""

    anchor: str
    title: str
    part: str
    view: View


@dataclass(frozen=True)
class Head:
    """The top of a page: `kicker` stands above the title, `facts` below the standfirst."""

    kicker: Link | None
    label: str
    title: str
    question: str = ""
    standfirst: Rich = ()
    tags: tuple[Tag, ...] = ()
    updated: When | None = None
    count: str = ""
    meta: tuple[tuple[str, Rich], ...] = ()


@dataclass(frozen=True)
class StoryBar:
    """The way around a story: its overviews, the current one marked by its address."""

    story: Link
    links: tuple[Link, ...]


@dataclass(frozen=True)
class PageView:
    """A whole page. `kind` is story, article, party, demand, …; `edit` leads to its lines in the content."""

    address: str
    kind: str
    title: str
    description: str
    head: Head
    sections: tuple[Section, ...]
    bar: StoryBar | None = None
    edit: Link | None = None
    in_nav: bool = False


SECTION_ANCHORS = frozenset(
    (
        "accounts",
        "article",
        "around",
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
