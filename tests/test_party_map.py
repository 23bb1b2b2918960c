"""The map of parties: nothing stands on anything else, and it says what the list says."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from stories import edition_of, write_story

from generator.edition import Edition
from generator.letters import PLAIN, breadth, clipped, wrapped
from generator.pages.desk import Desk
from generator.pages.party_map import party_map
from generator.pages.relations import relations, who_is_who
from generator.party_boxes import RANKS, Belonging, body_of, boxes, holders, in_order
from generator.party_drawing import (
    APART,
    HEAD,
    NARROW,
    STRONG,
    WIDE,
    Block,
    Line,
    Net,
    Plan,
    drawing,
    in_lanes,
    untangled,
)
from generator.rendering import Renderer, find_templates
from generator.views import Head, MapLine, PageView, PartyMap, Section

KINDS = ("state", "organisation", "alliance", "person", "")
NAMES = (
    "Ada",
    "United Ports",
    "Объединённые профсоюзы докеров и жилищно-коммунального хозяйства",
    "الأمين العام لاتحاد البحّارة والصيادين في الميناء القديم",
    "国家能源局以及港口管理委员会联合新闻发言人办公室工作组国家能源局",
    "W" * 90,
    "<script>alert(1)</script>",
    "\"onload=x() '>&amp;",
    "\u202eevil\u202c {{ 7*7 }}",
    "﷽﷽﷽ ﷽﷽﷽",
    "👩‍👩‍👧‍👦" * 12,
    "",
)
names = st.sampled_from(NAMES) | st.text(max_size=80).map(lambda text: " ".join(text.split()))


Sheet = tuple[dict[str, str], dict[str, tuple[Belonging, ...]], dict[tuple[str, str], int]]


def sheet_of(count: int, seed: int) -> Sheet:
    """Parties by kind, what they say they belong to, and how many ties they have."""
    random = Random(seed)
    keys = [f"p{index}" for index in range(count)]

    def way() -> Belonging:
        return Belonging(random.choice(sorted(RANKS)), random.choice(keys), random.random() < 0.3)

    kinds = {key: random.choice(KINDS) for key in keys}
    ways = {key: tuple(way() for _ in range(random.randrange(3))) for key in keys}
    pairs = [random.sample(keys, 2) for _ in range(count - 1)]
    return kinds, ways, {(one, two): random.randint(1, 4) for one, two in pairs}


sheets = st.builds(sheet_of, st.integers(1, 60), st.integers(0, 2**32))


def blocks_of(count: int, size: int, seed: int) -> list[Block]:
    """Boxes with parties, each with lines that lead to some of them. A seed is drawn quickly."""
    random = Random(seed)
    keys = [f"p{index}" for index in range(count)]

    def tie() -> Line:
        target, family = random.choice([*keys, "nobody"]), random.choice(["asks", "answers", "ties"])
        return Line(note=random.choice(NAMES), depth=random.randrange(5), target=target, family=family)

    def party(index: int, key: str) -> list[Line]:
        own = Line(random.choice(NAMES), random.choice(NAMES), index % size and 1, party=key)
        return [own, *(tie() for _ in range(random.randrange(4)))]

    parts = [party(index, key) for index, key in enumerate(keys)]
    groups = [parts[start : start + size] for start in range(0, count, size)]
    return [tuple(line for part in group for line in part) for group in groups]


maps = st.builds(blocks_of, st.integers(1, 60), st.integers(1, 12), st.integers(0, 2**32))


# Words


@given(names, st.integers(120, 300))
@settings(max_examples=40, deadline=None)
def test_words_are_cut_to_their_room(text: str, room: int) -> None:
    assert breadth(clipped(text, 14, room), 14) <= room
    rows = wrapped(text, 14, room)
    assert 1 <= len(rows) <= 2
    assert all(breadth(row, 14) <= room for row in rows)
    if "…" not in rows[-1]:
        assert "".join(rows).replace(" ", "") == text.replace(" ", "")


# Boxes


@given(sheets)
@settings(max_examples=40, deadline=None)
def test_everybody_stands_in_one_box(sheet: Sheet) -> None:
    kinds, ways, pulls = sheet
    held = holders(kinds, ways)
    found = boxes(kinds, ways, {})
    assert Counter(key for box in found.values() for key in box.keys) == Counter(kinds.keys())
    assert all(body_of(key, held) in found for key in kinds)
    assert Counter(in_order(found, {}, 60)) == Counter(found.keys())
    assert len(in_order(kinds, pulls, 3)) == min(3, len(kinds))


@given(sheets, st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_sheet_changes_nothing(sheet: Sheet, seed: int) -> None:
    kinds, ways, pulls = sheet
    keys = Random(seed).sample(list(kinds), len(kinds))
    again = {key: kinds[key] for key in keys}, {key: ways[key] for key in keys}
    assert list(boxes(kinds, ways, {}).items()) == list(boxes(*again, {}).items())
    assert in_order(kinds, pulls, 20) == in_order(keys, dict(reversed(pulls.items())), 20)


def test_a_state_in_an_alliance_and_a_union_in_a_league_keep_their_boxes() -> None:
    kinds = {"nato": "alliance", "us": "state", "union": "organisation", "ministry": "organisation"}
    ways = {
        "us": (Belonging("member_of", "nato"),),
        "union": (Belonging("member_of", "nato"),),
        "ministry": (Belonging("member_of", "us"),),
    }
    assert holders(kinds, ways) == {"ministry": "us"}


def test_an_office_held_now_comes_before_one_that_ended() -> None:
    ways = {"odell": (Belonging("leads", "board", ended=True), Belonging("speaks_for", "town"))}
    kinds = {"odell": "person", "board": "organisation", "town": "organisation"}
    assert holders(kinds, ways) == {"odell": "town"}


# The drawing


@pytest.mark.parametrize("plan", [NARROW, WIDE], ids=["narrow", "wide"])
@given(blocks=maps)
@settings(max_examples=40, deadline=None)
def test_boxes_stand_apart_and_hold_their_words(plan: Plan, blocks: list[Block]) -> None:
    drawn = drawing(blocks, plan)
    for one, two in combinations(drawn.boxes, 2):
        assert (
            one.x + one.width < two.x
            or two.x + two.width < one.x
            or one.y + one.height < two.y
            or two.y + two.height < one.y
        )
    for box in drawn.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= drawn.width
        assert box.y + box.height <= drawn.height
        rows = [(line, row) for line in box.lines for row in line.rows]
        assert all(after.y - before.y >= 17 for (_, before), (_, after) in pairwise(rows))
        for line, row in rows:
            assert box.y < row.y - 10
            assert row.y + 4 < box.y + box.height
            assert box.x < row.x
            assert row.x + taken(line, row.name, row.note) < box.x + box.width


def taken(line: MapLine, name: str, note: str) -> float:
    """The room of a row."""
    beside = f" {note}" if name and note else note
    return breadth(name, HEAD if line.kind == "head" else STRONG) + breadth(beside, STRONG * PLAIN)


@pytest.mark.parametrize("plan", [NARROW, WIDE], ids=["narrow", "wide"])
@given(blocks=maps)
@settings(max_examples=40, deadline=None)
def test_arrows_stay_in_the_channel_and_lead_somewhere(plan: Plan, blocks: list[Block]) -> None:
    drawn = drawing(blocks, plan)
    left = max(box.x + box.width for box in drawn.boxes if box.x == 1)
    shown = {line.party for block in blocks for line in block if line.party}
    expected = Counter(line.family for block in blocks for line in block if line.target in shown)
    arrows = [line for box in drawn.boxes for line in box.lines if line.arrow]
    # Arrows that nobody could follow are left out, all of them.
    assert Counter(line.family for line in arrows) in (expected, Counter())
    right = drawn.width if plan is NARROW else left + plan.channel
    for line in arrows:
        for direction, number in re.findall(r"([MHV])(-?[\d.]+)", line.arrow):
            low, high = (0, drawn.height) if direction == "V" else (left, right)
            assert low <= float(number) <= high


def asking(count: int) -> list[Block]:
    """Boxes that each ask something of the one after the next."""
    return [
        (
            Line(f"Party {index}", party=f"p{index}"),
            Line(note="1 demand", target=f"p{(index + 2) % count}", family="asks"),
        )
        for index in range(count)
    ]


@pytest.mark.parametrize(("count", "narrow", "wide"), [(5, 5, 5), (60, 60, 60)])
def test_arrows_are_drawn_where_there_is_room(count: int, narrow: int, wide: int) -> None:
    def arrows(plan: Plan) -> int:
        return sum(bool(line.arrow) for box in drawing(asking(count), plan).boxes for line in box.lines)

    assert (arrows(NARROW), arrows(WIDE)) == (narrow, wide)


def test_too_many_arrows_are_none_and_leave_their_room_to_words() -> None:
    block = tuple(Line(f"P{index}", party=f"p{index}") for index in range(40))
    ties = tuple(Line(note="asks", target=f"p{index}", family="asks") for index in range(40))
    crowded, free = drawing([block, ties], NARROW), drawing([block, ties[:3]], NARROW)
    assert not any(line.arrow for box in crowded.boxes for line in box.lines)
    assert crowded.boxes[0].width == free.boxes[0].width + NARROW.channel


pins = st.tuples(st.sampled_from([0, 1]), st.integers(0, 900).map(float))
nets = st.builds(Net, st.just("asks"), pins, st.lists(pins, min_size=1, max_size=5))


@given(st.lists(nets, max_size=20))
@settings(max_examples=40, deadline=None)
def test_no_two_arrows_share_a_stretch_of_lane(found: list[Net]) -> None:
    lanes = untangled(in_lanes(found))
    assert sum(map(len, lanes)) == len(found)
    for lane in lanes:
        for one, two in combinations(lane, 2):
            assert one.span[1] + APART <= two.span[0] or two.span[1] + APART <= one.span[0]


# What it says

SHEET = """\
parties:
  - {id: union, name: Union, kind: organisation, roles: [{member_of: league, title: affiliate}]}
  - {id: league, name: League, kind: alliance}
  - {id: company, name: Company, kind: organisation}
  - {id: chair, name: Ada Okoye, kind: person, roles: [{leads: union, title: chair}]}
  - {id: clerk, name: Ben Roth, kind: person, roles: [{works_for: chair}, {speaks_for: company}]}
  - {id: paper, name: The Paper, kind: organisation}
demands:
  - id: hours
    by: [chair]
    of: [company]
    text: Eleven hours.
    positions:
      - {party: company, stance: rejects}
      - {party: company, stance: conditional, as_of: 2026-02-19}
      - {party: league, stance: silent}
  - {id: pay, by: [union], of: [company], kind: demand, text: More pay.}
  - {id: peace, by: [union, company], kind: agreement, text: They talk.}
dates:
  - {id: strike, date: 2026-02-01, title: The strike, who: [union]}
reactions:
  - {id: no, by: [company], to: [pay], stance: rejects, text: They say no.}
  - {id: sad, by: [paper], to: [strike], stance: criticises, text: They are sad.}
"""


def desk_of(tmp_path: Path, sheet: str = SHEET) -> Desk:
    return Desk(edition_of(write_story(tmp_path, sheet)), "content")


def said(desk: Desk) -> list[str]:
    (story,) = desk.edition.library.stories
    return [
        " ".join(
            (one.origin, one.kind, one.target, one.stated.partition("/")[2], one.stance)
        ).replace("parties/", "").strip()
        for one in relations(desk, story)
    ]  # fmt: skip


def whole_map(desk: Desk, slug: str = "port") -> PartyMap:
    found = party_map(desk, desk.edition.library.story(slug))
    assert found is not None
    return found


def words(line: MapLine) -> str:
    return line.full or " ".join(part for row in line.rows for part in (row.name, row.note) if part)


def test_relations_are_who_asks_and_who_answers(tmp_path: Path) -> None:
    assert said(desk_of(tmp_path)) == [
        "chair demand company hours",
        "union demand company pay",
        "union agreement company peace",
        "company agreement union peace",
        "company answer union no rejects",
        "company answer chair hours conditional",
    ]


def test_a_map_shows_each_party_with_what_it_says(tmp_path: Path) -> None:
    shown = whole_map(desk_of(tmp_path))
    assert [[words(line) for line in box.lines] for box in shown.narrow.boxes] == [
        [
            "Union Organisation",
            "affiliate, part of League",
            "1 demand of Company",
            "1 agreement with Company",
            "Ada Okoye chair",
            "1 demand of Company",
            "Ben Roth works for Ada Okoye",
            "speaks for Company",
        ],
        [
            "Company Organisation",
            "1 agreement with Union",
            "1 answer to Union",
            "1 answer to Ada Okoye",
        ],
        ["League Alliance"],
    ]
    assert [link.label for link in shown.others] == ["The Paper"]
    assert [one.name for one in shown.families] == ["ties", "asks", "answers"]


def test_a_line_leads_to_the_one_thing_that_it_counts(tmp_path: Path) -> None:
    shown = whole_map(desk_of(tmp_path))
    addresses = {words(line): line.address for box in shown.wide.boxes for line in box.lines}
    assert addresses["1 answer to Union"].endswith("no")
    assert addresses["1 answer to Ada Okoye"].endswith("#hours.company.2026-02-19")
    assert addresses["speaks for Company"] == "port/parties/#clerk"


def test_no_map_where_nobody_is_tied_to_anybody(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, "parties:\n  - {id: union, name: Union}\n")
    (story,) = desk.edition.library.stories
    assert party_map(desk, story) is None
    assert who_is_who(desk, story).groups


def crowd(count: int) -> str:
    """A sheet with many states, each with people, who all ask something of the next state."""
    lines = ["parties:"]
    for index in range(count):
        state = index - index % 5
        role = "" if index == state else f", roles: [{{leads: p{state}}}]"
        kind = "state" if index == state else "person"
        lines.append(f"  - {{id: p{index}, name: Party {index}, kind: {kind}{role}}}")
    lines.append("demands:")
    for index in range(count):
        other = (index - index % 5 + 5) % count
        lines.append(f"  - {{id: d{index}, by: [p{index}], of: [p{other}], text: Something}}")
    return "\n".join(lines) + "\n"


def test_sixty_parties_are_shown_as_bodies(tmp_path: Path) -> None:
    shown = whole_map(desk_of(tmp_path, crowd(60)))
    assert (shown.shown, shown.of) == (24, 60)
    assert len(shown.others) == 36
    first = [words(line) for line in shown.narrow.boxes[0].lines]
    assert first == ["Party 0 State", "Party 1 leads Party 0", "and 3 more", "5 demands of Party 5"]


def test_twenty_parties_are_shown_one_by_one(tmp_path: Path) -> None:
    shown = whole_map(desk_of(tmp_path, crowd(20)))
    assert (shown.shown, shown.of) == (20, 20)


@pytest.mark.parametrize("slug", ["bridge-closure", "harbour-strike"])
def test_list_and_map_say_the_same(edition: Edition, slug: str) -> None:
    desk, story = Desk(edition, "content"), edition.library.story(slug)
    on_map = [words(line) for box in whole_map(desk, slug).wide.boxes for line in box.lines]
    counted: Counter[tuple[str, str, str]] = Counter()
    listed = {}
    for one in relations(desk, story):
        counted[one.origin, one.kind, desk.node(one.target).title] += 1
        listed[one.origin, one.stated, desk.node(one.target).title] = one.kind
    lines = Counter(desk.say(f"who.{kind}", n=n, party=name) for (_, kind, name), n in counted.items())
    assert Counter(text for text in on_map if text[0].isdigit()) == lines

    parties = [party for group in who_is_who(desk, story).groups for party in group.parties]
    in_list = {
        (f"parties/{party.anchor}", one.stated.label, piece.text): one.words[0].text.split()[0].lower()
        for party in parties
        for one in party.relations
        for piece in one.words
        if piece.address
    }
    assert in_list == {(who, desk.node(by).title, to): kind for (who, by, to), kind in listed.items()}

    roles = [(party.name.label, role) for party in parties for role in party.roles if role.relation]
    assert all(any(role.title in text for text in on_map) for _, role in roles)


def test_hostile_names_are_text(tmp_path: Path) -> None:
    name = "<script>alert(1)</script><a href=javascript:x> & \"'"
    sheet = SHEET.replace("name: Union", "name: '" + name.replace("'", "''") + "'")
    view = whole_map(desk_of(tmp_path, sheet))
    page = PageView("port/parties/", "overview", "", "", Head(None, "", ""), ())
    html = Renderer(find_templates()).section(page, Section("party-map", "Map", "party-map", view))
    tree = LexborHTMLParser(html)
    assert not tree.css("script")
    assert all((link.attributes["href"] or "").startswith(("#", "../")) for link in tree.css("a"))
    assert tree.css("title")[0].text() == f"{name} Organisation"


def test_a_map_of_the_real_story_is_small() -> None:
    edition = edition_of(Path(__file__).parent.parent / "content")
    (story,) = edition.library.stories
    view = party_map(Desk(edition, "content"), story)
    assert view is not None
    page = PageView(f"{story.slug}/parties/", "overview", "", "", Head(None, "", ""), ())
    html = Renderer(find_templates()).section(page, Section("party-map", "", "party-map", view))
    drawings = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    assert len(drawings) == 2
    assert all(len(one.encode()) < 12_000 for one in drawings)
