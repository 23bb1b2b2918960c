"""The good site with its interface in other languages: in German by MkDocs, and from right to left."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from conftest import GOOD, PLAINLY, Html, Pages, Project, flat, html_of, make_project, run

from generator.build import Settings, build
from generator.catalogue import ISOLATE, POP, Catalogue, words_of

SHOWN = (
    ".ex-bar, .ex-head, .ex-colophon, .ex-tag, .ex-fact__label, .ex-also__reason, .ex-connections, .ex-steps"
)
"""Where the interface speaks; content may say the same words in English anywhere else."""
OWN_KINDS = ("overview", "demand", "event", "reaction", "claim", "party", "editors")
"""Pages that take all their words from the catalogue."""


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The good site built by MkDocs and Material in German."""
    folder = make_project(tmp_path_factory.mktemp("german"))
    config = folder / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("  font: false", "  font: false\n  language: de"), "utf-8"
    )
    done = run("mkdocs", "build", "--strict", cwd=folder, **PLAINLY)
    assert done.returncode == 0, done.stdout + done.stderr
    return Project(folder, done.stdout + done.stderr)


def texts(page: Html, selector: str) -> Iterator[str]:
    """What is written in each part of a page, word groups apart."""
    for node in page.tree.css(selector):
        yield from (text.strip() for text in node.text(separator="\n").split("\n") if text.strip())


def all_pages(project: Project) -> Iterator[Html]:
    """Every page of a project's site that is made from a view."""
    for path in sorted(project.site.rglob("index.html")):
        address = path.parent.relative_to(project.site).as_posix()
        yield project.page("" if address == "." else f"{address}/")


def test_the_interface_is_in_german(german: Project) -> None:
    page = german.page("harbour-strike/demands/eleven-hours/")
    assert page.tree.css("html")[0].attributes["lang"] == "de"
    headings = [flat(heading.text()) for heading in page.tree.css("main h2")]
    assert headings[:3] == ["Der Wortlaut dazu", "Wie die anderen dazu stehen", "Wie andere reagierten"]
    bar = page.tree.css(".ex-bar")[0]
    assert bar.attributes["aria-label"] == "Dieses Thema"
    assert flat(bar.text(separator=" ")).startswith("Thema Artikel Zeitleiste Wer will was Darstellungen")
    assert "Stand: 2. Mai 2024" in flat(page.tree.css(".ex-head__line")[0].text())
    assert all("2. Mai 2024" in text for text in texts(page, ".ex-cite") if "2024" in text)
    labels = {flat(label.text()) for label in page.tree.css(".ex-fact__label")}
    assert "Haltung4. April 2024Lehnt ab" in labels
    assert "Aoife O'Dell hat sich dazu nicht geäußert." in flat(page.tree.css("main")[0].text())
    assert "Jeder Fakt führt zu den Wörtern" in page.tree.css(".ex-colophon")[0].text()


def test_dates_and_reasons_are_in_german(german: Project) -> None:
    timeline = german.page("harbour-strike/timeline/")
    told = {flat(date.text()) for date in timeline.tree.css(".ex-event__when > :first-child")}
    assert {"vor 1890", "etwa 1891 bis 1893", "seit dem 3. April 2024", "27.–28. April 2024"} <= told
    reasons = {reason for page in all_pages(german) for reason in texts(page, ".ex-also__reason")}
    assert "Dieselbe Streitfrage: Rest" in reasons
    assert any(reason.startswith("Geleitet von") for reason in reasons)


def test_nothing_english_is_left_where_the_interface_speaks(german: Project) -> None:
    english = {words for words in words_of("en").values() if isinstance(words, str) and "{" not in words}
    english -= {words for words in words_of("de").values() if isinstance(words, str)}
    left = {
        (text, page.address)
        for page in all_pages(german)
        if any(page.tree.css(f".ex-head--{kind}") for kind in OWN_KINDS)
        for text in texts(page, f"{SHOWN}, main h2")
        if text in english
    }
    assert not left


def test_the_schemas_own_english_is_marked_as_such(german: Project, project: Project) -> None:
    cells = german.page("editors/").tree.css(".ex-schema td:last-child")
    assert cells
    assert {cell.attributes.get("lang") for cell in cells} == {"en"}
    assert not project.page("editors/").tree.css(".ex-schema [lang]")


def in_language(language: str) -> Pages:
    """The good site's pages with the interface in a language."""
    made = build(Settings(GOOD, "content", "The Merrow Pages", language=language))
    return html_of(made.pages, Catalogue(language))


def test_the_address_of_a_page_and_its_anchors_are_the_same_in_every_language(pages: Pages) -> None:
    german = in_language("de")
    assert list(german) == list(pages)
    assert {address: page.ids for address, page in german.items()} == {
        a: page.ids for a, page in pages.items()
    }


def test_english_words_are_kept_apart_in_a_page_that_runs_the_other_way() -> None:
    page = in_language("he")["harbour-strike/accounts/"]
    heading = page.tree.css("h1")[0].text()
    assert heading == f"{ISOLATE}Do the accounts agree?{POP}"
    line = page.tree.css(".ex-head__line span")[0].text()
    assert re.fullmatch(f"{ISOLATE}Updated .*2 May 2024.*{POP}", line)
    assert page.text.count(ISOLATE) == page.text.count(POP)
