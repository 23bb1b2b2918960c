"""What editing programs are told of fact sheets: what the build takes is valid, and its mistakes are not."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import GOOD
from jsonschema import Draft202012Validator

from generator.cli import main
from generator.editor_schema import FINDER, as_text, finder, names_finder, parties_schema, sheet_schema
from generator.gathering import read_library

ROOT = Path(__file__).parent.parent
SHEETS = [*sorted(GOOD.glob("*/facts.yaml")), *sorted((ROOT / "content").glob("*/facts.yaml"))]


class Yaml12(yaml.SafeLoader):
    """Reads scalars as editing programs do: by the types of YAML 1.2, which knows no dates and no yes."""


Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in many if not tag.endswith((":timestamp", ":bool"))]
    for first, many in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for letter in "tf":
    Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), [letter])


def mistakes(schema: dict[str, Any], sheet: object) -> list[str]:
    return [one.message for one in Draft202012Validator(schema).iter_errors(sheet)]


def read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Yaml12)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(sheet_schema())


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.parent.name)
def test_a_sheet_that_builds_is_valid(path: Path) -> None:
    library, _ = read_library(path.parent.parent, "content")
    assert mistakes(sheet_schema(), read(path)) == []
    assert mistakes(sheet_schema(library, path.parent.name), read(path)) == []


@pytest.mark.parametrize(
    ("section", "change"),
    [
        ("reactions", {"stanse": "neutral"}),
        ("reactions", {"stance": "angry"}),
        ("reactions", {"by": "Nobody Here"}),
        ("reactions", {"by": "nobody-here"}),
        ("dates", {"title": ["a", "list"]}),
        ("demands", {"id": "Not An Id"}),
        ("claims", {"evidence": {"word": "misspelt"}}),
    ],
)
def test_a_mistake_is_underlined(section: str, change: dict[str, Any]) -> None:
    path = SHEETS[0]
    library, _ = read_library(path.parent.parent, "content")
    sheet = read(path)
    sheet[section][0].update(change)
    assert mistakes(sheet_schema(library, path.parent.name), sheet) != []


def test_every_field_says_what_it_is() -> None:
    schema = sheet_schema()
    parts = [schema, *(part for part in schema["$defs"].values() if "properties" in part)]
    fields = [field for part in parts for field in part["properties"].values()]
    assert len(fields) > 80
    assert all(field["description"] for field in fields)


def test_a_story_offers_its_own_ids() -> None:
    library, _ = read_library(GOOD, "content")
    slug = library.stories[0].slug
    known = sheet_schema(library, slug)["$defs"]
    (place,) = set(re.findall(r"#/\$defs/([\w-]+)", json.dumps(known["Reaction"]["properties"]["by"])))
    offered = json.dumps(known[place])
    assert all(f'"{party}"' in offered for party in library.story_parties[slug])
    assert f'"{library.stories[0].sheet.demands[0].value.id}"' not in offered


def test_the_schemas_are_written_beside_the_sheets(tmp_path: Path) -> None:
    shutil.copytree(GOOD, tmp_path / "content")
    content = tmp_path / "content"
    assert main(["schema", "--write", "--content", str(content)]) == 0
    for sheet in content.glob("*/facts.yaml"):
        assert json.loads((sheet.parent / ".schema.json").read_text("utf-8"))["$defs"]
    assert main(["check", str(content)]) == 0


def test_what_finds_the_schemas_is_written_once_where_a_sheet_names_it(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(GOOD, content)
    named = next(content.glob("*/facts.yaml"))
    named.write_text(f"# yaml-language-server: $schema={FINDER}\n" + named.read_text("utf-8"), "utf-8")
    assert main(["schema", "--write", "--content", str(content)]) == 0
    assert [path.parent for path in content.rglob(FINDER)] == [named.parent]
    (named.parent / FINDER).write_text("somebody's own", "utf-8")
    assert main(["schema", "--write", "--content", str(content)]) == 0
    assert (named.parent / FINDER).read_text("utf-8") == "somebody's own"


def test_what_finds_the_schemas_names_those_that_there_are(tmp_path: Path) -> None:
    folder = tmp_path / "content/strike"
    folder.mkdir(parents=True)
    assert json.loads(finder(folder))["$defs"]["0"] == {"allOf": [{"$ref": ".schema.json"}]}
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode/facts.schema.json").touch()
    both = json.loads(finder(folder))["$defs"]["0"]["allOf"]
    assert both == [{"$ref": "../../.vscode/facts.schema.json"}, {"$ref": ".schema.json"}]


def test_the_repository_keeps_what_finds_the_schemas_as_it_is_made() -> None:
    kept = sorted((ROOT / "content").glob(f"*/{FINDER}"))
    assert [path.parent for path in kept] == sorted(
        path.parent for path in (ROOT / "content").glob("*/facts.yaml") if names_finder(path)
    )
    assert kept
    assert all(path.read_text("utf-8") == finder(path.parent) for path in kept)


def test_a_schema_is_never_written_through_a_link(tmp_path: Path) -> None:
    """A stranger's hidden link must not lead the writer to another file."""
    shutil.copytree(GOOD, tmp_path / "content")
    outside = tmp_path / "outside"
    outside.write_text("kept", "utf-8")
    folder = next((tmp_path / "content").glob("*/facts.yaml")).parent
    (folder / ".schema.json").symlink_to(outside)
    assert main(["schema", "--write", "--content", str(tmp_path / "content")]) == 0
    assert outside.read_text("utf-8") == "kept"
    assert json.loads((folder / ".schema.json").read_text("utf-8"))["$defs"]


def test_the_schema_in_the_repository_is_the_models() -> None:
    """Written anew by: explainers schema > .vscode/facts.schema.json"""
    assert (ROOT / ".vscode/facts.schema.json").read_text("utf-8") == as_text(sheet_schema())


def test_the_schema_of_shared_parties_is_the_models() -> None:
    """Written anew by: explainers schema parties > .vscode/parties.schema.json"""
    assert (ROOT / ".vscode/parties.schema.json").read_text("utf-8") == as_text(parties_schema())
    for folder in (GOOD, ROOT / "content"):
        assert mistakes(parties_schema(), read(folder / "parties.yaml")) == []
    assert mistakes(parties_schema(), {"parties": [{"id": "union", "nam": "Dock Union"}]})
