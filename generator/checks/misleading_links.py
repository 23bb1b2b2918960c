"""Links that say one address and lead to another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.article import TextPlaces
from generator.diagnostics import Diagnostic, Severity
from generator.edition import Edition

LONGEST = 300
"""No address that anybody reads has more characters."""

_SHOWN = re.compile(
    r"(?i)\s*(?:https?://)?(?:www\.)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,})(?:[/:?#]\S*)?\s*"
)


def misleading_links(edition: Edition) -> Iterator[Diagnostic]:
    """The words of a link are the address of one site, and the link leads to another.

    That is how readers are deceived elsewhere; here it is mostly a copied link of which half was changed. Say
    in words what is there: `[the ruling](https://example.org/ruling)`, or mend the address.
    """
    for story in edition.library.stories:
        for block in story.article.blocks:
            address, words, opened = "", "", 0
            places = TextPlaces(story.article, block)
            for index, token in enumerate(places.children):
                if token.type == "link_open":
                    address, words, opened = str(token.attrGet("href") or ""), "", index
                elif token.type != "link_close":
                    words += token.content
                elif (said := host_said(words)) and (leads := host_of(address)) and said != leads:
                    yield Diagnostic(
                        "misleading-link",
                        f"This link says “{said}” and leads to “{leads}”",
                        places.spots[opened],
                        f"Say in words what is there, like [what is there]({address}), or mend the address.",
                        Severity.WARNING,
                    )


def host_said(words: str) -> str:
    """The site that the words of a link name, if they are an address."""
    match = _SHOWN.fullmatch(words) if "." in words and len(words) < LONGEST else None
    return match[1].lower() if match else ""


def host_of(address: str) -> str:
    """The site that an address leads to; empty where it leads to none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
