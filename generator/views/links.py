"""What leads elsewhere, and why."""

from __future__ import annotations

from generator.frozen import Frozen
from generator.views.facts import Link


class Related(Frozen):
    """A see-also link with its reason. `external` leads off the site."""

    link: Link
    label: str
    reason: str
    external: bool = False


class SeeAlsoList(Frozen):
    """Part `see-also`."""

    links: tuple[Related, ...]


class Backlink(Frozen):
    """A page that links here, with the sentence around the link (which stands in `words`)."""

    page: Link
    before: str
    words: str
    after: str
    label: str = ""


class Backlinks(Frozen):
    """Part `backlinks`: what links here. `rest` is folded; `more` says how many are left out altogether."""

    links: tuple[Backlink, ...]
    rest: tuple[Backlink, ...] = ()
    more: str = ""


class Connection(Frozen):
    """Things tied to this one in one way: `Made to`, `Answered by`. The `kind` of a link is said in words."""

    label: str
    links: tuple[Link, ...]


class Connections(Frozen):
    """Part `connections`."""

    groups: tuple[Connection, ...]
