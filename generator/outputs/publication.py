"""An edition under its name and address: what feeds, calendars and data are made from.

Where the site's address is known, addresses are whole. Otherwise they are relative to the page or file
they stand in, and leave out what would be of no use so.

A thing's lasting name does not follow its page: whether an entry has a page of its own changes as facts
come and go, its place on the overview of its kind does not. Names that must be unique in the world hold
the site's host; without an address, the site's own name under `.invalid`, which nobody has.
"""

from __future__ import annotations

import re
from functools import cached_property
from hashlib import sha256
from urllib.parse import quote, urlsplit

from msgspec import field

from generator.addresses import article_address, node_address
from generator.dates import PartialDate
from generator.evidence import Passage
from generator.facts import Fact, Located
from generator.frozen import Frozen
from generator.library import Node
from generator.pages.desk import Desk
from generator.story import ARTICLE_ID, Story
from generator.ways import ABSOLUTE, relative


class Publication(Frozen, dict=True):
    """An edition at its desk, the site's name, and its address: with a slash at its end, or empty."""

    desk: Desk
    name: str
    url: str

    _addresses: dict[str, str] = field(default_factory=dict)

    def address(self, to: str, here: str) -> str:
        """An address of the site as it stands in the page or file `here`."""
        if not self.url:
            return relative(here, to)
        if to not in self._addresses:
            start = "" if ABSOLUTE.match(to) else self.url
            self._addresses[to] = start + relative("", to).removeprefix("./")
        return self._addresses[to]

    def whole_address(self, to: str) -> str:
        """An address that leads there from anywhere; empty where the site's own is not known."""
        return self.address(to, "") if self.url or ABSOLUTE.match(to) else ""

    def lasting(self, key: str) -> str:
        """Where a thing always has an anchor, with a page of its own or without."""
        return node_address(self.desk.node(key), enough=False)

    def title(self, node: Node) -> str:
        """What a thing is called where the page around it does not say which story it belongs to."""
        if node.kind == "article":
            return self.desk.edition.library.story(node.story).front.title
        return node.title

    @cached_property
    def authority(self) -> str:
        """The host that names are unique under."""
        host = urlsplit(self.url).hostname or ""
        if host.isascii() and re.fullmatch(r"[a-z0-9.-]+", host):
            return host
        name = re.sub(r"[^a-z0-9]+", "-", self.name.casefold()).strip("-")
        digest = sha256(f"{self.url} {self.name}".encode()).hexdigest()
        return f"{name[:60].strip('-') or digest[:16]}.invalid"

    def tag(self, day: PartialDate, name: str) -> str:
        """A name for feeds that lasts (RFC 4151): minted on a day, under the site's address."""
        folder = quote(urlsplit(self.url).path or "/", safe="/:@!$&'()*+,;=-._~%")
        return f"tag:{self.authority},{day}:{folder}{name}"

    def uid(self, key: str) -> str:
        """A name for calendars that lasts (RFC 5545, section 3.8.4.7)."""
        folder = urlsplit(self.url).path.strip("/").replace("/", ".")
        name = ".".join(part for part in (folder, *key.split("/")) if part)
        return f"{quote(name)}@{self.authority}"

    def statement(self, fact: Fact) -> str:
        """What a fact says, as plain text."""
        return self.desk.edition.texts[fact.story, fact.statement].plain if fact.statement else ""

    def words(self, located: Located) -> list[tuple[str, str]]:
        """Words that a fact rests on as their source has them, each with the address of its paragraph."""
        key = f"{located.story}/{located.source}"
        if not located.passages:
            return [(located.words, self.desk.address(key))]
        return [self._passage(located, passage) for passage in located.passages]

    def _passage(self, located: Located, passage: Passage) -> tuple[str, str]:
        """The words of one passage and where they stand."""
        text = self.desk.edition.library.story(located.story).texts[located.source]
        page = article_address(located.story)
        if located.source != ARTICLE_ID:
            page = self.desk.address(f"{located.story}/{located.source}").partition("#")[0]
        words = text.paragraphs[passage.block][passage.start : passage.end]
        return words, f"{page}#{text.anchors[passage.block]}"

    @property
    def stories(self) -> tuple[Story, ...]:
        """All stories, in their order."""
        return self.desk.edition.library.stories


def publication(desk: Desk, name: str, url: str) -> Publication:
    """A publication at an address as people write it, with a slash at its end or not."""
    return Publication(desk, name, url and f"{url.rstrip('/')}/")
