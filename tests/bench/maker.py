"""Fictional stories in any number, the same for the same seed.

A story has about fifty pages and is as dense as a real one: its article tells every fact, and each
entry rests on words of it. Parties are shared: each story brings two of its own and borrows six, the
early ones more often, as a newsroom's archive does. Nobody and nothing in them exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from random import Random
from textwrap import fill
from typing import Any

import yaml

STORY_PAGES = 50
OWN, CAST = 2, 8
"""How many parties a story brings, and how many take part in it."""
SITE_PAGES = 3
"""The list of stories, the list of parties, and the page for editors."""
OVERVIEW_PAGES = 10
"""A story, its article and its eight overviews."""
EVENTS, CLAIMS, ANSWERED = 10, 8, 6
"""Each event is answered and so has a page; each claim is about a reaction, which has one by that."""
ENTRY_PAGES = EVENTS + CLAIMS + ANSWERED
FIRST_DAY = date(2041, 1, 7)
FIRST_LINE = "# yaml-language-server: $schema=.editor.json\n"
"""What the sheets of `explainers new` begin with: builds write what editing programs are told of each."""


def listed(words: str) -> tuple[str, ...]:
    """Words with commas between them."""
    return tuple(words.split(","))


BEGIN = listed("Ar,Bel,Cor,Dra,El,Fen,Gal,Hol,Ir,Jas,Kel,Lor,Mer,Nor,Os,Per,Quil,Ros,Sel,Tor")
MIDDLE = listed("a,e,i,o,u,an,en,in,on,ar,er,or,al,el,il,ad,em,ov,iv,os")
END = listed("bec,dal,fen,gast,holm,kar,lund,mar,nick,ros")
GIVEN = listed("Ada,Bero,Cilla,Dovan,Edda,Falk,Greta,Hanno,Ilse,Joren")
BODY = ("Council", "Harbour Board", "Workers' Union", "Chamber of Trade")
LEAGUE = ("League", "Alliance")
OFFICE = ("speaker", "envoy", "treasurer", "secretary")

THING = listed(
    "grain levy,night ferry,old lighthouse,salt works,river toll,fish market,tram line,school roof,"
    "peat road,water tower,north gate,coal pier,sheep market,customs house,ice store,rope walk,"
    "signal mast,flood wall,mill race,hill tunnel"
)
PLACE = listed(
    "in the lower town,beyond the marsh,at the old quay,near the border,under the cliffs,"
    "by the canal,on the long island,behind the dunes,along the ridge,below the dam"
)
DEED = (
    "pay for the {}",
    "hand over the {}",
    "open the {} to everyone",
    "close the {} until spring",
    "say in public who owns the {}",
    "stop all work on the {}",
)
REASON = (
    "after months of letters that nobody answered",
    "because the winter, it was said, would not wait",
    "in a speech that took most of an hour",
    "as the price for any further talks",
    "before the assembly and without a warning",
)
BEARING = (
    "has lived with the quarrel for longer than most",
    "came late to the matter and brought papers",
    "keeps the accounts of both banks of the river",
    "is heard by all sides and trusted by few",
    "has asked for calm at every meeting so far",
)
TOPIC = ("How long it took", "Who spoke first", "What was signed", "What comes next")


@dataclass(frozen=True)
class Actor:
    """A party: `name` in full, and the shorter one by which articles go on."""

    id: str
    name: str
    short: str
    kind: str

    @property
    def shared(self) -> dict[str, Any]:
        """Its entry among the shared parties."""
        aliases = {"aliases": [self.short]} if self.short != self.name else {}
        return {"id": self.id, "name": self.name, **aliases, "kind": self.kind}


@dataclass
class Draft:
    """A story while it is written: each entry puts its own sentences into the article."""

    number: int
    random: Random
    cast: Sequence[Actor]
    matters: list[str]
    sheet: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    article: list[str] = field(default_factory=list)

    @property
    def first_day(self) -> date:
        """The day of the first event."""
        return FIRST_DAY + timedelta(days=5 * self.number)

    def day(self, after: int) -> str:
        """A day so many days after the first."""
        return (self.first_day + timedelta(days=after)).isoformat()

    def actors(self, count: int) -> list[Actor]:
        """Some of the parties, each once."""
        return self.random.sample(self.cast, count)

    def add(self, key: str, **entry: Any) -> None:
        """An entry of the sheet."""
        self.sheet.setdefault(key, []).append(entry)

    def tell(self, *sentences: str) -> None:
        """A paragraph of the article."""
        self.article.append(fill(" ".join(sentences), 100, break_on_hyphens=False))

    def heading(self, text: str) -> None:
        """A heading of the article."""
        self.article.append(f"## {text}")


def make_content(folder: Path, pages: int, seed: int = 1) -> None:
    """Write content that makes this number of pages; fewer than one story has are not possible."""
    stories = max(1, round(pages / STORY_PAGES))
    actors = [actor(number, seed) for number in range(max(CAST, OWN * stories))]
    left = pages - SITE_PAGES - len(actors) - stories * (OVERVIEW_PAGES + ENTRY_PAGES)
    folder.mkdir(parents=True, exist_ok=True)
    write_yaml(folder / "parties.yaml", {"parties": [one.shared for one in actors]})
    for number in range(stories):
        demands = left // stories + (number < left % stories)
        random = Random(f"{seed}/{number}")
        write_story(folder / slug(number), draft(number, random, actors, max(1, demands)))


def actor(number: int, seed: int) -> Actor:
    """One of the parties; no two have a name in common."""
    # 2,741 shares no factor with the number of words, so that each number has a word of its own.
    words = len(BEGIN) * len(MIDDLE) * len(END)
    rest, begin = divmod((number * 2741 + seed * 97) % words, len(BEGIN))
    end, middle = divmod(rest, len(MIDDLE))
    word = f"{BEGIN[begin]}{MIDDLE[middle]}{END[end]}"
    kind = ("person", "organisation", "state", "alliance")[number % 4]
    name = {
        "person": f"{GIVEN[number // 4 % len(GIVEN)]} {word}",
        "organisation": f"{word} {BODY[number // 4 % len(BODY)]}",
        "state": f"Republic of {word}",
        "alliance": f"{word} {LEAGUE[number // 4 % len(LEAGUE)]}",
    }[kind]
    return Actor(name.lower().replace("'", "").replace(" ", "-"), name, word, kind)


def slug(number: int) -> str:
    """A story's folder."""
    return f"story-{number + 1:04}"


def borrowed(random: Random, number: int, actors: Sequence[Actor]) -> list[Actor]:
    """The parties of a story: its own two, and six others."""
    chosen = [OWN * number + own for own in range(OWN)]
    while len(chosen) < CAST:
        other = int(len(actors) * random.random() ** 2)
        if other not in chosen:
            chosen.append(other)
    return [actors[one] for one in chosen]


def draft(number: int, random: Random, actors: Sequence[Actor], demands: int) -> Draft:
    """A whole story."""
    matters = [f"{thing} {place}" for thing, place in product(THING, PLACE)]
    random.shuffle(matters)
    story = Draft(number, random, borrowed(random, number, actors), matters)
    introduce(story)
    for one in range(demands):
        if one % 4 == 0:
            story.heading(f"The {matters[one]}")
        demand(story, one, matters[one])
    story.heading("What happened")
    for one in range(EVENTS):
        event(story, one, matters[demands + one])
    story.heading("What was said about it")
    for one in range(CLAIMS):
        claim(story, one, matters[demands + EVENTS + one])
    story.heading("Two accounts of one meeting")
    accounts(story)
    close(story)
    return story


def introduce(story: Draft) -> None:
    """The parties, each with its part and a role."""
    for place, one in enumerate(story.cast):
        other = story.cast[place - 1]
        office = story.random.choice(OFFICE)
        part = f"{one.name} {story.random.choice(BEARING)}"
        role = f"{one.short} sent {office} number {place + 1} to {other.short}"
        story.tell(f"{part}. {role}, and nobody objected.")
        tie = {"title": office, "works_for": other.id, "since": story.day(-400), "evidence": f"{role}."[:-1]}
        story.add("parties", id=one.id, part=f"{part}.", evidence=part, roles=[tie])


def demand(story: Draft, number: int, matter: str) -> None:
    """A demand with three positions, one of which has changed."""
    by, of, first, second, third = story.actors(5)
    deed = story.random.choice(DEED).format(matter)
    asked = f"{by.name} asked {of.name} to {deed}"
    stands = (
        f"{first.short} accepts this for the {matter}",
        f"{second.short} rejects it as long as the {matter} is in dispute",
        f"{third.short} would agree if the {matter} were shared",
    )
    before = f"At first {first.short} had refused to talk about the {matter}"
    story.tell(f"{asked} {story.random.choice(REASON)}.", f"{stands[0]}; {stands[1]}.")
    story.tell(f"{stands[2]}, a letter says.", f"{before}.")
    day = story.day(number)
    story.add(
        "demands",
        id=f"demand-{number + 1}",
        by=[by.id],
        of=[of.id],
        kind=story.random.choice(("demand", "offer", "precondition", "refusal", "agreement")),
        title=f"The {matter}",
        text=f"{by.short} wants {of.short} to {deed}.",
        issue=matter.split(" ", 2)[0].capitalize() + " and trade",
        date=day,
        said_in="letter",
        evidence=asked,
        positions=[
            {"party": first.id, "stance": "rejects", "as_of": story.day(-9), "evidence": before},
            {"party": first.id, "stance": "accepts", "as_of": day, "evidence": stands[0]},
            {"party": second.id, "stance": "rejects", "evidence": stands[1]},
            {"party": third.id, "stance": "conditional", "evidence": stands[2]},
        ],
    )


def event(story: Draft, number: int, matter: str) -> None:
    """An event and the reaction to it; the last two are planned."""
    planned = number >= EVENTS - 2
    one, other = story.actors(2)
    happened = f"{one.name} and {other.name} {'will meet' if planned else 'met'} about the {matter}"
    story.tell(f"{happened}, {story.random.choice(REASON)}.")
    story.add(
        "dates",
        id=f"event-{number + 1}",
        date=story.day(60 + number if planned else 3 * number),
        title=f"Meeting about the {matter}",
        text=f"{one.short} and {other.short} speak about the {matter}.",
        status="planned" if planned else "happened",
        who=[one.id, other.id],
        evidence=happened,
    )
    dated = {} if planned else {"date": story.day(3 * number + 1)}
    react(story, f"event-{number + 1}", f"The {matter} has waited long enough for all of us", **dated)


def react(story: Draft, to: str, words: str, **more: Any) -> None:
    """A reaction to something, word for word."""
    (by,) = story.actors(1)
    number = len(story.sheet.get("reactions", ())) + 1
    stance = story.random.choice(("welcomes", "conditional", "neutral", "criticises", "rejects"))
    story.tell(f'"{words}", {by.name} said to reporters number {number} and their readers.')
    story.add("reactions", id=f"reaction-{number}", by=[by.id], to=[to], stance=stance, quote=words, **more)


def claim(story: Draft, number: int, matter: str) -> None:
    """A claim about a reaction; most are answered."""
    (by,) = story.actors(1)
    told = f"According to {by.name}, somebody broke into the {matter} at night"
    story.tell(f"{told}. There was no confirmation.")
    story.add(
        "claims",
        id=f"claim-{number + 1}",
        by=[by.id],
        title=f"A break-in: {matter}",
        text=f"{by.short} says that somebody broke into the {matter}.",
        status=story.random.choice(("unconfirmed", "confirmed", "denied", "withdrawn")),
        about=[f"reaction-{number + 1}"],
        first_seen=story.day(30),
        evidence=told,
    )
    if number < ANSWERED:
        react(story, f"claim-{number + 1}", f"Nobody ever broke into the {matter}, and nobody will")


def accounts(story: Draft) -> None:
    """Two accounts of the first event; each is silent on one topic."""
    sides = story.actors(2)
    for side, by in enumerate(sides):
        topics: list[dict[str, Any]] = []
        for place, topic in enumerate(TOPIC):
            if place == side + 1:
                topics.append({"topic": topic, "silent": True})
                continue
            says = f"{by.name} puts it like this under point {place + 1}: {story.random.choice(REASON)}"
            story.tell(f"{says}.")
            against = {"contradicts": [f"account-{2 - side}"]} if place == 0 else {}
            topics.append({"topic": topic, "says": f"{says}.", "evidence": says, **against})
        title = f"The account of {by.short}"
        story.add("accounts", id=f"account-{side + 1}", by=[by.id], of="event-1", title=title, topics=topics)


def close(story: Draft) -> None:
    """Sources, updates and links to other stories."""
    report, letter = f"The {story.matters[0]}, reported", f"A letter on the {story.matters[1]}"
    page = f"https://example.org/{slug(story.number)}"
    story.add("sources", id="report", kind="report", title=report, url=page, published=story.day(40))
    story.add("sources", id="letter", kind="document", title=letter, reported_in="report")
    for number in range(3):
        text = f"What is known about the {story.matters[number]} was added."
        kind = ("new", "correction", "superseded")[number]
        about = [f"demand-{number % len(story.sheet['demands']) + 1}"]
        story.add("updates", date=story.day(38 + number), kind=kind, text=text, about=about)
    if story.number:
        earlier = story.random.randrange(story.number)
        story.add("see_also", to=slug(earlier), reason="An earlier quarrel of the same kind.")
        story.tell(f"It began much like [[{slug(earlier)}/event-1|an earlier quarrel]].")
    story.tell("The [[demand-1|first demand]] is open, and so is the [[event-10|last meeting]].")


def write_story(folder: Path, story: Draft) -> None:
    """The two files of a story."""
    folder.mkdir()
    one, other = story.cast[:OWN]
    title = f"{one.short} and {other.short} quarrel over the {story.matters[0]}"
    standfirst = f"{one.name} and {other.name} want different things, and the winter is near."
    head = {
        "headline": title,
        "question": f"Who gets the {story.matters[0]}?",
        "standfirst": standfirst,
        "updated": story.day(40),
        "lead": ["demand-1", "event-1", "reaction-1", "claim-1"],
    }
    write_yaml(folder / "facts.yaml", {"story": head, **story.sheet}, FIRST_LINE)
    front = {"title": title, "standfirst": standfirst, "published": story.day(40), "based_on": "report"}
    lines = "\n".join(["---", *(f"{key}: {value}" for key, value in front.items()), "---"])
    (folder / "article.md").write_text("\n\n".join([lines, *story.article]) + "\n", "utf-8")


def write_yaml(path: Path, content: object, first: str = "") -> None:
    """A YAML file as an editor writes it: blocks, keys in their order."""
    text = yaml.dump(content, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=100)
    path.write_text(first + text, "utf-8")
