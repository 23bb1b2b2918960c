"""Articles: blocks with their places, references, what is refused, the article's own see-also lines."""

from __future__ import annotations

from textwrap import dedent

import pytest
from conftest import at_length
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import codes

from generator.article import Article, TextPlaces, parse_article
from generator.diagnostics import Diagnostic
from generator.refused import LONGEST_LINE
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
        ("One[^1] two[^2].\n", [("footnote", "1:4", "[^1]"), ("footnote", "1:12", "[^2]")]),
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


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        (
            "!!! note\n",
            "admonition 1:1 !!!",
            "Boxes (!!! or ???) are not known here",
            (
                "Delete this line. If lines of the box stand below it, take away the spaces before them: "
                "they become a paragraph."
            ),
        ),
        (
            "???+ note\n",
            "admonition 1:1 ???+",
            "Boxes (!!! or ???) are not known here",
            (
                "Delete this line. If lines of the box stand below it, take away the spaces before them: "
                "they become a paragraph."
            ),
        ),
        (
            '--8<-- "a.md"\n',
            "snippet 1:1 --8<--",
            "This line asks for the words of another file, which cannot be put into the text so",
            "Delete this line, and paste the words of that file in its place.",
        ),
        (
            "A {: .red}\n",
            "attributes 1:3 {: .red}",
            "What stands between { and } here does nothing, and readers would see it",
            "Delete “{: .red}”.",
        ),
        (
            "[a](https://e.org/){target=_blank}\n",
            "attributes 1:20 {target=_blank}",
            "What stands between { and } here does nothing, and readers would see it",
            "Delete “{target=_blank}”.",
        ),
        (
            "![a](a.png){ width=1 }\n",
            "attributes 1:12 { width=1 }",
            "What stands between { and } here does nothing, and readers would see it",
            "Delete “{ width=1 }”.",
        ),
        (
            "*a*{x\n",
            "attributes 1:4 {x",
            "What stands between { and } here does nothing, and readers would see it",
            "Delete “{x”.",
        ),
        (
            "`a`{x}\n",
            "attributes 1:4 {x}",
            "What stands between { and } here does nothing, and readers would see it",
            "Delete “{x}”.",
        ),
        (
            "a[^1] b\n",
            "footnote 1:2 [^1]",
            "Footnotes are not known here",
            "Delete “[^1]”, and say in the sentence itself what the note says.",
        ),
        (
            "[a][b] and so on\n",
            "undefined-reference 1:1 [a][b]",
            "Readers would see “[a][b]” with its brackets: no address is given for it",
            "Write [a](https://…), with the address in place of https://…, or only the words: a",
        ),
        (
            "# A title\n\nb\n",
            "second-title 1:1 # A title",
            "With one #, this heading is a title, and the page has its title already",
            "Begin it with two: ## A title",
        ),
        (
            "A title\n===\n\nb\n",
            "second-title 1:1 A title\n===",
            "Underlined with ===, this heading is a title, and the page has its title already",
            "Write ## A title in place of both lines",
        ),
        (
            "<!-- a -->\n\nx\n",
            "raw-html 1:1 <!-- a -->",
            "HTML stands in the article, the code that web pages are made of: <!-- a -->",
            "Delete “<!-- a -->”. To show a < as it is, put a \\ before it.",
        ),
        (
            "a <B>x</B>\n",
            "raw-html 1:3 <B>",
            "HTML stands in the article, the code that web pages are made of: <B>",
            (
                "Write ** in place of “<B>” and “</B>”, right beside the words. To show a < as it is, put "
                "a \\ before it."
            ),
        ),
        (
            "a <em>x\n",
            "raw-html 1:3 <em>",
            "HTML stands in the article, the code that web pages are made of: <em>",
            "Write * in place of “<em>”, right beside the words. To show a < as it is, put a \\ before it.",
        ),
        (
            "<script>\nx\n</script>\n\nb\n",
            "raw-html 1:1 <script>",
            "HTML stands in the article, the code that web pages are made of: <script>",
            "Delete “<script>” and “</script>”. To show a < as it is, put a \\ before it.",
        ),
        (
            "[a](//e.org)\n",
            "bad-url 1:5 //e.org",
            "The address “//e.org” is not a web address",
            "Begin it with https://",
        ),
        (
            "[a](ftp://e.org)\n",
            "bad-url 1:5 ftp://e.org",
            "The address “ftp://e.org” is not a web address",
            "Begin it with https://",
        ),
        (
            "[a]()\n",
            "bad-url 1:5 ",
            "This link leads nowhere",
            "Write its address between the round brackets.",
        ),
        (
            "[a](https://localhost/x)\n",
            "bad-url 1:5 https://localhost/x",
            "The address “https://localhost/x” leads nowhere that a reader can go",
            "Paste the address as the browser shows it.",
        ),
        (
            "[a](https://e.org/%5cx)\n",
            "bad-url 1:5 https://e.org/%5cx",
            "The address “https://e.org/\\x” holds a backslash",
            "Use forward slashes.",
        ),
        (
            "[a](https://)\n",
            "bad-url 1:5 https://",
            "The address “https://” leads nowhere that a reader can go",
            "Paste the address as the browser shows it.",
        ),
        (
            "[](https://example.org)\n",
            "link-without-text 1:4 https://example.org",
            "This link has no words to follow it by",
            "Write them between the square brackets: [words](address).",
        ),
        (
            "![a](https://e.org/a/b.png?x#y)\n",
            "foreign-image 1:6 https://e.org/a/b.png?x#y",
            "This image stands on another site, which would learn of every reader",
            "Save a copy in the story's folder, and write its name in place of the address: b.png",
        ),
        (
            "![a](//e.org/b)\n",
            "foreign-image 1:6 //e.org/b",
            "This image stands on another site, which would learn of every reader",
            "Save a copy in the story's folder, and write its name in place of the address: picture.jpg",
        ),
        (
            "![ ](a.png)\n",
            "image-without-text 1:6 a.png",
            "This image has no words for those who cannot see it",
            "Say between the square brackets what it shows: ![what it shows](a.png)",
        ),
        (
            "a\n\n> > > > > > > > > > > > > b\n",
            "too-deep 3:1 > > > > > > > > > > > > > b",
            "Lists or quotations stand too deep inside each other from here on",
            "Begin this line, and those that stand deeper, with as many spaces or > as the line above.",
        ),
        ("", "empty-article 1:1 ", "The article has no text", "Write it below the second line of ---."),
        (
            "## A\n\n",
            "empty-article 3:1 ",
            "The article has no text",
            "Write it below the second line of ---.",
        ),
    ],
)
def test_what_an_editor_is_told_of_it(text: str, place: str, message: str, hint: str) -> None:
    (one,) = parsed(text)[1]
    assert f"{one.code} {one.span.line}:{one.span.column} {one.span.text}" == place
    assert (one.message, one.hint) == (message, hint)


@pytest.mark.parametrize(
    "text",
    [
        "[a](mailto:x@example.org) and [b](b.md) and [c](#d)\n",
        "A title\n---\n\nWords.\n",
        "> " * 6 + "Words.\n",
        "- A\n" + "".join("  " * deep + "- A\n" for deep in range(1, 5)),
        "**a** {b} and a-+8<- and x!!! y\n",
        "![A crane](cranes/a:b.png) stands there.\n",
    ],
)
def test_what_an_article_can_hold(text: str) -> None:
    assert parsed(text)[1] == ()


def test_long_addresses_and_tags_are_told_in_short() -> None:
    (one,) = parsed(f"![](cranes/{'x' * 300}.png)\n")[1]
    assert len(one.hint) < 200
    (one,) = parsed(f"A <i class={'x' * 300}>b</i>.\n")[1]
    assert len(one.hint) < 250
    assert len(one.message) < 120
    (one,) = parsed(f"# {'A title ' * 60}\n\nb\n")[1]
    assert len(one.hint) < 200


def test_of_tags_around_words_the_opening_ones_are_told_and_both_links_of_two() -> None:
    assert places("a <i>b</i> [](//x) and [](https://e.org) c\n") == [
        ("raw-html", "1:3", "<i>"),
        ("link-without-text", "1:15", "//x"),
        ("link-without-text", "1:27", "https://e.org"),
        ("bad-url", "1:15", "//x"),
    ]


def test_a_see_also_line_keeps_its_first_link_and_the_words_of_all() -> None:
    article = good(
        "Words.\n\nSee also: a `b` *c*  \n[[union]] [[x]] [d](https://e.org/d) [e](https://e.org/e)\n\nMore.\n"
    )
    (link,) = article.own_links
    assert (link.title, link.address, link.target) == ("a b c Dock Union x d e", "https://e.org/d", "union")
    assert link.span.text.startswith("See also: a")
    assert link.span.line == 3
    assert [token.type for token in article.tokens] == ["paragraph_open", "inline", "paragraph_close"] * 2
    assert [token.map for token in article.tokens if token.type == "inline"] == [[0, 1], [5, 6]]


def test_an_unread_article_is_empty_and_lines_of_the_front_matter_are_not_judged() -> None:
    long = "x" * (LONGEST_LINE + 1)
    article, _ = parsed(f"Words.\n{long}\n")
    assert (article.tokens, article.blocks, article.own_links) == ((), (), ())
    front = f"---\na: {long}\n---\n"
    assert parsed(f"{front}Words.\n", len(front))[1] == ()


def test_parts_of_a_text_stand_where_they_were_typed() -> None:
    article = good("One *two* three\nfour `five` [[union|six]] se\\*ven.\n")
    (block,) = article.blocks
    spots = TextPlaces(article, block)

    def spot(words: str) -> str:
        start = block.text.index(words)
        found = spots.part(start, start + len(words))
        return f"{found.line}:{found.column} {found.text}" if found else ""

    assert [spot(words) for words in ("One", "two", "three", "four", "five", "six")] == [
        "1:1 One",
        "1:6 two",
        "1:11 three",
        "2:1 four",
        "2:7 five",
        "2:15 union",
    ]
    assert spots.part(1_000, 1_001) == block.span


@at_length(settings(max_examples=80, deadline=None, derandomize=True, database=None))
@given(st.text(alphabet="ab .\n[]|()<>!*_`#>-\\{}^:&;\"'1", max_size=120))
def test_any_text_is_read_and_its_runs_cover_each_block(text: str) -> None:
    article, problems = parsed(text)
    for block in article.blocks:
        assert "".join(block.text[run.start : run.end] for run in block.runs) == block.text
        assert all(block.text[r.start : r.end] for r in block.references)
    assert len({block.anchor for block in article.blocks}) == len(article.blocks)
    assert all(one.hint and one.span.end <= len(one.span.source.text) for one in problems)
