"""YAML as plain values that know their places, and accidents in words for people who know no YAML."""

import re
from collections.abc import Iterator
from textwrap import dedent

import pytest
import yaml
from conftest import at_length
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import yaml_events
from generator.diagnostics import Diagnostic
from generator.source import SourceFile
from generator.yaml_document import YamlDocument, read_yaml
from generator.yaml_events import MOST_PROBLEMS
from generator.yaml_places import Path
from generator.yaml_slips import ODD_SIGNS
from generator.yaml_values import DEEPEST, Value

JARGON = re.compile(r"scalar|block|flow|token|node|scanning|parsing|indicator|stream", re.IGNORECASE)


@pytest.fixture(params=["c", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers: the fast one, and the one that stands in where that is missing."""
    if request.param == "python":
        monkeypatch.setattr(yaml_events, "_LOADER", yaml.SafeLoader)


both_parsers = pytest.mark.usefixtures("parser")


def read(text: str) -> YamlDocument:
    """A document without mistakes."""
    document, problems = read_yaml(SourceFile("facts.yaml", text))
    assert not problems
    assert document
    return document


def values(text: str) -> Value:
    return read(dedent(text)).value


def problem_in(text: str) -> Diagnostic:
    """The one mistake of a text."""
    _, (problem,) = read_yaml(SourceFile("facts.yaml", text))
    return problem


def scalars(value: Value, path: Path = ()) -> Iterator[tuple[Path, str | None]]:
    """Every text in a value, with its path."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from scalars(child, (*path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from scalars(child, (*path, index))
    else:
        yield path, value


@both_parsers
@pytest.mark.parametrize(
    "words",
    [
        "no",
        "on",
        "NO",
        "null",
        "~",
        "Null",
        "12:30",
        "12:30:45",
        "010",
        "1.10",
        ".nan",
        "2026-02-31",
        "2025-03-23~",
        "0x1F",
        "1_000",
        "=",
        "-5",
        "C#",
        "a:b",
        "it's",
        "https://example.org/n#part",
        "../..",
        "é😀",
    ],
)
def test_words_stay_the_words_that_were_typed(words: str) -> None:
    assert values(f"a: {words}\nb: [{words}]\n") == {"a": words, "b": [words]}


@both_parsers
def test_only_nothing_is_none() -> None:
    assert values("a:\nb: ''\nc: [x]\nd:\n-\n- ''\ne: {f: , g: x}\n") == {
        "a": None,
        "b": "",
        "c": ["x"],
        "d": [None, ""],
        "e": {"f": None, "g": "x"},
    }


@both_parsers
def test_quoted_and_long_texts_have_their_value() -> None:
    assert values(
        r"""
        a: "one\ttwo \u00e9"
        b: 'it''s'
        c: >-
          one
          two
        d: |
          one
          two
        e: one
          two
        """
    ) == {"a": "one\ttwo é", "b": "it's", "c": "one two", "d": "one\ntwo\n", "e": "one two"}


@both_parsers
def test_a_leading_line_of_dashes_and_comments_are_no_mistake() -> None:
    assert values("# a comment\n---\na: b # another\nc: d  #\ne: f ## loud ##\n") == {
        "a": "b",
        "c": "d",
        "e": "f",
    }


@both_parsers
def test_places_count_characters_whatever_stands_before_them() -> None:
    document = read('# é😀\nété: 😀 é\nb:\n- {c: "d😀", e: [f]}\n-\n- g: |\n    h\n')
    assert document.key_span(("été",)).text == "été"
    assert document.value_span(("été",)).text == "😀 é"
    assert document.value_span(("b", 0)).text == '{c: "d😀", e: [f]}'
    assert document.key_span(("b", 0, "c")).text == "c"
    assert document.value_span(("b", 0, "c")).text == '"d😀"'
    assert document.value_span(("b", 0, "e")).text == "[f]"
    assert document.value_span(("b", 0, "e", 0)).text == "f"
    assert document.value_span(("b", 1)).text == ""
    assert document.value_span(("b", 1)).line == 5
    assert document.value_span(("b", 2, "g")).text == "|\n    h\n"


@both_parsers
def test_a_list_or_group_ends_where_its_last_value_ends() -> None:
    document = read("a:\n  b:\n  - c\n  - d: e\n\n# a comment\n\nf: g\n")
    assert document.value_span(("a",)).text == "b:\n  - c\n  - d: e"
    assert document.value_span(("a", "b")).text == "- c\n  - d: e"
    assert document.key_span(("a", "b", 1)).text == "d: e"
    assert document.value_span(()).text == document.source.text.strip()


@both_parsers
def test_what_is_missing_has_the_place_of_what_should_hold_it() -> None:
    document = read("a:\n- b: c\n")
    assert document.key_span(("a", 0, "title")).text == "b: c"
    assert document.value_span(("a", 0, "b", "x", 7)).text == "c"
    assert document.key_span(("a", 9)).text == "a"
    assert document.value_span(("none",)) == document.value_span(())


@both_parsers
def test_a_part_of_a_file_has_its_places_in_the_whole_file() -> None:
    source = SourceFile("article.md", "---\ntitle: é\n---\n\na: [\n")
    document, problems = read_yaml(source, 4, 13)
    assert document
    assert problems == []
    assert document.value == {"title": "é"}
    assert document.key_span(("title",)) == source.span(4, 9)
    assert document.value_span(("title",)).text == "é"
    _, (problem,) = read_yaml(SourceFile("article.md", "---\na: b: c\n---\n"), 4, 12)
    assert (problem.span.line, problem.span.text) == (2, "b: c")


@both_parsers
@pytest.mark.parametrize(
    ("text", "code", "line", "says"),
    [
        ("a: &a [x]\nb: [*a]\n", "anchor-or-alias", 1, "Delete “&a”"),
        ("parties: &p [*p]\n", "anchor-or-alias", 1, "Delete “&p”"),
        ("a: x\nb: *foo\n", "anchor-or-alias", 2, "Write the words themselves in place of “*foo”"),
        ('story: !!python/object/apply:os.system ["touch x"]\n', "tag", 1, "unless it stands in quotes"),
        ("a: b\nc: {d: !!binary aGk=}\n", "tag", 2, "Put the whole text in quotes"),
        ("a: ! b\n", "tag", 1, 'Write a: "! b"'),
        ("a:\n- b: c\n  d: e\n  b: f\n", "duplicate-key", 4, "“b” is a duplicate"),
        ("a: {b: c, b: d}\n", "duplicate-key", 1, "“b” is a duplicate"),
        ("? [a, b]\n: c\n", "key-not-text", 1, 'so: headline: "[a, b]"'),
        ("a: {{ title }}\n", "key-not-text", 1, 'Write a: "{{ title }}"'),
        ("a: b\n: c\n", "empty-key", 2, "A word is missing before this colon"),
        ("a:\n  : c\n", "empty-key", 2, "A word is missing before this colon"),
        ("a: {: c}\n", "empty-key", 1, "A word is missing before this colon"),
        ("a: b\n'': c\n", "empty-key", 2, "A word is missing before this colon"),
        ("a:\n  <<: b\n", "merge-key", 2, "Delete this line"),
        ("a:\n- <<: b\n  c: d\n", "merge-key", 2, "Put “- c: d” in place of this line and the next"),
        ("a: b\n---\nc: d\n", "second-document", 2, "Delete this line"),
        ("a: b\n---\nc: d\n---\ne: f\n", "second-document", 2, "Delete this line"),
        ("a: b\n--- c: d\n", "second-document", 2, "so that the line is: c: d"),
        ("a: b\n...\n---\nc: d\n", "second-document", 3, "Delete this line"),
        ("", "empty-file", 1, "empty"),
        ("# to do\n", "empty-file", 1, "empty"),
        ("---\n", "empty-file", 1, "empty"),
        ("- story\n", "not-a-mapping", 1, "a word and a colon"),
        ("\nstory\n", "not-a-mapping", 2, "a word and a colon"),
        ("story:x\n", "not-a-mapping", 1, "a word and a colon"),
        ("[" * 100_000 + "]" * 100_000, "too-deep", 1, "deep"),
        ("- " * 1000, "too-deep", 1, "deep"),
        ("a: b\u2028c\n", "line-separator", 1, "U+2028"),
        ("a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> x\n", "merge-conflict", 2, "merge"),
    ],
)
def test_what_yaml_does_beyond_lists_and_keys_is_refused(text: str, code: str, line: int, says: str) -> None:
    problem = problem_in(text)
    assert (problem.code, problem.span.line) == (code, line)
    assert says in f"{problem.message}. {problem.hint}"


def test_the_first_of_two_keys_is_kept_and_shown() -> None:
    document, (problem,) = read_yaml(SourceFile("f", "a: {b: c}\nd: e\na: {x: y}\n"))
    assert document
    assert document.value == {"a": {"b": "c"}, "d": "e"}
    assert document.value_span(("a", "x")).text == "{b: c}"
    ((words, span),) = problem.related
    assert "“a”" in words
    assert (span.line, span.text) == (1, "a")


def test_nesting_up_to_the_limit_is_read() -> None:
    levels = DEEPEST - 1
    assert values("a: " + "[" * levels + "]" * levels)
    assert problem_in("a: " + "[" * DEEPEST + "]" * DEEPEST).code == "too-deep"


def test_more_values_than_anybody_writes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_events, "MOST_NODES", 10)
    assert values("a: [b, c, d, e, f, g, h]")
    problem = problem_in("a: [b, c, d, e, f, g, h, i]")
    assert problem.code == "too-many"
    assert "too many" in problem.message


def test_a_file_with_endless_mistakes_is_not_read_on() -> None:
    document, problems = read_yaml(SourceFile("f", "a: b\n" * (2 * MOST_PROBLEMS)))
    assert document is None
    assert len(problems) == MOST_PROBLEMS


@both_parsers
@pytest.mark.parametrize(
    ("text", "code", "meant", "offer"),
    [
        ("a: Strike #3 begins\n", "comment-cuts-text", "Strike #3 begins", 'Write a: "Strike #3 begins"'),
        ("a: #3 begins\n", "comment-cuts-text", " #3 begins", 'Write "#3 begins"'),
        ("a:\n- b\n- Strike #3\n", "comment-cuts-text", "Strike #3", 'Write "Strike #3"'),
        ("a: Strike #3\n  begins\n", "comment-cuts-text", "Strike #3", 'Write a: "Strike #3"'),
        ("a: {b: Strike #3, c: d}\n", "comment-cuts-text", "Strike #3, c: d}", 'Write "Strike #3"'),
        ("a: {b: Smith, John, c: d}\n", "comma-cuts-text", "John", 'Write b: "Smith, John"'),
        ("a: {b: Smith, John}\n", "comma-cuts-text", "John", 'Write b: "Smith, John"'),
        ("a: {b: c, John, d: e}\n", "comma-cuts-text", "John", 'Write b: "c, John"'),
        ("a: {b: [c], John, d: e}\n", "comma-cuts-text", "John", 'Put " before the text'),
        ("a: {Smith, b: c}\n", "comma-cuts-text", "Smith", 'Put " before the text'),
        ("a: {b:c, d: e}\n", "missing-space-after-colon", "b:c", "Write b: c"),
        ("a:\n  -b\n  -c\n", "dash-without-space", "-b\n  -c", "Write “- b”"),
        ("a:\n  -b: c\n", "dash-without-space", "-b", "Write “- b”"),
    ],
)
def test_words_that_would_silently_be_lost_are_caught(text: str, code: str, meant: str, offer: str) -> None:
    problem = problem_in(text)
    assert (problem.code, problem.span.text) == (code, meant)
    assert offer in problem.hint


@both_parsers
@pytest.mark.parametrize(
    ("text", "code", "line", "meant", "offer"),
    [
        ("s:\n  t: Strike: day 3\n", "colon-in-text", 2, "Strike: day 3", 'Write t: "Strike: day 3"'),
        ("t: a: b # c\n", "colon-in-text", 1, "a: b # c", 'Write t: "a: b"'),
        ("s: {t: Strike: day 3, x: y}\n", "colon-in-text", 1, "Strike: day 3", 'Write "Strike: day 3"'),
        ('q: He: “it\'s "so"”\n', "colon-in-text", 1, 'He: “it\'s "so"”', "Write q: 'He: “it''s \"so\"”'"),
        (
            'q: "He said "stop" today"\n',
            "quote-in-quotes",
            1,
            '"He said "stop" today"',
            "'He said \"stop\" today'",
        ),
        ("q: 'it's fine'\n", "quote-in-quotes", 1, "'it's fine'", 'Write q: "it\'s fine"'),
        ("q: 'dockers' pay'\n", "quote-in-quotes", 1, "'dockers' pay'", 'Write q: "dockers\' pay"'),
        ("q: 'it's \"fine\"'\n", "quote-in-quotes", 1, "'it's \"fine\"'", "Write q: 'it''s \"fine\"'"),
        ('s: {q: "a "b" c", d: e}\n', "quote-in-quotes", 1, '"a "b" c"', "Write 'a \"b\" c'"),
        ('s:\n  t: "Strike\n  d: 2026\n\nu: []\n', "unclosed-quote", 2, '"Strike', '"'),
        ('s:\n  t: "Strike\n  d: "2026"\n', "unclosed-quote", 2, '"Strike', '"'),
        ("t: 'a\n---\nb: c\n", "unclosed-quote", 1, "'a", "'"),
        ("a: @foo bar\n", "reserved-character", 1, "@foo bar", 'Write a: "@foo bar"'),
        ("a: `foo`\n", "reserved-character", 1, "`foo`", 'Write a: "`foo`"'),
        ("a: %5\n", "reserved-character", 1, "%5", 'Write a: "%5"'),
        ("a: * foo\n", "reserved-character", 1, "* foo", 'Write a: "* foo"'),
        ("a: & foo\n", "reserved-character", 1, "& foo", 'Write a: "& foo"'),
        ("a: !<foo\n", "reserved-character", 1, "!<foo", 'Write a: "!<foo"'),
        ("a: | foo\n", "reserved-character", 1, "| foo", 'Write a: "| foo"'),
        ("a: > foo\n", "reserved-character", 1, "> foo", 'Write a: "> foo"'),
        ("a: [sic] foo\n", "reserved-character", 1, "[sic] foo", 'Write a: "[sic] foo"'),
        ("a: {sic} foo\n", "reserved-character", 1, "{sic} foo", 'Write a: "{sic} foo"'),
        ("a: ? foo\n", "reserved-character", 1, "? foo", 'Write a: "? foo"'),
        ("a: - foo\n", "list-beside-key", 1, "- foo", "line of its own"),
        ("a:\n  b: c\n d: e\n", "indentation", 3, "d: e", "spaces"),
        ("a: b\n  c: d\n", "indentation", 2, "c: d", "spaces"),
        ("a:\n- b\n c: d\n", "indentation", 3, "c: d", "spaces"),
        ("a:\n  b: c\n  - d\n", "indentation", 3, "- d", "spaces"),
        ("a:\n\tb: c\n", "tab-indentation", 2, "\t", "spaces"),
        ("a:\n  b: c\n\td: e\n", "tab-indentation", 3, "\t", "spaces"),
        ("a: b\nc:d\ne: f\n", "missing-space-after-colon", 2, "c:d", "Write c: d"),
        ("c:d\ne: f\n", "missing-space-after-colon", 1, "c:d", "Write c: d"),
        ("a: b\nno colon\nc: d\n", "missing-colon", 2, "no colon", 'Write a: "b no colon"'),
        ("a: b\nno colon\n", "missing-colon", 2, "no colon", 'Write a: "b no colon"'),
        ("a:\n  - b\n  -c\nd: e\n", "dash-without-space", 3, "-c", "Write “- c”"),
        ('t: "Strike" day 3\n', "text-after-quote", 1, "day 3", "Write t: '\"Strike\" day 3'"),
        (
            't: "DU", "Dock Union"\n',
            "list-without-brackets",
            1,
            '"DU", "Dock Union"',
            'Write t: ["DU", "Dock Union"]',
        ),
        ('t: "No", she said\n', "text-after-quote", 1, ", she said", "Write t: '\"No\", she said'"),
        ('t: "No", she said, "no"\n', "text-after-quote", 1, ', she said, "no"', '\'"No", she said, "no"\''),
        ("a: []\n  - b: c\n", "list-beside-key", 1, "[]", "Write a: without the brackets."),
        ("a:\n  b: []\n\n    # more\n    - c: d\n", "list-beside-key", 2, "[]", "Write b: without"),
        ("a:\n  – b: c\n", "dash-without-space", 2, "– b", "Write “- b: c”."),
        ("a:\n  - b\n  • c\n", "dash-without-space", 3, "• c", "Write “- c”."),
        ("a:\n  - b: c\n\u00a0\u00a0\u00a0 d: e\n", "tab-indentation", 3, "\u00a0\u00a0\u00a0 ", "space bar"),
        (
            "a:\n  - b: c\n    d: e\n- b: f\n",
            "indentation",
            4,
            "- b: f",
            "Put 2 spaces before its dash, as many as line 2",
        ),
        (
            "a:\n  - b: c\n    d:\n      - e\n - b: f\n",
            "indentation",
            5,
            "- b: f",
            "Put 2 spaces before its dash, as many as line 2",
        ),
        ("a:\n  - b\na2:\n  c: d\n  - e\n", "indentation", 5, "- e", "It has 4 spaces"),
        (
            "a:\n- b: c\n    d: e\n    f: g\n",
            "indentation",
            3,
            "d: e",
            "Put 2 spaces before the dash in line 2",
        ),
        (
            "a:\n   - b: c\n    d: e\n    f: g\n",
            "indentation",
            3,
            "d: e",
            "Put 2 spaces before the dash in line 2",
        ),
        ("a:\n- b: c\n    d: e\n- f: g\n", "indentation", 3, "d: e", "Take away 2 spaces, so that 2 spaces"),
        (
            "a:\n  - b: c\n   d: e\n",
            "indentation",
            3,
            "d: e",
            "has 3 spaces before its first word, and the line above 4",
        ),
        (
            "a:\n  b: c\n   d: e\n",
            "indentation",
            3,
            "d: e",
            "Take away 1 space, so that 2 spaces stand before it",
        ),
        (
            "a:\n  - b: c\nd: e\n    f: g\n",
            "indentation",
            3,
            "d: e",
            "no spaces before its first word; put 4 spaces there",
        ),
        ("a: b\na: c\n", "duplicate-key", 2, "a", "to the end of the first “a:”, and delete this line"),
        ("a: []\na: c\n", "duplicate-key", 2, "a", "delete the line “a: []”"),
        ('t: "C:\\path"\n', "bad-escape", 1, "\\p", "Write t: 'C:\\path'"),
        ('t: "the \\"C:\\path\\" "\n', "bad-escape", 1, "\\p", "Write t: 'the \"C:\\path\" '"),
        ('t: "C:\\path\n', "bad-escape", 1, "\\p", "Put ' before the text and ' behind it"),
        ('t: "\\uZZ"\n', "not-a-character", 1, "\\uZZ", "character"),
        ("a: [b\nc: d\n", "unclosed-bracket", 1, "[", "“]”"),
        ("a: [b}\n", "unclosed-bracket", 1, "}", "“]”"),
        ("a: {b: c", "unclosed-bracket", 1, "{", "“}”"),
        ("[[", "unclosed-bracket", 1, "[", "“]”"),
        ("a: {b: [", "unclosed-bracket", 1, "[", "“]”"),
        ("a: [\n, b]\n", "unclosed-bracket", 1, "[", "“]”"),
        ("a: [", "unclosed-bracket", 1, "[", "“]”"),
        ("a: [b,\n", "unclosed-bracket", 1, "[", "“]”"),
        ("a: {b: ", "unclosed-bracket", 1, "{", "“}”"),
        ('a: {b: "c" d: e}\n', "missing-comma", 1, "d", "comma"),
        ("a: b\n...\nc: d\n", "second-document", 3, "c: d", "..."),
        ("--- a: b\n", "yaml-syntax", 1, "--- a: b", "the line is: a: b"),
    ],
)
def test_an_accident_is_explained_where_it_happened(
    text: str, code: str, line: int, meant: str, offer: str
) -> None:
    problem = problem_in(text)
    assert (problem.code, problem.span.line, problem.span.text) == (code, line, meant)
    assert offer in problem.hint
    assert not JARGON.search(problem.message + problem.hint)


def test_lines_that_should_line_up_are_shown() -> None:
    ((_, span),) = problem_in("a:\n    b: c\n  d: e\n").related
    assert span.text == "a:"


def test_a_colon_and_an_open_quote_are_mended_with_a_quote() -> None:
    for text in ("title: Strike: day 3", 'title: "Strike'):
        assert "quote" in problem_in(text).message


@both_parsers
def test_half_a_character_is_refused() -> None:
    problem = problem_in('title: "a\\uD800b"\n')
    assert problem.code == "not-a-character"
    assert "character" in problem.message


@both_parsers
@pytest.mark.parametrize(
    ("escape", "code"),
    [
        (r"\e[2J", "control-character"),
        (r"\u0001", "control-character"),
        (r"\r", "control-character"),
        (r"\u2066", "unclosed-direction"),
        (r"\U000E0041", "invisible-character"),
    ],
)
def test_harmful_characters_are_found_behind_their_escapes(escape: str, code: str) -> None:
    problem = problem_in(f'a: b\nc: "x{escape}y"\n')
    assert (problem.code, problem.span.text) == (code, f'"x{escape}y"')
    assert "U+" in problem.message
    assert problem_in(f'"k{escape}": b\n').code == code


def test_a_harmless_escape_is_no_mistake() -> None:
    assert values(r'a: "\u2028\n\t\u200c\u00a0"') == {"a": "\u2028\n\t\u200c\u00a0"}


def test_a_character_that_yaml_forbids_does_not_stop_the_reading() -> None:
    assert values("a: b\0c\ud800\nd: e\n") == {"a": "b\ufffdc\ufffd", "d": "e"}


def test_long_words_are_not_written_out_again() -> None:
    problem = problem_in("title: " + "long " * 100 + ": words\n")
    assert problem.code == "colon-in-text"
    assert len(problem.message + problem.hint) < 200


PRINTABLE = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\ufeff\u2028\u2029")
)
WORDS = st.one_of(
    PRINTABLE, st.sampled_from(["no", "~", "12:30", "it's", '"', "a\nb\n", " # ", "- ", "😀", "{", ""])
)
KEYS = WORDS.filter(lambda words: words.strip() != "" and len(words) < 100 and words[0] not in ODD_SIGNS)
TREES = st.dictionaries(
    KEYS,
    st.recursive(WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)),
    min_size=1,
    max_size=4,
)


@given(TREES, st.booleans(), st.sampled_from([None, '"', "'", "|"]))
def test_what_is_written_reads_back_and_every_place_reads_back_to_its_value(
    tree: dict[str, Value], flow: bool, style: str | None
) -> None:
    text = yaml.safe_dump(
        tree, allow_unicode=True, default_flow_style=flow, default_style=style, sort_keys=False
    )
    document, _ = read_yaml(SourceFile("f", text))
    assert document
    assert document.value == tree
    for path, words in scalars(document.value):
        place = document.value_span(path).text
        # `|2` counts its spaces from the key it belongs to, which a place alone does not have.
        if not re.match(r"\|\d", place):
            assert yaml.load(place, Loader=yaml.BaseLoader) == words
        if isinstance(path[-1], str):
            assert yaml.load(document.key_span(path).text, Loader=yaml.BaseLoader) == path[-1]


SIGNS = st.text(
    st.sampled_from("ab \n\t:-#'\"[]{},&*!|>%@`?\\u~<=.é😀\u2028\x85\ufeff\r\0\ud800"), max_size=60
)


@at_length(settings())
@given(st.text() | SIGNS, st.integers(0, 5), st.integers(0, 60))
def test_no_text_makes_reading_raise(text: str, start: int, length: int) -> None:
    source = SourceFile("f", text)
    for document, problems in (read_yaml(source), read_yaml(source, start, min(start + length, len(text)))):
        assert document or problems
        assert document is None or isinstance(document.value, dict)
        for problem in problems:
            assert 0 <= problem.span.start <= problem.span.end
            assert not JARGON.search(re.sub("“.*?”", "", problem.message, flags=re.DOTALL))


@pytest.mark.parametrize(
    ("text", "code", "meant"),
    [
        ('a: "He said:" no\n', "text-after-quote", "no"),
        ('a: "rest-" no\n', "text-after-quote", "no"),
        ('a: "one\n  two" no\n', "text-after-quote", "no"),
        ('a: "one\nb: "two"\n', "unclosed-quote", '"one'),
        ('a: "one\n  - "two"\n', "unclosed-quote", '"one'),
        ("a: 'one\nb: 'two'\n", "unclosed-quote", "'one"),
    ],
)
def test_a_quotation_that_is_closed_and_one_that_swallows_the_next(text: str, code: str, meant: str) -> None:
    (problem,) = read_yaml(SourceFile("f", text))[1]
    assert (problem.code, problem.span.text) == (code, meant)


def test_what_is_offered_for_words_with_both_marks_can_be_read() -> None:
    """In a list, where no key stands before them."""
    (problem,) = read_yaml(SourceFile("f", 'a:\n  - "The "port" is John\'s"\n'))[1]
    offer = problem.hint.removeprefix("Write ")
    document, problems = read_yaml(SourceFile("f", f"a:\n  - {offer}\n"))
    assert not problems
    assert document
    assert document.value == {"a": ['The "port" is John\'s']}


@both_parsers
def test_half_a_character_is_told_and_reaches_no_value() -> None:
    document, problems = read_yaml(SourceFile("facts.yaml", 'a: "\\uD83D"\nb: c\n'))
    assert {one.code for one in problems} == {"not-a-character"}
    assert document is None or document.value == {"a": "\ufffd", "b": "c"}


@both_parsers
@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("story:\n\theadline: A\n", "type 2 spaces in"),
        ("story:\n  headline: A\n\tstandfirst: B\n", "type 2 spaces in"),
        ("dates:\n  - id: a\n\ttitle: B\n", "type 4 spaces in"),
        ("story:\n  standfirst: >\n\tA\n", "type 4 spaces in"),
        ("\tstory:\n", "type no spaces in"),
        (
            "story:\n  headline The strike\n  standfirst: B\n",
            "behind its first word: headline: The strike",
        ),
        ("story:\n  : The strike\n  standfirst: B\n", "most likely “headline”: headline: The strike"),
        ("a: {b: c,\n    d: e\n    f: g}\n", "Put “,” at the end of line 2."),
        ("a:\n  - {b: c\n  - {b: d}\n", "Put “}” at the end of line 2."),
        ("a: {b: [c, d] e: f}\n", "Write a comma before it: “], e”."),
        ("a: b\n[c]: d\n", "most likely so: headline: c"),
        ("a: b\n[c, d]: e\n", 'most likely so: headline: "[c, d]"'),
        ("- {id: a, id: b}\n", "delete the other with its comma"),
        ("a:\n  - id: b\n    id: c\n", "or write “- id: …” here"),
        ("a:\n  b: c\n  b: d\n", "Keep one of the two lines, and delete the other."),
    ],
)
def test_a_hint_shows_the_line_as_it_should_stand(text: str, hint: str) -> None:
    _, problems = read_yaml(SourceFile("facts.yaml", text))
    assert hint in problems[0].hint
