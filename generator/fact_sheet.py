"""A fact sheet as it is read: its head, the entries of its sections, and the drafts among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic

from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Severity, did_you_mean, listed, nearest, unsaid
from generator.folders import PARTIES
from generator.frozen import Frozen
from generator.kinds import ModelType, fields_of
from generator.model.entries import Account, Claim, Demand, Event, Party, Reaction, SeeAlso, Source, Update
from generator.model.sheets import FactSheet, StoryHead
from generator.recovery import read_on
from generator.salvage import SOMEBODY, salvaged
from generator.sheet_words import HEAD
from generator.source import SourceFile, Span
from generator.validation import Placed, dash_hint, is_lacking, validate
from generator.yaml_document import YamlDocument
from generator.yaml_places import Path, Places
from generator.yaml_values import Value

ANY = "*"
"""Among the ids of entries that could not be read: one that nobody knows."""

MAX_ENTRIES = 5_000
TWO_STORIES = (
    "Make two stories of this one: a new folder with an article.md and a facts.yaml of its own takes some of "
    "the entries."
)
"""What to do about more."""


class DraftEntry(Frozen):
    """An entry that nobody has checked yet: the key it would have, and where it stands.

    Nothing else of it is kept, so that no later stage can publish it.
    """

    key: str
    span: Span


class Entries(Frozen, Generic[ModelType]):
    """The entries of a section that can be read, the ids of those that cannot, and the drafts.

    `doubtful` are the places of entries that have mistakes, and were read as far as they could be.
    """

    placed: tuple[Placed[ModelType], ...] = ()
    broken: frozenset[str] = frozenset()
    drafts: tuple[DraftEntry, ...] = ()
    doubtful: tuple[Span, ...] = ()


class Sheet(Frozen):
    """A fact sheet, as far as it could be read: without a document not at all.

    `broken` are the ids of entries that could not be read, `doubtful` the places of what has mistakes and was
    read as far as it could be. A sheet whose head is a draft has drafts only.
    """

    slug: str
    document: Places | None
    head: Placed[StoryHead] | None
    parties: tuple[Placed[Party], ...] = ()
    demands: tuple[Placed[Demand], ...] = ()
    dates: tuple[Placed[Event], ...] = ()
    reactions: tuple[Placed[Reaction], ...] = ()
    accounts: tuple[Placed[Account], ...] = ()
    claims: tuple[Placed[Claim], ...] = ()
    sources: tuple[Placed[Source], ...] = ()
    updates: tuple[Placed[Update], ...] = ()
    see_also: tuple[Placed[SeeAlso], ...] = ()
    broken: frozenset[str] = frozenset()
    drafts: tuple[DraftEntry, ...] = ()
    doubtful: tuple[Span, ...] = ()
    is_draft: bool = False


def read_entries(
    model: type[ModelType], document: YamlDocument, section: str, value: Value, slug: str
) -> tuple[Entries[ModelType], list[Diagnostic]]:
    """The entries of a section of a story (or of what stories share), and what is wrong with them."""
    if value is None:
        return Entries(), []
    if not isinstance(value, list):
        span, name = document.value_span((section,)), id_in(value)
        message = f"“{section}” is a list, and no entry here begins with a dash"
        problem = Diagnostic("list-expected", message, span, dash_hint(span))
        return Entries(broken=frozenset([name] if name else [])), [problem]
    if len(value) > MAX_ENTRIES:
        message = f"“{section}” has too many entries: {len(value):,}; the limit is {MAX_ENTRIES:,}"
        return Entries(), [Diagnostic("too-many", message, document.key_span((section,)), TWO_STORIES)]
    placed: list[Placed[ModelType]] = []
    broken: set[str] = set()
    drafts: list[DraftEntry] = []
    doubtful: list[Span] = []
    problems: list[Diagnostic] = []
    for index, entry in enumerate(value):
        good, found = validate(model, document, (section, index), entry)
        name = id_in(entry)
        if is_draft(entry):
            place = PARTIES if section == PARTIES else slug
            drafts.append(DraftEntry(f"{place}/{name}", document.value_span((section, index))))
            problems.extend(of_a_draft(found))
            continue
        problems.extend(found)
        if good is None:
            doubtful.append(document.value_span((section, index)))
            # A party may lack its name, and an entry the word before its id: others name it all the same.
            broken |= {SOMEBODY, name} - {""}
            good = placed_whole(model, document, (section, index), entry)
        if good is not None:
            placed.append(good)
    return Entries(tuple(placed), frozenset(broken), tuple(drafts), tuple(doubtful)), problems


def id_in(entry: Value) -> str:
    """The id of an entry, also where the word before it has a wrong letter; empty where there is none."""
    if not isinstance(entry, dict):
        return ""
    key = "id" if "id" in entry else next((key for key in entry if nearest(str(key), ["id"])), "")
    return str(entry.get(key, ""))


def placed_whole(
    model: type[ModelType], document: YamlDocument, path: Path, value: Value
) -> Placed[ModelType] | None:
    """An entry that has mistakes, with stand-ins for what is wrong in it."""
    whole = salvaged(model, value)
    return Placed(whole, document.places, path) if whole is not None else None


def is_draft(entry: Value) -> bool:
    """Whether an entry says that it is a draft; what cannot be read as a flag is an error of its own."""
    return isinstance(entry, dict) and str(entry.get("draft")).strip().lower() in ("true", "yes")


def of_a_draft(found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """What is said of a draft: what it lacks is still to come, and what is wrong hurts no reader yet."""
    return (replace(one, severity=Severity.WARNING) for one in found if not is_lacking(one))


def read_sheet(slug: str, source: SourceFile) -> tuple[Sheet | None, list[Diagnostic]]:
    """A fact sheet from its file. Mistakes in one entry do not hide those in another."""
    reading = read_on(source)
    document, said = reading.document, list(reading.problems)
    if document is None or not isinstance(document.value, dict):
        return None, said
    sheet, problems = sheet_of(slug, document, document.value)
    if is_draft(document.value.get("story")):
        sheet, problems = only_drafts(sheet, document), list(of_a_draft(problems))
    elif not reading.is_whole:
        whole = (source.span(0, len(source.text)),)
        names = sheet.broken | reading.broken | ({ANY} if reading.nameless else set())
        head = None if reading.sourceless else sheet.head
        sheet = replace(sheet, head=head, broken=names, doubtful=whole)
    return sheet, [*said, *unsaid(reading.certain(problems), said)]


def sheet_of(slug: str, document: YamlDocument, top: Mapping[str, Value]) -> tuple[Sheet, list[Diagnostic]]:
    """A fact sheet from what was read of it."""
    problems = [unknown_section(document, key) for key in top if key not in fields_of(FactSheet)]
    named, lost = misnamed(top)
    top_key = named.get("story", "story")
    head, found = read_head(document, top_key, top.get(top_key))
    problems += found
    in_head = [document.value_span((top_key,))] if found and top_key in top else []
    parts: list[Entries[Any]] = []

    def entries(model: type[ModelType], section: str) -> tuple[Placed[ModelType], ...]:
        key = named.get(section, section)
        read, found = read_entries(model, document, key, top.get(key), slug)
        problems.extend(found)
        parts.append(read)
        return read.placed

    sheet = Sheet(
        slug=slug,
        document=document.places,
        head=head,
        parties=entries(Party, "parties"),
        demands=entries(Demand, "demands"),
        dates=entries(Event, "dates"),
        reactions=entries(Reaction, "reactions"),
        accounts=entries(Account, "accounts"),
        claims=entries(Claim, "claims"),
        sources=entries(Source, "sources"),
        updates=entries(Update, "updates"),
        see_also=entries(SeeAlso, "see_also"),
    )
    return replace(
        sheet,
        broken=lost.union(*(part.broken for part in parts)),
        drafts=tuple(draft for part in parts for draft in part.drafts),
        doubtful=(*in_head, *(span for part in parts for span in part.doubtful)),
    ), problems


def misnamed(top: Mapping[str, Value]) -> tuple[Mapping[str, str], frozenset[str]]:
    """What stands under names that no section has, by the section that is meant; the ids in all other lists.

    So that one wrong letter is told once, and not again wherever an entry of the section is named.
    """
    absent = [name for name in fields_of(FactSheet) if name not in top]
    named: dict[str, str] = {}
    lost: set[str] = set()
    for key, entries in top.items():
        if key in fields_of(FactSheet):
            continue
        meant = nearest(key, absent)
        if meant and meant not in named and isinstance(entries, dict if meant == "story" else list):
            named[meant] = key
        elif isinstance(entries, list):
            lost |= {id_in(entry) for entry in entries} - {""}
    return named, frozenset(lost)


def only_drafts(sheet: Sheet, document: YamlDocument) -> Sheet:
    """A sheet whose head is a draft: none of its entries counts, whether marked or not."""
    top = document.value if isinstance(document.value, dict) else {}
    drafts = [DraftEntry(sheet.slug, document.value_span(("story",)))]
    for section, entries in top.items():
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            name = id_in(entry)
            place = PARTIES if section == PARTIES else sheet.slug
            drafts.append(DraftEntry(f"{place}/{name}", document.value_span((section, index))))
    return Sheet(sheet.slug, document.places, None, drafts=tuple(drafts), is_draft=True)


def read_head(
    document: YamlDocument, key: str, value: Value
) -> tuple[Placed[StoryHead] | None, Sequence[Diagnostic]]:
    """The head of a sheet, which stands under a key that may have a wrong letter."""
    if value is not None:
        head, found = validate(StoryHead, document, (key,), value)
        if is_draft(value):
            return head, tuple(of_a_draft(found))
        return head or placed_whole(StoryHead, document, (key,), value), found
    problem = Diagnostic(
        "missing-key",
        "“story” is missing, with which a fact sheet begins",
        document.value_span(()),
        f"Begin so, with the same spaces before each line:\n{HEAD}",
    )
    return None, [problem]


def unknown_section(document: YamlDocument, key: str) -> Diagnostic:
    """A top-level key that no section has."""
    known = sorted(fields_of(FactSheet))
    hint = did_you_mean(key, known) or f"A fact sheet has {listed(known).replace(' or ', ' and ')}."
    if any(key in fields_of(model) for one in fields_of(FactSheet).values() if (model := one.model)):
        hint = "It belongs to an entry: put as many spaces before it as stand before the lines of that entry."
    if key in fields_of(StoryHead):
        hint = "It belongs below “story:”: put 2 spaces before it."
    return Diagnostic("unknown-key", f"A fact sheet has no “{key}”", document.key_span((key,)), hint)
