"""The pages of help: every mistake by its code, with an example of it and how it looks when mended."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.checks import CODES, DATED_CODES
from generator.mistakes import ADDRESS, Extract, Group, Mistake, groups
from generator.pages.problems import report_lines
from generator.views import (
    ExampleView,
    Head,
    Link,
    MistakeList,
    MistakeRow,
    MistakeView,
    PageView,
    Piece,
    Section,
    Typed,
)

KIND = "mistakes"
LANGUAGE = "en"
"""What a mistake means is told in English, as the mistake itself is."""
FILES = {"facts": "facts.yaml", "article": "article.md", "parties": "parties.yaml", "other": "facts.yaml"}
"""The names of the files that examples show."""


def mistake_pages(say: Catalogue) -> Iterator[PageView]:
    """The list of all mistakes, and a page for each group of them."""
    yield index_page(say)
    for group in groups():
        yield group_page(say, group)


def index_page(say: Catalogue) -> PageView:
    """All mistakes by group."""
    sections = tuple(
        Section(group.name, say(f"mistakes.{group.name}"), "mistake-list", list_of(say, group))
        for group in groups()
    )
    intro = say("mistakes.intro")
    return page(say, ADDRESS, say("mistakes.title"), Link(say("editors.title"), "editors/"), sections, intro)


def list_of(say: Catalogue, group: Group) -> MistakeList:
    """The mistakes of a group, in a line each."""
    rows = (
        MistakeRow(Link(one.code, f"{group.address}#{one.code}"), one.title, say(f"mistakes.{one.severity}"))
        for one in group.mistakes
    )
    return MistakeList(typed(group.intro), tuple(rows), foreign(say))


def group_page(say: Catalogue, group: Group) -> PageView:
    """The mistakes of one group in full."""
    sections = tuple(Section(one.code, one.code, "mistake", mistake_view(say, one)) for one in group.mistakes)
    title = say(f"mistakes.{group.name}")
    return page(say, group.address, title, Link(say("mistakes.title"), ADDRESS), sections)


def page(
    say: Catalogue, address: str, title: str, above: Link, sections: tuple[Section, ...], intro: str = ""
) -> PageView:
    """A page below the one for editors."""
    standfirst = (Piece(intro),) if intro else ()
    head = Head(kicker=above, label=say("editors.label"), title=title, standfirst=standfirst)
    return PageView(address, KIND, title, say("mistakes.description"), head, sections)


def mistake_view(say: Catalogue, one: Mistake) -> MistakeView:
    """One mistake: what it means, what it looks like, what is then told, and how to mend it."""
    paragraphs = (one.text or meaning(one.code)).split("\n\n")
    return MistakeView(
        title=one.title,
        severity=say(f"mistakes.{one.severity}"),
        note=say("mistakes.fixed" if one.is_fixed else "mistakes.free"),
        text=tuple(typed(paragraph) for paragraph in paragraphs),
        wrong=tuple(map(shown, one.wrong)),
        message=report_lines(one.message.rstrip("\n")) if one.message else (),
        mended=tuple(shown(extract) for extract in one.mended if extract not in one.wrong),
        language=foreign(say),
    )


def meaning(code: str) -> str:
    """What the rule that finds a mistake says of it."""
    rule = CODES.get(code) or DATED_CODES.get(code)
    return inspect.getdoc(rule) or ""


def typed(text: str) -> tuple[Typed, ...]:
    """A paragraph with what is to be typed, between backticks, apart from what is said."""
    parts = " ".join(text.split()).replace("`` ` ``", "`\0`").split("`")
    return tuple(Typed(part.replace("\0", "`"), bool(at % 2)) for at, part in enumerate(parts) if part)


def shown(extract: Extract) -> ExampleView:
    """Lines of a file."""
    return ExampleView(FILES[extract.file], extract.text.rstrip("\n"))


def foreign(say: Catalogue) -> str:
    """The language of what mistakes mean, where it is not the page's."""
    return "" if say.language == LANGUAGE else LANGUAGE
