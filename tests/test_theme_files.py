"""The files of a theme, listed with its icons and without."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from generator.archive import Archive
from generator.compiled import Compiled
from generator.mkdocs_plugin.theme_files import SeenTemplates, quicken

NOTHING = Compiled(Archive(None))


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
    quicken(quick, NOTHING)
    assert published(quick) == published(plain)
    assert published(quick)["assets/one.css"] == str(own)
    assert isinstance(quick.get_env().loader, SeenTemplates)


def test_an_icon_is_found_by_its_name(own: Path) -> None:
    theme = Theme(name="material", custom_dir=str(own))
    quicken(theme, NOTHING)
    assert "<svg" in theme.get_env().get_template(".icons/material/magnify.svg").render()


def test_a_theme_that_finds_its_templates_otherwise_is_left_alone() -> None:
    class Other(Theme):
        def get_env(self) -> Environment:
            return Environment(loader=DictLoader({"a.css": ""}), autoescape=True)

    theme = Other(name="mkdocs")
    quicken(theme, NOTHING)
    assert theme.get_env().list_templates() == ["a.css"]


class Counted(Compiled):
    """Knows how many templates were compiled."""

    number = 0

    def dump_bytecode(self, bucket: Bucket) -> None:
        """One more."""
        self.number += 1
        super().dump_bytecode(bucket)


def test_a_template_is_compiled_once_for_all_who_ask(tmp_path: Path) -> None:
    compiled = Counted(Archive(tmp_path), tmp_path)
    for _ in range(2):
        theme = Theme(name="material")
        quicken(theme, compiled)
        theme.get_env().get_template("partials/copyright.html")
    assert compiled.number == 1
