"""A text as it was copied from a web page, as a clean article: what is left over is named, never just lost.

What was found in a saved page goes the same way (see `web_pages`). What readers may want stays, in the
article's head or as its own links; the rest is dropped, and each dropped line is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from generator.importing.blocks import Block, split
from generator.importing.imported import Imported, Kind, Leftover
from generator.importing.judging import kind_of, title_at
from generator.importing.leftovers import (
    BYLINE,
    ENDS_A_SENTENCE,
    HANDLE,
    LONGEST_HEADING,
    SEE_ALSO,
    day_in,
    is_furniture,
    is_headline,
    is_small,
)


def import_text(text: str) -> Imported:
    """A copied text as an article."""
    return import_blocks(split(text), Imported())


def import_blocks(
    given: Iterable[Block], found: Imported, captions: frozenset[str] = frozenset()
) -> Imported:
    """Blocks as an article, of which some things may be known; `captions` are those that its page names."""
    blocks = list(given)
    top = title_at(blocks, found.title)
    for index, block in enumerate(blocks):
        if index == top:
            kind: Kind | None = "title"
        elif index < top and is_headline(block.text) and not is_small(block.text):
            kind = "kicker"
        elif block.text in captions and is_headline(block.text) and block.shape in ("", "item"):
            kind = "caption"
        else:
            kind = kind_of(block, blocks, index, found)
        if kind is None:
            found.blocks.append(shape_of(block, blocks, index, found))
        else:
            sort_out(found, block, kind)
    return found


def shape_of(block: Block, blocks: Sequence[Block], index: int, found: Imported) -> Block:
    """A block of the running text; of a copied one, what reads as a heading or a post becomes one.

    A line that reads as no sentence is told of, for it may be left over all the same.
    """
    if block.shape or not block.line:
        return block
    before = blocks[index - 1].text if index else ""
    if HANDLE.match(before):
        return replace(block, shape="quote")
    if not is_headline(block.text):
        return block
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    heads = after and not is_headline(after.text) and not is_furniture(after.text) and found.blocks
    short = len(block.text) <= LONGEST_HEADING and not block.text[:1].islower()
    heading = bool(heads and short and (ENDS_A_SENTENCE.search(before) or is_furniture(before)))
    found.leftovers.append(Leftover(block.line, "heading" if heading else "unsure", block.text, True))
    return replace(block, shape="heading-2") if heading else block


def sort_out(found: Imported, block: Block, kind: Kind) -> None:
    """Keep what readers may want of a block that is no paragraph, and note it."""
    kept = kind in ("title", "byline", "see-also") or (kind == "published" and found.published is None)
    found.leftovers.append(Leftover(block.line, kind, block.text, kept))
    match kind:
        case "title":
            found.title = found.title or block.text
        case "published":
            found.published = found.published or day_in(block.text)
        case "see-also":
            title = SEE_ALSO.sub("", block.text, count=1)
            found.see_also.append(title)
            found.see_also_links[title] = block.markdown
        case "byline":
            names = BYLINE.sub(r"\1", block.text).strip(" ,") if BYLINE.match(block.text) else block.text
            known = found.byline.replace(" and ", ", ").casefold()
            if names.replace(" and ", ", ").casefold() not in known:
                found.byline = "; ".join(filter(None, (found.byline, names)))
