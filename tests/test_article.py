"""Articles: blocks with their places, references, what is refused, the article's own see-also lines."""

from __future__ import annotations

from textwrap import dedent

import pytest
from conftest import at_length
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import codes

from generator.article import LONGEST_LINE, Article, parse_article
from generator.diagnostics import Diagnostic
from generator.source import SourceFile

TITLES = {"union": "Dock Union"}


def parsed(text: str, start: int = 0) -> tuple[Article, tuple[Diagnostic, ...]]:
    return parse_article(SourceFile("article.md", dedent(text)), start, TITLES.get)


def good(text: str) -> Article:
    article, problems = parsed(text)
    assert problems == ()
    return article


def places(text: str) -> list[tuple[str, str, str]]:
    """Each problem with its place and the words that stand there."""
    return [(one.code, str(one.span).partition(":")[2], one.span.text) for one in parsed(text)[1]]


def test_blocks_are_paragraphs_and_headings_with_their_sections_and_lines() -> None:
    article = good("Before.\n\n## The *first*\n\nOne\ntwo.\n\n- three\n- four\n")
    assert [(b.text, b.level, b.section, b.span.line) for b in article.blocks] == [
        ("Before.", 0, 0, 1),
        ("The first", 2, 1, 3),
        ("One two.", 0, 1, 5),
        ("three", 0, 1, 8),
        ("four", 0, 1, 9),
    ]
    assert [b.anchor for b in article.blocks] == ["p-before", "the-first", "p-one-two", "p-three", "p-four"]


def test_equal_paragraphs_have_anchors_of_their_own() -> None:
    assert [b.anchor for b in good("The same.\n\nThe same.\n").blocks] == ["p-the-same", "p-the-same-2"]


def test_places_count_the_lines_of_the_front_matter() -> None:
    text = "---\ntitle: T\n---\n\nWords.\n"
    article, _ = parsed(text, text.index("\nWords"))
    assert (article.blocks[0].span.line, article.blocks[0].span.text) == (5, "Words.")


def test_runs_say_which_token_prints_which_words() -> None:
    (block,) = good("So [says](https://example.org) `code` *and* [[union]] ends.\n").blocks
    runs = [(block.text[run.start : run.end], run.plain) for run in block.runs]
    assert block.text == "So says code and Dock Union ends."
    assert [words for words, plain in runs if not plain] == ["says", "code", "Dock Union"]
    assert "".join(words for words, _ in runs) == block.text


def test_references_have_words_of_their_own_or_the_title() -> None:
    (block,) = good("See [[union]], [[ union |them]] and [[nobody]].\n").blocks
    assert block.text == "See Dock Union, them and nobody."
    assert [(r.target, block.text[r.start : r.end]) for r in block.references] == [
        ("union", "Dock Union"),
        ("union", "them"),
        ("nobody", "nobody"),
    ]
    assert block.references[0].span.text == "union"


def test_brackets_in_code_or_without_an_end_are_no_references() -> None:
    assert [b.references for b in good("`[[union]]` and [[union\n\n    [[union]]\n").blocks] == [()]


def test_see_also_lines_leave_the_text() -> None:
    article = good(
        """\
        Words.

        See also: [How ports
        rest](https://example.org/rest) (Ports Weekly)

        see also : [[union|The union]]

        See also: A title alone
        """
    )
    assert [b.text for b in article.blocks] == ["Words."]
    assert [(o.title, o.address, o.target, o.span.line) for o in article.own_links] == [
        ("How ports rest (Ports Weekly)", "https://example.org/rest", "", 3),
        ("The union", "", "union", 6),
        ("A title alone", "", "", 8),
    ]


def test_an_article_of_see_also_lines_has_no_text() -> None:
    assert codes(parsed("See also: [x](https://example.org)\n")[1]) == ["empty-article"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Words.\n\n<b>More</b> of <i>them</i>.\n",
            [("raw-html", "3:1", "<b>"), ("raw-html", "3:16", "<i>")],
        ),
        ("One </b> two.\n", [("raw-html", "1:5", "</b>")]),
        ("Words.\n\n  <div>\n  more\n  </div>\n", [("raw-html", "3:3", "<div>")]),
        ("Words [x](javascript:x) here.\n", [("bad-url", "1:11", "javascript:x")]),
        ("Words ![](crane.png) here.\n", [("image-without-text", "1:11", "crane.png")]),
        ("A [ ](https://example.org/a) b.\n", [("link-without-text", "1:7", "https://example.org/a")]),
        ("See [^1].\n", [("footnote", "1:5", "[^1]")]),
        ("**Bold**{.red} words.\n", [("attributes", "1:9", "{.red}")]),
        ("## Title {#own}\n\nWords.\n", [("attributes", "1:10", "{#own}")]),
        ("See [the act][1] too.\n", [("undefined-reference", "1:5", "[the act][1]")]),
    ],
)
def test_what_an_article_cannot_hold_is_named_at_its_place(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A \\<b> and 1 < 2 and {braces} and a {b}.\n",
        "He said [sic] and [the act][1].\n\n[1]: https://example.org\n",
        "`<b>` and [mail](mailto:a@example.org) and <https://example.org>\n",
        "    <b>in code</b>\n\nWords!!! What ??? Yes.\n",
        "![A crane](crane.png)\n\nWords.\n",
    ],
)
def test_what_only_looks_odd_is_let_be(text: str) -> None:
    assert parsed(text)[1] == ()


def test_what_is_too_long_is_not_read() -> None:
    (problem,) = parsed("x" * (LONGEST_LINE + 1))[1]
    assert problem.message == "This line has 10,001 characters; the limit is 10,000"
    assert problem.code == "line-too-long"
    assert parsed("x" * LONGEST_LINE)[1] == ()
    line = "x" * (LONGEST_LINE - 1) + "\n"
    assert parsed(line * 2)[1] == ()
    (problem,) = parsed(line * 3)[1]
    assert problem.message == "This paragraph has 29,999 characters; the limit is 20,000"
    assert problem.code == "paragraph-too-long"


@at_length(settings(max_examples=80, deadline=None, derandomize=True, database=None))
@given(st.text(alphabet="ab .\n[]|()<>!*_`#>-\\{}^:&;\"'1", max_size=120))
def test_any_text_is_read_and_its_runs_cover_each_block(text: str) -> None:
    article, problems = parsed(text)
    for block in article.blocks:
        assert "".join(block.text[run.start : run.end] for run in block.runs) == block.text
        assert all(block.text[r.start : r.end] for r in block.references)
    assert len({block.anchor for block in article.blocks}) == len(article.blocks)
    assert all(one.hint and one.span.end <= len(one.span.source.text) for one in problems)
