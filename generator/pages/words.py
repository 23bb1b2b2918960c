"""The words that pages use for kinds, stances and states. Names of tags choose colour and shape."""

from __future__ import annotations

from collections.abc import Mapping

from generator.views import Tag

KIND_WORDS: Mapping[str, str] = {
    "part": "Part in this story",
    "role": "Role",
    "demand": "Demand",
    "offer": "Offer",
    "precondition": "Precondition",
    "refusal": "Refusal",
    "agreement": "Agreement",
    "position": "Position",
    "event": "Event",
    "reaction": "Reaction",
    "account": "Account",
    "claim": "Claim",
    "party": "Party",
    "person": "Person",
    "state": "State",
    "organisation": "Organisation",
    "alliance": "Alliance",
    "source": "Source",
    "story": "Story",
    "article": "Article",
}

STATUS_WORDS: Mapping[str, str] = {
    "unverifiable": "Not checked: no text of the source is kept here",
    "unsourced": "No words given for this",
}

UPDATE_WORDS: Mapping[str, str] = {"new": "New", "correction": "Correction", "superseded": "Superseded"}

SOURCE_WORDS: Mapping[str, str] = {
    "report": "News report",
    "statement": "Statement",
    "interview": "Interview",
    "post": "Post",
    "speech": "Speech",
    "press-conference": "Press conference",
    "document": "Document",
    "article": "Article",
}


def tag(name: str) -> Tag:
    """A stance, a status or a kind as a tag: its name in small words is what is read."""
    return Tag(name, name.capitalize().replace("-", " "))
