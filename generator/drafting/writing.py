"""Drafts into a story's fact sheet: a new one, or entries more in one that stays as its editor wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.adding import scalar, with_blocks
from generator.article import Article
from generator.drafting.paragraphs import read_paragraph
from generator.drafting.sheet import SECTIONS, Drafter, Known, Proposal, as_yaml
from generator.evidence import Passage, Searchable
from generator.frozen import Frozen
from generator.library import Library
from generator.model.sheets import FrontMatter
from generator.sentences import sentences
from generator.source import SourceFile
from generator.yaml_document import read_yaml
from generator.yaml_values import Value

HEAD = """\
# yaml-language-server: $schema=.editor.json
# A draft by rules: all of this is proposed, and nothing is published. Check an entry, put right what is
# wrong, and take its line “draft: true” away; when the head is right, take it away there, too.
story:
  draft: true
  headline: {headline}
  standfirst: {standfirst}
  updated: {updated}
"""


class Drafted(Frozen):
    """A fact sheet with drafts, and how many of them each section has got."""

    text: str
    counts: Mapping[str, int]


def draft(article: Article, front: FrontMatter, sheet: str | None, library: Library, story: str) -> Drafted:
    """The fact sheet of a story with what the rules find in its article that it does not hold yet.

    `sheet` is its text, None where there is none. Raises `CannotAddError` where nothing can be put into it.
    """
    blocks = article.blocks
    searchable = Searchable([block.text for block in blocks])
    text = sheet if sheet is not None else new_sheet(front, article)
    paragraphs = [
        read_paragraph(number, block.span.line, block.text)
        for number, block in enumerate(blocks)
        if block.level == 0 and block.text.strip()
    ]
    known = known_in(text, searchable, library, story)
    proposals = Drafter(paragraphs, front.published.earliest, known).proposals()
    counts = {}
    for section in SECTIONS:
        found = [one for one in proposals if one.section == section]
        if found:
            text = with_blocks(text, section, joined(found))
            counts[section] = len(found)
    return Drafted(text, counts)


def joined(found: Sequence[Proposal]) -> str:
    """Entries with an empty line between them."""
    return "\n".join(map(as_yaml, found))


def new_sheet(front: FrontMatter, article: Article) -> str:
    """A sheet with a head, whose words are the article's."""
    text = next((block.text for block in article.blocks if block.level == 0), "")
    first = next((text[start:end] for start, end in sentences(text)), "")
    return HEAD.format(
        headline=scalar(front.title),
        standfirst=scalar(" ".join((front.standfirst or first or front.title).split())),
        updated=front.published,
    )


def known_in(sheet: str, searchable: Searchable, library: Library, story: str) -> Known:
    """What a sheet and the shared parties hold already, drafts included."""
    document, _ = read_yaml(SourceFile("facts.yaml", sheet))
    top = document.value if document and isinstance(document.value, dict) else {}
    entries = {section: list(groups(value)) for section, value in top.items()}
    names: dict[str, str] = {}
    for profile in library.profiles.values():
        names.update(dict.fromkeys((profile.name, *profile.aliases), profile.id))
    for party in entries.get("parties", ()):
        forms = [*texts(party.get("name")), *texts(party.get("aliases"))]
        names.update((form, name) for form in forms for name in texts(party.get("id")))
    own = {name for found in entries.values() for entry in found for name in texts(entry.get("id"))}
    elsewhere = {node.id for node in library.nodes.values() if node.story in ("", story)}
    drafts = {draft.key.rpartition("/")[2] for draft in library.drafts}
    return Known(
        parties=names,
        here=frozenset(name for party in entries.get("parties", ()) for name in texts(party.get("id"))),
        ids=frozenset(own | elsewhere | drafts),
        dates=frozenset(day for entry in entries.get("dates", ()) for day in texts(entry.get("date"))),
        words=frozenset(
            words
            for found in entries.values()
            for entry in found
            for key in ("quote", "evidence")
            for words in texts(entry.get(key))
        ),
        passages={section: list(passages(found, searchable)) for section, found in entries.items()},
    )


def groups(value: Value) -> Iterator[Mapping[str, Value]]:
    """The entries of a section that are groups of keys."""
    yield from (one for one in (value if isinstance(value, list) else ()) if isinstance(one, dict))


def texts(value: Value) -> Iterator[str]:
    """A text, or the texts of a list."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            yield from texts(one.get("words"))


def passages(entries: Sequence[Mapping[str, Value]], searchable: Searchable) -> Iterator[Passage]:
    """Where the words stand that entries rest on."""
    for entry in entries:
        for key in ("quote", "evidence"):
            for words in texts(entry.get(key)):
                yield from searchable.find(words)
