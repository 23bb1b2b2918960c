"""The policy, read as browsers read it (Content Security Policy Level 3, 2.2.1 and 6.7.2.8)."""

from __future__ import annotations

from pathlib import Path

from conftest import Project, make_project, run
from selectolax.lexbor import LexborHTMLParser

from generator.content_policy import POLICY

DIRECTIVES = {
    name: frozenset(sources)
    for directive in POLICY.split(";")
    for name, *sources in [directive.strip().lower().split()]
}
OURS = frozenset({"'self'"})
INLINE = frozenset({"'unsafe-inline'"})


def test_each_kind_of_thing_is_ruled_once() -> None:
    assert len(DIRECTIVES) == POLICY.count(";") + 1


def test_what_is_not_named_is_loaded_from_nowhere() -> None:
    assert DIRECTIVES["default-src"] == DIRECTIVES["base-uri"] == {"'none'"}


def test_scripts_and_what_they_fetch_are_files_of_the_site() -> None:
    assert DIRECTIVES["script-src"] == DIRECTIVES["worker-src"] == DIRECTIVES["connect-src"] == OURS


def test_forms_are_sent_nowhere_else() -> None:
    """`default-src` does not reach them."""
    assert DIRECTIVES["form-action"] == OURS


def test_pages_have_their_styles_letters_pictures_and_manifest() -> None:
    assert DIRECTIVES["font-src"] == DIRECTIVES["media-src"] == DIRECTIVES["manifest-src"] == OURS
    assert DIRECTIVES["style-src"] == OURS | INLINE
    assert DIRECTIVES["img-src"] == OURS | {"data:"}


# --- where it stands ----------------------------------------------------------------------------

FEATURES = """\
  features: [announce.dismiss, content.action.edit, content.action.view, content.code.annotate,
    content.code.copy, content.code.select, content.footnote.tooltips, content.tabs.link, content.tooltips,
    header.autohide, navigation.footer, navigation.indexes, navigation.instant, navigation.instant.prefetch,
    navigation.instant.preview, navigation.instant.progress, navigation.path, navigation.prune,
    navigation.sections, navigation.tabs, navigation.tabs.sticky, navigation.top, navigation.tracking,
    search.highlight, search.share, search.suggest, toc.follow]
  palette:
    - {scheme: default, toggle: {icon: material/weather-night, name: Dark}}
    - {scheme: slate, toggle: {icon: material/weather-sunny, name: Light}}
"""
EXTENSIONS = """\
markdown_extensions: [admonition, attr_list, footnotes, pymdownx.details, pymdownx.superfences,
  pymdownx.highlight, {pymdownx.tabbed: {alternate_style: true}}]
"""
OWN_PAGE = """\
# A page of one's own

=== "Here"

    Words.[^1]

=== "There"

    Others.

```python
print("code to copy")
```

Read on: [the strike](harbour-strike/index.md).

[^1]: A note.
"""


def featured(folder: Path, site_url: str) -> Path:
    """A site with all that the theme can do to a page."""
    project = make_project(folder)
    (project / "content/about.md").write_text(OWN_PAGE, "utf-8")
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8").replace("  font: false\n", f"  font: false\n{FEATURES}") + EXTENSIONS
    config.write_text(text.replace("https://example.org/pages/", site_url), "utf-8")
    done = run("mkdocs", "build", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "site"


def check_policy(site: Path) -> None:
    """Each page states the policy before it asks for anything, and holds no script of its own."""
    pages = sorted(site.rglob("*.html"))
    assert {"404.html", "index.html"} <= {path.name for path in pages}
    for path in pages:
        tree = LexborHTMLParser(path.read_text("utf-8"))
        known = tree.css("meta[http-equiv], script, link[rel=stylesheet], style, img, base")
        assert known[0].attributes.get("content") == POLICY, path
        for script in tree.css("script"):
            is_data = (script.attributes.get("type") or "").endswith("json")
            assert is_data or (script.attributes.get("src") and not script.text().strip()), (
                path,
                script.html,
            )


def test_every_page_states_it_first(project: Project) -> None:
    check_policy(project.site)


def test_every_page_states_it_first_with_all_that_the_theme_can_do(tmp_path: Path) -> None:
    site = featured(tmp_path, "https://example.org/pages/")
    assert "tabbed-set" in (site / "about/index.html").read_text("utf-8")
    check_policy(site)
