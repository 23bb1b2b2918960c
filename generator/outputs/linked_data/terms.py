"""How a thing is written down in schema.org's terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import json

from generator.dates import Bound, Moment, PartialDate
from generator.frozen import Frozen
from generator.library import Node
from generator.model.choices import PartyKind, SourceKind
from generator.outputs.publication import Publication

Thing = dict[str, Any]

CONTEXT = "https://schema.org"
UNSAFE: Mapping[str, str] = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""What could end the script that the text stands in, or a line of it in old ones, as JSON may have it."""

PARTIES: Mapping[PartyKind | None, str | list[str]] = {
    PartyKind.PERSON: "Person",
    PartyKind.STATE: ["Country", "Organization"],
    PartyKind.ORGANISATION: "Organization",
    PartyKind.ALLIANCE: "Organization",
    None: "Thing",
}
SOURCES: Mapping[SourceKind, str] = {
    SourceKind.REPORT: "NewsArticle",
    SourceKind.ARTICLE: "Article",
    SourceKind.POST: "SocialMediaPosting",
}
KINDS: Mapping[str, str] = {
    "story": "BackgroundNewsArticle",
    "article": "NewsArticle",
    "demand": "Statement",
    "event": "Event",
    "account": "CreativeWork",
    "claim": "Claim",
}


class Place(Frozen):
    """The page that things are described on."""

    site: Publication
    address: str

    def at(self, to: str) -> str:
        """An address as this page says it."""
        return self.site.address(to, self.address)

    def name_of(self, key: str) -> str:
        """What identifies a thing."""
        return self.at(self.site.lasting(key))

    def brief(self, node: Node) -> Thing:
        """A thing that is described elsewhere, by its kind and name."""
        words = "headline" if node.kind in ("story", "article") else "name"
        return {
            "@type": type_of(self.site, node),
            "@id": self.name_of(node.key),
            words: self.site.title(node),
        }

    def named(self, story: str, references: Sequence[str]) -> list[Thing]:
        """The things that references of a story mean."""
        nodes = (self.site.desk.edition.library.resolve(story, reference) for reference in references)
        return [self.brief(node) for node in nodes if node]


def thing(kind: str | list[str], terms: Thing) -> Thing:
    """A thing with what is known of it."""
    return {"@type": kind, **{name: value for name, value in terms.items() if value}}


def type_of(site: Publication, node: Node) -> str | list[str]:
    """What a thing is in schema.org's terms."""
    if node.kind == "party":
        return PARTIES[site.desk.edition.library.profiles[node.id].kind]
    if node.placed and node.kind == "reaction":
        return "Quotation" if node.placed.value.quote else "Statement"
    if node.placed and node.kind == "source":
        return SOURCES.get(node.placed.value.kind, "CreativeWork")
    return KINDS[node.kind]


def certain(date: PartialDate | None) -> str:
    """A date in the form of ISO 8601, as exactly as it is known; empty for an interval and with a doubt."""
    return side(date.start) if date and not date.is_interval else ""


def side(moment: Moment | Bound) -> str:
    """One side of a date, where it is known without a doubt."""
    doubt = isinstance(moment, Bound) or moment.approximate or moment.uncertain
    return "" if doubt else str(moment)


def span(date: PartialDate) -> tuple[str, str]:
    """When something began and ended. What ended "before 2022" did not end in it."""
    ended = date.is_interval and date.start is not Bound.OPEN
    return side(date.start), side(date.end) if ended else ""


def as_script(graph: Sequence[Thing]) -> str:
    """Things as the text of a script that nothing in it can end."""
    text = json.encode({"@context": CONTEXT, "@graph": graph}).decode()
    for sign, code in UNSAFE.items():
        text = text.replace(sign, code)
    return text
