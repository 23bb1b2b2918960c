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
    """One fact with the words it rests on.

    `citation` says how to cite it, with its lasting address; `language` is the quotation's, where it is
    not the page's.
    """

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
    language: str = ""
    citation: Rich = ()


@dataclass(frozen=True)
class FactList:
    """Part `facts`: facts in full, or `brief`, side by side."""

    facts: tuple[FactView, ...]
    brief: bool = False


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
    """An event on a timeline. `shape` says how exactly the date is known, `length` how long it took.

    `left_out` leads to events that would stand before this one; `as_of` is the date of the story where
    this is the first event after it.
    """

    anchor: str
    title: str
    address: str
    when: When
    shape: Literal["day", "about", "interval", "open", "before", "month", "year"]
    status: Tag
    text: Rich
    place: str
    who: tuple[Link, ...]
    said: tuple[Link, ...]
    previously: When | None
    evidence: FactView | None
    current: bool = False
    length: str = ""
    left_out: Link | None = None
    as_of: When | None = None


@dataclass(frozen=True)
class TimelineGroup:
    """Events of one year, month or day, under its name (empty where one group holds all)."""

    label: str
    events: tuple[TimelineEvent, ...]


@dataclass(frozen=True)
class StripMark:
    """An event on a strip: `x` and `width` in percent of it, `y` in pixels; without width a point.

    `sign` is a path drawn at its middle.
    """

    x: float
    y: int
    width: float
    shape: str
    tone: str
    sign: str
    address: str
    title: str


@dataclass(frozen=True)
class StripTail:
    """What is open of an event on a strip, drawn from `x` to `end` in percent."""

    x: float
    end: float
    y: int
    tone: str


@dataclass(frozen=True)
class StripBar:
    """Events of some days on a strip that has too many for marks."""

    x: float
    y: int
    width: float
    height: int
    tone: str
    address: str
    title: str


@dataclass(frozen=True)
class StripLabel:
    """A date on a strip; with a `tick` it stands at one day."""

    x: float
    words: str
    anchor: Literal["start", "middle", "end"]
    tick: bool


@dataclass(frozen=True)
class Strip:
    """All events on one time scale: `lines` are the stretches of its axis, `breaks` stand between them."""

    height: int
    axis: int
    lines: tuple[tuple[float, float], ...]
    breaks: tuple[float, ...]
    marks: tuple[StripMark, ...]
    tails: tuple[StripTail, ...]
    bars: tuple[StripBar, ...]
    labels: tuple[StripLabel, ...]
    as_of: StripLabel
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Timeline:
    """Part `timeline`: what happened and what is planned, in order.

    `as_of` is the date of the story where all events stand before it. `key` names the shapes.
    """

    groups: tuple[TimelineGroup, ...]
    strip: Strip | None = None
    as_of: When | None = None
    key: tuple[Tag, ...] = ()


@dataclass(frozen=True)
class PositionView:
    """Where one party stands on one demand. `history` is what it held before, latest first.

    `panel` is the id of what opens with its words; empty where there is nothing to open.
    """

    party: Link
    stance: Tag
    address: str
    when: When | None
    fact: FactView | None
    history: tuple[PositionView, ...] = ()
    panel: str = ""


@dataclass(frozen=True)
class MatrixRow:
    """A demand with a cell for each party of the matrix, in the same order.

    `outcome` is how the answers add up, `issue` what the demand is about where it stands alone under
    its issue, and `others` holds the positions of parties that have no column.
    """

    demand: Link
    kind: Tag
    by: tuple[Link, ...]
    cells: tuple[PositionView | None, ...]
    of: tuple[Link, ...] = ()
    outcome: Tag | None = None
    issue: str = ""
    others: tuple[PositionView, ...] = ()


@dataclass(frozen=True)
class MatrixGroup:
    """Demands about one issue (empty label: no issue named, or each row names its own)."""

    label: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True)
class Matrix:
    """Part `matrix`: who wants what, and where the others stand.

    `tally` counts the outcomes, `legend` says what each sign means; `shape` is how many columns there
    are, `others` heads a last column where some parties have none of their own.
    """

    parties: tuple[Link, ...]
    groups: tuple[MatrixGroup, ...]
    legend: tuple[tuple[Tag, str], ...]
    tally: tuple[Tag, ...] = ()
    shape: Literal["", "few", "some", "many"] = ""
    others: str = ""


@dataclass(frozen=True)
class AccountHead:
    """One account of the event compared."""

    anchor: str
    title: str
    by: tuple[Link, ...]
    said_in: Link | None
    when: When | None


Wording = tuple[tuple[str, bool], ...]
"""A text in stretches: the words, and whether another version lacks them."""


@dataclass(frozen=True)
class AccountCell:
    """What one account says on one topic: it says something, leaves it out, or nobody recorded it.

    `sign` is that at a glance. `quote` is in the account's own words; where they are like those of
    another account, the words that the other lacks are marked; `note` says which account that is.
    """

    account: str
    state: Literal["says", "silent", "unrecorded"]
    sign: Tag
    fact: FactView | None = None
    contradicts: tuple[Link, ...] = ()
    quote: Wording = ()
    note: str = ""


@dataclass(frozen=True)
class AccountRow:
    """A topic with a cell for each account, in the same order. `unrecorded` counts the empty ones."""

    topic: str
    anchor: str
    cells: tuple[AccountCell, ...]
    contested: Tag | None = None
    address: str = ""
    unrecorded: int = 0


@dataclass(frozen=True)
class Comparison:
    """The accounts of one event, side by side.

    `glance` has every topic, `rows` those shown in full, `lone` leads to those that only one account
    speaks of where these are left out. `shape` is `few` where each account keeps a column of its own.
    """

    event: Link
    accounts: tuple[AccountHead, ...]
    rows: tuple[AccountRow, ...]
    glance: tuple[AccountRow, ...] = ()
    lone: tuple[Link, ...] = ()
    tally: tuple[Tag, ...] = ()
    shape: Literal["few", "many"] = "many"


@dataclass(frozen=True)
class Comparisons:
    """Part `accounts`: one comparison for each event with accounts."""

    events: tuple[Comparison, ...]


@dataclass(frozen=True)
class Count:
    """How many there are of one kind; `anchor` is where they stand on the same page.

    They are drawn as a row of shapes of this length, or where `exact` is false as a bar to scale.
    """

    tag: Tag
    number: str
    anchor: str = ""
    length: int = 0
    exact: bool = True


@dataclass(frozen=True)
class Tally:
    """How many of each kind there are, and how many in all, in words."""

    words: str
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class ReactionView:
    """A reaction: who, to what, where. `alike` are others in nearly the same words."""

    fact: FactView
    title: Link
    to: tuple[Link, ...]
    who: tuple[Link, ...] = ()
    where: str = ""
    alike: ReactionFold | None = None


@dataclass(frozen=True)
class ReactionFold:
    """Reactions behind a summary that says how many there are and whose."""

    summary: str
    reactions: tuple[ReactionView, ...]


@dataclass(frozen=True)
class StanceGroup:
    """Reactions of one stance; the `rest` of a long group is folded."""

    stance: Tag
    reactions: tuple[ReactionView, ...]
    anchor: str = ""
    number: str = ""
    rest: ReactionFold | None = None


@dataclass(frozen=True)
class Reactions:
    """Part `reactions`: who said what, by stance."""

    groups: tuple[StanceGroup, ...]
    tally: Tally | None = None


@dataclass(frozen=True)
class ClaimView:
    """A claim, who says so, and what would settle it or did (`settling` is what that is called)."""

    title: Link
    fact: FactView
    status: Tag
    who: tuple[Link, ...]
    about: tuple[Link, ...]
    first_seen: When | None
    last_checked: When | None
    settling: str = ""
    settled: Rich = ()
    note: Rich = ()


@dataclass(frozen=True)
class ClaimGroup:
    """Claims of one status; `text` says what it means."""

    status: Tag
    text: str
    claims: tuple[ClaimView, ...]
    anchor: str = ""
    number: str = ""


@dataclass(frozen=True)
class Claims:
    """Part `claims`: what is said but not established. `note` says what was verified of it."""

    groups: tuple[ClaimGroup, ...]
    note: str = ""
    tally: Tally | None = None


@dataclass(frozen=True)
class RoleView:
    """A tie of one party to another: `president`, `leads`, Russia."""

    title: str
    relation: str
    party: Link
    when: str
    fact: FactView | None


@dataclass(frozen=True)
class RelationView:
    """What a party asks of others or answers them, and where that is stated; `stance` is how it answers."""

    words: Rich
    stated: Link
    stance: Tag | None
    status: Tag


@dataclass(frozen=True)
class PartyView:
    """A party with its part in a story, and its relations to the others there."""

    anchor: str
    name: Link
    kind: str
    aliases: tuple[str, ...]
    part: FactView | None
    roles: tuple[RoleView, ...]
    relations: tuple[RelationView, ...] = ()


@dataclass(frozen=True)
class PartyGroup:
    """Parties of one kind."""

    label: str
    parties: tuple[PartyView, ...]


@dataclass(frozen=True)
class MapWords:
    """A row of text on a map, from the start of its baseline: a name, and a note beside it."""

    x: float
    y: float
    name: str
    note: str


LineKind = Literal["head", "party", "tie"]


@dataclass(frozen=True)
class MapLine:
    """A line of a box: its head, a party in it, or a tie of one. `full` is all of it where rows were cut.

    `arrow` is the path of an arrow of a `family`: asks, answers or ties.
    """

    kind: LineKind
    rows: tuple[MapWords, ...]
    address: str
    full: str = ""
    family: str = ""
    arrow: str = ""


@dataclass(frozen=True)
class MapBox:
    """A body with its people."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[MapLine, ...]


@dataclass(frozen=True)
class MapDrawing:
    """One arrangement of a map."""

    width: float
    height: float
    boxes: tuple[MapBox, ...]


@dataclass(frozen=True)
class PartyMap:
    """Part `party-map`: who belongs together, and who asks and answers whom.

    The same map is drawn for narrow and for wide places; `families` are the kinds of arrows on it.
    `arrows` says where there is room for these. `others` are parties in no box; `more` leads to what
    the map leaves out.
    """

    shown: int
    of: int
    narrow: MapDrawing
    wide: MapDrawing
    families: tuple[Tag, ...]
    others: tuple[Link, ...] = ()
    more: Link | None = None
    arrows: Literal["everywhere", "wide"] = "everywhere"


@dataclass(frozen=True)
class Parties:
    """Part `parties`: who is who, with a map on top where there is one."""

    groups: tuple[PartyGroup, ...]
    map: PartyMap | None = None


@dataclass(frozen=True)
class SourcePassage:
    """A paragraph of a source that facts rest on."""

    anchor: str
    text: str
    facts: tuple[Link, ...]


@dataclass(frozen=True)
class SourceView:
    """A document that facts rest on. Of the facts in `share` (verified, all) its text shows the first."""

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
    share: tuple[int, int] = (0, 0)
    retells: Link | None = None


@dataclass(frozen=True)
class SourceGroup:
    """Sources that were checked in the same way, and what that means; of some, one `report` tells of all."""

    check: Tag
    text: str
    sources: tuple[SourceView, ...]
    anchor: str = ""
    number: str = ""
    report: Link | None = None


@dataclass(frozen=True)
class Sources:
    """Part `sources`: how we know.

    Of the facts in `share` (verified, all) `words` tell; `open` leads to those not verified, `more` to
    the sources that are not listed.
    """

    share: tuple[int, int]
    words: str
    method: str
    open: tuple[Link, ...]
    groups: tuple[SourceGroup, ...]
    tally: Tally | None = None
    more: Link | None = None


@dataclass(frozen=True)
class UpdateView:
    """One change: what it was, what it is. `anchor` is its place in the log, `address` leads there."""

    anchor: str
    when: When
    kind: Tag
    text: Rich
    was: Wording
    now: Wording
    about: tuple[Link, ...]
    address: str = ""


@dataclass(frozen=True)
class Updates:
    """Part `updates`: what changed, latest first. `more` leads to the rest, `none` says that nothing did."""

    updates: tuple[UpdateView, ...]
    tally: Tally | None = None
    more: Link | None = None
    none: str = ""


@dataclass(frozen=True)
class ChangeNote:
    """A line under a page's head: it changed, or `things` did that it tells of. Its words lead to the log."""

    kind: Tag | None
    words: str
    address: str
    things: tuple[Link, ...] = ()
    others: str = ""
    text: Rich = ()


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
    label: str = ""


@dataclass(frozen=True)
class Backlinks:
    """Part `backlinks`: what links here. `rest` is folded; `more` says how many are left out altogether."""

    links: tuple[Backlink, ...]
    rest: tuple[Backlink, ...] = ()
    more: str = ""


@dataclass(frozen=True)
class Connection:
    """Things tied to this one in one way: `Made to`, `Answered by`. The `kind` of a link is said in words."""

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
    """A story in a list. `news` is the latest line of its log, which `news_address` leads to."""

    link: Link
    question: str
    standfirst: Rich
    updated: When
    count: str
    part: FactView | None = None
    share: tuple[int, int] = (0, 0)
    news: str = ""
    news_kind: Tag | None = None
    news_address: str = ""


@dataclass(frozen=True)
class Stories:
    """Part `stories`: stories, latest first; where there is a `lead`, the first stands out."""

    stories: tuple[StoryCard, ...]
    lead: bool = False


@dataclass(frozen=True)
class Offer:
    """A file that has a story in another form; `form` names it shortly, `more` leads to its like."""

    file: Link
    form: str
    text: str
    more: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Machines:
    """Part `machines`: the story for other programs."""

    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class FieldRow:
    """A field of the fact sheet, for the editors' page."""

    name: str
    form: str
    required: bool
    text: str


@dataclass(frozen=True)
class SchemaView:
    """Part `schema`: what one kind of entry carries, and an example of it.

    `language` is that of the texts where it is not the page's.
    """

    text: str
    fields: tuple[FieldRow, ...]
    example: str = ""
    language: str = ""


@dataclass(frozen=True)
class Typed:
    """Words of a text; `is_code` where they are to be typed as they stand."""

    text: str
    is_code: bool = False


@dataclass(frozen=True)
class Steps:
    """Part `steps`: what to do, in order, or ways to do it."""

    steps: tuple[tuple[Typed, ...], ...]
    in_order: bool = True


@dataclass(frozen=True)
class MistakeRow:
    """A mistake in a line: its code as a link to its help."""

    link: Link
    title: str
    severity: str


@dataclass(frozen=True)
class MistakeList:
    """Part `mistake-list`: the mistakes of a group. `language` is that of the texts where not the page's."""

    text: tuple[Typed, ...]
    rows: tuple[MistakeRow, ...]
    language: str = ""


@dataclass(frozen=True)
class ExampleView:
    """Lines of a file, named."""

    file: str
    text: str


@dataclass(frozen=True)
class MistakeView:
    """Part `mistake`: what it means, lines that are wrong, what is told of them, and the lines mended."""

    title: str
    severity: str
    note: str
    text: tuple[tuple[Typed, ...], ...]
    wrong: tuple[ExampleView, ...]
    message: str
    mended: tuple[ExampleView, ...]
    language: str = ""


@dataclass(frozen=True)
class Problems:
    """Part `problems`: an editor's mistakes, as text; shown only by `mkdocs serve`."""

    summary: str
    report: str


View = (
    FactList | InShort | Timeline | Matrix | Comparisons | Reactions | Claims | Parties | PartyMap
    | Sources | Updates | SeeAlsoList | Backlinks | Connections | ArticleView | Notes | Stories | SchemaView
    | Steps | Problems | Machines | MistakeList | MistakeView
)  # fmt: skip


@dataclass(frozen=True)
class Section:
    """A part of a page under a heading. `part` names the template, `more` leads to all of it."""

    anchor: str
    title: str
    part: str
    view: View
    more: Link | None = None


@dataclass(frozen=True)
class Head:
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


@dataclass(frozen=True)
class StoryBar:
    """The way around a story: its overviews, the current one marked by its address; and how current it is."""

    story: Link
    links: tuple[Link, ...]
    published: When | None = None
    updated: When | None = None
    facts: int = 0
    verified: int = 0


@dataclass(frozen=True)
class Alternate:
    """What a page's head says of a file that has its story in another form: `type` is its media type."""

    type: str
    title: str
    address: str


@dataclass(frozen=True)
class PageView:
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
