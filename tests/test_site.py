"""The good site as a whole: every fact at home, every link at its end, nothing an editor wrote lost.

And the broken one: every mistake in one run.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import BROKEN, GOOD, Golden, Html, Pages, at_length, build_site, flat, html_of
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from generator.addresses import OVERVIEWS
from generator.build import Build, Settings, build, summary_lines
from generator.edition import Edition, make_edition
from generator.facts import Fact
from generator.fields import LINE, PROSE
from generator.gathering import read_library
from generator.kinds import Choice, Field, Kind, Many, Model, fields_of
from generator.model.base import Entry
from generator.model.sheets import FactSheet, FrontMatter, SharedParties
from generator.reading import text_problems
from generator.reports import as_concise
from generator.source import SourceFile
from generator.story import ARTICLE_ID
from generator.views import EvidenceView, Timeline

# --- facts and their words --------------------------------------------------------------------


def all_facts(edition: Edition) -> list[Fact]:
    return [fact for facts in edition.facts.values() for fact in facts]


def test_the_good_site_has_no_errors_and_says_what_it_holds(built: Build) -> None:
    assert {each.code for each in built.diagnostics} == {"missing-evidence"}
    assert built.totals.stories == 2
    assert f"2 stories, {sum(page.kind != 'mistakes' for page in built.pages)} pages" in summary_lines(built)
    assert 0 < built.totals.verified < built.totals.facts


def test_every_page_has_an_address_of_its_own(built: Build) -> None:
    assert [a for a, times in Counter(page.address for page in built.pages).items() if times > 1] == []


def test_every_facts_anchor_stands_once_on_its_home_page(edition: Edition, pages: Pages) -> None:
    for fact in all_facts(edition):
        page, _, anchor = edition.addresses.of_fact(fact).partition("#")
        assert pages[page].ids.count(anchor) == 1, (page, anchor)


def test_no_page_has_an_id_twice(pages: Pages) -> None:
    for page in pages.values():
        assert [name for name, times in Counter(page.ids).items() if times > 1] == [], page.address


def evidence_of(view: object) -> Iterator[EvidenceView]:
    """Every piece of evidence that a page shows."""
    if isinstance(view, EvidenceView):
        yield view
    elif isinstance(view, Struct):
        for name in view.__struct_fields__:
            yield from evidence_of(getattr(view, name))
    elif isinstance(view, tuple):
        for part in view:
            yield from evidence_of(part)


def test_every_evidence_link_leads_to_a_paragraph_that_has_its_words(built: Build, pages: Pages) -> None:
    shown = {one for page in built.pages for one in evidence_of(page) if one.address}
    assert len(shown) > 40
    astray = []
    for one in shown:
        page, _, anchor = one.address.partition("#")
        if flat(one.words) not in flat(pages[page].by_id(anchor).text()):
            astray.append((one.address, one.words))
    assert astray == []


def test_words_of_a_source_without_a_text_are_shown_as_not_verified(good_copy: Path) -> None:
    sheet = good_copy / "bridge-closure/facts.yaml"
    words = "evidence: ليلى حداد, who surveyed the bridge for Veldmark"
    text = sheet.read_text("utf-8")
    assert words in text
    sheet.write_text(text.replace(words, "evidence:\n      words: Surveyed.\n      source: survey"), "utf-8")
    library, _ = read_library(good_copy, "content")
    edition, found = make_edition(library)
    assert not found
    (fact,) = (fact for fact in edition.facts["bridge-closure"] if fact.anchor == "bridge-closure.haddad")
    assert fact.status == "unverifiable"
    page = html_of(build_site(good_copy).pages)["parties/haddad/"]
    assert page.by_id(fact.anchor).attributes["data-tone"] == "unverifiable"


def test_a_paragraph_leads_back_to_each_fact_that_rests_on_it(edition: Edition, pages: Pages) -> None:
    count = 0
    for fact in all_facts(edition):
        for one in fact.located:
            for passage in one.passages if one.source == ARTICLE_ID else ():
                article = pages[f"{one.story}/article/"]
                block = edition.library.story(one.story).article.blocks[passage.block]
                notes = [anchor for _, anchor in article.targets(article.by_id(block.anchor))]
                ways = [
                    to for note in notes if note in article.ids for to in article.targets(article.by_id(note))
                ]
                home, _, anchor = edition.addresses.of_fact(fact).partition("#")
                assert (home, anchor) in ways, (fact.anchor, block.text)
                count += 1
    assert count > 40


def test_a_note_leads_back_to_its_paragraph(edition: Edition, pages: Pages) -> None:
    for story in edition.library.stories:
        article = pages[f"{story.slug}/article/"]
        anchors = {block.anchor for block in story.article.blocks}
        notes = [name for name in article.ids if name.startswith("note.")]
        assert notes
        for note in notes:
            here = {
                anchor for page, anchor in article.targets(article.by_id(note)) if page == article.address
            }
            assert here & anchors, note


# --- addresses and links ----------------------------------------------------------------------


def test_every_link_leads_to_a_page_and_an_anchor_there(pages: Pages) -> None:
    broken = [
        (page.address, target, anchor)
        for page in pages.values()
        for target, anchor in page.targets()
        if target not in pages or (anchor and anchor not in pages[target].ids)
    ]
    assert broken == []


def test_nothing_is_asked_of_another_site(pages: Pages) -> None:
    for page in pages.values():
        assert (
            page.tree.css("[src*='//'], [srcset], link, script:not([type$='/ld+json']), iframe, img") == []
        ), page.address


def test_the_overviews_have_every_entry_as_an_anchor(edition: Edition, pages: Pages) -> None:
    nodes = [node for node in edition.library.nodes.values() if node.kind in OVERVIEWS]
    assert {node.kind for node in nodes} == set(OVERVIEWS)
    for node in nodes:
        assert node.id in pages[f"{node.story}/{OVERVIEWS[node.kind]}/"].ids, node.key
    for profile in edition.library.profiles.values():
        assert profile.id in pages["parties/"].ids


def test_an_entry_with_too_little_to_say_has_no_page(edition: Edition, pages: Pages) -> None:
    addresses = edition.addresses
    thin = {"port-founded", "quay-built", "regatta", "gazette-press", "pay-office", "no-bill"}
    paged = {"eleven-hours", "meeting", "strike", "odell", "old-crack", "nine-hours"}
    own = {node.id: addresses.has_page(node.key) for node in edition.library.nodes.values() if node.id}
    assert {name for name in thin if own[name]} == set()
    assert {name for name in paged if not own[name]} == set()
    for key in edition.library.nodes:
        assert (addresses.of(key) in pages) == addresses.has_page(key), key


def test_a_story_leads_to_each_of_its_pages(edition: Edition, pages: Pages) -> None:
    """In a few steps from the front page everything can be reached."""
    seen, waiting = {""}, [""]
    while waiting:
        for target, _ in pages[waiting.pop()].targets():
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    assert {page for page in set(pages) - seen if not page.startswith("editors/")} == set()


def test_backlinks_are_the_inverse_of_links(edition: Edition) -> None:
    forth = {(link.origin, link.target) for found in edition.links.values() for link in found}
    back = [(link.origin, link.target) for found in edition.backlinks.values() for link in found]
    assert sorted(back) == sorted(pair for pair in forth if pair[0] != pair[1])
    assert all(target == link.target for target, found in edition.backlinks.items() for link in found)


def test_a_page_shows_what_links_to_it(edition: Edition, pages: Pages) -> None:
    page = pages["parties/nils-brandt/"]
    origins = {link.origin for link in edition.backlinks["parties/nils-brandt"]}
    assert {"harbour-strike/article", "bridge-closure/article"} <= origins
    section = page.by_id("linked-from").parent
    assert section is not None
    assert ("bridge-closure/article/", "") in page.targets(section)


PLACES = {
    "standfirst": ("The [[dockers-union]] struck", "The [[gazette-press]] wrote"),
    "note": ("note: The [[dockers-union]] says", "note: The [[gazette-press]] says"),
    "resolved_by": ("Denied by the ministry of [[veldmark]].", "Denied by the [[gazette-press]]."),
    "update": ("The rumour about [[soldiers]] is", "What the [[gazette-press]] wrote is"),
    "fact": ("on the condition of [[cranes-first]].", "in the [[gazette-press]]."),
}


@pytest.mark.parametrize("place", PLACES)
def test_an_explicit_link_in_any_text_is_a_backlink_at_its_target(place: str, good_copy: Path) -> None:
    before, after = PLACES[place]
    mend(good_copy / "harbour-strike/facts.yaml", before, after)
    library, _ = read_library(good_copy, "content")
    edition, _ = make_edition(library)
    origins = {link.origin for link in edition.backlinks.get("parties/gazette-press", ())}
    assert any(origin.startswith("harbour-strike") for origin in origins)


def test_the_articles_description_holds_links_as_words(good_copy: Path) -> None:
    path = good_copy / "harbour-strike/article.md"
    text = path.read_text("utf-8")
    head = [line for line in text.split("\n") if not line.startswith("standfirst:")]
    said = "standfirst: The [[dockers-union|dockers]] met the [[gazette-press]]."
    path.write_text("\n".join([head[0], said, *head[1:]]), "utf-8")
    (page,) = (one for one in build_site(good_copy).pages if one.address == "harbour-strike/article/")
    assert page.description == "The dockers met the Merrow Gazette."


def mend(path: Path, before: str, after: str) -> None:
    """Replace words that stand in a file once."""
    text = path.read_text("utf-8")
    assert text.count(before) == 1, (before, text.count(before))
    path.write_text(text.replace(before, after), "utf-8")


@pytest.mark.parametrize(
    "heading", ["Notes", "See also", "Article", "Linked from", "p", "Note.1", "???", "港"]
)
def test_a_heading_of_the_article_has_an_address_of_its_own(heading: str, good_copy: Path) -> None:
    mend(good_copy / "harbour-strike/article.md", "## What is left", f"## {heading}")
    result = build_site(good_copy)
    assert not result.failed
    pages = html_of(result.pages)
    test_no_page_has_an_id_twice(pages)
    test_every_link_leads_to_a_page_and_an_anchor_there(pages)


# --- names and texts --------------------------------------------------------------------------


def linked_words(edition: Edition, origin: str, target: str) -> list[str]:
    return [link.words for link in edition.links[origin] if link.target == target]


def test_names_are_found_with_their_apostrophes_plurals_and_scripts(edition: Edition) -> None:
    article = "harbour-strike/article"
    union = linked_words(edition, article, "parties/dockers-union")
    assert union[0] == "Dockers' Union"
    assert linked_words(edition, article, "parties/odell")[0] == "Aoife O’Dell"
    assert linked_words(edition, article, "parties/captain") == ["captain of the freighter «Зоря»"]
    bridge = linked_words(edition, "bridge-closure/article", "parties/haddad")
    assert bridge == ["ليلى حداد"]


def test_a_possessive_ending_stays_outside_the_link_and_a_plural_inside(edition: Edition) -> None:
    strike = [link for link in edition.links["harbour-strike/article"] if link.target == "parties/veldmark"]
    assert [link.words for link in strike] == ["Veldmark", "Veldmark", "Veldmarkers"]
    assert strike[1].in_sentence()[2].startswith("’s ministry")
    bridge = edition.links["bridge-closure/article"]
    assert any(link.words == "Brandt" and link.in_sentence()[2].startswith("’s people") for link in bridge)


def test_a_shared_name_means_what_each_story_says(edition: Edition) -> None:
    assert "Brandt" in linked_words(edition, "harbour-strike/article", "parties/nils-brandt")
    assert linked_words(edition, "bridge-closure/article", "parties/nils-brandt") == ["Nils Brandt"]
    greta = linked_words(edition, "bridge-closure/article", "parties/greta-brandt")
    assert greta == ["Greta Brandt", "Brandt"]


def test_nothing_is_linked_in_code_links_and_headings(edition: Edition, pages: Pages) -> None:
    article = pages["harbour-strike/article/"]
    assert article.tree.css("code a") == []
    assert article.tree.css("a a") == []
    assert article.tree.css(".ex-article h2 a") == []
    assert "<code>Dockers' Union</code>" in article.text


def test_the_articles_own_see_also_lines_are_its_links(pages: Pages) -> None:
    article = pages["harbour-strike/article/"]
    body = article.by_id("article").parent
    assert body is not None
    hrefs = [link.attributes["href"] for link in body.css("a[href]")]
    assert "https://ports.example.org/rest?from=merrow&to=all#hours" in hrefs
    assert any(target == "bridge-closure/timeline/closure/" for target, _ in article.targets(body))
    assert "A plain title without any address" in body.text()
    assert "See also:" not in body.text()


def see_also(page: Html) -> str:
    section = page.by_id("see-also").parent
    assert section is not None
    return flat(section.text())


def test_see_also_has_the_editors_pins_and_not_what_the_editor_banned(edition: Edition, pages: Pages) -> None:
    assert "The other way into the town is closed as well" in see_also(
        pages["harbour-strike/timeline/strike/"]
    )
    assert "What other ports tried" in see_also(pages["harbour-strike/"])
    assert "Why nine hours are few" in see_also(pages["harbour-strike/demands/nine-hours/"])
    targets = [one.target for one in edition.related["harbour-strike/nine-hours"]]
    assert targets[0] == "https://www.sleep.example.org/hours"
    assert "harbour-strike/cranes-first" not in targets
    without = build_wish_free(edition)
    assert "harbour-strike/cranes-first" in without


def build_wish_free(edition: Edition) -> list[str]:
    """What see-also would show on the page of the ban's demand, were there no editor's wishes."""
    from generator.related import Suggestions

    stories = tuple(
        replace(story, sheet=replace(story.sheet, see_also=())) for story in edition.library.stories
    )
    library = replace(edition.library, stories=stories)
    return [one.target for one in Suggestions(library, edition.graph)["harbour-strike/nine-hours"]]


def test_every_see_also_link_states_its_reason(edition: Edition) -> None:
    assert sum(map(len, edition.related.values())) > 50
    assert all(all(dict(one.reason.names).values()) for found in edition.related.values() for one in found)


def test_a_party_in_two_stories_gathers_both(pages: Pages) -> None:
    page = pages["parties/odell/"]
    assert {"harbour-strike.odell", "bridge-closure.odell"} <= set(page.ids)
    targets = {target for target, _ in page.targets()}
    assert {"harbour-strike/", "bridge-closure/"} <= targets


def test_of_a_partys_positions_the_latest_is_shown_and_the_others_are_its_history(pages: Pages) -> None:
    demand = pages["harbour-strike/demands/eleven-hours/"]
    assert {"eleven-hours.harbour-company", "eleven-hours.harbour-company.2024-04-16"} <= set(demand.ids)
    table = pages["harbour-strike/demands/"].tree.css("table")[0]
    cell = next(cell for cell in table.css("td") if "2024-04-16" in (cell.html or ""))
    assert cell.attributes["data-tone"] == "conditional"
    assert "2024-04-04" in (cell.html or "")


def test_a_timeline_names_no_year_that_its_events_do_not(built: Build) -> None:
    (page,) = (page for page in built.pages if page.address == "harbour-strike/timeline/")
    (view,) = (section.view for section in page.sections if isinstance(section.view, Timeline))
    said = [(group.label, event.when.words) for group in view.groups for event in group.events]
    assert len(said) == 12
    assert [(label, words) for label, words in said if label not in words] == []


def test_a_translated_quotation_says_so(pages: Pages) -> None:
    assert "Translated from" in flat(pages["harbour-strike/reactions/"].by_id("captain-words").text())


# --- all that an editor may write reaches a reader ---------------------------------------------


def fields(model: type[Model]) -> Iterator[tuple[type[Model], str, Field]]:
    """Every field that a file of this model may have, in it and below it."""
    for name, field in fields_of(model).items():
        yield owner(model, name), name, field
        if field.model is not None and field.model is not model:
            yield from fields(field.model)


def owner(model: type[Model], name: str) -> type[Model]:
    """The model that brings a field: several inherit where their words stand, and all the mark of drafts."""
    if name == "draft":
        return Entry
    above = [one for one in model.__bases__ if issubclass(one, Model) and name in fields_of(one)]
    return owner(above[0], name) if above else model


def loaded(path: Path) -> Any:
    """A file's YAML with every scalar as the text that stands there."""
    text = path.read_text("utf-8")
    return yaml.load(text.split("---\n")[1] if path.suffix == ".md" else text, Loader=yaml.BaseLoader)


FILES: Mapping[str, type[Model]] = {
    "parties.yaml": SharedParties,
    "harbour-strike/facts.yaml": FactSheet,
    "bridge-closure/facts.yaml": FactSheet,
    "harbour-strike/article.md": FrontMatter,
}


def used(model: type[Model], value: Any) -> Iterator[tuple[str, str]]:
    """Each field that a value uses, and each choice as `field=choice`."""
    for name, part in value.items() if isinstance(value, dict) else ():
        field = fields_of(model)[name]
        yield owner(model, name).__name__, name
        yield from ((model.__name__, f"{name}={part}") for _ in choices(field) if isinstance(part, str))
        for one in part if isinstance(part, list) else [part]:
            if field.model is not None:
                yield from used(field.model, one)


def choices(field: Field) -> list[str]:
    """The words that a field with fixed words may hold."""
    return [str(one) for one in field.kind.words] if isinstance(field.kind, Choice) else []


def test_the_good_site_uses_every_field_and_every_choice_of_the_model() -> None:
    seen = {found for name, model in FILES.items() for found in used(model, loaded(GOOD / name))}
    known = {field for model in set(FILES.values()) for field in fields(model)}
    wanted = {(model.__name__, name) for model, name, _ in known}
    wanted |= {(model.__name__, f"{name}={one}") for model, name, field in known for one in choices(field)}
    left_to_their_default = {
        ("Demand", "kind=demand"),
        ("Event", "status=happened"),
        ("Claim", "status=unconfirmed"),
    }
    assert wanted - seen - left_to_their_default == set()


def is_text(kind: Kind) -> bool:
    """Whether a field holds words that an editor writes for readers."""
    return kind in (LINE, PROSE) or (isinstance(kind, Many) and is_text(kind.of))


UNSEEN = {("Source", "text")}
"""The name of a file."""


class Marks:
    """Marks that are put behind every text, each with where it was planted."""

    def __init__(self, texts: Sequence[str] = ("",)) -> None:
        """`texts` go into the marks, one after the other, and from the first again."""
        self.texts = cycle(texts)
        self.planted: dict[str, str] = {}
        self.words: list[str] = []

    def mark(self, text: str, where: str) -> str:
        mark = f"zq{len(self.planted)}x{next(self.texts)}"
        self.planted[mark] = where
        return f"{text} {mark}"

    def plant(self, model: type[Model], value: dict[str, Any], where: str) -> None:
        """Mark every text below a value, in place."""
        for name, part in value.items():
            place = f"{where}.{name}"
            inner = fields_of(model)[name].model
            if inner is not None:
                many = part if isinstance(part, list) else [part]
                marked = [self.planted_in(inner, one, place) for one in many]
                value[name] = marked if isinstance(part, list) else marked[0]
            elif self.is_for_readers(model, name, value):
                many = part if isinstance(part, list) else [part]
                marked = [self.mark(one, place) for one in many]
                value[name] = marked if isinstance(part, list) else marked[0]
                self.words += marked if name in ("quote", "words") else ()

    def is_for_readers(self, model: type[Model], name: str, value: Mapping[str, Any]) -> bool:
        """Whether a field's words are printed. Nothing of drafts is, nor why a link is forbidden."""
        words = name == "aliases" or is_text(fields_of(model)[name].kind)
        return words and (model.__name__, name) not in UNSEEN and not {"never", "draft"} & value.keys()

    def planted_in(self, model: type[Model], value: Any, place: str) -> Any:
        """A group of keys with its texts marked; a text alone is evidence."""
        if isinstance(value, dict):
            self.plant(model, value, place)
            return value
        marked = self.mark(value, place)
        self.words.append(marked)
        return marked


def written(tree: Any) -> str:
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=1000)


def planted(content: Path, marks: Marks) -> Build:
    """The good site with its every text marked; words that facts rest on are in their sources, too."""
    for name, model in FILES.items():
        path = content / name
        tree = loaded(GOOD / name)
        marks.plant(model, tree, name)
        body = (GOOD / name).read_text("utf-8").split("---\n", 2)[2] if path.suffix == ".md" else ""
        path.write_text(f"---\n{written(tree)}---\n{body}" if body else written(tree), "utf-8")
    for name in ("harbour-strike/article.md", "bridge-closure/article.md", "harbour-strike/minutes.txt"):
        text = (content if name in FILES else GOOD) / name
        told = [flat(words) for words in marks.words]
        if name.endswith(".md"):
            told = [re.sub(r"([!-/:-@[-`{-~])", r"\\\1", words) for words in told]
        added = "".join(f"\n\n{words}" for words in told)
        (content / name).write_text(f"{text.read_text('utf-8')}{added}\n", "utf-8")
    result = build_site(content)
    assert not result.failed, as_concise(result.diagnostics)
    return result


HEAD_OF_ARTICLE = "header, .ex-article__by, .ex-based"


def shown_of_sheets(result: Build) -> str:
    """What readers see of the sheets: what an article holds because a test put it there proves nothing."""
    return "\n".join(
        flat(node.text())
        for address, page in html_of(result.pages).items()
        for node in page.tree.css(
            "header, .ex-article__by, .ex-based" if address.endswith("/article/") else "body"
        )
    )


def test_every_text_that_an_editor_writes_reaches_a_page(good_copy: Path) -> None:
    marks = Marks()
    shown = shown_of_sheets(planted(good_copy, marks))
    assert len(marks.planted) > 150
    assert {where for mark, where in marks.planted.items() if mark not in shown} == set()


def is_taken(text: str) -> bool:
    """Whether a text may stand in a sheet at all, and means nothing there."""
    return not (any(text_problems(SourceFile("f", text))) or set(text) & set("[]…\n"))


any_words = st.text(st.characters(codec="utf-8"), max_size=30).map(lambda text: flat(f"{text}z"))


@at_length(
    settings(
        max_examples=3,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
)
@given(texts=st.lists(any_words.filter(is_taken), min_size=150, max_size=200))
def test_every_text_reaches_a_page_unchanged_whatever_letters_it_has(
    good_copy: Path, texts: list[str]
) -> None:
    marks = Marks(texts)
    shown = shown_of_sheets(planted(good_copy, marks))
    assert {where: mark for mark, where in marks.planted.items() if mark not in shown} == {}


@pytest.mark.parametrize(
    "page", ["article", "minutes", "regatta", "company-account", "gazette-press", "strike"]
)
def test_an_editors_link_is_shown_wherever_it_is_put_or_refused(page: str, good_copy: Path) -> None:
    """Some things have no page of their own; a link put on them must not vanish."""
    wish = f"see_also:\n  - on: {page}\n    to: odell\n    reason: Because of zq0x\n"
    mend(good_copy / STRIKE, "see_also:\n", wish)
    result = build_site(good_copy)
    told = any("see_also" in str(d.hint) or d.code != "missing-evidence" for d in result.diagnostics)
    assert told or any("Because of zq0x" in one.text for one in html_of(result.pages).values())


# --- order changes nothing --------------------------------------------------------------------


def turned(value: Any, ordered: frozenset[str] = frozenset({"positions", "topics", "roles", "lead"})) -> Any:
    """Keys, and entries of sections, in reverse order."""
    if isinstance(value, dict):
        return {key: turned(part) if key not in ordered else part for key, part in reversed(value.items())}
    if isinstance(value, list) and all(isinstance(part, dict) and "id" in part for part in value):
        return [turned(part) for part in reversed(value)]
    return value


def essence(edition: Edition) -> Mapping[str, Any]:
    """All that must not depend on the order of a sheet."""
    return {
        "facts": {
            (f.story, f.anchor, f.node, f.statement, f.quote, f.by, f.status, f.located)
            for f in all_facts(edition)
        },
        "ties": set(edition.graph.edges),
        "addresses": edition.addresses.by_key,
        "links": {origin: set(found) for origin, found in edition.links.items()},
        "backlinks": {(link.origin, to) for to, found in edition.backlinks.items() for link in found},
        "see also": {key: found for key, found in edition.related.items() if found},
        "parties": {story: set(names) for story, names in edition.library.story_parties.items()},
    }


def test_the_order_of_keys_and_entries_changes_nothing_but_order(edition: Edition, good_copy: Path) -> None:
    for name in FILES:
        if name.endswith(".yaml"):
            path = good_copy / name
            path.write_text(written(turned(loaded(path))), "utf-8")
    library, problems = read_library(good_copy, "content")
    other, found = make_edition(library)
    assert not (*problems, *found)
    assert other.facts["harbour-strike"] != edition.facts["harbour-strike"]
    before, after = essence(edition), essence(other)
    for what in before:
        assert after[what] == before[what], what


# --- the broken site --------------------------------------------------------------------------


def test_every_mistake_of_the_broken_site_is_reported_in_one_run(golden: Golden) -> None:
    result = build(Settings(BROKEN, "content"))
    assert result.pages == ()
    assert result.failed
    assert len({each.code for each in result.diagnostics}) > 45
    golden("sites/broken.txt", as_concise(result.diagnostics) + "\n")


def test_every_mistake_says_how_to_mend_it() -> None:
    silent = [d.code for d in build(Settings(BROKEN, "content")).diagnostics if not d.hint]
    assert silent == []


def problems_after(content: Path, changes: Iterable[tuple[str, str, str]]) -> list[str]:
    """The errors of the good site after some changes, as `path: code`."""
    for name, before, after in changes:
        mend(content / name, before, after)
    found = build_site(content).diagnostics
    return [
        f"{d.span.source.path.removeprefix('content/')}: {d.code}" for d in found if d.severity == "error"
    ]


STRIKE = "harbour-strike/facts.yaml"
WRONG_QUOTE = (STRIKE, "    quote: Nine is not eleven\n    date", "    quote: Ten is not eleven\n    date")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ((STRIKE, "  updated: 2024-05-02", "  updated: soon"), f"{STRIKE}: bad-date"),
        (
            ("harbour-strike/article.md", "published: 2024-04-18", "published: soon"),
            "harbour-strike/article.md: bad-date",
        ),
    ],
    ids=["the sheet", "the article"],
)
def test_a_mistake_in_a_head_hides_no_other(good_copy: Path, change: tuple[str, str, str], code: str) -> None:
    assert problems_after(good_copy, [change, WRONG_QUOTE]) == sorted([code, f"{STRIKE}: quote-not-found"])


def test_a_sheet_that_cannot_be_read_does_not_hide_mistakes_in_the_article(good_copy: Path) -> None:
    changes = [
        (STRIKE, "story:\n", "story: *head\n"),
        ("harbour-strike/article.md", "title: Merrow's", "titel: x"),
    ]
    assert problems_after(good_copy, changes) == [
        "harbour-strike/article.md: unknown-key",
        f"{STRIKE}: anchor-or-alias",
    ]


def test_a_shared_party_that_cannot_be_read_is_one_mistake(good_copy: Path) -> None:
    changes = [("parties.yaml", "name: Veldmark\n", "name: Veldmark\n    wikidata: no\n")]
    assert problems_after(good_copy, changes) == ["parties.yaml: bad-form"]


def test_a_bad_reference_in_a_list_that_may_not_be_empty_is_one_mistake(good_copy: Path) -> None:
    change = (
        STRIKE,
        "by: dockers-union\n    of: [harbour-company]",
        "by: Dockers Union\n    of: [harbour-company]",
    )
    assert problems_after(good_copy, [change]) == [f"{STRIKE}: bad-reference"]


def test_the_source_that_an_article_retells_must_exist(good_copy: Path) -> None:
    change = ("harbour-strike/article.md", "based_on: gazette", "based_on: gazete")
    found = problems_after(good_copy, [change])
    assert found in (["harbour-strike/article.md: unknown-id"], ["harbour-strike/article.md: unknown-source"])


def test_a_party_that_is_nowhere_is_one_problem(good_copy: Path) -> None:
    mend(good_copy / STRIKE, "demands:\n", "  - id: nobody-at-all\n\ndemands:\n")
    found = [d for d in build_site(good_copy).diagnostics if d.code != "missing-evidence"]
    assert [d.code for d in found] == ["unknown-id"]


def test_a_party_that_stands_twice_in_a_sheet_is_a_mistake(good_copy: Path) -> None:
    """Both entries would have the same address."""
    again = "  - id: residents\n    part: Were at home.\n    evidence: white sheets\n\ndemands:\n"
    assert problems_after(good_copy, [(STRIKE, "demands:\n", again)]) == [f"{STRIKE}: duplicate-id"]


def test_two_roles_with_one_address_are_a_mistake_or_two_addresses(good_copy: Path) -> None:
    """One office twice, with other years: nothing forbids it, so both must be found."""
    before = "        evidence: Mayor Aoife O'Dell leads the town council.\n"
    again = f"{before}      - title: acting mayor\n        leads: council\n        until: 2020\n"
    mend(good_copy / STRIKE, before, again)
    result = build_site(good_copy)
    ids = html_of(result.pages)["parties/odell/"].ids if result.pages else []
    assert result.failed or max(Counter(ids).values()) == 1


def test_a_party_with_little_to_say_in_two_stories_keeps_both_its_facts(good_copy: Path) -> None:
    for name, demands in ((STRIKE, "demands:\n"), ("bridge-closure/facts.yaml", "demands:\n")):
        part = f"  - id: gazette-press\n    part: Wrote about {name.partition('/')[0]}.\n\n"
        mend(good_copy / name, demands, part + demands)
    pages = html_of(build_site(good_copy).pages)
    home = next(page for address, page in pages.items() if "harbour-strike.gazette-press" in page.ids)
    assert "bridge-closure.gazette-press" in home.ids
    test_every_link_leads_to_a_page_and_an_anchor_there(pages)


def test_a_text_that_is_not_there_is_one_mistake(good_copy: Path) -> None:
    """What rests on it cannot be looked up, but that is no mistake of its own."""
    (good_copy / "harbour-strike/minutes.txt").unlink()
    assert problems_after(good_copy, []) == [f"{STRIKE}: missing-file"]


def test_one_story_that_cannot_be_read_does_not_hide_mistakes_in_another(good_copy: Path) -> None:
    (good_copy / "bridge-closure/facts.yaml").write_text("story:\n\tnothing\n", "utf-8")
    found = problems_after(good_copy, [WRONG_QUOTE])
    assert "bridge-closure/facts.yaml: tab-indentation" in found
    assert f"{STRIKE}: quote-not-found" in found


def test_a_folder_without_a_story_says_so(tmp_path: Path) -> None:
    (diagnostic,) = build(Settings(tmp_path, "content")).diagnostics
    assert diagnostic.code == "no-stories"


def test_a_story_that_begins_with_its_head_alone_is_built(tmp_path: Path) -> None:
    """
    story: {headline: A start, standfirst: Little is known., updated: 2024-05-02}
    """
    folder = tmp_path / "start"
    folder.mkdir()
    sheet = test_a_story_that_begins_with_its_head_alone_is_built.__doc__
    assert sheet is not None
    (folder / "facts.yaml").write_text(sheet.strip() + "\n", "utf-8")
    (folder / "article.md").write_text("---\ntitle: A\npublished: 2024-05-02\n---\n\nWords.\n", "utf-8")
    result = build(Settings(tmp_path, "content"))
    assert result.diagnostics == ()
    pages = html_of(result.pages)
    assert {"", "start/", "start/article/", "parties/"} <= set(pages)
    test_every_link_leads_to_a_page_and_an_anchor_there(pages)


def test_each_page_alone_is_as_it_is_among_all(built: Build) -> None:
    assert built.press is not None
    for page in built.pages:
        assert built.press.page(page.address) == page
    assert built.press.page("harbour-strike/nothing/") is None
    assert built.press.page("nothing/") is None
