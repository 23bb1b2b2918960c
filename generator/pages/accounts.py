"""Views of each side's version of an event, side by side. No side is made the winner."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, islice
from typing import Literal

from msgspec.structs import replace

from generator.addresses import overview_address
from generator.facts import Fact, topic_anchor
from generator.frozen import Frozen
from generator.model.entries import Account, AccountTopic
from generator.pages.desk import Desk
from generator.slugs import heading_slug
from generator.story import Story
from generator.validation import Placed
from generator.views import AccountCell, AccountHead, AccountRow, Comparison, Comparisons, Link, Tag, Wording
from generator.wording import differences, likeness, possible_likeness

COLUMNS = 3
"""Up to how many accounts each keeps a column of its own through all topics."""
ALIKE = 0.45
"""From which likeness on two accounts' words are compared: below it, nearly all would be marked."""
MOST_COMPARED = 12
"""The most quotations on one topic that are compared with each other."""

Quotation = tuple[Wording, str]
"""Words of an account, and a note on what is marked in them."""


def comparisons(desk: Desk, story: Story, home: bool = False, event: str = "") -> Comparisons:
    """The accounts of each event compared; `event` keeps one. Only home carries anchors."""
    by_event: dict[str, list[Placed[Account]]] = {}
    for placed in story.sheet.accounts:
        if not event or placed.value.of == event:
            by_event.setdefault(placed.value.of, []).append(placed)
    return Comparisons(
        tuple(comparison(desk, story, of, accounts, home) for of, accounts in by_event.items())
    )


def comparison(
    desk: Desk, story: Story, event: str, accounts: list[Placed[Account]], home: bool
) -> Comparison:
    """The accounts of one event: first the topics that are disputed, then those that most speak of."""
    ordered = sorted((placed.value for placed in accounts), key=lambda one: alphabetical(desk, story, one))
    topics = dict.fromkeys(topic.topic for placed in accounts for topic in placed.value.topics)
    rows = [account_row(desk, story, Topic.of(topic, ordered), event, home) for topic in topics]
    rows.sort(key=lambda row: (row.contested is None, row.unrecorded))
    shared = [row for row in rows if not is_lone(row)]
    shown = rows if home or not shared else shared
    few = len(ordered) <= COLUMNS
    return Comparison(
        event=desk.party(event, story.slug),
        accounts=tuple(account_head(desk, story, one, home) for one in ordered),
        rows=tuple(shown if few else map(recorded, shown)),
        glance=() if few else tuple(rows),
        lone=tuple(Link(row.topic, row.address) for row in rows if row not in shown),
        tally=tuple(tally(desk, rows)),
        shape="few" if few else "many",
    )


def recorded(row: AccountRow) -> AccountRow:
    """A topic without the accounts of which nothing is recorded: their number says it."""
    return replace(row, cells=tuple(cell for cell in row.cells if cell.state != "unrecorded"))


def alphabetical(desk: Desk, story: Story, account: Account) -> tuple[str, ...]:
    """The place of an account among others: by the names of those whose it is, then by its title."""
    names = ", ".join(link.label for link in desk.parties(account.by, story.slug))
    return (*(plain_letters(text) for text in (names, account.title)), account.id)


def plain_letters(text: str) -> str:
    """A text as the alphabet sorts it: without case and without marks on letters."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def is_lone(row: AccountRow) -> bool:
    """Whether there is nothing to compare: one account speaks, and of the others nothing is recorded."""
    return row.contested is None and len(row.cells) - row.unrecorded <= 1 and row.unrecorded > 0


def tally(desk: Desk, rows: Sequence[AccountRow]) -> Iterator[Tag]:
    """How many topics are disputed, in several accounts, in one only, and passed over."""
    speaking = [sum(cell.state == "says" for cell in row.cells) for row in rows]
    counts = (
        ("disputed", "disputed", sum(row.contested is not None for row in rows)),
        ("shared", "says", sum(count > 1 for count in speaking)),
        ("lone", "says", sum(count == 1 for count in speaking)),
        ("silent", "silent", sum(any(cell.state == "silent" for cell in row.cells) for row in rows)),
    )
    for name, tone, count in counts:
        if count:
            yield Tag(tone, desk.say(f"accounts.tally_{name}", n=count))


def account_head(desk: Desk, story: Story, account: Account, home: bool) -> AccountHead:
    """One account's column."""
    said_in = desk.party(account.said_in, story.slug) if account.said_in else None
    return AccountHead(
        account.id if home else "",
        account.title,
        desk.parties(account.by, story.slug),
        said_in,
        desk.when(account.date),
    )


class Topic(Frozen):
    """A topic of the accounts of an event; `said` is what each account that has it says, by its id."""

    name: str
    accounts: Sequence[Account]
    said: Mapping[str, AccountTopic]

    @classmethod
    def of(cls, name: str, accounts: Sequence[Account]) -> Topic:
        """A topic with what the accounts say on it."""
        said = {a.id: one for a in accounts for one in reversed(a.topics) if one.topic == name}
        return cls(name, accounts, said)

    @property
    def quotes(self) -> Mapping[str, str]:
        """The accounts' own words, by account."""
        return {account: one.quote for account, one in self.said.items() if one.quote}


def account_row(desk: Desk, story: Story, topic: Topic, event: str, home: bool) -> AccountRow:
    """One topic across the accounts."""
    against = contradictions(desk, story, topic)
    rivals = {frozenset((one, desk.node(key).id)) for one, keys in against.items() for key in keys}
    quotes = marked_quotes(desk, topic, rivals)
    cells = []
    for account in topic.accounts:
        cell = account_cell(desk, story, account, topic.said.get(account.id), home)
        quote, note = quotes.get(account.id, ((), ""))
        others = tuple(desk.link(key) for key in against.get(account.id, ()))
        shown = Tag("disputed", desk.say("accounts.contradicts")) if others else cell.sign
        cells.append(replace(cell, sign=shown, contradicts=others, quote=quote, note=note))
    anchor = f"{event}.{heading_slug(topic.name)}"
    return AccountRow(
        topic=topic.name,
        anchor=anchor if home else "",
        cells=tuple(cells),
        contested=Tag("disputed", desk.say("accounts.disputed")) if any(against.values()) else None,
        address=f"{overview_address(story.slug, 'account')}#{anchor}",
        unrecorded=len(topic.accounts) - len(topic.said),
    )


def contradictions(desk: Desk, story: Story, topic: Topic) -> Mapping[str, Mapping[str, None]]:
    """Which account contradicts which on a topic, told from both sides: the keys of the others."""
    found: dict[str, dict[str, None]] = {account: {} for account in topic.said}
    speaking = {f"{story.slug}/{account}": account for account, one in topic.said.items() if not one.silent}
    for account, one in topic.said.items():
        for reference in one.contradicts:
            if node := desk.edition.library.resolve(story.slug, reference):
                found[account][node.key] = None
                if node.key in speaking:
                    found[speaking[node.key]][f"{story.slug}/{account}"] = None
    return found


def marked_quotes(desk: Desk, topic: Topic, rivals: Collection[frozenset[str]]) -> Mapping[str, Quotation]:
    """The quotations on a topic. What is like another's words is marked, and a note says whose."""
    titles = {account.id: account.title for account in topic.accounts}
    near = nearest(dict(islice(topic.quotes.items(), MOST_COMPARED)), rivals)
    marked: dict[str, Quotation] = {}
    for account, quote in topic.quotes.items():
        if other := near.get(account):
            wording, _ = differences(quote, topic.quotes[other])
            differs = any(only_here for _, only_here in wording)
            note = desk.say("accounts.unlike" if differs else "accounts.same", other=titles[other])
            marked[account] = wording, note
        else:
            marked[account] = ((quote, False),), ""
    return marked


def nearest(quotes: Mapping[str, str], rivals: Collection[frozenset[str]]) -> Mapping[str, str]:
    """For each quotation another one that is alike enough to be compared.

    Best is that of an account which contradicts it, then what is most like it without being the same.
    """
    best: dict[str, tuple[tuple[bool, bool, float], str]] = {}
    for one, other in combinations(quotes, 2):
        if possible_likeness(quotes[one], quotes[other]) < ALIKE:
            continue
        if (degree := likeness(quotes[one], quotes[other])) >= ALIKE:
            rank = (frozenset((one, other)) in rivals, degree < 1, degree)
            for this, that in ((one, other), (other, one)):
                if this not in best or rank > best[this][0]:
                    best[this] = rank, that
    return {account: other for account, (_, other) in best.items()}


def account_cell(
    desk: Desk, story: Story, account: Account, said: AccountTopic | None, home: bool
) -> AccountCell:
    """What one account says on one topic."""
    if said is None:
        return AccountCell(account.title, "unrecorded", sign(desk, "unrecorded"))
    fact = desk.fact(topic_fact(desk, story, account, said), home)
    state: Literal["says", "silent"] = "silent" if said.silent else "says"
    return AccountCell(account.title, state, sign(desk, state), fact)


def sign(desk: Desk, state: str) -> Tag:
    """Whether an account speaks of a topic, at a glance."""
    return Tag(state, desk.say(f"accounts.{state}"))


def topic_fact(desk: Desk, story: Story, account: Account, topic: AccountTopic) -> Fact:
    """The fact that an account's topic states."""
    anchor = topic_anchor(account.id, topic)
    return next(fact for fact in desk.edition.about[f"{story.slug}/{account.id}"] if fact.anchor == anchor)
