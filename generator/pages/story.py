"""The story page and its article."""

from __future__ import annotations

from collections.abc import Iterator

from generator.addresses import article_address
from generator.library import shortened
from generator.pages.accounts import comparisons
from generator.pages.annotate import annotate, article_notes
from generator.pages.desk import Desk, plain
from generator.pages.head import filled
from generator.pages.knowledge import source_view, sources, updates
from generator.pages.overviews import overviews
from generator.pages.party_map import mapped
from generator.pages.positions import matrix
from generator.pages.summary import in_short
from generator.pages.timeline import timeline
from generator.pages.voices import reactions
from generator.story import ARTICLE_ID, Story
from generator.views import (
    ArticleView,
    FactList,
    FactView,
    Head,
    Link,
    PageView,
    Related,
    Section,
    When,
)

DESCRIPTION = 160


def story_pages(desk: Desk, story: Story) -> Iterator[PageView]:
    """The story page, the article and the overviews."""
    yield story_page(desk, story)
    yield article_page(desk, story)
    yield from overviews(desk, story)


def story_page(desk: Desk, story: Story) -> PageView:
    """The page that reads as an article."""
    facts = desk.edition.facts[story.slug]
    head = Head(
        kicker=None,
        label="Explainer",
        title=story.head.headline,
        question=story.head.question or "",
        standfirst=desk.prose(story.head.standfirst, story),
        updated=desk.when(story.head.updated),
        count=desk.count(facts),
    )
    sections = filled(
        Section("in-short", "In short", "in-short", in_short(desk, story)),
        Section("key-facts", "Key facts", "facts", FactList(lead_facts(desk, story))),
        Section("timeline", "What happened when", "timeline", timeline(desk, story)),
        Section("who-wants-what", "Who wants what", "matrix", matrix(desk, story)),
        Section("accounts", "Do the accounts agree?", "accounts", comparisons(desk, story)),
        Section("reactions", "Who said what", "reactions", reactions(desk, story)),
        Section("who-is-who", "Who is who", "parties", mapped(desk, story)),
        Section("how-we-know", "How we know", "sources", sources(desk, story, main=True)),
        Section("what-changed", "What changed", "updates", updates(desk, story)),
        Section("see-also", "See also", "see-also", desk.see_also(story.slug)),
        Section("linked-from", "What links here", "backlinks", desk.backlinks(story.slug)),
    )
    assert story.sheet.head is not None
    return PageView(
        address=f"{story.slug}/",
        kind="story",
        title=story.head.headline,
        description=shortened(plain(head.standfirst), DESCRIPTION),
        head=head,
        sections=sections,
        bar=desk.bar(story),
        edit=desk.edit(story.sheet.head.key()),
        in_nav=True,
    )


def lead_facts(desk: Desk, story: Story) -> tuple[FactView, ...]:
    """The facts that the editor put first."""
    facts = []
    for reference in story.head.lead:
        node = desk.edition.library.resolve(story.slug, reference)
        about = desk.edition.about.get(node.key, ()) if node else ()
        facts += [desk.fact(fact) for fact in about if fact.story == story.slug][:1]
    return tuple(facts)


def article_page(desk: Desk, story: Story) -> PageView:
    """The article with its facts marked."""
    address = article_address(story.slug)
    marks = article_notes(desk, story)
    based_on = next((p.value for p in story.sheet.sources if p.value.id == story.front.based_on), None)
    published = desk.when(story.front.published)
    body = ArticleView(
        body=annotate(desk, story, marks, address),
        byline=story.front.byline or "",
        published=published or When(""),
        based_on=source_view(desk, story, based_on, home=False, listed=False) if based_on else None,
        related=own_links(desk, story),
    )
    sections = filled(
        Section("article", "The article", "article", body),
        Section("notes", "Facts in this article", "notes", marks.view()),
        Section("see-also", "See also", "see-also", desk.see_also(f"{story.slug}/{ARTICLE_ID}")),
        Section("linked-from", "What links here", "backlinks", desk.backlinks(f"{story.slug}/{ARTICLE_ID}")),
    )
    return PageView(
        address=address,
        kind="article",
        title=story.front.title,
        description=shortened(
            story.front.standfirst or plain(desk.prose(story.head.standfirst, story)), DESCRIPTION
        ),
        head=Head(
            kicker=desk.link(story.slug),
            label="Article",
            title=story.front.title,
            standfirst=desk.prose(story.front.standfirst, story),
            updated=published,
        ),
        sections=sections,
        bar=desk.bar(story),
        edit=desk.edit(story.front_placed.span() if story.front_placed else story.article.source.span(0, 0)),
        in_nav=True,
    )


def own_links(desk: Desk, story: Story) -> tuple[Related, ...]:
    """The article's own see-also lines."""
    links = []
    for line in story.article.own_links:
        node = desk.edition.library.resolve(story.slug, line.target) if line.target else None
        address = desk.address(node.key) if node else line.address
        links.append(Related(Link(line.title, address), "", "", external="://" in address))
    return tuple(links)
