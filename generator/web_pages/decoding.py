"""The bytes of a saved page as text, whatever the page says or fails to say about them."""

from __future__ import annotations

import codecs
import re

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,300}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
DECLARED_WITHIN = 5_000
LATIN = ("ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin-1", "latin1", "cp1252", "windows-1252")
"""What browsers read as Windows-1252, which holds more letters."""
STATEFUL = ("iso-2022", "hz")
"""Encodings whose bytes are those of ASCII."""
NEVER = ("utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem")
BEGINS = re.compile(
    r"\ufeff?\s*<(?:!doctype\s+html|\?xml\b|!--"
    r"|(?:html|head|body|meta|title|link|main|article|section|div|p|h1|table|script)\b)",
    re.IGNORECASE,
)


def is_page(name: str, raw: bytes) -> bool:
    """Whether a file is a web page: by its name, or by how it begins."""
    if name.lower().endswith((".html", ".htm", ".xhtml")):
        return True
    start = raw[:400]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start.replace(b"\0", b"")[2:]
    return BEGINS.match(start.decode("utf-8", "replace")) is not None


def decoded(raw: bytes) -> tuple[str, str]:
    """The text of a page, and a line about how it was read where that is not plain; else an empty one."""
    for mark, name in BOMS:
        if raw.startswith(mark):
            return told(raw[len(mark) :], name, "")
    said = declared(raw)
    try:
        # Hardly anything else can be read as UTF-8 by accident.
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if not said.startswith(STATEFUL):
            wrong = said and said not in ("utf-8", "utf8") and not text.isascii()
            return clean(
                text
            ), f"The page says that it is {said}, and is UTF-8: read as UTF-8." if wrong else ""
    if said in LATIN or not known(said):
        unknown = "The page is not UTF-8 and names no known encoding: read as windows-1252."
        return told(raw, "cp1252", "" if said in LATIN else unknown)
    if said in ("utf-8", "utf8"):
        return told(raw, "cp1252", "The page says that it is UTF-8, and is not: read as windows-1252.")
    return told(raw, said, "")


def declared(raw: bytes) -> str:
    """The encoding that a page names; UTF-16 cannot be what it is, for this could be read."""
    match = DECLARED.search(raw[:DECLARED_WITHIN])
    name = match[1].decode("ascii").lower() if match else ""
    return "" if name.startswith(("utf-16", "utf-32")) else name


def known(name: str) -> bool:
    """Whether an encoding of text has this name."""
    try:
        return name not in NEVER and bool(" ".encode(name))
    except (LookupError, ValueError, UnicodeError):
        return False


def told(raw: bytes, name: str, note: str) -> tuple[str, str]:
    """A text, and how many signs of it could not be read."""
    text = raw.decode(name, "replace")
    lost = text.count("\ufffd") - (raw.count(b"\xef\xbf\xbd") if name == "utf-8" else 0)
    if lost > 0:
        note = f"{note} {lost} signs could not be read, and stand as \ufffd: look for them.".strip()
    return clean(text), note


def clean(text: str) -> str:
    """A text without what no page can hold: null bytes and half characters."""
    return re.sub("[\x00\ud800-\udfff]", "", text)
