"""What an edit does to the site: which facts are new, changed or gone, and which pages with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec.structs import replace

from generator.frozen import Frozen
from generator.snapshots import Snapshot, Stated

Change = Literal["new", "changed", "moved", "gone"]
LONGEST_COMMENT = 60_000
"""The most characters of a comment; GitHub takes 65,536."""
ACTIVE = re.compile(r"([\\`*_{}\[\]<>#@!|~&$])")


class FactChange(Frozen):
    """One fact, before and after; None where it was or is not."""

    story: str
    before: Stated | None
    after: Stated | None

    @property
    def kind(self) -> Change:
        """What became of the fact. Moved is what says the same under another id, at another address."""
        if self.before is None or self.after is None:
            return "new" if self.before is None else "gone"
        return "changed" if self.before.entry == self.after.entry else "moved"


class Impact(Frozen):
    """All that is different; where there are mistakes, as far as can be read, and `caution` says so."""

    facts: tuple[FactChange, ...]
    pages: tuple[tuple[Change, str, str], ...]
    """What became of each page, with its address and title."""
    caution: str = ""


def compare(before: Snapshot, after: Snapshot) -> Impact:
    """What is different, in a lasting order."""
    keys = [*after.facts, *(key for key in before.facts if key not in after.facts)]
    facts = moves(FactChange(key[0], before.facts.get(key), after.facts.get(key)) for key in keys)
    different = (one for one in facts if one.before != one.after and not is_same(one))
    if caution := cautious(before, after):
        return Impact(tuple(one for one in different if is_certain(one, before, after)), (), caution)
    addresses = sorted({*before.pages, *after.pages})
    pages = (page_change(address, before, after) for address in addresses)
    return Impact(tuple(different), tuple(one for one in pages if one is not None))


def is_certain(one: FactChange, before: Snapshot, after: Snapshot) -> bool:
    """Whether a change cannot come from a mistake: what it hides looks new, gone, or without its words."""
    if one.before is None or one.after is None:
        return one.story not in (before if one.before is None else after).unsure
    return one.kind == "moved" or (one.before.told or one.before.says) != (one.after.told or one.after.says)


def cautious(before: Snapshot, after: Snapshot) -> str:
    """Why only some of what is different can be told; empty where all can."""
    if after.mistakes:
        why = (
            f"The content has mistakes: {after.mistakes}. “explainers check” shows them, and until they are "
        )
        return f"{why}mended nothing is published. Which pages are different, can be told then."
    if before.mistakes:
        why = f"What it is compared with has mistakes: {before.mistakes}."
        return f"{why} Which pages are different, cannot be told."
    return ""


def is_same(one: FactChange) -> bool:
    """Whether only a party in it is called otherwise, which is told of the party."""
    if one.before is None or one.after is None or not one.after.told:
        return False
    return replace(one.before, says="") == replace(one.after, says="") and one.before.told == one.after.told


def moves(changes: Iterable[FactChange]) -> list[FactChange]:
    """Changes, with those joined by which the same is said under another id."""
    found = list(changes)
    gone: dict[Stated, list[FactChange]] = {}
    for one in found:
        if one.before and not one.after:
            gone.setdefault(replace(one.before, entry=""), []).append(one)
    joined: set[int] = set()
    for place, one in enumerate(found):
        same = gone.get(replace(one.after, entry="")) if one.after and not one.before else None
        if same:
            joined.add(id(same[0]))
            found[place] = replace(one, before=same.pop(0).before)
    return [one for one in found if id(one) not in joined]


def page_change(address: str, before: Snapshot, after: Snapshot) -> tuple[Change, str, str] | None:
    """What became of one page."""
    old, new = before.pages.get(address), after.pages.get(address)
    if old == new:
        return None
    title = (new or old or ("", ""))[0]
    return ("new" if old is None else "gone" if new is None else "changed"), address, title


FOR_THE_LOG = "For the log of changes (updates:), to be put in words:"


def as_text(impact: Impact) -> Iterator[str]:
    """For a terminal."""
    if impact.caution:
        yield f"{impact.caution}\n"
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
        yield f"\n{FOR_THE_LOG}\n"
        yield from drafts


def as_markdown(impact: Impact) -> Iterator[str]:
    """For a comment on a pull request: nothing in it can call anybody or show a picture."""
    if impact.caution:
        yield f"{impact.caution}\n"
    yield f"**{counted(impact)}**"
    room = LONGEST_COMMENT // 3
    facts = (
        "\n".join(
            (
                f"\n- {one.kind}: {inactive(entry_of(one))}",
                *(f"  - {sign} {inactive(words)}" for sign, words in sides(one)),
            )
        )
        for one in impact.facts
    )
    yield from fitting(facts, room)
    if impact.pages:
        yield f"\n<details><summary>{pages_of(impact)}</summary>\n"
        pages = (f"- {kind}: {inactive(title)} (`/{address}`)" for kind, address, title in impact.pages)
        yield from fitting(pages, room)
        yield "\n</details>"
    if drafts := list(draft_updates(impact)):
        yield f"\n<details><summary>{FOR_THE_LOG}</summary>\n\n```yaml"
        yield from fitting(drafts, room)
        yield "```\n\n</details>"


def fitting(lines: Iterable[str], room: int) -> Iterator[str]:
    """As many lines as there is room for, and how many are left out."""
    left = 0
    for line in lines:
        room -= len(line) + 1
        if room >= 0:
            yield line
        else:
            left += 1
    if left:
        yield f"\n… and {left} more"


def counted(impact: Impact) -> str:
    """How much is different, in a line."""
    kinds = [one.kind for one in impact.facts]
    facts = ", ".join(
        f"{kinds.count(kind)} {kind}" for kind in ("new", "changed", "moved", "gone") if kind in kinds
    )
    if impact.caution:
        return (
            f"As far as it can be read: facts: {facts}" if facts else "No fact that can be read is different."
        )
    if not impact.facts and not impact.pages:
        return "Nothing that readers see is different."
    return f"Facts: {facts or 'none'}; {pages_of(impact)} different"


def pages_of(impact: Impact) -> str:
    """How many pages are different."""
    return f"{len(impact.pages)} page{'' if len(impact.pages) == 1 else 's'}"


def entry_of(one: FactChange) -> str:
    """Which entry a fact belongs to."""
    known = one.after or one.before
    assert known is not None
    moved = f", before {one.before.entry}" if one.before and one.kind == "moved" else ""
    return f"{known.kind} {'/'.join(filter(None, (one.story, known.entry)))}{moved}"


def sides(one: FactChange) -> Iterator[tuple[str, str]]:
    """What a fact said, and what it says; of one that has moved, what follows from that."""
    if one.kind == "moved":
        yield "!", "It has another address: links from elsewhere to the old one lead nowhere now."
        return
    for sign, side, other in (("−", one.before, one.after), ("+", one.after, one.before)):
        if side is None:
            continue
        if other is None or side.says != other.says or side.evidence == other.evidence:
            yield sign, side.says
        if other is not None and side.evidence != other.evidence:
            yield sign, f"rests on: {' … '.join(side.evidence) or 'nothing'}"


def draft_updates(impact: Impact) -> Iterator[str]:
    """Entries for the log of changes: one for each entry that is new, gone, or said something else before.

    What is in a new story is new to nobody. While there are mistakes, it is too early.
    """
    if impact.caution:
        return
    new_stories = {address.strip("/") for kind, address, _ in impact.pages if kind == "new"}
    seen: set[tuple[str, str, Change]] = set()
    for one in impact.facts:
        known = one.after or one.before
        assert known is not None
        said = (one.before.says if one.before else "", one.after.says if one.after else "")
        key = (one.story, known.entry, one.kind)
        if said[0] == said[1] or one.story in new_stories or (one.kind != "changed" and key in seen):
            continue
        seen.add(key)
        yield from draft_update(one.story, *said, known.entry if one.after else "")


def draft_update(story: str, was: str, now: str, about: str) -> Iterator[str]:
    """One entry for the log of changes."""
    yield f"  # {story}/facts.yaml"
    yield "  - date: …"
    yield "    kind: correction  # or superseded, where time has changed it" if was else "    kind: new"
    yield "    text: …"
    if was:
        yield f"    was: {quoted(was)}"
    if now:
        yield f"    now: {quoted(now)}"
    if about:
        yield f"    about: {about}"


def quoted(text: str) -> str:
    """A text as YAML holds it on one line, whatever stands in it."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def inactive(text: str) -> str:
    """Text that Markdown shows as it is, and that names nobody."""
    shown = ACTIVE.sub(r"\\\1", " ".join(text.split()))
    return shown.replace("\\@", "@\u200b").replace("://", ":\u200b//").replace("www.", "www\u200b.")
