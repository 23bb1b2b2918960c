"""Quotations that the article gives to somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition
from generator.facts import Fact, Located
from generator.folders import PARTIES
from generator.library import RELATIONS
from generator.links import StoryNames
from generator.story import LocalText

REACH = 120
"""How many characters before and after a quotation are read."""

_VERB = (
    r"(?:said|says|wrote|writes|told|added|adds|replied|answered|announced|declared|insisted|warned|explained"
    r"|stated|posted|demanded|asked|sagte|sagt|schrieb|schreibt|erklärte|antwortete|betonte|warnte|forderte)\b"
)
_MARKS = "\"“”„«»‘’'"
_BEHIND = re.compile(
    rf"[^{_MARKS}.!?]{{0,40}}(?P<stop>[.!?…])?,?[{_MARKS}]{{1,2}},?\s+(?P<verb>{_VERB}\s+)?(?:[Tt]he\s+)?"
)
"""From the end of quoted words to where a name may stand; the words may break off before the closing mark."""
_SAID = re.compile(rf"\s+(?:has\s+|later\s+|then\s+)?{_VERB}")
_ENDS = re.compile(r"[.,;:!?]|\s+(?:on|in|at|to|after|before|later|when|as|am|auf|bei)\s|\Z")
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)?"
_BEGUN = rf"[{_MARKS}]{{1,2}}[^{_MARKS}.!?]{{0,40}}\Z"
_SPEECH = re.compile(
    rf"\s+{_VERB}[^{_MARKS}.!?A-Z]{{0,30}}{_DAY}[^{_MARKS}.!?A-Z]{{0,30}}?(?:[:,]|\bthat)\s*{_BEGUN}"
)
_SOURCE = re.compile(rf",\s*{_BEGUN}")
_ACCORDING = re.compile(r"[Aa]ccording to (?:the )?\Z")
_OPENING = re.compile(r"(?:\A|[.!?;,]\s+|[.!?][\"”]\s+)(?:[Tt]he\s+)?\Z")


def other_speakers(edition: Edition) -> Iterator[Diagnostic]:
    """The article says in plain words that somebody else said this quotation.

    Looked at is only what cannot be misread: `“…”, said Edda Brandt`, `Edda Brandt said: “…”`, or `According
    to Edda Brandt, “…”`, where the name belongs to a party of the story. Whoever speaks for a party, leads it
    or works for it may speak for both. Mend `by`, or give the quotation to the entry of the one who said it.
    """
    ties = {
        frozenset((edge.origin, edge.target)) for edge in edition.graph.edges if edge.relation in RELATIONS
    }
    for story in edition.library.stories:
        names = edition.names[story.slug]
        for fact in edition.facts[story.slug]:
            for one in fact.located:
                if one.is_quote:
                    yield from mismatch(edition, names, fact, one, ties)


def mismatch(
    edition: Edition, names: StoryNames, fact: Fact, one: Located, ties: set[frozenset[str]]
) -> Iterator[Diagnostic]:
    """What is wrong with the speaker of a quotation that stands in one place only."""
    if len(one.passages) != 1:
        return
    text = edition.library.story(one.story).texts[one.source]
    speaker = named_speaker(text, one, names)
    ours = {f"{PARTIES}/{party}" for party in fact.by}
    if not speaker or speaker in ours or any(frozenset((speaker, own)) in ties for own in ours):
        return
    if text.searchable.occurrences(one.words) > 1:
        return
    node = edition.library.nodes[speaker]
    told = " and ".join(
        edition.library.nodes[own].title for own in sorted(ours) if own in edition.library.nodes
    )
    if told:
        yield Diagnostic(
            "other-speaker",
            f"The source gives these words to {node.title}, and this entry gives them to {told}",
            fact.span,
            f"Write “by: {node.id}”, or say under “roles” of “{node.id}” for whom {node.title} speaks.",
            Severity.WARNING,
        )


def named_speaker(text: LocalText, one: Located, names: StoryNames) -> str:
    """The key of the party that is said to have said some words; empty where that is not plain."""
    passage = one.passages[0]
    words = text.paragraphs[passage.block]
    after = words[passage.end : passage.end + REACH]
    if match := _BEHIND.match(after):
        rest = after[match.end() :]
        ended = match["stop"] or words[passage.end - 1] in ".!?…"
        for mention in names.index.find(rest)[:1]:
            # “…,” the Board said: behind a full stop, that would be another sentence.
            behind = _ENDS.match(rest, mention.end) if match["verb"] else _SAID.match(rest, mention.end)
            if mention.start == 0 and behind and (match["verb"] or not ended):
                return mention.key
    before = words[max(0, passage.start - REACH) : passage.start]
    for mention in names.index.find(before)[-1:]:
        said = _SPEECH.match(before, mention.end) and _OPENING.search(before[: mention.start])
        told = _SOURCE.match(before, mention.end) and _ACCORDING.search(before[: mention.start])
        if said or told:
            return mention.key
    return ""
