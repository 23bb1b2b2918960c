"""Who a text says said some words: the party that is named right there, or nobody.

The text around the words is written anew with one sign a word: what kind of word it is, or whose name.
So the forms of newsrooms are short patterns: `"…", said the union's secretary, Jo Winter` is `S,5eu't,N`.
What fits none of them gives nobody: a pronoun, the lawyer of a party, two speakers at once, a banner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from generator.mentions import NameIndex
from generator.quoted import Quoted, quotations
from generator.vocabulary import (
    BEFORE_TITLES,
    BODY_WORDS,
    EVERY_DAY,
    HONORIFICS,
    INVERTED,
    PARTICIPLES,
    SAYING,
    TITLES,
    set_of,
)  # fmt: skip

REACH = 250
"""How many characters before and after a quotation are read."""

_FIRST, _LAST = 0xE000, 0xF8FF
"""The signs for names, from the first to the last."""
_OURS, _OTHER = "S", "O"
"""The signs for the words asked about, and for what else is quoted."""

_GERMAN = set_of("sagte sagt schrieb schreibt erklärte antwortete betonte warnte forderte")
_TELLING = set_of("told tells asked warned warns answered assured reminded urged")
"""Verbs that may name next who is spoken to."""
_OWN = _GERMAN | set_of(
    "said says told tells added adds wrote writes insisted insists argued argues warned warns explained "
    "explains claimed claims stressed stresses called calls described describes vowed promised pledged "
    "stated announced declared admitted acknowledged conceded maintained predicted complained"
)
"""Verbs by which words quoted in the midst of a sentence are the speaker's own."""
_VERBS = SAYING | _GERMAN
_TURNED = (INVERTED | _GERMAN) - set_of("denied")


def _verb(word: str) -> str:
    """A digit for a verb of saying: it stands before its subject, is said to somebody, brings own words."""
    kinds = (word in _TURNED, word in _TELLING, word in _OWN)
    return chr(ord("0") + sum(2**place for place, kind in enumerate(kinds) if kind))


_SOMEBODY_ELSES = set_of(
    "not never no nobody nothing any banner sign signs poster slogan letter song book film headline title "
    "motto chant phrase word words term name named vote so-called thinks thought believes believed hopes "
    "hoped feels felt heard sang sung wants wanted found find finds call use uses"
)
"""Between a verb of saying and words that are quoted, they bring somebody else's words."""

# Which letter stands for which words says nothing by itself. Beside these, X is a name of nobody known, x any
# other word, g one in -ing, b a word with which a sentence begins anew, and ' an ending of the possessive.
_KINDS: Iterable[tuple[str, Iterable[str]]] = (
    ("a", ["that"]),
    ("d", EVERY_DAY - {"may"} | set_of("week month year morning afternoon evening night yesterday today")),
    ("e", set_of("the its their his her a an")),
    ("f", ["for"]),
    ("p", PARTICIPLES),
    ("h", set_of("what was were is are")),
    ("H", ["had"]),
    ("i", set_of("in on during after before with via outside near last this late early am bei beside behind "
                 "among between under over above around since until without within alongside opposite into "
                 "across despite")),
    ("j", set_of("as auf im")),
    ("k", ["according"]),
    ("l", set_of("to by about against")),
    ("n", _SOMEBODY_ELSES),
    ("o", set_of("of from at")),
    ("q", set_of("which who whom whose where when while how why read reads quoting citing")),
    ("r", set_of("he she it they")),
    ("c", set_of("or nor but than like if neither be been have")),
    ("&", ["and"]),
    ("y", set_of("also then already just only")),
    ("Y", set_of("has hat")),
    ("z", set_of("later again")),
    ("t", TITLES),
    ("u", HONORIFICS | BEFORE_TITLES | BODY_WORDS),
)  # fmt: skip
_SIGNS = {word: sign for sign, words in reversed(tuple(_KINDS)) for word in words} | {
    word: _verb(word) for word in _VERBS
}
_BEGINNING = dict.fromkeys(set_of("But And Yet Then Meanwhile Still"), "b")
_TOKEN = re.compile(r"(?P<word>[^\W_](?:[\w-]|['’](?!s\b)\w)*)|(?P<owns>['’]s?)|\S")
_ENDINGS = {"n't": "n", "n’t": "n", "ing": "g", "ly": "y"}
_ENDS = frozenset(",.!?…")

_V = "[0-7]"
_N = f"[{chr(_FIRST)}-{chr(_LAST)}]"
_OF = rf"[of]e?(?:{_N}|[xXtuyd'-]{{1,6}})"
_WORD = rf"(?:[tuxy]|X{{1,3}}'?(?=t)|{_N})'?"
_WHO = rf"(?:e?(?:{_WORD}){{0,4}}[tx](?:{_OF})?,|e?(?:{_WORD}){{0,6}})(?P<name>{_N})"
"""A name with what may stand before it: “the union's secretary”, “the chair of the board,”."""
_LIST = rf"(?!,e?{_N}[,&])"
_MORE = rf"(?:(?!f){_OF})?(?:\([^()]{{1,9}}\))?{_LIST}(?:,[^0-7,;:.!?…SO]{{1,20}},|,)?"
"""What may stand between a name and its verb: “of the board”, “, who leads the union,”."""
_SAID = rf"[yYzH]*{_V}"
_END = rf"{_LIST}(?=[].,;:!?…)–—dfijloqyz-]|\Z)"
_CLAUSE = r"(?:\A|[.!?…:;,]|[SO][.,!?…]?|b|id{1,2})"
_TOLD = rf"[yYzH]*(?:[2367]e?(?:{_N}|[xXtud])[xXtud]?|{_V})"
_STILL = r"[^0-7ahHq:;.!?…SO]"
"""What does not come to somebody else's words."""
_OWN_WORDS = rf"(?:(?!&[er])[^0-7qngp'{chr(_FIRST)}-{chr(_LAST)}:;.!?…SO]){{1,20}}"


def _behind(sign: str) -> tuple[str, ...]:
    """The forms that follow a quotation."""
    return (
        rf"{sign}(?:[,!?…]?y?[1357]|,?kl){_WHO}{_END}",
        rf"{sign},?{_WHO}{_MORE}{_SAID}",
        rf"{sign}[!?…]{_WHO}{_MORE}{_SAID}(?:{_END}|x[.,]|{_N})",
    )


_ADDING = rf",pa?[:,]?{_OURS}"
_AFTER = _behind(_OURS)
_SOMEBODY_BEHIND = rf"{_OURS}[,!?…][^0-7,;:.!?…SO]{{0,6}}{_V}"
_BEFORE = (
    rf"{_CLAUSE}{_WHO}{_MORE}{_TOLD}(?:,?[dfiloz]{_STILL}{{0,15}}?|y)?,?[:,a]{_OURS}",
    rf"{_CLAUSE}{_WHO}{_MORE}[yYzH]*(?:[4-7]|4{_OWN_WORDS}(?<![olei,])|[5-7]{_OWN_WORDS}(?<=[hcjy])){_OURS}",
    rf"{_CLAUSE}{_WHO}{_MORE}{_SAID}{_OWN_WORDS}(?<=j){_OURS}",
    rf"{_CLAUSE}{_WHO}{_MORE}{_SAID}[^0-7{chr(_FIRST)}-{chr(_LAST)}:;.!?…SO]{{1,25}}{_ADDING}",
    rf"kl{_WHO}{_MORE}{_OURS}",
    *(rf"{form}{_STILL}{{0,15}}(?:,{_OURS}|{_ADDING}|\.{_OURS}[.!?…]\Z)" for form in _behind(_OTHER)),
)
_MIDST = rf"{_CLAUSE}{_WHO}{_MORE}[yYzH]*[4-7]{_OWN_WORDS}(?<![olei,]){_OURS}(?=[].,;:!?…)–—&]|\Z)"
"""Words that go on with the sentence they stand in, and so begin small: no title, no motto."""


@cache
def form(pattern: str) -> re.Pattern[str]:
    """A form, ready to be looked for: most commands look for none, and to make all ready takes a while."""
    return re.compile(pattern)


def speaker(text: str, offset: int, names: NameIndex) -> str:
    """The key of the party that says the words at an offset; empty where that is not plain."""
    quoted = tuple(quotations(text))
    own = next((one for one in quoted if one.start <= offset < one.end), None)
    if own is None:
        return ""
    begin, end = max(0, own.outer_start - REACH), own.outer_end + REACH
    plain = without(text, quoted)
    mentions = names.find(plain[begin:end])
    known = {
        (one.outer_start, one.outer_end): (_OURS if one is own else _OTHER) + closing_mark(text, one)
        for one in quoted
        if begin <= one.outer_start and one.outer_end <= end
    } | {(begin + one.start, begin + one.end): chr(_FIRST + at) for at, one in enumerate(mentions)}
    told = in_signs(plain, begin, end, known)
    forms = _AFTER
    if not form(_SOMEBODY_BEHIND).search(told):
        begins_small = text[own.start : own.end].lstrip()[:1].islower()
        forms += (*_BEFORE, _MIDST) if begins_small else _BEFORE
    found = next((match for one in forms if (match := form(one).search(told))), None)
    return mentions[ord(found["name"]) - _FIRST].key if found else ""


def in_signs(text: str, begin: int, end: int, known: Mapping[tuple[int, int], str]) -> str:
    """A stretch of a text in signs, of which those for quotations and names are known."""
    signs, at = ["~" if begin else ""], begin
    for (first, last), sign in sorted(known.items()):
        signs += [*map(sign_of, _TOKEN.finditer(text, at, first)), sign]
        at = last
    return "".join([*signs, *map(sign_of, _TOKEN.finditer(text, at, end)), "~" if end < len(text) else ""])


def sign_of(token: re.Match[str]) -> str:
    """The sign for a word or a mark."""
    word = token["word"]
    if not word:
        return "'" if token["owns"] else token[0] if token[0] < chr(_FIRST) else "~"
    if sign := _BEGINNING.get(word) or _SIGNS.get(word.lower()):
        return sign
    if word[0].isupper():
        return "X"
    return next((sign for ending, sign in _ENDINGS.items() if word.endswith(ending)), "x")


def without(text: str, quoted: tuple[Quoted, ...]) -> str:
    """A text with spaces instead of what is quoted."""
    parts, at = [], 0
    for one in quoted:
        parts += [text[at : one.outer_start], " " * (one.outer_end - one.outer_start)]
        at = one.outer_end
    return "".join([*parts, text[at:]])


def closing_mark(text: str, quoted: Quoted) -> str:
    """The mark with which quoted words end, where none stands behind them."""
    last = text[quoted.start : quoted.end].rstrip()[-1:]
    return last if last in _ENDS and text[quoted.outer_end : quoted.outer_end + 1] not in _ENDS else ""
