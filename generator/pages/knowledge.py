"""Views of how we know and what changed."""

from __future__ import annotations

from generator.facts import Fact
from generator.model import Source
from generator.pages.desk import Desk
from generator.pages.words import SOURCE_WORDS, UPDATE_WORDS
from generator.story import ARTICLE_ID, Story
from generator.views import Link, SourcePassage, Sources, SourceView, Tag, Updates, UpdateView, When


def sources(desk: Desk, story: Story, home: bool = False, main: bool = False) -> Sources:
    """Every document that the story rests on; `main` keeps those that were searched, without their facts."""
    facts = desk.edition.facts[story.slug]
    kept = [placed.value for placed in story.sheet.sources if not main or placed.value.id in story.texts]
    views = [article_source(desk, story, home, not main)]
    views += [source_view(desk, story, source, home, not main) for source in kept]
    unverified = tuple(fact_link(desk, fact) for fact in facts if fact.status != "verified")
    verified = len(facts) - len(unverified)
    return Sources(len(facts), verified, unverified, tuple(views))


def fact_link(desk: Desk, fact: Fact) -> Link:
    """A fact by the beginning of its words."""
    view = desk.fact(fact)
    words = "".join(piece.text for piece in view.statement) or view.quote
    title = words if len(words) <= 90 else words[: words.rfind(" ", 0, 90)] + "…"
    return Link(f"{view.label}: {title}", view.address, fact.kind)


def facts_in(desk: Desk, story: Story, source: str) -> tuple[Fact, ...]:
    """The facts whose words were looked up in a source."""
    facts = desk.edition.facts[story.slug]
    return tuple(
        fact
        for fact in facts
        if any(one.source == source and one.story == story.slug for one in fact.located)
    )


def checked(desk: Desk, story: Story, source: str) -> tuple[Tag, str]:
    """Whether a source's words are kept here, and what was found in them."""
    if source not in story.texts:
        return Tag(
            "unverifiable", "Not checked"
        ), "Its text is not kept here; nothing is shown as verified in it."
    found = sum(fact.status == "verified" for fact in facts_in(desk, story, source))
    words = f"{found} {'fact' if found == 1 else 'facts'} verified word for word in its text."
    return Tag("verified", "Text kept and searched"), words


def article_source(desk: Desk, story: Story, home: bool, listed: bool) -> SourceView:
    """The story's own article as a source."""
    check, words = checked(desk, story, ARTICLE_ID)
    links = [Link("Read it with its facts marked", desk.address(f"{story.slug}/{ARTICLE_ID}"))]
    if story.front.based_on:
        report = desk.party(story.front.based_on, story.slug)
        links.append(Link(f"It retells “{report.label}”", report.address))
        # The way to the original, which paper shows as an address.
        based_on = (placed.value for placed in story.sheet.sources if placed.value.id == story.front.based_on)
        links += [Link(desk.say("print.original"), source.url) for source in based_on if source.url]
    return SourceView(
        anchor=ARTICLE_ID if home else "",
        title=story.front.title,
        kind="The article of this story",
        publisher=story.front.byline or "",
        by=(),
        links=tuple(links),
        published=desk.when(story.front.published),
        retrieved=None,
        reported_in=None,
        check=check,
        check_words=words,
        facts=tuple(fact_link(desk, fact) for fact in facts_in(desk, story, ARTICLE_ID)) if listed else (),
    )


def source_view(desk: Desk, story: Story, source: Source, home: bool, listed: bool = True) -> SourceView:
    """One document."""
    check, words = checked(desk, story, source.id)
    links = [Link("Read it", source.url)] if source.url else []
    links += [Link("Archived copy", source.archived)] if source.archived else []
    said = [f for f in desk.edition.facts[story.slug] if getattr(f.value, "said_in", None) == source.id]
    facts = dict.fromkeys((*facts_in(desk, story, source.id), *said))
    return SourceView(
        anchor=source.id if home else "",
        title=source.title,
        kind=SOURCE_WORDS[source.kind],
        publisher=source.publisher or "",
        by=desk.parties(source.by, story.slug),
        links=tuple(links),
        published=desk.when(source.published),
        retrieved=desk.when(source.retrieved),
        reported_in=desk.party(source.reported_in, story.slug) if source.reported_in else None,
        check=check,
        check_words=words,
        facts=tuple(fact_link(desk, fact) for fact in facts) if listed else (),
        passages=passages(desk, story, source.id) if home else (),
    )


def passages(desk: Desk, story: Story, source: str) -> tuple[SourcePassage, ...]:
    """The paragraphs of a source's text that facts of any story rest on, in its order."""
    if source not in story.texts:
        return ()
    text = story.texts[source]
    cited: dict[int, dict[str, Link]] = {}
    for facts in desk.edition.facts.values():
        for fact in facts:
            for one in fact.located:
                if (one.story, one.source) == (story.slug, source):
                    for passage in one.passages:
                        link = fact_link(desk, fact)
                        cited.setdefault(passage.block, {}).setdefault(link.address, link)
    return tuple(
        SourcePassage(text.anchors[block], text.paragraphs[block], tuple(links.values()))
        for block, links in sorted(cited.items())
    )


def updates(desk: Desk, story: Story, home: bool = False, about: str = "") -> Updates:
    """The log of changes, latest first; `about` keeps those that touch one thing."""
    entries = sorted(
        enumerate(story.sheet.updates), key=lambda pair: (pair[1].value.date.sort_key, pair[0]), reverse=True
    )
    views = []
    for index, placed in entries:
        update = placed.value
        touched = [desk.edition.library.resolve(story.slug, reference) for reference in update.about]
        if about and about not in [node.key for node in touched if node]:
            continue
        when = desk.when(update.date)
        views.append(
            UpdateView(
                anchor=f"update.{index + 1}" if home else "",
                when=when or When(""),
                kind=Tag(update.kind, UPDATE_WORDS[update.kind]),
                text=desk.prose(update.text, story),
                was=update.was or "",
                now=update.now or "",
                about=tuple(desk.link(node.key) for node in touched if node),
            )
        )
    return Updates(tuple(views))
