"""The whole story as data: JSON with a schema that says what each field means, and a table of its facts.

The JSON has every entry of the sheet in the editors' own fields, every fact with what was found of its
words, and what the ids in them mean. Empty fields are left out. In running text, links are plain words.

The table is CSV (RFC 4180) in UTF-8 with a mark at its beginning, without which spreadsheets guess, and
every cell quoted. A cell that a spreadsheet would take for a formula, because it begins with one of
`= + - @`, their full-width forms, a tab or the end of a line, begins with an apostrophe instead; so does one
that begins with apostrophes and then such a sign. Taking one apostrophe away before these gives back what
was there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import to_json

from generator.article import REFERENCE
from generator.docstrings import description
from generator.facts import Fact, Located, Status
from generator.fields import Date
from generator.library import Library, Node
from generator.model import base, entries, sheets
from generator.model.base import RUNNING_TEXT, Model
from generator.model.choices import PartyKind
from generator.model.sheets import FactSheet, FrontMatter
from generator.outputs.publication import Publication
from generator.pages.desk import Desk
from generator.pages.machines import FACT_TABLE, SCHEMA, STORY_DATA
from generator.story import ARTICLE_ID, Story

BEGINNINGS = frozenset("'=+-@＝＋－＠\t\r\n")
FORMULA = re.compile("(?='*[=+\\-@＝＋－＠\t\r\n])")
COLUMNS = ("id", "kind", "statement", "quote", "who", "date", "status", "source", "words", "address")


@dataclass(slots=True)
class Words:
    """Words that a fact rests on, as their source has them."""

    words: str
    """The words."""
    source: str
    """The id of their source."""
    found: bool
    """Whether they stand word for word in a text that is kept on this site."""
    address: str
    """Where they stand: their paragraph, where it is known."""


@dataclass(slots=True)
class StatedFact:
    """One statement of the story."""

    id: str
    """Its id, one of a kind in the story; it stands in its address."""
    kind: str
    """What it is: part, role, demand, position, event, reaction, account or claim."""
    of: str
    """The id of the entry or party that it stands with."""
    statement: str
    """What it states, as plain text; empty where a quotation says all."""
    quote: str
    """What was said, word for word; empty where nothing is quoted."""
    by: tuple[str, ...]
    """The ids of those who say or do it."""
    status: Status
    """verified: its words were found; unverifiable: no text of the source is kept; unsourced: no words."""
    evidence: tuple[Words, ...]
    """The words it rests on."""
    address: str
    """Where it stands on the site."""
    date: Date | None = None
    """When, in EDTF (ISO 8601-2): 2025-03-18, 2025-03, 2025-03-23~ (about), 2025-03-18/2025-04-17."""


@dataclass(slots=True)
class Name:
    """What an id means."""

    kind: str
    """What it is: party, demand, event, reaction, account, claim, source, story or article."""
    name: str
    """What it is called."""
    address: str
    """Where it stands on the site."""
    party: PartyKind | None = None
    """What a party is."""
    aliases: tuple[str, ...] | None = None
    """Other names of a party."""
    wikidata: str | None = None
    """A party's identifier in Wikidata."""


FIELDS = {"$schema": "schema_address"}
"""The names of fields that JSON writes as no Python name can be."""


class StoryData(Model):
    """A story as data. Addresses are whole, or relative to this file where the site's is not known."""

    model_config = ConfigDict(populate_by_name=True)

    schema_address: str = Field(alias="$schema")
    """Where this description stands."""
    address: str
    """The story's page."""
    language: str
    """The language it is written in."""
    article: FrontMatter
    """The head of the story's article."""
    sheet: FactSheet
    """The fact sheet, in the fields that editors write. Parties that stories share are told in `names`."""
    names: dict[str, Name]
    """What the ids in the sheet and the facts mean; `story/id` is an entry of another story."""
    facts: tuple[StatedFact, ...]
    """Every fact, in the order of the sheet."""


def data_of_story(site: Publication, story: Story) -> Iterator[tuple[str, bytes]]:
    """The data of a story, with their paths."""
    data = story_data(site, story)
    yield f"{story.slug}/{STORY_DATA}", as_json(as_values(site, story, data))
    yield f"{story.slug}/{FACT_TABLE}", as_table(data)


def schema_of_site(site: Publication) -> Iterator[tuple[str, bytes]]:
    """What all that data is written in, with its path."""
    if site.stories:
        yield SCHEMA, schema_file()


def story_data(site: Publication, story: Story) -> StoryData:
    """A story with all that belongs to it."""
    here = f"{story.slug}/{STORY_DATA}"
    return StoryData.model_construct(
        schema_address=site.address(SCHEMA, here),
        address=site.address(f"{story.slug}/", here),
        language=story.front.language,
        article=story.front,
        sheet=whole_sheet(story),
        names=dict(names(site, story)),
        facts=tuple(stated(site, story, fact) for fact in site.desk.edition.facts[story.slug]),
    )


def as_values(site: Publication, story: Story, data: StoryData) -> dict[str, Any]:
    """A story as plain values, without what is empty."""
    values = data.model_dump(mode="json", by_alias=True, exclude_none=True)
    values["sheet"] = without_links(site.desk, story, values["sheet"])
    values["article"] = without_links(site.desk, story, values["article"])
    return values


def whole_sheet(story: Story) -> FactSheet:
    """A story's sheet as one value again; it was read entry by entry."""
    sheet = FactSheet.model_construct(story=story.head)
    sections = [name for name in FactSheet.model_fields if name != "story"]
    lists = {name: tuple(placed.value for placed in getattr(story.sheet, name)) for name in sections}
    return sheet.model_copy(update=lists)


def stated(site: Publication, story: Story, fact: Fact) -> StatedFact:
    """One fact as data."""
    said, here = vars(fact.value), f"{story.slug}/{STORY_DATA}"
    speakers = (site.desk.edition.library.resolve(story.slug, reference) for reference in fact.by)
    return StatedFact(
        id=fact.anchor,
        kind=fact.kind,
        of=short_id(site.desk.node(fact.node), story),
        statement=site.statement(fact),
        quote=fact.quote,
        by=tuple(short_id(node, story) for node in speakers if node),
        date=said.get("date") or said.get("as_of") or said.get("first_seen") or said.get("since"),
        status=fact.status,
        evidence=tuple(words for one in fact.located for words in found(site, story, one, here)),
        address=site.address(site.desk.edition.addresses.of_fact(fact), here),
    )


def found(site: Publication, story: Story, located: Located, here: str) -> Iterator[Words]:
    """Words of evidence where they were found."""
    source = short_id(site.desk.node(f"{located.story}/{located.source}"), story)
    for words, address in site.words(located):
        yield Words(
            words=words, source=source, found=bool(located.passages), address=site.address(address, here)
        )


def names(site: Publication, story: Story) -> Iterator[tuple[str, Name]]:
    """What ids mean: the story's own entries, its parties, and what they are tied to elsewhere."""
    desk, slug, here = site.desk, story.slug, f"{story.slug}/{STORY_DATA}"
    library, sheet = desk.edition.library, story.sheet
    own = [
        f"{slug}/{placed.value.id}"
        for section in (
            sheet.demands,
            sheet.dates,
            sheet.reactions,
            sheet.accounts,
            sheet.claims,
            sheet.sources,
        )
        for placed in section
    ]
    parties = [library.profiles[party].key for party in library.story_parties[slug]]
    tied = [edge.target for key in own for edge in desk.edition.graph.outgoing.get(key, ())]
    sources = [f"{one.story}/{one.source}" for fact in desk.edition.facts[slug] for one in fact.located]
    for key in dict.fromkeys((f"{slug}/{ARTICLE_ID}", *own, *parties, *tied, *sources)):
        node = desk.node(key)
        address = site.address(desk.address(key), here)
        terms = party_terms(library, node) if node.kind == "party" else {}
        yield short_id(node, story), Name(node.kind, site.title(node), address, **terms)


def party_terms(library: Library, node: Node) -> dict[str, Any]:
    """What stories share about a party."""
    profile = library.profiles[node.id]
    return {"party": profile.kind, "aliases": profile.aliases or None, "wikidata": profile.wikidata or None}


def short_id(node: Node, story: Story) -> str:
    """A thing's id as this story's sheet writes it."""
    return node.id if node.kind == "party" or node.story == story.slug else node.key


def without_links(desk: Desk, story: Story, value: Any, field: str = "") -> Any:
    """Plain values whose running texts have plain words for links."""
    if isinstance(value, dict):
        return {name: without_links(desk, story, inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [without_links(desk, story, inner, field) for inner in value]
    return plain_words(desk, story, value) if field in RUNNING_TEXT and "[[" in value else value


def plain_words(desk: Desk, story: Story, text: str) -> str:
    """A text with the words that its links have on the page."""

    def words(match: re.Match[str]) -> str:
        node = desk.edition.library.resolve(story.slug, match[1].strip())
        return (match[2] or (node.title if node else match[1])).strip()

    return REFERENCE.sub(words, text)


def as_json(values: Any) -> bytes:
    """Values as JSON for people, too."""
    # `<` as its number is the same, and begins no element wherever somebody puts the words.
    return to_json(values, indent=1).replace(b"<", b"\\u003c") + b"\n"


def as_table(data: StoryData) -> bytes:
    """Facts as a table. What one cell has several of stands on lines of its own."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for fact in data.facts:
        parties = [data.names[name].name for name in fact.by]
        sources = dict.fromkeys(data.names[one.source].name for one in fact.evidence)
        words = [one.words for one in fact.evidence]
        cells = (
            fact.id,
            fact.kind,
            fact.statement,
            fact.quote,
            "\n".join(parties),
            str(fact.date or ""),
            fact.status,
            "\n".join(sources),
            "\n".join(words),
            fact.address,
        )
        writer.writerow([harmless(cell) for cell in cells])
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8", "replace")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in BEGINNINGS and FORMULA.match(cell) else cell


@cache
def schema_file() -> bytes:
    """The schema as a file: the same for every build."""
    return as_json(schema())


def schema() -> dict[str, Any]:
    """What each field means: the descriptions that stand with the models, in JSON Schema (2020-12)."""
    made = StoryData.model_json_schema(by_alias=True, mode="serialization")
    models = {**vars(base), **vars(entries), **vars(sheets), **globals()}
    for name, form in {"StoryData": made, **made["$defs"]}.items():
        for field, terms in form.get("properties", {}).items():
            terms["description"] = plain(description(models[name], FIELDS.get(field, field)))
    return {"$schema": GenerateJsonSchema.schema_dialect, **loosened(made)}


def plain(text: str) -> str:
    """A description on one line."""
    return " ".join(text.split())


def loosened(value: Any) -> Any:
    """A schema without the limits on what editors write and without null, as empty fields are left out."""
    if isinstance(value, list):
        return [loosened(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if len(kinds := [kind for kind in value.get("anyOf", ()) if kind != {"type": "null"}]) == 1:
        value = {**kinds[0], **{name: inner for name, inner in value.items() if name != "anyOf"}}
    if "properties" in value:
        value = {**value, "additionalProperties": False}
    # A string as a title is the field's own name in capitals; a field may well be called so.
    return {
        name: loosened(inner)
        for name, inner in value.items()
        if name not in ("maxLength", "default") and not (name == "title" and isinstance(inner, str))
    }
