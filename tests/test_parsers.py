"""What reads something smaller than a sheet takes whatever it is given: it understands, or says why not.

Sheets and articles as a whole are tried in `test_properties.py`.
"""

from __future__ import annotations

import json
from contextlib import suppress
from copy import deepcopy
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import at_length
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from stories import write_story
from test_properties import ODD, at, places

from generator.answers import understood
from generator.article import PARSER, parse_article
from generator.commands.project import project_of
from generator.form_files import FormFiles
from generator.form_server import FormServer
from generator.importing import import_text
from generator.importing.markdown import as_markdown
from generator.inline_places import places as token_places
from generator.kinds import Model, fields_of, read_entry
from generator.model.entries import (
    AccountTopic,
    Claim,
    Demand,
    DemandPosition,
    Event,
    Party,
    Reaction,
    Role,
    SeeAlso,
    Source,
    Update,
)
from generator.source import SourceFile
from generator.web_pages import reading
from generator.web_pages.extracting import answer
from generator.web_pages.reading import UnreadableError, import_page
from generator.yaml_document import read_yaml

DAY = date(2031, 2, 20)

# Links and marks of see-also

SIGNS = "[[ ]] [[union]] [[a|b]] | [ ] ]( ) ![ < > https://example.org http:// //x #x \\ &amp; &#x5b; ` `` *"
PIECES = st.sampled_from(
    [
        *SIGNS.split(),
        *(
            "See also:",
            "see also :",
            "SEE ALSO: ",
            "\n",
            "**",
            "_",
            "\n\n",
            "> ",
            "- ",
            "  \n",
            '"c"',
            " ",
            "ü",
            "港",
        ),
        "[a]: https://example.org 'b'\n",
    ]
)
MARKED = st.text(max_size=60) | st.lists(PIECES | st.text(max_size=4), max_size=25).map("".join)


@at_length(settings())
@given(MARKED, st.sampled_from(["", "See also: ", "> See also: ", "- see also: "]))
def test_any_marks_are_read_and_what_is_told_stands_in_the_text(words: str, before: str) -> None:
    source = SourceFile("article.md", before + words)
    article, problems = parse_article(source, 0, {"union": "Dock Union"}.get)
    for span in (*(one.span for one in problems), *(one.span for one in article.own_links)):
        assert 0 <= span.start <= span.end <= len(source.text)
    for block in article.blocks:
        for reference in block.references:
            assert reference.target in reference.span.text


@at_length(settings())
@given(MARKED)
def test_a_token_has_its_place_in_its_own_block(words: str) -> None:
    source = SourceFile("article.md", words)
    for token in PARSER.parse(words, {"title_of": {"union": "Dock Union"}.get}):
        children = token.children or []
        block = source.span(0, len(words))
        found = token_places(children, block)
        assert len(found) == len(children)
        for child, place in zip(children, found, strict=True):
            assert 0 <= place.start <= place.end <= len(words)
            if child.type == "text" and not set("\\&\0\t") & set(words):
                assert child.content in place.text
                assert place == block or place.text == child.content


@at_length(settings())
@given(MARKED | st.text(), st.sampled_from(["to", "on", "title", "reason"]))
def test_any_target_is_an_address_an_id_or_refused(words: str, key: str) -> None:
    entry = {"to": "union", "reason": "Because", key: words}
    link, mistakes = read_entry(SeeAlso, entry)
    assert mistakes or (link and link.to)
    if link:
        assert not link.to.lower().startswith(("javascript:", "data:", "//"))


# Settings

GOOD_SETTINGS = """\
site_name: A
site_url: !ENV [SITE, "https://example.org/x"]
docs_dir: content
plugins:
  - search
  - explainers:
      rules:
        thin-page: off
        missing-evidence: error
extra_javascript: [a.js, {path: b.js}]
theme: {name: material, language: de}
"""
SETTINGS = yaml.safe_load(GOOD_SETTINGS.replace("!ENV ", ""))


SLIPS = ["!x ", "&a ", "*a", "!ENV ", "? ", "<<: ", "- ", "\t"]


@st.composite
def settings_files(draw: DrawFn) -> bytes:
    """Settings with a few values that nobody meant, or a slip of the hand, or any bytes."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary())
    if draw(st.booleans()):
        start = draw(st.integers(0, len(GOOD_SETTINGS)))
        end = draw(st.integers(start, min(len(GOOD_SETTINGS), start + 12)))
        slip = draw(
            st.text(max_size=8) | st.sampled_from(["!x ", "&a ", "*a", "!ENV ", "? ", "<<: ", "- ", "\t"])
        )
        return (GOOD_SETTINGS[:start] + slip + GOOD_SETTINGS[end:]).encode("utf-8", "surrogatepass")
    tree = deepcopy(SETTINGS)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(list(places(tree))))
        at(tree, path[:-1])[path[-1]] = deepcopy(draw(st.sampled_from(ODD)))
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode("utf-8", "surrogatepass")


@at_length(settings())
@given(settings_files())
def test_no_settings_make_a_command_raise(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    folder = tmp_path_factory.getbasetemp() / "settings"
    folder.mkdir(exist_ok=True)
    (folder / "mkdocs.yml").write_bytes(raw)
    project = project_of(folder / "content")
    for one in project.problems:
        assert one.code == "bad-setting"
        assert one.message
        assert one.hint
        assert 0 <= one.span.start <= one.span.end <= len(one.span.source.text)


# Import

LINES = st.sampled_from(
    [
        *("Crane drivers stop work", "By Ann Lee", "20 February 2031", "ADVERTISEMENT", "Read more", "- one"),
        *("1. two", "> said", "“More pay,” she said.", "Photo: B. Roe", "Share", "Listen to this story"),
        *("See also: the quay", "https://example.org/a", "The drivers have stopped work on Monday.", ""),
    ]
)
COPIED = st.lists(LINES | MARKED | st.text(), max_size=20).map("\n".join)


@at_length(settings())
@given(COPIED)
def test_any_copied_text_becomes_an_article_that_can_be_read(text: str) -> None:
    found = import_text(text)
    written = as_markdown(found, DAY)
    assert not found.paragraphs or written
    parse_article(SourceFile("article.md", written), 0, lambda _: None)


HTML = "<p> </p> <div> </div> <article> </article> <h1> </h1> <h2> </h2> <ul> <li> </ul> </a> <!-- --> <br>"
MORE_HTML = "<table><tr><td> <figure><figcaption> <style> <svg> <title> </title> <blockquote> <em> &#0;"
TAGS = st.sampled_from(
    [
        *HTML.split(),
        *MORE_HTML.split(),
        *("<a href='//x'>", "<a href='https://[x'>", "<img alt='a' src=b>", "<time datetime='2031-02-30'>"),
        '<script type="application/ld+json">',
        '{"@type": "NewsArticle", "headline": 3, "articleBody": [1]}',
        *("</script>", "<meta name=author content=x>", "<html lang='x y'>"),
        "The drivers have stopped work on Monday, and nobody knows for how long they will. " * 3,
    ]
)


@at_length(settings(max_examples=40))
@given(st.lists(TAGS | st.text(max_size=8), max_size=40).map("".join) | st.text())
def test_any_page_becomes_an_article_or_is_told_why_not(html: str) -> None:
    """In this process, which is quicker: the command gives each page one of its own."""
    pytest.importorskip("trafilatura", reason="trafilatura is not installed: run `make import`")
    found = answer(html)
    assert "could not be taken apart" not in found.problem
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "taken_apart", lambda _: found)
        with suppress(UnreadableError):
            article = import_page(html.encode("utf-8", "replace"))
            parse_article(SourceFile("article.md", as_markdown(article, DAY)), 0, lambda _: None)
            assert all(isinstance(line, str) for line in article.told)


# Answers at a terminal

FIELDS = [
    (model, name)
    for model in (
        *(Demand, DemandPosition, Event, Reaction, AccountTopic, Claim, Source, Update, SeeAlso, Party, Role),
    )
    for name in fields_of(model)
]
OFFERED = {"union": "Dock Union", "board": "Harbour Board", "unión": ""}
TYPED = st.text() | st.sampled_from(
    [
        "7 July 2027",
        "last May",
        "12/3/31",
        "yes",
        "no",
        "1,2",
        ",",
        "dock",
        "UNION, board",
        "https://a",
        "?",
        "~",
    ]
)


@at_length(settings())
@given(st.sampled_from(FIELDS), TYPED, st.sampled_from([{}, OFFERED]))
def test_any_answer_is_understood_or_told_why_not(
    field: tuple[type[Model], str], text: str, offered: dict[str, str]
) -> None:
    model, name = field
    found = understood(model, name, text, offered)
    assert bool(found.problem) != bool(found.value)


# Forms

ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["union", "x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
FILES = [
    "content/port/facts.yaml",
    "content/port/article.md",
    "content/parties.yaml",
    "content/../x",
    "",
    "a\0b",
]
ENTRIES = """
parties: [{id: union, name: Dock Union}, {id: board, name: Harbour Board}]
demands:
- {id: pay, by: union, of: board, text: "More pay.", evidence: stopped work}  # asked
reactions: [{id: no, by: board, to: pay, stance: rejects, text: No., date: 2031-02}]
"""


AS_WRITTEN: dict[str, bytes] = {}
"""The files of the story, by their names in the content folder."""


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> FormServer:
    """The server of forms, over one small story."""
    content = write_story(tmp_path_factory.mktemp("forms") / "content", ENTRIES)
    (content / "parties.yaml").write_text("parties: [{id: crew, name: Crew}]\n", "utf-8")
    files = (path for path in content.rglob("*.*") if path.is_file())
    AS_WRITTEN.update({str(path.relative_to(content)): path.read_bytes() for path in files})
    return FormServer(lambda *_: [], FormFiles(content), Path("none"), Path("none"))


def ask(forms: FormServer, body: bytes) -> tuple[str, Any]:
    """What the forms answer to a request of their own page."""
    given_status: list[str] = []
    environ = {
        "PATH_INFO": "/admin/api", "REQUEST_METHOD": "POST", "HTTP_HOST": "127.0.0.1:80", "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1", "HTTP_ORIGIN": "http://127.0.0.1:80", "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body),
    }  # fmt: skip
    (content,) = forms(environ, lambda status, _: given_status.append(status))
    return given_status[0], json.loads(content)


@at_length(settings(max_examples=60))
@given(st.binary() | ANY_JSON.map(lambda value: json.dumps(value).encode()))
def test_no_request_makes_the_forms_fail(forms: FormServer, body: bytes) -> None:
    status, said = ask(forms, body)
    assert status[0] == "4"
    assert said["error"]


@at_length(settings(max_examples=60))
@given(st.data(), st.sampled_from(FILES), ANY_JSON)
def test_whatever_a_form_sends_is_saved_or_refused_and_the_file_can_be_read(
    forms: FormServer, data: st.DataObject, name: str, odd: Any
) -> None:
    before = {forms.files.content / file: text for file, text in AS_WRITTEN.items()}
    for one, old in before.items():
        one.write_bytes(old)
    loaded = ask(forms, json.dumps({"action": "getEntry", "params": {"path": name}}).encode())[1]
    values = json.loads(loaded["data"]) if "data" in loaded else {}
    known = list(places(values))
    if known:
        path = data.draw(st.sampled_from(known))
        at(values, path[:-1])[path[-1]] = odd
    raw = json.dumps({"form": "a", "values": values})
    request = {"action": "persistEntry", "params": {"dataFiles": [{"path": name, "raw": raw}]}}
    status, said = ask(forms, json.dumps(request).encode())
    assert status[:3] in {"200", "400", "409", "422"}
    assert "error" in said or said["message"] == "saved"
    for one, old in before.items():
        assert status[:3] == "200" or one.read_bytes() == old
        if one.suffix == ".yaml":
            document, problems = read_yaml(SourceFile(one.name, one.read_text("utf-8")))
            assert document
            assert not problems
