"""Views of what changed: the log of a story, and the lines on the pages that a change touches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec.structs import replace

from generator.addresses import article_address
from generator.frozen import Frozen
from generator.library import Node
from generator.model.choices import UpdateKind
from generator.model.entries import Update
from generator.pages.desk import Desk
from generator.pages.tallies import tally
from generator.story import ARTICLE_ID, Story
from generator.views import ChangeNote, Link, PageView, Tag, Tally, Updates, UpdateView, When
from generator.wording import differences

MOST_MAIN = 5
"""How many changes a story page shows; the log has all."""
MOST_NOTES = 2
"""How many lines about changes a page carries."""
ENOUGH = 4
"""So many changes have a summary."""
LOUDEST_FIRST = (UpdateKind.CORRECTION, UpdateKind.SUPERSEDED, UpdateKind.NEW)


class Entry(Frozen):
    """An entry of a log: its number in the sheet, its address and the things that it touches."""

    update: Update
    number: int
    address: str
    touched: tuple[Node, ...]

    @property
    def anchor(self) -> str:
        """Its place in the log, lasting as long as nothing before it is taken out."""
        return self.address.partition("#")[2]


def log(desk: Desk, story: Story) -> list[Entry]:
    """The log of a story, latest first; what comes later in the sheet is later on the same day."""
    updates = enumerate((placed.value for placed in story.sheet.updates), start=1)
    entries = [
        Entry(update, number, f"{log_address(story)}#update.{number}", touched(desk, story, update))
        for number, update in updates
    ]
    return sorted(entries, key=lambda entry: (entry.update.date.sort_key, entry.number), reverse=True)


def touched(desk: Desk, story: Story, update: Update) -> tuple[Node, ...]:
    """What a change touches, each thing once."""
    found = [desk.edition.library.resolve(story.slug, reference) for reference in update.about]
    return tuple({node.key: node for node in found if node}.values())


def log_address(story: Story) -> str:
    """Where the log of a story stands."""
    return f"{story.slug}/updates/"


def updates(
    desk: Desk, story: Story, home: bool = False, about: str = "", most: int | None = None
) -> Updates:
    """The log of changes; `about` keeps those that touch one thing, `most` the latest."""
    entries = desk.once(log, story)
    if about:
        entries = [entry for entry in entries if any(node.key == about for node in entry.touched)]
    shown = tuple(update_view(desk, story, entry, home) for entry in entries[:most])
    left_out = len(entries) - len(shown)
    every = desk.say("updates.every", n=len(entries))
    return Updates(
        updates=shown,
        tally=kinds_of_change(desk, entries) if home and len(entries) >= ENOUGH else None,
        more=Link(every, log_address(story)) if left_out else None,
        none=desk.say("updates.none") if home and not entries else "",
    )


def kinds_of_change(desk: Desk, entries: list[Entry]) -> Tally | None:
    """How many changes of each kind there are, corrections first."""
    counts = Counter(entry.update.kind for entry in entries)
    counted = [(kind_of(desk, kind), counts[kind], "") for kind in LOUDEST_FIRST if counts[kind]]
    return tally(desk.say("updates.count", n=len(entries)), counted)


def kind_of(desk: Desk, kind: UpdateKind) -> Tag:
    """What a change did, as a tag."""
    return desk.tag("update_kinds", kind)


def update_view(desk: Desk, story: Story, entry: Entry, home: bool) -> UpdateView:
    """One change, with the words that differ."""
    was, now = differences(entry.update.was or "", entry.update.now or "")
    if not (entry.update.was and entry.update.now):
        # Alone, no word of a version differs from anything.
        was, now = (tuple((text, False) for text, _ in one) for one in (was, now))
    return UpdateView(
        anchor=entry.anchor if home else "",
        when=day_of(desk, entry.update),
        kind=kind_of(desk, entry.update.kind),
        text=desk.prose(entry.update.text, story),
        was=was,
        now=now,
        about=tuple(desk.link(node.key) for node in entry.touched),
        address=entry.address,
    )


def day_of(desk: Desk, update: Update) -> When:
    """The day of a change."""
    return desk.when(update.date) or When("")


Notes = Mapping[str, tuple[ChangeNote, ...]]
"""The lines about changes, by the address of the page that carries them."""


def change_notes(desk: Desk) -> Notes:
    """What each page of the site has to say about changes to what it tells: the loudest, latest first."""
    found: dict[str, list[tuple[Update, ChangeNote]]] = {}
    for story in desk.edition.library.stories:
        for entry in log(desk, story):
            for address, things in touched_pages(desk, story, entry).items():
                found.setdefault(address, []).append((entry.update, change_note(desk, story, entry, things)))
    for notes in found.values():
        notes.sort(key=lambda pair: pair[0].date.sort_key, reverse=True)
        notes.sort(key=lambda pair: LOUDEST_FIRST.index(pair[0].kind))
    return {address: noted(desk, [note for _, note in notes]) for address, notes in found.items()}


def noted(desk: Desk, notes: list[ChangeNote]) -> tuple[ChangeNote, ...]:
    """The first lines of some, and one that counts the others."""
    left_out = notes[MOST_NOTES:]
    if not left_out:
        return tuple(notes)
    address = left_out[0].address.partition("#")[0]
    words = desk.say("updates.noted_more", n=len(left_out))
    return (*notes[:MOST_NOTES], ChangeNote(None, words, address))


def touched_pages(desk: Desk, story: Story, entry: Entry) -> dict[str, list[Node]]:
    """The pages that a change touches, with what changed there: nothing named where the page itself did."""
    pages: dict[str, list[Node]] = {}
    for node in entry.touched:
        address, _, place = desk.address(node.key).partition("#")
        pages.setdefault(address, []).extend([node] * bool(place))
    if entry.update.kind is UpdateKind.CORRECTION:
        # A correction is told wherever the mistake could have been read.
        pages.setdefault(f"{story.slug}/", list(entry.touched))
        told = [node for node in entry.touched if in_article(desk, story, node)]
        if told:
            pages.setdefault(article_address(story.slug), told)
    return pages


def in_article(desk: Desk, story: Story, node: Node) -> bool:
    """Whether the article of a story tells a fact about a thing."""
    article = (story.slug, ARTICLE_ID)
    return any(
        (one.story, one.source) == article
        for fact in desk.edition.about.get(node.key, ())
        for one in fact.located
    )


def change_note(desk: Desk, story: Story, entry: Entry, things: list[Node]) -> ChangeNote:
    """One line about a change."""
    update = entry.update
    return ChangeNote(
        kind=kind_of(desk, update.kind),
        words=desk.say(f"updates.noted_{update.kind}", date=day_of(desk, update).words),
        address=entry.address,
        things=tuple(desk.link(node.key) for node in things[:1]),
        others=desk.say("updates.others", n=len(things) - 1) if len(things) > 1 else "",
        text=desk.prose(update.text, story),
    )


def with_notes(notes: Notes, page: PageView) -> PageView:
    """A page with its lines about changes below its head."""
    if page.address not in notes:
        return page
    return replace(page, head=replace(page.head, changes=notes[page.address]))
