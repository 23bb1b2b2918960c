"""What was said word for word, by whom and with which verb."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from generator.drafting.paragraphs import Paragraph
from generator.drafting.parties import Cast
from generator.drafting.speaking import VERB, subject
from generator.evidence import FARTHEST_BLOCK
from generator.frozen import Frozen
from generator.quoted import Quoted

LEFT_OUT = " … "
"""What stands for the words between two parts of a quotation: evidence is looked for in the same way."""
_PURE = re.compile(r"[\s\"“”„«»‘’.,;:–—-]*")
MOST_PARTS = 8
FARTHEST_VERB = 400
"""How many characters from a quotation its verb may stand."""


class Part(Frozen):
    """A part of a quotation in its paragraph, without the marks around it."""

    paragraph: int
    start: int
    end: int
    words: str


class Quotation(Frozen):
    """A quotation whose parts belong together; `by` is empty where it is not plain whose it is."""

    parts: tuple[Part, ...]
    by: tuple[str, ...]
    verb: str

    @property
    def words(self) -> str:
        """All its words, as a fact sheet has them."""
        return LEFT_OUT.join(part.words for part in self.parts)


def quotations_in(paragraphs: Sequence[Paragraph], cast: Cast) -> list[Quotation]:
    """The quotations of an article in their order."""
    found: list[Quotation] = []
    goes_on = False
    for paragraph in paragraphs:
        here = list(in_paragraph(paragraph, cast))
        begins = bool(paragraph.quoted) and not paragraph.text[: paragraph.quoted[0].outer_start].strip()
        if goes_on and begins and here and found and can_join(found[-1], here[0]):
            found[-1] = joined(found[-1], here.pop(0))
        found += here
        goes_on = bool(paragraph.quoted) and paragraph.quoted[-1].is_open and bool(found)
    return found


def can_join(one: Quotation, other: Quotation) -> bool:
    """Whether two are near enough to each other to be looked up as one, and do not contradict each other."""
    near = other.parts[-1].paragraph - one.parts[0].paragraph <= FARTHEST_BLOCK
    few = len(one.parts) + len(other.parts) <= MOST_PARTS
    return near and few and (not one.by or not other.by or one.by == other.by)


def joined(one: Quotation, other: Quotation) -> Quotation:
    """Two quotations as one."""
    return Quotation((*one.parts, *other.parts), one.by or other.by, one.verb or other.verb)


class _Said(Frozen):
    """A quotation with the sentence it stands in: whether that begins with it, and holds nothing else."""

    quotation: Quotation
    sentence: int
    begins: bool
    pure: bool


def in_paragraph(paragraph: Paragraph, cast: Cast) -> Iterator[Quotation]:
    """The quotations of a paragraph, those that belong together as one."""
    last: _Said | None = None
    for one in each(paragraph, cast):
        if last is not None and belongs(last, one) and can_join(last.quotation, one.quotation):
            last = replace(last, quotation=joined(last.quotation, one.quotation), sentence=one.sentence)
            continue
        if last is not None and is_said(last):
            yield last.quotation
        last = one
    if last is not None and is_said(last):
        yield last.quotation


def belongs(one: _Said, other: _Said) -> bool:
    """Whether a quotation goes on: behind “…,” she said, “…”, or as a sentence of its own."""
    if not one.begins:
        return False
    return other.sentence == one.sentence or other.pure


def is_said(one: _Said) -> bool:
    """Whether somebody speaks, rather than a word being held at arm's length or a title named."""
    words = one.quotation.words.split()
    title = len(words) > 1 and all(word[0].isupper() for word in words) and words[-1][-1].isalnum()
    return not title and (bool(one.quotation.verb) or (one.pure and len(words) > 2))


def each(paragraph: Paragraph, cast: Cast) -> Iterator[_Said]:
    """Each stretch between quotation marks, with the speaker that its own sentence names."""
    verbs = [verb for verb in VERB.finditer(paragraph.plain) if not paragraph.is_quoted(verb.start())]
    for quoted, after in zip(paragraph.quoted, (*paragraph.quoted[1:], None), strict=False):
        start, end = paragraph.sentence_at(quoted.start)
        begins = quoted.outer_start - start < 20 and not paragraph.plain[start : quoted.outer_start].strip()
        verb = verb_of(verbs, quoted, after, (start, end), begins)
        by = subject(paragraph, cast, verb) if verb else ()
        text = paragraph.text[quoted.start : quoted.end]
        words = text.strip().rstrip(",").rstrip()
        if not any(character.isalnum() for character in words):
            continue
        begin = quoted.start + len(text) - len(text.lstrip())
        part = Part(paragraph.number, begin, begin + len(words), " ".join(words.split()))
        pure = begins and _PURE.fullmatch(paragraph.plain, quoted.outer_end, max(end, quoted.outer_end))
        yield _Said(Quotation((part,), by, verb[0].lower() if verb else ""), start, begins, bool(pure))


def verb_of(
    verbs: Sequence[re.Match[str]], quoted: Quoted, after: Quoted | None, span: tuple[int, int], begins: bool
) -> re.Match[str] | None:
    """The verb that a quotation hangs on: that behind it where a sentence begins with it, else that before.

    `verbs` are those of the paragraph, `after` is the next quotation, and `span` the sentence.
    """
    start, end = (
        max(span[0], quoted.outer_start - FARTHEST_VERB),
        min(span[1], quoted.outer_end + FARTHEST_VERB),
    )
    at = bisect_left(verbs, quoted.outer_start, key=lambda verb: verb.start())
    before = verbs[at - 1] if at and verbs[at - 1].start() >= start else None
    behind = verbs[at] if at < len(verbs) and verbs[at].start() < end else None
    nearer = before is None or after is None or (behind is not None and behind.start() < after.start)
    return behind if behind and (begins or before is None) and nearer else before
