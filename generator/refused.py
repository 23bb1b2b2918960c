"""What an article cannot hold, which is text and nothing else.

HTML, notation of other Markdown flavours, addresses and images that are not what they should be, and lines
and paragraphs without end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from generator.diagnostics import Diagnostic
from generator.fields import is_out_of_reach, is_unseen
from generator.inline_places import lines_span, part_of, places, within
from generator.mending import brief
from generator.source import SourceFile, Span

LONGEST_LINE = 10_000
LONGEST_PARAGRAPH = 20_000
DEEPEST = 12


def long_lines(source: SourceFile, start: int) -> Iterator[Diagnostic]:
    """Lines over the limit: no person writes them, and no parser should have to read them."""
    for offset in source.line_starts:
        end = source.text.find("\n", offset)
        end = len(source.text) if end < 0 else end
        if offset >= start and end - offset > LONGEST_LINE:
            yield Diagnostic(
                "line-too-long",
                f"This line has {end - offset:,} characters; the limit is {LONGEST_LINE:,}",
                source.span(offset, offset + 1),
                "Break it into paragraphs, with an empty line between one and the next.",
            )


def long_paragraphs(source: SourceFile, tokens: Sequence[Token]) -> Iterator[Diagnostic]:
    """Paragraphs over the limit: what follows looks for words in each of them again and again."""
    for token in tokens:
        if token.type == "inline" and len(token.content) > LONGEST_PARAGRAPH:
            yield Diagnostic(
                "paragraph-too-long",
                f"This paragraph has {len(token.content):,} characters; the limit is {LONGEST_PARAGRAPH:,}",
                lines_span(source, token.map),
                "Break it into paragraphs, with an empty line between one and the next.",
            )


def refused(source: SourceFile, tokens: Sequence[Token]) -> Iterator[Diagnostic]:
    """Everything that an article cannot hold."""
    for token in tokens:
        span = lines_span(source, token.map)
        if token.level > DEEPEST:
            message = "Lists or quotations stand too deep inside each other from here on"
            hint = "Begin this line, and those that stand deeper, with as many spaces or > as the line above."
            yield Diagnostic("too-deep", message, span, hint)
            return
        if token.type == "html_block":
            yield raw_html(within(span, token.content.strip().split("\n")[0]))
        if token.type == "heading_open" and token.tag == "h1":
            yield second_title(span)
        yield from refused_inline(token.children or (), span)


def second_title(span: Span) -> Diagnostic:
    """A heading as big as the title, which begins with one # or is underlined with ===."""
    words, _, line = span.text.lstrip("# ").partition("\n")
    marked = f"Underlined with {line.strip()[:3]}" if line else "With one #"
    hint = (
        f"Write ## {brief(words)} in place of both lines" if line else f"Begin it with two: ## {brief(words)}"
    )
    message = f"{marked}, this heading is a title, and the page has its title already"
    return Diagnostic("second-title", message, span, hint)


MARKS_OF = {"b": "**", "strong": "**", "i": "*", "em": "*"}
"""What stands around words in an article that HTML would mark so."""
FAR = 5_000
"""How many characters behind a tag the one that closes it is looked for."""


def raw_html(span: Span) -> Diagnostic:
    """HTML in an article."""
    tag = re.match(r"</?(\w+)", span.text)
    name = tag[1].lower() if tag else ""
    ends = f"</{tag[1]}>" if tag else ""
    both = f" and “{ends}”" if ends and span.source.text.find(ends, span.end, span.end + FAR) >= 0 else ""
    if name in MARKS_OF:
        mend = f"Write {MARKS_OF[name]} in place of “{brief(span.text)}”{both}, right beside the words."
    else:
        mend = f"Delete “{brief(span.text)}”{both}."
    message = f"HTML stands in the article, the code that web pages are made of: {span.text[:40]}"
    return Diagnostic("raw-html", message, span, f"{mend} To show a < as it is, put a \\ before it.")


def refused_inline(children: Sequence[Token], block: Span) -> Iterator[Diagnostic]:
    """What running text cannot hold. Exact places are looked up only where there is something to tell."""
    if any(refused_tokens(children, [block] * len(children))):
        yield from refused_tokens(children, places(children, block))


def refused_tokens(children: Sequence[Token], spots: Sequence[Span]) -> Iterator[Diagnostic]:
    """What of a block's tokens cannot stay; `spots` are their places."""
    tags = [(token.content, spot) for token, spot in zip(children, spots, strict=True) if is_tag(token)]
    # Who mends an opening tag sees its closing one.
    opening = [(tag, spot) for tag, spot in tags if not tag.startswith("</")]
    yield from (raw_html(within(spot, tag)) for tag, spot in opening or tags)
    yield from links_without_text(children, spots)
    before = Token("text", "", 0)
    for token, spot in zip(children, spots, strict=True):
        if token.type == "link_open":
            yield from refused_address(str(token.attrGet("href") or ""), spot)
        elif token.type == "image":
            yield from refused_image(token, spot)
        elif token.type == "text":
            yield from refused_text(token.content, before, spot)
        before = token


def is_tag(token: Token) -> bool:
    """Whether a token is HTML in running text."""
    return token.type == "html_inline"


class Leftover(NamedTuple):
    """Notation of another Markdown flavour, why it cannot stay, what to do; `{0}` is what stands there."""

    form: re.Pattern[str]
    code: str
    message: str
    hint: str


LEFTOVERS = (
    Leftover(
        re.compile(r"^(!!!|\?\?\?\+?) "),
        "admonition",
        "Boxes (!!! or ???) are not known here",
        "Delete this line. If lines of the box stand below it, take away the spaces before them: they "
        "become a paragraph.",
    ),
    Leftover(
        re.compile(r"^-+8<-+"),
        "snippet",
        "This line asks for the words of another file, which cannot be put into the text so",
        "Delete this line, and paste the words of that file in its place.",
    ),
    Leftover(
        re.compile(r"\{:?[ #.][^{}]*\}$"),
        "attributes",
        "What stands between {{ and }} here does nothing, and readers would see it",
        "Delete “{0}”.",
    ),
    Leftover(
        re.compile(r"\[\^[^\[\]\s]+\]"),
        "footnote",
        "Footnotes are not known here",
        "Delete “{0}”, and say in the sentence itself what the note says.",
    ),
    Leftover(
        re.compile(r"\[([^\[\]]+)\]\[[^\[\]]*\]"),
        "undefined-reference",
        "Readers would see “{0}” with its brackets: no address is given for it",
        "Write [{1}](https://…), with the address in place of https://…, or only the words: {1}",
    ),
)
ATTRIBUTES = LEFTOVERS[2]._replace(form=re.compile(r"^\{[^{}\n]*\}?"))
"""Behind a link or the like, even without a sign of their own."""
CAN_HAVE_ATTRIBUTES = frozenset({"link_close", "image", "em_close", "strong_close", "code_inline"})


def refused_text(text: str, before: Token, place: Span) -> Iterator[Diagnostic]:
    """Notation of other Markdown flavours, which readers would see as it stands."""
    forms = (ATTRIBUTES,) if before.type in CAN_HAVE_ATTRIBUTES and text.startswith("{") else LEFTOVERS
    for form, code, message, hint in forms:
        for match in form.finditer(text):
            found = match[0].strip()
            if spot := part_of(place, text, match.start(), found):
                said = (found, *match.groups())
                yield Diagnostic(code, message.format(*said), spot, hint.format(*said))


def links_without_text(children: Sequence[Token], spots: Sequence[Span]) -> Iterator[Diagnostic]:
    """Links that nobody can see."""
    words, spot = "", None
    for token, place in zip(children, spots, strict=True):
        words += token.content
        if token.type == "link_open":
            spot, words = place, ""
        elif spot and token.type == "link_close" and is_unseen(words):
            yield Diagnostic(
                "link-without-text",
                "This link has no words to follow it by",
                spot,
                "Write them between the square brackets: [words](address).",
            )


def refused_address(address: str, block: Span) -> Iterator[Diagnostic]:
    """An address that a reader must not be sent to."""
    scheme = re.match(r"(?i)\s*([a-z][a-z0-9+.\-]*):", address)
    span = within(block, address)
    if "\\" in address or "%5C" in address.upper():
        shown = address.replace("%5C", "\\").replace("%5c", "\\")
        yield Diagnostic("bad-url", f"The address “{shown}” holds a backslash", span, "Use forward slashes.")
    elif address.startswith("//") or (scheme and scheme[1].lower() not in ("http", "https", "mailto")):
        yield Diagnostic(
            "bad-url", f"The address “{address}” is not a web address", span, "Begin it with https://"
        )
    elif not address:
        yield Diagnostic(
            "bad-url", "This link leads nowhere", span, "Write its address between the round brackets."
        )
    elif scheme and scheme[1].lower() != "mailto" and leads_nowhere(address):
        words = f"The address “{address}” leads nowhere that a reader can go"
        yield Diagnostic("bad-url", words, span, "Paste the address as the browser shows it.")


def leads_nowhere(address: str) -> bool:
    """Whether readers cannot follow a web address: it is none, or of one network or person only."""
    try:
        return is_out_of_reach(address)
    except ValueError:
        return True


def refused_image(token: Token, block: Span) -> Iterator[Diagnostic]:
    """An image that would be asked of another site, or that says nothing to those who cannot see it."""
    address = str(token.attrGet("src") or "")
    span = within(block, address)
    if re.match(r"(?i)([a-z][a-z0-9+.\-]*:|//)", address):
        yield Diagnostic(
            "foreign-image",
            "This image stands on another site, which would learn of every reader",
            span,
            "Save a copy in the story's folder, and write its name in place of the address: "
            f"{file_in(address)}",
        )
    if is_unseen("".join(inner.content for inner in token.children or ())):
        yield Diagnostic(
            "image-without-text",
            "This image has no words for those who cannot see it",
            span,
            f"Say between the square brackets what it shows: ![what it shows]({brief(address)})",
        )


def file_in(address: str) -> str:
    """The name of the file at an address, for a copy of it."""
    name = re.split(r"[?#]", address)[0].rpartition("/")[2]
    return name if re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*\.[A-Za-z]+", name) else "picture.jpg"
