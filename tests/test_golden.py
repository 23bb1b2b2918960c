"""Pages of the good site as `explainers build` writes them, against what was looked at and found right.

After a change that is meant: `pytest --refresh-golden`, then read the difference.
"""

from collections.abc import Mapping

import pytest
from conftest import GOLDEN, Golden

PAGES = {
    "story": "harbour-strike/",
    "article": "harbour-strike/article/",
    "demand-with-history": "harbour-strike/demands/eleven-hours/",
    "party-in-two-stories": "parties/odell/",
    "timeline": "harbour-strike/timeline/",
    "accounts": "harbour-strike/accounts/",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_it_was_found_right(name: str, markdown: Mapping[str, str], golden: Golden) -> None:
    golden(f"golden/{name}.md", markdown[f"{PAGES[name]}index.md"])


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(PAGES)
