"""Stories as data: JSON that follows its own schema, and a table that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

import pytest
from conftest import GOOD, SITE_NAME, Pages
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from stories import write_story

from generator.build import Build, Settings, build
from generator.edition import Edition, make_edition
from generator.gathering import read_library
from generator.outputs.datasets import COLUMNS, harmless, plain_words, schema
from generator.pages.desk import Desk
from generator.views import PageView

URL = "https://example.org/pages/"
Data = dict[str, Any]


def file_of(made: Build, path: str) -> bytes:
    (content,) = (file.content for file in made.files if file.path == path)
    return content


def story_of(made: Build, slug: str = "harbour-strike") -> Data:
    data: Data = json.loads(file_of(made, f"{slug}/story.json"))
    return data


def table_of(made: Build, slug: str = "harbour-strike") -> list[dict[str, str]]:
    text = file_of(made, f"{slug}/facts.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def published() -> Build:
    """The good site at an address of its own."""
    return build(Settings(GOOD, "content", SITE_NAME, site_url=URL))


@pytest.fixture(params=["whole", "relative"])
def either(request: pytest.FixtureRequest, published: Build, built: Build) -> Build:
    """With the site's address and without."""
    return published if request.param == "whole" else built


# --- JSON -------------------------------------------------------------------------------------


def test_the_schema_is_one_and_describes_every_field() -> None:
    made = schema()
    Draft202012Validator.check_schema(made)
    forms = {"StoryData": made, **made["$defs"]}
    fields = [one for form in forms.values() for one in form.get("properties", {}).items()]
    assert len(fields) > 90
    assert [name for name, terms in fields if not terms.get("description")] == []
    assert all(form["additionalProperties"] is False for form in forms.values() if "properties" in form)


def keys_of(value: object) -> set[str]:
    """Every key at any depth, but for the names of fields and forms."""
    if isinstance(value, list):
        return set[str]().union(*map(keys_of, value))
    if not isinstance(value, dict):
        return set()
    named = {"properties", "$defs"}
    inner = [keys_of(list(part.values()) if name in named else part) for name, part in value.items()]
    return set(value).union(*inner)


def test_the_schema_limits_no_words_and_names_no_field_twice() -> None:
    """Links become words, and those may be longer than what an editor may write."""
    keys = keys_of(schema())
    assert keys & {"maxLength", "default", "title"} == set()
    assert {"pattern", "minItems", "enum", "description"} <= keys
    assert '"null"' not in json.dumps(schema())


def test_every_story_follows_the_schema_that_it_names(either: Build) -> None:
    for slug in ("harbour-strike", "bridge-closure"):
        data = story_of(either, slug)
        path = urljoin(f"{URL}{slug}/story.json", data["$schema"]).removeprefix(URL)
        Draft202012Validator(json.loads(file_of(either, path))).validate(data)


PLANTED: tuple[tuple[str, Callable[[Data], object]], ...] = (
    ("no facts", lambda d: d.pop("facts")),
    ("a field nobody knows", lambda d: d["facts"][0].update(mood="good")),
    ("another status", lambda d: d["facts"][0].update(status="true")),
    ("a stance that is none", lambda d: d["sheet"]["reactions"][0].update(stance="loves")),
    ("null", lambda d: d["facts"][0].update(date=None)),
    ("a fact without address", lambda d: d["facts"][0].pop("address")),
    ("an id with a space", lambda d: d["sheet"]["dates"][0].update(id="a b")),
)


@pytest.mark.parametrize("plant", [plant for _, plant in PLANTED], ids=[name for name, _ in PLANTED])
def test_the_schema_catches(built: Build, plant: Callable[[Data], object]) -> None:
    data = story_of(built)
    plant(data)
    with pytest.raises(ValidationError):
        Draft202012Validator(schema()).validate(data)


def test_every_fact_and_every_entry_is_there(built: Build, edition: Edition) -> None:
    for story in edition.library.stories:
        data = story_of(built, story.slug)
        facts = edition.facts[story.slug]
        assert [one["id"] for one in data["facts"]] == [fact.anchor for fact in facts]
        assert [one["status"] for one in data["facts"]] == [fact.status for fact in facts]
        for name in ("parties", "demands", "dates", "reactions", "accounts", "claims", "sources", "updates"):
            assert len(data["sheet"][name]) == len(getattr(story.sheet, name))
        assert data["sheet"]["see_also"] or not story.sheet.see_also


def ids_in(value: object, field: str = "") -> set[str]:
    """Every id that a value names, by the fields that hold some."""
    if isinstance(value, dict):
        return set[str]().union(*(ids_in(inner, name) for name, inner in value.items()))
    if isinstance(value, list):
        return set[str]().union(*(ids_in(inner, field) for inner in value))
    names = "id by of to who about part_of party said_in source reported_in contradicts leads member_of"
    return {str(value)} if field in f"{names} speaks_for works_for lead".split() else set()


def test_every_id_is_explained(built: Build) -> None:
    for slug in ("harbour-strike", "bridge-closure"):
        data = story_of(built, slug)
        named = ids_in([part for name, part in data["sheet"].items() if name not in ("see_also", "story")])
        named |= {reference for one in data["facts"] for reference in (one["of"], *one["by"])}
        named |= {words["source"] for one in data["facts"] for words in one["evidence"]}
        assert named - set(data["names"]) == set()
    assert story_of(built)["names"]["dockers-union"]["party"] == "organisation"
    assert story_of(built, "bridge-closure")["names"]["harbour-strike/minutes"]["kind"] == "source"


def test_addresses_lead_to_places_on_the_site(either: Build, pages: Pages) -> None:
    for slug in ("harbour-strike", "bridge-closure"):
        data, here = story_of(either, slug), f"{URL}{slug}/story.json"
        found = [data["address"], *(one["address"] for one in data["names"].values())]
        found += [one["address"] for one in data["facts"]]
        found += [words["address"] for one in data["facts"] for words in one["evidence"]]
        assert len(found) > 30
        for address in found:
            page, _, anchor = urljoin(here, address).removeprefix(URL).partition("#")
            assert page in pages, address
            assert not anchor or anchor in pages[page].ids, address


def test_running_text_is_plain_and_quotations_are_as_they_were(built: Build) -> None:
    data = story_of(built)
    assert data["sheet"]["story"]["standfirst"].endswith(
        "It asks the company for eleven hours of rest; Aoife O'Dell takes no side."
    )
    assert "[[" not in json.dumps(data, ensure_ascii=False).replace("nine hours [...]", "")
    evidence = [one["words"] for party in data["sheet"]["parties"] for one in party["evidence"]]
    assert "nine hours [...] could be discussed" in evidence
    assert data["sheet"]["dates"][5]["date"] == "2024-06"
    assert data["sheet"]["dates"][5]["previously"] == "2024-04-20~"


def test_words_are_those_of_the_source(built: Build) -> None:
    data = story_of(built)
    (fact,) = (one for one in data["facts"] if one["id"] == "eleven-hours.harbour-company.2024-04-16")
    (words,) = fact["evidence"]
    assert words["words"] == "nine hours could be discussed — if the cranes move first"
    assert words["found"] is True


# --- the table --------------------------------------------------------------------------------


def test_the_table_has_a_row_a_fact(either: Build) -> None:
    data, rows = story_of(either), table_of(either)
    heads = "id kind statement quote who date status source words address"
    assert list(rows[0]) == list(COLUMNS) == heads.split()
    assert [row["id"] for row in rows] == [one["id"] for one in data["facts"]]
    assert [row["address"] for row in rows] == [harmless(one["address"]) for one in data["facts"]]
    (row,) = (row for row in rows if row["id"] == "captain-words")
    assert row["who"] == "The captain of the Зоря"
    assert row["quote"] == "We have bread for the whole town on board, and nobody to unload it"
    assert row["date"] == "2024-04-17~"
    assert row["status"] == "verified"


def test_it_is_csv_that_spreadsheets_read_as_utf_8(built: Build) -> None:
    table = file_of(built, "harbour-strike/facts.csv")
    assert table.startswith(b'\xef\xbb\xbf"id","kind",')
    assert table.endswith(b'"\r\n')
    lines = list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    assert {len(line) for line in lines} == {len(COLUMNS)}


def plain(cell: str) -> str:
    """A cell as it was: without the apostrophe that keeps it from being a formula."""
    return cell[1:] if re.match("'+[=+\\-@＝＋－＠\t\r\n]", cell) else cell


@given(st.lists(st.text() | st.text("'=+-@＝\t\r\n\",; x"), min_size=1, max_size=4))
def test_any_text_comes_back_and_no_cell_is_a_formula(texts: list[str]) -> None:
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(
        [harmless(text) for text in texts]
    )
    (cells,) = csv.reader(io.StringIO(file.getvalue(), newline=""))
    assert not [cell for cell in cells if re.match("[=+\\-@＝＋－＠\t\r\n]", cell)]
    assert [plain(cell) for cell in cells] == texts


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "＝1", "=cmd|' /C calc'!A0", "'=1"])
def test_what_a_sheet_says_is_no_formula(tmp_path: Any, text: str) -> None:
    sheet = f"claims:\n  - id: it\n    text: {json.dumps(text)}\n    evidence: Crane drivers\n"
    made = build(Settings(write_story(tmp_path, sheet), "content"))
    (row,) = table_of(made, "port")
    assert row["statement"] == f"'{text}"
    assert story_of(made, "port")["facts"][0]["statement"] == text


def test_no_file_of_data_holds_the_beginning_of_an_element(tmp_path: Any) -> None:
    """Wherever somebody puts it: the sign is written as its number, and read back as it was."""
    text = "</script><script>alert(1)</script>"
    sheet = f"claims:\n  - id: it\n    text: {json.dumps(text)}\n    evidence: Crane drivers\n"
    made = build(Settings(write_story(tmp_path, sheet), "content"))
    (data,) = (file.content for file in made.files if file.path == "port/story.json")
    assert b"<" not in data
    assert json.loads(data)["facts"][0]["statement"] == text


# --- what pages say of it ---------------------------------------------------------------------


def page_at(made: Build, address: str) -> PageView:
    (page,) = (page for page in made.pages if page.address == address)
    return page


def test_the_story_page_offers_its_files_at_its_end(built: Build, pages: Pages) -> None:
    assert page_at(built, "harbour-strike/").sections[-1].part == "machines"
    section = pages["harbour-strike/"].tree.css(".ex-section--machines")[0]
    files = pages["harbour-strike/"].files(section)
    assert files == {
        "harbour-strike/feed.atom",
        "harbour-strike/dates.ics",
        "harbour-strike/story.json",
        "harbour-strike/facts.csv",
        "feed.atom",
        "dates.ics",
        "story.schema.json",
    }
    assert files <= {file.path for file in built.files}
    assert len(built.files) == len({file.path for file in built.files})


def test_every_link_to_a_file_leads_to_one(built: Build, pages: Pages) -> None:
    linked = set[str]().union(*(page.files() for page in pages.values()))
    assert linked <= {file.path for file in built.files}


def test_pages_name_the_files_of_their_story_and_of_all(built: Build) -> None:
    story = page_at(built, "harbour-strike/").alternates
    names = ("feed.atom", "dates.ics", "story.json", "facts.csv")
    assert [one.address for one in story] == [*(f"harbour-strike/{name}" for name in names), "feed.atom"]
    assert page_at(built, "harbour-strike/demands/eleven-hours/").alternates == story
    assert [one.address for one in page_at(built, "").alternates] == ["feed.atom"]
    assert [one.address for one in page_at(built, "parties/odell/").alternates] == ["feed.atom"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It asks [[harbour-company| the company ]] for rest.", "It asks the company for rest."),
        ("It asks [[harbour-company]].", "It asks Merrow Harbour Company."),
        ("It asks [[ harbour-company ]].", "It asks Merrow Harbour Company."),
        ("It asks [[ nobody-here ]].", "It asks nobody-here."),
    ],
)
def test_links_become_the_words_that_they_have_on_the_page(text: str, plain: str) -> None:
    desk = Desk(make_edition(read_library(GOOD, "content")[0])[0], "content")
    assert plain_words(desk, desk.edition.library.story("harbour-strike"), text) == plain
