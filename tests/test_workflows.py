"""The shell of the check workflow, run as GitHub runs it: on the shallow merge of a pull request."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from conftest import CONFIG, GOOD

ROOT = Path(__file__).parent.parent
STEPS = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))["jobs"]["check"]["steps"]
LOOK = "Stop at programs from a fork"
SHOW = "Show mistakes beside the lines they are in"
TELL = "Say what readers would see change"
BRANCH = "a$(touch${IFS}pwned)`touch${IFS}pwned`;touch${IFS}pwned;'\"&touch${IFS}pwned"
"""A name that git allows, and that a shell would obey."""
TITLE = '"; touch pwned; echo "$(touch pwned)`touch pwned`\n::error::All is well'
SHEET = "content/harbour-strike/facts.yaml"
OLD, NEW = "headline: The harbour strike", "headline: A harbour on strike"


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@dataclass(frozen=True)
class Runner:
    """A checked out pull request, with what GitHub tells its steps."""

    folder: Path
    summary: Path
    event: Path

    def step(self, name: str) -> subprocess.CompletedProcess[str]:
        """One step, in the shell that it asks for."""
        (step,) = (one for one in STEPS if one.get("name") == name)
        script = self.summary.with_name("step.sh")
        script.write_text(step["run"], "utf-8")
        strict = ["--noprofile", "--norc", "-eo", "pipefail"] if step.get("shell") == "bash" else ["-e"]
        told = {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": "pull_request",
            "GITHUB_EVENT_PATH": str(self.event),
            "GITHUB_REF": "refs/pull/7/merge",
            "GITHUB_HEAD_REF": BRANCH,
            "GITHUB_BASE_REF": "main",
            "GITHUB_STEP_SUMMARY": str(self.summary),
        }
        return subprocess.run(
            ["bash", *strict, str(script)], cwd=self.folder, env={**os.environ, **told},
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip


@pytest.fixture
def pull_request(tmp_path: Path) -> Callable[[Mapping[str, str | None]], Runner]:
    """Makes a runner's copy of a fork's pull request that writes some files; those of None it deletes."""
    here = tmp_path / "here"
    shutil.copytree(GOOD, here / "content")
    (here / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (here / "old.py").write_text("print()\n", "utf-8")
    git(here, "init", "-q", "-b", "main")
    git(here, "add", ".")
    git(here, "commit", "-q", "-m", "A site")
    git(here, "commit", "-q", "--allow-empty", "-m", "One more")

    def make(files: Mapping[str, str | None]) -> Runner:
        git(here, "checkout", "-q", "-b", BRANCH, "main~1")
        for name, text in files.items():
            path = here / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink() if text is None else path.write_text(text, "utf-8")
        git(here, "add", "--all")
        git(here, "commit", "-q", "-m", TITLE)
        git(here, "checkout", "-q", "--detach", "main")
        git(here, "merge", "-q", "--no-ff", "-m", "Merge one into the other", BRANCH)
        git(here, "update-ref", "refs/pull/7/merge", "HEAD")
        runner = tmp_path / "runner"
        runner.mkdir()
        git(runner, "init", "-q")
        git(runner, "fetch", "-q", "--no-tags", "--depth=2", here.as_uri(), "refs/pull/7/merge")
        git(runner, "checkout", "-q", "--detach", "FETCH_HEAD")
        program = runner / ".venv/bin/explainers"
        program.parent.mkdir(parents=True)
        program.write_text(
            f"#!{sys.executable}\nfrom generator.cli import main\nraise SystemExit(main())\n", "utf-8"
        )
        program.chmod(0o755)
        event = tmp_path / "event.json"
        event.write_text(json.dumps({"pull_request": {"title": TITLE, "head": {"ref": BRANCH}}}), "utf-8")
        return Runner(runner, tmp_path / "summary.md", event)

    return make


Make = Callable[[Mapping[str, str | None]], Runner]


def test_a_forks_programs_are_looked_for_before_anything_of_it_runs() -> None:
    runs = [step["name"] for step in STEPS if "run" in step]
    assert runs[0] == LOOK
    (look,) = (step for step in STEPS if step["name"] == LOOK)
    assert look["if"].split(" && ") == [
        "github.event_name == 'pull_request'",
        "github.event.pull_request.head.repo.full_name != github.repository",
    ]


def test_a_hook_in_a_forks_settings_is_an_error_that_names_the_file_and_the_line(pull_request: Make) -> None:
    runner = pull_request(
        {
            "mkdocs.yml": CONFIG + "hooks:\n  - evil.py\n",
            "evil.py": "raise SystemExit('it ran')\n",
            SHEET: (GOOD / "harbour-strike/facts.yaml").read_text("utf-8").replace(OLD, NEW),
        }
    )
    done = runner.step(LOOK)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert [line.partition(",title=")[0] for line in lines] == [
        "::error file=evil.py,line=1",
        f"::error file=mkdocs.yml,line={CONFIG.count(chr(10)) + 1}",
    ]
    assert "::mkdocs.yml can run as code." in lines[1]
    assert "push it to a branch of this repository" in lines[1]


@pytest.mark.parametrize(
    "name",
    [
        "generator/x.py", "templates/x.md", "requirements/site.txt", "Makefile", ".github/workflows/new.yml",
        ".ci/run", ".vscode/settings.json", "content.py", "content/harbour-strike/own.js", "content/own.mjs",
        'content/"\n.js', "a,title=b%0A::c:.py", "é.py", ":(glob)x", "-x",
    ],
)  # fmt: skip
def test_whatever_can_run_is_named_on_one_line(name: str, pull_request: Make) -> None:
    done = pull_request({name: "x\n"}).step(LOOK)
    assert done.returncode == 1
    (line,) = done.stdout.splitlines()
    assert line.startswith("::error file=")
    place, _, told = line.removeprefix("::error ").partition("::")
    assert [part.partition("=")[0] for part in place.split(",")] == ["file", "line", "title"]
    assert told.count("%") == name.count("%")
    assert "%0A" not in told


def test_a_program_that_is_moved_or_deleted_is_named(pull_request: Make) -> None:
    done = pull_request({"old.py": None, "content/harbour-strike/notes.md": "print()\n"}).step(LOOK)
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=old.py,line=1,")


def test_texts_from_a_fork_pass_and_their_change_is_told(pull_request: Make) -> None:
    text = (GOOD / "harbour-strike/facts.yaml").read_text("utf-8")
    runner = pull_request({SHEET: text.replace(OLD, NEW), "README.md": "# A word\n"})
    done = runner.step(LOOK)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = runner.step(TELL)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert NEW.removeprefix("headline: ") in runner.summary.read_text("utf-8")
    assert not list(runner.folder.rglob("pwned"))


def test_a_mistake_is_shown_beside_its_line_and_nothing_else_is_obeyed(pull_request: Make) -> None:
    text = (GOOD / "harbour-strike/facts.yaml").read_text("utf-8")
    broken = text.replace(OLD, f"{OLD}\n  lead: ['::error::All is well%0A::warning::x']")
    runner = pull_request({SHEET: broken})
    done = runner.step(SHOW)
    line = broken[: broken.index("::error")].count("\n") + 1
    assert done.returncode == 1
    assert f"::error file={SHEET},line={line}," in done.stdout
    assert all(told.startswith(("::error file=", "::warning file=")) for told in done.stdout.splitlines())
    assert "%0A::warning" not in done.stdout
    done = runner.step(TELL)
    assert done.returncode == 1
    assert done.stderr == ""
    summary = runner.summary.read_text("utf-8")
    assert summary.startswith("The content has mistakes: 2 errors. ")
    assert "::" not in summary


def test_without_what_it_begins_from_a_pull_request_does_not_pass(pull_request: Make) -> None:
    runner = pull_request({"evil.py": "print()\n"})
    shutil.rmtree(runner.folder / ".git")
    git(runner.folder, "init", "-q")
    assert runner.step(LOOK).returncode != 0
