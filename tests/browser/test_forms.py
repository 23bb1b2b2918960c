"""The forms in a real browser: somebody adds a reaction without having seen YAML."""

from __future__ import annotations

import difflib
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from conftest import make_project

from browser.real import ROOT, Seen
from generator.form_bundle import bundle_folder
from generator.form_server import BUNDLE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STORY = "content/energy-pause-call/facts.yaml"
FORM = "admin/#/collections/energy-pause-call/entries/facts"
PATIENCE = 30_000


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The real story in a project of its own, as `mkdocs serve` shows it."""
    if not (bundle_folder() / BUNDLE).is_file():
        pytest.skip("the forms are not set up: run `make forms`")
    folder = make_project(tmp_path_factory.mktemp("forms") / "project", ROOT / "content")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    words = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with (folder / "terminal.txt").open("wb") as terminal:
        process = subprocess.Popen(words, cwd=folder, env=environment, stdout=terminal, stderr=terminal)
    try:
        url = f"http://127.0.0.1:{port}/pages/"
        end = time.monotonic() + 30
        while True:
            try:
                urlopen(url, timeout=5).close()
                break
            except (URLError, ConnectionError):
                assert time.monotonic() < end, (folder / "terminal.txt").read_text()
                time.sleep(0.2)
        yield folder, url
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture
def form(browser: Browser, project: tuple[Path, str], seen: Seen) -> Iterator[Page]:
    """The form of the story's facts."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    seen.watch(page)
    page.goto(project[1] + FORM)
    page.get_by_role("button", name="Add reaction").wait_for()
    yield page
    page.close()


def choose(page: Page, place: str, words: str) -> None:
    """Choose something in a field that offers what there is."""
    label = page.locator(f'label[for^="{place}-field"]').last
    # The label and its field stand in one box; the field's own input is the first one in there.
    box = label.locator("xpath=ancestor::div[.//input][1]")
    box.locator("input[role=combobox], input[type=text]").first.fill(words)
    page.get_by_role("option", name=re.compile(words, re.IGNORECASE)).first.click()


def save(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^(Save|Publish)$")).click()
    page.get_by_role("menuitem", name=re.compile("^(Save|Publish) now$")).click()
    page.get_by_text(re.compile("Entry (saved|published)")).first.wait_for()


def test_a_reaction_is_added_saved_and_on_the_page(
    form: Page, project: tuple[Path, str], browser: Browser, seen: Seen
) -> None:
    folder, url = project
    before = (folder / STORY).read_text("utf-8")
    form.get_by_role("button", name="Add reaction").click()
    form.locator('[id^="id-field"]').last.fill("a-made-up-reaction")
    choose(form, "by", "United States")
    choose(form, "to", "energy-pause")
    choose(form, "stance", "welcomes")
    form.locator('[id^="text-field"]').last.fill("Says: “a test” – 'nothing' more.")
    save(form)
    form.get_by_role("button", name="Load the form again").wait_for()
    after = (folder / STORY).read_text("utf-8")
    matcher = difflib.SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False)
    ((_, start, end, first, last),) = (code for code in matcher.get_opcodes() if code[0] != "equal")
    assert start == end, "nothing went"
    assert [line.strip() for line in after.splitlines()[first:last] if line] == [
        "- id: a-made-up-reaction",
        "by: united-states",
        "to: energy-pause",
        "stance: welcomes",
        "text: \"Says: “a test” – 'nothing' more.\"",
    ]
    page = browser.new_page()
    page.goto(f"{url}energy-pause-call/reactions/")
    page.get_by_text("Says: “a test” – 'nothing' more.").first.wait_for(timeout=PATIENCE)
    page.close()
    assert {address for address in seen.requests if not address.startswith((url, "data:", "blob:"))} == set()
    assert seen.complaints == []


def test_what_a_save_makes_worth_a_look_is_told(form: Page, project: tuple[Path, str], seen: Seen) -> None:
    """A quotation that stands nowhere is refused; an event without words is saved, and said."""
    path = project[0] / STORY
    before = path.read_text("utf-8")
    form.get_by_role("button", name="Add event").click()
    for name, words in {
        "id": "a-day",
        "date": "2025-03-19",
        "title": "A made-up day",
        "quote": "Not a word",
    }.items():
        form.locator(f'[id^="{name}-field"]').last.fill(words)
    form.get_by_role("button", name=re.compile("^(Save|Publish)$")).click()
    form.get_by_role("menuitem", name=re.compile("^(Save|Publish) now$")).click()
    form.get_by_text("This quotation does not stand word for word").first.wait_for()
    assert form.get_by_text("API_ERROR").count() == 0, "words for programmers"
    assert path.read_text("utf-8") == before
    form.locator('[id^="quote-field"]').last.click()
    form.keyboard.press("Control+A")
    form.keyboard.press("Delete")
    save(form)
    told = form.get_by_role("status").filter(has_text="Worth a look")
    told.get_by_text("Fill in “evidence”").wait_for()
    assert "A made-up day" in path.read_text("utf-8")
    told.get_by_role("button", name="Close").click()
    told.wait_for(state="hidden")
    path.write_text(before, "utf-8")


def test_a_headline_is_one_line_and_a_change_elsewhere_is_not_lost(
    form: Page, project: tuple[Path, str]
) -> None:
    path = project[0] / STORY
    before = path.read_text("utf-8").splitlines()
    field = form.locator('[id^="headline-field"]').first
    field.fill("The call, in short")
    save(form)
    after = path.read_text("utf-8").splitlines()
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        "  headline: The call, in short"
    ]
    path.write_text("# Somebody else was here.\n" + "\n".join(after) + "\n", "utf-8")
    field.fill("The call, once more")
    form.get_by_role("button", name=re.compile("^(Save|Publish)$")).click()
    form.get_by_role("menuitem", name=re.compile("^(Save|Publish) now$")).click()
    form.get_by_text("Somebody changed this file").first.wait_for()
    assert "once more" not in path.read_text("utf-8")
