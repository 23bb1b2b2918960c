"""What an editor of a fact sheet is offered and told while typing, by their program's language server."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.real import ROOT, checker, tool
from generator.cli import main

SHEET = """\
# yaml-language-server: $schema=.schema.json
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

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.told: queue.Queue[Message] = queue.Queue()
        self.number = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            length = int(header.split(b":")[1])
            while stream.readline().strip():
                pass
            message: Message = json.loads(stream.read(length))
            if "method" in message and "id" in message:
                wanted = message["method"] == "workspace/configuration"
                self._send({"id": message["id"], "result": [{}, {}, {}, {}, {}, {}] if wanted else None})
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
    program = checker("yaml-language-server", "bin", "yaml-language-server")
    command = [tool("node"), str(program), "--stdio"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=sheet.parent
    ) as process:
        speaks = LanguageServer(process)
        root = sheet.parent.parent.parent.as_uri()
        able = {"textDocument": {"completion": {"completionItem": {"snippetSupport": False}}, "hover": {}}}
        speaks.ask("initialize", {"processId": None, "rootUri": root, "capabilities": able})
        speaks.tell("initialized", {})
        opened = {"uri": sheet.as_uri(), "languageId": "yaml", "version": 1, "text": sheet.read_text("utf-8")}
        speaks.tell("textDocument/didOpen", {"textDocument": opened})
        yield speaks
        process.kill()


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
        "stance: cross",
        "wher: on the radio",
    }
    assert not any("dock-union" in texts[line] for line in lines)


def test_the_storys_ids_are_offered(server: LanguageServer, sheet: Path) -> None:
    found = server.ask("textDocument/completion", at(sheet, "by: "))
    labels = {one["label"] for one in found["items"]}
    assert {"dock-union", "harbour-board"} <= labels
    assert "calm" not in labels


def test_a_key_says_what_it_is(server: LanguageServer, sheet: Path) -> None:
    found = server.ask("textDocument/hover", at(sheet, "stanc"))
    assert "How it takes it" in json.dumps(found)


def test_the_repositorys_settings_name_its_schema() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    assert all((ROOT / path).is_file() for path in settings["yaml.schemas"])
