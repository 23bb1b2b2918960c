"""Of two equal words or addresses in a paragraph, the one that is meant is shown."""

from __future__ import annotations

import pytest

from generator.article import make_parser
from generator.inline_places import LONGEST, REACH, lines_span, nth, part_of, places, within
from generator.source import SourceFile, Span

PARSER = make_parser()
SEEN = ("text", "code_inline", "link_open", "image", "reference")


def seen(text: str) -> list[str]:
    """The place of each token's words or address, with the offset; `block` where it is nowhere else."""
    source, found = SourceFile("article.md", text), list[str]()
    for token in PARSER.parse(text, {"title_of": {"union": "Dock Union"}.get}):
        if token.type == "inline" and token.children:
            block = lines_span(source, token.map)
            spots = zip(token.children, places(token.children, block), strict=True)
            found += [
                "block" if spot is block else f"{spot.start}:{spot.text}"
                for child, spot in spots
                if child.type in SEEN and (child.content or child.type != "text")
            ]
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the **strike** and the strike", ["0:the ", "6:strike", "14: and the strike"]),
        ("`pay` and `pay` pay", ["1:pay", "5: and ", "11:pay", "15: pay"]),
        # Links: the address, then the words, then what stands behind.
        ("a [b](http://x.org/b) b", ["0:a ", "6:http://x.org/b", "3:b", "21: b"]),
        ("[a](<b c> 'd') d b", ["5:b c", "1:a", "14: d b"]),
        ("[a]( b 'd' ) d b", ["5:b", "1:a", "12: d b"]),
        ('[a](b "c) d") c', ["4:b", "1:a", "13: c"]),
        ("[a](b (c)) c", ["4:b", "1:a", "10: c"]),
        ("[*a* b](u) a b", ["8:u", "2:a", "4: b", "10: a b"]),
        ("[a [b](c) d](e) b", ["0:[a ", "7:c", "4:b", "9: d](e) b"]),
        ("[a](u) [b](u) [c](u)", ["4:u", "1:a", "6: ", "11:u", "8:b", "13: ", "18:u", "15:c"]),
        (
            "<https://x.org/a> https://x.org/a",
            ["1:https://x.org/a", "1:https://x.org/a", "17: https://x.org/a"],
        ),
        # Addresses as they were typed.
        ("[x](http://x.org/%C3%A9) x", ["4:http://x.org/%C3%A9", "1:x", "24: x"]),
        ("[x](http://x.org/é) é", ["4:http://x.org/é", "1:x", "19: é"]),
        ("[x](http://x.org/?a&amp;b) a", ["4:http://x.org/?a&amp;b", "1:x", "26: a"]),
        ("[x](http://x.org/a\\_b) x", ["4:http://x.org/a\\_b", "1:x", "22: x"]),
        ("[x](</a\\_b c> 'd') x", ["5:/a\\_b", "1:x", "18: x"]),
        # Links whose address stands elsewhere.
        ("[b] b\n\n[ab]: /ab\n[b]: /b", ["22:/b", "1:b", "3: b"]),
        ("[a][b] c b\n\n[b]: http://x.org/b", ["17:http://x.org/b", "1:a", "6: c b"]),
        ("[b] b\n\n> [B]: <http://x.org/b>", ["15:http://x.org/b", "1:b", "3: b"]),
        ("[b][] b\n\n[c]: /c\n[b]: /b", ["22:/b", "1:b", "5: b"]),
        # Images, alone and in a link.
        ("![a b](p.png 'a') a", ["7:p.png", "17: a"]),
        ("![](p.png) p", ["4:p.png", "10: p"]),
        ("![a *b* c](p.png) b", ["11:p.png", "17: b"]),
        ("p ![a](p.png) ![a](p.png) p", ["0:p ", "7:p.png", "13: ", "19:p.png", "25: p"]),
        ("[![i](p.png)](q) i q", ["14:q", "6:p.png", "16: i q"]),
        # Ids in double brackets.
        ("union [[union]] union", ["0:union ", "8:union", "15: union"]),
        ("a [[union|us]] us [[ union ]] u", ["0:a ", "4:union", "14: us ", "21:union", "29: u"]),
        ("[[union]] [[union]]", ["2:union", "9: ", "12:union"]),
        # Signs typed with a backslash or by their name.
        ("*a* one \\*two\\* &amp; one *one*", ["1:a", "3: one \\*two\\* &amp; one ", "27:one"]),
        ("**x** &amp; *&#33;*", ["2:x", "5: &amp; ", "13:&#33;"]),
        ("[foo\\]bar](x) bar", ["11:x", "1:foo\\]bar", "13: bar"]),
        # Code on two lines is taken for the same words further on: its link has no place of its own.
        ("[`a\nb`](x) a b", ["block", "11:a b", "block"]),
        ("**a** \\\n b b *b*", ["2:a", "5: ", "9:b b ", "14:b"]),
    ],
)
def test_each_token_has_its_own_place(text: str, expected: list[str]) -> None:
    assert seen(text) == expected


def test_words_are_looked_for_in_their_own_block() -> None:
    assert seen("the *strike*\n\nthe *strike* on") == ["0:the ", "5:strike", "14:the ", "19:strike", "26: on"]


def span(text: str) -> Span:
    return SourceFile("article.md", text).span(0, len(text))


@pytest.mark.parametrize(
    ("typed", "words", "start", "part", "expected"),
    [
        ("pay and pay", "pay and pay", 8, "pay", "8:pay"),
        ("\\*pay and pay", "*pay and pay", 9, "pay", "10:pay"),
        ("&amp;pay and pay", "&pay and pay", 9, "pay", "13:pay"),
        ("pay \\*pay\\*", "pay *pay*", 4, "*pay*", "nowhere"),
        ("pay &#42; pay", "pay * pay", 4, "*", "nowhere"),
        ("so pay\\! pay", "wholly other words", 3, "pay", "3:pay"),
        ("so\\! " * LONGEST + "pay", "so! " * LONGEST + "pay", 4 * LONGEST, "pay", f"{5 * LONGEST}:pay"),
    ],
)
def test_a_part_of_words_is_where_it_was_typed(
    typed: str, words: str, start: int, part: str, expected: str
) -> None:
    """What was typed with a backslash is meant as it stands, and no place is told for it."""
    place = part_of(span(typed), words, start, part)
    assert (f"{place.start}:{place.text}" if place else "nowhere") == expected


def test_words_stand_where_they_stand_so_often_or_in_the_whole_block() -> None:
    block = span("pay and pay")
    assert [nth(block, "pay", before).start for before in range(2)] == [0, 8]
    assert nth(block, "pay", 2) == block
    assert nth(block, "rest", 0) == block
    assert nth(block, "rest", 1) == block
    assert within(block, "and").start == 4
    assert within(block, "") == block


def test_words_far_away_are_not_looked_for_with_signs_between_them() -> None:
    near, far = "\\*" * (REACH // 2), "\\*" * (REACH // 2 + 1)
    source = SourceFile("article.md", near + "a\\*b" + far + "c\\*d")
    block = source.span(0, len(source.text))
    assert places(PARSER.parseInline("`a*b`")[0].children or (), block)[0].text == "a\\*b"
    assert places(PARSER.parseInline("`c*d`")[0].children or (), block)[0] == block
