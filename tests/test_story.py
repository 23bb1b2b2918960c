"""The first story: quoted word for word, told in other words, and every fact found in its article."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from generator.kinds import read_entry
from generator.model.sheets import FactSheet, FrontMatter, SharedParties

CONTENT = Path(__file__).parent.parent / "content"
STORY = CONTENT / "energy-pause-call"
SEED = os.environ.get("EXPLAINERS_SEED_REPORT")
LONGEST_RUN = 8
"""So many words in a row may be the report's own: long names need them."""

needs_seed = pytest.mark.skipif(not SEED, reason="EXPLAINERS_SEED_REPORT does not name the report's text")

TYPOGRAPHY = str.maketrans("‘’“”–—\u00a0", "''\"\"-- ")
QUOTATION = re.compile(r'"([^"]*)"')
SENTENCE_END = " .,"


def folded(text: str) -> str:
    """Text with plain quotation marks and dashes, and single spaces."""
    return " ".join(re.sub("--+", "-", text.translate(TYPOGRAPHY)).split())


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", folded(text).lower())


def plain_article() -> str:
    """The article as readers see it: without front matter and link addresses."""
    body = (STORY / "article.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]
    body = re.sub(r"\[\[[^\[\]|]*\|([^\[\]]*)\]\]", r"\1", body)
    return re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", body)


def retold() -> str:
    """The article without its quotations and without the headlines of other articles."""
    paragraphs = [folded(part) for part in plain_article().split("\n\n")]
    own = [QUOTATION.sub(" \N{PILCROW SIGN} ", p) for p in paragraphs if not p.startswith("See also:")]
    return " \N{PILCROW SIGN} ".join(own)


def scalars_as_text(text: str) -> object:
    """YAML with every scalar as the text that stands there: no dates, no numbers."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def sheet() -> object:
    return scalars_as_text((STORY / "facts.yaml").read_text(encoding="utf-8"))


def texts_under(key: str, value: object) -> Iterator[str]:
    """Every text below a key of this name; a list there counts as several."""
    if isinstance(value, list):
        for part in value:
            yield from texts_under(key, part)
    elif isinstance(value, dict):
        for name, part in value.items():
            if name == key:
                yield from [part] if isinstance(part, str) else part
            else:
                yield from texts_under(key, part)


def seed() -> str:
    return folded(Path(str(SEED)).read_text(encoding="utf-8"))


@needs_seed
def test_quotations_stand_word_for_word_in_the_report() -> None:
    quoted = QUOTATION.findall(folded(plain_article())) + [folded(q) for q in texts_under("quote", sheet())]
    assert len(quoted) > 20
    assert [q for q in quoted if q.strip(SENTENCE_END) not in seed()] == []


@needs_seed
def test_no_sentence_is_copied_from_the_report() -> None:
    report, size = words(seed()), LONGEST_RUN + 1
    runs = {tuple(report[i : i + size]) for i in range(len(report) - size + 1)}
    copied = [
        " ".join(piece[i : i + size])
        for piece in map(words, retold().split("\N{PILCROW SIGN}"))
        for i in range(len(piece) - size + 1)
        if tuple(piece[i : i + size]) in runs
    ]
    assert copied == []


def test_the_files_fit_the_model() -> None:
    front = (STORY / "article.md").read_text(encoding="utf-8").split("\n---\n", 1)[0]
    assert read_entry(FactSheet, sheet())[1] == []
    assert read_entry(FrontMatter, scalars_as_text(front))[1] == []
    parties = scalars_as_text((CONTENT / "parties.yaml").read_text(encoding="utf-8"))
    assert read_entry(SharedParties, parties)[1] == []


def test_every_fact_rests_on_words_of_the_article() -> None:
    paragraphs = [folded(part) for part in plain_article().split("\n\n")]
    rests_on = [*texts_under("quote", sheet()), *texts_under("evidence", sheet())]
    assert len(rests_on) > 100
    assert [text for text in rests_on if not any(folded(text) in part for part in paragraphs)] == []
