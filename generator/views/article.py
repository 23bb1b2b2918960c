"""The article, and the notes beside it."""

from __future__ import annotations

from markupsafe import Markup

from generator.frozen import Frozen
from generator.views.facts import Link, Tag, When
from generator.views.knowledge import SourceView
from generator.views.links import Related


class ArticleView(Frozen):
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


class NotedFact(Frozen):
    """A fact as a note tells it: what it is, how far it is established, the article's words for it.

    `about` names what it is about, where its statement does not.
    """

    label: str
    about: str
    fact: Link
    words: str
    tags: tuple[Tag, ...]


class Note(Frozen):
    """What a sentence of the article tells: its number, its facts, and the way back to its paragraph."""

    number: int
    anchor: str
    facts: tuple[NotedFact, ...]
    back: str


class Notes(Frozen):
    """Part `notes`: the facts of the article, in its order."""

    notes: tuple[Note, ...]
