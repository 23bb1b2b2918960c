"""Pages for somebody who is writing: made when asked for, changed when saved, never behind the disk."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import GOOD
from msgspec.structs import replace
from stories import write_story

from generator.archive import Archive
from generator.build import Build, Settings, build
from generator.following import Following, State
from generator.galley import galley
from generator.live import FOLDER, Live
from generator.live_search import INDEX
from generator.mkdocs_plugin.navigation import nav_of, stubs_in_nav
from generator.outputs.search import search_entries
from generator.press import Press
from generator.rendering import Renderer, find_templates
from generator.views import PageView

STORY = "harbour-strike"
RENDERER = Renderer(find_templates())
THEIRS = {"config": {"lang": ["en"]}, "docs": [{"location": "about/", "title": "About", "text": "Own page"}]}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOOD, tmp_path / "content"))


def read(content: Path) -> Build:
    return build(Settings(content, "content", "The Merrow Pages", site_url="https://example.org/pages/"))


def change(content: Path, before: str, after: str, name: str = "facts.yaml") -> None:
    path = content / STORY / name
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def bare(page: PageView | None) -> PageView | None:
    """A page without what stands in its head alone."""
    return page and replace(page, linked_data="", alternates=())


# --- one story read anew --------------------------------------------------------------------


EDITS = [
    ("facts.yaml", "The cranes stop at noon.", "The cranes stop at dawn."),
    ("facts.yaml", "status: cancelled", "status: happened"),
    ("facts.yaml", "dates:\n", "dates:\n  - {id: fog, date: 2026-01-09, title: Fog over the quay}\n"),
    ("facts.yaml", "  headline: ", "  headline: Once more, "),
    ("facts.yaml", "      - title: affiliate\n", "      - title: associate\n"),
    ("article.md", "\n\n", "\n\nOne more sentence about the Harbour Board.\n\n"),
]


def test_the_navigation_is_the_same_before_its_pages_are_made(content: Path) -> None:
    press = read(content).press
    assert press
    named = nav_of([view for views in stubs_in_nav(press, 5).values() for view in views], 5)
    overviews = [view for story in press.stories for view in press.story_overviews(story)]
    assert named == nav_of([*press.site_pages, *overviews], 5)
    assert len(named) > 2


@pytest.mark.parametrize(("name", "before", "after"), EDITS)
def test_a_page_made_from_its_story_alone_is_as_the_whole_site_has_it(
    content: Path, name: str, before: str, after: str
) -> None:
    press = read(content).press
    assert press
    change(content, before, after, name)
    whole = read(content)
    assert whole.press, whole.diagnostics
    story = whole.press.desk.edition.library.story(STORY)
    pages = whole.press.story_pages(story)
    assert len(pages) > 15
    for page in pages:
        assert bare(galley(press, content, STORY, page.address)) == bare(page), page.address


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("status: cancelled", "status: canceled"),
        ("dates:\n", "dates: [\n"),
        ("id: port-founded", "id: other"),
    ],
)
def test_what_takes_more_than_one_story_is_left_to_the_whole_site(
    content: Path, before: str, after: str
) -> None:
    press = read(content).press
    assert press
    change(content, before, after)
    assert galley(press, content, STORY, f"{STORY}/timeline/") is None
    assert galley(press, content, "parties", "parties/") is None


# --- the server -----------------------------------------------------------------------------


class Desk:
    """A `Live` over a server that has one page of its own, and what an editor does with it."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.rebuilt = 0
        self.readings = 0
        self.following = Following(content, self.read, lambda _: (), self.around, self.rebuild, Archive(None))
        self.live = Live(self.following, self.show)
        self.following.begin(self.read())
        self.live.serve(self.below, "/pages/", {"live.js": b"// script"})
        self.following.go_on()

    def read(self) -> Build:
        self.readings += 1
        return read(self.content)

    def show(self, view: PageView) -> str:
        return f"<html><body>{RENDERER.body(view)}</body></html>"

    def around(self, press: Press) -> object:
        return [story.head.headline for story in press.stories]

    def rebuild(self) -> None:
        self.rebuilt += 1
        self.following.begin(self.read())

    def below(self, environ: dict[str, object], start: Callable[..., object]) -> Iterator[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])
        yield json.dumps(THEIRS).encode() if str(environ["PATH_INFO"]).endswith(INDEX) else b"from below"

    def get(self, path: str, query: str = "") -> tuple[str, str]:
        """The status and the content of an address below the site's folder."""
        said: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": f"/pages/{path}",
            "QUERY_STRING": query,
            "wsgi.input": BytesIO(),
        }
        content = b"".join(self.live(environ, lambda status, _: said.append(status)))
        return said[0], content.decode("utf-8", "replace")

    def page(self, address: str) -> str:
        return self.get(address)[1]

    def news(self, known: int, address: str) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.get(f"{FOLDER}{known}", f"page=/pages/{address}")[1])
        return found

    def save(self, before: str, after: str, name: str = "facts.yaml") -> None:
        change(self.content, before, after, name)
        self.following.saved({STORY})


@pytest.fixture
def desk(content: Path) -> Iterator[Desk]:
    one = Desk(content)
    yield one
    one.following.close()


def test_every_page_and_file_is_served_as_it_is_built(desk: Desk) -> None:
    made = read(desk.content)
    for page in made.pages:
        assert RENDERER.body(page) in desk.page(page.address), page.address
    for file in made.files:
        assert desk.page(file.path) == file.content.decode("utf-8", "replace")
    assert desk.get("about/") == ("200 OK", "from below")
    assert desk.get(STORY)[0].startswith("302")
    assert desk.page(f"{FOLDER}live.js") == "// script"


def test_a_page_asked_for_after_an_edit_knows_of_it_wherever_it_stands(desk: Desk) -> None:
    for number in range(4):
        desk.save("The cranes stop", f"The {number} cranes stop")
        assert f"The {number} cranes stop" in desk.page(f"{STORY}/timeline/")
        desk.save(f"The {number} cranes stop", "The cranes stop")
    desk.save("  headline: ", "  headline: Once more, ")
    for address in ("", "bridge-closure/", f"{STORY}/"):
        assert RENDERER.body(read(desk.content).press.page(address)) in desk.page(address)  # type: ignore[union-attr,arg-type]


def test_the_open_page_is_told_at_once_and_again_when_the_site_has_been_read(desk: Desk) -> None:
    reading = threading.Event()
    desk.following.read = lambda: (reading.wait(5), read(desk.content))[1]
    desk.save("The cranes stop at noon.", "The cranes stop at dawn.")
    news = desk.news(1, f"{STORY}/timeline/")
    assert "The cranes stop at dawn." in str(news["html"])
    assert news["version"] == 2
    reading.set()
    later = desk.news(2, f"{STORY}/timeline/")
    assert later["version"] == 3
    body = RENDERER.body(read(desk.content).press.page(f"{STORY}/timeline/"))  # type: ignore[union-attr,arg-type]
    assert body in str(later["html"])


def test_a_mistake_stands_on_top_of_the_last_good_pages(desk: Desk) -> None:
    desk.save("status: cancelled", "status: canceled")
    for address in ("", f"{STORY}/timeline/", "bridge-closure/"):
        assert "“canceled” is not a status" in desk.page(address)
    assert "The cranes stop at noon." in desk.page(f"{STORY}/timeline/")
    assert "is not a status" in str(desk.news(1, f"{STORY}/timeline/")["html"])
    desk.save("status: canceled", "status: cancelled")
    assert "is not a status" not in desk.page(f"{STORY}/timeline/")


def test_an_editor_that_empties_a_file_first_shows_nothing_empty(desk: Desk) -> None:
    path = desk.content / STORY / "facts.yaml"
    text = path.read_text("utf-8")
    path.write_text("", "utf-8")
    desk.following.saved({STORY})
    path.write_text(text.replace("The cranes stop at noon.", "The cranes stop at dawn."), "utf-8")
    desk.following.saved({STORY})
    assert "The cranes stop at dawn." in desk.page(f"{STORY}/timeline/")


def test_a_new_story_one_that_is_moved_and_one_that_is_gone(desk: Desk, tmp_path: Path) -> None:
    made = next(write_story(tmp_path / "elsewhere").glob("*/facts.yaml")).parent
    shutil.copytree(made, desk.content / "quiet-harbour")
    desk.following.saved({""})
    assert "<h1" in desk.page("quiet-harbour/")
    (desk.content / "quiet-harbour").rename(desk.content / "loud-harbour")
    desk.following.saved({""})
    assert "<h1" in desk.page("loud-harbour/")
    assert desk.page("quiet-harbour/") == "from below"
    shutil.rmtree(desk.content / "loud-harbour")
    desk.following.saved({"loud-harbour"})
    assert desk.page("loud-harbour/") == "from below"
    assert desk.rebuilt >= 1


def test_what_stands_around_the_pages_is_made_again_when_it_says_something_else(desk: Desk) -> None:
    desk.save("The cranes stop at noon.", "The cranes stop at dawn.")
    desk.page("")
    assert desk.rebuilt == 0
    shell = desk.news(1, "")["shell"]
    desk.save("  headline: ", "  headline: Once more, ")
    until(lambda: desk.rebuilt == 1)
    until(lambda: desk.news(0, "")["shell"] != shell)


def in_index(desk: Desk, words: str) -> list[str]:
    """The pages of the theme's index that say this."""
    docs = json.loads(desk.page(INDEX))["docs"]
    return [one["location"] for one in docs if words in one["text"]]


def in_dialog(desk: Desk, words: str) -> list[str]:
    """The pages that the dialog of a large site finds."""
    told = json.loads(desk.get(f"{FOLDER}find", f"words={quote(words)}")[1])
    return [page[0]["location"] for page in told["items"]]


@pytest.mark.parametrize("found", [in_index, in_dialog])
def test_the_search_follows(desk: Desk, found: Callable[[Desk, str], list[str]]) -> None:
    desk.following.search._entries = search_entries
    desk.following.search.follow(desk.following.press)  # type: ignore[arg-type]
    until(lambda: bool(found(desk, "The cranes stop at noon.")))
    assert found(desk, "Own page") == ["about/"]
    desk.save("The cranes stop at noon.", "The cranes stop at dawn.")
    desk.page("")
    until(lambda: bool(found(desk, "The cranes stop at dawn.")))
    assert not found(desk, "The cranes stop at noon.")


def until(met: Callable[[], bool]) -> None:
    """Wait for something that another thread does."""
    end = time.monotonic() + 20
    while not met():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_what_is_written_in_steps_is_shown_when_it_is_whole(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that was found out after the first step is never shown."""
    path, whole = desk.content / STORY / "facts.yaml", threading.Event()
    text = path.read_text("utf-8")
    step, last = (text.replace("at noon.", words) for words in ("at no", "at dawn."))

    proved = desk.live._proof

    def proof(state: State, address: str) -> bytes | None:
        found = proved(state, address)
        if not whole.is_set():
            whole.set()
            path.write_text(last, "utf-8")
            desk.following.saved({STORY})
        return found

    monkeypatch.setattr(desk.live, "_proof", proof)
    path.write_text(step, "utf-8")
    desk.following.saved({STORY})
    news = desk.news(1, f"{STORY}/timeline/")
    assert whole.is_set()
    assert "The cranes stop at dawn." in str(news["html"])
    assert int(str(news["version"])) >= 3


def test_a_file_of_the_theme_is_given_without_making_a_page(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With many stories the front page takes a while to make, and a page asks for a dozen files."""
    for maker in ("pages_of_site", "pages_of_help"):
        monkeypatch.setattr(f"generator.pages.site.{maker}", lambda *_: pytest.fail("a page was made"))
    assert desk.get("assets/stylesheets/main.css") == ("200 OK", "from below")
    assert desk.get("parties/nobody") == ("200 OK", "from below")
