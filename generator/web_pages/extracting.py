"""The article of a page, as trafilatura finds it: in a process of its own, for no page may hold up the rest.

Reads a page from standard input and writes what it found as JSON. `python -m generator.web_pages.extracting`.
"""

from __future__ import annotations

import importlib
import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from msgspec import Struct, field, to_builtins

from generator.frozen import Frozen
from generator.importing.markdown import BRACKET, escaped, escaped_inline
from generator.web_pages.seeing import COPY, Page, Piece, StrangePageError, left_out, read_page, words

DATES = {"extensive_search": False, "original_date": True, "max_date": "2999-12-31"}
"""A day that the page names, never one that is guessed; and the clock is not asked."""
BLOCKS = frozenset({"p", "head", "list", "item", "quote", "table", "row", "ab", "div", "body"})
MARKS = {"#b": "**", "#i": "*"}
MOST_MEMORY = 2_000_000_000
QUOTED = re.compile("^[\"“„«»‚‘'].*[\"”“»«’‘']$", re.DOTALL)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Part(Frozen):
    """A block of an article: its text, and the same as Markdown; `kind` is empty for a paragraph."""

    text: str
    markdown: str
    kind: str = ""


class Found(Struct):
    """What was found in a page; `problem` says why nothing was."""

    problem: str = ""
    title: str = ""
    titled: bool = False
    author: str = ""
    published: str = ""
    language: str = ""
    site: str = ""
    url: str = ""
    parts: list[Part] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    small: int = 0


class Run(Struct):
    """Text that is being gathered until a block ends."""

    text: str = ""
    markdown: str = ""

    def add(self, text: str, markdown: str) -> None:
        """Add a stretch, with the white space of HTML."""
        self.text, self.markdown = self.text + text, self.markdown + markdown


def extract(text: str) -> Found:
    """The article in a page."""
    try:
        page = read_page(text)
    except StrangePageError as error:
        return Found(problem=str(error))
    trafilatura = importlib.import_module("trafilatura")
    document = trafilatura.bare_extraction(
        page.html,
        with_metadata=True,
        include_comments=False,
        include_links=True,
        include_formatting=True,
        date_extraction_params=DATES,
    )
    found = Found(captions=sorted(page.captions), titled=page.titled)
    if document is not None:
        about(found, document)
    language = page.language.strip().replace("_", "-")
    found.language = language if LANGUAGE.fullmatch(language) else ""
    from_data = lines_of(page.data) if richer_in_data(page) else []
    if from_data:
        found.parts = [Part(line, escaped(line)) for line in from_data]
        found.notes.append("The page shows next to no text: the article is taken from its data (JSON-LD).")
    elif document is not None and document.body is not None:
        shaping = Shaping(found)
        found.parts = list(shaping.parts(document.body))
        found.notes += shaping.notes()
    if not found.parts:
        return Found(problem=f"No article was found in this page. {COPY}")
    taken = [part.text for part in found.parts]
    found.prose, found.small = left_out(page.pieces, [*taken, found.title])
    missing, _ = left_out(tuple(data_pieces(page)), taken)
    found.prose += [one for one in missing if one not in found.prose]
    return found


def data_pieces(page: Page) -> Iterator[Piece]:
    """The article in a page's data, as if it were seen."""
    return (Piece("p", line) for line in lines_of(page.data))


def lines_of(text: str) -> list[str]:
    """The lines of a text that hold something."""
    return [line for raw in text.splitlines() if (line := words(raw))]


def richer_in_data(page: Page) -> bool:
    """Whether a page shows less than half of the article that its data hold."""
    shown = sum(len(piece.text) for piece in page.pieces)
    return 2 * shown < len(page.data)


def about(found: Found, document: Any) -> None:
    """What the page says of itself."""
    found.title = words(document.title or "")
    found.author = ", ".join(filter(None, map(words, (document.author or "").split(";"))))
    found.site, found.url = words(document.sitename or ""), web_address(document.url or "", "")
    with suppress(ValueError):
        found.published = date.fromisoformat(document.date or "").isoformat()


def web_address(target: str, base: str) -> str:
    """A web address that a reader may be sent to, from the page at `base`; else an empty text."""
    try:
        address = urljoin(base, "".join(target.split()))
        parts = urlsplit(address)
        if (
            parts.scheme not in ("http", "https")
            or not parts.hostname
            or "\\" in address
            or len(address) > 1_000
        ):
            return ""
    except ValueError:
        return ""
    return quote(address, safe=":/?#@!$&'*+,;=%~-._")


class Shaping:
    """The elements of trafilatura's tree as blocks."""

    def __init__(self, found: Found) -> None:
        self.found, self.lost = found, list[str]()

    def notes(self) -> list[str]:
        """What could not stay as it was."""
        shown = ", ".join(f"“{one[:40]}”" for one in self.lost[:5])
        more = f" and {len(self.lost) - 5} more" if len(self.lost) > 5 else ""
        said = "Links that lead to no web address are plain words now: "
        return [f"{said}{shown}{more}"] if self.lost else []

    def parts(self, element: Any, kind: str = "") -> Iterator[Part]:
        """The blocks in an element, in order."""
        run = Run()
        run.add(*both(element.text))
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag in BLOCKS and not (tag == "quote" and element.tag in ("p", "head") and len(child) == 0):
                yield from self.ended(run, kind)
                run = Run()
                yield from self.parts(child, kind_of(child, kind))
            elif parts_paragraphs(child):
                yield from self.ended(run, kind)
                run = Run()
            else:
                if tag == "cell" and run.text.strip():
                    run.add(" | ", " \\| ")
                if tag == "cell" and any(inner.tag in BLOCKS for inner in child):
                    yield from self.ended(run, kind)
                    run = Run()
                    yield from self.parts(child, kind)
                elif tag:
                    run.add(*self.inline(child))
            run.add(*both(child.tail))
        yield from self.ended(run, kind)

    def ended(self, run: Run, kind: str) -> Iterator[Part]:
        """A block, if anything was gathered for it."""
        text, markdown = words(run.text), words(run.markdown)
        if text:
            yield Part(text, markdown, kind)

    def inline(self, element: Any) -> tuple[str, str]:
        """A stretch of running text, and the same as Markdown."""
        if element.tag == "lb":
            return " ", " "
        run = Run()
        run.add(*both(element.text))
        for child in element:
            if isinstance(child.tag, str):
                run.add(*self.inline(child))
            run.add(*both(child.tail))
        return self.marked(element, run)

    def marked(self, element: Any, run: Run) -> tuple[str, str]:
        """A stretch with the mark, link or quotation marks that its element means."""
        inner = run.text.strip()
        if element.tag == "quote" and inner and not QUOTED.match(inner):
            return f'"{inner}"', f'"{run.markdown.strip()}"'
        mark = MARKS.get(element.get("rend") or "") if element.tag == "hi" else None
        if mark and inner and inner[0].isalnum() and inner[-1].isalnum() and "*" not in run.markdown:
            return run.text, around(run.markdown, mark, mark)
        if element.tag == "ref" and inner:
            target = element.get("target") or ""
            if address := web_address(target, self.found.url):
                words_of = BRACKET.sub(r"\\\1", re.sub(r"\\([\[\]])", r"\1", plain_links(run.markdown)))
                return run.text, around(words_of, "[", f"]({address.replace('&', '&amp;')})")
            if not target.startswith("#"):
                self.lost.append(words(inner))
        return run.text, run.markdown


def plain_links(markdown: str) -> str:
    """Markdown without the links in it: none can stand in another."""
    return re.sub(r"\]\(https?:[^()\s]*\)", "", markdown).replace("[", "")


def around(words_of: str, before: str, after: str) -> str:
    """Marks close to the words, with white space outside."""
    inner = words_of.strip()
    start = words_of.index(inner)
    return f"{words_of[:start]}{before}{inner}{after}{words_of[start + len(inner) :]}"


def both(text: str | None) -> tuple[str, str]:
    """A text, and the same as Markdown."""
    return text or "", escaped_inline(text or "")


def parts_paragraphs(element: Any) -> bool:
    """Whether a line break is followed by another one: how old pages part paragraphs."""
    after = element.getnext()
    return element.tag == "lb" and after is not None and after.tag == "lb" and not words(element.tail or "")


def kind_of(element: Any, kind: str) -> str:
    """What a block in an element is."""
    if element.tag == "head":
        return "heading-3" if re.fullmatch("h[3-6]", element.get("rend") or "") else "heading-2"
    if element.tag == "list":
        return "number" if element.get("rend") == "ol" else "item"
    return {"quote": "quote"}.get(element.tag, kind)


def main() -> int:
    """A page in, JSON out."""
    with suppress(ImportError, ValueError, OSError):
        resource = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    logging.disable(logging.CRITICAL)
    found = answer(sys.stdin.buffer.read().decode("utf-8"))
    sys.stdout.buffer.write(json.dumps(to_builtins(found)).encode())
    return 0


def answer(text: str) -> Found:
    """What was found in a page, or why nothing was: whatever it makes a library do, is an answer."""
    try:
        return extract(text)
    except Exception as error:
        return Found(problem=f"This page could not be taken apart ({type(error).__name__}). {COPY}")


if __name__ == "__main__":
    sys.exit(main())
