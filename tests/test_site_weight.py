"""What a site weighs, before a host says that it is too much."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import site_weight
from generator.site_weight import size_of, sizes_in, weight_lines


@pytest.fixture
def site(tmp_path: Path) -> Path:
    sizes = {"index.html": 600, "a/index.html": 900, "share.png": 400, "x.json": 100, "assets/a.png": 50}
    for name, size in sizes.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)
    return tmp_path


def test_the_whole_and_its_parts(site: Path) -> None:
    (line,) = weight_lines(sizes_in(site))
    assert line == (
        "2.05 kB of the 1 GB that GitHub Pages takes: "
        "pages 1.5 kB, pictures 400 bytes, everything else 100 bytes, the theme's files 50 bytes"
    )


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (2_563, ""),
        (2_562, "80% of what it takes"),
        (2_050, "100%"),
        (2_049, "will not take this"),
    ],
)
def test_a_warning_before_it_is_too_late(
    site: Path, monkeypatch: pytest.MonkeyPatch, limit: int, words: str
) -> None:
    monkeypatch.setattr(site_weight, "LIMIT", limit)
    _, *warning = weight_lines(sizes_in(site))
    assert bool(warning) == bool(words)
    assert words in "".join(warning)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (5_936_398, "5.94 MB"),
        (800_000_000, "800 MB"),
        (10**9, "1 GB"),
    ],
)
def test_sizes_in_words(count: int, text: str) -> None:
    assert size_of(count) == text
