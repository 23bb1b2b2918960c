"""Every kind of page, on a phone, a tablet and a desk, by day and by night."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from browser.real import SCHEMES, WIDTHS, PageAt, Scheme, Seen, Server, checker

if TYPE_CHECKING:
    from playwright.sync_api import Page

STORY = "energy-pause-call/"
OPEN_ALL = "document.querySelectorAll('.md-content details').forEach(one => one.open = true)"
LINKS_IN_VIEW = """which => [...document.querySelectorAll("article a[href]")].filter(
    one => one.checkVisibility() && one.matches(which)
    ).map(one => new URL(one.getAttribute("href"), document.baseURI).href)"""
BROKEN_NAMES = """() => [...document.querySelectorAll(".ex-matrix__table thead a")].flatMap(link => {
    const range = document.createRange(), broken = [];
    const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) for (const word of walker.currentNode.data.matchAll(/\\S+/g)) {
        range.setStart(walker.currentNode, word.index);
        range.setEnd(walker.currentNode, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
        if (lines.size > 1) broken.push(word[0]);
    }
    return broken;
})"""
RUN_AXE = """async () => (await axe.run(
    document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}})).violations"""


def violations(page: Page) -> list[str]:
    """What axe-core objects to, with the first element it means."""
    page.evaluate(checker("axe-core", "axe.min.js").read_text("utf-8"))
    found: list[dict[str, Any]] = page.evaluate(RUN_AXE)
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def sideways(page: Page) -> int:
    """By how many pixels a page is wider than its window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_kind_of_page(page_at: PageAt, server: Server, seen: Seen, width: int, scheme: Scheme) -> None:
    """Accessible, no wider than the window, without complaint, and asking nobody else for anything."""
    for kind, path in server.kinds().items():
        page = page_at(path, width=width, scheme=scheme)
        page.evaluate(OPEN_ALL)
        assert (kind, sideways(page)) == (kind, 0)
        assert (kind, violations(page)) == (kind, [])
        page.close()
    assert seen.complaints == []
    assert [address for address in seen.requests if not address.startswith((server.url, "data:"))] == []


def test_accessible_before_the_themes_script(page_at: PageAt, server: Server) -> None:
    """The theme's script comes after the first paint: nobody has to wait for it, nor for what it mends."""
    page = page_at("", width=360)
    page.route("**/bundle.*.js", lambda route: route.abort())
    for kind in ("story", "article", "editors", "mistakes"):
        page.goto(server.url + server.kinds()[kind], wait_until="load")
        page.evaluate(OPEN_ALL)
        assert (kind, violations(page)) == (kind, [])
        assert (kind, sideways(page)) == (kind, 0)


def test_axe_sees_a_planted_defect(page_at: PageAt) -> None:
    page = page_at(STORY)
    page.evaluate("document.querySelector('.md-content').append(document.createElement('button'))")
    assert any(one.startswith("button-name") for one in violations(page))


def test_too_wide_a_page_is_seen(page_at: PageAt) -> None:
    page = page_at(STORY, width=360)
    page.evaluate("document.querySelector('h1').style.width = '900px'")
    assert sideways(page) > 0


def test_complaints_and_foreign_requests_are_seen(page_at: PageAt, server: Server, seen: Seen) -> None:
    page = page_at("", policy=False)
    page.evaluate("console.error('planted'); fetch('http://127.0.0.1:9/elsewhere').catch(() => 0)")
    page.wait_for_timeout(200)
    assert "planted" in seen.complaints
    assert any(not address.startswith(server.url) for address in seen.requests)


def words(page: Page) -> list[str]:
    """The words of a page's content, whether or not they are folded away."""
    text: str = page.evaluate("document.querySelector('article').textContent")
    return re.findall(r"\w+", text)


def test_all_facts_are_there_without_scripts(page_at: PageAt, server: Server) -> None:
    """Scripts may add buttons; they hold no fact."""
    for kind, path in server.kinds().items():
        plain = page_at(path, script=False)
        told = set(words(page_at(path)))
        kept = plain.locator("article").text_content() or ""
        assert (kind, len(kept) > 200) == (kind, True)
        lost = told - set(re.findall(r"\w+", kept))
        assert (kind, {word for word in lost if word[:1].isupper() and len(word) > 8}) == (kind, set())


def focused(page: Page) -> dict[str, str]:
    """What has the focus: its element, words and address."""
    found: dict[str, str] = page.evaluate(
        """() => { const one = document.activeElement, href = one.getAttribute("href");
        return {tag: one.localName, words: one.textContent.trim().slice(0, 60),
                href: href === null ? "" : new URL(href, document.baseURI).href,
                seen: String(one.getClientRects().length > 0), part: one.closest("[data-part]")?.dataset.part
                || one.closest("section, .ex-section")?.id || ""}; }"""
    )
    return found


def test_the_keyboard_reaches_everything_in_view(page_at: PageAt) -> None:
    """From the top to the bottom of the story page by Tab alone: every stop can be seen, none is a trap."""
    page = page_at(STORY)
    stops: list[dict[str, str]] = []
    for _ in range(2_000):
        page.keyboard.press("Tab")
        if (now := focused(page))["tag"] == "body":
            break
        stops.append(now)
    assert len(stops) > 60
    assert [stop for stop in stops if stop["seen"] != "true"] == []
    reached = {stop["href"] for stop in stops}
    assert set(page.evaluate(LINKS_IN_VIEW, ":not([aria-hidden] *)")) <= reached
    drawn = {address.partition("#")[0] for address in page.evaluate(LINKS_IN_VIEW, "[aria-hidden] *")}
    assert drawn, "the marks of the timeline's strip lead somewhere"
    assert drawn <= {address.partition("#")[0] for address in reached}, "the drawing leads no further"


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_the_words_of_a_position_open_and_close_by_keyboard(page_at: PageAt, script: bool) -> None:
    """The panel is of the platform: it opens at its button, closes with Escape, and gives the focus back."""
    page = page_at(f"{STORY}demands/", script=script)
    button = page.locator(".ex-cell button").first
    panel = page.locator(f"[id='{button.get_attribute('popovertarget')}']")
    assert not panel.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert panel.is_visible()
    page.keyboard.press("Tab")
    assert page.locator("[popover]:focus-within").count() == 1
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert page.locator(".ex-cell button:focus").count() == 1


def test_names_above_the_matrix_break_between_words(page_at: PageAt) -> None:
    page = page_at(f"{STORY}demands/", width=1280)
    assert page.evaluate(BROKEN_NAMES) == []
    page.add_style_tag(content=".ex-matrix__table thead th { font-size: 2rem !important; }")
    assert page.evaluate(BROKEN_NAMES) != []


LONE_MARKS = """
() => [...document.querySelectorAll('.ex-evidence > summary')]
  .filter(one => one.checkVisibility())
  .filter(one => one.firstElementChild.getBoundingClientRect().top - one.getBoundingClientRect().top > 12)
  .map(one => one.closest('.ex-fact, .ex-event, .ex-claim, .ex-reaction')?.textContent)
"""
"""Facts whose sign to fold them open stands on a line of its own."""
FAR_ARROWS = """
() => [...document.querySelectorAll('.ex-short .ex-note + .ex-go')].filter(one => {
  const words = document.createRange();
  words.selectNodeContents(one.previousElementSibling);
  const [before, arrow] = [[...words.getClientRects()].at(-1), one.getClientRects()[0]];
  return Math.abs(before.top - arrow.top) < 12 && arrow.left - before.right > 12;
}).map(one => one.parentNode.textContent)
"""
"""Arrows with a hole before them."""


@pytest.mark.parametrize("width", [320, 390, 1000, 1280])
def test_what_belongs_together_stands_together(page_at: PageAt, width: int) -> None:
    for address in ("", "timeline/", "claims/"):
        page = page_at(f"{STORY}{address}", width=width)
        assert page.locator(".ex-evidence > summary").count() > 10
        assert page.evaluate(LONE_MARKS) == []
        assert page.evaluate(FAR_ARROWS) == []
    page = page_at(STORY, width=width)
    page.add_style_tag(
        content=".ex-evidence > summary { list-style-position: inside !important; width: 6rem; }"
        ".ex-short .ex-note { padding-inline-end: 1.8rem; }"
    )
    assert page.evaluate(LONE_MARKS) != []
    assert page.evaluate(FAR_ARROWS) != []
