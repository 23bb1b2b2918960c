"""Drafts: a sheet with them builds, and nothing that is published knows of them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import GOOD, PLAINLY, build_site, files_in, make_project, run
from stories import BODY, HEAD, codes, write_story

from generator.adding import with_entry
from generator.build import Build, summary_lines
from generator.cli import main
from generator.diagnostics import Severity
from generator.kinds import fields_of
from generator.model.sheets import FactSheet

Printed = pytest.CaptureFixture[str]
SECRET = "Quixomarvel"
"""A word that stands in drafts only."""
SECTIONS = [name for name in fields_of(FactSheet) if name != "story"]
WHOLE: Mapping[str, dict[str, str]] = {
    "parties": {"name": f"{SECRET} Union", "kind": "organisation", "part": f"{SECRET} takes part."},
    "demands": {"by": "haddad", "title": SECRET, "text": f"{SECRET} is wanted."},
    "dates": {"date": "2024-04-22", "title": f"{SECRET} falls down"},
    "reactions": {"by": "haddad", "to": "closure", "stance": "rejects", "text": f"{SECRET} again."},
    "claims": {"text": f"They say {SECRET}.", "about": "closure"},
    "sources": {"kind": "article", "title": f"{SECRET} Gazette"},
}
"""A draft of each section that lacks nothing."""


def with_drafts(content: Path) -> Path:
    """Drafts in each section of a story: one whole, one that lacks everything."""
    path = content / "bridge-closure/facts.yaml"
    sheet = path.read_text("utf-8")
    for section in SECTIONS:
        whole = {"id": f"{SECRET.lower()}-{section}", "draft": "true", **WHOLE.get(section, {})}
        for entry in (whole, {"draft": "true"}, {"id": f"{SECRET.lower()}-bare-{section}", "draft": "yes"}):
            named = section not in ("updates", "see_also")
            entry = {key: value for key, value in entry.items() if named or key != "id"}
            sheet = re.sub(rf"(?m)^{section}: \[\]$", f"{section}:", sheet)
            sheet = with_entry(sheet, section, entry)
    path.write_text(sheet, "utf-8")
    return content


def warnings_of(built: Build) -> list[str]:
    return codes(one for one in built.diagnostics if one.severity is not Severity.HINT)


def test_no_file_of_a_built_site_knows_of_a_draft(tmp_path: Path, good_copy: Path) -> None:
    folder = make_project(tmp_path / "project", with_drafts(good_copy))
    shutil.copytree(folder / "content/harbour-strike", folder / "content/quixomarvel-story")
    sheet = folder / "content/quixomarvel-story/facts.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("story:\n", "story:\n  draft: true\n", 1), "utf-8")
    done = run("mkdocs", "build", "--strict", cwd=folder, **PLAINLY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "drafts are not published" in done.stdout + done.stderr
    files = files_in(folder / "site")
    assert any(name.endswith(".html") for name in files)
    assert any(name.endswith(".json") for name in files)
    for name, words in files.items():
        assert SECRET.lower().encode() not in words.lower(), name
        assert SECRET.lower() not in name.lower()
        assert b"only drafts speak of" not in words, name


def test_a_site_with_drafts_is_the_site_without_them(tmp_path: Path) -> None:
    plain = build_site(write_story(tmp_path / "plain"))
    # Without the sources: their page leads its editor to the line where they begin.
    sections = [name for name in WHOLE if name != "sources"]
    lines = "\n".join(f"{section}:\n  - draft: true\n    id: x" for section in sections)
    drafted = build_site(write_story(tmp_path / "drafted", lines + "\n"))
    assert drafted.pages == plain.pages
    assert drafted.files == plain.files
    assert (plain.totals.drafts, drafted.totals.drafts) == (0, len(sections))
    assert warnings_of(drafted) == warnings_of(plain) == []


@pytest.mark.parametrize(
    ("sheet", "body"),
    [
        ("parties:\n  - {id: a, name: A}\ndemands:\n  - {id: d, by: ghost, text: T.}\n", BODY),
        ("updates:\n  - {date: 2026-02-20, kind: new, text: 'See [[ghost]].'}\n", BODY),
        ("dates:\n  - {id: e, date: 2026, title: T, source: ghost, evidence: Crane}\n", BODY),
        ("", "Crane drivers saw a [[ghost]].\n"),
        ("see_also:\n  - {to: ghost, reason: Why not}\n", BODY),
    ],
)
def test_what_is_published_cannot_name_a_draft(tmp_path: Path, sheet: str, body: str) -> None:
    ghost = "claims:\n  - {id: ghost, draft: true}\n"
    built = build_site(write_story(tmp_path, sheet + ghost, body))
    assert "draft-reference" in codes(built.diagnostics)
    assert "unknown-id" not in codes(built.diagnostics)
    assert built.pages == ()


def test_a_party_whose_name_is_a_draft_cannot_take_part(tmp_path: Path) -> None:
    content = write_story(tmp_path, "parties:\n  - {id: a}\n")
    (content / "parties.yaml").write_text("parties:\n  - {id: a, name: A, draft: true}\n", "utf-8")
    assert codes(build_site(content).diagnostics) == ["draft-reference"]


def test_the_draft_of_a_shared_party_leaves_it_as_it_is(tmp_path: Path) -> None:
    content = write_story(tmp_path, "parties:\n  - {id: a, draft: true, aliases: Crane}\n")
    (content / "parties.yaml").write_text("parties:\n  - {id: a, name: A}\n", "utf-8")
    built = build_site(content)
    assert not built.failed
    assert built.totals.drafts == 1


def test_a_story_whose_head_is_a_draft_is_left_out(tmp_path: Path) -> None:
    write_story(tmp_path, "parties:\n  - {id: x, name: X}\n", slug="one", head=HEAD + "  draft: true\n")
    alone = build_site(tmp_path)
    assert codes(alone.diagnostics) == ["only-drafts"]
    write_story(tmp_path, slug="two")
    built = build_site(tmp_path)
    assert not built.failed
    assert built.totals.drafts == 2
    assert "2 drafts are not published" in summary_lines(built)
    assert not any(page.address.startswith("one/") for page in built.pages)
    write_story(tmp_path, "parties:\n  - {id: x}\n", slug="two")
    assert codes(build_site(tmp_path).diagnostics) == ["draft-reference"]


def test_a_draft_with_a_mistake_hinders_nobody_and_is_named(tmp_path: Path) -> None:
    sheet = "reactions:\n  - {id: r, draft: true, stance: angry, quot: x}\n"
    built = build_site(write_story(tmp_path, sheet))
    assert not built.failed
    assert sorted(codes(built.diagnostics)) == ["bad-choice", "unknown-key"]
    assert {one.severity for one in built.diagnostics} == {Severity.WARNING}


@pytest.mark.parametrize("flag", ["maybe", "[true]", "{a: true}", "''", "1"])
def test_what_is_no_flag_publishes_nothing(tmp_path: Path, flag: str) -> None:
    built = build_site(write_story(tmp_path, f"claims:\n  - {{id: c, text: T., draft: {flag}}}\n"))
    assert built.failed


def test_false_is_no_draft(tmp_path: Path) -> None:
    built = build_site(write_story(tmp_path, "claims:\n  - {id: c, text: T., draft: false}\n"))
    assert built.totals.drafts == 0
    assert built.totals.facts == 1


def test_the_schemas_offer_drafts_and_ask_nothing_of_them(
    tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_story(tmp_path / "content", "parties:\n  - {id: x, draft: true}\n")
    monkeypatch.chdir(tmp_path)
    assert main(["schema", "port"]) == 0
    assert '"x"' in capsys.readouterr().out


def test_the_good_site_has_a_draft() -> None:
    assert build_site(GOOD).totals.drafts == 1
