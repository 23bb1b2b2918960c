"""The faults that `python -m tests.mutation` puts into the code, and what they are tried with."""

import re

import pytest
from mutation import ROOT, TESTS, faults, modules


def changed(source: str) -> list[str]:
    """The code with each fault in turn, on one line."""
    return [" ".join(fault.text.split()) for fault in faults("m.py", source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a < b", ["pass", "a <= b"]),
        ("x = a and (not b)", ["x = a or not b", "x = a and b"]),
        ("x = 1 + y", ["x = 1 - y", "x = 2 + y"]),
        ("x = 'words'", ["x = ''"]),
        ("x = True", ["x = False"]),
        ("x = any(y)", ["x = all(y)", "x = y"]),
        ("x = f(y, z=w)", ["x = f(y)"]),
        ("x = escape(y)", ["x = y"]),
        ("x = y.strip()", ["x = y"]),
        ("x = [y for y in z if y]", ["x = [y for y in z]"]),
        ("x = a if b else c", ["x = c if b else a"]),
    ],
)
def test_a_fault_is_one_small_change(source: str, expected: list[str]) -> None:
    assert changed(source) == expected


def test_branches_and_returns_are_turned_and_emptied() -> None:
    assert changed("def f(a):\n    if a:\n        return a") == [
        "def f(a): if not a: return a",
        "def f(a): if a: return None",
    ]


def test_what_people_read_and_what_is_no_behaviour_stays() -> None:
    source = 'def f(a: "A" = None) -> "B":\n    """Words."""\n    yield Diagnostic("code", f"Words {a}")\n'
    assert changed(source) == ['def f(a: \'A\'=None) -> \'B\': """Words.""" pass']


@pytest.mark.parametrize("source", ["K = Literal['a']", "V: TypeAlias = 'str | V'", "x = list[str | None]"])
def test_a_type_has_no_behaviour(source: str) -> None:
    assert changed(source) == []


def test_a_fault_says_where_it_is() -> None:
    (fault,) = faults("checks/x.py", "\n\nx = y == z\n")
    assert str(fault) == "checks/x.py:3: y == z  →  y != z"


def test_each_module_is_tried_with_tests_that_are_there() -> None:
    known = modules()
    assert {f"checks/{path.name}" for path in (ROOT / "generator/checks").glob("*.py")} <= set(known)
    assert all((ROOT / "tests" / f"test_{name}.py").is_file() for names in TESTS.values() for name in names)
    assert all((ROOT / "generator" / name).is_file() for name in known)
    assert set(modules("checks/li", "letters")) == {"checks/links.py", "letters.py"}


def test_whatever_tells_a_mistake_is_tried() -> None:
    package = ROOT / "generator"
    telling = {
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if re.search(r"\b(?:Diagnostic|refuse)\(", path.read_text("utf-8"))
    }
    assert len(telling) > 40
    assert telling <= set(modules())
