"""`explainers import`: a copied text or a saved web page as a clean article.md."""

from __future__ import annotations

import importlib
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.commands.options import day
from generator.importing import Imported, as_markdown, import_text

NAME = "import"
HELP = "make a clean article.md from a copied text or a saved page"
DESCRIPTION = (
    "Make a clean article.md from a text that was copied from a web page, or from a saved page (.html; this "
    "needs the extra “html”: pip install explainers[html]). What is left over, such as captions, player "
    "messages and credits, is reported, line by line. “-” reads what is piped in."
)
LARGEST = 5_000_000
WORDS = {
    "title": "the title",
    "byline": "a credit, kept as byline",
    "published": "the date, kept as published",
    "see-also": "a link to read on, kept as “See also:”",
    "caption": "a caption, for it stands twice",
    "player": "a message of a player",
    "player-title": "the title of what a player would play",
    "button": "a button or a notice of the page",
}


class UnreadableError(Exception):
    """A file that no article can be made of; the message says why and what to do."""


def add(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("file", help="a text, or a saved web page (.html); - reads what is piped in")
    command.add_argument("--output", type=Path, metavar="FILE", help="where to write (default: the screen)")
    command.add_argument("--published", type=day, metavar="DATE", help="the article's day, YYYY-MM-DD")
    command.add_argument("--title", default="", help="the article's title, where the text has none")


def run(options: Namespace) -> int:
    """Write the article, and say what became of everything else."""
    try:
        article = read(options.file)
    except UnreadableError as error:
        return failed(str(error))
    article = replace(article, title=options.title or article.title)
    published: date | None = options.published or article.published
    if problem := lacking(article, published):
        return failed(problem)
    assert published is not None
    for line in told(article):
        print(line, file=sys.stderr)
    return write(options.output, as_markdown(article, published))


def read(name: str) -> Imported:
    """The article in a file, or in what is piped in."""
    try:
        raw = sys.stdin.buffer.read(LARGEST + 1) if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UnreadableError(f"“{name}” cannot be read: {(error.strerror or str(error)).lower()}.") from None
    if len(raw) > LARGEST:
        raise UnreadableError(f"“{name}” is larger than {LARGEST // 1_000_000} MB: no article is.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = f"byte {error.start + 1}"
        raise UnreadableError(f"“{name}” is not UTF-8 text ({where}). Save it as UTF-8.") from None
    begins = text.lstrip()[:15].lower()
    is_page = name.endswith((".html", ".htm")) or begins.startswith(("<!doctype", "<html"))
    return from_page(text) if is_page else import_text(text)


def from_page(html: str) -> Imported:
    """The article of a saved web page, found by trafilatura."""
    try:
        trafilatura = importlib.import_module("trafilatura")
    except ImportError:
        raise UnreadableError("Web pages need one package more: pip install explainers[html]") from None
    found = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False)
    if found is None or not found.text:
        raise UnreadableError("No article was found in this page. Copy its text into a file and import that.")
    article = import_text("\n\n".join(found.text.splitlines()))
    day_found = date.fromisoformat(found.date) if found.date else None
    return replace(
        article,
        title=found.title or article.title,
        byline=article.byline or (found.author or ""),
        published=article.published or day_found,
    )


def lacking(article: Imported, published: date | None) -> str:
    """What an article cannot do without."""
    if not article.paragraphs:
        return "There is no paragraph in this text: was it copied whole?"
    if not article.title:
        return "This text does not begin with a title: add one with --title “…”."
    if published is None:
        return "This text does not say when it was published: add --published YYYY-MM-DD."
    return ""


def told(article: Imported) -> Iterator[str]:
    """What became of the text, line by line where it is no paragraph."""
    yield f"{len(article.paragraphs)} paragraphs, and beside them:"
    for one in article.leftovers:
        done = "kept" if one.kept else "dropped"
        yield f"  line {one.line}: {done}: {WORDS[one.kind]}: {one.text[:80]}"


def write(output: Path | None, text: str) -> int:
    """Print, or write a file that is not there yet."""
    if output is None:
        sys.stdout.write(text)
        return 0
    try:
        with output.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return failed(f"“{output}” is there already, and stays as it is. Choose another file.")
    except OSError as error:
        return failed(f"“{output}” cannot be written: {(error.strerror or str(error)).lower()}.")
    print(f"The article is in {output}", file=sys.stderr)
    return 0


def failed(problem: str) -> int:
    """Say why not."""
    print(f"explainers: {problem}", file=sys.stderr)
    return 1
