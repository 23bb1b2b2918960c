"""What the repository promises about itself: locks, workflows and the package it builds."""

import re
import subprocess
import sys
import tomllib
from configparser import ConfigParser
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml

ROOT = Path(__file__).parent.parent
LOCKS = [ROOT / "requirements/site.txt", ROOT / "requirements/dev.txt", ROOT / "requirements/import.txt"]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))

each_lock = pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
each_workflow = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.name)


def entries(lock: Path) -> list[str]:
    """The requirements of a lock, each with the hashes on the lines after it."""
    joined = lock.read_text("utf-8").replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def name(requirement: str) -> str:
    """The name a requirement begins with, as package indexes compare it."""
    return re.split(r"[^\w.-]", requirement)[0].replace("_", "-").lower()


def names(lock: Path) -> set[str]:
    return {name(entry) for entry in entries(lock)}


def pins(lock: Path) -> set[str]:
    return {entry.partition("--hash")[0].strip() for entry in entries(lock)}


@each_lock
def test_a_lock_names_no_host(lock: Path) -> None:
    words = lock.read_text("utf-8")
    assert "://" not in words
    assert not re.search(r"^\s*--(?!hash=)", words, re.MULTILINE)


@each_lock
def test_every_locked_package_has_one_version_and_hashes(lock: Path) -> None:
    assert entries(lock)
    for entry in entries(lock):
        assert re.fullmatch(r"[\w.-]+==[\w.]+( ; [^\\]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*", entry), entry


def test_the_lock_for_the_site_holds_all_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = project["project"]["dependencies"] + project["dependency-groups"]["build"]
    assert {name(requirement) for requirement in asked} <= names(LOCKS[0])


def test_the_lock_for_work_on_the_project_adds_to_the_others() -> None:
    assert pins(LOCKS[0]) | pins(LOCKS[2]) < pins(LOCKS[1])


def test_the_lock_for_web_pages_holds_what_the_extra_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = project["project"]["optional-dependencies"]["import"]
    assert asked == project["dependency-groups"]["import"]
    assert {name(requirement) for requirement in asked} <= names(LOCKS[2])


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """The package, built from this checkout without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return ZipFile(path)


def test_the_package_carries_its_templates(wheel: ZipFile) -> None:
    templates = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    assert templates
    inside = {f"generator/{path.relative_to(ROOT).as_posix()}" for path in templates}
    assert inside <= set(wheel.namelist())


def test_the_package_says_that_it_is_typed_and_how_it_is_licensed(wheel: ZipFile) -> None:
    assert "generator/py.typed" in wheel.namelist()
    assert any(path.endswith("/licenses/LICENSE") for path in wheel.namelist())


def test_the_package_brings_its_command_and_its_plugin(wheel: ZipFile) -> None:
    (path,) = (path for path in wheel.namelist() if path.endswith("/entry_points.txt"))
    offered = ConfigParser()
    offered.read_string(wheel.read(path).decode())
    assert offered["console_scripts"]["explainers"] == "generator.cli:main"
    assert offered["mkdocs.plugins"]["explainers"] == "generator.mkdocs_plugin:ExplainersPlugin"


def test_what_ci_runs_is_what_people_run() -> None:
    script = ROOT / ".ci/run"
    assert script.stat().st_mode & 0o111
    commands = set(re.findall(r"^make \w+", script.read_text("utf-8"), re.MULTILINE))
    assert commands == {"make checkers", "make check", "make site", "make test"}


def test_there_are_workflows() -> None:
    assert {workflow.name for workflow in WORKFLOWS} == {"check.yml", "publish.yml"}


@each_workflow
def test_every_action_is_pinned_to_a_commit_that_names_its_version(workflow: Path) -> None:
    used = re.findall(r"uses:(.*)", workflow.read_text("utf-8"))
    assert used
    for action in used:
        assert re.fullmatch(r" [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


@each_workflow
def test_a_workflow_may_do_nothing_but_what_a_job_asks_for(workflow: Path) -> None:
    plan = yaml.safe_load(workflow.read_text("utf-8"))
    assert plan["permissions"] == {}
    assert all("permissions" in job and "timeout-minutes" in job for job in plan["jobs"].values())


@each_workflow
def test_a_workflow_knows_no_secrets(workflow: Path) -> None:
    assert "secrets." not in workflow.read_text("utf-8")


def test_a_pull_request_can_only_read() -> None:
    reached = {
        workflow.name: [job["permissions"] for job in plan["jobs"].values()]
        for workflow in WORKFLOWS
        # YAML 1.1 reads the key `on` as true.
        if "pull_request" in (plan := yaml.safe_load(workflow.read_text("utf-8")))[True]
    }
    assert reached == {"check.yml": [{"contents": "read"}]}


STRANGERS = {"pull_request_target", "workflow_run", "issues", "issue_comment", "discussion", "fork", "watch"}
"""What anybody can set off, and what then runs with the rights of the repository."""


@each_workflow
def test_nothing_with_rights_is_set_off_by_strangers(workflow: Path) -> None:
    """What a fork sends runs as its author pleases, by mkdocs.yml alone. What may write runs for main."""
    plan = yaml.load(workflow.read_text("utf-8"), yaml.BaseLoader)
    assert not STRANGERS & set(plan["on"])
    for job in plan["jobs"].values():
        may_write = "write" in job["permissions"].values()
        needed = plan["jobs"].get(job.get("needs", ""), {})
        assert not may_write or "github.ref == 'refs/heads/main'" in (needed | job).get("if", "")


INJECTED = """\
name: Greet
on: pull_request
permissions: {}
jobs:
  greet:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "${{ github.event.pull_request.title }}"
"""


def test_an_order_in_the_title_of_a_pull_request_would_be_found(tmp_path: Path) -> None:
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    (folder / "greet.yml").write_text(INJECTED, "utf-8")
    program = str(Path(sys.executable).with_name("zizmor"))
    command = [program, "--offline", "--no-progress", "--persona=pedantic", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "template-injection" in done.stdout
