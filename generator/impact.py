"""What an edit does to the site: which facts are new, changed or gone, and which pages with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.build import Build
from generator.edition import Edition
from generator.facts import Fact
from generator.outputs.markdown import markdown_files
from generator.rendering import Renderer

Change = Literal["new", "changed", "gone"]
# The line in the content where a page's words are written: it moves whenever something is put before it.
LINE_OF_CONTENT = re.compile(r'<(a|span) class="ex-edit"[^>]*>.*?</\1>', re.DOTALL)
ACTIVE = re.compile(r"([\\`*_{}\[\]<>#@!|~&$])")


@dataclass(frozen=True)
class Stated:
    """A fact as readers know it: what it says, and the words it rests on."""

    story: str
    entry: str
    kind: str
    says: str
    evidence: tuple[str, ...]
    status: str


@dataclass(frozen=True)
class Snapshot:
    """A site at one moment: its facts by story and anchor, its pages by address with title and text."""

    facts: Mapping[tuple[str, str], Stated]
    pages: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class FactChange:
    """One fact, before and after; None where it was or is not."""

    story: str
    before: Stated | None
    after: Stated | None

    @property
    def kind(self) -> Change:
        """What became of the fact."""
        return "new" if self.before is None else "gone" if self.after is None else "changed"


@dataclass(frozen=True)
class Impact:
    """All that is different."""

    facts: tuple[FactChange, ...]
    pages: tuple[tuple[Change, str, str], ...]
    """What became of each page, with its address and title."""


def snapshot(edition: Edition, result: Build, renderer: Renderer) -> Snapshot:
    """A site as it is now."""
    facts = {(fact.story, fact.anchor): stated(fact) for found in edition.facts.values() for fact in found}
    texts = markdown_files(result.pages, renderer)
    pages = {
        page.address: (page.title, LINE_OF_CONTENT.sub("", texts[f"{page.address}index.md"]))
        for page in result.pages
    }
    return Snapshot(facts, pages)


def stated(fact: Fact) -> Stated:
    """A fact without its place in the file."""
    says = " ".join(filter(None, (fact.statement, f"“{fact.quote}”" if fact.quote else "")))
    evidence = tuple(one.words for one in fact.located if not one.is_quote)
    return Stated(fact.story, fact.node.rpartition("/")[2], fact.kind, says, evidence, fact.status)


def compare(before: Snapshot, after: Snapshot) -> Impact:
    """What is different, in a lasting order."""
    keys = [*after.facts, *(key for key in before.facts if key not in after.facts)]
    facts = (FactChange(key[0], before.facts.get(key), after.facts.get(key)) for key in keys)
    addresses = sorted({*before.pages, *after.pages})
    pages = (page_change(address, before, after) for address in addresses)
    return Impact(
        tuple(one for one in facts if one.before != one.after), tuple(one for one in pages if one is not None)
    )


def page_change(address: str, before: Snapshot, after: Snapshot) -> tuple[Change, str, str] | None:
    """What became of one page."""
    old, new = before.pages.get(address), after.pages.get(address)
    if old == new:
        return None
    title = (new or old or ("", ""))[0]
    return ("new" if old is None else "gone" if new is None else "changed"), address, title


def as_text(impact: Impact) -> Iterator[str]:
    """For a terminal."""
    yield counted(impact)
    for one in impact.facts:
        yield ""
        yield f"{one.kind} {entry_of(one)}"
        yield from (f"  {sign} {words}" for sign, words in sides(one))
    if impact.pages:
        yield ""
    for kind, address, title in impact.pages:
        yield f"{kind} page: /{address} — {title}"
    if drafts := list(draft_updates(impact)):
        yield "\nFor the log of changes (updates:), to be put in words:\n"
        yield from drafts


def as_markdown(impact: Impact) -> Iterator[str]:
    """For a comment on a pull request: nothing in it can call anybody or show a picture."""
    yield f"**{counted(impact)}**"
    for one in impact.facts:
        yield f"\n- {one.kind}: {inactive(entry_of(one))}"
        yield from (f"  - {sign} {inactive(words)}" for sign, words in sides(one))
    if impact.pages:
        yield f"\n<details><summary>{len(impact.pages)} pages</summary>\n"
        yield from (f"- {kind}: {inactive(title)} (`/{address}`)" for kind, address, title in impact.pages)
        yield "\n</details>"


def counted(impact: Impact) -> str:
    """How much is different, in a line."""
    if not impact.facts and not impact.pages:
        return "Nothing that readers see is different."
    kinds = [one.kind for one in impact.facts]
    facts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in ("new", "changed", "gone") if kind in kinds)
    pages = f"{len(impact.pages)} page{'' if len(impact.pages) == 1 else 's'} different"
    return f"Facts: {facts or 'none'}; {pages}"


def entry_of(one: FactChange) -> str:
    """Which entry a fact belongs to."""
    known = one.after or one.before
    assert known is not None
    return f"{known.kind} {one.story}/{known.entry}"


def sides(one: FactChange) -> Iterator[tuple[str, str]]:
    """What a fact said, and what it says."""
    for sign, side, other in (("−", one.before, one.after), ("+", one.after, one.before)):
        if side is None:
            continue
        if other is None or side.says != other.says or side.evidence == other.evidence:
            yield sign, side.says
        if other is not None and side.evidence != other.evidence:
            yield sign, f"rests on: {' … '.join(side.evidence) or 'nothing'}"


def draft_updates(impact: Impact) -> Iterator[str]:
    """Entries for the log of changes, for what said something else before."""
    for one in impact.facts:
        if one.before and one.after and one.before.says != one.after.says:
            yield f"  # {one.story}/facts.yaml"
            yield "  - date: …"
            yield "    kind: correction  # or superseded, where time has changed it"
            yield "    text: …"
            yield f"    was: {quoted(one.before.says)}"
            yield f"    now: {quoted(one.after.says)}"
            yield f"    about: {one.after.entry}"


def quoted(text: str) -> str:
    """A text as YAML holds it on one line, whatever stands in it."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def inactive(text: str) -> str:
    """Text that Markdown shows as it is, and that names nobody."""
    shown = ACTIVE.sub(r"\\\1", " ".join(text.split()))
    return shown.replace("\\@", "@\u200b").replace("://", ":\u200b//").replace("www.", "www\u200b.")
