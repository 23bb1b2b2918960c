"""An imported article as the Markdown of `article.md`, which shows exactly its words."""

from __future__ import annotations

import re
from datetime import date

from generator.article import parse_article
from generator.importing.blocks import Block
from generator.importing.imported import Imported
from generator.source import SourceFile

LINK_IN = re.compile(r"\[(?:[^\[\]\\]|\\.)*\]\((https?:[^()\s]+)\)")
SHAPES = {"heading-2": "## ", "heading-3": "### ", "item": "- ", "number": "1. ", "quote": "> "}
INLINE = re.compile(r"([\\`*_<~|]|&(?=#?\w+;))")
LINK = re.compile(r"\[\[|\]\(|\]\[|^\[[^\]]*\]:")
BRACKET = re.compile(r"([\[\]])")


def as_markdown(article: Imported, published: date) -> str:
    """The article as it stands in `article.md`: what could be read as Markdown is escaped."""
    language = article.language if article.language.partition("-")[0] != "en" else ""
    head = [("title", article.title), ("byline", article.byline), ("language", language)]
    lines = [f"{key}: {quoted(value)}" for key, value in head if value]
    parts = ["\n".join(["---", *lines, f"published: {published}", "---"])]
    for before, block in zip([Block(0, ""), *article.blocks], article.blocks, strict=False):
        close = bool(block.shape in ("item", "number", "quote") and block.shape == before.shape)
        parts.append(("\n>\n" if block.shape == "quote" else "\n") if close else "\n\n")
        parts.append(shaped(block))
    parts += [f"\n\nSee also: {linked(title, article)}" for title in article.see_also]
    return "".join(parts) + "\n"


def linked(title: str, article: Imported) -> str:
    """The title of another article, leading where it led on the page."""
    found = LINK_IN.search(article.see_also_links.get(title, ""))
    if found is None:
        return escaped(title)
    words = BRACKET.sub(r"\\\1", INLINE.sub(r"\\\1", title))
    return f"[{words}]({found[1]})"


def shaped(block: Block) -> str:
    """A block as Markdown; without its links and marks, should they not read as they were meant."""
    plain = escaped(block.text)
    if not block.markdown and not block.shape:
        return plain
    mark = SHAPES.get(block.shape, "")
    for words in (block.markdown and leading(block.markdown), plain):
        if words and reads_as(mark + words, block.text):
            return mark + words
    return plain


def reads_as(markdown: str, text: str) -> bool:
    """Whether Markdown shows exactly this text, and nothing in it is refused."""
    article, problems = parse_article(SourceFile("article.md", markdown), 0, lambda _: None)
    refused = any(problem.code != "empty-article" for problem in problems)
    return not refused and [block.text for block in article.blocks] == [text]


def quoted(text: str) -> str:
    """A text as YAML holds it, whatever stands in it."""
    return "'" + text.replace("'", "''") + "'"


def escaped(text: str) -> str:
    """A paragraph whose Markdown shows exactly this text."""
    return leading(escaped_inline(text))


def escaped_inline(text: str) -> str:
    """Running text whose Markdown shows exactly this text, wherever it stands in a paragraph."""
    brackets = LINK.search(text) is not None
    text = INLINE.sub(r"\\\1", text)
    return BRACKET.sub(r"\\\1", text) if brackets else text


def leading(markdown: str) -> str:
    """A paragraph that does not begin like something else."""
    if number := re.match(r"(\d{1,9})([.)])(?=\s|$)", markdown):
        return f"{number[1]}\\{markdown[number.end(1) :]}"
    return f"\\{markdown}" if markdown[:1] in ("#", "-", "+", "=", ">", ":") else markdown
