"""What the site has of all stories, and what it offers to programs."""

from __future__ import annotations

from generator.frozen import Frozen
from generator.views.facts import FactView, Link, Rich, Tag, When


class StoryCard(Frozen):
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


class Stories(Frozen):
    """Part `stories`: stories, latest first; where there is a `lead`, the first stands out."""

    stories: tuple[StoryCard, ...]
    lead: bool = False


class Offer(Frozen):
    """A file that has a story in another form; `form` names it shortly, `more` leads to its like."""

    file: Link
    form: str
    text: str
    more: tuple[Link, ...] = ()


class Machines(Frozen):
    """Part `machines`: the story for other programs."""

    offers: tuple[Offer, ...]
