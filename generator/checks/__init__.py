"""The rules, one a file. Each takes an edition and yields what it finds; each is named for the fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from generator.archive import Archive
from generator.checks.bare_addresses import bare_addresses
from generator.checks.circles import circles
from generator.checks.confusable_ids import confusable_ids
from generator.checks.confusable_names import confusable_names
from generator.checks.double_parties import double_parties
from generator.checks.double_source import double_sources
from generator.checks.evidence import missing_evidence
from generator.checks.future_dates import future_dates
from generator.checks.headings import empty_headings
from generator.checks.image_words import idle_image_words
from generator.checks.images import missing_images
from generator.checks.lead import unsourced_leads
from generator.checks.links import broken_links
from generator.checks.misleading_links import misleading_links
from generator.checks.mixed_scripts import mixed_scripts
from generator.checks.names import wrong_choices
from generator.checks.orders import impossible_orders
from generator.checks.orphans import orphans
from generator.checks.other_speaker import other_speakers
from generator.checks.outside_whole import events_outside
from generator.checks.parties import unmentioned_parties
from generator.checks.plans import overdue_plans
from generator.checks.positions import undated_positions
from generator.checks.references import unknown_references
from generator.checks.reserved import reserved_ids
from generator.checks.review import due_reviews
from generator.checks.roles import unclear_roles
from generator.checks.see_also import homeless_links
from generator.checks.shared_facts import shared_facts
from generator.checks.silence import contradictory_silence
from generator.checks.stray_marks import stray_marks
from generator.checks.thin_pages import thin_pages
from generator.checks.topics import double_topics
from generator.checks.unanswered import unanswered_parties
from generator.checks.unlisted_names import unlisted_names
from generator.checks.updates import late_updates
from generator.diagnostics import Diagnostic
from generator.edition import Edition
from generator.library import Library
from generator.memory import Memory, Sound
from generator.mending import taken_out
from generator.parallel import mapped
from generator.source import SourceFile, Span
from generator.story import Story
from generator.watching import Watch

Rule = Callable[[Edition], Iterator[Diagnostic]]
Findings = tuple[Sequence[Diagnostic], Sound | None]
"""What was found, or in a story that is sound now what that rests on."""
DatedRule = Callable[[Edition, date | None], Iterator[Diagnostic]]

CODES: Mapping[str, Rule] = {
    "unknown-id": unknown_references,
    "wrong-kind": unknown_references,
    "broken-anchor": broken_links,
    "file-link": broken_links,
    "bare-address": bare_addresses,
    "misleading-link": misleading_links,
    "missing-image": missing_images,
    "idle-image-words": idle_image_words,
    "empty-heading": empty_headings,
    "empty-section": empty_headings,
    "stray-mark": stray_marks,
    "reserved-id": reserved_ids,
    "confusable-id": confusable_ids,
    "confusable-name": confusable_names,
    "mixed-scripts": mixed_scripts,
    "double-party": double_parties,
    "unclear-role": unclear_roles,
    "circle": circles,
    "no-page": homeless_links,
    "wrong-choice": wrong_choices,
    "impossible-order": impossible_orders,
    "future-date": future_dates,
    "outside-whole": events_outside,
    "undated-position": undated_positions,
    "late-update": late_updates,
    "contradictory-silence": contradictory_silence,
    "says-nothing": contradictory_silence,
    "double-topic": double_topics,
    "near-topic": double_topics,
    "double-source": double_sources,
    "missing-evidence": missing_evidence,
    "other-speaker": other_speakers,
    "unsourced-lead": unsourced_leads,
    "unmentioned-party": unmentioned_parties,
    "unlisted-name": unlisted_names,
    "unused-source": orphans,
    "unused-party": orphans,
    "shared-fact": shared_facts,
    "unanswered-party": unanswered_parties,
    "thin-page": thin_pages,
}
"""The code of each fault, and the rule that finds it; the rule's docstring is the editor's help."""

DATED_CODES: Mapping[str, DatedRule] = {"overdue-plan": overdue_plans, "review-due": due_reviews}
"""Faults that come with time, and their rules, which may be told what day it is."""

MANY_STORIES = 10
"""Fewer are checked by one process."""
RULES: tuple[Rule, ...] = tuple(dict.fromkeys(CODES.values()))
OF_ONE_STORY: tuple[Rule, ...] = (
    broken_links,
    contradictory_silence,
    double_sources,
    double_topics,
    empty_headings,
    events_outside,
    future_dates,
    homeless_links,
    idle_image_words,
    impossible_orders,
    late_updates,
    misleading_links,
    missing_images,
    other_speakers,
    stray_marks,
    thin_pages,
    unclear_roles,
    undated_positions,
    unknown_references,
    unlisted_names,
    unmentioned_parties,
    unsourced_leads,
    wrong_choices,
)
"""Those for which a story is sound or not whatever is wrong with others: they see one story at a time, and of
the rest what they look up."""
ACROSS: tuple[Rule, ...] = tuple(rule for rule in RULES if rule not in OF_ONE_STORY)
DATED_RULES: tuple[DatedRule, ...] = tuple(DATED_CODES.values())


def check(
    edition: Edition,
    shown: str,
    today: date | None = None,
    memory: Memory | None = None,
    watch: Watch | None = None,
) -> Iterator[Diagnostic]:
    """Everything that the rules find. With `today`, plans and reviews are compared with that day, too.

    A story in which nothing was found is not looked at again while all is the same that was looked up for it.
    """
    library, memory = edition.library, memory or Memory(Archive(None))
    if not library.stories and not library.unread:
        yield from no_stories(edition, shown)
    watch = watch or Watch(edition)

    bases = bases_of(library, memory)

    def work(one: Rule | Story) -> Findings:
        if isinstance(one, Story):
            return check_story(one, watch, memory, bases[one.slug])
        return [*one(edition)], None

    todo: list[Rule | Story] = [*ACROSS, *library.stories]
    results = mapped(work, todo, 0 if many_new(bases, memory) else len(todo) + 1, joining=True)
    for found, _ in results:
        yield from found
    stories = zip(library.stories, results[len(ACROSS) :], strict=True)
    memory.find_sound({story.slug: sound for story, (_, sound) in stories if sound})
    for dated in DATED_RULES:
        yield from dated(edition, today)


def bases_of(library: Library, memory: Memory) -> dict[str, bytes]:
    """What each story was made from; nothing where more is looked at than can be remembered.

    That is so beside what cannot be read.
    """
    whole = not (library.broken or library.unread or library.doubtful)
    drafts = [draft.key for draft in library.drafts]
    return {story.slug: memory.basis(story, *drafts) if whole else b"" for story in library.stories}


def many_new(bases: Mapping[str, bytes], memory: Memory) -> bool:
    """Whether many stories have to be looked at that were not found sound before."""
    return sum(not memory.found_sound(slug, basis) for slug, basis in bases.items()) >= MANY_STORIES


def can_wait(edition: Edition, memory: Memory) -> bool:
    """Whether pages can be made before the rules are looked at: these take a while where stories are many.

    Few of the stories must be new, and none must have a circle. Whatever else is wrong, pages are made wrong
    at most, or they fail.
    """
    is_large = len(edition.library.stories) >= MANY_STORIES
    return is_large and not many_new(bases_of(edition.library, memory), memory) and not any(circles(edition))


def check_story(story: Story, watch: Watch, memory: Memory, basis: bytes) -> Findings:
    """What the rules find that look at one story at a time; `basis` is what it was made from."""
    trace = memory.found_sound(story.slug, basis)
    if trace and watch.holds(trace):
        return (), None
    watched = watch.begin(story)
    found = [one for rule in OF_ONE_STORY for one in rule(watched.edition)]
    trace = watch.end(watched) if basis and not found else None
    return found, (basis, trace) if trace else None


CERTAIN = frozenset(
    {
        "unknown-id", "wrong-kind", "draft-reference", "unknown-source", "quote-not-found",
        "evidence-not-found", "duplicate-id",
    }
)  # fmt: skip
"""Faults that are certain even beside a mistake in the same entry."""

OF_ABSENCE = frozenset(
    {
        "unmentioned-party", "unlisted-name", "unused-source", "unused-party", "unanswered-party",
        "thin-page", "unsourced-lead", "other-speaker", "wrong-choice", "no-page",
    }
)  # fmt: skip
"""Faults that may come of something else that could not be read."""


def certain(found: Iterable[Diagnostic], library: Library) -> Iterator[Diagnostic]:
    """What is found beside mistakes in values, without what may only follow from them."""
    doubtful: dict[str, list[Span]] = {}
    for span in library.doubtful:
        doubtful.setdefault(span.source.path, []).append(span)
    for one in found:
        folder = one.span.source.path.rpartition("/")[0].rpartition("/")[2]
        if one.code in OF_ABSENCE and (folder in library.unsure or one.code == "unused-party"):
            continue
        around = doubtful.get(one.span.source.path, ())
        if one.code in CERTAIN or not any(span.start <= one.span.start <= span.end for span in around):
            yield one


def no_stories(edition: Edition, shown: str) -> Iterator[Diagnostic]:
    """A content folder without a story, or with drafts only."""
    heads = [draft.span for draft in edition.library.drafts if "/" not in draft.key]
    for span in heads[:1]:
        yield Diagnostic(
            "only-drafts",
            "Every story here is a draft, so there is nothing to publish",
            span,
            f"When you have checked what stands under “story:”, delete {draft_in(span)} there.",
        )
    if heads:
        return
    yield Diagnostic(
        "no-stories",
        f"There is no story in “{shown}”",
        Span(SourceFile(shown, ""), 0, 0),
        f"In a terminal (a window for commands), go to the folder that holds “{shown}”, and type, with a "
        "name of your own: explainers new harbour-strike. This makes the story's folder, with article.md and "
        "facts.yaml to be filled in.",
    )


def draft_in(head: Span) -> str:
    """What says in the head of a sheet that it is a draft, with the comma that goes too."""
    found = re.search(r"\bdraft: *\S+?(?=[,}]|$)", head.text, re.MULTILINE)
    if not found:
        return "“draft: true”"
    place = head.source.span(head.start + found.start(), head.start + found.end())
    return taken_out(place, place)
