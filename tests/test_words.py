"""No word that readers see stands outside the catalogue: not in a template, a style or a module of pages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

ROOT = Path(__file__).parent.parent
FORMS = ROOT / "templates/forms"
"""For editors on their own computer: told in English, like mistakes."""
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.html") if FORMS not in path.parents)
STYLES = sorted((ROOT / "templates").rglob("*.css"))
MODULES = sorted((ROOT / "generator/pages").glob("*.py")) + [
    ROOT / "generator" / name
    for name in ("graph.py", "related.py", "outputs/markdown.py", "outputs/search.py")
]

NOT_YET: frozenset[str] = frozenset()
"""Files whose words are still to move to the catalogue. One that holds none must leave this list."""

ALLOWED = {
    "generator/pages/desk.py": {"Made", "Entries"},
    "generator/pages/editors.py": {" › "},
}
"""What looks like words and is none, by file."""

PLACE = "\0"
"""Stands for a value."""
TAG = re.compile(r"<!--.*?-->|<[^<>]*(?:>|\Z)", re.DOTALL)
ENTITY = re.compile(r"&#?\w+;")
READ_OUT = re.compile(
    r'\s(?:aria-label|aria-description|aria-roledescription|title|alt|placeholder)="([^"]*)"'
)
ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"?')
LETTER = re.compile(r"[^\W\d_]")
WORDS = re.compile(r"[A-Z][a-z]|[^\W\d_] [^\W\d_]")
"""A capital, or two words: keys, names of classes and kinds have neither."""
PRINTED = re.compile(r'content:\s*"([^"]*[^\W\d_][^"]*)"')
LABELS = {"Section": 1, "Link": 0, "Tag": 1, "When": 0, "Piece": 0}
"""Which argument of a view readers see."""
LABEL_KEYWORDS = frozenset({"title", "label", "description", "kind_words", "check_words", "note", "word"})


def words_in(path: Path) -> list[str]:
    """The words that a file itself brings to readers."""
    text = path.read_text("utf-8")
    find = {".html": in_template, ".py": in_module, ".css": in_style}[path.suffix]
    allowed = ALLOWED.get(path.relative_to(ROOT).as_posix(), set())
    return [words for words in find(text) if words not in allowed]


def in_template(source: str) -> Iterator[str]:
    """Letters between and in the tags of a template, and texts among its expressions."""
    html = ""
    for _, kind, value in Environment(autoescape=True).lex(source):
        if kind == "data":
            html += value
        elif kind == "variable_begin":
            html += PLACE
        elif kind == "string" and WORDS.search(ATTRIBUTE.sub("", TAG.sub("", value[1:-1]))):
            yield value[1:-1]
    yield from (words for words in READ_OUT.findall(html) if LETTER.search(words))
    for words in ENTITY.sub("", ATTRIBUTE.sub("", TAG.sub("\n", html))).split("\n"):
        if LETTER.search(words):
            yield words.strip()


def in_style(source: str) -> Iterator[str]:
    """Words that a style sheet prints."""
    yield from PRINTED.findall(source)


def in_module(source: str) -> Iterator[str]:
    """Texts of a module, but for docstrings: those that look like words, and whatever is given as a label."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    apart = docstrings | parts
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from (text for text in map(text_of, labels_of(node)) if LETTER.search(text))
        text = "" if id(node) in apart else text_of(node)
        yield from (words for words in READ_OUT.findall(text) if LETTER.search(words))
        if WORDS.search(TAG.sub("", text)):
            yield text


def text_of(node: ast.AST) -> str:
    """A text as it is written, with a mark for each value; empty where there is none."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or PLACE for part in node.values)
    return ""


def labels_of(call: ast.Call) -> list[ast.expr]:
    """The arguments of a view that readers see."""
    name = getattr(call.func, "id", "")
    found = [keyword.value for keyword in call.keywords if keyword.arg in LABEL_KEYWORDS]
    if name in LABELS and len(call.args) > LABELS[name]:
        found.append(call.args[LABELS[name]])
    return found


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [*TEMPLATES, *STYLES, *MODULES], ids=named)
def test_words_for_readers_come_from_the_catalogue(path: Path) -> None:
    found = words_in(path)
    if named(path) in NOT_YET:
        assert found, f"{named(path)} brings no words of its own any more: take it off NOT_YET"
    else:
        assert not found, f"move these to generator/languages/en.yaml: {found}"


def test_every_file_on_the_list_is_there() -> None:
    assert {named(path) for path in [*TEMPLATES, *MODULES]} >= NOT_YET


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Updated {{ when }}</p>", ["Updated \0"]),
        ('<nav aria-label="This story"></nav>', ["This story"]),
        ('<a title="{{ one }} more">{{ x }}</a>', ["\0 more"]),
        ('{{ ui.pair("Settled by", x) }}', ["Settled by"]),
        ("{% if a %}yes{% endif %}", ["yes"]),
        ('<p class="ex-note" data-tone="{{ t }}">{{ say("a.b") }}&#160;→ 3</p>', []),
        ('{# A remark. #}{{ x|link(here, "ex-edit") }}<!-- one -->{% if t == "rejects" %}·{% endif %}', []),
    ],
)
def test_words_in_templates_are_found(template: str, found: list[str]) -> None:
    assert list(in_template(template)) == found


@pytest.mark.parametrize(
    ("module", "found"),
    [
        ('Section("a", "seen", "facts", x)', ["seen"]),
        ('PageView(title="seen")', ["seen"]),
        ('x = f"{n} facts rest"', ["\0 facts rest"]),
        ('x = "Seen"', ["Seen"]),
        ('x = f\'<a aria-label="Fact {n}" href="#{n}">{n}</a>\'', ["Fact \0"]),
        ('"""A docstring."""\nx = f\'<a class="fact-ref" href="#note.{n}">{n}</a>\'\ny = say("a.b")', []),
        ('Section("a", say("a.b"), "facts", f"{x}/{y}")', []),
    ],
)
def test_words_in_modules_are_found(module: str, found: list[str]) -> None:
    assert list(in_module(module)) == found


def test_words_in_styles_are_found() -> None:
    assert list(in_style('a::after { content: " (out)"; } b::before { content: " · "; }')) == [" (out)"]
