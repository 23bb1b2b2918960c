"""The forms' way to the disk: over real HTTP, for this computer and its own page alone."""

from __future__ import annotations

import http.client
import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import GOOD
from mkdocs.livereload import LiveReloadServer

from generator.form_bundle import CMS, CannotFetchError, fetch, is_set_up, names, unpacked
from generator.form_fields import BASE, Forms
from generator.form_files import FormFiles, changed
from generator.form_server import MOST_BYTES, POLICY, FormServer
from generator.gathering import read_library
from generator.rendering import find_templates

SHEET = "content/harbour-strike/facts.yaml"
CONTENT = Path(__file__).parent.parent / "content"


@dataclass(frozen=True)
class Site:
    """A served folder with forms."""

    content: Path
    port: int

    def ask(
        self, path: str, body: object = None, method: str | None = None, **headers: str | None
    ) -> tuple[int, dict[str, str], bytes]:
        """What is answered; a header of None is not sent."""
        host = f"127.0.0.1:{self.port}"
        sent: dict[str, str | None] = {"Host": host}
        content = b""
        if body is not None:
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent |= {"Origin": f"http://{host}", "Content-Type": "application/json"}
            sent |= {"Content-Length": str(len(content))}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        line.putrequest(
            method or ("GET" if body is None else "POST"), path, skip_host=True, skip_accept_encoding=True
        )
        for name, value in sent.items():
            if value is not None:
                line.putheader(name, value)
        line.endheaders(content)
        answer = line.getresponse()
        found = answer.status, dict(answer.getheaders()), answer.read()
        line.close()
        return found

    def do(self, action: str, **params: object) -> tuple[int, Any]:
        status, _, content = self.ask("/pages/admin/api", {"action": action, "params": params})
        return status, json.loads(content)

    def load(self, path: str = SHEET) -> dict[str, Any]:
        status, entry = self.do("getEntry", path=path)
        assert status == 200
        found: dict[str, Any] = json.loads(entry["data"])
        return found

    def save(self, values: object, path: str = SHEET, form: str = "one") -> tuple[int, Any]:
        raw = json.dumps({"form": form, "values": values})
        return self.do("persistEntry", dataFiles=[{"path": path, "raw": raw, "slug": "facts"}], assets=[])

    def text(self) -> str:
        return (self.content / "harbour-strike/facts.yaml").read_text("utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The forms over the very server that `mkdocs serve` uses."""
    content, below = tmp_path / "content", tmp_path / "site"
    shutil.copytree(GOOD, content)
    below.mkdir()
    (below / "index.html").write_text("<body>the site</body>")
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(below), "/pages/")
    bundle = tmp_path / "bundle"
    server.set_app(
        FormServer(server.serve_request, FormFiles(content), find_templates() / "forms", bundle, "/pages/")
    )
    server.server_bind()
    server.server_activate()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield Site(content, server.server_port)
    super(LiveReloadServer, server).shutdown()
    server.server_close()


def test_the_site_itself_is_served_as_before(site: Site) -> None:
    status, headers, content = site.ask("/pages/")
    assert (status, content) == (200, b"<body>the site</body>")
    assert "Content-Security-Policy" not in headers


def test_without_the_package_the_page_says_how_to_get_it(site: Site, tmp_path: Path) -> None:
    status, headers, content = site.ask("/pages/admin/")
    assert status == 200
    assert b"make forms" in content
    assert headers["Content-Security-Policy"] == POLICY
    (tmp_path / "bundle").mkdir()
    (tmp_path / "bundle/decap-cms.js").write_text("1")
    assert b"forms.js" in site.ask("/pages/admin/")[2]
    assert site.ask("/pages/admin/decap-cms.js")[2] == b"1"
    assert site.ask("/pages/admin")[0] == 302


def test_a_saved_title_is_one_line(site: Site) -> None:
    before, values = site.text(), site.load()
    values["story"]["headline"] = 'A "new" headline: with a # in it'
    assert site.save(values) == (200, {"message": "saved", "told": []})
    lines = zip(before.splitlines(), site.text().splitlines(), strict=True)
    assert len([1 for old, new in lines if old != new]) == 1
    assert site.load()["story"]["headline"] == 'A "new" headline: with a # in it'
    values["story"]["headline"] = "Once more, by the same form"
    assert site.save(values)[0] == 200


def test_words_that_stand_nowhere_are_refused(site: Site) -> None:
    """A mistake that would stop the build is told before the file is written, whichever file knows of it."""
    before, values = site.text(), site.load()
    values["parties"][1]["quote"] = "Nine is not twelve"
    status, said = site.save(values)
    assert (status, site.text()) == (409, before)
    assert said["error"].startswith("Nothing was saved. This quotation does not stand word for word")
    assert "Nine is not eleven" in said["error"]
    values["parties"][1]["quote"] = "Nine is not eleven"
    values["demands"][0]["by"] = ["nobody-at-all"]
    status, said = site.save(values)
    assert (status, site.text()) == (409, before)
    assert "“nobody-at-all”" in said["error"]
    assert "more" not in said["error"]
    values["demands"][0]["of"] = ["nobody-either"]
    said = site.save(values)[1]
    assert said["error"].endswith(" 1 more mistake stands in this entry or its story.")
    values["demands"][0]["said_in"] = "nowhere"
    assert site.save(values)[1]["error"].endswith(" 2 more mistakes stand in this entry or its story.")


def test_what_is_worth_a_look_is_told_and_saved(site: Site) -> None:
    """And only what this save has brought."""
    values = site.load()
    values["dates"].append({"id": "a-day", "date": "2024-04-01", "title": "A day without words"})
    status, said = site.save(values)
    assert status == 200
    assert len(said["told"]) == 1
    assert "Fill in “evidence”" in said["told"][0]
    values["story"]["headline"] = "Once more, by the same form"
    assert site.save(values) == (200, {"message": "saved", "told": []})


def test_a_new_entry_is_written_in_the_order_of_sheets(site: Site) -> None:
    values = site.load()
    values["reactions"].append(
        {
            "source": "", "evidence": [], "draft": False, "quote": "Nine is not eleven", "stance": "rejects",
            "to": ["eleven-hours"], "by": ["nils-brandt"], "id": "one-more",
        }
    )  # fmt: skip
    assert site.save(values)[0] == 200
    keys = [line.strip("- ").partition(":")[0] for line in site.text().split("one-more")[1].split("\n")[1:5]]
    assert keys == ["by", "to", "stance", "quote"]
    assert "- id: one-more" in site.text()


def test_what_changed_meanwhile_is_not_lost(site: Site) -> None:
    values = site.load()
    other = site.load()
    other["story"]["headline"] = "Another form was here"
    assert site.save(other, form="two")[0] == 200
    before = site.text()
    values["story"]["headline"] = "Mine"
    status, said = site.save(values)
    assert status == 409
    assert "Somebody changed this file" in said["error"]
    assert site.text() == before
    assert site.save({**values, BASE: ""})[0] == 409


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example:80"}, 403),
        ({"Host": "127.0.0.1"}, 403),
        ({"Host": "127.0.0.1:1"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Host": None}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": None}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": None}, 415),
        ({"Content_Length": "x"}, 411),
        ({"Content_Length": str(MOST_BYTES + 1)}, 413),
        ({"Content_Length": "9" * 5000}, 413),
        ({"Content_Length": "0" * 12 + str(MOST_BYTES + 1)}, 413),
    ],
)
def test_strangers_are_refused(site: Site, headers: dict[str, str | None], status: int) -> None:
    before, values = site.text(), site.load()
    values["story"]["headline"] = "Not by me"
    raw = json.dumps({"form": "one", "values": values})
    request = {"action": "persistEntry", "params": {"dataFiles": [{"path": SHEET, "raw": raw}]}}
    answer = site.ask("/pages/admin/api", request, **headers)
    assert answer[0] == status
    assert json.loads(answer[2])["error"]
    assert "Access-Control-Allow-Origin" not in answer[1]
    assert site.text() == before
    assert site.ask("/pages/admin/api", request)[0] == 200, "the same request is good without the forgery"


def test_another_site_cannot_read(site: Site) -> None:
    assert site.ask("/pages/admin/config.json")[0] == 200
    assert site.ask("/pages/admin/config.json", Host="evil.example:1")[0] == 403
    assert site.ask("/pages/admin/config.json", Sec_Fetch_Site="cross-site")[0] == 403
    assert site.ask("/pages/admin/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")[0] == 200
    assert site.ask("/pages/admin/api")[0] == 405
    assert site.ask("/pages/admin/", b"{}", method="PUT")[0] == 405


@pytest.mark.parametrize(
    "path",
    [
        "content/../mkdocs.yml",
        "content/harbour-strike/../harbour-strike/facts.yaml",
        "/etc/passwd",
        "content/harbour-strike/minutes.txt",
        "content/harbour-strike",
        "content//harbour-strike/facts.yaml",
        "content/nobody/facts.yaml",
        "content/harbour-strike/facts.yaml\0",
        "",
    ],
)
def test_other_files_are_neither_read_nor_written(site: Site, path: str) -> None:
    values = site.load()
    for status, said in (site.do("getEntry", path=path), site.save(values, path)):
        assert status == 409
        assert said["error"] == "This is not a file of a story here."
    for address in ("../facts.yaml", "..%2f..%2fmkdocs.yml", "%2e%2e/index.html", ".", "x"):
        assert site.ask(f"/pages/admin/{address}")[0] == 404


def test_symbolic_links_are_not_followed(site: Site, tmp_path: Path) -> None:
    values = site.load()
    outside = tmp_path / "outside.yaml"
    path = site.content / "harbour-strike/facts.yaml"
    path.rename(outside)
    path.symlink_to(outside)
    before = outside.read_bytes()
    values["story"]["headline"] = "Outside"
    assert site.do("getEntry", path=SHEET)[0] == 409
    assert site.save(values)[0] == 409
    assert outside.read_bytes() == before
    assert path.is_symlink()


def test_a_mistake_is_told_and_not_saved(site: Site) -> None:
    before, values = site.text(), site.load()
    values["story"]["updated"] = "the day after tomorrow"
    status, said = site.save(values)
    assert status == 409
    assert "the day after tomorrow" in said["error"]
    values = site.load()
    values["story"]["headline"] = "bell \x07 and half \ud800"
    assert site.save(values)[0] == 409
    assert site.text() == before
    assert not list(site.content.rglob(".saving-*"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"[" * 100_000,
        {"action": "deleteFiles", "params": {"paths": [SHEET]}},
        {"action": "persistMedia"},
        {"action": "persistEntry", "params": {"dataFiles": [{"path": SHEET, "raw": "1"}]}},
        {"action": "persistEntry", "params": {"dataFiles": [1]}},
        {"action": "persistEntry", "params": []},
        {"action": ["x"]},
        {"action": "getEntry", "params": {"path": {"a": 1}}},
    ],
)
def test_what_no_form_sends_is_refused(site: Site, body: object) -> None:
    before = site.text()
    status, _, content = site.ask("/pages/admin/api", body)
    assert 400 <= status < 500
    assert json.loads(content)["error"]
    assert site.text() == before


@pytest.mark.parametrize("content", [GOOD, CONTENT])
def test_what_a_form_shows_is_saved_as_it_stood(content: Path) -> None:
    files = FormFiles(content)
    for path in [*content.rglob("facts.yaml"), *content.rglob("article.md"), content / "parties.yaml"]:
        name = f"content/{path.relative_to(content).as_posix()}"
        text = path.read_text("utf-8")
        assert changed(text, name, files.load(name)) == text
        assert changed(text, name, json.loads(json.dumps(files.load(name)))) == text


def test_an_article_keeps_what_was_not_changed(site: Site) -> None:
    name = "content/harbour-strike/article.md"
    path = site.content / "harbour-strike/article.md"
    before = path.read_text("utf-8")
    values = site.load(name)
    values["body"] += "\n\nOne paragraph more.\n"
    assert site.save(values, name)[0] == 200
    assert path.read_text("utf-8") == before.rstrip("\n") + "\n\nOne paragraph more.\n"


def test_line_ends_stay(site: Site) -> None:
    path = site.content / "harbour-strike/facts.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    values = site.load()
    values["story"]["headline"] = "Short"
    assert site.save(values)[0] == 200
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\r\n") == after.count(b"\n") == before.count(b"\n")


def test_fields_offer_what_this_story_has() -> None:
    library, _ = read_library(GOOD, "content")
    config = Forms(library).config({}, "/")
    stories = {one["name"]: one for one in config["collections"]}
    assert set(stories) == {"bridge-closure", "harbour-strike", "shared-parties"}
    facts = stories["harbour-strike"]["files"][0]
    sections = {field["name"]: field for field in facts["fields"]}
    fields = {field["name"]: field for field in sections["reactions"]["fields"]}
    assert fields["stance"]["options"] == ["welcomes", "conditional", "neutral", "criticises", "rejects"]
    demands = {one["value"] for one in fields["to"]["options"]}
    story = library.story("harbour-strike").sheet
    assert {one.value.id for one in story.demands} <= demands
    assert {one.value.id for one in story.dates} <= demands
    assert {one.value.id for one in story.parties} <= {one["value"] for one in fields["by"]["options"]}
    assert fields["by"]["multiple"]
    assert fields["by"]["required"]
    assert not fields["quote"]["required"]
    assert "Who" in fields["by"]["hint"]


def test_a_package_that_is_not_the_known_one_is_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "x.tgz").write_bytes(b"something else")
    with pytest.raises(CannotFetchError, match="is not the known"):
        unpacked(tmp_path / "x.tgz", CMS)


def test_other_versions_are_not_what_is_known(tmp_path: Path) -> None:
    assert not is_set_up(tmp_path)
    (tmp_path / "packages.txt").write_text(names().replace("decap-cms@", "decap-cms@9"), "utf-8")
    assert not is_set_up(tmp_path)
    (tmp_path / "packages.txt").write_text(names(), "utf-8")
    assert is_set_up(tmp_path)


def test_without_npm_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotFetchError, match=r"Node\.js"):
        fetch(tmp_path / "forms")
