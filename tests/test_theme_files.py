"""The files of a theme, listed with its icons and without."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from generator.mkdocs_plugin.theme_files import SeenTemplates, list_quickly


def published(theme: Theme) -> dict[str, str | None]:
    """The files that MkDocs takes from a theme, and the folder of each."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "Pages", "docs_dir": ".", "site_dir": "site"})
    config.validate()
    config.theme = theme
    files = Files([])
    files.add_files_from_theme(theme.get_env(), config)
    return {file.src_uri: file.src_dir for file in files}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A site's own additions to its theme, some of which MkDocs leaves out."""
    for name in ("assets/one.css", "assets/.hidden/two.css", ".three.css", "sub/.four.css", "sub/page.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["material", "mkdocs", "readthedocs"])
def test_mkdocs_takes_the_same_files(name: str, own: Path) -> None:
    plain, quick = (Theme(name=name, custom_dir=str(own)) for _ in range(2))
    list_quickly(quick)
    assert published(quick) == published(plain)
    assert published(quick)["assets/one.css"] == str(own)
    assert isinstance(quick.get_env().loader, SeenTemplates)


def test_an_icon_is_found_by_its_name(own: Path) -> None:
    theme = Theme(name="material", custom_dir=str(own))
    list_quickly(theme)
    assert "<svg" in theme.get_env().get_template(".icons/material/magnify.svg").render()


def test_a_theme_that_finds_its_templates_otherwise_is_left_alone() -> None:
    class Other(Theme):
        def get_env(self) -> Environment:
            return Environment(loader=DictLoader({"a.css": ""}), autoescape=True)

    theme = Other(name="mkdocs")
    list_quickly(theme)
    assert theme.get_env().list_templates() == ["a.css"]
