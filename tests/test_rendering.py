"""Templates print what views say, as text, at addresses that hold."""

from __future__ import annotations

from collections.abc import Mapping
from html import unescape
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from typing import Any, get_args, get_type_hints
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator import views as v
from generator.catalogue import Catalogue
from generator.rendering import Renderer, closed_up, find_templates, say_html
from generator.templating import Html
from generator.ways import Here, relative

ADDRESS = "harbour-strike/demands/night-pay/"
RENDERER = Renderer(find_templates())
HERE = v.PageView(ADDRESS, "demand", "Night pay", "", v.Head(None, "Demand", "Night pay"), ())

# A fictional story, rich enough to look at: a strike in a harbour.

PARTIES = (
    "Dockers’ Union",
    "Port Authority",
    "City of Graufels",
    "اتحاد البحّارة",
    "Crane Drivers",
    "Ministry",
)
NAMES = tuple(v.Link(name, f"parties/party-{n}/", "party") for n, name in enumerate(PARTIES))
DAY = v.When("12 February 2031", "2031-02-12")
ABOUT = v.When("about March 2031")
COURIER = v.Link("The Graufels Courier", "harbour-strike/sources/#courier", "source")
STANCES = tuple(
    v.Tag(name, name.capitalize())
    for name in ("accepts", "rejects", "conditional", "silent", "unknown", "made")
)


def says(text: str) -> v.Rich:
    return (v.Piece("The "), v.Piece("union", "parties/party-0/"), v.Piece(f" {text}."))


def fact(anchor: str = "", status: v.Status = "verified", quote: str = "") -> v.FactView:
    place = "harbour-strike/article/#p-3"
    source = replace(COURIER, address=place)
    found = v.EvidenceView(
        "no crane moves at night", place, source, "She said that ", ", for now.", "Courier Press", DAY
    )
    lost = replace(found, address="", source=COURIER, before="", after="")
    evidence = {
        "verified": (found, replace(found, words="not one")),
        "unverifiable": (lost,),
        "unsourced": (),
    }[status]
    return v.FactView(
        anchor=anchor,
        address=f"{ADDRESS}#{anchor}" if anchor else "harbour-strike/reactions/#other",
        label="Demand",
        statement=says("wants higher pay at night"),
        quote=quote,
        speakers=NAMES[:1] if quote else (),
        where="at the gate" if quote else "",
        said_in=COURIER if quote else None,
        translation="translated from Arabic" if quote else "",
        when=DAY,
        evidence=evidence,
        status=status,
        status_words={"verified": "Word for word", "unverifiable": "Not checked", "unsourced": "No evidence"}[
            status
        ],
        edit=v.Link("facts.yaml, line 12", "https://example.org/facts.yaml#L12" if quote else ""),
        tags=(v.Tag("offer", "Offer"),),
        citation=(v.Piece("Pages, "), v.Piece("Night pay", f"https://example.org/{ADDRESS}"), v.Piece(".")),
    )


def position(row: int, n: int) -> v.PositionView | None:
    if n % 4 == 3:
        return None
    now = v.PositionView(
        NAMES[n % 6], STANCES[n % 6], f"harbour-strike/demands/#p{n}", DAY, fact(), panel=f"matrix:{row}.{n}"
    )
    return replace(now, history=(replace(now, stance=STANCES[1]),)) if n % 3 == 0 else now


def matrix() -> v.Matrix:
    rows = tuple(
        v.MatrixRow(
            v.Link(f"Demand number {n}", f"harbour-strike/demands/{n}/"),
            v.Tag("demand", "Demand"),
            NAMES[n % 6 : n % 6 + 1],
            tuple(position(n, n + column) for column in range(6)),
            NAMES[1:2],
            v.Tag("disputed", "Disputed"),
            "Pay" if n == 9 else "",
            tuple(filter(None, (position(n, 40),))),
        )
        for n in range(10)
    )
    legend = tuple((stance, "what it means") for stance in STANCES)
    groups = (v.MatrixGroup("Pay", rows[:6]), v.MatrixGroup("", rows[6:]))
    return v.Matrix(NAMES, groups, legend, (v.Tag("disputed", "1 disputed"),), "some", "Others")


NOTED = (
    v.NotedFact("Demand", "", NAMES[0], "higher pay", (v.Tag("verified", "Word for word"),)),
    v.NotedFact("Position", "Night pay", NAMES[1], "", ()),
)
SHAPES = get_args(get_type_hints(v.TimelineEvent)["shape"])


def timeline(label: str) -> v.Timeline:
    states = ("happened", "planned", "cancelled", "postponed", "ongoing", "unknown")
    events = tuple(
        v.TimelineEvent(
            anchor=f"event-{n}" if label else "",
            title=f"Event {n}",
            address=f"harbour-strike/timeline/{n}/",
            when=DAY if n % 2 else ABOUT,
            shape=SHAPES[n % 6],
            status=v.Tag(states[n % 6], states[n % 6].capitalize()),
            text=says("takes part"),
            place="Pier 4",
            who=NAMES[:2],
            said=(v.Link("2 reactions", "harbour-strike/reactions/#to"),),
            previously=DAY if n == 3 else None,
            evidence=fact(),
            current=n == 2,
        )
        for n in range(14)
    )
    return v.Timeline((v.TimelineGroup(label, events[:9]), v.TimelineGroup(label and "2032", events[9:])))


def comparison() -> v.Comparisons:
    heads = tuple(
        v.AccountHead(f"account-{n}", f"Account {n}", NAMES[n : n + 1], COURIER, DAY) for n in range(4)
    )

    def cell(n: int) -> v.AccountCell:
        if n % 5 == 4:
            return v.AccountCell(f"Account {n % 4}", "unrecorded", v.Tag("unrecorded", "Not recorded"))
        if n % 5 == 3:
            return v.AccountCell(f"Account {n % 4}", "silent", v.Tag("silent", "Leaves this out"), fact())
        against = (v.Link("Account 1", "#account-1"),) if n == 5 else ()
        quote = (("no ", False), ("crane", True))
        said = v.Tag("says", "Says")
        return v.AccountCell(f"Account {n % 4}", "says", said, fact(), against, quote, "Unlike Account 2")

    rows = tuple(
        v.AccountRow(
            f"Topic {n}",
            f"topic-{n}",
            tuple(cell(n + k) for k in range(4)),
            v.Tag("disputed", "Disputed") if n == 5 else None,
            f"harbour-strike/accounts/#topic-{n}",
            1,
        )
        for n in range(8)
    )
    event = v.Link("The walk-out", "harbour-strike/timeline/1/")
    tally = (v.Tag("disputed", "1 topic disputed"),)
    return v.Comparisons((v.Comparison(event, heads, rows, rows, NAMES[:1], tally),))


SOURCE = v.SourceView(
    "courier",
    "The Graufels Courier",
    "News report",
    "Courier Press",
    NAMES[:1],
    (v.Link("Read it", "https://example.org/a b"),),
    DAY,
    DAY,
    COURIER,
    v.Tag("verified", "Text kept"),
    "3 facts found in it",
    (v.Link("A fact", "harbour-strike/#f"),),
    (v.SourcePassage("courier.p-1", "The cranes stood still.", (v.Link("A fact", "harbour-strike/#f"),)),),
    (2, 3),
    COURIER,
)
TALLY = v.Tally(
    "4 of them",
    (
        v.Count(v.Tag("denied", "Denied"), "3", "x.denied", 42),
        v.Count(v.Tag("new", "New"), "1", "", 9, False),
    ),
)
RELATED = v.Related(v.Link("The offer", "harbour-strike/demands/offer/"), "Offer", "answers this demand")
FOLD = v.ReactionFold("2 more", (v.ReactionView(fact(quote="Nay"), NAMES[0], (), NAMES[:1]),))
CLAIM = v.ClaimView(
    NAMES[0],
    fact(),
    v.Tag("denied", "Denied"),
    NAMES[:1],
    NAMES[:1],
    DAY,
    ABOUT,
    "What settled it",
    says("settled"),
    says("notes"),
)
OPEN_CLAIM = v.ClaimView(NAMES[0], fact(), v.Tag("unconfirmed", "Unconfirmed"), (), (), DAY, None)
BACKLINK = v.Backlink(NAMES[0], "They ask for ", "night pay", ".")
MAPPED = v.MapDrawing(
    300,
    40,
    (
        v.MapBox(
            1,
            1,
            200,
            38,
            (
                v.MapLine(
                    "head", (v.MapWords(5, 15, PARTIES[3], "state"),), "parties/a/", "All", "asks", "M1 1V2"
                ),
            ),
        ),
    ),
)
PARTY_MAP = v.PartyMap(2, 3, MAPPED, MAPPED, STANCES[:1], NAMES[:1], v.Link("", "harbour-strike/parties/"))

SAMPLES: dict[str, v.View] = {
    "facts": v.FactList(
        (fact("night-pay", quote="Not one"), fact("b", "unverifiable"), fact("c", "unsourced"))
    ),
    "in-short": v.InShort(
        (
            v.ShortList(
                "agreed",
                "Agreed",
                (v.ShortLine(says("agrees"), "x/#y", "a note", DAY),),
                v.Link("2 more", "x/"),
            ),
        )
    ),
    "timeline": timeline("2031"),
    "matrix": matrix(),
    "accounts": comparison(),
    "reactions": v.Reactions(
        (
            v.StanceGroup(
                v.Tag("criticises", "Criticises"),
                tuple(v.ReactionView(fact(quote="No"), n, NAMES[:2], NAMES[1:], "at sea") for n in NAMES),
                "reactions.criticises",
                "9",
                FOLD,
            ),
        ),
        TALLY,
    ),
    "claims": v.Claims(
        (
            v.ClaimGroup(
                v.Tag("denied", "Denied"), "Said and denied.", (CLAIM, OPEN_CLAIM), "claims.denied", "2"
            ),
        ),
        "What is checked.",
        TALLY,
    ),
    "parties": v.Parties(
        (
            v.PartyGroup(
                "People",
                (
                    v.PartyView(
                        "p",
                        NAMES[3],
                        "person",
                        ("Ala", "علا"),
                        fact(),
                        (v.RoleView("chair", "leads", NAMES[0], "since 2030", fact()),),
                        (v.RelationView(says("asks"), NAMES[2], STANCES[0], STANCES[1]),),
                    ),
                ),
            ),
        ),
        PARTY_MAP,
    ),
    "party-map": PARTY_MAP,
    "sources": v.Sources(
        (9, 12),
        "9 of 12",
        "How it was checked",
        (v.Link("A fact", "harbour-strike/#f"),),
        (
            v.SourceGroup(v.Tag("verified", "Kept"), "Kept here.", (SOURCE,), "sources.verified", "1"),
            v.SourceGroup(
                v.Tag("second-hand", "Told"), "", (replace(SOURCE, anchor="", passages=()),), report=COURIER
            ),
        ),
        TALLY,
        v.Link("All", "harbour-strike/sources/"),
    ),
    "updates": v.Updates(
        (
            v.UpdateView(
                "u1",
                DAY,
                v.Tag("correction", "Correction"),
                says("changed"),
                (("On ", False), ("Monday", True)),
                (("On ", False), ("Tuesday", True)),
                NAMES[:1],
                "harbour-strike/updates/#u1",
            ),
        ),
        TALLY,
        v.Link("All", "harbour-strike/updates/"),
        "Nothing changed",
    ),
    "see-also": v.SeeAlsoList(
        (RELATED, replace(RELATED, link=v.Link("Elsewhere", "https://example.org/"), external=True))
    ),
    "backlinks": v.Backlinks((BACKLINK,), (replace(BACKLINK, label="Demand"),), "and 3 more"),
    "connections": v.Connections(
        (v.Connection("Answered by", (replace(NAMES[0], kind="reaction"), NAMES[1])),)
    ),
    "article": v.ArticleView(
        Markup(
            '<p id="p-1"><span class="ex-cited" data-note="1">One.</span>'
            '<sup class="ex-mark"><a href="#note.1">1</a></sup></p>\n\n'
            "<pre><code>a&#10;&#10;b</code></pre>"
        ),
        "By Ala",
        DAY,
        v.Link("Courier Press", "harbour-strike/sources/#courier"),
        "2 facts",
        replace(SOURCE, anchor="", passages=()),
        (RELATED,),
    ),
    "notes": v.Notes((v.Note(1, "note.1", NOTED, f"{ADDRESS}#p-1"),)),
    "stories": v.Stories(
        (
            v.StoryCard(
                NAMES[0],
                "Why?",
                says("strikes"),
                DAY,
                "12 facts",
                fact(),
                (3, 12),
                "It was wrong",
                v.Tag("correction", "Correction"),
                "harbour-strike/updates/#u1",
            ),
        ),
        lead=True,
    ),
    "schema": v.SchemaView(
        "What a demand says.", (v.FieldRow("id", "word", True, "Its name."),), "demands:\n\n    - id: a"
    ),
    "mistake-list": v.MistakeList(
        (v.Typed("What stands in "), v.Typed("content/", is_code=True)),
        (v.MistakeRow(v.Link("raw-html", "editors/mistakes/article/#raw-html"), "HTML", "error"),),
        "en",
    ),
    "mistake": v.MistakeView(
        "HTML in the article",
        "error",
        "This is always an error.",
        ((v.Typed("Write "), v.Typed("**", is_code=True), v.Typed(" around it.")),),
        (v.ExampleView("article.md", "<b>Bold</b>\n\n& bare"),),
        (v.ReportLine("error[raw-html]: HTML stands in the article", is_whole=False),),
        (v.ExampleView("article.md", "**Bold**"),),
        "en",
    ),
    "steps": v.Steps(
        ((v.Typed("Open the sheet: "), v.Typed("make serve", is_code=True)), (v.Typed("Save it."),))
    ),
    "machines": v.Machines((v.Offer(v.Link("Feed", "s/feed.atom"), "Atom", "News", (v.Link("All", "a"),)),)),
    "problems": v.Problems(
        "1 mistake",
        (v.ReportLine("--> facts.yaml:3:1", is_whole=False), v.ReportLine("  | x", is_whole=True)),
    ),
}
PAGE = replace(
    HERE,
    head=v.Head(
        v.Link("The harbour strike", "harbour-strike/"),
        "Demand",
        "Night pay",
        "Why?",
        says("asks"),
        (v.Tag("demand", "Demand"),),
        DAY,
        "12 facts, 9 verified",
        (("By", says("asks")),),
    ),
    bar=v.StoryBar(
        v.Link("The harbour strike", "harbour-strike/"),
        (v.Link("Demands", "harbour-strike/demands/"), v.Link("This", ADDRESS)),
    ),
    edit=v.Link("Edit", "https://example.org/edit"),
    sections=tuple(v.Section(f"s-{part}", part, part, view) for part, view in SAMPLES.items()),
)


def section(view: v.View, part: str, address: str = ADDRESS) -> str:
    return RENDERER.section(replace(HERE, address=address), v.Section("a", "A", part, view))


def first(tree: LexborHTMLParser, selector: str) -> LexborNode:
    node = tree.css_first(selector)
    assert node is not None
    return node


def test_a_report_runs_from_left_to_right_on_every_site() -> None:
    report = first(LexborHTMLParser(section(SAMPLES["problems"], "problems")), "pre")
    assert report.attributes["dir"] == "ltr"
    assert report.text() == "--> facts.yaml:3:1\n  | x\n"
    assert [line.attributes.get("class") for line in report.css("span")] == ["ex-report__words", None]


# Addresses


@pytest.mark.parametrize(
    ("here", "to", "expected"),
    [
        ("", "", "./"),
        ("", "a/b/", "a/b/"),
        ("a/b/", "", "../../"),
        ("a/b/", "a/c/#x", "../c/#x"),
        ("a/b/", "a/b/", "./"),
        ("a/b/", "a/b/#x", "#x"),
        ("a/b/#y", "a/b/#x", "#x"),
        ("a/b/", "#x", "../../#x"),
        ("a/", "a/feed.xml", "feed.xml"),
        ("a/b.html", "a/b.html", "b.html"),
        ("a/", "https://example.org/?q=1#z", "https://example.org/?q=1#z"),
        ("a/", "https://example.org/a b", "https://example.org/a%20b"),
        ("a/", "mailto:ala@example.org", "mailto:ala@example.org"),
        ("", "javascript:alert(1)", "./javascript:alert(1)"),
        ("", "//example.org/x", "example.org/x"),
        ("", 'a b/"c"/%41%/#d e', "a%20b/%22c%22/%41%25/#d%20e"),
        ("", "الميناء/", "الميناء/"),
    ],
)
def test_relative(here: str, to: str, expected: str) -> None:
    assert relative(here, to) == expected


STEP = st.text("aä:-?=% \"'&", min_size=1, max_size=4).filter(lambda step: step.strip(" ") == step)
PATHS = st.lists(STEP, max_size=4).map(lambda steps: "".join(f"{step}/" for step in steps))


@given(
    here=st.lists(st.text("ab-", min_size=1, max_size=3), max_size=4).map(
        lambda s: "".join(f"{x}/" for x in s)
    ),
    to=PATHS,
)
def test_a_relative_address_leads_to_its_target(here: str, to: str) -> None:
    root = "https://site.example/root/"
    assert unquote(urljoin(root + here, relative(here, to))) == unquote(root + to)


@given(to=st.text(max_size=12))
def test_no_address_leads_off_the_site_unless_it_says_so(to: str) -> None:
    if not to.lower().startswith(("http://", "https://", "mailto:")):
        assert urljoin("https://site.example/a/b/c/d/e/f/g/", relative("", to)).startswith(
            "https://site.example/"
        )


NEAR = st.lists(st.sampled_from(["a/", "b/", "ab/", "b.html", ":/", "?/", "/"]), max_size=4).map("".join)


@given(pages=st.lists(NEAR, min_size=1, max_size=4), to=NEAR)
def test_pages_beside_each_other_lead_where_each_would_alone(pages: list[str], to: str) -> None:
    """What leads out of a page's folder is found out once for all pages beside it."""
    for page in pages:
        assert unescape(Here(page).way(to)) == relative(page, to)


@pytest.mark.parametrize(
    ("to", "html"),
    [
        ("a/b/", '<span class="x">w</span>'),
        ("a/b/#b", '<span class="x">w</span>'),
        ("a/b/#c", '<a class="x" href="#c">w</a>'),
        ("a/#b", '<a class="x" href="../#b">w</a>'),
        ("https://example.org/?a&b", '<a class="x" href="https://example.org/?a&amp;b">w</a>'),
        ("a/b&c/", '<a class="x" href="../b&amp;c/">w</a>'),
    ],
)
def test_a_link_leads_from_its_page_or_is_none(to: str, html: str) -> None:
    assert Here("a/b/").link(to, "w", ' class="x"') == html


# Every part


def test_every_part_has_a_sample_and_a_template() -> None:
    assert RENDERER.parts == set(SAMPLES)
    assert {type(view) for view in SAMPLES.values()} == set(get_args(v.View))


@pytest.mark.parametrize("part", SAMPLES)
def test_a_section_survives_inside_markdown(part: str) -> None:
    html = section(SAMPLES[part], part)
    assert html.startswith("<")
    assert not any(not line.strip() or line[0] in " \t" for line in html.split("\n"))


@pytest.mark.parametrize("address", ["", "harbour-strike/", "harbour-strike/demands/night-pay/"])
def test_the_head_names_files_from_where_the_page_stands(address: str) -> None:
    feed = v.Alternate("application/atom+xml", "What is new", "harbour-strike/feed.atom")
    head = RENDERER.alternates(replace(HERE, address=address, alternates=(feed,)))
    link = first(LexborHTMLParser(head), "link")
    base = f"https://example.org/pages/{address}"
    assert urljoin(base, link.attributes["href"]) == "https://example.org/pages/harbour-strike/feed.atom"


def test_all_that_a_fact_says_stands_on_its_card() -> None:
    view = v.FactList((fact("night-pay", quote="Not one"),))
    card = LexborHTMLParser(section(view, "facts")).text()
    assert [(name, text) for name, text in texts(view) if name not in UNSEEN and text not in card] == []


UNSEEN = {"address", "anchor", "kind", "iso", "name", "status"}


HOSTILE = "\"><img src=x onerror=alert(1)>{{7*7}}{% raw %}</pre></code><script>alert(2)</script>'&amp;"


def planted(value: Any) -> Any:
    """The same view with hostile text in every text of it."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return HOSTILE if value else ""
    if isinstance(value, tuple):
        return tuple(planted(one) for one in value)
    if isinstance(value, Struct):
        kept = {"shape", "state", "part"}
        return replace(
            value,
            **{name: planted(getattr(value, name)) for name in value.__struct_fields__ if name not in kept},
        )
    return value


def texts(value: Any, name: str = "") -> list[tuple[str, str]]:
    """Each text of a view with the name of its field."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return [(name, value)] if value else []
    if isinstance(value, tuple):
        return [found for one in value for found in texts(one, name)]
    if isinstance(value, Struct):
        return [found for name in value.__struct_fields__ for found in texts(getattr(value, name), name)]
    return []


@pytest.mark.parametrize("part", SAMPLES)
def test_hostile_text_stays_text(part: str) -> None:
    harmless, hostile = section(SAMPLES[part], part), section(planted(SAMPLES[part]), part)
    tree = LexborHTMLParser(hostile)
    assert tree.css("img, script") == []
    assert not any(name.startswith("on") for node in tree.css("*") for name in node.attributes)
    assert "49" not in tree.text()
    assert HOSTILE in tree.text() or part == "article"
    assert "<script" not in hostile.replace(harmless, "")


def test_a_hostile_head_stays_text() -> None:
    tree = LexborHTMLParser(RENDERER.body(planted(replace(PAGE, sections=()))))
    assert tree.css("img, script") == []
    assert first(tree, "h1").text() == HOSTILE


class Odd(Catalogue):
    """Words of the interface with signs of HTML in them, as a translation may have."""

    def pattern(self, key: str, values: Mapping[str, object]) -> str:
        return """<b title="x">'{name}' & {link}"""


def test_words_of_the_interface_are_text_and_only_html_in_them_stays() -> None:
    made = say_html(Odd(), "lists.comma", name='A "<i>" & b', link=Html("<a>x</a>"))
    assert isinstance(made, Html)
    assert str(escape(made)) == str(made)
    assert made == ("&lt;b title=&quot;x&quot;&gt;'A &quot;&lt;i&gt;&quot; &amp; b' &amp; <a>x</a>")


# The page


def test_a_page_is_its_head_and_its_sections() -> None:
    body = RENDERER.body(PAGE)
    tree = LexborHTMLParser(body)
    assert len(tree.css("h1")) == 1
    assert [node.attributes["id"] for node in tree.css("h2")] == [s.anchor for s in PAGE.sections]
    assert RENDERER.head(PAGE) in body
    assert all(RENDERER.section(PAGE, one) in body for one in PAGE.sections)
    assert "\n\n" not in body


def test_ids_are_given_once() -> None:
    ids = [node.attributes["id"] for node in LexborHTMLParser(RENDERER.body(PAGE)).css("[id]")]
    assert len(ids) == len(set(ids))


def test_headings_are_not_skipped() -> None:
    levels = [
        int((node.tag or "h0")[1]) for node in LexborHTMLParser(RENDERER.body(PAGE)).css("h1, h2, h3, h4")
    ]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_story_bar_marks_where_the_reader_is() -> None:
    bar = first(LexborHTMLParser(RENDERER.head(PAGE)), "nav")
    assert [node.text() for node in bar.css("[aria-current=page]")] == ["This"]
    assert [node.attributes["href"] for node in bar.css("a")] == ["../../", "../"]


def test_the_story_bar_leads_to_the_same_pages_from_everywhere() -> None:
    story = v.Link("The strike", "harbour-strike/", "story")
    ways = ("harbour-strike/article/", "harbour-strike/demands/", "harbour-strike/demands/night-pay/more/")
    bar = v.StoryBar(story, tuple(v.Link(f"Way {n}", way) for n, way in enumerate(ways)))
    beside = ("harbour-strike/demands/day-pay/", "harbour-strike/demands/leave/", ADDRESS)
    for address in (*beside, *ways, story.address, "parties/union/", "harbour-strike/events/"):
        head = LexborHTMLParser(RENDERER.head(replace(HERE, address=address, bar=bar)))
        found = {
            urljoin(f"/{address}", node.attributes["href"] or "") for node in first(head, "nav").css("a")
        }
        assert found == {f"/{to}" for to in (story.address, *ways) if to != address}


def test_a_page_does_not_link_to_itself() -> None:
    pieces = (
        v.Piece("here", ADDRESS),
        v.Piece("own", f"{ADDRESS}#night-pay"),
        v.Piece("part", f"{ADDRESS}#b"),
    )
    view = v.SeeAlsoList(tuple(v.Related(v.Link(p.text, p.address), "", "") for p in pieces))
    stated = v.FactList((replace(fact(status="unsourced"), statement=pieces, address=""),))
    for html in (section(view, "see-also"), section(stated, "facts")):
        assert [a.attributes["href"] for a in LexborHTMLParser(html).css("a")] == ["#b"]


def test_signs_of_html_in_links_are_text() -> None:
    pieces = (v.Piece("<>b/<>"), v.Piece("a<>b>c", "x<>y>z/"), v.Piece("d", "d<"))
    html = section(v.FactList((replace(fact(), statement=pieces),)), "facts")
    words = first(LexborHTMLParser(html), ".ex-fact__text")
    assert words.text() == "<>b/<>a<>b>cd"
    assert [a.attributes["href"] for a in words.css("a")] == ["../../../x%3C%3Ey%3Ez/", "../../../d%3C"]


def test_running_text_gains_no_space() -> None:
    html = section(
        v.FactList((replace(fact(), statement=(v.Piece("Say"), v.Piece("s", "x/"), v.Piece(", so"))),)),
        "facts",
    )
    assert first(LexborHTMLParser(html), ".ex-fact__text").text() == "Says, so"


def test_a_fact_without_evidence_does_not_look_verified() -> None:
    found = LexborHTMLParser(section(SAMPLES["facts"], "facts")).css(".ex-fact")
    assert [node.attributes["data-tone"] for node in found] == ["verified", "unverifiable", "unsourced"]
    assert [len(node.css("details mark")) for node in found] == [2, 1, 0]
    assert [len(node.css("a[href$='#p-3']")) for node in found] == [2, 0, 0]


def test_preformatted_text_keeps_its_lines() -> None:
    code = first(LexborHTMLParser(section(SAMPLES["schema"], "schema")), "pre").text()
    assert code == "demands:\n\n    - id: a"
    assert (
        first(LexborHTMLParser(section(SAMPLES["mistake"], "mistake")), "pre").text()
        == "<b>Bold</b>\n\n& bare"
    )


def test_closing_up_takes_gaps_only() -> None:
    assert closed_up(" <p>\n\n    a  b\n\t</p>\n") == "<p>\na  b\n</p>"


def test_an_unknown_part_is_a_programmers_mistake() -> None:
    with pytest.raises(KeyError):
        section(SAMPLES["facts"], "fact")


def test_a_template_cannot_ask_for_what_a_view_lacks() -> None:
    with pytest.raises(UndefinedError):
        section(SAMPLES["updates"], "facts")


def test_a_template_cannot_give_a_macro_too_little(tmp_path: Path) -> None:
    templates = Path(copytree(find_templates(), tmp_path / "templates"))
    (templates / "parts/facts.html").write_text("{{ ui.fact() }}")
    with pytest.raises(UndefinedError):
        Renderer(templates).section(HERE, v.Section("a", "A", "facts", SAMPLES["facts"]))


def test_the_templates_are_found() -> None:
    assert isinstance(find_templates(), Path)
    assert (find_templates() / "styles").is_dir()
