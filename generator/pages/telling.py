"""The most telling part of each view, for a story page that is understood in two minutes.

Each part is chosen by one rule that favours no side, and what is disputed is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from generator.folders import PARTIES
from generator.pages.desk import Desk, plain
from generator.story import Story
from generator.views import (
    AccountRow,
    Comparison,
    Comparisons,
    FactView,
    InShort,
    Matrix,
    MatrixRow,
    Parties,
    Reactions,
    ReactionView,
    StanceGroup,
)

ROWS = 6
"""The most demands."""
TOPICS, AT_A_GLANCE = 3, 1
"""The most topics of one event in words, unless more are disputed; fewer, where all stand at a glance."""
VOICES = 1
"""The most reactions of one stance."""
PEOPLE = 6
"""The most parties."""


def key_facts(facts: Iterable[FactView], short: InShort) -> tuple[FactView, ...]:
    """The facts that the summary does not say in the same words."""
    said = {plain(line.text) for one in short.lists for line in one.lines}
    return tuple(fact for fact in facts if plain(fact.statement) not in said)


def telling_demands(view: Matrix) -> Matrix:
    """Demands of each party in turn, of its own first those that others have answered."""
    rows = [row for group in view.groups for row in group.rows]
    made: Counter[tuple[str, ...]] = Counter()
    ranked = []
    for index, row in sorted(enumerate(rows), key=lambda pair: answered(pair[1]), reverse=True):
        makers = tuple(link.address for link in row.by)
        ranked.append((made[makers], index))
        made[makers] += 1
    kept = {id(rows[index]) for _, index in sorted(ranked)[:ROWS]}
    groups = ((group, tuple(row for row in group.rows if id(row) in kept)) for group in view.groups)
    return replace(view, groups=tuple(replace(group, rows=rows) for group, rows in groups if rows))


def answered(row: MatrixRow) -> tuple[bool, bool, bool]:
    """Whether a demand is disputed, whether others took a stand, whether theirs is recorded."""
    found = {cell.stance.name for cell in row.cells if cell} - {"made", "unrecorded"}
    disputed = row.outcome is not None and row.outcome.name == "disputed"
    return disputed, bool(found - {"unknown", "silent"}), bool(found)


def telling_topics(view: Comparisons) -> Comparisons:
    """Of each event what there is to compare: all of it at a glance, in words what is disputed."""
    return Comparisons(tuple(map(telling_event, view.events)))


def telling_event(event: Comparison) -> Comparison:
    """The disputed topics of an event stand before the others; where none is, the first tell most."""
    disputed = sum(row.contested is not None for row in event.rows)
    compared = {row.topic for row in event.rows}
    glance = tuple(row for row in event.glance if row.topic in compared or is_silence(row))
    most = AT_A_GLANCE if event.glance else TOPICS
    return replace(event, rows=event.rows[: max(most, disputed)], glance=glance)


def is_silence(row: AccountRow) -> bool:
    """Whether an account passes over a topic."""
    return any(cell.state == "silent" for cell in row.cells)


def telling_reactions(view: Reactions) -> Reactions:
    """As many of each stance, of different people if there are, their own words first."""
    return replace(view, groups=tuple(map(few_voices, view.groups)))


def few_voices(group: StanceGroup) -> StanceGroup:
    """A few reactions of a stance; its number tells of the others."""
    return replace(group, reactions=voices(group.reactions), rest=None)


def voices(reactions: tuple[ReactionView, ...]) -> tuple[ReactionView, ...]:
    """A few reactions in their order."""
    heard: set[tuple[str, ...]] = set()
    ranked = []
    for index, one in enumerate(reactions):
        who = tuple(link.address for link in one.who)
        ranked.append((who in heard, not one.fact.quote, index))
        heard.add(who)
    return tuple(reactions[index] for index in sorted(index for *_, index in sorted(ranked)[:VOICES]))


def telling_parties(desk: Desk, story: Story, view: Parties) -> Parties:
    """The parties that most of the story is tied to."""
    tied = Counter(edge.target for edge in desk.edition.graph.stated.get(story.slug, ()))
    count = {desk.address(key): number for key, number in tied.items() if key.startswith(f"{PARTIES}/")}
    parties = [party for group in view.groups for party in group.parties]
    ranked = sorted(parties, key=lambda party: -count.get(party.name.address, 0))
    kept = {party.name.address for party in ranked[:PEOPLE]}
    groups = (
        replace(group, parties=tuple(party for party in group.parties if party.name.address in kept))
        for group in view.groups
    )
    return replace(view, groups=tuple(group for group in groups if group.parties))
