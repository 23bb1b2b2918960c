"""What the search is told of a page: each text once, at the place where it is at home.

A text is at home where its own address leads. A fact is at home on the page of what it is about, or where
that has no page, at its place on an overview; a passage of the article in the article, one of another source
on the overview of sources, a change in the log. So a page tells its title and its head, the texts whose
address is its own, and nothing that it shows of others: a story page, a timeline, a matrix, a party's page
lead to the pages that have the words. Who looks for the words of a fact finds its page, and not eight that
repeat it.

All this is read from views, before there is any HTML. Entries are plain words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape, unescape
from itertools import groupby
from typing import Any, NamedTuple

from generator.folders import PARTIES
from generator.packed import Packed
from generator.views import (
    ArticleView,
    Claims,
    ClaimView,
    Comparisons,
    FactList,
    FactView,
    Head,
    Link,
    Matrix,
    MatrixRow,
    PageView,
    Parties,
    PositionView,
    ReactionFold,
    Reactions,
    ReactionView,
    Rich,
    Section,
    SeeAlsoList,
    Sources,
    SourceView,
    Timeline,
    TimelineEvent,
    Updates,
    UpdateView,
    When,
)

BLOCKS = "p|li|h\\d|td|th|tr|dt|dd|blockquote|summary|div|figcaption|caption"
# Elements that touch stand apart, too: the style sheet sees to it.
BREAK = re.compile(rf"</(?:{BLOCKS})>|<br ?/?>|</\w+>(?=<\w)")
TAG = re.compile(r"<[^>]*>")
MARK = re.compile(r'<sup class="ex-mark">.*?</sup>')
"""The number of a note, at the end of a word in an article."""

HELP = "mistakes"
"""The kind of pages that explain mistakes."""


class SearchEntry(NamedTuple):
    """A page, a section of one or a place on it (`page/#place`), with its title and its words."""

    location: str
    title: str
    text: str


Page = Sequence[SearchEntry]
"""The entries of one page: one for its head, others for sections and places."""


class Words(Packed[list[SearchEntry]]):
    """What the search is told of a part of a site; `folders` are those that its pages stand in."""

    __slots__ = ("folders",)

    def __init__(self, entries: Iterable[SearchEntry]) -> None:
        told = [*entries]
        super().__init__(told)
        self.folders = frozenset(map(folder_of, {page_at(one.location) for one in told}))


def in_folders(entries: Iterable[SearchEntry]) -> Iterator[Words]:
    """The entries of many pages, by the folders that these stand in."""
    for _, some in groupby(entries, lambda entry: folder_of(page_at(entry.location))):
        yield Words(some)


def folder_of(page: str) -> str:
    """The folder of a page that holds all pages of its story, or of its party."""
    folder, _, inside = page.partition("/")
    return page if folder == PARTIES and inside else folder


def page_at(location: str) -> str:
    """The address of the page that a place is on."""
    return location.partition("#")[0]


def by_page(entries: Iterable[SearchEntry]) -> Iterator[tuple[str, Page]]:
    """Each page's address and its entries, which stand together."""
    for address, page in groupby(entries, lambda entry: page_at(entry.location)):
        yield address, [*page]


def for_theme(entry: SearchEntry) -> dict[str, str]:
    """An entry as the theme's search has it: its texts are HTML."""
    title, text = (escape(words, quote=False) for words in (entry.title, entry.text))
    return {"location": entry.location, "title": title, "text": text}


def of_theme(document: Mapping[str, Any]) -> SearchEntry:
    """An entry as the theme's index has it."""
    title, text = (unescape(text_of(document[part])) for part in ("title", "text"))
    return SearchEntry(document["location"], title, text)


class Told(NamedTuple):
    """Words that are at home on a page. With a title, their address is a place that is found by itself."""

    words: Iterable[str]
    address: str = ""
    title: str = ""


def search_entries(page: PageView) -> tuple[SearchEntry, ...]:
    """The entries of a page: its head, its sections, and the places on it that have a title.

    A section that tells nothing is left out, but for the headings of the pages in the navigation: these are
    few. Help for editors is nothing that readers look for.
    """
    if page.kind == HELP:
        return ()
    words = {page.address: [*head_words(page.head)]}
    titles = {page.address: page.title}
    for section in page.sections:
        here = f"{page.address}#{section.anchor}"
        told = [*told_by(section, page.address)]
        if page.in_nav or any(not one.title for one in told):
            titles[here], words[here] = section.title, []
        for one in told:
            if one.title:
                titles.setdefault(one.address, one.title)
            words.setdefault(one.address if one.address in titles else here, []).extend(one.words)
    return tuple(SearchEntry(place, title, joined(words.get(place, ()))) for place, title in titles.items())


def joined(words: Iterable[str]) -> str:
    """Texts in a row, each once, with single spaces."""
    return " ".join(" ".join(dict.fromkeys(words)).split())


def told_by(section: Section, page: str) -> Iterator[Told]:
    """What a section tells that is at home on its page."""
    tell = TELLING.get(type(section.view))
    return tell(section.view, page) if tell else iter(())


def is_here(address: str, page: str) -> bool:
    """Whether an address is a place on a page."""
    return address.startswith(f"{page}#")


def plain(rich: Rich) -> str:
    """Running text without its links."""
    return "".join([piece.text for piece in rich])


def names(links: Iterable[Link]) -> Iterator[str]:
    """What links are called."""
    return (link.label for link in links)


def day(when: When | None) -> str:
    """A date, if there is one."""
    return when.words if when else ""


def head_words(head: Head) -> Iterator[str]:
    """What a page is, beside its title."""
    yield from (head.label, head.question, plain(head.standfirst), *(tag.word for tag in head.tags))
    for name, rich in head.meta:
        yield from (name, plain(rich))


def fact_words(fact: FactView) -> Iterator[str]:
    """A fact with all that its page says of it. Evidence that was found is at home where it was found."""
    yield from (*names(fact.speakers), *(tag.word for tag in fact.tags), day(fact.when))
    yield from (plain(fact.statement), fact.quote, fact.where, fact.translation)
    yield fact.said_in.label if fact.said_in else ""
    yield from (found.words for found in fact.evidence if not found.address)


def told_fact(fact: FactView | None, page: str) -> Iterator[Told]:
    """A fact, where this is its page."""
    if fact and is_here(fact.address, page):
        yield Told(fact_words(fact), fact.address)


def facts(view: FactList, page: str) -> Iterator[Told]:
    """Facts, in full."""
    for fact in view.facts:
        yield from told_fact(fact, page)


def timeline(view: Timeline, page: str) -> Iterator[Told]:
    """The events that have no page."""
    for group in view.groups:
        for event in group.events:
            if is_here(event.address, page):
                yield Told(event_words(event), event.address, event.title)
                yield from told_fact(event.evidence, page)


def event_words(event: TimelineEvent) -> Iterator[str]:
    """An event, but for its fact."""
    yield from (day(event.when), day(event.previously), event.status.word, event.place, *names(event.who))


def matrix(view: Matrix, page: str) -> Iterator[Told]:
    """The demands that have no page."""
    for group in view.groups:
        for row in group.rows:
            if is_here(row.demand.address, page):
                yield Told(demand_words(row, group.label), row.demand.address, row.demand.label)


def demand_words(row: MatrixRow, issue: str) -> Iterator[str]:
    """A demand with who stands where on it, but for their facts: these are listed below the matrix."""
    yield from (row.kind.word, issue, row.issue, *names(row.by), *names(row.of))
    for one in (*row.cells, *row.others):
        yield from stance_words(one) if one else ()


def stance_words(position: PositionView) -> Iterator[str]:
    """Who stands where, and stood before."""
    yield from (position.party.label, position.stance.word, *(past.stance.word for past in position.history))


def accounts(view: Comparisons, page: str) -> Iterator[Told]:
    """The accounts and their topics. No account has a page: they are all told on their overview."""
    for event in view.events:
        for account in event.accounts:
            if account.anchor:
                source = (account.said_in,) if account.said_in else ()
                words = (*names(account.by), *names(source), day(account.when))
                yield Told(words, f"{page}#{account.anchor}", account.title)
        for row in event.rows:
            if is_here(row.address, page):
                yield Told((event.event.label,), row.address, row.topic)
                for cell in row.cells:
                    if cell.fact:
                        yield Told((cell.account, *fact_words(cell.fact)), row.address)


def reactions(view: Reactions, page: str) -> Iterator[Told]:
    """The reactions that have no page."""
    for group in view.groups:
        for one in unfolded(group.reactions, group.rest):
            if is_here(one.title.address, page):
                words = (group.stance.word, *names(one.who), one.where, *names(one.to))
                yield Told(words, one.title.address, one.title.label)
                yield from told_fact(one.fact, page)


def unfolded(views: Iterable[ReactionView], fold: ReactionFold | None) -> Iterator[ReactionView]:
    """Reactions, with those that lie in folds."""
    for one in views:
        yield one
        yield from unfolded((), one.alike)
    if fold:
        yield from unfolded(fold.reactions, None)


def claims(view: Claims, page: str) -> Iterator[Told]:
    """The claims that have no page."""
    for group in view.groups:
        for claim in group.claims:
            if is_here(claim.title.address, page):
                yield Told(claim_words(claim), claim.title.address, claim.title.label)
                yield from told_fact(claim.fact, page)


def claim_words(claim: ClaimView) -> Iterator[str]:
    """A claim, but for its fact."""
    yield from (claim.status.word, *names(claim.who), *names(claim.about))
    yield from (day(claim.first_seen), plain(claim.settled), plain(claim.note))


def parties(view: Parties, page: str) -> Iterator[Told]:
    """The parties that have no page."""
    for group in view.groups:
        for party in group.parties:
            if is_here(party.name.address, page):
                yield Told((party.kind, *party.aliases), party.name.address, party.name.label)
                for fact in (party.part, *(role.fact for role in party.roles)):
                    yield from (Told(one.words, party.name.address) for one in told_fact(fact, page))


def sources(view: Sources, page: str) -> Iterator[Told]:
    """The sources, on their overview: only there they have anchors."""
    for group in view.groups:
        for source in group.sources:
            if source.anchor:
                yield Told(source_words(source), f"{page}#{source.anchor}", source.title)


def source_words(source: SourceView) -> Iterator[str]:
    """A source with its passages."""
    yield from (source.kind, source.publisher, *names(source.by), day(source.published))
    yield from (passage.text for passage in source.passages)


def updates(view: Updates, _page: str) -> Iterator[Told]:
    """The changes, in the log."""
    return (Told(update_words(one)) for one in view.updates if one.anchor)


def update_words(update: UpdateView) -> Iterator[str]:
    """A change."""
    yield from (day(update.when), update.kind.word, plain(update.text))
    yield from ("".join(words for words, _ in version) for version in (update.was, update.now))
    yield from names(update.about)


def article(view: ArticleView, _page: str) -> Iterator[Told]:
    """The whole article."""
    links = (one.link for one in view.related)
    text = unescape(text_of(MARK.sub("", view.body)))
    yield Told((view.byline, day(view.published), text, *names(links)))


def see_also(view: SeeAlsoList, _page: str) -> Iterator[Told]:
    """What lies on other sites; everything else is at home where the links lead."""
    return (Told((one.link.label, one.reason)) for one in view.links if one.external)


TELLING: Mapping[type, Callable[[Any, str], Iterator[Told]]] = {
    ArticleView: article,
    Claims: claims,
    Comparisons: accounts,
    FactList: facts,
    Matrix: matrix,
    Parties: parties,
    Reactions: reactions,
    SeeAlsoList: see_also,
    Sources: sources,
    Timeline: timeline,
    Updates: updates,
}
"""How each view is told that can have words of its own. The others repeat, or help editors and programs."""


def text_of(html: str) -> str:
    """HTML without its tags; its words stay apart, and what was escaped stays escaped."""
    return " ".join(TAG.sub("", BREAK.sub(" ", html)).split())
