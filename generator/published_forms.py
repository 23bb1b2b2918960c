"""The forms as a part of the published site: what they change goes to GitHub, as the editor who is logged in.

Nothing of ours runs anywhere for it. The page asks GitHub, and for logging in the program that the site's
owner names, and nobody else: its own policy says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from generator.diagnostics import did_you_mean
from generator.form_bundle import is_set_up
from generator.form_fields import Forms
from generator.form_values import shape
from generator.frozen import Frozen
from generator.library import Library
from generator.model.sheets import FactSheet, FrontMatter

FOLDER = "admin"
PAGE = ("published.html", "published.js", "sheet.js", "forms.css")
KEYS = ("repo", "branch", "login", "workflow")
REPO = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9_.-]{1,100}")
BRANCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,99}")
API = "https://api.github.com"


class FormSettingsError(Exception):
    """The settings cannot be used, or what they need is missing; the message says how to mend it."""


class PublishedForms(Frozen):
    """What `forms:` in `mkdocs.yml` says of published forms.

    `repo` is `owner/name` on GitHub; `login` the address of the program that logs editors in; with
    `workflow` each change is a pull request first.
    """

    repo: str
    login: str
    branch: str = "main"
    workflow: bool = True

    @property
    def policy(self) -> str:
        """The policy of the page (Content-Security-Policy, as a `meta` element may have it)."""
        return "; ".join(
            (
                "default-src 'none'",
                "base-uri 'none'",
                f"connect-src 'self' {API} blob:",
                "font-src 'self' data:",
                "form-action 'self'",
                "img-src 'self' data: blob: https://avatars.githubusercontent.com",
                # The CMS makes the check of its settings at run time, and its styles, too.
                "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'",
                "style-src 'self' 'unsafe-inline'",
            )
        )


def read_settings(value: object) -> PublishedForms | None:
    """What stands below `forms:`; None where it only says whether there are forms under serve."""
    if not isinstance(value, Mapping):
        return None
    for key in value:
        if key not in KEYS:
            near = did_you_mean(str(key), KEYS) or f"There are {', '.join(KEYS)}."
            raise FormSettingsError(f"“forms” has no setting “{key}”. {near}")
    repo, branch = str(value.get("repo") or ""), str(value.get("branch") or "main")
    login, workflow = str(value.get("login") or ""), value.get("workflow", True)
    if not REPO.fullmatch(repo):
        raise FormSettingsError("Published forms need “repo: owner/name”, the repository on GitHub.")
    if not BRANCH.fullmatch(branch) or ".." in branch:
        raise FormSettingsError(f"“{branch}” is not the name of a branch.")
    address = urlsplit(login)
    if address.scheme != "https" or not address.hostname or address.query or address.fragment:
        raise FormSettingsError(
            "Published forms need “login: https://…”, the address of the program that logs editors in."
        )
    if not isinstance(workflow, bool):
        raise FormSettingsError("“workflow” is true or false: whether each change is a pull request first.")
    return PublishedForms(repo, login.rstrip("/"), branch, workflow)


def published(
    settings: PublishedForms, library: Library, page: Path, bundle: Path, root: str, back: str
) -> Iterator[tuple[str, bytes]]:
    """The files of the forms by their names below the site.

    `page` has our own part of them, `bundle` the programs; `root` is the content's folder in the
    repository, and `back` the address of the site.
    """
    if not is_set_up(bundle):
        raise FormSettingsError(
            "The forms shall be published, and their program is not here: run “make forms” first "
            "(“explainers forms”)."
        )
    for name in PAGE:
        text = (page / name).read_bytes()
        if name == "published.html":
            name, text = "index.html", text.replace(b"{{ policy }}", settings.policy.encode())
        yield f"{FOLDER}/{name}", text
    for path in sorted(path for path in bundle.rglob("*") if path.is_file()):
        yield f"{FOLDER}/{path.relative_to(bundle).as_posix()}", path.read_bytes()
    config = json.dumps(started_with(settings, library, root, back), ensure_ascii=False)
    yield f"{FOLDER}/config.json", config.encode()


def started_with(settings: PublishedForms, library: Library, root: str, back: str) -> object:
    """The settings of the CMS, and what the files hold."""
    login = urlsplit(settings.login)
    backend = {
        "name": "github",
        "repo": settings.repo,
        "branch": settings.branch,
        "base_url": f"https://{login.netloc}",
        "auth_endpoint": login.path.strip("/") or "auth",
        "squash_merges": True,
    }
    config = Forms(library, root).config(backend, back)
    if settings.workflow:
        config["publish_mode"] = "editorial_workflow"
    return {"config": config, "shapes": {"sheet": shape(FactSheet), "article": shape(FrontMatter)}}
