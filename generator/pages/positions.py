"""Views of who wants what and where the others stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.facts import Fact
from generator.library import Node
from generator.model import Demand, DemandPosition
from generator.pages.desk import Desk
from generator.story import Story
from generator.validation import Placed
from generator.views import Matrix, MatrixGroup, MatrixRow, PositionView

COLUMNS = 6
"""The most parties that a matrix has columns for: those with most positions."""


def matrix(desk: Desk, story: Story) -> Matrix:
    """The demands of a story with the positions of its parties."""
    demands = story.sheet.demands
    columns = matrix_columns(desk, story)
    groups: dict[str, list[MatrixRow]] = {}
    stances: dict[str, None] = {}
    for placed in demands:
        row = matrix_row(desk, story, placed, columns)
        groups.setdefault(placed.value.issue or "", []).append(row)
        stances.update((cell.stance.name, None) for cell in row.cells if cell)
    order = ("made", "accepts", "conditional", "rejects", "silent", "unknown")
    legend = tuple(desk.tag("stances", name) for name in order if name in stances)
    heads = tuple(desk.link(key) for key in columns)
    return Matrix(heads, tuple(MatrixGroup(issue, tuple(rows)) for issue, rows in groups.items()), legend)


def matrix_columns(desk: Desk, story: Story) -> tuple[str, ...]:
    """The keys of the parties with most to say on the demands, in the order of the sheet."""
    count: Counter[str] = Counter()
    for placed in story.sheet.demands:
        for reference in (*placed.value.by, *(position.party for position in placed.value.positions)):
            if (node := party_node(desk, story, reference)) is not None:
                count[node.key] += 1
    kept = sorted(count, key=lambda key: (-count[key], key))[:COLUMNS]
    order = {
        f"parties/{name}": index for index, name in enumerate(desk.edition.library.story_parties[story.slug])
    }
    return tuple(sorted(kept, key=lambda key: order.get(key, len(order))))


def party_node(desk: Desk, story: Story, reference: str) -> Node | None:
    """The party that a reference means."""
    node = desk.edition.library.resolve(story.slug, reference)
    return node if node and node.kind == "party" else None


def matrix_row(desk: Desk, story: Story, placed: Placed[Demand], columns: Iterable[str]) -> MatrixRow:
    """One demand across the columns."""
    demand = placed.value
    key = f"{story.slug}/{demand.id}"
    held = {view.party.address: view for view in positions(desk, story, placed)}
    makers = {link.address for link in desk.parties(demand.by, story.slug)}
    cells: list[PositionView | None] = []
    for column in columns:
        address = desk.address(column)
        own = PositionView(
            desk.link(column), desk.tag("stances", "made"), desk.address(key), desk.when(demand.date), None
        )
        cells.append(own if address in makers else held.get(address))
    return MatrixRow(
        desk.link(key), desk.tag("kinds", demand.kind), desk.parties(demand.by, story.slug), tuple(cells)
    )


def positions(desk: Desk, story: Story, placed: Placed[Demand]) -> tuple[PositionView, ...]:
    """Where each party stands now, with what it held before."""
    key = f"{story.slug}/{placed.value.id}"
    facts = [fact for fact in desk.edition.about.get(key, ()) if fact.kind == "position"]
    by_party: dict[str, list[tuple[DemandPosition, Fact]]] = {}
    for position, fact in zip(placed.value.positions, facts, strict=True):
        by_party.setdefault(position.party, []).append((position, fact))
    return tuple(current_position(desk, story, held) for held in by_party.values())


def current_position(desk: Desk, story: Story, held: list[tuple[DemandPosition, Fact]]) -> PositionView:
    """The latest of a party's positions; those it supersedes are its history."""
    dated = sorted(held, key=lambda pair: pair[0].as_of.sort_key if pair[0].as_of else (), reverse=True)
    latest, *earlier = (position_view(desk, story, position, fact) for position, fact in dated)
    return PositionView(latest.party, latest.stance, latest.address, latest.when, latest.fact, tuple(earlier))


def position_view(desk: Desk, story: Story, position: DemandPosition, fact: Fact) -> PositionView:
    """One position at one time."""
    return PositionView(
        desk.party(position.party, story.slug),
        desk.tag("stances", position.stance),
        desk.edition.addresses.of_fact(fact),
        desk.when(position.as_of),
        desk.fact(fact),
    )
