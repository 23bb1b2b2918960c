"""`python -m tests.mutation`: small faults are put into what validates and escapes; tests have to find them.

Each fault goes into a copy of the project, where the test files that exercise its module run, until one
fails. What no test finds is listed with its place. The frameworks for this (mutmut, cosmic-ray) run all tests
for each fault, keep databases of their own, and cannot leave out words for people; here `ast` is enough.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).parent.parent
MADE = (".git", ".venv", ".hypothesis", "__pycache__", "site", "dist")
"""What a copy of the project does without."""
ENOUGH = 0.9
LIMIT = 300
"""Seconds that the tests of one fault may take; longer counts as found: it hangs."""

RULES = ("checks", "rules", "variants", "mistakes", "cases", "drafts")
TESTS = {
    "validation.py": ("told", "validation", "fields", "library", "mistakes", "drafts", "cases"),
    "kinds.py": ("kinds", "told", "validation", "fields", "mistakes"),
    "json_schema.py": ("kinds", "editor_schema", "datasets"),
    "fields.py": ("told", "fields", "validation", "dates", "links", "mistakes", "editor_schema", "cases"),
    "model": ("validation", "fields", "mistakes", "editor_schema", "variants", "cases", "site"),
    "gathering.py": ("library", "rules", "mistakes", "recovery", "drafts", "cases"),
    "library.py": ("library", "rules", "mistakes", "recovery", "drafts", "cases"),
    "fact_sheet.py": ("told", "recovery", "library", "mistakes", "drafts", "cases"),
    "story.py": ("recovery", "library", "mistakes", "drafts", "cases"),
    "facts.py": ("facts", "evidence", "mistakes", "rules", "linked_data"),
    "dates.py": ("dates", "fields", "mistakes", "catalogue", "calendars", "rules"),
    "date_parsing.py": ("dates", "fields", "mistakes", "catalogue", "calendars"),
    "slugs.py": ("slugs", "fields", "mistakes", "rules"),
    "lookalikes.py": ("rules", "variants", "mistakes"),
    "checks/evidence.py": ("evidence", *RULES),
    "checks/__init__.py": (*RULES, "severities", "cli"),
    "checks": RULES,
    "attribution.py": ("attribution", "rules", "variants"),
    "quoted.py": ("quoted", "attribution", "rules", "variants", "drafting"),
    "evidence.py": ("evidence", "annotate", "mistakes", "rules", "variants", "adding", "cases"),
    "folding.py": ("evidence", "annotate", "mistakes", "rules", "variants", "cases"),
    "refused.py": ("article", "links", "mistakes", "annotate", "importing", "rules", "variants", "cases"),
    "article.py": ("article", "links", "mistakes", "annotate", "importing", "rules", "variants", "cases"),
    "links.py": ("links", "mentions", "mistakes", "rules", "annotate", "rendering", "site", "cases"),
    "inline_places.py": ("inline_places", "rules", "variants", "mistakes", "parsers"),
    "severities.py": ("severities", "cli"),
    "settings_file.py": ("severities", "cli"),
    "pages/annotate.py": ("annotate", "golden", "rendering", "cases"),
    "mkdocs_plugin/navigation.py": ("mkdocs",),
    "mkdocs_plugin/pages.py": ("mkdocs",),
    "rendering.py": ("rendering", "golden", "cases", "site"),
    "templating.py": ("rendering", "golden", "cases"),
    "ways.py": ("rendering", "golden", "linked_data", "feeds"),
    "active_files.py": ("active_files",),
    "folders.py": ("cases", "active_files", "library", "mkdocs"),
    "content_policy.py": ("content_policy",),
    "site_check": ("site_check", "mkdocs"),
    "letters.py": ("letters", "party_map", "rendering"),
    "reports.py": ("reports", "cli", "report_formats"),
    "report_formats.py": ("report_formats", "cli"),
    "reading.py": ("reading", "mistakes", "parsers", "drafting", "cases"),
    "yaml_document.py": ("told", "yaml_document", "mistakes", "reading", "recovery", "saving", "cases"),
    "yaml_events.py": ("told", "yaml_document", "mistakes", "reading", "recovery", "saving", "cases"),
    "yaml_slips.py": ("told", "yaml_document", "mistakes", "reading", "recovery", "saving", "cases"),
    "yaml_values.py": ("told", "yaml_document", "mistakes", "reading", "recovery", "saving", "cases"),
    "yaml_places.py": ("told", "yaml_document", "mistakes", "recovery", "saving"),
    "recovery.py": ("told", "yaml_document", "reading", "recovery", "mistakes", "cases"),
    "lost_dashes.py": ("told", "recovery", "variants", "mistakes", "library"),
    "salvage.py": ("told", "recovery", "mistakes", "cases"),
    "yaml_accidents": ("told", "yaml_document", "mistakes", "reading", "recovery", "cases"),
    "importing": ("importing", "web_pages", "mistakes", "parsers"),
    "additions.py": ("answers", "interview", "adding"),
    "answers.py": ("answers", "interview", "adding"),
    "yaml_writing.py": ("yaml_writing", "saving", "adding"),
    "saving.py": ("saving", "adding", "forms"),
    "trying.py": ("trying", "forms"),
    "form_values.py": ("form_values", "forms"),
    "form_files.py": ("form_server", "forms", "form_values"),
    "form_server.py": ("form_server", "forms"),
    "published_forms.py": ("published_forms",),
    "mending.py": ("mending", "told", "validation", "mistakes"),
    "sheet_words.py": ("sheet_words", "told", "yaml_document"),
    "diagnostics.py": ("reports", "validation", "mistakes", "library"),
    "outputs/feeds.py": ("feeds",),
    "outputs/calendars.py": ("calendars",),
    "outputs/datasets.py": ("datasets",),
    "outputs/linked_data": ("linked_data", "golden", "site"),
    "outputs/markdown.py": ("linked_data", "cases", "site", "other_builders"),
    "outputs/publication.py": ("feeds", "calendars", "datasets", "linked_data"),
    "outputs/search.py": ("search", "linked_data", "big_search", "live_search"),
}
"""Files and folders in `generator/`, with the files of tests that exercise them, the quickest first."""

FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/[\w/.]+(?:::\w+)?)", re.MULTILINE)
"""How pytest names a test that fails; which of its examples it was, does not matter here."""
SENTENCE = re.compile(r"^[^<>\\|=^*]*[a-z”’,] [a-z]+ [a-z][^<>\\|=^*]*$")
"""Words for people that stand elsewhere, and no pattern."""

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
CALLS = {"any": "all", "all": "any", "min": "max", "max": "min"}
TUNED = 20
"""From here on, a number is a limit or a measure: one more is no fault, but twice as much is."""
NO_BEHAVIOUR = ("annotation", "returns", "decorator_list", "ctx", "format_spec")
TYPES = frozenset(["Literal", "Callable", "Mapping", "Sequence", "tuple", "list", "dict", "set", "frozenset"])
"""What makes a type of what stands in its brackets: no code runs there."""
TOLD = ("Diagnostic", "refuse", "TypeVar")
"""What is called with words for people: what they say is judged by eye."""


@dataclass(frozen=True)
class Fault:
    """A change of one place in one module."""

    module: str
    line: int
    before: str
    after: str
    text: str
    """The whole module with the change."""

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.before}  →  {self.after}"


@dataclass(frozen=True)
class Change:
    """What comes instead of a part of the code."""

    holder: ast.AST
    name: str
    place: int | None
    """Where the part is, in a list under this name."""
    old: ast.AST
    new: ast.AST

    def put(self, part: ast.AST) -> None:
        """Set the part, the new or again the old one."""
        if self.place is None:
            setattr(self.holder, self.name, part)
        else:
            getattr(self.holder, self.name)[self.place] = part


def faults(module: str, source: str) -> Iterator[Fault]:
    """Each fault that can be put into a module: its tree is changed, written and changed back."""
    tree = ast.parse(source)
    for change in list(changes(tree)):
        change.put(change.new)
        text = ast.unparse(tree)
        change.put(change.old)
        line = getattr(change.old, "lineno", 0) or getattr(change.holder, "lineno", 0)
        yield Fault(module, int(line), brief(change.old), brief(change.new), text)


def brief(part: ast.AST) -> str:
    """A part of the code on one short line."""
    line = " ".join(ast.unparse(part).split())
    return line if len(line) <= 100 else f"{line[:99]}…"


def changes(node: ast.AST, told: bool = False) -> Iterator[Change]:
    """Every change below a node, in the order of the code; `told`: its strings are words for people."""
    told = told or (isinstance(node, ast.Call) and called(node) in TOLD)
    for name, part in ast.iter_fields(node):
        if name in NO_BEHAVIOUR:
            continue
        many = list(enumerate(part)) if isinstance(part, list) else [(None, part)]
        for place, one in many:
            if isinstance(one, ast.AST) and not is_docstring(one) and not is_type(one):
                if not (told and isinstance(one, ast.Constant | ast.FormattedValue)):
                    yield from (Change(node, name, place, one, new) for new in instead(one))
                yield from changes(one, told)


def is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_type(node: ast.AST) -> bool:
    """Whether a part of the code only says what values there can be."""
    if isinstance(node, ast.AnnAssign):
        return ast.unparse(node.annotation) == "TypeAlias"
    return isinstance(node, ast.Subscript) and getattr(node.value, "id", "") in TYPES


def called(call: ast.Call) -> str:
    """The name of what is called."""
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def instead(node: ast.AST) -> Iterator[ast.AST]:
    """What can stand instead of a node."""
    match node:
        case ast.Constant():
            yield from other_constant(node)
        case ast.BoolOp():
            yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.BinOp() if other := SUMS.get(type(node.op)):
            yield ast.BinOp(node.left, other(), node.right)
        case ast.Compare():
            others = [COMPARISONS[type(op)]() for op in node.ops]
            yield from (
                ast.Compare(node.left, [*node.ops[:n], other, *node.ops[n + 1 :]], node.comparators)
                for n, other in enumerate(others)
            )
        case ast.IfExp():
            yield ast.IfExp(node.test, node.orelse, node.body)
        case ast.Call():
            yield from other_call(node)
        case ast.comprehension():
            kept = node.ifs
            yield from (
                ast.comprehension(node.target, node.iter, [*kept[:n], *kept[n + 1 :]], node.is_async)
                for n in range(len(kept))
            )
        case ast.stmt():
            yield from other_statement(node)


def other_constant(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1 if node.value < TUNED else node.value * 2)
    elif isinstance(node.value, str) and node.value and not SENTENCE.search(node.value):
        yield ast.Constant("")


def other_call(node: ast.Call) -> Iterator[ast.AST]:
    """Without its last or a named argument; `f(x)` and `x.f()` as `x` alone."""
    if isinstance(node.func, ast.Name) and (other := CALLS.get(node.func.id)):
        yield ast.Call(ast.Name(other), node.args, node.keywords)
    if len(node.args) > 1 and called(node) not in TOLD:
        yield ast.Call(node.func, node.args[:-1], node.keywords)
    yield from (
        ast.Call(node.func, node.args, [*node.keywords[:n], *node.keywords[n + 1 :]])
        for n in range(len(node.keywords))
    )
    if node.keywords or len(node.args) > 1:
        return
    # What is made a text that is one already differs for the type checker alone.
    if node.args and called(node) != "str" and not isinstance(node.args[0], ast.Starred | ast.GeneratorExp):
        yield node.args[0]
    elif not node.args and isinstance(node.func, ast.Attribute):
        yield node.func.value


def other_statement(node: ast.stmt) -> Iterator[ast.AST]:
    """Nothing, the other branch, or a return without its value."""
    match node:
        case ast.If() | ast.While():
            yield type(node)(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.Return(value=ast.expr()) if ast.unparse(node) != "return None":
            yield ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
            yield ast.Pass()


def modules(*wanted: str) -> dict[str, Sequence[str]]:
    """The modules by their path in `generator/`, with their tests; only those whose path begins so."""
    found: dict[str, Sequence[str]] = {}
    for name, tests in TESTS.items():
        path = ROOT / "generator" / name
        for file in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            found.setdefault(str(file.relative_to(ROOT / "generator")), tests)
    return {name: tests for name, tests in found.items() if not wanted or name.startswith(wanted)}


class Copy:
    """A copy of the project in which one fault at a time is tried."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*MADE))

    def finds(self, fault: Fault, tests: Iterable[str]) -> str:
        """The first test that fails with this fault; empty where none does."""
        path = self.folder / "generator" / fault.module
        before = path.read_bytes()
        path.write_text(fault.text, "utf-8")
        # A cached module is known by its second and its size: both may be those of the last one.
        cached = Path(cache_from_source(str(path)))
        cached.unlink(missing_ok=True)
        try:
            return "".join(self.failing([f"tests/test_{test}.py" for test in tests], "-x")[:1])
        finally:
            path.write_bytes(before)
            cached.unlink(missing_ok=True)

    def failing(self, tests: Iterable[str], *more: str) -> list[str]:
        """The tests that fail here, of some files or functions."""
        line = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *more, *tests]
        # Beside the copy: what tests make shall not seem to belong to a project.
        beside = self.folder.with_name(f"{self.folder.name}-made")
        beside.mkdir(exist_ok=True)
        known = {**os.environ, "PYTHONPATH": str(self.folder), "TMPDIR": str(beside)}
        try:
            done = subprocess.run(line, cwd=self.folder, env=known, capture_output=True, timeout=LIMIT)
        except subprocess.TimeoutExpired:
            return ["one that does not end"]
        named = FAILED.findall(done.stdout.decode("utf-8", "replace"))
        return list(dict.fromkeys(named)) or ["none can begin"] * (done.returncode != 0)


def main() -> int:
    """Try a sample of faults; 1 where too few are found."""
    wanted = options()
    known = modules(*wanted.module)
    every = [
        fault
        for module in known
        for fault in faults(module, (ROOT / "generator" / module).read_text("utf-8"))
        if wanted.line in (0, fault.line)
    ]
    sample = random.Random(wanted.seed).sample(every, min(wanted.sample, len(every)))
    print(f"{len(every)} faults can be put into {len(known)} modules; {len(sample)} are tried", flush=True)
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        copies: SimpleQueue[Copy] = SimpleQueue()
        for n in range(wanted.jobs):
            copies.put(Copy(Path(folder) / str(n)))
        found = tried(sample, copies, lambda fault: known[fault.module])
        finders = sorted({test for test in found if test.startswith("tests/")})
        # What fails anyway would find anything.
        if failing := finders and copies.get().failing(finders):
            print(f"Without a fault, too, these fail: {', '.join(failing)}")
            return 1
    return told(sample, found)


def options() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--sample", type=int, default=150, help="how many faults are tried (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="chooses the faults (%(default)s)")
    parser.add_argument("--module", nargs="*", default=(), help="only modules whose paths begin so: checks/")
    parser.add_argument("--line", type=int, default=0, help="only this line of them, with a new test for it")
    parser.add_argument("--jobs", type=int, default=1, help="how many are tried at a time (%(default)s)")
    return parser.parse_args()


def tried(
    sample: Sequence[Fault], copies: SimpleQueue[Copy], tests: Callable[[Fault], Sequence[str]]
) -> list[str]:
    """For each fault the test that finds it; each is told when it is known."""

    def one(fault: Fault) -> str:
        copy = copies.get()
        try:
            found = copy.finds(fault, tests(fault))
        finally:
            copies.put(copy)
        print(f"{'killed  ' if found else 'SURVIVED'} {fault}{found and f'  by {found}'}", flush=True)
        return found

    with ThreadPoolExecutor(copies.qsize()) as pool:
        return list(pool.map(one, sample))


def told(sample: Sequence[Fault], found: Sequence[str]) -> int:
    """Print how many were found, by module, and whether that is enough."""
    of = Counter(fault.module for fault in sample)
    killed = Counter(fault.module for fault, hit in zip(sample, found, strict=True) if hit)
    print()
    for module in sorted(of):
        print(f"{killed[module]:4} of {of[module]:3}  {module}")
    hits = killed.total()
    print(f"{hits:4} of {len(found):3}  {hits / max(1, len(found)):.0%}")
    return 0 if hits >= ENOUGH * len(found) else 1


if __name__ == "__main__":
    sys.exit(main())
