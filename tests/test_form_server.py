"""Who is answered by the server of the forms, with what, and what a file that is saved looks like."""

from __future__ import annotations

import io
import json
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from bench.maker import make_content
from conftest import GOOD

from generator import first_reading, form_files
from generator.archive import Archive
from generator.build import Settings, build
from generator.diagnostics import Diagnostic, Severity
from generator.form_fields import BASE
from generator.form_files import FormFiles, bounds, encoded
from generator.form_server import MOST_BYTES, POLICY, FormServer, RefusedError, asked, refuse_strangers
from generator.memory import Memory
from generator.saving import CannotSaveError
from generator.source import SourceFile

SHEET = "content/harbour-strike/facts.yaml"
HERE = {
    "REMOTE_ADDR": "127.0.0.1",
    "SERVER_PORT": "8000",
    "HTTP_HOST": "127.0.0.1:8000",
    "REQUEST_METHOD": "POST",
    "HTTP_ORIGIN": "http://127.0.0.1:8000",
}
ELSEWHERE = {"HTTP_SEC_FETCH_SITE": "cross-site"}
FOLLOWED = {**ELSEWHERE, "HTTP_SEC_FETCH_MODE": "navigate"}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"HTTP_SEC_FETCH_SITE": "same-origin"},
        {"HTTP_SEC_FETCH_SITE": "none"},
        {"HTTP_HOST": "localhost:8000", "HTTP_ORIGIN": "http://localhost:8000"},
        {"REMOTE_ADDR": "::1", "HTTP_HOST": "[::1]:8000", "HTTP_ORIGIN": "http://[::1]:8000"},
        {"REMOTE_ADDR": "127.8.9.1"},
        {"REQUEST_METHOD": "GET", "HTTP_ORIGIN": ""},
        {"REQUEST_METHOD": "GET", **FOLLOWED},
    ],
)
def test_this_computer_is_answered(given: Mapping[str, str]) -> None:
    refuse_strangers({**HERE, **given})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"REMOTE_ADDR": "192.0.2.7"}, "for this computer only"),
        ({"REMOTE_ADDR": ""}, "for this computer only"),
        ({"HTTP_HOST": "192.0.2.7:8000", "HTTP_ORIGIN": "http://192.0.2.7:8000"}, "for this computer only"),
        ({"HTTP_HOST": "forms.example:8000", "HTTP_ORIGIN": "http://forms.example:8000"}, "this computer"),
        ({"HTTP_HOST": "127.0.0.1:8001", "HTTP_ORIGIN": "http://127.0.0.1:8001"}, "not the address"),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, "Another site"),
        ({"REQUEST_METHOD": "GET", **ELSEWHERE}, "Another site"),
        (FOLLOWED, "Another site"),
        ({"HTTP_ORIGIN": "https://127.0.0.1:8000"}, "Only the forms themselves"),
    ],
)
def test_nobody_else_is(given: Mapping[str, str], words: str) -> None:
    with pytest.raises(RefusedError, match=words) as refused:
        refuse_strangers({**HERE, **given})
    assert str(refused.value).startswith("403 Forbidden: ")


def sent(content: bytes, **more: str) -> dict[str, Any]:
    """A request with something in it."""
    known = {"CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(content))}
    return {**known, **more, "wsgi.input": io.BytesIO(content)}


def test_a_form_sends_json_of_a_known_length() -> None:
    assert asked(sent(b'{"action": "info"} and what is not read', CONTENT_LENGTH="18")) == {"action": "info"}
    assert asked(sent(b"{}", CONTENT_TYPE=" Application/JSON ; charset=utf-8")) == {}
    most = b'{"a": "' + b"x" * (MOST_BYTES - 9) + b'"}'
    assert len(most) == MOST_BYTES
    assert asked(sent(most))
    for content, more, status in [
        (most + b" ", {}, "413"),
        (b"{}", {"CONTENT_LENGTH": "0000000000002"}, "413"),
        (b"{}", {"CONTENT_LENGTH": "²"}, "411"),
        (b"{}", {"CONTENT_LENGTH": "٢"}, "411"),
        (b"{}", {"CONTENT_TYPE": "text/json"}, "415"),
        (b"\xff", {}, "400"),
    ]:
        with pytest.raises(RefusedError, match=f"^{status} "):
            asked(sent(content, **more))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOOD, tmp_path / "content"))


def answered(server: FormServer, path: str, **given: Any) -> tuple[str, dict[str, str], bytes]:
    """What comes back, as WSGI has it."""
    told: list[Any] = []
    body = server({**HERE, "PATH_INFO": path, **given}, lambda *answer: told.extend(answer))
    return told[0], dict(told[1]), b"".join(body)


def test_each_answer_says_what_a_browser_may_do_with_it(content: Path, tmp_path: Path) -> None:
    page, bundle = tmp_path / "page", tmp_path / "bundle"
    for folder, files in (
        (page, ("index.html", "style.css", "notes.txt")),
        (bundle, ("decap-cms.js", "x.wasm")),
    ):
        folder.mkdir()
        for name in files:
            (folder / name).write_text(name)
    (bundle / "folder.js").mkdir()

    def below(environ: Mapping[str, Any], start: Any) -> list[bytes]:
        start("200 OK", [])
        return [str(environ["PATH_INFO"]).encode()]

    server = FormServer(below, FormFiles(content), page, bundle, "/pages/")
    get = {"REQUEST_METHOD": "GET"}
    for name, kind in [
        ("", "text/html; charset=utf-8"),
        ("style.css", "text/css; charset=utf-8"),
        ("decap-cms.js", "text/javascript; charset=utf-8"),
        ("x.wasm", "application/wasm"),
        ("config.json", "application/json; charset=utf-8"),
    ]:
        status, headers, words = answered(server, f"/pages/admin/{name}", **get)
        assert status == "200 OK"
        assert headers == {
            "Content-Type": kind,
            "Content-Length": str(len(words)),
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
        }
        assert name in ("", "config.json") or words == name.encode()
    for name in ("notes.txt", "folder.js", "index.htm"):
        assert answered(server, f"/pages/admin/{name}", **get)[0] == "404 Not Found"
    status, headers, _ = answered(server, "/pages/admin", **get)
    assert (status, headers["Location"]) == ("302 Found", "/pages/admin/")
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    for path in ("/pages/administration", "/admin/", "/pages/"):
        assert answered(server, path)[2] == path.encode()


def test_forms_load_nothing_from_elsewhere_and_stand_in_no_other_page() -> None:
    allowed = dict(part.split(" ", 1) for part in POLICY.split("; "))
    assert [name for name, sources in allowed.items() if sources == "'none'"] == [
        "default-src",
        "base-uri",
        "frame-ancestors",
    ]
    assert {name: sources for name, sources in allowed.items() if sources != "'none'"} == {
        "connect-src": "'self'",
        "font-src": "'self' data:",
        "form-action": "'self'",
        "img-src": "'self' data: blob:",
        "script-src": "'self' 'unsafe-eval' 'wasm-unsafe-eval'",
        "style-src": "'self' 'unsafe-inline'",
    }


def test_what_the_program_of_the_forms_asks_first(content: Path, tmp_path: Path) -> None:
    server = FormServer(lambda *_: [], FormFiles(content), tmp_path, tmp_path)
    request = json.dumps({"action": "getMedia"}).encode()
    assert answered(server, "/admin/api", **sent(request))[2] == b"[]"
    assert server.do({"action": "info"}) == {
        "repo": "content",
        "publish_modes": ["simple"],
        "type": "explainers",
    }
    entries: Any = server.do({"action": "entriesByFiles", "params": {"files": [{"path": SHEET}, 1]}})
    assert [one["file"] for one in entries] == [{"path": SHEET, "id": None, "label": ""}]
    assert json.loads(entries[0]["data"])["story"]["headline"]
    assert server.do({"action": "entriesByFiles", "params": {"files": SHEET}}) == []
    raw = json.dumps({"form": "one", "values": {}})
    one = {"path": SHEET, "raw": raw}
    several: list[dict[str, object]] = [
        {"dataFiles": [one, one]},
        {"dataFiles": []},
        {"dataFiles": [one], "assets": ["a.png"]},
    ]
    for params in several:
        with pytest.raises(RefusedError, match="One file at a time"):
            server.do({"action": "persistEntry", "params": params})
    incomplete: list[dict[str, object]] = [{"form": "one"}, {"values": {}}, {"form": "one", "values": []}]
    for wrong in incomplete:
        with pytest.raises(RefusedError, match="not what a form sends"):
            server.do(
                {"action": "persistEntry", "params": {"dataFiles": [{**one, "raw": json.dumps(wrong)}]}}
            )


def test_a_saved_file_keeps_its_mode_and_is_replaced_whole(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, files = content / "harbour-strike/facts.yaml", FormFiles(content)
    path.chmod(0o640)
    values = files.load(SHEET)
    values["story"]["headline"] = "Another headline"
    files.save(SHEET, values, "one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert "headline: Another headline\n" in path.read_text("utf-8")
    before = path.read_bytes()
    values["story"]["headline"] = "Once more"

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.form_files.os.fsync", full)
    with pytest.raises(CannotSaveError, match=r"could not be written: No space left on device\.$"):
        files.save(SHEET, values, "one")
    assert path.read_bytes() == before
    assert not list(content.rglob(".saving-*"))


def test_what_did_not_change_is_not_written(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = FormFiles(content)
    monkeypatch.setattr(form_files, "write", lambda *_: pytest.fail("It was written"))
    assert files.save(SHEET, files.load(SHEET), "one") == ()


def test_a_form_goes_on_from_what_it_saved_itself(content: Path) -> None:
    """And from nothing else: an older form of the same file is told so."""
    files = FormFiles(content)
    values, other = files.load(SHEET), files.load(SHEET)
    for headline in ("One", "Two", "Three"):
        values["story"]["headline"] = headline
        files.save(SHEET, values, "one")
    other["story"]["headline"] = "Four"
    with pytest.raises(CannotSaveError, match="Somebody changed this file"):
        files.save(SHEET, other, "two")
    with pytest.raises(CannotSaveError, match="Somebody changed this file"):
        files.save(SHEET, {**values, BASE: "x"}, "one")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("a: [", "This file cannot be read as it is: the page of the story says why."),
        ("a: b\x07c", "U+0007"),
    ],
)
def test_a_file_that_cannot_be_read_is_shown_in_no_form(words: str, told: str, content: Path) -> None:
    (content / "harbour-strike/facts.yaml").write_text(words, "utf-8")
    with pytest.raises(CannotSaveError) as refused:
        FormFiles(content).load(SHEET)
    assert told in str(refused.value)
    for name in ("content/harbour-strike/notes.md", "content/../mkdocs.yml", "harbour-strike/facts.yaml"):
        with pytest.raises(CannotSaveError, match="not a file of a story here"):
            FormFiles(content).load(name)


@pytest.mark.parametrize(
    ("count", "ends"),
    [
        (1, "Wrong. Mend it."),
        (2, "Wrong. Mend it. 1 more mistake stands in this entry or its story."),
        (3, "Wrong. Mend it. 2 more mistakes stand in this entry or its story."),
    ],
)
def test_the_first_mistake_is_told_and_how_many_more_there_are(count: int, ends: str) -> None:
    span = SourceFile("facts.yaml", "a: b").span(0, 1)
    form_files.refuse_errors([Diagnostic("c", "Looked at", span, severity=Severity.WARNING)])
    with pytest.raises(CannotSaveError) as refused:
        form_files.refuse_errors([Diagnostic("c", "Wrong", span, "Mend it.")] * count)
    assert str(refused.value) == f"Nothing was saved. {ends}"


def test_the_forms_know_where_they_save(content: Path, tmp_path: Path) -> None:
    server = FormServer(lambda *_: [], FormFiles(content), tmp_path, tmp_path, "/pages/")
    config = json.loads(answered(server, "/pages/admin/config.json", REQUEST_METHOD="GET")[2])
    assert config["backend"] == {"name": "proxy", "proxy_url": "/pages/admin/api", "branch": "main"}
    for method, path in (("GET", "/pages/admin/api"), ("PUT", "/pages/admin/index.html")):
        told = answered(server, path, REQUEST_METHOD=method)
        assert told[0] == "405 Method Not Allowed"
        assert json.loads(told[2])["error"].startswith("This ")
    assert answered(server, "/pages/admin/missing.html", REQUEST_METHOD="HEAD")[0] == "404 Not Found"


def test_a_file_keeps_its_kind_of_line_ends() -> None:
    assert encoded("a\nb\n", b"x\n") == b"a\nb\n"
    assert encoded("a\nb\n", b"x\r\n") == b"a\r\nb\r\n"
    assert encoded("é\n", b"\xef\xbb\xbfx") == b"\xef\xbb\xbf\xc3\xa9\n"


def test_the_head_of_an_article_stands_between_its_lines() -> None:
    whole = "---\ntitle: T\n---\n\nWords.\n"
    start, end = bounds(whole, "content/x/article.md")
    assert whole[start:end].strip() == "title: T"
    assert bounds(whole, "content/x/facts.yaml") == (0, len(whole))
    with pytest.raises(CannotSaveError, match="does not begin with its title"):
        bounds("Words.\n", "content/x/article.md")


def test_what_was_read_of_other_stories_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, kept = tmp_path / "content", Archive(tmp_path)
    content.mkdir()
    make_content(content, 160, 1)
    memory = Memory(kept)
    assert build(Settings(content, "content"), memory).diagnostics == ()
    memory.save_all()
    read, sheet_of = list[str](), first_reading.sheet_of

    def seen(folder: Path, shown: str) -> first_reading.Parts:
        read.append(folder.name)
        return sheet_of(folder, shown)

    monkeypatch.setattr(first_reading, "sheet_of", seen)
    files, name = FormFiles(content, kept=kept), "content/story-0002/facts.yaml"
    values = files.load(name)
    values["story"]["headline"] = "Another headline"
    assert len(files.library().stories) == 3
    assert read == []
    assert files.save(name, values, "one") == []
    assert set(read) == {"story-0002"}
