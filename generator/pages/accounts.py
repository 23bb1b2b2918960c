"""Views of each side's version of an event, side by side. No side is made the winner."""

from __future__ import annotations

from generator.facts import Fact, topic_anchor
from generator.model import Account, AccountTopic
from generator.pages.desk import Desk
from generator.slugs import heading_slug
from generator.story import Story
from generator.validation import Placed
from generator.views import AccountCell, AccountHead, AccountRow, Comparison, Comparisons


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
    """The accounts of one event, topic by topic in the order in which the topics come up."""
    topics = dict.fromkeys(topic.topic for placed in accounts for topic in placed.value.topics)
    heads = tuple(account_head(desk, story, placed.value, home) for placed in accounts)
    rows = tuple(account_row(desk, story, topic, event, accounts, home) for topic in topics)
    return Comparison(desk.party(event, story.slug), heads, rows)


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


def account_row(
    desk: Desk, story: Story, topic: str, event: str, accounts: list[Placed[Account]], home: bool
) -> AccountRow:
    """One topic across the accounts."""
    cells = tuple(account_cell(desk, story, topic, placed.value, home) for placed in accounts)
    anchor = f"{event}.{heading_slug(topic)}" if home else ""
    return AccountRow(topic, anchor, cells, any(cell.contradicts for cell in cells))


def account_cell(desk: Desk, story: Story, topic: str, account: Account, home: bool) -> AccountCell:
    """What one account says on one topic."""
    said = next((one for one in account.topics if one.topic == topic), None)
    if said is None:
        return AccountCell(account.title, "unrecorded", "Not recorded")
    fact = desk.fact(topic_fact(desk, story, account, said), home)
    if said.silent:
        return AccountCell(account.title, "silent", "Leaves this out", fact)
    return AccountCell(account.title, "says", "Says", fact, desk.parties(said.contradicts, story.slug))


def topic_fact(desk: Desk, story: Story, account: Account, topic: AccountTopic) -> Fact:
    """The fact that an account's topic states."""
    anchor = topic_anchor(account.id, topic)
    return next(fact for fact in desk.edition.about[f"{story.slug}/{account.id}"] if fact.anchor == anchor)
