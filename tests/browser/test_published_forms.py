"""Published forms in a real browser: a sheet's text keeps what nobody changed, and GitHub gets one line."""

from __future__ import annotations

import base64
import difflib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from conftest import GOOD, make_project

from browser.real import ROOT, PageAt, Seen, hosted
from browser.test_forms import choose, save
from generator.form_bundle import bundle_folder, is_set_up
from generator.form_values import shape, shown
from generator.model.sheets import FactSheet, FrontMatter
from generator.rendering import find_templates
from generator.source import SourceFile
from generator.yaml_document import read_yaml

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

SHAPES = {"sheet": shape(FactSheet), "article": shape(FrontMatter)}
FILES = sorted(
    path
    for folder in (GOOD, ROOT / "content")
    for name in ("facts.yaml", "article.md", "parties.yaml")
    for path in folder.rglob(name)
)
Sheet = Callable[[str, list[Any]], Any]


@pytest.fixture(scope="session")
def module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the module that reads and writes sheets."""
    if not is_set_up(bundle_folder()):
        pytest.skip("the forms are not set up: run `make forms`")
    folder = tmp_path_factory.mktemp("sheet")
    shutil.copytree(bundle_folder(), folder, dirs_exist_ok=True)
    shutil.copy(find_templates() / "forms/sheet.js", folder)
    (folder / "index.html").write_text("<!doctype html><title>Sheet</title>")
    with hosted(folder) as url:
        yield url


@pytest.fixture
def sheet(page_at: PageAt, module: str) -> Sheet:
    """Calls a function of the module: `sheet("read", [text, SHAPES])`."""
    page: Page = page_at("")
    page.goto(module)

    def call(name: str, arguments: list[Any]) -> Any:
        return page.evaluate(f"async given => (await import('{module}sheet.js')).{name}(...given)", arguments)

    return call


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_text_is_read_as_the_server_reads_it_and_stays_as_it_is(sheet: Sheet, path: Path) -> None:
    text = path.read_text("utf-8")
    values = sheet("read", [text, SHAPES])
    if path.name != "article.md":
        document, _ = read_yaml(SourceFile("facts.yaml", text))
        assert document is not None
        assert values == shown(FactSheet, document.value)
    assert sheet("write", [text, values, SHAPES]) == text
    mended = text.replace("\n", "\r\n")
    assert sheet("write", ["\ufeff" + mended, values, SHAPES]) == "\ufeff" + mended


def changes(before: str, after: str) -> list[tuple[str, list[str], list[str]]]:
    """What differs: how, the lines that went, and those that came."""
    old, new = before.split("\n"), after.split("\n")
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(how, old[a:b], new[c:d]) for how, a, b, c, d in codes if how != "equal"]


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.name == "facts.yaml"], ids=lambda p: p.parent.name
)
def test_only_what_was_changed_is_written(sheet: Sheet, path: Path) -> None:
    text = path.read_text("utf-8")
    values = sheet("read", [text, SHAPES])
    values["story"]["headline"] = 'A "new" headline: with a # in it'
    ((how, went, came),) = changes(text, sheet("write", [text, values, SHAPES]))
    assert (how, len(went), len(came)) == ("replace", 1, 1)
    values = sheet("read", [text, SHAPES])
    values["parties"].insert(
        1, {"id": "one-more", "name": "One More", "aliases": [], "roles": [], "quote": ""}
    )
    ((how, _, came),) = changes(text, sheet("write", [text, values, SHAPES]))
    assert how == "insert"
    assert [line.strip() for line in came if line.strip()] == ["- id: one-more", "name: One More"]
    values = sheet("read", [text, SHAPES])
    gone = values["parties"].pop(1)
    ((how, went, _),) = changes(text, sheet("write", [text, values, SHAPES]))
    assert how == "delete"
    assert f"id: {gone['id']}" in "\n".join(went)
    values = sheet("read", [text, SHAPES])
    values["parties"][0], values["parties"][1] = values["parties"][1], values["parties"][0]
    after = sheet("write", [text, values, SHAPES])
    assert sorted(after.split()) == sorted(text.split()), "nothing is lost by a change of order"


def test_folded_texts_comments_and_quotation_marks_stay(sheet: Sheet) -> None:
    text = (
        "# The top\nstory:   # the head\n    headline: 'It''s \"so\"'\n    standfirst: >-\n      One line\n"
        '      and another.\n\n\nparties:\n- id: a   # the first\n  name: "A"\n# between\n'
        "- {id: b, name: B}\n"
    )
    values = sheet("read", [text, SHAPES])
    values["parties"][0]["name"] = "Another"
    assert sheet("write", [text, values, SHAPES]) == text.replace('"A"', '"Another"')
    values["parties"][1]["name"] = "Bee"
    assert "{id: b, name: Bee}" in sheet("write", [text, values, SHAPES])


SETTINGS = "      forms: {repo: merrow/pages, login: 'https://login.example/auth', workflow: false}\n"
REPO = "https://api.github.com/repos/merrow/pages"


class GitHub:
    """As much of GitHub's interface as the CMS asks: one branch of a repository, and what is committed."""

    def __init__(self, folder: Path) -> None:
        self.files = {
            path.relative_to(folder).as_posix(): path.read_text("utf-8")
            for path in (folder / "content").rglob("*")
            if path.suffix in (".yaml", ".md")
        }
        self.blobs: dict[str, str] = {}
        self.commits: list[dict[str, str]] = []

    def answer(self, route: Route) -> None:
        request = route.request
        path = request.url.partition("?")[0].removeprefix(REPO)
        sent = json.loads(request.post_data or "{}")
        headers = {"access-control-allow-origin": "*", "access-control-allow-headers": "*",
                   "access-control-allow-methods": "*"}  # fmt: skip
        if request.method == "OPTIONS":
            route.fulfill(status=204, headers=headers)
        elif path.startswith("/contents/"):
            now = self.files | {name: text for commit in self.commits for name, text in commit.items()}
            route.fulfill(body=now[unquote(path.removeprefix("/contents/"))], headers=headers)
        else:
            route.fulfill(json=self.said(request.method, path, sent), headers=headers)

    def said(self, method: str, path: str, sent: dict[str, Any]) -> object:
        """What GitHub answers; an empty list to what the CMS asks beside."""
        if method == "POST":
            return self.made(path, sent)
        if path.startswith("/git/trees/"):
            return {"sha": "tree-old", "tree": self.tree(path), "truncated": False}
        if path.startswith("/git/blobs/"):
            text = next(text for name, text in self.files.items() if sha(name) == path.rpartition("/")[2])
            return {"content": base64.b64encode(text.encode()).decode(), "encoding": "base64"}
        old = {"sha": "commit-old", "commit": {"tree": {"sha": "tree-old"}}}
        known = {
            "": {"permissions": {"push": True}, "owner": {"login": "merrow"}},
            "https://api.github.com/user": {"login": "ida", "name": "Ida", "avatar_url": ""},
            "/collaborators/ida/permission": {"permission": "write"},
            "/branches/main": {"name": "main", "commit": old},
            "/git/refs/heads/main": {"object": {"sha": "commit-new"}},
        }
        return known.get(path, [])

    def made(self, path: str, sent: dict[str, Any]) -> object:
        """What was sent to be kept."""
        if path == "/git/blobs":
            name = f"blob-{len(self.blobs)}"
            self.blobs[name] = base64.b64decode(sent["content"]).decode()
            return {"sha": name}
        if path == "/git/trees":
            self.commits.append({one["path"]: self.blobs[one["sha"]] for one in sent["tree"]})
            return {"sha": "tree-new"}
        return {"sha": "commit-new", "parents": [{"sha": "commit-old"}]}

    def tree(self, path: str) -> list[dict[str, object]]:
        """A folder's files, as GitHub lists them."""
        folder = path.removeprefix("/git/trees/").replace("%2F", "/").partition(":")[2]
        names = [name for name in self.files if name.startswith(f"{folder}/")]
        return [
            {
                "path": name.removeprefix(f"{folder}/"),
                "type": "blob",
                "sha": sha(name),
                "size": 1,
                "mode": "100644",
            }
            for name in names
        ]


def sha(name: str) -> str:
    return "sha-" + re.sub(r"\W", "-", name)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that publishes forms."""
    if not is_set_up(bundle_folder()):
        pytest.skip("the forms are not set up: run `make forms`")
    folder = make_project(tmp_path_factory.mktemp("published-forms") / "project")
    text = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(
        text.replace("  - explainers\n", f"  - explainers:\n{SETTINGS}"), "utf-8"
    )
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, capture_output=True
    )
    return folder


@pytest.fixture
def form(page_at: PageAt, project: Path, seen: Seen) -> Iterator[tuple[Page, GitHub, str]]:
    """The form of a story's facts, for somebody who is logged in."""
    github = GitHub(project)
    page = page_at("")
    page.route("https://api.github.com/**", github.answer)
    page.route("https://www.githubstatus.com/**", lambda route: route.abort())
    with hosted(project / "site") as url:
        page.goto(url)
        user = {"backendName": "github", "token": "t", "login": "ida", "name": "Ida"}
        page.evaluate("user => localStorage.setItem('decap-cms-user', JSON.stringify(user))", user)
        seen.requests.clear()
        page.goto(f"{url}admin/#/collections/harbour-strike/entries/facts")
        page.get_by_role("button", name="Add reaction").wait_for()
        yield page, github, url


def test_a_headline_is_one_line_of_a_commit(
    form: tuple[Page, GitHub, str], project: Path, seen: Seen
) -> None:
    page, github, url = form
    page.locator('[id^="headline-field"]').first.fill("The strike, in short")
    save(page)
    ((name, text),) = github.commits[-1].items()
    assert name == "content/harbour-strike/facts.yaml"
    before = (project / name).read_text("utf-8")
    ((how, _, came),) = changes(before, text)
    assert (how, came) == ("replace", ["  headline: The strike, in short"])
    page.get_by_role("button", name="Add reaction").click()
    page.locator('[id^="id-field"]').last.fill("a-made-up-reaction")
    choose(page, "by", "odell")
    choose(page, "to", "eleven-hours")
    choose(page, "stance", "neutral")
    page.locator('[id^="text-field"]').last.fill("Says: “a test”.")
    page.get_by_role("button", name=re.compile("^(Save|Publish)$")).click()
    page.get_by_role("menuitem", name=re.compile("^(Save|Publish) now$")).click()
    for _ in range(300):
        if len(github.commits) > 1:
            break
        page.wait_for_timeout(100)
    (after,) = github.commits[-1].values()
    ((how, _, came),) = changes(text, after)
    assert (how, [line.strip() for line in came if line]) == (
        "insert",
        [
            "- id: a-made-up-reaction",
            "by: odell",
            "to: eleven-hours",
            "stance: neutral",
            'text: "Says: “a test”."',
        ],
    )
    others = [
        one for one in seen.requests if not one.startswith((url, "https://api.github.com/", "data:", "blob:"))
    ]
    assert others == []


def test_what_somebody_else_changed_meanwhile_is_not_written_over(form: tuple[Page, GitHub, str]) -> None:
    page, github, _ = form
    name = "content/harbour-strike/facts.yaml"
    github.files[name] = "# Somebody else was here.\n" + github.files[name]
    page.locator('[id^="headline-field"]').first.fill("The strike, in short")
    page.get_by_role("button", name=re.compile("^(Save|Publish)$")).click()
    page.get_by_role("menuitem", name=re.compile("^(Save|Publish) now$")).click()
    page.get_by_text("Somebody changed this file since you opened it").first.wait_for()
    assert github.commits == []
    assert github.blobs == {}


def test_the_page_is_no_part_of_the_site(project: Path) -> None:
    """It is found by its address alone, and says so."""
    page = (project / "site/admin/index.html").read_text("utf-8")
    assert '<meta name="robots" content="noindex">' in page
    assert "connect-src 'self' https://api.github.com" in page
    for name in ("sitemap.xml", "search/search_index.json", "index.html", "editors/index.html"):
        text = (project / "site" / name).read_text("utf-8")
        assert not re.search(r'pages/admin/|"location": ?"admin|href="[./]*admin', text), name
