"""The kinds of value that a field of a fact sheet can hold, and what is refused in each.

What reads a value takes the text that stands in the file. A refusal has the code of its diagnostic, says what
is wrong, and how to mend it; `validation` turns it into a diagnostic at the right place.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Any, NoReturn
from urllib.parse import unquote, urlsplit

from generator.date_parsing import DateError, parse_date
from generator.dates import PartialDate
from generator.kinds import Many, RefusedError, Single
from generator.slugs import ID_PATTERN, id_problem, suggest_id

MAX_LINE = 300
MAX_PROSE = 5_000
_UNSEEN = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0]*"
)
"""Spaces, and what has no shape of its own: a text of these alone is none to a reader."""


def refuse(code: str, message: str, hint: str = "") -> NoReturn:
    """Refuse a value: `code` names the fault, `hint` says how to mend it."""
    raise RefusedError(code, message, hint)


def is_unseen(text: str) -> bool:
    """Whether a text holds nothing that a reader could see."""
    return _UNSEEN.fullmatch(text) is not None


def text_only(value: object) -> str:
    """Text as it stands, without the space around it; lists and mappings are refused kindly."""
    if value is None:
        refuse("empty-value", "Nothing stands behind the colon", "Write the text, or delete the line.")
    if isinstance(value, list):
        refuse("one-expected", "One text is expected here, not a list", "Keep one, without [ ] or dashes.")
    if isinstance(value, dict):
        refuse(
            "text-expected",
            "A text is expected here, not lines of their own",
            "Write the text right after the colon.",
        )
    text = str(value).strip()
    if is_unseen(text):
        refuse("empty-value", "There is nothing here that can be seen", "Write the text, or delete the line.")
    return text


def one_line(value: object) -> str:
    """Text without a line break."""
    text = text_only(value)
    if re.search(r"[\n\r\x0b\x0c\x85\u2028\u2029]", text):
        refuse("line-break", "A line break stands in a text that is one line", "Write it on one line.")
    return text


def no_longer_than(limit: int, read: Callable[[object], str]) -> Callable[[object], str]:
    """What reads a text, and refuses it where it has more than `limit` characters."""

    def check(value: object) -> str:
        text = read(value)
        if len(text) > limit:
            refuse(
                "too-long",
                f"This text has {len(text):,} characters; the limit is {limit:,}",
                "Say it shorter.",
            )
        return text

    return check


def of_form(pattern: str) -> Callable[[object], str]:
    """What reads a text that has a form; `validation` knows what to say of others."""
    form = re.compile(pattern)

    def check(value: object) -> str:
        text = one_line(value)
        if not form.search(text):
            refuse("bad-form", "")
        return text

    return check


def as_id(value: object) -> str:
    """An id as in `slugs`."""
    text = one_line(value)
    if problem := id_problem(text):
        better = suggest_id(text)
        refuse("bad-id", f"This id cannot be used: {problem}", f"Try “{better or 'harbour-talks'}”.")
    return text


def as_reference(value: object) -> str:
    """The id of an entry or party, or `story/id` for one of another story."""
    text = one_line(value)
    if any(id_problem(part) for part in text.split("/", 1)):
        better = suggest_id(text)
        near = f", perhaps “{better}”" if better else ""
        refuse(
            "bad-reference",
            f"“{text}” is not an id",
            f"Write what stands behind “id:” in the entry that is meant{near}. "
            "Another story's is “story/id”.",
        )
    return text


def each_by_itself(value: tuple[object, ...]) -> None:
    """Refuse several ids that stand in one text, and not in brackets."""
    text = str(value[0]) if len(value) == 1 else ""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and not any(map(id_problem, parts)):
        refuse(
            "bad-reference", f"“{text}” is not an id", f"Write several ids in brackets: [{', '.join(parts)}]"
        )


def as_date(value: object) -> PartialDate:
    """A date of any precision, in EDTF (ISO 8601-2)."""
    if isinstance(value, PartialDate):
        return value
    try:
        return parse_date(one_line(value))
    except DateError as error:
        refuse("bad-date", error.message, error.hint)


def as_day(value: object) -> PartialDate:
    """A date of one day, without doubt or interval."""
    date = as_date(value)
    if date.earliest != date.latest or date.approximate or date.uncertain:
        refuse(
            "day-expected", f"“{date}” is not one exact day", "Write year, month and day, like 2025-03-18."
        )
    return date


def as_url(value: object) -> str:
    """A public web address: http or https, a host that others can reach (RFC 3986)."""
    text = one_line(value)
    hint = "Paste the address as the browser shows it, beginning with https://"
    try:
        nowhere = is_out_of_reach(text)
    except ValueError:
        refuse("bad-url", f"The url “{text}” is not a web address", hint)
    if not re.match(r"(?i)https?://[^/\\]", text):
        refuse("bad-url", f"The url “{text}” does not begin with https:// or http://", hint)
    if re.search(r"[\s\"'<>\\^`{|}\x00-\x1f\x7f]", text):
        refuse("bad-url", f"The url “{text}” holds a character that an address cannot hold", hint)
    if nowhere:
        refuse("bad-url", f"The url “{text}” leads nowhere that a reader can go", hint)
    return text


def is_out_of_reach(url: str) -> bool:
    """Whether a web address needs a password or a network that readers do not have.

    What is no address at all is a ValueError.
    """
    parts = urlsplit(url)
    return parts.username is not None or parts.port == 0 or is_private(parts.hostname or "")


def is_private(host: str) -> bool:
    """Whether a host is known to one machine or network only, judged as browsers read it (WHATWG URL, 3.5).

    To them full-width letters are letters, `%2e` is a dot, and whatever ends in a number is one: `127.1` is
    127.0.0.1. A name with nothing between two dots is nobody's.
    """
    host = unicodedata.normalize("NFKC", unquote(host)).replace("。", ".").removesuffix(".")
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        last = host.rpartition(".")[2]
        is_number = re.fullmatch(r"[0-9]+|0x[0-9a-f]*", last) is not None
        reserved = is_number or last in ("local", "localhost", "internal")
        return "." not in host or reserved or "" in host.split(".")


def as_target(value: object) -> str:
    """What a link leads to: an id, `story/id`, or a web address."""
    text = one_line(value)
    return as_url(text) if re.search(r":|//|^www\.", text) else as_reference(text)


def as_flag(value: object) -> bool:
    """`true` or `false` (also `yes` and `no`)."""
    text = str(value).strip().lower()
    if text not in ("true", "false", "yes", "no"):
        refuse("bad-flag", f"“{value}” is neither true nor false", "Write true or false.")
    return text in ("true", "yes")


def text_like(**more: Any) -> dict[str, Any]:
    """A text in JSON Schema."""
    return {**more, "type": "string"}


LINE = Single(no_longer_than(MAX_LINE, one_line), text_like(maxLength=MAX_LINE, pattern=r"^[^\n]*\S[^\n]*$"))
PROSE = Single(no_longer_than(MAX_PROSE, text_only), text_like(maxLength=MAX_PROSE, pattern=r"\S"))
ID = Single(as_id, text_like(pattern=ID_PATTERN))
REF = Single(as_reference, text_like(pattern=r"^[a-z][a-z0-9/-]*$"))
DATE = Single(as_date, text_like(examples=["2025-03-18", "2025-03-23~"]))
DAY = Single(as_day, text_like(examples=["2025-03-18"], pattern=r"^\d{4}-\d\d-\d\d$"))
URL = Single(as_url, text_like(format="uri"))
TARGET = Single(as_target, text_like())
FLAG = Single(as_flag, {"type": "boolean"})
WIKIDATA = Single(of_form(r"^Q[1-9][0-9]*$"), text_like(pattern="^Q[1-9][0-9]*$"))
LANGUAGE = Single(
    of_form(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"), text_like(pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
)
REFS = Many(REF, alone=True, refuse=each_by_itself)

Line = Annotated[str, LINE]
"""One line of plain text."""

Prose = Annotated[str, PROSE]
"""Plain text; names become links by themselves, `[[id]]` and `[[id|words]]` are links."""

Id = Annotated[str, ID]
Ref = Annotated[str, REF]
Refs = Annotated[tuple[str, ...], REFS]
SomeRefs = Annotated[tuple[str, ...], Many(REF, alone=True, refuse=each_by_itself, least=1)]
"""One at least."""

Lines = Annotated[tuple[str, ...], Many(LINE, alone=True)]
Date = Annotated[PartialDate, DATE]
Day = Annotated[PartialDate, DAY]
Url = Annotated[str, URL]
Target = Annotated[str, TARGET]
Flag = Annotated[bool, FLAG]
Wikidata = Annotated[str, WIKIDATA]
Language = Annotated[str, LANGUAGE]
