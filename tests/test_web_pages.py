"""Saved web pages as articles: whatever stands on them, nothing runs, is lost unseen, or hangs."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from generator.article import parse_article
from generator.cli import main
from generator.commands import import_
from generator.importing.imported import Imported
from generator.importing.markdown import as_markdown
from generator.source import SourceFile
from generator.web_pages import extracting, reading, seeing
from generator.web_pages.decoding import decoded, is_page
from generator.web_pages.reading import UnreadableError, import_page
from generator.web_pages.seeing import StrangePageError, left_out, plain, read_page

PAGES = Path(__file__).parent / "saved_pages"
DAY = date(2031, 2, 3)
SENTENCE = "<p>The crane drivers of {} said on Monday that they want more pay.</p>"
PROSE = "".join(SENTENCE.format(town) for town in ("Graufels", "Weilau", "Sandow", "Marant", "Fennhaven"))
HEAD = '<html><head><meta charset="utf-8"><title>A title</title></head><body>'


MISSING = "trafilatura is not installed: run `make import`"


@pytest.fixture
def extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    """What finds articles, for speed without its own process; the test is skipped where it is missing."""
    pytest.importorskip("trafilatura", reason=MISSING)
    monkeypatch.setattr(reading, "taken_apart", extracting.answer)


def page(name: str) -> Imported:
    return import_page((PAGES / name).read_bytes())


def body(article: Imported) -> str:
    """The article's Markdown below its head, which holds nothing that the build refuses."""
    written = as_markdown(article, DAY).split("---\n", 2)[2]
    assert parse_article(SourceFile("article.md", written), 0, lambda _: None)[1] == ()
    return written


def kinds(article: Imported) -> list[tuple[str, bool]]:
    return [(one.kind, one.kept) for one in article.leftovers]


@pytest.mark.usefixtures("extractor")
def test_a_news_site() -> None:
    found = page("news.html")
    assert found.title == "Crane drivers walk out in Graufels"
    assert found.byline == "Mara Lindqvist; Additional reporting by the Graufels Post"
    assert (found.published, found.language) == (date(2031, 2, 10), "en-GB")
    assert found.see_also == ["How Graufels Lives Off Its Harbour"]
    assert kinds(found) == [
        ("title", True),
        ("caption", False),
        ("button", False),
        ("see-also", True),
        ("player", False),
        ("player-title", False),
        ("byline", True),
    ]
    written = body(found)
    assert "[their letter of January](https://ferrynews.example/harbour/demands.html)" in written
    assert "[published on Tuesday](https://board.example/letter_%282%29.pdf)" in written
    assert "## What the Board says\n\n> We will not be pushed" in written
    assert "\n- who drives the night shifts in winter,\n- and" in written
    assert "More about her in our" in written
    assert not re.search("javascript|script wrote|iframe", written)
    told = "\n".join(found.told)
    assert "plain words now: “More about her”" in told
    assert "  In an earlier version of this report we wrote that nine ships were waiting" in told
    assert "The Ferry News, https://ferrynews.example/harbour/walk-out.html" in told


@pytest.mark.usefixtures("extractor")
def test_a_blog() -> None:
    found = page("blog.html")
    assert (found.title, found.byline) == ("Counting ships from my window", "Oskar Fenn")
    assert found.published == date(2031, 2, 11)
    written = body(found)
    assert 'says: "They will not give in before the first frost." He was **wrong**' in written
    assert "\n1. Four in the morning" in written
    assert "numbers \\* and our windows & our *views*." in written
    assert "  I counted twelve from the lighthouse, but one of them may have been" in "\n".join(found.told)


@pytest.mark.usefixtures("extractor")
def test_a_wire_page_of_line_breaks() -> None:
    found = page("wire.html")
    assert found.title == "Graufels cranes idle for third day"
    assert found.published == date(2031, 2, 12)
    assert found.byline == "Additional reporting by Oskar Fenn"
    assert "The title of the page’s window was not taken: “HARBOUR-STRIKE (UPDATE 2)”" in found.told
    assert len(found.paragraphs) == 4
    assert found.paragraphs[0].startswith("GRAUFELS (Quay Wire) - Crane drivers")


@pytest.mark.usefixtures("extractor")
def test_a_live_blog() -> None:
    found = page("live.html")
    assert found.byline == "Mara Lindqvist, Oskar Fenn"
    assert "\n> — Dock Union, on its own page\n" in body(found)
    told = "\n".join(found.told)
    assert "  Both sides have come to the old customs house." in told
    assert "  10:15 Eleven ships are waiting" in told


@pytest.mark.usefixtures("extractor")
def test_a_german_page_in_windows_1252() -> None:
    found = page("german.html")
    assert (found.title, found.byline, found.language) == ("Kräne stehen still", "Käthe Grünwald", "de")
    assert found.see_also == ["Wovon Graufels lebt"]
    assert "mehr Lohn – „und keinen Krümel weniger“" in found.paragraphs[0]
    assert "40 000 €" in found.paragraphs[2]
    assert "language: 'de'" in as_markdown(found, DAY)


@pytest.mark.usefixtures("extractor")
def test_an_article_that_stands_in_data_only() -> None:
    found = page("data.html")
    assert (found.title, found.byline) == ("Mediator named in Graufels strike", "Ilse Marant")
    assert found.published == date(2031, 2, 13)
    assert len(found.paragraphs) == 3
    assert 'she would "listen first, and then listen again".' in found.paragraphs[1]
    assert "Neither side has said" in body(found)
    assert any("from its data" in line for line in found.told)


@pytest.mark.usefixtures("extractor")
@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.glob("*.html")))
def test_every_sentence_of_a_page_is_taken_or_told(name: str) -> None:
    found = page(name)
    everything = [found.title, found.byline, *found.paragraphs, *found.told]
    whole = plain(" ".join([*everything, *(one.text for one in found.leftovers)]))
    seen = read_page(decoded((PAGES / name).read_bytes())[0])
    sentences = [piece.text for piece in seen.pieces if seeing.is_prose(piece.text)]
    assert sentences
    assert [one for one in sentences if plain(one) not in whole] == []


@pytest.mark.usefixtures("extractor")
@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert('The evil words stand here, as a sentence.')</script>" + PROSE,
        "<!-- The evil words stand here, as a sentence. -->" * 50 + PROSE,
        "<iframe src='javascript:alert(1)'>The evil words stand here.</iframe>" + PROSE,
        "<base href='javascript:evil()//'>" + PROSE,
        "<svg onload='evil()'><text>The evil words stand here.</text></svg>" + PROSE,
        f"{PROSE}<p>They <a href='java\nscript:evil()'>wait</a> on the old quay of the town.</p>",
        f"{PROSE}<p>They <a href='data:text/html,evil'>wait</a> on the old quay of the town.</p>",
        f"{PROSE}<p onclick='evil()'>They <img src=x onerror='evil()'> wait on the old quay of the town.</p>",
        "<template><p>The evil words stand here, as a sentence.</p></template>" + PROSE,
    ],
)
def test_nothing_evil_reaches_the_article(hostile: str) -> None:
    found = import_page((HEAD + hostile).encode())
    assert len(found.paragraphs) >= 5
    assert "evil" not in body(found)


@pytest.mark.usefixtures("extractor")
def test_text_that_looks_like_html_or_markdown_stays_text() -> None:
    said = "The board wrote &lt;i&gt;x&lt;/i&gt; and *this* [a](b) [[c]] _d_ into its letter of Monday."
    found = import_page(f"{HEAD}{PROSE}<p>{said}</p>".encode())
    assert (
        found.paragraphs[-1]
        == "The board wrote <i>x</i> and *this* [a](b) [[c]] _d_ into its letter of Monday."
    )
    assert body(found).rstrip().endswith(r"\[a\](b) \[\[c\]\] \_d\_ into its letter of Monday.")


@pytest.mark.usefixtures("extractor")
def test_a_link_to_read_on_leads_where_it_led() -> None:
    link = '<p>Read more: <a href="https://bells.example/a_b">Who rang [first]?</a></p>'
    found = import_page(f"{HEAD}{PROSE}{link}{PROSE}".encode())
    assert "\nSee also: [Who rang \\[first\\]?](https://bells.example/a_b)\n" in as_markdown(found, DAY)


@pytest.mark.usefixtures("extractor")
def test_two_line_breaks_part_paragraphs() -> None:
    lines = [f"The bells of {town} rang all night, and nobody knew why." for town in ("Lund", "Moor", "Ost")]
    found = import_page(f"{HEAD}<div>{'<br> <br/>'.join(lines)}</div>".encode())
    assert found.paragraphs == tuple(lines)


@pytest.mark.usefixtures("extractor")
def test_null_bytes_and_entities_that_would_grow_are_harmless() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;&a;">]>'
    found = import_page(f"{bomb}{HEAD}{PROSE}<p>They said &b; on Mon\0day, and then went home.</p>".encode())
    assert "boom" not in body(found)
    assert "on Monday, and then" in body(found)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<div>" * 500 + PROSE, "deep"),
        ("<i>a</i>" * (seeing.MOST_PARTS + 1), "more than 20,000 parts"),
        ("word " * (seeing.LARGEST // 5 + 1), "more than 1,500,000 characters"),
        ("<frameset><frame src=a></frameset>", "empty"),
    ],
)
def test_what_no_article_is_like_is_refused_by_name(html: str, words: str) -> None:
    with pytest.raises(StrangePageError, match=words):
        read_page(html)


def test_long_addresses_and_scripts_do_not_count() -> None:
    html = f"{HEAD}<script>{'x' * 2_000_000}</script><img src='data:{'x' * 2_000_000}'>{PROSE}"
    assert len(read_page(html).html) < 5_000


def test_data_as_deep_as_it_likes_is_no_data() -> None:
    html = f"{HEAD}<script type='application/ld+json'>{'[' * 100_000}</script>{PROSE}"
    assert read_page(html).data == ""


def test_a_page_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 0.0)
    assert "was not taken apart within" in reading.taken_apart(PROSE).problem


def test_whatever_a_library_does_is_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(text: str) -> extracting.Found:
        raise RecursionError

    monkeypatch.setattr(extracting, "extract", breaks)
    assert "RecursionError" in extracting.answer("").problem


def test_without_the_package_the_command_that_gets_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reading, "NEEDED", "a_package_that_is_nowhere")
    assert main(["import", str(PAGES / "news.html")]) == 1
    said = capsys.readouterr().err
    assert "make import" in said
    assert "pip install a_package_that_is_nowhere" in said


@pytest.mark.parametrize(
    ("raw", "text", "note"),
    [
        ("é".encode(), "é", ""),
        (b"\xef\xbb\xbf" + "é".encode(), "é", ""),
        (b"\xff\xfe" + "é".encode("utf-16-le"), "é", ""),
        (b"\xfe\xff" + "é".encode("utf-16-be"), "é", ""),
        (b"<meta charset=iso-8859-1>\x80", "<meta charset=iso-8859-1>€", ""),
        (b"<meta charset=utf-8>\xe9", "<meta charset=utf-8>é", "says that it is UTF-8, and is not"),
        ("<meta charset=latin-1>é".encode(), "<meta charset=latin-1>é", "is latin-1, and is UTF-8"),
        ("<meta charset='koi8-r'>Да".encode("koi8-r"), "<meta charset='koi8-r'>Да", ""),
        (b"<meta charset=klingon>\xe9", "<meta charset=klingon>é", "no known encoding"),
        (b"<meta charset=hex>\xe9", "<meta charset=hex>é", "no known encoding"),
        (b"\xe9\x81", "é\ufffd", "1 signs could not be read"),
        (b"a\0b", "ab", ""),
    ],
)
def test_the_bytes_of_pages(raw: bytes, text: str, note: str) -> None:
    found, said = decoded(raw)
    assert found == text
    assert note in said
    assert bool(note) == bool(said)


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("a.html", b"A text", True),
        ("A.HTM", b"", True),
        ("-", b"  <!DOCTYPE html><p>", True),
        ("a.txt", b"<html>", True),
        ("-", b'<?xml version="1.0"?><html>', True),
        ("-", b"\xff\xfe" + "<html>".encode("utf-16-le"), True),
        ("a.txt", b"A text <html>", False),
        ("a.txt", b"<3 is what they wrote", False),
        ("a.txt", b"<pressed> is no part of a page", False),
    ],
)
def test_pages_are_known_by_what_is_in_them(name: str, raw: bytes, expected: bool) -> None:
    assert is_page(name, raw) is expected


def test_what_is_left_out_is_told_by_sentences() -> None:
    seen = read_page(
        f"{HEAD}<nav><a>Home</a></nav><p>First they came here. Then they went away again.</p>"
    ).pieces
    assert left_out(seen, ["First they came here."]) == (["Then they went away again."], 1)


def test_the_command_reads_pages_and_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("trafilatura", reason=MISSING)
    target = tmp_path / "article.md"
    assert main(["import", str(PAGES / "wire.html"), "--output", str(target)]) == 0
    said = capsys.readouterr().err
    assert "4 paragraphs, and beside them:" in said
    assert "kept: the date, kept as published: February 12, 2031" in said
    assert target.read_text("utf-8").startswith("---\ntitle: 'Graufels cranes idle for third day'\n")


def test_sizes_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"word " * 300_000)
    monkeypatch.setattr(import_, "LARGEST", 1_000_000)
    assert main(["import", str(source)]) == 1
    assert "more than 1 MB" in capsys.readouterr().err
    monkeypatch.setattr(import_, "LARGEST_PAGE", 1_000_000)
    assert main(["import", str(source)]) == 1
    assert "more than 1 MB" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["", "nowhere.html", "a\0b"])
def test_a_file_that_cannot_be_read_is_told(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", name]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_a_page_cannot_move_the_cursor() -> None:
    article = Imported(told=["It stood here: \x1b[2J"])
    assert "\x1b" not in "".join(import_.told(article))


def test_a_date_beside_the_known_one_is_told_as_dropped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "copied.txt"
    source.write_text("A title\n\nFebruary 2, 2031\n\nUpdated: 2031-02-03\n\nThey left.", "utf-8")
    assert main(["import", str(source)]) == 0
    printed = capsys.readouterr()
    assert "line 5: dropped: a date, for another one is known: Updated: 2031-02-03" in printed.err
    assert "published: 2031-02-02" in printed.out


@pytest.mark.usefixtures("extractor")
def test_a_page_without_an_article_is_told() -> None:
    with pytest.raises(UnreadableError, match="No article was found"):
        import_page(b"<html><body><nav></nav></body></html>")
