"""An editor's links that no page can show."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.edition import Edition
from generator.mending import taken_out


def homeless_links(edition: Edition) -> Iterator[Diagnostic]:
    """A see-also link stands on something that has no page of its own.

    An entry with fewer than two sourced facts, an account or a source stands on an overview, which
    has no see-also links. Name in `on` the story, its article, or an entry that has a page.
    """
    for story in edition.library.stories:
        for placed in story.sheet.see_also:
            node = edition.library.resolve(story.slug, placed.value.on) if placed.value.on else None
            if node is not None and not edition.addresses.has_page(node.key):
                yield Diagnostic(
                    "no-page",
                    f"This link has no place at “{placed.value.on}”, which is a line in a list and no page",
                    placed.span("on"),
                    f"Delete {taken_out(placed.key('on'), placed.span('on'))}: then the link stands on the "
                    "story's page.",
                )
