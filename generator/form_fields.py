"""The forms of the browser, in the terms of Decap CMS, made from the model.

A field that names something offers what this story has: its parties, demands, events. What was added in the
same sitting is offered from the next time on that the forms are opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.docstrings import description
from generator.editor_schema import Kinds, kinds_by_model
from generator.fields import PROSE
from generator.folders import ARTICLE, FACT_SHEET, SHARED_FILE
from generator.form_values import is_flag, is_list, is_names
from generator.json_schema import plain
from generator.kinds import Choice, Field, Model, fields_of
from generator.library import Library, Node, find_node
from generator.model.base import written_order
from generator.model.sheets import FactSheet, FrontMatter, SharedParties

Form = dict[str, Any]

ROOT = "content"
"""How the folder of the content is called in the forms, whatever it is called on the disk."""
BASE = "_base"
"""The field that says which state of a file a form was filled from."""
TITLES = ("title", "name", "text", "claim", "words", "topic", "id")
LABELS = {
    "id": "Short name (id)",
    "by": "Who (by)",
    "of": "Of or to whom (of)",
    "to": "In response to",
    "see_also": "See also",
    "dates": "Events (dates)",
    "evidence": "Evidence, word for word",
    "quote": "Quotation, word for word",
}
"""What a field is called where its key alone would not say."""

SINGULAR = {
    "parties": "party", "demands": "demand", "dates": "event", "reactions": "reaction", "accounts": "account",
    "claims": "claim", "sources": "source", "updates": "update", "see_also": "link", "roles": "role",
    "positions": "position", "topics": "topic", "evidence": "passage", "aliases": "name", "names": "name",
}  # fmt: skip
"""What one entry of a list is called."""


class Forms:
    """The forms of one content folder as it is now."""

    def __init__(self, library: Library, root: str = ROOT) -> None:
        self.library, self.root = library, root
        self.kinds = kinds_by_model()

    def config(self, backend: Form, back: str) -> Form:
        """What the CMS is started with: where it saves, and where its way back to the site leads."""
        return {
            "backend": backend,
            "load_config_file": False,
            "media_folder": self.root,
            "site_url": back,
            "display_url": back,
            "search": False,
            "editor": {"preview": False},
            "collections": [*map(self.story, self.library.stories), self.shared()],
        }

    def story(self, story: Any) -> Form:
        """A story's two files."""
        title = story.sheet.head.value.headline if story.sheet.head else story.slug
        folder = f"{self.root}/{story.slug}"
        body = {"name": "body", "label": "Text of the article", "widget": "text"}
        return {
            "name": story.slug,
            "label": title,
            "format": "explainers",
            "files": [
                self.file("facts", "Facts", f"{folder}/{FACT_SHEET}", self.fields(FactSheet, story.slug)),
                self.file(
                    "article", "Article", f"{folder}/{ARTICLE}", [*self.fields(FrontMatter, story.slug), body]
                ),
            ],
        }

    def shared(self) -> Form:
        """The parties that stories share."""
        fields = self.fields(SharedParties, "")
        file = self.file("parties", "Parties", f"{self.root}/{SHARED_FILE}", fields)
        return {
            "name": "shared-parties",
            "label": "Parties of several stories",
            "format": "explainers",
            "files": [file],
        }

    def file(self, name: str, label: str, path: str, fields: Sequence[Form]) -> Form:
        """One file: its fields, and which state of it they were filled from."""
        hidden = {"name": BASE, "label": BASE, "widget": "hidden", "required": False}
        return {"name": name, "label": label, "file": path, "fields": [*fields, hidden]}

    def fields(self, model: type[Model], story: str) -> list[Form]:
        """A form field for each field of a model, in the order of sheets; the mark of drafts comes last."""
        names = sorted(written_order(model), key=lambda name: name == "draft")
        return [self.field(model, name, story) for name in names]

    def field(self, model: type[Model], name: str, story: str) -> Form:
        """One field, with the hint that the model gives."""
        field = fields_of(model)[name]
        inner = field.model
        common: Form = {
            "name": name,
            "label": LABELS.get(name, name.replace("_", " ").capitalize()),
            "required": field.is_required,
            "hint": plain(description(model, name)),
        }
        if name in SINGULAR:
            common["label_singular"] = SINGULAR[name]
        kinds = self.kinds.get(model.__name__, {}).get(name)
        if is_names(field):
            return {**common, **self.names(story)}
        if inner is not None and is_list(field):
            closed = {"collapsed": True, "minimize_collapsed": True, "summary": summary(inner)}
            return {**common, "widget": "list", **closed, "fields": self.fields(inner, story)}
        if inner is not None:
            return {**common, "widget": "object", "collapsed": False, "fields": self.fields(inner, story)}
        if kinds is not None:
            return {**common, **self.offered(kinds, story, is_list(field))}
        return {**common, **simple(field)}

    def names(self, story: str) -> Form:
        """Names that two parties share, each with the party it means."""
        name = {"name": "name", "label": "Name", "widget": "string"}
        party = {"name": "party", "label": "Party", **self.offered(frozenset({"party"}), story, False)}
        return {"widget": "list", "collapsed": True, "summary": "{{name}}", "fields": [name, party]}

    def offered(self, kinds: Kinds, story: str, several: bool) -> Form:
        """A choice among what there is to name; free text where there is nothing yet."""
        options = list(self.choices(kinds, story))
        if not options:
            return several_texts() if several else {"widget": "string"}
        return {"widget": "select", "options": options, **({"multiple": True} if several else {})}

    def choices(self, kinds: Kinds, story: str) -> Iterable[Mapping[str, str]]:
        """What a field may name: this story's own first, then what it is not the first to name."""
        nodes = [node for node in self.library.nodes.values() if node.kind in kinds]
        known: dict[str, Node] = {}
        for node in sorted(nodes, key=lambda node: (node.story not in (story, ""), node.kind, node.title)):
            for name in (node.id, node.key):
                if name and name not in known and find_node(self.library.nodes, story, name) is node:
                    known[name] = node
                    break
        for name, node in known.items():
            title = node.title if len(kinds) == 1 else f"{node.title} · {node.kind}"
            yield {"value": name, "label": f"{title} ({name})"}


def summary(model: type[Model]) -> str:
    """What stands for an entry of a list while it is closed."""
    found = [name for name in TITLES if name in fields_of(model)]
    named = "id" not in found or {"title", "name"} & set(found)
    main = next(iter(found or fields_of(model))) if named else "id"
    second = " · {{fields.id}}" if "id" in found and main != "id" else ""
    return f"{{{{fields.{main}}}}}{second}"


def simple(field: Field) -> Form:
    """The widget of a field that names nothing."""
    if is_flag(field):
        return {"widget": "boolean", "default": False}
    if isinstance(field.kind, Choice):
        return {"widget": "select", "options": [str(word) for word in field.kind.words]}
    if is_list(field):
        return several_texts()
    return {"widget": "text" if field.kind is PROSE else "string"}


def several_texts() -> Form:
    """A list of texts, each in a field of its own: commas in it part nothing."""
    return {"widget": "list", "field": {"name": "value", "label": "Text", "widget": "string"}}
