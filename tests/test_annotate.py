"""The annotated article, its notes, and how each fact shows its words and is cited."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import GOOD, SCRIPT, build_site
from selectolax.lexbor import LexborHTMLParser, LexborNode
from stories import edition_of, write_story

from generator.build import Build, Settings, build
from generator.pages.annotate import merged
from generator.rendering import Renderer, find_templates

PARTIES = "parties:\n- {id: union, name: Dock Union, part: Struck., evidence: The Dock Union struck}\n"
SITE = "https://example.org/news"


def page(
    content: Path, address: str, site_name: str = "Explainers", site_url: str = "", edit_base: str = ""
) -> LexborHTMLParser:
    """A page of a site without mistakes."""
    result = build(Settings(content, "content", site_name, edit_base=edit_base, site_url=site_url))
    assert not result.failed, result.diagnostics
    (view,) = (view for view in result.pages if view.address == address)
    return LexborHTMLParser(Renderer(find_templates()).body(view))


def article(content: Path, sheet: str, body: str) -> LexborHTMLParser:
    return page(write_story(content, sheet, body), "port/article/")


def underlined(tree: LexborHTMLParser) -> list[tuple[str, str | None]]:
    """Underlined words with the number of their note."""
    return [(node.text(), node.attributes["data-note"]) for node in tree.css(".ex-cited")]


def marks(tree: LexborHTMLParser) -> list[tuple[str, str | None, str | None]]:
    """What the numbers say, lead to, and are called."""
    return [
        (node.text(), node.attributes["href"], node.attributes["aria-label"])
        for node in tree.css(".ex-mark a")
    ]


def notes(tree: LexborHTMLParser) -> dict[str | None, list[str]]:
    """The facts of each note."""
    return {
        note.attributes["id"]: [fact.text() for fact in note.css(".ex-note__fact")]
        for note in tree.css(".ex-notes > li")
    }


def first(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    found = tree.css_first(selector)
    assert found is not None, selector
    return found


EVENTS = """\
dates:
- {id: start, date: 2026-02-12, title: The start, evidence: struck on Monday}
- {id: talks, date: 2026-02-20, title: The talks, status: planned, evidence: "Talks are planned. Nobody"}
- {id: harm, date: 2026-02-13, title: The harm, evidence: on Monday}
"""
BODY = "The Dock Union struck on Monday. Talks are planned. Nobody knows when.\n"


def test_facts_that_share_a_sentence_share_a_number(tmp_path: Path) -> None:
    tree = article(tmp_path, PARTIES + EVENTS, BODY)
    assert marks(tree) == [
        ("1", "#note.1", "3 facts, note 1"),
        ("2", "#note.2", "Fact, note 2"),
    ]
    assert notes(tree) == {"note.1": ["Struck.", "The start", "The harm"], "note.2": ["The talks"]}


def test_exactly_the_words_that_facts_rest_on_are_underlined(tmp_path: Path) -> None:
    """Those that overlap as one; those of a fact over two sentences for the note where it ends."""
    assert underlined(article(tmp_path, PARTIES + EVENTS, BODY)) == [
        ("The Dock Union struck on Monday", "1"),
        ("Talks are planned.", "2"),
        ("Nobody", "2"),
    ]


def test_ranges_are_merged_where_they_meet() -> None:
    assert merged([(5, 9), (0, 3), (3, 4), (6, 7), (8, 12)]) == ((0, 4), (5, 12))


def test_a_note_says_what_how_far_established_and_in_which_words(tmp_path: Path) -> None:
    tree = article(tmp_path, PARTIES + EVENTS, BODY)
    facts = tree.css(".ex-notes > li > ul > li")
    assert [first(one, ".ex-note__kind").text().split() for one in facts] == [
        ["Part", "in", "this", "story", "Dock", "Union", "Word", "for", "word"],
        ["Event", "Word", "for", "word"],
        ["Event", "Word", "for", "word"],
        ["Event", "Planned", "Word", "for", "word"],
    ]
    assert [first(one, "q").text() for one in facts] == [
        "The Dock Union struck",
        "struck on Monday",
        "on Monday",
        "Talks are planned. Nobody",
    ]


def test_a_claim_does_not_look_verified_because_its_words_were_found(tmp_path: Path) -> None:
    sheet = "claims: [{id: harm, text: A crane broke., status: denied, evidence: struck on Monday}]\n"
    tones = [node.attributes["data-tone"] for node in article(tmp_path, sheet, BODY).css(".ex-notes .ex-tag")]
    assert tones == ["denied", "neutral"]


def test_a_fact_checked_in_part_says_so_in_its_note(tmp_path: Path) -> None:
    sheet = """\
        sources: [{id: minutes, kind: document, title: Minutes}]
        dates:
        - {id: start, date: 2026-02-12, title: The start,
           evidence: [struck on Monday, {words: All went out., source: minutes}]}
        """
    (tag,) = article(tmp_path, sheet, BODY).css(".ex-notes .ex-tag")
    assert (tag.attributes["data-tone"], tag.text()[:11]) == ("unverifiable", "Not checked")


def test_a_number_never_stands_inside_another_link(tmp_path: Path) -> None:
    """Where a sentence ends in a link, its number waits for the link's end."""
    body = "The Dock Union [struck on Monday.](https://example.org/) Talks *follow.* **Then** more.\n"
    sheet = (
        PARTIES
        + """\
dates:
- {id: start, date: 2026-02-12, title: The start, evidence: struck on Monday}
- {id: talks, date: 2026-02-20, title: The talks, evidence: Talks follow.}
"""
    )
    tree = article(tmp_path, sheet, body)
    assert tree.css("a a") == []
    html = first(tree, ".ex-article > p:not(.ex-article__by)").html or ""
    assert '</a><sup class="ex-mark"><a href="#note.1"' in html
    assert '</em><sup class="ex-mark"><a href="#note.2"' in html


def test_an_underline_is_one_element_across_lines_and_names(tmp_path: Path) -> None:
    body = "The Dock\nUnion struck on\nMonday.\n"
    sheet = (
        PARTIES + "dates: [{id: s, date: 2026-02-12, title: S, evidence: The Dock Union struck on Monday.}]\n"
    )
    tree = article(tmp_path, sheet, body)
    (line,) = tree.css(".ex-cited")
    assert line.text() == "The Dock Union struck on Monday."


def test_the_text_of_the_article_is_unchanged(built: Build) -> None:
    """Marks add numbers, and nothing else."""
    for name in ("harbour-strike", "bridge-closure"):
        (view,) = (one for one in built.pages if one.address == f"{name}/article/")
        tree = LexborHTMLParser(Renderer(find_templates()).body(view))
        for number in tree.css(".ex-mark"):
            number.decompose()
        (story,) = (s for s in edition_of(GOOD).library.stories if s.slug == name)
        for block in story.article.blocks:
            shown = first(tree, f"[id='{block.anchor}']").text()
            assert " ".join(shown.split()) == " ".join(block.text.split())


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_words_in_a_list_have_an_address(tmp_path: Path, between: str) -> None:
    body = f"They said:\n\n- The Dock Union struck.\n  > So it is.\n{between}- Well.\n"
    tree = article(tmp_path, PARTIES, body)
    anchors = ("p-the-dock-union-struck", "p-so-it-is", "p-well")
    assert [len(tree.css(f"#{anchor}")) for anchor in anchors] == [1, 1, 1]


def test_hostile_words_stay_text(tmp_path: Path) -> None:
    body = "The \\<img src=x onerror=alert(1)> & `</span><script>` struck on Monday.\n"
    sheet = 'dates: [{id: s, date: 2026-02-12, title: "<b>S", evidence: "</span><script> struck on"}]\n'
    tree = article(tmp_path, sheet, body)
    assert tree.css(f"{SCRIPT}, img, b") == []
    assert "".join(node.text() for node in tree.css(".ex-cited")) == "</span><script> struck on"
    assert first(tree, ".ex-note__fact").text() == "<b>S"


@pytest.mark.parametrize("count", [300, 600])
def test_an_article_in_one_paragraph_is_marked_whole(tmp_path: Path, count: int) -> None:
    body = " ".join(f"Crane {n} fell." for n in range(count)) + "\n"
    sheet = "dates:\n" + "".join(
        f"- {{id: e{n}, date: 2026-02-12, title: E{n}, evidence: Crane {n} fell.}}\n" for n in range(count)
    )
    tree = article(tmp_path, sheet, body)
    assert [text for text, _, _ in marks(tree)] == [str(n + 1) for n in range(count)]


# --- the words a fact rests on, and how to cite it -----------------------------------------------

CITED = PARTIES + EVENTS


def fact(content: Path, site_url: str = "") -> LexborNode:
    """The first fact of the timeline."""
    write_story(content, CITED, BODY)
    return first(
        page(content, "port/timeline/", site_name="The News", site_url=site_url), "#start, .ex-event"
    )


def test_a_citation_names_site_page_date_and_the_lasting_address(tmp_path: Path) -> None:
    line = first(fact(tmp_path, site_url=SITE), ".ex-cite")
    assert line.text() == "The News, “The start”, as of 20 February 2026"
    assert first(line, "a").attributes["href"] == f"{SITE}/port/timeline/#start"
    assert line.attributes["data-copy"] == "Copy citation"


def test_an_address_with_a_slash_at_its_end_gains_no_second_one(tmp_path: Path) -> None:
    line = first(fact(tmp_path, site_url=f"{SITE}/"), ".ex-cite")
    assert first(line, "a").attributes["href"] == f"{SITE}/port/timeline/#start"


def test_without_a_site_address_a_citation_leads_there_all_the_same(tmp_path: Path) -> None:
    assert first(fact(tmp_path), ".ex-cite a").attributes["href"] == "#start"


def test_evidence_is_marked_in_its_paragraph_and_says_whose_and_when(tmp_path: Path) -> None:
    shown = first(fact(tmp_path), ".ex-evidence")
    assert first(shown, "mark").text() == "struck on Monday"
    assert first(shown, "blockquote").text() == BODY.strip()
    way = first(shown, ".ex-evidence__way")
    assert [part.text() for part in way.iter()] == ["Port strike", "20 February 2026"]
    assert first(way, "a").attributes["href"] == "../article/#p-the-dock-union-struck-on"


def test_an_article_without_an_author_names_the_report_that_it_retells(good_copy: Path) -> None:
    path = good_copy / "harbour-strike/article.md"
    text = path.read_text("utf-8")
    assert "based_on:" in text
    path.write_text("".join(t for t in text.splitlines(True) if not t.startswith("byline:")), "utf-8")
    shown = {
        one.who
        for view in build_site(good_copy).pages
        if view.address == "harbour-strike/"
        for section in view.sections
        if section.part == "facts"
        for each in getattr(section.view, "facts", ())
        for one in each.evidence
    }
    assert "retelling a report by Merrow Gazette" in shown


def test_editors_lines_are_shown_only_where_they_can_be_opened(tmp_path: Path) -> None:
    write_story(tmp_path, CITED, BODY)
    closed = page(tmp_path, "port/timeline/")
    opened = page(tmp_path, "port/timeline/", edit_base="https://example.org/edit/")
    assert closed.css(".ex-proof .ex-edit") == []
    assert len(opened.css(".ex-proof a.ex-edit")) == len(opened.css(".ex-evidence"))


def test_the_keyboard_can_scroll_a_block_of_code(tmp_path: Path) -> None:
    tree = article(tmp_path, "", f"{BODY}\n```text\nfenced <b>\n\n  more\n```\n\n    indented\n")
    assert [node.attributes["tabindex"] for node in tree.css("pre")] == ["0", "0"]
    assert [node.text() for node in tree.css("pre > code")] == ["fenced <b>\n\n  more\n", "indented\n"]


def test_who_prints_an_article_writes_into_none_of_its_tokens(built: Build) -> None:
    """They stay open for others; whoever wants a token otherwise has one of its own."""
    assert built.press
    articles = [story.article for story in built.press.stories]
    held = [article.tokens for article in articles]
    renderer = Renderer(find_templates())
    assert all(renderer.body(page) for page in built.pages)
    assert held == [article.packed.open() for article in articles]
    assert all(some is article.tokens for some, article in zip(held, articles, strict=True))
