"""Demands and reactions, proposed where a verb of the text shows one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.drafting.paragraphs import Paragraph
from generator.drafting.parties import Cast
from generator.drafting.speaking import subject
from generator.frozen import Frozen
from generator.vocabulary import either

DEMANDS = {
    "demand": ("demanded", "demands that", "is demanding", "are demanding", "called for", "calls for",
               "called on", "calls on", "urged", "urges", "insisted on", "insisted that", "has insisted",
               "appealed for", "appealed to", "asked for", "pressed for", "requested", "is asking for",
               "wants", "want", "is seeking", "asked"),
    "offer": ("offered", "offers to", "proposed", "proposes", "volunteered to"),
    "precondition": ("set a condition", "set conditions", "put forward preconditions", "made it a condition",
                     "set preconditions"),
    "refusal": ("refused", "refuses", "ruled out", "rules out", "declined to", "declined"),
    "agreement": ("agreed", "has agreed", "consented to"),
}  # fmt: skip
REACTIONS = {
    "welcomes": ("welcomed", "welcomes", "praised", "praises", "hailed", "applauded", "endorsed", "backed",
                 "supported"),
    "criticises": ("condemned", "condemns", "criticised", "criticises", "criticized", "criticizes",
                   "denounced",
                   "denounces", "slammed", "deplored", "accused", "expressed disappointment",
                   "expressed his disappointment", "expressed her disappointment", "objected to",
                   "complained about", "protested against", "questioned"),
    "rejects": ("rejected", "rejects", "dismissed", "dismisses", "turned down",
                "turned it down", "turned them down", "turned the demand down", "turned the offer down",
                "turned the proposal down", "turned the plan down", "opposed", "opposes",
                "spurned", "voted against"),
}  # fmt: skip

_BY_CUE = {cue: (section, kind) for section, kinds in (("demands", DEMANDS), ("reactions", REACTIONS))
           for kind, cues in kinds.items() for cue in cues}  # fmt: skip
_CUE = re.compile(rf"\b(?:{either(_BY_CUE)})\b")
_ASKS = re.compile(
    r" (?!about|whether|if|why|how|what|who|when|where|by|to|for)[^.,;:“\"]{2,50}? (?:to|for) "
)
"""What goes on behind “asked” where somebody wants something, and no question is asked."""
_DOUBTFUL = ("want", "demands that", "called on", "backed", "supported", "opposed", "questioned", "asked",
             "declined")  # fmt: skip
"""Cues that are too often something else where nobody is named before them."""
_NOT_FINITE = re.compile(
    r"\b(?:not|never|n['’]t|was|were|been|being|be|is|are|to|would|could|might|may|should|must|will|if|the|a|an"
    r"|an?|his|her|its|their|as|by) $"
)


class Cue(Frozen):
    """A demand or a reaction: the section it belongs to, its kind or stance, who, and the sentence."""

    section: str
    kind: str
    verb: str
    by: tuple[str, ...]
    paragraph: int
    start: int
    end: int


def cues_in(paragraphs: Sequence[Paragraph], cast: Cast) -> Iterator[Cue]:
    """What the verbs of an article propose, one of a kind for each sentence."""
    for paragraph in paragraphs:
        seen: set[tuple[int, str]] = set()
        for match in _CUE.finditer(paragraph.plain):
            before = paragraph.plain[max(0, match.start() - 12) : match.start()]
            if paragraph.is_quoted(match.start()) or _NOT_FINITE.search(before):
                continue
            start, end = paragraph.sentence_at(match.start())
            section, kind = _BY_CUE[match[0]]
            if match.start() >= end or (start, kind) in seen:
                continue
            by = subject(paragraph, cast, match)
            if match[0] in _DOUBTFUL and not by:
                continue
            if match[0] == "asked" and not _ASKS.match(paragraph.plain, match.end()):
                continue
            seen.add((start, kind))
            yield Cue(section, kind, match[0], by, paragraph.number, start, end)
