"""What the rules propose as entries of a fact sheet: each a draft, each with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import field
from msgspec.structs import replace

from generator.adding import Value, written
from generator.date_parsing import parse_date
from generator.drafting.cues import Cue, cues_in
from generator.drafting.naming import Named
from generator.drafting.paragraphs import Paragraph
from generator.drafting.parties import Cast, PartyFound
from generator.drafting.quotations import Quotation, quotations_in
from generator.drafting.when import dates_in
from generator.evidence import Passage, Searchable
from generator.fields import MAX_LINE
from generator.frozen import Frozen
from generator.library import shortened
from generator.reading import text_problems
from generator.slugs import suggest_id
from generator.source import SourceFile
from generator.views import SECTION_ANCHORS

MOST_ENTRIES = 500
"""The most entries of a section that are proposed at once: nobody checks more."""
LONGEST_WORDS = 1_500
"""The most characters of evidence: a longer sentence is a list, or none."""
MOST_EVIDENCE = 4
WORDS_OF_ID = 5
SECTIONS = ("parties", "demands", "dates", "reactions")


class Proposal(Frozen):
    """An entry that an editor may make of it: its keys, where it stands, and what is left to say.

    `roles` are groups of keys of their own, `asked` are keys that the text does not answer.
    """

    section: str
    words: str
    keys: Mapping[str, Value]
    passages: tuple[Passage, ...]
    note: str
    roles: tuple[Mapping[str, Value], ...] = ()
    asked: tuple[str, ...] = ()
    id: str = ""
    role_blocks: tuple[int, ...] = ()


class Known(Frozen):
    """What a story's sheet and the shared parties hold already.

    `parties` has the id of each name, `here` the ids of the parties in the sheet, `ids` all that are taken,
    `dates` its dates, `passages` where the words stand that each section rests on, and `words` all of these.
    """

    parties: Mapping[str, str] = field(default_factory=dict)
    here: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()
    passages: Mapping[str, Sequence[Passage]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()


class Drafter:
    """The proposals for one article."""

    def __init__(self, paragraphs: Sequence[Paragraph], published: date, known: Known) -> None:
        self.paragraphs = {one.number: one for one in paragraphs}
        self.published, self.known = published, known
        self._near: dict[tuple[int, ...], Searchable] = {}
        self.cast = Cast(paragraphs, {name: name for name in known.parties})
        self._ids = set(known.ids) | SECTION_ANCHORS
        self._party_ids = {one.name: self._id_of(one) for one in self.cast.parties}

    def proposals(self) -> tuple[Proposal, ...]:
        """All that is new and can be found in the article, by section, and in its order."""
        found: dict[str, list[Proposal]] = {section: [] for section in SECTIONS}
        tried = dict.fromkeys(SECTIONS, 0)
        paragraphs = list(self.paragraphs.values())
        cues = list(cues_in(paragraphs, self.cast))
        for one in (*self.parties(), *self.events(), *self.said(quotations_in(paragraphs, self.cast), cues)):
            tried[one.section] += 1
            if tried[one.section] <= MOST_ENTRIES and is_clean(one) and self.is_new(one):
                found[one.section].append(one)
        for section in SECTIONS:
            found[section].sort(key=lambda one: (one.passages[0].block, one.passages[0].start))
        return tuple(
            one if one.id else replace(one, id=self._free(short_id(one.words, section)))
            for section in SECTIONS
            for one in found[section]
        )

    # Parties

    def _id_of(self, party: PartyFound) -> str:
        """The id that a party has already, or a new one."""
        name = surname_or_all(party)
        return self.known.parties.get(party.name) or self._free(
            suggest_id(name) or suggest_id(party.name) or "party"
        )

    def id_of(self, name: str) -> str:
        """The id of a party by its name; nothing where it has none."""
        return self._party_ids.get(name) or self.known.parties.get(name, "")

    def ids_of(self, names: Iterable[str]) -> list[str]:
        """The ids of parties by their names, each once."""
        return list(dict.fromkeys(filter(None, map(self.id_of, names))))

    def _free(self, wish: str) -> str:
        """An id that nothing has, and that is taken from now on."""
        name, number = wish, 1
        while name in self._ids:
            number += 1
            name = f"{wish[:58].rstrip('-')}-{number}"
        self._ids.add(name)
        return name

    def parties(self) -> Iterator[Proposal]:
        """The parties that are not in the sheet."""
        for one in self.cast.parties:
            name = self._party_ids[one.name]
            if name in self.known.here:
                continue
            place = Passage(one.place.paragraph, one.place.start, one.place.end)
            keys: dict[str, Value] = {}
            if one.name not in self.known.parties:
                keys["name"] = " ".join(one.name.split())
                keys["kind"] = one.kind
            if aliases := [form for form in one.aliases if form not in self.known.parties]:
                keys["aliases"] = aliases
            keys["evidence"] = self.text(place)
            blocks = tuple(role.place.paragraph for role in one.roles)
            roles = tuple(self.roles(one))
            yield Proposal("parties", one.name, keys, (place,), self.where(place), roles, (), name, blocks)

    def roles(self, party: PartyFound) -> Iterator[Mapping[str, Value]]:
        """The roles of a party, each with its words."""
        for role in party.roles:
            place = self.role_place(role.place, role.title)
            keys: dict[str, Value] = {"title": role.title}
            if role.relation and (owner := self.id_of(role.owner)):
                keys[role.relation] = owner
            yield {**keys, "evidence": self.text(place)}

    def role_place(self, holder: Named, title: str) -> Passage:
        """The stretch with a name and its title, which may stand behind it."""
        text = self.paragraphs[holder.paragraph].text.lower()
        behind = text.find(title, holder.end, holder.end + 120)
        inside = title in text[holder.start : holder.end]
        end = holder.end if inside or behind < 0 else behind + len(title)
        return Passage(holder.paragraph, holder.start, end)

    # Dates

    def events(self) -> Iterator[Proposal]:
        """One event for each date, with the sentences that name it."""
        sentences: dict[str, dict[Passage, None]] = {}
        for paragraph in self.paragraphs.values():
            for dated in dates_in(paragraph, self.published):
                place = Passage(paragraph.number, *paragraph.sentence_at(dated.start))
                sentences.setdefault(dated.edtf, {})[place] = None
        for edtf, places in sentences.items():
            if edtf in self.known.dates:
                continue
            shown = tuple(places)[:MOST_EVIDENCE]
            words = [self.text(place) for place in shown]
            keys: dict[str, Value] = {"date": edtf, "title": shortened(words[0])}
            if is_after(edtf, self.published):
                keys["status"] = "planned"
            keys["evidence"] = words if len(words) > 1 else words[0]
            yield Proposal("dates", words[0], keys, shown, self.where(shown[0]))

    # What was said and wanted

    def said(self, quotations: Iterable[Quotation], cues: Iterable[Cue]) -> Iterator[Proposal]:
        """Quotations, demands and reactions; a quotation goes with the cue of its sentence."""
        by_sentence = {(cue.paragraph, cue.start): cue for cue in cues}
        left = {id(cue): cue for cue in by_sentence.values()}
        for one in quotations:
            sentence = self.paragraphs[one.parts[0].paragraph].sentence_at(one.parts[0].start)
            cue = by_sentence.get((one.parts[0].paragraph, sentence[0]))
            if cue is not None and (not one.by or not cue.by or one.by == cue.by) and id(cue) in left:
                del left[id(cue)]
            else:
                cue = None
            yield self.quotation(one, cue)
        for cue in left.values():
            yield self.cued(cue)

    def quotation(self, one: Quotation, cue: Cue | None) -> Proposal:
        """A quotation: a reaction, unless its sentence shows that it is a demand."""
        by = [
            self._party_ids.get(name) or self.known.parties[name]
            for name in one.by or (cue.by if cue else ())
        ]
        places = tuple(Passage(part.paragraph, part.start, part.end) for part in one.parts)
        first = self.paragraphs[places[0].block]
        note = self.where(places[0]) + (f"; verb: {one.verb}" if one.verb else "")
        keys: dict[str, Value] = {"by": by} if by else {}
        asked: tuple[str, ...] = () if by else ("by: who says this?",)
        if cue is not None and cue.section == "demands":
            sentence = self.text(Passage(places[0].block, cue.start, cue.end))
            keys |= {"kind": cue.kind, "text": sentence, "quote": one.words}
            return Proposal("demands", one.words, keys, places, note, (), asked)
        asked += ("to: what does it respond to?",)
        if cue is not None:
            keys["stance"] = cue.kind
        else:
            asked += ("stance: how does it take that?",)
        keys["quote"] = one.words
        sentence = self.text(Passage(places[0].block, *first.sentence_at(places[0].start)))
        keys["evidence"] = sentence
        return Proposal("reactions", one.words, keys, places, note, (), asked)

    def cued(self, cue: Cue) -> Proposal:
        """A demand or reaction that no quotation goes with."""
        by = self.ids_of(cue.by)
        place = Passage(cue.paragraph, cue.start, cue.end)
        text = self.text(place)
        keys: dict[str, Value] = {"by": by} if by else {}
        asked: tuple[str, ...] = () if by else (f"by: who {cue.verb}?",)
        if cue.section == "demands":
            keys["kind"] = cue.kind
        else:
            keys["stance"] = cue.kind
            asked += ("to: what does it respond to?",)
        keys |= {"text": text, "evidence": text}
        note = f"{self.where(place)}; cue: {cue.verb}"
        return Proposal(cue.section, text, keys, (place,), note, (), asked)

    # Words and places

    def text(self, place: Passage) -> str:
        """The words of a place, on one line."""
        return " ".join(self.paragraphs[place.block].text[place.start : place.end].split())

    def where(self, place: Passage) -> str:
        """A place as people find it."""
        return f"paragraph {place.block + 1}, line {self.paragraphs[place.block].line}"

    def near(self, one: Proposal) -> Searchable:
        """The paragraphs that a proposal rests on, searched as the build searches the whole article."""
        numbers = tuple(sorted({place.block for place in one.passages} | set(one.role_blocks)))
        if numbers not in self._near:
            self._near[numbers] = Searchable([self.paragraphs[number].text for number in numbers])
        return self._near[numbers]

    def is_new(self, one: Proposal) -> bool:
        """Whether its words are found where they should be, and no entry of its section rests on them."""
        if not all(self.near(one).find(words) for words in words_of(one)):
            return False
        if one.section == "parties":
            return True
        if self.known.words.issuperset(words_of(one)):
            return False
        return not any(
            overlap(mine, other)
            for mine in one.passages
            for other in self.known.passages.get(one.section, ())
        )


def surname_or_all(party: PartyFound) -> str:
    """The words that a party's id is made of."""
    return party.aliases[0] if party.kind == "person" and party.aliases else party.name


def short_id(words: str, section: str) -> str:
    """An id from the first words of a text."""
    return "-".join(suggest_id(words).split("-")[:WORDS_OF_ID]) or section


def is_after(edtf: str, day: date) -> bool:
    """Whether all of a date comes after a day."""
    return parse_date(edtf).moments[0].first > day


def overlap(one: Passage, other: Passage) -> bool:
    """Whether two stretches of a text have something in common."""
    return one.block == other.block and one.start < other.end and other.start < one.end


def words_of(one: Proposal) -> Iterator[str]:
    """The words that a proposal says it rests on."""
    for keys in (one.keys, *one.roles):
        for key in ("quote", "evidence"):
            value = keys.get(key, ())
            yield from (value,) if isinstance(value, str) else value


def is_clean(one: Proposal) -> bool:
    """Whether the model can hold the words: not too long, nothing invisible or half in them."""
    texts = [(key, text) for keys in (one.keys, *one.roles) for key, value in keys.items()
             for text in ((value,) if isinstance(value, str) else value)]  # fmt: skip
    short = ("name", "aliases", "title")
    return all(
        text.strip()
        and len(text) <= (MAX_LINE if key in short else LONGEST_WORDS)
        and not any(True for _ in text_problems(SourceFile("", text)))
        for key, text in texts
    )


def as_yaml(one: Proposal) -> str:
    """A proposal as an entry of a fact sheet, marked as a draft; what is left to say stands as comments."""
    lines = [f"- id: {one.id}", f"  draft: true # {one.note}"]
    for key, value in one.keys.items():
        if key == "evidence" and one.roles:
            lines += role_lines(one.roles)
        lines += [f"  {line}" for line in written(key, value)]
    return "\n".join([*lines, *(f"  # {question}" for question in one.asked)]) + "\n"


def role_lines(roles: Sequence[Mapping[str, Value]]) -> Iterator[str]:
    """Roles as lines below their party."""
    yield "  roles:"
    for role in roles:
        lines = [line for key, value in role.items() for line in written(key, value)]
        yield from (f"    {'  ' if index else '- '}{line}" for index, line in enumerate(lines))
