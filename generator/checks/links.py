"""Links of the article that lead to nothing on its own page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.article import within
from generator.diagnostics import Diagnostic, did_you_mean
from generator.edition import Edition


def broken_links(edition: Edition) -> Iterator[Diagnostic]:
    """A link in the article leads to an anchor that its page does not have, or to a file.

    Link to things of the site by their id, `[[id]]`; a plain Markdown link is for web addresses.
    """
    for story in edition.library.stories:
        anchors = {block.anchor for block in story.article.blocks}
        for block in story.article.blocks:
            for token in story.article.tokens[block.token].children or ():
                address = str(token.attrGet("href") or "") if token.type == "link_open" else ""
                if not address or re.match(r"(?i)[a-z][a-z0-9+.\-]*:|//", address):
                    continue
                span = within(block.span, address)
                if address.startswith("#"):
                    if address[1:] not in anchors:
                        hint = did_you_mean(address[1:], anchors) or "Link to an entry by its id: [[id]]."
                        yield Diagnostic(
                            "broken-anchor", f"There is no “{address}” in this article", span, hint
                        )
                else:
                    yield Diagnostic(
                        "file-link",
                        f"“{address}” is not a web address",
                        span,
                        "Link to things of this site by their id, [[id]] or [[id|words]].",
                    )
