"""What every page is made with: links, dates, tags and facts in their final form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, TypeVar, TypeVarTuple

from msgspec import field
from msgspec.structs import asdict, replace

from generator.addresses import article_address, overview_address
from generator.catalogue import Catalogue
from generator.date_words import date_words
from generator.dates import DateWords, PartialDate, iso, worded
from generator.edition import Edition
from generator.facts import Fact, Located
from generator.folders import PARTIES
from generator.frozen import Frozen
from generator.library import Node
from generator.links import LinkedText, TextLink
from generator.pages.languages import language_name
from generator.related import Reason, Suggestion
from generator.source import Span
from generator.story import ARTICLE_ID, Story
from generator.views import (
    Backlink,
    Backlinks,
    EvidenceView,
    FactView,
    Link,
    Piece,
    Related,
    Rich,
    SeeAlsoList,
    StoryBar,
    Tag,
    When,
)

Made = TypeVar("Made")
Entries = TypeVarTuple("Entries")

AROUND = 220
"""How many characters of its paragraph stand around a piece of evidence."""
OPEN_BACKLINKS = 5
"""How many backlinks stand open."""
MOST_BACKLINKS = 30
"""How many there are with those that are folded; the others are counted."""


class Desk(Frozen, dict=True):
    """An edition, and how the places of its content are shown and edited.

    `edit_base` is the web address of the content folder in the repository, or empty; `say` has the
    words of the interface; `site_name` and `site_url` are what citations give.
    """

    edition: Edition
    shown: str
    edit_base: str = ""
    say: Catalogue = field(default_factory=Catalogue)
    site_name: str = ""
    site_url: str = ""
    _facts: dict[tuple[str, str], FactView] = field(default_factory=dict)
    _texts: dict[tuple[str, str], Rich] = field(default_factory=dict)
    _dates: dict[str, When] = field(default_factory=dict)
    _links: dict[tuple[str, str], Link] = field(default_factory=dict)
    _tags: dict[tuple[str, str], Tag] = field(default_factory=dict)
    _bars: dict[str, StoryBar] = field(default_factory=dict)
    _makers: dict[str, tuple[Link, str, When | None]] = field(default_factory=dict)
    _parties: dict[tuple[str, str], Link] = field(default_factory=dict)
    _proofs: dict[tuple[tuple[str, str], ...], str] = field(default_factory=dict)
    _files: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    _citations: dict[str, tuple[Piece, Piece]] = field(default_factory=dict)
    _made: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def once(self, make: Callable[[Desk, Story, *Entries], Made], story: Story, *entries: *Entries) -> Made:
        """What several pages show of a story or of an entry in it, made for the first of them."""
        key = (make, story.slug, *entries)
        if key not in self._made:
            self._made[key] = make(self, story, *entries)
        found: Made = self._made[key]
        return found

    def node(self, key: str) -> Node:
        """The thing with this key."""
        return self.edition.library.nodes[key]

    def address(self, key: str) -> str:
        """Where a thing stands on the site."""
        return self.edition.addresses.of(key)

    def link(self, key: str, label: str = "") -> Link:
        """A link to a thing."""
        if (found := self._links.get((key, label))) is None:
            node = self.node(key)
            found = self._links[key, label] = Link(label or node.title, self.address(key), node.kind)
        return found

    def party(self, reference: str, story: str) -> Link:
        """A link to a party, or to whatever the reference means."""
        if (found := self._parties.get((story, reference))) is None:
            node = self.edition.library.resolve(story, reference)
            found = self._parties[story, reference] = self.link(node.key) if node else Link(reference, "")
        return found

    def parties(self, references: Iterable[str], story: str) -> tuple[Link, ...]:
        """Links to several."""
        return tuple([self.party(reference, story) for reference in references])

    def when(self, date: PartialDate | None) -> When | None:
        """A date in words."""
        if date is None:
            return None
        if (found := self._dates.get(date.text)) is None:
            words = self.say.apart("dates.about", worded(date, self.date_words))
            found = self._dates[date.text] = When(words, iso(date))
        return found

    @cached_property
    def date_words(self) -> DateWords:
        """How dates are said."""
        return date_words(self.say)

    def tag(self, group: str, name: str) -> Tag:
        """A stance, a status or a kind as a tag, by its group in the catalogue."""
        if (found := self._tags.get((group, name))) is None:
            found = self._tags[group, name] = Tag(name, self.say(f"{group}.{name}"))
        return found

    def edit(self, span: Span) -> Link:
        """The line of the content where something is written."""
        path, line = span.source.path, span.line
        if (found := self._files.get(path)) is None:
            found = self._files[path] = self.lines_of(path)
        before, after, address = found
        words = f"{before}{self.say.shown('desk.line', line)}{after}"
        return Link(words, address and f"{address}{line}", "edit")

    def lines_of(self, path: str) -> tuple[str, str, str]:
        """What is said before and after a line of a file, and where the address of each line begins."""
        inside = path[len(self.shown) + 1 :] if path.startswith(f"{self.shown}/") else path
        before, _, after = self.say("desk.line", file=inside, line="\0").partition("\0")
        return before, after, self.edit_base and f"{self.edit_base}{inside}#L"

    def rich(self, linked: LinkedText) -> Rich:
        """A text with its links."""
        return tuple([Piece(text, self.address(key) if key else "") for text, key in linked.stretches()])

    def prose(self, text: str | None, story: Story) -> Rich:
        """A text of the sheet as running text with links."""
        if not text:
            return ()
        return self.text(story.slug, text)

    def plain(self, text: str, story: Story) -> str:
        """A text of the sheet without links; a title is plain already."""
        linked = self.edition.texts.get((story.slug, text))
        return linked.plain if linked else text

    def text(self, story: str, text: str) -> Rich:
        """A running text of a story with its links."""
        key = (story, text)
        if key not in self._texts:
            self._texts[key] = self.rich(self.edition.texts[key])
        return self._texts[key]

    def fact(self, fact: Fact, home: bool = False) -> FactView:
        """A fact in full; only its home carries its anchor."""
        key = (fact.story, fact.anchor)
        if (view := self._facts.get(key)) is None:
            view = self._facts[key] = self.make_fact(fact)
        return replace(view, anchor=fact.anchor) if home else view

    def make_fact(self, fact: Fact) -> FactView:
        """A fact's view, away from home."""
        said, address = asdict(fact.value), self.edition.addresses.of_fact(fact)
        said_in = said.get("said_in")
        date = said.get("date") or said.get("as_of") or said.get("first_seen")
        kind = str(said["kind"]) if fact.kind == "demand" else fact.kind
        return FactView(
            anchor="",
            address=address,
            label=self.say(f"kinds.{kind}"),
            statement=self.text(fact.story, fact.statement),
            quote=fact.quote,
            speakers=self.parties(fact.by, fact.story) if fact.quote else (),
            where=said.get("where") or "",
            said_in=self.party(said_in, fact.story) if said_in else None,
            translation=self.translation(said.get("language") or "", said.get("translator") or ""),
            when=self.when(date),
            evidence=tuple([view for one in fact.located for view in self.evidence(one)]),
            status=fact.status,
            status_words=self.status_words(fact),
            edit=self.edit(fact.span),
            citation=self.citation(fact, address),
            language=self.quote_language(fact) if fact.quote else "",
        )

    def quote_language(self, fact: Fact) -> str:
        """The language of a quotation from the article, where it is not the page's."""
        if not any(one.is_quote and one.source == ARTICLE_ID for one in fact.located):
            return ""
        language = self.edition.library.story(fact.story).front.language
        return language if language != self.say.language else ""

    def status_words(self, fact: Fact) -> str:
        """How far the fact was checked, in words."""
        if fact.status != "verified":
            return self.say(f"proof.{fact.status}")
        sources = tuple([(one.story, one.source) for one in fact.located])
        if (found := self._proofs.get(sources)) is None:
            places = dict.fromkeys(self.in_source(one) for one in fact.located)
            found = self._proofs[sources] = self.say("proof.verified", sources=self.say.listed(list(places)))
        return found

    def in_source(self, located: Located) -> str:
        """A source as the place where words were found."""
        if located.source == ARTICLE_ID:
            return self.say("proof.in_article")
        return self.say("proof.in_source", source=self.node(f"{located.story}/{located.source}").title)

    def translation(self, language: str, translator: str) -> str:
        """From which language and by whom words were translated; empty where neither is said."""
        if not (language or translator):
            return ""
        said = ["from"] * bool(language) + ["by"] * bool(translator)
        key = "_".join(("desk.translated", *said))
        name = language_name(language, self.say.language_of(key))
        return self.say(key, language=name, translator=translator)

    def citation(self, fact: Fact, address: str) -> Rich:
        """How to cite a fact: the site, its page under its lasting address, how current it is."""
        if not self.site_name:
            return ()
        if (found := self._citations.get(fact.story)) is None:
            found = self._citations[fact.story] = self.cited(fact.story)
        before, after = found
        return (before, Piece(self.node(fact.node).title, f"{self.root}{address}"), after)

    def cited(self, story: str) -> tuple[Piece, Piece]:
        """What is said before and after a page of a story where it is cited."""
        as_of = worded(self.edition.library.story(story).head.updated, self.date_words)
        line = self.say("cite.line", site=self.site_name, page="\0", date=as_of)
        before, _, after = line.partition("\0")
        return Piece(before), Piece(after)

    @cached_property
    def root(self) -> str:
        """What every whole address begins with; empty where the site's own is not known."""
        return self.site_url and f"{self.site_url.rstrip('/')}/"

    def source(self, key: str) -> tuple[Link, str, When | None]:
        """A source under its own title, who made it and when."""
        if key not in self._makers:
            self._makers[key] = self.make_source(*key.rsplit("/", 1))
        return self._makers[key]

    def make_source(self, slug: str, name: str) -> tuple[Link, str, When | None]:
        """An article that has no author of its own is named for the report that it retells."""
        story = self.edition.library.story(slug)
        if name == ARTICLE_ID:
            link, front = self.link(f"{slug}/{name}", story.front.title), story.front
            who = front.byline or ""
            if not who and front.based_on and (report := self.maker(story, front.based_on)):
                who = self.say("facts.retelling", who=report)
            return link, who, self.when(front.published)
        source = next(p.value for p in story.sheet.sources if p.value.id == name)
        return self.link(f"{slug}/{name}"), self.maker(story, name), self.when(source.published)

    def maker(self, story: Story, name: str) -> str:
        """Who made one of a story's sources."""
        source = next((p.value for p in story.sheet.sources if p.value.id == name), None)
        if source is None:
            return ""
        return source.publisher or ", ".join(link.label for link in self.parties(source.by, story.slug))

    def evidence(self, located: Located) -> Iterable[EvidenceView]:
        """Each passage with the text around it; words that were not looked up stand alone."""
        key = f"{located.story}/{located.source}"
        source, who, when = self.source(key)
        if not located.passages:
            yield EvidenceView(located.words, "", source, who=who, when=when)
            return
        text = self.edition.library.story(located.story).texts[located.source]
        page = (
            article_address(located.story)
            if located.source == ARTICLE_ID
            else self.address(key).partition("#")[0]
        )
        for passage in located.passages:
            paragraph = text.paragraphs[passage.block]
            address = f"{page}#{text.anchors[passage.block]}"
            yield EvidenceView(
                paragraph[passage.start : passage.end],
                address,
                Link(source.label, address, source.kind),
                clipped_left(paragraph[: passage.start]),
                clipped_right(paragraph[passage.end :]),
                who,
                when,
            )

    def see_also(self, key: str) -> SeeAlsoList:
        """The see-also links of a page."""
        return SeeAlsoList(tuple(self.suggested(one) for one in self.edition.related.get(key, ())))

    def suggested(self, one: Suggestion) -> Related:
        """One suggestion: where it leads, what that is, and why a reader would follow it."""
        if "://" in one.target:
            host = one.target.split("/")[2].removeprefix("www.")
            link = Link(one.title or host, one.target)
            elsewhere = self.say("see-also.elsewhere", site=host) if one.title else self.say("desk.elsewhere")
            return Related(link, elsewhere, self.reason(one.reason), external=True)
        kind = self.say(f"kinds.{self.node(one.target).kind}")
        return Related(self.link(one.target), kind, self.reason(one.reason))

    def reason(self, why: Reason) -> str:
        """Why a page is suggested, in words."""
        return self.say(f"reasons.{why.tie}", **dict(why.names))

    def backlinks(self, key: str) -> Backlinks:
        """What links to a thing, the articles first; of many the rest is folded."""
        found = sorted(
            self.edition.backlinks.get(key, []), key=lambda one: self.node(one.origin).kind != "article"
        )
        views = tuple(self.backlink(one) for one in found[:MOST_BACKLINKS])
        shown = OPEN_BACKLINKS if len(views) > OPEN_BACKLINKS + 2 else len(views)
        more = len(found) - len(views)
        return Backlinks(views[:shown], views[shown:], self.say("backlinks.more", n=more) if more else "")

    def backlink(self, one: TextLink) -> Backlink:
        """A link to a thing, in its sentence."""
        kind = self.say(f"kinds.{self.node(one.origin).kind}")
        return Backlink(self.backlink_page(one.origin), *one.in_sentence(), kind)

    def backlink_page(self, origin: str) -> Link:
        """The page a backlink comes from; an article is named with its story where that is another one."""
        node = self.node(origin)
        if node.kind == "article":
            return self.link(origin, self.say("desk.article_of", story=self.node(node.story).title))
        return self.link(origin)

    def bar(self, story: Story) -> StoryBar:
        """The way around a story: only what the story has."""
        if story.slug not in self._bars:
            self._bars[story.slug] = self.make_bar(story)
        return self._bars[story.slug]

    def make_bar(self, story: Story) -> StoryBar:
        """The links of the bar."""
        slug, sheet = story.slug, story.sheet
        links = [
            Link(self.say("bar.story"), f"{slug}/"),
            Link(self.say("bar.article"), article_address(slug)),
        ]
        ways: Sequence[tuple[str, str, Sequence[object]]] = (
            ("timeline", overview_address(slug, "event"), sheet.dates),
            ("demands", overview_address(slug, "demand"), sheet.demands),
            ("accounts", overview_address(slug, "account"), sheet.accounts),
            ("reactions", overview_address(slug, "reaction"), sheet.reactions),
            ("claims", overview_address(slug, "claim"), sheet.claims),
            ("parties", f"{slug}/{PARTIES}/", self.edition.library.story_parties[slug]),
            ("sources", overview_address(slug, "source"), (slug,)),
            ("updates", f"{slug}/updates/", (slug,)),
        )
        links += [Link(self.say(f"bar.{key}"), address) for key, address, entries in ways if entries]
        facts = self.edition.facts[slug]
        return StoryBar(
            story=self.link(slug),
            links=tuple(links),
            published=self.when(story.front.published),
            updated=self.when(story.head.updated),
            facts=len(facts),
            verified=sum(fact.status == "verified" for fact in facts),
        )

    def count(self, facts: Sequence[Fact]) -> str:
        """How many facts there are and how many were verified."""
        verified = sum(fact.status == "verified" for fact in facts)
        return self.say("desk.count", n=len(facts), verified=verified)


def clipped_left(text: str) -> str:
    """The end of a text, from a word on."""
    return text if len(text) <= AROUND else "…" + text[text.find(" ", len(text) - AROUND) :]


def clipped_right(text: str) -> str:
    """The beginning of a text, up to a word."""
    return text if len(text) <= AROUND else text[: text.rfind(" ", 0, AROUND)] + "…"


def plain(rich: Rich) -> str:
    """Running text without its links."""
    return "".join([piece.text for piece in rich])
