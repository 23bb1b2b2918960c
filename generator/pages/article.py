"""The article's page: its own text with its facts marked, and below it the notes that have them."""

from __future__ import annotations

from collections.abc import Sequence

from generator.addresses import article_address
from generator.facts import Fact
from generator.library import shortened
from generator.pages.annotate import Range, Sentence, annotate, fact_sentences
from generator.pages.desk import Desk, plain
from generator.pages.head import filled
from generator.pages.knowledge import source_view
from generator.story import ARTICLE_ID, Story
from generator.views import (
    ArticleView,
    Head,
    Link,
    Note,
    NotedFact,
    Notes,
    PageView,
    Related,
    Section,
    Tag,
    When,
)

DESCRIPTION = 160
UNNAMED = frozenset({"part", "role", "position"})
"""Kinds of facts whose statements leave out whose part or what demand it is: their page says so."""


def article_page(desk: Desk, story: Story) -> PageView:
    """The article with its facts marked."""
    key = f"{story.slug}/{ARTICLE_ID}"
    found = fact_sentences(desk, story)
    sections = filled(
        Section("article", desk.say("article.title"), "article", article(desk, story, found)),
        Section("notes", desk.say("notes.title"), "notes", notes(desk, story, found)),
        Section("see-also", desk.say("article.see_also"), "see-also", desk.see_also(key)),
        Section("linked-from", desk.say("article.linked_from"), "backlinks", desk.backlinks(key)),
    )
    standfirst = plain(desk.prose(story.front.standfirst or story.head.standfirst, story))
    return PageView(
        address=article_address(story.slug),
        kind="article",
        title=story.front.title,
        description=shortened(standfirst, DESCRIPTION),
        head=Head(
            kicker=desk.link(story.slug),
            label=desk.say("article.label"),
            title=story.front.title,
            standfirst=desk.prose(story.front.standfirst, story),
        ),
        sections=sections,
        bar=desk.bar(story),
        edit=desk.edit(story.front_placed.span() if story.front_placed else story.article.source.span(0, 0)),
        in_nav=True,
    )


def article(desk: Desk, story: Story, found: Sequence[Sentence]) -> ArticleView:
    """The article itself."""
    based_on = next((p.value for p in story.sheet.sources if p.value.id == story.front.based_on), None)
    told = {fact.anchor for sentence in found for fact, _ in sentence.facts}
    return ArticleView(
        body=annotate(desk, story, found, article_address(story.slug)),
        byline=story.front.byline or "",
        published=desk.when(story.front.published) or When(""),
        retells=desk.link(f"{story.slug}/{based_on.id}", desk.maker(story, based_on.id))
        if based_on
        else None,
        facts=desk.say("article.facts", n=len(told)) if told else "",
        based_on=source_view(desk, story, based_on, home=False, listed=False) if based_on else None,
        related=own_links(desk, story),
    )


def notes(desk: Desk, story: Story, found: Sequence[Sentence]) -> Notes:
    """A note for each sentence in which facts end, with the way back to its paragraph."""
    page = article_address(story.slug)
    blocks = story.article.blocks
    return Notes(
        tuple(
            Note(
                sentence.number,
                f"note.{sentence.number}",
                tuple(
                    noted(desk, fact, blocks[sentence.block].text, place) for fact, place in sentence.facts
                ),
                f"{page}#{blocks[sentence.block].anchor}",
            )
            for sentence in found
            if sentence.facts
        )
    )


def noted(desk: Desk, fact: Fact, text: str, place: Range) -> NotedFact:
    """A fact in a note. Its statement leads to its page; the words it rests on are those of the article."""
    view = desk.fact(fact)
    words = text[slice(*place)]
    said = plain(view.statement)
    return NotedFact(
        label=view.label,
        about=desk.node(fact.node).title if fact.kind in UNNAMED else "",
        fact=Link(said or f"“{view.quote}”", view.address, fact.kind),
        words=words if said else "",
        tags=(*state(desk, fact), proof(desk, fact)),
    )


def state(desk: Desk, fact: Fact) -> tuple[Tag, ...]:
    """Whether a claim is established, where a party stands, whether an event took place."""
    if stance := getattr(fact.value, "stance", None):
        return (desk.tag("stances", stance),)
    status = getattr(fact.value, "status", None)
    return (desk.tag("statuses", status),) if status and status != "happened" else ()


def proof(desk: Desk, fact: Fact) -> Tag:
    """Whether the fact's words were found. A claim's words are there too, which does not make it true."""
    if fact.status != "verified":
        return Tag(fact.status, desk.say(f"proof.{fact.status}"))
    return Tag("neutral" if fact.kind == "claim" else "verified", desk.say("notes.verified"))


def own_links(desk: Desk, story: Story) -> tuple[Related, ...]:
    """The article's own see-also lines."""
    links = []
    for line in story.article.own_links:
        node = desk.edition.library.resolve(story.slug, line.target) if line.target else None
        address = desk.address(node.key) if node else line.address
        links.append(Related(Link(line.title, address), "", "", external="://" in address))
    return tuple(links)
