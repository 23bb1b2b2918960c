"""The race: our build, and stock MkDocs with Material on the same pages as Markdown files.

Both inherit this project's `mkdocs.yml`, so theme and settings are the same, and both have the nav
that our plugin makes. The Markdown holds the same words as headings, paragraphs and lists, with ten
links a page.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.build import Build, Settings, build
from generator.mkdocs_plugin import ExplainersPlugin
from generator.mkdocs_plugin.navigation import nav_of
from generator.outputs.markdown import escaped
from generator.rendering import Renderer, find_templates
from generator.views import PageView

PROJECT = Path(__file__).parent.parent.parent
LINKS = 10
BLOCKS = re.compile(
    r"aside|blockquote|caption|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header|li|nav|ol|p|pre"
    r"|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
LAUNCH = Path(__file__).parent / "launch.py"
OURS, STOCK = "ours", "MkDocs with Material"
MKDOCS = ("mkdocs", "build", "--strict", "--quiet")


@dataclass(frozen=True)
class Builder:
    """One that takes part: a project in a folder, built by MkDocs or by a program of its own."""

    name: str
    folder: Path
    program: tuple[str, ...] = ()

    @property
    def site(self) -> Path:
        """What it makes."""
        return self.folder / "site"

    @property
    def cache(self) -> Path:
        """Where it would keep what it makes: nothing of it is there before a turn."""
        return self.folder / "cache"

    def prepare(self) -> None:
        """Begin from nothing."""
        shutil.rmtree(self.site, ignore_errors=True)
        shutil.rmtree(self.cache, ignore_errors=True)

    def command(self, *python: str) -> list[str]:
        """The command that builds it; `python` is put before it, such as a profiler."""
        return list(self.program) or [sys.executable, *python, "-m", *MKDOCS]


@dataclass(frozen=True)
class Run:
    """What one build took: seconds of the clock and of the processor, and bytes of memory at most."""

    wall: float
    processor: float
    memory: int


def prepare(folder: Path, content: Path, whole_nav: bool = False) -> tuple[Builder, Builder, Build]:
    """Both projects in a folder, and the build whose pages they share. Bad content is an AssertionError."""
    made = build(Settings(content, "content", "The Explainers"))
    assert not made.failed, made.diagnostics[:3]
    ours, stock = Builder(OURS, folder / "ours"), Builder(STOCK, folder / "stock")
    ours.folder.mkdir(parents=True)
    shutil.copytree(content, ours.folder / "content")
    write_config(ours.folder)
    write_markdown(stock.folder / "content", made.pages)
    write_config(stock.folder, nav=navigation(made.pages, whole_nav), not_in_nav="/*", plugins=["search"])
    return ours, stock, made


def write_config(folder: Path, **settings: Any) -> None:
    """This project's `mkdocs.yml` with some settings changed. JSON is YAML."""
    common = {"INHERIT": str(PROJECT / "mkdocs.yml"), "docs_dir": "content", "site_dir": "site"}
    (folder / "mkdocs.yml").write_text(json.dumps(common | settings, indent=2), "utf-8")


def navigation(pages: Sequence[PageView], whole: bool = False) -> list[Any]:
    """The nav that our plugin makes; `whole` has the overviews of all stories, not of the latest only."""
    plugin = ExplainersPlugin()
    plugin.load_config({})
    return nav_of(pages, len(pages) if whole else plugin.config.stories_in_nav)


def write_markdown(folder: Path, pages: Sequence[PageView]) -> None:
    """Each page as a Markdown file with front matter."""
    renderer = Renderer(find_templates())
    for page in pages:
        path = folder / page.address / "index.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(markdown_of(page, renderer), "utf-8")


def markdown_of(page: PageView, renderer: Renderer) -> str:
    """One page as Markdown."""
    front = "\n".join(f"{key}: {json.dumps(getattr(page, key))}" for key in ("title", "description"))
    root = LexborHTMLParser(renderer.body(page)).body
    assert root is not None
    return f"---\n{front}\n---\n\n{joined(Words().blocks(root))}\n"


def joined(blocks: Iterable[str]) -> str:
    """Blocks with empty lines between them; entries of one list stand close together."""
    text = ""
    before = ""
    for block in blocks:
        close = before.startswith("- ") and block.startswith("- ")
        text += ("\n" if close else "\n\n") * bool(text) + block
        before = block
    return text


class Words:
    """The words of a page as Markdown; its first ten links to other pages stay links."""

    def __init__(self) -> None:
        self.links = 0

    def blocks(self, node: LexborNode) -> Iterator[str]:
        """Headings, paragraphs and lists below a node."""
        line = ""
        for child in node.iter(include_text=True):
            if not BLOCKS.fullmatch(child.tag or ""):
                line += self.inline(child)
                continue
            if line.strip():
                yield plain(line)
            line = ""
            yield from self.block(child)
        if line.strip():
            yield plain(line)

    def block(self, node: LexborNode) -> Iterator[str]:
        """A heading or an entry of a list with what stands in it; else what stands in the node."""
        inside = list(self.blocks(node))
        tag = node.tag or ""
        if inside and re.fullmatch("h[1-6]", tag):
            yield f"{'#' * int(tag[1])} {' '.join(inside)}"
        elif inside and tag == "li":
            yield "- " + joined(inside).replace("\n", "\n    ").replace("\n    \n", "\n\n")
        else:
            yield from inside

    def inline(self, node: LexborNode) -> str:
        """Text, with its links."""
        if node.tag == "-text":
            return escaped(node.text_content or "")
        inside = "".join(self.inline(child) for child in node.iter(include_text=True))
        path = (node.attributes.get("href") or "").partition("#")[0] if node.tag == "a" else ""
        if self.links == LINKS or not path.endswith("/") or "://" in path or not inside.strip():
            return inside
        self.links += 1
        return f"[{inside.strip()}]({path}index.md)"


def plain(text: str) -> str:
    """Text on one line, at whose beginning no sign makes a list of it."""
    line = " ".join(text.split())
    return re.sub(r"^(\d+)([.)]\s)|^([-+]\s)", r"\1\\\2\3", line) if line[0] in "-+0123456789" else line


def run(builder: Builder, *python: str) -> Run:
    """One turn, in a process of its own. A build that fails is an AssertionError."""
    builder.prepare()
    kept = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "EDIT_URI")}
    environment = kept | {"NO_MKDOCS_2_WARNING": "1", "XDG_CACHE_HOME": str(builder.cache)}
    # What other builders say of themselves is not asked for.
    out = subprocess.DEVNULL if builder.program else None
    told = builder.folder / "took"
    command = [sys.executable, str(LAUNCH), str(told), *builder.command(*python)]
    done = subprocess.run(command, cwd=builder.folder, env=environment, stdout=out)
    assert done.returncode == 0, f"{builder.name} stopped with {done.returncode}"
    wall, processor, memory = told.read_text("utf-8").split()
    return Run(float(wall), float(processor), int(memory) * (1 if sys.platform == "darwin" else 1024))


def pages_in(builder: Builder) -> int:
    """How many pages a finished site has."""
    return sum(1 for _ in builder.site.rglob("index.html"))


def bytes_in(builder: Builder) -> int:
    """How many bytes a finished site has."""
    return sum(path.stat().st_size for path in builder.site.rglob("*") if path.is_file())
