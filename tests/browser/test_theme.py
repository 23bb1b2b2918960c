"""What the theme does before a page is drawn, done from a file: light and dark, and a policy that holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import make_project
from test_content_policy import featured

from browser.real import SCHEMES, PageAt, Scheme, Seen, Server, hosted

if TYPE_CHECKING:
    from playwright.sync_api import Page

STORY = "energy-pause-call/"
NAMES = {"light": "default", "dark": "slate"}


def scheme_of(page: Page) -> str | None:
    found: str | None = page.get_attribute("body", "data-md-color-scheme")
    return found


def switch(page: Page) -> None:
    page.locator("form label.md-header__button:visible").click()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_light_and_dark_are_the_systems_until_a_reader_chooses(
    page_at: PageAt, server: Server, seen: Seen, scheme: Scheme
) -> None:
    page = page_at(STORY, scheme=scheme)
    other = NAMES["dark" if scheme == "light" else "light"]
    assert scheme_of(page) == NAMES[scheme]
    switch(page)
    assert scheme_of(page) == other
    page.goto(f"{server.url}{STORY}parties/")
    assert scheme_of(page) == other, "the choice is kept for the next page"
    switch(page)
    assert scheme_of(page) == NAMES[scheme]
    assert seen.complaints == []


def test_a_page_follows_the_system_while_it_is_open(page_at: PageAt) -> None:
    page = page_at(STORY, scheme="light")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("() => document.body.dataset.mdColorScheme === 'slate'")


def test_a_dark_page_is_never_drawn_light(page_at: PageAt) -> None:
    """The scheme stands before the first paragraph does: nothing flashes."""
    page = page_at(STORY, scheme="dark")
    page.add_init_script(
        """new MutationObserver(() => {
        if (document.querySelector("article")) window.first ??= document.body.dataset.mdColorScheme;
        }).observe(document, {childList: true, subtree: true})"""
    )
    page.reload()
    assert page.evaluate("window.first") == "slate"


OWN = "document$.subscribe(() => (document.title = 'by a script of our own'));"
EXTRA = "extra_javascript: [own.js]\n"


def test_a_script_of_an_editors_own_builds_on_the_themes(page_at: PageAt, seen: Seen, tmp_path: Path) -> None:
    """Then the theme's scripts run in their order, for the others ask them for things."""
    project = make_project(tmp_path)
    (project / "content/own.js").write_text(OWN, "utf-8")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(EXTRA)
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    page = page_at("")
    with hosted(project / "site") as url:
        page.goto(url, wait_until="load")
        page.wait_for_function("() => document.title === 'by a script of our own'")
    assert seen.complaints == []


INJECT = """() => {
    const add = (name, more) => document.body.append(Object.assign(document.createElement(name), more));
    add("script", {textContent: "window.ran = true"});
    add("img", {src: "https://elsewhere.example/x.png"});
    add("iframe", {src: "https://elsewhere.example/"});
    const button = document.createElement("button");
    button.setAttribute("onclick", "window.ran = true");
    document.body.append(button);
    button.click();
}"""


def test_the_policy_stops_script_in_the_page_and_foreign_requests(
    page_at: PageAt, server: Server, seen: Seen
) -> None:
    page = page_at(STORY)
    assert seen.complaints == [], "the theme's own features keep to the policy"
    stopped = {}
    page.on("requestfailed", lambda request: stopped.update({request.url: request.failure}))
    page.evaluate(INJECT)
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    foreign = [address for address in seen.requests if not address.startswith((server.url, "data:"))]
    assert {stopped.get(address) for address in foreign} <= {"csp"}
    assert len([one for one in seen.complaints if "Content Security Policy" in one]) >= 3


def test_the_search_works_under_the_policy(page_at: PageAt, seen: Seen) -> None:
    page = page_at(STORY)
    page.locator("input.md-search__input").click()
    page.keyboard.type("Sumy")
    page.wait_for_selector(".md-search-result__item")
    assert seen.complaints == []


def test_all_that_the_theme_can_do_keeps_to_the_policy(page_at: PageAt, seen: Seen, tmp_path: Path) -> None:
    """Pages that come without a load, previews, tabs, code to copy, marks of the search, light and dark."""
    page = page_at("")
    with hosted(tmp_path / "site") as url:
        featured(tmp_path, url)
        for path in ("404.html", "editors/mistakes/words/", "harbour-strike/article/", "about/"):
            page.goto(url + path, wait_until="load")
            page.wait_for_function("() => window.keyboard$")
        page.locator(".tabbed-labels label", has_text="There").click()
        page.locator(".md-clipboard, .md-code__button").first.click()
        page.locator("form label.md-header__button:visible").first.click()
        page.evaluate("window.stays = true")
        page.locator("article a", has_text="the strike").click()
        page.wait_for_url("**/harbour-strike/**")
        assert page.evaluate("window.stays"), "the page came without a load"
        page.locator("input.md-search__input").click()
        page.keyboard.type("strike")
        page.wait_for_selector(".md-search-result__item mark")
        page.locator("a.md-search-result__link").first.click()
        asked = [one for one in seen.requests if not one.startswith((url, "data:", "blob:"))]
    # A page that comes without a load has its data put in anew, as a script without a kind: that is stopped.
    assert [one for one in seen.complaints if not one.startswith("Executing inline script")] == []
    assert [one for one in asked if "127.0.0.1" not in one] == []
