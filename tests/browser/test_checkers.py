"""Finished pages before other people's judges: the Nu HTML checker and Lighthouse."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from browser.real import FLAGS, Server, checker, tool

NU = ("vnu-jar", "build", "dist", "vnu.jar")
JUDGED = "accessibility,best-practices,seo"


def nu(folder: Path) -> list[str]:
    """The errors that the Nu HTML checker finds in the pages below a folder."""
    command = [tool("java"), "-jar", str(checker(*NU)), "--skip-non-html", "--errors-only", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr.splitlines()


def test_the_pages_are_valid_html(server: Server) -> None:
    assert nu(server.folder) == []


def test_the_checker_sees_a_planted_defect(server: Server, tmp_path: Path) -> None:
    html = (server.folder / "energy-pause-call/index.html").read_text("utf-8")
    (tmp_path / "index.html").write_text(
        html.replace("<h1", "<p><h1", 1).replace("</h1>", "</h2>", 1), "utf-8"
    )
    assert nu(tmp_path) != []


def lighthouse(address: str, folder: Path) -> tuple[dict[str, float], set[str]]:
    """What Lighthouse gives a page, in all that a busy machine does not change, and what it objects to."""
    report = folder / "report.json"
    flags = ("--headless=new", *FLAGS, f"--user-data-dir={folder / 'profile'}")
    command = [tool("node"), str(checker("lighthouse", "cli", "index.js")), address]
    command += ["--quiet", "--no-enable-error-reporting", "--output=json", f"--output-path={report}"]
    command += [f"--only-categories={JUDGED}", f"--chrome-flags={' '.join(flags)}"]
    chromium = tool("chromium", "chromium-browser", "google-chrome")
    subprocess.run(command, env={**os.environ, "CHROME_PATH": chromium}, check=True, capture_output=True)
    judged = json.loads(report.read_text("utf-8"))
    lost = {audit["title"] for audit in judged["audits"].values() if audit["score"] == 0}
    return {name: one["score"] for name, one in judged["categories"].items()}, lost


def test_the_story_page_in_lighthouse(server: Server, tmp_path: Path) -> None:
    """Full marks; the speed is told by BENCHMARKS.md."""
    found = lighthouse(f"{server.url}energy-pause-call/", tmp_path)
    assert found == (dict.fromkeys(JUDGED.split(","), 1), set())


def test_lighthouse_sees_planted_defects(server: Server, tmp_path: Path) -> None:
    html = (server.folder / "energy-pause-call/index.html").read_text("utf-8")
    html = html.replace('<html lang="en"', "<html").replace('name="description"', 'name="nothing"')
    planted = server.folder / "planted"
    planted.mkdir(exist_ok=True)
    try:
        (planted / "index.html").write_text(html.replace("<h1", "<img src=none.png><h1", 1), "utf-8")
        scores, lost = lighthouse(f"{server.url}planted/", tmp_path)
    finally:
        shutil.rmtree(planted)
    assert max(scores["accessibility"], scores["seo"], scores["best-practices"]) < 1
    assert len(lost) >= 3


@pytest.mark.parametrize("kind", ["story"])
def test_what_we_add_to_a_page_is_light(server: Server, kind: str) -> None:
    """Our HTML, style and script for a story page: at most 60 kB as a host compresses them."""
    import gzip

    page = server.folder / server.kinds()[kind] / "index.html"
    files = [page, *(server.folder / "assets" / name for name in ("explainers.css", "explainers.js"))]
    sizes = {file.name: len(gzip.compress(file.read_bytes(), 6)) for file in files}
    assert sum(sizes.values()) <= 60_000, sizes
