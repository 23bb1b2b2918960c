"""`/admin/` while somebody writes: forms for the files on this disk, for this computer alone.

A layer of WSGI over the server of `mkdocs serve`. It answers its own folder only, and there nobody but a page
of its own: by the address of the caller, by `Host` (so that no other name can be bound to this computer) and,
where something is asked of it, by `Origin`.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from generator.form_fields import Forms
from generator.form_files import FormFiles
from generator.frozen import Frozen
from generator.mending import in_forms
from generator.saving import CannotSaveError

FOLDER = "admin/"
MOST_BYTES = 6_000_000
"""The most that a form may send: a file of the largest size, as JSON."""
BUNDLE = "decap-cms.js"
TYPES = {".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm", ".css": "text/css"}
POLICY = "; ".join(
    (
        "default-src 'none'",
        "base-uri 'none'",
        "connect-src 'self'",
        "font-src 'self' data:",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data: blob:",
        # The CMS makes the check of its settings at run time, and its styles, too.
        "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
    )
)
"""Nothing from elsewhere: what the CMS would ask of its makers' site is not asked."""

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Answer(Frozen):
    """What is sent back."""

    status: str
    kind: str
    content: bytes


class RefusedError(Exception):
    """A request that is not answered; the first word is the status."""


class FormServer:
    """Answers for `/admin/`; everything else goes to the server below."""

    def __init__(
        self,
        below: App,
        files: FormFiles,
        page: Path,
        bundle: Path,
        mount: str = "/",
    ) -> None:
        self.below, self.files = below, files
        self.page, self.bundle, self.mount = page, bundle, mount + FOLDER

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """One request, as WSGI has it."""
        path = str(environ.get("PATH_INFO", ""))
        if not f"{path}/".startswith(self.mount):
            return self.below(environ, start)
        try:
            refuse_strangers(environ)
            answer = self.answer(environ, path)
        except RefusedError as error:
            status, _, message = str(error).partition(": ")
            answer = Answer(status, "application/json", as_json({"error": message}))
        except CannotSaveError as error:
            answer = Answer("409 Conflict", "application/json", as_json({"error": str(error)}))
        headers = [
            ("Content-Type", answer.kind if "wasm" in answer.kind else f"{answer.kind}; charset=utf-8"),
            ("Content-Length", str(len(answer.content))),
            ("Content-Security-Policy", POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
        ]
        if answer.status.startswith("302"):
            headers.append(("Location", self.mount))
        start(answer.status, headers)
        return [answer.content]

    def answer(self, environ: Mapping[str, Any], path: str) -> Answer:
        """The answer to somebody who may ask."""
        name = path.removeprefix(self.mount)
        method = environ.get("REQUEST_METHOD")
        if f"{path}/" == self.mount:
            return Answer("302 Found", "text/plain", b"")
        if name == "api":
            if method != "POST":
                raise RefusedError("405 Method Not Allowed: This address takes what forms send.")
            return Answer("200 OK", "application/json", as_json(self.do(asked(environ))))
        if method not in ("GET", "HEAD"):
            raise RefusedError("405 Method Not Allowed: This can only be read.")
        if name == "config.json":
            backend = {"name": "proxy", "proxy_url": f"{self.mount}api", "branch": "main"}
            config = Forms(self.files.library()).config(backend, self.mount.removesuffix(FOLDER))
            return Answer("200 OK", "application/json", as_json(config))
        return self.file(name)

    def file(self, name: str) -> Answer:
        """A file of the page, or of the CMS."""
        if name in ("", "index.html"):
            name = "index.html" if (self.bundle / BUNDLE).is_file() else "missing.html"
        for folder in (self.page, self.bundle):
            inside = folder.iterdir() if folder.is_dir() else ()
            known = {path.name: path for path in inside if path.is_file()}
            if name in known and known[name].suffix in TYPES:
                return Answer("200 OK", TYPES[known[name].suffix], known[name].read_bytes())
        raise RefusedError("404 Not Found: There is no such file.")

    def do(self, request: Mapping[str, Any]) -> object:
        """What the CMS asks for, by the names of its proxy protocol."""
        given = request.get("params")
        params: Mapping[str, Any] = given if isinstance(given, dict) else {}
        match request.get("action"):
            case "info":
                return {"repo": "content", "publish_modes": ["simple"], "type": "explainers"}
            case "entriesByFiles":
                files = params.get("files")
                asked_for = files if isinstance(files, list) else []
                return [self.entry(str(one.get("path"))) for one in asked_for if isinstance(one, dict)]
            case "getEntry":
                return self.entry(str(params.get("path")))
            case "persistEntry":
                return self.persist(params)
            case "getMedia":
                return []
        raise RefusedError("422 Unprocessable Content: The forms cannot do this here.")

    def entry(self, name: str) -> object:
        """A file as the CMS takes it."""
        content = json.dumps(self.files.load(name), ensure_ascii=False)
        return {"data": content, "file": {"path": name, "id": None, "label": ""}}

    def persist(self, params: Mapping[str, Any]) -> object:
        """Save what a form sent."""
        sent = params.get("dataFiles")
        if not isinstance(sent, list) or len(sent) != 1 or params.get("assets"):
            raise RefusedError("422 Unprocessable Content: One file at a time is saved, and no pictures.")
        (one,) = sent
        try:
            message = json.loads(one["raw"])
            name, values, form = str(one["path"]), message["values"], str(message["form"])
        except (KeyError, TypeError, ValueError, RecursionError):
            raise RefusedError("400 Bad Request: This is not what a form sends.") from None
        if not isinstance(values, dict):
            raise RefusedError("400 Bad Request: This is not what a form sends.")
        found = self.files.save(name, values, form)
        return {"message": "saved", "told": [f"{one.message}. {in_forms(one.hint)}".strip() for one in found]}


def refuse_strangers(environ: Mapping[str, Any]) -> None:
    """Only this computer asks, by its own name, and only a page of this server sends something."""
    host = str(environ.get("HTTP_HOST", ""))
    name, _, port = host.rpartition(":")
    if not is_loopback(str(environ.get("REMOTE_ADDR", ""))) or not is_loopback(name.strip("[]")):
        raise RefusedError("403 Forbidden: The forms are for this computer only: open them by 127.0.0.1.")
    if port != str(environ.get("SERVER_PORT")):
        raise RefusedError("403 Forbidden: This is not the address of these forms.")
    own = environ.get("HTTP_SEC_FETCH_SITE", "none") in ("same-origin", "none")
    followed_a_link = environ.get("HTTP_SEC_FETCH_MODE") == "navigate"
    if not own and not (followed_a_link and environ.get("REQUEST_METHOD") == "GET"):
        raise RefusedError("403 Forbidden: Another site may not ask this.")
    if environ.get("REQUEST_METHOD") == "POST" and environ.get("HTTP_ORIGIN") != f"http://{host}":
        raise RefusedError("403 Forbidden: Only the forms themselves may save.")


def is_loopback(name: str) -> bool:
    """Whether a name or an address means this computer alone."""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def asked(environ: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a form sent."""
    if str(environ.get("CONTENT_TYPE", "")).partition(";")[0].strip().lower() != "application/json":
        raise RefusedError("415 Unsupported Media Type: Forms send JSON.")
    length = str(environ.get("CONTENT_LENGTH") or "")
    if not length.isascii() or not length.isdigit():
        raise RefusedError("411 Length Required: The length is missing.")
    if len(length) > 12 or int(length) > MOST_BYTES:
        raise RefusedError("413 Content Too Large: This is more than a file may hold.")
    try:
        request = json.loads(environ["wsgi.input"].read(int(length)))
    except (ValueError, RecursionError):
        request = None
    if not isinstance(request, dict):
        raise RefusedError("400 Bad Request: This is not what a form sends.")
    return request


def as_json(value: object) -> bytes:
    """A value as JSON; half characters, which JSON can carry and UTF-8 cannot, as their numbers."""
    return json.dumps(value).encode()
