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
from functools import cache
from typing import Annotated, Any, get_args

from msgspec import json
from msgspec.structs import asdict

from generator.article import REFERENCE
from generator.facts import Fact, Located, Status
from generator.fields import Date, Flag
from generator.json_schema import DRAFT, Schema, parts_of
from generator.kinds import Many, Model, Single, fields_of
from generator.library import Library, Node
from generator.model.base import RUNNING_TEXT
from generator.model.choices import PartyKind
from generator.model.sheets import FactSheet, FrontMatter
from generator.outputs.publication import Publication
from generator.pages.desk import Desk
from generator.pages.machines import FACT_TABLE, SCHEMA, STORY_DATA
from generator.story import ARTICLE_ID, Story

BEGINNINGS = frozenset("'=+-@＝＋－＠\t\r\n")
FORMULA = re.compile("(?='*[=+\\-@＝＋－＠\t\r\n])")
COLUMNS = ("id", "kind", "statement", "quote", "who", "date", "status", "source", "words", "address")


TEXT = Single(str, {"type": "string"})
STATUS = Single(str, {"enum": [*get_args(Status)], "type": "string"})
Text = Annotated[str, TEXT]
Texts = Annotated[tuple[str, ...], Many(TEXT)]


class Words(Model):
    """Words that a fact rests on, as their source has them."""

    words: Text
    """The words."""
    source: Text
    """The id of their source."""
    found: Flag
    """Whether they stand word for word in a text that is kept on this site."""
    address: Text
    """Where they stand: their paragraph, where it is known."""


class StatedFact(Model):
    """One statement of the story."""

    id: Text
    """Its id, one of a kind in the story; it stands in its address."""
    kind: Text
    """What it is: part, role, demand, position, event, reaction, account or claim."""
    of: Text
    """The id of the entry or party that it stands with."""
    statement: Text
    """What it states, as plain text; empty where a quotation says all."""
    quote: Text
    """What was said, word for word; empty where nothing is quoted."""
    by: Texts
    """The ids of those who say or do it."""
    status: Annotated[Status, STATUS]
    """verified: its words were found; unverifiable: no text of the source is kept; unsourced: no words."""
    evidence: tuple[Words, ...]
    """The words it rests on."""
    address: Text
    """Where it stands on the site."""
    date: Date | None = None
    """When, in EDTF (ISO 8601-2): 2025-03-18, 2025-03, 2025-03-23~ (about), 2025-03-18/2025-04-17."""


class Name(Model):
    """What an id means."""

    kind: Text
    """What it is: party, demand, event, reaction, account, claim, source, story or article."""
    name: Text
    """What it is called."""
    address: Text
    """Where it stands on the site."""
    party: PartyKind | None = None
    """What a party is."""
    aliases: Texts | None = None
    """Other names of a party."""
    wikidata: Text | None = None
    """A party's identifier in Wikidata."""


NAMED = {"schema_address": "$schema"}
"""The fields that JSON has under names that no field of Python can have."""


class StoryData(Model):
    """A story as data. Addresses are whole, or relative to this file where the site's is not known."""

    schema_address: Text
    """Where this description stands."""
    address: Text
    """The story's page."""
    language: Text
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
    return StoryData(
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
    values: dict[str, Any] = plain_values(data)
    values["sheet"] = without_links(site.desk, story, values["sheet"])
    values["article"] = without_links(site.desk, story, values["article"])
    return values


def whole_sheet(story: Story) -> FactSheet:
    """A story's sheet as one value again; it was read entry by entry."""
    sections = [name for name in fields_of(FactSheet) if name != "story"]
    lists = {name: tuple(placed.value for placed in getattr(story.sheet, name)) for name in sections}
    return FactSheet(story=story.head, **lists)


def plain_values(value: object) -> Any:
    """A value as JSON has it: without the fields that say nothing, and without the mark of drafts."""
    match value:
        case str() | bool():
            return value
        case Model():
            return {
                NAMED.get(name, name): plain_values(one)
                for name, one in asdict(value).items()
                if one is not None and name != "draft"
            }
        case tuple():
            return [plain_values(one) for one in value]
        case dict():
            return {name: plain_values(one) for name, one in value.items()}
    return str(value)


def stated(site: Publication, story: Story, fact: Fact) -> StatedFact:
    """One fact as data."""
    said, here = asdict(fact.value), f"{story.slug}/{STORY_DATA}"
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
    return json.format(json.encode(values), indent=1).replace(b"<", b"\\u003c") + b"\n"


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


def schema() -> Schema:
    """What each field means: the descriptions that stand with the models, in JSON Schema (2020-12)."""
    parts = {name: loosened(part) for name, part in parts_of(StoryData).items()}
    whole = parts.pop(StoryData.__name__)
    return {"$schema": DRAFT, "$defs": parts, **whole}


def loosened(part: Schema) -> Schema:
    """A part without limits on how long a text may be, and without the mark of drafts."""
    fields = {
        NAMED.get(name, name): of_any_length(form)
        for name, form in part.get("properties", {}).items()
        if name != "draft"
    }
    required = [NAMED.get(name, name) for name in part.get("required", ())]
    needed = {"required": required} if required else {}
    return {**part, "properties": fields, **needed} if fields else part


def of_any_length(form: Schema) -> Schema:
    """What a field holds, without the limit."""
    items = {"items": of_any_length(form["items"])} if "items" in form else {}
    return {name: one for name, one in form.items() if name != "maxLength"} | items
