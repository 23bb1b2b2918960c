"""Pages put together are, but for white space, those that the theme renders by itself."""

import subprocess
import sys
from collections.abc import Callable
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


def pages_of(site: Path, form: Callable[[str], str]) -> dict[str, str]:
    """Every page of a site by its name."""
    return {
        str(path.relative_to(site)): form(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))
    }


def test_every_page_is_as_the_theme_renders_it(two_sites: dict[str, Path]) -> None:
    """Titles, descriptions, addresses, contents and bodies: all of it."""
    assert pages_of(two_sites["true"], squeezed) == pages_of(two_sites["false"], squeezed)


def test_some_pages_are_put_together(two_sites: dict[str, Path]) -> None:
    """Otherwise the test above would compare the theme with itself."""
    ours, theirs = (pages_of(two_sites[fast], str) for fast in ("true", "false"))
    assert sum(ours[name] != theirs[name] for name in ours) > 5
