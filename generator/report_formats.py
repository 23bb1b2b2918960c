"""Diagnostics for machines: JSON, SARIF for code-scanning pages, and notes on a GitHub pull request."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from generator.diagnostics import Diagnostic, Severity
from generator.mistakes import help_address, mistakes
from generator.reports import unordered
from generator.source import Span

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
"""Severities in SARIF's words (SARIF 2.1.0, 3.27.10)."""
ORDERS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
"""Severities as a GitHub job says them."""
SARIF = "2.1.0"


def as_json(diagnostics: Iterable[Diagnostic], site: str = "") -> str:
    """A list of objects: code, severity, message, hint, help, the place, and related places with their words.

    A place is a path, and line and column from 1 of its beginning and its end; the end is not part of it.
    `help` is an address, whole where that of the site is given, else from the site's root.
    """
    return _as_json([_object(one, site) for one in diagnostics])


def as_sarif(diagnostics: Iterable[Diagnostic], site: str = "") -> str:
    """A log after the Static Analysis Results Interchange Format 2.1.0, with columns in characters."""
    found = list(diagnostics)
    rules = [_rule(code, site) for code in sorted({one.code for one in found})]
    run = {
        "tool": {"driver": {"name": "explainers", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one) for one in found],
    }
    return _as_json({"version": SARIF, "runs": [run]})


def as_github(diagnostics: Iterable[Diagnostic], site: str = "") -> str:
    """An order a line, by which a GitHub job shows each mistake beside its line of the pull request."""
    return unordered("\n".join(_order(one, site) for one in diagnostics))


def _as_json(value: object) -> str:
    """JSON in which, printed by a build service, no order stands."""
    return json.dumps(value, ensure_ascii=False, indent=2).replace("##[", "##\\u005b")


def _rule(code: str, site: str) -> Mapping[str, Any]:
    """What a code means. Its help has an address only where that of the site is known: it must be whole."""
    rule: dict[str, Any] = {"id": code}
    if one := mistakes().get(code):
        rule["shortDescription"] = {"text": one.title}
        rule["defaultConfiguration"] = {"level": LEVELS[one.severity]}
        if site:
            rule["helpUri"] = site + help_address(code)
    return rule


def _object(one: Diagnostic, site: str) -> Mapping[str, Any]:
    related = [{"message": words, **_place(span)} for words, span in one.related]
    return {
        "code": one.code,
        "severity": str(one.severity),
        "message": one.message,
        "hint": one.hint,
        "help": f"{site}{address}" if (address := help_address(one.code)) else "",
        **_place(one.span),
        "related": related,
    }


def _place(span: Span) -> Mapping[str, Any]:
    end_line, end_column = span.source.position(span.end)
    return {
        "path": span.source.path,
        "line": span.line,
        "column": span.column,
        "end_line": end_line,
        "end_column": end_column,
    }


def _result(one: Diagnostic) -> Mapping[str, Any]:
    result: dict[str, Any] = {
        "ruleId": one.code,
        "level": LEVELS[one.severity],
        "message": {"text": ". ".join(filter(None, (one.message, one.hint)))},
        "locations": [_location(one.span)],
    }
    if one.related:
        result["relatedLocations"] = [
            {**_location(span), "message": {"text": words}} for words, span in one.related
        ]
    return result


def _location(span: Span) -> Mapping[str, Any]:
    place = _place(span)
    region = {
        "startLine": place["line"],
        "startColumn": place["column"],
        "endLine": place["end_line"],
        "endColumn": place["end_column"],
    }
    return {"physicalLocation": {"artifactLocation": {"uri": _as_uri(place["path"])}, "region": region}}


def _as_uri(path: str) -> str:
    return quote(path)


def _order(one: Diagnostic, site: str) -> str:
    place = _place(one.span)
    values = {
        "file": place["path"],
        "line": place["line"],
        "col": place["column"],
        "endLine": place["end_line"],
        "endColumn": place["end_column"],
        "title": one.code,
    }
    named = ",".join(f"{name}={_as_value(str(value))}" for name, value in values.items())
    address = help_address(one.code) if site else ""
    words = ". ".join(filter(None, (one.message, one.hint, address and f"More: {site}{address}")))
    return f"::{ORDERS[one.severity]} {named}::{_as_words(words)}"


def _as_words(text: str) -> str:
    """Text that cannot end its order: GitHub reads %25, %0D and %0A back."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _as_value(text: str) -> str:
    return _as_words(text).replace(":", "%3A").replace(",", "%2C")
