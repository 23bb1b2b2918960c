"""What a browser would run beside the pages is not published; what is only shown is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import make_project
from test_cases import write

from generator.active_files import LARGEST_DRAWING, active_problem
from generator.build import Settings, build
from generator.commands.project import project_of
from generator.diagnostics import Severity
from generator.folders import DEEPEST_FOLDER, odd_files
from generator.source import SourceFile

NAMESPACE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
PLAIN = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- a crane; its condition = good -->
<svg {NAMESPACE} viewBox="0 0 9 9"><title>Crane, on &amp; off = ready</title>
<style><![CDATA[.a {{ fill: url(#g) }}]]></style>
<defs><linearGradient id="g" xlink:href="#h"/></defs><path class="a" d="M0 0h9"/></svg>
"""


def problem(folder: Path, name: str, text: str | bytes) -> str:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return active_problem(path)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "page.html",
            "Page.HTM",
            "x.shtml",
            "x.xhtml",
            "x.xht",
            "x.mht",
            "x.mhtml",
            "x.hta",
            "x.htc",
            "x.html.en",
        ),
        *(
            "x.xml",
            "x.xsl",
            "x.xslt",
            "x.xsd",
            "own.atom",
            "x.rss",
            "x.rdf",
            "x.mml",
            "x.mathml",
            "x.svgz",
            "x.swf",
        ),
        *("x.php", "x.asp", "x.aspx", "x.jsp", "x.cgi"),
    ],
)
def test_a_page_of_its_own_is_refused(name: str, tmp_path: Path) -> None:
    assert "A page of its own" in problem(tmp_path, name, "<p>Harmless</p>")


@pytest.mark.parametrize(("count", "told"), [(DEEPEST_FOLDER, []), (DEEPEST_FOLDER + 1, ["too-deep"])])
def test_folders_stand_in_each_other_so_deep_and_no_deeper(
    count: int, told: list[str], tmp_path: Path
) -> None:
    (tmp_path / "/".join("a" * count)).mkdir(parents=True)
    found = odd_files(tmp_path / "a", SourceFile("content/a", "").span(0, 0))
    assert [one.code for one in found] == told


@pytest.mark.parametrize("name", ["x.js", "X.MJS", "x.cjs", "x.wasm", "x.min.js"])
def test_a_program_is_refused(name: str, tmp_path: Path) -> None:
    assert "A program" in problem(tmp_path, name, "1")


@pytest.mark.parametrize("name", ["crane.png", "letter.txt", "notes.md", "table.csv", "html", "js.pdf"])
def test_what_is_only_shown_is_published(name: str, tmp_path: Path) -> None:
    assert problem(tmp_path, name, "<script>alert(1)</script>") == ""


def test_a_plain_drawing_is_published(tmp_path: Path) -> None:
    assert problem(tmp_path, "crane.svg", PLAIN) == ""


@pytest.mark.parametrize(
    "part",
    [
        "<script>alert(1)</script>",
        "<SCRIPT/>",
        '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
        "<foreignObject><p>x</p></foreignObject>",
        '<g onload="alert(1)"/>',
        "<g\nonclick\n=\n'alert(1)'/>",
        '<a xlink:href="javascript:alert(1)"/>',
        '<a href="java&#10;script:alert(1)"/>',
        '<a href="&#x6a;avascript:alert(1)"/>',
        '<set attributeName="href" to=" javascript:alert(1)"/>',
        '<use href="data:image/svg+xml,x"/>',
        '<image href="https://tracker.example/x.png"/>',
        "<image xlink:href='//tracker.example/x.png'/>",
        "<style>@import 'https://tracker.example/x.css';</style>",
        '<path fill="url(https://tracker.example/x.svg#g)"/>',
        '<?xml-stylesheet href="x.xsl"?>',
    ],
)
def test_a_drawing_that_browsers_run_is_refused(part: str, tmp_path: Path) -> None:
    assert "more than a drawing" in problem(tmp_path, "crane.svg", PLAIN.replace("<title>", f"{part}<title>"))


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace('"UTF-8"', '"UTF-16"'),
        PLAIN.replace(' "http://www.w3.org/Graphics', ' [<!ENTITY s "x">] "http://www.w3.org/Graphics'),
        PLAIN.replace("Crane", "Cra\0ne"),
    ],
)
def test_a_drawing_that_hides_what_it_holds_is_refused(text: str, tmp_path: Path) -> None:
    assert "more than a drawing" in problem(tmp_path, "crane.svg", text)


def test_a_drawing_that_nobody_can_read_is_refused(tmp_path: Path) -> None:
    assert "UTF-8" in problem(tmp_path, "crane.svg", PLAIN.encode("utf-16"))


def test_a_drawing_of_any_size_is_refused_with_its_limit(tmp_path: Path) -> None:
    assert f"the limit is {LARGEST_DRAWING:,}" in problem(tmp_path, "crane.svg", " " * (LARGEST_DRAWING + 1))
    assert problem(tmp_path, "crane.svg", PLAIN + " " * (LARGEST_DRAWING - len(PLAIN.encode()))) == ""


def test_it_is_found_at_any_depth_and_a_site_may_weigh_it_itself(tmp_path: Path) -> None:
    content = write(tmp_path / "content")
    (content / "port/parts").mkdir()
    (content / "port/parts/map.html").write_text("<script>alert(1)</script>", "utf-8")
    (one,) = build(Settings(content, "content")).diagnostics
    assert (one.code, one.severity, one.span.source.path) == (
        "active-file", Severity.ERROR, "content/port/parts/map.html",
    )  # fmt: skip
    lighter = build(Settings(content, "content", severities={"active-file": Severity.HINT}))
    assert [each.severity for each in lighter.diagnostics] == ["hint"]
    assert len(lighter.pages) > 5


def test_programs_that_the_settings_name_are_the_sites_own(tmp_path: Path) -> None:
    content = write(tmp_path / "content")
    for name in ("own.js", "module.mjs", "other.js"):
        (content / name).write_text("1", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "docs_dir: content\nextra_javascript: [own.js, {path: module.mjs, type: module}]\n", "utf-8"
    )
    found = build(Settings(content, "content", scripts=project_of(content).scripts)).diagnostics
    assert [one.span.source.path for one in found] == ["content/other.js"]


@pytest.mark.parametrize("name", ["assets/explainers.js", "assets/javascripts/bundle.js", "other.js"])
def test_nobody_puts_a_program_in_the_place_of_the_sites(name: str, tmp_path: Path) -> None:
    project = make_project(tmp_path)
    (project / "content/own.js").write_text("1", "utf-8")
    path = project / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("alert(1)", "utf-8")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("extra_javascript: [own.js]\n")
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("error[active-file]") == 1
    assert f"content/{name}" in done.stderr
    assert not (project / "site").exists()
