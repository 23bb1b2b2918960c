"""New values in a sheet that somebody wrote: what was not changed is not touched."""

from __future__ import annotations

import copy
import difflib
from typing import Any

import pytest
from conftest import GOOD, TESTS, at_length
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.saving import CannotSaveError, with_values
from generator.source import SourceFile
from generator.yaml_document import read_yaml
from generator.yaml_values import Value

CONTENT = TESTS.parent / "content"
SHEETS = {
    f"{path.parent.name}/{path.name}": path.read_text("utf-8")
    for root in (CONTENT, GOOD)
    for path in sorted(root.rglob("*.yaml"))
}
ODD = """\
# Notes of mine
story:
  headline:   "A strike"   # stays
  standfirst: some plain
    words on two lines
  updated: 2031-02-12
parties: [{id: a, name: "A, B"}, {id: b,  aliases: [x,y]}]
demands:
    - {id: one, by: a}
    # about two
    - id: two
      by: [a,b]
      text: |
        Two

        lines
      # a note in the entry
      issue: 'Pay'


# What comes

dates:
- date: 010
  id: no
- id: "12:30"   # end
  evidence:
  - one
  - words: two
"""


def value(text: str) -> dict[str, Any]:
    document, problems = read_yaml(SourceFile("facts.yaml", text))
    assert document is not None
    assert not problems
    assert isinstance(document.value, dict)
    return copy.deepcopy(document.value)


def hunks(before: str, after: str) -> list[tuple[list[str], list[str]]]:
    """What went and what came, place by place."""
    one, two = before.splitlines(), after.splitlines()
    codes = difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    return [(one[a:b], two[c:d]) for tag, a, b, c, d in codes if tag != "equal"]


@pytest.mark.parametrize("text", [*SHEETS.values(), ODD], ids=[*SHEETS, "odd"])
def test_equal_values_change_no_byte(text: str) -> None:
    assert with_values(text, value(text)) is text


def places(found: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where texts stand."""
    if isinstance(found, str):
        return [path]
    steps = found.items() if isinstance(found, dict) else enumerate(found or ())
    return [place for step, inner in steps for place in places(inner, (*path, step))]


def at(found: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        found = found[step]
    return found


@pytest.mark.parametrize("name", [*SHEETS, "odd"])
def test_each_text_can_change_by_itself(name: str) -> None:
    """Only the lines of that text differ, for every text of every sheet."""
    text = SHEETS.get(name, ODD)
    for place in places(value(text))[:: 1 if len(text) < 20_000 else 13]:
        new = value(text)
        at(new, place[:-1])[place[-1]] = "Something else: “new”"
        after = with_values(text, new)
        assert value(after) == new
        ((gone, came),) = hunks(text, after)
        assert "Something else" in came[-1]
        assert len(came) <= 2
        assert len(gone) <= 1 or at(value(text), place).split()[-1] in gone[-1]


def test_a_title_is_one_line() -> None:
    text = SHEETS["energy-pause-call/facts.yaml"]
    new = value(text)
    (event,) = (one for one in new["dates"] if one["id"] == "jeddah-talks")
    event["title"] = "Talks in Jeddah, perhaps"
    ((gone, came),) = hunks(text, with_values(text, new))
    assert (len(gone), len(came)) == (1, 1)
    assert came == ["    title: Talks in Jeddah, perhaps"]


@pytest.mark.parametrize("name", [*SHEETS, "odd"])
def test_an_entry_more_or_less_is_one_place(name: str) -> None:
    text = SHEETS.get(name, ODD)
    for section, entries in value(text).items():
        if not isinstance(entries, list):
            continue
        for number in {0, 1, len(entries) // 2, len(entries)}:
            new = value(text)
            new[section].insert(number, {"id": "one-more", "text": "Some words", "by": ["a", "b"]})
            after = with_values(text, new)
            assert value(after) == new
            ((gone, came),) = hunks(text, after)
            assert name == "odd" or not gone, (section, gone, came)
            assert with_values(after, value(text)) == text or name == "odd"
        for number in {0, 1, len(entries) // 2, len(entries) - 1} & set(range(len(entries))):
            new = value(text)
            del new[section][number]
            if not new[section]:
                del new[section]
            after = with_values(text, new)
            assert value(after) == new
            assert len(hunks(text, after)) == 1


def test_comments_of_others_stay() -> None:
    new = value(ODD)
    new["demands"][1]["issue"] = "Work"
    new["demands"][1]["kind"] = "offer"
    new["dates"].append({"id": "last"})
    new["dates"][0]["title"] = "First"
    after = with_values(ODD, new)
    assert value(after) == new
    assert [line for line in after.splitlines() if "#" in line] == [
        line for line in ODD.splitlines() if "#" in line
    ]
    assert "      issue: 'Work'\n" in after
    assert after.index("# What comes") > after.index("kind: offer")


def test_what_comes_stands_below_a_note_and_what_goes_takes_its_own() -> None:
    text = "a:\n  - id: x  # first\n    b: one  # note\n  - id: y  # last\n"
    new = value(text)
    new["a"][0] |= {"c": "two"}
    new["a"].append({"id": "z1"})
    assert with_values(text, new) == (
        "a:\n  - id: x  # first\n    b: one  # note\n    c: two\n  - id: y  # last\n  - id: z1\n"
    )
    new = value(text)
    del new["a"][0]["b"]
    assert with_values(text, new) == "a:\n  - id: x  # first\n  - id: y  # last\n"
    del new["a"][1]
    assert with_values(text, new) == "a:\n  - id: x  # first\n"


def test_entries_change_places_with_their_comments() -> None:
    text = "a:\n  # one\n  - id: x\n    b: 1\n\n  # two\n  - id: y\n\nc: d\n"
    new = value(text)
    new["a"].reverse()
    new["a"][0]["b"] = "2"
    moved = "a:\n  # two\n  - id: y\n    b: '2'\n\n  # one\n  - id: x\n    b: 1\n\nc: d\n"
    assert with_values(text, new) == moved


PARTED = "# top\na:\n  - id: xx\n\n  # two\n  - id: yy\n    b: 1\n\n  - id: zz\n"


@pytest.mark.parametrize(
    ("ids", "after"),
    [
        ("yz", "# top\na:\n  # two\n  - id: yy\n    b: 1\n\n  - id: zz\n"),
        ("xz", "# top\na:\n  - id: xx\n\n  - id: zz\n"),
        ("xy", "# top\na:\n  - id: xx\n\n  # two\n  - id: yy\n    b: 1\n"),
        ("y", "# top\na:\n  # two\n  - id: yy\n    b: 1\n"),
        ("x", "# top\na:\n  - id: xx\n"),
        ("z", "# top\na:\n  - id: zz\n"),
        ("zxy", "# top\na:\n  - id: zz\n\n  - id: xx\n\n  # two\n  - id: yy\n    b: 1\n"),
        ("nxyz", PARTED.replace("a:\n", "a:\n  - id: nn\n\n")),
        ("xnyz", PARTED.replace("xx\n", "xx\n\n  - id: nn\n")),
        ("xyzno", PARTED + "\n  - id: nn\n\n  - id: oo\n"),
    ],
)
def test_entries_with_a_blank_line_between_them_keep_it(ids: str, after: str) -> None:
    known = {one["id"]: one for one in value(PARTED)["a"]}
    new = {"a": [known.get(2 * name, {"id": 2 * name}) for name in ids]}
    assert with_values(PARTED, new) == after
    assert with_values(PARTED.removesuffix("\n"), new).rstrip() == after.rstrip()


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        # Keys come after the one that they follow, and sections with the blank line of the others.
        ("a: 1\nc: 3\n", {"a": "1", "b": "2", "c": "3"}, "a: 1\nb: '2'\nc: 3\n"),
        ("a: xx\n\nc: yy\n", {"a": "xx", "b": "zz", "c": "yy"}, "a: xx\n\nb: zz\n\nc: yy\n"),
        ("a: xx", {"a": "xx", "b": ["yy", "zz"]}, "a: xx\nb: [yy, zz]\n"),
        (
            "a:\n  b: xx\n\n  c: yy\n",
            {"a": {"b": "xx", "d": "zz", "c": "yy"}},
            "a:\n  b: xx\n  d: zz\n\n  c: yy\n",
        ),
        ("a:\n  b: xx\n", {"a": {"c": "xx"}}, "a:\n  c: xx\n"),
        ("a:\n  - b: xx\n    c: yy\n    d: zz\n", {"a": [{"d": "zz"}]}, "a:\n  - d: zz\n"),
        ("a:\n  - b: xx\n    c: yy\n    d: zz\n", {"a": [{"c": "qq"}]}, "a:\n  - c: qq\n"),
        # Lists in brackets stay there while they are short words.
        ("a: [bb, cc]\n", {"a": ["bb", "c, d"]}, 'a: [bb, "c, d"]\n'),
        ("a: [b, c]\n", {"a": []}, "a: []\n"),
        ("a: [bb]\n", {"a": [{"cc": "dd"}]}, "a: [{cc: dd}]\n"),
        ("a: [b]\n", {"a": ["w" * 45, "x" * 41]}, f"a: [{'w' * 45}, {'x' * 41}]\n"),
        ("a: {b: cc}\n", {"a": {"b": "dd", "e": "ff"}}, "a:\n  b: dd\n  e: ff\n"),
        ("a: {b: {cc: dd}}\n", {"a": {"b": {"cc": "dd", "ee": "ff"}}}, "a: {b: {cc: dd, ee: ff}}\n"),
        ("a: bb\n", {"a": None}, "a:\n"),
        ("a:\n  - bb\n  - cc\n", {"a": ["bb", {"d": "ee", "f": "gg"}]}, "a:\n  - bb\n  - d: ee\n    f: gg\n"),
        ("a:\n  - bb\n  - cc\n", {"a": ["bb", "xx", "cc"]}, "a:\n  - bb\n  - xx\n  - cc\n"),
    ],
)
def test_what_comes_stands_where_a_person_would_write_it(
    before: str, new: dict[str, Any], after: str
) -> None:
    assert with_values(before, new) == after


def test_of_many_entries_that_are_alike_one_more_is_one_line() -> None:
    words = [("one", "two")[number.bit_count() % 2] for number in range(300)]
    text = "".join(["a:\n", *(f"  - {word}\n" for word in words)])
    words.insert(101, "new")
    ((gone, came),) = hunks(text, with_values(text, {"a": list[Value](words)}))
    assert (gone, came) == ([], ["  - new"])


def test_keys_come_and_go() -> None:
    text = "a:\n  - id: x\n    b: one\n    # note\n    c: two\n  - d: 1\n    id: y\n"
    new = value(text)
    del new["a"][0]["b"]
    del new["a"][1]["d"]
    new["a"][0]["e"] = {"f": ["g", "h: i"]}
    after = with_values(text, new)
    assert value(after) == new
    assert "    # note\n    c: two\n    e:\n" in after
    assert after.endswith("  - id: y\n")


@pytest.mark.parametrize("mark", [">-", "|", "|-", ">", '"', "'"])
def test_a_text_of_several_lines_stands_below_its_key(mark: str) -> None:
    """As deep as its entry, with its mark of lines or of quotation; no other line is touched."""
    words = "\n        one\n        two\n" if mark[0] in ">|" else f"one{mark}\n"
    text = f"a:\n  -   id: x\n      b: {mark}{words}      c: d\n"
    new = value(text)
    new["a"][0]["b"] = "three: four\nfive\n" if mark in ">|" else "three: four\nfive"
    after = with_values(text, new)
    assert value(after) == new
    assert after.startswith("a:\n  -   id: x\n      b: ")
    assert after.endswith("\n      c: d\n")
    assert all(line.startswith("      ") or not line for line in after.split("\n")[2:])


@pytest.mark.parametrize(
    ("before", "deep"),
    [
        ("a:\n  - id: x\n    b: {}\n    c: d\n", 6),
        ("a:\n  - b: {}\n    c: d\n", 6),
        ("a:\n- b: {}\n", 4),
        ("a:\n  - - b: {}\n", 8),
        ("b: {}\nc: d\n", 2),
        ("a:\n  - b\n  - {}\n", 6),
    ],
)
def test_a_text_that_grew_long_is_folded_below_its_key(before: str, deep: int) -> None:
    long = ("words " * 25).strip()
    folded = f">-\n{' ' * deep}{long[:95]}\n{' ' * deep}{long[96:]}"
    short = before.format("Short")
    assert with_values(short, value(before.format(f"'{long}'"))) == before.format(folded)


@pytest.mark.parametrize("text", ["a: b\nc:\n", "a: b\nc: []\n", "a: b\nc:", "a: b\nc:  # soon\n"])
def test_what_was_empty_can_be_filled(text: str) -> None:
    for filled in ("word", ["one", "two: three"], [{"id": "x"}], {"d": "e"}):
        new = {**value(text), "c": filled}
        assert value(with_values(text, new)) == new


WORDS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from(list("'\":#-,[]{}&*!|>%@`\\\n\t \u2028")),
    min_size=1,
)


@at_length(settings())
@given(WORDS, st.sampled_from(places(value(ODD))))
def test_any_words_come_back_or_are_refused(words: str, place: tuple[Any, ...]) -> None:
    new = value(ODD)
    at(new, place[:-1])[place[-1]] = words
    try:
        after = with_values(ODD, new)
    except CannotSaveError:
        assert not words.isprintable()
    else:
        assert value(after) == new


TREES = st.recursive(
    st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "by", "text", "no"]), inner, min_size=1, max_size=3)
    ),
    max_leaves=12,
)


@at_length(settings(max_examples=60))
@given(
    st.dictionaries(st.sampled_from(["story", "dates", "x"]), TREES, min_size=1),
    st.dictionaries(st.sampled_from(["story", "dates", "x"]), TREES, min_size=1),
)
def test_any_values_become_any_others(one: dict[str, Any], two: dict[str, Any]) -> None:
    for text in (ODD, with_values(ODD, one)):
        assert value(with_values(text, two)) == two
