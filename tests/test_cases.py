"""Broken and hostile content: each case of `cases.yaml`, and those that no YAML file can hold.

What must be an error is exactly one error of its code, at its line, in words that help; what must be
harmless arrives on the pages as it was typed, and nothing of it becomes HTML. Each keeps to `limits.py`.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
import yaml
from conftest import build_site
from limits import LimitError, limited
from selectolax.lexbor import LexborHTMLParser

from generator.build import Build
from generator.catalogue import Catalogue
from generator.diagnostics import Diagnostic, Severity
from generator.outputs.markdown import markdown_files
from generator.pages.problems import problem_page, problem_section
from generator.rendering import Renderer, find_templates
from generator.reports import as_text

RENDERER = Renderer(find_templates())
FRONT = "---\ntitle: Port strike\npublished: 2026-02-20\n---\n\n"
BODY = """\
The Dock Union called the strike on 12 February. "More pay," said its chair; the Harbour Board,
which runs the port, answered "Not this year" a day later.
"""
SHEET: Mapping[str, str] = {
    "story": """\
headline: The port strike
standfirst: The cranes stand still.
updated: 2026-02-20
""",
    "parties": """\
- {id: union, name: Dock Union, aliases: [DU], part: Called the strike., evidence: called the strike}
- {id: board, name: Harbour Board, part: Runs the port., evidence: which runs the port}
""",
    "demands": """\
- {id: pay, by: union, of: board, text: Higher pay is asked for., quote: More pay, date: 2026-02-12}
""",
    "dates": """\
- {id: start, date: 2026-02-12, title: The strike starts, evidence: called the strike on 12 February}
""",
    "reactions": """\
- {id: no-pay, by: board, to: pay, stance: rejects, date: 2026-02-13, quote: Not this year, said_in: notice}
""",
    "sources": """\
- {id: notice, kind: document, title: Port notice, url: "https://example.org/notice"}
""",
}
"""A good story's sheet by section. A case takes the place of `story`, and is added to any other."""
NAMED = """\
- id: hostile
  name: {}
  part: Waits.
  evidence: answered
  roles:
    - {{title: chair, leads: union, evidence: said its chair}}
"""
"""A party with a page of its own, so that its name stands in titles, headings, lists and tables."""


@pytest.fixture(autouse=True)
def within_limits() -> Iterator[None]:
    """A case that takes too much of anything fails."""
    with limited():
        yield


def spin() -> None:
    while True:
        pass


def test_the_limits_are_kept() -> None:
    with pytest.raises(LimitError, match="SIGPROF"), limited(seconds=0.1):
        spin()
    with pytest.raises(LimitError, match="SIGALRM"), limited(patience=0.1):
        time.sleep(60)
    with pytest.raises(MemoryError), limited():
        bytearray(600 * 2**20)
    deaf = "from limits import limited\nwith limited(seconds=0.1): sum(iter(int, 1))"
    done = subprocess.run([sys.executable, "-c", deaf], cwd=Path(__file__).parent, check=False)
    assert done.returncode == -signal.SIGVTALRM


@dataclass(frozen=True)
class Case:
    """What is written where, and what must come of it. `line` counts in the case's own text."""

    case: str
    why: str
    file: str
    text: str
    line: int
    error: str = ""
    warning: str = ""
    says: list[str] = field(default_factory=list)
    shows: str = ""
    never: list[str] = field(default_factory=list)


def sheet_with(section: str, text: str) -> tuple[str, int]:
    """The good sheet with a text in one of its sections, and how many lines stand above the text."""
    whole, above = "", 0
    for name in dict.fromkeys((*SHEET, section)):
        before = "" if name == section == "story" else SHEET.get(name, "")
        whole += f"{name}:\n" + indent(before, "  ")
        if name == section:
            above = whole.count("\n")
            whole += indent(text, "  ")
    return whole, above


def made(raw: Mapping[str, Any]) -> Case:
    """A case as the file tells it: one key names the part of the story that its text stands in."""
    known = {"case", "why", "line", "error", "warning", "says", "shows", "never", "harmless"}
    (part,) = raw.keys() - known
    text, line = str(raw[part]), int(raw.get("line", 1))
    text += "" if text.endswith("\n") else "\n"
    file, above = "facts.yaml", 0
    if part == "named":
        text, above = sheet_with("parties", NAMED.format(text.strip()))
        above += 1
    elif part == "article":
        file = "article.md"
    elif part == "body":
        file, text, above = "article.md", FRONT + BODY + "\n" + text, (FRONT + BODY).count("\n") + 1
    elif part != "sheet":
        text, above = sheet_with(part, text)
    assert bool(raw.get("error")) + bool(raw.get("warning")) + bool(raw.get("harmless")) == 1, raw["case"]
    rest = {
        key: raw[key] for key in ("case", "why", "error", "warning", "says", "shows", "never") if key in raw
    }
    return Case(file=file, text=text, line=line + above, **rest)


def cases() -> list[Case]:
    """Every case of the file, its words as they stand there."""
    path = Path(__file__).parent / "cases.yaml"
    return [made(raw) for raw in yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)]


def write(content: Path, **texts: str) -> Path:
    """The good story in a content folder, with other texts for some of its files."""
    (content / "port").mkdir(parents=True)
    good = {"facts.yaml": sheet_with("sources", "")[0], "article.md": FRONT + BODY}
    for name, text in (good | texts).items():
        (content / "port" / name).write_text(text, "utf-8", newline="\n")
    return content


def outputs(result: Build) -> list[str]:
    """What a build prints: pages as HTML, and as files for another builder, below their front matter."""
    files = markdown_files(result.pages, RENDERER).values()
    return [*map(RENDERER.body, result.pages), *(text.split("\n---\n", 1)[1] for text in files)]


def files_beside(result: Build, *kinds: str) -> list[str]:
    """What a build makes beside the pages, as text."""
    return [file.content.decode() for file in result.files if file.path.endswith(kinds)]


def forbidden(pattern: str, text: str) -> bool:
    """Whether a pattern stands in a text; with `re:` before it, it is a regular expression."""
    if pattern.startswith("re:"):
        return re.search(pattern.removeprefix("re:"), text) is not None
    return pattern in text


def of_weight(result: Build, severity: Severity) -> list[Diagnostic]:
    return [one for one in result.diagnostics if one.severity is severity and one.code != "unmentioned-party"]


def check_printable(result: Build) -> None:
    """Nothing in a report is obeyed by a terminal."""
    assert not re.search(
        r"[^\n\x20-\x7e\x80-\U0010ffff]|[\x80-\x9f\u2028-\u202e\u2066-\u2069]", as_text(result.diagnostics)
    )


ALIVE = (
    "script:not([type]), img, svg[onload], iframe, style, meta, object, [onload], [onerror], [onmouseover]"
)


def check_told_on_a_page(result: Build) -> None:
    """While somebody writes, mistakes stand on the page with the lines they are in: as text."""
    problems = problem_section(result.diagnostics, Catalogue(), "")
    tree = LexborHTMLParser(RENDERER.body(problem_page(problems, Catalogue())))
    assert [node.html for node in tree.css(ALIVE)] == []
    assert result.diagnostics[0].code in tree.text()


def check_said(found: list[Diagnostic], code: str, line: int, says: list[str]) -> None:
    """There is one kind of mistake; the first has this code and line, and its words say these."""
    assert {one.code for one in found} == {code}
    one = found[0]
    assert one.span.line == line
    words = " ".join((one.message, one.hint, *(text for text, _ in one.related))).lower()
    assert [word for word in says if word.lower() not in words] == [], words


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.case.replace(" ", "-"))
def test_case(case: Case, tmp_path: Path) -> None:
    result = build_site(write(tmp_path / "content", **{case.file: case.text}))
    check_printable(result)
    errors, warnings = of_weight(result, Severity.ERROR), of_weight(result, Severity.WARNING)
    if case.error:
        check_said(errors, case.error, case.line, case.says)
        assert result.pages == ()
        check_told_on_a_page(result)
        return
    assert errors == []
    if case.warning:
        check_said(warnings, case.warning, case.line, case.says)
    else:
        assert warnings == []
    printed = outputs(result)
    # In calendars and tables `<` is a sign like any other, and has no other form.
    built = [*printed, *files_beside(result, ".atom", ".json")]
    assert [pattern for pattern in case.never for text in built if forbidden(pattern, text)] == []
    lines = [pattern for pattern in case.never if "<" not in pattern]
    beside = files_beside(result, ".ics", ".csv")
    assert [pattern for pattern in lines for text in beside if forbidden(pattern, text)] == []
    texts = [LexborHTMLParser(text).text() for text in printed]
    assert not case.shows or any(case.shows in text for text in texts)


def test_the_good_story_has_nothing_wrong(tmp_path: Path) -> None:
    result = build_site(write(tmp_path / "content"))
    assert result.diagnostics == ()
    assert len(result.pages) > 8


def test_a_windows_editors_file_makes_the_same_pages(tmp_path: Path) -> None:
    content = write(tmp_path / "content")
    before = outputs(build_site(content))
    for path in (content / "port").iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert outputs(build_site(content)) == before


def test_bytes_that_are_not_utf_8_are_named_with_their_line(tmp_path: Path) -> None:
    content = write(tmp_path / "content")
    path = content / "port/facts.yaml"
    path.write_bytes(path.read_bytes().replace(b"Port notice", b"Port of S\xe3o Luis"))
    found = of_weight(build_site(content), Severity.ERROR)
    check_said(found, "not-utf-8", path.read_bytes().split(b"\xe3")[0].count(b"\n") + 1, ["utf-8", "0xe3"])


def test_a_box_with_html_in_its_title_is_two_mistakes(tmp_path: Path) -> None:
    text = FRONT + BODY + '\n!!! note "<img src=x onerror=alert(1)>"\n    b\n'
    found = of_weight(build_site(write(tmp_path / "content", **{"article.md": text})), Severity.ERROR)
    line = text[: text.index("!!!")].count("\n") + 1
    assert [(one.code, one.span.line) for one in found] == [("admonition", line), ("raw-html", line)]


GENERATED: Mapping[str, tuple[str, str, str, list[str]]] = {
    "brackets a hundred thousand deep": ("facts.yaml", "[" * 100_000 + "]" * 100_000, "too-deep", ["deep"]),
    "twenty thousand parties": (
        "facts.yaml",
        "parties:\n" + "".join(f'- {{id: p{number}, name: "N {number}"}}\n' for number in range(20_000)),
        "too-many",
        ["too many", "20,000"],
    ),
    "an id of three hundred letters": (
        "facts.yaml",
        sheet_with("parties", f'- {{id: {"a" * 300}, name: "X"}}\n')[0],
        "bad-id",
        ["id", "long"],
    ),
    "five hundred accents on one letter": (
        "facts.yaml",
        sheet_with("parties", '- {id: x, name: "a' + "\u0301" * 500 + '"}\n')[0],
        "combining-marks",
        ["combining"],
    ),
    "twenty thousand brackets in one line": ("article.md", FRONT + "[" * 20_000, "line-too-long", ["limit"]),
    "a list three hundred levels deep": (
        "article.md",
        FRONT + "".join("  " * level + "- a\n" for level in range(300)),
        "too-deep",
        ["deep"],
    ),
    "groups of keys a thousand deep": (
        "facts.yaml",
        "parties:\n" + "".join("  " * level + "- a:\n" for level in range(1, 1_000)),
        "too-deep",
        ["deep", "more than 32"],
    ),
    "a key of a hundred thousand letters": ("facts.yaml", "a" * 100_000 + ": b\n", "yaml-syntax", []),
    "ten thousand emphases that are never closed": (
        "article.md",
        FRONT + "*a _b **c\n" * 10_000,
        "paragraph-too-long",
        ["limit"],
    ),
    "fifty thousand links in a line": ("article.md", FRONT + "[a](b)" * 50_000, "line-too-long", ["limit"]),
    "a sheet of six megabytes": ("facts.yaml", "# x\n" * 1_500_000, "file-too-large", ["limit", "5,000,000"]),
    "an article of six megabytes": ("article.md", FRONT + "Word. " * 1_000_000, "file-too-large", ["limit"]),
    "quotations three hundred levels deep": ("article.md", FRONT + "> " * 300 + "a\n", "too-deep", ["deep"]),
}


@pytest.mark.parametrize("name", GENERATED, ids=lambda name: name.replace(" ", "-"))
def test_what_is_too_much_is_one_mistake(name: str, tmp_path: Path) -> None:
    file, text, code, says = GENERATED[name]
    found = of_weight(build_site(write(tmp_path / "content", **{file: text})), Severity.ERROR)
    assert code in [one.code for one in found]
    check_said([one for one in found if one.code == code], code, found[0].span.line, says)


def odd_folder(content: Path) -> None:
    (content / "etc").symlink_to("/etc")


def odd_article(content: Path) -> None:
    path = content / "port/article.md"
    path.rename(content / "kept.md")
    path.symlink_to("../kept.md")


def pipe(content: Path) -> None:
    os.mkfifo(content / "pipe.md")


def pipe_in_a_story(content: Path) -> None:
    os.mkfifo(content / "port/minutes.txt")


def capitals(content: Path) -> None:
    shutil.copytree(content / "port", content / "Port")


def line_break(content: Path) -> None:
    (content / "a\nb.md").write_text("a", "utf-8")


def no_sheet(content: Path) -> None:
    (content / "port/facts.yaml").unlink()


def no_article(content: Path) -> None:
    (content / "port/article.md").unlink()


def device(content: Path) -> None:
    (content / "port/facts.yaml").unlink()
    (content / "port/facts.yaml").symlink_to("/dev/zero")


def device_as_source(content: Path) -> None:
    (content / "port/minutes.txt").symlink_to("/dev/zero")


def shared_by_link(content: Path) -> None:
    (content / "parties.yaml").symlink_to("/etc/passwd")


def circle(content: Path) -> None:
    (content / "port/around").symlink_to("..")


def nowhere(content: Path) -> None:
    (content / "port/gone.png").symlink_to("gone-too.png")


def door(content: Path) -> None:
    """A socket; its whole path would be too long for a name."""
    here = Path.cwd()
    os.chdir(content)
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind("door")
    finally:
        os.chdir(here)


def folder_as_sheet(content: Path) -> None:
    (content / "port/facts.yaml").unlink()
    (content / "port/facts.yaml").mkdir()


def folder_as_shared(content: Path) -> None:
    (content / "parties.yaml").mkdir()


def pipe_as_sheet(content: Path) -> None:
    (content / "port/facts.yaml").unlink()
    os.mkfifo(content / "port/facts.yaml")


def deep(content: Path) -> None:
    content.joinpath("port", *["a"] * 300).mkdir(parents=True)


def device_of_windows(content: Path) -> None:
    shutil.copytree(content / "port", content / "aux")


def of_the_site(content: Path) -> None:
    shutil.copytree(content / "port", content / "assets")


def umlaut(content: Path) -> None:
    shutil.copytree(content / "port", content / "häfen")


def two_accents(content: Path) -> None:
    (content / "port/Ha\u0308fen.png").write_bytes(b"")


def backwards(content: Path) -> None:
    (content / "port/\u202egpj.exe").write_bytes(b"")


def spaces_behind(content: Path) -> None:
    (content / "port/crane.png ").write_bytes(b"")


def quotes(content: Path) -> None:
    (content / 'port/"onload=alert(1).png').write_bytes(b"")


def an_order(content: Path) -> None:
    (content / "port/##[add-mask]e.png").write_bytes(b"")


def page_of_its_own(content: Path) -> None:
    (content / "port/map.html").write_text("<script>alert(1)</script>", "utf-8")


def program(content: Path) -> None:
    (content / "assets/javascripts").mkdir(parents=True)
    (content / "assets/javascripts/bundle.js").write_text("alert(1)", "utf-8")


def drawing(content: Path) -> None:
    (content / "port/crane.svg").write_text("<svg onload='alert(1)'/>", "utf-8")


TREES: tuple[tuple[Callable[[Path], None], str, list[str]], ...] = (
    (odd_folder, "symbolic-link", ["symbolic link"]),
    (odd_article, "symbolic-link", ["symbolic link"]),
    (shared_by_link, "symbolic-link", ["symbolic link"]),
    (circle, "symbolic-link", ["symbolic link"]),
    (nowhere, "symbolic-link", ["symbolic link", "one folder up", "as “"]),
    (device, "symbolic-link", ["symbolic link"]),
    (device_as_source, "symbolic-link", ["symbolic link"]),
    (door, "not-a-file", ["regular file"]),
    (folder_as_sheet, "not-a-regular-file", ["regular file", "another name, or delete it"]),
    (folder_as_shared, "not-a-regular-file", ["regular file", "folder"]),
    (pipe_as_sheet, "not-a-file", ["regular file"]),
    (deep, "too-deep", ["more than 20 deep"]),
    (device_of_windows, "bad-folder-name", ["aux", "windows"]),
    (of_the_site, "bad-folder-name", ["assets", "itself"]),
    (umlaut, "bad-folder-name", ["letters"]),
    (two_accents, "bad-file-name", ["name"]),
    (backwards, "bad-file-name", ["name"]),
    (spaces_behind, "bad-file-name", ["name"]),
    (quotes, "bad-file-name", ["name"]),
    (an_order, "bad-file-name", ["name"]),
    (page_of_its_own, "active-file", ["page of its own"]),
    (program, "active-file", ["program"]),
    (drawing, "active-file", ["drawing"]),
    (pipe, "not-a-file", ["regular file"]),
    (pipe_in_a_story, "not-a-file", ["regular file"]),
    (capitals, "bad-folder-name", ["port", "capitals"]),
    (line_break, "bad-file-name", ["name"]),
    (no_sheet, "missing-file", ["no such file"]),
    (no_article, "missing-file", ["no such file"]),
)


@pytest.mark.parametrize(("change", "code", "says"), TREES, ids=lambda part: getattr(part, "__name__", ""))
def test_what_cannot_be_published_is_named(
    change: Callable[[Path], None], code: str, says: list[str], tmp_path: Path
) -> None:
    content = write(tmp_path / "content")
    change(content)
    result = build_site(content)
    check_printable(result)
    assert result.pages == ()
    found = of_weight(result, Severity.ERROR)
    assert {one.code for one in found} == {code}
    check_said(found[:1], code, 1, says)


def test_a_folder_that_nobody_may_look_into_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = write(tmp_path / "content")
    (content / "port/kept").mkdir()
    look = Path.iterdir

    def iterdir(folder: Path) -> Iterator[Path]:
        if folder.name == "kept":
            raise PermissionError
        return look(folder)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    (one,) = of_weight(build_site(content), Severity.ERROR)
    assert (one.code, one.span.source.path) == ("unreadable-file", "content/port/kept")
