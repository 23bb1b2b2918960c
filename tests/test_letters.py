"""The room that words take where no font is at hand, and where they are cut and broken."""

import pytest

from generator.letters import breadth, clipped, width_of, wrapped


@pytest.mark.parametrize(
    ("letter", "widths"),
    [
        *((letter, range(30, 38)) for letter in "ijl'’"),
        *((letter, range(38, 45)) for letter in "I,.:; ·|"),
        *((letter, range(50, 60)) for letter in "ft(ł–"),
        *((letter, range(60, 70)) for letter in "Jcszv“*"),
        *((letter, range(70, 79)) for letter in "aepuFTS09$"),
        *((letter, range(79, 86)) for letter in "ABX{"),
        *((letter, range(86, 95)) for letter in "DGO&+~"),
        *((letter, range(100, 110)) for letter in "mM@…—"),
        *((letter, range(115, 130)) for letter in "WÆœ%"),
        *((letter, range(130, 140)) for letter in "ЖШщД"),
        ("س", range(140, 150)),
        ("ş", range(60, 96)),
        ("Ω", range(85, 96)),
        ("א", range(60, 101)),
        ("ب", range(90, 121)),
        ("अ", range(100, 131)),
        ("港", range(100, 110)),
        ("Ａ", range(100, 110)),
        ("👩", range(125, 150)),
        ("\ufdfa", range(700, 800)),
        ("ꙮ", range(150, 200)),
        ("\u0301", range(1)),
        ("\u20dd", range(1)),
        ("\u200d", range(1)),
        ("\x07", range(1)),
    ],
)
def test_a_letter_takes_the_room_of_its_script(letter: str, widths: range) -> None:
    assert width_of(letter) in widths


def test_scripts_end_where_the_next_begins() -> None:
    """The last letter of a script and the first of the next."""
    assert [width_of(chr(end)) for end in (0x24F, 0x250)] == [95, 95]
    assert [width_of(chr(end)) for end in (0x52F, 0x531)] == [95, 100]
    assert [width_of(chr(end)) for end in (0x5F4, 0x606)] == [100, 120]
    assert [width_of(chr(end)) for end in (0x8B0, 0x904)] == [120, 130]
    assert [width_of(chr(end)) for end in (0x10FF, 0x1200)] == [130, 180]
    assert [width_of(chr(end)) for end in (0xFDC7, 0xFDF0, 0xFDFD, 0xFDFE)] == [180, 750, 750, 180]


def test_room_grows_with_the_size_of_the_type() -> None:
    assert breadth("", 14) == 0
    assert breadth("ab", 20) == 2 * breadth("ab", 10) == 20 * (width_of("a") + width_of("b")) / 100


def test_what_fits_exactly_is_whole_and_what_does_not_is_cut_with_its_space() -> None:
    text = "Dock Union"
    room = breadth(text, 14)
    assert clipped(text, 14, room) == text
    assert clipped(text, 14, room - 0.1) == "Dock Uni…"
    assert clipped(text, 14, breadth("Dock …", 14)) == "Dock…"
    assert clipped(text, 14, breadth("Dock…", 14)) == "Dock…"
    assert clipped(text, 14, 0) == "…"


def test_lines_break_at_spaces_and_the_last_is_cut() -> None:
    room = breadth("Harbour Board", 14)
    assert wrapped("Harbour Board", 14, room) == ["Harbour Board"]
    assert wrapped("Harbour Board of Graufels", 14, room) == ["Harbour", "Board of Gra…"]
    assert wrapped("Dock  Union", 14, breadth("Dock U", 14)) == ["Dock", "Union"]
    assert wrapped("a b c", 14, breadth("a b", 14), most=1) == ["a…"]
    assert wrapped("a b c d e f", 14, breadth("a …", 14), most=4) == ["a", "b", "c", "d…"]


def test_a_word_longer_than_its_line_is_broken() -> None:
    first, second = wrapped("Hafenarbeitergewerkschaft", 14, breadth("Hafenarbeiter…", 14) + 0.1)
    assert (first, second[:7]) == ("Hafenarbeiter", "gewerks")
    assert wrapped("WW", 14, 1) == ["W", "…"]
