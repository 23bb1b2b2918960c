"""What an editor of a fact sheet is offered and told while typing, by their program's language server."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from browser.real import ROOT, checker, tool
from generator.cli import main

SHEET = """\
# yaml-language-server: $schema=.editor.json
story:
  headline: A strike
  standfirst: Words.
  updated: 2031-02-12
parties:
  - id: dock-union
    name: Dock Union
  - id: harbour-board
    name: Harbour Board
reactions:
  - id: calm
    by: nobody-here
    to: dock-union
    stance: cross
    wher: on the radio
"""
Message = dict[str, Any]


class LanguageServer:
    """Speaks the Language Server Protocol, 3.17, with a program over its standard input and output."""

    def __init__(self, process: subprocess.Popen[bytes], settings: Mapping[str, object]) -> None:
        self.process, self.settings = process, settings
        self.told: queue.Queue[Message] = queue.Queue()
        self.number = 0
        self.listening = threading.Thread(target=self._listen, daemon=True)
        self.listening.start()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            length = int(header.split(b":")[1])
            while stream.readline().strip():
                pass
            body = stream.read(length)
            if len(body) < length:
                return  # It was stopped in the middle of a message.
            message: Message = json.loads(body)
            if "method" in message and "id" in message:
                asked = message.get("params", {}).get("items", [])
                told = [self.settings.get(one.get("section"), {}) for one in asked]
                with suppress(BrokenPipeError):
                    self._send({"id": message["id"], "result": told or None})
            else:
                self.told.put(message)

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def tell(self, method: str, parameters: object) -> None:
        self._send({"method": method, "params": parameters})

    def ask(self, method: str, parameters: object) -> Any:
        self.number += 1
        self._send({"id": self.number, "method": method, "params": parameters})
        return self.wait(lambda message: message.get("id") == self.number)["result"]

    def wait(self, wanted: Any) -> Message:
        while True:
            message = self.told.get(timeout=30)
            if wanted(message):
                return message


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    folder = tmp_path / "content/strike"
    folder.mkdir(parents=True)
    (folder / "article.md").write_text("---\ntitle: A\npublished: 2031-02-12\n---\n\nWords.\n", "utf-8")
    (folder / "facts.yaml").write_text(SHEET, "utf-8")
    assert main(["schema", "--write", "--content", str(tmp_path / "content")]) == 0
    return folder / "facts.yaml"


@pytest.fixture
def server(sheet: Path) -> Iterator[LanguageServer]:
    """A server that has the sheet open."""
    with opened(sheet, {}) as speaks:
        yield speaks


@contextmanager
def opened(sheet: Path, settings: Mapping[str, object]) -> Iterator[LanguageServer]:
    """A server with settings, that has a file of a content folder open."""
    program = checker("yaml-language-server", "bin", "yaml-language-server")
    command = [tool("node"), str(program), "--stdio"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=sheet.parent
    ) as process:
        speaks = LanguageServer(process, settings)
        root = next(folder.parent for folder in sheet.parents if folder.name == "content").as_uri()
        able = {
            "textDocument": {"completion": {"completionItem": {"snippetSupport": False}}, "hover": {}},
            "workspace": {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}},
        }
        folders = [{"uri": root, "name": "site"}]
        speaks.ask(
            "initialize",
            {"processId": None, "rootUri": root, "workspaceFolders": folders, "capabilities": able},
        )
        speaks.tell("initialized", {})
        opened = {"uri": sheet.as_uri(), "languageId": "yaml", "version": 1, "text": sheet.read_text("utf-8")}
        speaks.tell("textDocument/didOpen", {"textDocument": opened})
        try:
            yield speaks
        finally:
            process.kill()
            # Who still listens must not meet a stream that was closed.
            speaks.listening.join()


def at(sheet: Path, words: str) -> Message:
    """The place right after some words."""
    lines = sheet.read_text("utf-8").split("\n")
    number = next(number for number, line in enumerate(lines) if words in line)
    character = lines[number].index(words) + len(words)
    return {"textDocument": {"uri": sheet.as_uri()}, "position": {"line": number, "character": character}}


def test_mistakes_are_underlined(server: LanguageServer, sheet: Path) -> None:
    told = server.wait(
        lambda one: one.get("method") == "textDocument/publishDiagnostics" and one["params"]["diagnostics"]
    )
    lines = {one["range"]["start"]["line"] for one in told["params"]["diagnostics"]}
    texts = sheet.read_text("utf-8").split("\n")
    assert {texts[line].strip() for line in lines} >= {
        "by: nobody-here",
        "to: dock-union",
        "stance: cross",
        "wher: on the radio",
    }
    assert not any("id: dock-union" in texts[line] for line in lines)


def test_the_storys_ids_are_offered(server: LanguageServer, sheet: Path) -> None:
    found = server.ask("textDocument/completion", at(sheet, "by: "))
    labels = {one["label"] for one in found["items"]}
    assert {"dock-union", "harbour-board"} <= labels
    assert "calm" not in labels


def test_a_key_says_what_it_is(server: LanguageServer, sheet: Path) -> None:
    found = server.ask("textDocument/hover", at(sheet, "stanc"))
    assert "How it takes it" in json.dumps(found)


def lines_told(speaks: LanguageServer, path: Path) -> set[str]:
    """The lines that are underlined when a file has just been opened."""
    told = speaks.wait(
        lambda one: (
            one.get("method") == "textDocument/publishDiagnostics" and one["params"]["uri"] == path.as_uri()
        )
    )
    lines = path.read_text("utf-8").split("\n")
    return {lines[one["range"]["start"]["line"]].strip() for one in told["params"]["diagnostics"]}


def settings_of(folder: Path) -> Mapping[str, object]:
    """The repository's settings, as the editor hands them to the server of the usual extension."""
    raw = json.loads((folder / ".vscode/settings.json").read_text("utf-8"))
    schemas = {str(folder / path): files for path, files in raw.pop("yaml.schemas").items()}
    return {"yaml": {"schemas": schemas, "validate": True, "completion": True, "hover": True}}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The repository's content and settings as git has them: no command was run."""
    kept = subprocess.run(
        ["git", "ls-files", "--", ".vscode", "content"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in kept.stdout.splitlines():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def repository(clone: Path) -> Path:
    """The repository's content and settings, after `make site`."""
    assert main(["schema", "--write", "--content", str(clone / "content")]) == 0
    return clone


def labels(speaks: LanguageServer, place: Message) -> set[str]:
    """What is offered at a place."""
    return {one["label"] for one in speaks.ask("textDocument/completion", place)["items"]}


def test_in_a_clone_all_but_the_ids_is_there_and_no_schema_is_missed(clone: Path) -> None:
    sheet = clone / "content/energy-pause-call/facts.yaml"
    with opened(sheet, settings_of(clone)) as speaks:
        assert lines_told(speaks, sheet) == set()
        assert {"accepts", "rejects"} <= labels(speaks, at(sheet, "    stance: "))
        assert not labels(speaks, at(sheet, "    by: "))
        assert "Where it stands" in json.dumps(speaks.ask("textDocument/hover", at(sheet, "    stanc")))


def test_in_a_clone_keys_and_values_are_offered_at_once_after_each_letter(clone: Path) -> None:
    """An editor asks before the server has checked what was typed."""
    sheet = clone / "content/energy-pause-call/facts.yaml"
    text = sheet.read_text("utf-8")
    with opened(sheet, settings_of(clone)) as speaks:
        for number in range(2, 5):
            text += "# more"
            changed = {"uri": sheet.as_uri(), "version": number}
            speaks.tell(
                "textDocument/didChange", {"textDocument": changed, "contentChanges": [{"text": text}]}
            )
            assert "accepts" in labels(speaks, at(sheet, "    stance: "))


def test_in_a_clone_mistakes_are_underlined(clone: Path) -> None:
    sheet = clone / "content/energy-pause-call/facts.yaml"
    sheet.write_text(sheet.read_text("utf-8") + "dats: []\n", "utf-8")
    with opened(sheet, settings_of(clone)) as speaks:
        assert lines_told(speaks, sheet) == {"dats: []"}


def test_ids_are_offered_once_a_build_has_run_while_the_sheet_is_open(clone: Path) -> None:
    sheet = clone / "content/energy-pause-call/facts.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("    by: trump\n", "    by: tramp\n", 1), "utf-8")
    with opened(sheet, settings_of(clone)) as speaks:
        assert lines_told(speaks, sheet) == set()
        assert not labels(speaks, at(sheet, "    by: "))
        assert main(["schema", "--write", "--content", str(clone / "content")]) == 0
        made = {"uri": (sheet.parent / ".schema.json").as_uri(), "type": 1}
        speaks.tell("workspace/didChangeWatchedFiles", {"changes": [made]})
        assert lines_told(speaks, sheet) == {"by: tramp"}
        assert {"trump", "putin"} <= labels(speaks, at(sheet, "    by: "))


def test_a_story_that_somebody_else_began_is_known_in_a_clone(clone: Path) -> None:
    assert main(["new", "a-strike", "--content", str(clone / "content")]) == 0
    sheet = clone / "content/a-strike/facts.yaml"
    (sheet.parent / ".schema.json").unlink()
    sheet.write_text(sheet.read_text("utf-8") + "dats: []\n", "utf-8")
    with opened(sheet, settings_of(clone)) as speaks:
        assert lines_told(speaks, sheet) == {"dats: []"}
        assert "The head." in json.dumps(speaks.ask("textDocument/hover", at(sheet, "stor")))


def test_a_site_of_ones_own_misses_no_schema_before_it_is_built(sheet: Path) -> None:
    (sheet.parent / ".schema.json").unlink()
    with opened(sheet, {}) as speaks:
        assert lines_told(speaks, sheet) == set()


def test_the_repositorys_own_sheet_is_offered_its_ids(repository: Path) -> None:
    sheet = repository / "content/energy-pause-call/facts.yaml"
    with opened(sheet, settings_of(repository)) as speaks:
        assert lines_told(speaks, sheet) == set()
        assert {"trump", "putin"} <= labels(speaks, at(sheet, "    by: "))


def test_the_repositorys_settings_know_a_sheet_that_names_no_schema(repository: Path) -> None:
    folder = repository / "content/strike"
    folder.mkdir()
    sheet = folder / "facts.yaml"
    sheet.write_text(SHEET.partition("\n")[2], "utf-8")
    with opened(sheet, settings_of(repository)) as speaks:
        assert lines_told(speaks, sheet) == {"stance: cross", "wher: on the radio"}


def test_the_repositorys_settings_know_shared_parties(repository: Path) -> None:
    path = repository / "content/parties.yaml"
    path.write_text("parties:\n  - id: union\n    nam: Dock Union\n    kind: person\n", "utf-8")
    with opened(path, settings_of(repository)) as speaks:
        assert lines_told(speaks, path) == {"nam: Dock Union"}
        found = speaks.ask("textDocument/completion", at(path, "kind: "))
        assert {"person", "state"} <= {one["label"] for one in found["items"]}
