"""What stands between quotation marks, in the ways that newsrooms write them."""

import pytest

from generator.quoted import quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"No," he said. "Not now."', ['"No,"', '"Not now."']),
        ('He ("the chair") said "no" "yes"', ['"the chair"', '"no"', '"yes"']),
        ("“One ‘two’ three” and ‘four’ five", ["“One ‘two’ three”", "‘four’"]),
        ("„Nein“, sagte sie. «Non», dit-il. »Nej«, sa hun.", ["„Nein“", "«Non»", "»Nej«"]),
        # Inches, endings of words and marks that close nothing are no beginning.
        ('A 5" pipe, she said, "is enough".', ['"is enough"']),
        ('so-called "experts" of 6"', ['"experts"']),
        ('a"b"c and " spaced "', []),
        # An apostrophe is no end.
        ("The dockers’ chair said ‘no’.", ["‘no’"]),
        ("It’s ‘the workers’ day’, he said.", ["‘the workers’ day’"]),
        ("‘So it’s,’ he said", ["‘So it’s,’"]),
        ("‘Tis odd, and odd» “it is”", ["“it is”"]),
        ("Nothing “” and “ ” is said", []),
    ],
)
def test_what_stands_between_marks(text: str, quoted: list[str]) -> None:
    found = list(quotations(text))
    assert [text[one.outer_start : one.outer_end] for one in found] == quoted
    assert [text[one.start : one.end] for one in found] == [words[1:-1] for words in quoted]
    assert not any(one.is_open for one in found)


@pytest.mark.parametrize("text", ['He said "never', "He said “never"])
def test_words_that_nothing_closes_go_to_the_end(text: str) -> None:
    (found,) = quotations(text)
    assert found.is_open
    assert text[found.start : found.end] == "never"
    assert found.outer_end == found.end == len(text)
