"""Runs of words written like names, and what the words around them say of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec.structs import replace

from generator.drafting.demonyms import state_of_adjective, states
from generator.drafting.paragraphs import Paragraph, Token, tokens
from generator.frozen import Frozen
from generator.vocabulary import (
    ABBREVIATED,
    AFTER_TITLES,
    BEFORE_TITLES,
    BETWEEN,
    BODY_WORDS,
    CHANNELS,
    HONORIFICS,
    INVERTED,
    JOINING,
    NO_ACRONYM,
    NOT_NAMES,
    OF_A_STATE,
    PARTICLES,
    SAYING,
    SEATS,
    SHORTENED,
    SOLE,
    TITLES,
    either,
)

Kind = Literal["person", "organisation", "state", ""]

LONGEST_NAME = 8
"""Names of more words than this are not proposed: more likely it is a headline."""

_TITLE = (
    rf"(?:(?:{either(sorted(BEFORE_TITLES))}) ){{0,3}}(?:{either(sorted(TITLES))})"
    rf"(?: (?:{either(AFTER_TITLES)})\b)?"
)
_OWNER = r"(?P<owner>[^\W\d_][\w.-]*(?: [^\W\d_a-z][\w.-]*){0,3})"
_BEFORE = re.compile(
    rf"(?:\b(?!(?-i:{either(sorted(BEFORE_TITLES))}) ){_OWNER}(?P<owns>['’]s?)? )?(?<!\w)(?P<title>{_TITLE})"
    r"(?: (?:of|for|at) (?:the )?(?P<of>[^\W\d_][\w.-]*(?: [\w.-]+){0,4}),|,)? $",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf",? (?:(?:who (?:is|was) )?(?:(?:the|a|an|its|their) )|(?:the )?{_OWNER}['’]s? )?"
    rf"(?P<title>{_TITLE})\b"
    rf"(?: (?:of|for|at) (?:the )?(?P<of>[^\W\d_a-z][\w.-]*(?: [^\W\d_a-z][\w.-]*){{0,5}}))?",
    re.IGNORECASE,
)
_SMALL_WORD = re.compile("[a-z]+")
_WHO = re.compile(r", (?:who\b|\d\d,|aged \d\d)")
_ADVERB = rf"(?:{either(sorted(BETWEEN))}|\w{{2,20}}ly)"
SAYS_NEXT = re.compile(rf"(?: {_ADVERB}){{0,3}} (?:{either(sorted(SAYING))})\b", re.IGNORECASE)
_SAID_BEFORE = re.compile(rf"[\"”’»],? (?:{either(sorted(INVERTED))}) $")
_CHANNEL = re.compile(rf" (?:news )?(?:{either(CHANNELS)})\b")
_POSTED = re.compile(r"\b(?:posted|wrote|said|written|published|told followers) (?:\w+ ){0,2}?on $")
_SHORT = re.compile(r" \(([A-Z][A-Za-z]{1,7})\)")
_OF_A_STATE = re.compile(
    rf"\b({either(sorted(state_of_adjective()))}) ({either(OF_A_STATE)})\b(?! (?:official|officer))"
)
_DATELINE = re.compile(r"(?:, [^,(—–]{1,30})? ?(?:\([^)]*\) ?)?[—–-]")
_LOOK_BACK = 90


class Named(Frozen):
    """A name where it stands, and what the words around it say.

    `start` is where its title begins, `name_start` where the name does. `short` is a short form that the
    text itself gives in brackets, `owner` whose title it is.
    """

    paragraph: int
    start: int
    name_start: int
    end: int
    name: str
    kind: Kind
    title: str = ""
    owner: str = ""
    short: str = ""
    possessive: bool = False
    placed: bool = False
    """Whether it only says where: “in Finland”."""


def names_in(paragraph: Paragraph) -> Iterator[Named]:
    """The names outside of the quotations of a paragraph, in order."""
    words = [word for word in tokens(paragraph.plain) if not paragraph.is_quoted(word.start)]
    position = 0
    while position < len(words):
        end = run_end(paragraph.plain, words, position)
        if end > position:
            run = without_first(words[position:end])
            if run and len(run) <= LONGEST_NAME:
                yield from named(paragraph, run)
        position = max(end, position + 1)
    for match in _OF_A_STATE.finditer(paragraph.plain):
        if not paragraph.is_quoted(match.start()):
            yield Named(paragraph.number, match.start(), match.start(), match.end(), match[0], "organisation")


def run_end(text: str, words: Sequence[Token], first: int) -> int:
    """The index after the last word of a name that begins here; `first` itself where none does."""
    if not words[first].is_capital:
        return first
    last = first
    while (after := next_of_name(text, words, first, last)) > last:
        last = after
    return last + 1


def next_of_name(text: str, words: Sequence[Token], first: int, last: int) -> int:
    """The index of the word with which a name goes on behind `last`; `last` itself where it ends."""
    for ahead in range(last + 1, min(last + 4, len(words))):
        one, other = words[ahead - 1], words[ahead]
        gap = text[one.start + len(one.text) : other.start]
        dotted = gap == ". " and (len(one.text) == 1 or one.text.lower() in HONORIFICS)
        if not (gap == " " or dotted or (gap in (" & ", "’ ", "' ") and ahead == last + 1)):
            return last
        if one.possessive and not (is_body_word(other.text) and other.is_capital and owns_body(one)):
            return last
        if other.is_capital:
            return ahead
        joins = other.text in ("of", "for", "the") and is_body_word(words[last].text)
        joins = joins or (other.text == "and" and is_joining(words[first : last + 1]))
        if not (other.text in PARTICLES or joins):
            return last
    return last


def owns_body(word: Token) -> bool:
    """Whether a possessive belongs to a body's name, “Seamen's Union”, and not to a state that has one."""
    return word.name not in states() and (word.name.endswith("s") or word.name.endswith("men"))


def is_joining(run: Sequence[Token]) -> bool:
    """Whether a name has come so far that “and” may go on with it: “Ministry of Water and …”."""
    return any(word.text in JOINING for word in run) and any(word.text in ("of", "for") for word in run)


def is_body_word(word: str) -> bool:
    """Whether a word ends the names of bodies."""
    return word.lower() in BODY_WORDS


def without_first(run: Sequence[Token]) -> list[Token]:
    """A run without the words at its beginning that only stand at the beginning of a sentence."""
    start = 0
    while start < len(run) and run[start].name.lower() in NOT_NAMES and not run[start].name.isupper():
        start += 1
    if start < len(run) and len(run[start].text) == 1 and run[start].text in "AI":
        start += 1
    return list(run[start:])


def named(paragraph: Paragraph, run: Sequence[Token]) -> Iterator[Named]:
    """The name that a run holds, with what is known of it."""
    text = paragraph.plain
    cut = titled_at(run)
    if cut is not None:
        title_start, name_at = cut
        owner = " ".join(word.name for word in run[:title_start])
        title = text[run[title_start].start : run[name_at - 1].end]
        start = run[0].start if owner else run[title_start].start
        if not owner:
            start, owner = owner_before(text, start)
        if owner in states():
            yield Named(paragraph.number, start, start, start + len(owner), owner, "state")
        title = ABBREVIATED.get(title.lower().rstrip("."), title.lower())
        honorific = title.rstrip(".") in HONORIFICS
        yield one_name(paragraph, run[name_at:], start, "person", "" if honorific else title, owner)
        return
    yield from untitled(paragraph, run)


def titled_at(run: Sequence[Token]) -> tuple[int, int] | None:
    """Where in a run a title begins and where the name behind it does; None for a run without."""
    small = [word.name.lower().rstrip(".") for word in run]
    ends = [at for at, word in enumerate(small[:-1]) if word in TITLES or word in HONORIFICS]
    if not ends or run[ends[-1]].possessive:
        return None
    name_at = ends[-1] + 1
    if small[name_at] in ("general", "secretary") and name_at + 1 < len(run):
        name_at += 1
    rest = small[name_at:]
    if rest[-1] in BODY_WORDS or rest[0] in BEFORE_TITLES or rest[0] in TITLES:
        return None
    start = name_at - 1
    while start and (small[start - 1] in BEFORE_TITLES or small[start - 1] in TITLES):
        start -= 1
    return start, name_at


def owner_before(text: str, start: int) -> tuple[int, str]:
    """Whose title begins at an offset, where that stands right before it: “Germany's outgoing Chancellor”."""
    before = text[max(0, start - _LOOK_BACK) : start]
    pattern = rf"\b{_OWNER}['’]s? (?:(?:{either(sorted(BEFORE_TITLES))}) )*$"
    match = re.search(pattern, before)
    if match is None or not match["owner"][0].isupper():
        return start, ""
    owner = last_capitals(match["owner"])
    return start - len(before) + match.start("owner") + len(match["owner"]) - len(owner), owner


def last_capitals(words: str) -> str:
    """The capitalised words at the end of some words."""
    kept: list[str] = []
    for word in reversed(words.split()):
        if not word[0].isupper() or word.lower() in NOT_NAMES:
            break
        kept.insert(0, word)
    return " ".join(kept)


def one_name(
    paragraph: Paragraph, run: Sequence[Token], start: int, kind: Kind, title: str = "", owner: str = ""
) -> Named:
    """A name with its place."""
    text = paragraph.plain
    first, last = run[0], run[-1]
    end = last.end + (last.name in SHORTENED and text[last.end : last.end + 1] == ".")
    short = _SHORT.match(text, last.end)
    return Named(
        paragraph.number, start, first.start, end, text[first.start : end], kind, title, owner,
        short[1] if short and kind == "organisation" else "", last.possessive,
    )  # fmt: skip


def untitled(paragraph: Paragraph, run: Sequence[Token]) -> Iterator[Named]:
    """A name that no capitalised title stands before: a body, a state, or a person known by other signs."""
    text = paragraph.plain
    name = text[run[0].start : run[-1].end]
    before, behind = (
        text[max(0, run[0].start - _LOOK_BACK) : run[0].start],
        text[run[-1].end : run[-1].end + _LOOK_BACK],
    )
    if name in states():
        yield in_place(one_name(paragraph, run, run[0].start, "state"), before)
    elif is_body(run, name, before, behind):
        yield one_name(paragraph, run, run[0].start, "organisation")
    elif len(run) == 1 and name in state_of_adjective():
        return
    elif person := as_person(paragraph, run, before, behind):
        yield person
    else:
        yield one_name(paragraph, run, run[0].start, "")


def in_place(state: Named, before: str) -> Named:
    """A state, and whether the words before it make a mere place of it."""
    placed = re.search(r"\b(?:in|from|at|near|to|across|eastern|western|northern|southern) $|\w, $", before)
    return replace(state, placed=bool(placed) and not state.possessive)


def is_body(run: Sequence[Token], name: str, before: str, behind: str) -> bool:
    """Whether a name is that of a body: by its last words, as an acronym, or as what news are given on."""
    if name in SEATS or name in SOLE:
        return True
    if not before and _DATELINE.match(behind):
        return False
    head = re.split(r" (?:of|for|the) ", name)[0].split()[-1]
    if len(run) > 1 and (is_body_word(head) or is_body_word(run[-1].name)):
        return True
    if len(run) == 1 and re.fullmatch(r"[A-Z][A-Z&-]{1,6}|[A-Z]{2,}[a-z]?[A-Z]+", name):
        return name not in NO_ACRONYM
    return bool(_CHANNEL.match(behind)) or (len(run) < 3 and bool(_POSTED.search(before)))


def as_person(paragraph: Paragraph, run: Sequence[Token], before: str, behind: str) -> Named | None:
    """A name as that of a person, where a title in small letters, an age or a verb of speaking shows it."""
    start = run[0].start
    titles = not TITLES.isdisjoint(_SMALL_WORD.findall(before))
    if titles and (match := _BEFORE.search(before)) and match["title"][0].islower():
        owner = last_capitals(match["owner"] or "") or (match["of"] or "")
        begin = start - len(before) + match.start("title")
        if owner and not match["of"]:
            begin = start - len(before) + match.end("owner") - len(owner)
        return one_name(paragraph, run, begin, "person", match["title"].lower(), owner)
    if len(run) < 2:
        return None
    if behind.startswith(", ") and (match := _BEHIND.match(behind)):
        owner = last_capitals(match["owner"] or "") or last_capitals(match["of"] or "")
        return one_name(paragraph, run, start, "person", match["title"].lower(), owner)
    speaks = SAYS_NEXT.match(behind) or _SAID_BEFORE.search(before)
    if (speaks or _WHO.match(behind)) and len(run) < 6 and not run[-1].possessive:
        return one_name(paragraph, run, start, "person")
    return None
