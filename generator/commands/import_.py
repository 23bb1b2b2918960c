"""`explainers import`: a copied text or a saved web page as a clean article.md."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.article import parse_article
from generator.commands.options import day
from generator.folders import ARTICLE, FACT_SHEET
from generator.importing import import_text
from generator.importing.imported import Imported
from generator.importing.markdown import as_markdown
from generator.slugs import id_problem
from generator.source import SourceFile
from generator.web_pages.decoding import is_page
from generator.web_pages.reading import UnreadableError, import_page

NAME = "import"
HELP = "make a clean article.md from a copied text or a saved page"
DESCRIPTION = (
    "Make a clean article.md from a text that was copied from a web page, or from a saved page (.html; this "
    "needs one package more: make import). What is left over, such as captions, player messages and credits, "
    "is reported, line by line, and so is what of a page was not taken for its article. “-” reads what is "
    "piped in."
)
LARGEST = 5_000_000
LARGEST_PAGE = 20_000_000
WORDS = {
    "title": "the title",
    "byline": "a credit, kept as byline",
    "published": "the date, kept as published",
    "see-also": "a link to read on, kept as “See also:”",
    "kicker": "a line above the title",
    "other-title": "the title of another article",
    "caption": "a caption, for it stands twice",
    "credited": "a caption, for it names who took the picture",
    "twice": "the same words once more",
    "player": "a message of a player",
    "player-title": "the title of what a player would play",
    "post": "what stands around an embedded post",
    "button": "a button or a notice of the page",
    "heading": "a heading, as it seems",
    "unsure": "in the text, though it reads as no sentence",
}


def add(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("file", help="a text, or a saved web page (.html); - reads what is piped in")
    command.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="where to write, as content/port-strike/article.md (default: the screen)",
    )
    command.add_argument("--published", type=day, metavar="DATE", help="the article's day, YYYY-MM-DD")
    command.add_argument("--title", default="", help="the article's title, where the text has none")


def run(options: Namespace) -> int:
    """Write the article, and say what became of everything else."""
    try:
        article = read(options.file)
    except UnreadableError as error:
        return failed(str(error))
    article.title = " ".join(options.title.split()) or article.title
    published: date | None = options.published or article.published
    if problem := lacking(article, published):
        return failed(problem)
    assert published is not None
    for line in told(article):
        print(line, file=sys.stderr)
    written = as_markdown(article, published)
    for line in to_mend(written):
        print(line, file=sys.stderr)
    return write(options.output, written)


def read(name: str) -> Imported:
    """The article in a file, or in what is piped in."""
    shown = "what was piped in" if name == "-" else f"“{name}”"
    raw = content(name, shown)
    if not raw.strip():
        raise UnreadableError(f"There is nothing in {shown}. Copy the text of an article and import that.")
    if is_page(name, raw):
        return import_page(raw)
    if len(raw) > LARGEST:
        raise UnreadableError(
            f"There is more than {LARGEST // 1_000_000} MB in {shown}: no article is as long."
        )
    try:
        return import_text(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        where = f"byte {error.start + 1}"
        raise UnreadableError(
            f"There is something else than UTF-8 text in {shown} ({where}). Save it as UTF-8."
        ) from None


def content(name: str, shown: str) -> bytes:
    """What is in a file, up to the largest size."""
    try:
        if name == "-":
            if sys.stdin is None:
                raise ValueError("nothing is piped in")
            raw = sys.stdin.buffer.read(LARGEST_PAGE + 1)
        else:
            with Path(name).open("rb") as file:
                raw = file.read(LARGEST_PAGE + 1)
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise UnreadableError(f"“{name}” cannot be read: {why}.") from None
    if len(raw) > LARGEST_PAGE:
        raise UnreadableError(
            f"There are more than {LARGEST_PAGE // 1_000_000} MB in {shown}: no article is."
        )
    return raw


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
    count = len(article.blocks)
    beside = ", and beside them:" if article.leftovers else "."
    yield f"{count} paragraph{'' if count == 1 else 's'}{beside}"
    for one in article.leftovers:
        done = "kept" if one.kept else "dropped"
        place = f"line {one.line}: " if one.line else ""
        what = WORDS[one.kind] if one.kept or one.kind != "published" else "a date, for another one is known"
        yield f"  {place}{done}: {what}: {printable(one.text, 80 if one.kept else 400)}"
    yield from map(printable_line, article.told)


def to_mend(written: str) -> list[str]:
    """What the build will not take in an article."""
    source = SourceFile(ARTICLE, written)
    _, problems = parse_article(source, written.index("\n---\n") + 5, lambda _: None)
    return [
        f"To be mended, line {one.span.source.position(one.span.start)[0]}: {one.message}" for one in problems
    ]


def printable(text: str, longest: int = 80) -> str:
    """The beginning of a text, as a terminal can show it: nothing in it moves the cursor."""
    cut = text if len(text) <= longest else f"{text[: longest - 1]}…"
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in cut)


def printable_line(text: str) -> str:
    """A line of a report, as a terminal can show it."""
    return printable(text, 400)


def write(output: Path | None, text: str) -> int:
    """Print, or write a file that is not there yet."""
    if output is None:
        sys.stdout.write(text)
        return 0
    output = output / ARTICLE if output.is_dir() else output
    try:
        if output.parent.parent.is_dir():
            output.parent.mkdir(exist_ok=True)
        with output.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return failed(f"“{output}” is there already, and stays as it is. Choose another file.")
    except OSError as error:
        return failed(f"“{output}” cannot be written: {(error.strerror or str(error)).lower()}.")
    print(f"The article is in {output}", file=sys.stderr)
    if (
        output.name == ARTICLE
        and not (output.parent / FACT_SHEET).exists()
        and not id_problem(output.parent.name)
    ):
        print(f"A first fact sheet from it: explainers draft {output.parent.name}", file=sys.stderr)
    return 0


def failed(problem: str) -> int:
    """Say why not."""
    print(f"explainers: {problem}", file=sys.stderr)
    return 1
