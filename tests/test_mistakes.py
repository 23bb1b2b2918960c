"""Every mistake that can be told has its help, and its examples are as they are told there."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Html, Pages
from examples import found_in

import generator
from generator import checks, importing
from generator.build import Build
from generator.catalogue import Catalogue
from generator.checks import CODES, DATED_CODES
from generator.mistakes import GROUPS, Mistake, help_address, mistakes
from generator.pages.mistakes import mistake_pages
from generator.reports import as_text

LEFTOVERS = Path(inspect.getfile(importing))
"""What it names are leftovers of a page, and no mistakes of an editor."""
MODULES = sorted(set(Path(generator.__file__).parent.rglob("*.py")) - {LEFTOVERS})
MAKERS = {"Diagnostic": 0, "_Fault": 0, "refuse": 0, "Leftover": 1, "Fault": 0, "Refusal": 1}
"""What is given a code, and the place of the code among its arguments."""
PASSED_ON = {
    "raw.code", "fault.code", "p.code", "code", "refusal.code", "refused.code",
}  # fmt: skip
"""Arguments that hold a code which was given elsewhere."""
WITHOUT_EXAMPLE = {
    "yaml": {"yaml-syntax"},
    "values": {"too-long", "too-many"},
    "files": {
        "bad-setting", "no-stories", "bad-folder-name", "symbolic-link", "active-file", "not-a-file",
        "not-a-regular-file",
        "file-too-large", "unreadable-file", "not-utf-8", "control-character", "invisible-character",
        "unclosed-direction", "line-separator", "combining-marks",
    },
    "article": {"line-too-long", "paragraph-too-long"},
}  # fmt: skip
"""What no few lines of text can show: files that are none, and characters that nobody sees."""


def codes_in(path: Path) -> Iterator[str]:
    """The codes that a module gives to mistakes."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MAKERS:
            at = MAKERS[getattr(node.func, "id", "")]
            for argument in node.args[at : at + 1]:
                yield from codes_of(argument)


def codes_of(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.Constant):
        yield str(argument.value)
    elif isinstance(argument, ast.IfExp):
        yield from (*codes_of(argument.body), *codes_of(argument.orelse))
    else:
        assert ast.unparse(argument) in PASSED_ON, ast.unparse(argument)


def told() -> set[str]:
    return {code for path in MODULES for code in codes_in(path)}


def test_every_code_has_its_help_and_no_help_is_without_a_code() -> None:
    assert len(told()) > 120
    assert told() == set(mistakes())


def test_a_code_stands_once() -> None:
    text = "".join(
        (Path(inspect.getfile(Mistake)).parent / f"{name}.md").read_text("utf-8") for name in GROUPS
    )
    codes = re.findall(r"^## ([a-z0-9-]+) \(", text, re.MULTILINE)
    assert len(codes) == len(set(codes)) == len(mistakes())


def test_what_a_mistake_means_is_told_once_by_its_rule_or_in_its_group() -> None:
    by_rule = {*CODES, *DATED_CODES}
    assert {code for code, one in mistakes().items() if not one.text} == by_rule


def test_rules_tell_the_codes_that_are_said_to_be_theirs() -> None:
    for code, rule in {**CODES, **DATED_CODES}.items():
        module = Path(checks.__file__).parent.parent.parent / f"{rule.__module__.replace('.', '/')}.py"
        assert code in codes_in(module), code


def test_all_mistakes_that_lines_can_show_have_an_example() -> None:
    bare = {
        group: {c for c, one in mistakes().items() if one.group == group and not one.wrong}
        for group in GROUPS
    }
    assert {group: codes for group, codes in bare.items() if codes and group != "site"} == WITHOUT_EXAMPLE


EXAMPLES = [one for one in mistakes().values() if one.wrong]


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: one.code)
def test_an_example_goes_wrong_as_its_help_says(one: Mistake, tmp_path: Path) -> None:
    """One mistake and no other, in the very words of the page."""
    found = found_in(tmp_path / "content", one.wrong)
    assert [(each.code, each.severity) for each in found] == [(one.code, one.severity)]
    assert as_text(found) + "\n" == one.message


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: one.code)
def test_a_mended_example_is_silent(one: Mistake, tmp_path: Path) -> None:
    assert one.mended
    assert as_text(found_in(tmp_path / "content", one.mended)) == ""


JARGON = re.compile(
    r"\b(scalar|mapping|sequence|node|null|string|int|float|boolean|parse|token|syntax|invalid|NoneType|exception)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: one.code)
def test_messages_are_words_for_somebody_who_knows_no_yaml(one: Mistake) -> None:
    said = one.message.partition("\n")[0].partition("]: ")[2]
    assert not JARGON.search(said.replace(one.code, ""))
    assert "= help: " in one.message


def test_each_code_leads_to_its_place_on_a_page(built: Build, pages: Pages) -> None:
    for code in mistakes():
        page, _, anchor = help_address(code).partition("#")
        assert anchor == code
        assert code in {
            section.anchor for view in built.pages if view.address == page for section in view.sections
        }
        assert pages[page].tree.css("pre") or page.endswith("/site/")
    assert help_address("no-such-code") == ""


def test_the_list_leads_to_every_mistake(pages: Pages) -> None:
    links = set(pages["editors/mistakes/"].targets())
    assert links >= {tuple(help_address(code).split("#")) for code in mistakes()}
    assert ("editors/mistakes/", "") in pages["editors/"].targets()


def test_help_shows_the_lines_the_message_and_the_lines_mended(pages: Pages) -> None:
    text = pages["editors/mistakes/words/"].tree.text()
    one = mistakes()["other-speaker"]
    for words in (
        one.title,
        one.message.rstrip(),
        *(each.text.rstrip() for each in (*one.wrong, *one.mended)),
    ):
        assert words in text
    assert "The article says in plain words that somebody else said this quotation." in text


def test_help_is_kept_out_of_the_navigation_and_in_the_other_language_marked_as_english(
    built: Build,
) -> None:
    assert not any(view.in_nav for view in built.pages if view.kind == "mistakes")
    german = list(mistake_pages(Catalogue("de")))
    assert german[0].title == "Was schiefgehen kann"
    assert all(getattr(section.view, "language", "") == "en" for view in german for section in view.sections)


def test_the_page_type_is_html_that_the_theme_can_show(pages: Pages) -> None:
    page: Html = pages["editors/mistakes/yaml/"]
    assert len(page.ids) == len(set(page.ids))
