"""Diagnostics for machines: everything that people are told, in forms that nothing in them can break."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest
from conftest import BROKEN
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

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


def test_each_order_has_a_line_of_its_own(found: tuple[Diagnostic, ...]) -> None:
    lines = as_github(found).split("\n")
    assert len(lines) == len(found) > 1
    assert all(line.startswith("::") for line in lines)


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


def made() -> Diagnostic:
    """A mistake of two lines that has help and a place that explains it."""
    source = SourceFile("port/a b.yaml", "id: x\nid: y\n")
    there = (("It stands here first", source.span(0, 2)),)
    return Diagnostic("duplicate-key", "Twice", source.span(6, 11), "Delete one", Severity.WARNING, there)


SITE = "https://example.org/"


def test_each_form_says_all_of_one_mistake() -> None:
    (told,) = json.loads(as_json([made()], SITE))
    address = told.pop("help")
    assert address.startswith(SITE)
    assert address.endswith("#duplicate-key")
    place = {"path": "port/a b.yaml", "line": 2, "column": 1, "end_line": 2, "end_column": 6}
    first = {"path": "port/a b.yaml", "line": 1, "column": 1, "end_line": 1, "end_column": 3}
    words = {"code": "duplicate-key", "severity": "warning", "message": "Twice", "hint": "Delete one"}
    assert told == words | place | {"related": [{"message": "It stands here first", **first}]}
    assert as_github([made()], SITE) == (
        "::warning file=port/a b.yaml,line=2,col=1,endLine=2,endColumn=6,title=duplicate-key"
        f"::Twice. Delete one. More: {address}"
    )
    assert "More" not in as_github([made()])
    (run,) = json.loads(as_sarif(iter([made()]), SITE))["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    assert (run["tool"]["driver"]["name"], run["columnKind"]) == ("explainers", "unicodeCodePoints")
    assert (rule["id"], rule["helpUri"]) == ("duplicate-key", address)
    assert rule["shortDescription"]["text"]
    assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("duplicate-key", "warning")
    assert result["message"] == {"text": "Twice. Delete one"}
    (where,), (other,) = result["locations"], result["relatedLocations"]
    assert where == {
        "physicalLocation": {
            "artifactLocation": {"uri": "port/a%20b.yaml"},
            "region": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 6},
        }
    }
    assert other["message"] == {"text": "It stands here first"}
    assert other["physicalLocation"]["region"]["endColumn"] == 3


@pytest.mark.parametrize(
    ("severity", "level", "order"),
    [
        (Severity.ERROR, "error", "error"),
        (Severity.WARNING, "warning", "warning"),
        (Severity.HINT, "note", "notice"),
    ],
)
def test_each_program_has_its_own_word_for_how_heavy_a_mistake_is(
    severity: Severity, level: str, order: str
) -> None:
    one = replace(made(), severity=severity)
    assert json.loads(as_json([one]))[0]["severity"] == severity
    assert json.loads(as_sarif([one]))["runs"][0]["results"][0]["level"] == level
    assert as_github([one]).startswith(f"::{order} file=")


def test_without_the_address_of_the_site_help_is_told_from_its_root() -> None:
    (told,) = json.loads(as_json([made()]))
    assert told["help"].endswith("#duplicate-key")
    assert "://" not in told["help"]
    (run,) = json.loads(as_sarif([made()]))["runs"]
    assert "helpUri" not in run["tool"]["driver"]["rules"][0]


def test_programs_are_given_no_order_of_another_kind() -> None:
    """GitHub obeys `##[…]` anywhere in what a job prints."""
    source = SourceFile("content/a.md", "x")
    one = Diagnostic(
        "x",
        "No “##[error]y”\r\n::debug::z",
        source.span(0, 1),
        "##[a]",
        related=(("##[b]", source.span(0, 1)),),
    )
    assert "##[" not in as_json([one]) + as_sarif([one]) + as_github([one])
    assert json.loads(as_json([one]))[0]["message"] == one.message
    assert as_github([one]).endswith("::No “##\u200b[error]y”%0D%0A::debug::z. ##\u200b[a]")
