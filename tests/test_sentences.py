"""Sentences of news English, and the marks of other scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sentences import sentences


def cut(text: str) -> list[str]:
    """The text's sentences as words."""
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["He agreed.", "She did not!", "Did they?", "Yes."],
        ["One without an end"],
        ["Mr. Putin met U.S. President Trump and Dr. Lee.", "St. Petersburg was quiet."],
        ["Aid came from the U.S.", "The White House said so."],
        ["J. D. Vance and George W. Bush came.", "A. Merkel and J. A. Smith did not."],
        ["It cost 3.5 million, or 2.5%.", "No. 10 agreed on Jan. 5.", "It ended in Jan.", "Then it began."],
        ["They met at 3 p.m. on Tuesday.", "They left at 5 p.m.", "The rest stayed."],
        ["It began in 2022.", "Then it went on."],
        ["1. The first thing.", "2. The second."],
        ["Acme Inc. Chairman Lee spoke, e.g. Paris was named.", "So did Lt.-Gen. Smith."],
        ["Read example.org for more.", "It costs 1.50 there."],
        ["“We agreed.”", "He left."],
        ['"Stop." he said.', '"Stop!" she cried.', "They left."],
        ["He was there (we saw him.)", "Then he left."],
        ["Well… maybe.", "They waited...", "Nothing came."],
        ["... And so it went.", "“… We came.", "What?!", "Really."],
        ["He agreed.[1]", "She did not.[12]"],
        ["Il dit : «\u00a0Non.\u00a0»", "Elle partit."],
        ["«Нет.»", "Он ушёл."],
        ["停战了。", "真的吗？", "是！"],
        ["他说“好。”然后走了。"],
        ["क्या है।", "हां।"],
        ["کیا ہوا؟", "کچھ نہیں۔"],
        ["He met Mr. “Lee” and Gov. (Then) Smith.", "“It ended.”", "(So it did.)"],
        ["He said 12.", "It was 1945.", "Then he left in 999.", "So."],
        ["10. The tenth.", "11. The next."],
        ["I came with X. Lee and xx.", "Lee left."],
        ["The U.S. A. Smith was there.", "The E.U.", "A treaty followed."],
        ["They call it the U.S. Army.", "It pays."],
        ["She runs Acme Corp. Lee runs it too, et al. Smith."],
        ["Part a.", "Lee left."],
    ],
    ids=lambda expected: expected[0],
)
def test_sentences_are_cut_where_a_reader_would(expected: list[str]) -> None:
    spaced = "".join if expected[0].startswith("停") else " ".join
    assert cut(spaced(expected)) == expected


def test_a_line_break_is_a_space() -> None:
    assert cut(" He agreed.\nShe\ndid not.\n") == ["He agreed.", "She\ndid not."]


@pytest.mark.parametrize("text", ["", "  \n "])
def test_without_words_there_is_no_sentence(text: str) -> None:
    assert sentences(text) == ()


def test_marks_alone_belong_to_the_sentence_before() -> None:
    assert cut("He agreed. ...") == ["He agreed. ..."]
    assert cut("...") == ["..."]


prose = st.lists(
    st.sampled_from(["We", "no", "U.S.", "Mr.", "5", ".", "!", "…", "。", "”", '"', "(", " ", "\n", "[1]"])
)


@given(st.text() | prose.map("".join))
def test_sentences_cover_everything_but_the_space_between_them(text: str) -> None:
    position = 0
    for start, end in sentences(text):
        assert start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()


@given(
    st.lists(
        st.sampled_from(["We agreed.", "Nobody came!", "Was it so?", "Mr. Lee paid 3.5 million."]), min_size=1
    )
)
def test_plain_sentences_come_back(expected: list[str]) -> None:
    assert cut(" ".join(expected)) == expected


@pytest.mark.parametrize("hostile", [". ", "a. ", "A. ", "a.", '."', "[1", "1. A ", " ", "。”"])
def test_long_hostile_text_is_cut(hostile: str) -> None:
    text = hostile * 50_000
    spans = sentences(text)
    assert spans[-1][1] == len(text.rstrip()) if spans else not text.strip()
