"""Pages put together are, but for white space, those that the theme renders by itself."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from generator.theme_shell import squeezed

CONFIG = """\
site_name: The Merrow Pages
site_url: https://example.org/pages/
docs_dir: {content}
theme:
  name: material
  features: [navigation.prune]
plugins:
  - search
  - explainers:
      stories_in_nav: 1
      fast_theme: {fast}
      fast_search: {fast}
"""


@pytest.fixture(scope="module")
def two_sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One content built both ways."""
    folder = tmp_path_factory.mktemp("shell")
    content = Path(__file__).parent / "sites" / "good"
    for fast in ("true", "false"):
        (folder / fast).mkdir()
        (folder / fast / "mkdocs.yml").write_text(CONFIG.format(content=content, fast=fast), "utf-8")
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict"],
            cwd=folder / fast,
            check=True,
            capture_output=True,
        )
    return {fast: folder / fast / "site" for fast in ("true", "false")}


def pages_of(site: Path, form: Callable[[bytes], Sequence[object]]) -> dict[str, Sequence[object]]:
    """Every page of a site by its name."""
    return {str(path.relative_to(site)): form(path.read_bytes()) for path in sorted(site.rglob("*.html"))}


def test_every_page_is_as_the_theme_renders_it(two_sites: dict[str, Path]) -> None:
    """Titles, descriptions, addresses, contents and bodies: all of it."""
    assert pages_of(two_sites["true"], squeezed) == pages_of(two_sites["false"], squeezed)


def test_some_pages_are_put_together(two_sites: dict[str, Path]) -> None:
    """Otherwise the test above would compare the theme with itself."""
    ours, theirs = (pages_of(two_sites[fast], bytes) for fast in ("true", "false"))
    assert sum(ours[name] != theirs[name] for name in ours) > 5


def test_the_site_map_and_the_search_know_the_same_pages(two_sites: dict[str, Path]) -> None:
    ours, theirs = two_sites["true"], two_sites["false"]
    site_map = (ours / "sitemap.xml").read_text("utf-8")
    assert site_map == (theirs / "sitemap.xml").read_text("utf-8")
    assert site_map.count("<loc>") == len(list(ours.rglob("index.html")))
    assert "<lastmod>2026-" in site_map
    found, known = map(pages_found, (ours, theirs))
    assert found == known


def pages_found(site: Path) -> set[str]:
    """The pages that the search can lead to."""
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    return {entry["location"].partition("#")[0] for entry in index["docs"]}


def test_every_other_file_is_the_same(two_sites: dict[str, Path]) -> None:
    ours, theirs = (
        {
            str(path.relative_to(site)): path.read_bytes()
            for path in site.rglob("*")
            if path.is_file() and path.suffix != ".html" and "search" not in path.parts
        }
        for site in two_sites.values()
    )
    assert ours == theirs


HOOK = """\
def on_post_page(output, page, config):
    return output + f"<!-- seen {page.url} -->"
"""


def test_whoever_wants_to_see_each_page_sees_each(tmp_path: Path) -> None:
    content = Path(__file__).parent / "sites" / "good"
    settings = CONFIG.format(content=content, fast="true") + "hooks: [hook.py]\n"
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    (tmp_path / "hook.py").write_text(HOOK, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    pages = [path.read_text("utf-8") for path in (tmp_path / "site").rglob("index.html")]
    assert len(pages) > 30
    assert all("<!-- seen" in page for page in pages)
