"""Letters of other alphabets that look like Latin ones, after Unicode's list of confusables (UTS 39).

Only letters that a person cannot tell apart in print are here, of the two alphabets that share shapes with
ours: Cyrillic and Greek.
"""

from __future__ import annotations

import unicodedata

_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХаеіјорсухѕԁԛԝһ", "ABESIJKMHOPCTYXaeijopcyxsdqwh", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))

LATIN_LIKE = _CYRILLIC | _GREEK
"""Each such letter, and the Latin letter that it looks like."""

_AS_LATIN = str.maketrans(LATIN_LIKE)


def plain_shape(name: str) -> str:
    """What can be seen of a name at a glance: without alphabets, capitals, punctuation and spaces."""
    folded = unicodedata.normalize("NFKC", name.translate(_AS_LATIN)).casefold()
    return "".join(letter for letter in folded if unicodedata.category(letter)[0] not in "PZC")
