"""Who takes part: the people, bodies and states of an article, each with the forms of its name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from generator.drafting.demonyms import state_of_adjective, states
from generator.drafting.naming import Kind, Named, names_in
from generator.drafting.paragraphs import Paragraph
from generator.frozen import Frozen
from generator.mentions import NameIndex
from generator.vocabulary import LEADS, PARTICLES, SEATS, SPEAKS, SUFFIXES, WORKS, set_of

HEADS = LEADS | set_of(
    "chair chairman chairwoman chairperson director head leader ceo founder governor commander"
)
MOST = 300
"""The most parties that are proposed: an article with more of them is a list."""


class RoleFound(Frozen):
    """An office in the words of the text, how it ties its holder to whom, and where that stands."""

    title: str
    relation: str
    owner: str
    place: Named


class PartyFound(Struct):
    """A party: its fullest name, its other forms, its roles and where it is named first."""

    name: str
    kind: Kind
    place: Named
    aliases: list[str] = field(default_factory=list)
    roles: list[RoleFound] = field(default_factory=list)


class Speaker(Frozen):
    """A name where it stands, with its title: whose it is, by the full name."""

    start: int
    end: int
    party: str
    possessive: bool
    titled: bool


class Cast:
    """The parties of an article, and where each is named. `known` are names that are known already."""

    def __init__(self, paragraphs: Sequence[Paragraph], known: Mapping[str, str]) -> None:
        self.named = [one for paragraph in paragraphs for one in names_in(paragraph)]
        found = told_apart([*people(self.named), *bodies(self.named, paragraphs)])
        found += acting_states(self.named)
        self.parties = sorted(found, key=lambda one: (one.place.paragraph, one.place.start))[:MOST]
        with_ties(self.parties, known)
        forms = [(form, one.name) for one in self.parties for form in (one.name, *one.aliases)]
        forms += [(form, name) for form, name in known.items() if form not in dict(forms)]
        self._index = NameIndex(forms)
        self._titles = {(one.paragraph, one.end): one.start for one in self.named if one.kind == "person"}
        self._mentions = {paragraph.number: tuple(self._in(paragraph)) for paragraph in paragraphs}

    def _in(self, paragraph: Paragraph) -> Iterator[Speaker]:
        for mention in self._index.find(paragraph.plain):
            if not paragraph.is_quoted(mention.start):
                start = min(self._titles.get((paragraph.number, mention.end), mention.start), mention.start)
                owns = paragraph.plain[mention.end : mention.end + 1] in ("'", "’")
                yield Speaker(start, mention.end, mention.key, owns, start < mention.start)

    def mentions(self, paragraph: Paragraph) -> tuple[Speaker, ...]:
        """Where parties are named in a paragraph, in order."""
        return self._mentions[paragraph.number]


def surname(name: str) -> str:
    """The part of a person's name that is used alone: the last word, with its particles."""
    words = name.split()
    while len(words) > 1 and words[-1].lower().rstrip(".") in SUFFIXES:
        words.pop()
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return " ".join(words[start:])


def people(named: Sequence[Named]) -> Iterator[PartyFound]:
    """The people: their names in full, and the short forms that belong to one of them only."""
    sure = [one for one in named if one.kind == "person"]
    full = dict.fromkeys(one.name for one in sure if " " in one.name)
    owners: dict[str, list[str]] = {}
    for name in dict.fromkeys((*full, *(one.name for one in named if not one.kind and " " in one.name))):
        owners.setdefault(surname(name).split()[-1], []).append(name)
    called: dict[str, PartyFound] = {}
    for one in sure:
        short = one.name.split()[-1]
        fitting = [one.name] if " " in one.name else owners.get(short, [one.name])
        if len(fitting) > 1 or (fitting[0] not in full and " " in fitting[0]):
            continue  # Two people share this name, or one is no person for sure: it may be either.
        person = called.setdefault(fitting[0], PartyFound(fitting[0], "person", one))
        if one.title and not is_known(role_of(one), person.roles):
            person.roles.append(role_of(one))
        if one.name == person.name and person.place.name != person.name:
            person.place = one
    alone = Counter(one.name for one in named)
    for person in called.values():
        last = surname(person.name)
        used = alone[last.split()[-1]] or alone[last[:1].upper() + last[1:]]
        shared = len(owners.get(last.split()[-1], [])) > 1
        person.aliases = (
            [last] if used and not shared and last != person.name and last not in states() else []
        )
        yield person


def is_known(role: RoleFound, roles: Iterable[RoleFound]) -> bool:
    """Whether a role is among some already, or a fuller form of it is."""
    return any(role.title in one.title and role.owner in ("", one.owner) for one in roles)


def role_of(one: Named) -> RoleFound:
    """The role that a title states; ties are made where the title alone shows which."""
    words = one.title.split()
    relation = ""
    if one.owner and "former" not in words:
        relation = relation_of(words)
    return RoleFound(one.title, relation, one.owner, one)


def relation_of(words: Sequence[str]) -> str:
    """How a title ties its holder to whom it names."""
    if SPEAKS & set(words):
        return "speaks_for"
    if "staff" in words or (words[-1] in WORKS and words != ["secretary", "general"]):
        return "works_for"
    is_head = words[-1] in HEADS or words[-2:] in (["prime", "minister"], ["first", "minister"])
    return "leads" if is_head and not {"deputy", "vice", "assistant"} & set(words) else "member_of"


def bodies(named: Sequence[Named], paragraphs: Sequence[Paragraph]) -> Iterator[PartyFound]:
    """Ministries, unions, agencies and whatever else is named like one."""
    found: dict[str, PartyFound] = {}
    shorts = {one.short: one.name for one in named if one.short}
    for one in named:
        if one.kind == "organisation" or (one.name in shorts and not one.kind):
            name = shorts.get(one.name, one.name)
            found.setdefault(name, PartyFound(name, "organisation", one))
    for short, name in shorts.items():
        if name in found:
            found[name].aliases.append(short)
    words = Counter(map(head_of, found))
    alone = {word for one in paragraphs for word in re.findall(r"\bthe (\w+)", one.plain)}
    for name, body in found.items():
        head = head_of(name)
        if " " in name and words[head] == 1 and name not in SEATS and head in alone:
            body.aliases.append(f"the {head}")
    yield from found.values()


def head_of(name: str) -> str:
    """The word of a body's name that is used alone: the council, the university (of Karst)."""
    return re.split(" (?:of|for) ", name)[0].split()[-1].lower()


def told_apart(found: Sequence[PartyFound]) -> list[PartyFound]:
    """Parties without people whose name only begins that of a body: “Port Arden” is Port Arden FC."""
    named = {one.name: one for one in found if one.kind == "organisation"}
    kept: list[PartyFound] = []
    for one in found:
        whole = [name for name in named if name.startswith(f"{one.name} ")]
        if one.kind == "person" and not one.roles and " " in one.name and len(whole) == 1:
            named[whole[0]].aliases.append(one.name)
        else:
            kept.append(one)
    return kept


def acting_states(named: Sequence[Named]) -> Iterator[PartyFound]:
    """The states that do something: not those that only say where, nor those called like a person."""
    taken = {word for one in named if one.kind == "person" for word in one.name.split()}
    acting = [one for one in named if one.kind == "state" and not one.placed and one.name not in taken]
    found: dict[str, PartyFound] = {}
    for one in acting:
        name = states()[one.name]
        state = found.setdefault(name, PartyFound(name, "state", one))
        if one.name not in (name, *state.aliases):
            state.aliases.append(one.name)
    yield from found.values()


def with_ties(parties: list[PartyFound], known: Mapping[str, str]) -> None:
    """Put the full names of those whose offices they are into the roles."""
    by_form = dict(known)
    for one in parties:
        by_form.update(dict.fromkeys((one.name, *one.aliases), one.name))
    for party in list(parties):
        for index, role in enumerate(party.roles):
            owner = states().get(role.owner) or state_of_adjective().get(role.owner) or role.owner
            if owner in states() and owner not in by_form:
                parties.append(PartyFound(owner, "state", role.place))
                by_form[owner] = owner
            full = by_form.get(owner, "")
            relation = role.relation if full and full != party.name else ""
            party.roles[index] = RoleFound(role.title, relation, full if relation else "", role.place)
