"""One story's folder: its fact sheet, its article and the local texts of its sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from generator.article import Article, TitleOf, parse_article
from generator.date_parsing import parse_date
from generator.diagnostics import Diagnostic, did_you_mean, unsaid
from generator.evidence import Searchable
from generator.fact_sheet import Sheet
from generator.folders import ARTICLE, FACT_SHEET
from generator.frozen import Frozen
from generator.mending import taken_out
from generator.model.entries import Source
from generator.model.sheets import FrontMatter, StoryHead
from generator.reading import read_text
from generator.recovery import read_on
from generator.slugs import suggest_id
from generator.source import SourceFile
from generator.validation import Placed, validate

ARTICLE_ID = "article"
"""The id under which a story's own article is a source."""

LARGEST_ARTICLE = 500_000
"""The most bytes of an article, some 80,000 words."""
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)


class LocalText(Frozen):
    """The words of a source that the build can look into, and the anchor of each paragraph.

    The article shows all its paragraphs; of other sources, their overview shows those that facts rest on.
    """

    paragraphs: tuple[str, ...]
    anchors: tuple[str, ...]
    searchable: Searchable


class Story(Frozen):
    """A story.

    Where a head could not be read, a stand-in takes its place, so that everything else can still be
    checked; nothing is published then.
    """

    slug: str
    sheet: Sheet
    head: StoryHead
    front: FrontMatter
    front_placed: Placed[FrontMatter] | None
    article: Article
    texts: Mapping[str, LocalText]
    files: frozenset[str] = frozenset()
    """The names of the files in its folder."""


STAND_IN_HEAD = StoryHead(headline="–", standfirst="–", updated=parse_date("9999-12-31"))
STAND_IN_FRONT = FrontMatter(title="–", published=parse_date("9999-12-31"))


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
            "Begin the file with these four lines, with your own title and day, and an empty line below:\n"
            "---\ntitle: …\npublished: 2025-03-19\n---",
        )
        article, found = parse_article(source, 0, title_of)
        return None, article, [problem, *found]
    reading = read_on(source, match.start(1), match.end(1))
    document, problems = reading.document, list(reading.problems)
    front: Placed[FrontMatter] | None = None
    if document is not None:
        front, found = validate(FrontMatter, document, (), document.value)
        problems += unsaid(reading.certain(found), problems)
    article, found = parse_article(source, match.end(), title_of)
    return front, article, [*problems, *found]


def read_story(folder: Path, shown: str, sheet: Sheet, title_of: TitleOf) -> tuple[Story, list[Diagnostic]]:
    """A sheet with its article and the local texts of its sources."""
    source, problems = read_text(folder / ARTICLE, f"{shown}/{ARTICLE}", LARGEST_ARTICLE)
    unreadable = any(one.code == "merge-conflict" or not source.text for one in problems)
    front, article, found = read_article(source, title_of)
    problems += [] if unreadable else found
    texts, found = local_texts(folder, shown, sheet, article)
    if sheet.head is None:
        texts = {}  # A sheet without its head does not say which source its words stand in.
    elif unreadable or not article.blocks:
        # Nothing can be looked up in it, and nothing that is missing there is a further mistake.
        texts = {name: text for name, text in texts.items() if name != ARTICLE_ID}
    head = sheet.head.value if sheet.head else STAND_IN_HEAD
    matter = front.value if front else STAND_IN_FRONT
    return Story(sheet.slug, sheet, head, matter, front, article, texts, files_of(folder)), problems + found


def files_of(folder: Path) -> frozenset[str]:
    """The names of the files in a folder, without hidden ones; none where it was moved away meanwhile."""
    try:
        return frozenset(path.name for path in folder.iterdir() if path.is_file() and path.name[0] != ".")
    except OSError:
        return frozenset()


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
            message = f"“{name}” is not a text file of this folder"
            problems.append(Diagnostic("bad-file-name", message, placed.span("text"), better_name(name)))
            continue
        source, found = read_text(folder / name, f"{shown}/{name}")
        if found and not source.text:
            # Told once, where the file is named: its words cannot be looked for.
            problems += [
                Diagnostic(p.code, f"“{name}”: {p.message}", placed.span("text"), hint_for(p, placed, folder))
                for p in found
            ]
            continue
        problems += found
        paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", source.text) if part.strip()]
        anchors = [f"{placed.value.id}.{number}" for number in range(1, len(paragraphs) + 1)]
        texts[placed.value.id] = local_text(paragraphs, anchors)
    return texts, problems


def better_name(name: str) -> str:
    """How the file of a source is named."""
    path = PurePosixPath(name.replace("\\", "/"))
    base = suggest_id(path.stem) if path.suffix.lower() in (".txt", ".md") else ""
    wanted = f"{base or 'letter'}.txt"
    if base and path.parent.name:
        return (
            f"It leads to another folder. Put a copy of the file beside facts.yaml, as “{wanted}”, and "
            f"write: text: {wanted}"
        )
    return f"Put a .txt file beside the fact sheet, and write its name in lower case: text: {wanted}"


def hint_for(problem: Diagnostic, placed: Placed[Source], folder: Path) -> str:
    """What to do about the file of a source: it may be spelled otherwise, or be left out."""
    if problem.code != "missing-file":
        return problem.hint
    near = did_you_mean(str(placed.value.text), files_of(folder) - {ARTICLE, FACT_SHEET})
    out = taken_out(placed.key("text"), placed.span("text"))
    return (
        near or f"Put this file beside facts.yaml, or delete {out}: then quotations from it are not checked."
    )


def local_text(paragraphs: list[str], anchors: list[str]) -> LocalText:
    """Paragraphs, ready to be searched."""
    kept = tuple(paragraphs)
    return LocalText(kept, tuple(anchors), Searchable(kept))
