"""Feeds for readers who follow a story, or all of them: Atom (RFC 4287).

An entry is an update of the public log, its kind the category, or the story's publication. What is known
is a day and no time, so every moment is the beginning of that day, UTC. An entry's name is made of the
update's day, kind and entries: it stays when the log is sorted anew or a slip in it is mended.

What XML cannot hold, such as control characters, becomes U+FFFD; line ends become line feeds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from generator.dates import PartialDate
from generator.frozen import Frozen
from generator.library import shortened
from generator.model.entries import Update
from generator.outputs.publication import Publication
from generator.pages.machines import FEED
from generator.story import Story

LATEST = 100
"""The most entries of a feed."""

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class Entry(Frozen):
    """One entry: the day it belongs to, its lasting name, and where people read on."""

    story: Story
    day: PartialDate
    name: str
    kind: str
    title: str
    address: str
    author: str = ""
    update: Update | None = None


def feed_of_site(site: Publication) -> Iterator[tuple[str, bytes]]:
    """The feed of all stories, with its path; none where there is no story."""
    if site.stories:
        say = site.desk.say
        title = say("machines.feed_title", name=site.name)
        everything = (one for story in site.stories for one in latest_first(entries_of(site, story)))
        yield FEED, feed(site, "", title, say.language, latest_first(everything))


def feeds_of_story(site: Publication, story: Story) -> Iterator[tuple[str, bytes]]:
    """The feed of a story, with its path."""
    title = site.desk.say("machines.story_feed_title", story=story.head.headline)
    entries = latest_first(entries_of(site, story))
    yield f"{story.slug}/{FEED}", feed(site, f"{story.slug}/", title, story.front.language, entries)


def latest_first(entries: Iterator[Entry]) -> list[Entry]:
    """The latest entries; those of one day stay in their order."""
    return sorted(entries, key=lambda entry: entry.day.sort_key, reverse=True)[:LATEST]


def entries_of(site: Publication, story: Story) -> Iterator[Entry]:
    """What was published and changed in a story."""
    say, head, front = site.desk.say, story.head, story.front
    times = Counter[str]()
    # Of one day, the later line of the log comes first; the publication is older than its updates.
    updates = list(enumerate((placed.value for placed in story.sheet.updates), start=1))
    entries = []
    for index, update in updates:
        name = ".".join((str(update.date), update.kind, *(about.replace("/", ".") for about in update.about)))
        times[name] += 1
        last = f"{name}.{times[name]}" if times[name] > 1 else name
        title = say(f"machines.{update.kind}", text=shortened(site.desk.plain(update.text, story), 120))
        where = f"{story.slug}/updates/#update.{index}"
        entries.append(Entry(story, update.date, last, update.kind, title, where, update=update))
    yield from reversed(entries)
    title = say("machines.published", story=head.headline)
    yield Entry(story, front.published, "published", "story", title, f"{story.slug}/", front.byline or "")


def feed(site: Publication, folder: str, title: str, language: str, entries: Sequence[Entry]) -> bytes:
    """A whole feed as it stands in a folder of the site."""
    here = f"{folder}{FEED}"
    updated = max((entry.story.head.updated for entry in entries), key=lambda day: day.sort_key)
    root = Element("feed", {"xmlns": ATOM, "xml:lang": language})
    add(root, "id", feed_name(site, folder, entries))
    add(root, "title", title)
    add(root, "updated", moment(updated))
    add(SubElement(root, "author"), "name", site.name)
    SubElement(root, "link", link(site, "self", "application/atom+xml", here, here))
    SubElement(root, "link", link(site, "alternate", "text/html", folder, here))
    for entry in entries:
        root.append(element(site, entry, here))
    for child in root:
        child.tail = "\n"
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def feed_name(site: Publication, folder: str, entries: Sequence[Entry]) -> str:
    """The lasting name of a feed: a story's has the story's day; all stories share none but the address."""
    if folder:
        return site.tag(entries[0].story.front.published, f"{folder}{FEED}")
    return site.whole_address("") or f"tag:{site.authority},2025:/"


def element(site: Publication, entry: Entry, here: str) -> Element:
    """An entry of a feed."""
    story = entry.story
    root = Element("entry", {"xml:lang": story.front.language})
    add(root, "id", site.tag(entry.day, f"{story.slug}/{entry.name}"))
    add(root, "title", entry.title)
    add(root, "updated", moment(entry.day))
    add(root, "published", moment(entry.day))
    if entry.author:
        add(SubElement(root, "author"), "name", entry.author)
    SubElement(root, "category", {"term": entry.kind})
    SubElement(root, "link", link(site, "alternate", "text/html", entry.address, here))
    content = SubElement(SubElement(root, "content", {"type": "xhtml"}), "div", {"xmlns": XHTML})
    fill(content, site, entry, here)
    return root


def fill(content: Element, site: Publication, entry: Entry, here: str) -> None:
    """What an entry says: the story it belongs to, what changed, what it said before and says now."""
    story, update = entry.story, entry.update
    anchor(SubElement(content, "p"), story.head.headline, site.address(f"{story.slug}/", here))
    if update is None:
        add(content, "p", site.desk.plain(story.head.standfirst, story))
        return
    add(content, "p", site.desk.plain(update.text, story))
    if update.was:
        add(content, "p", site.desk.say("machines.was", words=update.was))
    if update.now:
        add(content, "p", site.desk.say("machines.now", words=update.now))
    nodes = [site.desk.edition.library.resolve(story.slug, about) for about in update.about]
    for node in filter(None, nodes):
        anchor(SubElement(content, "p"), node.title, site.address(site.desk.address(node.key), here))


def add(parent: Element, name: str, text: str) -> None:
    """A text in an element of its own."""
    SubElement(parent, name).text = cleaned(text)


def anchor(parent: Element, text: str, address: str) -> None:
    """A link to read on."""
    SubElement(parent, "a", {"href": address}).text = cleaned(text)


def link(site: Publication, relation: str, kind: str, to: str, here: str) -> dict[str, str]:
    """The attributes of a feed's own links."""
    return {"rel": relation, "type": kind, "href": site.address(to, here)}


def moment(day: PartialDate) -> str:
    """The beginning of a day: a date alone is not allowed here (RFC 3339)."""
    return f"{day.earliest.isoformat()}T00:00:00Z"


def cleaned(text: str) -> str:
    """Text that XML can hold."""
    return FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
