"""One story's folder: its fact sheet, its article and the local texts of its sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.article import Article, TitleOf, parse_article
from generator.diagnostics import Diagnostic
from generator.evidence import Searchable
from generator.model import (
    Account,
    Claim,
    Demand,
    Event,
    FrontMatter,
    Model,
    Party,
    Reaction,
    SeeAlso,
    Source,
    StoryHead,
    Update,
)
from generator.reading import read_text
from generator.source import SourceFile, Span
from generator.validation import ModelType, Placed, validate
from generator.yaml_document import Value, YamlDocument, read_yaml

FACT_SHEET = "facts.yaml"
ARTICLE = "article.md"
ARTICLE_ID = "article"
"""The id under which a story's own article is a source."""

MAX_ENTRIES = 5_000


@dataclass(frozen=True)
class Sheet:
    """A fact sheet, as far as it could be read. `broken` are the ids of entries that could not be."""

    slug: str
    document: YamlDocument
    head: Placed[StoryHead] | None
    parties: tuple[Placed[Party], ...] = ()
    demands: tuple[Placed[Demand], ...] = ()
    dates: tuple[Placed[Event], ...] = ()
    reactions: tuple[Placed[Reaction], ...] = ()
    accounts: tuple[Placed[Account], ...] = ()
    claims: tuple[Placed[Claim], ...] = ()
    sources: tuple[Placed[Source], ...] = ()
    updates: tuple[Placed[Update], ...] = ()
    see_also: tuple[Placed[SeeAlso], ...] = ()
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LocalText:
    """The words of a source that the build can look into, and the anchor of each paragraph.

    The article shows all its paragraphs; of other sources, their overview shows those that facts rest on.
    """

    paragraphs: tuple[str, ...]
    anchors: tuple[str, ...]
    searchable: Searchable


@dataclass(frozen=True)
class Story:
    """A story whose head could be read."""

    slug: str
    sheet: Sheet
    head: StoryHead
    front: FrontMatter
    front_span: Span
    article: Article
    texts: Mapping[str, LocalText]


SECTIONS: Mapping[str, type[Model]] = {
    "parties": Party,
    "demands": Demand,
    "dates": Event,
    "reactions": Reaction,
    "accounts": Account,
    "claims": Claim,
    "sources": Source,
    "updates": Update,
    "see_also": SeeAlso,
}


def read_entries(
    model: type[ModelType], document: YamlDocument, section: str, value: Value
) -> tuple[tuple[Placed[ModelType], ...], frozenset[str], list[Diagnostic]]:
    """The entries of a section that can be read, the ids of those that cannot, and why not."""
    if value is None:
        return (), frozenset(), []
    if not isinstance(value, list):
        problem = Diagnostic(
            "list-expected",
            f"“{section}” is a list",
            document.value_span((section,)),
            "Begin each entry on a line of its own with a dash.",
        )
        return (), frozenset(), [problem]
    if len(value) > MAX_ENTRIES:
        problem = Diagnostic(
            "too-many",
            f"“{section}” has too many entries: {len(value):,}; the limit is {MAX_ENTRIES:,}",
            document.key_span((section,)),
            "Split the story in two.",
        )
        return (), frozenset(), [problem]
    placed: list[Placed[ModelType]] = []
    broken: set[str] = set()
    problems: list[Diagnostic] = []
    for index, entry in enumerate(value):
        good, found = validate(model, document, (section, index), entry)
        problems.extend(found)
        if good is not None:
            placed.append(good)
        elif isinstance(entry, dict) and isinstance(name := entry.get("id"), str):
            broken.add(name)
    return tuple(placed), frozenset(broken), problems


def read_sheet(slug: str, source: SourceFile) -> tuple[Sheet | None, list[Diagnostic]]:
    """A fact sheet from its file. Mistakes in one entry do not hide those in another."""
    document, problems = read_yaml(source)
    if document is None or not isinstance(document.value, dict):
        return None, problems
    top = document.value
    known = {"story", *SECTIONS}
    problems += [unknown_section(document, key, known) for key in top if key not in known]
    head: Placed[StoryHead] | None = None
    if top.get("story") is None:
        problems.append(
            Diagnostic(
                "missing-key",
                "The key “story” is missing: the sheet's head",
                document.value_span(()),
                "Begin with “story:” and below it headline, standfirst and updated.",
            )
        )
    else:
        head, found = validate(StoryHead, document, ("story",), top["story"])
        problems += found
    sections: dict[str, tuple[Placed[Model], ...]] = {}
    broken: frozenset[str] = frozenset()
    for key, model in SECTIONS.items():
        sections[key], unread, found_here = read_entries(model, document, key, top.get(key))
        problems += found_here
        broken |= unread
    return Sheet(slug, document, head, **sections, broken=broken), problems  # type: ignore[arg-type]


def unknown_section(document: YamlDocument, key: str, known: set[str]) -> Diagnostic:
    """A top-level key that no section has."""
    from generator.diagnostics import did_you_mean, listed

    hint = did_you_mean(key, known) or f"A fact sheet has {listed(sorted(known)).replace(' or ', ' and ')}."
    return Diagnostic("unknown-key", f"A fact sheet has no “{key}”", document.key_span((key,)), hint)


FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)


def read_article(
    source: SourceFile, title_of: TitleOf
) -> tuple[Placed[FrontMatter] | None, Article, list[Diagnostic]]:
    """An article with its front matter."""
    match = FRONT_MATTER.match(source.text)
    if match is None:
        problem = Diagnostic(
            "missing-front-matter",
            "The article does not begin with its title and date",
            source.span(0, 0),
            "Begin the file with a line of ---, then “title: …” and “published: 2025-03-19”, then --- again.",
        )
        article, found = parse_article(source, 0, title_of)
        return None, article, [problem, *found]
    document, problems = read_yaml(source, match.start(1), match.end(1))
    front: Placed[FrontMatter] | None = None
    if document is not None:
        front, found = validate(FrontMatter, document, (), document.value)
        problems += found
    article, found = parse_article(source, match.end(), title_of)
    return front, article, [*problems, *found]


def local_texts(
    folder: Path, shown: str, sheet: Sheet, article: Article
) -> tuple[Mapping[str, LocalText], list[Diagnostic]]:
    """The article's words, and those of each source that has a file here."""
    blocks = article.blocks
    texts = {ARTICLE_ID: local_text([b.text for b in blocks], [b.anchor for b in blocks])}
    problems: list[Diagnostic] = []
    for placed in sheet.sources:
        name = placed.value.text
        if name is None:
            continue
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*\.(txt|md)", name):
            problems.append(
                Diagnostic(
                    "bad-file-name",
                    f"“{name}” is not a text file of this folder",
                    placed.span("text"),
                    "Put a .txt file beside the fact sheet and write its name: lower-case letters, digits, hyphens.",
                )
            )
            continue
        source, found = read_text(folder / name, f"{shown}/{name}")
        problems += [
            Diagnostic(p.code, p.message, placed.span("text"), p.hint) if not source.text else p
            for p in found
        ]
        paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", source.text) if part.strip()]
        anchors = [f"{placed.value.id}.{number}" for number in range(1, len(paragraphs) + 1)]
        texts[placed.value.id] = local_text(paragraphs, anchors)
    return texts, problems


def local_text(paragraphs: list[str], anchors: list[str]) -> LocalText:
    """Paragraphs, ready to be searched."""
    return LocalText(tuple(paragraphs), tuple(anchors), Searchable(paragraphs))
