"""A real build of the good site by MkDocs with Material, and builds that must leave the old site alone."""

from __future__ import annotations

import gc
import json
import re
import shutil
import weakref
from pathlib import Path

import pytest
from conftest import EDIT, Html, Pages, Project, files_in, flat, make_project, run
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from generator.build import Build
from generator.catalogue import Catalogue
from generator.edition import Edition
from generator.mkdocs_plugin.circumstances import circumstances
from generator.mkdocs_plugin.pages import page_outside, whole_page
from generator.outputs.cards import card_of
from generator.outputs.printed import blank, print_pages
from generator.publishing.target import MARKER
from generator.rendering import Renderer, find_templates
from generator.site_check import check_site


def test_a_strict_build_publishes_every_page(project: Project, built: Build) -> None:
    files = files_in(project.site)
    assert {f"{page.address}index.html" for page in built.pages} <= set(files)
    assert MARKER in files
    assert sorted(path.name for path in project.folder.iterdir()) == ["content", "mkdocs.yml", "site"]


def test_the_build_says_where_the_site_is_and_what_it_holds(project: Project) -> None:
    assert "The site is in site/" in project.output
    assert re.search(r"2 stories, \d+ pages", project.output)
    assert re.search(r"\d+ facts, \d+ verified word for word", project.output)


def test_what_is_read_by_the_build_is_not_published_itself(project: Project) -> None:
    published = set(files_in(project.site))
    assert not [
        name for name in published if name.endswith((".yaml", ".txt", ".md")) and name != "robots.txt"
    ]


def test_a_page_of_the_editors_own_is_published_beside_the_others(project: Project) -> None:
    page = project.page("about/")
    assert "A page of one's own" in flat(page.tree.css("main")[0].text())
    assert ("harbour-strike/", "") in page.targets()


def test_the_finished_pages_have_the_rendered_bodies(project: Project, pages: Pages) -> None:
    for address in ("harbour-strike/", "harbour-strike/article/", "harbour-strike/demands/eleven-hours/"):
        shown = project.page(address)
        assert set(pages[address].ids) <= set(shown.ids)
        main = flat(shown.tree.css("article")[0].text())
        assert flat(pages[address].tree.css("h1")[0].text()) in main
        for section in pages[address].tree.css(".ex-section h2"):
            assert flat(section.text()) in main


def test_the_finished_site_has_no_broken_link(project: Project) -> None:
    assert check_site(project.site, base_path="/pages/") == []


def test_the_search_index_holds_the_words_of_facts(project: Project, edition: Edition) -> None:
    index = json.loads((project.site / "search/search_index.json").read_text("utf-8"))
    by_page: dict[str, str] = {}
    for one in index["docs"]:
        page = one["location"].partition("#")[0]
        by_page[page] = f"{by_page.get(page, '')} {one['title']} {one['text']}"
    plain = {page: plain_text(text) for page, text in by_page.items()}
    for fact in (fact for facts in edition.facts.values() for fact in facts):
        home = edition.addresses.of_fact(fact).partition("#")[0]
        statement = edition.texts[fact.story, fact.statement].plain
        assert flat(statement) in plain[home], (home, statement)
        assert flat(fact.quote) in plain[home]


def plain_text(html: str) -> str:
    """What a stretch of HTML says."""
    body = Html("", html).tree.body
    return flat(body.text()) if body else ""


def test_search_leads_to_sections_and_names_them(project: Project) -> None:
    index = json.loads((project.site / "search/search_index.json").read_text("utf-8"))
    found = {one["location"]: one["title"] for one in index["docs"]}
    assert found["harbour-strike/#key-facts"] == "Key facts"
    assert found["harbour-strike/demands/eleven-hours/#positions"]


def test_a_page_has_its_table_of_contents(project: Project, built: Build) -> None:
    page = project.page("harbour-strike/")
    (view,) = (view for view in built.pages if view.address == "harbour-strike/")
    contents = page.tree.css("nav[aria-label='Table of contents'], .md-nav--secondary")[0]
    links = [link.attributes["href"] for link in contents.css("a[href]")]
    assert [f"#{section.anchor}" for section in view.sections] == links
    assert {section.anchor for section in view.sections} <= set(page.ids)


def test_the_navigation_holds_overviews_only(project: Project, edition: Edition) -> None:
    page = project.page("")
    nav = page.tree.css(".md-nav--primary, nav.md-tabs, .md-sidebar--primary")
    assert nav
    reached = {target for part in nav for target, _ in page.targets(part)}
    entries = {
        edition.addresses.of(key) for key in edition.library.nodes if edition.addresses.has_page(key)
    } - {"harbour-strike/", "bridge-closure/", "harbour-strike/article/", "bridge-closure/article/"}
    assert entries
    assert reached & entries == set()
    assert "harbour-strike/" in reached
    sizes = {len(project.page(address).tree.css(".md-sidebar--primary a")) for address in entries}
    assert max(sizes) < 40


def test_edit_links_lead_to_the_file_and_the_line(project: Project) -> None:
    for address in ("harbour-strike/", "harbour-strike/demands/eleven-hours/", "parties/odell/"):
        page = project.page(address)
        links = {link.attributes["href"] or "" for link in page.tree.css("a[href]")}
        edits = {link for link in links if link.startswith(EDIT)}
        assert edits
        for link in edits:
            path, _, place = link.removeprefix(EDIT).partition("#L")
            lines = (project.folder / "content" / path).read_text("utf-8").splitlines()
            assert 1 <= int(place) <= len(lines), link
    demand = project.page("harbour-strike/demands/eleven-hours/")
    (line,) = {
        int((link.attributes["href"] or "").rpartition("#L")[2])
        for link in demand.tree.css("header a[href*='#L']")
    }
    text = (project.folder / "content/harbour-strike/facts.yaml").read_text("utf-8").splitlines()
    assert text[line - 1].strip() in ("- id: eleven-hours", "id: eleven-hours")


def test_nothing_is_asked_of_a_third_party(project: Project) -> None:
    loading = (
        "[src*='://'], [srcset*='://'], link[rel='stylesheet'][href*='://'], link[rel='preconnect'], iframe"
    )
    for path in sorted(project.site.rglob("*.html")):
        assert [node.html for node in Html("", path.read_text("utf-8")).tree.css(loading)] == [], path.name


def test_titles_and_descriptions_are_escaped(project: Project) -> None:
    text = (project.site / "parties/dockers-union/index.html").read_text("utf-8")
    assert re.search(r"<title>Dockers(&#39;|&#x27;|') Union", text)


# --- builds that must not publish -------------------------------------------------------------


@pytest.fixture
def copy(project: Project, tmp_path: Path) -> Path:
    """A copy of the built project, to be broken."""
    return Path(shutil.copytree(project.folder, tmp_path / "project"))


def refused(copy: Path, *words: str) -> str:
    """What a build says that fails; the old site stands as it did, and nothing lies beside it."""
    before, beside = files_in(copy / "site"), sorted(path.name for path in copy.iterdir())
    done = run("mkdocs", "build", "--strict", cwd=copy)
    printed = done.stdout + done.stderr
    assert done.returncode != 0, printed
    assert files_in(copy / "site") == before
    assert sorted(path.name for path in copy.iterdir()) == beside
    assert "Traceback" not in printed
    for word in words:
        assert word in printed, printed
    return printed


def rewrite(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def test_a_mistake_in_a_sheet_publishes_nothing(copy: Path) -> None:
    rewrite(copy / "content/harbour-strike/facts.yaml", "stance: rejects", "stance: rejetcs")
    rewrite(copy / "content/bridge-closure/facts.yaml", "quote: It was there", "quote: It was here")
    printed = refused(copy, "error[bad-choice]", "error[quote-not-found]", "Nothing was published")
    assert "content/harbour-strike/facts.yaml:" in printed
    assert "Did you mean “rejects”?" in printed


def test_a_broken_link_in_a_page_of_the_editors_own_publishes_nothing(copy: Path) -> None:
    about = copy / "content/about.md"
    about.write_text(about.read_text("utf-8") + '\n<a href="../nowhere/">Nowhere</a>\n', "utf-8")
    printed = refused(copy, "[broken-link]", "Nothing was published")
    assert "about/index.html" in printed


def test_a_warning_of_mkdocs_itself_publishes_nothing_in_strict_mode(copy: Path) -> None:
    about = copy / "content/about.md"
    about.write_text(about.read_text("utf-8") + "\n[Nowhere](nowhere.md)\n", "utf-8")
    refused(copy, "nowhere.md")


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    folder = make_project(tmp_path / "project")
    (folder / "site").mkdir()
    (folder / "site/thesis.txt").write_text("Years of work", "utf-8")
    refused(folder, "holds files that this tool did not make")
    assert files_in(folder / "site") == {"thesis.txt": b"Years of work"}


def test_a_picture_in_a_storys_folder_is_published_and_shown(copy: Path) -> None:
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d494844520000000100000001080000000"
        "03a7e9b550000000a4944415478da63680000008200817ff4d1a40000000049454e44ae426082"
    )
    (copy / "content/harbour-strike/crane.png").write_bytes(pixel)
    rewrite(
        copy / "content/harbour-strike/article.md",
        "## What is left",
        "![A crane](crane.png)\n\n## What is left",
    )
    done = run("mkdocs", "build", "--strict", cwd=copy)
    assert done.returncode == 0, done.stdout + done.stderr
    page = Html(
        "harbour-strike/article/", (copy / "site/harbour-strike/article/index.html").read_text("utf-8")
    )
    (image,) = (node for node in page.tree.css("img") if node.attributes.get("alt") == "A crane")
    path, _ = page.follow(image.attributes["src"] or "")
    assert (copy / "site" / path).read_bytes() == pixel


def test_a_pages_head_names_feeds_calendars_and_data_that_are_there(project: Project) -> None:
    files = set(files_in(project.site))
    for address, count in (("", 1), ("harbour-strike/", 5), ("harbour-strike/demands/eleven-hours/", 5)):
        page = project.page(address)
        links = page.tree.css("head link[rel~='alternate']")
        assert len(links) == count
        # The theme's script would take such a one for the page in another language.
        assert page.tree.css("link[rel=alternate]") == []
        for link in links:
            assert page.follow(link.attributes["href"] or "")[0] in files
            assert link.attributes["title"]
    assert project.page("about/").tree.css("link[rel~='alternate']") == []


def test_a_page_of_the_editors_own_cannot_put_html_in_its_head(tmp_path: Path) -> None:
    folder = make_project(tmp_path)
    words = "---\nalternates: <script>alert(1)</script>\n---\n\n# About\n"
    (folder / "content/about.md").write_text(words, "utf-8")
    assert run("mkdocs", "build", cwd=folder).returncode == 0
    head = (folder / "site/about/index.html").read_text("utf-8").partition("</head>")[0]
    assert "<script>alert" not in head
    assert "&lt;script&gt;alert" in head


def test_linked_data_stands_in_the_page_and_not_in_its_search(project: Project, built: Build) -> None:
    for view in built.pages:
        (script,) = project.page(view.address).tree.css('script[type="application/ld+json"]')
        assert json.loads(script.text())["@graph"]
    assert "schema.org" not in (project.site / "search/search_index.json").read_text("utf-8")


def build_of(project: Path) -> tuple[int, str]:
    """How a build ends, and what it says."""
    done = run("mkdocs", "build", cwd=project)
    return done.returncode, done.stdout + done.stderr


SCRIPTED = "# About\n\nWords.\n\n<script>alert(1)</script>\n"


def test_a_page_of_the_sites_own_runs_no_script_unless_it_is_meant_to(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    (project / "content/about.md").write_text(SCRIPTED, "utf-8")
    status, said = build_of(project)
    assert status != 0
    assert "[script-in-text]" in said
    config = project / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("- explainers", "- explainers: {content_policy: false}"), "utf-8"
    )
    assert build_of(project)[0] == 0
    assert "alert(1)" in (project / "site/about/index.html").read_text("utf-8")


@pytest.mark.parametrize("trap", ["circle", "depth"])
def test_a_content_folder_without_end_is_refused_before_anybody_walks_in(tmp_path: Path, trap: str) -> None:
    """MkDocs follows links: two that lead in a circle would keep it for years."""
    project = make_project(tmp_path)
    if trap == "circle":
        for name in ("a", ".b"):
            (project / "content" / name).symlink_to(".")
    else:
        project.joinpath("content", *["a"] * 300).mkdir(parents=True)
    status, said = build_of(project)
    assert status != 0
    assert "more than 20 folders deep" in said
    assert "Traceback" not in said


def test_a_hook_is_a_part_of_what_pages_depend_on(tmp_path: Path) -> None:
    make_project(tmp_path / "project")
    settings, hook = tmp_path / "project" / "mkdocs.yml", tmp_path / "project" / "hook_of_test.py"
    without = circumstances(load_config(str(settings)))
    settings.write_text(settings.read_text("utf-8") + f"hooks: [{hook.name}]\n", "utf-8")
    found = {without}
    for text in ("", "one = 1\n"):
        hook.write_text(text, "utf-8")
        found.add(circumstances(load_config(str(settings))))
    assert len(found) == 3


def plugins_config(folder: Path) -> MkDocsConfig:
    """A project's settings, as if the plugin were at work."""
    settings = str(make_project(folder) / "mkdocs.yml")
    config = load_config(settings, site_url="https://news.example/explainers")
    vars(config.plugins).update(_current_plugin="explainers")
    return config


def test_a_page_that_was_printed_goes_at_once(built: Build, tmp_path: Path) -> None:
    """It and its file would hold each other, and thousands of them stay until garbage is looked for."""
    config, printed = plugins_config(tmp_path), blank(built.pages)[0]
    gc.disable()
    try:
        page = whole_page(printed, card_of(printed.view, "Site", Catalogue()), config)
        assert page.file.dest_uri == "index.html"
        gone = weakref.ref(page)
        del page
        assert gone() is None
    finally:
        gc.enable()


def test_a_page_in_no_navigation_is_as_mkdocs_knows_it(built: Build, tmp_path: Path) -> None:
    config = plugins_config(tmp_path)
    for printed in print_pages(built.pages[1:], Renderer(find_templates())):
        card = card_of(printed.view, "Site", Catalogue())
        page, whole = page_outside(printed, card, config), whole_page(printed, card, config)
        whole.read_source(config)
        whole.render(config, Files([]))
        assert page.url == whole.url
        assert page.canonical_url == whole.canonical_url == f"https://news.example/explainers/{page.url}"
        assert page.meta.items() <= whole.meta.items()
        assert [one.id for one in page.toc] == [one.id for one in whole.toc]
        assert (page.title, page.content, page.card) == (whole.title, whole.content, whole.card)
        assert page.update_date == whole.update_date
