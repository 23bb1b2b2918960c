"""Where a fault stands in its file, in words for people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from generator.mistakes import help_address
from generator.reports import unordered
from generator.site_check.findings import AT, Fault, Finding
from generator.source import SourceFile

WRITTEN = re.compile(r"""(?<=[\s"'/])([^\s"'<>/=]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>][^\s>]*)""")


def located(page: str, html: bytes, faults: Iterable[Fault]) -> Iterator[Finding]:
    """The faults with their lines; the parser does not know them, so the attributes are looked up."""
    source = SourceFile(page, with_line_feeds(decoded(html)))
    faults = list(faults)
    places: dict[tuple[str, str], list[int]] = {(fault.attribute, fault.value): [] for fault in faults}
    for written in WRITTEN.finditer(source.text):
        name, value = written[1].lower(), _unquoted(written[2])
        for key in {(name, value), (name, unescape(value))} & places.keys():
            places[key].append(written.start())
    for fault in faults:
        offsets = places[fault.attribute, fault.value] or [_elsewhere(source.text, fault)]
        line, _ = source.position(offsets[min(fault.nth, len(offsets) - 1)])
        yield Finding(page, line, fault.code, fault.message, fault.hint)


def _elsewhere(text: str, fault: Fault) -> int:
    """The place of what is no attribute's whole value; the beginning where it is not found."""
    return fault.nth if fault.attribute == AT else max(0, text.find(fault.value))


def _unquoted(value: str) -> str:
    return value[1:-1] if value[0] in "\"'" else value


def with_line_feeds(text: str) -> str:
    """A text with the line ends of a finding's lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def shown(text: str) -> str:
    """A word from a page as a message may show it: short, and nothing that acts on a terminal."""
    visible = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[:100]
    )
    return visible if len(text) <= len(visible) else f"{visible}…"


def finding_lines(findings: Sequence[Finding], site: str = "") -> Iterator[str]:
    """Each mistake once, at its first place; the same one often stands on every page.

    `site` is the address of the site, for that of its help; empty where it is not known.
    """
    places: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        places.setdefault((finding.code, finding.message, finding.hint), []).append(finding)
    for (code, message, hint), found in places.items():
        more = f" (and at {len(found) - 1} more places)" if len(found) > 1 else ""
        place, help_ = f"{found[0].file}:{found[0].line}", f"{site}{help_address(code)}"
        yield unordered(f"{place}: [{code}] {message}{more}. {hint} More: {help_}")


def decoded(html: bytes) -> str:
    """The text of a page: UTF-8, unless a byte-order mark says otherwise."""
    if html.startswith((b"\xff\xfe", b"\xfe\xff")):
        return html.decode("utf-16", "replace")
    return html.decode("utf-8-sig", "replace")
