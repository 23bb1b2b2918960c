"""Linked data: schema.org's own terms, what the sheet says and no more, and nothing that could run."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import GOOD, SITE_NAME, TESTS, Html, Pages, html_of
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser
from stories import write_story

from generator.build import Build, Settings, build
from generator.outputs.linked_data.terms import as_script
from generator.outputs.markdown import markdown_page
from generator.outputs.search import text_of
from generator.rendering import Renderer, find_templates

URL = "https://example.org/pages/"
Thing = dict[str, Any]
VOCABULARY = yaml.safe_load((TESTS / "vocabulary.yaml").read_text("utf-8"))
TYPES: dict[str, list[str]] = VOCABULARY["types"]
PROPERTIES: dict[str, dict[str, list[str]]] = VOCABULARY["properties"]
VALUES: dict[str, list[str]] = VOCABULARY["values"]


# --- the vocabulary ---------------------------------------------------------------------------


def kinds(kind: str) -> set[str]:
    """A type and all above it."""
    return {kind}.union(*(kinds(above) for above in TYPES[kind]))


def types_of(one: Thing) -> list[str]:
    kind = one["@type"]
    return kind if isinstance(kind, list) else [kind]


def faults(one: Thing, role: str = "") -> Iterator[str]:
    """What a thing says that schema.org does not know. In a role stands the property that it qualifies."""
    if unknown := [kind for kind in types_of(one) if kind not in TYPES]:
        yield f"no type {unknown}"
        return
    all_kinds = set[str]().union(*map(kinds, types_of(one)))
    for name, value in one.items():
        if name.startswith("@"):
            continue
        if name not in PROPERTIES:
            yield f"no property {name}"
        elif not (all_kinds & set(PROPERTIES[name]["where"]) or (name == role and "Role" in all_kinds)):
            yield f"{name} on {types_of(one)}"
        else:
            for inner in value if isinstance(value, list) else [value]:
                yield from value_faults(name, inner)


def value_faults(name: str, value: object) -> Iterator[str]:
    holds = set(PROPERTIES[name]["holds"])
    if isinstance(value, dict) and set(value) == {"@id"}:
        return
    if isinstance(value, dict):
        yield from faults(value, role=name)
        found = set[str]().union(*(kinds(kind) for kind in types_of(value) if kind in TYPES))
        # A thing of which nobody said what kind it is may be any.
        if not (holds & found or "Role" in found or found == {"Thing"}):
            yield f"{name} holds {types_of(value)}"
    elif isinstance(value, int):
        if "Integer" not in holds:
            yield f"{name} holds a number"
    elif not any(fits(value, kind) for kind in holds):
        yield f"{name} holds {value!r}"


def fits(value: object, kind: str) -> bool:
    """Whether a text can be a literal of this kind."""
    if not isinstance(value, str) or not value:
        return False
    if kind in VALUES:
        return value.removeprefix("https://schema.org/") in VALUES[kind]
    if kind == "Date":
        return is_date(value)
    return kind == "Text" or (kind == "URL" and re.fullmatch(r"[^\s<>\"{}|\\^`]+", value) is not None)


def is_date(value: str) -> bool:
    """A year, a month or a real day (ISO 8601)."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", value)
    try:
        return bool(match and date(int(match[1]), int(match[2] or 1), int(match[3] or 1)))
    except ValueError:
        return False


def graph_of(page: str) -> list[Thing]:
    """The things that a finished page describes."""
    (script,) = LexborHTMLParser(page).css('script[type="application/ld+json"]')
    made = json.loads(script.text())
    assert made["@context"] == "https://schema.org"
    return list(made["@graph"])


def things(value: object) -> Iterator[Thing]:
    """All things, at any depth."""
    if isinstance(value, dict):
        if "@type" in value or "@id" in value:
            yield value
        for inner in value.values():
            yield from things(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from things(inner)


@pytest.fixture(scope="module")
def published() -> Build:
    """The good site at an address of its own."""
    return build(Settings(GOOD, "content", SITE_NAME, site_url=URL.rstrip("/")))


@pytest.fixture(scope="module")
def graphs(published: Build) -> dict[str, list[Thing]]:
    return {address: graph_of(page.text) for address, page in html_of(published.pages).items()}


def main(graphs: dict[str, list[Thing]], address: str) -> Thing:
    return graphs[address][0]


def entity(graphs: dict[str, list[Thing]], address: str) -> Thing:
    found = main(graphs, address)["mainEntity"]
    assert isinstance(found, dict)
    return found


def in_full(graphs: dict[str, list[Thing]], name: str) -> Thing:
    """The fullest description of a thing."""
    return max((one for one in things(list(graphs.values())) if one.get("@id") == URL + name), key=len)


def test_an_overview_describes_in_full_what_has_no_page(graphs: dict[str, list[Thing]]) -> None:
    listed = entity(graphs, "harbour-strike/timeline/")["itemListElement"]
    found = {step["item"]["@id"].partition("#")[2]: step["item"] for step in listed}
    assert set(found["strike"]) == {"@type", "@id", "name", "url"}
    assert found["strike"]["url"] == f"{URL}harbour-strike/timeline/strike/"
    assert found["regatta"]["eventStatus"]
    assert [step["position"] for step in listed] == list(range(1, len(listed) + 1))


def test_every_page_says_what_it_is_in_terms_of_the_vocabulary(
    graphs: dict[str, list[Thing]], pages: Pages
) -> None:
    assert set(graphs) == set(pages)
    assert [fault for graph in graphs.values() for one in graph for fault in faults(one)] == []
    assert [fault for page in pages.values() for one in graph_of(page.text) for fault in faults(one)] == []
    used = {
        kind for graph in graphs.values() for one in things(graph) if "@type" in one for kind in types_of(one)
    }
    asked = "BackgroundNewsArticle NewsArticle Event Person Organization Country Quotation Claim"
    assert set(asked.split()) | {"CorrectionComment", "BreadcrumbList"} <= used


def test_nothing_known_is_said_with_nothing_in_it(graphs: dict[str, list[Thing]]) -> None:
    for graph in graphs.values():
        for one in things(graph):
            assert [name for name, value in one.items() if value in ("", [], {}, None)] == []


PLANTED: tuple[tuple[Callable[[Thing], None], str], ...] = (
    (lambda one: one.update({"@type": "Demand"}), "no type ['Demand']"),
    (lambda one: one.update({"@type": "ClaimReview"}), "no type ['ClaimReview']"),
    (lambda one: one.update(beginning="2024"), "no property beginning"),
    (lambda one: one.update(jobTitle="mayor"), "jobTitle on ['Event']"),
    (lambda one: one.update(attendee={"@type": "Event"}), "attendee holds ['Event']"),
    (lambda one: one.update(attendee={"@type": "Person", "text": "!"}), "text on ['Person']"),
    (lambda one: one.update(startDate="2024-02-30"), "startDate holds '2024-02-30'"),
    (lambda one: one.update(startDate="2024-04-20~"), "startDate holds '2024-04-20~'"),
    (lambda one: one.update(eventStatus="https://schema.org/EventLost"), "eventStatus holds 'https://sch"),
    (lambda one: one.update(url="not an address"), "url holds 'not an address'"),
    (lambda one: one.update(name=7), "name holds a number"),
    (lambda one: one.update(superEvent={"@type": "OrganizationRole", "roleName": 3}), "roleName holds a num"),
)


@pytest.mark.parametrize(("plant", "fault"), PLANTED, ids=[fault for _, fault in PLANTED])
def test_the_vocabulary_catches(plant: Callable[[Thing], None], fault: str) -> None:
    one: Thing = {"@type": "Event", "name": "Regatta", "startDate": "2024-04"}
    assert list(faults(one)) == []
    plant(one)
    assert [found for found in faults(one) if found.startswith(fault)]


# --- what is said -----------------------------------------------------------------------------


def test_the_story_is_background_with_what_it_rests_on(graphs: dict[str, list[Thing]]) -> None:
    story = main(graphs, "harbour-strike/")
    assert story["@type"] == "BackgroundNewsArticle"
    assert story["@id"] == story["url"] == f"{URL}harbour-strike/"
    assert story["headline"] == "The harbour strike in Port Merrow"
    assert story["dateModified"] == "2024-05-02"
    assert "datePublished" not in story
    assert "[[" not in story["description"]
    assert (
        story["isBasedOn"][0 if isinstance(story["isBasedOn"], list) else "@id"]
        == f"{URL}harbour-strike/article/"
    )
    (correction,) = story["correction"]
    assert correction["@type"] == "CorrectionComment"
    assert correction["datePublished"] == "2024-04-20"
    for words in ("eight hours", "nine hours", "number of hours was wrong"):
        assert words in correction["text"]
    assert correction["url"] == f"{URL}harbour-strike/updates/#update.2"
    downloads = story["subjectOf"]["distribution"]
    assert [one["contentUrl"] for one in downloads] == [
        f"{URL}harbour-strike/story.json",
        f"{URL}harbour-strike/facts.csv",
    ]


def test_the_article_is_news_that_names_what_it_mentions(graphs: dict[str, list[Thing]]) -> None:
    article = main(graphs, "harbour-strike/article/")
    assert article["@type"] == "NewsArticle"
    assert article["datePublished"]
    (gazette,) = article["isBasedOn"]
    assert gazette["@id"] == f"{URL}harbour-strike/sources/#gazette"
    assert "isBasedOn" not in main(graphs, "bridge-closure/article/")
    assert {"@type": "Person", "@id": f"{URL}parties/#nils-brandt", "name": "Nils Brandt"} in article[
        "mentions"
    ]


@pytest.mark.parametrize(
    ("event", "start", "end", "state"),
    [
        ("strike-begins", "2024-04-03", None, "EventScheduled"),
        ("strike", "2024-04-03", None, "EventScheduled"),
        ("mediation", "2024-05-06", None, "EventScheduled"),
        ("regatta", "2024-04-27", "2024-04-28", "EventCancelled"),
        ("market", "2024-06", None, "EventRescheduled"),
        ("old-pier", None, None, None),
        ("port-founded", None, None, "EventScheduled"),
        ("quay-built", None, "1893", "EventScheduled"),
        ("first-crane", None, "1921", "EventScheduled"),
        ("company-founded", None, None, "EventScheduled"),
        ("night-shifts", "1999", None, "EventScheduled"),
    ],
)
def test_an_event_has_the_dates_that_are_certain(
    graphs: dict[str, list[Thing]], event: str, start: str | None, end: str | None, state: str | None
) -> None:
    one = in_full(graphs, f"harbour-strike/timeline/#{event}")
    assert (one.get("startDate"), one.get("endDate")) == (start, end)
    assert one.get("eventStatus") == (state and f"https://schema.org/{state}")
    assert "previousStartDate" not in one


def test_what_was_put_off_says_from_when(tmp_path: Path) -> None:
    sheet = """
    dates:
      - id: moved
        date: 2026-03-09
        previously: 2026-03-02
        status: postponed
        title: Talks
        evidence: Crane drivers
      - id: open
        date: 2026-03-02
        status: postponed
        title: Other talks
        evidence: Crane drivers
    """
    made = build(Settings(write_story(tmp_path, sheet), "content"))
    (page,) = (page for page in made.pages if page.address == "port/timeline/")
    items = [
        step["item"] for step in json.loads(page.linked_data)["@graph"][0]["mainEntity"]["itemListElement"]
    ]
    moved, still_open = items
    assert moved["eventStatus"] == "https://schema.org/EventRescheduled"
    assert (moved["startDate"], moved["previousStartDate"]) == ("2026-03-09", "2026-03-02")
    assert still_open["eventStatus"] == "https://schema.org/EventPostponed"
    assert "previousStartDate" not in still_open


def test_a_party_has_its_other_names_and_ties_once(tmp_path: Path) -> None:
    sheet = """
    parties:
      - {id: union, name: Dock Union, kind: organisation, aliases: [Dock Union, the dockers], wikidata: Q1}
      - id: brandt
        name: Edda Brandt
        kind: person
        roles:
          - {works_for: union, evidence: Crane drivers}
          - {title: chair, leads: union, since: 2020, until: 2024-05, evidence: Crane drivers}
          - {title: crane driver, evidence: Crane drivers}
          - {title: mayor, until: 2020, evidence: Crane drivers}
    """
    made = build(Settings(write_story(tmp_path, sheet, "Crane drivers, Edda Brandt.\n"), "content"))
    found = [one for page in made.pages for one in things(json.loads(page.linked_data)["@graph"])]
    union = max((one for one in found if one.get("name") == "Dock Union"), key=len)
    assert union["alternateName"] == ["the dockers"]
    assert union["sameAs"] == "https://www.wikidata.org/entity/Q1"
    brandt = next(one for one in found if one.get("@type") == "Person" and "worksFor" in one)
    assert "alternateName" not in brandt
    assert [one["name"] for one in brandt["worksFor"]] == ["Dock Union"]
    assert brandt["jobTitle"] == ["crane driver"], "an office that ended is none"
    (chair,) = brandt["affiliation"]
    assert (chair["@type"], chair["affiliation"]["name"]) == ("OrganizationRole", "Dock Union")
    assert (chair["roleName"], chair["startDate"], chair["endDate"]) == ("chair", "2020", "2024-05")


def test_parties_are_what_the_sheet_says_they_are(graphs: dict[str, list[Thing]]) -> None:
    assert entity(graphs, "parties/nils-brandt/")["@type"] == "Person"
    assert entity(graphs, "parties/dockers-union/")["@type"] == "Organization"
    assert entity(graphs, "parties/veldmark/")["@type"] == ["Country", "Organization"]
    chair = entity(graphs, "parties/nils-brandt/")["affiliation"]
    assert chair[0]["roleName"] == "chair"
    assert chair[0]["affiliation"]["name"] == "Dockers' Union"
    assert "startDate" not in chair[0], "about May is not a date of ISO 8601"
    assert "affiliation" not in entity(graphs, "parties/dockers-union/")


def test_a_quotation_has_its_words_its_speaker_and_its_first_language(graphs: dict[str, list[Thing]]) -> None:
    listed = entity(graphs, "harbour-strike/reactions/")["itemListElement"]
    found = {step["item"]["@id"].partition("#")[2]: step["item"] for step in listed}
    words = found["captain-words"]
    assert words["@type"] == "Quotation"
    assert words["text"] == "We have bread for the whole town on board, and nobody to unload it"
    assert [one["name"] for one in words["creator"]] == ["The captain of the Зоря"]
    assert words["translationOfWork"]["inLanguage"] == "uk"
    assert words["creditText"] == "Ida Quill"
    assert "dateCreated" not in words
    assert found["sheets"]["@type"] == "Statement"


def test_a_claim_is_told_and_not_judged(graphs: dict[str, list[Thing]]) -> None:
    listed = entity(graphs, "harbour-strike/claims/")["itemListElement"]
    claim = listed[0]["item"]
    assert claim["@type"] == "Claim"
    assert claim["firstAppearance"] == {"@type": "CreativeWork", "datePublished": "2024-04-15"}
    assert [one["@type"] for one in claim["appearance"]] == ["NewsArticle"]
    assert claim["creativeWorkStatus"] == "unconfirmed"
    assert not re.search("rating|review", json.dumps(claim), re.IGNORECASE)


def test_the_way_to_a_page_leads_over_pages(graphs: dict[str, list[Thing]]) -> None:
    way = graphs["harbour-strike/demands/eleven-hours/"][1]
    assert way["@type"] == "BreadcrumbList"
    assert [(step["position"], step["item"]["@id"]) for step in way["itemListElement"]] == [
        (1, URL),
        (2, f"{URL}harbour-strike/"),
        (3, f"{URL}harbour-strike/demands/"),
        (4, f"{URL}harbour-strike/demands/eleven-hours/"),
    ]
    for address, graph in graphs.items():
        for one in things(graph):
            if one.get("@type") == "ListItem" and set(one["item"]) == {"@id"}:
                assert one["item"]["@id"].removeprefix(URL) in graphs, address


def test_a_page_says_what_was_corrected_on_it(graphs: dict[str, list[Thing]]) -> None:
    assert main(graphs, "harbour-strike/demands/nine-hours/")["correction"]
    assert "correction" not in main(graphs, "harbour-strike/demands/eleven-hours/")
    assert main(graphs, "harbour-strike/updates/")["correction"]
    assert "correction" not in main(graphs, "harbour-strike/timeline/")


# --- addresses --------------------------------------------------------------------------------


def addresses(graph: list[Thing]) -> Iterator[str]:
    for one in things(graph):
        for name in ("@id", "url", "contentUrl"):
            if isinstance(found := one.get(name), str):
                yield found


def test_without_an_address_of_the_site_every_name_leads_to_a_place_on_it(built: Build, pages: Pages) -> None:
    files = {file.path for file in built.files}
    count = 0
    for address, page in pages.items():
        for found in addresses(graph_of(page.text)):
            if "://" in found:
                continue
            target, anchor = Html(address, "").follow(found)
            assert target in pages or target in files, (address, found)
            assert not anchor or anchor in pages[target].ids, (address, found)
            count += 1
    assert count > 300


def test_with_one_every_name_is_whole(graphs: dict[str, list[Thing]]) -> None:
    for graph in graphs.values():
        assert [found for found in addresses(graph) if "://" not in found] == []


def test_a_name_does_not_follow_the_page(graphs: dict[str, list[Thing]]) -> None:
    one = entity(graphs, "harbour-strike/demands/eleven-hours/")
    assert one["@id"] == f"{URL}harbour-strike/demands/#eleven-hours"
    assert one["url"] == f"{URL}harbour-strike/demands/eleven-hours/"


# --- in the page ------------------------------------------------------------------------------


@given(st.text())
def test_any_text_stands_in_the_script_and_cannot_end_it(text: str) -> None:
    script = as_script([{"@type": "Thing", "name": text}])
    assert not re.search("[<>&\u2028\u2029\n]", script)
    html = f'<p><script type="application/ld+json">{script}</script></p>'
    (one,) = graph_of(html)
    assert one["name"] == text
    assert len(LexborHTMLParser(html).css("p > *")) == 1


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "a\u2028b"])
def test_what_a_sheet_says_cannot_leave_the_script(tmp_path: Path, text: str) -> None:
    head = f"story:\n  headline: {json.dumps(text)}\n  standfirst: A story.\n  updated: 2026-02-20\n"
    made = build(Settings(write_story(tmp_path, head=head), "content"))
    if made.failed:
        assert "\u2028" in text
        return
    for page in html_of(made.pages).values():
        assert len(page.tree.css("script")) == 1
        graph_of(page.text)


def test_the_search_knows_nothing_of_it(built: Build) -> None:
    renderer = Renderer(find_templates())
    (page,) = (page for page in built.pages if page.address == "harbour-strike/")
    seen = renderer.head(page) + "".join(renderer.section(page, section) for section in page.sections)
    assert "BackgroundNewsArticle" in page.linked_data
    assert "BackgroundNewsArticle" not in text_of(seen)


def test_plain_files_carry_it_too(built: Build) -> None:
    (page,) = (page for page in built.pages if page.address == "harbour-strike/")
    text = markdown_page(page, Renderer(find_templates()))
    assert f'\n<script type="application/ld+json">{page.linked_data}</script>\n' in text


def test_a_heading_is_a_text_in_plain_files_too(built: Build) -> None:
    """Whatever a section is called, another builder makes a heading of it, and nothing else."""
    page = next(page for page in built.pages if page.sections)
    odd = replace(page.sections[0], title="<b>*More* [pay](x) `now` {#x} & ## | ! _so_ \\")
    text = markdown_page(replace(page, sections=(odd,)), Renderer(find_templates()))
    heading = next(line for line in text.split("\n") if line.startswith("## "))
    plain = heading.removeprefix("## ").removesuffix(f" {{#{odd.anchor}}}")
    (inline,) = (token for token in MarkdownIt().parse(plain) if token.type == "inline")
    assert {child.type for child in inline.children or ()} <= {"text", "text_special"}
    assert "".join(child.content for child in inline.children or ()) == odd.title
