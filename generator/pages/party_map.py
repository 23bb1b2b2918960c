"""The map of a story's parties: whose box each stands in, and what its lines say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from generator.folders import PARTIES
from generator.frozen import Frozen
from generator.library import tied_to
from generator.model.entries import Role
from generator.pages.desk import Desk
from generator.pages.relations import ANSWER, Relation, by_origin, party_kind, place_of, relations, who_is_who
from generator.party_boxes import Belonging, Box, body_of, boxes, holders, in_order
from generator.party_drawing import NARROW, WIDE, Block, Line, drawing
from generator.story import Story
from generator.views import Link, MapDrawing, Parties, PartyMap, Section, Tag

MOST_LINES = 90
"""A map with more lines than this shows bodies instead of everybody."""
MOST_BODIES = 20
FEW_BODIES = 8
MAIN_PEOPLE = 2


class Tie(Frozen):
    """What a role ties a party to, in words."""

    origin: str
    target: str
    relation: str
    title: str
    until: str


class Cast(Frozen):
    """The parties of one story: what they are, what they belong to, what they say to each other."""

    desk: Desk
    story: Story
    kinds: Mapping[str, str]
    ties: Mapping[str, tuple[Tie, ...]]
    relations: tuple[Relation, ...]
    held: Mapping[str, str]
    boxes: Mapping[str, Box]

    def name(self, key: str) -> str:
        """What a party is called."""
        return self.desk.node(key).title

    def listed(self, key: str) -> str:
        """Where the list has a party with all its relations."""
        return f"{self.story.slug}/{PARTIES}/#{self.desk.node(key).id}"


def mapped(desk: Desk, story: Story) -> Parties:
    """The main parties of a story, with a small map on top."""
    drawn = party_map(desk, story, small=True)
    return replace(who_is_who(desk, story, main=True, tied=drawn is None), map=drawn)


def map_sections(desk: Desk, story: Story) -> tuple[Section, ...]:
    """The whole map in a section of its own, where there is one."""
    whole = party_map(desk, story)
    return (Section("party-map", desk.say("who.map"), "party-map", whole),) if whole else ()


def party_map(desk: Desk, story: Story, small: bool = False) -> PartyMap | None:
    """The map of a story; a small one shows few bodies. None where no party is tied to another."""
    cast = cast_of(desk, story)
    if not cast.relations and not cast.held:
        return None
    blocks = lifted(cast, FEW_BODIES) if small else whole(cast)
    if sum(map(len, blocks)) > MOST_LINES:
        blocks = lifted(cast, MOST_BODIES)
    narrow, wide = drawing(blocks, NARROW), drawing(blocks, WIDE)
    shown = {line.party for block in blocks for line in block if line.party}
    others = (
        ()
        if small
        else tuple(desk.link(key) for key in sorted(cast.kinds, key=cast.name) if key not in shown)
    )
    return PartyMap(
        shown=len(shown),
        of=len(cast.kinds),
        narrow=narrow,
        wide=wide,
        families=tuple(Tag(name, desk.say(f"who.arrow_{name}")) for name in families(wide)),
        arrows="everywhere" if families(narrow) else "wide",
        others=others,
        more=Link("", f"{story.slug}/{PARTIES}/") if small else None,
    )


def families(drawn: MapDrawing) -> tuple[str, ...]:
    """The kinds of arrows in a drawing."""
    return tuple(dict.fromkeys(line.family for box in drawn.boxes for line in box.lines if line.arrow))


def cast_of(desk: Desk, story: Story) -> Cast:
    """The parties of a story with all that ties them."""
    names = desk.edition.library.story_parties[story.slug]
    profiles = desk.edition.library.profiles
    kinds = {f"{PARTIES}/{name}": str(profiles[name].kind or "") for name in names}
    ties = ties_of(desk, story, kinds)
    found = desk.once(relations, story)
    ways = {
        key: tuple(Belonging(tie.relation, tie.target, bool(tie.until)) for tie in own)
        for key, own in ties.items()
    }
    weight = Counter(end for one in found for end in (one.origin, one.target))
    return Cast(desk, story, kinds, ties, found, holders(kinds, ways), boxes(kinds, ways, weight))


def ties_of(desk: Desk, story: Story, kinds: Mapping[str, str]) -> dict[str, tuple[Tie, ...]]:
    """The roles of each party that tie it to another one of the story."""
    found: dict[str, tuple[Tie, ...]] = {}
    for placed in story.sheet.parties:
        key = f"{PARTIES}/{placed.value.id}"
        if key in kinds:
            ties = (tie_of(desk, story, key, role) for role in placed.value.roles)
            found[key] = tuple(tie for tie in ties if tie and tie.target in kinds and tie.target != key)
    return found


def tie_of(desk: Desk, story: Story, key: str, role: Role) -> Tie | None:
    """A role as a tie, if it ties to anything."""
    relation, reference = tied_to(role)
    node = desk.edition.library.resolve(story.slug, reference) if relation else None
    until = desk.when(role.until)
    return Tie(key, node.key, relation, role.title or "", until.words if until else "") if node else None


def whole(cast: Cast) -> list[Block]:
    """Everybody who has to do with anybody, and each of their ties."""
    pulls = pulls_between(cast)
    keys = [key for key, box in cast.boxes.items() if box.members or any(key in pair for pair in pulls)]
    said = by_origin(cast.relations)
    return [
        tuple(line for key, depth in [(body, -1), *cast.boxes[body].members]
              for line in party_lines(cast, key, depth, said.get(key, ())))
        for body in in_order(keys, pulls, len(keys))
    ]  # fmt: skip


def pulls_between(cast: Cast) -> Counter[tuple[str, str]]:
    """How many ties lead from one box to another."""
    pairs = [(one.origin, one.target) for one in cast.relations]
    pairs += [(tie.origin, tie.target) for own in cast.ties.values() for tie in own]
    lifted = ((body_of(origin, cast.held), body_of(target, cast.held)) for origin, target in pairs)
    return Counter(pair for pair in lifted if pair[0] != pair[1])


def party_lines(cast: Cast, key: str, depth: int, said: Sequence[Relation]) -> Iterator[Line]:
    """A party's own line, its further ties, what it asks and answers."""
    yield party_line(cast, key, depth)
    for tie in further_ties(cast, key):
        yield Line(
            note=tie_words(cast, tie),
            depth=depth + 1,
            target=tie.target,
            family="ties",
            address=cast.listed(key),
        )
    yield from relation_lines(cast, said, depth + 1)


def party_line(cast: Cast, key: str, depth: int) -> Line:
    """A party's own line: its name, and what ties it to the box that it stands in."""
    inside = next((tie for tie in cast.ties.get(key, ()) if tie.target == cast.held.get(key)), None)
    if inside is None:
        note = party_kind(cast.desk, cast.desk.edition.library.profiles[cast.desk.node(key).id].kind)
    elif depth == 0 and not inside.until and inside.title.casefold() not in cast.name(key).casefold():
        note = inside.title
    else:
        note = tie_words(cast, inside)
    return Line(cast.name(key), note, max(depth, 0), party=key, address=cast.desk.address(key))


def further_ties(cast: Cast, key: str) -> Iterator[Tie]:
    """The ties of a party that its place on the map does not show."""
    held, seen = cast.held.get(key), False
    for tie in cast.ties.get(key, ()):
        if tie.target == held and not seen:
            seen = True
        else:
            yield tie


def tie_words(cast: Cast, tie: Tie) -> str:
    """A tie in words."""
    say = cast.desk.say
    words = say(f"who.{tie.relation}", party=cast.name(tie.target))
    words = say("who.role", title=tie.title, tie=words) if tie.title else words
    return say("who.over", role=words, date=tie.until) if tie.until else words


def relation_lines(cast: Cast, said: Iterable[Relation], depth: int) -> Iterator[Line]:
    """One line for each kind of thing that is said to each party."""
    groups: dict[tuple[str, str], list[Relation]] = {}
    for one in said:
        groups.setdefault((one.kind, one.target), []).append(one)
    for (kind, target), group in sorted(groups.items(), key=lambda pair: pair[0][0] == ANSWER):
        yield Line(
            note=cast.desk.say(f"who.{kind}", n=len(group), party=cast.name(target)),
            depth=depth,
            target=target,
            family="answers" if kind == ANSWER else "asks",
            address=way_to(cast, group),
        )


def way_to(cast: Cast, group: Sequence[Relation]) -> str:
    """Where what a line says is told: the one thing it counts, else the list."""
    if len({(one.stated, one.fact.anchor) for one in group}) == 1:
        return place_of(cast.desk, group[0])
    speakers = {one.origin for one in group}
    only = speakers.pop() if len(speakers) == 1 else body_of(group[0].origin, cast.held)
    return cast.listed(only)


def lifted(cast: Cast, most: int) -> list[Block]:
    """The bodies with most ties and their main people, and what all of them say, counted together."""
    pulls = pulls_between(cast)
    shown = in_order({key for pair in pulls for key in pair} or cast.boxes, pulls, most)
    together = by_origin(between(cast, frozenset(shown)))
    return [tuple(body_lines(cast, cast.boxes[key], together.get(key, ()))) for key in shown]


def between(cast: Cast, shown: frozenset[str]) -> Iterator[Relation]:
    """What is said from one body to another, each thing once."""
    seen: set[tuple[str, str, str, str]] = set()
    for one in cast.relations:
        origin, target = body_of(one.origin, cast.held), body_of(one.target, cast.held)
        mark = (origin, target, one.kind, one.stated)
        if origin != target and {origin, target} <= shown and mark not in seen:
            seen.add(mark)
            yield replace(one, origin=origin, target=target)


def body_lines(cast: Cast, box: Box, said: Sequence[Relation]) -> Iterator[Line]:
    """A body, its main people and how many more there are, and what they say."""
    yield party_line(cast, box.key, -1)
    main = box.members if len(box.members) <= MAIN_PEOPLE else box.members[: MAIN_PEOPLE - 1]
    for key, depth in main:
        yield party_line(cast, key, depth)
    if len(box.members) > len(main):
        more = cast.desk.say("who.people", n=len(box.members) - len(main))
        yield Line(note=more, address=cast.listed(box.key))
    yield from relation_lines(cast, said, 0)
