"""Copied texts as articles: paragraphs word for word, and every other line accounted for."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from conftest import at_length
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.article import parse_article
from generator.cli import main
from generator.commands.import_ import to_mend
from generator.importing import import_text
from generator.importing.leftovers import (
    LONGEST_LEFTOVER,
    LONGEST_NOTICE,
    day_in,
    is_headline,
    is_notice,
    is_picture,
)
from generator.importing.markdown import as_markdown
from generator.source import SourceFile

TEXTS = Path(__file__).parent / "copied_texts"
DAY = date(2031, 2, 3)
COPIED = """\
Skip to content

Crane Drivers Walk Out In Graufels

By Mara Lindqvist and Oskar Fenn

February 10, 2031 14:05 GMT

A crane over the old harbour

A crane over the old harbour

Crane drivers in Graufels stopped work on Monday.
They want seven percent more pay.

Share

SEE ALSO: How Graufels Lives Off Its Harbour

"We are done waiting," said the union's chair.

No media source currently available

Cranes Stand Still

Talks begin on Friday.

Additional reporting by the Ferry News
"""


def texts(markdown: str) -> list[str]:
    """The paragraphs that a reader of the article sees."""
    body = markdown.split("---\n", 2)[2]
    article, found = parse_article(SourceFile("article.md", body), 0, lambda name: None)
    assert found == ()
    return [block.text for block in article.blocks]


def test_a_copied_page_becomes_an_article() -> None:
    found = import_text(COPIED)
    assert found.title == "Crane Drivers Walk Out In Graufels"
    assert found.byline == "Mara Lindqvist and Oskar Fenn; Additional reporting by the Ferry News"
    assert found.published == date(2031, 2, 10)
    assert found.paragraphs == (
        "Crane drivers in Graufels stopped work on Monday. They want seven percent more pay.",
        '"We are done waiting," said the union\'s chair.',
        "Talks begin on Friday.",
    )
    assert found.see_also == ["How Graufels Lives Off Its Harbour"]
    assert [(one.kind, one.kept) for one in found.leftovers] == [
        ("button", False),
        ("title", True),
        ("byline", True),
        ("published", True),
        ("caption", False),
        ("caption", False),
        ("button", False),
        ("see-also", True),
        ("player", False),
        ("player-title", False),
        ("byline", True),
    ]


def test_every_word_is_a_paragraph_or_reported() -> None:
    found = import_text(COPIED)
    told = " ".join([*found.paragraphs, *(one.text for one in found.leftovers)])
    assert sorted(told.split()) == sorted(COPIED.split())


@pytest.mark.parametrize("name", sorted(path.stem for path in TEXTS.glob("*.txt")))
def test_copied_texts_of_many_makes(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Boxes, buttons, cookies, captions, lists, posts and headings, in four languages."""
    assert main(["import", str(TEXTS / f"{name}.txt")]) == 0
    printed = capsys.readouterr()
    assert printed.out == (TEXTS / f"{name}.md").read_text("utf-8")
    assert printed.err == (TEXTS / f"{name}.told").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(path.stem for path in TEXTS.glob("*.txt")))
def test_no_word_of_a_copied_text_goes_unseen(name: str) -> None:
    raw = (TEXTS / f"{name}.txt").read_text("utf-8")
    found = import_text(raw)
    beside = (one.text for one in found.leftovers if one.kind not in ("heading", "unsure"))
    told = " ".join([*found.paragraphs, *beside])
    assert sorted(told.split()) == sorted(raw.replace("•", "").split())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("LOCAL\n\nThe bells ring again\n\nThey rang.", "The bells ring again"),
        ("Bells\n\nBy Ida Moor\n\nThey rang.", "Bells"),
        ("Culture\n\nThe bells ring again\n\nBy Ida Moor\n\nThey rang.", "The bells ring again"),
        ("Who rang the bells?\n\nBy Ida Moor\n\nNobody did.", "Who rang the bells?"),
        ("The bells\nBy Ida Moor\n3 May 2031\n\nThey rang.\n\nTwice.", "The bells"),
        ("Home | News | Sport\n\nThe bells ring again\n\nThey rang.", "The bells ring again"),
    ],
)
def test_the_title_is_found_below_what_stands_above_it(text: str, title: str) -> None:
    found = import_text(text)
    assert found.title == title
    assert not any(title in one for one in found.paragraphs)


@pytest.mark.parametrize(
    "words",
    [
        "“We use cookies made of oats,” said the baker.",
        "March 3, 2034 was a cold day.",
        '"Print," he said.',
        "Most read it twice.",
        "No.",
    ],
)
def test_a_sentence_is_no_leftover(words: str) -> None:
    assert import_text(f"A title\n\nFirst words.\n\n{words}\n\nLast words.").paragraphs[1] == words


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published: March 3, 2034 10:14 a.m.", date(2034, 3, 3)),
        ("Friday, 3 March 2034", date(2034, 3, 3)),
        ("Last updated on Mar 3, 2034 at 10:14 ET", date(2034, 3, 3)),
        ("Stand: 12. März 2034, 10:15 Uhr", date(2034, 3, 12)),
        ("12.03.2034", date(2034, 3, 12)),
        ("Publié le 1er mars 2034 à 08h12", date(2034, 3, 1)),
        ("3 de marzo de 2034", date(2034, 3, 3)),
        ("31.02.2034", None),
        ("3 Monday 2034", None),
    ],
)
def test_days_of_four_languages(line: str, day: date | None) -> None:
    assert day_in(line) == day


def test_the_seed_report_comes_out_clean() -> None:
    path = os.environ.get("EXPLAINERS_SEED_REPORT")
    if not path:
        pytest.skip("EXPLAINERS_SEED_REPORT names no report")
    raw = Path(path).read_text("utf-8")
    found = import_text(raw)
    assert found.title.startswith("Putin Vows To Halt")
    assert found.byline == "With reporting by Reuters"
    assert len(found.see_also) == 2
    assert [one.kind for one in found.leftovers if not one.kept] == [
        "caption",
        "caption",
        "player",
        "player-title",
    ]
    assert texts(as_markdown(found, DAY)) == list(found.paragraphs)
    told = " ".join([*found.paragraphs, *(one.text for one in found.leftovers)])
    assert sorted(told.split()) == sorted(raw.split())


SIGNS = st.sampled_from("*_[]()`<>#&;!\\-+.1|~:=")
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])
PARAGRAPH = st.text(LETTERS | SIGNS, max_size=60).map(lambda text: f"W{' '.join(text.split())}.")
TRICKY = st.sampled_from(
    """# a.|1. a.|12) a.|- a.|+ a.|> a.|=== a.|[a]: b.|[[a]] b.|![a](b).|<b>a</b>.|&amp; a.|a_b_c.|**a**.
    |`a`.|https://a.example/_b_.|a  b.|~~a~~.|: a.""".replace("\n    ", "").split("|")
)


@at_length(settings())
@given(st.lists(PARAGRAPH | TRICKY, min_size=1, max_size=4))
def test_what_looks_like_markdown_stays_text(paragraphs: list[str]) -> None:
    found = import_text("\n\n".join(["A title", *paragraphs]))
    # Signs of other Markdown flavours cannot be escaped: the command says that they are to be mended.
    if found.paragraphs and not to_mend(as_markdown(found, DAY)):
        assert texts(as_markdown(found, DAY)) == list(found.paragraphs)


def test_lines_without_gaps_are_paragraphs() -> None:
    found = import_text("A title\nFirst words.\nSecond words.\n")
    assert found.paragraphs == ("First words.", "Second words.")


def test_the_command_writes_a_new_file_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "copied.txt", tmp_path / "article.md"
    source.write_text(COPIED, "utf-8")
    assert main(["import", str(source), "--output", str(target)]) == 0
    assert "line 1: dropped: a button" in capsys.readouterr().err
    before = target.read_bytes()
    assert main(["import", str(source), "--output", str(target)]) == 1
    assert target.read_bytes() == before
    assert "is there already" in capsys.readouterr().err


def test_what_the_build_would_refuse_is_said_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "copied.txt"
    source.write_text("A title\n\nWords with a note.[^1]\n\nJust words.", "utf-8")
    assert main(["import", str(source), "--published", "2031-02-03"]) == 0
    assert "To be mended, line 6: Footnotes are not known here" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"words \xff\xfe", "else than UTF-8"),
        (b"", "nothing in"),
        (b"Advertisement", "no paragraph"),
        (b"A title\n\nWords without a date.", "add --published"),
        (b"Words and a full stop.\n\nMore words.", "add one with --title"),
    ],
)
def test_what_is_lacking_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], raw: bytes, words: str
) -> None:
    source = tmp_path / "copied.txt"
    source.write_bytes(raw)
    assert main(["import", str(source)]) == 1
    assert words in capsys.readouterr().err


def test_how_long_a_notice_a_credit_and_a_headline_may_be() -> None:
    """The last length that counts, and the first that does not."""
    for length, short in ((LONGEST_NOTICE, True), (LONGEST_NOTICE + 1, False)):
        notice = "Copyright 2031 " + "x" * (length - 15)
        assert is_notice(notice) is short
        picture = "x" * (length - 15) + " (Photo: Ann L)"
        assert is_picture(picture) is short
    for length, short in ((LONGEST_LEFTOVER, True), (LONGEST_LEFTOVER + 1, False)):
        assert is_headline("x" * length) is short
    assert not is_headline("It rains.")
