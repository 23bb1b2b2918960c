"""The annotated article in a browser: facts at a tap, previews of pages, evidence and its citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import SCRIPT

from browser.real import PageAt, Seen, Server
from browser.test_pages import sideways, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

ARTICLE = "energy-pause-call/article/"
NAME = ".ex-article a[href*='parties/zelenskyy']"
MARK = ".ex-mark a[href='#note.3']"
CARD = ".ex-card"
LONG_ENOUGH = 1000
"""Milliseconds after which a card that was to stay or not to come must be as it should."""


def wait_gone(page: Page) -> None:
    page.wait_for_selector(CARD, state="detached")


def text_of(page: Page, selector: str) -> str:
    return " ".join((page.text_content(selector) or "").split())


# --- previews -----------------------------------------------------------------------------------


def test_hovering_over_a_link_previews_its_page(page_at: PageAt, server: Server, seen: Seen) -> None:
    page = page_at(ARTICLE)
    page.hover(NAME)
    assert text_of(page, f"{CARD} .ex-card__title") == "Volodymyr Zelenskyy"
    shown = page.locator(f"{CARD} p").all_text_contents()
    target = page_at("parties/zelenskyy/")
    words = text_of(target, "article")
    assert [line for line in shown if " ".join(line.split()) not in words] == []
    assert seen.complaints == []
    assert [one for one in seen.requests if not one.startswith((server.url, "data:"))] == []


def test_a_preview_stays_under_the_pointer_and_goes_when_it_leaves(page_at: PageAt) -> None:
    page = page_at(ARTICLE)
    page.hover(NAME)
    page.hover(f"{CARD} .ex-card__title")
    page.wait_for_timeout(LONG_ENOUGH)
    assert page.is_visible(CARD)
    page.mouse.move(2, 790)
    wait_gone(page)


def test_escape_closes_a_preview_and_nothing_moves(page_at: PageAt) -> None:
    page = page_at(ARTICLE)
    page.hover(NAME)
    page.wait_for_selector(CARD)
    before = page.evaluate("scrollY")
    page.keyboard.press("Escape")
    wait_gone(page)
    assert page.evaluate("scrollY") == before


def test_a_preview_comes_with_keyboard_focus_and_adds_no_stop(page_at: PageAt) -> None:
    page = page_at(ARTICLE)
    page.focus(".ex-article__by a")
    page.keyboard.press("Tab")
    page.wait_for_selector(CARD)
    assert page.evaluate("document.activeElement.textContent") == "Russia"
    page.keyboard.press("Escape")
    wait_gone(page)
    assert page.evaluate("document.activeElement.textContent") == "Russia"
    page.keyboard.press("Tab")
    page.wait_for_selector(CARD)
    assert page.evaluate("document.activeElement.textContent") == "Vladimir Putin"


def test_a_finger_gets_no_preview(page_at: PageAt) -> None:
    page = page_at(ARTICLE)
    page.dispatch_event(NAME, "pointerover", {"pointerType": "touch"})
    page.wait_for_timeout(LONG_ENOUGH)
    assert page.query_selector(CARD) is None


def test_an_entry_of_a_page_is_previewed_itself(page_at: PageAt) -> None:
    page = page_at("energy-pause-call/")
    link = page.locator(".ex-section a[href*='claims/#']").first
    link.hover()
    page.wait_for_selector(CARD)
    anchor = (link.get_attribute("href") or "").partition("#")[2]
    title = text_of(page, f"{CARD} .ex-card__title")
    target = page_at("energy-pause-call/claims/")
    assert title in text_of(target, f"li:has([id='{anchor}'])")


HOSTILE = """<!doctype html><title>x</title><script>alert(1)</script>
<div class="ex-head"><span class="ex-head__label">&lt;script&gt;alert(2)&lt;/script&gt;</span>
<h1>&lt;img src=x onerror=alert(3)&gt;<img src=x onerror=alert(4)></h1>
<span class="ex-tag" data-tone='"><script>alert(5)</script>'>x</span>
<p class="ex-head__standfirst"><a href="javascript:alert(6)">{{7*7}}</a></p></div>"""


@pytest.mark.parametrize("policy", [True, False], ids=["with the policy", "without"])
def test_a_hostile_page_stays_text_in_its_preview(page_at: PageAt, seen: Seen, policy: bool) -> None:
    page = page_at(ARTICLE, policy=policy)

    def answer(route: Route) -> None:
        route.fulfill(body=HOSTILE, content_type="text/html")

    page.route("**/parties/zelenskyy/", answer)
    page.hover(NAME)
    assert text_of(page, f"{CARD} .ex-card__title") == "<img src=x onerror=alert(3)>"
    assert page.query_selector(f"{CARD} :is(img, script, a)") is None
    page.wait_for_timeout(LONG_ENOUGH)
    assert [one for one in seen.complaints if "Content Security Policy" not in one] == []
    assert not any(one.endswith("/x") for one in seen.requests)


@pytest.mark.parametrize("status", [0, 500])
def test_a_page_that_does_not_answer_has_no_preview(page_at: PageAt, status: int) -> None:
    page = page_at(ARTICLE)

    def answer(route: Route) -> None:
        route.fulfill(status=status) if status else route.abort()

    page.route("**/parties/zelenskyy/", answer)
    page.hover(NAME)
    page.wait_for_timeout(LONG_ENOUGH)
    assert page.query_selector(CARD) is None
    page.hover(".ex-article a[href*='parties/putin']")
    page.wait_for_selector(CARD)


# --- facts in the text --------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_a_mark_shows_the_facts_of_its_sentence(page_at: PageAt, seen: Seen, width: int, scheme: str) -> None:
    page = page_at(ARTICLE, width=width, scheme=scheme)
    page.click(MARK)
    facts = page.locator("[id='note.3'] .ex-note__fact").all_text_contents()
    assert len(facts) > 1
    assert page.locator(f"{CARD} .ex-note__fact").all_text_contents() == facts
    card, mark = page.locator(CARD).bounding_box(), page.locator(MARK).bounding_box()
    assert card
    assert mark
    apart = mark["y"] + mark["height"] <= card["y"] or mark["x"] + mark["width"] <= card["x"]
    assert apart or card["y"] + card["height"] <= mark["y"]
    assert (card["x"] >= 0, card["x"] + card["width"] <= width) == (True, True)
    assert sideways(page) == 0
    assert violations(page) == []
    assert page.url.endswith(ARTICLE)
    assert seen.complaints == []


def test_the_words_themselves_show_their_facts(page_at: PageAt) -> None:
    page = page_at(ARTICLE)
    page.locator(".ex-cited", has_text="did not get what he was aiming for").click()
    page.wait_for_selector(CARD)
    lit = page.locator(".ex-cited--shown").all_text_contents()
    assert any("aiming for" in words for words in lit)
    page.mouse.click(2, 790)
    wait_gone(page)
    assert page.query_selector(".ex-cited--shown") is None


def test_the_keyboard_walks_through_a_card_and_back(page_at: PageAt) -> None:
    page = page_at(ARTICLE)
    page.focus(MARK)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{CARD}:focus")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.ex-card .ex-note__fact a')")
    page.keyboard.press("Escape")
    wait_gone(page)
    assert page.evaluate(f'document.activeElement.matches("{MARK}")')
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.ex-article p') !== null")


def test_a_card_can_be_closed_with_its_button(page_at: PageAt) -> None:
    page = page_at(ARTICLE, width=360)
    page.click(MARK)
    page.get_by_role("button", name="Close").click()
    wait_gone(page)


def test_the_lines_are_of_a_length_that_reads_well(page_at: PageAt) -> None:
    """Some 65 characters."""
    page = page_at(ARTICLE)
    width = page.evaluate("""() => {
        const ruler = document.createElement("span");
        ruler.textContent = "the report says that an immediate end to the fighting is far away";
        ruler.style.whiteSpace = "nowrap";
        document.querySelector(".ex-article > p:not([class])").append(ruler);
        return document.querySelector(".ex-article").clientWidth / ruler.getBoundingClientRect().width * 65;
    }""")
    assert 55 <= width <= 75


# --- without script -----------------------------------------------------------------------------


def test_without_script_marks_are_links_to_notes_with_the_facts(page_at: PageAt) -> None:
    page = page_at(ARTICLE, script=False)
    marks = page.locator(".ex-mark a")
    assert marks.count() > 40
    marks.nth(2).click()
    note = page.locator(":target")
    assert page.url.endswith("#note.3")
    assert note.locator("a[href]").count() > 1
    assert note.is_visible()
    page.hover(NAME)
    page.wait_for_timeout(LONG_ENOUGH)
    assert page.query_selector(CARD) is None


def test_without_script_evidence_opens_and_can_be_cited(page_at: PageAt, server: Server) -> None:
    page = page_at("energy-pause-call/demands/energy-pause/", script=False)
    proof = page.locator(".ex-proof").first
    proof.locator("summary").click()
    assert proof.locator("mark").is_visible()
    line = proof.locator(".ex-cite")
    assert (line.text_content() or "").startswith("The Explainers, “A 30-day pause in strikes")
    address = f"{server.url}energy-pause-call/demands/energy-pause/#energy-pause"
    assert line.locator("a").get_attribute("href") == address
    assert line.locator("button").count() == 0


# --- citations ----------------------------------------------------------------------------------


def test_a_citation_is_copied_with_its_address_and_source(page_at: PageAt, server: Server) -> None:
    page = page_at("energy-pause-call/demands/energy-pause/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    proof = page.locator(".ex-proof").first
    proof.locator("summary").click()
    proof.get_by_role("button", name="Copy citation").click()
    status = proof.get_by_role("status")
    status.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == (
        "The Explainers, “A 30-day pause in strikes on energy and infrastructure”, as of 19 March 2025. "
        f"{server.url}energy-pause-call/demands/energy-pause/#energy-pause "
        "(A 30-day pause in energy strikes, but no full ceasefire, after Trump and Putin speak, "
        "retelling a report by Radio Free Europe/Radio Liberty, 19 March 2025)"
    )


def test_opening_evidence_twice_makes_one_button(page_at: PageAt) -> None:
    page = page_at("energy-pause-call/demands/energy-pause/")
    summary = page.locator(".ex-evidence summary").first
    for _ in range(3):
        summary.click()
    page.wait_for_selector(".ex-cite__copy")
    assert page.locator(".ex-evidence").first.locator("button").count() == 1


def test_no_script_or_style_stands_in_the_page_itself(page_at: PageAt) -> None:
    """So that a policy without inline script or style can be set for what is ours."""
    page = page_at(ARTICLE, script=False)
    assert page.locator(f"article [style], article [onclick], article {SCRIPT}").count() == 0
