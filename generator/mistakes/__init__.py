"""Every mistake that can be told, by its code: what it is called, how heavy it is, and an example.

The Markdown files beside this module hold them, a group a file. What a mistake means stands there or,
where a rule of `checks` finds it, in that rule's docstring; the examples are tests as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from generator.diagnostics import Severity
from generator.frozen import Frozen

ADDRESS = "editors/mistakes/"
"""Where the pages of help stand on the site."""
GROUPS = ("yaml", "values", "files", "article", "references", "words", "dates", "sides", "site")
"""The groups, in the order in which a build meets them."""

_HEADING = re.compile(r"^## ([a-z0-9-]+) \((error|warning|hint)(, may be lighter)?\): (.+)\n", re.MULTILINE)
_BLOCK = re.compile(r"^```(\w+)( whole)?\n(.*?)^```$\n?", re.MULTILINE | re.DOTALL)
_MESSAGE = "message"


class Extract(Frozen):
    """Lines of a file in an example: `facts`, `article`, `parties`, or the facts of an `other` story.

    `whole` says that the file holds nothing else.
    """

    file: str
    text: str
    whole: bool


class Mistake(Frozen):
    """A mistake. `text` is empty where a rule's docstring says what it means.

    `wrong` is an example of it, `message` what is then told, and `mended` the example put right.
    """

    code: str
    group: str
    title: str
    severity: Severity
    may_be_lighter: bool
    text: str
    wrong: tuple[Extract, ...]
    message: str
    mended: tuple[Extract, ...]

    @property
    def is_fixed(self) -> bool:
        """Whether it stays an error: a page would show something wrong, or none could be made."""
        return self.severity is Severity.ERROR and not self.may_be_lighter


class Group(Frozen):
    """Mistakes that are told on one page."""

    name: str
    title: str
    intro: str
    mistakes: tuple[Mistake, ...]

    @property
    def address(self) -> str:
        """Where its page stands on the site."""
        return f"{ADDRESS}{self.name}/"


@cache
def groups() -> tuple[Group, ...]:
    """All groups with their mistakes."""
    return tuple(
        read_group(name, files(__name__).joinpath(f"{name}.md").read_text("utf-8")) for name in GROUPS
    )


@cache
def mistakes() -> Mapping[str, Mistake]:
    """All mistakes by code."""
    return {one.code: one for group in groups() for one in group.mistakes}


def help_address(code: str) -> str:
    """Where the help for a code stands on the site; empty where the code is unknown."""
    one = mistakes().get(code)
    return f"{ADDRESS}{one.group}/#{code}" if one else ""


def read_group(name: str, text: str) -> Group:
    """A group from its file."""
    top, *rest = _HEADING.split(text)
    title, _, intro = top.removeprefix("# ").partition("\n")
    found = tuple(read_mistake(name, *rest[at : at + 5]) for at in range(0, len(rest), 5))
    return Group(name, title, intro.strip(), found)


def read_mistake(group: str, code: str, severity: str, lighter: str | None, title: str, body: str) -> Mistake:
    """A mistake from its section: text, lines that are wrong, what is told, and the lines mended."""
    text = _BLOCK.sub("", body).strip()
    wrong: list[Extract] = []
    mended: list[Extract] = []
    message = ""
    for file, whole, lines in _BLOCK.findall(body):
        if file == _MESSAGE:
            message = lines
        else:
            (mended if message else wrong).append(Extract(file, lines, bool(whole)))
    return Mistake(
        code, group, title, Severity(severity), bool(lighter), text, tuple(wrong), message, tuple(mended)
    )
