"""Diagnostics for machines: everything that people are told, in forms that nothing in them can break."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest
from conftest import BROKEN
from hypothesis import given
from hypothesis import strategies as st

from generator.build import Settings, build
from generator.diagnostics import Diagnostic, Severity
from generator.report_formats import as_github, as_json, as_sarif
from generator.source import SourceFile

TEXT = st.text(st.characters(codec="utf-8"), max_size=30)


@pytest.fixture(scope="module")
def found() -> tuple[Diagnostic, ...]:
    return build(Settings(BROKEN, "content")).diagnostics


def test_json_has_each_diagnostic_with_its_place(found: tuple[Diagnostic, ...]) -> None:
    told = json.loads(as_json(found))
    assert [(one["code"], one["path"], one["line"], one["column"]) for one in told] == [
        (one.code, one.span.source.path, one.span.line, one.span.column) for one in found
    ]
    assert all((one["end_line"], one["end_column"]) >= (one["line"], one["column"]) for one in told)
    assert any(one["related"] for one in told)


def test_sarif_has_what_the_standard_asks_for(found: tuple[Diagnostic, ...]) -> None:
    """SARIF 2.1.0: version and runs (3.13), a driver with a name (3.19), results with a message (3.27)."""
    log = json.loads(as_sarif(found))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert len(run["results"]) == len(found)
    for result, one in zip(run["results"], found, strict=True):
        assert result["ruleId"] in rules
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"].startswith(one.message)
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == one.span.source.path
        assert min(place["region"].values()) >= 1


def test_no_diagnostics_are_still_whole_logs() -> None:
    assert json.loads(as_json(())) == []
    assert json.loads(as_sarif(()))["runs"][0]["results"] == []
    assert as_github(()) == ""


def as_read(value: str) -> str:
    """A value of an order as GitHub reads it."""
    for sign, code in ((":", "%3A"), (",", "%2C"), ("\n", "%0A"), ("\r", "%0D"), ("%", "%25")):
        value = value.replace(code, sign)
    return value


@given(message=TEXT, hint=TEXT, path=TEXT, code=TEXT)
def test_no_text_ends_an_order_or_begins_another(message: str, hint: str, path: str, code: str) -> None:
    """What GitHub reads is one line an order, whose values hold neither comma nor colon."""
    one = Diagnostic(code, message, SourceFile(path, "words").span(0, 5), hint, Severity.WARNING)
    (line,) = as_github([one]).split("\n")
    match = re.fullmatch(
        r"::warning file=([^,:]*),line=1,col=1,endLine=1,endColumn=6,title=([^,:]*)::(.*)", line, re.DOTALL
    )
    assert match is not None
    assert "\r" not in line
    assert (as_read(match[1]), as_read(match[2])) == (path, code)
    read = match[3].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
    assert read == ". ".join(filter(None, (message, hint)))
