"""Published forms: off unless the settings say otherwise, and never without what they need."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import GOOD, Project, make_project

from generator.form_bundle import names
from generator.gathering import read_library
from generator.published_forms import FormSettingsError, PublishedForms, published, read_settings
from generator.rendering import find_templates

LOGIN = "https://login.example/auth"


@pytest.mark.parametrize("value", [True, False])
def test_off_unless_there_is_a_repository(value: bool) -> None:
    assert read_settings(value) is None


def test_what_is_left_out_is_careful() -> None:
    """Each change is a pull request, against main."""
    assert read_settings({"repo": "merrow/pages", "login": f"{LOGIN}/"}) == PublishedForms(
        "merrow/pages", LOGIN, branch="main", workflow=True
    )


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, "repo: owner/name"),
        ({"repo": "https://github.com/merrow/pages", "login": LOGIN}, "repo: owner/name"),
        ({"repo": "merrow/pages"}, "login: https://"),
        ({"repo": "merrow/pages", "login": "http://login.example"}, "login: https://"),
        ({"repo": "merrow/pages", "login": "https://"}, "login: https://"),
        ({"repo": "merrow/pages", "login": f"{LOGIN}?a=b"}, "login: https://"),
        ({"repo": "merrow/pages", "login": LOGIN, "branch": "a..b"}, "not the name of a branch"),
        ({"repo": "merrow/pages", "login": LOGIN, "workflow": "yes"}, "true or false"),
        ({"repo": "merrow/pages", "login": LOGIN, "brnach": "x"}, "Did you mean “branch”?"),
    ],
)
def test_settings_that_cannot_be_used(settings: dict[str, object], words: str) -> None:
    with pytest.raises(FormSettingsError, match=re.escape(words)):
        read_settings(settings)


def files(tmp_path: Path, settings: PublishedForms) -> dict[str, bytes]:
    bundle = tmp_path / "bundle"
    (bundle / "yaml").mkdir(parents=True)
    (bundle / "packages.txt").write_text(names(), "utf-8")
    (bundle / "decap-cms.js").write_text("1")
    (bundle / "yaml/index.js").write_text("2")
    library, _ = read_library(GOOD, "content")
    page = find_templates() / "forms"
    return dict(published(settings, library, page, bundle, "words", "https://pages.example/"))


def test_what_is_published(tmp_path: Path) -> None:
    found = files(tmp_path, PublishedForms("merrow/pages", LOGIN))
    assert found["admin/decap-cms.js"] == b"1"
    assert found["admin/yaml/index.js"] == b"2"
    page = found["admin/index.html"].decode()
    assert "{{" not in page
    assert set(re.findall(r'(?:src|href)="([^":]+)"', page)) <= {
        name.removeprefix("admin/") for name in found
    }
    started = json.loads(found["admin/config.json"])
    assert started["config"]["publish_mode"] == "editorial_workflow"
    assert started["config"]["backend"] == {
        "name": "github",
        "repo": "merrow/pages",
        "branch": "main",
        "base_url": "https://login.example",
        "auth_endpoint": "auth",
        "squash_merges": True,
    }
    paths = [file["file"] for story in started["config"]["collections"] for file in story["files"]]
    assert "words/harbour-strike/facts.yaml" in paths
    assert "words/parties.yaml" in paths
    assert set(started["shapes"]) == {"sheet", "article"}


def test_changes_go_straight_to_the_branch_where_asked_for(tmp_path: Path) -> None:
    found = files(tmp_path, PublishedForms("merrow/pages", LOGIN, branch="next", workflow=False))
    config = json.loads(found["admin/config.json"])["config"]
    assert "publish_mode" not in config
    assert config["backend"]["branch"] == "next"


def test_without_the_program_nothing_is_published(tmp_path: Path) -> None:
    library, _ = read_library(GOOD, "content")
    settings = PublishedForms("merrow/pages", LOGIN)
    with pytest.raises(FormSettingsError, match="make forms"):
        list(published(settings, library, find_templates() / "forms", tmp_path, "content", "/"))


def test_a_site_has_no_forms_by_itself(project: Project) -> None:
    assert not (project.site / "admin").exists()


def test_a_mistake_in_the_settings_is_told(tmp_path: Path) -> None:
    folder = make_project(tmp_path / "project")
    text = (folder / "mkdocs.yml").read_text("utf-8")
    text = text.replace("  - explainers\n", "  - explainers:\n      forms: {repo: merrow}\n")
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Published forms need “repo: owner/name”" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "site").exists()
