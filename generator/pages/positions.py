"""Views of who wants what and where the others stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal

from msgspec.structs import replace

from generator.facts import Fact
from generator.frozen import Frozen
from generator.library import Node
from generator.model.choices import DemandKind
from generator.model.entries import Demand, DemandPosition
from generator.pages.desk import Desk
from generator.story import Story
from generator.validation import Placed
from generator.views import Link, Matrix, MatrixGroup, MatrixRow, PositionView, Tag

COLUMNS = 12
"""The most parties that a matrix has columns for: those with most positions."""
FEW, SOME = 3, 8
"""Up to how many columns a matrix is narrow, and up to how many its demands stand beside them."""
SIGNS = ("made", "accepts", "conditional", "rejects", "silent", "unknown", "unrecorded")
OUTCOMES = ("disputed", "conditional", "agreed", "unknown")


def matrix(desk: Desk, story: Story) -> Matrix:
    """The demands of a story with the positions of its parties."""
    if not story.sheet.demands:
        return Matrix((), (), ())
    columns = matrix_columns(desk, story)
    by_issue: dict[str, list[MatrixRow]] = {}
    for placed in story.sheet.demands:
        by_issue.setdefault(placed.value.issue or "", []).append(matrix_row(desk, story, placed, columns))
    rows = [row for group in by_issue.values() for row in group]
    return Matrix(
        parties=tuple(desk.link(key) for key in columns),
        groups=tuple(matrix_groups(by_issue)),
        legend=legend(desk, rows),
        tally=tally(desk, rows),
        shape=matrix_shape(len(columns)),
        others=desk.say("matrix.others") if any(row.others for row in rows) else "",
    )


def matrix_shape(columns: int) -> Literal["few", "some", "many"]:
    """How many columns there are, roughly."""
    if columns > SOME:
        return "many"
    return "some" if columns > FEW else "few"


def matrix_groups(by_issue: dict[str, list[MatrixRow]]) -> Iterator[MatrixGroup]:
    """Demands by issue. One that is alone under its issue names it itself: it needs no heading."""
    for issue, rows in by_issue.items():
        if len(rows) == 1:
            yield MatrixGroup("", (replace(rows[0], issue=issue),))
        else:
            yield MatrixGroup(issue, tuple(rows))


def legend(desk: Desk, rows: Sequence[MatrixRow]) -> tuple[tuple[Tag, str], ...]:
    """What the signs mean that the rows have."""
    used = {view.stance.name for row in rows for view in (*row.cells, *row.others) if view}
    used |= {past.stance.name for row in rows for view in row.cells if view for past in view.history}
    return tuple((stance_tag(desk, name), desk.say(f"matrix.means_{name}")) for name in SIGNS if name in used)


def tally(desk: Desk, rows: Sequence[MatrixRow]) -> tuple[Tag, ...]:
    """How many demands are disputed, on conditions, agreed and unanswered."""
    count = Counter(row.outcome.name for row in rows if row.outcome)
    return tuple(
        Tag(name, desk.say(f"matrix.tally_{name}", n=count[name])) for name in OUTCOMES if count[name]
    )


def stance_tag(desk: Desk, name: str) -> Tag:
    """A stance; `made` marks the party whose demand it is, `unrecorded` one that was asked."""
    if name == "made":
        return Tag(name, desk.say("matrix.made"))
    return Tag(name, desk.say("matrix.asked")) if name == "unrecorded" else desk.tag("stances", name)


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


def matrix_row(desk: Desk, story: Story, placed: Placed[Demand], columns: Sequence[str]) -> MatrixRow:
    """One demand across the columns."""
    demand = placed.value
    by, of = desk.parties(demand.by, story.slug), desk.parties(demand.of, story.slug)
    held = {view.party.address: view for view in positions(desk, story, placed)}
    stands = dict(held)
    for reference, maker in zip(demand.by, by, strict=True):
        own = own_position(desk, story, demand, reference)
        later = held.get(maker.address)
        stands[maker.address] = replace(later, history=(*later.history, own)) if later else own
    for asked in of:
        stands.setdefault(asked.address, unanswered(desk, asked))
    places = [desk.address(column) for column in columns]
    return MatrixRow(
        demand=desk.link(f"{story.slug}/{demand.id}"),
        kind=desk.tag("kinds", demand.kind),
        by=by,
        cells=tuple(stands.get(place) for place in places),
        of=of,
        outcome=outcome(desk, demand, held.values()),
        others=tuple(view for place, view in held.items() if place not in places),
    )


def own_position(desk: Desk, story: Story, demand: Demand, maker: str) -> PositionView:
    """The cell of a party that makes the demand: the demand's own words."""
    key = f"{story.slug}/{demand.id}"
    fact = next(one for one in desk.edition.about[key] if one.kind == "demand")
    return PositionView(
        party=desk.party(maker, story.slug),
        stance=stance_tag(desk, "made"),
        address=desk.address(key),
        when=desk.when(demand.date),
        fact=desk.fact(fact),
        panel=f"matrix:{demand.id}.made.{maker}",
    )


def unanswered(desk: Desk, asked: Link) -> PositionView:
    """The cell of a party to which a demand is made and whose answer nobody recorded."""
    return PositionView(asked, stance_tag(desk, "unrecorded"), "", None, None)


def outcome(desk: Desk, demand: Demand, held: Collection[PositionView]) -> Tag:
    """How the answers add up as things stand now."""
    stances = {view.stance.name for view in held}
    if "rejects" in stances:
        return Tag("disputed", desk.say("matrix.disputed"))
    if "conditional" in stances:
        return Tag("conditional", desk.say("matrix.conditional"))
    if demand.kind is DemandKind.AGREEMENT:
        return Tag("agreed", desk.say("matrix.agreed"))
    if "accepts" in stances:
        return Tag("agreed", desk.say("matrix.accepted"))
    return Tag("unknown", desk.say("matrix.unanswered"))


class Held(Frozen):
    """A position of the sheet with its fact."""

    position: DemandPosition
    fact: Fact


def positions(desk: Desk, story: Story, placed: Placed[Demand]) -> tuple[PositionView, ...]:
    """Where each party stands now, with what it held before."""
    key = f"{story.slug}/{placed.value.id}"
    facts = [fact for fact in desk.edition.about.get(key, ()) if fact.kind == "position"]
    by_party: dict[str, list[Held]] = {}
    for position, fact in zip(placed.value.positions, facts, strict=True):
        by_party.setdefault(position.party, []).append(Held(position, fact))
    return tuple(current_position(desk, story, held) for held in by_party.values())


def current_position(desk: Desk, story: Story, held: Iterable[Held]) -> PositionView:
    """The latest of a party's positions; those it supersedes are its history."""
    dated = sorted(
        held, key=lambda one: one.position.as_of.sort_key if one.position.as_of else (), reverse=True
    )
    latest, *earlier = (position_view(desk, story, one) for one in dated)
    return replace(latest, history=tuple(earlier)) if earlier else latest


def position_view(desk: Desk, story: Story, held: Held) -> PositionView:
    """One position at one time."""
    return PositionView(
        party=desk.party(held.position.party, story.slug),
        stance=desk.tag("stances", held.position.stance),
        address=desk.edition.addresses.of_fact(held.fact),
        when=desk.when(held.position.as_of),
        fact=desk.fact(held.fact),
        panel=f"matrix:{held.fact.anchor}",
    )
