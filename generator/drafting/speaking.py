"""Who is the subject of a verb: a party that is named right there, or nobody.

A pronoun, a common noun (“the governor”) or a name that two people share gives nobody: a speaker is
left empty rather than guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from generator.drafting.paragraphs import Paragraph
from generator.drafting.parties import Cast, Speaker
from generator.vocabulary import (
    BEFORE_TITLES,
    BETWEEN,
    INVERTED,
    PARTICIPLES,
    SAYING,
    TITLES,
    either,
)

VERB = re.compile(rf"\b(?:{either(sorted(SAYING | PARTICIPLES))}|ruled out|according to)\b", re.IGNORECASE)

_LAST_WORD = re.compile(r"(?:^|[\s(,])([\w'’-]+)$")
_STATEMENT = re.compile(
    r"(?:['’]s)? (?:(?:press|written|joint|official) )?(?:statement|communiqué|release|officials?|readout"
    r"|read-out|letter|report|notice|spokes\w+)(?: (?:on|about|after|in|of|to|published) [^,;:]{0,50})?"
)
_BETWEEN_INVERTED = re.compile(
    rf" (?:(?:the|its|their|his|her|a|an) )?(?:[\w'’-]+['’]s? )?(?:(?:{either(sorted(BEFORE_TITLES))}) )*"
    rf"(?:(?:{either(sorted(TITLES))})(?: of staff)?(?: (?:for|of) (?:the )?)?,? ?)?|,? (?:the )?",
    re.IGNORECASE,
)
_OPENS_SENTENCE = re.compile(r"(?:(?:But|And|Yet|The|Then|Meanwhile,|Earlier,|Later,) )*(?:the )?")
_FARTHEST = 160
MOST_COMMAS = 3


def subject(paragraph: Paragraph, cast: Cast, verb: re.Match[str]) -> tuple[str, ...]:
    """The parties that are the subject of a verb outside of quotations; empty where that is not plain."""
    mentions = cast.mentions(paragraph)
    sentence, sentence_end = paragraph.sentence_at(verb.start())
    word = verb[0].lower()
    if word == "according to":
        return behind(paragraph, mentions, verb.end(), sentence_end)
    if word in PARTICIPLES:
        return main_subject(paragraph, mentions, sentence, verb.start())
    if word in INVERTED and follows_quotation(paragraph, verb.start()):
        return behind(paragraph, mentions, verb.end(), sentence_end)
    return before(paragraph, mentions, sentence, verb.start())


def follows_quotation(paragraph: Paragraph, offset: int) -> bool:
    """Whether only spaces or a comma stand between a quotation and what follows."""
    at = bisect_left(paragraph.quoted, offset, key=lambda one: one.outer_end + 1) - 1
    ends = [one.outer_end for one in paragraph.quoted[max(0, at) : at + 2] if one.outer_end <= offset]
    return bool(ends) and not paragraph.plain[ends[-1] : offset].strip(" ,")


def behind(
    paragraph: Paragraph, mentions: Sequence[Speaker], offset: int, sentence_end: int
) -> tuple[str, ...]:
    """The parties right behind a verb, with nothing but their titles in between."""
    at = bisect_left(mentions, offset, key=lambda one: one.start)
    for one in mentions[at : at + 3]:
        if one.start >= sentence_end or one.possessive:
            continue
        if not _BETWEEN_INVERTED.fullmatch(paragraph.plain, offset, one.start) and (
            paragraph.plain[offset : one.start] not in (" ", " the ")
        ):
            return ()
        following = mentions[at + 1 : at + 2]
        joined = [two for two in following if paragraph.plain[one.end : two.start] in (" and ", " and the ")]
        return tuple(dict.fromkeys(two.party for two in (one, *joined) if not two.possessive))
    return ()


def before(paragraph: Paragraph, mentions: Sequence[Speaker], start: int, offset: int) -> tuple[str, ...]:
    """The parties that stand as the subject right before a verb."""
    text = paragraph.plain
    start = max(start, offset - 4 * _FARTHEST)
    end = without_adverbs(text, start, offset)
    last = bisect_left(mentions, end, key=lambda one: one.start)
    near = [one for one in mentions[max(0, last - 12) : last] if one.start >= start]
    for place in ends(text, start, end):
        for index in range(len(near) - 1, -1, -1):
            if near[index].end == place:
                return with_partner(text, near, index)
    if near and near[-1].titled and near[-1].end == end - 1 and text[end - 1] == ",":
        return (near[-1].party,) if "," in text[near[-1].start : near[-1].end] else ()
    for one in reversed(near):
        if _STATEMENT.fullmatch(text, one.end, end):
            return (one.party,)
    return ()


def without_adverbs(text: str, start: int, offset: int) -> int:
    """Where the words end that stand before a verb and its adverbs."""
    end = len(text[start:offset].rstrip()) + start
    while match := _LAST_WORD.search(text, max(start, end - 40), end):
        word = match[1].lower()
        if word not in BETWEEN and not (word.endswith("ly") and word[0:1] == match[1][0:1]):
            return end
        end = len(text[start : match.start(1)].rstrip()) + start
    return end


def ends(text: str, start: int, end: int) -> list[int]:
    """Where a subject may end: right before the verb, or before an addition between two commas or dashes."""
    if text[end - 4 : end] == " who":
        end = len(text[start : end - 4].rstrip(" ,")) + start
        return [end]
    if text[end - 1 : end] not in (",", "-", "–", "—"):
        return [end]
    mark, found, position = text[end - 1], list[int](), end - 1
    position = len(text[start:position].rstrip("-–—")) + start
    for _ in range(MOST_COMMAS):
        position = text.rfind(mark, max(start, end - _FARTHEST), position)
        if position < 0:
            break
        found.append(len(text[start:position].rstrip(" -–—")) + start)
    return found


def with_partner(text: str, near: Sequence[Speaker], index: int) -> tuple[str, ...]:
    """A subject, with the one that “and” joins to it."""
    one = near[index]
    if one.possessive:
        return ()
    if index and re.fullmatch(r",? and (?:the )?", text[near[index - 1].end : one.start]):
        partner = near[index - 1]
        return (partner.party, one.party) if not partner.possessive else ()
    before_it = text[max(0, one.start - 25) : one.start]
    if re.search(r"\b(?:and|of|with|by|to|from|between|than|like) (?:the )?$", before_it):
        return ()  # “Ten drivers and Brandt”, “a friend of Brandt”: the subject is another one.
    return (one.party,)


def main_subject(
    paragraph: Paragraph, mentions: Sequence[Speaker], start: int, offset: int
) -> tuple[str, ...]:
    """The party with which a sentence begins, for “…, saying that”."""
    first = bisect_left(mentions, start, key=lambda one: one.start)
    for one in mentions[first : first + 1]:
        if one.start < offset:
            opens = _OPENS_SENTENCE.fullmatch(paragraph.plain, start, one.start)
            follows = paragraph.plain[one.end : one.end + 5]
            if not opens or one.possessive or follows.startswith((" and ", ",")):
                return ()
            return (one.party,)
    return ()
