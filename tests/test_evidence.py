"""An editor's words, found in their source."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import edition_of, write_story

from generator.checks.evidence import missing_evidence
from generator.evidence import Passage, Searchable

BLOCKS = (
    "Hello there. “We agreed,” he said — on Monday — “to an immediate ceasefire on all energy.”",
    "He agreed to the [humanitarian] aid of 1,500 tonnes, 2.5 percent. He can’t do more.",
    "The café is peaceful; “the party’s war only began,” he wrote.",
)
SOURCE = Searchable(BLOCKS)


def found(words: str, *blocks: str) -> list[str]:
    """The passages of the words, as the source writes them."""
    blocks = blocks or BLOCKS
    return [blocks[one.block][one.start : one.end] for one in Searchable(blocks).find(words)]


def test_a_passage_says_in_which_block_and_where() -> None:
    start = BLOCKS[1].index("agreed")
    assert SOURCE.find("agreed to the") == (Passage(1, start, start + len("agreed to the")),)


@pytest.mark.parametrize("words", ["nothing of the sort", "we agreed", "hello", "We agreed to the"])
def test_what_does_not_stand_there_is_not_found(words: str) -> None:
    assert SOURCE.find(words) == ()
    assert SOURCE.occurrences(words) == 0


@pytest.mark.parametrize(
    ("words", "passage"),
    [
        ("'We agreed,' he said", "We agreed,” he said"),
        ('"We agreed," he said', "We agreed,” he said"),
        ("he said - on Monday", "he said — on Monday"),
        ("he said -- on Monday", "he said — on Monday"),
        ("he said–on Monday", "he said — on Monday"),
        ("an \u00a0immediate\nceasefire\u2009on", "an immediate ceasefire on"),
        ("an imme\u00addiate cease\u200bfire", "an immediate ceasefire"),
        ("The cafe\u0301 is", "The café is"),
        ("the party's war", "the party’s war"),
        ("“He can't do more.”", "He can’t do more."),
        ("1,500 tonnes", "1,500 tonnes"),
    ],
)
def test_typography_makes_no_difference(words: str, passage: str) -> None:
    assert found(words) == [passage]


def test_combining_marks_have_no_order_and_ligatures_are_letters() -> None:
    assert found("a\u0323\u0301 first", "the a\u0301\u0323 ﬁrst") == ["a\u0301\u0323 ﬁrst"]
    assert found("rst", "ﬁrst") == []


@pytest.mark.parametrize("words", ["peace", "art", "greed", "tonne", "Caf", "The cafe", "arty", "all energ"])
def test_words_are_whole(words: str) -> None:
    assert SOURCE.find(words) == ()


@pytest.mark.parametrize("words", ["500 tonnes", "aid of 1", "aid of 1.", "5 percent", "tonnes, 2"])
def test_numbers_are_whole(words: str) -> None:
    assert SOURCE.find(words) == ()


def test_a_negation_is_not_cut_off() -> None:
    assert SOURCE.find("He can") == ()


@pytest.mark.parametrize(
    "words", ["war only began.", "war only began", "war only began!", '"war only began."', "war only began;"]
)
def test_the_last_mark_may_differ(words: str) -> None:
    assert found(words) == ["war only began"]


def test_the_last_mark_belongs_to_the_passage_where_it_is_the_same() -> None:
    assert found("war only began,") == ["war only began,"]
    assert found("2.5 percent.") == ["2.5 percent."]


@pytest.mark.parametrize(
    ("words", "passage"),
    [
        ("He [Putin] agreed to", "He agreed to"),
        ("He [, Putin,] agreed to", "He agreed to"),
        ("[Later] He agreed to [it]", "He agreed to"),
        ("He agreed [Putin], to", ""),
        ("tonnes [of food], 2.5", "tonnes, 2.5"),
        ("'[oh] We agreed,' he [Lee] said", "We agreed,” he said"),
        ("the [humanitarian] aid", "the [humanitarian] aid"),
        ("He [Putin] agreed to the [humanitarian] aid", "He agreed to the [humanitarian] aid"),
        ("[humanitarian] aid", "[humanitarian] aid"),
        ("on Monday - '[oh] to an immediate", "on Monday — “to an immediate"),
        ("the aid", ""),
        ("the [military] aid", ""),
        ("[w]e agreed", "We agreed"),
        ("[W]e agreed", "We agreed"),
        ("[h]ello there", "Hello there"),
        ("[T]o an immediate", "to an immediate"),
        ("Hello [T]here", "Hello there"),
        ("[1]Hello there", "Hello there"),
        ("Hello [2]there", "Hello there"),
        ("H[E]llo", ""),
        ("he said - [O]n", "he said — on"),
    ],
)
def test_brackets_are_the_editors_or_the_sources(words: str, passage: str) -> None:
    assert found(words) == ([passage] if passage else [])


def test_a_bracket_that_stands_there_is_preferred_to_words_without_it() -> None:
    assert found("[more] aid", "aid and [more] aid") == ["[more] aid"]


def test_many_brackets_are_read_all_alike() -> None:
    mine = "a [1x] b [2x] c [3x] d [4x] e [5x] f"
    assert found(mine, "a b c d e f") == ["a b c d e f"]
    assert found(mine, mine) == [mine]


@pytest.mark.parametrize(
    "gap", ["...", "…", ". . .", "[...]", "[…]", "(…)", " ... ", "....", " [. . .] ", "— ... —"]
)
def test_an_ellipsis_leaves_something_out(gap: str) -> None:
    assert found(f"We agreed {gap} on all energy") == ["We agreed", "on all energy"]


def test_an_ellipsis_keeps_the_order_and_may_cross_blocks() -> None:
    assert found("on all energy ... We agreed") == []
    assert found("We agreed ... humanitarian ... café") == ["We agreed", "humanitarian", "café"]


def test_an_ellipsis_at_the_edges_is_ignored() -> None:
    assert found("... on all energy …") == ["on all energy"]


def test_an_ellipsis_of_the_source_is_part_of_the_passage() -> None:
    assert found("Well... maybe", "Well … maybe") == ["Well … maybe"]
    assert found("Well ... maybe", "Well. [...] maybe") == ["Well. [...] maybe"]


def test_an_ellipsis_reaches_only_so_far() -> None:
    blocks = ["first", *["between"] * 3, "last"]
    assert found("first ... last", *blocks) == []
    assert found("first ... last", *blocks[1:-1], "first", "last") == ["first", "last"]
    assert found("first ... last", "first", *blocks[2:]) == ["first", "last"]


def test_of_several_readings_the_tightest_counts() -> None:
    blocks = ("He left. He came and he stayed. He came late.",)
    assert Searchable(blocks).find("He ... came late") == (Passage(0, 32, 44),)


def test_words_may_run_over_paragraphs() -> None:
    assert found("2.5 percent. He can't do more.\n\nThe café is") == [
        "2.5 percent. He can’t do more.",
        "The café is",
    ]
    assert found("two three four", "one two", " ", "three", "four five") == ["two", "three", "four"]


@pytest.mark.parametrize(
    "words", ["", " ", "...", "[...]", "[Putin]", "“”", "—", ".", "[a] … [b]", "[", "\u0301", "\u200b"]
)
def test_words_that_say_nothing_find_nothing(words: str) -> None:
    source = Searchable([*BLOCKS, words, "[Putin] ... [a] — [b] “.”"])
    assert source.find(words) == ()
    assert source.nearest(words) is None


def test_scripts_without_spaces_have_no_word_boundaries() -> None:
    assert found("和平协议", "他们说和平协议已经签署。") == ["和平协议"]
    assert found("か", "が") == []


def test_other_scripts_are_found() -> None:
    assert found("всё ещё", "Кремль заявил, что всё ещё ждёт") == ["всё ещё"]
    assert found("동의했다", "그는 동의했다.") == ["동의했다"]
    assert found("동의해", "그는 동의했다.") == []


def test_occurrences_tell_whether_words_are_ambiguous() -> None:
    source = Searchable(["He came. He left. He came.", "He came " * 200])
    assert source.occurrences("He left") == 1
    assert Searchable(["He came. He left. He came."]).occurrences("He came") == 2
    assert Searchable(["He and he and He left"]).occurrences("He ... left") == 1
    assert source.occurrences("He came") == 100


def test_more_ellipses_than_anybody_writes_find_nothing() -> None:
    letters = " ".join("a" * 31)
    assert found(" ... ".join("a" * 30), letters) == [" ".join("a" * 30)]
    assert found(" ... ".join("a" * 31), letters) == []


def test_the_nearest_passage_is_shown_for_a_slip() -> None:
    near = SOURCE.nearest("to an intermediate ceasefire on all energy")
    assert near is not None
    assert "immediate ceasefire on all energy" in near.text
    assert near.text == BLOCKS[near.passage.block][near.passage.start : near.passage.end]
    assert 0.8 < near.likeness < 1


def test_the_nearest_passage_is_sought_for_the_piece_that_is_missing() -> None:
    near = SOURCE.nearest("We agreed ... the party's war hardly began")
    assert near is not None
    assert near.passage.block == 2


def test_a_short_piece_that_is_missing_counts_more_than_a_long_one_that_stands_there() -> None:
    blocks = ("The crane drivers have stopped all work in the harbour.", "They want seven percent.")
    near = Searchable(blocks).nearest("crane drivers have stopped all work ... want seven percents")
    assert near
    assert near.text == "want seven percent."


def test_rare_words_lead_to_the_nearest_passage() -> None:
    near = Searchable([*["the man of the town"] * 20, "the talks in Jeddah"]).nearest(
        "of the thalks in Jeddah"
    )
    assert near is not None
    assert near.passage.block == 20


def test_words_that_stand_there_are_nearest_to_themselves() -> None:
    near = SOURCE.nearest("an immediate ceasefire")
    assert near is not None
    assert (near.text, near.likeness) == ("an immediate ceasefire", 1.0)


def test_nothing_is_near_to_what_is_wholly_different() -> None:
    assert SOURCE.nearest("quarterly figures of a shoe factory") is None
    assert Searchable([]).nearest("anything") is None


word = st.text("abcxyzABC", min_size=1, max_size=5)
blocks_of_words = st.lists(st.lists(word, min_size=1, max_size=12), min_size=1, max_size=5)


@given(st.data(), blocks_of_words)
def test_any_words_of_a_source_are_found_as_they_stand(draws: st.DataObject, blocks: list[list[str]]) -> None:
    words = draws.draw(st.sampled_from(blocks))
    first = draws.draw(st.integers(0, len(words) - 1))
    wanted = " ".join(words[first : draws.draw(st.integers(first + 1, len(words)))])
    texts = [" ".join(block) for block in blocks]
    assert found(wanted, *texts) == [wanted]


swaps = st.sampled_from(
    ["“", "”", "'", "’", "„", "—", "–", "--", " - ", " ", "\u00a0", "\u2009", "\n", "\u00ad", "…", "é", "ﬁ"]
)
same = {
    "“": '"',
    "”": "'",
    "’": "`",
    "—": " -- ",
    "–": "-",
    "\u00a0": " \n",
    "\u00ad": "",
    "é": "e\u0301",
    "ﬁ": "fi",
}


@given(st.lists(word | swaps, max_size=20))
def test_typography_moves_no_passage(parts: list[str]) -> None:
    # A piece such as "..." would be left out on one side only: the ellipsis has tests of its own.
    parts = ["one", *(part for part in parts if part != "…"), "two"]
    text = f"see x {''.join(parts)} y"
    wanted = f"x {''.join(same.get(part, part) for part in parts)} y"
    assert found(wanted, text) == [text[4:]]


@given(st.lists(st.text(), max_size=4), st.text())
def test_passages_lie_in_their_blocks_in_order(blocks: list[str], words: str) -> None:
    source = Searchable(blocks)
    for wanted in (words, *blocks, " ... ".join(blocks)):
        passages = source.find(wanted)
        assert list(passages) == sorted(passages, key=lambda one: (one.block, one.start))
        assert all(0 <= one.start < one.end <= len(blocks[one.block]) for one in passages)
        assert bool(passages) == bool(source.occurrences(wanted))
        source.nearest(wanted)


@given(st.text(st.characters(categories=["L", "N", "M", "Zs"]), min_size=1))
def test_a_text_is_found_in_itself(text: str) -> None:
    if any(letter.isalnum() for letter in unicodedata.normalize("NFKD", text)):
        (passage,) = Searchable([text]).find(text)
        assert text[: passage.start].strip() == ""


HOSTILE = ["a", "a ", "ab ", "\u0301\u0323", "[a] ", "[", ". ", "é", '"', "a ... ", "a [b] ", "\u200b", "-"]


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_words_in_a_hostile_source_come_to_an_end(source: str) -> None:
    searchable = Searchable([source * 5_000])
    for hostile in HOSTILE:
        assert searchable.occurrences(hostile * 2_000) <= 100
        assert searchable.find(f"{hostile * 20} qx") == ()
    assert searchable.find("b ... x") == ()


UNSAID = """
parties: [{id: union, name: Dock Union, part: Strikes.}, {id: board, name: Harbour Board}]
demands:
  - id: pay
    by: union
    text: More pay.
    positions: [{party: board, stance: rejects}, {party: union, stance: silent}]
  - {id: rest, by: union, text: Rest., positions: [{party: board, stance: unknown}]}
dates:
  - id: day
    date: 2026
    title: A day
    evidence: stopped work
accounts:
  - {id: report, by: board, of: day, title: R, topics: [{topic: A, silent: true}, {topic: B, says: b}]}
"""


def test_what_rests_on_no_words_is_told_with_where_they_go(tmp_path: Path) -> None:
    found = list(missing_evidence(edition_of(write_story(tmp_path, UNSAID))))
    end = ": words of the article that show it. What somebody said is “quote: …” instead."
    assert [(one.span.line, one.message.rpartition(" ")[2], one.hint.removesuffix(end)) for one in found] == [
        (6, "part", "Write “, evidence: …” before the “}” of “union”"),
        (8, "demand", "Add the line “evidence: …” below “id: pay”, with 4 spaces before it"),
        (11, "position", "Write “, evidence: …” before its “}”"),
        (12, "demand", "Write “, evidence: …” before the “}” of “rest”"),
        (19, "account", "Write “, evidence: …” before its “}”"),
    ]
    assert {(one.code, one.severity) for one in found} == {("missing-evidence", "warning")}
    assert {one.message.rpartition(" ")[0] for one in found} == {"No words are given for this"}


@pytest.mark.parametrize(
    ("words", "text", "passages"),
    [
        ("a b", "x a b y", [(0, 2, 5)]),
        ("a ... c", "a b a c", [(0, 4, 7)]),
        ("a ... c", "a b c a b c", [(0, 0, 1), (0, 4, 5)]),
        ("a...", "a... b", [(0, 0, 1)]),
        ("one, two;", "one — one, two; three", [(0, 6, 15)]),
        ("one two...", "one two. Three", [(0, 0, 7)]),
        ("one two.”", "“one two.” three", [(0, 1, 9)]),
        ("1/2 kg", "1/2 kg, 11/2 kg", [(0, 0, 6)]),
        ("2 kg", "1/2 kg", []),
        ("5", "2:5 and 5", [(0, 8, 9)]),
        ("a/b", "x/a/b/y", [(0, 2, 5)]),
        ("won", "won't and won", [(0, 10, 13)]),
        ("x [, so,] y", "x y", [(0, 0, 3)]),
        ("x [so], y", "x, y", [(0, 0, 4)]),
        ("[Ll]ama", "llama", []),
        ("[é]té", "Été", [(0, 0, 3)]),
        ("a [b] c [d] e [f] g [h] i", "a c [d] e g [h] i", [(0, 0, 17)]),
        ("a [b] c [d] e [f] g [h] i [j] k", "a c [d] e g i k", []),
        ("ﬁve", "five of ﬁve", [(0, 0, 4)]),
        ("½ cup", "1 ½ cup", [(0, 2, 7)]),
        ("a\u0301b", "x \u00e1b", [(0, 2, 4)]),
    ],
)
def test_where_words_are_found(words: str, text: str, passages: list[tuple[int, int, int]]) -> None:
    found = Searchable([text]).find(words)
    assert [(one.block, one.start, one.end) for one in found] == passages
