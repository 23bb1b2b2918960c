"""Where a setting stands in `mkdocs.yml`, so that what is wrong with it can be shown there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from generator.diagnostics import Diagnostic
from generator.reading import read_text
from generator.severities import Problem, double_rule
from generator.source import SourceFile, Span

RULES = ("plugins", "explainers", "rules")
"""The keys below which the weights of mistakes stand."""


def setting_mistakes(problems: Iterable[Problem], path: Path) -> tuple[Diagnostic, ...]:
    """What is wrong with the rules of a file of settings, each at its place."""
    source = read_text(path, path.name)[0]
    rules = node_at(source, RULES)
    return (
        *(one for problem in problems for one in located(problem, source, rules)),
        *doubles(source, rules),
    )


def located(problem: Problem, source: SourceFile, rules: yaml.Node | None) -> Iterator[Diagnostic]:
    """A problem at its place, or at the beginning of a file that has it from elsewhere."""
    span = span_of(source, rules)
    for key, value in pairs(rules):
        if problem.code and key.value == problem.code:
            span = span_of(source, value if problem.of_value else key)
    yield Diagnostic("bad-setting", problem.message, span, problem.hint)


def doubles(source: SourceFile, rules: yaml.Node | None) -> Iterator[Diagnostic]:
    """Codes that stand twice: YAML would take the last without a word."""
    seen: set[str] = set()
    for key, _ in pairs(rules):
        if key.value in seen:
            problem = double_rule(key.value)
            yield Diagnostic("bad-setting", problem.message, span_of(source, key), problem.hint)
        seen.add(key.value)


def node_at(source: SourceFile, path: tuple[str, ...]) -> yaml.Node | None:
    """What stands below some keys; a list of plugins is looked through for the one that has the next key."""
    try:
        node = yaml.compose(source.text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return None  # MkDocs itself tells.
    for name in path:
        inner = node.value if isinstance(node, yaml.SequenceNode) else [node]
        node = next((value for one in inner for key, value in pairs(one) if key.value == name), None)
    return node


def pairs(node: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """The keys of a mapping that are words, with their values."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(key, yaml.ScalarNode):
            yield key, value


def span_of(source: SourceFile, node: yaml.Node | None) -> Span:
    """The place of a node."""
    return source.span(node.start_mark.index, node.end_mark.index) if node else source.span(0, 0)
