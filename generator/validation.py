"""Plain values from YAML into the model's types, with every mistake at its place and in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from textwrap import dedent
from typing import Generic

from generator.date_parsing import in_year
from generator.diagnostics import Diagnostic, did_you_mean, listed
from generator.docstrings import description
from generator.frozen import Frozen
from generator.kinds import Field, Model, ModelType, Refusal, Steps, fields_of, read_entry
from generator.mending import LONGEST_SHOWN, added, before_in_line, brief, sentence, taken_out, written
from generator.model.sheets import FactSheet
from generator.sheet_words import HEAD, SAMPLE_DAY
from generator.slugs import suggest_id
from generator.source import Span
from generator.yaml_document import YamlDocument
from generator.yaml_places import Path, Places

QUOTES = "\"'"
MOST_SHOWN = 3
"""How many lines of an entry are written out again in a hint."""
LONGEST_OFFER = 160
"""The longest line that is written out again in a hint."""

FORMS = {
    "wikidata": (
        "is no number of Wikidata, which is a Q and digits, like Q212",
        "Look for the party at wikidata.org: the number stands behind its name.",
    ),
    "language": (
        "is no short form of a language, like en or de",
        "Write language: en for English, language: de for German, language: fr for French.",
    ),
}
"""Keys whose values have a form: what is said of others, and how to mend them."""


class Placed(Frozen, Generic[ModelType]):
    """A validated value and where it stands: `span("by", 0)` is the place of its first `by`."""

    value: ModelType
    document: Places
    path: Path

    def span(self, *path: str | int) -> Span:
        """The place of a value inside this one, or of the nearest thing that exists."""
        return self.document.value_span(self.path + path)

    def key(self, *path: str | int) -> Span:
        """The place of a key inside this one."""
        return self.document.key_span(self.path + path)


def validate(
    model: type[ModelType], document: YamlDocument, path: Path, value: object
) -> tuple[Placed[ModelType] | None, tuple[Diagnostic, ...]]:
    """The value at `path` as `model`, or what is wrong with it."""
    found, refusals = read_entry(model, value)
    if found is None:
        return None, tuple(diagnose(model, document, path, value, refusals))
    return Placed(found, document.places, path), ()


def diagnose(
    model: type[Model], document: YamlDocument, path: Path, value: object, refusals: Sequence[Refusal]
) -> Iterator[Diagnostic]:
    """Each mistake once; a missing key and its near-miss are one diagnostic."""
    missing = {one.steps for one in refusals if one.code == "missing-key"}
    explained: set[Steps] = set()
    extra = [str(one.steps[0]) for one in refusals if one.code == "unknown-key" and len(one.steps) == 1]
    if path and (home := other_section(model, extra)):
        yield misplaced(document, path, extra, home)
        return
    for one in refusals:
        if one.code == "unknown-key":
            parent, key = one.steps[:-1], str(one.steps[-1])
            owner = model_at(model, parent)
            lacking = [str(steps[-1]) for steps in missing if steps[:-1] == parent]
            near = did_you_mean(key.lower(), lacking)
            explained.update(
                steps for steps in missing if steps[:-1] == parent and near and f"“{steps[-1]}”" in near
            )
            yield unknown_key(owner, document, path + one.steps, key, near)
    for one in refusals:
        owner = model_at(model, one.steps[:-1])
        if one.code == "missing-key" and one.steps not in explained:
            yield missing_key(owner, document, path, one.steps, value)
        elif one.code not in ("missing-key", "unknown-key"):
            yield bad_value(owner, document, path + one.steps, one)


def other_section(model: type[Model], keys: Sequence[str]) -> str:
    """The one section whose entries have all these keys, where several do not fit their own."""
    models = {name: one.model for name, one in fields_of(FactSheet).items() if name != "story" and one.model}
    fitting = [name for name, one in models.items() if set(keys) <= set(fields_of(one))]
    return fitting[0] if len(keys) > 1 and len(fitting) == 1 and model in models.values() else ""


def misplaced(document: YamlDocument, path: Path, keys: Sequence[str], home: str) -> Diagnostic:
    """An entry below the name of another section."""
    words = listed([f"“{key}”" for key in keys]).replace(" or ", " and ")
    message = f"{words} belong into “{home}”, not into “{path[0]}”"
    hint = f"If the line “{home}:” is missing above this entry, write it there, with no spaces before it."
    return Diagnostic("unknown-key", message, document.key_span((*path, keys[0])), hint)


def is_lacking(problem: Diagnostic) -> bool:
    """Whether something is missing, and nothing that is there is wrong."""
    return problem.code in ("missing-key", "empty-list", "empty-value")


def unknown_key(
    owner: type[Model] | None, document: YamlDocument, path: Path, key: str, near: str
) -> Diagnostic:
    """A key that no field carries."""
    known = sorted(fields_of(owner)) if owner else []
    near = near or did_you_mean(key.lower(), known)
    hint = near or f"Known here are {listed(known).replace(' or ', ' and ')}."
    return Diagnostic("unknown-key", f"“{key}” is not known here", document.key_span(path), hint)


def missing_key(
    owner: type[Model] | None,
    document: YamlDocument,
    path: Path,
    steps: Steps,
    value: object,
) -> Diagnostic:
    """A key that is asked for and absent."""
    key = str(steps[-1])
    entry = value_at(value, steps[:-1])
    name = entry.get("id") if isinstance(entry, Mapping) else None
    message = f"The entry of “{name}” has no “{key}”" if isinstance(name, str) else f"“{key}” is missing"
    says = first_sentence(text_of(owner, key))
    span = document.value_span(path + steps[:-1])
    line = sentence(added(span, f"{key}: {sample(key)}", name if isinstance(name, str) else ""))
    own = "" if sample(key) == "…" else ", but with your own day"
    hint = f"{line}{own}. {says}".replace("`", "").strip()
    return Diagnostic("missing-key", message, span, hint)


def sample(key: str) -> str:
    """What stands behind a colon in an example."""
    return SAMPLE_DAY if key in ("date", "updated", "published") else "…"


def bad_value(owner: type[Model] | None, document: YamlDocument, path: Path, refusal: Refusal) -> Diagnostic:
    """A value that its field refuses."""
    span = document.value_span(path)
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    typed = refusal.typed
    words = f"“{typed}”" if isinstance(typed, str) else "This"
    whose = f"An entry of “{key}”" if path and isinstance(path[-1], int) else f"“{key}”"
    match refusal.code:
        case "bad-choice":
            hint = did_you_mean(str(typed), refusal.choices) or "Choose one of the words above."
            message = f"{words} is not a {key}; it is one of {listed(refusal.choices)}"
            return Diagnostic("bad-choice", message, span, hint)
        case "empty-list":
            message = f"Nothing stands in “{key}”"
            return Diagnostic("empty-list", message, span, first_of(owner, document, key))
        case "bad-form":
            message, hint = FORMS[key]
            if key == "wikidata":
                hint = wikidata_hint(hint, str(typed), taken_out(document.key_span(path), span))
            return Diagnostic("bad-form", f"{words} {message}", span, hint)
        case "list-expected":
            message = f"“{key}” is a list, and no entry here begins with a dash"
            return Diagnostic("list-expected", message, span, dash_hint(span))
        case "group-expected" if not typed:
            hint = f"Write its parts behind it, so: {whole_entry(owner, key, '')} Or delete the dash."
            message = f"{whose} is empty: nothing stands behind the dash"
            return Diagnostic("group-expected", message, span, hint)
        case "group-expected":
            message = f"{whose} has several parts, and here stands a text alone"
            return Diagnostic("group-expected", message, span, parts_hint(owner, key, path, span))
    if refusal.code == "bad-date" and (day := in_year_of(document, str(typed))):
        message = f"{key}: {words} does not say the year"
        return Diagnostic("bad-date", message, span, f"If it is the year of “updated”, write {key}: {day}")
    # What names its thing itself needs no “id: This id …”.
    said = refusal.message
    message = said if re.match(rf"(?i)th(?:is|e) {key}\b", said) else f"{key}: {said}"
    hint = fitting_hint(owner, document, path, refusal) or refusal.hint
    return Diagnostic(refusal.code, message, span, hint)


def wikidata_hint(hint: str, typed: str, line: str) -> str:
    """What to write for a number that has a wrong form; where there is none in it, the `line` can go, too."""
    number = re.search(r"(?:^|[/:])[Qq]?([1-9][0-9]*)$", typed)
    return f"Write wikidata: Q{number[1]}" if number else f"{hint} Or delete {line}."


def in_year_of(document: YamlDocument, text: str) -> str:
    """The date that a text without a year names in the year in which its sheet was brought up to date."""
    year = str(value_at(document.value, ("story", "updated")))[:4]
    return in_year(text, int(year)) if re.fullmatch("[0-9]{4}", year) else ""


def fitting_hint(owner: type[Model] | None, document: YamlDocument, path: Path, refusal: Refusal) -> str:
    """How the line is written, where that can be told from what stands there; else empty."""
    key, typed = str(path[-1]), refusal.typed
    if isinstance(path[-1], int):
        return ""
    field = field_of(owner, key)
    match refusal.code:
        case "empty-value" if field and not field.is_required:
            out = taken_out(document.key_span(path), document.value_span(path))
            return f"Write the text behind the colon, or delete {out}."
        case "empty-value":
            return f"Write the text behind the colon: {key}: …"
        case "line-break" if len(str(typed)) <= LONGEST_OFFER:
            others = ", and delete its other lines" if "\n" in document.value_span(path).text else ""
            return f"Write it all in one line{others}: {key}: {written(' '.join(str(typed).split()))}"
        case "one-expected" if isinstance(typed, list) and typed and isinstance(typed[0], str):
            return f"Keep one, without [ ] or dashes, like {key}: {written(brief(typed[0]))}"
        case "text-expected" if isinstance(typed, dict):
            words = [one for one in typed.values() if isinstance(one, str)]
            place = document.value_span(path)
            below = "" if before_in_line(place).strip() else f", and delete {lines_of(place)}"
            text = written(brief(words[0])) if words else "…"
            return f"Write the text right after the colon{below}: {key}: {text}"
        case "bad-flag":
            return f"Write true or false. {text_of(owner, key)} False is as if “{key}” were left out."
    return ""


def lines_of(place: Span) -> str:
    """The lines of a place, by the words of the first."""
    first, *more = place.text.strip().split("\n")
    return f"the {len(more) + 1} lines from “{brief(first)}” on" if more else f"the line “{brief(first)}”"


def first_of(owner: type[Model] | None, document: YamlDocument, key: str) -> str:
    """What to write into a list that must not be empty: the id of a party, if it is one of parties."""
    says = first_sentence(text_of(owner, key))
    parties = value_at(document.value, ("parties",))
    entries = parties if isinstance(parties, list) else []
    first = next((str(one["id"]) for one in entries if isinstance(one, dict) and "id" in one), "")
    if key != "by" or not first:
        return says
    return f"{says.rstrip('.')}: write what stands behind “id:” under “parties:”, like {key}: {first}"


CARRIERS = ("title", "text", "topic", "party", "name", "to", "words")
"""What a text is most likely meant to be that stands alone where an entry belongs."""


def parts_hint(owner: type[Model] | None, key: str, path: Path, place: Span) -> str:
    """How an entry is written in place of a text alone; the head of a sheet has lines of its own."""
    if path == ("story",):
        below = HEAD.partition("\n")[2]
        return f"Leave only “story:” in this line, and write below it, with your own words and day:\n{below}"
    if (field := field_of(owner, key)) and field.model is None:
        return f"Write {key}: {{name: id}}, with a name of the article and the id of the party that it means."
    where = (
        "in its place, behind the dash" if before_in_line(place).rstrip().endswith("-") else "in its place"
    )
    return f"Write {where}: {whole_entry(owner, key, place.text.strip(QUOTES))}"


def whole_entry(owner: type[Model] | None, key: str, text: str) -> str:
    """An entry on one line, with what it cannot do without."""
    field = field_of(owner, key)
    model = field.model if field else owner
    fields = fields_of(model) if model else {}
    needed = [name for name, one in fields.items() if one.is_required]
    carrier = next((name for name in CARRIERS if name in needed), "") or next(
        (name for name in CARRIERS if name in fields), ""
    )
    needed += [carrier] if carrier and carrier not in needed else []
    needed += ["evidence"] if "evidence" in fields and carrier not in ("name", "party") else []
    values = {name: sample(name) for name in needed} | ({carrier: written(brief(text))} if text else {})
    if "id" in values:
        values["id"] = suggest_id(text)[:LONGEST_SHOWN].rstrip("-") or "…"
    inside = ", ".join(f"{name}: {value}" for name, value in values.items())
    words = " “evidence” takes words of the article, as they stand there." if "evidence" in values else ""
    day = f" and your own day for {SAMPLE_DAY}" if SAMPLE_DAY in values.values() else ""
    return f"“{{{inside}}}”, with your own words for each “…”{day}.{words}"


def dash_hint(span: Span) -> str:
    """How to begin the first entry of a list that has no dash, with its first lines as they then stand."""
    if span.text.startswith("{"):
        whole = "." if "\n" in span.text else f": [{brief(span.text)}]"
        return f"Put [ before it and ] behind it{whole}"
    left = " " * (span.column - 1)
    lines = [line for line in dedent(left + span.text).split("\n") if line.strip()]
    first, *more = map(brief, lines[:MOST_SHOWN] or ["…"])
    name = re.fullmatch(r"([\w-]+):", first)
    first = f"id: {name[1]}" if name else first
    if not more:
        return f"Begin each entry with a dash, the first one so: “- {first}”"
    end = ["  …"] if len(lines) > MOST_SHOWN else []
    shown = [f"- {first}", *(line if name else f"  {line}" for line in more), *end]
    start = "Begin each entry with a dash, and put 2 spaces more before its other lines:"
    return "\n".join([start, *(f"{left}{line}" for line in shown)])


def text_of(owner: type[Model] | None, key: str) -> str:
    """What the schema says of a field."""
    return description(owner, key) if owner else ""


def first_sentence(text: str) -> str:
    """The text up to its first full stop."""
    return text.split(". ")[0].rstrip(".") + "." if text else ""


def value_at(value: object, steps: Steps) -> object:
    """What stands at a place inside plain values; None where there is nothing."""
    for part in steps:
        if isinstance(value, Mapping) and isinstance(part, str):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
    return value


def field_of(model: type[Model] | None, key: str) -> Field | None:
    """The field of a model that a key names."""
    return fields_of(model).get(key) if model else None


def model_at(model: type[Model], steps: Steps) -> type[Model] | None:
    """The model that the keys at a place belong to."""
    current: type[Model] | None = model
    for part in steps:
        if isinstance(part, str):
            field = field_of(current, part)
            current = field.model if field else None
    return current
