"""Who wants what, and where the others stand."""

from __future__ import annotations

from typing import Literal

from generator.frozen import Frozen
from generator.views.facts import FactView, Link, Tag, When


class PositionView(Frozen):
    """Where one party stands on one demand. `history` is what it held before, latest first.

    `panel` is the id of what opens with its words; empty where there is nothing to open.
    """

    party: Link
    stance: Tag
    address: str
    when: When | None
    fact: FactView | None
    history: tuple[PositionView, ...] = ()
    panel: str = ""


class MatrixRow(Frozen):
    """A demand with a cell for each party of the matrix, in the same order.

    `outcome` is how the answers add up, `issue` what the demand is about where it stands alone under
    its issue, and `others` holds the positions of parties that have no column.
    """

    demand: Link
    kind: Tag
    by: tuple[Link, ...]
    cells: tuple[PositionView | None, ...]
    of: tuple[Link, ...] = ()
    outcome: Tag | None = None
    issue: str = ""
    others: tuple[PositionView, ...] = ()


class MatrixGroup(Frozen):
    """Demands about one issue (empty label: no issue named, or each row names its own)."""

    label: str
    rows: tuple[MatrixRow, ...]


class Matrix(Frozen):
    """Part `matrix`: who wants what, and where the others stand.

    `tally` counts the outcomes, `legend` says what each sign means; `shape` is how many columns there
    are, `others` heads a last column where some parties have none of their own.
    """

    parties: tuple[Link, ...]
    groups: tuple[MatrixGroup, ...]
    legend: tuple[tuple[Tag, str], ...]
    tally: tuple[Tag, ...] = ()
    shape: Literal["", "few", "some", "many"] = ""
    others: str = ""
