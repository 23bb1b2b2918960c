"""What tests share: a good site built once, its pages as HTML, and golden files.

Golden files are refreshed by `pytest --refresh-golden`, and only then; look at what changed before
committing it.

Properties of robustness are tried with few examples. `EXPLAINERS_EXAMPLES=100000` tries that many, other ones
each time; `-k` chooses the property, as each of them then takes minutes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from hypothesis import HealthCheck, settings
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.build import Build, Settings, build
from generator.catalogue import Catalogue
from generator.edition import Edition, make_edition
from generator.gathering import read_library
from generator.outputs.markdown import markdown_files
from generator.rendering import Renderer, find_templates
from generator.views import PageView

TESTS = Path(__file__).parent
GOOD = TESTS / "sites/good"
BROKEN = TESTS / "sites/broken"
GOLDEN = TESTS / "golden"
SITE_NAME = "The Merrow Pages"
EDIT = "https://example.org/edit/"
ROOT = "https://site.invalid/"
"""Where the tests pretend that the site stands, to follow its relative links."""

EXAMPLES = int(os.environ.get("EXPLAINERS_EXAMPLES", "0"))
"""How many examples properties of robustness are tried with; 0 leaves each its own few."""


LONG: dict[str, Any] = {
    "max_examples": EXAMPLES,
    "derandomize": False,
    "database": None,
    "print_blob": True,
    "suppress_health_check": list(HealthCheck),
}
# How long an example may take says more of the machine than of the code.
settings.register_profile("suite", deadline=None, **(LONG if EXAMPLES else {}))
settings.load_profile("suite")


def at_length(few: settings) -> settings:
    """The settings of a property of robustness: its own, or those of a long run."""
    return settings(few, deadline=None, **LONG) if EXAMPLES else few


Golden = Callable[[str, str], None]


@dataclass(frozen=True)
class Html:
    """A page as a reader has it: `address` is relative to the root of the site."""

    address: str
    text: str

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.text)

    @cached_property
    def ids(self) -> list[str]:
        return [node.attributes["id"] or "" for node in self.tree.css("[id]")]

    def by_id(self, name: str) -> LexborNode:
        """The one element with this id."""
        (found,) = (node for node in self.tree.css("[id]") if node.attributes["id"] == name)
        return found

    def targets(self, node: LexborNode | None = None) -> list[tuple[str, str]]:
        """Where links lead to pages of the site: the address of one and the anchor there."""
        return [(page, anchor) for page, anchor in self.ways(node) if "." not in page]

    def files(self, node: LexborNode | None = None) -> set[str]:
        """The files beside the pages that links lead to."""
        return {path for path, _ in self.ways(node) if "." in path}

    def ways(self, node: LexborNode | None = None) -> list[tuple[str, str]]:
        """Where links lead that stay on the site."""
        links = (node or self.tree).css("a[href]")
        return [self.follow(link.attributes["href"] or "") for link in links if self.stays(link)]

    def stays(self, link: LexborNode) -> bool:
        return "://" not in (link.attributes["href"] or "")

    def follow(self, href: str) -> tuple[str, str]:
        """The page and anchor that a relative link leads to."""
        page, anchor = urldefrag(urljoin(ROOT + self.address, href))
        assert page.startswith(ROOT), f"{href} on {self.address} leaves the site"
        return unquote(page.removeprefix(ROOT)), unquote(anchor)


Pages = Mapping[str, Html]

SCRIPT = "script:not([type='application/ld+json'])"
"""What runs: data for machines stands in a script element, too."""


def flat(text: str) -> str:
    """Text with single spaces."""
    return " ".join(text.split())


def build_site(content: Path) -> Build:
    """A build of a content folder under the names that golden files have."""
    return build(Settings(content, "content", SITE_NAME, "Stories of a town that does not exist", EDIT))


def html_of(views: tuple[PageView, ...], say: Catalogue | None = None) -> Pages:
    """The pages of a build by address."""
    renderer = Renderer(find_templates(), say)
    return {view.address: Html(view.address, renderer.body(view)) for view in views}


def run(*command: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command of this project, as a person would run it in a folder."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


CONFIG = """\
site_name: The Merrow Pages
site_url: https://example.org/pages/
edit_uri: https://example.org/edit/
docs_dir: content
theme:
  name: material
  font: false
plugins:
  - search
  - explainers
"""
PLAINLY = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1714600000"}
"""Under which clock, locale and hash seed the shared site is built; MkDocs dates its sitemap by the last."""
ABOUT = "# About us\n\nA page of one's own, written with [a link](harbour-strike/index.md).\n"


def make_project(folder: Path, source: Path = GOOD) -> Path:
    """A project with its own mkdocs.yml and a copy of some content."""
    shutil.copytree(source, folder / "content")
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, and what it holds."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@dataclass(frozen=True)
class Project:
    """A project that was built once by MkDocs, and what MkDocs said. Tests leave it as it is."""

    folder: Path
    output: str

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def page(self, address: str) -> Html:
        return Html(address, (self.site / address / "index.html").read_text("utf-8"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh-golden", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What builds keep for later ones: in a folder of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def built() -> Build:
    """The good site."""
    return build_site(GOOD)


@pytest.fixture(scope="session")
def pages(built: Build) -> Pages:
    """The good site's pages as HTML, by address."""
    return html_of(built.pages)


@pytest.fixture(scope="session")
def edition() -> Edition:
    """What the good site's pages are made from."""
    library, problems = read_library(GOOD, "content")
    made, found = make_edition(library)
    assert not problems
    assert not found
    return made


@pytest.fixture(scope="session")
def markdown(built: Build) -> Mapping[str, str]:
    """The good site as `explainers build` writes it."""
    return markdown_files(built.pages, Renderer(find_templates()))


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The good site built by MkDocs and Material, with a page of the editor's own."""
    folder = make_project(tmp_path_factory.mktemp("project"))
    (folder / "content/about.md").write_text(ABOUT, "utf-8")
    done = run("mkdocs", "build", "--strict", cwd=folder, **PLAINLY)
    assert done.returncode == 0, done.stdout + done.stderr
    return Project(folder, done.stdout + done.stderr)


@pytest.fixture
def good_copy(tmp_path: Path) -> Path:
    """A copy of the good site's content that a test may change."""
    return Path(shutil.copytree(GOOD, tmp_path / "content"))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text with a golden file, or writes the file when it was asked for."""
    refresh = bool(request.config.getoption("--refresh-golden"))

    def compare(name: str, text: str) -> None:
        path = GOLDEN.parent / name
        if refresh:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        assert path.is_file(), f"{name} is missing: write it with pytest --refresh-golden"
        assert text == path.read_text("utf-8"), f"{name} differs: pytest --refresh-golden writes it anew"

    return compare
