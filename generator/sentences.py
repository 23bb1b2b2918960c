"""Where sentences begin and end."""

from __future__ import annotations

import re

_STOPS = ".!?…‥؟۔।॥።։။。！？｡．"
_ALWAYS = "؟۔।॥።։။。！？｡．"
"""Marks that end a sentence with or without a space behind them, and say nothing else."""
_OPENING = "\"'“”„‘’‚«»‹›([{（「『《¿¡*_—–-"
_CLOSING = "\"'“”‘’«»‹›)\\]}）」』》*_"

# What closes a quotation belongs to its sentence, and so does the number of a footnote. French sets
# a no-break space before the closing mark.
_END = re.compile(rf"[{_STOPS}]+(?:[{_CLOSING}]|[\u00a0\u202f][»›]|\[\d{{1,3}}\])*")
_AHEAD = re.compile(rf"\s+[\s{re.escape(_OPENING)}]*")
_WORD = re.compile(r"\w+")
_ACRONYM = re.compile(r"[^\W\d]{1,3}(?:\.[^\W\d]{1,3})+")
_LONGEST_ABBREVIATION = 12


def _set_of(words: str) -> frozenset[str]:
    """Words with spaces between them as a set."""
    return frozenset(words.split())


_BEFORE_A_NAME = _set_of(
    "Mr Mrs Ms Mx Dr Prof Messrs Mme Mlle St Ste Mt Ft Sen Sens Rep Reps Gov Govs Gen Brig Col Maj Capt "
    "Cpt Cmdr Cdr Lt Sgt Cpl Pvt Adm Pres Hon Rev Fr Amb Supt Insp Det Atty vs v cf approx ca e.g i.e viz"
)
_BEFORE_A_NUMBER = _set_of(
    "No Nos Art Arts Fig Figs Sec Sect Vol Ch Para p pp Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
)
_AFTER_A_NAME = _set_of("Inc Corp Co Cos Ltd Bros Jr Sr Esq al etc")
STARTERS = _set_of(
    "A About According After Again All Also Although Among An And Another Any As Asked At Before Both But "
    "By Despite During Each Earlier Even Every Few For From He Her Here His How However I If In Instead "
    "Is It Its Last Later Many Meanwhile More Moreover Most Much My Neither No None Nor Not Now Of On "
    "Once One Only Or Other Others Our Over Separately She Since So Some Still Such That The Their Then "
    "There These They This Those Though Through Thus To Two Under Until We What When Where Whether Which "
    "While Who Why With Without Yet You Your"
)
"""Words that begin sentences. After “U.S.”, “Inc.” or an initial only they show that one ended there."""


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a paragraph as pairs of offsets, in order.

    Together they cover all of the text but the white space between them. The rules are those of
    news English: abbreviations, initials, numbers and quotations inside a sentence do not end it.
    The full stops of other scripts end sentences too.
    """
    spans: list[tuple[int, int]] = []
    start = _skip_space(text, 0)
    word = _WORD.search(text)
    for end in _END.finditer(text):
        # Without a word it is no sentence yet: "… and so on."
        if word and word.start() < end.start() and _ends_sentence(text, start, end):
            spans.append((start, end.end()))
            start = _skip_space(text, end.end())
            word = _WORD.search(text, start)
    last = len(text.rstrip())
    if start < last and (word or not spans):
        spans.append((start, last))
    elif start < last:
        spans[-1] = (spans[-1][0], last)
    return tuple(spans)


def _skip_space(text: str, position: int) -> int:
    """The next offset that is not white space, or the end."""
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _ends_sentence(text: str, start: int, end: re.Match[str]) -> bool:
    """Whether the mark that was met ends the sentence that began at `start`."""
    stop = end[0][0]
    ahead = _AHEAD.match(text, end.end())
    if ahead is None:
        closed = end[0][-1] not in _STOPS
        return stop in _ALWAYS and not (closed and _WORD.match(text, end.end()))
    follows = text[ahead.end() : ahead.end() + 1]
    if stop in _ALWAYS or not follows:
        return True
    if follows.islower():
        return False
    return stop != "." or end[0].startswith("..") or not _abbreviates(text, start, end.start(), ahead.end())


def _abbreviates(text: str, start: int, stop: int, following: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation, an initial or a list's number."""
    word = re.split(r"[\s—–-]", text[max(start, stop - _LONGEST_ABBREVIATION) : stop])[-1].lstrip(_OPENING)
    number = text[following].isdigit()
    if word in _BEFORE_A_NAME:
        return True
    if word in _BEFORE_A_NUMBER and number:
        return True
    if word.isdigit():
        return len(word) < 3 and not text[start : stop - len(word)].strip(_OPENING)
    initial = len(word) == 1 and word.isupper()
    return (initial or word in _AFTER_A_NAME or bool(_ACRONYM.fullmatch(word))) and not _starts(
        text, following
    )


def _starts(text: str, position: int) -> bool:
    """Whether a word stands here that begins sentences, and is no initial itself."""
    word = _WORD.match(text, position)
    return (
        word is not None
        and word[0] in STARTERS
        and not (len(word[0]) == 1 and text.startswith(".", word.end()))
    )
