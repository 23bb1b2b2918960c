"""Each rule finds its fault in other places than its help shows, and leaves alone what only looks like it.

`variants.md` holds, code by code, stories in which something is `found`, at the places between ⟦ and ⟧ and
nowhere else, and stories that are `left alone`. A rule without enough of both fails here.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from examples import write

from generator.build import Settings, build
from generator.checks import CODES, DATED_CODES, OF_ONE_STORY
from generator.checks.other_speaker import other_speakers
from generator.diagnostics import Diagnostic
from generator.edition import make_edition
from generator.gathering import read_library
from generator.mistakes import Extract, mistakes
from generator.watching import Watch

ENOUGH = {"found": 3, "left alone": 2}
"""How many variants of each kind a code has, beside the example of its help."""

LETTER = "letter"
"""The text of a source beside the article."""

PLACES = 3
"""At how many places a code without a rule is planted."""
FEW = {"empty-file", "empty-article", "too-deep", "only-drafts", "not-a-character"}
"""What a file can have once only, or what no few lines of text can bring."""

_CODE = re.compile(r"^## ([a-z0-9-]+)\n", re.MULTILINE)
_VARIANT = re.compile(
    r"^### (found|left alone)(?: on (\d{4}-\d\d-\d\d))?(?: \(also ([a-z0-9, -]+)\))?: (.+)\n", re.MULTILINE
)
_BLOCK = re.compile(r"^(```+)(\w+)( whole)?\n(.*?)^\1$\n?", re.MULTILINE | re.DOTALL)
_MARK = re.compile("[⟦⟧]")


@dataclass(frozen=True)
class Variant:
    """A story in which a code is told or not; `also` are the other codes that are told of it."""

    code: str
    kind: str
    today: date | None
    also: frozenset[str]
    title: str
    extracts: tuple[Extract, ...]

    def __str__(self) -> str:
        return f"{self.code}: {self.title}"


def variants() -> Iterator[Variant]:
    """All that stand in `variants.md`."""
    _, *sections = _CODE.split(Path(__file__).with_name("variants.md").read_text("utf-8"))
    for code, section in zip(sections[::2], sections[1::2], strict=True):
        _, *parts = _VARIANT.split(section)
        for kind, day, also, title, lines in zip(*(parts[n::5] for n in range(5)), strict=True):
            blocks = tuple(Extract(name, text, bool(whole)) for _, name, whole, text in _BLOCK.findall(lines))
            today = date.fromisoformat(day) if day else None
            yield Variant(code, kind, today, frozenset(filter(None, (also or "").split(", "))), title, blocks)


VARIANTS = list(variants())
RULED = sorted({*CODES, *DATED_CODES})


def written(variant: Variant, content: Path) -> Path:
    """A folder with the story of a variant, without the marks."""
    plain = [Extract(one.file, _MARK.sub("", one.text), one.whole) for one in variant.extracts]
    write(content, [one for one in plain if one.file != LETTER])
    for letter in (one for one in plain if one.file == LETTER):
        (content / "port/letter.txt").write_text(letter.text, "utf-8")
    return content


def found_in(variant: Variant, content: Path) -> tuple[Diagnostic, ...]:
    """What a build finds in the story of a variant."""
    return build(Settings(written(variant, content), "content", today=variant.today)).diagnostics


def marked(variant: Variant, content: Path) -> list[str]:
    """The places between the marks, as `file:line:column: words`."""
    write(content, [one for one in variant.extracts if one.file != LETTER])
    places = []
    for path in sorted(content.rglob("*.*")):
        for start, line in enumerate(path.read_bytes().decode().split("\n"), 1):
            for match in re.finditer("⟦([^⟧]*)", line):
                column = len(_MARK.sub("", line[: match.start()])) + 1
                name = path.relative_to(content).as_posix()
                places.append(f"{name}:{start}:{column}: {match[1]}")
    return places


@pytest.mark.parametrize("variant", [one for one in VARIANTS if one.kind == "found"], ids=str)
def test_a_fault_is_found_where_it_stands(variant: Variant, tmp_path: Path) -> None:
    expected = marked(variant, tmp_path / "marked")
    assert expected
    found = found_in(variant, tmp_path / "content")
    told = [
        f"{one.span.source.path.removeprefix('content/')}:{one.span.line}:{one.span.column}: "
        + one.span.text.partition("\n")[0]
        for one in found
        if one.code == variant.code
    ]
    assert sorted(told) == sorted(expected)
    assert {one.code for one in found} - variant.also == {variant.code}


@pytest.mark.parametrize("variant", [one for one in VARIANTS if one.kind == "left alone"], ids=str)
def test_what_only_looks_like_a_fault_is_left_alone(variant: Variant, tmp_path: Path) -> None:
    """No mistake of any kind is told, so that none can hide this one."""
    found = found_in(variant, tmp_path / "content")
    assert [f"{one.span} {one.code}: {one.message}" for one in found if one.code not in variant.also] == []
    assert variant.code not in variant.also


def test_rules_for_one_story_find_the_same_in_each_alone_as_in_all(tmp_path: Path) -> None:
    """Beside each other stand all variants of which every sheet can be read, each under another name."""
    content = tmp_path / "content"
    for number, variant in enumerate(one for one in VARIANTS if one.code in CODES and one.today is None):
        for sheet in [*written(variant, tmp_path / str(number)).glob("*/facts.yaml")]:
            folder = sheet.parent
            shutil.copytree(folder, content / f"{folder.name}-{number}")
    library, _ = read_library(content, "content")
    edition, _ = make_edition(library)
    watch = Watch(edition)
    assert len(library.stories) > 150
    silent = set()
    for rule in OF_ONE_STORY:
        found = [*rule(edition)]
        alone = [one for story in library.stories for one in rule(watch.begin(story).edition)]
        assert alone == found, rule
        if not found:
            silent.add(rule)
    # Who speaks for whom in one of them does so in all.
    assert silent <= {other_speakers}


@pytest.mark.parametrize("code", RULED)
def test_each_rule_has_variants_of_what_it_finds_and_of_what_it_leaves_alone(code: str) -> None:
    own = [one.kind for one in VARIANTS if one.code == code]
    assert {kind: own.count(kind) >= least for kind, least in ENOUGH.items()} == {
        "found": True, "left alone": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    "code", [one.code for one in mistakes().values() if one.wrong and one.code not in RULED]
)
def test_each_other_code_is_planted_in_three_places_and_beside_something_like_it(code: str) -> None:
    own = [one for one in VARIANTS if one.code == code]
    marks = sum(part.text.count("⟦") for one in own for part in one.extracts)
    alike = [one for one in own if one.kind == "left alone"]
    assert (marks >= PLACES, bool(alike)) == (code not in FEW, code not in FEW)


def test_variants_are_read_whole() -> None:
    """A heading or a block that is written in another way would be skipped in silence."""
    text = Path(__file__).with_name("variants.md").read_text("utf-8")
    assert len(VARIANTS) == len(re.findall(r"^### ", _BLOCK.sub("", text), re.MULTILINE))
    assert sum(len(one.extracts) for one in VARIANTS) == len(re.findall(r"^```+[a-z]", text, re.MULTILINE))
    assert {one.code for one in VARIANTS} <= set(mistakes())
    assert len({str(one) for one in VARIANTS}) == len(VARIANTS)
