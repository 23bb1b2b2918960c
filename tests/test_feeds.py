"""Feeds: Atom as RFC 4287 has it, entries that keep their names, and any text as it was."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from conftest import GOOD, SITE_NAME, TESTS, Pages
from hypothesis import given
from hypothesis import strategies as st
from stories import write_story

from generator.build import Build, Settings, build
from generator.outputs.feeds import add

A = "{http://www.w3.org/2005/Atom}"
H = "{http://www.w3.org/1999/xhtml}"
URL = "https://example.org/pages/"
ONE = {"feed": ("id", "title", "updated"), "entry": ("id", "title", "updated", "content")}


# --- what a feed must be ----------------------------------------------------------------------


def faults(feed: bytes) -> Iterator[str]:
    """What RFC 4287 forbids in a feed, as far as a program without its schema can see."""
    root = ElementTree.fromstring(feed)
    if root.tag != f"{A}feed":
        yield "not a feed"
    entries = root.findall(f"{A}entry")
    for one in (root, *entries):
        yield from part_faults(one)
    for times in Counter(one.findtext(f"{A}id") for one in (root, *entries)).values():
        if times > 1:
            yield "an id twice"
    if not root.findall(f"{A}author") and not all(one.findall(f"{A}author") for one in entries):
        yield "no author"
    if [one.get("rel") for one in root.findall(f"{A}link")].count("self") != 1:
        yield "no link to itself"


def part_faults(one: Element) -> Iterator[str]:
    """What is wrong within a feed's head or an entry."""
    for name in ONE[one.tag.removeprefix(A)]:
        if (count := len(one.findall(f"{A}{name}"))) != 1:
            yield f"{count} {name}"
    for name in ("updated", "published"):
        for found in one.findall(f"{A}{name}"):
            if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", found.text or ""):
                yield f"{name} is no moment"
    if not re.match(r"[a-z][a-z0-9+.-]*:.", one.findtext(f"{A}id") or ""):
        yield "id is no IRI"
    ways = [(link.get("type"), link.get("hreflang")) for link in one.findall(f"{A}link[@rel='alternate']")]
    if len(ways) != 1:
        yield "alternates"
    if [category for category in one.findall(f"{A}category") if not category.get("term")]:
        yield "category without term"


def by_schema(feeds: dict[str, bytes], folder: Path) -> set[str]:
    """The feeds in which Jing finds a mistake."""
    paths = {name: folder / f"{name.replace('/', '.')}.xml" for name in feeds}
    for name, path in paths.items():
        path.write_bytes(feeds[name])
    command = ["jing", "-c", str(TESTS / "atom.rnc"), *map(str, paths.values())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "atom.rnc" not in done.stdout, done.stdout
    return {name for name, path in paths.items() if f"{path}:" in done.stdout}


with_jing = pytest.mark.skipif(shutil.which("jing") is None, reason="Jing, which reads RELAX NG, is not here")


def feeds_of(made: Build) -> dict[str, bytes]:
    return {file.path: file.content for file in made.files if file.path.endswith(".atom")}


@pytest.fixture(scope="module")
def feeds() -> dict[str, bytes]:
    """The good site's feeds at an address of its own."""
    return feeds_of(build(Settings(GOOD, "content", SITE_NAME, site_url=URL)))


@pytest.fixture(params=["whole", "relative"])
def either(request: pytest.FixtureRequest, feeds: dict[str, bytes], built: Build) -> dict[str, bytes]:
    """With the site's address and without."""
    return feeds if request.param == "whole" else feeds_of(built)


def entries(feed: bytes) -> list[Element]:
    return ElementTree.fromstring(feed).findall(f"{A}entry")


def text_of(one: Element, name: str) -> str:
    return one.findtext(f"{A}{name}") or ""


def test_the_site_and_each_story_have_a_feed(either: dict[str, bytes]) -> None:
    assert set(either) == {"feed.atom", "bridge-closure/feed.atom", "harbour-strike/feed.atom"}
    assert [fault for feed in either.values() for fault in faults(feed)] == []


@with_jing
def test_feeds_follow_the_schema(either: dict[str, bytes], tmp_path: Path) -> None:
    assert by_schema(either, tmp_path) == set()


PLANTED: tuple[tuple[str, Callable[[str], str], str], ...] = (
    ("no-updated", lambda t: re.sub("<updated>.*?</updated>", "", t, count=1), "0 updated"),
    ("two-ids", lambda t: t.replace("<title>", "<id>a:b</id><title>", 1), "2 id"),
    (
        "same-id",
        lambda t: re.sub("<entry.*?</entry>", r"\g<0>\g<0>", t, count=1, flags=re.DOTALL),
        "an id twice",
    ),
    ("no-author", lambda t: re.sub("<author>.*?</author>", "", t), "no author"),
    ("no-time", lambda t: t.replace("T00:00:00Z", ""), "updated is no moment"),
    ("relative-id", lambda t: re.sub("<id>.*?</id>", "<id>feed</id>", t, count=1), "id is no IRI"),
    ("no-self", lambda t: t.replace('rel="self"', 'rel="via"'), "no link to itself"),
    ("no-term", lambda t: t.replace('term="new"', 'term=""'), "category without term"),
    ("no-content", lambda t: re.sub("<content.*?</content>", "", t), "0 content"),
    ("other-namespace", lambda t: t.replace("2005/Atom", "2004/Atom"), "not a feed"),
)
BY_SCHEMA_ONLY: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("unknown-element", lambda t: t.replace("<title>", "<subtitel/><title>", 1)),
    ("script", lambda t: t.replace("</p>", "</p><script>alert(1)</script>", 1)),
    ("content-as-text", lambda t: t.replace('type="xhtml"', 'type="text"', 1)),
)


@pytest.mark.parametrize(("plant", "fault"), [p[1:] for p in PLANTED], ids=[p[0] for p in PLANTED])
def test_the_checks_catch(feeds: dict[str, bytes], plant: Callable[[str], str], fault: str) -> None:
    good = feeds["harbour-strike/feed.atom"].decode()
    bad = plant(good)
    assert bad != good
    if fault == "not a feed":
        assert ElementTree.fromstring(bad).tag != f"{A}feed"
    else:
        assert fault in list(faults(bad.encode()))


@with_jing
def test_the_schema_catches_all_but_an_id_that_two_have(feeds: dict[str, bytes], tmp_path: Path) -> None:
    good = feeds["harbour-strike/feed.atom"].decode()
    plants = {name: plant for name, plant, _ in PLANTED} | dict(BY_SCHEMA_ONLY)
    bad = {name: plant(good).encode() for name, plant in plants.items()}
    assert good.encode() not in bad.values()
    assert by_schema(bad, tmp_path) == set(bad) - {"same-id"}


# --- what stands in it ------------------------------------------------------------------------


def test_entries_are_the_updates_and_the_publication_latest_first(feeds: dict[str, bytes]) -> None:
    found = entries(feeds["harbour-strike/feed.atom"])
    terms = [(text_of(one, "updated")[:10], one.find(f"{A}category")) for one in found]
    assert [(day, way.get("term")) for day, way in terms if way is not None] == [
        ("2024-05-02", "superseded"),
        ("2024-04-20", "correction"),
        ("2024-04-18", "new"),
        (text_of(found[-1], "updated")[:10], "story"),
    ]
    assert text_of(found[1], "title") == "Correction: The number of hours was wrong."
    said = ["".join(part.itertext()) for part in found[1].iter(f"{H}p")]
    assert "It said: The company offers eight hours." in said
    assert "It says now: The company offers nine hours." in said
    assert "[[" not in feeds["harbour-strike/feed.atom"].decode()


def test_the_feed_of_all_has_the_entries_of_each_under_the_same_names(feeds: dict[str, bytes]) -> None:
    everything = [text_of(one, "id") for one in entries(feeds["feed.atom"])]
    each = {text_of(one, "id") for path, feed in feeds.items() if "/" in path for one in entries(feed)}
    assert set(everything) == each
    assert len(everything) == len(each)
    days = [text_of(one, "updated") for one in entries(feeds["feed.atom"])]
    assert days == sorted(days, reverse=True)


def test_names_are_tags_of_the_site(feeds: dict[str, bytes]) -> None:
    (correction,) = (one for one in entries(feeds["feed.atom"]) if "orrection" in text_of(one, "title"))
    assert text_of(correction, "id") == (
        "tag:example.org,2024-04-20:/pages/harbour-strike/2024-04-20.correction.nine-hours.company-account"
    )
    assert ElementTree.fromstring(feeds["feed.atom"]).findtext(f"{A}id") == URL


def test_every_link_leads_to_a_place_on_the_site(either: dict[str, bytes], pages: Pages) -> None:
    root = "https://example.org/pages/"
    for path, feed in either.items():
        ways = [link.get("href") or "" for link in ElementTree.fromstring(feed).iter(f"{A}link")]
        ways += [link.get("href") or "" for link in ElementTree.fromstring(feed).iter(f"{H}a")]
        assert len(ways) > 3
        for way in ways:
            place, _, anchor = urljoin(root + path, way).removeprefix(root).partition("#")
            assert place in pages or place in either, way
            assert not anchor or anchor in pages[place].ids, way


HEAD = "story:\n  headline: The strike\n  standfirst: Cranes stand still.\n  updated: 2026-03-01\nupdates:\n"
LOG = (
    "  - {date: 2026-02-21, kind: new, text: First.}\n",
    "  - {date: 2026-02-22, kind: new, text: Second.}\n",
    "  - {date: 2026-02-22, kind: correction, text: Third.}\n",
)


def names_of(folder: Path, log: str) -> dict[str, str]:
    made = build(Settings(write_story(folder, head=HEAD + log), "content"))
    found = entries(feeds_of(made)["port/feed.atom"])
    return {text_of(one, "title"): text_of(one, "id") for one in found}


def test_names_stay_when_the_log_is_sorted_anew_and_when_a_slip_is_mended(tmp_path: Path) -> None:
    first = names_of(tmp_path / "a", "".join(LOG))
    assert len(set(first.values())) == 4
    assert names_of(tmp_path / "b", "".join(reversed(LOG))) == first
    mended = names_of(tmp_path / "c", "".join(LOG).replace("Second", "The second"))
    assert set(mended.values()) == set(first.values())


def test_two_alike_on_one_day_have_two_names(tmp_path: Path) -> None:
    log = "".join(LOG) + "  - {date: 2026-02-22, kind: new, text: Fourth.}\n"
    names = names_of(tmp_path, log)
    assert len(set(names.values())) == 5
    # The later line of one day comes first.
    assert next(iter(names)) == "New: Fourth."


def test_the_feed_of_all_is_as_new_as_its_newest_story(tmp_path: Path) -> None:
    for slug, day in (("port", "2026-03-01"), ("quay", "2026-03-09"), ("ship", "2026-03-04")):
        write_story(tmp_path, head=HEAD.replace("2026-03-01", day) + LOG[0], slug=slug)
    feed = feeds_of(build(Settings(tmp_path, "content")))["feed.atom"]
    assert text_of(ElementTree.fromstring(feed), "updated") == "2026-03-09T00:00:00Z"


def test_each_entry_says_in_which_language_its_story_is(tmp_path: Path) -> None:
    for slug, language in (("port", "en"), ("kai", "de")):
        write_story(tmp_path, slug=slug)
        article = tmp_path / slug / "article.md"
        text = article.read_text("utf-8").replace("---\n", f"---\nlanguage: {language}\n", 1)
        article.write_text(text, "utf-8")
    feed = feeds_of(build(Settings(tmp_path, "content")))["feed.atom"]
    xml = "{http://www.w3.org/XML/1998/namespace}"
    assert sorted(str(one.get(f"{xml}lang")) for one in entries(feed)) == ["de", "en"]


def test_a_site_without_stories_has_no_feed(tmp_path: Path) -> None:
    made = build(Settings(tmp_path, "content"))
    assert made.files == ()
    assert all(page.alternates == () for page in made.pages)


# --- any text ---------------------------------------------------------------------------------


@given(st.text())
def test_any_text_comes_back_but_for_what_xml_cannot_hold(text: str) -> None:
    root = Element("feed")
    add(root, "title", text)
    back = ElementTree.fromstring(ElementTree.tostring(root, encoding="utf-8")).findtext("title") or ""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert len(back) == len(plain)
    for was, now in zip(plain, back, strict=True):
        held = was in "\t\n" or " " <= was <= "\ud7ff" or "\ue000" <= was <= "\ufffd" or was > "\uffff"
        assert now == (was if held else "\ufffd")


def test_what_a_sheet_says_is_text(tmp_path: Path) -> None:
    head = "story:\n  headline: '</title><script>alert(1)</script>'\n  standfirst: '<b>&amp;]]>'\n"
    made = build(Settings(write_story(tmp_path, head=head + "  updated: 2026-02-20\n"), "content"))
    feed = feeds_of(made)["port/feed.atom"]
    assert list(faults(feed)) == []
    (entry,) = entries(feed)
    assert text_of(entry, "title") == "New story: </title><script>alert(1)</script>"
    assert {part.tag for part in entry.iter()} >= {f"{H}p"}
    assert not [part for part in entry.iter() if part.tag.endswith("script")]


@pytest.mark.parametrize(
    ("url", "name", "authority"),
    [
        ("https://News.Example.org:8080/a b/", "N", "news.example.org"),
        ("https://bücher.example/", "The Pages", "the-pages.invalid"),
        ("", "The Pages", "the-pages.invalid"),
        ("", "新聞", None),
    ],
)
def test_a_name_is_of_the_sites_host_or_of_nobodys(
    tmp_path: Path, url: str, name: str, authority: str | None
) -> None:
    made = build(Settings(write_story(tmp_path), "content", name, site_url=url))
    for feed in feeds_of(made).values():
        assert list(faults(feed)) == []
        for one in entries(feed):
            match = re.fullmatch(r"tag:([a-z0-9.-]+),2026-02-20:/[\x21-\x7e]*", text_of(one, "id"))
            assert match
            assert match[1] == authority or (authority is None and match[1].endswith(".invalid"))
