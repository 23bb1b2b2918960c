"""The search of a site with many pages: when there is one, what it is made of, what is not published."""

from __future__ import annotations

import errno
import gzip
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import PLAINLY, files_in, flat, make_project, run

from generator import big_search, pagefind
from generator.archive import Archive
from generator.big_search import AUTO, MANY_PAGES, PAGEFIND, THEME, SearchError, behind_dialog, choice
from generator.edition import Edition
from generator.live_search import Told
from generator.mkdocs_plugin import searching
from generator.outputs.search import SearchEntry, Words, by_page, in_folders
from generator.site_folder import Stamps
from generator.site_memory import SiteMemory
from generator.story import ARTICLE_ID

pytestmark = pytest.mark.skipif(
    pagefind.program() is None, reason="Pagefind is not installed: run `make search`"
)


def built(folder: Path, search: str, name: str = "site") -> dict[str, bytes]:
    """The good site with one search or the other, in one more folder."""
    if not folder.exists():
        make_project(folder)
    text = (folder / "mkdocs.yml").read_text("utf-8").partition("  - explainers")[0]
    (folder / "mkdocs.yml").write_text(f"{text}  - explainers: {{search: {search}}}\n", "utf-8")
    done = run("mkdocs", "build", "--strict", "--site-dir", str(folder / name), cwd=folder, **PLAINLY)
    assert done.returncode == 0, done.stderr
    return files_in(folder / name)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(tmp_path_factory.mktemp("big") / "project", PAGEFIND)


def test_pagefind_searches_where_it_pays_or_where_it_is_asked_for() -> None:
    assert choice(AUTO, MANY_PAGES - 1, "en") == (False, "")
    assert choice(AUTO, MANY_PAGES, "en") == (True, "")
    assert choice(AUTO, MANY_PAGES, "ja") == (False, "")
    assert choice(THEME, 10_000, "en") == (False, "")
    assert choice(PAGEFIND, 3, "en") == (True, "")


def test_where_it_is_not_installed_a_build_goes_on_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind, "program", lambda: None)
    goes, told = choice(AUTO, MANY_PAGES, "en")
    assert not goes
    assert "make search" in told
    with pytest.raises(SearchError, match="make search"):
        choice(PAGEFIND, 3, "en")


def test_pages_ask_our_worker_and_no_index_is_published(site: dict[str, bytes]) -> None:
    assert "search/search_index.json" not in site
    assert {"search/pagefind.js", "search/pagefind-entry.json", "search/explainers.json"} <= set(site)
    assert any(name.startswith("search/fragment/") for name in site)
    assert [name for name in site if name.startswith("search/.")] == []
    pages = [content.decode() for name, content in site.items() if name.endswith("index.html")]
    for html in pages:
        found = re.search(r'<script id="__config"[^>]*>(.*?)</script>', html)
        assert found
        assert json.loads(found[1])["search"].endswith("assets/explainers-search.js")
        assert 'class="md-search__form" name' not in html


def test_every_page_can_be_found(site: dict[str, bytes]) -> None:
    entry = json.loads(site["search/pagefind-entry.json"])
    (language,) = entry["languages"].values()
    pages = [name for name, content in site.items() if name.endswith("index.html") and b"ex-head" in content]
    readers = [name for name in pages if not name.startswith("editors/mistakes")]
    own = ["about/index.html"] if "about/index.html" in site else []
    assert language["page_count"] == len(readers) + len(own)


def test_one_content_gives_one_index_byte_for_byte(site: dict[str, bytes], tmp_path: Path) -> None:
    assert built(tmp_path / "elsewhere", PAGEFIND, "other") == site


def test_of_a_build_that_is_refused_while_its_index_is_made_nothing_is_left(tmp_path: Path) -> None:
    before = built(tmp_path / "project", PAGEFIND)
    names = {path.name for path in (tmp_path / "project").iterdir()}
    # It is called for the site map, when the index has been begun.
    (tmp_path / "project" / "hooks.py").write_text(
        "def on_post_template(output, template_name, config):\n    raise OSError('on purpose')\n", "utf-8"
    )
    settings = tmp_path / "project" / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "hooks: [hooks.py]\n", "utf-8")
    done = run("mkdocs", "build", "--strict", cwd=tmp_path / "project", **PLAINLY)
    assert done.returncode != 0
    assert "on purpose" in done.stderr
    assert {path.name for path in (tmp_path / "project").iterdir()} - {"hooks.py", "__pycache__"} == names
    assert files_in(tmp_path / "project" / "site") == before


def test_the_themes_own_search_stays_where_it_is_wanted(tmp_path: Path) -> None:
    site = built(tmp_path / "project", THEME)
    assert "search/search_index.json" in site
    assert not any("pagefind" in name for name in site)


def test_a_theme_that_names_no_worker_is_told_of() -> None:
    with pytest.raises(SearchError, match="search: theme"):
        behind_dialog("<html></html>", "")


def test_a_site_without_the_themes_search_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    with pytest.raises(SearchError, match="“search” has to stand among the plugins"):
        big_search.taken_index(tmp_path)


def test_words_that_tell_no_page_from_another_are_not_looked_for(site: dict[str, bytes]) -> None:
    assert "the" in json.loads(site["search/explainers.json"])["common"]
    entries = [
        SearchEntry("a/", "The quay", "The cranes stop"),
        SearchEntry("a/#more", "More", "the the"),
        SearchEntry("b/", "The & bridge", "stop"),
        SearchEntry("c/", "Other", ""),
    ]
    assert common_words(entries) == ["stop", "the"]


def test_many_pages_are_sampled_for_common_words() -> None:
    """Here each third one: the others' words are not counted, though they stand on most pages."""
    entries = [SearchEntry(f"{number}/", "The quay", "crane" * (number % 3)) for number in range(700)]
    assert common_words(entries) == ["quay", "the"]
    assert common_words(entries[1:]) == ["crane", "quay", "the"]


def common_words(entries: Sequence[SearchEntry]) -> list[str]:
    pages = [page for _, page in by_page(entries)]
    looked_at = big_search.LookedAt(max(ceil(len(pages) / big_search.SAMPLE), 1))
    for page in pages:
        looked_at.pass_by(page)
    return big_search.common_words([looked_at])


def test_the_words_of_facts_and_articles_are_found_on_their_pages(
    site: dict[str, bytes], edition: Edition
) -> None:
    """Nothing is lost on the way: each statement, each quotation and each paragraph."""
    found = {page["url"]: flat(page["content"]) for page in fragments(site)}
    for slug, facts in edition.facts.items():
        article = edition.library.story(slug).texts[ARTICLE_ID]
        for paragraph in article.paragraphs:
            assert flat(paragraph) in found[f"/{slug}/article/"]
        for fact in facts:
            page = edition.addresses.of_fact(fact).partition("#")[0]
            assert flat(edition.texts[slug, fact.statement].plain) in found[f"/{page}"]
            assert flat(fact.quote) in found[f"/{page}"]


def test_what_has_no_page_is_found_at_its_place(site: dict[str, bytes], edition: Edition) -> None:
    places = {
        f"{page['url'][1:]}#{place['id']}": place["text"]
        for page in fragments(site)
        for place in page["anchors"]
    }
    alone = [key for key in edition.library.nodes if not edition.addresses.has_page(key)]
    assert alone
    for key in alone:
        assert places[edition.addresses.of(key)] == flat(edition.library.nodes[key].title)


def fragments(site: dict[str, bytes], below: str = "search/fragment/") -> list[dict[str, Any]]:
    """What an index shows of each page."""
    files = (content for name, content in site.items() if name.startswith(below))
    return [json.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd")) for content in files]


def test_an_editors_own_pages_are_found_too(tmp_path: Path) -> None:
    make_project(tmp_path / "project")
    own = tmp_path / "project/content/tides.md"
    own.write_text("# Tides\n\nHigh & low\n\n## Spring\n\nThe *highest* of all.\n", "utf-8")
    (page,) = (page for page in fragments(built(tmp_path / "project", PAGEFIND)) if page["url"] == "/tides/")
    assert page["content"] == "Tides. High & low. Spring. The highest of all."
    assert [(place["id"], place["text"]) for place in page["anchors"]] == [("spring", "Spring")]


ENTRIES = [
    SearchEntry(f"{place}/{page}", f"{place} {page}", f"The crane of {place} {page}")
    for place in ("harbour", "bridge", "parties/union", "parties/board")
    for page in ("", "one/", "one/two/")
]


def test_a_very_large_site_has_several_indexes_and_each_page_is_in_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(big_search, "PAGES_EACH", 6)
    files = cut(ENTRIES, tmp_path)
    assert json.loads(files["explainers.json"])["indexes"] == 2
    first, second = (
        [page["url"] for page in fragments(files, below)] for below in ("fragment/", "1/fragment/")
    )
    assert sorted((*first, *second)) == sorted(f"/{entry.location}" for entry in ENTRIES)
    assert min(len(first), len(second)) >= 2
    readers = {name for name in files if name.endswith((".js", ".pagefind"))}
    assert readers == {"pagefind.js", "wasm.en.pagefind"}
    for place in ("/harbour/", "/bridge/"):
        assert {url in first for url in (*first, *second) if url.startswith(place)} != {True, False}


def test_an_index_that_no_page_falls_into_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All pages of a large site can be in one story."""
    monkeypatch.setattr(big_search, "PAGES_EACH", 1)
    for folder in ("harbour/", "bridge/", "quay/", "ferry/"):
        pages = [SearchEntry(f"{folder}{number}/", "The crane", "stops") for number in range(4)]
        files = cut(pages, tmp_path)
        assert json.loads(files["explainers.json"])["indexes"] == 1
        assert {page["url"] for page in fragments(files, "fragment/")} == {
            f"/{one.location}" for one in pages
        }
        assert "pagefind.js" in files


def test_a_word_is_fetched_in_a_small_file(tmp_path: Path) -> None:
    """Pagefind does not promise the setting that this needs, and would make one file of these."""
    words = [f"word{number:03}" for number in range(60)]
    pages = [SearchEntry(f"page-{number}/", "A page", " ".join(words)) for number in range(50)]
    files = cut(pages, tmp_path)
    assert sum(name.endswith(".pf_index") for name in files) > 2


def test_where_an_index_has_its_memory_from_is_nowhere_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = cut(ENTRIES, tmp_path)
    monkeypatch.setattr(pagefind, "MEMORY", {})
    assert cut(ENTRIES, tmp_path) == files


def test_an_edit_makes_one_index_anew_and_the_others_are_as_they_were_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, begun = archive_and_beginnings(tmp_path, monkeypatch)
    edited = [ENTRIES[0]._replace(text="The ferry"), *ENTRIES[1:]]
    for entries, new in ((ENTRIES, 2), (ENTRIES, 0), (edited, 1), (ENTRIES, 1)):
        begun.clear()
        warm = cut(entries, tmp_path, archive)
        assert len(begun) == new
        assert warm == cut(entries, tmp_path)


def test_pages_of_the_site_itself_make_no_index_anew_but_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are told together, though they stand in several folders."""
    archive, begun = archive_and_beginnings(tmp_path, monkeypatch)

    def made(words: Words) -> dict[str, bytes]:
        cutting = big_search.Cutting(len(ENTRIES), "en", tmp_path, archive)
        cutting.tell(words)
        cutting.end()
        return dict(cutting.files())

    made(Words(ENTRIES))
    assert len(begun) == 2
    warm = made(Words([ENTRIES[0]._replace(text="The ferry"), *ENTRIES[1:]]))
    assert len(begun) == 3
    assert warm == cut([ENTRIES[0]._replace(text="The ferry"), *ENTRIES[1:]], tmp_path)


@pytest.mark.parametrize("changed", [True, False])
def test_an_index_that_will_be_another_one_is_begun_before_all_is_told(
    changed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it then is the same after all, it is as it was kept."""
    (tmp_path / "kept").mkdir()
    archive = Archive(tmp_path / "kept")
    first = cut(ENTRIES, tmp_path, archive)
    edited = [ENTRIES[0]._replace(text="The ferry" if changed else ENTRIES[0].text), *ENTRIES[1:]]
    whole = cut(edited, tmp_path)
    begun: list[str] = []

    class Noted(pagefind.Indexing):
        def tell(self, pages: Iterable[tuple[str, str]]) -> None:
            begun.append("told")
            super().tell(pages)

    monkeypatch.setattr(big_search, "Indexing", Noted)
    cutting = big_search.Cutting(len(ENTRIES), "en", tmp_path, archive)
    cutting.expect("harbour/")
    for number, entry in enumerate(edited, start=1):
        cutting.tell(Words([entry]))
        assert len(begun) == number
    cutting.end()
    files = dict(cutting.files())
    assert files == whole
    assert (files == first) is not changed


def archive_and_beginnings(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Archive, list[pagefind.Indexing]]:
    """For a site of two indexes: where they are kept, and those that are begun from now on."""
    begun: list[pagefind.Indexing] = []

    class Noted(pagefind.Indexing):
        def __init__(self, language: str, folder: Path) -> None:
            begun.append(self)
            super().__init__(language, folder)

    monkeypatch.setattr(big_search, "PAGES_EACH", 6)
    monkeypatch.setattr(big_search, "Indexing", Noted)
    (folder / "kept").mkdir()
    return Archive(folder / "kept"), begun


def cut(entries: Sequence[SearchEntry], folder: Path, kept: Archive | None = None) -> dict[str, bytes]:
    """The files of the indexes of all pages."""
    cutting = big_search.Cutting(len(entries), "en", folder, kept or Archive(None))
    for words in in_folders(entries):
        cutting.tell(words)
    cutting.end()
    return dict(cutting.files())


ANSWERING = """#!{python}
import sys
sys.stdin.buffer.read(1)
sys.stdout.write({answer!r})
"""


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("", "it ended too soon"),
        ("eyJwYXlsb2FkIjogeyJ0eXBlIjogIkVycm9yIiwgIm1lc3NhZ2UiOiAiTm8gcm9vbSJ9fQ==," * 3, "No room"),
    ],
)
def test_a_program_that_fails_is_told_of(
    answer: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pagefind"
    program.write_text(ANSWERING.format(python=sys.executable, answer=answer), "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(pagefind, "program", lambda: program)
    with pytest.raises(SearchError, match=told):
        cut([SearchEntry("a/", "A", "a")], tmp_path)


@pytest.mark.parametrize(
    ("changed", "stories", "right", "told"),
    [
        ("b", "abc", "aBc", "a | B c | all"),
        ("a", "abc", "Abc", "| A b c | all"),
        ("b", "abc", "axc", "a | B c | stopped a x c all"),
        ("b", "bac", "Bac", "a | stopped | B a c all"),
        ("b", "abcdefghijk", "aBcdefghijk", "a | | B c d e f g h i j k all"),
        ("", "abc", "abc", "| | a b c all"),
    ],
)
def test_a_search_hears_of_edited_stories_before_all_else_is_made_of_them(
    changed: str, stories: str, right: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are made for it alone, where they are few; then it is told of all others that follow."""
    happened, search, config, archive = telling_noted(changed, tmp_path, monkeypatch)
    happened.append("|")
    search.foretell_stories([*stories], lambda story: part_called(story.upper()))
    happened.append("|")
    search.begin(config, archive)
    tell_all(search, right)
    assert " ".join(happened) == f"{told} stopped"


def tell_all(search: searching.Searching, titles: str) -> None:
    """Tell a search of parts so called, until its index has been written."""
    site: Any = SimpleNamespace(tidy=lambda _: None, add=lambda _: None)
    for title in titles:
        search.tell(part_called(title))
    search.write(site)
    search.result()


def part_called(title: str) -> Words:
    """A part of a site with one page of a title."""
    return Words([SearchEntry("a/", title, "a")])


def telling_noted(
    changed: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[str], searching.Searching, Any, Archive]:
    """What happens to indexes that are begun of stories a, b and c, of which one has changed."""
    happened: list[str] = []

    class Noted:
        is_like = 1

        def __init__(self, *_settings: object) -> None: ...

        def expect(self, address: str) -> None:
            assert address == f"{changed}/"

        def tell(self, words: Words) -> None:
            happened.extend(entry.title for entry in words.open())

        def end(self) -> None:
            happened.append("all")

        def files(self) -> Iterator[tuple[str, bytes]]:
            return iter(())

        def stop(self) -> None:
            happened.append("stopped")

    monkeypatch.setattr(searching, "Cutting", Noted)
    config: Any = SimpleNamespace(site_dir=str(folder), theme={"language": "en"})
    archive, search = Archive(folder), searching.Searching()
    before = Told(b"", {}, {slug: part_called(slug) for slug in "abc"}, pages=3)
    search.foresee(config, before, frozenset(changed), archive)
    return happened, search, config, archive


@pytest.mark.parametrize(
    ("changed", "likely", "right", "told"),
    [
        ("", "abc", "abc", "| a b c all"),
        ("", "abc", "axc", "| a b c all stopped a x c all"),
        ("", "abc", "ab", "| a b c all stopped a b all"),
        ("", "abc", "abcd", "| a b c all stopped a b c d all"),
        ("", "", "abc", "| a b c all"),
        ("c", "abC", "abC", "a b | C all"),
        ("c", "", "abC", "a b | C all"),
        ("a", "Abc", "Abc", "| A b c all"),
        ("c", "aBC", "aBC", "a b | stopped a B C all"),
        ("c", "", "aBC", "a b | stopped a B C all"),
        ("c", "abC", "aBC", "a b | C all stopped a B C all"),
        ("c", "", "a", "a b | stopped a all"),
        ("", "ab-", "abc", "| a b c all"),
        ("c", "ab-", "abC", "a b | C all"),
        ("c", "a-", "abC", "a b | C all"),
        ("c", "aB-", "aBC", "a b | stopped a B C all"),
    ],
)
def test_a_search_that_was_told_something_else_before_is_begun_again(
    changed: str, likely: str, right: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an edit it is told what is on pages before that is known, and before all is read.

    Of stories a, b and c the words are so called, and once they have changed by capitals. A dash stands for
    what is not known yet.
    """
    happened, search, config, archive = telling_noted(changed, tmp_path, monkeypatch)
    happened.append("|")
    search.begin(config, archive)
    if likely:
        search.foretell(None if title == "-" else part_called(title) for title in likely)
    tell_all(search, right)
    assert " ".join(happened) == f"{told} stopped"


def test_what_keeps_an_index_from_being_written_is_raised_where_it_is_waited_for(tmp_path: Path) -> None:
    class Full(SiteMemory):
        def put(self, name: str, content: bytes) -> Stamps:
            raise OSError(errno.ENOSPC, "No space left", f"{tmp_path}/{name}")

    config: Any = SimpleNamespace(site_dir=str(tmp_path), theme={"language": "en"})
    search = searching.Searching()
    search.begin(config, Archive(None))
    search.tell(Words(ENTRIES))
    search.write(Full(Archive(None), tmp_path, None))
    with pytest.raises(OSError, match="No space left") as raised:
        search.result()
    assert raised.value.filename.startswith(f"{tmp_path}/search/")


def test_what_was_begun_for_another_search_is_not_gone_on_with(tmp_path: Path) -> None:
    """There are more pages than before, in a number of indexes that hangs on it."""
    config: Any = SimpleNamespace(site_dir=str(tmp_path), theme={"language": "en"})
    before = Told(b"", {"harbour": b"", "last": b""}, {"harbour": Words(ENTRIES), "last": Words([])}, 3)
    search = searching.Searching()
    search.foresee(config, before, {"last"}, Archive(tmp_path))
    assert search.choose(PAGEFIND, 2 * big_search.PAGES_EACH, "en") == ""
    search.begin(config, Archive(tmp_path))
    search.tell(Words(ENTRIES))
    search.write(SiteMemory(Archive(None), tmp_path, None))
    search.result()
    cutting = big_search.Cutting(2 * big_search.PAGES_EACH, "en", tmp_path, Archive(None))
    cutting.tell(Words(ENTRIES))
    cutting.end()
    assert {f"search/{name}": made for name, made in cutting.files()}.items() <= files_in(tmp_path).items()
    assert not files_in(tmp_path).keys() & {"pagefind/pagefind.yml"}


def test_a_search_that_is_not_wanted_any_more_is_not_gone_on_with(tmp_path: Path) -> None:
    config: Any = SimpleNamespace(site_dir=str(tmp_path), theme={"language": "en"})
    before = Told(b"", {"harbour": b"", "last": b""}, {"harbour": Words(ENTRIES), "last": Words([])}, 3)
    search = searching.Searching()
    search.foresee(config, before, {"harbour"}, Archive(tmp_path))
    assert search.choose(AUTO, MANY_PAGES - 1, "en") == ""
    assert not search.folder
    search.finish(config, (), Archive(tmp_path), SiteMemory(Archive(None), tmp_path, None))
    search.result()
    assert not (tmp_path / "search").exists()
