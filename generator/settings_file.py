"""What `mkdocs.yml` and the files it inherits say, and where, so that what is wrong can be shown there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.diagnostics import Diagnostic
from generator.reading import read_text
from generator.severities import Problem, double_rule
from generator.source import SourceFile, Span

RULES = ("plugins", "explainers", "rules")
"""The keys below which the weights of mistakes stand."""


class _Loader(yaml.SafeLoader):
    """Reads settings of MkDocs as plain values; what its tags name is left alone, but for `!ENV`."""


def _environment(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    """The first variable that is set, else the default: the last of several."""
    names = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else [node.value]
    default = names.pop() if len(names) > 1 else None
    known = (name for name in names if isinstance(name, str) and name in os.environ)
    return next((os.environ[name] for name in known), default)


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("", lambda *_: None)


def read_settings(path: Path) -> Mapping[str, Any]:
    """A file of settings over those that it inherits; empty where none can be read: MkDocs itself tells."""
    settings: Mapping[str, Any] = {}
    for above in reversed(with_inherited(path).values()):
        settings = laid_over(settings, above)
    return settings


def with_inherited(path: Path) -> dict[Path, Mapping[str, Any]]:
    """A file of settings and those that it inherits, one after another: each path is from the file before."""
    found: dict[Path, Mapping[str, Any]] = {}
    while path not in found:
        found[path] = read_file(path)
        inherited = found[path].get("INHERIT")
        if isinstance(inherited, str):
            path = Path(os.path.normpath(path.parent / inherited))
    return found


def read_file(path: Path) -> Mapping[str, Any]:
    """What stands in one file of settings; empty where it cannot be read."""
    try:
        settings = yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return {}
    return settings if isinstance(settings, dict) else {}


def laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> Mapping[str, Any]:
    """Settings over inherited ones, as MkDocs does it: groups are put together, anything else is replaced."""
    groups = {
        key: laid_over(below[key], value)
        for key, value in above.items()
        if isinstance(value, dict) and isinstance(below.get(key), dict)
    }
    return {**below, **above, **groups}


def setting_mistakes(problems: Iterable[Problem], path: Path) -> tuple[Diagnostic, ...]:
    """What is wrong with the rules of a file of settings and of those it inherits, each at its place."""
    found = rules_of(path)
    return (
        *(located(problem, found) for problem in problems),
        *(one for source, rules in found for one in doubles(source, rules)),
    )


Rules = list[tuple[SourceFile, yaml.Node | None]]


def rules_of(path: Path) -> Rules:
    """The files of settings that have a say on rules, with the rules in each; the first has the last word."""
    found: Rules = []
    for one in with_inherited(path):
        source = read_text(one, Path(os.path.relpath(one, path.parent)).as_posix())[0]
        nodes = nodes_at(source, RULES)
        found.append((source, nodes[-1] if len(nodes) == len(RULES) else None))
        if not all(isinstance(node, yaml.MappingNode) for node in nodes):
            break  # A list or a text is not put together with what it inherits, but takes its place.
    return found


def located(problem: Problem, found: Rules) -> Diagnostic:
    """A problem at its place: in the file that has the last word on it."""
    source, node = next(((source, rules) for source, rules in found if rules), (found[0][0], None))
    for one, rules in reversed(found):
        for key, value in pairs(rules):
            if problem.code and key.value == problem.code:
                source, node = one, value if problem.of_value else key
    return Diagnostic("bad-setting", problem.message, span_of(source, node), problem.hint)


def doubles(source: SourceFile, rules: yaml.Node | None) -> Iterator[Diagnostic]:
    """Codes that stand twice: YAML would take the last without a word."""
    seen: set[str] = set()
    for key, _ in pairs(rules):
        if key.value in seen:
            problem = double_rule(key.value)
            yield Diagnostic("bad-setting", problem.message, span_of(source, key), problem.hint)
        seen.add(key.value)


def nodes_at(source: SourceFile, path: tuple[str, ...]) -> list[yaml.Node]:
    """What stands below each of some keys, as far as they are there; in a list of plugins, below one."""
    try:
        node = yaml.compose(source.text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return []  # MkDocs itself tells.
    found: list[yaml.Node] = []
    for name in path:
        inner = node.value if isinstance(node, yaml.SequenceNode) else [node]
        node = next((value for one in inner for key, value in pairs(one) if key.value == name), None)
        if node is None:
            break
        found.append(node)
    return found


def pairs(node: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """The keys of a mapping that are words, with their values."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(key, yaml.ScalarNode):
            yield key, value


def span_of(source: SourceFile, node: yaml.Node | None) -> Span:
    """The place of a node."""
    return source.span(node.start_mark.index, node.end_mark.index) if node else source.span(0, 0)
