"""What holds for any content: nothing raises, every place is real, both ends of a link agree."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import GOOD, Html, at_length, build_site, html_of
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from generator.build import Build, summary_lines
from generator.chapters import running_texts
from generator.diagnostics import Diagnostic, in_order
from generator.edition import Edition, make_edition
from generator.fact_sheet import read_sheet
from generator.gathering import read_library
from generator.kinds import fields_of
from generator.model.sheets import FactSheet
from generator.reading import read_text
from generator.reports import as_concise, as_text
from generator.story import read_article

# The same examples each time; a whole build is too slow to look for the smallest one that fails.
quick = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

STRIKE = "harbour-strike/facts.yaml"
TEXTS = {
    name: (GOOD / name).read_text("utf-8")
    for name in ("parties.yaml", STRIKE, "harbour-strike/article.md", "bridge-closure/facts.yaml")
}
Route = tuple[Any, ...]
"""The keys and places that lead to a value."""


def check_diagnostics(found: tuple[Diagnostic, ...]) -> None:
    """Each is at a real place, said once, in order, and can be printed."""
    assert found == in_order(found)
    for one in found:
        for span in (one.span, *(place for _, place in one.related)):
            assert 0 <= span.start <= span.end <= len(span.source.text) or not span.source.text
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one.code)
        assert one.message.strip()
        assert "Traceback" not in one.message
    assert len(as_concise(found).splitlines()) == len(found)
    as_text(found)


def check_build(result: Build) -> None:
    """Either errors and no pages, or pages whose links all lead somewhere."""
    check_diagnostics(result.diagnostics)
    assert summary_lines(result)
    assert bool(result.pages) != result.failed
    if result.press:
        assert result.press.page_count == sum(page.kind != "mistakes" for page in result.pages)
    check_pages(list(html_of(result.pages).values()))


def check_pages(pages: list[Html]) -> None:
    ids = {page.address: Counter(page.ids) for page in pages}
    for page in pages:
        assert [name for name, times in ids[page.address].items() if times > 1] == [], page.address
        for target, anchor in set(page.targets()):
            assert target in ids, (page.address, target)
            assert not anchor or anchor in ids[target], (page.address, target, anchor)


# --- no content raises ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the good site; each example writes its files anew."""
    return Path(shutil.copytree(GOOD, tmp_path_factory.mktemp("changed") / "content"))


def write(content: Path, **changed: str) -> None:
    for name, text in {**TEXTS, **changed}.items():
        (content / name).write_text(text, "utf-8", newline="\n")


TREES = {
    name: yaml.load(text, Loader=yaml.BaseLoader) for name, text in TEXTS.items() if name.endswith(".yaml")
}


def places(value: Any, path: Route = ()) -> Iterator[Route]:
    """The path of every value below the top."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield (*path, key)
        yield from places(part, (*path, key))


def at(tree: Any, path: Route) -> Any:
    """The value at a path."""
    for key in path:
        tree = tree[key]
    return tree


WORDS = """
no 0 -1 true … […] [x] ' ’s .. / ../ // a/b/c {0} %s [[ [[x]] [[x|y]] [[article]] {{7}} <b>&amp; 👩‍👩‍👧 ﷺ
article timeline story parties nils-brandt eleven-hours meeting company-account minutes
bridge-closure bridge-closure/closure harbour-strike/minutes
2024-02-30 /.. 2024/2023 9999-12-31 0000 javascript:alert(1) https:// //host https://example.org
"""
ODD: list[Any] = [
    *WORDS.split(),
    *("", " ", None, [], {}, [[]], [None], {"id": None}, {"": ""}, ["x", ["y"]], {"words": []}),
    *("é" * 400, "x" * 6000, "\u202e", "\x00", "line\nbreak"),
]
"""Values that stand where nobody meant them."""


@st.composite
def changed_trees(draw: DrawFn) -> tuple[str, Any]:
    """A good file with a few values dropped, doubled, moved or replaced."""
    name = draw(st.sampled_from(sorted(TREES)))
    tree = deepcopy(TREES[name])
    for _ in range(draw(st.integers(1, 3))):
        known = list(places(tree))
        if not known:
            break
        path = draw(st.sampled_from(known))
        holder, key = at(tree, path[:-1]), path[-1]
        match draw(st.sampled_from(["drop", "double", "odd", "other", "list", "group"])):
            case "drop":
                del holder[key]
            case "double" if isinstance(holder, list):
                holder.append(deepcopy(holder[key]))
            case "double" | "odd":
                holder[key] = deepcopy(draw(st.sampled_from(ODD)))
            case "other":
                holder[key] = deepcopy(at(tree, draw(st.sampled_from(known))))
            case "list":
                holder[key] = [holder[key]]
            case "group":
                holder[key] = {"id": holder[key]}
    return name, tree


@at_length(settings(quick, max_examples=25))
@given(changed=changed_trees())
def test_no_sheet_makes_the_build_raise(content: Path, changed: tuple[str, Any]) -> None:
    name, tree = changed
    text = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
    write(content, **{name: text})
    check_build(build_site(content))


MARKS = ": [ { \" ' # | > % [[ ]] < <b> ``` > * ** _a_ ]( ![]( \\ &lt; &#0;"
SLIPS = [
    *MARKS.split(),
    *("", "\t", "\n", "---\n", "- ", " #", "&a ", "*a ", "!x ", "  \n", "\n===\n", "\n# h\n", "\n## h\n"),
    *("\n\n    x\n\n", "\n1. a\n   - b\n", "[x]: http://example.org\n", "\u2028", "\ufeff", "\u202e", "港"),
]
"""What a hand may type in the wrong place."""


@at_length(settings(quick, max_examples=15))
@given(
    name=st.sampled_from(sorted(TEXTS)),
    start=st.floats(0, 1),
    length=st.integers(0, 60),
    put=st.sampled_from(SLIPS),
)
def test_no_slip_of_the_pen_makes_the_build_raise(
    content: Path, name: str, start: float, length: int, put: str
) -> None:
    text = TEXTS[name]
    cut = int(start * len(text))
    write(content, **{name: text[:cut] + put + text[cut + length :]})
    check_build(build_site(content))


@at_length(settings(quick, max_examples=8))
@given(raw=st.binary(max_size=80), name=st.sampled_from([*sorted(TEXTS), "harbour-strike/minutes.txt"]))
def test_no_bytes_make_the_build_raise(content: Path, raw: bytes, name: str) -> None:
    write(content)
    path = content / name
    before = path.read_bytes()
    path.write_bytes(before[:200] + raw + before[200:])
    try:
        check_build(build_site(content))
    finally:
        path.write_bytes(before)


# --- no file makes reading it raise: far quicker than a build, and tried far more often ------------


BYTES = [
    *(piece.encode() for piece in [*SLIPS, *WORDS.split(), *(f"{name}:" for name in fields_of(FactSheet))]),
    *(
        b"\n",
        b"\n  - ",
        b"\n    ",
        b": ",
        b"id: a",
        b"by: b",
        b"\t",
        b"\r",
        b"? ",
        b"|2-\n",
        b">+\n",
        b"%TAG",
    ),
    *(b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x00", b"\x85", b"\xef\xbb\xbf"),
]
"""What has a meaning in YAML or Markdown, and what is no UTF-8."""
hostile = st.binary(max_size=200) | st.lists(st.sampled_from(BYTES) | st.binary(max_size=4), max_size=40).map(
    b"".join
)


def read_as(name: str, raw: bytes, folder: Path) -> None:
    """Read bytes as a file of a story; what is wrong with them has real places."""
    path = folder / name
    path.write_bytes(raw)
    source, problems = read_text(path, name)
    if name.endswith(".yaml"):
        sheet, found = read_sheet("story", source)
        assert found or (sheet and sheet.head) or (sheet and sheet.is_draft)
    else:
        front, article, found = read_article(source, lambda _: None)
        assert found or front
        assert all("".join(b.text[run.start : run.end] for run in b.runs) == b.text for b in article.blocks)
    check_diagnostics(in_order([*problems, *found]))


@at_length(settings(quick, max_examples=100))
@given(raw=hostile)
@example(raw=b'|2-\n"\xd3Z-/\\')
def test_no_bytes_make_reading_a_sheet_raise(content: Path, raw: bytes) -> None:
    read_as("odd.yaml", raw, content)


@at_length(settings(quick, max_examples=100))
@given(raw=hostile, head=st.sampled_from([b"", b"---\ntitle: A\npublished: 2024-05-02\n---\n", b"---\n"]))
def test_no_bytes_make_reading_an_article_raise(content: Path, raw: bytes, head: bytes) -> None:
    read_as("odd.md", head + raw, content)


@at_length(settings(quick, max_examples=30))
@given(changed=changed_trees())
def test_no_changed_sheet_makes_reading_raise(content: Path, changed: tuple[str, Any]) -> None:
    text = yaml.dump(changed[1], Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True)
    read_as("odd.yaml", text.encode("utf-8", "surrogatepass"), content)


# --- small libraries --------------------------------------------------------------------------

PARTIES = ("ada", "ben", "cleo", "dora")
NAMES = {"ada": "Ada Lund", "ben": "Ben O'Hara", "cleo": "Cleo’s Club", "dora": "دورا"}
ENTRIES = {
    "demands": ("ask", "offer"),
    "dates": ("start", "middle", "end"),
    "reactions": ("reply", "answer"),
    "claims": ("rumour",),
}


@dataclass(frozen=True)
class Small:
    """A made-up library: the sheets of its stories and their articles."""

    sheets: dict[str, dict[str, Any]]
    articles: dict[str, str]

    def write(self, folder: Path) -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        shared = {"parties": [{"id": name, "name": NAMES[name]} for name in PARTIES]}
        (folder / "parties.yaml").write_text(yaml.safe_dump(shared, allow_unicode=True), "utf-8")
        for slug, sheet in self.sheets.items():
            (folder / slug).mkdir()
            (folder / slug / "facts.yaml").write_text(yaml.safe_dump(sheet, allow_unicode=True), "utf-8")
            head = "---\ntitle: An article\npublished: 2024-05-02\n---\n\n"
            (folder / slug / "article.md").write_text(head + self.articles[slug], "utf-8")
        return folder


OWN = [name for names in ENTRIES.values() for name in names]
references = st.sampled_from([*PARTIES, *OWN, "one/ask", "two/start", "one", "two"])
parties = st.sampled_from(PARTIES)
entries = st.sampled_from([*OWN, "one/rumour", "two/reply"])
pieces = st.one_of(
    st.sampled_from(
        [*NAMES.values(), "a word", "he said.", "Then", "Ada Lund's", "(Ben O’Hara)", "—", "*or*"]
    ),
    references.map(lambda name: f"[[{name}]]"),
    references.map(lambda name: f"[[{name}|these words]]"),
)
proses = st.lists(pieces, min_size=1, max_size=8).map(lambda words: "So " + " ".join(words))


@st.composite
def small_sheets(draw: DrawFn) -> dict[str, Any]:
    by = st.lists(parties, min_size=1, max_size=2, unique=True)
    to = st.lists(entries, min_size=1, max_size=2, unique=True)

    def some(section: str, entry: st.SearchStrategy[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{"id": name, **draw(entry)} for name in ENTRIES[section]]

    stances = st.sampled_from(["accepts", "rejects", "silent", "unknown"])
    position = st.fixed_dictionaries({"party": parties, "stance": stances})
    return {
        "story": {"headline": draw(proses), "standfirst": draw(proses), "updated": "2024-05-02"},
        "parties": [
            {"id": name, "part": draw(proses)} for name in draw(st.lists(parties, unique=True, max_size=4))
        ],
        "demands": some(
            "demands",
            st.fixed_dictionaries(
                {"by": by, "of": by, "text": proses},
                optional={
                    "evidence": st.just("So"),
                    "positions": st.lists(position, max_size=3, unique_by=lambda one: one["party"]),
                },
            ),
        ),
        "dates": some(
            "dates",
            st.fixed_dictionaries(
                {
                    "date": st.sampled_from(["2024", "2024-05~", "2024/..", "../2023"]),
                    "title": st.just("It is"),
                },
                optional={"text": proses, "who": by, "evidence": st.just("So")},
            ),
        ),
        "reactions": some(
            "reactions",
            st.fixed_dictionaries({"by": by, "to": to, "stance": st.just("neutral"), "text": proses}),
        ),
        "claims": some(
            "claims", st.fixed_dictionaries({"text": proses, "about": st.lists(references, max_size=2)})
        ),
    }


@st.composite
def small_libraries(draw: DrawFn) -> Small:
    slugs = ("one", "two")
    articles = {
        slug: "\n\n".join(draw(st.lists(proses, min_size=1, max_size=3))) + "\n\n## Part\n\nSo it is.\n"
        for slug in slugs
    }
    return Small({slug: draw(small_sheets()) for slug in slugs}, articles)


def edition_of(folder: Path) -> Edition:
    library, problems = read_library(folder, "content")
    edition, found = make_edition(library)
    errors = [one for one in (*problems, *found) if one.severity == "error"]
    assert not errors, as_concise(errors)
    return edition


@quick
@given(small=small_libraries())
def test_backlinks_are_the_inverse_of_links(tmp_path: Path, small: Small) -> None:
    edition = edition_of(small.write(tmp_path / "content"))
    forth = {(link.origin, link.target) for found in edition.links.values() for link in found}
    back = Counter((link.origin, to) for to, found in edition.backlinks.items() for link in found)
    assert set(back) == {(origin, target) for origin, target in forth if origin != target}
    assert max(back.values(), default=1) == 1
    for found in edition.backlinks.values():
        assert all(link in edition.links[link.origin] for link in found)


@quick
@given(small=small_libraries())
def test_links_stand_in_the_text_they_were_found_in(tmp_path: Path, small: Small) -> None:
    edition = edition_of(small.write(tmp_path / "content"))
    texts: dict[str, list[str]] = {}
    for story in edition.library.stories:
        texts.setdefault(f"{story.slug}/article", []).extend(block.text for block in story.article.blocks)
        for origin, text in running_texts(story, edition.facts[story.slug]):
            texts.setdefault(origin, []).append(edition.texts[story.slug, text].plain)
    for origin, found in edition.links.items():
        for link in found:
            assert link.words
            assert link.target in edition.library.nodes
            before, words, after = link.in_sentence()
            sentence = f"{before.removeprefix('…')}{words}{after.removesuffix('…')}"
            assert any(sentence in text for text in texts[origin]), (origin, sentence)


@quick
@given(small=small_libraries())
def test_each_relation_is_seen_from_both_its_ends(tmp_path: Path, small: Small) -> None:
    graph = edition_of(small.write(tmp_path / "content")).graph
    assert sorted(map(str, (e for found in graph.outgoing.values() for e in found))) == sorted(
        map(str, graph.edges)
    )
    assert sorted(map(str, (e for found in graph.incoming.values() for e in found))) == sorted(
        map(str, graph.edges)
    )
    assert all(edge in graph.incoming[edge.target] for edge in graph.edges)


@settings(quick, max_examples=8)
@given(small=small_libraries())
def test_every_link_of_every_page_leads_somewhere(tmp_path: Path, small: Small) -> None:
    result = build_site(small.write(tmp_path / "content"))
    assert not result.failed, as_concise(result.diagnostics)
    check_build(result)
    edition = edition_of(tmp_path / "content")
    pages = html_of(result.pages)
    for facts in edition.facts.values():
        for fact in facts:
            page, _, anchor = edition.addresses.of_fact(fact).partition("#")
            assert pages[page].ids.count(anchor) == 1
