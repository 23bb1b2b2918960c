"""What every page is made of: text with links, dates, tags, and facts with the words they rest on."""

from __future__ import annotations

from typing import Literal

from generator.frozen import Frozen

Status = Literal["verified", "unverifiable", "unsourced"]


class Piece(Frozen):
    """A stretch of running text; with an address it is a link."""

    text: str
    address: str = ""


Rich = tuple[Piece, ...]


class Link(Frozen):
    """A named way to a page or a place on it; `kind` is the kind of thing it leads to."""

    label: str
    address: str
    kind: str = ""


class When(Frozen):
    """A date in words, and in HTML's own form where it is one date (else empty)."""

    words: str
    iso: str = ""


class Tag(Frozen):
    """A word with a meaning that also has a colour and a shape: `name` chooses these, `word` is read."""

    name: str
    word: str


class EvidenceView(Frozen):
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


class FactView(Frozen):
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


class FactList(Frozen):
    """Part `facts`: facts in full, or `brief`, side by side."""

    facts: tuple[FactView, ...]
    brief: bool = False


class Count(Frozen):
    """How many there are of one kind; `anchor` is where they stand on the same page.

    They are drawn as a row of shapes of this length, or where `exact` is false as a bar to scale.
    """

    tag: Tag
    number: str
    anchor: str = ""
    length: int = 0
    exact: bool = True


class Tally(Frozen):
    """How many of each kind there are, and how many in all, in words."""

    words: str
    counts: tuple[Count, ...]
