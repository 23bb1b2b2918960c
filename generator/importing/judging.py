"""What a block is: the title, a leftover of the page or, where nothing shows that, a paragraph.

A leftover is recognised by what it is: a caption stands twice, a player says that it cannot play, a line
begins with "See also:".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.importing.blocks import Block
from generator.importing.imported import Imported, Kind, Leftover
from generator.importing.leftovers import (
    BUTTON,
    BYLINE,
    CREDIT,
    ENDS_A_SENTENCE,
    HANDLE,
    LONGEST_TITLE,
    PLAYER,
    POPULAR,
    POST,
    RELATED,
    SEE_ALSO,
    day_in,
    is_headline,
    is_kicker,
    is_notice,
    is_picture,
    is_small,
)

FURTHEST_TITLE = 12
"""The number of blocks at the top in which a title is looked for."""
FEWEST_TWICE = 4
"""The words of a paragraph that nobody writes twice in a row."""


def title_at(blocks: Sequence[Block], known: str) -> int:
    """Where the title stands; -1 where none does. A line or two may stand above it."""
    head = list(blocks[:FURTHEST_TITLE])
    if known:
        return next((index for index, one in enumerate(head) if one.text.casefold() == known.casefold()), -1)
    names = list(headlines(head))
    named = any(BYLINE.match(one.text) or day_in(one.text) for one in head)
    for name, after in pairwise(names):
        below = head[after].text
        if not is_kicker(head[name].text, named) or is_kicker(below, named) or is_picture(below):
            return name
    return names[-1] if names else -1


def headlines(head: Sequence[Block]) -> Iterator[int]:
    """What may be a title: it stands above the name, the day and the first sentence."""
    found = False
    for index, one in enumerate(head):
        text = one.text
        asks = text.endswith(("?", "!")) and not found
        if len(text) > LONGEST_TITLE or (ENDS_A_SENTENCE.search(text) and not asks and not is_small(text)):
            return
        if is_small(text) or is_picture(text) or SEE_ALSO.match(text) or RELATED.fullmatch(text):
            if found and (BYLINE.match(text) or day_in(text)):
                return
            continue
        found = True
        yield index


def kind_of(block: Block, blocks: Sequence[Block], index: int, found: Imported) -> Kind | None:
    """What a block is, when it is no paragraph."""
    text = block.text
    last = found.leftovers[-1] if found.leftovers else None
    before = last if last and index and blocks[index - 1].text == last.text else None
    if SEE_ALSO.match(text):
        return "see-also"
    if is_picture(text) and not block.shape:
        return "credited"
    if is_notice(text):
        return "button"
    if len(text) > LONGEST_TITLE:
        return stands_again(block, blocks, index)
    if PLAYER.match(text):
        return "player"
    return below(block, before) or small_kind(block, blocks, index, found)


def heads_a_list(text: str) -> bool:
    """Whether the titles of other articles stand below a line."""
    return is_headline(text) and bool(RELATED.fullmatch(text) or POPULAR.fullmatch(text))


def below(block: Block, before: Leftover | None) -> Kind | None:
    """What a headline is that stands below a player or in a list of other articles."""
    if before is None or not is_headline(block.text):
        return None
    if before.kind == "player":
        return "player-title"
    if block.shape.startswith("heading") or is_small(block.text) or heads_a_list(block.text):
        return None
    if before.kind == "button" and heads_a_list(before.text):
        return "see-also" if RELATED.fullmatch(before.text) else "other-title"
    listed = before.kind == "other-title" or (before.kind == "see-also" and not SEE_ALSO.match(before.text))
    return before.kind if listed else None


def small_kind(block: Block, blocks: Sequence[Block], index: int, found: Imported) -> Kind | None:
    """What a short block is, when it is no paragraph."""
    text = block.text
    if BUTTON.fullmatch(text) or heads_a_list(text):
        return "button"
    after = blocks[index + 1].text if index + 1 < len(blocks) else ""
    if POST.match(text) or (HANDLE.match(after) and is_headline(text)):
        return "post"
    if CREDIT.match(text) or (not found.blocks and BYLINE.match(text)):
        return "byline"
    if not found.blocks and day_in(text):
        return "published"
    return "caption" if stands_twice(block, blocks, index) else stands_again(block, blocks, index)


def stands_twice(block: Block, blocks: Sequence[Block], index: int) -> bool:
    """Whether a headline-like block stands next to itself, as captions do when a page is copied."""
    near = (blocks[other].text for other in (index - 1, index + 1) if 0 <= other < len(blocks))
    return is_headline(block.text) and block.text in near


def stands_again(block: Block, blocks: Sequence[Block], index: int) -> Kind | None:
    """Whether a paragraph is the one before it once more."""
    again = index > 0 and blocks[index - 1].text == block.text
    return "twice" if again and len(block.text.split()) >= FEWEST_TWICE else None
