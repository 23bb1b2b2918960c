"""`python -m tests.drafts.measure`: how much of what was marked by hand the rules of a draft find.

Precision is the share of what was proposed that is right, recall the share of what was marked that was
proposed. A speaker counts as proposed only where one is named: an empty one costs recall, never precision.
The report that the project began with is measured where `EXPLAINERS_SEED_REPORT` names it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from generator.drafting.cues import cues_in
from generator.drafting.paragraphs import Paragraph, read_paragraph
from generator.drafting.parties import Cast, PartyFound
from generator.drafting.quotations import quotations_in
from generator.drafting.when import dates_in
from generator.importing import import_text
from generator.source import SourceFile
from generator.story import read_article

HERE = Path(__file__).parent
FICTION = ("ferry", "library", "mine", "names", "strait")
LATER = ("orchard", "sky", "team")
"""Articles by somebody who had not read the rules."""
SEED = "EXPLAINERS_SEED_REPORT"
KINDS = ("people", "aliases", "roles", "bodies", "states", "dates", "quotations", "speakers", "verbs", "cues")


@dataclass(frozen=True)
class Score:
    """What was marked and what was proposed, as sets of the same form."""

    marked: frozenset[object] = frozenset()
    proposed: frozenset[object] = frozenset()

    def __add__(self, other: Score) -> Score:
        """Both, counted together; what is equal in two articles is told apart before."""
        return Score(self.marked | other.marked, self.proposed | other.proposed)

    @property
    def right(self) -> int:
        """How many of those proposed were marked."""
        return len(self.marked & self.proposed)

    @property
    def precision(self) -> float:
        """The share of the proposed that is right; 1 where nothing was proposed."""
        return self.right / len(self.proposed) if self.proposed else 1.0

    @property
    def recall(self) -> float:
        """The share of the marked that was proposed; 1 where nothing was marked."""
        return self.right / len(self.marked) if self.marked else 1.0


Scores = Mapping[str, Score]


def paragraphs_of(name: str) -> tuple[list[Paragraph], date]:
    """The paragraphs of an article, as `explainers draft` reads them, and its day."""
    if name == "seed":
        found = import_text(Path(os.environ[SEED]).read_text("utf-8"))
        published = date.fromisoformat(str(marks(name)["published"]))
        return [read_paragraph(number, 0, text) for number, text in enumerate(found.paragraphs)], published
    source = SourceFile(f"{name}.md", (HERE / f"{name}.md").read_text("utf-8"))
    front, article, problems = read_article(source, lambda _: None)
    assert front is not None
    assert not problems
    blocks = enumerate(article.blocks)
    return [read_paragraph(number, 0, one.text) for number, one in blocks], front.value.published.earliest


def marks(name: str) -> dict[str, Any]:
    """What was marked by hand."""
    return dict(yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8")))


def measure(name: str) -> Scores:
    """The scores of one article, by kind."""
    paragraphs, published = paragraphs_of(name)
    gold = marks(name)
    cast = Cast(paragraphs, {})
    scores = {
        "dates": dates(name, paragraphs, gold, published),
        "bodies": named(name, cast.parties, gold["bodies"], "organisation"),
        "states": named(name, cast.parties, gold["states"], "state"),
        "people": named(name, cast.parties, gold["people"], "person"),
        "aliases": aliases(name, cast.parties, gold),
        "roles": roles(name, cast.parties, gold["people"]),
        **said(name, paragraphs, cast, gold["quotations"]),
        "cues": cued(name, paragraphs, cast, gold["cues"]),
    }
    return {kind: scores[kind] for kind in KINDS}


def score(name: str, marked: Iterable[object], proposed: Iterable[object]) -> Score:
    """A score of one article; its name keeps it apart from the others."""
    return Score(frozenset((name, one) for one in marked), frozenset((name, one) for one in proposed))


def named(name: str, found: Iterable[PartyFound], gold: Mapping[str, Any], kind: str) -> Score:
    """Parties of a kind, by their full names."""
    return score(name, gold, (one.name for one in found if one.kind == kind))


def aliases(name: str, found: Iterable[PartyFound], gold: Mapping[str, Any]) -> Score:
    """Other names, with whose they are; those of parties that nobody marked are counted there."""
    parties = {key: value for kind in ("people", "bodies", "states") for key, value in gold[kind].items()}
    marked = ((party, alias) for party, value in parties.items() for alias in value.get("aliases", ()))
    return score(
        name, marked, ((one.name, form) for one in found if one.name in parties for form in one.aliases)
    )


def roles(name: str, found: Iterable[PartyFound], gold: Mapping[str, Any]) -> Score:
    """The first office of each person."""
    marked = ((person, value["role"]) for person, value in gold.items() if "role" in value)
    people = (one for one in found if one.name in gold and one.roles)
    return score(name, marked, ((one.name, one.roles[0].title) for one in people))


def numbered(items: Iterable[object]) -> list[object]:
    """Items, each told apart from an equal one before it."""
    seen: dict[object, int] = {}
    told: list[object] = []
    for one in items:
        seen[one] = seen.get(one, 0) + 1
        told.append((one, seen[one]))
    return told


def dates(name: str, paragraphs: Iterable[Paragraph], gold: Mapping[str, Any], published: date) -> Score:
    """Each date where it stands, by its EDTF form."""
    found = [one.edtf for paragraph in paragraphs for one in dates_in(paragraph, published)]
    return score(name, numbered(str(edtf) for _, edtf in gold["dates"]), numbered(found))


def said(name: str, paragraphs: list[Paragraph], cast: Cast, gold: list[dict[str, Any]]) -> Scores:
    """Quotations by their first words and number of parts, and of those found the speakers and verbs."""
    marked = {one["begins"]: one for one in gold}
    found = {}
    for one in quotations_in(paragraphs, cast):
        key = next((begin for begin in marked if one.words.startswith(begin)), one.words)
        found[key] = one
    return {
        "quotations": score(
            name,
            ((key, one.get("parts", 1)) for key, one in marked.items()),
            ((key, len(one.parts)) for key, one in found.items()),
        ),
        "speakers": score(
            name,
            ((key, who) for key, one in marked.items() for who in one["by"]),
            ((key, who) for key, one in found.items() for who in one.by),
        ),
        "verbs": score(
            name,
            ((key, one["verb"]) for key, one in marked.items()),
            ((key, one.verb) for key, one in found.items() if key in marked and one.verb),
        ),
    }


def cued(name: str, paragraphs: list[Paragraph], cast: Cast, gold: list[dict[str, Any]]) -> Score:
    """Demands and reactions by their sentence, kind and those who make them, if any are named."""
    found = []
    for one in cues_in(paragraphs, cast):
        sentence = next(p for p in paragraphs if p.number == one.paragraph).text[one.start : one.end]
        at = next((g["at"] for g in gold if g["at"] in sentence and g["kind"] == one.kind), sentence)
        found.append((one.section, one.kind, at, one.by))
    marked = [(g["section"], g["kind"], g["at"], tuple(g["by"])) for g in gold]
    # Who is not named is left empty on purpose: then the entry counts without them.
    empty = {one[:3] for one in found if not one[3]}
    return score(name, ((one[:3] if one[:3] in empty else one) for one in marked),
                 ((one[:3] if not one[3] else one) for one in found))  # fmt: skip


def total(articles: Iterable[str]) -> Scores:
    """The scores of several articles together."""
    measured = [measure(name) for name in articles]
    return {kind: sum((one[kind] for one in measured), Score()) for kind in KINDS}


def table(scores: Scores) -> str:
    """Scores for people."""
    lines = [f"{'':12}precision       recall"]
    for kind, one in scores.items():
        precise = f"{one.precision:5.2f} ({one.right}/{len(one.proposed)})"
        lines.append(f"{kind:12}{precise:16}{one.recall:5.2f} ({one.right}/{len(one.marked)})")
    return "\n".join(lines)


def main() -> int:
    """Print a table for the report, where it is there, and one for the fictional articles together."""
    verbose = "-v" in sys.argv
    for name in (*(("seed",) if os.environ.get(SEED) else ()), *FICTION, *LATER):
        scores = measure(name)
        print(f"{name}\n{table(scores)}\n")
        for kind, one in scores.items() if verbose else ():
            print(f"  {kind}\n    missed {sorted(map(str, one.marked - one.proposed))}")
            print(f"    wrong  {sorted(map(str, one.proposed - one.marked))}")
    print(f"fictional articles together\n{table(total(FICTION))}\n")
    print(f"later ones together\n{table(total(LATER))}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
