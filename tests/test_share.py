"""What others show where a link to a page is shared: its picture, and the tags of its head."""

from __future__ import annotations

import io
import json
import zlib
from pathlib import Path

import mkdocs
import pytest
from conftest import CONFIG, Project, make_project, run
from msgspec.structs import replace
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from generator.build import Build
from generator.catalogue import Catalogue
from generator.outputs.cards import Card, card_of, open_graph_locale
from generator.outputs.fonts import Fonts
from generator.outputs.pictures import HEIGHT, INNER, PAPER, TITLE_SIZES, TOP, WIDTH, draw_pictures, picture
from generator.outputs.typefaces import lines, setting, typeface

FONTS = Path(mkdocs.__file__).parent / "themes/readthedocs/css/fonts"
SLAB, LATO = FONTS / "Roboto-Slab-Bold.woff", FONTS / "lato-normal.woff"
OURS = Fonts(SLAB, LATO)
TITLE = (0, TOP, WIDTH, 516)
"""Where the title stands."""
HOSTILE = "\"><script>alert(1)</script> {{ 7 * 7 }} & 'so on'"

CARD = Card(
    site="The Merrow Pages",
    label="Event",
    story="The harbour strike in Port Merrow",
    title="The strike begins",
    line="As of 2 May 2024 · 40 facts, 38 verified",
    description="Crane drivers stop work.",
    picture="share.png",
    type="article",
    locale="en_US",
    published="2024-05-01",
    updated="2024-05-02",
)


def drawn(card: Card, fonts: Fonts = OURS) -> Image.Image:
    """A picture as a viewer reads it."""
    image = Image.open(io.BytesIO(picture(card, fonts)))
    image.load()
    return image


def title_of(title: str, fonts: Fonts = OURS) -> bytes:
    """What is drawn where the title stands."""
    return drawn(replace(CARD, title=title), fonts).crop(TITLE).tobytes()


NOTHING = bytes([PAPER]) * (WIDTH * (516 - TOP))


# --- pictures -----------------------------------------------------------------------------------------


def test_a_picture_is_a_png_of_the_size_that_large_cards_ask_for() -> None:
    image = drawn(CARD)
    assert (image.format, image.size, image.mode) == ("PNG", (1200, 630), "P")


def test_the_stream_of_a_picture_is_whole_and_has_its_checksum() -> None:
    content = picture(CARD, OURS)
    Image.open(io.BytesIO(content)).verify()
    assert len(content) < 40_000
    start = content.index(b"IDAT") + 4
    length = int.from_bytes(content[start - 8 : start - 4], "big")
    rows = zlib.decompress(content[start : start + length])
    assert len(rows) == (1 + WIDTH // 4) * HEIGHT
    assert set(rows[:: 1 + WIDTH // 4]) == {0}


def test_each_part_of_a_card_is_drawn() -> None:
    whole = drawn(CARD).tobytes()
    for part in ("site", "label", "story", "title", "line"):
        assert drawn(replace(CARD, **{part: ""})).tobytes() != whole, part


def test_the_same_card_gives_the_same_bytes_whatever_was_drawn_before() -> None:
    cards = [replace(CARD, title=f"Event number {index}") for index in range(120)]
    typeface.cache_clear()
    forwards = draw_pictures(cards, OURS)
    typeface.cache_clear()
    assert [picture(card, OURS) for card in reversed(cards)][::-1] == forwards
    assert len(set(forwards)) == len(cards)


@pytest.mark.parametrize(
    "title",
    [
        HOSTILE,
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsparagraph" * 3,
        "word " * 5_000,
        "Ψηφοφορία στη Βουλή",
        "Что дальше?",
        "A title\nwith\tgaps\x00 and \u202ehidden\u202c signs",
    ],
)
def test_a_title_stays_within_its_margins(title: str) -> None:
    image = drawn(replace(CARD, title=title)).crop(TITLE)
    left, _, right, _ = image.getbbox() or (0, 0, 0, 0)
    assert left >= 60
    assert right <= WIDTH - 60
    assert image.tobytes() != NOTHING


@pytest.mark.parametrize("title", ["", " ", "\u200b", "漢字だけ", "وقف إطلاق النار", "ऊर्जा", "Ends in 漢字"])
def test_a_title_that_would_lose_letters_is_left_out_and_never_drawn_as_boxes(title: str) -> None:
    assert title_of(title) == NOTHING


def test_signs_without_letters_are_dropped_where_the_font_has_none() -> None:
    assert title_of("\N{FIRE} Fire \N{WHITE HEAVY CHECK MARK}\ufe0f") == title_of("Fire")


def test_invisible_signs_change_nothing() -> None:
    assert title_of("The strike\u202e begins\u200f\x07") == title_of("The strike begins")


def test_composed_and_decomposed_letters_look_the_same() -> None:
    assert title_of("Cafe\u0301") == title_of("Café")


def test_a_font_of_the_sites_own_is_tried_first() -> None:
    assert title_of("Fire", Fonts(SLAB, LATO, own=LATO)) != title_of("Fire")
    icons = FONTS / "fontawesome-webfont.woff"
    assert title_of("Fire", Fonts(SLAB, LATO, own=icons)) == title_of("Fire")


def test_without_the_fonts_of_mkdocs_plain_letters_are_still_drawn() -> None:
    gone = Fonts(Path("gone.woff"), Path("gone.woff"))
    assert title_of("The strike begins", gone) != NOTHING
    assert title_of("Café", gone) == NOTHING


def test_long_titles_are_set_smaller_before_they_are_cut() -> None:
    face, words = setting("a few words " * 40, (SLAB,), TITLE_SIZES[-1][0]) or pytest.fail("not set")
    rows = lines(words, face, INNER)
    assert " ".join(rows) == words
    assert all(face.width(row) <= INNER for row in rows)
    assert len(rows) > TITLE_SIZES[-1][1]


# --- cards --------------------------------------------------------------------------------------------


def test_a_card_says_how_current_its_story_is(built: Build) -> None:
    cards = {page.address: card_of(page, "The Merrow Pages", Catalogue()) for page in built.pages}
    story, entry, home = (cards[a] for a in ("bridge-closure/", "bridge-closure/demands/repair/", ""))
    assert story.line == entry.line == "As of 26 April 2024 · 14 facts, 14 verified"
    assert (story.story, entry.story, home.story) == ("", "The closed bridge", "")
    assert (entry.published, entry.updated) == ("2024-04-25", "2024-04-26")
    assert (story.type, home.type) == ("article", "website")
    assert entry.alt == f"The Merrow Pages. Demand. Veldmark to pay for the repair. {entry.line}"


@pytest.mark.parametrize(("language", "locale"), [("en", "en_US"), ("de", "de_DE"), ("?", "")])
def test_a_language_gets_the_territory_that_open_graph_asks_for(language: str, locale: str) -> None:
    assert open_graph_locale(language) == locale


def site_with(folder: Path, *changes: tuple[str, str]) -> Path:
    """A project with the good site's content and some of its configuration changed."""
    make_project(folder)
    config = CONFIG
    for old, new in changes:
        assert old in config
        config = config.replace(old, new)
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    return folder


def published(folder: Path) -> Path:
    """The site that MkDocs makes of it."""
    done = run("mkdocs", "build", "--strict", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "site"


# --- the site -----------------------------------------------------------------------------------------


def tags(html: str) -> dict[str, str]:
    """The tags of a page's head by name."""
    nodes = LexborHTMLParser(html).css("head meta")
    named = ((node.attributes.get("property") or node.attributes.get("name"), node) for node in nodes)
    return {name: node.attributes.get("content") or "" for name, node in named if name}


def test_every_page_has_a_picture_and_says_where(project: Project, built: Build) -> None:
    seen = set()
    for page in built.pages:
        found = tags(project.page(page.address).text)
        if page.kind == "mistakes":
            assert "og:image" not in found
            continue
        address = f"https://example.org/pages/{page.address}"
        assert (found["og:url"], found["og:image"]) == (address, f"{address}share.png")
        assert found["og:title"] == page.title
        assert found["og:description"] == found["description"]
        assert found["og:site_name"] == "The Merrow Pages"
        assert found["twitter:card"] == "summary_large_image"
        assert page.title in found["og:image:alt"] or page.head.title in found["og:image:alt"]
        content = (project.site / page.address / "share.png").read_bytes()
        assert Image.open(io.BytesIO(content)).size == (
            int(found["og:image:width"]),
            int(found["og:image:height"]),
        )
        seen.add(content)
    assert built.press
    assert len(seen) > built.press.page_count * 0.9


def test_tags_hold_words_of_the_content_as_text(tmp_path: Path) -> None:
    folder = site_with(tmp_path, ("The Merrow Pages", "A & <b>B</b>"))
    sheet = folder / "content/bridge-closure/facts.yaml"
    words = sheet.read_text("utf-8")
    assert "headline: The closed bridge\n" in words
    sheet.write_text(
        words.replace("headline: The closed bridge\n", f"headline: {json.dumps(HOSTILE)}\n"), "utf-8"
    )
    html = (published(folder) / "bridge-closure/index.html").read_text("utf-8")
    found = tags(html)
    assert found["og:title"] == HOSTILE
    assert found["og:site_name"] == "A & <b>B</b>"
    assert HOSTILE in found["og:image:alt"]
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    "change",
    [
        ("  - explainers\n", "  - explainers:\n      share_pictures: false\n"),
        ("site_url: https://example.org/pages/\n", ""),
    ],
    ids=["switched off", "without an address"],
)
def test_without_pictures_no_page_promises_one(tmp_path: Path, change: tuple[str, str]) -> None:
    site = published(site_with(tmp_path, change))
    assert not list(site.rglob("share.png"))
    found = tags((site / "bridge-closure/index.html").read_text("utf-8"))
    assert found["twitter:card"] == "summary"
    assert found["og:title"] == "The closed bridge"
    assert "og:image" not in found


def test_an_editors_own_picture_stays(tmp_path: Path) -> None:
    folder = site_with(tmp_path)
    (folder / "content/bridge-closure/share.png").write_bytes(b"an editor's own")
    assert (published(folder) / "bridge-closure/share.png").read_bytes() == b"an editor's own"


def test_a_font_that_is_not_there_is_named(tmp_path: Path) -> None:
    change = ("  - explainers\n", "  - explainers:\n      share_font: gone.ttf\n")
    result = run("mkdocs", "build", cwd=site_with(tmp_path, change))
    assert result.returncode
    assert "gone.ttf" in result.stderr


def test_without_fonts_no_picture_is_made(built: Build) -> None:
    assert not [file for file in built.files if file.path.endswith(".png")]
