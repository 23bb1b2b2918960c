"""Our pages through other builders: Zensical on what `explainers build` writes, ProperDocs with the plugin.

`make bench-peers` installs both; where one is missing, its test is skipped.
"""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import pytest
from conftest import GOOD, PLAINLY, files_in, make_project, run
from selectolax.lexbor import LexborHTMLParser

from generator.cli import main

ROOT = Path(__file__).parent.parent
ZENSICAL = """\
site_name: The Merrow Pages
site_url: https://example.org/pages/
docs_dir: pages
theme:
  name: material
extra_css: [assets/explainers.css]
markdown_extensions: [attr_list, md_in_html]
"""
BESIDE = (".atom", ".ics", ".csv", "/story.json", "story.schema.json", "explainers.css", "explainers.js")
"""How the files end that stand beside the pages, the same whoever builds them."""
ADDED = ".headerlink, script, style"
"""What builders put into a page's main part."""


def program(name: str) -> str:
    """A builder beside the Python that runs this, or a skip that says how to get it."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    return found or pytest.skip(f"{name} is not installed: run `make bench-peers`")


@dataclass(frozen=True)
class Main:
    """A page's title; of its main part the words, where links lead, its anchors and contents."""

    title: str
    words: str
    links: tuple[str, ...]
    anchors: frozenset[str]
    contents: frozenset[str]


def main_parts(site: Path) -> dict[str, Main]:
    """The main part of each page, by address."""
    found = {}
    for path in sorted(site.rglob("index.html")):
        address = path.parent.relative_to(site).as_posix().removeprefix(".")
        tree = LexborHTMLParser(path.read_text("utf-8"))
        contents = {link.attributes["href"] or "" for link in tree.css(".md-sidebar--secondary a[href^='#']")}
        article = tree.css_first("article")
        assert article is not None
        for added in article.css(ADDED):
            added.decompose()
        base = f"https://example.org/pages/{address}{'/' if address else ''}"
        title = tree.css_first("title")
        assert title is not None
        found[address] = Main(
            re.sub(" [-–] The Merrow Pages$", "", title.text()),
            " ".join(article.text(separator=" ").split()),
            tuple(urljoin(base, link.attributes["href"] or "") for link in article.css("a[href]")),
            frozenset(node.attributes["id"] or "" for node in article.css("[id]")),
            frozenset(contents),
        )
    return found


@pytest.mark.parametrize("content", [GOOD, ROOT / "content"], ids=["fictional", "real"])
def test_zensical_shows_every_page_with_its_words_links_and_contents(tmp_path: Path, content: Path) -> None:
    zensical = program("zensical")
    project = make_project(tmp_path / "mkdocs", content)
    # `explainers build` does not know where the files are edited.
    settings = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(re.sub("edit_uri: .*\n", "", settings), "utf-8")
    made = run("mkdocs", "build", "--strict", cwd=project, **PLAINLY)
    assert made.returncode == 0, made.stderr
    other = tmp_path / "zensical"
    other.mkdir()
    (other / "mkdocs.yml").write_text(ZENSICAL, "utf-8")
    assert main(["build", str(project / "content"), "--output", str(other / "pages")]) == 0
    built = run("zensical", "build", "--clean", cwd=other, **PLAINLY)
    assert built.returncode == 0, (zensical, built.stdout, built.stderr)

    ours, theirs = main_parts(project / "site"), main_parts(other / "site")
    assert len(theirs) == len(list((other / "pages").rglob("index.md"))) > 30
    assert ours.keys() == theirs.keys()
    for address, page in ours.items():
        other_page = theirs[address]
        assert page.words == other_page.words, (address, first_difference(page.words, other_page.words))
        assert page.links == other_page.links, address
        assert page.anchors - {"__skip"} <= other_page.anchors, address
        assert page.contents <= other_page.contents, address
        assert page.title == other_page.title, address
    for each in (
        [page.links for page in ours.values()],
        [page.anchors for page in ours.values()],
        [page.contents for page in ours.values()],
    ):
        assert sum(map(len, each)) > 300
    # Who follows a feed or a calendar, or reads the data, notices nothing of a move.
    written = files_in(other / "site")
    beside = {path: data for path, data in files_in(project / "site").items() if path.endswith(BESIDE)}
    assert {"feed.atom", "dates.ics", "assets/explainers.css", "story.schema.json"} <= set(beside)
    for path, data in beside.items():
        assert written[path] == data, path


def test_properdocs_builds_the_same_site_with_the_plugin_as_it_is(tmp_path: Path) -> None:
    program("properdocs")
    project = make_project(tmp_path / "project")
    sites = {}
    for builder in ("mkdocs", "properdocs"):
        done = run(
            builder, "build", "--strict", "--site-dir", str(tmp_path / builder), cwd=project, **PLAINLY
        )
        assert done.returncode == 0, done.stdout + done.stderr
        sites[builder] = files_in(tmp_path / builder)
    assert len(sites["mkdocs"]) > 100
    assert sites["mkdocs"] == sites["properdocs"]


def first_difference(one: str, other: str) -> tuple[str, str]:
    """Where two texts begin to differ, each with a few words around the place."""
    pairs = enumerate(zip(one, other, strict=False))
    place = next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))
    return one[max(0, place - 40) : place + 60], other[max(0, place - 40) : place + 60]
